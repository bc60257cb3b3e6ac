//! `zhengtu extract INPUT…`: what is in a report, on standard output; nothing is kept.
//!
//! Reports are read by several threads and written in the order of the arguments, so that the
//! bytes are the same whatever `--jobs` says. RDF of several reports is one document: their union.

use clap::ValueEnum;
use rayon::prelude::*;

use zhengtu::analysis::{Analysis, Ruleset};
use zhengtu::export::{self, Format};
use zhengtu::graph::{KnowledgeGraph, add_report};
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;

use super::args::{Extract, Global};
use super::failure::Failure;
use super::input::{self, Input};
use super::progress;
use super::ui::Ui;

/// What every report is read with.
struct Run<'a> {
    declared: &'a Declared,
    rules: &'a Ruleset,
    iris: &'a Iris,
    ui: &'a Ui,
}

/// What a report gives: its own text, or its part of the union.
enum Part {
    Text(String),
    Graph(KnowledgeGraph),
}

/// Runs the command.
pub fn run(args: &Extract, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let rules = input::ruleset(global, &ui.messages)?;
    let declared = input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?;
    let iris = input::iris(global, &ui.messages)?;
    let inputs = input::expand(&args.inputs, &ui.messages)?;
    let format = format(args);
    if format == Format::Brat && inputs.len() > 1 {
        return Err(
            Failure::usage(ui.text("extract.single")).advise(ui.text("extract.single-hint"))
        );
    }
    let work = Run {
        declared: &declared,
        rules,
        iris: &iris,
        ui,
    };
    // One report is read by the thread that is there.
    let pool = (inputs.len() > 1)
        .then(|| pool(args.jobs, ui))
        .transpose()?;
    let batch = pool.as_ref().map_or(1, |p| p.current_num_threads() * 4);
    let bar = progress::bar(ui, inputs.len());
    let mut failed = 0;
    let mut union = KnowledgeGraph::new();
    // A batch at a time, so that a long list neither waits for its end nor fills the memory.
    for batch in inputs.chunks(batch) {
        let read = |input: &Input| {
            let part = one(input, format, &work);
            bar.inc(1);
            part
        };
        let parts: Vec<_> = match &pool {
            Some(pool) => pool.install(|| batch.par_iter().map(read).collect()),
            None => batch.iter().map(read).collect(),
        };
        for (input, part) in batch.iter().zip(parts) {
            match part {
                Ok((part, warnings)) => {
                    bar.suspend(|| warnings.iter().for_each(|w| ui.warn(w)));
                    match part {
                        Part::Text(text) => ui.write(text)?,
                        Part::Graph(graph) if union.size().0 == 0 => union = graph,
                        Part::Graph(graph) => union.union(&graph),
                    }
                }
                Err(failure) if inputs.len() == 1 => return Err(failure),
                Err(failure) => {
                    failed += 1;
                    bar.suspend(|| ui.fail(&failure));
                    ui.detail(input.name());
                }
            }
        }
    }
    bar.finish_and_clear();
    if format.is_rdf() {
        ui.write(bytes(format, &union, &iris, ui)?)?;
    }
    if failed > 0 {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("failed", &failed), ("all", &inputs.len())];
        return Err(Failure::new(ui.say("extract.failed", &values)));
    }
    Ok(())
}

/// Threads to read with.
pub fn pool(jobs: Option<usize>, ui: &Ui) -> Result<rayon::ThreadPool, Failure> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
    builder
        .build()
        .map_err(|e| Failure::new(ui.say("error.threads", &[("cause", &e)])))
}

/// The library's name of what was asked for.
fn format(args: &Extract) -> Format {
    let value = args.format.to_possible_value();
    let known = value.and_then(|v| v.get_name().parse().ok());
    known.unwrap_or(Format::Brat)
}

/// A graph in a format.
pub fn bytes(
    format: Format,
    graph: &KnowledgeGraph,
    iris: &Iris,
    ui: &Ui,
) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    export::write(format, graph, iris, &mut out).map_err(|e| ui.messages.output(&e))?;
    Ok(out)
}

fn one(input: &Input, format: Format, run: &Run<'_>) -> Result<(Part, Vec<String>), Failure> {
    let analysis = input.analyse(run.declared, run.rules, &run.ui.messages)?;
    let warnings = analysis
        .diagnostics
        .iter()
        .map(|d| run.ui.messages.diagnostic(d))
        .collect();
    Ok((part(&analysis, format, run), warnings))
}

fn part(analysis: &Analysis, format: Format, run: &Run<'_>) -> Part {
    match format {
        Format::Brat => Part::Text(export::brat::brat(analysis)),
        Format::JsonLines => Part::Text(export::jsonl::jsonl(analysis)),
        _ => {
            let mut graph = KnowledgeGraph::new();
            add_report(&mut graph, analysis, run.rules, run.iris);
            Part::Graph(graph)
        }
    }
}
