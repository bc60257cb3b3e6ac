//! A drawing as Graphviz DOT.
//!
//! Labels are quoted strings, never HTML or records, and everything that Graphviz reads in them
//! (quotes, backslashes, entities, line breaks) is escaped, so that no name can break the file.

use std::fmt::Write;

use super::legend::{Sign, legend};
use super::style::{FONTS, Manner, paint};
use super::words::Words;
use super::{Drawing, DrawnEdge, DrawnNode};

/// Writes a drawing as DOT.
pub fn dot(drawing: &Drawing) -> String {
    let mut out = String::from("digraph zhengtu {\n");
    let fonts = quoted(&FONTS.join(","));
    let mut title = vec![drawing.title.clone()];
    title.extend(drawing.notes.iter().cloned());
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, bgcolor=white, pad=0.4, nodesep=0.16, ranksep=1.1, splines=true, \
         labelloc=t, labeljust=l, fontsize=15, fontname={fonts}, label={}];",
        lines(&title, "\\l")
    );
    let _ = writeln!(
        out,
        "  node [fontname={fonts}, fontsize=12, margin=\"0.16,0.08\", height=0.36];"
    );
    let _ = writeln!(
        out,
        "  edge [fontname={fonts}, fontsize=10, fontcolor=\"#3A4550\", arrowsize=0.7];"
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
    for edge in &drawing.edges {
        let _ = writeln!(out, "  {};", line(drawing, edge));
    }
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
    let dark = node.kind == crate::graph::NodeKind::Report;
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
    if from.column == to.column || edge.manner == Manner::Background {
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

/// The legend as a cluster.
fn explain(drawing: &Drawing, out: &mut String) {
    let (entries, _) = legend(drawing, f64::MAX);
    let title = quoted(Words(drawing.language).get("legend"));
    let _ = writeln!(
        out,
        "  subgraph cluster_legend {{\n    label={title}; fontsize=12; style=\"rounded\"; color=\"#C9D0D6\"; margin=10;"
    );
    for (i, entry) in entries.iter().enumerate() {
        match entry.sign {
            Sign::Kind(kind, done) => {
                let paint = paint(kind, done);
                let font = if kind == crate::graph::NodeKind::Report {
                    "#FFFFFF"
                } else {
                    "#1B2127"
                };
                let _ = writeln!(
                    out,
                    "    l{i} [label={}, shape={}, style={}, fillcolor=\"{}\", color=\"{}\", fontcolor=\"{font}\", fontsize=10, height=0.26, margin=\"0.06,0.03\"];",
                    quoted(entry.text),
                    paint.shape,
                    quoted(paint.style),
                    paint.fill,
                    paint.stroke
                );
            }
            Sign::Line(manner) => {
                for end in ["a", "b"] {
                    let _ = writeln!(
                        out,
                        "    l{i}{end} [label=\"\", shape=point, width=0.04, color=\"#C9D0D6\"];"
                    );
                }
                let _ = writeln!(
                    out,
                    "    l{i}a -> l{i}b [{}, label={}];",
                    stroke(manner),
                    quoted(entry.text)
                );
            }
        }
    }
    out.push_str("  }\n");
}

/// Lines of text as one quoted string, each ended by `end`.
fn lines(text: &[String], end: &str) -> String {
    let escaped: Vec<String> = text.iter().map(|line| escaped(line)).collect();
    let last = if end == "\\l" { end } else { "" };
    format!("\"{}{last}\"", escaped.join(end))
}

/// Text as a quoted string.
fn quoted(text: &str) -> String {
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
