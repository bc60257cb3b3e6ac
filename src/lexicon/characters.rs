//! The characters of a text as an array, decoded once, and which of them are signs.
//!
//! Many rules look at each character for the few at which something of theirs may begin. They
//! walk over an array of codes instead of decoding the text again. Rules about quotes, numbers
//! and codes begin at *signs*, the characters that are no plain ideographs: they are a fifth of
//! a text and listed by themselves.

use std::ops::Range;

use super::numeral;
use crate::sieve::{Sieve, code_of, pair_key};
use crate::span::Span;

/// A sign where it occurs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// Its first byte.
    pub at: u32,
    /// Which one.
    pub sign: char,
}

/// How many characters are put through a sieve together: one for each bit of a number.
const ROW: usize = u64::BITS as usize;

/// The characters of a text.
#[derive(Debug)]
pub struct Characters {
    /// The code of each, and one for the end of the text.
    codes: Vec<u16>,
    /// For each the key under which a sieve has it and the next.
    pairs: Vec<u16>,
    /// The first byte of each, and the end of the text.
    starts: Vec<u32>,
    signs: Vec<Sign>,
}

impl Characters {
    /// Reads `text`.
    pub fn of(text: &str) -> Self {
        let count = text.chars().count();
        let (mut codes, mut starts) = (vec![0; count + 1], vec![0; count + 1]);
        let mut signs = Vec::with_capacity(count / 4);
        let slots = codes.iter_mut().zip(&mut starts);
        let mut at = 0;
        for ((code, start), c) in slots.zip(text.chars()) {
            (*code, *start) = (code_of(c), at);
            if !is_ideograph(c) || is_numeral(c) {
                signs.push(Sign { at, sign: c });
            }
            at += c.len_utf8() as u32;
        }
        starts[count] = at;
        let pairs = codes.windows(2).map(|w| pair_key(w[0], w[1])).collect();
        Self {
            codes,
            pairs,
            starts,
            signs,
        }
    }

    /// All signs.
    pub fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// The signs inside `span`.
    pub fn signs_within(&self, span: Span) -> &[Sign] {
        let from = self.signs.partition_point(|s| s.at < span.start);
        let rest = &self.signs[from..];
        &rest[..rest.partition_point(|s| s.at < span.end)]
    }

    /// All characters: the code of each and its first byte. What stands behind the last
    /// is the end of the text.
    #[inline]
    pub(super) fn all(&self) -> (&[u16], &[u32]) {
        (&self.codes, &self.starts)
    }

    /// The characters inside `span`: the code of each and its first byte.
    #[inline]
    pub fn within(&self, span: Span) -> (&[u16], &[u32]) {
        let inside = self.indices(span);
        (&self.codes[inside.clone()], &self.starts[inside])
    }

    /// Where each character inside `span` begins and ends.
    pub fn bounds_within(&self, span: Span) -> impl Iterator<Item = (u32, u32)> + '_ {
        let Range { start, end } = self.indices(span);
        self.starts[start..=end].windows(2).map(|w| (w[0], w[1]))
    }

    /// Calls `found` with each two characters in a row inside `span` that pass a sieve: their codes
    /// and the first byte of the first.
    #[inline]
    pub(crate) fn passing<const WORDS: usize>(
        &self,
        openings: &Sieve<WORDS>,
        span: Span,
        mut found: impl FnMut(u16, u16, u32),
    ) {
        let Range { start, end } = self.indices(span);
        let last = end.max(start + 1) - 1;
        // A row at a time without a branch; few pairs pass.
        for from in (start..last).step_by(ROW) {
            let row = &self.pairs[from..last.min(from + ROW)];
            let mut passing = 0u64;
            for (i, &pair) in row.iter().enumerate() {
                passing |= u64::from(openings.passes_key(pair)) << i;
            }
            while passing != 0 {
                let at = from + passing.trailing_zeros() as usize;
                passing &= passing - 1;
                found(self.codes[at], self.codes[at + 1], self.starts[at]);
            }
        }
    }

    fn indices(&self, span: Span) -> Range<usize> {
        let from = self.starts.partition_point(|&at| at < span.start);
        let length = self.starts[from..].partition_point(|&at| at < span.end);
        from..from + length
    }
}

#[inline]
fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A numeral that is written as an ideograph; 双 and 多 stand for numbers in abbreviations.
fn is_numeral(c: char) -> bool {
    numeral::is_numeral(c) || matches!(c, '零' | '双' | '亿' | '多')
}

#[cfg(test)]
mod tests {
    use super::{Characters, Sieve, Span};

    #[test]
    fn signs_and_bounds_are_those_of_the_text() {
        let text = "建成5个“双一流”学科";
        let characters = Characters::of(text);
        let signs: String = characters.signs().iter().map(|s| s.sign).collect();
        assert_eq!(signs, "5“双一”");
        let quoted = Span::new(10, 25);
        let pieces = characters.bounds_within(quoted);
        let pieces: Vec<&str> = pieces
            .map(|(start, end)| &text[start as usize..end as usize])
            .collect();
        assert_eq!(pieces, ["“", "双", "一", "流", "”"]);
        let mut openings = Sieve::<64>::default();
        openings.add_pair('一', '流');
        let mut passing = Vec::new();
        characters.passing(&openings, quoted, |_, _, at| passing.push(at));
        assert_eq!(passing, [16]);
        assert_eq!(characters.signs_within(quoted).len(), 4);
    }
}
