//! A text's marks, digits and letters, without the Chinese characters between them.
//!
//! Much of the outline is told by marks alone, and most of a text is none: those three bytes are
//! stepped over by their first.

/// The characters of `text` that do not lie in U+4000 to U+9FFF, with where they start.
pub(super) fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + Clone {
    let mut at = 0;
    std::iter::repeat(()).map_while(move |()| {
        while matches!(text.as_bytes().get(at), Some(0xE4..=0xE9)) {
            at += 3;
        }
        let mark = text[at..].chars().next()?;
        let start = at;
        at += mark.len_utf8();
        Some((start, mark))
    })
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_are_what_is_no_chinese_character() {
        let text = "到2035年，“三大”㐀。";
        let found: Vec<(usize, char)> = marks(text).collect();
        let all = text.char_indices();
        let expected: Vec<_> = all
            .filter(|(_, c)| !matches!(c, '\u{4000}'..='\u{9FFF}'))
            .collect();
        assert_eq!(found, expected);
    }
}
