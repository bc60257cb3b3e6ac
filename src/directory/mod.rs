//! The graph directory: a corpus as plain files, one for each report, with a manifest.
//!
//! ```text
//! manifest.json             what each report is, sorted by IRI
//! reports/310118-2021.nq    its quads, sorted
//! text/310118-2021.txt      the text that offsets mean, where it is not the source file itself
//! provenance.nq             which run made which report, and when: the only file with a time
//! ```
//!
//! Files are written beside their place under temporary names; one rename (`manifest.next.json`)
//! commits them all, and whoever opens the directory next finishes what a killed run left: the
//! old corpus or the new one, never a mixture.

mod commit;
mod entry;
mod manifest;
mod merge;
mod provenance;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use entry::{Counts, ReportFile};
pub use manifest::{Entry, Manifest};
pub use merge::{Built, merge};

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

/// A graph directory, opened for reading.
#[derive(Debug, Clone)]
pub struct GraphDirectory {
    path: PathBuf,
    manifest: Manifest,
}

impl GraphDirectory {
    /// Opens a directory, first finishing what a killed run had committed.
    ///
    /// # Errors
    /// When there is none, or its manifest cannot be read.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        commit::recover(path)?;
        let manifest = Manifest::read(path)?.ok_or_else(|| DirectoryError::Missing {
            path: path.to_owned(),
        })?;
        Ok(Self {
            path: path.to_owned(),
            manifest,
        })
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
        let provenance = self.path.join(commit::PROVENANCE);
        if provenance.exists() {
            files.push(provenance);
        }
        files
    }

    /// The union of all reports, provenance left out.
    ///
    /// # Errors
    /// When a file is missing or is not one of this program.
    pub fn graph(&self) -> Result<KnowledgeGraph, DirectoryError> {
        let mut graph = KnowledgeGraph::new();
        for entry in &self.manifest.reports {
            self.read(entry, &mut graph)?;
        }
        Ok(graph)
    }

    /// Adds what one report says to `graph`.
    ///
    /// # Errors
    /// When its file is missing or is not one of this program.
    pub fn read(&self, entry: &Entry, graph: &mut KnowledgeGraph) -> Result<(), DirectoryError> {
        let path = self.path.join(&entry.file);
        let file = File::open(&path).map_err(io(&path))?;
        read_nquads(BufReader::new(file), graph)
            .map_err(|source| DirectoryError::Quads { path, source })
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
