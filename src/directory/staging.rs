//! A report's files on their way into the directory: written under names of their own, then waiting
//! beside their places.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::commit::next;
use super::manifest::Entry;
use super::packing::Packing;
use super::stamp::Stamp;
use super::{DirectoryError, io};

/// Bytes that are written at once: more at a time was measured slower, less too.
const CHUNK: usize = 1 << 20;

/// Writes a large file.
fn in_parts(file: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    bytes
        .chunks(CHUNK)
        .try_for_each(|part| file.write_all(part))
}

/// A report on its way into the directory.
#[derive(Debug)]
pub struct Staged {
    pub(super) entry: Entry,
    pub(super) stamp: Option<Stamp>,
    pub(super) files: Files,
}

/// Where a staged report's files are.
#[derive(Debug)]
pub(super) enum Files {
    /// In their places.
    Kept,
    /// Beside their places, left there by a killed run.
    Resumed,
    /// Under names of their own.
    Written(Vec<Written>),
}

/// A file under a name of its own.
#[derive(Debug)]
pub(super) struct Written {
    now: PathBuf,
    place: PathBuf,
}

impl Written {
    /// Writes what is to stand at `place` one day; `number` tells reports apart that are written at
    /// one time.
    pub(super) fn write(place: &Path, number: usize, bytes: &[u8]) -> Result<Self, DirectoryError> {
        let mut now = place.as_os_str().to_owned();
        now.push(format!(".{number}.tmp"));
        let now = PathBuf::from(now);
        let written = || -> std::io::Result<()> { in_parts(&mut File::create(&now)?, bytes) };
        written().map_err(io(&now))?;
        Ok(Self {
            now,
            place: place.to_owned(),
        })
    }
}

impl Files {
    /// Moves written files beside their places; gives whether any wait there.
    pub(super) fn wait(&self) -> Result<bool, DirectoryError> {
        let Files::Written(files) = self else {
            return Ok(matches!(self, Files::Resumed));
        };
        for file in files {
            let next = next(&file.place);
            fs::rename(&file.now, &next).map_err(io(&next))?;
        }
        Ok(true)
    }

    /// Removes files that were written for nothing.
    pub(super) fn discard(self) -> Result<(), DirectoryError> {
        let Files::Written(files) = self else {
            return Ok(());
        };
        for file in files {
            fs::remove_file(&file.now).map_err(io(&file.now))?;
        }
        Ok(())
    }
}

/// A report that the next commit changes: what it is, and where its quads wait.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Local name of the report.
    pub report: String,
    /// Digest of its quads.
    pub digest: String,
    /// Bytes of its quads, unpacked.
    pub bytes: usize,
    /// Where they are until the commit.
    pub path: PathBuf,
    /// How they are kept.
    pub packing: Packing,
}

impl Waiting {
    pub(super) fn new(dir: &Path, entry: &Entry) -> Self {
        let place = dir.join(&entry.file);
        Self {
            report: entry.report.clone(),
            digest: entry.quads_xxh3.clone(),
            bytes: entry.counts.bytes,
            path: next(&place),
            packing: Packing::of(&place),
        }
    }
}
