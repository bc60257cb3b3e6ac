//! The page as plain text, its columns lined up for a terminal that shows Chinese two columns wide.

use unicode_width::UnicodeWidthStr;

use super::example::spread;
use super::sheet::{Cell, Look, Sheet, sheets};
use super::words::Words;
use super::{Example, Page};

/// Bars are so many columns long.
const BAR: usize = 10;
/// Columns are this far apart.
const GAP: &str = "  ";

/// Writes the page.
pub fn write(page: &Page, words: &Words) -> String {
    let mut out = heading(&words.text("title"), '═');
    let names: Vec<&str> = page.reports.iter().map(|(name, _)| name.as_str()).collect();
    out.push_str(&names.join(", "));
    out.push('\n');
    for sheet in sheets(page, *words) {
        out.push('\n');
        if !sheet.title.is_empty() {
            out.push_str(&heading(&sheet.title, '─'));
        }
        out.push_str(&format!("{}\n\n{}", sheet.about, table(&sheet)));
    }
    out.push_str(&examples(page, *words));
    out
}

fn heading(title: &str, rule: char) -> String {
    let line: String = std::iter::repeat_n(rule, title.width()).collect();
    format!("{title}\n{line}\n")
}

fn table(sheet: &Sheet) -> String {
    let rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| row.iter().map(shown).collect())
        .collect();
    let mut widths: Vec<usize> = sheet.head.iter().map(|h| h.width()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    let rules: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    let mut out = line(&sheet.head, &widths);
    out.push_str(&line(&rules, &widths));
    for row in &rows {
        out.push_str(&line(row, &widths));
    }
    out
}

/// A row; the first column to the left, the others to the right.
fn line(cells: &[String], widths: &[usize]) -> String {
    let mut out = String::new();
    for (i, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        match i {
            0 => out.push_str(&format!("{cell}{pad}")),
            _ => out.push_str(&format!("{GAP}{pad}{cell}")),
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn shown(cell: &Cell) -> String {
    match cell.look {
        Look::Bar(share, _) => format!("{} {}", cell.text, bar(share)),
        // What is right stands out without colour, too.
        Look::Heat(_, true) => format!("[{}]", cell.text),
        Look::Heat(_, false) => format!("{} ", cell.text),
        Look::Number if cell.text == "·" => "· ".to_owned(),
        _ => cell.text.clone(),
    }
}

/// A bar of `BAR` columns, exact to an eighth of one.
fn bar(share: f64) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * (BAR * 8) as f64).round();
    // At most 80, so that nothing is lost.
    #[allow(clippy::cast_sign_loss)]
    let eighths = eighths as usize;
    let bar = format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8]);
    let filled = eighths.div_ceil(8);
    format!("{bar}{}", " ".repeat(BAR - filled))
}

fn examples(page: &Page, words: Words) -> String {
    let mut out = format!(
        "\n{}{}\n",
        heading(&words.text("examples"), '─'),
        words.say("examples-text", &[("shown", &page.examples)])
    );
    let mut last = None;
    for ((subject, cause), all) in &page.detail.errors {
        if last != Some(*subject) {
            out.push_str(&format!("\n{}\n", heading(&words.subject(*subject), '·')));
            last = Some(*subject);
        }
        let shown: Vec<&Example> = spread(all, page.examples).collect();
        out.push_str(&format!(
            "{}\n",
            words.cause(*cause, all.len(), shown.len())
        ));
        for example in shown {
            out.push_str(&format!("  {}\n", one(example, page, words)));
        }
    }
    out
}

fn one(example: &Example, page: &Page, words: Words) -> String {
    let at = format!("{}..{}", example.span.start, example.span.end);
    let at = if page.reports.len() > 1 {
        format!("{} {at}", example.report)
    } else {
        at
    };
    let note = words.note(example);
    let parts = [at, note, marked(example)];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(GAP)
}

/// The text, with `【】` round what the gold marks and `〔〕` round what the system does.
fn marked(example: &Example) -> String {
    let mut out = String::new();
    let (mut gold, mut system) = (false, false);
    for piece in &example.pieces {
        for (was, is, sign) in [(system, piece.system, '〕'), (gold, piece.gold, '】')] {
            if was && !is {
                out.push(sign);
            }
        }
        for (was, is, sign) in [(gold, piece.gold, '【'), (system, piece.system, '〔')] {
            if is && !was {
                out.push(sign);
            }
        }
        (gold, system) = (piece.gold, piece.system);
        out.push_str(&piece.text);
    }
    if system {
        out.push('〕');
    }
    if gold {
        out.push('】');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_all_as_long() {
        for share in [0.0, 0.01, 0.5, 0.87, 0.999, 1.0] {
            assert_eq!(bar(share).chars().count(), BAR, "{share}");
        }
        assert_eq!(bar(0.5), "█████     ");
        assert_eq!(bar(0.06), "▋         ");
    }
}
