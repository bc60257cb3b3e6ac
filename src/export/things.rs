//! The graph as graph tools want it: things with labels and weighted ties, without the nodes
//! that only carry evidence.
//!
//! Things are entities, reports, tasks, definitions with their parts, and figures. Sections,
//! statements, mentions, links, rules and runs are left out: in Gephi or networkx they would
//! drown what they attest. A tie keeps what they said: how many links stand behind it, and the
//! scope and score of the best. Everything that is left out is in the RDF.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::graph::{
    Attribute, KnowledgeGraph, Language, Literal, Node, NodeId, NodeKind, Relation,
};
use crate::rdf::{Iris, class_iri, last_part, relation_iri};

/// A thing.
#[derive(Debug)]
pub struct Thing<'g> {
    /// `term:六稳`, `report:310118-2021#task_12`: what other tools know it by.
    pub id: String,
    /// Its IRI.
    pub iri: &'g str,
    /// What it is.
    pub kind: NodeKind,
    /// What it is called, on one line.
    pub label: String,
    /// Its English name; empty where there is none.
    pub english: String,
    /// The report it is a part of, as `310118-2021`; empty for what reports share.
    pub report: String,
    /// In how many reports it is mentioned.
    pub reports: usize,
    /// How often it is mentioned.
    pub mentions: usize,
    /// Whether a task is done or planned; what kind of shorthand a term is; actual or target.
    pub state: String,
    /// The number of a figure.
    pub value: Option<Decimal>,
    /// Its unit as written.
    pub unit: String,
    /// Year of a report, year or period of a figure.
    pub period: String,
}

/// A tie between two things, by their places in the list of things.
#[derive(Debug)]
pub struct Tie {
    /// From.
    pub from: usize,
    /// To.
    pub to: usize,
    /// How.
    pub relation: Relation,
    /// How many links stand behind it; 1 where a tie needs none.
    pub weight: usize,
    /// The scope of the best link; empty without links.
    pub scope: String,
    /// Its score.
    pub score: Option<Decimal>,
}

/// Things in IRI order, ties in the order of their ends.
#[derive(Debug)]
pub struct Things<'g> {
    /// The things.
    pub nodes: Vec<Thing<'g>>,
    /// The ties.
    pub edges: Vec<Tie>,
}

/// Links behind a tie: how many, and the best.
#[derive(Debug, Clone, Default)]
struct Evidence {
    count: usize,
    best: Option<(Decimal, String)>,
}

impl Thing<'_> {
    /// The name of its class.
    pub fn class(&self) -> &'static str {
        name(class_iri(self.kind))
    }
}

impl Tie {
    /// The name of its property.
    pub fn property(&self) -> &'static str {
        name(relation_iri(self.relation))
    }
}

impl<'g> Things<'g> {
    /// The things of a graph and their ties.
    pub fn of(graph: &'g KnowledgeGraph, iris: &Iris) -> Self {
        let kept: Vec<NodeId> = graph
            .nodes()
            .filter(|(_, node)| is_thing(node.kind))
            .map(|(id, _)| id)
            .collect();
        let place: BTreeMap<NodeId, usize> =
            kept.iter().enumerate().map(|(i, &id)| (id, i)).collect();
        let evidence = evidence(graph);
        let mut edges = Vec::new();
        for (from, &id) in kept.iter().enumerate() {
            for (relation, end) in graph.out(id) {
                let Some(&to) = place.get(&end) else { continue };
                let behind = evidence
                    .get(&(id, relation, end))
                    .cloned()
                    .unwrap_or_default();
                let (score, scope) = behind
                    .best
                    .map_or((None, String::new()), |(s, c)| (Some(s), c));
                edges.push(Tie {
                    from,
                    to,
                    relation,
                    weight: behind.count.max(1),
                    scope,
                    score,
                });
            }
        }
        edges.sort_by_key(|tie| (tie.from, tie.to, tie.relation));
        let nodes = kept.iter().map(|&id| thing(graph, id, iris)).collect();
        Self { nodes, edges }
    }
}

/// Whether graph tools get nodes of this kind.
fn is_thing(kind: NodeKind) -> bool {
    kind.is_entity()
        || matches!(
            kind,
            NodeKind::Report
                | NodeKind::Task
                | NodeKind::Definition
                | NodeKind::Component
                | NodeKind::Observation
        )
}

/// The links behind every short form.
fn evidence(graph: &KnowledgeGraph) -> BTreeMap<(NodeId, Relation, NodeId), Evidence> {
    let mut out: BTreeMap<_, Evidence> = BTreeMap::new();
    for (id, link) in graph
        .nodes()
        .filter(|(_, node)| node.kind == NodeKind::Link)
    {
        let Some(term) = end(graph, id, Relation::From) else {
            continue;
        };
        let Some(target) = end(graph, id, Relation::To) else {
            continue;
        };
        let scope = code(link, Attribute::Scope);
        let key = if graph.get(target).kind == NodeKind::Task {
            (target, said_of_task(&scope), term)
        } else {
            (term, said_of_thing(&scope), target)
        };
        let Some(Literal::Decimal(score)) = link.attribute(Attribute::Score) else {
            continue;
        };
        let behind = out.entry(key).or_default();
        behind.count += 1;
        if behind.best.as_ref().is_none_or(|(best, _)| best < score) {
            behind.best = Some((*score, scope));
        }
    }
    out
}

