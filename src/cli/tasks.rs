//! `zhengtu list tasks`: rows made one by one while they are printed, however many there are.

use std::collections::HashMap;

use rayon::prelude::*;

use zhengtu::graph::{Attribute, NodeKind, Relation};
use zhengtu::index::Part;

use super::args::{List, Sort};
use super::corpus::flat;
use super::failure::Failure;
use super::library::{Library, report_of};
use super::list::{Columns, say_more, stream};
use super::ui::Ui;

const COLUMNS: Columns = &[
    ("report", false),
    ("status", false),
    ("terms", true),
    ("figures", true),
    ("start", true),
    ("end", true),
    ("text", false),
    ("id", false),
];

/// So many rows are made at once, by all threads.
const AT_ONCE: usize = 4096;

/// A task, by where it stands in the index and in the corpus.
struct Task {
    /// Its segment.
    part: usize,
    node: u32,
    statement: u32,
    /// Its report, by the order of their names.
    report: u32,
    place: (u32, u32),
    /// How many terms it mentions.
    terms: usize,
}

/// Tasks in the order of the text, the richest in terms first where asked for.
pub fn run(
    args: &List,
    library: &Library<'_>,
    report: Option<&str>,
    ui: &Ui,
) -> Result<(), Failure> {
    let mut tasks = found(library, report);
    match args.sort {
        Sort::Count => tasks.sort_by_key(|task| usize::MAX - task.terms),
        Sort::Name => tasks.sort_by_cached_key(|task| cells(task, library)),
    }
    let all = tasks.len();
    tasks.truncate(args.limit.unwrap_or(usize::MAX));
    let some = |some: &[Task]| some.par_iter().map(|task| cells(task, library)).collect();
    let rows = || {
        tasks
            .chunks(AT_ONCE)
            .flat_map(|chunk| -> Vec<_> { some(chunk) })
    };
    stream(COLUMNS, rows, args.format, ui)?;
    say_more(tasks.len(), all, args.format, ui);
    Ok(())
}

/// All tasks, or those of one report, in the order of the text.
fn found(library: &Library<'_>, report: Option<&str>) -> Vec<Task> {
    let entries = library.directory().manifest().reports.iter();
    let mut reports: Vec<&str> = entries.map(|entry| report_of(&entry.iri)).collect();
    reports.sort_unstable();
    let reports = reports.into_iter().zip(0..);
    let reports = reports.filter(|(name, _)| report.is_none_or(|wanted| wanted == *name));
    let reports: HashMap<&str, u32> = reports.collect();
    let parts = library.excerpt.parts();
    let found = parts.par_iter().enumerate();
    let mut found: Vec<Task> = found
        .flat_map_iter(|(at, part)| of_part(at, part, &reports))
        .collect();
    let iri = |task: &Task| parts[task.part].name(task.node);
    found.par_sort_by(|a, b| {
        let by_place = (a.report, a.place).cmp(&(b.report, b.place));
        by_place.then_with(|| iri(a).cmp(&iri(b)))
    });
    found
}

fn of_part(at: usize, part: &Part, reports: &HashMap<&str, u32>) -> Vec<Task> {
    let mut is_term: HashMap<u32, bool> = HashMap::new();
    let mut is_term = |node: &u32| {
        let known = is_term.entry(*node);
        *known.or_insert_with(|| part.kind(*node) == Some(NodeKind::Term))
    };
    let mut place = |node: u32| {
        let statement = part.end(node, Relation::StatedIn)?;
        let count = |attribute| part.value(statement, attribute)?.parse().ok();
        let [start, end] = [Attribute::Begin, Attribute::End].map(count);
        let mentioned = part.ends(node, Relation::Mentions);
        Some(Task {
            part: at,
            node,
            statement,
            report: *reports.get(report_of(part.name(node)?))?,
            place: (start.unwrap_or_default(), end.unwrap_or_default()),
            terms: mentioned.into_iter().filter(&mut is_term).count(),
        })
    };
    part.of_kind(NodeKind::Task)
        .filter_map(&mut place)
        .collect()
}

/// The row of a task.
fn cells(task: &Task, library: &Library<'_>) -> Vec<String> {
    let part = &library.excerpt.parts()[task.part];
    let iri = part.name(task.node).unwrap_or_default();
    let status = part.value(task.node, Attribute::Status).unwrap_or_default();
    let status = status.rsplit(['#', '/']).next().unwrap_or_default();
    let status = status.split_once('-').map_or(status, |(_, name)| name);
    let text = part.value(task.statement, Attribute::Anchor);
    let short = library.iris().parts(iri);
    vec![
        report_of(iri).to_owned(),
        status.to_owned(),
        task.terms.to_string(),
        part.ends(task.node, Relation::HasFigure).len().to_string(),
        task.place.0.to_string(),
        task.place.1.to_string(),
        flat(&text.unwrap_or_default()),
        short.map_or_else(|| iri.to_owned(), |(kind, name)| format!("{kind}:{name}")),
    ]
}
