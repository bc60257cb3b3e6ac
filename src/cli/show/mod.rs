//! `zhengtu show NAME`: a card for a person.
//!
//! What a thing is, what it stands for, and what it is tied to, strongest first, each with its
//! sentence and where that stands. Without `--all` each section shows its first entries and says
//! how many there are.

mod definition;
mod parts;
mod thing;

use zhengtu::graph::{NodeId, NodeKind};
use zhengtu::index::{Around, Wanted};

use super::args::Show;
use super::corpus::Corpus;
use super::failure::Failure;
use super::library::Library;
use super::ui::{Style, Ui};

/// A card as it is written.
pub(super) struct Card<'a> {
    corpus: &'a Corpus,
    ui: &'a Ui,
    /// Only what this report says.
    report: Option<String>,
    /// Entries of a section.
    most: usize,
    out: String,
}

/// Runs the command.
pub fn run(args: &Show, ui: &Ui) -> Result<(), Failure> {
    let mut library = Library::open(&args.graph.graph, ui)?;
    let report = library.report(args.report.as_deref())?;
    let found = library.find(&args.name)?;
    for iri in &found {
        library.take(iri, Around::Card);
    }
    let corpus = library.corpus(Wanted::default())?;
    let found = corpus.ids(&found);
    if found.len() > 1 {
        ui.note(ui.say(
            "show.several",
            &[("count", &found.len()), ("name", &args.name)],
        ));
    }
    for (i, &id) in found.iter().enumerate() {
        let most = if args.all { usize::MAX } else { 5 };
        let mut card = Card {
            corpus: &corpus,
            ui,
            report: report.clone(),
            most,
            out: String::new(),
        };
        if i > 0 {
            card.line("");
        }
        card.node(id);
        ui.write(card.out)?;
    }
    Ok(())
}

impl Card<'_> {
    fn node(&mut self, id: NodeId) {
        match self.corpus.node(id).kind {
            NodeKind::Report => self.report_card(id),
            NodeKind::Task => self.task_card(id),
            NodeKind::Indicator => self.indicator_card(id),
            _ => self.thing_card(id),
        }
    }

    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// The first line of a card.
    fn title(&mut self, name: &str, kind: &str, id: NodeId) {
        let kind = self.ui.code("kind", kind);
        let name = self.ui.style(Style::Bold, name);
        let id = self.ui.style(Style::Dim, &self.corpus.short(id));
        self.line(format!("{name}  {kind}  {id}"));
    }

    /// A fact under the title; nothing where there is none.
    fn fact(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.line(format!("  {}{value}", self.ui.text(key)));
        }
    }

    /// The heading of a section with how many entries it has.
    fn section(&mut self, key: &str, count: usize) {
        let title = self.ui.style(Style::Heading, self.ui.text(key));
        self.line(format!("\n{title} ({count})"));
    }

    /// That a section has more entries than are shown.
    fn more(&mut self, count: usize) {
        if count > self.most {
            let text = self.ui.say("show.more", &[("count", &(count - self.most))]);
            self.line(format!("  {}", self.ui.style(Style::Dim, &text)));
        }
    }

    /// Whether the card is about this report.
    fn wanted(&self, id: NodeId) -> bool {
        self.report
            .as_deref()
            .is_none_or(|report| self.corpus.report_of(id) == report)
    }
}
