//! A drawing as SVG, without any other program.
//!
//! Lines lie below boxes, labels above lines on a white halo. Every box and line has a
//! `<title>`, which browsers show to the reader who points at it.

use std::fmt::Write;

use super::layout::{LABEL, Layout, Rect, TAG, layout, padding, text_size};
use super::legend::{self, Entry, Sign};
use super::note::INDENT;
use super::outline::outline;
use super::style::{FONTS, Manner, paint};
use super::words::Words;
use super::wrap::{plain, width, wrap};
use super::{Drawing, DrawnNode, Line};
use crate::graph::NodeKind;

/// Around the picture.
const MARGIN: f64 = 28.0;
/// The narrowest picture: title and legend need room.
const LEAST: f64 = 560.0;
/// Sizes of the title and of the notes below it.
const TITLE: f64 = 22.0;
const NOTE: f64 = 12.5;
/// Text.
const INK: &str = "#1B2127";
/// Text of less weight.
const FAINT: &str = "#55606A";

/// Writes a drawing as SVG.
pub fn svg(drawing: &Drawing) -> String {
    let layout = layout(drawing);
    let inner = layout.width.max(LEAST).ceil();
    let title = heading(&drawing.title, inner / TITLE, 2);
    let notes: Vec<Line> = drawing
        .notes
        .iter()
        .flat_map(|n| heading(n, inner / NOTE, 3))
        .collect();
    let body = MARGIN + title.len() as f64 * TITLE * 1.4 + notes.len() as f64 * NOTE * 1.5 + 22.0;
    let (entries, legend_height) = legend::legend(drawing, inner);
    let legend_top = body + layout.height + 30.0;
    let (wide, high) = (
        inner + 2.0 * MARGIN,
        legend_top + 26.0 + legend_height + MARGIN / 2.0,
    );
    let mut out = String::new();
    open(&mut out, drawing, wide, high);
    let mut y = MARGIN;
    for line in &title {
        y += TITLE * 1.4;
        text(
            &mut out,
            line,
            (MARGIN, y - TITLE * 0.4),
            TITLE,
            "start",
            Some(INK),
            true,
        );
    }
    for line in &notes {
        y += NOTE * 1.5;
        text(
            &mut out,
            line,
            (MARGIN, y - NOTE * 0.4),
            NOTE,
            "start",
            Some(FAINT),
            false,
        );
    }
    let x = MARGIN + (inner - layout.width) / 2.0;
    let _ = writeln!(out, r#"<g transform="translate({x:.1} {body:.1})">"#);
    picture(&mut out, drawing, &layout);
    out.push_str("</g>\n");
    let words = Words(drawing.language);
    let _ = writeln!(
        out,
        r#"<g transform="translate({MARGIN:.1} {legend_top:.1})">"#
    );
    explain(&mut out, &entries, words.get("legend"), inner);
    out.push_str("</g>\n</svg>\n");
    out
}

fn open(out: &mut String, drawing: &Drawing, width: f64, height: f64) {
    let fonts: Vec<String> = FONTS
        .iter()
        .map(|f| {
            if f.contains(' ') {
                format!("'{f}'")
            } else {
                (*f).to_owned()
            }
        })
        .collect();
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="{}" xml:lang="{}" role="img">"#,
        fonts.join(", "),
        drawing.language.tag()
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&drawing.title));
    out.push_str("<defs>\n");
    for (i, manner) in Manner::ALL.into_iter().enumerate() {
        let _ = writeln!(
            out,
            r#"<marker id="arrow{i}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1L10 5L0 9z" fill="{}"/></marker>"#,
            manner.stroke().colour
        );
    }
    out.push_str("</defs>\n");
    let _ = writeln!(
        out,
        r##"<rect width="{width:.0}" height="{height:.0}" fill="#FFFFFF"/>"##
    );
}

fn picture(out: &mut String, drawing: &Drawing, layout: &Layout) {
    let lines = drawing.edges.iter().zip(&layout.curves);
    // Background first, so that it crosses nothing that matters.
    let mut order: Vec<_> = lines.clone().collect();
    order.sort_by_key(|(edge, _)| edge.manner != Manner::Background);
    for (edge, curve) in order {
        let _ = writeln!(
            out,
            r#"<path d="{}" {}><title>{}</title></path>"#,
            curve.path,
            stroke(edge.manner),
            escaped(&edge.tooltip)
        );
    }
    for (node, rect) in drawing.nodes.iter().zip(&layout.boxes) {
        draw_box(out, node, rect);
    }
    for (edge, curve) in lines {
        if let Some(label) = &curve.label {
            let (x, y) = (label.at.0, label.at.1 + LABEL * 0.36);
            let wide = width(&label.text) * LABEL + 4.0;
            let (left, top) = (label.at.0 - wide / 2.0, label.at.1 - LABEL * 0.65);
            let _ = writeln!(
                out,
                r##"<rect x="{left:.1}" y="{top:.1}" width="{wide:.1}" height="{:.1}" fill="#FFFFFF"/>"##,
                LABEL * 1.3
            );
            let _ = writeln!(
                out,
                r##"<text x="{x:.1}" y="{y:.1}" font-size="{LABEL}" text-anchor="middle" fill="#3A4550">{}<title>{}</title></text>"##,
                escaped(&label.text),
                escaped(&edge.tooltip)
            );
        }
    }
}

