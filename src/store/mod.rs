//! The embedded store: a graph directory and the ontology in oxigraph, in memory.
//!
//! The files are the corpus; the store is a cache that is filled from them. The ontology is
//! loaded into `graph/ontology`; queries see the union of all graphs.

use std::path::PathBuf;

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::store::{BulkLoader, LoaderError, StorageError, Store};
use thiserror::Error;

use crate::directory::{DirectoryError, GraphDirectory, open_quads};
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
    /// A file could not be opened.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file could not be loaded.
    #[error("{name}: {source}")]
    Load {
        /// Which.
        name: String,
        /// Why not.
        source: Box<LoaderError>,
    },
    /// The ontology is malformed; a test keeps this from happening.
    #[error("ontology/{name}: {source}")]
    Ontology {
        /// Which file.
        name: &'static str,
        /// Why not.
        source: RdfParseError,
    },
    /// The directory could not be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The manifest's base is no IRI.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// The store itself failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A store with a corpus and the ontology, and the IRIs it is about.
#[derive(Clone)]
pub struct KnowledgeStore {
    store: Store,
    iris: Iris,
}

impl KnowledgeStore {
    /// A store with the ontology alone.
    ///
    /// # Errors
    /// Never in a released program: a test loads it.
    pub fn new(iris: Iris) -> Result<Self, StoreError> {
        let store = Store::new()?;
        let graph = GraphName::from(NamedNode::new_unchecked(iris.graph("ontology")));
        for (name, text) in ONTOLOGY {
            let quads = ontology_quads(text, &graph)
                .map_err(|source| StoreError::Ontology { name, source })?;
            store.extend(quads)?;
        }
        Ok(Self { store, iris })
    }

    /// A store with all of a graph directory.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn open(directory: &GraphDirectory) -> Result<Self, StoreError> {
        directory.consistently(|directory| {
            let store = Self::new(Iris::new(&directory.manifest().base)?)?;
            let mut loader = store.store.bulk_loader();
            for path in directory.files() {
                let quads = open_quads(&path).map_err(|source| StoreError::Io {
                    path: path.clone(),
                    source,
                })?;
                load(&mut loader, &path.to_string_lossy(), quads)?;
            }
            loader.commit()?;
            Ok(store)
        })
    }

    /// Adds N-Quads that this program made.
    ///
    /// # Errors
    /// When they are malformed.
    pub fn load(&self, name: &str, nquads: &str) -> Result<(), StoreError> {
        let mut loader = self.store.bulk_loader();
        load(&mut loader, name, nquads.as_bytes())?;
        Ok(loader.commit()?)
    }

    /// The oxigraph store.
    pub fn oxigraph(&self) -> &Store {
        &self.store
    }

    /// The IRIs below the corpus's base.
    pub fn iris(&self) -> &Iris {
        &self.iris
    }
}

fn load(
    loader: &mut BulkLoader<'_>,
    name: &str,
    reader: impl std::io::Read,
) -> Result<(), StoreError> {
    loader
        .load_from_reader(RdfParser::from_format(RdfFormat::NQuads), reader)
        .map_err(|source| StoreError::Load {
            name: name.to_owned(),
            source: Box::new(source),
        })
}

/// The quads of one of the ontology's files.
pub(crate) fn ontology_quads(text: &str, graph: &GraphName) -> Result<Vec<Quad>, RdfParseError> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph.clone());
    parser
        .for_slice(text.as_bytes())
        .map(|quad| quad.map_err(RdfParseError::from))
        .collect()
}
