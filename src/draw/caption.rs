//! Titles and notes: what a picture shows, where it comes from, what was left out.

use std::collections::BTreeSet;

use super::build::Builder;
use super::label::{name, report_name};
use crate::graph::{Attribute, NodeId, NodeKind};

impl Builder<'_> {
    /// The reports of the graph.
    pub(super) fn reports(&self) -> Vec<NodeId> {
        let reports = self
            .graph
            .nodes()
            .filter(|(_, node)| node.kind == NodeKind::Report);
        reports.map(|(id, _)| id).collect()
    }

    /// What the picture shows.
    pub(super) fn title(&self, overview: bool, foci: usize) -> String {
        if overview {
            return self.words.get("title.overview").to_owned();
        }
        let mut names: Vec<String> = self.selection.chosen[..foci]
            .iter()
            .map(|c| name(self.graph, c.node, self.language))
            .collect();
        names.dedup();
        let report = self.selection.chosen[..foci]
            .iter()
            .all(|c| self.graph.get(c.node).kind == NodeKind::Report);
        let key = match names.len() {
            _ if report => "title.report",
            1 => "title.one",
            _ => "title.many",
        };
        let more = names.len().saturating_sub(4);
        names.truncate(4);
        let mut name = names.join(self.words.get("title.join"));
        if more > 0 {
            name = self.words.fill(
                "title.more",
                &[("name", &name), ("n", &(more + 4).to_string())],
            );
        }
        self.words.fill(key, &[("name", &name)])
    }

    /// Where the picture comes from, and what was left out.
    pub(super) fn notes(&self, left_out: usize) -> Vec<String> {
        let mut out: Vec<String> = self.source().into_iter().collect();
        out.extend(self.cut());
        if left_out > 0 {
            let n = left_out.to_string();
            out.push(self.words.fill("note.crowd", &[("n", &n)]));
        }
        out
    }

    /// The reports that it is drawn from.
    fn source(&self) -> Option<String> {
        let reports = self.reports();
        if let [report] = reports[..] {
            let name = report_name(self.graph, report);
            return Some(self.words.fill("note.report", &[("name", &name)]));
        }
        let years = reports
            .iter()
            .filter_map(|&r| self.graph.get(r).attribute(Attribute::Year));
        let years: BTreeSet<String> = years.map(ToString::to_string).collect();
        let (from, to) = (years.first().cloned(), years.last().cloned());
        let parts = [
            ("n", &*reports.len().to_string()),
            ("from", &from.unwrap_or_default()),
            ("to", &to.unwrap_or_default()),
        ];
        (!reports.is_empty()).then(|| self.words.fill("note.reports", &parts))
    }

    /// How many neighbours are drawn, where some are not.
    fn cut(&self) -> Option<String> {
        if self.selection.total == 0 {
            return Some(self.words.get("note.lonely").to_owned());
        }
        let weakest = self.selection.weakest.as_ref()?;
        let relation = || self.words.relation(weakest.relation().0);
        let name = weakest.scope.map_or_else(relation, |s| self.words.scope(s));
        let weak = self.words.fill("note.weakest", &[("name", name)]);
        let drawn = self.selection.chosen.iter().filter(|c| c.hop > 0).count();
        let (n, total) = (drawn.to_string(), self.selection.total.to_string());
        let parts = [("n", &*n), ("total", &total), ("weak", &weak)];
        Some(self.words.fill("note.cut", &parts))
    }
}
