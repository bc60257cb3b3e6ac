//! The graph directory: a corpus as plain files, one for each report, with a manifest.
//!
//! ```text
//! manifest.json             what each report is, sorted by IRI
//! reports/310118-2021.nq    its quads, sorted
//! text/310118-2021.txt      the text that offsets mean, where it is not the source file itself
//! provenance.nq             which run made which report, and when: the only file with a time
//! .stamps                   what the inputs looked like: a cache, may be deleted
//! .journal                  what an unfinished build has done already
//! .lock                     held by the build that writes
//! ```
//!
//! With [`Packing::Zstd`] the quads are `NAME.nq.zst`. Files are written beside their place under
//! temporary names; one rename (`manifest.next.json`) commits them all, and whoever opens the
//! directory next finishes what a killed run left: the old corpus or the new one, never a mixture.

mod commit;
mod digest;
mod entry;
mod flush;
mod journal;
mod ledger;
mod manifest;
mod merge;
mod outcome;
mod packing;
mod provenance;
mod session;
mod staging;
mod stamp;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use entry::{Counts, ReportFile};
pub use manifest::{Entry, Manifest};
pub use merge::merge;
pub use outcome::Built;
pub use packing::{Packing, open_quads};
pub use session::{Committed, Plan, Session};
pub use staging::{Staged, Waiting};
pub use stamp::{Contents, Looks, Stamp, Stat};

use crate::graph::KnowledgeGraph;
use crate::rdf::{ReadError, read_nquads};

/// Why a graph directory could not be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// There is no manifest.
    #[error("{}: no graph directory (manifest.json is missing); make one with `zhengtu build INPUT… -g DIR`", path.display())]
    Missing {
        /// The directory.
        path: PathBuf,
    },
    /// The manifest does not say what it should.
    #[error("{}: {message}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A file of quads is not one of this program.
    #[error("{}: {source}", path.display())]
    Quads {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: ReadError,
    },
    /// Two inputs with different texts give one report.
    #[error(
        "{first} and {second} both give report {report}, with different texts; tell them apart with --edition"
    )]
    SameReport {
        /// Local name of the report.
        report: String,
        /// One input.
        first: String,
        /// The other.
        second: String,
    },
    /// The directory was built with another base.
    #[error(
        "the directory was built with base {theirs}, not {ours}; build into another directory or give --base {theirs}"
    )]
    Base {
        /// The directory's.
        theirs: String,
        /// The one asked for.
        ours: String,
    },
    /// Another run is writing the directory.
    #[error("{}: another zhengtu is writing this directory", path.display())]
    Locked {
        /// The directory.
        path: PathBuf,
    },
}

/// An error about a file.
fn io(path: &Path) -> impl Fn(std::io::Error) -> DirectoryError + '_ {
    move |source| DirectoryError::Io {
        path: path.to_owned(),
        source,
    }
}

/// One state of a directory's quads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// A digest of the base and of all reports' quads: two directories with one generation say the
    /// same.
    pub generation: String,
    /// A file for each report, in the order of their names.
    pub files: Vec<SnapshotFile>,
}

/// The quads of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotFile {
    /// Local name of the report.
    pub report: String,
    /// Its file; [`open_quads`] reads it however it is kept.
    pub path: PathBuf,
    /// How it is kept.
    pub packing: Packing,
}

/// A graph directory, opened for reading.
#[derive(Debug, Clone)]
pub struct GraphDirectory {
    path: PathBuf,
    manifest: Manifest,
    /// What [`commit::state`] was when the manifest was read.
    state: Option<commit::State>,
}

