//! The whole graph for Graphviz, with a shape and a colour for each kind.
//!
//! `sfdp -Tsvg` lays it out. For one thing and what lies around it, `draw` gives a picture that
//! people can read.

use std::io::{self, Write};

use super::things::Things;
use crate::graph::{KnowledgeGraph, NodeKind};
use crate::rdf::Iris;

/// Characters of a label before it is cut.
const LABEL: usize = 24;

/// Writes the things of a graph.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let things = Things::of(graph, iris);
    writeln!(out, "digraph zhengtu {{")?;
    writeln!(
        out,
        "  graph [overlap=prism, outputorder=edgesfirst, charset=\"UTF-8\"];"
    )?;
    writeln!(
        out,
        "  node [style=filled, fontname=\"Noto Sans CJK SC\", fontsize=11];"
    )?;
    writeln!(
        out,
        "  edge [fontname=\"Noto Sans CJK SC\", fontsize=8, color=\"#888888\"];"
    )?;
    for thing in &things.nodes {
        let [r, g, b] = colour(thing.kind);
        writeln!(
            out,
            "  {} [label={}, tooltip={}, shape={}, fillcolor=\"#{r:02x}{g:02x}{b:02x}\"];",
            quoted(&thing.id),
            quoted(&cut(&thing.label)),
            quoted(&thing.label),
            shape(thing.kind),
        )?;
    }
    for tie in &things.edges {
        writeln!(
            out,
            "  {} -> {} [label={}, weight={}];",
            quoted(&things.nodes[tie.from].id),
            quoted(&things.nodes[tie.to].id),
            quoted(tie.property()),
            tie.weight,
        )?;
    }
    writeln!(out, "}}")
}

/// The colour of a kind, light enough for black letters: after Okabe and Ito, whose colours
/// people with any common colour blindness tell apart.
pub(super) fn colour(kind: NodeKind) -> [u8; 3] {
    match kind {
        NodeKind::Term => [240, 190, 80],
        NodeKind::Place => [102, 194, 165],
        NodeKind::Project => [140, 200, 240],
        NodeKind::Organization => [130, 170, 220],
        NodeKind::Policy => [225, 150, 190],
        NodeKind::Event => [235, 150, 100],
        NodeKind::Indicator => [240, 228, 66],
        NodeKind::Observation => [250, 244, 180],
        NodeKind::Report => [170, 170, 170],
        NodeKind::Definition | NodeKind::Component => [250, 225, 170],
        _ => [225, 225, 225],
    }
}

/// The shape of a kind.
fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Term => "ellipse",
        NodeKind::Place => "house",
        NodeKind::Project => "hexagon",
        NodeKind::Organization => "octagon",
        NodeKind::Policy => "note",
        NodeKind::Event => "diamond",
        NodeKind::Indicator => "cylinder",
        NodeKind::Observation => "cds",
        NodeKind::Report => "folder",
        NodeKind::Definition | NodeKind::Component => "component",
        _ => "box",
    }
}

fn cut(label: &str) -> String {
    match label.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// A quoted string: Graphviz reads escapes in labels and entities everywhere.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
