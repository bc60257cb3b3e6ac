//! A text cut into known words and unknown runs at the least cost.
//!
//! A shortest path over the word lattice (dynamic programming from left to right, as in
//! unigram segmenters), with costs that prefer few and long known words over many short ones
//! and known words over unknown characters. Unknown runs are where proper names are.

use super::numeral;
use super::scan::{Hit, Scan};
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
    /// The kinds of the word's senses; none where it is no word.
    pub kinds: Kinds,
}

impl Token {
    /// Whether it is a word with a sense of any of these kinds.
    #[inline]
    pub fn is(&self, kinds: Kinds) -> bool {
        self.kinds.any(kinds)
    }
}

/// The tokens of a text, in order and without gaps (line breaks apart).
#[derive(Debug, Clone)]
pub struct Segmentation {
    tokens: Vec<Token>,
    /// For each [`BLOCK`] of bytes, the first token that ends after its first byte.
    first: Vec<u32>,
}

/// How many bytes share one look-up of their tokens: some three tokens begin in each.
const BLOCK: usize = 16;

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
        let mut tokens = Vec::with_capacity(text.len() / 4);
        let mut ways = Ways::default();
        let mut from = 0;
        for line in text.split('\n') {
            let to = from + line.len();
            cut(scan, text, Span::new(from, to), &mut ways, &mut tokens);
            from = to + 1;
        }
        let first = blocks(&tokens);
        Self { tokens, first }
    }

    /// All tokens.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Index of the token that holds byte `at`, or of the first one after it.
    #[inline]
    pub fn index_at(&self, at: u32) -> usize {
        let Some(&first) = self.first.get(at as usize / BLOCK) else {
            return self.tokens.len();
        };
        let mut index = first as usize;
        while self.tokens.get(index).is_some_and(|t| t.span.end <= at) {
            index += 1;
        }
        index
    }

    /// The tokens that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> &[Token] {
        let mut from = self.index_at(span.start);
        if self
            .tokens
            .get(from)
            .is_some_and(|t| t.span.start < span.start)
        {
            from += 1;
        }
        let to = self.index_at(span.end);
        &self.tokens[from..to.max(from)]
    }
}

/// For each block of bytes, the first token that ends after its first byte.
fn blocks(tokens: &[Token]) -> Vec<u32> {
    let length = tokens.last().map_or(0, |t| t.span.end as usize);
    let mut first = Vec::with_capacity(length / BLOCK + 1);
    for (index, token) in tokens.iter().enumerate() {
        while first.len() * BLOCK < token.span.end as usize {
            first.push(index as u32);
        }
    }
    first
}

/// Longest number or Latin run that is one token, in bytes.
const LONGEST_RUN: usize = 96;

/// The best way to reach each byte of a line; scratch space, kept between lines.
#[derive(Default)]
struct Ways {
    /// What it costs; [`UNREACHED`] where there is no way.
    costs: Vec<u32>,
    /// Its last token, where there is a way.
    steps: Vec<Step>,
}

/// The cost of a byte that no way has reached.
const UNREACHED: u32 = u32::MAX;

/// A token that a way ends with: where it begins and what it is, the index of a hit or one of the
/// values below.
#[derive(Copy, Clone, Default)]
struct Step {
    from: u32,
    what: u32,
}

impl Ways {
    /// Forgets the last line.
    fn begin(&mut self, length: usize) {
        self.costs.clear();
        self.costs.resize(length + 1, UNREACHED);
        self.costs[0] = 0;
        if self.steps.len() <= length {
            self.steps.resize(length + 1, Step::default());
        }
    }

    /// Takes a way to `end` if it is cheaper than the one known.
    #[inline]
    fn offer(&mut self, end: usize, cost: u32, step: Step) {
        if cost < self.costs[end] {
            self.costs[end] = cost;
            self.steps[end] = step;
        }
    }
}

/// What a step is that is no hit.
mod what {
    pub const UNKNOWN: u32 = u32::MAX;
    pub const PUNCTUATION: u32 = u32::MAX - 1;
    pub const NUMBER: u32 = u32::MAX - 2;
    pub const LATIN: u32 = u32::MAX - 3;
}

