//! `zhengtu build INPUT…`: reports into a graph directory.
//!
//! Each report is read on its own; what cannot be read is named and left out. The directory is
//! changed once, at the end; Ctrl-C brings the end forward, and a killed run is taken up again.

use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};

use zhengtu::analysis::Ruleset;
use zhengtu::directory::{
    Built, Committed, DirectoryError, Entry, Manifest, Packing, Plan, Session, Stat,
};
use zhengtu::index;
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;
use zhengtu::store::KnowledgeStore;

use super::args::{Build, Compression, Global};
use super::clock;
use super::corpus::directory_failure;
use super::failure::Failure;
use super::feed::Feed;
use super::input;
use super::pipeline::{self, Line, Tally};
use super::table::Table;
use super::ui::Ui;

/// More reports than these are summed up instead of listed.
const LISTED: usize = 50;

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// Runs the command.
pub fn run(args: &Build, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let rules = input::ruleset(global, &ui.messages)?;
    let iris = input::iris(global, &ui.messages)?;
    let declared = input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?;
    let inputs = input::expand(&args.inputs, &ui.messages)?;
    let plan = plan(args, rules, &iris, &declared);
    let session = Session::begin(&args.graph.graph, plan).map_err(|e| directory_failure(&e, ui))?;
    listen(ui);
    let feed = Feed::new(inputs, &STOP, &ui.messages);
    let line = Line {
        declared: &declared,
        rules,
        iris: &iris,
        session: &session,
        index: !args.no_index,
        ui,
    };
    let jobs = args.jobs.unwrap_or_else(cores);
    let tally = match pipeline::run(&line, &feed, jobs, &STOP) {
        Ok(tally) => tally,
        Err(error) => return Err(give_up(session, &error, ui)),
    };
    drop(feed);
    let failed = || {
        let values: [(&str, &dyn Display); 2] = [("failed", &tally.failed), ("all", &tally.all)];
        Failure::new(ui.say("extract.failed", &values))
    };
    if tally.failed == tally.all && tally.failed > 0 {
        abandon(session).map_err(|e| directory_failure(&e, ui))?;
        return Err(failed().advise(ui.text("build.untouched")));
    }
    finish(session, &tally, args, ui)?;
    if tally.failed == 0 {
        Ok(())
    } else {
        Err(failed())
    }
}

/// All that shapes a report beside its input. The program is known by its file too, so that a
/// version under work is not taken for the last one.
fn plan(args: &Build, rules: &Ruleset, iris: &Iris, declared: &Declared) -> Plan {
    let packing = match args.compress {
        Some(Compression::Zst) => Packing::Zstd,
        None => Packing::Plain,
    };
    let program = std::env::current_exe().ok();
    let program = format!("{:?}", program.as_deref().and_then(Stat::of));
    let typed = format!("{declared:?}");
    let lexicon = rules.seeds.digest();
    let parts = [env!("CARGO_PKG_VERSION"), &program, lexicon, &typed];
    Plan::new(iris.base(), packing, &parts)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Ends the build early on Ctrl-C, and at once on the second: the directory bears it.
fn listen(ui: &Ui) {
    let text = ui.text("build.stopping").to_owned();
    let stop = move || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("{text}");
    };
    // Without a handler Ctrl-C kills, which the directory bears as well.
    let _ = ctrlc::set_handler(stop);
}

/// What went wrong with the directory. Two texts for one report leave what is done in the journal,
/// for the build after the user told them apart; a full disk gets its space back.
fn give_up(session: Session, error: &DirectoryError, ui: &Ui) -> Failure {
    if !matches!(error, DirectoryError::SameReport { .. }) {
        // The first error is the one to tell.
        let _ = abandon(session);
    }
    directory_failure(error, ui)
}

/// Leaves nothing of this build, and of the index only what is of the directory as it was.
fn abandon(session: Session) -> Result<(), DirectoryError> {
    index::sweep(session.path());
    session.abandon()
}

/// Brings the index up to date. The graph is whole without it, so that what went wrong is a warning.
fn index(committed: &Committed, tally: &Tally, args: &Build, ui: &Ui) {
    let directory = &committed.directory;
    let cause = if args.no_index {
        index::sweep(directory.path());
        None
    } else if let Some((path, error)) = &tally.unindexed {
        Some(format!("{}: {error}", path.display()))
    } else {
        let settled = KnowledgeStore::settle(directory);
        settled.err().map(|error| error.to_string())
    };
    if let Some(cause) = cause {
        ui.warn(ui.say("build.no-index", &[("cause", &cause)]));
    }
}

