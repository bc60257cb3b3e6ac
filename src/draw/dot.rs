//! A drawing as Graphviz DOT.
//!
//! Labels of boxes and lines are quoted strings, never records; title and legend are Graphviz's HTML.
//! Everything that Graphviz reads in them (quotes, backslashes, entities, line breaks) is escaped, so
//! that no name can break the file.

use std::fmt::Write;

use super::legend::{Sign, legend};
use super::style::{FONTS, Manner, paint};
use super::words::Words;
use super::{Drawing, DrawnEdge, DrawnNode};
use crate::graph::NodeKind;

/// Writes a drawing as DOT.
pub fn dot(drawing: &Drawing) -> String {
    let mut out = String::from("digraph zhengtu {\n");
    let fonts = quoted(&FONTS.join(","));
    let _ = writeln!(
        out,
        "  graph [charset=\"UTF-8\", rankdir=LR, bgcolor=white, pad=0.4, nodesep=0.16, ranksep=0.6, \
         splines=true, outputorder=edgesfirst, fontname={fonts}];"
    );
    let _ = writeln!(
        out,
        "  node [fontname={fonts}, fontsize=12, margin=\"0.16,0.08\", height=0.36];"
    );
    let _ = writeln!(
        out,
        "  edge [fontname={fonts}, fontsize=10, fontcolor=\"#3A4550\", arrowsize=0.7];"
    );
    let _ = writeln!(
        out,
        "  subgraph cluster_picture {{\n  graph [pencolor=none, labelloc=t, label={}];",
        title(drawing)
    );
    for (i, node) in drawing.nodes.iter().enumerate() {
        let _ = writeln!(out, "  n{i} [{}];", box_of(node));
    }
    let foci: Vec<String> = (0..drawing.nodes.len())
        .filter(|&i| drawing.nodes[i].column == 0)
        .map(|i| format!("n{i};"))
        .collect();
    if foci.len() > 1 {
        let _ = writeln!(out, "  {{ rank=same; {} }}", foci.join(" "));
    }
    for edge in drawing.edges.iter().filter(|edge| is_near(drawing, edge)) {
        let _ = writeln!(out, "  {};", line(drawing, edge));
    }
    out.push_str("  }\n");
    explain(drawing, &mut out);
    out.push_str("}\n");
    out
}

fn box_of(node: &DrawnNode) -> String {
    let paint = paint(node.kind, node.done);
    let mut text: Vec<String> = Vec::new();
    if !node.tag.is_empty() {
        text.push(format!("【{}】", node.tag));
    }
    text.extend(
        node.lines
            .iter()
            .map(|l| l.iter().map(|piece| piece.text.as_str()).collect()),
    );
    let label = lines(&text, if node.is_note() { "\\l" } else { "\\n" });
    let mut out = format!(
        "label={label}, shape={}, style={}, fillcolor=\"{}\", color=\"{}\", tooltip={}",
        paint.shape,
        quoted(paint.style),
        paint.fill,
        paint.stroke,
        quoted(&node.tooltip)
    );
    let dark = node.kind == NodeKind::Report;
    let _ = write!(
        out,
        ", fontcolor=\"{}\"",
        if dark { "#FFFFFF" } else { "#1B2127" }
    );
    if matches!(paint.shape, "hexagon" | "octagon") {
        // Their slanted sides leave room enough.
        out.push_str(", margin=\"0.02,0.02\"");
    }
    if node.focus {
        out.push_str(", penwidth=2.6, fontsize=16");
    }
    out
}

/// Whether `dot` can draw a line well: one in the background only between neighbouring columns, since
/// it leads others around all boxes.
fn is_near(drawing: &Drawing, edge: &DrawnEdge) -> bool {
    let column = |i: usize| drawing.nodes[i].column;
    edge.manner != Manner::Background || (column(edge.from) - column(edge.to)).abs() == 1
}

