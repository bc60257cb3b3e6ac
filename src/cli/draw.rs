//! `zhengtu draw [NAME…]`: what names are tied to, as SVG or DOT.

use super::args::Draw;
use super::corpus::Corpus;
use super::failure::Failure;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Draw, ui: &Ui) -> Result<(), Failure> {
    let corpus = Corpus::read(&args.graph.graph, ui)?;
    for name in &args.names {
        corpus.find(name, ui)?;
    }
    Err(Failure::usage(ui.text("export.later")))
}
