//! The index of a build under way: reports become segments while their quads are still in memory.
//!
//! Reports come in the order of the inputs and are cut into batches by the bytes of their quads, so
//! that the cuts are the same for any number of threads. Whoever has time compiles a batch: the
//! threads of the build do, between two reports, so that no work is left for one of them at the end.
//! A report of which a killed build left the quads alone is read from its file.
//!
//! Other layouts were weighed. Groups by name need all names before the first of them is whole, and
//! then the quads again from the disk. A segment for each report needs no batches at all, but a
//! query asks each segment, and what the reports share stands in all of them. Levels that are
//! merged in the background write each quad several times.

use std::fs;
use std::path::{Path, PathBuf};

use super::compile::{CompileError, Compiler, Run};
use super::folder::{self, FOLDER, Source};
use super::head::{Head, Member};
use super::segment::Segment;
use crate::directory::Waiting;

/// Bytes of quads in a batch: as few as keep the memory of a build small, as many as keep queries
/// fast.
pub(super) const FULL: usize = 64 << 20;

/// Cuts what comes into batches.
#[derive(Debug)]
pub struct Batches {
    folder: PathBuf,
    base: String,
    parts: Vec<Part>,
    bytes: usize,
}

#[derive(Debug)]
struct Part {
    report: Waiting,
    run: Option<Run>,
}

/// Reports that become one segment.
#[derive(Debug)]
pub struct Batch {
    folder: PathBuf,
    base: String,
    parts: Vec<Part>,
}

impl Batches {
    /// For a build of the graph directory `dir` with the base `base`.
    pub fn new(dir: &Path, base: &str) -> Self {
        Self {
            folder: dir.join(FOLDER),
            base: base.to_owned(),
            parts: Vec::new(),
            bytes: 0,
        }
    }

    /// Takes the next report, with its run where there is one; gives a batch when it is full.
    pub fn add(&mut self, report: Waiting, run: Option<Run>) -> Option<Batch> {
        let full = self.bytes > 0 && self.bytes + report.bytes > FULL;
        let batch = if full { self.cut() } else { None };
        self.bytes += report.bytes;
        self.parts.push(Part { report, run });
        batch
    }

    /// What is left at the end.
    pub fn rest(mut self) -> Option<Batch> {
        self.cut()
    }

    fn cut(&mut self) -> Option<Batch> {
        self.bytes = 0;
        let parts = std::mem::take(&mut self.parts);
        (!parts.is_empty()).then(|| Batch {
            folder: self.folder.clone(),
            base: self.base.clone(),
            parts,
        })
    }
}

impl Batch {
    /// Makes the segment, if it is not there yet.
    ///
    /// # Errors
    /// When quads cannot be read or the segment cannot be written, with the file.
    pub fn compile(self) -> Result<(), (PathBuf, CompileError)> {
        let mut members = Vec::with_capacity(self.parts.len());
        let mut youngest = None;
        for Part { report, .. } in &self.parts {
            let failed = |e: std::io::Error| (report.path.clone(), e.into());
            let file = fs::metadata(&report.path).map_err(failed)?;
            youngest = youngest.max(file.modified().ok());
            members.push(Member {
                report: report.report.clone(),
                digest: report.digest.clone(),
                length: file.len(),
            });
        }
        let head = Head::new(&self.base, &members, 0);
        let path = folder::path(&self.folder, &head);
        // A killed build may have made it.
        let written = fs::metadata(&path).and_then(|file| file.modified()).ok();
        let there = Segment::open(&path).is_some_and(|there| *there.head() == head);
        if there && written >= youngest {
            return Ok(());
        }
        let failed = |e: CompileError| (path.clone(), e);
        let mut compiler = Compiler::default();
        for part in self.parts {
            if let Some(run) = part.run {
                compiler.unite(run).map_err(failed)?;
            } else {
                Source::new(part.report.path, part.report.packing).read_into(&mut compiler)?;
            }
        }
        folder::write(&path, |file| compiler.write(&head, file)).map_err(failed)
    }
}
