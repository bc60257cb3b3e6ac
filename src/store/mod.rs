//! What queries see: a graph directory and the ontology, in the index beside the quads.
//!
//! The files are the corpus; the index is a cache that is made from them. The ontology is in
//! `graph/ontology`; queries see the union of all graphs.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};
use thiserror::Error;

use crate::directory::{DirectoryError, GraphDirectory};
use crate::index::{CompileError, Index, settle};
use crate::rdf::{BaseError, Iris};

/// The ontology, its code lists and its alignments.
pub const ONTOLOGY: [(&str, &str); 3] = [
    ("zhengtu.ttl", include_str!("../../ontology/zhengtu.ttl")),
    ("codes.ttl", include_str!("../../ontology/codes.ttl")),
    (
        "alignments.ttl",
        include_str!("../../ontology/alignments.ttl"),
    ),
];

/// Why a store could not be filled.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file could not be read or indexed.
    #[error("{}: {source}", path.display())]
    Load {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: CompileError,
    },
    /// The directory could not be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The manifest's base is no IRI.
    #[error(transparent)]
    Base(#[from] BaseError),
}

/// A corpus and the ontology, indexed, and the IRIs it is about. Copies share what they hold.
#[derive(Clone)]
pub struct KnowledgeStore {
    index: Arc<RwLock<Index>>,
    iris: Iris,
}

impl KnowledgeStore {
    /// A store with the ontology alone.
    ///
    /// # Errors
    /// Never in a released program: a test loads it.
    pub fn new(iris: Iris) -> Result<Self, StoreError> {
        let graph = GraphName::from(NamedNode::new_unchecked(iris.graph("ontology")));
        let index = Index::of_ontology(&graph).map_err(load_error)?;
        Ok(Self::of(index, iris))
    }

    /// A store with all of a graph directory; its index is brought up to date first.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn open(directory: &GraphDirectory) -> Result<Self, StoreError> {
        Self::open_telling(directory, &|_| ())
    }

    /// The same; `missing` hears of how many reports the index lacks, before it is made.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn open_telling(
        directory: &GraphDirectory,
        missing: &dyn Fn(usize),
    ) -> Result<Self, StoreError> {
        directory.consistently(|directory| {
            let iris = Iris::new(&directory.manifest().base)?;
            let index = Index::open(directory, &iris.graph("ontology"), missing);
            Ok(Self::of(index.map_err(load_error)?, iris))
        })
    }

    /// Brings the index of a directory up to date after a build; nobody else may be building it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn settle(directory: &GraphDirectory) -> Result<(), StoreError> {
        let iris = Iris::new(&directory.manifest().base)?;
        settle(directory, &iris.graph("ontology")).map_err(load_error)
    }

    fn of(index: Index, iris: Iris) -> Self {
        let index = Arc::new(RwLock::new(index));
        Self { index, iris }
    }

    /// Adds N-Quads that this program made, of graphs that are not in the store yet.
    ///
    /// # Errors
    /// When they are malformed.
    pub fn load(&self, name: &str, nquads: &str) -> Result<(), StoreError> {
        let grown = self.index().and(nquads);
        let grown = grown.map_err(|source| load_error((name.into(), source)))?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = grown;
        Ok(())
    }

    /// The index as it is now.
    pub fn index(&self) -> Index {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        index.clone()
    }

    /// The IRIs below the corpus's base.
    pub fn iris(&self) -> &Iris {
        &self.iris
    }
}

fn load_error((path, source): (PathBuf, CompileError)) -> StoreError {
    StoreError::Load { path, source }
}

/// The quads of one of the ontology's files.
pub(crate) fn ontology_quads(text: &str, graph: &GraphName) -> Result<Vec<Quad>, RdfParseError> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph.clone());
    parser
        .for_slice(text.as_bytes())
        .map(|quad| quad.map_err(RdfParseError::from))
        .collect()
}
