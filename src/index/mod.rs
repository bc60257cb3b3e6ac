//! The index: a corpus as segments beside its quads, which queries read without loading anything.
//!
//! ```text
//! index/5b1c….zgi        some dozens of reports' terms and quads, sorted three ways
//! index/provenance.zgi   the ontology and the provenance
//! ```
//!
//! It is a cache: whatever is missing, damaged or older than the quads is made anew, and without
//! the right to write it is made in memory. Oxigraph's own evaluator runs on it, with the answers
//! that its own store would give. `segment.rs` has the layout, `folder.rs` when one is
//! made, `dataset.rs` how patterns are matched.

mod bytes;
mod compile;
mod dataset;
mod folder;
mod segment;
mod term;

use std::path::PathBuf;
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNodeRef, Term, TermRef};

use bytes::Bytes;
use compile::Compiler;
use dataset::Pattern;
use segment::Segment;
use spareval::QueryableDataset as _;

pub use compile::CompileError;
pub(crate) use dataset::IndexDataset;
pub use folder::FOLDER;

use crate::directory::GraphDirectory;

/// An index, opened. Copies are cheap and share it.
#[derive(Clone)]
pub struct Index {
    segments: Arc<[Arc<Segment>]>,
    made: usize,
}

impl Index {
    /// Opens the index of a directory, first making what is missing or out of date.
    ///
    /// # Errors
    /// When a file of quads cannot be read, with the file.
    pub fn open(
        directory: &GraphDirectory,
        ontology: &str,
    ) -> Result<Self, (PathBuf, CompileError)> {
        let (segments, made) = folder::open(directory, &folder::plan(directory, ontology))?;
        let segments = segments.into_iter().map(Arc::new).collect();
        Ok(Self { segments, made })
    }

    /// An index in memory of N-Quads texts.
    ///
    /// # Errors
    /// When one is malformed.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, CompileError> {
        let mut compiler = Compiler::default();
        for text in texts {
            compiler.read(text.as_bytes())?;
        }
        Self::default().with(compiler)
    }

    /// An index in memory of the ontology alone.
    pub(crate) fn of_ontology(graph: &GraphName) -> Result<Self, (PathBuf, CompileError)> {
        let mut compiler = Compiler::default();
        folder::add_ontology(&mut compiler, graph)?;
        let failed = |e| (PathBuf::from(graph.to_string()), e);
        Self::default().with(compiler).map_err(failed)
    }

    /// The index with one more segment in memory.
    pub(crate) fn and(&self, text: &str) -> Result<Self, CompileError> {
        let mut compiler = Compiler::default();
        compiler.read(text.as_bytes())?;
        self.clone().with(compiler)
    }

    fn with(self, compiler: Compiler) -> Result<Self, CompileError> {
        let image = compiler.finish(&[0; 32])?;
        let segment = Segment::new(Bytes::Held(image), &[0; 32]).ok_or(CompileError::TooLarge)?;
        let mut segments = self.segments.to_vec();
        segments.push(Arc::new(segment));
        Ok(Self {
            segments: segments.into(),
            made: self.made + 1,
        })
    }

    /// How many segments had to be made.
    pub fn made(&self) -> usize {
        self.made
    }

    /// How many quads there are.
    pub fn quads(&self) -> usize {
        self.segments.iter().map(|s| s.sizes().quads).sum()
    }

    /// For one query.
    pub(crate) fn dataset(&self) -> IndexDataset {
        IndexDataset::new(Arc::clone(&self.segments))
    }

    /// The triples of a pattern: the subjects' and objects' terms.
    pub fn matching(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = (Term, Term)> {
        let dataset = self.dataset();
        let key = |term: TermRef<'_>| match dataset.internalize_term(term.into_owned()) {
            Ok(key) => key,
        };
        let pattern = Pattern {
            subject: subject.map(|s| key(s.into())),
            predicate: Some(key(predicate.into())),
            object: object.map(key),
            graph: None,
        };
        dataset.scan(pattern).map(move |[s, _, o, _]| {
            let term = |key| match dataset.externalize_term(key) {
                Ok(term) => term,
            };
            (term(s), term(o))
        })
    }
}

impl Default for Index {
    fn default() -> Self {
        Self {
            segments: Arc::from(Vec::new()),
            made: 0,
        }
    }
}
