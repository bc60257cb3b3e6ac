//! The page as one HTML file: no scripts, nothing fetched, light and dark as the reader has it.

use super::example::spread;
use super::sheet::{Cell, HEADLINES, Look, Sheet, sheets};
use super::words::Words;
use super::{Example, Page, Piece};
use crate::evaluate::Figure;

/// Writes the page.
pub fn write(page: &Page, words: &Words) -> String {
    let title = escape(&words.text("title"));
    let names: Vec<String> = page.reports.iter().map(|(name, _)| escape(name)).collect();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>\n<main>\n",
        escape(words.0.language()),
        include_str!("page.css"),
        names.join(", ")
    );
    out.push_str(&tiles(page, *words));
    for sheet in sheets(page, *words) {
        out.push_str(&table(&sheet, *words));
    }
    out.push_str(&examples(page, *words));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The text as it may stand in HTML, in attributes too.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

fn tiles(page: &Page, words: Words) -> String {
    let mut out = "<dl class=\"tiles\">\n".to_owned();
    for measure in HEADLINES {
        let Some(figure) = page.scores.get(measure) else {
            continue;
        };
        let beside = match figure {
            Figure::Agreement(a) => {
                let (p, r) = (
                    format!("{:.3}", a.precision()),
                    format!("{:.3}", a.recall()),
                );
                words.say("tile", &[("precision", &p), ("recall", &r)])
            }
            Figure::Accuracy(right, all) => {
                words.say("tile-accuracy", &[("right", &right), ("all", &all)])
            }
        };
        out.push_str(&format!(
            "<div><dt>{}</dt><dd><b>{:.3}</b><small>{}</small></dd></div>\n",
            escape(&words.measure(measure)),
            figure.headline(),
            escape(&beside)
        ));
    }
    out.push_str("</dl>\n");
    out
}

fn table(sheet: &Sheet, words: Words) -> String {
    let mut out = String::new();
    if !sheet.title.is_empty() {
        out.push_str(&format!("<h2>{}</h2>\n", escape(&sheet.title)));
    }
    let marks = |cell: &Cell| matches!(cell.look, Look::Bar(_, Some(_)));
    let mut about = escape(&sheet.about);
    if sheet.rows.iter().flatten().any(marks) {
        about.push_str(&format!(
            " <span class=\"key\"><i></i> {}</span>",
            escape(&words.text("mean"))
        ));
    }
    out.push_str(&format!(
        "<p class=\"about\">{about}</p>\n<div class=\"wide\"><table>\n<thead><tr>"
    ));
    for (i, name) in sheet.head.iter().enumerate() {
        // A heading stands over its column as the column's fields do.
        let look = sheet.rows.first().and_then(|r| r.get(i)).map(|c| c.look);
        let class = match look {
            Some(Look::Name) => "",
            Some(Look::Bar(..)) => " class=\"bar\"",
            _ => " class=\"n\"",
        };
        out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str(&field(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

fn field(cell: &Cell) -> String {
    let text = escape(&cell.text);
    match cell.look {
        Look::Name => format!("<th scope=\"row\">{text}</th>"),
        Look::Number if text == "·" => "<td class=\"n none\">·</td>".to_owned(),
        Look::Number => format!("<td class=\"n\">{text}</td>"),
        Look::Bar(share, mark) => {
            let mark = mark.map_or_else(String::new, |m| {
                format!("<i style=\"left:{:.1}%\"></i>", m * 100.0)
            });
            format!(
                "<td class=\"bar\"><span>{text}</span><span class=\"track\"><b style=\"width:{:.1}%\"></b>{mark}</span></td>",
                share * 100.0
            )
        }
        Look::Heat(share, right) => {
            // A faint colour for even the smallest share; never so strong that the count drowns.
            let strength = 12.0 + 58.0 * share;
            let class = if right { "good" } else { "bad" };
            format!("<td class=\"n heat {class}\" style=\"--s:{strength:.0}%\">{text}</td>")
        }
    }
}

fn examples(page: &Page, words: Words) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<p class=\"about\">{} <span class=\"key\"><mark class=\"g\">{}</mark> <mark class=\"s\">{}</mark> <mark class=\"g s\">{}</mark></span></p>\n",
        escape(&words.text("examples")),
        escape(&words.say("examples-html", &[("shown", &page.examples)])),
        escape(&words.text("in-gold")),
        escape(&words.text("in-system")),
        escape(&words.text("in-both")),
    );
    let mut last = None;
    for ((subject, cause), all) in &page.detail.errors {
        if last != Some(*subject) {
            out.push_str(&format!("<h3>{}</h3>\n", escape(&words.subject(*subject))));
            last = Some(*subject);
        }
        let shown: Vec<&Example> = spread(all, page.examples).collect();
        out.push_str(&format!(
            "<h4 class=\"{}\">{}</h4>\n<ul>\n",
            cause.name(),
            escape(&words.cause(*cause, all.len(), shown.len()))
        ));
        for example in shown {
            out.push_str(&one(example, page, words));
        }
        out.push_str("</ul>\n");
    }
    out
}

fn one(example: &Example, page: &Page, words: Words) -> String {
    let at = format!("{}–{}", example.span.start, example.span.end);
    let at = if page.reports.len() > 1 {
        format!("{} {at}", example.report)
    } else {
        at
    };
    let note = words.note(example);
    let note = if note.is_empty() {
        note
    } else {
        format!("<span class=\"note\">{}</span>", escape(&note))
    };
    let text: String = example.pieces.iter().map(marked).collect();
    format!(
        "<li><q lang=\"zh\">{text}</q>{note}<small>{}</small></li>\n",
        escape(&at)
    )
}

fn marked(piece: &Piece) -> String {
    let text = escape(&piece.text);
    match (piece.gold, piece.system) {
        (false, false) => text,
        (true, false) => format!("<mark class=\"g\">{text}</mark>"),
        (false, true) => format!("<mark class=\"s\">{text}</mark>"),
        (true, true) => format!("<mark class=\"g s\">{text}</mark>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_html_are_escaped() {
        assert_eq!(escape("a<b&\"c\">"), "a&lt;b&amp;&quot;c&quot;&gt;");
        let piece = Piece {
            text: "<&".to_owned(),
            gold: true,
            system: false,
        };
        assert_eq!(marked(&piece), "<mark class=\"g\">&lt;&amp;</mark>");
    }
}
