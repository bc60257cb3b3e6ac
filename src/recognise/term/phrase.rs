//! The noun phrase that follows a position, and the head nouns in it.

use crate::lexicon::{Hit, Kinds, Need, Roles, SenseKind, Token, TokenKind};
use crate::recognise::{Context, Label};
use crate::span::Span;

/// Phrases that only the table of roles has and that govern what follows (深入落实).
const GOVERNS: Roles = Roles::ISSUES
    .or(Roles::BUILDS)
    .or(Roles::PUSHES)
    .or(Roles::CAMPAIGN);
/// Longest noun phrase looked at, in tokens: longer runs are no names.
const LONGEST: usize = 8;

/// A head noun that ends inside a phrase.
#[derive(Copy, Clone, Debug)]
pub(super) struct Head {
    /// Its first byte.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// What it needs before it.
    pub need: Need,
    /// Whether it is also a verb (建设).
    pub verbal: bool,
}

/// The tokens from byte `from` on that can stand inside a noun phrase.
pub(super) fn noun_phrase(cx: Context<'_>, from: u32) -> &[Token] {
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

/// The end of the modifier that begins at byte `from`, else `from`.
pub(super) fn past_modifier(cx: Context<'_>, from: u32) -> u32 {
    let token = cx.segmentation.tokens().get(cx.segmentation.index_at(from));
    let modifier = token.filter(|t| t.span.start == from && t.is(Kinds::MODIFIER));
    modifier.map_or(from, |t| t.span.end)
}

/// Whether a token can stand inside a noun phrase.
fn is_nominal(cx: Context<'_>, token: &Token) -> bool {
    const BOUNDS: Kinds = Kinds::ADVERB
        .or(Kinds::MEASURE)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::PREPOSITION)
        .or(Kinds::PRONOUN)
        .or(Kinds::PARTICLE)
        .or(Kinds::DIRECTION)
        .or(Kinds::NUMBER_WORD)
        .or(Kinds::SAFE_VERB);
    match token.kind {
        TokenKind::Word(id) => {
            let governs = token.is(Kinds::SHAPE)
                && !token.is(Kinds::VERB)
                && cx.scan.word(id).roles().any(GOVERNS);
            token.is(Kinds::NOUN) || !token.is(BOUNDS) && !governs
        }
        TokenKind::Latin => true,
        TokenKind::Unknown => token.span.len() <= 12,
        TokenKind::Number | TokenKind::Punctuation => false,
    }
}

/// Whether a token is a verb that may also be a noun, such as 建设.
pub(super) fn is_verbal(token: &Token) -> bool {
    token.is(Kinds::VERB)
}

/// Whether a token is an adjective or distinguishing word, such as 线上线下.
pub(super) fn is_modifier(token: &Token) -> bool {
    token.is(Kinds::MODIFIER) && !token.is(Kinds::NOUN.or(Kinds::HEAD))
}

/// The term heads that end at token ends of `phrase`, in order: the longest one at each end.
pub(super) fn heads(cx: Context<'_>, phrase: &[Token]) -> Vec<Head> {
    let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else {
        return Vec::new();
    };
    let span = first.span.cover(last.span);
    let mut out: Vec<Head> = Vec::new();
    for hit in cx.scan.within(span) {
        if !hit.kinds.any(Kinds::TERM_HEAD) || !phrase.iter().any(|t| t.span.end == hit.span.end) {
            continue;
        }
        let word = cx.scan.word(hit.word);
        let need = word.sense(|k| match k {
            SenseKind::Head {
                label: Label::Term,
                need: need @ (Need::Quoted | Need::Brand),
            } => Some(*need),
            _ => None,
        });
        // Hits come by start, so the first one at an end is the longest.
        if let Some((need, _)) = need
            && out.iter().all(|h| h.end != hit.span.end)
        {
            out.push(Head {
                start: hit.span.start,
                end: hit.span.end,
                need,
                verbal: hit.kinds.any(Kinds::VERB),
            });
        }
    }
    out.sort_by_key(|h| h.end);
    out
}

