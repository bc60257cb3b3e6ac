//! Reports into a directory: what is new, what is replaced, what goes.

use std::collections::BTreeMap;
use std::path::Path;

use super::commit::{self, Lock};
use super::entry::ReportFile;
use super::manifest::{Entry, Manifest};
use super::{DirectoryError, provenance};
use crate::diagnostic::Diagnostic;

/// What became of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Built {
    /// Local names of reports that the directory did not have.
    pub added: Vec<String>,
    /// Those it had with other quads.
    pub replaced: Vec<String>,
    /// Those it had as they are.
    pub unchanged: Vec<String>,
    /// Those removed because no input gives them.
    pub pruned: Vec<String>,
    /// What to tell the user.
    pub notes: Vec<Diagnostic>,
}

/// Writes `files` into the directory `dir`, keeping the reports that are there already unless
/// `prune`. `time` (ISO 8601) is written to the provenance.
///
/// # Errors
/// When two inputs with different texts give one report, the base differs or a file cannot be
/// written; the directory is then as it was.
pub fn merge(
    dir: &Path,
    base: &str,
    files: Vec<ReportFile>,
    prune: bool,
    time: Option<&str>,
) -> Result<Built, DirectoryError> {
    let mut built = Built::default();
    let files = distinct(files, &mut built.notes)?;
    let _lock = Lock::take(dir)?;
    commit::recover_locked(dir)?;
    commit::clean(dir)?;
    let old = Manifest::read(dir)?;
    if let Some(old) = old.as_ref().filter(|old| old.base != base) {
        return Err(DirectoryError::Base {
            theirs: old.base.clone(),
            ours: base.to_owned(),
        });
    }
    let old = old.unwrap_or_else(|| Manifest::new(base));
    let mut reports: BTreeMap<String, Entry> = old
        .reports
        .into_iter()
        .map(|e| (e.report.clone(), e))
        .collect();
    let mut written: Vec<(String, &[u8])> = Vec::new();
    let mut changed: Vec<&ReportFile> = Vec::new();
    for file in files.values() {
        let entry = Entry::new(file);
        match reports.get(&file.report) {
            Some(old) if *old == entry => built.unchanged.push(file.report.clone()),
            Some(old) => {
                built.notes.extend(other_source(old, file));
                built.replaced.push(file.report.clone());
                changed.push(file);
            }
            None => {
                built.added.push(file.report.clone());
                changed.push(file);
            }
        }
        written.push((entry.file.clone(), file.quads.as_bytes()));
        if let (Some(name), Some(text)) = (&entry.text, &file.text) {
            written.push((name.clone(), text.as_bytes()));
        }
        reports.insert(file.report.clone(), entry);
    }
    if prune {
        built.pruned = reports
            .keys()
            .filter(|report| !files.contains_key(*report))
            .cloned()
            .collect();
        reports.retain(|report, _| files.contains_key(report));
    }
    let manifest = Manifest {
        reports: reports.into_values().collect(),
        ..Manifest::new(base)
    };
    let provenance = provenance::update(dir, &manifest, &changed, time)?;
    written.push((commit::PROVENANCE.to_owned(), provenance.as_bytes()));
    commit::commit(dir, &written, &manifest)?;
    Ok(built)
}

/// The inputs by report: one text counts once, whatever its inputs are called.
fn distinct(
    mut files: Vec<ReportFile>,
    notes: &mut Vec<Diagnostic>,
) -> Result<BTreeMap<String, ReportFile>, DirectoryError> {
    files.sort_by(|a, b| (&a.report, &a.source).cmp(&(&b.report, &b.source)));
    let mut out: BTreeMap<String, ReportFile> = BTreeMap::new();
    for file in files {
        match out.get(&file.report) {
            Some(first) if first.sha256 == file.sha256 => {
                let message = format!("the same text as {}; counted once", first.source);
                notes.push(Diagnostic::warning("R011", &file.source, message));
            }
            Some(first) => {
                return Err(DirectoryError::SameReport {
                    report: file.report,
                    first: first.source.clone(),
                    second: file.source,
                });
            }
            None => {
                out.insert(file.report.clone(), file);
            }
        }
    }
    Ok(out)
}

/// A note where a report is replaced by one from another input.
fn other_source(old: &Entry, new: &ReportFile) -> Option<Diagnostic> {
    (old.source != new.source && old.sha256 != new.sha256).then(|| {
        let message = format!(
            "replaces report {}, which was read from {}",
            new.report, old.source
        );
        Diagnostic::warning("R012", &new.source, message)
            .with_hint("keep both by telling them apart with --edition")
    })
}
