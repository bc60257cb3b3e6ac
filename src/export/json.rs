//! Node-link JSON, as `networkx.node_link_graph(data, edges="links")` and D3 read it.

use std::io::{self, Write};

use serde_json::{Map, Number, Value, json};

use super::graphml::{keys, values};
use super::things::{Thing, Things, Tie};
use crate::graph::KnowledgeGraph;
use crate::rdf::Iris;

/// Writes the things of a graph, one a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let things = Things::of(graph, iris);
    out.write_all(b"{\"directed\":true,\"multigraph\":true,\"graph\":{},\"nodes\":[")?;
    rows(things.nodes.iter().map(node), out)?;
    out.write_all(b"],\"links\":[")?;
    rows(things.edges.iter().map(|tie| link(tie, &things)), out)?;
    out.write_all(b"]}\n")
}

fn rows(rows: impl Iterator<Item = Value>, out: &mut dyn Write) -> io::Result<()> {
    for (i, row) in rows.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &row)?;
    }
    out.write_all(b"\n")
}

fn node(thing: &Thing<'_>) -> Value {
    let mut row = Map::new();
    row.insert("id".to_owned(), json!(thing.id));
    for ((name, value), (_, kind)) in values(thing).into_iter().zip(keys()) {
        if value.is_empty() {
            continue;
        }
        let number = if *kind == "string" {
            None
        } else {
            value.parse::<Number>().ok()
        };
        row.insert(
            name.to_owned(),
            number.map_or(Value::String(value), Value::Number),
        );
    }
    Value::Object(row)
}

/// An edge; the relation is its key, which tells the edges between two nodes apart.
fn link(tie: &Tie, things: &Things<'_>) -> Value {
    let mut row = json!({
        "source": things.nodes[tie.from].id,
        "target": things.nodes[tie.to].id,
        "key": tie.property(),
        "relation": tie.property(),
        "weight": tie.weight,
    });
    if let Some(score) = tie.score {
        row["scope"] = json!(tie.scope);
        row["score"] = score.to_string().parse().map_or(Value::Null, Value::Number);
    }
    row
}
