//! Two tables, nodes and edges: RFC 4180 in UTF-8, under the headers that Neo4j's importer reads.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::graphml::{keys, values};
use super::things::Things;
use crate::graph::KnowledgeGraph;
use crate::rdf::Iris;

/// Writes the table of nodes: `:ID`, what is said of the thing, its class as `:LABEL`.
///
/// # Errors
/// When `out` cannot be written.
pub fn nodes(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    let said = keys().iter().filter(|(name, _)| *name != "kind");
    let mut header = vec![":ID".to_owned(), "label".to_owned(), ":LABEL".to_owned()];
    header.extend(said.skip(1).map(|(name, kind)| match *kind {
        "string" => (*name).to_owned(),
        kind => format!("{name}:{kind}"),
    }));
    table.write_record(&header)?;
    for thing in Things::of(graph, iris).nodes {
        let mut row = vec![
            thing.id.clone(),
            thing.label.clone(),
            thing.class().to_owned(),
        ];
        let rest = values(&thing)
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "label" | "kind"));
        row.extend(rest.map(|(_, value)| value));
        table.write_record(&row)?;
    }
    table.flush()
}

/// Writes the table of edges: `:START_ID`, `:END_ID`, the property as `:TYPE`, weight, scope and
/// score.
///
/// # Errors
/// When `out` cannot be written.
pub fn edges(graph: &KnowledgeGraph, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    table.write_record([
        ":START_ID",
        ":END_ID",
        ":TYPE",
        "weight:int",
        "scope",
        "score:double",
    ])?;
    let things = Things::of(graph, iris);
    for tie in &things.edges {
        let score = tie.score.map(|score| score.to_string()).unwrap_or_default();
        table.write_record([
            &*things.nodes[tie.from].id,
            &things.nodes[tie.to].id,
            tie.property(),
            &tie.weight.to_string(),
            &tie.scope,
            &score,
        ])?;
    }
    table.flush()
}

fn table(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}
