//! Definitions in the body: only those that the text leaves no doubt about, few and right.
//!
//! - brackets after a quoted name that list as many things as its numeral says (“六保”（…、…）);
//! - a list right before a quoted name with that number (A、B、C“三个体系”);
//! - a copula that defines (“X”，即…; X是指…);
//! - a short form that is introduced (《…》（以下简称“X”）).

use super::components::{self, Name, Reading};
use super::cues::{Cue, NumeralCue};
use super::entry;
use super::list;
use super::numeral::{Numerals, may_begin};
use super::reader::Reader;
use super::{Component, Definition, GlossaryRules};
use crate::ingest::Source;
use crate::lexicon::{Scan, Sign};
use crate::outline::{Kind, Outline, StatementId};
use crate::seeds::SeedRef;
use crate::span::Span;

/// Longest head noun between a quoted name and its brackets or copula, in characters.
const HEAD_NOUN: usize = 6;
/// How far back a clause is looked at, in characters.
const CLAUSE: usize = 300;
/// Longest name without quotes before 是指, in characters.
const NAME: usize = 20;

/// Finds the definitions in the statements of the body.
pub(super) fn inline(
    source: &Source,
    outline: &Outline,
    scan: &Scan<'_>,
    rules: &GlossaryRules,
) -> Vec<Definition> {
    let mut out = Vec::new();
    let strong = rules.cues.strong_openings(source.text(), scan.characters());
    for (statement, s) in outline.statements.iter().enumerate() {
        if matches!(s.kind, Kind::Heading | Kind::Definition) {
            continue;
        }
        let first = strong.partition_point(|&at| at < s.span.start);
        let copula = strong.get(first).is_some_and(|&at| at < s.span.end);
        let signs = scan.characters().signs_within(s.span);
        if !copula && !signs.iter().any(|s| matches!(s.sign, '“' | '（')) {
            continue;
        }
        let reader = Reader::new(source.text(), s.span, scan, &rules.cues);
        Finder {
            reader,
            span: s.span,
            statement,
            rules,
            copula,
        }
        .find(signs, &mut out);
    }
    out
}

struct Finder<'a> {
    reader: Reader<'a>,
    span: Span,
    statement: StatementId,
    rules: &'a GlossaryRules,
    /// Whether a copula of several characters may stand in the statement.
    copula: bool,
}

