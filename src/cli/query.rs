//! `zhengtu query`: SPARQL on the graph, typed, from a file, or by a named query.

use std::fmt::{Display, Write};
use std::io::Read;

use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};
use unicode_width::UnicodeWidthStr;

use zhengtu::query::{NamedQuery, QueryError, named_queries, query, run_named};
use zhengtu::rdf::prefixes;
use zhengtu::store::KnowledgeStore;

use super::args::{Query, QueryFormat};
use super::corpus::{self, flat};
use super::failure::Failure;
use super::messages::Language;
use super::serialize;
use super::table::{Table, wrap};
use super::ui::{Style, Ui};

/// Runs the command.
pub fn run(args: &Query, ui: &Ui) -> Result<(), Failure> {
    if args.list {
        return list(ui);
    }
    let text = match args.name {
        Some(_) => String::new(),
        None => text(args, ui)?,
    };
    let directory = corpus::open(&args.graph.graph, ui)?;
    let store = corpus::store(&directory, ui)?;
    let results = match &args.name {
        Some(name) => run_named(&store, name, &args.words),
        None => query(&store, &text),
    };
    let results = results.map_err(|e| failure(&e, &text, ui))?;
    let written = match results {
        QueryResults::Solutions(rows) => solutions(rows, args.format, &store, ui),
        QueryResults::Boolean(answer) => boolean(answer, args.format, ui),
        QueryResults::Graph(triples) => graph(triples, args.format, &store, ui),
    };
    corpus::tell_mended(&store, ui);
    written
}

/// The query that was typed, or what a file or standard input holds.
fn text(args: &Query, ui: &Ui) -> Result<String, Failure> {
    if let Some(path) = &args.file {
        return std::fs::read_to_string(path).map_err(|e| ui.messages.io(path, &e));
    }
    match &args.words[..] {
        [] => Err(Failure::usage(ui.text("query.nothing")).advise(ui.text("query.nothing-hint"))),
        [only] if only == "-" => {
            let mut text = String::new();
            let read = std::io::stdin().lock().read_to_string(&mut text);
            read.map_err(|e| ui.messages.io("-".as_ref(), &e))?;
            Ok(text)
        }
        [only] => Ok(only.clone()),
        _ => Err(Failure::usage(ui.text("query.several")).advise(ui.text("query.several-hint"))),
    }
}

/// The named queries with their arguments and columns, and what each answers.
fn list(ui: &Ui) -> Result<(), Failure> {
    let width = ui.width().unwrap_or(usize::MAX).saturating_sub(4);
    let mut out = String::new();
    for named in named_queries() {
        let what = match ui.messages.language() {
            Language::Zh => named.zh,
            Language::En => named.en,
        };
        let usage = ui.style(Style::Bold, &named.usage());
        let _ = writeln!(out, "{usage} → {}", columns(named));
        for line in wrap(what, width) {
            let _ = writeln!(out, "    {line}");
        }
    }
    ui.write(out)
}

/// What a named query selects, in order.
fn columns(named: &NamedQuery) -> String {
    let head = named.text.split_once("SELECT").map_or("", |(_, rest)| rest);
    let head = head.split_once("WHERE").map_or(head, |(head, _)| head);
    let mut out: Vec<&str> = Vec::new();
    let mut depth = 0usize;
    for word in head.split_whitespace() {
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        // Of `(COUNT(?x) AS ?n)` the name after AS is the column: it closes the bracket.
        if depth == 0 {
            out.extend(word.trim_end_matches(')').strip_prefix('?'));
        }
    }
    out.join(",")
}

/// What went wrong with a query, with the line and a mark under the column.
fn failure(error: &QueryError, text: &str, ui: &Ui) -> Failure {
    match error {
        QueryError::Syntax {
            line,
            column,
            message,
        } => {
            let values: [(&str, &dyn Display); 3] =
                [("line", line), ("column", column), ("message", message)];
            let said = ui.say("query.syntax", &values);
            let Some(source) = text.lines().nth(line.saturating_sub(1)) else {
                return Failure::usage(said);
            };
            let before: String = source.chars().take(column.saturating_sub(1)).collect();
            let (source, pad) = (source.replace('\t', " "), before.replace('\t', " ").width());
            Failure::usage(format!("{said}\n  {source}\n  {}^", " ".repeat(pad)))
        }
        QueryError::Unknown { name, known } => {
            Failure::usage(ui.say("query.unknown", &[("name", name)]))
                .advise(ui.say("query.known", &[("names", known)]))
        }
        QueryError::Arguments { usage } => {
            Failure::usage(ui.say("query.arguments", &[("usage", usage)]))
        }
        QueryError::NotFound { text, near, .. } => {
            let failure = Failure::new(ui.say("graph.unknown", &[("name", text)]));
            if near.is_empty() {
                return failure.advise(ui.text("graph.unknown-hint"));
            }
            failure.advise(ui.say(
                "graph.near",
                &[("names", &near.join(ui.text("list.comma")))],
            ))
        }
        other => Failure::new(ui.say("query.failed", &[("cause", other)])),
    }
}

