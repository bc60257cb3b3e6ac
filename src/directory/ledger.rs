//! The reports that a build under way has accepted: a line of JSON for each, in a few large blocks.
//!
//! As structures, their short strings would stand between the large blocks of the analyses, in the
//! memory of every thread, and keep that from being used again: ten kilobytes of a report stayed
//! where one was asked for.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::manifest::Entry;
use super::stamp::Stamp;

/// One finished report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Done {
    /// What the input was, where it can be told again.
    pub(super) stamp: Option<Stamp>,
    pub(super) entry: Entry,
}

/// Bytes of a block.
const BLOCK: usize = 1 << 20;

/// The finished reports.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Blocks are filled and never moved: one that grew would be held twice while it does.
    blocks: Vec<Vec<u8>>,
    lines: Vec<(usize, Range<usize>)>,
    by_report: BTreeMap<String, Place>,
}

#[derive(Debug)]
struct Place {
    line: usize,
    waits: bool,
}

impl Ledger {
    /// Takes a report in, in the place of one of the same name; `waits` says whether its files stand
    /// beside their places. Gives its line.
    pub(super) fn add(&mut self, done: &Done, waits: bool) -> io::Result<&[u8]> {
        let mut text = serde_json::to_vec(done)?;
        text.push(b'\n');
        let room = |block: &Vec<u8>| block.capacity() - block.len() >= text.len();
        if !self.blocks.last().is_some_and(room) {
            self.blocks.push(Vec::with_capacity(BLOCK.max(text.len())));
        }
        let last = self.blocks.len() - 1;
        let block = &mut self.blocks[last];
        let from = block.len();
        block.extend_from_slice(&text);
        let report = done.entry.report.clone();
        let line = self.lines.len();
        self.by_report.insert(report, Place { line, waits });
        self.lines.push((last, from..block.len()));
        Ok(&self.blocks[last][from..])
    }

    /// The report of this name.
    pub(super) fn get(&self, report: &str) -> io::Result<Option<Entry>> {
        let place = self.by_report.get(report);
        place
            .map(|place| Ok(self.done(place.line)?.entry))
            .transpose()
    }

    /// Whether the files of the report of this name stand beside their places.
    pub(super) fn waits(&self, report: &str) -> bool {
        self.by_report.get(report).is_some_and(|place| place.waits)
    }

    /// How many reports' files do.
    pub(super) fn waiting(&self) -> usize {
        self.by_report.values().filter(|place| place.waits).count()
    }

    /// The reports by name, and what all inputs were.
    pub(super) fn finish(self) -> io::Result<(BTreeMap<String, Entry>, Vec<Stamp>)> {
        let (mut entries, mut stamps) = (BTreeMap::new(), Vec::with_capacity(self.lines.len()));
        for line in 0..self.lines.len() {
            let Done { stamp, entry } = self.done(line)?;
            stamps.extend(stamp);
            // Of reports that one name was given to, the last one came to stay.
            entries.insert(entry.report.clone(), entry);
        }
        Ok((entries, stamps))
    }

    fn done(&self, line: usize) -> io::Result<Done> {
        let (block, span) = &self.lines[line];
        Ok(serde_json::from_slice(&self.blocks[*block][span.clone()])?)
    }
}
