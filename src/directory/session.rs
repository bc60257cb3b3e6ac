//! A build under way: reports come in one by one, in any number, and become the directory at the end.
//!
//! Any thread asks [`Session::unread`], [`Session::unchanged`] and hands its report to
//! [`Session::stage`], which writes the files under names of their own; one thread accepts the
//! outcomes in the order of the inputs ([`Session::accept`]) and commits. What is held in memory is
//! one entry of the manifest and one stamp for each report, never quads or texts. Dropping a
//! session leaves the directory as it was, and its finished reports in the journal for the next.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::commit::{self, Lock};
use super::entry::ReportFile;
use super::flush::Flusher;
use super::journal::Journal;
use super::ledger::{Done, Ledger};
use super::manifest::{Entry, Manifest};
use super::outcome::Built;
use super::packing::{Packing, open_quads};
use super::staging::{Files, Staged, Waiting, Written};
use super::stamp::{Contents, Looks, Stamp, Stamps};
use super::{DirectoryError, GraphDirectory, digest, io, provenance};
use crate::diagnostic::Diagnostic;

/// How a directory is built.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Base of all IRIs.
    pub base: String,
    /// How the quads are kept.
    pub packing: Packing,
    /// A digest of all that shapes a report beside its input: program, lexicon, declarations. Other
    /// recipes' reports are made again. Empty where nothing shall be skipped.
    pub recipe: String,
}

impl Plan {
    /// A plan whose recipe is made of `parts`, the base and the packing.
    pub fn new(base: &str, packing: Packing, parts: &[&str]) -> Self {
        let all: Vec<&str> = [base, packing.extension()]
            .iter()
            .chain(parts)
            .copied()
            .collect();
        Self {
            base: base.to_owned(),
            packing,
            recipe: digest::sha256(all.join("\n").as_bytes())[..16].to_owned(),
        }
    }
}

/// A build under way.
#[derive(Debug)]
pub struct Session {
    dir: PathBuf,
    plan: Plan,
    old: Manifest,
    /// Whether the directory has a manifest.
    exists: bool,
    /// Whether this build made the directory.
    made: bool,
    stamps: Stamps,
    resumable: BTreeMap<String, Done>,
    began: SystemTime,
    state: Mutex<State>,
    lock: Lock,
}

#[derive(Debug)]
struct State {
    journal: Journal,
    flusher: Flusher,
    ledger: Ledger,
    notes: Vec<Diagnostic>,
}

/// A build that is done. Nobody else writes the directory until it is dropped.
#[derive(Debug)]
pub struct Committed {
    /// What became of the reports.
    pub built: Built,
    /// The directory as it is now.
    pub directory: GraphDirectory,
    _lock: Lock,
}

