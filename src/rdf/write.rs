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

use petgraph::Direction;
use petgraph::stable_graph::StableDiGraph;
use petgraph::visit::EdgeRef;

use super::iri::Iris;
use super::mapping::{attribute_iri, classes, relation_iri};
use super::vocab::{rdf, xsd};
use crate::graph::{
    Attribute, KnowledgeGraph, Language, Literal, Node, NodeId, NodeKind, Relation,
};

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
    let (count, ties) = graph.size();
    out.reserve(LINE * (count * SAID + ties));
    let mut writer = Writer::new(iris, out, listener);
    let mut said: Vec<(u8, Value)> = Vec::new();
    let mut order: Vec<u32> = Vec::new();
    for (id, node) in in_order(nodes) {
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
        arrange(&said, &mut order);
        writer.node(node, order.iter().map(|&i| &said[(i & INDEX) as usize]));
    }
    writer.lines
}

/// Puts into `order` the indices of what is said, by property and then by value, with the place
/// of the property above them: numbers are sorted, and values only where one property has some.
fn arrange(said: &[(u8, Value<'_>)], order: &mut Vec<u32>) {
    order.clear();
    let ranks = said.iter().zip(0..);
    order.extend(ranks.map(|((rank, _), index)| u32::from(*rank) << INDEX_BITS | index));
    order.sort_unstable();
    for alike in order.chunk_by_mut(|a, b| a >> INDEX_BITS == b >> INDEX_BITS) {
        if alike.len() > 1 {
            let value = |i: u32| said[(i & INDEX) as usize].1;
            alike.sort_unstable_by(|&a, &b| value(a).cmp(value(b)));
        }
    }
}

/// The lower bits hold the index. Hubs have many edges in and few out, so that of no node sixteen
/// million things are said.
const INDEX_BITS: u32 = 24;
const INDEX: u32 = (1 << INDEX_BITS) - 1;

/// About how long a line is in bytes, and how many a node has beside those of its edges.
const LINE: usize = 220;
const SAID: usize = 5;

/// The nodes in the order of the bytes of `<IRI>`. Those of reports share a long beginning, which
/// is looked past, and the others a shorter one; so each half is sorted by itself.
fn in_order(nodes: &StableDiGraph<Node, Relation>) -> Vec<(NodeId, &Node)> {
    let all = nodes.node_indices().map(|id| (id, &nodes[id]));
    let (own, shared): (Vec<_>, Vec<_>) = all.partition(|(_, node)| node.kind.is_of_report());
    let mut out = Vec::with_capacity(own.len() + shared.len());
    let mut shared = sorted(shared).into_iter().peekable();
    for (id, node) in sorted(own) {
        while let Some(before) = shared.next_if(|(_, s)| by_bytes(&s.iri, &node.iri).is_lt()) {
            out.push(before);
        }
        out.push((id, node));
    }
    out.extend(shared);
    out
}

/// Sorts nodes by numbers made of their IRIs, and by the IRIs where these agree.
fn sorted(mut nodes: Vec<(NodeId, &Node)>) -> Vec<(NodeId, &Node)> {
    let mut shared = nodes
        .first()
        .map_or(&[][..], |(_, node)| node.iri.as_bytes());
    for (_, node) in &nodes {
        let iri = node.iri.as_bytes();
        if !iri.starts_with(shared) {
            let alike = iri.iter().zip(shared).take_while(|(a, b)| a == b);
            shared = &shared[..alike.count()];
        }
    }
    let skip = shared.len();
    let key = |node: &Node| opening(&node.iri.as_bytes()[skip..]);
    let mut keyed: Vec<_> = nodes.drain(..).map(|(id, n)| (key(n), id, n)).collect();
    keyed.sort_unstable_by(|(a, _, mine), (b, _, theirs)| {
        a.cmp(b).then_with(|| by_bytes(&mine.iri, &theirs.iri))
    });
    nodes.extend(keyed.into_iter().map(|(_, id, node)| (id, node)));
    nodes
}

/// The first bytes of what is left of an IRI and of the `>` after it, as a number.
fn opening(rest: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    let length = rest.len().min(16);
    bytes[..length].copy_from_slice(&rest[..length]);
    if let Some(end) = bytes.get_mut(length) {
        *end = b'>';
    }
    u128::from_be_bytes(bytes)
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
        object(Property::default(), self, &mut out);
        out
    }
}

/// What ends a line.
const STOP: &str = " .\n";

struct Writer<'a, L> {
    iris: &'a Iris,
    out: &'a mut String,
    listener: &'a mut L,
    /// `<IRI>` of the node.
    subject: String,
    /// The report whose nodes are written.
    report: String,
    /// What ends the lines of its nodes, of those that reports share, of runs, and of the short
    /// forms of links: [`graph_of`](super::graph_of), made once.
    own: String,
    shared: String,
    run: String,
    links: String,
    lines: usize,
}

impl<'a, L: Listener> Writer<'a, L> {
    fn new(iris: &'a Iris, out: &'a mut String, listener: &'a mut L) -> Self {
        Self {
            iris,
            out,
            listener,
            subject: String::new(),
            report: String::new(),
            own: String::new(),
            shared: end_of(&iris.graph("entities")),
            run: end_of(&iris.graph("provenance")),
            links: end_of(&iris.graph("links")),
            lines: 0,
        }
    }

