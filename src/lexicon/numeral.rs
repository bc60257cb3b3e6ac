//! Numerals that are written as ideographs. Each reader adds the few that only it takes for one.

/// The numerals that every reader knows: one to nine, 两, and the powers of ten up to 万.
#[inline]
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '两' | '十' | '百' | '千' | '万')
}

/// The value of a digit from one to nine.
#[inline]
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}
