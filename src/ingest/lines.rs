//! Which lines belong together: a sentence that was broken goes on, everything else starts anew.
//!
//! Only signs and shapes are read here, no words: what a line means is decided later, from the
//! joined text. A line is joined with the one before it when that one was visibly left open (an
//! unclosed quote, prose without its full stop) and the line does not open something itself (an
//! enumerator, a dash).

use super::clean::Kept;

/// Lines joined so far, with what decides whether the next one belongs to them.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent features of one line"
)]
pub(super) struct Paragraph {
    signs: Vec<Kept>,
    /// Opening signs that still wait for their closing one.
    open: Vec<(char, usize)>,
    /// Whether a sentence ended or a clause was cut off by a comma somewhere in it.
    prose: bool,
    /// Whether it starts like a numbered heading or entry.
    numbered: bool,
    /// Whether it starts like the date line below a title: dashes, then a digit.
    dated: bool,
    /// Whether the last line was a subscript, so that the sentence must go on.
    subscript: bool,
    /// How the text is laid out.
    layout: Layout,
    /// Whether its first line is indented, and how long its last one is.
    indented: bool,
    last_line: usize,
    /// Whether a line that only holds invisible characters came after it: a page or a link was
    /// cut out there, in mid-sentence as often as not.
    pub cut: bool,
}

/// The ordinal mark that opens the second half of a broken date line (…第七次会议上).
const ORDINAL: char = '第';
/// A photo caption ends with the photographer's mark, not with a stop.
const CREDIT: char = '摄';
/// Prose that breaks off is longer than this; a shorter line is a label or a caption.
const SHORTEST_PROSE: usize = 30;
/// The same where lines are broken at a fixed width.
const SHORTEST_WRAPPED: usize = 12;
/// Lines at least so long tell whether the text is wrapped.
const LONGISH: usize = 24;
/// A line as short as this that ends with a colon or an exclamation mark addresses somebody.
const LONGEST_ADDRESS: usize = 8;
/// A numbered line longer than this is prose with a heading run into it.
const LONGEST_HEADING: usize = 40;
/// An opening quote is forgotten after so many characters: it was never closed.
const LONGEST_QUOTE: usize = 160;

/// How a text is broken into lines.
#[derive(Copy, Clone, Default)]
pub(super) struct Layout {
    /// At a fixed width, so that short pieces of prose occur.
    wrapped: bool,
    /// And the first line of each paragraph is indented, the others are not.
    indented: bool,
}

