//! What a build makes of the reports that there were and those that came.

use std::collections::BTreeMap;

use super::manifest::{Entry, Manifest};
use crate::diagnostic::Diagnostic;

/// What became of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Built {
    /// Local names of reports that the directory did not have, sorted.
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

impl Built {
    /// The next manifest: what came in place of what there was. `prune` leaves out what did not
    /// come again.
    pub(super) fn settle(
        &mut self,
        old: &Manifest,
        came: BTreeMap<String, Entry>,
        prune: bool,
    ) -> Manifest {
        let mut reports: BTreeMap<String, Entry> = BTreeMap::new();
        for entry in &old.reports {
            if came.contains_key(&entry.report) {
                continue;
            }
            if prune {
                self.pruned.push(entry.report.clone());
            } else {
                reports.insert(entry.report.clone(), entry.clone());
            }
        }
        for (report, entry) in came {
            match old.report(&report) {
                Some(before) if *before == entry => self.unchanged.push(report.clone()),
                Some(before) => {
                    self.notes.extend(other_source(before, &entry));
                    self.replaced.push(report.clone());
                }
                None => self.added.push(report.clone()),
            }
            reports.insert(report, entry);
        }
        Manifest {
            reports: reports.into_values().collect(),
            ..Manifest::new(&old.base)
        }
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