    /// Writes all that is said of a node.
    fn node<'v>(&mut self, node: &Node, said: impl Iterator<Item = &'v (u8, Value<'v>)>) {
        self.subject.clear();
        iri_to(&node.iri, &mut self.subject);
        if node.kind.is_of_report() {
            self.enter(node);
        }
        let end = match node.kind {
            NodeKind::Run => &self.run,
            kind if kind.is_of_report() => &self.own,
            _ => &self.shared,
        };
        self.out.push_str(&self.subject);
        for (rank, value) in said {
            let property = TABLE.properties[usize::from(*rank)].of();
            let from = self.out.len() + property.before_object();
            object(property, *value, self.out);
            self.lines += 1;
            let end = if let Value::Link(_) = value {
                &self.links
            } else {
                end
            };
            self.listener.line([
                &self.subject,
                property.predicate(),
                &self.out[from..],
                &end[1..end.len() - STOP.len()],
            ]);
            self.out.push_str(end);
            self.out.push_str(&self.subject);
        }
        // The next node has another subject than the one that was begun.
        self.out.truncate(self.out.len() - self.subject.len());
    }

    /// Turns to the report of a node; the nodes of one mostly stand together.
    fn enter(&mut self, node: &Node) {
        let tail = node.iri.strip_prefix(&*self.report);
        if tail.is_some_and(|tail| tail.starts_with('#')) {
            return;
        }
        let report = node.iri.split_once('#');
        let report = report.map_or(&*node.iri, |(report, _)| report);
        if self.report != report {
            report.clone_into(&mut self.report);
            self.own = end_of(&self.iris.report_graph(report));
        }
    }
}

/// What ends a line in a graph.
fn end_of(graph: &str) -> String {
    format!(" <{graph}>{STOP}")
}

/// Writes a property and an object.
fn object(property: Property<'_>, value: Value<'_>, out: &mut String) {
    let literal = match value {
        Value::Iri(iri) | Value::Link(iri) => return property.iri(iri, out),
        Value::Literal(literal) => literal,
    };
    match literal {
        Literal::Text(text) => property.text(text, "\"", out),
        Literal::Label(text, Language::Zh) => property.text(text, "\"@zh", out),
        Literal::Label(text, Language::En) => property.text(text, "\"@en", out),
        Literal::Count(n) => {
            out.push_str(property.before_text);
            out.push_str(itoa::Buffer::new().format(*n));
            out.push_str(&TABLE.count);
        }
        Literal::Code(iri) => property.iri(iri, out),
        Literal::Date(text) | Literal::Time(text) => {
            property.text(text, "", out);
            typed(datatype(literal), out);
        }
        Literal::Decimal(_) | Literal::Flag(_) | Literal::Year(_) => {
            out.push_str(property.before_text);
            let _ = write!(out, "{literal}");
            typed(datatype(literal), out);
        }
    }
}

/// What stands between subject and object: the property, and the sign that opens the object.
#[derive(Copy, Clone, Default)]
struct Property<'a> {
    before_iri: &'a str,
    before_text: &'a str,
}

impl<'a> Property<'a> {
    /// `<IRI>` of the property.
    fn predicate(self) -> &'a str {
        &self.before_iri[1..self.before_iri.len() - " <".len()]
    }

    /// How many bytes stand before an object, its opening sign left out.
    fn before_object(self) -> usize {
        self.before_iri.len() - 1
    }

    fn iri(self, iri: &str, out: &mut String) {
        out.push_str(self.before_iri);
        out.push_str(iri);
        out.push('>');
    }

    /// A string and what closes it; escapes are left to the library, as few texts need any.
    fn text(self, text: &str, close: &str, out: &mut String) {
        out.push_str(self.before_text);
        if needs_escapes(text.as_bytes()) {
            let quoted = oxigraph::model::LiteralRef::new_simple_literal(text).to_string();
            out.push_str(&quoted[1..quoted.len() - 1]);
        } else {
            out.push_str(text);
        }
        out.push_str(close);
    }
}

/// Whether a string holds what stands escaped: controls, quotes, backslashes, U+FFFE and U+FFFF.
/// Byte by byte without a branch, so that many are looked at in one step.
fn needs_escapes(text: &[u8]) -> bool {
    let sign = |b: u8| u8::from(b < 0x20 || matches!(b, b'"' | b'\\' | 0x7F));
    let last = |a, b, c| u8::from(a == 0xEF) & u8::from(b == 0xBF) & u8::from(c >= 0xBE);
    let (second, third) = (text.get(1..).unwrap_or(&[]), text.get(2..).unwrap_or(&[]));
    let triples = text.iter().zip(second).zip(third);
    let signs = text.iter().fold(0, |found, &b| found | sign(b));
    signs | triples.fold(0, |found, ((&a, &b), &c)| found | last(a, b, c)) != 0
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

/// Properties in the order of their bytes, as they stand in a line, and the place of each.
struct Table {
    properties: Vec<Opening>,
    /// What ends a count.
    count: String,
    kind: u8,
    attributes: [u8; Attribute::ALL.len()],
    relations: [u8; Relation::ALL.len()],
}

/// A property with the sign that opens an IRI, and with that of a text.
struct Opening {
    iri: String,
    text: String,
}

impl Opening {
    fn of(&self) -> Property<'_> {
        Property {
            before_iri: &self.iri,
            before_text: &self.text,
        }
    }
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
            .map(|property| Opening {
                iri: format!(" <{property}> <"),
                text: format!(" <{property}> \""),
            })
            .collect(),
        count: format!("\"^^<{}>", xsd::NON_NEGATIVE_INTEGER),
        kind: rank(rdf::TYPE),
        attributes: attributes.map(rank),
        relations: relations.map(rank),
    }
});
