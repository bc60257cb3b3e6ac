//! The noun phrase that follows a position, and the head nouns in it.

use crate::lexicon::{Need, SenseKind, Token, TokenKind, Word};
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

/// Longest noun phrase looked at, in tokens: longer runs are no names.
const LONGEST: usize = 8;

/// A head noun that ends inside a phrase.
#[derive(Copy, Clone, Debug)]
pub(super) struct Head {
    /// One past its last byte.
    pub end: u32,
    /// What it needs before it.
    pub need: Need,
    /// Whether the table says that it joins a core of digits and signs.
    pub at: SeedRef,
}

/// The tokens from byte `from` on that can stand inside a noun phrase.
pub(super) fn noun_phrase<'a>(cx: Context<'a>, from: u32) -> &'a [Token] {
    let tokens = cx.segmentation.tokens();
    let first = cx.segmentation.index_at(from);
    if tokens.get(first).is_none_or(|t| t.span.start != from) {
        return &[];
    }
    let length = tokens[first..]
        .iter()
        .take(LONGEST)
        .zip(std::iter::once(from).chain(tokens[first..].iter().map(|t| t.span.end)))
        .take_while(|(t, before)| t.span.start == *before && is_nominal(cx, t))
        .count();
    &tokens[first..first + length]
}

/// Whether a token can stand inside a noun phrase.
fn is_nominal(cx: Context<'_>, token: &Token) -> bool {
    match token.kind {
        TokenKind::Word(id) => word_is_nominal(cx.scan.word(id)),
        TokenKind::Latin => true,
        TokenKind::Unknown => token.span.len() <= 12,
        TokenKind::Number | TokenKind::Punctuation => false,
    }
}

fn word_is_nominal(word: &Word) -> bool {
    let blocked = word.any(|k| {
        matches!(k, SenseKind::Function(_) | SenseKind::Verb { nominal: false, .. })
            || matches!(k, SenseKind::Modifier(pos) if pos == "adv")
    });
    let noun = word.any(|k| matches!(k, SenseKind::Noun(_)));
    noun || !blocked
}

/// Whether a token is a verb that may also be a noun, such as 建设.
pub(super) fn is_verbal(cx: Context<'_>, token: &Token) -> bool {
    let TokenKind::Word(id) = token.kind else { return false };
    cx.scan.word(id).any(|k| matches!(k, SenseKind::Verb { .. }))
}

/// The term heads that end at token ends of `phrase`, in order: the longest one at each end.
pub(super) fn heads(cx: Context<'_>, phrase: &[Token]) -> Vec<Head> {
    let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else { return Vec::new() };
    let span = first.span.cover(last.span);
    let mut out: Vec<(Span, Head)> = Vec::new();
    for hit in cx.scan.within(span) {
        if !phrase.iter().any(|t| t.span.end == hit.span.end) {
            continue;
        }
        let word = cx.scan.word(hit.word);
        let Some((need, at)) = word.sense(|k| match k {
            SenseKind::Head { label: Label::Term, need } => Some(*need),
            _ => None,
        }) else {
            continue;
        };
        let head = Head { end: hit.span.end, need, at };
        // Hits come by start, so the first one at an end is the longest.
        if out.iter().all(|(s, _)| s.end != hit.span.end) {
            out.push((hit.span, head));
        }
    }
    out.sort_by_key(|(s, _)| s.end);
    out.into_iter().map(|(_, h)| h).collect()
}

/// Whether `span` is one ordinary word of the lexicon.
pub(super) fn is_ordinary(cx: Context<'_>, span: Span) -> bool {
    cx.scan.starting_at(span.start as usize).iter().any(|hit| {
        hit.span == span
            && cx.scan.word(hit.word).any(|k| {
                matches!(k, SenseKind::Noun(_) | SenseKind::Verb { .. } | SenseKind::Modifier(_) | SenseKind::Function(_))
            })
    })
}

/// Whether a table says that `span` is no term.
pub(super) fn is_nonterm(cx: Context<'_>, span: Span) -> bool {
    cx.scan
        .starting_at(span.start as usize)
        .iter()
        .any(|hit| hit.span == span && cx.scan.word(hit.word).any(|k| matches!(k, SenseKind::NonTerm)))
}

/// Whether `span` begins and ends where tokens do, or inside an unknown run: it cuts no known word.
pub(super) fn cuts_no_word(cx: Context<'_>, span: Span) -> bool {
    let tokens = cx.segmentation.tokens();
    let free = |at: u32, index: usize| {
        tokens.get(index).is_none_or(|t| {
            t.span.start == at || t.span.end == at || t.kind == TokenKind::Unknown || t.span.start > at
        })
    };
    let last = cx.segmentation.index_at(span.end - 1);
    free(span.start, cx.segmentation.index_at(span.start)) && free(span.end, last)
}

/// Whether a token can stand inside a name before its head: nominal, and no ordinary verb.
pub(super) fn stands_in_name(cx: Context<'_>, token: &Token) -> bool {
    token.kind == TokenKind::Number || is_nominal(cx, token) && !is_opening_verb(cx, token)
}

/// Whether a token is a verb that opens a clause rather than a noun.
fn is_opening_verb(cx: Context<'_>, token: &Token) -> bool {
    let TokenKind::Word(id) = token.kind else { return false };
    let word = cx.scan.word(id);
    word.any(|k| matches!(k, SenseKind::Verb { nominal: false, .. })) && !word.any(|k| matches!(k, SenseKind::Noun(_)))
}
