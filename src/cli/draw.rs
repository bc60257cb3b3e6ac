//! `zhengtu draw [NAME…]`: what names are tied to, as SVG or DOT.

use std::path::Path;

use zhengtu::draw::{DrawError, dot, drawing, svg};
use zhengtu::graph::Language;

use super::args::{Draw, DrawFormat};
use super::corpus::Corpus;
use super::export::deliver;
use super::failure::Failure;
use super::messages;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Draw, ui: &Ui) -> Result<(), Failure> {
    let corpus = Corpus::read(&args.graph.graph, ui)?;
    let mut names = Vec::new();
    for name in &args.names {
        let found = corpus.find(name, ui)?;
        names.extend(found.into_iter().map(|id| corpus.node(id).iri.clone()));
    }
    let language = match ui.messages.language() {
        messages::Language::En => Language::En,
        messages::Language::Zh => Language::Zh,
    };
    let picture = drawing(&corpus.graph, &names, usize::from(args.hops), language)
        .map_err(|e| failure(&e, ui))?;
    let text = match format(args) {
        DrawFormat::Svg => svg(&picture),
        DrawFormat::Dot => dot(&picture),
    };
    deliver(text.as_bytes(), args.output.as_deref(), ui)
}

/// The format asked for, else that of the file's name, else SVG.
fn format(args: &Draw) -> DrawFormat {
    let extension = args.output.as_deref().and_then(Path::extension);
    let is_dot =
        extension.is_some_and(|e| e.eq_ignore_ascii_case("dot") || e.eq_ignore_ascii_case("gv"));
    args.format.unwrap_or(if is_dot {
        DrawFormat::Dot
    } else {
        DrawFormat::Svg
    })
}

fn failure(error: &DrawError, ui: &Ui) -> Failure {
    match error {
        DrawError::Unknown(name) => Failure::new(ui.say("graph.unknown", &[("name", name)]))
            .advise(ui.text("graph.unknown-hint")),
        DrawError::Empty => Failure::new(ui.text("draw.empty")),
        other => Failure::new(other.to_string()),
    }
}
