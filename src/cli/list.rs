//! `zhengtu list WHAT`: the things of one kind.

use serde_json::{Map, Value};

use zhengtu::graph::{Attribute, NodeId, NodeKind, Relation};

use super::args::{List, ListFormat, Sort, Things};
use super::corpus::{Corpus, flat};
use super::failure::Failure;
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
    let corpus = Corpus::read(&args.graph.graph, ui)?;
    let report = corpus.report(args.report.as_deref(), ui)?;
    let report = report.as_deref();
    let mut rows = match args.what {
        Things::Terms => names(&corpus, NodeKind::Term, report),
        Things::Places => names(&corpus, NodeKind::Place, report),
        Things::Projects => names(&corpus, NodeKind::Project, report),
        Things::Organizations => names(&corpus, NodeKind::Organization, report),
        Things::Policies => names(&corpus, NodeKind::Policy, report),
        Things::Events => names(&corpus, NodeKind::Event, report),
        Things::Reports => reports(&corpus, report),
        Things::Tasks => tasks(&corpus, report),
        Things::Indicators => indicators(&corpus, report),
    };
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

/// Names with how often and where they are mentioned.
fn names(corpus: &Corpus, kind: NodeKind, report: Option<&str>) -> Rows {
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
    let mut rows = Vec::new();
    for id in corpus.of_kind(kind) {
        let here = |node: &NodeId| report.is_none_or(|r| corpus.report_of(*node) == r);
        let mentions: Vec<_> = corpus
            .mentions(id)
            .into_iter()
            .filter(|(r, _)| report.is_none_or(|wanted| wanted == r))
            .collect();
        let count: usize = mentions.iter().map(|(_, n)| n).sum();
        let defined = corpus.from(id, Relation::Defines).filter(here).count();
        // What only holds other places is not listed: no report speaks of it.
        if count + defined == 0 {
            continue;
        }
        let tasks = corpus
            .from(id, Relation::Mentions)
            .filter(|t| corpus.node(*t).kind == NodeKind::Task);
        let tasks = tasks.filter(here).count();
        let last = if term {
            defined
        } else {
            corpus.from(id, Relation::Concerns).count()
        };
        let numbers = [count, mentions.len(), tasks, last].map(|n| n.to_string());
        let cells = std::iter::once(corpus.name(id))
            .chain(numbers)
            .chain([corpus.short(id)]);
        rows.push(Row {
            cells: cells.collect(),
            count,
        });
    }
    Rows {
        columns: if term { TERMS } else { NAMES },
        rows,
    }
}

/// Reports with what they hold.
fn reports(corpus: &Corpus, report: Option<&str>) -> Rows {
    const COLUMNS: &[(&str, bool)] = &[
        ("report", false),
        ("government", false),
        ("year", true),
        ("statements", true),
        ("tasks", true),
        ("figures", true),
        ("title", false),
    ];
    let mut rows = Vec::new();
    for id in corpus.of_kind(NodeKind::Report) {
        let name = corpus.report_of(id).to_owned();
        if report.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let count = |kind| {
            corpus
                .of_kind(kind)
                .filter(|n| corpus.report_of(*n) == name)
                .count()
        };
        let tasks = count(NodeKind::Task);
        let government = corpus
            .one(id, Relation::Jurisdiction)
            .map(|g| corpus.name(g))
            .unwrap_or_default();
        let cells = vec![
            name.clone(),
            government,
            corpus.text(id, Attribute::Year),
            count(NodeKind::Statement).to_string(),
            tasks.to_string(),
            count(NodeKind::Observation).to_string(),
            corpus.text(id, Attribute::Title),
        ];
        rows.push(Row {
            cells,
            count: tasks,
        });
    }
    Rows {
        columns: COLUMNS,
        rows,
    }
}

/// Tasks in the order of the text, the richest in terms first where asked for.
fn tasks(corpus: &Corpus, report: Option<&str>) -> Rows {
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
    Rows {
        columns: COLUMNS,
        rows: found.into_iter().map(row).collect(),
    }
}

/// Indicators with how often they are measured.
fn indicators(corpus: &Corpus, report: Option<&str>) -> Rows {
    const COLUMNS: &[(&str, bool)] = &[
        ("name", false),
        ("figures", true),
        ("reports", true),
        ("id", false),
    ];
    let mut rows = Vec::new();
    for id in corpus.of_kind(NodeKind::Indicator) {
        let mut reports: Vec<&str> = corpus
            .from(id, Relation::Measures)
            .map(|o| corpus.report_of(o))
            .filter(|r| report.is_none_or(|wanted| wanted == *r))
            .collect();
        let count = reports.len();
        reports.sort_unstable();
        reports.dedup();
        if count > 0 {
            let cells = vec![
                corpus.name(id),
                count.to_string(),
                reports.len().to_string(),
                corpus.short(id),
            ];
            rows.push(Row { cells, count });
        }
    }
    Rows {
        columns: COLUMNS,
        rows,
    }
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
