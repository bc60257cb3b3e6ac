//! `zhengtu extract INPUT…`: what is in a report, on standard output; nothing is kept.
//!
//! Reports are read by several threads and written in the order of the arguments, so that the
//! bytes are the same whatever `--jobs` says.

use oxigraph::io::RdfFormat;
use rayon::prelude::*;

use zhengtu::analysis::{Analysis, Ruleset};
use zhengtu::export;
use zhengtu::graph::{KnowledgeGraph, add_report};
use zhengtu::outline::Declared;
use zhengtu::rdf::{Iris, nquads, quads};

use super::args::{Extract, ExtractFormat, Global};
use super::failure::Failure;
use super::input::{self, Input};
use super::progress;
use super::serialize;
use super::ui::Ui;

/// What every report is read with.
struct Run<'a> {
    declared: &'a Declared,
    rules: &'a Ruleset,
    iris: &'a Iris,
    ui: &'a Ui,
}

/// Runs the command.
pub fn run(args: &Extract, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let rules = input::ruleset(global, &ui.messages)?;
    let declared = input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?;
    let iris = input::iris(global, &ui.messages)?;
    let inputs = input::expand(&args.inputs, &ui.messages)?;
    let single = matches!(
        args.format,
        ExtractFormat::Brat | ExtractFormat::Rdfxml | ExtractFormat::Jsonld
    );
    if single && inputs.len() > 1 {
        return Err(
            Failure::usage(ui.text("extract.single")).advise(ui.text("extract.single-hint"))
        );
    }
    let work = Run {
        declared: &declared,
        rules: &rules,
        iris: &iris,
        ui,
    };
    let pool = pool(args.jobs, ui)?;
    let bar = progress::bar(ui, inputs.len());
    let mut failed = 0;
    // A batch at a time, so that a long list neither waits for its end nor fills the memory.
    for batch in inputs.chunks(pool.current_num_threads() * 4) {
        let read = |input: &Input| {
            let text = one(input, args.format, &work);
            bar.inc(1);
            text
        };
        let texts: Vec<_> = pool.install(|| batch.par_iter().map(read).collect());
        for (input, text) in batch.iter().zip(texts) {
            match text {
                Ok((text, warnings)) => {
                    bar.suspend(|| warnings.iter().for_each(|w| ui.warn(w)));
                    ui.write(text)?;
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

fn one(
    input: &Input,
    format: ExtractFormat,
    run: &Run<'_>,
) -> Result<(Vec<u8>, Vec<String>), Failure> {
    let analysis = input.analyse(run.declared, run.rules, &run.ui.messages)?;
    let warnings = analysis
        .diagnostics
        .iter()
        .map(|d| run.ui.messages.diagnostic(d))
        .collect();
    Ok((written(&analysis, format, run)?, warnings))
}

fn written(analysis: &Analysis, format: ExtractFormat, run: &Run<'_>) -> Result<Vec<u8>, Failure> {
    let format = match format {
        ExtractFormat::Brat => return Ok(export::brat::brat(analysis).into_bytes()),
        ExtractFormat::Jsonl => return Ok(export::jsonl::jsonl(analysis).into_bytes()),
        ExtractFormat::Nq => RdfFormat::NQuads,
        ExtractFormat::Trig => RdfFormat::TriG,
        ExtractFormat::Nt => RdfFormat::NTriples,
        ExtractFormat::Ttl => RdfFormat::Turtle,
        ExtractFormat::Rdfxml => RdfFormat::RdfXml,
        ExtractFormat::Jsonld => serialize::JSON_LD,
    };
    let mut graph = KnowledgeGraph::new();
    add_report(&mut graph, analysis, run.rules, run.iris);
    let quads = quads(&graph, run.iris);
    if format == RdfFormat::NQuads {
        return Ok(nquads(&quads).into_bytes());
    }
    serialize::rdf(&quads, format, run.iris, run.ui)
}
