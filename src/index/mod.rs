//! The index: a corpus as segments beside its quads, which queries read without loading anything.
//!
//! ```text
//! index/5b1c….zgi        some dozens of reports' terms and quads, sorted three ways
//! index/provenance.zgi   the ontology and the provenance
//! ```
//!
//! It is a cache: whatever is missing, damaged or older than the quads is made anew, and without
//! the right to write it is made in memory. Oxigraph's own evaluator runs on it, with the answers
//! that its own store would give. `segment.rs` has the layout, `batch.rs` how a build makes them,
//! `folder.rs` which of them stand, `dataset.rs` how patterns are matched.

mod batch;
mod bytes;
mod compile;
mod dataset;
mod excerpt;
mod folder;
mod head;
mod holders;
mod image;
mod part;
mod segment;
mod term;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNodeRef, Term, TermRef};

use compile::Compiler;
use dataset::Pattern;
use head::Head;
use holders::Holders;
use segment::Segment;
use spareval::QueryableDataset as _;

pub use batch::{Batch, Batches};
pub use compile::{CompileError, Run, RunWriter};
pub(crate) use dataset::IndexDataset;
pub use excerpt::{Around, Excerpt, Tally, Wanted};
pub use folder::FOLDER;

use crate::directory::GraphDirectory;

/// Why an index could not be made, with the file.
pub type Failed = (PathBuf, CompileError);

/// Brings the index up to date after a build and removes what is of no use. Where nothing changed,
/// nothing is touched.
///
/// # Errors
/// When a file of quads cannot be read, with the file.
pub fn settle(directory: &GraphDirectory, ontology: &str) -> Result<(), Failed> {
    folder::settle(directory, ontology)
}

/// Removes segments that are not of the directory as it is: what a build that gave up left, and what
/// a build without an index made old. Removes all of them where there is no directory.
pub fn sweep(dir: &Path) {
    match GraphDirectory::open(dir) {
        Ok(directory) => folder::drop_unused(&directory),
        Err(_) => folder::remove(dir),
    }
}

/// An index, opened. Copies are cheap and share it.
#[derive(Clone)]
pub struct Index {
    segments: Arc<[Arc<Segment>]>,
    holders: Arc<Holders>,
    made: usize,
}

impl Index {
    /// Opens the index of a directory, first making what is missing or out of date; `missing` hears
    /// of how many reports that is, before it is made.
    ///
    /// # Errors
    /// When a file of quads cannot be read, with the file.
    pub fn open(
        directory: &GraphDirectory,
        ontology: &str,
        missing: &dyn Fn(usize),
    ) -> Result<Self, Failed> {
        let (segments, made) = folder::open(directory, ontology, missing)?;
        let segments = segments.into_iter().map(Arc::new).collect();
        Ok(Self {
            segments,
            holders: Arc::default(),
            made,
        })
    }

    /// An index in memory of N-Quads texts.
    ///
    /// # Errors
    /// When one is malformed.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, CompileError> {
        let mut compiler = Compiler::default();
        for text in texts {
            compiler.read(text)?;
        }
        Self::default().with(compiler)
    }

    /// An index in memory of the ontology alone.
    pub(crate) fn of_ontology(graph: &GraphName) -> Result<Self, Failed> {
        let mut compiler = Compiler::default();
        folder::add_ontology(&mut compiler, graph)?;
        let failed = |e| (PathBuf::from(graph.to_string()), e);
        Self::default().with(compiler).map_err(failed)
    }

    /// The index with one more segment in memory.
    pub(crate) fn and(&self, text: &str) -> Result<Self, CompileError> {
        let mut compiler = Compiler::default();
        compiler.read(text)?;
        self.clone().with(compiler)
    }

    fn with(self, compiler: Compiler) -> Result<Self, CompileError> {
        let image = compiler.finish(&Head::new("", &[], 0))?;
        let segment = Segment::new(image).ok_or(CompileError::TooLarge)?;
        let mut segments = self.segments.to_vec();
        segments.push(Arc::new(segment));
        Ok(Self {
            segments: segments.into(),
            holders: Arc::default(),
            made: self.made + 1,
        })
    }

    /// How many segments had to be made.
    pub fn made(&self) -> usize {
        self.made
    }

    /// Segments that turned out to be damaged while they were read: how many were compiled anew,
    /// and how many could not be, so that answers may lack something.
    pub fn mended(&self) -> (usize, usize) {
        let met = self.segments.iter().filter_map(|s| s.mended());
        met.fold((0, 0), |(mended, lost), whole| {
            (mended + usize::from(whole), lost + usize::from(!whole))
        })
    }

    /// How many quads there are.
    pub fn quads(&self) -> usize {
        self.segments.iter().map(|s| s.sizes().quads).sum()
    }

    /// To take parts of the graph out of it.
    pub fn excerpt(&self) -> Excerpt {
        Excerpt::new(&self.segments)
    }

    /// For one query.
    pub(crate) fn dataset(&self) -> IndexDataset {
        IndexDataset::new(Arc::clone(&self.segments), Arc::clone(&self.holders))
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
            holders: Arc::default(),
            made: 0,
        }
    }
}
