//! What an unfinished build has done already, so that the next one goes on from there.
//!
//! Each finished report stands beside its place as `NAME.next` and in a line of `.journal` with
//! its entry and its input's stamp. The lines of a killed run are believed only where the input
//! still has its digest and the files have theirs, so that no line needs a sync.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::commit::next;
use super::ledger::Done;
use super::packing::Packing;
use super::{DirectoryError, digest, io};

const JOURNAL: &str = ".journal";

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
                    done.insert(known.entry.source.clone(), known);
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
            let line = serde_json::to_vec(known).map_err(|e| io(&temporary)(e.into()))?;
            journal.write(&line)?;
            journal.write(b"\n")?;
        }
        journal.flush()?;
        fs::rename(&temporary, &journal.path).map_err(io(&journal.path))?;
        Ok((journal, done))
    }

    /// Notes a finished report, whose files have their `.next` names, by its line of the ledger.
    pub(super) fn note(&mut self, line: &[u8]) -> Result<(), DirectoryError> {
        self.write(line)?;
        self.flush()
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), DirectoryError> {
        self.file.write_all(bytes).map_err(io(&self.path))
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
        let packing = Packing::of(Path::new(&self.entry.file));
        let text_is_whole = |name: &String| {
            let file = File::open(next(&dir.join(name)));
            file.and_then(digest::sha256_of)
                .is_ok_and(|digest| digest == self.entry.sha256)
        };
        let quads = packing.open(&quads).and_then(digest::xxh3_of);
        quads.is_ok_and(|digest| digest == self.entry.quads_xxh3)
            && self.entry.text.as_ref().is_none_or(text_is_whole)
    }
}
