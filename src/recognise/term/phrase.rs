//! The noun phrase that follows a position, and the head nouns in it.

use crate::lexicon::{Kinds, Need, Roles, SenseKind, Token, TokenKind, Word};
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
    let modifier = token.filter(|t| {
        let TokenKind::Word(id) = t.kind else {
            return false;
        };
        t.span.start == from && cx.scan.word(id).is(Kinds::MODIFIER)
    });
    modifier.map_or(from, |t| t.span.end)
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

fn word_is_nominal(word: Word<'_>) -> bool {
    const BOUNDS: Kinds = Kinds::ADVERB
        .or(Kinds::MEASURE)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::PREPOSITION)
        .or(Kinds::PRONOUN)
        .or(Kinds::PARTICLE)
        .or(Kinds::DIRECTION)
        .or(Kinds::NUMBER_WORD);
    if word.is(Kinds::NOUN) {
        return true;
    }
    if word.is(BOUNDS) || word.roles().any(GOVERNS) && !word.is(Kinds::VERB) {
        return false;
    }
    let blocked = word.any(|k| {
        matches!(
            k,
            SenseKind::Verb {
                nominal: false,
                safe: true,
                ..
            }
        )
    });
    !blocked
}

/// Whether a token is a verb that may also be a noun, such as 建设.
pub(super) fn is_verbal(cx: Context<'_>, token: &Token) -> bool {
    let TokenKind::Word(id) = token.kind else {
        return false;
    };
    cx.scan.word(id).is(Kinds::VERB)
}

/// Whether a token is an adjective or distinguishing word, such as 线上线下.
pub(super) fn is_modifier(cx: Context<'_>, token: &Token) -> bool {
    let TokenKind::Word(id) = token.kind else {
        return false;
    };
    let word = cx.scan.word(id);
    word.is(Kinds::MODIFIER) && !word.is(Kinds::NOUN.or(Kinds::HEAD))
}

/// The term heads that end at token ends of `phrase`, in order: the longest one at each end.
pub(super) fn heads(cx: Context<'_>, phrase: &[Token]) -> Vec<Head> {
    let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else {
        return Vec::new();
    };
    let span = first.span.cover(last.span);
    let mut out: Vec<Head> = Vec::new();
    for hit in cx.scan.within(span) {
        if !phrase.iter().any(|t| t.span.end == hit.span.end) {
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
            let verbal = word.is(Kinds::VERB);
            out.push(Head {
                start: hit.span.start,
                end: hit.span.end,
                need,
                verbal,
            });
        }
    }
    out.sort_by_key(|h| h.end);
    out
}

/// Whether `span` is one ordinary word of the lexicon.
pub(super) fn is_ordinary(cx: Context<'_>, span: Span) -> bool {
    cx.scan.starting_at(span.start as usize).iter().any(|hit| {
        hit.span == span
            && cx.scan.word(hit.word).is(Kinds::NOUN
                .or(Kinds::VERB)
                .or(Kinds::MODIFIER)
                .or(Kinds::FUNCTION))
    })
}

/// Whether a table says that `span` is no term.
pub(super) fn is_nonterm(cx: Context<'_>, span: Span) -> bool {
    cx.scan
        .starting_at(span.start as usize)
        .iter()
        .any(|hit| hit.span == span && cx.scan.word(hit.word).is(Kinds::NON_TERM))
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
    cx.scan
        .starting_at(span.start as usize)
        .iter()
        .any(|hit| hit.span == span && cx.scan.word(hit.word).any(event))
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
    let measured = |i: usize| {
        let TokenKind::Word(id) = tokens[i].kind else {
            return false;
        };
        cx.scan.word(id).is(Kinds::MEASURE.or(Kinds::TIME))
    };
    if adjacent(first)
        && measured(first - 1)
        && adjacent(first - 1)
        && tokens[first - 2].kind == TokenKind::Number
    {
        first -= 2;
    }
    // A verb that opens the clause is no part of the name.
    while first < index && is_verbal(cx, &tokens[first]) {
        first += 1;
    }
    &tokens[first..index]
}

/// Whether a token is a proper part: a place, an unknown run, a Latin code.
pub(super) fn is_proper(cx: Context<'_>, token: &Token) -> bool {
    match token.kind {
        TokenKind::Unknown => true,
        TokenKind::Word(id) => cx
            .scan
            .word(id)
            .is(Kinds::ANY_DIVISION.or(Kinds::PLACE_NAME)),
        _ => false,
    }
}

/// Whether all of `span` is cut into ordinary words.
pub(super) fn is_plain(cx: Context<'_>, span: Span) -> bool {
    cx.segmentation.within(span).iter().all(|t| match t.kind {
        TokenKind::Word(id) => !cx.scan.word(id).is(Kinds::NAME.or(Kinds::ANY_DIVISION)),
        TokenKind::Unknown | TokenKind::Latin => false,
        TokenKind::Number | TokenKind::Punctuation => true,
    })
}
