//! A build under way: reports come in one by one, in any number, and become the directory at the end.
//!
//! Any thread asks [`Session::unread`], [`Session::unchanged`] and hands its report to
//! [`Session::stage`], which writes the files under names of their own; one thread accepts the
//! outcomes in the order of the inputs ([`Session::accept`]) and commits. What is held in memory is
//! one entry of the manifest and one stamp for each report, never quads or texts. Dropping a
//! session leaves the directory as it was, and its finished reports in the journal for the next.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::commit::{self, Lock};
use super::entry::ReportFile;
use super::journal::{Done, Journal, stored_digest};
use super::manifest::{Entry, Manifest};
use super::merge::Built;
use super::packing::Packing;
use super::stamp::{Contents, Looks, Stamp, Stamps};
use super::{DirectoryError, io, provenance};
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
            recipe: commit::digest(all.join("\n").as_bytes())[..16].to_owned(),
        }
    }
}

/// A report on its way into the directory.
#[derive(Debug)]
pub struct Staged {
    entry: Entry,
    stamp: Option<Stamp>,
    files: Files,
}

/// Where a staged report's files are.
#[derive(Debug)]
enum Files {
    /// In their places.
    Kept,
    /// Beside their places, left there by a killed run.
    Resumed,
    /// Under names of their own: (now, to be).
    Written(Vec<(PathBuf, PathBuf)>),
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
    _lock: Lock,
}

