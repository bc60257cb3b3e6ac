//! `zhengtu build INPUT…`: reports into a graph directory.
//!
//! Each report is read on its own; what cannot be read is named and left out. The directory is
//! changed once, at the end.

use std::collections::BTreeSet;
use std::fmt::Display;

use rayon::prelude::*;

use zhengtu::analysis::Ruleset;
use zhengtu::directory::{self, Built, GraphDirectory, ReportFile};
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;
use zhengtu::store::KnowledgeStore;

use super::args::{Build, Global};
use super::clock;
use super::corpus::directory_failure;
use super::extract::pool;
use super::failure::Failure;
use super::input::{self, Input};
use super::progress;
use super::table::Table;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Build, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let rules = input::ruleset(global, &ui.messages)?;
    let iris = input::iris(global, &ui.messages)?;
    let declared = input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?;
    let inputs = input::expand(&args.inputs, &ui.messages)?;
    let (files, failures) = read_all(&inputs, args.jobs, &declared, &rules, &iris, ui)?;
    for failure in &failures {
        ui.fail(failure);
    }
    let failed = || {
        let values: [(&str, &dyn Display); 2] =
            [("failed", &failures.len()), ("all", &inputs.len())];
        Failure::new(ui.say("extract.failed", &values))
    };
    if files.is_empty() {
        return Err(failed().advise(ui.text("build.untouched")));
    }
    let rows: Vec<ReportFile> = files.iter().map(summary_of).collect();
    for file in &files {
        file.warnings
            .iter()
            .for_each(|w| ui.warn(ui.messages.diagnostic(w)));
    }
    // A report whose input could not be read is still among the inputs.
    let prune = args.prune && failures.is_empty();
    if args.prune && !prune {
        ui.warn(ui.text("build.no-prune"));
    }
    let time = clock::now();
    let built = directory::merge(&args.graph.graph, iris.base(), files, prune, Some(&time))
        .map_err(|e| directory_failure(&e, ui))?;
    // Queries then find their index ready; what keeps it from being made, they tell.
    if let Ok(directory) = GraphDirectory::open(&args.graph.graph) {
        drop(KnowledgeStore::open(&directory));
    }
    built
        .notes
        .iter()
        .for_each(|note| ui.warn(ui.messages.diagnostic(note)));
    if !ui.quiet() {
        summary(&rows, &built, args, ui)?;
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failed())
    }
}

/// Reads all inputs, in their order whatever thread is first.
fn read_all(
    inputs: &[Input],
    jobs: Option<usize>,
    declared: &Declared,
    rules: &Ruleset,
    iris: &Iris,
    ui: &Ui,
) -> Result<(Vec<ReportFile>, Vec<Failure>), Failure> {
    let bar = progress::bar(ui, inputs.len());
    let read = |input: &Input| {
        let analysis = input.analyse(declared, rules, &ui.messages);
        let file = analysis.map(|a| ReportFile::new(&a, rules, iris, *input == Input::Stdin));
        bar.inc(1);
        file
    };
    let results: Vec<_> = pool(jobs, ui)?.install(|| inputs.par_iter().map(read).collect());
    bar.finish_and_clear();
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    Ok((files, failures))
}

/// A file without its quads and text, which the directory takes.
fn summary_of(file: &ReportFile) -> ReportFile {
    ReportFile {
        report: file.report.clone(),
        iri: String::new(),
        source: file.source.clone(),
        sha256: String::new(),
        lexicon: String::new(),
        quads: String::new(),
        text: None,
        counts: file.counts,
        warnings: file.warnings.clone(),
    }
}

/// What was built: one line for each report.
fn summary(rows: &[ReportFile], built: &Built, args: &Build, ui: &Ui) -> Result<(), Failure> {
    let columns = [
        "report",
        "statements",
        "tasks",
        "terms",
        "links",
        "figures",
        "warnings",
        "outcome",
    ];
    let mut table = Table::new(columns.map(|c| ui.column(c))).right(1..=6);
    let mut seen = BTreeSet::new();
    let mut sorted: Vec<&ReportFile> = rows.iter().collect();
    sorted.sort_by(|a, b| (&a.report, &a.source).cmp(&(&b.report, &b.source)));
    for row in sorted
        .into_iter()
        .filter(|row| seen.insert(row.report.as_str()))
    {
        let outcome = match () {
            () if built.added.contains(&row.report) => "build.added",
            () if built.replaced.contains(&row.report) => "build.replaced",
            () => "build.unchanged",
        };
        let c = row.counts;
        let numbers = [
            c.statements,
            c.tasks,
            c.terms,
            c.links,
            c.observations,
            row.warnings.len(),
        ];
        let numbers = numbers.map(|n| n.to_string());
        let cells = std::iter::once(row.report.clone()).chain(numbers);
        table.row(cells.chain([ui.text(outcome).to_owned()]));
    }
    for report in &built.pruned {
        let blank = std::iter::repeat_n(String::new(), 6);
        let cells = std::iter::once(report.clone()).chain(blank);
        table.row(cells.chain([ui.text("build.pruned").to_owned()]));
    }
    ui.write(table.render(ui))?;
    let graph = args.graph.graph.display();
    ui.line(ui.say("build.done", &[("graph", &graph), ("count", &seen.len())]))
}
