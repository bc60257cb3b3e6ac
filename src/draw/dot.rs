//! Graphviz DOT: `dot -Tsvg`, and the same look in any tool that reads it.
//!
//! Lines run from left to right so that `dot` puts the boxes into the columns of the drawing;
//! where the arrow points left the line is drawn backwards (`dir=back`).

use std::fmt::Write;

use super::legend::{Sample, legend};
use super::style::{FONTS, paint};
use super::words::Words;
use super::{DrawnEdge, DrawnNode, Drawing, Manner};
use crate::graph::NodeKind;

/// The drawing as DOT.
pub fn dot(drawing: &Drawing) -> String {
    let mut out = String::from("digraph zhengtu {\n");
    head(drawing, &mut out);
    for (i, node) in drawing.nodes.iter().enumerate() {
        let _ = writeln!(out, "  n{i} [{}];", node_attributes(node));
    }
    for edge in drawing.edges.iter().filter(|edge| is_near(drawing, edge)) {
        line(drawing, edge, &mut out);
    }
    out.push_str("  }\n");
    explain(drawing, &mut out);
    out.push_str("}\n");
    out
}

/// A quoted string that Graphviz shows as it stands: in a label a backslash begins an escape.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz reads entities even in plain strings.
            '&' => out.push_str("&amp;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The list of fonts.
pub(crate) fn fonts() -> String {
    quoted(&FONTS.join(","))
}

/// Text for a label in Graphviz's HTML.
fn html(text: &str) -> String {
    super::svg::escaped(text).replace('\n', " ")
}

fn head(drawing: &Drawing, out: &mut String) {
    let fonts = fonts();
    let notes: String = drawing
        .notes
        .iter()
        .map(|note| format!("<br/><font point-size=\"11\" color=\"#56616B\">{}</font>", html(note)))
        .collect();
    let _ = write!(
        out,
        "  graph [charset=\"UTF-8\", rankdir=LR, fontname={fonts}, bgcolor=white, nodesep=0.16, ranksep=0.55, \
         pad=0.3, splines=true, outputorder=edgesfirst];\n  \
         node [fontname={fonts}, fontsize=13, fontcolor=\"#1F272E\", margin=\"0.14,0.07\", height=0.32];\n  \
         edge [fontname={fonts}, fontsize=10, fontcolor=\"#3A4550\", arrowsize=0.7];\n  \
         subgraph cluster_picture {{\n  \
         graph [labelloc=t, pencolor=none, label=<<font point-size=\"20\"><b>{}</b></font>{notes}>];\n",
        html(&drawing.title)
    );
}

fn node_attributes(node: &DrawnNode) -> String {
    let paint = paint(node.kind, node.done);
    let label = if node.is_note() { note_label(node) } else { quoted(&name_label(node)) };
    let mut out = format!(
        "label={label}, shape={}, style=\"{}\", fillcolor=\"{}\", color=\"{}\", tooltip={}",
        paint.shape,
        paint.style,
        paint.fill,
        paint.stroke,
        quoted(&node.tooltip)
    );
    if node.focus {
        out.push_str(", fontsize=18, penwidth=2.6, margin=\"0.25,0.16\"");
    }
    if node.is_note() {
        out.push_str(", fontsize=11");
    }
    if node.kind == NodeKind::Report {
        out.push_str(", fontcolor=white, peripheries=2");
    }
    if matches!(node.kind, NodeKind::Organization | NodeKind::Event) {
        // Their sides take room beside the text.
        out.push_str(", margin=\"0.01,0.02\"");
    }
    if node.kind == NodeKind::Place {
        // Half-round sides as in SVG would need an ellipse, which is far too wide for a long name.
        out.push_str(", penwidth=1.6");
    }
    let _ = write!(out, ", URL={}", quoted(&node.iri));
    out
}

/// The lines of a name.
fn name_label(node: &DrawnNode) -> String {
    let text = |line: &super::Line| line.iter().map(|piece| piece.text.as_str()).collect::<String>();
    node.lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// The lines of a note, each ending at the left.
fn note_label(node: &DrawnNode) -> String {
    let mut out = String::from("\"");
    let tag = [format!("【{}】", node.tag)];
    let lines = node.lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>());
    for line in tag.into_iter().filter(|_| !node.tag.is_empty()).chain(lines) {
        let inner = quoted(&line);
        out.push_str(&inner[1..inner.len() - 1]);
        out.push_str("\\l");
    }
    out.push('"');
    out
}

/// Whether `dot` can draw a line well: one in the background only between neighbouring columns, since it
/// would lead others around all boxes.
fn is_near(drawing: &Drawing, edge: &DrawnEdge) -> bool {
    let column = |i: usize| drawing.nodes[i].column;
    edge.manner != Manner::Background || (column(edge.from) - column(edge.to)).abs() == 1
}

fn line(drawing: &Drawing, edge: &DrawnEdge, out: &mut String) {
    let column = |i: usize| drawing.nodes[i].column;
    let back = column(edge.from) > column(edge.to);
    let (tail, head) = if back { (edge.to, edge.from) } else { (edge.from, edge.to) };
    let stroke = edge.manner.stroke();
    let _ = write!(
        out,
        "  n{tail} -> n{head} [label={}, color=\"{}\", penwidth={}, style={}, tooltip={}",
        quoted(&edge.label),
        stroke.colour,
        stroke.width,
        stroke.dot,
        quoted(&edge.tooltip)
    );
    if back {
        out.push_str(", dir=back");
    }
    if edge.manner == Manner::Background {
        out.push_str(", weight=0, arrowsize=0.5");
    }
    out.push_str("];\n");
}

/// The legend: a cluster with one table.
fn explain(drawing: &Drawing, out: &mut String) {
    let (mut boxes, mut lines) = (String::new(), String::new());
    for (sample, word) in legend(drawing) {
        let word = html(word);
        match sample {
            Sample::Box(kind, done) => {
                let paint = paint(kind, done);
                let ink = if kind == NodeKind::Report { "#FFFFFF" } else { "#1F272E" };
                let _ = write!(
                    boxes,
                    "<td border=\"1\" color=\"{}\" bgcolor=\"{}\" cellpadding=\"4\"><font color=\"{ink}\">{word}</font></td>",
                    paint.stroke, paint.fill
                );
            }
            Sample::Line(manner) => {
                let _ = write!(
                    lines,
                    "<td><font color=\"{}\"><b>{}</b></font> {word}</td>",
                    manner.stroke().colour,
                    dashes(manner)
                );
            }
        }
    }
    let row = |cells: &str| {
        format!("<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"6\"><tr>{cells}</tr></table></td></tr>")
    };
    let rows: String = [&boxes, &lines].into_iter().filter(|cells| !cells.is_empty()).map(|cells| row(cells)).collect();
    let title = html(Words(drawing.language).get("legend"));
    // The label of the whole graph is the only thing that dot always puts below everything else.
    let _ = writeln!(
        out,
        "  graph [labelloc=b, fontsize=10.5, label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\">\
         <tr><td align=\"left\"><b>{title}</b></td></tr>{rows}</table>>];"
    );
}

/// A line as text.
fn dashes(manner: Manner) -> &'static str {
    match manner.stroke().dot {
        "dashed" => "╌╌╌",
        "dotted" => "┄┄┄",
        _ if manner == Manner::Direct => "━━━",
        _ => "───",
    }
}