impl Session {
    /// Takes the directory at `dir` for a build, making it if need be.
    ///
    /// # Errors
    /// When another build has it, it cannot be written or has another base.
    pub fn begin(dir: &Path, plan: Plan) -> Result<Self, DirectoryError> {
        let made = !dir.exists();
        let lock = Lock::take(dir)?;
        commit::recover_locked(dir)?;
        let old = Manifest::read(dir)?;
        if let Some(old) = old.as_ref().filter(|old| old.base != plan.base) {
            return Err(DirectoryError::Base {
                theirs: old.base.clone(),
                ours: plan.base,
            });
        }
        let began = Stamps::now(dir)?;
        let (journal, resumable) = Journal::resume(dir)?;
        commit::clean(dir, resumable.values().map(|done| &done.entry))?;
        for folder in commit::FOLDERS {
            let folder = dir.join(folder);
            fs::create_dir_all(&folder).map_err(io(&folder))?;
        }
        let state = State {
            journal,
            flusher: Flusher::default(),
            ledger: Ledger::default(),
            notes: Vec::new(),
        };
        Ok(Self {
            dir: dir.to_owned(),
            made,
            exists: old.is_some(),
            old: old.unwrap_or_else(|| Manifest::new(&plan.base)),
            stamps: Stamps::read(dir),
            plan,
            resumable,
            began,
            state: Mutex::new(state),
            lock,
        })
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// The report of an input that looks as it did when it was last read.
    pub fn unread(&self, source: &str, looks: &Looks) -> Option<Staged> {
        let stamp = self.stamps.proven(source, looks)?;
        self.kept(stamp, stamp.looks)
    }

    /// The report of an input that holds what it did when it was last read.
    pub fn unchanged(&self, source: &str, looks: &Looks, contents: &Contents) -> Option<Staged> {
        let known = self.stamps.get(source);
        let known = known.filter(|stamp| stamp.contents == *contents);
        if let Some(staged) = known.and_then(|stamp| self.kept(stamp, *looks)) {
            return Some(staged);
        }
        let done = self.resumable.get(source)?;
        let stamp = done.stamp.as_ref()?;
        let same = stamp.contents == *contents && stamp.recipe == self.plan.recipe;
        (same && !self.plan.recipe.is_empty() && done.is_whole(&self.dir)).then(|| Staged {
            entry: done.entry.clone(),
            stamp: Some(Stamp {
                looks: *looks,
                ..stamp.clone()
            }),
            files: Files::Resumed,
        })
    }

    /// What the directory has for a stamp, if it is still what the stamp is about.
    fn kept(&self, stamp: &Stamp, looks: Looks) -> Option<Staged> {
        let entry = self.old.report(&stamp.report)?;
        let same = !stamp.recipe.is_empty()
            && stamp.recipe == self.plan.recipe
            && entry.source == stamp.source
            && entry.quads_xxh3.starts_with(&stamp.quads)
            && fs::metadata(self.dir.join(&entry.file)).is_ok_and(|m| m.len() == stamp.size)
            && self.has_text(entry);
        same.then(|| Staged {
            entry: entry.clone(),
            stamp: Some(Stamp {
                looks,
                ..stamp.clone()
            }),
            files: Files::Kept,
        })
    }

    /// Writes a report's files, unless the directory has them. `number` tells reports apart that
    /// are staged at one time; `input` is what the report was read from, where it can be told again.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn stage(
        &self,
        number: usize,
        file: &ReportFile,
        input: Option<(Looks, Contents)>,
    ) -> Result<Staged, DirectoryError> {
        let entry = Entry::new(file, self.plan.packing);
        let place = self.dir.join(&entry.file);
        let packed = self.plan.packing.pack(file.quads.as_bytes());
        let packed = packed.map_err(io(&place))?;
        let stamp = input.map(|(looks, contents)| Stamp {
            source: file.source.clone(),
            looks,
            contents,
            recipe: self.plan.recipe.clone(),
            report: file.report.clone(),
            quads: entry.quads_xxh3[..16].to_owned(),
            size: packed.len() as u64,
        });
        let files = if self.holds(&entry) {
            Files::Kept
        } else {
            let mut files = vec![Written::write(&place, number, &packed)?];
            if let (Some(name), Some(text)) = (&entry.text, &file.text) {
                let place = self.dir.join(name);
                files.push(Written::write(&place, number, text.as_bytes())?);
            }
            Files::Written(files)
        };
        Ok(Staged {
            entry,
            stamp,
            files,
        })
    }

    /// Whether the directory has just this report, whole.
    fn holds(&self, entry: &Entry) -> bool {
        let stored = || open_quads(&self.dir.join(&entry.file)).and_then(digest::xxh3_of);
        self.old.report(&entry.report) == Some(entry)
            && stored().is_ok_and(|digest| digest == entry.quads_xxh3)
            && self.has_text(entry)
    }

    /// Whether the text that is kept beside the quads is there.
    fn has_text(&self, entry: &Entry) -> bool {
        let there = |name| self.dir.join(name).exists();
        entry.text.as_ref().is_none_or(there)
    }

