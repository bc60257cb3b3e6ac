//! The name of a value that has none beside it: that of the figure before, or an earlier subject.

use super::name::Left;
use super::rules::{Edge, VerbRole};
use super::statement::Reader;
use super::text;
use super::unit::UnitKind;
use crate::lexicon::Kinds;
use crate::span::Span;

/// How many clauses back a subject is looked for.
const FARTHEST_SUBJECT: usize = 6;

impl Reader<'_, '_, '_> {
    /// The name before the value: its own, a stage with the subject it shares, or the last one.
    pub(super) fn own_name(&self, left: &Left, kind: Option<UnitKind>) -> Vec<Span> {
        let text = self.namer.page.text;
        let own = left.name.of(text);
        let ordinal = self
            .rules
            .shape_before
            .prefix(own)
            .is_some_and(|((), len)| len == 3)
            && own.chars().count() <= 3;
        if let Some(subject) = self.settled_subject(left) {
            return vec![subject];
        }
        if left.name.is_empty() || ordinal {
            return self.last_name(left, kind);
        }
        let stage = self
            .rules
            .verbs
            .prefix(own)
            .is_some_and(|v| v.0 == VerbRole::Stage && v.1 == own.len());
        match self.subject.filter(|_| stage) {
            Some(subject) => vec![subject, left.name],
            None => vec![left.name],
        }
    }

    /// The subject before an aside that ends where `left` begins (进出口在对美贸易下降3成的情况下增长).
    fn settled_subject(&self, left: &Left) -> Option<Span> {
        let text = self.namer.page.text;
        let raw = left.raw.of(text);
        let aside = self
            .rules
            .compares
            .prefix(raw)
            .is_some_and(|c| c.0 == Edge::Settled);
        if !aside {
            return None;
        }
        let start = self
            .namer
            .clause_start(self.statement.start, left.raw.start);
        let clause = Span {
            start,
            end: left.raw.start,
        };
        let tokens = self.namer.page.words.within(clause);
        let opens = |word: &str| self.rules.joins.prefix(word) == Some((Edge::Cut, word.len()));
        let at = tokens.iter().find(|t| opens(t.span.of(text)))?;
        let name = self.namer.name_in(Span {
            start,
            end: at.span.start,
        });
        (name.len() >= 6).then_some(name)
    }

    /// The name of the figure before; else the subject of an earlier clause.
    pub(super) fn last_name(&self, left: &Left, kind: Option<UnitKind>) -> Vec<Span> {
        if let Some(last) = self.out.last() {
            let other = last.after && left.reached && last.figure.kind() != kind;
            let subject = self.subject_of(last.lead).filter(|_| other);
            let mut name = subject.map_or_else(|| last.name.clone(), |s| vec![s]);
            // 新增公园127座、累计达到1100座: the total is of the thing, not of what was added.
            if let Some(first) = name.first_mut().filter(|_| left.reached && !left.to)
                && let Some((VerbRole::Keep, len)) =
                    self.rules.verbs.prefix(first.of(self.namer.page.text))
                && len < first.len()
            {
                first.start += len as u32;
            }
            return name;
        }
        self.earlier_subject(left.raw.start).into_iter().collect()
    }

    /// The noun phrase that the nearest earlier clause begins with; else what the nearest one acts on.
    fn earlier_subject(&self, at: u32) -> Option<Span> {
        let text = self.namer.page.text;
        let (mut end, mut object) = (at, None);
        for _ in 0..FARTHEST_SUBJECT {
            if end <= self.statement.start {
                break;
            }
            let last = text[..end as usize]
                .chars()
                .next_back()
                .map_or(1, char::len_utf8) as u32;
            let clause_end = end - last;
            let start = self
                .namer
                .clause_start(self.statement.start, clause_end.max(self.statement.start));
            let clause = Span {
                start,
                end: clause_end.max(start),
            };
            if let Some(subject) = self.subject_of(clause) {
                return Some(subject);
            }
            let name = self.namer.name_in(clause);
            object = object.or((6..=60).contains(&name.len()).then_some(name));
            end = start;
        }
        object
    }

    /// The noun phrase that a clause begins with.
    fn subject_of(&self, clause: Span) -> Option<Span> {
        let page = self.namer.page;
        let tokens = page.words.within(clause);
        let end = tokens.iter().find(|t| {
            text::is_verb(**t) || text::is_adverb(**t) || text::is_function(**t, Kinds::TIME)
        })?;
        let name = self.namer.name_in(Span {
            start: clause.start,
            end: end.span.start,
        });
        (name.len() >= 6).then_some(name)
    }

    /// Keeps what stands before a stage verb at the end of the last name.
    pub(super) fn note_subject(&mut self) {
        let Some([name]) = self.out.last().map(|d| d.name.as_slice()) else {
            return;
        };
        let text = name.of(self.namer.page.text);
        if let Some((VerbRole::Stage, len)) = self.rules.verbs.suffix(text, |len| len < text.len())
        {
            self.subject = Some(Span {
                start: name.start,
                end: name.end - len as u32,
            });
        }
    }
}
