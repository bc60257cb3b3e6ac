//! What each statement is.
//!
//! Every statement gets a score for each kind: what the role of its section says by itself, the
//! cue words in it (`seeds/outline/cues.tsv`), what the statement before carries over, and its
//! shape and place. The highest score wins, the order of [`Kind`] deciding between equals.

use serde::Serialize;

use super::cue::{Carry, Cues, Found, Says};
use super::enumerator::{dash, parse};
use super::heading::{HeadingRules, years};
use super::section::ends_sentence;
use super::shape::{Place, Shape, marker};
use super::{Header, Outline, Role, StatementId};
use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::seeds::{SeedError, Seeds};
use crate::span::Span;

/// What a statement is (annotation guidelines, “Statements”).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Title, date line, numbered heading, page furniture.
    Heading,
    /// A short sentence that says what its paragraph is about.
    Topic,
    /// What was done, or how things stood.
    Achievement,
    /// What is to be done.
    Task,
    /// An outcome set for a later date.
    Target,
    /// A shortcoming that is admitted.
    Problem,
    /// Background, principles, appraisal.
    Context,
    /// A glossary entry.
    Definition,
    /// Thanks, appeals, requests.
    Ceremony,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Heading,
        Self::Topic,
        Self::Achievement,
        Self::Task,
        Self::Target,
        Self::Problem,
        Self::Context,
        Self::Definition,
        Self::Ceremony,
    ];

    /// The name used in brat and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Heading => "heading",
            Kind::Topic => "topic",
            Kind::Achievement => "achievement",
            Kind::Task => "task",
            Kind::Target => "target",
            Kind::Problem => "problem",
            Kind::Context => "context",
            Kind::Definition => "definition",
            Kind::Ceremony => "ceremony",
        }
    }

    /// Whether a statement of this kind tells a task (done or planned).
    pub fn is_task(self) -> bool {
        matches!(self, Kind::Achievement | Kind::Task)
    }
}

/// Cue words of statement kinds and words of headings.
#[derive(Debug)]
pub struct KindRules {
    cues: Cues,
    pub(super) headings: HeadingRules,
}

impl KindRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {
            cues: Cues::compile(seeds)?,
            headings: HeadingRules::compile(seeds)?,
        })
    }
}

/// Gives every statement its kind and its topic.
pub(super) fn classify(
    source: &Source,
    header: &Header,
    scan: &Scan<'_>,
    rules: &KindRules,
    outline: &mut Outline,
) {
    let text = source.text();
    let found = rules.cues.find(text, scan);
    let kinds = Classifier {
        text,
        scan,
        header,
        rules,
        found: &found,
        outline,
        past: false,
        carried: None,
    }
    .run();
    for (statement, kind) in outline.statements.iter_mut().zip(kinds) {
        statement.kind = kind;
    }
    govern(text, outline);
}

/// A line without a stop is no prose up to this length (characters).
const LONGEST_LABEL: usize = 40;
/// What the statement before carries over.
const CARRIED: i32 = 150;

struct Classifier<'a> {
    text: &'a str,
    scan: &'a Scan<'a>,
    header: &'a Header,
    rules: &'a KindRules,
    found: &'a [Found],
    outline: &'a Outline,
    /// In a section that looks both ways: whether it is looking back now.
    past: bool,
    /// The kind that goes on, and how far.
    carried: Option<(Kind, Carry)>,
}