    /// Takes a report into the next state of the directory; gives what the commit will change.
    ///
    /// # Errors
    /// When another input gives the same report with another text, or a file cannot be renamed.
    pub fn accept(&self, staged: Staged) -> Result<Option<Waiting>, DirectoryError> {
        let mut state = self.state();
        let state = &mut *state;
        let lost = io(&self.dir);
        if let Some(first) = state.ledger.get(&staged.entry.report).map_err(&lost)? {
            let (note, first_stays) = first.meets(&staged.entry)?;
            state.notes.push(note);
            if first_stays {
                staged.files.discard()?;
                return Ok(None);
            }
        }
        let waits = staged.files.wait()?;
        let Staged {
            entry,
            stamp,
            files,
        } = staged;
        let done = Done { stamp, entry };
        let line = state.ledger.add(&done, waits).map_err(&lost)?;
        if matches!(files, Files::Written(_)) {
            state.flusher.count(&self.dir);
            if done.stamp.is_some() {
                state.journal.note(line)?;
            }
        }
        Ok(waits.then(|| Waiting::new(&self.dir, &done.entry)))
    }

    /// Makes what was accepted the state of the directory. `prune` removes the reports that no input
    /// gave; `time` (ISO 8601) is written to the provenance.
    ///
    /// # Errors
    /// When a file cannot be written; the directory is then as it was.
    pub fn commit(self, prune: bool, time: Option<&str>) -> Result<Committed, DirectoryError> {
        let Self {
            dir,
            old,
            exists,
            stamps,
            resumable,
            began,
            state,
            lock,
            ..
        } = self;
        let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
        drop(state.flusher);
        let ledger = state.ledger;
        for done in resumable.into_values() {
            // No input gave it this time, or under another name; the entry is not about these files.
            let report = &done.entry.report;
            let taken = ledger.get(report).map_err(io(&dir))?;
            let taken = taken.filter(|_| ledger.waits(report));
            commit::drop_next(&dir, &done.entry, taken.as_ref())?;
        }
        let mut built = Built {
            notes: state.notes,
            ..Built::default()
        };
        let waiting = ledger.waiting();
        let (came, seen) = ledger.finish().map_err(io(&dir))?;
        let manifest = built.settle(&old, came, prune);
        if waiting > 0 || old != manifest || !exists {
            drop(old);
            change(&dir, &built, &manifest, waiting, time)?;
        }
        Journal::remove(&dir);
        commit::drop_empty(&dir);
        let keep = |stamp: &Stamp| {
            let entry = manifest.report(&stamp.report);
            entry.is_some_and(|e| e.source == stamp.source)
        };
        stamps.write(&dir, seen, keep, began)?;
        Ok(Committed {
            built,
            directory: GraphDirectory::of(dir, manifest),
            _lock: lock,
        })
    }

    /// Gives up: nothing is left of this build.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn abandon(self) -> Result<(), DirectoryError> {
        Journal::remove(&self.dir);
        Stamps::clean(&self.dir);
        commit::clean(&self.dir, std::iter::empty())?;
        commit::drop_empty(&self.dir);
        if self.made {
            commit::unmake(&self.dir);
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Commits a manifest that differs from the last one, or whose files do.
fn change(
    dir: &Path,
    built: &Built,
    manifest: &Manifest,
    waiting: usize,
    time: Option<&str>,
) -> Result<(), DirectoryError> {
    let made = built.added.iter().chain(&built.replaced);
    let made: Vec<&Entry> = made.filter_map(|r| manifest.report(r)).collect();
    let provenance = provenance::update(dir, manifest, &made, time);
    let done = provenance.and_then(|text| commit::commit(dir, text.as_bytes(), manifest, waiting));
    // Once committed, what waits belongs to the next state, which a reader finishes.
    if done.is_err() && !commit::is_committed(dir) {
        Journal::remove(dir);
        commit::clean(dir, std::iter::empty())?;
    }
    done
}
