//! Text in boxes: how wide it is, where its lines break, how it is shortened.
//!
//! Widths are in ems: a full-width character takes one, a narrow one a little more than half,
//! capitals more, so that the fonts of all systems stay inside. Breaks are put so that lines come
//! out about equally long, no line starts with closing punctuation, and Latin words and numbers
//! stay whole where they fit.

use unicode_width::UnicodeWidthChar;

use super::{Line, Piece};
use crate::graph::NodeKind;

/// A character and the kind of the thing that it is part of the name of.
pub(crate) type Marked = (char, Option<NodeKind>);

/// Text without marks. White space, line breaks and characters that cannot be shown become single
/// spaces, those between full-width characters vanish.
pub(crate) fn plain(text: &str) -> Vec<Marked> {
    squeeze(text.chars().map(|c| (c, None)))
}

/// The same for marked text.
pub(crate) fn squeeze(text: impl Iterator<Item = Marked>) -> Vec<Marked> {
    let mut out: Vec<Marked> = Vec::new();
    let mut gap = false;
    for (c, mark) in text {
        if c.is_whitespace() || c.is_control() || is_unsound(c) {
            gap = !out.is_empty();
            continue;
        }
        let narrow = out
            .last()
            .is_some_and(|(before, _)| is_narrow(*before) && is_narrow(c));
        if gap && narrow {
            out.push((' ', None));
        }
        gap = false;
        out.push((c, mark));
    }
    out
}

/// Width of a character in ems.
pub(crate) fn char_width(c: char) -> f64 {
    match c.width() {
        Some(2) => 1.0,
        Some(0) | None => 0.0,
        // Quotation marks, dashes and dots are full-width in Chinese fonts.
        Some(_) if matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×' | '→') => {
            1.0
        }
        Some(_) if c.is_ascii_uppercase() || matches!(c, 'm' | 'w' | '%' | '@' | '&') => 0.82,
        Some(_) if c.is_ascii() => 0.58,
        Some(_) => 0.75,
    }
}

/// Width of text in ems.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// Width of a line in ems.
pub(crate) fn line_width(line: &Line) -> f64 {
    line.iter().map(|piece| width(&piece.text)).sum()
}

/// Breaks text into lines of at most `wide` ems, at most `most` of them; what does not fit is
/// replaced by an ellipsis.
pub(crate) fn wrap(text: &[Marked], wide: f64, most: usize) -> Vec<Line> {
    let total: f64 = text.iter().map(|(c, _)| char_width(*c)).sum();
    let lines = (total / wide).ceil().max(1.0);
    // Equal lines look better than a full one and a remnant; one more em leaves room for breaks.
    let even = (total / lines + 1.0).min(wide);
    // Breaks after commas and even lines where they cost no further line.
    let ways = [(even, true), (even, false), (wide, true)];
    let tried = ways
        .into_iter()
        .map(|(wide, pauses)| broken(text, wide, pauses));
    let mut broken = tried
        .into_iter()
        .find(|broken| broken.len() as f64 <= lines)
        .unwrap_or_else(|| broken(text, wide, false));
    if broken.len() > most {
        let cut = broken[..most].iter().map(Vec::len).sum::<usize>();
        let mut kept = text[..cut].to_vec();
        let start = cut - broken[most - 1].len();
        while kept.len() > start
            && kept[start..]
                .iter()
                .map(|(c, _)| char_width(*c))
                .sum::<f64>()
                > wide - 1.0
        {
            kept.pop();
        }
        kept.push(('…', None));
        broken.truncate(most);
        broken[most - 1] = kept.split_off(start);
    }
    broken.iter().map(|line| pieces(line)).collect()
}

/// Greedy lines; with `pauses`, a line may end early after a comma.
fn broken(text: &[Marked], wide: f64, pauses: bool) -> Vec<Vec<Marked>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let mut end = start;
        let mut used = 0.0;
        while end < text.len() && (end == start || used + char_width(text[end].0) <= wide) {
            used += char_width(text[end].0);
            end += 1;
        }
        if end < text.len() {
            end = good_break(text, start, end, pauses);
        }
        lines.push(text[start..end].to_vec());
        start = end;
    }
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    lines
}

/// The last place at or before `end` where a line may break; `end` where there is none near.
fn good_break(text: &[Marked], start: usize, end: usize, pauses: bool) -> usize {
    // Near the end a break after a comma reads best.
    let late = start + (end - start) * 3 / 4;
    let pause = |at: usize| is_pause(text[at - 1].0) && may_break(text[at - 1].0, text[at].0);
    let last = (late.max(start + 1)..=end).rev().find(|&at| pause(at));
    if let Some(at) = last.filter(|_| pauses) {
        return at;
    }
    let least = start + (end - start).div_ceil(2);
    (least..=end)
        .rev()
        .find(|&at| at > start && may_break(text[at - 1].0, text[at].0))
        .unwrap_or(end)
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | ';')
}

fn may_break(before: char, after: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '+' | '/');
    let joined = word(before) && word(after);
    let close = matches!(
        after,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '”'
            | '’'
            | '】'
            | '」'
            | ')'
            | ','
            | ';'
            | '%'
            | '…'
    );
    let open = matches!(before, '（' | '《' | '“' | '‘' | '【' | '「' | '(');
    let combining = after.width() == Some(0) || before == '\u{200D}';
    !joined && !close && !open && !combining
}

/// Characters of one mark as pieces.
fn pieces(line: &[Marked]) -> Line {
    let mut out: Line = Vec::new();
    for &(c, names) in line {
        match out.last_mut() {
            Some(last) if last.names == names => last.text.push(c),
            _ => out.push(Piece {
                text: c.to_string(),
                names,
            }),
        }
    }
    out
}

/// Whether a space beside it means something.
fn is_narrow(c: char) -> bool {
    c.width() == Some(1) && !matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// What XML cannot hold, and marks that would turn the direction of the rest of the picture.
fn is_unsound(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, wide: f64, most: usize) -> Vec<String> {
        let text_of = |line: &Line| line.iter().map(|p| p.text.as_str()).collect();
        wrap(&plain(text), wide, most).iter().map(text_of).collect()
    }

    #[test]
    fn lines_are_even_and_start_with_no_closing_mark() {
        assert_eq!(lines("六稳", 12.0, 3), ["六稳"]);
        assert_eq!(
            lines("长三角生态绿色一体化发展示范区", 12.0, 3),
            ["长三角生态绿色一", "体化发展示范区"]
        );
        assert_eq!(
            lines("扎实推进甲乙丙丁，戊己庚辛", 8.0, 3),
            ["扎实推进甲乙丙", "丁，戊己庚辛"]
        );
    }

    #[test]
    fn long_text_ends_in_an_ellipsis_inside_the_box() {
        let shown = lines(&"稳".repeat(200), 12.0, 3);
        assert_eq!(shown.len(), 3);
        assert!(shown[2].ends_with('…'));
        assert!(shown.iter().all(|line| width(line) <= 12.0));
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        let shown = lines("地区生产总值增长10000.5%左右", 10.0, 3);
        assert!(
            shown.iter().any(|line| line.contains("10000.5%")),
            "{shown:?}"
        );
    }

    #[test]
    fn white_space_vanishes_between_chinese_and_control_characters_always() {
        assert_eq!(lines("六\n稳 a b\u{1}\u{202E}", 12.0, 3), ["六稳a b"]);
        assert_eq!(lines("", 12.0, 3), [""]);
    }
}
