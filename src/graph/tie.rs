//! All that ties a node to one other: the short relations between them, and the links that are
//! their evidence.
//!
//! Pictures and graph tools show one line for two things, however often and in however many
//! ways reports tie them; a [`Tie`] is that line.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Attribute, KnowledgeGraph, Literal, NodeId, NodeKind, Relation};
use crate::link::Scope;

/// What ties a node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The other node.
    pub other: NodeId,
    /// The relations between them; `true` where it points to the other node.
    pub relations: Vec<(Relation, bool)>,
    /// The strongest scope of a link between them.
    pub scope: Option<Scope>,
    /// The highest score of a link of that scope.
    pub score: Option<Decimal>,
    /// The links between them, strongest first.
    pub links: Vec<NodeId>,
}

impl Tie {
    /// The relation to name it by: the strongest of the evidence, else the first.
    pub fn relation(&self) -> (Relation, bool) {
        let fits =
            |relation: Relation| self.scope.is_some_and(|scope| is_of_scope(relation, scope));
        let best = self.relations.iter().find(|(relation, _)| fits(*relation));
        best.or(self.relations.first())
            .copied()
            .unwrap_or((Relation::Mentions, true))
    }

    /// How often it is said.
    pub fn count(&self) -> usize {
        self.links.len().max(1)
    }

    /// Strongest first: scope, score, number of links; where things lie comes last.
    pub fn rank(&self) -> (u8, Reverse<Option<Decimal>>, Reverse<usize>) {
        let place = match (self.scope, self.relation().0) {
            (Some(scope), _) => 2 * scope as u8,
            (None, Relation::Within) => 12,
            (None, Relation::ScopedTo) => 14,
            (None, _) => 1,
        };
        (place, Reverse(self.score), Reverse(self.count()))
    }
}

/// What ties `node` to things and tasks, in the order of their IRIs.
pub fn ties(graph: &KnowledgeGraph, node: NodeId) -> Vec<Tie> {
    let mut found: BTreeMap<&str, Tie> = BTreeMap::new();
    let ends = graph.out(node).into_iter().map(|(r, end)| (r, end, true));
    let starts = graph
        .into(node)
        .into_iter()
        .map(|(r, start)| (r, start, false));
    for (relation, other, forward) in ends.chain(starts) {
        if relation.is_short() && other != node {
            tie_to(graph, &mut found, other)
                .relations
                .push((relation, forward));
        }
    }
    for (relation, link) in graph.into(node) {
        let end = match relation {
            Relation::From => Relation::To,
            Relation::To => Relation::From,
            _ => continue,
        };
        if let Some(other) = follow(graph, link, end).filter(|&other| other != node) {
            tie_to(graph, &mut found, other).links.push(link);
        }
    }
    let mut out: Vec<Tie> = found.into_values().collect();
    out.retain(|tie| !tie.relations.is_empty() && is_shown(graph.get(tie.other).kind));
    for tie in &mut out {
        weigh(graph, tie);
    }
    out
}

/// The scope of a link.
pub fn scope_of(graph: &KnowledgeGraph, link: NodeId) -> Option<Scope> {
    let code = graph.get(link).attribute(Attribute::Scope)?.code()?;
    Scope::ALL
        .into_iter()
        .find(|scope| code.strip_prefix("scope-") == Some(scope.name()))
}

/// The score of a link.
pub fn score_of(graph: &KnowledgeGraph, link: NodeId) -> Option<Decimal> {
    match graph.get(link).attribute(Attribute::Score) {
        Some(Literal::Decimal(score)) => Some(*score),
        _ => None,
    }
}

/// The first node to which `relation` leads.
pub fn follow(graph: &KnowledgeGraph, node: NodeId, relation: Relation) -> Option<NodeId> {
    graph
        .out(node)
        .into_iter()
        .find(|(r, _)| *r == relation)
        .map(|(_, end)| end)
}

fn is_shown(kind: NodeKind) -> bool {
    kind.is_entity() || kind == NodeKind::Task
}

fn tie_to<'a, 'g>(
    graph: &'g KnowledgeGraph,
    found: &'a mut BTreeMap<&'g str, Tie>,
    other: NodeId,
) -> &'a mut Tie {
    let fresh = || Tie {
        other,
        relations: Vec::new(),
        scope: None,
        score: None,
        links: Vec::new(),
    };
    found.entry(&graph.get(other).iri).or_insert_with(fresh)
}

/// Puts the strongest link first and takes scope and score from it.
fn weigh(graph: &KnowledgeGraph, tie: &mut Tie) {
    tie.links.sort_by_cached_key(|&link| {
        (
            scope_of(graph, link),
            Reverse(score_of(graph, link)),
            graph.get(link).iri.clone(),
        )
    });
    if let Some(&best) = tie.links.first() {
        tie.scope = scope_of(graph, best);
        tie.score = score_of(graph, best);
    }
}

/// Whether a link of this scope makes this relation, between things or from a task.
fn is_of_scope(relation: Relation, scope: Scope) -> bool {
    match scope {
        Scope::Clause | Scope::Chain | Scope::Definition => {
            matches!(relation, Relation::Concerns | Relation::Mentions)
        }
        Scope::Sentence => matches!(relation, Relation::CoMentionedWith | Relation::Mentions),
        Scope::Elaboration => matches!(relation, Relation::ElaboratedBy | Relation::Elaborates),
        Scope::Theme => matches!(relation, Relation::ThemeOf | Relation::HasTheme),
    }
}
