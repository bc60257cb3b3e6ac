//! The number that opens a heading or a list item: 一、 （一） 1. （1） [1] ① 一是 and dashes.

use crate::lexicon::digit;

/// An enumerator at the start of a line.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Enumerator {
    /// 1 for 一、, 2 for （一）, 3 for 1. and its like, 4 for 一是.
    pub level: u8,
    /// Its length in bytes.
    pub len: usize,
    /// The number.
    pub number: u32,
}

/// The verb of 一是, 二是, …: the list form of running prose.
const IS: char = '是';

/// Reads the enumerator that opens `line`.
pub(super) fn parse(line: &str) -> Option<Enumerator> {
    let first = line.chars().next()?;
    if let n @ 0x2460..=0x2473 = first as u32 {
        return Some(Enumerator {
            level: 3,
            len: first.len_utf8(),
            number: n - 0x245F,
        });
    }
    let open = matches!(first, '（' | '[');
    let body = if open {
        &line[first.len_utf8()..]
    } else {
        line
    };
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let han = body.find(|c| !numbers(c)).unwrap_or(0);
    let (number, size, is_han) = if digits > 0 {
        (body[..digits].parse().ok()?, digits, false)
    } else {
        (numerals(&body[..han])?, han, true)
    };
    if number > 199 {
        return None;
    }
    let after = body[size..].chars().next()?;
    let len = line.len() - body.len() + size + after.len_utf8();
    let follows = line[len..].chars().next();
    let level = match (open, is_han, after) {
        (true, true, '）') => 2,
        (true, false, '）' | ']') => 3,
        (false, true, '、') if follows.is_some_and(|c| !numbers(c)) => 1,
        (false, true, IS) => 4,
        (false, false, '.' | '、' | '）') if follows.is_some_and(|c| !c.is_ascii_digit()) => 3,
        _ => return None,
    };
    // An ordinal list word is a bare numeral; 十是 and higher occur, 一百是 does not.
    Some(Enumerator { level, len, number })
}

/// Length of the dashes that open `line`.
pub(super) fn dash(line: &str) -> usize {
    line.len() - line.trim_start_matches(['—', '―', '-', '─']).len()
}

/// The value of a Chinese numeral below one hundred.
pub(super) fn numerals(text: &str) -> Option<u32> {
    let (mut total, mut last) = (0, 0);
    if text.is_empty() {
        return None;
    }
    for c in text.chars() {
        if c == '十' {
            total += 10 * if last == 0 { 1 } else { last };
            last = 0;
        } else {
            last = digit(c)?;
        }
    }
    Some(total + last)
}

/// Whether a sign is part of a numeral below one hundred.
fn numbers(c: char) -> bool {
    c == '十' || digit(c).is_some()
}