/// Commits and says what was built.
fn finish(session: Session, tally: &Tally, args: &Build, ui: &Ui) -> Result<(), Failure> {
    let stopped = STOP.load(Ordering::Relaxed);
    // A report whose input could not be read is still among the inputs.
    let prune = args.prune && tally.failed == 0 && !stopped;
    if args.prune && tally.failed > 0 {
        ui.warn(ui.text("build.no-prune"));
    }
    let time = clock::now();
    let committed = session.commit(prune, Some(&time));
    let committed = committed.map_err(|e| directory_failure(&e, ui))?;
    let (built, manifest) = (&committed.built, committed.directory.manifest());
    for note in &built.notes {
        ui.warn(ui.messages.diagnostic(note));
    }
    index(&committed, tally, args, ui);
    let count = built.added.len() + built.replaced.len() + built.unchanged.len();
    if !ui.quiet() {
        let table = if count + built.pruned.len() > LISTED {
            totals(built, manifest, ui)
        } else {
            each(built, manifest, ui)
        };
        ui.write(table)?;
    }
    let graph = args.graph.graph.display();
    let values: [(&str, &dyn Display); 2] = [("graph", &graph), ("count", &count)];
    if stopped {
        return Err(Failure::new(ui.say("build.stopped", &values)));
    }
    if ui.quiet() {
        return Ok(());
    }
    ui.line(ui.say("build.done", &values))
}

/// The outcomes and their reports.
fn outcomes(built: &Built) -> [(&'static str, &[String]); 4] {
    [
        ("build.added", &built.added),
        ("build.replaced", &built.replaced),
        ("build.unchanged", &built.unchanged),
        ("build.pruned", &built.pruned),
    ]
}

const NUMBERS: [&str; 8] = [
    "statements",
    "tasks",
    "terms",
    "links",
    "figures",
    "quads",
    "megabytes",
    "warnings",
];

/// The numbers of reports, in the order of [`NUMBERS`].
fn numbers<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<String> {
    let mut sums = [0; 8];
    for entry in entries {
        let c = entry.counts;
        let own = [
            c.statements,
            c.tasks,
            c.terms,
            c.links,
            c.observations,
            c.quads,
            c.bytes,
        ];
        let own = own.into_iter().chain([entry.warnings.len()]);
        sums.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
    }
    let megabytes = |n: usize| format!("{}.{}", n / 1_000_000, n / 100_000 % 10);
    sums.iter()
        .zip(NUMBERS)
        .map(|(n, name)| {
            if name == "megabytes" {
                megabytes(*n)
            } else {
                n.to_string()
            }
        })
        .collect()
}

/// One line for each report.
fn each(built: &Built, manifest: &Manifest, ui: &Ui) -> String {
    let columns = std::iter::once("report").chain(NUMBERS).chain(["outcome"]);
    let mut table = Table::new(columns.map(|c| ui.column(c))).right(1..=NUMBERS.len());
    let mut rows: Vec<(&String, &str)> = outcomes(built)
        .into_iter()
        .flat_map(|(outcome, reports)| reports.iter().map(move |r| (r, outcome)))
        .collect();
    rows.sort_by_key(|(report, outcome)| (*outcome == "build.pruned", *report));
    for (report, outcome) in rows {
        let cells = match manifest.report(report) {
            Some(entry) => numbers(std::iter::once(entry)),
            None => vec![String::new(); NUMBERS.len()],
        };
        let cells = std::iter::once(report.clone()).chain(cells);
        table.row(cells.chain([ui.text(outcome).to_owned()]));
    }
    table.render(ui)
}

/// One line for each outcome.
fn totals(built: &Built, manifest: &Manifest, ui: &Ui) -> String {
    let columns = ["outcome", "reports"].into_iter().chain(NUMBERS);
    let mut table = Table::new(columns.map(|c| ui.column(c))).right(1..=NUMBERS.len() + 1);
    for (outcome, reports) in outcomes(built) {
        if reports.is_empty() {
            continue;
        }
        let cells = [ui.text(outcome).to_owned(), reports.len().to_string()];
        let entries = reports.iter().filter_map(|r| manifest.report(r));
        table.row(cells.into_iter().chain(numbers(entries)));
    }
    table.render(ui)
}