/// The short form of a link to a thing, by its scope.
fn said_of_thing(scope: &str) -> Relation {
    match scope {
        "sentence" => Relation::CoMentionedWith,
        "elaboration" => Relation::ElaboratedBy,
        "theme" => Relation::ThemeOf,
        _ => Relation::Concerns,
    }
}

/// The short form of a link to a task, by its scope.
fn said_of_task(scope: &str) -> Relation {
    match scope {
        "elaboration" => Relation::Elaborates,
        "theme" => Relation::HasTheme,
        _ => Relation::Mentions,
    }
}

fn thing<'g>(graph: &'g KnowledgeGraph, id: NodeId, iris: &Iris) -> Thing<'g> {
    let node = graph.get(id);
    let text = |attribute| {
        node.attribute(attribute)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let (report, _) = node.iri.split_once('#').unwrap_or(("", ""));
    let (mentions, reports) = mentions(graph, id);
    let state = [Attribute::Status, Attribute::TermKind, Attribute::ValueKind];
    let state = state
        .into_iter()
        .map(|a| code(node, a))
        .find(|s| !s.is_empty())
        .unwrap_or_default();
    let value = match node.attribute(Attribute::Value) {
        Some(Literal::Decimal(value)) => Some(*value),
        _ => None,
    };
    let period = [text(Attribute::Year), text(Attribute::Period)].concat();
    let short = iris
        .parts(&node.iri)
        .map(|(kind, local)| format!("{kind}:{local}"));
    Thing {
        id: short.unwrap_or_else(|| node.iri.clone()),
        iri: &node.iri,
        kind: node.kind,
        label: label(graph, id),
        english: called(node, Language::En).unwrap_or_default().to_owned(),
        report: last_part(report).to_owned(),
        reports,
        mentions,
        state,
        value,
        unit: text(Attribute::LexicalUnit),
        period,
    }
}

/// How often a thing is mentioned, and in how many reports.
fn mentions(graph: &KnowledgeGraph, id: NodeId) -> (usize, usize) {
    let into = KnowledgeGraph::into(graph, id)
        .into_iter()
        .filter(|(r, _)| *r == Relation::RefersTo);
    let mut reports: Vec<&str> = into
        .map(|(_, mention)| graph.get(mention).iri.split('#').next().unwrap_or_default())
        .collect();
    let count = reports.len();
    reports.sort_unstable();
    reports.dedup();
    (count, reports.len())
}

/// What people call a thing: its name or title, what a task or definition says, a figure with
/// what it measures.
fn label(graph: &KnowledgeGraph, id: NodeId) -> String {
    let node = graph.get(id);
    let text = |of: &Node, attribute| of.attribute(attribute).map(ToString::to_string);
    let name = match node.kind {
        NodeKind::Report => text(node, Attribute::Title),
        NodeKind::Task => end(graph, id, Relation::StatedIn)
            .and_then(|statement| text(graph.get(statement), Attribute::Anchor)),
        NodeKind::Definition | NodeKind::Component => {
            text(node, Attribute::Label).or_else(|| text(node, Attribute::Anchor))
        }
        NodeKind::Observation => {
            let parts = [
                Attribute::IndicatorName,
                Attribute::LexicalValue,
                Attribute::LexicalUnit,
            ];
            Some(
                parts
                    .into_iter()
                    .filter_map(|a| text(node, a))
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        }
        _ => called(node, Language::Zh).map(str::to_owned),
    };
    let name = name
        .filter(|n| !n.trim().is_empty())
        .unwrap_or_else(|| node.label().to_owned());
    // Line breaks and indents of the page are no part of a name.
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The preferred label in a language.
fn called(node: &Node, language: Language) -> Option<&str> {
    node.attributes
        .iter()
        .find_map(|(attribute, value)| match value {
            Literal::Label(text, l) if *attribute == Attribute::PrefLabel && *l == language => {
                Some(&**text)
            }
            _ => None,
        })
}

/// A code without the name of its list (`status-done` → `done`).
fn code(node: &Node, attribute: Attribute) -> String {
    let code = node
        .attribute(attribute)
        .and_then(Literal::code)
        .unwrap_or_default();
    code.split_once('-')
        .map_or(code, |(_, name)| name)
        .to_owned()
}

/// The end of the first edge of a relation.
fn end(graph: &KnowledgeGraph, id: NodeId, relation: Relation) -> Option<NodeId> {
    graph
        .out(id)
        .into_iter()
        .find(|(r, _)| *r == relation)
        .map(|(_, end)| end)
}

/// The part of an IRI of a vocabulary after its namespace.
fn name(iri: &'static str) -> &'static str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