impl Paragraph {
    /// An empty one.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            ..Self::default()
        }
    }

    /// Its characters.
    pub fn signs(&self) -> &[Kept] {
        &self.signs
    }

    /// Starts anew.
    pub fn clear(&mut self) {
        let signs = std::mem::take(&mut self.signs);
        *self = Self {
            signs,
            layout: self.layout,
            ..Self::default()
        };
        self.signs.clear();
    }

    /// Takes in one more line.
    pub fn extend(&mut self, line: &[Kept], indented: bool) {
        let at = self.signs.len();
        self.cut = false;
        self.last_line = line.len();
        if at == 0 {
            self.indented = indented;
            self.numbered = enumerator(line).is_some();
            let dashes = line
                .iter()
                .take_while(|k| matches!(k.sign, '—' | '-'))
                .count();
            self.dated = dashes > 0 && line.get(dashes).is_some_and(|k| k.sign.is_ascii_digit());
        }
        self.subscript = at > 0 && is_subscript(line);
        for (i, k) in line.iter().enumerate() {
            match k.sign {
                '“' | '《' | '（' => self.open.push((k.sign, at + i)),
                '”' | '》' | '）' => {
                    if let Some(n) = self.open.iter().rposition(|&(c, _)| closing(c) == k.sign) {
                        self.open.truncate(n);
                    }
                }
                '。' | '；' | '，' => self.prose = true,
                '、' => self.prose |= self.layout.wrapped,
                _ => {}
            }
        }
        self.signs.extend_from_slice(line);
    }

    /// Whether a line of digits would be the lower half of a formula (PM, 2.5), not a page number.
    pub fn wants_subscript(&self, line: &[Kept]) -> bool {
        let last = self.signs.last();
        last.is_some_and(|k| k.sign.is_ascii_alphabetic()) && is_subscript(line) && !self.ended()
    }

    /// Whether `line` continues what was broken off.
    pub fn goes_on_with(&self, line: &[Kept], indented: bool) -> bool {
        let (Some(last), Some(first)) = (self.signs.last(), line.first()) else {
            return false;
        };
        if self.layout.indented && indented {
            return false;
        }
        if matches!(
            first.sign,
            '，' | '、' | '。' | '；' | '：' | '！' | '？' | '%'
        ) {
            return true;
        }
        if matches!(first.sign, '”' | '》' | '）') {
            return self.open.iter().any(|&(c, _)| closing(c) == first.sign) || !self.ended();
        }
        // A dash or a number that opens a line opens a paragraph, whatever stood before.
        if opens(line) || addresses(line) {
            return false;
        }
        if self.subscript || self.wants_subscript(line) {
            return true;
        }
        if matches!(last.sign, '“' | '《' | '（') || self.has_open_quote() && !self.ended() {
            return true;
        }
        if self.dated && !self.prose && first.sign == ORDINAL {
            return true;
        }
        // A single character on its own is never a line that somebody wrote; after a label it is
        // one of a row of buttons.
        if line.len() == 1 && !is_button_row(&self.signs) && is_han(first.sign) && !self.ended() {
            return true;
        }
        if self.numbered
            && last.sign == '：'
            && self.signs.len() <= LONGEST_HEADING
            && is_note(&self.signs)
        {
            return true;
        }
        if self.layout.indented && self.indented && self.last_line >= LONGISH {
            return true;
        }
        let heading = self.numbered && self.signs.len() <= LONGEST_HEADING && !self.has_full_stop();
        let shortest = if self.layout.wrapped {
            SHORTEST_WRAPPED
        } else {
            SHORTEST_PROSE
        };
        let long = self.signs.len() > shortest || self.cut && self.signs.len() > SHORTEST_WRAPPED;
        (self.prose || self.cut) && !heading && long && !self.ended()
    }

    /// Whether the last sign ends a sentence; a note mark or a closing quote after it hides nothing.
    fn ended(&self) -> bool {
        let mut rest = self.signs.as_slice();
        loop {
            rest = match rest {
                [] => return true,
                [.., k] if k.sign == CREDIT => return true,
                [.., k] if matches!(k.sign, '。' | '！' | '？' | '；' | '：' | '!' | '…') => {
                    return true;
                }
                [head @ .., k] if matches!(k.sign, '”' | '》' | '）') => head,
                [.., k] if k.sign == ']' => match note_mark(rest) {
                    Some(start) => &rest[..start],
                    None => return true,
                },
                _ => return false,
            };
            // A bracket closed in the middle of a sentence leaves it open: only a stop before it counts.
        }
    }

    fn has_open_quote(&self) -> bool {
        self.open
            .last()
            .is_some_and(|&(_, at)| self.signs.len() - at <= LONGEST_QUOTE)
    }

    fn has_full_stop(&self) -> bool {
        self.signs.iter().any(|k| k.sign == '。')
    }
}

impl Layout {
    /// Reads the layout off the whole text: where many longish lines end in mid-sentence, lines are
    /// broken at a fixed width.
    pub fn of(raw: &str) -> Self {
        let (mut long, mut open, mut lines, mut indented) = (0, 0, 0, 0);
        for line in raw.lines().filter(|l| !l.trim().is_empty()) {
            lines += 1;
            indented += usize::from(is_indented(line));
            let line = line.trim();
            if line.chars().take(LONGISH).count() < LONGISH {
                continue;
            }
            long += 1;
            open += usize::from(
                line.chars()
                    .next_back()
                    .is_some_and(|c| is_han(c) || c.is_ascii_digit()),
            );
        }
        let wrapped = open * 3 > long && open >= 3;
        Self {
            wrapped,
            indented: wrapped && indented * 20 > lines && indented * 2 < lines,
        }
    }
}

