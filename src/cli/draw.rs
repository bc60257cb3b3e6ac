//! `zhengtu draw [NAME…]`: what names are tied to, as SVG or DOT.

use std::path::Path;

use zhengtu::draw::{DrawError, MOST_TERMS, dot, drawing, reached, svg};
use zhengtu::graph::{Attribute, KnowledgeGraph, Language, NodeKind, Relation};
use zhengtu::index::{Around, Wanted};

use super::args::{Draw, DrawFormat};
use super::export::deliver;
use super::failure::Failure;
use super::library::Library;
use super::messages;
use super::ui::Ui;

/// What a choice of neighbours looks at.
const CHOICE: Wanted<'static> = Wanted {
    relations: None,
    attributes: Some(&[Attribute::Scope, Attribute::Score]),
};

/// Runs the command.
pub fn run(args: &Draw, ui: &Ui) -> Result<(), Failure> {
    let mut library = Library::open(&args.graph.graph, ui)?;
    let mut names = Vec::new();
    for name in &args.names {
        names.extend(library.find(name)?);
    }
    let hops = usize::from(args.hops);
    let graph = surroundings(&mut library, &names, hops, ui)?;
    let language = match ui.messages.language() {
        messages::Language::En => Language::En,
        messages::Language::Zh => Language::Zh,
    };
    let picture = drawing(&graph, &names, hops, language).map_err(|e| failure(&e, ui))?;
    let text = match format(args) {
        DrawFormat::Svg => svg(&picture),
        DrawFormat::Dot => dot(&picture),
    };
    deliver(text.as_bytes(), args.output.as_deref(), ui)
}

/// The part of the graph that gives the picture.
fn surroundings(
    library: &mut Library<'_>,
    names: &[String],
    hops: usize,
    ui: &Ui,
) -> Result<KnowledgeGraph, Failure> {
    library
        .excerpt
        .take_with(NodeKind::Report, Relation::Jurisdiction);
    let mut around = names.to_vec();
    if names.is_empty() {
        around = library.excerpt.most_tied(Relation::Concerns, MOST_TERMS);
    }
    for _ in 0..hops {
        for iri in &around {
            library.take(iri, Around::Ties);
        }
        let graph = library.corpus(CHOICE)?.graph;
        around = reached(&graph, names, hops).map_err(|e| failure(&e, ui))?;
    }
    library.excerpt.take_between(&around);
    Ok(library.corpus(Wanted::default())?.graph)
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
