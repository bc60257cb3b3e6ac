//! `zhengtu list WHAT`: the things of one kind.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use zhengtu::graph::{Attribute, NodeKind, Relation};
use zhengtu::index::{Tally, Wanted};

use super::args::{List, ListFormat, Sort, Things};
use super::corpus::flat;
use super::failure::Failure;
use super::library::Library;
use super::table::Table;
use super::ui::Ui;

/// A list as rows under fixed keys, which scripts rely on.
pub(super) struct Rows {
    /// Keys of the columns; those marked hold numbers.
    pub(super) columns: &'static [(&'static str, bool)],
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
        Things::Tasks => tasks(&mut library, report),
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
    if args.format == ListFormat::Table && rows.rows.len() < all {
        ui.note(ui.say("list.more", &[("shown", &rows.rows.len()), ("all", &all)]));
    }
    Ok(())
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
    const TERMS: &[(&str, bool)] = &[
        ("name", false),
        ("mentions", true),
        ("reports", true),
        ("tasks", true),
        ("defined", true),
        ("id", false),
    ];
    const NAMES: &[(&str, bool)] = &[
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
    const COLUMNS: &[(&str, bool)] = &[
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

/// What a list of tasks needs of the graph.
const TASKS: Wanted<'static> = Wanted {
    relations: Some(&[Relation::StatedIn, Relation::Mentions, Relation::HasFigure]),
    attributes: Some(&[
        Attribute::Status,
        Attribute::Begin,
        Attribute::End,
        Attribute::Anchor,
    ]),
};

/// Tasks in the order of the text, the richest in terms first where asked for.
fn tasks(library: &mut Library<'_>, report: Option<&str>) -> Result<Rows, Failure> {
    const COLUMNS: &[(&str, bool)] = &[
        ("report", false),
        ("status", false),
        ("terms", true),
        ("figures", true),
        ("start", true),
        ("end", true),
        ("text", false),
        ("id", false),
    ];
    let corpus = &if let Some(report) = report {
        library.take_report(report);
        library.corpus(Wanted::default())?
    } else {
        for relation in [Relation::StatedIn, Relation::HasFigure] {
            library.excerpt.take_with(NodeKind::Task, relation);
        }
        library.excerpt.take(NodeKind::Term);
        library.corpus(TASKS)?
    };
    let mut found: Vec<_> = corpus
        .of_kind(NodeKind::Task)
        .filter(|t| report.is_none_or(|r| corpus.report_of(*t) == r))
        .filter_map(|t| Some((t, corpus.one(t, Relation::StatedIn)?)))
        .collect();
    found.sort_by_key(|(task, statement)| (corpus.report_of(*task), corpus.place(*statement)));
    let row = |(task, statement)| {
        let terms = corpus
            .to(task, Relation::Mentions)
            .filter(|n| corpus.node(*n).kind == NodeKind::Term)
            .count();
        let figures = corpus.to(task, Relation::HasFigure).count();
        let (start, end) = corpus.place(statement);
        let cells = vec![
            corpus.report_of(task).to_owned(),
            corpus.code(task, Attribute::Status),
            terms.to_string(),
            figures.to_string(),
            start.to_string(),
            end.to_string(),
            flat(&corpus.text(statement, Attribute::Anchor)),
            corpus.short(task),
        ];
        Row {
            cells,
            count: terms,
        }
    };
    Ok(Rows {
        columns: COLUMNS,
        rows: found.into_iter().map(row).collect(),
    })
}

/// Indicators with how often they are measured.
fn indicators(library: &mut Library<'_>, report: Option<&str>) -> Result<Rows, Failure> {
    const COLUMNS: &[(&str, bool)] = &[
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
    let text = match format {
        ListFormat::Table => table(rows, ui),
        ListFormat::Csv => separated(b',', rows, ui)?,
        ListFormat::Tsv => separated(b'\t', rows, ui)?,
        ListFormat::Json => {
            let objects = rows.rows.iter().map(|row| {
                let pairs = rows
                    .columns
                    .iter()
                    .zip(&row.cells)
                    .map(|((key, number), cell)| {
                        let value = if *number {
                            cell.parse().map_or(Value::Null, Value::Number)
                        } else {
                            cell.as_str().into()
                        };
                        ((*key).to_owned(), value)
                    });
                Value::Object(pairs.collect::<Map<_, _>>())
            });
            serde_json::to_string_pretty(&objects.collect::<Vec<_>>()).unwrap_or_default() + "\n"
        }
    };
    ui.write(text)
}

/// What a person reads: what the IRI says already is left out where there is a long text to show.
fn table(rows: &Rows, ui: &Ui) -> String {
    let long = rows.columns.iter().any(|(key, _)| *key == "text");
    let shown: Vec<usize> = (0..rows.columns.len())
        .filter(|&i| !(long && matches!(rows.columns[i].0, "report" | "end")))
        .collect();
    let numbers = shown
        .iter()
        .enumerate()
        .filter(|(_, i)| rows.columns[**i].1);
    let heads = shown.iter().map(|&i| ui.column(rows.columns[i].0));
    let mut table = Table::new(heads).right(numbers.map(|(at, _)| at));
    for row in &rows.rows {
        let cells = shown.iter().map(|&i| row.cells[i].as_str());
        table.row(cells.map(|cell| cell.strip_prefix("report:").unwrap_or(cell)));
    }
    table.render(ui)
}

fn separated(delimiter: u8, rows: &Rows, ui: &Ui) -> Result<String, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let failed = |e: &dyn std::fmt::Display| Failure::new(ui.say("error.stdout", &[("cause", &e)]));
    writer
        .write_record(rows.columns.iter().map(|(key, _)| key))
        .map_err(|e| failed(&e))?;
    for row in &rows.rows {
        writer.write_record(&row.cells).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
