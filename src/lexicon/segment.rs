//! A text cut into known words and unknown runs at the least cost.
//!
//! A shortest path over the word lattice (dynamic programming from left to right, as in
//! unigram segmenters), with costs that prefer few and long known words over many short ones
//! and known words over unknown characters. Unknown runs are where proper names are.

use super::scan::Scan;
use super::sense::Kinds;
use super::word::{Word, WordId};
use crate::span::Span;

/// What a token is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// A word of the lexicon or the local area.
    Word(WordId),
    /// Digits with their decimal point, or Chinese numerals.
    Number,
    /// A run of Latin letters and digits that starts with a letter (G50, PM2.5, AI).
    Latin,
    /// A punctuation mark.
    Punctuation,
    /// A run of characters that no word covers.
    Unknown,
}

/// A piece of the text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

/// The tokens of a text, in order and without gaps (line breaks apart).
#[derive(Debug, Clone)]
pub struct Segmentation {
    tokens: Vec<Token>,
}

/// Costs in tenths of a word. Measured on the reports: dearer unknown characters swallow names
/// into chance words, cheaper ones break words apart.
mod cost {
    pub const WORD: u32 = 10;
    pub const NAME: u32 = 9;
    pub const SINGLE: u32 = 14;
    pub const UNKNOWN: u32 = 16;
    pub const TOKEN: u32 = 10;
}

impl Segmentation {
    /// Cuts `text`; `accept` says which words may be used here (a division out of its province
    /// may not).
    pub fn new(scan: &Scan<'_>, text: &str, accept: impl Fn(&Word) -> bool) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut from = 0;
        for (at, _) in text.match_indices('\n') {
            cut(scan, text, Span::new(from, at), &accept, &mut tokens);
            from = at + 1;
        }
        cut(
            scan,
            text,
            Span::new(from, text.len()),
            &accept,
            &mut tokens,
        );
        Self { tokens }
    }

    /// All tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Index of the token that holds byte `at`, or of the first one after it.
    pub fn index_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> &[Token] {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.end <= span.end);
        &self.tokens[from..to.max(from)]
    }
}

/// Longest number or Latin run that is one token, in bytes.
const LONGEST_RUN: usize = 96;

/// Best way to reach a byte: its cost, where the last token began and what it is.
#[derive(Copy, Clone)]
struct Step {
    cost: u32,
    from: u32,
    kind: TokenKind,
}

fn cut(
    scan: &Scan<'_>,
    text: &str,
    line: Span,
    accept: &impl Fn(&Word) -> bool,
    out: &mut Vec<Token>,
) {
    let body = line.of(text);
    let base = line.start as usize;
    let mut best: Vec<Option<Step>> = vec![None; body.len() + 1];
    best[0] = Some(Step {
        cost: 0,
        from: 0,
        kind: TokenKind::Unknown,
    });
    for (at, c) in body.char_indices() {
        let Some(Step { cost, .. }) = best[at] else {
            continue;
        };
        let mut offer = |end: usize, more: u32, kind: TokenKind| {
            let step = Step {
                cost: cost + more,
                from: at as u32,
                kind,
            };
            if best[end].is_none_or(|b| step.cost < b.cost) {
                best[end] = Some(step);
            }
        };
        let next = at + c.len_utf8();
        let mark = is_punctuation(c);
        if mark {
            offer(next, cost::TOKEN, TokenKind::Punctuation);
        } else if let Some((length, kind)) = run(&body[at..]) {
            offer(at + length, cost::TOKEN, kind);
        }
        for hit in scan.starting_at(base + at) {
            let word = scan.word(hit.word);
            let single = hit.span.len() == c.len_utf8();
            if hit.span.end > line.end || !segments(word, single) || !accept(word) {
                continue;
            }
            let price = match (single, word.is(NAMES)) {
                (true, _) => cost::SINGLE,
                (false, true) => cost::NAME,
                (false, false) => cost::WORD,
            };
            offer(
                hit.span.end as usize - base,
                price,
                TokenKind::Word(hit.word),
            );
        }
        if !mark {
            offer(next, cost::UNKNOWN, TokenKind::Unknown);
        }
    }
    trace(&best, base, out);
}

/// Follows the best path back and appends its tokens, neighbouring unknown characters merged.
fn trace(best: &[Option<Step>], base: usize, out: &mut Vec<Token>) {
    let first = out.len();
    let mut end = best.len() - 1;
    while end > 0 {
        let Some(step) = best[end] else { break };
        let span = Span::new(base + step.from as usize, base + end);
        end = step.from as usize;
        if step.kind == TokenKind::Unknown
            && let Some(last) = out[first..].last_mut()
            && last.kind == TokenKind::Unknown
        {
            last.span.start = span.start;
            continue;
        }
        out.push(Token {
            span,
            kind: step.kind,
        });
    }
    out[first..].reverse();
}

/// Kinds that only mark hits and make no word.
const MARKS: Kinds = Kinds::NON_TERM.or(Kinds::NUMERAL).or(Kinds::LISTS);

/// Proper names; of two ways to cut, the one with the name is better.
const NAMES: Kinds = Kinds::NAME.or(Kinds::ANY_DIVISION).or(Kinds::RELATIVE);

/// Whether a word is usable in segmentation.
fn segments(word: &Word, single: bool) -> bool {
    // A role makes no word of a character that no table of words has.
    !word.kinds.only(if single {
        MARKS.or(Kinds::SHAPE)
    } else {
        MARKS
    })
}

/// A number or Latin run at the start of `rest`: its length in bytes and its kind.
fn run(rest: &str) -> Option<(usize, TokenKind)> {
    // No number or code is longer; a hostile run of digits must not be read again at each digit.
    let rest = &rest[..rest.floor_char_boundary(LONGEST_RUN)];
    let first = rest.chars().next()?;
    if first.is_ascii_alphabetic() {
        let end = rest
            .find(|c: char| {
                !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ' ' | '_' | '{' | '}'))
            })
            .unwrap_or(rest.len());
        let trimmed = rest[..end].trim_end_matches(['.', '-', ' ', '_']).len();
        return Some((trimmed, TokenKind::Latin));
    }
    if first.is_ascii_digit() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
            .unwrap_or(rest.len());
        let trimmed = rest[..end].trim_end_matches(['.', ',']).len();
        return Some((trimmed, TokenKind::Number));
    }
    if is_numeral(first) {
        let end = rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len());
        return Some((end, TokenKind::Number));
    }
    None
}

/// A sign that ends a word: everything that is neither a letter nor a digit, but the signs that
/// join parts of a name.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A Chinese numeral.
fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}