impl GraphDirectory {
    /// Opens a directory, first finishing what a killed run had committed.
    ///
    /// # Errors
    /// When there is none, or its manifest cannot be read.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        commit::recover(path)?;
        // Taken first: a commit after it shows as a change.
        let state = commit::state(path);
        let manifest = Manifest::read(path)?.ok_or_else(|| DirectoryError::Missing {
            path: path.to_owned(),
        })?;
        Ok(Self {
            path: path.to_owned(),
            manifest,
            state,
        })
    }

    /// A directory of which the manifest is known.
    fn of(path: PathBuf, manifest: Manifest) -> Self {
        let state = commit::state(&path);
        Self {
            path,
            manifest,
            state,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The files of quads, in manifest order, provenance last.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = self
            .manifest
            .reports
            .iter()
            .map(|e| self.path.join(&e.file))
            .collect();
        files.extend(self.provenance());
        files
    }

    /// The file that says when what was made, if there is one.
    pub fn provenance(&self) -> Option<PathBuf> {
        let path = self.path.join(commit::PROVENANCE);
        path.exists().then_some(path)
    }

    /// The reports' files of quads, and one name for just this state of them.
    pub fn snapshot(&self) -> Snapshot {
        let mut key = self.manifest.base.clone();
        for entry in &self.manifest.reports {
            for part in [&entry.report, &entry.quads_xxh3] {
                key.push('\n');
                key.push_str(part);
            }
        }
        let file = |entry: &Entry| SnapshotFile {
            report: entry.report.clone(),
            path: self.path.join(&entry.file),
            packing: Packing::of(Path::new(&entry.file)),
        };
        Snapshot {
            generation: digest::sha256(key.as_bytes()),
            files: self.manifest.reports.iter().map(file).collect(),
        }
    }

    /// What `read` makes of the directory as one build left it: where another build commits in
    /// between, the directory is opened and read again.
    ///
    /// # Errors
    /// Those of `read`, and when the directory cannot be opened again.
    pub fn consistently<T, E: From<DirectoryError>>(
        &self,
        read: impl Fn(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        /// Builds that commit faster than a reader reads do not go on for ever.
        const TRIES: usize = 8;
        let mut now = self.clone();
        for _ in 1..TRIES {
            let out = read(&now);
            if now.state.is_some() && commit::state(&now.path) == now.state {
                return out;
            }
            now = Self::open(&now.path)?;
        }
        read(&now)
    }

    /// The union of all reports, provenance left out.
    ///
    /// # Errors
    /// When a file is missing or is not one of this program.
    pub fn graph(&self) -> Result<KnowledgeGraph, DirectoryError> {
        self.consistently(|directory| {
            let mut graph = KnowledgeGraph::new();
            for entry in &directory.manifest.reports {
                directory.read(entry, &mut graph)?;
            }
            Ok(graph)
        })
    }

    /// Adds what one report says to `graph`.
    ///
    /// # Errors
    /// When its file is missing or is not one of this program.
    pub fn read(&self, entry: &Entry, graph: &mut KnowledgeGraph) -> Result<(), DirectoryError> {
        let path = self.path.join(&entry.file);
        let quads = open_quads(&path).map_err(io(&path))?;
        read_nquads(quads, graph).map_err(|source| DirectoryError::Quads { path, source })
    }

    /// The text that a report's offsets mean: kept beside the graph, else the source file.
    ///
    /// # Errors
    /// When neither can be read, or the source file has another text by now.
    pub fn text(&self, entry: &Entry) -> Result<String, DirectoryError> {
        let path = entry
            .text
            .as_ref()
            .map_or_else(|| PathBuf::from(&entry.source), |text| self.path.join(text));
        let bytes = std::fs::read(&path).map_err(io(&path))?;
        let wrong = |message: String| DirectoryError::Manifest {
            path: path.clone(),
            message,
        };
        let text = crate::ingest::decode(&path.to_string_lossy(), &bytes)
            .map_err(|e| wrong(e.to_string()))?;
        let source = crate::ingest::Source::new("", text);
        if source.sha256() == entry.sha256 {
            Ok(source.raw().to_owned())
        } else {
            Err(wrong(format!(
                "the text has changed since report {} was built from it",
                entry.report
            )))
        }
    }
}
