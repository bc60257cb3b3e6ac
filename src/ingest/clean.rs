//! The clean copy: one form for each sign, one line for each paragraph.

use super::lines::{Layout, Paragraph, is_han, is_indented, is_page_number};

/// A clean text with, for each of its bytes, where its character came from.
pub(super) struct Clean {
    pub text: String,
    pub code_points: Vec<u32>,
    pub raw_bytes: Vec<u32>,
}

/// A character of the original that is kept: its clean form and its place.
#[derive(Copy, Clone)]
pub(super) struct Kept {
    pub sign: char,
    pub code_point: u32,
    pub byte: u32,
}

/// Cleans `raw`: see the module page of `ingest`.
pub(super) fn clean(raw: &str) -> Clean {
    let mut out = Clean {
        text: String::with_capacity(raw.len()),
        code_points: Vec::with_capacity(raw.len()),
        raw_bytes: Vec::with_capacity(raw.len()),
    };
    let (mut byte, mut code_point) = (0, 0);
    let mut line: Vec<Kept> = Vec::new();
    let mut paragraph = Paragraph::new(Layout::of(raw));
    for raw_line in raw.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        line.clear();
        keep(raw_line, code_point, byte, &mut line);
        byte += raw_line.len() as u32;
        code_point += raw_line.chars().count() as u32;
        if line.is_empty() {
            paragraph.cut |= raw_line.contains(['\u{200b}', '\u{feff}', '\u{2060}']);
            continue;
        }
        if !paragraph.wants_subscript(&line) && is_page_number(&line) {
            continue;
        }
        let indented = is_indented(raw_line);
        if !paragraph.goes_on_with(&line, indented) {
            out.push(paragraph.signs());
            paragraph.clear();
        }
        paragraph.extend(&line, indented);
    }
    out.push(paragraph.signs());
    out
}

impl Clean {
    fn push(&mut self, paragraph: &[Kept]) {
        let Some(last) = paragraph.last().copied() else {
            return;
        };
        let from = self.text.len();
        self.text.extend(paragraph.iter().map(|kept| kept.sign));
        self.text.push('\n');
        let to = self.text.len();
        // All of it is given the place of the last character, which the line break keeps.
        self.code_points.resize(to, last.code_point);
        self.raw_bytes.resize(to, last.byte);
        let mut places = self.code_points[from..]
            .iter_mut()
            .zip(&mut self.raw_bytes[from..]);
        for kept in paragraph {
            for _ in 0..kept.sign.len_utf8() {
                if let Some((code_point, byte)) = places.next() {
                    (*code_point, *byte) = (kept.code_point, kept.byte);
                }
            }
        }
    }
}

/// Collects the characters of one line that are kept, in their clean form.
fn keep(line: &str, mut code_point: u32, byte: u32, out: &mut Vec<Kept>) {
    let mut open_quote = true;
    let mut pending_space: Option<Kept> = None;
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        let place = Kept {
            sign: c,
            code_point,
            byte: byte + at as u32,
        };
        code_point += 1;
        if at < skip_to {
            continue;
        }
        // Nearly all characters are these, and nothing below concerns them.
        if is_han(c) {
            pending_space = None;
            out.push(place);
            continue;
        }
        if matches!(c, '&' | '<')
            && let Some(remains) = markup(&line[at..])
        {
            skip_to = at + remains;
            continue;
        }
        if is_space(c) {
            if out.last().is_some_and(|k| k.sign.is_ascii_alphabetic()) {
                pending_space = Some(Kept { sign: ' ', ..place });
            }
            continue;
        }
        let sign = match c {
            '"' => {
                open_quote = !open_quote;
                if open_quote { '”' } else { '“' }
            }
            _ => fold(c),
        };
        // A space between two Latin words is part of the name; any other is layout.
        if let Some(space) = pending_space.take()
            && sign.is_ascii_alphabetic()
        {
            out.push(space);
        }
        out.push(Kept { sign, ..place });
    }
    unfold_between_digits(out);
}

/// Bytes of a space that a converter left as its name: `&nbsp;`, `<U+00A0>`, `<br>`.
fn markup(rest: &str) -> Option<usize> {
    const SPACES: [&str; 4] = ["&nbsp;", "&ensp;", "&emsp;", "&#160;"];
    if let Some(space) = SPACES.iter().find(|s| rest.starts_with(**s)) {
        return Some(space.len());
    }
    let tag = rest.strip_prefix('<')?;
    let end = tag.bytes().take(40).position(|b| b == b'>')?;
    let name = &tag.as_bytes()[..end];
    let named = name
        .first()
        .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
    (named && name.iter().all(|b| b.is_ascii_graphic() || *b == b' ')).then_some(end + 2)
}

/// White space and invisible characters.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// The one form of a sign: full-width letters and digits become ASCII, ASCII brackets and stops full-width.
fn fold(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '％' => '%',
        '＋' => '+',
        '－' | '‐' | '‑' | '–' => '-',
        '／' => '/',
        '．' => '.',
        '～' | '∼' | '〜' => '~',
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ';' => '；',
        ':' | '∶' | '︰' => '：',
        '?' => '？',
        '!' => '！',
        '「' | '『' | '〝' | '＂' => '“',
        '」' | '』' | '〞' => '”',
        '〔' | '【' | '［' => '[',
        '〕' | '】' | '］' => ']',
        '﹑' | '､' => '、',
        '｡' => '。',
        _ => c,
    }
}

/// A comma or colon between two digits is part of the number (1,234; 2.81：1), not a stop.
fn unfold_between_digits(line: &mut [Kept]) {
    for i in 1..line.len().saturating_sub(1) {
        let between = line[i - 1].sign.is_ascii_digit() && line[i + 1].sign.is_ascii_digit();
        if between && line[i].sign == '，' && thousands(&line[i + 1..]) {
            line[i].sign = ',';
        }
    }
}

/// Whether exactly three digits follow, as after a thousands separator.
fn thousands(rest: &[Kept]) -> bool {
    rest.iter().take_while(|k| k.sign.is_ascii_digit()).count() == 3
}
