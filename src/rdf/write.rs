//! Graph to N-Quads, straight into one buffer: the bytes of [`nquads`](super::nquads) without a
//! quad or a line of their own being made.
//!
//! Lines are sorted by their bytes. A line begins with its subject, goes on with its property and
//! its object, and what follows is the same for all lines that share these two; so the nodes are
//! sorted by IRI, the properties of a node by their IRIs (a table made once), and only values of
//! one property are compared with each other.

use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::LazyLock;

use oxigraph::model::NamedNode;
use petgraph::Direction;
use petgraph::visit::EdgeRef;

use super::iri::Iris;
use super::mapping::{attribute_iri, classes, relation_iri};
use super::quads::graph_of;
use super::vocab::{rdf, xsd};
use crate::graph::{Attribute, KnowledgeGraph, Literal, Node, NodeId, Relation};

/// Hears of each line as it is written.
pub trait Listener {
    /// Subject, predicate, object and graph, as they stand in the line.
    fn line(&mut self, parts: [&str; 4]);
}

/// Nobody listens.
impl Listener for () {
    fn line(&mut self, _: [&str; 4]) {}
}

/// Appends all that `graph` says to `out` and gives the number of lines.
pub fn write_nquads(graph: &KnowledgeGraph, iris: &Iris, out: &mut String) -> usize {
    write_nquads_to(graph, iris, out, &mut ())
}

/// The same with a listener, which need not read again what was just written.
pub fn write_nquads_to(
    graph: &KnowledgeGraph,
    iris: &Iris,
    out: &mut String,
    listener: &mut impl Listener,
) -> usize {
    let nodes = graph.petgraph();
    let mut order: Vec<(NodeId, &Node)> = nodes.node_indices().map(|id| (id, &nodes[id])).collect();
    order.sort_unstable_by(|(_, a), (_, b)| by_bytes(&a.iri, &b.iri));
    let mut writer = Writer {
        iris,
        out,
        listener,
        subject: String::new(),
        report: Default::default(),
        others: String::new(),
        of_report: false,
        links: format!(" <{}> .\n", iris.graph("links")),
        lines: 0,
    };
    let mut said: Vec<(u8, Value)> = Vec::new();
    for (id, node) in order {
        said.clear();
        said.extend(
            classes(node.kind)
                .iter()
                .map(|c| (TABLE.kind, Value::Iri(c))),
        );
        said.extend(node.attributes.iter().map(|(attribute, value)| {
            (TABLE.attributes[*attribute as usize], Value::Literal(value))
        }));
        said.extend(nodes.edges_directed(id, Direction::Outgoing).map(|edge| {
            let end = &nodes[edge.target()].iri;
            let rank = TABLE.relations[*edge.weight() as usize];
            (
                rank,
                if edge.weight().is_link() {
                    Value::Link(end)
                } else {
                    Value::Iri(end)
                },
            )
        }));
        said.sort_unstable_by(|(a, mine), (b, theirs)| a.cmp(b).then_with(|| mine.cmp(*theirs)));
        writer.node(node);
        for (rank, value) in &said {
            writer.line(*rank, *value);
        }
    }
    writer.lines
}

/// The order of `<a>` and `<b>`: that of the IRIs, but for one that begins the other.
fn by_bytes(a: &str, b: &str) -> Ordering {
    let shared = a.len().min(b.len());
    let (mine, theirs) = (a.as_bytes(), b.as_bytes());
    mine[..shared].cmp(&theirs[..shared]).then_with(|| {
        match (mine.get(shared), theirs.get(shared)) {
            (None, Some(next)) => b'>'.cmp(next),
            (Some(next), None) => next.cmp(&b'>'),
            _ => Ordering::Equal,
        }
    })
}

/// What stands as the object.
#[derive(Copy, Clone)]
enum Value<'a> {
    Iri(&'a str),
    /// The end of the short form of a link, which stands in a graph of its own.
    Link(&'a str),
    Literal(&'a Literal),
}

impl Value<'_> {
    /// The order of the bytes of two values of one property.
    fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Value::Iri(a) | Value::Link(a), Value::Iri(b) | Value::Link(b)) => by_bytes(a, b),
            _ => self.bytes().cmp(&other.bytes()),
        }
    }

    fn bytes(self) -> String {
        let mut out = String::new();
        object(self, &mut out);
        out
    }
}

struct Writer<'a, L> {
    iris: &'a Iris,
    out: &'a mut String,
    listener: &'a mut L,
    /// `<IRI>` of the node.
    subject: String,
    /// The report whose nodes are written, and what ends their lines.
    report: (String, String),
    /// What ends the lines of other nodes, and of the short forms of links.
    others: String,
    links: String,
    of_report: bool,
    lines: usize,
}

