//! GEXF 1.3 for Gephi: the same as `GraphML`, with a colour for each kind.

use std::io::{self, Write};

use super::dot::colour;
use super::graphml::{keys, values};
use super::things::{Thing, Things, Tie};
use super::xml::Xml;
use crate::graph::KnowledgeGraph;
use crate::rdf::Iris;

/// Writes the things of a graph.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let things = Things::of(graph, iris);
    let mut xml = Xml::new(out)?;
    let spaces = [
        ("xmlns", "http://gexf.net/1.3"),
        ("xmlns:viz", "http://gexf.net/1.3/viz"),
        ("version", "1.3"),
    ];
    xml.open("gexf", &spaces)?;
    xml.open("meta", &[])?;
    xml.text("creator", &[], "zhengtu")?;
    xml.close("meta")?;
    xml.open(
        "graph",
        &[("defaultedgetype", "directed"), ("mode", "static")],
    )?;
    columns(&mut xml, "node", keys())?;
    columns(
        &mut xml,
        "edge",
        &[
            ("relation", "string"),
            ("scope", "string"),
            ("score", "double"),
        ],
    )?;
    xml.open("nodes", &[])?;
    for thing in &things.nodes {
        node(&mut xml, thing)?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for (i, tie) in things.edges.iter().enumerate() {
        edge(&mut xml, i, tie, &things)?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.finish()
}

/// Declares attributes; GEXF calls an int an integer.
fn columns(xml: &mut Xml<'_>, class: &str, keys: &[(&str, &str)]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for (name, kind) in keys {
        let kind = if *kind == "int" { "integer" } else { kind };
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", kind)],
        )?;
    }
    xml.close("attributes")
}

fn node(xml: &mut Xml<'_>, thing: &Thing<'_>) -> io::Result<()> {
    xml.open("node", &[("id", &thing.id), ("label", &thing.label)])?;
    xml.open("attvalues", &[])?;
    for (name, value) in values(thing).iter().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", name), ("value", value)])?;
    }
    xml.close("attvalues")?;
    let [r, g, b] = colour(thing.kind).map(|part| part.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])?;
    xml.close("node")
}

fn edge(xml: &mut Xml<'_>, number: usize, tie: &Tie, things: &Things<'_>) -> io::Result<()> {
    let (id, weight) = (number.to_string(), tie.weight.to_string());
    let attributes = [
        ("id", &*id),
        ("source", &*things.nodes[tie.from].id),
        ("target", &*things.nodes[tie.to].id),
        ("label", tie.property()),
        ("kind", tie.property()),
        ("weight", &*weight),
    ];
    xml.open("edge", &attributes)?;
    xml.open("attvalues", &[])?;
    xml.empty(
        "attvalue",
        &[("for", "relation"), ("value", tie.property())],
    )?;
    if let Some(score) = tie.score {
        xml.empty("attvalue", &[("for", "scope"), ("value", &tie.scope)])?;
        xml.empty(
            "attvalue",
            &[("for", "score"), ("value", &score.to_string())],
        )?;
    }
    xml.close("attvalues")?;
    xml.close("edge")
}
