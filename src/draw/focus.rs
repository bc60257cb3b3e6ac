//! What stands in the middle of a picture.

use crate::graph::{KnowledgeGraph, NodeId, NodeKind, Relation};

/// Terms in the middle where nothing was asked for.
pub const MOST_TERMS: usize = 6;

/// The things that a name, an IRI or a prefixed name means.
pub(super) fn find(graph: &KnowledgeGraph, name: &str) -> Vec<NodeId> {
    let bare = name
        .strip_prefix('<')
        .and_then(|n| n.strip_suffix('>'))
        .unwrap_or(name);
    if let Some(node) = graph.find(bare) {
        return vec![node];
    }
    let named: Vec<NodeId> = graph
        .named(name)
        .into_iter()
        .filter(|&n| can_be_drawn(graph.get(n).kind))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let (segment, local) = name.split_once(':').unwrap_or(("report", name));
    let tail = format!("/id/{segment}/{}", crate::rdf::local(local));
    let fits = graph
        .nodes()
        .filter(|(_, node)| can_be_drawn(node.kind) && node.iri.ends_with(&tail));
    fits.map(|(id, _)| id).collect()
}

fn can_be_drawn(kind: NodeKind) -> bool {
    kind.is_entity() || kind == NodeKind::Report
}

/// The terms with the most strong links to other things.
pub(super) fn most_linked(graph: &KnowledgeGraph) -> Vec<NodeId> {
    let weight = |node| {
        graph
            .out(node)
            .iter()
            .filter(|(r, _)| *r == Relation::Concerns)
            .count()
    };
    let terms = graph
        .nodes()
        .filter(|(_, node)| node.kind == NodeKind::Term);
    let mut terms: Vec<(usize, NodeId)> = terms
        .map(|(id, _)| (weight(id), id))
        .filter(|(n, _)| *n > 0)
        .collect();
    terms.sort_by_key(|&(n, _)| std::cmp::Reverse(n));
    terms
        .into_iter()
        .take(MOST_TERMS)
        .map(|(_, id)| id)
        .collect()
}
