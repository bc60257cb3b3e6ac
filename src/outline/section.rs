//! Headings and the tree of sections.
//!
//! A paragraph is read by its shape (an enumerator, a dash, a line without its full stop) and by
//! the words of `seeds/outline/headings.tsv`. Furniture, annexes and a second copy of the report
//! get sections of their own, so that nothing in them is taken for the report's text.

use super::enumerator::{self, Enumerator};
use super::heading::{HeadingRules, Line, years};
use super::repeat::repeated;
use super::{Header, Outline, Paragraph, SectionId, StatementId};
use crate::ingest::Source;
use crate::span::Span;

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 0 for the part before any heading, 1 for 一、, 2 for （一）, 3 for 1., 4 for 一是; an
    /// unnumbered heading stands one below the numbered one above it.
    pub level: u8,
    /// The heading as written; none for the part before any.
    pub heading: Option<Span>,
    /// The statement that is the heading.
    pub statement: Option<StatementId>,
    /// The section above.
    pub parent: Option<SectionId>,
    /// What the section is for.
    pub role: Role,
}

/// What a section is for, which decides the kind of its statements.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Role {
    /// Title, salutation and opening.
    #[default]
    Front,
    /// What was done.
    Review,
    /// Outlook, guiding thought, aims; may look back first.
    Outlook,
    /// What is to be done.
    Plan,
    /// Explanations of terms.
    Glossary,
    /// What a web page left around the report, and a second copy of it.
    Furniture,
}

/// A heading or opening sentence longer than this (in characters) is prose.
const LONGEST_RUN_IN: usize = 60;
/// The same for a line without number.
const LONGEST_UNNUMBERED: usize = 36;

/// Finds headings and paragraphs.
pub(super) fn divide(source: &Source, header: &Header, rules: &HeadingRules) -> Outline {
    let text = source.text();
    let lines: Vec<Span> = lines(text);
    let copies = repeated(text, &lines);
    let mut divider = Divider::new(text, header, rules, &lines);
    for (i, &line) in lines.iter().enumerate() {
        if copies.get(i).copied().unwrap_or(false) {
            divider.furniture(line);
        } else {
            divider.line(i, line);
        }
    }
    divider.outline
}

/// Whether the outline alone shows a report, as in an excerpt: the deputies are addressed, or a
/// heading says of a year what was or will be done in it.
pub(super) fn tells_a_report(text: &str, outline: &Outline, rules: &HeadingRules) -> bool {
    let heading = |s: &Section| {
        s.heading
            .map(|h| h.of(text))
            .is_some_and(|h| rules.role(h, None).is_some() && !years(h).is_empty())
    };
    outline
        .paragraphs
        .iter()
        .any(|p| rules.is_salutation(p.span.of(text)))
        || outline.sections.iter().any(heading)
}

/// Takes back every role that only a report's section can have.
pub(super) fn disown(outline: &mut Outline) {
    for section in &mut outline.sections {
        if !matches!(section.role, Role::Glossary | Role::Furniture) {
            section.role = Role::Front;
        }
    }
}

fn lines(text: &str) -> Vec<Span> {
    let mut from = 0;
    let mut out = Vec::new();
    for (at, _) in text.match_indices('\n') {
        out.push(Span::new(from, at));
        from = at + 1;
    }
    out
}

struct Divider<'a> {
    text: &'a str,
    header: &'a Header,
    rules: &'a HeadingRules,
    lines: &'a [Span],
    outline: Outline,
    /// The innermost open section.
    current: SectionId,
    /// The section that ends with its own paragraph, if the last one did.
    closing: Option<SectionId>,
    /// Where page furniture goes, once there is any.
    furniture: Option<SectionId>,
    /// Whether the report's own text has begun (a salutation or a numbered heading was seen).
    begun: bool,
    /// Whether nothing that follows belongs to the report.
    tail: bool,
    /// In the glossary: whether entries are numbered, once one was seen.
    numbered_entries: Option<bool>,
}