impl Classifier<'_> {
    fn run(mut self) -> Vec<Kind> {
        let outline = self.outline;
        let mut kinds = Vec::with_capacity(outline.statements.len());
        let mut section = usize::MAX;
        for index in 0..outline.paragraphs.len() {
            let paragraph = &outline.paragraphs[index];
            if paragraph.section != section {
                section = paragraph.section;
                self.enter(section);
            }
            match outline.sections[section].role {
                Role::Furniture => kinds.extend(
                    (paragraph.statements.0..paragraph.statements.1).map(|_| Kind::Heading),
                ),
                Role::Glossary if paragraph.glossary_entry => kinds.push(Kind::Definition),
                Role::Glossary => kinds.extend(
                    (paragraph.statements.0..paragraph.statements.1).map(|_| Kind::Heading),
                ),
                _ => self.paragraph(index, &mut kinds),
            }
        }
        kinds
    }

    /// A heading starts everything anew; a main one says which way its section looks first.
    fn enter(&mut self, section: usize) {
        let section = &self.outline.sections[section];
        if section.level <= 1 {
            self.carried = None;
            let heading = section.heading.map_or("", |h| h.of(self.text));
            let year = self.header.year.unwrap_or(u16::MAX);
            self.past = years(heading).iter().any(|&y| y < year);
        }
    }

    fn paragraph(&mut self, index: usize, kinds: &mut Vec<Kind>) {
        let paragraph = &self.outline.paragraphs[index];
        let (first, last) = paragraph.statements;
        let own = paragraph.span.of(self.text);
        let is_list = dash(own) > 0 || parse(own).is_some_and(|n| n.level >= 3);
        match self.carried {
            Some((_, Carry::List)) if is_list => {}
            _ => self.carried = None,
        }
        if self.is_heading(index) {
            kinds.extend((first..last).map(|_| Kind::Heading));
            return;
        }
        let list_before = self.carried;
        if self.outline.sections[paragraph.section].role == Role::Plan {
            self.past = false;
        }
        for i in first..last {
            let kind = self.statement(index, i, &kinds[first..]);
            kinds.push(kind);
        }
        settle(&mut kinds[first..]);
        // A colon at the end hands the kind on to the list below; a list hands it on to its next item.
        if is_list && list_before.is_some() {
            self.carried = list_before;
        } else if !own.ends_with('：') && !is_list {
            self.carried = self
                .carried
                .filter(|&(_, c)| c == Carry::List && next_is_list(self.text, self.outline, index));
        }
    }

    /// Whether the whole paragraph is a heading, an address or a label.
    fn is_heading(&self, index: usize) -> bool {
        let paragraph = &self.outline.paragraphs[index];
        let section = &self.outline.sections[paragraph.section];
        let own = paragraph.span.of(self.text);
        let open = !ends_sentence(own);
        let heads = section.heading == Some(paragraph.span);
        let numbered = parse(own).is_some_and(|n| n.level <= 3);
        let label = open && !own.ends_with(['：', '，', '、']) && !own.contains('。');
        heads && (open || numbered)
            || label && own.chars().count() <= LONGEST_LABEL
            || paragraph.section == 0 && open && !own.contains('，')
            || self.rules.headings.is_salutation(own)
    }

    fn statement(&mut self, index: usize, i: StatementId, before: &[Kind]) -> Kind {
        let statement = &self.outline.statements[i];
        let span = statement.span;
        let from = self.found.partition_point(|f| f.span.start < span.start);
        let to = from + self.found[from..].partition_point(|f| f.span.start < span.end);
        let found = &self.found[from..to];
        let marked = span.start + marker(span.of(self.text)) as u32;
        let start = self.rules.cues.body(found, marked);
        if start >= span.end {
            return Kind::Heading;
        }
        let body = Span {
            start,
            end: span.end,
        };
        let text = body.of(self.text);
        let stops = ['。', '；', '！', '？', '：', '”', '）'];
        let end = start + text.trim_end_matches(stops).len() as u32;
        let place = Place {
            text: self.text,
            scan: self.scan,
            outline: self.outline,
            index,
            statement: i,
        };
        let shape = Shape::new(place, self.header, start as usize, before);
        let role = self.outline.sections[statement.section].role;
        if let Some(past) = shape.looks_back.filter(|_| role == Role::Outlook) {
            self.past = past;
        }
        self.choose(&shape, found, Span { start, end }, role)
    }

    /// The kind with the highest score.
    fn choose(&mut self, shape: &Shape, found: &[Found], body: Span, mut role: Role) -> Kind {
        let (text, cues) = (self.text, &self.rules.cues);
        for (cue, _) in cues.counting(text, found, body, role) {
            match cue.says {
                Says::Past => self.past = true,
                Says::Future => self.past = false,
                Says::Kind(_) | Says::Lead => {}
            }
        }
        // A plan may look back within a paragraph before it says what comes next.
        if matches!(role, Role::Outlook | Role::Plan) && self.past {
            role = Role::Review;
        }
        let mut scores = shape.scores(role);
        if let Some((kind, _)) = self.carried {
            scores[kind as usize] += CARRIED;
        }
        let mut reach = [Carry::None; Kind::ALL.len()];
        let mut own = [0; Kind::ALL.len()];
        let mut end = 0;
        for (cue, at) in cues.counting(text, found, body, role) {
            let Says::Kind(kind) = cue.says else { continue };
            reach[kind as usize] = reach[kind as usize].max(cue.carry);
            // Of cues that lie inside each other only the longest counts.
            if at.end > end || cue.at_end() {
                scores[kind as usize] += cue.weight;
                own[kind as usize] += cue.weight;
                end = end.max(at.end);
            }
        }
        let kinds = Kind::ALL.into_iter();
        let best = kinds.max_by_key(|&k| (scores[k as usize], std::cmp::Reverse(k)));
        let kind = best.unwrap_or(Kind::Context);
        self.carry(kind, reach[kind as usize], own[kind as usize]);
        kind
    }

    /// What goes on after a statement of this kind.
    fn carry(&mut self, kind: Kind, reach: Carry, own: i32) {
        match self.carried {
            Some((carried, _)) if carried == kind => {}
            // A statement that says clearly what it is ends what went before.
            Some(_) if own < 150 => {}
            _ => self.carried = None,
        }
        if reach > Carry::None {
            self.carried = Some((kind, reach));
        }
    }
}

