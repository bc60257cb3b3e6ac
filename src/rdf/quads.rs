//! Graph to quads: sorted, each in the one named graph that its triple decides.

use oxigraph::model::{GraphName, Literal as RdfLiteral, NamedNode, Quad, Term};

use super::iri::Iris;
use super::mapping::{attribute_iri, classes, relation_iri};
use super::vocab::{
    code, dct, foaf, geo, nif, org, prov, qb, rdf, rdfs, schema, sdmx_attribute, sdmx_dimension,
    skos, unit, xsd, zt,
};
use crate::graph::{KnowledgeGraph, Literal, NodeKind, Relation};

/// Prefixes of the vocabularies, predeclared in queries and written by exports.
pub const PREFIXES: &[(&str, &str)] = &[
    ("zt", zt::NAMESPACE),
    ("code", code::NAMESPACE),
    ("rdf", rdf::NAMESPACE),
    ("rdfs", rdfs::NAMESPACE),
    ("xsd", xsd::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("dct", dct::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("org", org::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("geo", geo::NAMESPACE),
    ("qb", qb::NAMESPACE),
    ("sdmx-dimension", sdmx_dimension::NAMESPACE),
    ("sdmx-attribute", sdmx_attribute::NAMESPACE),
    ("unit", unit::NAMESPACE),
    ("owl", "http://www.w3.org/2002/07/owl#"),
];

/// All prefixes: those of the vocabularies, one for each kind of thing, and `graph:`.
pub fn prefixes(iris: &Iris) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = PREFIXES
        .iter()
        .map(|&(prefix, iri)| (prefix.to_owned(), iri.to_owned()))
        .collect();
    for segment in NodeKind::ALL.into_iter().filter_map(super::segment) {
        out.push((segment.to_owned(), format!("{}id/{segment}/", iris.base())));
    }
    out.push(("graph".to_owned(), iris.graph("")));
    out
}

/// The named graph of what is said of a subject; `link` for the short form of a link.
pub fn graph_of(iris: &Iris, subject: &str, kind: NodeKind, link: bool) -> String {
    match kind {
        NodeKind::Run => iris.graph("provenance"),
        _ if link => iris.graph("links"),
        _ if kind.is_of_report() => {
            let report = subject
                .split_once('#')
                .map_or(subject, |(report, _)| report);
            iris.report_graph(report)
        }
        _ => iris.graph("entities"),
    }
}

/// All that a graph says, in the order of [`nquads`].
pub fn quads(graph: &KnowledgeGraph, iris: &Iris) -> Vec<Quad> {
    let mut out = Vec::new();
    for (id, node) in graph.nodes() {
        let name = |link| GraphName::from(named(graph_of(iris, &node.iri, node.kind, link)));
        let (plain, link) = (name(false), name(true));
        let subject = named(node.iri.clone());
        for class in classes(node.kind) {
            out.push(Quad::new(
                subject.clone(),
                named(rdf::TYPE),
                named(*class),
                plain.clone(),
            ));
        }
        for (attribute, value) in &node.attributes {
            let predicate = named(attribute_iri(*attribute));
            out.push(Quad::new(
                subject.clone(),
                predicate,
                term(value),
                plain.clone(),
            ));
        }
        for (relation, end) in graph.out(id) {
            let graph_name = if is_short(relation) { &link } else { &plain };
            let object = named(graph.get(end).iri.clone());
            out.push(Quad::new(
                subject.clone(),
                named(relation_iri(relation)),
                object,
                graph_name.clone(),
            ));
        }
    }
    out
}

/// The quads as N-Quads, one a line, sorted by their bytes.
pub fn nquads(quads: &[Quad]) -> String {
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

fn is_short(relation: Relation) -> bool {
    relation.is_link()
}

/// IRIs come from [`Iris`] and from constants, both checked by tests.
fn named(iri: impl Into<String>) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// A value as a term.
fn term(value: &Literal) -> Term {
    let typed =
        |text: String, datatype: &str| RdfLiteral::new_typed_literal(text, named(datatype)).into();
    match value {
        Literal::Text(text) => RdfLiteral::new_simple_literal(text).into(),
        Literal::Label(text, language) => {
            RdfLiteral::new_language_tagged_literal_unchecked(text, language.tag()).into()
        }
        Literal::Count(n) => typed(n.to_string(), xsd::NON_NEGATIVE_INTEGER),
        Literal::Decimal(value) => typed(value.to_string(), xsd::DECIMAL),
        Literal::Flag(flag) => typed(flag.to_string(), xsd::BOOLEAN),
        Literal::Year(year) => typed(format!("{year:04}"), xsd::G_YEAR),
        Literal::Date(date) => typed(date.clone(), xsd::DATE),
        Literal::Time(time) => typed(time.clone(), xsd::DATE_TIME),
        Literal::Code(iri) => named(&**iri).into(),
    }
}