impl<'a> Divider<'a> {
    fn new(text: &'a str, header: &'a Header, rules: &'a HeadingRules, lines: &'a [Span]) -> Self {
        let mut outline = Outline::default();
        outline.sections.push(Section {
            level: 0,
            heading: None,
            statement: None,
            parent: None,
            role: Role::Front,
        });
        Self {
            text,
            header,
            rules,
            lines,
            outline,
            current: 0,
            closing: None,
            furniture: None,
            begun: false,
            tail: false,
            numbered_entries: None,
        }
    }

    fn line(&mut self, index: usize, span: Span) {
        if let Some(closing) = self.closing.take() {
            self.current = self.outline.sections[closing].parent.unwrap_or(0);
        }
        let line = self.rules.line(span.of(self.text));
        if self.tail || line.tail || line.furniture && line.short {
            self.tail |= line.tail && self.begun;
            self.furniture(span);
            return;
        }
        if line.glossary {
            self.begun = true;
            self.numbered_entries = None;
            self.open(1, span, Role::Glossary);
            self.push(span, false);
            return;
        }
        if line.annex && line.short {
            let role = self.annex_role(index, span.of(self.text));
            self.open(1, span, role);
            self.push(span, false);
            return;
        }
        if self.role() == Role::Glossary {
            self.glossary_line(span);
            return;
        }
        self.body_line(index, span, &line);
    }

    fn body_line(&mut self, index: usize, span: Span, line: &Line) {
        let text = span.of(self.text);
        if line.salutation {
            self.begun = true;
            self.close_to(1);
            self.push(span, false);
            return;
        }
        let number = enumerator::parse(text);
        let first = first_sentence(text);
        let whole = first == text.len();
        let long = text[..first].chars().count() > LONGEST_RUN_IN;
        match number {
            Some(n) if !long && !self.is_list_item(index, n, whole, text) => {
                self.begun |= n.level == 1;
                let level = n.level.max(1);
                let heading = Span::new(span.start as usize, span.start as usize + first);
                let role = self.role_of(level, &text[..first]);
                self.open(level, heading, role);
                self.push(span, false);
                // 一是 with its details in the same paragraph governs nothing after it.
                if n.level == 4 && !whole {
                    self.closing = Some(self.current);
                }
            }
            None if self.is_unnumbered_heading(index, text) => {
                let begun = self.begun || self.lines.len() > index + 1;
                let major = begun && self.rules.is_section(text);
                self.begun |= major;
                let level = if major { 1 } else { self.unnumbered_level() };
                let role = self.role_of(level, text);
                self.open(level, span, role);
                self.push(span, false);
            }
            _ => self.push(span, false),
        }
    }

    /// A numbered line that is one of a row of whole sentences (一是…。二是…。) heads nothing.
    fn is_list_item(&self, index: usize, n: Enumerator, whole: bool, text: &str) -> bool {
        if n.level < 3 || !whole || !ends_sentence(text) {
            return false;
        }
        let next = self.lines.get(index + 1).map_or("", |s| s.of(self.text));
        next.is_empty() || enumerator::parse(next).is_some_and(|m| m.level <= n.level)
    }

    /// A short line with no number that heads the lines after it.
    fn is_unnumbered_heading(&self, index: usize, text: &str) -> bool {
        let length = text.chars().count();
        if length > LONGEST_RUN_IN || text.starts_with('—') || text.contains('：') {
            return false;
        }
        let open = !ends_sentence(text);
        let telling = open && self.rules.is_section(text);
        if !telling && length > LONGEST_UNNUMBERED {
            return false;
        }
        if telling {
            return true;
        }
        let one = first_sentence(text) == text.len();
        let next = self.lines.get(index + 1).map_or("", |s| s.of(self.text));
        let prose = next.chars().count() > LONGEST_UNNUMBERED && ends_sentence(next);
        self.begun && !self.opening() && one && prose && (open || !next.starts_with('—'))
    }

    /// Whether the line right after the first address is read: the opening sentence, however short.
    fn opening(&self) -> bool {
        let last = self
            .outline
            .paragraphs
            .last()
            .map_or("", |p| p.span.of(self.text));
        self.current == 0 && self.rules.is_salutation(last)
    }