fn stroke(manner: Manner) -> String {
    let stroke = manner.stroke();
    let dashes = if stroke.dashes.is_empty() {
        String::new()
    } else {
        format!(r#" stroke-dasharray="{}""#, stroke.dashes)
    };
    let place = Manner::ALL.iter().position(|m| *m == manner).unwrap_or(0);
    format!(
        r#"fill="none" stroke="{}" stroke-width="{}"{dashes} marker-end="url(#arrow{place})""#,
        stroke.colour, stroke.width
    )
}

fn draw_box(out: &mut String, node: &DrawnNode, rect: &Rect) {
    let paint = paint(node.kind, node.done);
    let _ = writeln!(out, "<g><title>{}</title>", escaped(&node.tooltip));
    outline(out, &paint, rect, if node.focus { 3.0 } else { 1.4 });
    let size = text_size(node);
    let (sides, _) = padding(node);
    let above = if node.tag.is_empty() { 0.0 } else { TAG * 1.5 };
    let high = node.lines.len() as f64 * size * 1.4 + above;
    let mut y = rect.y + (rect.h - high) / 2.0;
    if !node.tag.is_empty() {
        y += above;
        let tag: Line = wrap(&plain(&node.tag), f64::MAX, 1).swap_remove(0);
        text(
            out,
            &tag,
            (rect.x + sides, y - TAG * 0.45),
            TAG,
            "start",
            Some(paint.stroke),
            true,
        );
    }
    let dark = node.kind == NodeKind::Report;
    for line in &node.lines {
        y += size * 1.4;
        let base = y - size * 0.36;
        let ink = if dark { "#FFFFFF" } else { INK };
        if node.is_note() {
            text(
                out,
                line,
                (rect.x + sides, base),
                size,
                "start",
                Some(ink),
                false,
            );
        } else {
            text(
                out,
                line,
                (rect.x + rect.w / 2.0, base),
                size,
                "middle",
                Some(ink),
                node.focus,
            );
        }
    }
    out.push_str("</g>\n");
}

/// A line of text; names in it have the colour of their kind.
fn text(
    out: &mut String,
    line: &Line,
    (x, y): (f64, f64),
    size: f64,
    anchor: &str,
    ink: Option<&str>,
    bold: bool,
) {
    let weight = if bold { r#" font-weight="bold""# } else { "" };
    let ink = ink.unwrap_or(INK);
    // Space at the start of a text is dropped by some readers of SVG.
    let indented = line.first().is_some_and(|piece| piece.text == INDENT);
    let x = if indented { x + size } else { x };
    let _ = write!(
        out,
        r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{ink}"{weight}>"#
    );
    for piece in line.iter().skip(usize::from(indented)) {
        match piece.names {
            Some(kind) => {
                let colour = paint(kind, false).text;
                let _ = write!(
                    out,
                    r#"<tspan fill="{colour}" font-weight="bold">{}</tspan>"#,
                    escaped(&piece.text)
                );
            }
            None => out.push_str(&escaped(&piece.text)),
        }
    }
    out.push_str("</text>\n");
}

fn explain(out: &mut String, entries: &[Entry], title: &str, wide: f64) {
    let _ = writeln!(out, r##"<path d="M0 -12H{wide:.0}" stroke="#C9D0D6"/>"##);
    let line = wrap(&plain(title), f64::MAX, 1).swap_remove(0);
    text(out, &line, (0.0, 8.0), 13.0, "start", Some(INK), true);
    for entry in entries {
        let rect = Rect {
            x: entry.x,
            y: entry.y + 22.0,
            w: legend::SAMPLE.0,
            h: legend::SAMPLE.1,
        };
        let middle = rect.y + rect.h / 2.0;
        match entry.sign {
            Sign::Kind(kind, done) => outline(out, &paint(kind, done), &rect, 1.2),
            Sign::Line(manner) => {
                let (x, right) = (rect.x, rect.x + rect.w);
                let _ = writeln!(
                    out,
                    r#"<path d="M{x:.1} {middle:.1}H{right:.1}" {}/>"#,
                    stroke(manner)
                );
            }
        }
        let line = wrap(&plain(entry.text), f64::MAX, 1).swap_remove(0);
        let at = (rect.x + rect.w + 8.0, middle + legend::SIZE * 0.36);
        text(out, &line, at, legend::SIZE, "start", Some(FAINT), false);
    }
}

/// Text broken at the width of the picture.
fn heading(text: &str, wide: f64, most: usize) -> Vec<Line> {
    // Spaces between Latin words and Chinese names are meant here.
    let marked: Vec<_> = text
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| (c, None))
        .collect();
    wrap(&marked, wide, most)
}

/// Text as XML; what XML cannot hold becomes a space.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
