//! What an unfinished build has done already, so that the next one goes on from there.
//!
//! Each finished report stands beside its place as `NAME.next` and in a line of `.journal` with
//! its entry and its input's stamp. The lines of a killed run are believed only where the input
//! still has its digest and the files have theirs, so that no line needs a sync.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::commit::{hex, next};
use super::manifest::Entry;
use super::packing::open_quads;
use super::stamp::Stamp;
use super::{DirectoryError, io};

const JOURNAL: &str = ".journal";

/// One finished report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Done {
    pub(super) stamp: Stamp,
    pub(super) entry: Entry,
}

/// The journal, open for more.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Journal {
    /// What a killed run had done, by input, and the journal with that and room for more.
    pub(super) fn resume(dir: &Path) -> Result<(Self, BTreeMap<String, Done>), DirectoryError> {
        let path = dir.join(JOURNAL);
        let mut done = BTreeMap::new();
        if let Ok(old) = File::open(&path) {
            for line in BufReader::new(old).lines().map_while(Result::ok) {
                // The last line may be half a one.
                if let Ok(known) = serde_json::from_str::<Done>(&line) {
                    done.insert(known.stamp.source.clone(), known);
                }
            }
        }
        let temporary = dir.join(".journal.next");
        let file = File::create(&temporary).map_err(io(&temporary))?;
        let mut journal = Self {
            path,
            file: BufWriter::new(file),
        };
        for known in done.values() {
            journal.line(known)?;
        }
        journal.flush()?;
        fs::rename(&temporary, &journal.path).map_err(io(&journal.path))?;
        Ok((journal, done))
    }

    /// Notes a finished report whose files have their `.next` names.
    pub(super) fn note(&mut self, stamp: &Stamp, entry: &Entry) -> Result<(), DirectoryError> {
        let done = Done {
            stamp: stamp.clone(),
            entry: entry.clone(),
        };
        self.line(&done)?;
        self.flush()
    }

    fn line(&mut self, done: &Done) -> Result<(), DirectoryError> {
        let written = serde_json::to_writer(&mut self.file, done).map_err(std::io::Error::from);
        written
            .and_then(|()| self.file.write_all(b"\n"))
            .map_err(io(&self.path))
    }

    fn flush(&mut self) -> Result<(), DirectoryError> {
        self.file.flush().map_err(io(&self.path))
    }

    /// Forgets all.
    pub(super) fn remove(dir: &Path) {
        let _ = fs::remove_file(dir.join(JOURNAL));
    }
}

impl Done {
    /// Whether its files are there and whole.
    pub(super) fn is_whole(&self, dir: &Path) -> bool {
        let quads = next(&dir.join(&self.entry.file));
        let text = self.entry.text.as_ref().map(|t| next(&dir.join(t)));
        quads_digest(&quads, &self.entry.file).is_some_and(|d| d == self.entry.quads_sha256)
            && text.is_none_or(|t| file_digest(&t).is_some_and(|d| d == self.entry.sha256))
    }
}

/// SHA-256 of the quads in the file at `path`, which is to be called `name`.
pub(super) fn quads_digest(path: &Path, name: &str) -> Option<String> {
    if super::Packing::of(Path::new(name)) == super::Packing::Plain {
        return file_digest(path);
    }
    let packed = fs::File::open(path).ok()?;
    drain(zstd::Decoder::new(packed).ok()?)
}

/// SHA-256 of a file of quads under its own name.
pub(super) fn stored_digest(path: &Path) -> Option<String> {
    drain(open_quads(path).ok()?)
}

fn file_digest(path: &Path) -> Option<String> {
    drain(File::open(path).ok()?)
}

fn drain(mut reader: impl Read) -> Option<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer).ok()? {
            0 => return Some(hex(&digest.finalize())),
            n => digest.update(&buffer[..n]),
        }
    }
}