/// A line; the box further left is named first, so that ranks follow the columns.
fn line(drawing: &Drawing, edge: &DrawnEdge) -> String {
    let (from, to) = (&drawing.nodes[edge.from], &drawing.nodes[edge.to]);
    let turned = from.column > to.column;
    let (a, b) = if turned {
        (edge.to, edge.from)
    } else {
        (edge.from, edge.to)
    };
    let mut out = format!("n{a} -> n{b} [{}", stroke(edge.manner));
    if turned {
        out.push_str(", dir=back");
    }
    if from.column == to.column {
        out.push_str(", constraint=false");
    }
    if !edge.label.is_empty() {
        let _ = write!(
            out,
            ", label={}, labeltooltip={}",
            quoted(&edge.label),
            quoted(&edge.tooltip)
        );
    }
    let _ = write!(out, ", tooltip={}]", quoted(&edge.tooltip));
    out
}

fn stroke(manner: Manner) -> String {
    let stroke = manner.stroke();
    format!(
        "style={}, color=\"{}\", penwidth={:.1}",
        stroke.dot, stroke.colour, stroke.width
    )
}

/// The title and the notes below it.
fn title(drawing: &Drawing) -> String {
    let mut out = format!(
        "<<font point-size=\"20\"><b>{}</b></font>",
        html(&drawing.title)
    );
    for note in &drawing.notes {
        let _ = write!(
            out,
            "<br/><font point-size=\"11\" color=\"#55606A\">{}</font>",
            html(note)
        );
    }
    out.push('>');
    out
}

/// The legend: a table as the label of the whole, the only thing that `dot` always puts below all.
fn explain(drawing: &Drawing, out: &mut String) {
    let (entries, _) = legend(drawing, f64::MAX);
    let (mut kinds, mut manners) = (String::new(), String::new());
    let faint = |edge: &DrawnEdge| edge.manner == Manner::Background && is_near(drawing, edge);
    let any_faint = drawing.edges.iter().any(faint);
    for entry in entries {
        if entry.sign == Sign::Line(Manner::Background) && !any_faint {
            continue;
        }
        let text = html(entry.text);
        match entry.sign {
            Sign::Kind(kind, done) => {
                let paint = paint(kind, done);
                let ink = if kind == NodeKind::Report {
                    "#FFFFFF"
                } else {
                    "#1B2127"
                };
                let _ = write!(
                    kinds,
                    "<td border=\"1\" cellpadding=\"4\" color=\"{}\" bgcolor=\"{}\"><font color=\"{ink}\">{text}</font></td>",
                    paint.stroke, paint.fill
                );
            }
            Sign::Line(manner) => {
                let (colour, sign) = (manner.stroke().colour, sign(manner));
                let _ = write!(
                    manners,
                    "<td><font color=\"{colour}\"><b>{sign}</b></font> {text}</td>"
                );
            }
        }
    }
    let title = html(Words(drawing.language).get("legend"));
    let mut rows = format!("<tr><td align=\"left\"><b>{title}</b></td></tr>");
    for cells in [kinds, manners].iter().filter(|cells| !cells.is_empty()) {
        let _ = write!(
            rows,
            "<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"6\"><tr>{cells}</tr></table></td></tr>"
        );
    }
    let _ = writeln!(
        out,
        "  graph [labelloc=b, fontsize=11, label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\">{rows}</table>>];"
    );
}

/// A line as it looks in text.
fn sign(manner: Manner) -> &'static str {
    match manner.stroke().dot {
        "dashed" => "╌╌╌",
        "dotted" => "┄┄┄",
        _ if manner == Manner::Direct => "━━━",
        _ => "───",
    }
}

/// Text in a label of Graphviz's HTML, where a backslash may begin an escape too.
fn html(text: &str) -> String {
    super::svg::escaped(text)
        .replace('\n', " ")
        .replace('\\', "&#92;")
}

/// Lines of text as one quoted string, each ended by `end`.
fn lines(text: &[String], end: &str) -> String {
    let escaped: Vec<String> = text.iter().map(|line| escaped(line)).collect();
    let last = if end == "\\l" { end } else { "" };
    format!("\"{}{last}\"", escaped.join(end))
}

/// Text as a quoted string.
/// A quoted string of DOT.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
