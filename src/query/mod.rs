//! SPARQL over the store: the vocabularies' and the things' prefixes are predeclared, and the
//! default graph is the union of all graphs.
//!
//! Results are oxigraph's own; printing them is the command's business.

mod named;
mod resolve;

use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError};
use thiserror::Error;

pub use named::{Argument, NamedQuery, named_queries, run_named};
pub use resolve::{Wanted, resolve};

use crate::rdf::prefixes;
use crate::store::KnowledgeStore;

/// Why a query gave no answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The query is no SPARQL.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// The query could not be evaluated.
    #[error(transparent)]
    Evaluation(#[from] QueryEvaluationError),
    /// There is no such named query.
    #[error("no query named `{name}`; there are: {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// A named query got too few or too many arguments.
    #[error("usage: query --name {usage}")]
    Arguments {
        /// The name and its arguments.
        usage: String,
    },
    /// An argument names nothing.
    #[error("no {wanted} is called `{text}`{}", near_text(near))]
    NotFound {
        /// What was looked for.
        wanted: &'static str,
        /// How it was called.
        text: String,
        /// Names that come near.
        near: Vec<String>,
    },
}

fn near_text(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", near.join(", "))
    }
}

/// Evaluates a query.
///
/// # Errors
/// When it is no SPARQL, or cannot be evaluated.
pub fn query(store: &KnowledgeStore, text: &str) -> Result<QueryResults<'static>, QueryError> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(store.iris()) {
        evaluator = evaluator
            .with_prefix(prefix, iri)
            .map_err(|e| QueryError::Syntax {
                line: 1,
                column: 1,
                message: e.to_string(),
            })?;
    }
    let mut prepared = evaluator.parse_query(text).map_err(|e| syntax(&e))?;
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    let bound = prepared.on_queryable_dataset(store.index().dataset());
    Ok(bound.execute()?)
}

/// A syntax error with its place, which the parser gives only in its message
/// (`error at 3:14: expected …`).
fn syntax(error: &SparqlSyntaxError) -> QueryError {
    let message = error.to_string();
    let placed = message.split_once("error at ").and_then(|(_, rest)| {
        let (place, what) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, what.to_owned()))
    });
    let (line, column, message) = placed.unwrap_or((1, 1, message));
    QueryError::Syntax {
        line,
        column,
        message,
    }
}
