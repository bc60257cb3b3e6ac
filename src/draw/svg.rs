//! SVG that needs no other program.
//!
//! All styles stand on the elements themselves, since not every program that opens SVG reads style
//! sheets; pointing at a box or line shows its sentence, scope and score.

use std::fmt::Write;

use super::layout::{FOCUS_SIZE, LABEL_SIZE, LEADING, Layout, NAME_SIZE, NOTE_SIZE, Rect, TAG_SIZE, layout, text_size};
use super::legend::{Sample, legend};
use super::outline::{heading, outline};
use super::route::{Point, Route};
use super::style::{FONTS, paint};
use super::wrap::{plain, width, wrap};
use super::{DrawnEdge, DrawnNode, Drawing, Manner};
use crate::graph::NodeKind;

/// Around the picture.
const MARGIN: f64 = 28.0;
/// Size of the title, the notes below it, the legend.
const TITLE_SIZE: f64 = 21.0;
const CAPTION_SIZE: f64 = 12.0;
const LEGEND_SIZE: f64 = 11.5;
/// The narrowest picture, so that title and legend have room.
const LEAST_WIDTH: f64 = 640.0;
/// Colour of text.
const INK: &str = "#1F272E";
/// Colour of what explains.
const PALE_INK: &str = "#56616B";

/// The drawing as SVG.
pub fn svg(drawing: &Drawing) -> String {
    let layout = layout(drawing);
    let width = layout.width.max(LEAST_WIDTH) + 2.0 * MARGIN;
    let mut body = String::new();
    let mut y = MARGIN;
    caption(drawing, width, &mut y, &mut body);
    let left = (width - layout.width) / 2.0;
    picture(drawing, &layout, (left, y), &mut body);
    y += layout.height + 26.0;
    explain(drawing, width, &mut y, &mut body);
    let height = y + MARGIN - 8.0;
    let fonts: Vec<String> = FONTS.iter().map(|f| if f.contains(' ') { format!("'{f}'") } else { (*f).to_owned() }).collect();
    let (w, h) = (number(width), number(height));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         font-family=\"{}\" fill=\"{INK}\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{w}\" height=\"{h}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n",
        fonts.join(", "),
        escaped(&drawing.title),
        escaped(&drawing.notes.join("\n"))
    )
}

/// Text that XML can hold and reads as text.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A number with at most one decimal.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // No negative zero.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Title and notes.
fn caption(drawing: &Drawing, wide: f64, y: &mut f64, out: &mut String) {
    let room = wide - 2.0 * MARGIN;
    for line in wrap(&plain(&drawing.title), room / TITLE_SIZE, 3) {
        *y += TITLE_SIZE;
        text(out, (MARGIN, *y), TITLE_SIZE, " font-weight=\"bold\"", &line_text(&line));
        *y += TITLE_SIZE * 0.35;
    }
    for note in &drawing.notes {
        for line in wrap(&plain(note), room / CAPTION_SIZE, 3) {
            *y += CAPTION_SIZE + 6.0;
            text(out, (MARGIN, *y), CAPTION_SIZE, &format!(" fill=\"{PALE_INK}\""), &line_text(&line));
        }
    }
    *y += 26.0;
}

fn picture(drawing: &Drawing, layout: &Layout, at: Point, out: &mut String) {
    let _ = writeln!(out, "<g transform=\"translate({} {})\">", number(at.0), number(at.1));
    let lines = || drawing.edges.iter().zip(&layout.routes);
    // What is in the background is drawn first.
    for (edge, route) in lines().filter(|(e, _)| e.manner == Manner::Background) {
        line(edge, route, out);
    }
    for (edge, route) in lines().filter(|(e, _)| e.manner != Manner::Background) {
        line(edge, route, out);
    }
    for (node, rect) in drawing.nodes.iter().zip(&layout.boxes) {
        boxed(node, *rect, out);
    }
    for (edge, route) in lines() {
        label(edge, route, out);
    }
    out.push_str("</g>\n");
}

fn line(edge: &DrawnEdge, route: &Route, out: &mut String) {
    let stroke = edge.manner.stroke();
    let [a, b, c, d, e] = route.points;
    let p = |p: Point| format!("{} {}", number(p.0), number(p.1));
    // The line ends inside the arrow's head, whose tip touches the box.
    let tip = if route.outward { e } else { a };
    let back = if route.outward { (d, c) } else { (b, b) };
    let from = if back.0 == tip { back.1 } else { back.0 };
    let inside = |end: Point| (end.0 - 5.0 * (tip.0 - from.0).signum(), end.1);
    let (start, end) = if route.outward { (a, inside(e)) } else { (inside(a), e) };
    let last = if d == e { String::new() } else { format!(" L{}", p(end)) };
    let turn = if d == e { end } else { d };
    let dashes = if stroke.dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", stroke.dashes) };
    let _ = writeln!(
        out,
        "<g><title>{}</title><path d=\"M{} C{} {} {}{last}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" \
         stroke-linecap=\"round\"{dashes}/>{}</g>",
        escaped(&edge.tooltip),
        p(start),
        p(b),
        p(c),
        p(turn),
        stroke.colour,
        stroke.width,
        heading(tip, (tip.0 - from.0).signum(), stroke)
    );
}

