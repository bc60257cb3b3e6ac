//! Many inputs through a few threads into one directory: readers that analyse and write each
//! report's files, and one ordered acceptor.
//!
//! A reader takes the next input, looks whether the directory has its report already, else reads,
//! analyses and stages it. What waits between threads is an entry of the manifest, so that memory
//! goes with the number of threads and not with that of reports.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

use zhengtu::analysis::{Ruleset, analyse};
use zhengtu::directory::{Contents, DirectoryError, Looks, ReportFile, Session, Staged, Stat};
use zhengtu::ingest::{Sidecar, Source, decode};
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;

use super::failure::Failure;
use super::feed::{Feed, Item, Record};
use super::input::Input;
use super::progress;
use super::ui::Ui;

/// What every report is read with.
pub struct Line<'a> {
    pub declared: &'a Declared,
    pub rules: &'a Ruleset,
    pub iris: &'a Iris,
    pub session: &'a Session,
    pub ui: &'a Ui,
}

/// How many inputs there were.
#[derive(Debug, Default)]
pub struct Tally {
    /// All that were taken up.
    pub all: usize,
    /// Those that could not be read.
    pub failed: usize,
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

/// A report on its way, with what to say of it.
type Outcome = Result<(Staged, Vec<String>), Fault>;

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
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some((number, item)) = feed.next() {
                    if sender.send((number, line.read(number, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, Outcome> = BTreeMap::new();
        for (number, outcome) in receiver {
            early.insert(number, outcome);
            while let Some(outcome) = early.remove(&tally.all) {
                tally.all += 1;
                bar.inc(1);
                if fault.is_some() {
                    continue;
                }
                if let Err(error) = bar.suspend(|| accept(line, outcome, &mut tally)) {
                    stop.store(true, Ordering::Relaxed);
                    fault = Some(error);
                }
            }
        }
    });
    bar.finish_and_clear();
    fault.map_or(Ok(tally), Err)
}

/// Says what there is to say and takes the report in.
fn accept(line: &Line<'_>, outcome: Outcome, tally: &mut Tally) -> Result<(), DirectoryError> {
    match outcome {
        Ok((staged, warnings)) => {
            for warning in warnings {
                line.ui.warn(warning);
            }
            line.session.accept(staged).map(drop)
        }
        Err(Fault::Input(failure)) => {
            tally.failed += 1;
            line.ui.fail(&failure);
            Ok(())
        }
        Err(Fault::Directory(error)) => Err(error),
    }
}

impl Line<'_> {
    fn read(&self, number: usize, item: Item) -> Outcome {
        match item {
            Item::Failed(failure) => Err(failure.into()),
            Item::File(input) => self.file(number, &input),
            Item::Text(bytes) => {
                let declared = self.declared.clone();
                self.bytes(number, "-", &bytes, declared, None)
            }
            Item::Line(name, line) => {
                let messages = &self.ui.messages;
                let record = Record::parse(&name, &line, messages)?;
                let divisions = self.rules.lexicon.divisions();
                let declared = record.declared(self.declared, divisions, messages)?;
                let (name, text) = (record.name(&name), record.text.as_bytes());
                self.bytes(number, name, text, declared, None)
            }
        }
    }

    fn file(&self, number: usize, input: &Input) -> Outcome {
        let Input::File(path) = input else {
            let bytes = input.bytes(&self.ui.messages)?;
            return self.bytes(number, "-", &bytes, self.declared.clone(), None);
        };
        // Looked at before it is read: a change in between shows the next time.
        let looks = Looks {
            input: Stat::of(path),
            sidecar: Stat::of(&Sidecar::path(path)),
        };
        let name = input.name();
        if let Some(staged) = self.session.unread(&name, &looks) {
            return Ok((staged, Vec::new()));
        }
        let (declared, _) = input.declared(self.declared, &self.ui.messages)?;
        let bytes = input.bytes(&self.ui.messages)?;
        self.bytes(number, &name, &bytes, declared, Some(looks))
    }

    /// A report whose bytes are here. The text is kept beside the graph unless it is a file's.
    fn bytes(
        &self,
        number: usize,
        name: &str,
        bytes: &[u8],
        declared: Declared,
        looks: Option<Looks>,
    ) -> Outcome {
        let messages = &self.ui.messages;
        let keep = looks.is_none();
        let looks = looks.unwrap_or_default();
        let contents = Contents::new(bytes, &declared, keep);
        if let Some(staged) = self.session.unchanged(name, &looks, &contents) {
            return Ok((staged, Vec::new()));
        }
        let text = decode(name, bytes).map_err(|e| messages.ingest(&e))?;
        let analysis = analyse(Source::new(name, text), &declared, self.rules);
        let file = ReportFile::new(&analysis, self.rules, self.iris, keep);
        let warnings = file.warnings.iter().map(|w| messages.diagnostic(w));
        let warnings = warnings.collect();
        let staged = self.session.stage(number, &file, Some((looks, contents)));
        Ok((staged.map_err(Fault::Directory)?, warnings))
    }
}