/// Cuts one line.
fn cut(scan: &Scan<'_>, text: &str, line: Span, ways: &mut Ways, out: &mut Vec<Token>) {
    ways.begin(line.len());
    let mut signs = scan.characters().signs_within(line);
    for (start, end) in scan.characters().bounds_within(line) {
        let mut sign = None;
        if let [first, rest @ ..] = signs
            && first.at == start
        {
            (sign, signs) = (Some(first.sign), rest);
        }
        let (at, next) = ((start - line.start) as usize, (end - line.start) as usize);
        let cost = ways.costs[at];
        if cost == UNREACHED {
            continue;
        }
        let step = |what| Step {
            from: at as u32,
            what,
        };
        let mark = sign.is_some_and(is_punctuation);
        if mark {
            ways.offer(next, cost + cost::TOKEN, step(what::PUNCTUATION));
        } else if let Some(sign) = sign
            && let Some((length, what)) = run(sign, &text[start as usize..line.end as usize])
        {
            ways.offer(at + length, cost + cost::TOKEN, step(what));
        }
        let hits = scan.indices_at(start as usize);
        let first = hits.start as u32;
        for (index, hit) in (first..).zip(&scan.hits()[hits]) {
            let single = hit.span.end == end;
            if hit.span.end > line.end || !segments(hit.kinds, single) || !scan.accepts(*hit) {
                continue;
            }
            let price = match (single, hit.kinds.any(NAMES)) {
                (true, _) => cost::SINGLE,
                (false, true) => cost::NAME,
                (false, false) => cost::WORD,
            };
            let end = (hit.span.end - line.start) as usize;
            ways.offer(end, cost + price, step(index));
        }
        if !mark {
            ways.offer(next, cost + cost::UNKNOWN, step(what::UNKNOWN));
        }
    }
    trace(scan.hits(), ways, line, out);
}

/// Follows the best path back and appends its tokens, neighbouring unknown characters merged.
fn trace(hits: &[Hit], ways: &Ways, line: Span, out: &mut Vec<Token>) {
    let first = out.len();
    let mut end = line.len();
    while end > 0 && ways.costs[end] != UNREACHED {
        let step = ways.steps[end];
        let span = Span {
            start: line.start + step.from,
            end: line.start + end as u32,
        };
        end = step.from as usize;
        let (kind, kinds) = match step.what {
            what::UNKNOWN => {
                if let Some(last) = out[first..].last_mut()
                    && last.kind == TokenKind::Unknown
                {
                    last.span.start = span.start;
                    continue;
                }
                (TokenKind::Unknown, Kinds::default())
            }
            what::PUNCTUATION => (TokenKind::Punctuation, Kinds::default()),
            what::NUMBER => (TokenKind::Number, Kinds::default()),
            what::LATIN => (TokenKind::Latin, Kinds::default()),
            hit => {
                let hit = hits[hit as usize];
                (TokenKind::Word(hit.word), hit.kinds)
            }
        };
        out.push(Token { span, kind, kinds });
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
    const SINGLE_MARKS: Kinds = MARKS.or(Kinds::SHAPE);
    !kinds.only(if single { SINGLE_MARKS } else { MARKS })
}

/// A number or Latin run at the start of `rest`, which `first` opens: its length in bytes and which
/// of the two it is.
fn run(first: char, rest: &str) -> Option<(usize, u32)> {
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
        return Some((trimmed, what::LATIN));
    }
    if first.is_ascii_digit() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
            .unwrap_or(rest.len());
        let trimmed = rest[..end].trim_end_matches(['.', ',']).len();
        return Some((trimmed, what::NUMBER));
    }
    let end = rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len());
    Some((end, what::NUMBER))
}

/// A sign that ends a word: everything that is neither a letter nor a digit, but the signs that
/// join parts of a name.
fn is_punctuation(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => false,
        // The marks of Chinese text, told without the tables of Unicode.
        '、' | '。' | '“' | '”' | '《' | '》' | '（' | '）' | '，' | '：' | '；' => {
            true
        }
        _ => !c.is_alphanumeric(),
    }
}

/// A Chinese numeral.
fn is_numeral(c: char) -> bool {
    numeral::is_numeral(c) || matches!(c, '〇' | '零' | '亿')
}
