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
//! `folder.rs` which of them stand, `scan.rs` how patterns are matched, `shared.rs` how a query knows
//! where to look.

mod batch;
mod bytes;
mod compile;
mod corpus;
mod dataset;
mod excerpt;
mod folder;
mod head;
mod image;
mod node;
mod part;
mod scan;
mod segment;
mod shared;
mod term;
mod ways;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNodeRef, Term, TermRef};

use compile::Compiler;
use corpus::Corpus;
use head::Head;
use node::Node;
use rayon::prelude::*;
use segment::Segment;
use spareval::QueryableDataset as _;

pub use batch::{Batch, Batches};
pub use compile::{CompileError, Run, RunWriter};
pub(crate) use dataset::IndexDataset;
pub use excerpt::{Around, Excerpt, Part, Tally, Wanted};
pub use folder::FOLDER;

use crate::directory::GraphDirectory;

/// So many segments are read at once.
const AT_ONCE: usize = 16;

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
#[derive(Clone, Default)]
pub struct Index {
    corpus: Arc<Corpus>,
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
        let corpus = Arc::new(Corpus::new(segments));
        Ok(Self { corpus, made })
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
        let mut segments = self.corpus.segments.clone();
        segments.push(Arc::new(segment));
        Ok(Self {
            corpus: Arc::new(Corpus::new(segments)),
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
        let met = self.corpus.segments.iter().filter_map(|s| s.mended());
        met.fold((0, 0), |(mended, lost), whole| {
            (mended + usize::from(whole), lost + usize::from(!whole))
        })
    }

    /// How many quads there are.
    pub fn quads(&self) -> usize {
        self.corpus.segments.iter().map(|s| s.sizes().quads).sum()
    }

    /// To take parts of the graph out of it.
    pub fn excerpt(&self) -> Excerpt {
        Excerpt::new(&self.corpus.segments)
    }

    /// Reads the segments of reports, some at a time, each on its own; `take` gets what was read in
    /// a fixed order. Memory that reading one took is given back before the next.
    pub fn each_part<T: Send>(&self, read: impl Fn(&Part) -> T + Sync, mut take: impl FnMut(T)) {
        for some in self.corpus.segments.chunks(AT_ONCE) {
            let of_reports = some.par_iter().filter(|s| s.head().has_members());
            let found = of_reports.map(|segment| {
                let part = Part::new(segment);
                let found = read(&part);
                segment.release();
                found
            });
            found.collect::<Vec<_>>().into_iter().for_each(&mut take);
        }
    }

    /// For one query.
    pub(crate) fn dataset(&self) -> IndexDataset {
        IndexDataset::new(Arc::clone(&self.corpus))
    }

    /// The triples of a pattern: the subjects' and objects' terms.
    pub fn matching(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = (Term, Term)> {
        let dataset = self.dataset();
        let node = |term: TermRef<'_>| match dataset.internalize_term(term.into_owned()) {
            Ok(node) => node,
        };
        let subject = subject.map(|s| node(s.into()));
        let pattern = [
            subject,
            Some(node(predicate.into())),
            object.map(node),
            None,
        ];
        dataset.scan(pattern).map(move |[s, _, o, _]| {
            let term = |node: Node| match dataset.externalize_term(node) {
                Ok(term) => term,
            };
            (term(s), term(o))
        })
    }
}
