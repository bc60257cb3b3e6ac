//! What a term stands for: its components in order and the verdict on its numeral.

use zhengtu::graph::{Attribute, Literal, NodeId, Relation};

use super::Card;
use crate::cli::corpus::flat;
use crate::cli::evidence;
use crate::cli::ui::Style;

impl Card<'_> {
    /// The definitions of a term in each report, and the reports that use it without one.
    pub(super) fn definitions(&mut self, term: NodeId) {
        let corpus = self.corpus;
        let mut found: Vec<NodeId> = corpus
            .from(term, Relation::Defines)
            .filter(|d| self.wanted(*d))
            .collect();
        found.sort_by_key(|d| (corpus.report_of(*d).to_owned(), corpus.place(*d)));
        self.section("show.stands-for", found.len());
        for &definition in &found {
            let verdict = self.verdict(definition);
            let place = evidence::place(corpus, definition, self.ui);
            self.line(format!("  {place}  {verdict}").trim_end());
            let components: Vec<NodeId> = corpus.to(definition, Relation::HasComponent).collect();
            if components.is_empty() {
                let text = flat(&corpus.text(definition, Attribute::Anchor));
                self.wrapped(&text, "    ");
            }
            self.components(components, 4);
        }
        let without: Vec<String> = corpus
            .mentions(term)
            .into_iter()
            .map(|(report, _)| report)
            .filter(|r| self.report.as_ref().is_none_or(|wanted| wanted == r))
            .filter(|r| !found.iter().any(|d| corpus.report_of(*d) == r))
            .collect();
        for report in without {
            self.line(format!(
                "  {}",
                self.ui.say("show.undefined", &[("report", &report)])
            ));
        }
    }

    /// Whether the number of parts agrees with the numeral in the name.
    fn verdict(&self, definition: NodeId) -> String {
        match self.corpus.node(definition).attribute(Attribute::Agrees) {
            Some(Literal::Flag(true)) => self.ui.style(Style::Good, self.ui.text("show.agrees")),
            Some(Literal::Flag(false)) => self.ui.style(Style::Bad, self.ui.text("show.disagrees")),
            _ => String::new(),
        }
    }

    /// Parts in their order, parts of parts further in.
    fn components(&mut self, mut components: Vec<NodeId>, indent: usize) {
        let corpus = self.corpus;
        let order = |id: &NodeId| {
            corpus
                .node(*id)
                .attribute(Attribute::Order)
                .and_then(Literal::count)
        };
        components.sort_by_key(order);
        for component in components {
            let number = order(&component).unwrap_or_default();
            let label = corpus.text(component, Attribute::Label);
            let text = flat(&corpus.text(component, Attribute::Anchor));
            let label = if label.is_empty() {
                String::new()
            } else {
                format!("{label}: ")
            };
            let pad = " ".repeat(indent);
            let lead = format!("{pad}{number}. ");
            let width = self
                .ui
                .width()
                .unwrap_or(usize::MAX)
                .saturating_sub(lead.len());
            for (i, line) in crate::cli::table::wrap(&format!("{label}{text}"), width)
                .iter()
                .enumerate()
            {
                let lead = if i == 0 {
                    lead.clone()
                } else {
                    " ".repeat(lead.len())
                };
                self.line(format!("{lead}{line}"));
            }
            let below = corpus.to(component, Relation::HasComponent).collect();
            self.components(below, indent + 3);
        }
    }

    /// Text on lines that fit.
    pub(super) fn wrapped(&mut self, text: &str, indent: &str) {
        let width = self
            .ui
            .width()
            .unwrap_or(usize::MAX)
            .saturating_sub(indent.len());
        for line in crate::cli::table::wrap(text, width) {
            self.line(format!("{indent}{line}"));
        }
    }
}
