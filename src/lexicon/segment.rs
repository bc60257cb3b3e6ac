//! A text cut into known words and unknown runs at the least cost.
//!
//! A shortest path over the word lattice (dynamic programming from left to right, as in
//! unigram segmenters), with costs that prefer few and long known words over many short ones
//! and known words over unknown characters. Unknown runs are where proper names are.

use super::scan::Scan;
use super::sense::Kinds;
use super::word::WordId;
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
    /// Cuts `text`; a word none of whose senses may be meant here (a county's short form out of
    /// its province) is not used.
    pub fn new(scan: &Scan<'_>, text: &str) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut best = Vec::new();
        let mut from = 0;
        for line in text.split('\n') {
            let to = from + line.len();
            cut(scan, text, Span::new(from, to), &mut best, &mut tokens);
            from = to + 1;
        }
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

/// A byte that no way has reached.
const UNREACHED: Step = Step {
    cost: u32::MAX,
    from: 0,
    kind: TokenKind::Unknown,
};

/// Cuts one line; `best` is scratch space, kept between lines.
fn cut(scan: &Scan<'_>, text: &str, line: Span, best: &mut Vec<Step>, out: &mut Vec<Token>) {
    let body = line.of(text);
    let base = line.start as usize;
    best.clear();
    best.resize(body.len() + 1, UNREACHED);
    best[0].cost = 0;
    for (at, c) in body.char_indices() {
        let cost = best[at].cost;
        if cost == u32::MAX {
            continue;
        }
        let mut offer = |end: usize, more: u32, kind: TokenKind| {
            let step = &mut best[end];
            if cost + more < step.cost {
                *step = Step {
                    cost: cost + more,
                    from: at as u32,
                    kind,
                };
            }
        };
        let next = at + c.len_utf8();
        let mark = is_punctuation(c);
        if mark {
            offer(next, cost::TOKEN, TokenKind::Punctuation);
        } else if let Some((length, kind)) = run(c, &body[at..]) {
            offer(at + length, cost::TOKEN, kind);
        }
        for hit in scan.starting_at(base + at) {
            let kinds = scan.kinds(hit.word);
            let single = hit.span.len() == c.len_utf8();
            if hit.span.end > line.end || !segments(kinds, single) || !scan.accepts(hit.word) {
                continue;
            }
            let price = match (single, kinds.any(NAMES)) {
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
    trace(best, base, out);
}

/// Follows the best path back and appends its tokens, neighbouring unknown characters merged.
fn trace(best: &[Step], base: usize, out: &mut Vec<Token>) {
    let first = out.len();
    let mut end = best.len() - 1;
    while end > 0 {
        let step = best[end];
        if step.cost == u32::MAX {
            break;
        }
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
fn segments(kinds: Kinds, single: bool) -> bool {
    // A role makes no word of a character that no table of words has.
    !kinds.only(if single {
        MARKS.or(Kinds::SHAPE)
    } else {
        MARKS
    })
}

/// A number or Latin run at the start of `rest`, which `first` opens: its length in bytes and its
/// kind.
fn run(first: char, rest: &str) -> Option<(usize, TokenKind)> {
    if !first.is_ascii_alphanumeric() && !is_numeral(first) {
        return None;
    }
    // No number or code is longer; a hostile run of digits must not be read again at each digit.
    let rest = &rest[..rest.floor_char_boundary(LONGEST_RUN)];
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
    let end = rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len());
    Some((end, TokenKind::Number))
}

/// A sign that ends a word: everything that is neither a letter nor a digit, but the signs that
/// join parts of a name.
fn is_punctuation(c: char) -> bool {
    !('\u{4e00}'..='\u{9fff}').contains(&c) && !c.is_alphanumeric()
}

/// A Chinese numeral.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}