fn solutions(
    rows: QuerySolutionIter,
    format: QueryFormat,
    store: &KnowledgeStore,
    ui: &Ui,
) -> Result<(), Failure> {
    let failed = |e: &dyn Display| Failure::new(ui.say("query.failed", &[("cause", &e)]));
    if format == QueryFormat::Table {
        return table(rows, store, ui);
    }
    let mut writer = results_format(format, ui)?
        .serialize_solutions_to_writer(Vec::new(), rows.variables().to_vec())
        .map_err(|e| failed(&e))?;
    for row in rows {
        let row = row.map_err(|e| failed(&e))?;
        writer.serialize(&row).map_err(|e| failed(&e))?;
    }
    ui.write(writer.finish().map_err(|e| failed(&e))?)
}

/// Rows for people: IRIs with their prefixes, numbers to the right.
fn table(rows: QuerySolutionIter, store: &KnowledgeStore, ui: &Ui) -> Result<(), Failure> {
    let variables = rows.variables().to_vec();
    let prefixes = prefixes(store.iris());
    let mut cells: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let row = row.map_err(|e| Failure::new(ui.say("query.failed", &[("cause", &e)])))?;
        let cell = |v| {
            row.get(v)
                .map(|term| shown(term, &prefixes))
                .unwrap_or_default()
        };
        cells.push(variables.iter().map(cell).collect());
    }
    let numeric = |column: &usize| {
        let filled: Vec<_> = cells
            .iter()
            .map(|row| &row[*column])
            .filter(|c| !c.is_empty())
            .collect();
        !filled.is_empty() && filled.iter().all(|c| c.parse::<f64>().is_ok())
    };
    let right: Vec<usize> = (0..variables.len()).filter(numeric).collect();
    let mut table = Table::new(variables.iter().map(Variable::as_str)).right(right);
    for row in &cells {
        table.row(row.iter().map(String::as_str));
    }
    ui.write(table.render(ui))?;
    if table.is_empty() {
        ui.note(ui.text("query.none"));
    }
    Ok(())
}

/// A term as a person writes it; text without the line breaks of its source.
fn shown(term: &Term, prefixes: &[(String, String)]) -> String {
    match term {
        Term::NamedNode(node) => {
            let short = prefixes.iter().filter_map(|(prefix, iri)| {
                let local = node.as_str().strip_prefix(iri.as_str())?;
                (!local.is_empty()).then(|| format!("{prefix}:{local}"))
            });
            short
                .min_by_key(String::len)
                .unwrap_or_else(|| node.as_str().to_owned())
        }
        Term::Literal(literal) if literal.value().is_ascii() => literal.value().to_owned(),
        Term::Literal(literal) => flat(literal.value()),
        Term::BlankNode(node) => node.to_string(),
    }
}

fn boolean(answer: bool, format: QueryFormat, ui: &Ui) -> Result<(), Failure> {
    if format == QueryFormat::Table {
        return ui.line(answer.to_string());
    }
    let written = results_format(format, ui)?.serialize_boolean_to_writer(Vec::new(), answer);
    ui.write(written.map_err(|e| ui.messages.output(&e))?)
}

fn results_format(format: QueryFormat, ui: &Ui) -> Result<QueryResultsSerializer, Failure> {
    let format = match format {
        QueryFormat::Csv => QueryResultsFormat::Csv,
        QueryFormat::Tsv => QueryResultsFormat::Tsv,
        QueryFormat::Json => QueryResultsFormat::Json,
        QueryFormat::Xml => QueryResultsFormat::Xml,
        _ => return Err(Failure::usage(ui.text("query.rows")).advise(ui.text("query.rows-hint"))),
    };
    Ok(QueryResultsSerializer::from_format(format))
}

fn graph(
    triples: QueryTripleIter,
    format: QueryFormat,
    store: &KnowledgeStore,
    ui: &Ui,
) -> Result<(), Failure> {
    let format = match format {
        QueryFormat::Table | QueryFormat::Ttl => RdfFormat::Turtle,
        QueryFormat::Nt => RdfFormat::NTriples,
        QueryFormat::Xml => RdfFormat::RdfXml,
        QueryFormat::Jsonld => serialize::JSON_LD,
        _ => {
            return Err(
                Failure::usage(ui.text("query.triples")).advise(ui.text("query.triples-hint"))
            );
        }
    };
    let failed = |e: &dyn Display| Failure::new(ui.say("query.failed", &[("cause", &e)]));
    // Sorted, so that one answer has one form.
    let mut all = triples
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| failed(&e))?;
    all.sort_by_cached_key(ToString::to_string);
    all.dedup();
    let quads: Vec<_> = all
        .into_iter()
        .map(|t| t.in_graph(GraphName::DefaultGraph))
        .collect();
    ui.write(serialize::rdf(&quads, format, store.iris(), ui)?)
}
