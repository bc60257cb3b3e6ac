//! `zhengtu list WHAT`: the things of one kind.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serializer as _;
use serde_json::{Map, Value};

use zhengtu::graph::{Attribute, NodeKind, Relation};
use zhengtu::index::{Tally, Wanted};

use super::args::{List, ListFormat, Sort, Things};
use super::failure::Failure;
use super::library::Library;
use super::table::Table;
use super::tasks;
use super::ui::Ui;

/// Keys of columns, which scripts rely on; those marked hold numbers.
pub(super) type Columns = &'static [(&'static str, bool)];

/// A list as rows under fixed keys.
pub(super) struct Rows {
    pub(super) columns: Columns,
    pub(super) rows: Vec<Row>,
}

/// One line of a list.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    /// What `--sort count` looks at.
    pub(super) count: usize,
}

/// Runs the command.
pub fn run(args: &List, ui: &Ui) -> Result<(), Failure> {
    let mut library = Library::open(&args.graph.graph, ui)?;
    let report = library.report(args.report.as_deref())?;
    let report = report.as_deref();
    let mut rows = match args.what {
        Things::Terms => names(&mut library, NodeKind::Term, report),
        Things::Places => names(&mut library, NodeKind::Place, report),
        Things::Projects => names(&mut library, NodeKind::Project, report),
        Things::Organizations => names(&mut library, NodeKind::Organization, report),
        Things::Policies => names(&mut library, NodeKind::Policy, report),
        Things::Events => names(&mut library, NodeKind::Event, report),
        Things::Reports => reports(&mut library, report),
        Things::Tasks => return tasks::run(args, &library, report, ui),
        Things::Indicators => indicators(&mut library, report),
    }?;
    // Stable: what counts the same stays in the order of its IRI or of the text.
    match args.sort {
        Sort::Count => rows.rows.sort_by_key(|row| usize::MAX - row.count),
        Sort::Name => rows.rows.sort_by(|a, b| a.cells.cmp(&b.cells)),
    }
    let all = rows.rows.len();
    rows.rows.truncate(args.limit.unwrap_or(usize::MAX));
    print(&rows, args.format, ui)?;
    say_more(rows.rows.len(), all, args.format, ui);
    Ok(())
}

/// Says under a table how many of all its rows it shows.
pub(super) fn say_more(shown: usize, all: usize, format: ListFormat, ui: &Ui) {
    if format == ListFormat::Table && shown < all {
        ui.note(ui.say("list.more", &[("shown", &shown), ("all", &all)]));
    }
}

/// The labels of things, which is all that lists of names need of the graph.
const LABELS: Wanted<'static> = Wanted {
    relations: Some(&[]),
    attributes: Some(&[Attribute::PrefLabel]),
};

/// What a tally has of a thing in one report, or in all: how often, and in how many reports.
fn tallied(tally: &Tally, iri: &str, report: Option<&str>) -> (usize, usize) {
    let of = tally.of(iri);
    let of = of.filter(|(name, _)| report.is_none_or(|wanted| wanted == *name));
    of.fold((0, 0), |(count, reports), (_, n)| (count + n, reports + 1))
}

/// Names with how often and where they are mentioned.
fn names(library: &mut Library<'_>, kind: NodeKind, report: Option<&str>) -> Result<Rows, Failure> {
    const TERMS: Columns = &[
        ("name", false),
        ("mentions", true),
        ("reports", true),
        ("tasks", true),
        ("defined", true),
        ("id", false),
    ];
    const NAMES: Columns = &[
        ("name", false),
        ("mentions", true),
        ("reports", true),
        ("tasks", true),
        ("terms", true),
        ("id", false),
    ];
    let term = kind == NodeKind::Term;
    library.excerpt.take(kind);
    let corpus = library.corpus(LABELS)?;
    let excerpt = &library.excerpt;
    let mentions = excerpt.tally(Relation::RefersTo, None);
    let definitions = excerpt.tally(Relation::Defines, None);
    let tasks = excerpt.tally(Relation::Mentions, Some(NodeKind::Task));
    let concerned = (!term).then(|| excerpt.degrees(Relation::Concerns));
    let mut rows = Vec::new();
    for id in corpus.of_kind(kind) {
        let iri = &corpus.node(id).iri;
        let (count, reports) = tallied(&mentions, iri, report);
        let (defined, _) = tallied(&definitions, iri, report);
        // What only holds other places is not listed: no report speaks of it.
        if count + defined == 0 {
            continue;
        }
        let (tasks, _) = tallied(&tasks, iri, report);
        let last = concerned.as_ref().map_or(defined, |terms| terms(iri));
        let numbers = [count, reports, tasks, last].map(|n| n.to_string());
        let cells = std::iter::once(corpus.name(id))
            .chain(numbers)
            .chain([corpus.short(id)]);
        rows.push(Row {
            cells: cells.collect(),
            count,
        });
    }
    Ok(Rows {
        columns: if term { TERMS } else { NAMES },
        rows,
    })
}