/// Whether a line of the original starts with the two characters' space of a new paragraph.
pub(super) fn is_indented(line: &str) -> bool {
    let space: usize = line
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 })
        .sum();
    space >= 2
}

/// The sign that closes what `open` opens.
fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '《' => '》',
        _ => '）',
    }
}

/// Start of the note mark (`[12]`) that `signs` ends with.
fn note_mark(signs: &[Kept]) -> Option<usize> {
    let body = signs.len().checked_sub(1)?;
    let digits = signs[..body]
        .iter()
        .rev()
        .take_while(|k| k.sign.is_ascii_digit())
        .count();
    let start = body.checked_sub(digits + 1)?;
    (digits > 0 && digits <= 3 && signs[start].sign == '[').then_some(start)
}

/// A short run of digits, perhaps with a point: the 2.5 of a formula.
fn is_subscript(line: &[Kept]) -> bool {
    line.len() <= 4
        && line
            .iter()
            .all(|k| k.sign.is_ascii_digit() || k.sign == '.')
}

/// A line that holds nothing but a page number: digits, perhaps between dashes; or stray dashes.
pub(super) fn is_page_number(line: &[Kept]) -> bool {
    let (mut digits, mut dashes) = (0, 0);
    for kept in line {
        match kept.sign {
            '0'..='9' => digits += 1,
            '-' | '—' | '―' | '·' | '/' | '|' => dashes += 1,
            _ => return false,
        }
    }
    digits <= 6 && (digits <= 3 || dashes > 0)
}

/// Whether a line starts with something that only a new paragraph starts with.
fn opens(line: &[Kept]) -> bool {
    let dashes = line
        .iter()
        .take_while(|k| matches!(k.sign, '—' | '-'))
        .count();
    dashes >= 2 || enumerator(line).is_some()
}

/// Whether a line only addresses somebody: short, no stop but the last.
fn addresses(line: &[Kept]) -> bool {
    let Some((last, body)) = line.split_last() else {
        return false;
    };
    let address = (3..LONGEST_ADDRESS).contains(&line.len()) && matches!(last.sign, '：' | '！');
    address && body.iter().all(|k| is_han(k.sign))
}

/// Length of the number that opens `line`: 一、 （一） 1. 1、 （1） [1] ①.
fn enumerator(line: &[Kept]) -> Option<usize> {
    let sign = |i: usize| line.get(i).map_or('\0', |k| k.sign);
    let run =
        |from: usize, is: fn(char) -> bool| (from..line.len()).take_while(|&i| is(sign(i))).count();
    if matches!(sign(0), '\u{2460}'..='\u{2473}') {
        return Some(1);
    }
    let bracket = matches!(sign(0), '（' | '[');
    let from = usize::from(bracket);
    let han = run(from, is_numeral);
    let digits = run(from, |c| c.is_ascii_digit());
    if bracket {
        let end = from + han.max(digits);
        // A note mark may open a line in mid-sentence; it counts where a term follows.
        return ((1..=3).contains(&han.max(digits)) && matches!(sign(end), '）' | ']'))
            .then_some(end + 1);
    }
    if (1..=3).contains(&han) && sign(han) == '、' && !is_numeral(sign(han + 1)) {
        return Some(han + 1);
    }
    let stop = matches!(sign(digits), '.' | '、');
    ((1..=3).contains(&digits)
        && stop
        && !sign(digits + 1).is_ascii_digit()
        && line.len() > digits + 1)
        .then_some(digits + 1)
}

/// Whether the line starts as a note does (`[1]`, `1.`), not as a heading (一、, （一）).
fn is_note(line: &[Kept]) -> bool {
    line.first()
        .is_some_and(|k| k.sign == '[' || k.sign.is_ascii_digit() || matches!(k.sign, '①'..='⑳'))
}

/// Whether the line is a label such as [字体： whose values stand on lines of their own.
fn is_button_row(line: &[Kept]) -> bool {
    line.len() <= 2 || line.first().is_some_and(|k| k.sign == '[')
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
