//! Many inputs through a few threads into one directory: readers that analyse and write each
//! report's files, and one ordered acceptor.
//!
//! A reader takes the next input, looks whether the directory has its report already, else reads,
//! analyses and stages it; where the acceptor has a batch ready for the index, it compiles that
//! first. What waits between threads is an entry of the manifest and the report's run, so that
//! memory goes with the number of threads and not with that of reports.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::directory::{Contents, DirectoryError, Looks, ReportFile, Session, Staged, Stat};
use zhengtu::index::{Batch, Batches, Failed, Run, RunWriter};
use zhengtu::ingest::{Sidecar, Source, decode};
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;

use super::failure::Failure;
use super::feed::{Feed, Item, Record};
use super::input::Input;
use super::progress;
use super::ui::Ui;

/// Outcomes that wait for an earlier one and keep their runs; of others the index is made from the
/// quads' files.
const AHEAD: usize = 64;

/// What every report is read with.
pub struct Line<'a> {
    pub declared: &'a Declared,
    pub rules: &'a Ruleset,
    pub iris: &'a Iris,
    pub session: &'a Session,
    /// Whether the reports are indexed, too.
    pub index: bool,
    pub ui: &'a Ui,
}

/// How many inputs there were.
#[derive(Debug, Default)]
pub struct Tally {
    /// All that were taken up.
    pub all: usize,
    /// Those that could not be read.
    pub failed: usize,
    /// Why there is no index, where there should be one.
    pub unindexed: Option<Failed>,
}

/// Why an input gave no report.
enum Fault {
    /// The input is at fault; the others go on.
    Input(Failure),
    /// The directory is; nothing goes on.
    Directory(DirectoryError),
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Fault::Input(failure)
    }
}

/// A report on its way.
struct Report {
    staged: Staged,
    run: Option<Run>,
    /// What to say of it.
    warnings: Vec<String>,
}

impl Report {
    /// One that the directory has.
    fn known(staged: Staged) -> Self {
        Self {
            staged,
            run: None,
            warnings: Vec::new(),
        }
    }
}

type Outcome = Result<Report, Fault>;

/// The index under way.
struct Indexing {
    state: Mutex<Waiting>,
    /// Threads that may compile at one time. A batch takes a sixth of the time that its reports take,
    /// and much more memory: one thread of four is enough to keep up, and holds no more for a large
    /// corpus than for a small one.
    most: usize,
}

#[derive(Default)]
struct Waiting {
    batches: VecDeque<Batch>,
    /// Batches that are being compiled.
    under_way: usize,
    /// The first fault, which ends it.
    failed: Option<Failed>,
}

impl Indexing {
    fn new(jobs: usize) -> Self {
        Self {
            state: Mutex::default(),
            most: jobs.div_ceil(4),
        }
    }

    fn push(&self, batch: Option<Batch>) {
        self.state().batches.extend(batch);
    }

    /// Compiles the next batch; gives whether there was one, and room for it.
    fn step(&self) -> bool {
        let mut state = self.state();
        if state.under_way >= self.most {
            return false;
        }
        let Some(batch) = state.batches.pop_front() else {
            return false;
        };
        state.under_way += 1;
        drop(state);
        let done = batch.compile();
        let mut state = self.state();
        state.under_way -= 1;
        if let Err(failed) = done {
            state.batches.clear();
            state.failed.get_or_insert(failed);
        }
        true
    }

    fn state(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs all of `feed` through `jobs` threads; `stop` ends it early.
pub fn run(
    line: &Line<'_>,
    feed: &Feed<'_>,
    jobs: usize,
    stop: &AtomicBool,
) -> Result<Tally, DirectoryError> {
    let bar = progress::steps(line.ui, feed.total());
    let (sender, receiver) = sync_channel::<(usize, Outcome)>(4 * jobs);
    let mut tally = Tally::default();
    let mut fault = None;
    let mut indexing = Indexing::new(jobs);
    let mut batches = Batches::new(line.session.path(), line.iris.base());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, indexing) = (sender.clone(), &indexing);
            scope.spawn(move || {
                let mut room = String::new();
                loop {
                    if indexing.step() {
                        continue;
                    }
                    let Some((number, item)) = feed.next() else {
                        break;
                    };
                    let outcome = line.read(number, item, &mut room);
                    if sender.send((number, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, Outcome> = BTreeMap::new();
        for (number, mut outcome) in receiver {
            if let (true, Ok(report)) = (early.len() > AHEAD, &mut outcome) {
                report.run = None;
            }
            early.insert(number, outcome);
            while let Some(outcome) = early.remove(&tally.all) {
                tally.all += 1;
                bar.inc(1);
                if fault.is_some() {
                    continue;
                }
                match bar.suspend(|| accept(line, outcome, &mut tally, &mut batches)) {
                    Ok(batch) => indexing.push(batch),
                    Err(error) => {
                        stop.store(true, Ordering::Relaxed);
                        fault = Some(error);
                    }
                }
            }
        }
    });
    if fault.is_none() {
        indexing.push(batches.rest());
        indexing.most = jobs;
        std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| while indexing.step() {});
            }
        });
    }
    bar.finish_and_clear();
    tally.unindexed = indexing.state().failed.take();
    fault.map_or(Ok(tally), Err)
}

