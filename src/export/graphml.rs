//! `GraphML`, with typed attributes: read by networkx, igraph, yEd, Gephi and Cytoscape.

use std::io::{self, Write};

use super::things::{Thing, Things, Tie};
use super::xml::Xml;
use crate::graph::KnowledgeGraph;
use crate::rdf::Iris;

/// Attributes of nodes: name and type.
const NODE_KEYS: [(&str, &str); 11] = [
    ("label", "string"),
    ("kind", "string"),
    ("iri", "string"),
    ("english", "string"),
    ("report", "string"),
    ("reports", "int"),
    ("mentions", "int"),
    ("state", "string"),
    ("value", "double"),
    ("unit", "string"),
    ("period", "string"),
];

/// Attributes of edges.
const EDGE_KEYS: [(&str, &str); 4] = [
    ("relation", "string"),
    ("weight", "int"),
    ("scope", "string"),
    ("score", "double"),
];

/// Writes the things of a graph.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let things = Things::of(graph, iris);
    let mut xml = Xml::new(out)?;
    xml.open(
        "graphml",
        &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
    )?;
    for (domain, keys) in [("node", &NODE_KEYS[..]), ("edge", &EDGE_KEYS[..])] {
        for (name, kind) in keys {
            let id = format!("{domain}_{name}");
            let attributes = [
                ("id", &*id),
                ("for", domain),
                ("attr.name", name),
                ("attr.type", kind),
            ];
            xml.empty("key", &attributes)?;
        }
    }
    xml.open("graph", &[("id", "zhengtu"), ("edgedefault", "directed")])?;
    for thing in &things.nodes {
        node(&mut xml, thing)?;
    }
    for (i, tie) in things.edges.iter().enumerate() {
        edge(&mut xml, i, tie, &things)?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.finish()
}

/// The values of a thing, in the order of the keys; empty ones are not written.
pub(super) fn values(thing: &Thing<'_>) -> [(&'static str, String); 11] {
    let [
        label,
        kind,
        iri,
        english,
        report,
        reports,
        mentions,
        state,
        value,
        unit,
        period,
    ] = NODE_KEYS.map(|(name, _)| name);
    let count = |n: usize| {
        if thing.kind.is_entity() {
            n.to_string()
        } else {
            String::new()
        }
    };
    [
        (label, thing.label.clone()),
        (kind, thing.class().to_owned()),
        (iri, thing.iri.to_owned()),
        (english, thing.english.clone()),
        (report, thing.report.clone()),
        (reports, count(thing.reports)),
        (mentions, count(thing.mentions)),
        (state, thing.state.clone()),
        (
            value,
            thing.value.map(|v| v.to_string()).unwrap_or_default(),
        ),
        (unit, thing.unit.clone()),
        (period, thing.period.clone()),
    ]
}

/// The names and types of what [`values`] gives.
pub(super) fn keys() -> &'static [(&'static str, &'static str)] {
    &NODE_KEYS
}

fn node(xml: &mut Xml<'_>, thing: &Thing<'_>) -> io::Result<()> {
    xml.open("node", &[("id", &thing.id)])?;
    for (name, value) in values(thing).iter().filter(|(_, value)| !value.is_empty()) {
        xml.text("data", &[("key", &format!("node_{name}"))], value)?;
    }
    xml.close("node")
}

fn edge(xml: &mut Xml<'_>, number: usize, tie: &Tie, things: &Things<'_>) -> io::Result<()> {
    let id = format!("e{number}");
    let (source, target) = (&things.nodes[tie.from].id, &things.nodes[tie.to].id);
    xml.open(
        "edge",
        &[("id", &id), ("source", source), ("target", target)],
    )?;
    xml.text("data", &[("key", "edge_relation")], tie.property())?;
    xml.text("data", &[("key", "edge_weight")], &tie.weight.to_string())?;
    if let Some(score) = tie.score {
        xml.text("data", &[("key", "edge_scope")], &tie.scope)?;
        xml.text("data", &[("key", "edge_score")], &score.to_string())?;
    }
    xml.close("edge")
}
