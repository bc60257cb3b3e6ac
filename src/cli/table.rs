//! Tables whose columns line up on a terminal, Chinese and Latin mixed.
//!
//! Widths are those of the terminal: a Chinese character takes two columns. On a terminal the
//! widest column is cut with `…` first; written elsewhere, nothing is cut.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ui::{Style, Ui};

/// Columns are this far apart.
const GAP: usize = 2;
/// Columns are cut to this one after the other, the widest first.
const READABLE: usize = 18;
/// No column is cut below this.
const NARROWEST: usize = 8;

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Table {
    /// A table with these column names.
    pub fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        let header: Vec<String> = header.into_iter().map(Into::into).collect();
        let right = vec![false; header.len()];
        Self {
            header,
            rows: Vec::new(),
            right,
        }
    }

    /// Aligns columns to the right, as numbers are read.
    #[must_use]
    pub fn right(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        for column in columns {
            self.right[column] = true;
        }
        self
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows
            .push(cells.into_iter().map(|c| one_line(&c.into())).collect());
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text.
    pub fn render(&self, ui: &Ui) -> String {
        self.layout(ui.width(), |text| ui.style(Style::Bold, text))
    }

    fn layout(&self, limit: Option<usize>, head: impl Fn(&str) -> String) -> String {
        let widths = fitting(self.widest(&self.rows), limit);
        let mut out = self.head(&widths, head);
        for row in &self.rows {
            out.push_str(&self.line(row, &widths, str::to_owned));
        }
        out
    }

    /// Writes the table with these rows in place of its own. They are asked for twice, so that none
    /// is kept.
    pub fn stream<R: Iterator<Item = Vec<String>>>(
        &self,
        rows: impl Fn() -> R,
        ui: &Ui,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let rows = || {
            rows().map(|cells| -> Vec<String> {
                let cells = cells.iter();
                cells.map(|cell| one_line(cell)).collect()
            })
        };
        let widths = fitting(self.widest(rows()), ui.width());
        let head = self.head(&widths, |text| ui.style(Style::Bold, text));
        out.write_all(head.as_bytes())?;
        for row in rows() {
            let line = self.line(&row, &widths, str::to_owned);
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    /// Width of each column.
    fn widest<R: AsRef<[String]>>(&self, rows: impl IntoIterator<Item = R>) -> Vec<usize> {
        let mut widths: Vec<usize> = self.header.iter().map(|h| h.width()).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row.as_ref()) {
                *width = cell.width().max(*width);
            }
        }
        widths
    }

    /// The names of the columns, and the rule below them.
    fn head(&self, widths: &[usize], style: impl Fn(&str) -> String) -> String {
        let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
        let names = self.line(&self.header, widths, style);
        format!("{names}{}\n", rule.join(&" ".repeat(GAP)))
    }

    fn line(&self, cells: &[String], widths: &[usize], style: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        for (i, width) in widths.iter().enumerate() {
            let cell = cut(cells.get(i).map_or("", String::as_str), *width);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            if i > 0 {
                out.push_str(&" ".repeat(GAP));
            }
            if self.right[i] {
                out.push_str(&pad);
            }
            out.push_str(&style(&cell));
            if !self.right[i] && i + 1 < widths.len() {
                out.push_str(&pad);
            }
        }
        out.push('\n');
        out
    }
}

/// Widths with the widest ones cut until a row fits.
fn fitting(mut widths: Vec<usize>, limit: Option<usize>) -> Vec<usize> {
    let Some(limit) = limit else { return widths };
    let room = limit.saturating_sub(GAP * widths.len().saturating_sub(1));
    // The widest column is running text and gives way first; what names a thing stays whole
    // as long as it can.
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&column| usize::MAX - widths[column]);
    for floor in [READABLE, NARROWEST] {
        for &column in &order {
            let excess = widths.iter().sum::<usize>().saturating_sub(room);
            let least = floor.min(widths[column]);
            widths[column] = widths[column].saturating_sub(excess).max(least);
        }
    }
    widths
}

/// A cell on one line: line breaks and tabs would break the table.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The start of `text` that fits `width` columns, with `…` where something is left out.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// `text` broken into lines of at most `width` columns; Chinese breaks anywhere but before a
/// closing sign, Latin words stay whole where they fit.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in pieces(text) {
        let w = word.width();
        if used > 0 && used + w > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if used == 0 && word.trim().is_empty() {
            continue;
        }
        line.push_str(word);
        used += w;
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Stretches that are not broken: a Latin word, or a character with the closing signs after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joined = last.is_some_and(|l| {
            let latin = |c: char| c.is_ascii_graphic();
            latin(l) && latin(c) || closes(c) || opens(l)
        });
        if at > start && !joined {
            out.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '”'
            | '’'
            | '）'
            | '》'
            | '】'
            | '」'
            | '』'
            | '%'
    )
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '【' | '「' | '『')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new(["名称", "n"]).right([1]);
        table.row(["一城两翼", "12"]);
        table.row(["1+2", "3"]);
        table
    }

    #[test]
    fn columns_line_up_by_display_width() {
        let text = sample().layout(None, str::to_owned);
        assert_eq!(
            text,
            "名称       n\n────────  ──\n一城两翼  12\n1+2        3\n"
        );
    }

    #[test]
    fn the_widest_column_is_cut_to_fit_and_nothing_is_cut_without_a_limit() {
        let mut table = Table::new(["a", "b"]);
        table.row(["短", "一个非常长的句子，长到一行放不下，必须截断"]);
        let text = table.layout(Some(24), str::to_owned);
        assert!(text.lines().all(|l| l.width() <= 24), "{text}");
        assert!(text.contains('…'));
        assert!(table.layout(None, str::to_owned).contains("必须截断"));
    }

    #[test]
    fn wrapping_keeps_words_and_closing_signs_together() {
        let lines = wrap("推进“美丽街区”建设，新增5G基站1514个。", 10);
        assert!(lines.iter().all(|l| l.width() <= 12), "{lines:?}");
        assert!(
            lines.iter().all(|l| !l.starts_with(['，', '。', '”'])),
            "{lines:?}"
        );
        assert_eq!(lines.concat(), "推进“美丽街区”建设，新增5G基站1514个。");
    }
}
