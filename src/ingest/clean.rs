//! The clean copy: one form for each sign, one line for each paragraph.

use super::lines::{Layout, Paragraph, is_han, is_indented, is_page_number};

/// A clean text with, for each of its bytes, where its character came from.
pub(super) struct Clean {
    pub text: String,
    pub places: Vec<Place>,
}

/// A place in the original.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Place {
    pub code_point: u32,
    pub byte: u32,
}

/// A character of the original that is kept: its clean form and its place.
#[derive(Copy, Clone)]
pub(super) struct Kept {
    pub sign: char,
    pub place: Place,
}

/// Cleans `raw`: see the module page of `ingest`.
pub(super) fn clean(raw: &str) -> Clean {
    let mut out = Clean {
        text: String::with_capacity(raw.len()),
        places: Vec::with_capacity(raw.len() + 4),
    };
    let (mut byte, mut code_point) = (0, 0);
    let mut line: Vec<Kept> = Vec::new();
    let mut paragraph = Paragraph::new(Layout::of(raw));
    for raw_line in raw_lines(raw) {
        line.clear();
        code_point = keep(raw_line, code_point, byte, &mut line);
        byte += raw_line.len() as u32;
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
        // Four places are written for each character, and those of the next begin where its
        // bytes end: a copy of known length is one store.
        for kept in paragraph {
            let at = self.text.len();
            self.text.push(kept.sign);
            self.places.truncate(at);
            self.places.extend_from_slice(&[kept.place; 4]);
        }
        // The end of the line comes from where its last character does.
        self.places.truncate(self.text.len());
        self.text.push('\n');
        self.places.push(last.place);
    }
}

/// The lines of the original, each with the sign that ends it.
fn raw_lines(raw: &str) -> impl Iterator<Item = &str> {
    let rare = [LINE_SEPARATOR, PARAGRAPH_SEPARATOR, NEXT_LINE];
    let has_rare = rare.iter().any(|&sign| raw.contains(sign));
    let mut rest = raw;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if has_rare {
            let breaks = |c| matches!(c, '\n' | '\r') || rare.contains(&c);
            let found = rest.char_indices().find(|&(_, c)| breaks(c));
            found.map(|(at, c)| at + c.len_utf8())
        } else {
            memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map(|at| at + 1)
        };
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(line)
    })
}

/// Signs that end a line in few files.
const LINE_SEPARATOR: char = '\u{2028}';
const PARAGRAPH_SEPARATOR: char = '\u{2029}';
const NEXT_LINE: char = '\u{85}';

/// Collects the characters of one line that are kept, in their clean form; gives the code point
/// after it.
fn keep(line: &str, mut code_point: u32, byte: u32, out: &mut Vec<Kept>) -> u32 {
    let mut open_quote = true;
    let mut pending_space: Option<Kept> = None;
    let mut has_separator = false;
    let mut rest = line.chars();
    let mut at = 0;
    while let Some(c) = rest.next() {
        let here = at;
        let place = Place {
            code_point,
            byte: byte + here as u32,
        };
        code_point += 1;
        at += c.len_utf8();
        // Nearly all characters are these, and nothing below concerns them.
        if is_han(c) {
            pending_space = None;
            out.push(Kept { sign: c, place });
            continue;
        }
        if matches!(c, '&' | '<')
            && let Some(length) = markup(&line[here..])
        {
            let (markup, after) = line[at..].split_at(length - c.len_utf8());
            code_point += markup.chars().count() as u32;
            at += markup.len();
            rest = after.chars();
            continue;
        }
        if is_space(c) {
            if out.last().is_some_and(|k| k.sign.is_ascii_alphabetic()) {
                pending_space = Some(Kept { sign: ' ', place });
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
        has_separator |= sign == '，' && out.last().is_some_and(|k| k.sign.is_ascii_digit());
        out.push(Kept { sign, place });
    }
    if has_separator {
        unfold_between_digits(out);
    }
    code_point
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