#[derive(Debug)]
struct State {
    journal: Journal,
    /// By report: its entry, and whether its files wait beside their places.
    accepted: BTreeMap<String, (Entry, bool)>,
    stamps: Vec<Stamp>,
    notes: Vec<Diagnostic>,
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
        for folder in ["reports", "text"] {
            let folder = dir.join(folder);
            fs::create_dir_all(&folder).map_err(io(&folder))?;
        }
        let state = State {
            journal,
            accepted: BTreeMap::new(),
            stamps: Vec::new(),
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
            _lock: lock,
        })
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
        let same = done.stamp.contents == *contents && done.stamp.recipe == self.plan.recipe;
        (same && !self.plan.recipe.is_empty() && done.is_whole(&self.dir)).then(|| Staged {
            entry: done.entry.clone(),
            stamp: Some(Stamp {
                looks: *looks,
                ..done.stamp.clone()
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
            && entry.quads_sha256.starts_with(&stamp.quads)
            && fs::metadata(self.dir.join(&entry.file)).is_ok_and(|m| m.len() == stamp.size)
            && entry
                .text
                .as_ref()
                .is_none_or(|t| self.dir.join(t).exists());
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
            quads: entry.quads_sha256[..16].to_owned(),
            size: packed.len() as u64,
        });
        if self.holds(&entry) {
            let files = Files::Kept;
            return Ok(Staged {
                entry,
                stamp,
                files,
            });
        }
        let mut files = Vec::new();
        let text = entry.text.as_ref().zip(file.text.as_ref());
        let text = text.map(|(name, text)| (self.dir.join(name), text.as_bytes()));
        for (place, bytes) in [(place, &*packed)].into_iter().chain(text) {
            let mut now = place.as_os_str().to_owned();
            now.push(format!(".{number}.tmp"));
            let now = PathBuf::from(now);
            let written = File::create(&now).and_then(|mut f| f.write_all(bytes));
            written.map_err(io(&now))?;
            files.push((now, commit::next(&place)));
        }
        let files = Files::Written(files);
        Ok(Staged {
            entry,
            stamp,
            files,
        })
    }

    /// Whether the directory has just this report, whole.
    fn holds(&self, entry: &Entry) -> bool {
        self.old.report(&entry.report) == Some(entry)
            && stored_digest(&self.dir.join(&entry.file)).is_some_and(|d| d == entry.quads_sha256)
            && entry
                .text
                .as_ref()
                .is_none_or(|t| self.dir.join(t).exists())
    }

    /// Takes a report into the next state of the directory.
    ///
    /// # Errors
    /// When another input gives the same report with another text, or a file cannot be renamed.
    pub fn accept(&self, staged: Staged) -> Result<(), DirectoryError> {
        let Staged {
            entry,
            stamp,
            files,
        } = staged;
        let mut state = self.state();
        if let Some((first, _)) = state.accepted.get(&entry.report) {
            let (mut pair, same) = ([first, &entry], first.sha256 == entry.sha256);
            pair.sort_by(|a, b| a.source.cmp(&b.source));
            let (one, two) = (pair[0].source.clone(), pair[1].source.clone());
            let first_stays = one == first.source;
            if !same {
                return Err(DirectoryError::SameReport {
                    report: entry.report,
                    first: one,
                    second: two,
                });
            }
            let message = format!("the same text as {one}; counted once");
            state.notes.push(Diagnostic::warning("R011", &two, message));
            if first_stays {
                if let Files::Written(files) = files {
                    for (now, _) in files {
                        fs::remove_file(&now).map_err(io(&now))?;
                    }
                }
                return Ok(());
            }
        }
        let waits = !matches!(files, Files::Kept);
        if let Files::Written(files) = files {
            for (now, next) in files {
                fs::rename(&now, &next).map_err(io(&next))?;
            }
            if let Some(stamp) = &stamp {
                state.journal.note(stamp, &entry)?;
            }
        }
        state.stamps.extend(stamp);
        state.accepted.insert(entry.report.clone(), (entry, waits));
        Ok(())
    }

    /// Makes what was accepted the state of the directory. `prune` removes the reports that no input
    /// gave; `time` (ISO 8601) is written to the provenance.
    ///
    /// # Errors
    /// When a file cannot be written; the directory is then as it was.
    pub fn commit(
        self,
        prune: bool,
        time: Option<&str>,
    ) -> Result<(Built, Manifest), DirectoryError> {
        let Self {
            dir,
            old,
            exists,
            resumable,
            ..
        } = &self;
        let mut state = self.state();
        let State {
            accepted,
            stamps: seen,
            notes,
            ..
        } = &mut *state;
        let (accepted, seen) = (std::mem::take(accepted), std::mem::take(seen));
        let waiting = |report: &str| accepted.get(report).is_some_and(|(_, waits)| *waits);
        for done in resumable.values().filter(|d| !waiting(&d.entry.report)) {
            // No input gave it this time; the entry that stays is not about these files.
            commit::drop_next(dir, &done.entry)?;
        }
        let mut built = Built {
            notes: std::mem::take(notes),
            ..Built::default()
        };
        let waiting = accepted.values().filter(|(_, waits)| *waits).count();
        let manifest = merged(old, accepted, prune, &mut built);
        let moved = waiting > 0 || *old != manifest || !exists;
        if moved {
            let made = built.added.iter().chain(&built.replaced);
            let made: Vec<&Entry> = made.filter_map(|r| manifest.report(r)).collect();
            let provenance = provenance::update(dir, &manifest, &made, time);
            let done = provenance
                .and_then(|text| commit::commit(dir, text.as_bytes(), &manifest, waiting));
            if let Err(error) = done {
                // Once committed, what waits belongs to the next state, which a reader finishes.
                if !commit::is_committed(dir) {
                    Journal::remove(dir);
                    commit::clean(dir, std::iter::empty())?;
                }
                return Err(error);
            }
        }
        Journal::remove(dir);
        drop(state);
        let Self {
            dir, stamps, began, ..
        } = self;
        let keep = |stamp: &Stamp| {
            let entry = manifest.report(&stamp.report);
            entry.is_some_and(|e| e.source == stamp.source)
        };
        stamps.write(&dir, seen, keep, began)?;
        Ok((built, manifest))
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

/// The next manifest, and what becomes of each report.
fn merged(
    old: &Manifest,
    accepted: BTreeMap<String, (Entry, bool)>,
    prune: bool,
    built: &mut Built,
) -> Manifest {
    let mut reports: BTreeMap<String, Entry> = BTreeMap::new();
    for entry in &old.reports {
        if accepted.contains_key(&entry.report) {
            continue;
        }
        if prune {
            built.pruned.push(entry.report.clone());
        } else {
            reports.insert(entry.report.clone(), entry.clone());
        }
    }
    for (report, (entry, _)) in accepted {
        match old.report(&report) {
            Some(before) if *before == entry => built.unchanged.push(report.clone()),
            Some(before) => {
                built.notes.extend(other_source(before, &entry));
                built.replaced.push(report.clone());
            }
            None => built.added.push(report.clone()),
        }
        reports.insert(report, entry);
    }
    Manifest {
        reports: reports.into_values().collect(),
        ..Manifest::new(&old.base)
    }
}

/// A note where a report is replaced by one from another input.
fn other_source(old: &Entry, new: &Entry) -> Option<Diagnostic> {
    (old.source != new.source && old.sha256 != new.sha256).then(|| {
        let message = format!(
            "replaces report {}, which was read from {}",
            new.report, old.source
        );
        Diagnostic::warning("R012", &new.source, message)
            .with_hint("keep both by telling them apart with --edition")
    })
}