/// Says what there is to say and takes the report in.
fn accept(
    line: &Line<'_>,
    outcome: Outcome,
    tally: &mut Tally,
    batches: &mut Batches,
) -> Result<Option<Batch>, DirectoryError> {
    match outcome {
        Ok(report) => {
            for warning in report.warnings {
                line.ui.warn(warning);
            }
            let waiting = line.session.accept(report.staged)?;
            let waiting = waiting.filter(|_| line.index);
            Ok(waiting.and_then(|waiting| batches.add(waiting, report.run)))
        }
        Err(Fault::Input(failure)) => {
            tally.failed += 1;
            line.ui.fail(&failure);
            Ok(None)
        }
        Err(Fault::Directory(error)) => Err(error),
    }
}

impl Line<'_> {
    fn read(&self, number: usize, item: Item, room: &mut String) -> Outcome {
        match item {
            Item::Failed(failure) => Err(failure.into()),
            Item::File(input) => self.file(number, &input, room),
            Item::Text(bytes) => {
                let declared = self.declared.clone();
                self.bytes(number, "-", &bytes, declared, None, room)
            }
            Item::Line(name, line) => {
                let messages = &self.ui.messages;
                let record = Record::parse(&name, &line, messages)?;
                let divisions = self.rules.lexicon.divisions();
                let declared = record.declared(self.declared, divisions, messages)?;
                let (name, text) = (record.name(&name), record.text.as_bytes());
                self.bytes(number, name, text, declared, None, room)
            }
        }
    }

    fn file(&self, number: usize, input: &Input, room: &mut String) -> Outcome {
        let Input::File(path) = input else {
            let bytes = input.bytes(&self.ui.messages)?;
            let declared = self.declared.clone();
            return self.bytes(number, "-", &bytes, declared, None, room);
        };
        // Looked at before it is read: a change in between shows the next time.
        let looks = Looks {
            input: Stat::of(path),
            sidecar: Stat::of(&Sidecar::path(path)),
        };
        let name = input.name();
        if let Some(staged) = self.session.unread(&name, &looks) {
            return Ok(Report::known(staged));
        }
        let (declared, _) = input.declared(self.declared, &self.ui.messages)?;
        let bytes = input.bytes(&self.ui.messages)?;
        self.bytes(number, &name, &bytes, declared, Some(looks), room)
    }

    /// A report whose bytes are here. The text is kept beside the graph unless it is a file's.
    fn bytes(
        &self,
        number: usize,
        name: &str,
        bytes: &[u8],
        declared: Declared,
        looks: Option<Looks>,
        room: &mut String,
    ) -> Outcome {
        let messages = &self.ui.messages;
        let keep = looks.is_none();
        let looks = looks.unwrap_or_default();
        let contents = Contents::new(bytes, &declared, keep);
        if let Some(staged) = self.session.unchanged(name, &looks, &contents) {
            return Ok(Report::known(staged));
        }
        let text = decode(name, bytes).map_err(|e| messages.ingest(&e))?;
        let analysis = analyse(Source::new(name, text), &declared, self.rules);
        let (file, run) = self.file_of(&analysis, keep, std::mem::take(room));
        let warnings = file.warnings.iter().map(|w| messages.diagnostic(w));
        let warnings = warnings.collect();
        let staged = self.session.stage(number, &file, Some((looks, contents)));
        *room = file.quads;
        Ok(Report {
            staged: staged.map_err(Fault::Directory)?,
            run,
            warnings,
        })
    }

    /// The report's quads in the room of others, and what the index needs of them.
    fn file_of(&self, analysis: &Analysis, keep: bool, room: String) -> (ReportFile, Option<Run>) {
        let (rules, iris) = (self.rules, self.iris);
        if !self.index {
            let file = ReportFile::new_in(room, &mut (), analysis, rules, iris, keep);
            return (file, None);
        }
        let mut run = RunWriter::default();
        let file = ReportFile::new_in(room, &mut run, analysis, rules, iris, keep);
        (file, run.finish())
    }
}
