//! Numbers as reports write them: Arabic with thousands and decimals, Chinese numerals, scale words.
//!
//! Values are exact decimals. Reading never fails: what is no number gives `None`.

use rust_decimal::Decimal;

use crate::lexicon;

/// A number at some place of the text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What it is.
    pub value: Decimal,
    /// Its length in bytes.
    pub len: usize,
    /// Whether it is written in Chinese numerals.
    pub chinese: bool,
}

/// Reads the number at the start of `text`; scale words (万, 亿) after it are not part of it.
pub(super) fn read(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return arabic(text);
    }
    chinese(text)
}

/// A scale word at the start of `text`: the power of ten and its length in bytes.
pub(super) fn scale(text: &str) -> Option<(u32, usize)> {
    let (mut power, mut len) = (0, 0);
    for c in text.chars() {
        let Some(more) = scale_sign(c) else { break };
        power += more;
        len += c.len_utf8();
    }
    (len > 0 && power <= 16).then_some((power, len))
}

/// `value` times ten to the `power`, exactly; none where it does not fit.
pub(super) fn scaled(value: Decimal, power: u32) -> Option<Decimal> {
    Decimal::from(10u64.checked_pow(power)?).checked_mul(value)
}

fn arabic(text: &str) -> Option<Number> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut seen_point = false;
    while let Some(&b) = bytes.get(end) {
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match b {
            b'0'..=b'9' => {}
            b'.' if !seen_point && digit_follows => seen_point = true,
            b',' if !seen_point && digit_follows => {}
            _ => break,
        }
        end += 1;
    }
    let written = &text[..end];
    let value = if written.contains(',') {
        written.replace(',', "").parse()
    } else {
        written.parse()
    };
    Some(Number {
        value: value.ok()?,
        len: end,
        chinese: false,
    })
}

/// Chinese numerals. A scale that ends them is left for the unit (千亿 is 千, then 亿) unless
/// nothing would be left.
fn chinese(text: &str) -> Option<Number> {
    let end = text
        .find(|c| digit(c).is_none() && scale_sign(c).is_none())
        .unwrap_or(text.len());
    let run = &text[..end];
    let first = run.chars().next()?;
    let body = match run.trim_end_matches(['万', '亿']) {
        "" => &run[..first.len_utf8()],
        body => body,
    };
    Some(Number {
        value: chinese_value(body)?,
        len: body.len(),
        chinese: true,
    })
}

/// The value of Chinese numerals: by place words (一百二十), or digit by digit (二〇二五).
fn chinese_value(run: &str) -> Option<Decimal> {
    if run.chars().count() > 1 && run.chars().all(|c| digit(c).is_some()) {
        let digits: String = run
            .chars()
            .filter_map(digit)
            .map(|d| char::from(b'0' + d))
            .collect();
        return digits.parse().ok();
    }
    let (mut total, mut section, mut pending) = (0u64, 0u64, None::<u64>);
    for c in run.chars() {
        if let Some(d) = digit(c) {
            pending = Some(u64::from(d));
            continue;
        }
        let power = 10u64.pow(scale_sign(c)?);
        if power < 10_000 {
            section += pending.take().unwrap_or(1) * power;
        } else {
            let below = section
                + pending
                    .take()
                    .unwrap_or(u64::from(section == 0 && total == 0));
            total = (total + below).checked_mul(power)?;
            section = 0;
        }
    }
    Some(Decimal::from(total + section + pending.unwrap_or(0)))
}

/// A digit, 零 and 两 included.
fn digit(c: char) -> Option<u8> {
    match c {
        '〇' | '零' | '○' => Some(0),
        '两' => Some(2),
        c => lexicon::digit(c).map(|d| d as u8),
    }
}

/// The power of ten that a sign stands for.
fn scale_sign(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a sign can begin a number.
pub(super) fn begins(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || scale_sign(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, rest: &str) {
        let number = read(text).expect("a number");
        assert_eq!(number.value, value.parse().unwrap(), "{text}");
        assert_eq!(&text[number.len..], rest);
    }

    #[test]
    fn reads_arabic_numbers_exactly() {
        check("583.10亿元", "583.10", "亿元");
        check("12,345.6人", "12345.6", "人");
        check("5.", "5", ".");
    }

    #[test]
    fn reads_chinese_numerals_and_leaves_the_last_scale_to_the_unit() {
        check("四个", "4", "个");
        check("一百二十八家", "128", "家");
        check("十五项", "15", "项");
        check("千亿元", "1000", "亿元");
        check("万亩", "10000", "亩");
        check("一万二千人", "12000", "人");
        check("二〇二五年", "2025", "年");
        check("三十万户", "30", "万户");
    }

    #[test]
    fn reads_scales() {
        assert_eq!(scale("万亿元"), Some((12, 6)));
        assert_eq!(scale("千亩"), Some((3, 3)));
        assert_eq!(scale("元"), None);
        assert_eq!(
            scaled("1.18".parse().unwrap(), 12),
            "1180000000000".parse().ok()
        );
    }
}
