//! The characters of a text that are no plain ideographs: marks, digits, letters, numerals.
//!
//! They are a fifth of a text and most rules about quotes, numbers and codes begin at one of
//! them, so they are listed once and rules go from one to the next.

use crate::span::Span;

/// A sign where it occurs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// Its first byte.
    pub at: u32,
    /// Which one.
    pub sign: char,
}

/// The signs of a text, in order.
#[derive(Debug)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// Lists the signs of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut signs = Vec::with_capacity(text.len() / 12);
        signs.extend(
            text.char_indices()
                .filter(|&(_, c)| is_sign(c))
                .map(|(at, sign)| Sign {
                    at: at as u32,
                    sign,
                }),
        );
        Self(signs)
    }

    /// All signs.
    pub fn all(&self) -> &[Sign] {
        &self.0
    }

    /// The signs inside `span`.
    pub fn within(&self, span: Span) -> &[Sign] {
        let from = self.0.partition_point(|s| s.at < span.start);
        let rest = &self.0[from..];
        &rest[..rest.partition_point(|s| s.at < span.end)]
    }
}

/// Whether a character is no plain ideograph.
fn is_sign(c: char) -> bool {
    !('\u{4e00}'..='\u{9fff}').contains(&c) || is_numeral(c)
}

/// A numeral that is written as an ideograph; 双 and 多 stand for numbers in abbreviations.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '零' | '一'
            | '二'
            | '两'
            | '双'
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
            | '多'
    )
}
