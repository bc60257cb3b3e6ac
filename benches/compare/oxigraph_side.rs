//! Oxigraph as somebody uses it who has the N-Quads: its bulk loader, its memory store, its
//! evaluator, the union of all graphs as the default graph.

use std::io::Read;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use zhengtu::rdf::{Iris, prefixes};
use zhengtu::store::ONTOLOGY;

use super::Outcome;

/// A memory store with the quads and, since named queries use its labels, the ontology.
pub fn load(reader: impl Read) -> Outcome<Store> {
    let store = Store::new()?;
    let graph = GraphName::from(NamedNode::new(Iris::default().graph("ontology"))?);
    let mut loader = store.bulk_loader();
    for (_, text) in ONTOLOGY {
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph.clone());
        loader.load_from_reader(parser, text.as_bytes())?;
    }
    loader.load_from_reader(RdfParser::from_format(RdfFormat::NQuads), reader)?;
    loader.commit()?;
    Ok(store)
}

/// The rows of an answer.
pub fn answer(store: &Store, text: &str) -> Outcome<Vec<String>> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(&Iris::default()) {
        evaluator = evaluator.with_prefix(prefix, iri)?;
    }
    let mut prepared = evaluator.parse_query(text)?;
    prepared.dataset_mut().set_default_graph_as_union();
    rows(prepared.on_store(store).execute()?)
}

/// Rows as text, to be counted and compared.
pub fn rows(results: QueryResults<'_>) -> Outcome<Vec<String>> {
    match results {
        QueryResults::Boolean(yes) => Ok(vec![yes.to_string()]),
        QueryResults::Solutions(solutions) => solutions
            .map(|row| {
                let row = row?;
                let cells = row.values().iter();
                let cells = cells.map(|c| c.as_ref().map(ToString::to_string).unwrap_or_default());
                Ok(cells.collect::<Vec<_>>().join("\t"))
            })
            .collect(),
        QueryResults::Graph(triples) => triples.map(|t| Ok(t?.to_string())).collect(),
    }
}
