//! A part of a network as Graphviz DOT, in the colours and shapes of drawings.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Edge, Id, Network};
use crate::draw::{FONTS, paint, quoted};

/// The nodes in groups, each group in a box with its title (none for an empty title), and `edges`
/// between them, thicker the more statements there are.
pub fn dot<'a>(
    network: &Network,
    groups: &[(String, Vec<Id>)],
    edges: impl IntoIterator<Item = &'a Edge>,
) -> String {
    let fonts = quoted(&FONTS.join(","));
    let mut out = String::from("graph zhengtu {\n");
    let _ = writeln!(
        out,
        "  graph [charset=\"UTF-8\", bgcolor=white, pad=0.4, outputorder=edgesfirst, fontname={fonts}];"
    );
    let _ = writeln!(out, "  node [fontname={fonts}, fontsize=12];");
    let _ = writeln!(
        out,
        "  edge [fontname={fonts}, fontsize=10, color=\"#6B7885\", fontcolor=\"#3A4550\"];"
    );
    let mut drawn: BTreeMap<Id, ()> = BTreeMap::new();
    for (at, (title, nodes)) in groups.iter().enumerate() {
        let boxed = !title.is_empty();
        if boxed {
            let _ = writeln!(
                out,
                "  subgraph cluster_{at} {{\n  graph [color=\"#C9D0D6\", label={}];",
                quoted(title)
            );
        }
        for &id in nodes.iter().filter(|id| drawn.insert(**id, ()).is_none()) {
            let paint = paint(network.kind(id), false);
            let _ = writeln!(
                out,
                "  n{id} [label={}, tooltip={}, shape={}, style={}, fillcolor=\"{}\", color=\"{}\", \
                 fontcolor=\"{}\"];",
                quoted(network.name(id)),
                quoted(network.iri(id)),
                paint.shape,
                quoted(paint.style),
                paint.fill,
                paint.stroke,
                paint.text
            );
        }
        if boxed {
            out.push_str("  }\n");
        }
    }
    let shown = |e: &&Edge| drawn.contains_key(&e.a) && drawn.contains_key(&e.b);
    for edge in edges.into_iter().filter(shown) {
        let width = 1.0 + f64::from(edge.weight).log2().min(6.0);
        let _ = writeln!(
            out,
            "  n{} -- n{} [penwidth={width:.1}, label=\"{}\"];",
            edge.a, edge.b, edge.weight
        );
    }
    out.push_str("}\n");
    out
}