impl Finder<'_> {
    fn find(&self, signs: &[Sign], out: &mut Vec<Definition>) {
        for &Sign { at, sign } in signs {
            match sign {
                '“' => out.extend(self.quoted(at as usize)),
                '（' => out.extend(self.alias(at as usize)),
                _ => {}
            }
        }
        if self.copula {
            out.extend(self.unquoted());
        }
    }

    /// The definition of the quoted name that opens at `at`.
    fn quoted(&self, at: usize) -> Option<Definition> {
        let core = self
            .reader
            .inside(at)
            .filter(|c| !c.is_empty() && c.len() <= 90)?;
        let close = core.end as usize + '”'.len_utf8();
        let head = self.head_noun(close);
        let name = Span::new(at, head);
        let end = self.span.end as usize;
        let rest = &self.reader.text[head..end];
        if rest.starts_with('（') {
            return self.bracket(name, head);
        }
        if let Some(length) = self.copula(head) {
            let body = self.reader.trim(Span::new(head + length, end));
            let reading = self.read(name, body)?;
            return (!body.is_empty())
                .then(|| self.definition(name, name.cover(body), reading, self.rules.copula));
        }
        self.list_before(Span::new(at, close))
    }

    /// Where a head noun after the quotes ends, if brackets or a copula follow it.
    fn head_noun(&self, close: usize) -> usize {
        let rest = &self.reader.text[close..self.span.end as usize];
        for (i, c) in rest.char_indices().take(HEAD_NOUN + 1) {
            if c == '（' || self.copula(close + i).is_some() {
                return close + i;
            }
            if !is_letter(c) || self.reader.cue(close + i, Cue::Joiner).is_some() {
                break;
            }
        }
        close
    }

    /// Length of a copula at `at` that can only define: 是指, or 即 after a comma.
    fn copula(&self, at: usize) -> Option<usize> {
        let text = &self.reader.text[at..self.span.end as usize];
        let comma = text.strip_prefix('，').map_or(0, |_| '，'.len_utf8());
        let length = self.reader.cue(at + comma, Cue::Strong)?;
        let sure = length > 3 || comma > 0 && text[comma..].starts_with('即');
        (sure && at + comma + length < self.span.end as usize).then_some(comma + length)
    }

    /// Brackets that open at `at` after `name`.
    fn bracket(&self, name: Span, at: usize) -> Option<Definition> {
        let inside = self.reader.inside(at)?;
        let defines = self
            .reader
            .cue(inside.start as usize, Cue::Strong)
            .is_some();
        let listed = list::enumerated(&self.reader, inside).len() > 1
            || self.reader.of(inside).contains('；');
        let reading = self.read(name, inside).filter(|_| listed || defines)?;
        let sure = reading.agrees == Some(true) || defines && reading.agrees.is_none();
        sure.then(|| self.definition(name, name.cover(inside), reading, self.rules.bracket))
    }

    /// A list that ends right before the quoted `name`, as long as its numeral says.
    fn list_before(&self, name: Span) -> Option<Definition> {
        let core = &self.reader.of(name)['“'.len_utf8()..];
        if !core.starts_with(may_begin) {
            return None;
        }
        let numerals = Numerals::read(&self.reader, name);
        let [group] = numerals.groups.as_slice() else {
            return None;
        };
        let count = group.value.filter(|&v| v > 1 && !numerals.soft)? as usize;
        if group.numeral.start as usize != name.start as usize + '“'.len_utf8() {
            return None;
        }
        // Two things before a name with 双 or a bare 两 are mostly its objects, not its parts.
        let measured = self.reader.cues.numeral(
            self.reader.text,
            group.unit.start as usize,
            NumeralCue::Measure,
        );
        if count == 2 && measured.is_none()
            || self.reader.before(name).ends_with(['、', '和', '与'])
        {
            return None;
        }
        let clause = self.clause_before(name.start as usize);
        let listing = without_etc(&self.reader, clause);
        let mut items = list::items(&self.reader, listing, Some(count), &[]);
        let last = *items.last()?;
        let whole = last.end == listing.end && list::enumerated(&self.reader, listing).len() > 1;
        let quotes = items
            .iter()
            .any(|i| self.reader.of(*i).contains(['“', '”']));
        let bare = items
            .iter()
            .any(|i| self.reader.verb(i.start as usize) == Some(i.len()));
        if !whole || quotes || bare || items.len() != count || self.ends_with_verb(last) {
            return None;
        }
        self.strip_lead(&mut items);
        let components = items
            .into_iter()
            .map(|span| Component {
                label: None,
                span,
                parts: Vec::new(),
            })
            .collect();
        let reading = Reading {
            components,
            agrees: Some(true),
        };
        Some(self.definition(name, listing.cover(name), reading, self.rules.list))
    }

    /// Takes the verbs of the sentence, with their adverbs, off the first item (进一步擦亮效率、服务).
    fn strip_lead(&self, items: &mut [Span]) {
        let Some((first, others)) = items.split_first_mut() else {
            return;
        };
        if others
            .iter()
            .any(|o| self.reader.verb(o.start as usize).is_some())
        {
            return;
        }
        let mut at = first.start as usize;
        while let Some((length, verb)) = self
            .reader
            .verb_or_modifier(at)
            .filter(|(n, _)| at + n + 6 <= first.end as usize)
        {
            if verb && length <= 3 {
                break;
            }
            at += length;
            if verb {
                first.start = at as u32;
            }
        }
    }

    /// From the last stop before `at` up to it.
    fn clause_before(&self, at: usize) -> Span {
        let text = self.reader.before(Span::new(at, at));
        let window = text.char_indices().rev().take(CLAUSE).last();
        let from = at - text.len() + window.map_or(text.len(), |(i, _)| i);
        let before = Span::new(from, at);
        let stop = |&(_, c): &(usize, char)| matches!(c, '，' | '。' | '；' | '：' | '\n');
        let start = self
            .reader
            .flat(before)
            .filter(stop)
            .last()
            .map_or(from, |(i, c)| i + c.len_utf8());
        self.reader.trim(Span::new(start, at))
    }

    fn ends_with_verb(&self, item: Span) -> bool {
        let text = self.reader.of(item);
        let starts = text
            .char_indices()
            .rev()
            .take(4)
            .map(|(i, _)| item.start as usize + i);
        starts.into_iter().any(|at| {
            self.reader
                .verb(at)
                .is_some_and(|n| n > 3 && at + n == item.end as usize)
        })
    }

    /// A short form in the brackets that open at `at`.
    fn alias(&self, at: usize) -> Option<Definition> {
        let inside = self.reader.inside(at)?;
        self.reader.cue(inside.start as usize, Cue::Alias)?;
        let alias = entry::alias_text(&self.reader, inside);
        let full = self.full_name(at)?;
        let fits = |s: Span, most: usize| (2..=most).contains(&self.reader.of(s).chars().count());
        if !fits(alias, 15) || !fits(full, 50) || full.len() <= alias.len() {
            return None;
        }
        let mut found = self.definition(
            full,
            full.cover(inside),
            Reading::default(),
            self.rules.alias,
        );
        found.aliases.push(alias);
        found.numerals.clear();
        Some(found)
    }

    /// The name that ends at `at`: a title, a quoted name, or what follows the last verb of the clause.
    fn full_name(&self, at: usize) -> Option<Span> {
        let clause = self.clause_before(at);
        let text = self.reader.of(clause);
        for (close, open) in [('》', '《'), ('”', '“')] {
            if text.ends_with(close) {
                let from = self
                    .reader
                    .flat(clause)
                    .filter(|&(_, c)| c == open)
                    .last()?
                    .0;
                return Some(Span::new(from, at));
            }
        }
        let mut start = clause.start as usize;
        while let Some(length) = self
            .reader
            .verb_or_lead(start)
            .filter(|n| start + n + 6 < at)
        {
            start += length;
        }
        let bare = !self
            .reader
            .of(Span::new(start, at))
            .contains(['、', '“', '（']);
        bare.then(|| Span::new(start, at))
    }

    /// A statement that opens with a name and 是指.
    fn unquoted(&self) -> Option<Definition> {
        let start = self.span.start as usize;
        for (at, c) in self.reader.flat(self.span).take(NAME) {
            if let Some(length) = self
                .reader
                .cue(at, Cue::Strong)
                .filter(|&n| n > 3 && at > start + 3)
            {
                let name = Span::new(start, at);
                let body = self.reader.trim(Span::new(
                    (at + length).min(self.span.end as usize),
                    self.span.end as usize,
                ));
                let reading = self.read(name, body)?;
                return Some(self.definition(name, name.cover(body), reading, self.rules.copula));
            }
            if !is_letter(c) {
                return None;
            }
        }
        None
    }

    fn read(&self, name: Span, body: Span) -> Option<Reading> {
        let numerals = Numerals::read(&self.reader, name);
        let read = components::read(
            &self.reader,
            body,
            &Name::new(self.reader.of(name), &numerals),
        );
        (!body.is_empty()).then_some(read)
    }

    fn definition(
        &self,
        headword: Span,
        span: Span,
        reading: Reading,
        rule: SeedRef,
    ) -> Definition {
        Definition {
            headword,
            aliases: Vec::new(),
            span,
            statement: self.statement,
            inline: true,
            components: reading.components,
            agrees: reading.agrees,
            numerals: Numerals::read(&self.reader, headword).values(),
            rule,
        }
    }
}

/// A letter or digit; of Chinese characters that is known without the tables of Unicode.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// `list` without 等 at its very end.
fn without_etc(reader: &Reader<'_>, list: Span) -> Span {
    let cut = reader.cues.ending(reader.of(list), Cue::Etc).unwrap_or(0);
    reader.trim(Span {
        start: list.start,
        end: list.end - cut as u32,
    })
}
