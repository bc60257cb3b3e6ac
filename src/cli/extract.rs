//! `zhengtu extract INPUT…`: what is in a report, on standard output; nothing is kept.
//!
//! Reports are read by several threads and written in the order of the arguments, so that the
//! bytes are the same whatever `--jobs` says.

use rayon::prelude::*;

use zhengtu::analysis::{Analysis, Ruleset};
use zhengtu::export;
use zhengtu::outline::Declared;

use super::args::{Extract, ExtractFormat, Global};
use super::failure::Failure;
use super::input::{self, Input};
use super::progress;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Extract, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let rules = input::ruleset(global, &ui.messages)?;
    let declared = input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?;
    let inputs = input::expand(&args.inputs, &ui.messages)?;
    if args.format == ExtractFormat::Brat && inputs.len() > 1 {
        return Err(Failure::usage(ui.text("extract.one-brat")).advise(ui.text("extract.one-brat-hint")));
    }
    let pool = pool(args.jobs, ui)?;
    let bar = progress::bar(ui, inputs.len());
    let mut failed = 0;
    // A batch at a time, so that a long list neither waits for its end nor fills the memory.
    for batch in inputs.chunks(pool.current_num_threads() * 4) {
        let read = |input: &Input| {
            let text = one(input, args.format, &declared, &rules, ui);
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
        let values: [(&str, &dyn std::fmt::Display); 2] = [("failed", &failed), ("all", &inputs.len())];
        return Err(Failure::new(ui.say("extract.failed", &values)));
    }
    Ok(())
}

/// Threads to read with.
pub fn pool(jobs: Option<usize>, ui: &Ui) -> Result<rayon::ThreadPool, Failure> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
    builder.build().map_err(|e| Failure::new(ui.say("error.threads", &[("cause", &e)])))
}

fn one(
    input: &Input,
    format: ExtractFormat,
    declared: &Declared,
    rules: &Ruleset,
    ui: &Ui,
) -> Result<(String, Vec<String>), Failure> {
    let analysis = input.analyse(declared, rules, &ui.messages)?;
    let warnings = analysis.diagnostics.iter().map(|d| ui.messages.diagnostic(d)).collect();
    Ok((written(&analysis, format, ui)?, warnings))
}

fn written(analysis: &Analysis, format: ExtractFormat, ui: &Ui) -> Result<String, Failure> {
    match format {
        ExtractFormat::Brat => Ok(export::brat::brat(analysis)),
        _ => Err(Failure::new(ui.text("error.label"))),
    }
}
