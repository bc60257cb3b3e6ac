//! The verbs that lead the clauses of a statement, and what they say of time.

use crate::lexicon::{Aspect, Kinds, Scan, SenseKind};
use crate::span::Span;

/// So many words are read at most to find the verb of a clause.
const MOST_ADVERBS: usize = 4;

/// The aspect of the verb that leads each clause, modifiers before it looked past.
pub(super) fn leading_verbs(text: &str, scan: &Scan<'_>, body: Span) -> Vec<Aspect> {
    let mut out = Vec::new();
    let mut at = body.start as usize;
    for clause in body.of(text).split(['，', '；', '：', '。']) {
        out.extend(leading_verb(scan, at, at + clause.len()));
        at += clause.len() + '，'.len_utf8();
    }
    out
}

/// The verb at `start`, or behind a row of modifiers; some modifiers hold others (深入推进), so
/// every way of reading the row counts.
fn leading_verb(scan: &Scan<'_>, start: usize, end: usize) -> Option<Aspect> {
    let mut open = vec![start];
    for _ in 0..MOST_ADVERBS {
        let mut next = Vec::new();
        for &at in &open {
            for hit in scan
                .starting_at(at)
                .iter()
                .filter(|h| h.span.end as usize <= end)
            {
                if hit.kinds.any(Kinds::VERB) {
                    let verb = scan.word(hit.word).sense(|k| match k {
                        SenseKind::Verb { aspect, .. } => Some(*aspect),
                        _ => None,
                    });
                    return verb.map(|(aspect, _)| aspect);
                }
                if hit.kinds.any(Kinds::MODIFIER) {
                    next.push(hit.span.end as usize);
                }
            }
        }
        open = next;
    }
    None
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
