//! Quads to graph: the inverse of [`quads`](super::quads).

use std::io::Read;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use thiserror::Error;

use super::mapping::{parse_attribute, parse_class, parse_relation};
use super::vocab::{rdf, xsd};
use crate::graph::{KnowledgeGraph, Language, Literal, Triple};

/// Why quads are no knowledge graph of this program.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Not N-Quads.
    #[error(transparent)]
    Syntax(#[from] oxigraph::io::RdfParseError),
    /// A blank node, of which the program writes none.
    #[error("blank node in `{0}`")]
    BlankNode(String),
    /// A thing without a class of the ontology.
    #[error("<{0}> has no class of the ontology")]
    Untyped(String),
    /// A property that the ontology does not have.
    #[error("<{0}> is no property of the ontology")]
    Property(String),
    /// A literal of an unknown datatype, or one that does not fit it.
    #[error("`{0}` is no value that the program writes")]
    Value(String),
}

/// Reads N-Quads into `graph`.
///
/// # Errors
/// On the first quad that this program does not write.
pub fn read_nquads(reader: impl Read, graph: &mut KnowledgeGraph) -> Result<(), ReadError> {
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads)
        .for_reader(reader)
        .collect::<Result<_, _>>()?;
    read_quads(&quads, graph)
}

/// Adds what `quads` say to `graph`. Classes may stand anywhere among them.
///
/// # Errors
/// On the first quad that this program does not write.
pub fn read_quads(quads: &[Quad], graph: &mut KnowledgeGraph) -> Result<(), ReadError> {
    let mut ties = Vec::new();
    read_some(quads, graph, &mut ties)?;
    graph.tie_all(ties);
    Ok(())
}

/// The same, but what is tied goes to `ties`: who reads more ties it at the end, all at once.
pub(crate) fn read_some(
    quads: &[Quad],
    graph: &mut KnowledgeGraph,
    ties: &mut Vec<Triple>,
) -> Result<(), ReadError> {
    for quad in quads.iter().filter(|q| q.predicate.as_str() == rdf::TYPE) {
        if let Term::NamedNode(class) = &quad.object
            && let Some(kind) = parse_class(class.as_str())
        {
            graph.node(subject(quad)?, kind);
        }
    }
    let find = |graph: &KnowledgeGraph, iri: &str| {
        graph
            .find(iri)
            .ok_or_else(|| ReadError::Untyped(iri.to_owned()))
    };
    for quad in quads.iter().filter(|q| q.predicate.as_str() != rdf::TYPE) {
        let node = find(graph, subject(quad)?)?;
        let predicate = quad.predicate.as_str();
        if let Some(relation) = parse_relation(predicate) {
            let Term::NamedNode(end) = &quad.object else {
                return Err(ReadError::Value(quad.to_string()));
            };
            let end = find(graph, end.as_str())?;
            ties.push((node, relation, end));
        } else if let Some(attribute) = parse_attribute(predicate) {
            let value = value(&quad.object).ok_or_else(|| ReadError::Value(quad.to_string()))?;
            graph.say(node, attribute, value);
        } else {
            return Err(ReadError::Property(predicate.to_owned()));
        }
    }
    Ok(())
}

fn subject(quad: &Quad) -> Result<&str, ReadError> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Ok(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => Err(ReadError::BlankNode(quad.to_string())),
    }
}

/// A term as a value.
fn value(term: &Term) -> Option<Literal> {
    let literal = match term {
        Term::NamedNode(node) => return Some(Literal::Code(node.as_str().to_owned().into())),
        Term::Literal(literal) => literal,
        Term::BlankNode(_) => return None,
    };
    let text = literal.value();
    if let Some(tag) = literal.language() {
        let language = [Language::Zh, Language::En]
            .into_iter()
            .find(|l| l.tag() == tag)?;
        return Some(Literal::Label(text.to_owned(), language));
    }
    Some(match literal.datatype().as_str() {
        xsd::STRING => Literal::Text(text.to_owned()),
        xsd::NON_NEGATIVE_INTEGER => Literal::Count(text.parse().ok()?),
        xsd::DECIMAL => Literal::Decimal(text.parse().ok()?),
        xsd::BOOLEAN => Literal::Flag(text == "true"),
        xsd::G_YEAR => Literal::Year(text.parse().ok()?),
        xsd::DATE => Literal::Date(text.to_owned()),
        xsd::DATE_TIME => Literal::Time(text.to_owned()),
        _ => return None,
    })
}
