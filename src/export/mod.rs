//! What other programs read: the graph in every syntax of RDF, in the formats of graph tools, as
//! tables; a report as brat standoff or JSON Lines.
//!
//! Bytes depend on what the graph says alone: not on the order it was said in, not on the run.

pub mod brat;
pub mod csv;
pub mod dot;
pub mod gexf;
pub mod graphml;
pub mod json;
pub mod jsonl;
pub mod rdf;
mod things;
mod xml;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::graph::KnowledgeGraph;
use crate::rdf::{Iris, quads, write_nquads};

/// A format of output.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// RDF: one triple a line.
    NTriples,
    /// RDF: one quad a line.
    NQuads,
    /// RDF for people.
    Turtle,
    /// Turtle with named graphs.
    TriG,
    /// RDF as XML.
    RdfXml,
    /// RDF as JSON.
    JsonLd,
    /// Graphviz.
    Dot,
    /// XML that every graph tool reads.
    GraphMl,
    /// XML of Gephi, with colours.
    Gexf,
    /// A table of nodes and a table of edges.
    Csv,
    /// Nodes and links as networkx and D3 read them.
    Json,
    /// One object for each report.
    JsonLines,
    /// Annotations beside the text of a report.
    Brat,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no format of output")]
pub struct UnknownFormat(pub String);

/// Name, other names, media type and extension of a format.
type Record = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

impl Format {
    /// All formats.
    pub const ALL: [Format; 13] = [
        Format::NTriples,
        Format::NQuads,
        Format::Turtle,
        Format::TriG,
        Format::RdfXml,
        Format::JsonLd,
        Format::Dot,
        Format::GraphMl,
        Format::Gexf,
        Format::Csv,
        Format::Json,
        Format::JsonLines,
        Format::Brat,
    ];

    const fn record(self) -> Record {
        match self {
            Format::NTriples => (
                "nt",
                &["ntriples", "n-triples"],
                "application/n-triples",
                "nt",
            ),
            Format::NQuads => ("nq", &["nquads", "n-quads"], "application/n-quads", "nq"),
            Format::Turtle => ("ttl", &["turtle"], "text/turtle", "ttl"),
            Format::TriG => ("trig", &[], "application/trig", "trig"),
            Format::RdfXml => (
                "rdf",
                &["rdfxml", "rdf/xml", "xml"],
                "application/rdf+xml",
                "rdf",
            ),
            Format::JsonLd => ("jsonld", &["json-ld"], "application/ld+json", "jsonld"),
            Format::Dot => ("dot", &["gv", "graphviz"], "text/vnd.graphviz", "dot"),
            Format::GraphMl => ("graphml", &[], "application/graphml+xml", "graphml"),
            Format::Gexf => ("gexf", &["gephi"], "application/gexf+xml", "gexf"),
            Format::Csv => ("csv", &["neo4j"], "text/csv", "csv"),
            Format::Json => (
                "json",
                &["networkx", "node-link"],
                "application/json",
                "json",
            ),
            Format::JsonLines => (
                "jsonl",
                &["ndjson", "json-lines"],
                "application/jsonl",
                "jsonl",
            ),
            Format::Brat => ("brat", &["ann", "standoff"], "text/plain", "ann"),
        }
    }

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        self.record().0
    }

    /// Other names that mean it.
    pub fn aliases(self) -> &'static [&'static str] {
        self.record().1
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.record().2
    }

    /// What the name of a file in it ends in, without the dot.
    pub fn extension(self) -> &'static str {
        self.record().3
    }

    /// Whether it is a syntax of RDF.
    pub fn is_rdf(self) -> bool {
        rdf::syntax(self).is_some()
    }

    /// Whether it needs the text of the reports, which no graph holds.
    pub fn needs_text(self) -> bool {
        matches!(self, Format::JsonLines | Format::Brat)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().trim_start_matches('.').to_ascii_lowercase();
        let known = Format::ALL
            .into_iter()
            .find(|f| f.name() == name || f.aliases().contains(&&*name) || f.media_type() == name);
        known.ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// Writes a graph in any format that one stream can hold.
///
/// # Errors
/// When `out` cannot be written, and with [`io::ErrorKind::Unsupported`] for tables, which are
/// two ([`csv::nodes`], [`csv::edges`]), and for what [needs the text](Format::needs_text).
pub fn write(
    format: Format,
    graph: &KnowledgeGraph,
    iris: &Iris,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Dot => dot::write(graph, iris, out),
        Format::GraphMl => graphml::write(graph, iris, out),
        Format::Gexf => gexf::write(graph, iris, out),
        Format::Json => json::write(graph, iris, out),
        Format::NQuads => {
            let mut lines = String::new();
            write_nquads(graph, iris, &mut lines);
            out.write_all(lines.as_bytes())
        }
        _ if format.is_rdf() => rdf::write(quads(graph, iris), format, iris, out),
        _ => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            format!("{format} is not written to one stream from a graph"),
        )),
    }
}
