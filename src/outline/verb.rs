//! The verbs that lead the clauses of a statement, and what they say of time.

use super::marks::marks;
use crate::lexicon::{Aspect, Kinds, Scan, SenseKind, WordId};
use crate::span::Span;

/// So many words are read at most to find the verb of a clause.
const MOST_ADVERBS: usize = 4;

/// The aspect of the verb that leads each clause, modifiers before it looked past.
pub(super) fn leading_verbs(text: &str, scan: &Scan<'_>, body: Span) -> Vec<Aspect> {
    let mut out = Vec::new();
    let mut row = Row::default();
    let base = body.start as usize;
    let mut start = base;
    for (at, mark) in marks(body.of(text)) {
        if matches!(mark, '，' | '；' | '：' | '。') {
            out.extend(row.verb(scan, start, base + at));
            start = base + at + mark.len_utf8();
        }
    }
    out.extend(row.verb(scan, start, body.end as usize));
    out
}

/// A row of modifiers; some hold others (深入推进), so every way of reading the row counts.
#[derive(Default)]
struct Row {
    /// Where words may begin that are read now, and those that are read after them.
    now: Vec<usize>,
    then: Vec<usize>,
}

impl Row {
    /// The verb at `start`, or behind a row of modifiers.
    fn verb(&mut self, scan: &Scan<'_>, start: usize, end: usize) -> Option<Aspect> {
        self.now.clear();
        self.now.push(start);
        for _ in 0..MOST_ADVERBS {
            self.then.clear();
            for &at in &self.now {
                let hits = scan.starting_at(at).iter();
                for hit in hits.filter(|h| h.span.end as usize <= end) {
                    if hit.kinds.any(Kinds::VERB) {
                        return aspect(scan, hit.word);
                    }
                    if hit.kinds.any(Kinds::MODIFIER) {
                        self.then.push(hit.span.end as usize);
                    }
                }
            }
            std::mem::swap(&mut self.now, &mut self.then);
        }
        None
    }
}

fn aspect(scan: &Scan<'_>, verb: WordId) -> Option<Aspect> {
    let aspect = scan.word(verb).sense(|k| match k {
        SenseKind::Verb { aspect, .. } => Some(*aspect),
        _ => None,
    });
    aspect.map(|(aspect, _)| aspect)
}

/// Whether the sentence opens with its subject: not with a verb, nor with what stands before one.
pub(super) fn opens_with_subject(scan: &Scan<'_>, start: usize) -> bool {
    let verbal = Kinds::VERB
        .or(Kinds::MODIFIER)
        .or(Kinds::PREPOSITION)
        .or(Kinds::NUMBER_WORD)
        .or(Kinds::CONJUNCTION);
    !scan.starting_at(start).iter().any(|h| h.kinds.any(verbal))
}