/// Reports with what they hold.
fn reports(library: &mut Library<'_>, report: Option<&str>) -> Result<Rows, Failure> {
    const COLUMNS: Columns = &[
        ("report", false),
        ("government", false),
        ("year", true),
        ("statements", true),
        ("tasks", true),
        ("figures", true),
        ("title", false),
    ];
    library
        .excerpt
        .take_with(NodeKind::Report, Relation::Jurisdiction);
    let corpus = library.corpus(Wanted {
        relations: Some(&[Relation::Jurisdiction]),
        attributes: Some(&[Attribute::PrefLabel, Attribute::Year, Attribute::Title]),
    })?;
    let [statements, tasks, figures] = [NodeKind::Statement, NodeKind::Task, NodeKind::Observation]
        .map(|kind| library.excerpt.count(kind));
    let mut rows = Vec::new();
    for id in corpus.of_kind(NodeKind::Report) {
        let name = corpus.report_of(id);
        if report.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let count = |counts: &BTreeMap<String, usize>| counts.get(name).copied().unwrap_or(0);
        let government = corpus
            .one(id, Relation::Jurisdiction)
            .map(|g| corpus.name(g))
            .unwrap_or_default();
        let cells = vec![
            name.to_owned(),
            government,
            corpus.text(id, Attribute::Year),
            count(&statements).to_string(),
            count(&tasks).to_string(),
            count(&figures).to_string(),
            corpus.text(id, Attribute::Title),
        ];
        rows.push(Row {
            cells,
            count: count(&tasks),
        });
    }
    Ok(Rows {
        columns: COLUMNS,
        rows,
    })
}

/// Indicators with how often they are measured.
fn indicators(library: &mut Library<'_>, report: Option<&str>) -> Result<Rows, Failure> {
    const COLUMNS: Columns = &[
        ("name", false),
        ("figures", true),
        ("reports", true),
        ("id", false),
    ];
    library.excerpt.take(NodeKind::Indicator);
    let corpus = library.corpus(LABELS)?;
    let figures = library.excerpt.tally(Relation::Measures, None);
    let mut rows = Vec::new();
    for id in corpus.of_kind(NodeKind::Indicator) {
        let (count, reports) = tallied(&figures, &corpus.node(id).iri, report);
        if count > 0 {
            let cells = vec![
                corpus.name(id),
                count.to_string(),
                reports.to_string(),
                corpus.short(id),
            ];
            rows.push(Row { cells, count });
        }
    }
    Ok(Rows {
        columns: COLUMNS,
        rows,
    })
}

/// Prints a list.
pub(super) fn print(rows: &Rows, format: ListFormat, ui: &Ui) -> Result<(), Failure> {
    let cells = || rows.rows.iter().map(|row| row.cells.clone());
    stream(rows.columns, cells, format, ui)
}

/// Prints rows while they are made. For a table they are made twice: first to see how wide it is.
pub(super) fn stream<R: Iterator<Item = Vec<String>>>(
    columns: Columns,
    rows: impl Fn() -> R,
    format: ListFormat,
    ui: &Ui,
) -> Result<(), Failure> {
    ui.stream(|out| match format {
        ListFormat::Table => table(columns, rows, ui, out),
        ListFormat::Csv => separated(b',', columns, rows(), out),
        ListFormat::Tsv => separated(b'\t', columns, rows(), out),
        ListFormat::Json => {
            let objects = rows().map(|cells| object(columns, cells));
            let mut writer = serde_json::Serializer::pretty(&mut *out);
            writer.collect_seq(objects)?;
            out.write_all(b"\n")
        }
    })
}

fn object(columns: Columns, cells: Vec<String>) -> Value {
    let pairs = columns.iter().zip(cells).map(|((key, number), cell)| {
        let value = if *number {
            cell.parse().map_or(Value::Null, Value::Number)
        } else {
            cell.into()
        };
        ((*key).to_owned(), value)
    });
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// What a person reads: what the IRI says already is left out where there is a long text to show.
fn table<R: Iterator<Item = Vec<String>>>(
    columns: Columns,
    rows: impl Fn() -> R,
    ui: &Ui,
    out: &mut dyn Write,
) -> io::Result<()> {
    let long = columns.iter().any(|(key, _)| *key == "text");
    let shown: Vec<usize> = (0..columns.len())
        .filter(|&i| !(long && matches!(columns[i].0, "report" | "end")))
        .collect();
    let numbers = shown.iter().enumerate().filter(|(_, i)| columns[**i].1);
    let heads = shown.iter().map(|&i| ui.column(columns[i].0));
    let table = Table::new(heads).right(numbers.map(|(at, _)| at));
    let rows = || {
        rows().map(|mut cells| {
            let cells = shown.iter().map(|&i| std::mem::take(&mut cells[i]));
            let plain = |cell: String| match cell.strip_prefix("report:") {
                Some(plain) => plain.to_owned(),
                None => cell,
            };
            cells.map(plain).collect()
        })
    };
    table.stream(rows, ui, out)
}

fn separated(
    delimiter: u8,
    columns: Columns,
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(out);
    writer.write_record(columns.iter().map(|(key, _)| key))?;
    for cells in rows {
        writer.write_record(&cells)?;
    }
    writer.flush()
}