/// The word on a line, on a white ground.
fn label(edge: &DrawnEdge, route: &Route, out: &mut String) {
    let Some((x, y)) = route.label else { return };
    let w = width(&edge.label) * LABEL_SIZE + 6.0;
    let _ = writeln!(
        out,
        "<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" rx=\"3\" fill=\"#FFFFFF\"/>\
         <text x=\"{}\" y=\"{}\" font-size=\"{LABEL_SIZE}\" fill=\"#3A4550\" text-anchor=\"middle\">{}</text></g>",
        escaped(&edge.tooltip),
        number(x - w / 2.0),
        number(y - 8.0),
        number(w),
        number(x),
        number(y + 4.0),
        escaped(&edge.label)
    );
}

fn boxed(node: &DrawnNode, rect: Rect, out: &mut String) {
    let _ = write!(out, "<g><title>{}</title>", escaped(&node.tooltip));
    outline(rect, paint(node.kind, node.done), node.focus, out);
    let size = text_size(node);
    let lines = node.lines.len() as f64 * size * LEADING;
    let (mut y, x, anchor) = if node.is_note() {
        let y = rect.y + 6.0 + TAG_SIZE;
        let style = format!(" fill=\"{PALE_INK}\" font-weight=\"bold\"");
        text(out, (rect.x + 11.0, y), TAG_SIZE, &style, &node.tag);
        (y + TAG_SIZE * 0.5 + 1.0, rect.x + 11.0, "")
    } else {
        (rect.middle() - lines / 2.0, rect.centre(), " text-anchor=\"middle\"")
    };
    let weight = if node.focus { " font-weight=\"bold\"" } else { "" };
    let fill = if node.kind == NodeKind::Report { " fill=\"#FFFFFF\"" } else { "" };
    for line in &node.lines {
        let indent = line.first().is_some_and(|piece| piece.text == "\u{3000}");
        let x = if indent { x + size } else { x };
        // The baseline of Chinese fonts stands about 0.86 em below the top of the line's middle part.
        let base = y + size * (LEADING - 1.0) / 2.0 + size * 0.86;
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\"{anchor}{weight}{fill}>",
            number(x),
            number(base)
        );
        for piece in line.iter().skip(usize::from(indent)) {
            match piece.names {
                Some(kind) => {
                    let colour = paint(kind, false).text;
                    let _ = write!(out, "<tspan fill=\"{colour}\" font-weight=\"bold\">{}</tspan>", escaped(&piece.text));
                }
                None => out.push_str(&escaped(&piece.text)),
            }
        }
        out.push_str("</text>");
        y += size * LEADING;
    }
    out.push_str("</g>\n");
}

/// Entries of the legend in rows.
fn explain(drawing: &Drawing, wide: f64, y: &mut f64, out: &mut String) {
    let rule = format!("M{} {} H{}", number(MARGIN), number(*y), number(wide - MARGIN));
    let _ = writeln!(out, "<path d=\"{rule}\" stroke=\"#DDE2E6\" fill=\"none\"/>");
    *y += 20.0;
    let mut x = MARGIN;
    let mut boxes = true;
    for (sample, word) in legend(drawing) {
        let is_line = matches!(sample, Sample::Line(_));
        let w = 34.0 + width(word) * LEGEND_SIZE + 20.0;
        if x > MARGIN && (x + w > wide - MARGIN || (boxes && is_line)) {
            x = MARGIN;
            *y += 24.0;
        }
        boxes = !is_line;
        match sample {
            Sample::Box(kind, done) => {
                outline(Rect { x, y: *y - 8.0, w: 26.0, h: 16.0 }, paint(kind, done), false, out);
            }
            Sample::Line(manner) => {
                let stroke = manner.stroke();
                let _ = write!(
                    out,
                    "<path d=\"M{} {} h22\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\" \
                     stroke-linecap=\"round\"/>",
                    number(x),
                    number(*y),
                    stroke.colour,
                    stroke.width,
                    if stroke.dashes.is_empty() { "none" } else { stroke.dashes }
                );
            }
        }
        text(out, (x + 34.0, *y + 4.0), LEGEND_SIZE, &format!(" fill=\"{PALE_INK}\""), word);
        x += w;
    }
    *y += 14.0;
}

fn text(out: &mut String, at: Point, size: f64, style: &str, words: &str) {
    let (x, y) = (number(at.0), number(at.1));
    let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{style}>{}</text>", escaped(words));
}

fn line_text(line: &super::Line) -> String {
    line.iter().map(|piece| piece.text.as_str()).collect()
}

/// The sizes of text that a picture uses, smallest first.
#[cfg(test)]
pub(crate) const SIZES: [f64; 5] = [TAG_SIZE, LABEL_SIZE, NOTE_SIZE, NAME_SIZE, FOCUS_SIZE];
