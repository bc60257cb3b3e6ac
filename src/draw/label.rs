//! Names, titles and tooltips.

use super::note::anchor;
use super::words::Words;
use super::wrap::plain;
use crate::graph::{
    Attribute, KnowledgeGraph, Language, Literal, NodeId, NodeKind, Relation, Tie, follow,
    scope_of, score_of,
};

/// Pieces of evidence in a tooltip.
const MOST_EVIDENCE: usize = 4;

/// What a node is called, in `language` where it has such a label.
pub(crate) fn name(graph: &KnowledgeGraph, node: NodeId, language: Language) -> String {
    let record = graph.get(node);
    if record.kind == NodeKind::Report {
        return report_name(graph, node);
    }
    let labels = record
        .attributes
        .iter()
        .filter(|(a, _)| *a == Attribute::PrefLabel);
    let mine = labels.filter_map(|(_, value)| match value {
        Literal::Label(text, tag) if *tag == language => Some(text.as_str()),
        _ => None,
    });
    let label = mine.into_iter().next().unwrap_or_else(|| record.label());
    plain(label).into_iter().map(|(c, _)| c).collect()
}

/// What a report is called: its government's area and year if it has no title.
pub(crate) fn report_name(graph: &KnowledgeGraph, report: NodeId) -> String {
    let record = graph.get(report);
    if let Some(title) = record.attribute(Attribute::Title).and_then(Literal::text) {
        let year = record
            .attribute(Attribute::Year)
            .map(ToString::to_string)
            .unwrap_or_default();
        let area = follow(graph, report, Relation::Jurisdiction)
            .map(|area| graph.get(area).label().to_owned());
        let area = area.unwrap_or_default();
        let dated = title.contains(&year) || year.is_empty();
        let placed = title.contains(&area);
        let prefix = if placed { String::new() } else { area };
        let suffix = if dated {
            String::new()
        } else {
            format!("（{year}）")
        };
        return plain(&format!("{prefix}{title}{suffix}"))
            .into_iter()
            .map(|(c, _)| c)
            .collect();
    }
    record.label().to_owned()
}

/// The report that a node under a report's IRI belongs to.
pub(crate) fn report_of(graph: &KnowledgeGraph, node: NodeId) -> Option<NodeId> {
    let (report, _) = graph.get(node).iri.split_once('#')?;
    graph.find(report)
}

/// What ties two things, with scope, score and sentences.
pub(crate) fn tie_tooltip(
    graph: &KnowledgeGraph,
    from: &str,
    to: &str,
    tie: &Tie,
    words: Words,
) -> String {
    let mut relations: Vec<&str> = tie
        .relations
        .iter()
        .map(|(r, _)| words.relation(*r))
        .collect();
    relations.dedup();
    let mut lines = vec![format!("{from} → {to}: {}", relations.join(" / "))];
    for &link in tie.links.iter().take(MOST_EVIDENCE) {
        let mut facts = Vec::new();
        if let Some(scope) = scope_of(graph, link) {
            facts.push(words.scope(scope).to_owned());
        }
        if let Some(score) = score_of(graph, link) {
            facts.push(format!("{} {score}", words.get("tip.score")));
        }
        let statement = follow(graph, link, Relation::StatedIn);
        let text = statement
            .map(|statement| one_line(anchor(graph, statement)))
            .unwrap_or_default();
        lines.push(format!("[{}] {text}", facts.join(" · ")));
    }
    if tie.links.len() > MOST_EVIDENCE {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}

/// Text without line breaks.
pub(crate) fn one_line(text: &str) -> String {
    plain(text).into_iter().map(|(c, _)| c).collect()
}