/// What the whole paragraph says of its first sentences.
fn settle(kinds: &mut [Kind]) {
    // A maxim before admitted problems or before the closing appeal is neither topic nor task.
    let end = kinds.last().copied();
    let appeal = kinds
        .iter()
        .position(|&k| k == Kind::Ceremony)
        .filter(|_| end == Some(Kind::Ceremony));
    if let Some(appeal) = appeal.filter(|&a| a <= 3) {
        for kind in &mut kinds[..appeal] {
            if matches!(kind, Kind::Topic | Kind::Task) {
                *kind = Kind::Context;
            }
        }
    }
    if let [first @ Kind::Topic, Kind::Problem, ..] = kinds {
        *first = Kind::Context;
    }
}

fn next_is_list(text: &str, outline: &Outline, index: usize) -> bool {
    outline.paragraphs.get(index + 1).is_some_and(|p| {
        let own = p.span.of(text);
        dash(own) > 0 || parse(own).is_some_and(|n| n.level >= 3)
    })
}

/// Gives every statement the topic that governs it, and every section the statement that heads it.
fn govern(text: &str, outline: &mut Outline) {
    for index in 0..outline.paragraphs.len() {
        let paragraph = &outline.paragraphs[index];
        let (first, last) = paragraph.statements;
        let section = paragraph.section;
        if first < last {
            let opens = outline.sections[section]
                .heading
                .is_some_and(|h| h.start == paragraph.span.start);
            if opens {
                outline.sections[section].statement = Some(first);
            }
        }
        let mut topic = outline.sections[section]
            .statement
            .filter(|&s| s < first && outline.statements[s].kind == Kind::Topic)
            .filter(|_| {
                outline.sections[section]
                    .heading
                    .is_some_and(|h| !h.of(text).is_empty())
            });
        for i in first..last {
            outline.statements[i].topic = topic;
            if outline.statements[i].kind == Kind::Topic {
                topic = Some(i);
            }
        }
    }
}
