//! The cards of a report, a task and an indicator, and the figures on every card.

use zhengtu::graph::{Attribute, NodeId, NodeKind, Relation};

use super::Card;
use crate::cli::evidence;
use crate::cli::table::Table;
use crate::cli::ui::Style;

impl Card<'_> {
    pub(super) fn report_card(&mut self, id: NodeId) {
        let corpus = self.corpus;
        let title = corpus.text(id, Attribute::Title);
        let key = corpus.report_of(id).to_owned();
        self.title(if title.is_empty() { &key } else { &title }, "report", id);
        let government = corpus
            .one(id, Relation::Jurisdiction)
            .map(|g| corpus.name(g))
            .unwrap_or_default();
        self.fact("show.government", &government);
        for (name, attribute) in [
            ("show.year", Attribute::Year),
            ("show.issued", Attribute::Issued),
            ("show.session", Attribute::Session),
            ("show.speaker", Attribute::Speaker),
        ] {
            self.fact(name, &corpus.text(id, attribute));
        }
        let here: Vec<NodeId> = corpus
            .graph
            .nodes()
            .map(|(n, _)| n)
            .filter(|n| corpus.report_of(*n) == key)
            .collect();
        let count = |kind| {
            here.iter()
                .filter(|n| corpus.node(**n).kind == kind)
                .count()
                .to_string()
        };
        for (name, kind) in [
            ("show.statements", NodeKind::Statement),
            ("show.tasks", NodeKind::Task),
            ("show.definitions", NodeKind::Definition),
            ("show.links", NodeKind::Link),
            ("show.figures", NodeKind::Observation),
        ] {
            self.fact(name, &count(kind));
        }
        self.disagreements(&here);
        self.headings(&here);
    }

    /// Definitions whose numeral the parts do not match.
    fn disagreements(&mut self, here: &[NodeId]) {
        let corpus = self.corpus;
        let wrong: Vec<NodeId> = here
            .iter()
            .copied()
            .filter(|d| corpus.text(*d, Attribute::Agrees) == "false")
            .collect();
        if wrong.is_empty() {
            return;
        }
        self.section("show.disagreements", wrong.len());
        for definition in wrong {
            let terms: Vec<String> = corpus
                .to(definition, Relation::Defines)
                .map(|t| corpus.name(t))
                .collect();
            let place = evidence::place(corpus, definition, self.ui);
            self.line(format!(
                "  {}  {place}",
                terms.join(self.ui.text("list.comma"))
            ));
        }
    }

    /// The headings, each level further in.
    fn headings(&mut self, here: &[NodeId]) {
        let corpus = self.corpus;
        let mut sections: Vec<NodeId> = here
            .iter()
            .copied()
            .filter(|n| {
                corpus.node(*n).kind == NodeKind::Section
                    && !corpus.text(*n, Attribute::Label).is_empty()
            })
            .collect();
        let number = |id: NodeId, a| corpus.text(id, a).parse::<usize>().unwrap_or_default();
        sections.sort_by_key(|s| number(*s, Attribute::Order));
        self.section("show.outline", sections.len());
        for section in sections {
            let indent = "  ".repeat(number(section, Attribute::Level).max(1));
            let label = corpus.text(section, Attribute::Label);
            self.wrapped(&label, &indent);
        }
    }

    pub(super) fn task_card(&mut self, id: NodeId) {
        let corpus = self.corpus;
        let status = corpus.code(id, Attribute::Status);
        let name = self.ui.code("status", &status).to_owned();
        self.title(&name, "task", id);
        if let Some(statement) = corpus.one(id, Relation::StatedIn) {
            let mentions = corpus.from(statement, Relation::StatedIn);
            let mentions = mentions.filter(|m| corpus.node(*m).kind == NodeKind::Mention);
            let style = |m: &NodeId| {
                let term = corpus
                    .one(*m, Relation::RefersTo)
                    .is_some_and(|t| corpus.node(t).kind == NodeKind::Term);
                if term { Style::From } else { Style::To }
            };
            let marks: Vec<_> = mentions.map(|m| (m, style(&m))).collect();
            let place = evidence::place(corpus, statement, self.ui);
            self.line(format!("    {place}"));
            let text = evidence::sentence(corpus, statement, &marks, "      ", self.ui);
            self.out.push_str(&text);
        }
        for (relation, key) in [
            (Relation::Mentions, "show.names"),
            (Relation::HasTheme, "show.themes"),
            (Relation::Elaborates, "show.elaborates"),
        ] {
            let names: Vec<String> = corpus.to(id, relation).map(|n| corpus.name(n)).collect();
            self.fact(key, &names.join(self.ui.text("list.comma")));
        }
        let figures: Vec<NodeId> = corpus.to(id, Relation::HasFigure).collect();
        self.figures(&figures);
    }

    pub(super) fn indicator_card(&mut self, id: NodeId) {
        self.title(&self.corpus.name(id), "indicator", id);
        let figures: Vec<NodeId> = self
            .corpus
            .from(id, Relation::Measures)
            .filter(|o| self.wanted(*o))
            .collect();
        self.figures(&figures);
    }

    /// Figures in the order of reports and texts.
    pub(super) fn figures(&mut self, figures: &[NodeId]) {
        if figures.is_empty() {
            return;
        }
        let corpus = self.corpus;
        let mut sorted = figures.to_vec();
        sorted.sort_by_key(|f| {
            (
                corpus.report_of(*f).to_owned(),
                corpus.place(*f),
                corpus.node(*f).iri.clone(),
            )
        });
        sorted.dedup();
        self.section("show.figures-section", sorted.len());
        let columns = [
            "indicator",
            "value",
            "change",
            "period",
            "reached",
            "report",
            "start",
        ];
        let mut table = Table::new(columns.map(|c| self.ui.column(c))).right([1, 2, 6]);
        for &figure in sorted.iter().take(self.most.saturating_mul(2)) {
            let text = |a| corpus.text(figure, a);
            let kind = corpus.code(figure, Attribute::ValueKind);
            let value = format!(
                "{}{}",
                text(Attribute::LexicalValue),
                text(Attribute::LexicalUnit)
            );
            table.row([
                text(Attribute::IndicatorName),
                value,
                text(Attribute::Change),
                text(Attribute::Period),
                self.ui.code("value", &kind).to_owned(),
                corpus.report_of(figure).to_owned(),
                corpus.place(figure).0.to_string(),
            ]);
        }
        let text = table.render(self.ui);
        for line in text.lines() {
            self.line(format!("  {line}"));
        }
        let shown = self.most.saturating_mul(2);
        if sorted.len() > shown {
            let text = self
                .ui
                .say("show.more", &[("count", &(sorted.len() - shown))]);
            self.line(format!("  {}", self.ui.style(Style::Dim, &text)));
        }
    }
}