impl<L: Listener> Writer<'_, L> {
    /// Turns to the next node.
    fn node(&mut self, node: &Node) {
        self.subject.clear();
        iri_to(&node.iri, &mut self.subject);
        self.of_report = node.kind.is_of_report();
        let end = || {
            format!(
                " <{}> .\n",
                graph_of(self.iris, &node.iri, node.kind, false)
            )
        };
        if !self.of_report {
            self.others = end();
            return;
        }
        let report = node
            .iri
            .split_once('#')
            .map_or(&*node.iri, |(report, _)| report);
        if self.report.0 != report {
            self.report = (report.to_owned(), end());
        }
    }

    fn line(&mut self, rank: u8, value: Value<'_>) {
        let property = &TABLE.properties[usize::from(rank)];
        self.out.push_str(&self.subject);
        self.out.push_str(property);
        let from = self.out.len();
        object(value, self.out);
        let to = self.out.len();
        let end = match value {
            Value::Link(_) => &self.links,
            _ if self.of_report => &self.report.1,
            _ => &self.others,
        };
        self.out.push_str(end);
        let (predicate, graph) = (
            property.trim_matches(' '),
            &end[1..end.len() - " .\n".len()],
        );
        let object = &self.out[from..to];
        self.listener
            .line([&self.subject, predicate, object, graph]);
        self.lines += 1;
    }
}

/// Writes an object.
fn object(value: Value<'_>, out: &mut String) {
    let literal = match value {
        Value::Iri(iri) | Value::Link(iri) => return iri_to(iri, out),
        Value::Literal(literal) => literal,
    };
    match literal {
        Literal::Text(text) => quoted(text, out),
        Literal::Label(text, language) => {
            quoted(text, out);
            out.push('@');
            out.push_str(language.tag());
        }
        Literal::Count(n) => {
            out.push('"');
            out.push_str(itoa::Buffer::new().format(*n));
            typed(xsd::NON_NEGATIVE_INTEGER, out);
        }
        Literal::Code(iri) => iri_to(iri, out),
        Literal::Date(text) | Literal::Time(text) => {
            quoted(text, out);
            out.pop();
            typed(datatype(literal), out);
        }
        Literal::Decimal(_) | Literal::Flag(_) | Literal::Year(_) => {
            let _ = write!(out, "\"{literal}");
            typed(datatype(literal), out);
        }
    }
}

fn datatype(literal: &Literal) -> &'static str {
    match literal {
        Literal::Decimal(_) => xsd::DECIMAL,
        Literal::Flag(_) => xsd::BOOLEAN,
        Literal::Year(_) => xsd::G_YEAR,
        Literal::Date(_) => xsd::DATE,
        Literal::Time(_) => xsd::DATE_TIME,
        _ => xsd::STRING,
    }
}

/// Ends a literal that has been opened.
fn typed(datatype: &str, out: &mut String) {
    out.push_str("\"^^");
    iri_to(datatype, out);
}

fn iri_to(iri: &str, out: &mut String) {
    out.push('<');
    out.push_str(iri);
    out.push('>');
}

/// A string in quotes; escapes are left to the library, as few texts need any.
fn quoted(text: &str, out: &mut String) {
    let escaped = |c| {
        matches!(
            c,
            '\0'..='\u{1F}' | '"' | '\\' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}'
        )
    };
    if text.contains(escaped) {
        let _ = write!(
            out,
            "{}",
            oxigraph::model::LiteralRef::new_simple_literal(text)
        );
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// Properties in the order of their bytes, as they stand in a line, and the place of each.
struct Table {
    properties: Vec<String>,
    kind: u8,
    attributes: [u8; Attribute::ALL.len()],
    relations: [u8; Relation::ALL.len()],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let attributes = Attribute::ALL.map(attribute_iri);
    let relations = Relation::ALL.map(relation_iri);
    let mut all: Vec<&str> = [rdf::TYPE]
        .into_iter()
        .chain(attributes)
        .chain(relations)
        .collect();
    all.sort_unstable_by(|a, b| by_bytes(a, b));
    let rank = |iri: &str| {
        all.iter()
            .position(|other| *other == iri)
            .unwrap_or_default() as u8
    };
    Table {
        properties: all
            .iter()
            .map(|iri| format!(" {} ", NamedNode::new_unchecked(*iri)))
            .collect(),
        kind: rank(rdf::TYPE),
        attributes: attributes.map(rank),
        relations: relations.map(rank),
    }
});