/// Whether `span` is one ordinary word of the lexicon.
pub(super) fn is_ordinary(cx: Context<'_>, span: Span) -> bool {
    const WORDS: Kinds = Kinds::NOUN
        .or(Kinds::VERB)
        .or(Kinds::MODIFIER)
        .or(Kinds::FUNCTION);
    has_kind(cx, span, WORDS)
}

/// Whether a table says that `span` is no term.
pub(super) fn is_nonterm(cx: Context<'_>, span: Span) -> bool {
    has_kind(cx, span, Kinds::NON_TERM)
}

/// Whether a word of one of these kinds fills `span`.
fn has_kind(cx: Context<'_>, span: Span, kinds: Kinds) -> bool {
    filling(cx, span).any(|hit| hit.kinds.any(kinds))
}

/// Whether `span` is a listed happening, whose quotes coin nothing (“数博会”).
pub(super) fn is_happening(cx: Context<'_>, span: Span) -> bool {
    let event = |k: &SenseKind| {
        matches!(
            k,
            SenseKind::Name {
                label: Label::Event,
                ..
            }
        )
    };
    filling(cx, span).any(|hit| cx.scan.word(hit.word).any(event))
}

/// The words that fill `span`.
fn filling(cx: Context<'_>, span: Span) -> impl Iterator<Item = &Hit> {
    let hits = cx.scan.starting_at(span.start as usize).iter();
    hits.filter(move |hit| hit.span == span)
}

/// Whether `span` begins and ends where tokens do, or inside an unknown run: it cuts no known word.
pub(super) fn cuts_no_word(cx: Context<'_>, span: Span) -> bool {
    let tokens = cx.segmentation.tokens();
    let free = |at: u32, index: usize| {
        tokens.get(index).is_none_or(|t| {
            t.span.start == at
                || t.span.end == at
                || t.kind == TokenKind::Unknown
                || t.span.start > at
        })
    };
    let last = cx.segmentation.index_at(span.end - 1);
    free(span.start, cx.segmentation.index_at(span.start)) && free(span.end, last)
}

/// The tokens before the head at `index` that modify it: nouns, names and unknown runs, opened
/// by a number and its measure where there is one (15分钟).
pub(super) fn modifier(cx: Context<'_>, index: usize) -> &[Token] {
    let tokens = cx.segmentation.tokens();
    let adjacent = |i: usize| i > 0 && tokens[i - 1].span.end == tokens[i].span.start;
    let mut first = index;
    while index - first < LONGEST && adjacent(first) && is_nominal(cx, &tokens[first - 1]) {
        first -= 1;
    }
    let measured = |i: usize| tokens[i].is(Kinds::MEASURE.or(Kinds::TIME));
    if adjacent(first)
        && measured(first - 1)
        && adjacent(first - 1)
        && tokens[first - 2].kind == TokenKind::Number
    {
        first -= 2;
    }
    // A verb that opens the clause is no part of the name.
    while first < index && is_verbal(&tokens[first]) {
        first += 1;
    }
    &tokens[first..index]
}

/// Whether a token is a proper part: a place, an unknown run, a Latin code.
pub(super) fn is_proper(token: &Token) -> bool {
    token.kind == TokenKind::Unknown || token.is(Kinds::ANY_DIVISION.or(Kinds::PLACE_NAME))
}

/// Whether all of `span` is cut into ordinary words.
pub(super) fn is_plain(cx: Context<'_>, span: Span) -> bool {
    cx.segmentation.within(span).iter().all(|t| match t.kind {
        TokenKind::Word(_) => !t.is(Kinds::NAME.or(Kinds::ANY_DIVISION)),
        TokenKind::Unknown | TokenKind::Latin => false,
        TokenKind::Number | TokenKind::Punctuation => true,
    })
}