    /// One below the nearest numbered section.
    fn unnumbered_level(&self) -> u8 {
        let numbered = self.outline.path(self.current).find(|s| {
            s.heading
                .is_some_and(|h| enumerator::parse(h.of(self.text)).is_some())
                || s.level <= 1
        });
        numbered.map_or(1, |s| s.level + 1)
    }

    /// What a section with this heading is for.
    fn role_of(&self, level: u8, heading: &str) -> Role {
        let above = self.parent_for(level);
        let inherited = self.outline.sections[above].role;
        let told = self.rules.role(heading, self.header.year);
        if level == 1 {
            let before = self.outline.sections.iter().rev().find(|s| s.level == 1);
            return told.unwrap_or_else(|| match before.map(|s| s.role) {
                Some(role @ (Role::Review | Role::Front)) => role,
                Some(Role::Outlook | Role::Plan) => Role::Plan,
                _ => Role::Front,
            });
        }
        match told {
            Some(role) if level == 2 && !years(heading).is_empty() => role,
            Some(role) if inherited == Role::Front => role,
            _ => inherited,
        }
    }

    /// An annex with tasks is read as a plan; any other is none of the report's prose.
    fn annex_role(&self, index: usize, line: &str) -> Role {
        let next = self.lines.get(index + 1).map_or("", |s| s.of(self.text));
        if self.rules.is_section(line) || self.rules.is_section(next) {
            Role::Plan
        } else {
            Role::Furniture
        }
    }

    fn glossary_line(&mut self, span: Span) {
        let text = span.of(self.text);
        let numbered = enumerator::parse(text).is_some_and(|n| n.level >= 3 && n.level != 4);
        let defines = text.contains('：') || ends_sentence(text);
        let continues = self
            .outline
            .paragraphs
            .last()
            .is_some_and(|p| p.glossary_entry);
        if numbered {
            self.numbered_entries = Some(true);
            self.push(span, true);
        } else if self.numbered_entries == Some(true) {
            let open = continues
                && self
                    .outline
                    .paragraphs
                    .last()
                    .is_some_and(|p| !ends_sentence(p.span.of(self.text)));
            if continues && (defines || open) {
                if let Some(entry) = self.outline.paragraphs.last_mut() {
                    entry.span = entry.span.cover(span);
                }
            } else {
                self.furniture(span);
            }
        } else if defines {
            self.push(span, true);
        } else {
            self.push(span, false);
        }
    }

    fn furniture(&mut self, span: Span) {
        let id = self.furniture.unwrap_or_else(|| {
            self.outline.sections.push(Section {
                level: 1,
                heading: None,
                statement: None,
                parent: None,
                role: Role::Furniture,
            });
            self.outline.sections.len() - 1
        });
        self.furniture = Some(id);
        self.outline.paragraphs.push(Paragraph {
            span,
            section: id,
            glossary_entry: false,
            statements: (0, 0),
        });
    }

    fn push(&mut self, span: Span, glossary_entry: bool) {
        let section = self.current;
        self.outline.paragraphs.push(Paragraph {
            span,
            section,
            glossary_entry,
            statements: (0, 0),
        });
    }

    fn role(&self) -> Role {
        self.outline.sections[self.current].role
    }

    /// The section that a new one of this level would stand in.
    fn parent_for(&self, level: u8) -> SectionId {
        let mut at = self.current;
        while at != 0 && self.outline.sections[at].level >= level {
            at = self.outline.sections[at].parent.unwrap_or(0);
        }
        at
    }

    fn close_to(&mut self, level: u8) {
        self.current = self.parent_for(level + 1);
    }

    fn open(&mut self, level: u8, heading: Span, role: Role) {
        let parent = Some(self.parent_for(level));
        self.outline.sections.push(Section {
            level,
            heading: Some(heading),
            statement: None,
            parent,
            role,
        });
        self.current = self.outline.sections.len() - 1;
    }
}

/// Length of the first sentence, its stop included.
pub(super) fn first_sentence(text: &str) -> usize {
    text.find(['。', '！', '？'])
        .map_or(text.len(), |at| at + '。'.len_utf8())
}

/// Whether the text ends with a sentence's stop.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '）', '》'])
        .ends_with(['。', '！', '？', '；', '…'])
}
