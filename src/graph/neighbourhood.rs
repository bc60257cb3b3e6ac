//! Walks through the graph: what lies around some nodes, and how two things are tied.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{KnowledgeGraph, NodeId, NodeKind, Relation};

/// One edge of a path, in the direction it was walked.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Step {
    /// Where it starts.
    pub from: NodeId,
    /// The edge's relation.
    pub relation: Relation,
    /// Whether the edge points from `from` to `to`, else the other way.
    pub forward: bool,
    /// Where it ends.
    pub to: NodeId,
}

/// The nodes within `hops` edges of `seeds` over short relations between things and tasks, each
/// with its distance.
///
/// `keep` says which nodes may be walked to; a place that holds others is an end, not a way on,
/// so that two townships are not near because both lie in one district.
pub fn neighbourhood(
    graph: &KnowledgeGraph,
    seeds: &[NodeId],
    hops: usize,
    keep: impl Fn(NodeId) -> bool,
) -> BTreeMap<NodeId, usize> {
    let mut distance: BTreeMap<NodeId, usize> = seeds.iter().map(|&node| (node, 0)).collect();
    let mut open: VecDeque<NodeId> = seeds.iter().copied().collect();
    while let Some(node) = open.pop_front() {
        let next = distance[&node] + 1;
        if next > hops {
            break;
        }
        for step in steps(graph, node) {
            if !distance.contains_key(&step.to) && keep(step.to) {
                distance.insert(step.to, next);
                if !is_container(step) {
                    open.push_back(step.to);
                }
            }
        }
    }
    distance
}

/// The shortest ways from `from` to `to` over short relations, at most `limit` of them and none
/// longer than `hops` edges, in a fixed order.
pub fn paths(
    graph: &KnowledgeGraph,
    from: NodeId,
    to: NodeId,
    hops: usize,
    limit: usize,
) -> Vec<Vec<Step>> {
    if from == to {
        return Vec::new();
    }
    let mut before: BTreeMap<NodeId, BTreeSet<Step>> = BTreeMap::new();
    let mut level: BTreeSet<NodeId> = BTreeSet::from([from]);
    let mut seen = level.clone();
    for _ in 0..hops {
        let mut next = BTreeSet::new();
        for &node in &level {
            for step in steps(graph, node) {
                if !seen.contains(&step.to) && (step.to == to || !is_container(step)) {
                    before.entry(step.to).or_default().insert(step);
                    next.insert(step.to);
                }
            }
        }
        if next.contains(&to) {
            return unwind(&before, from, to, limit);
        }
        seen.extend(&next);
        level = next;
    }
    Vec::new()
}

/// The edges at a node that a walk follows.
fn steps(graph: &KnowledgeGraph, node: NodeId) -> Vec<Step> {
    let fits = |relation: Relation, end: NodeId| {
        let kind = graph.get(end).kind;
        relation.is_short() && (kind.is_entity() || kind == NodeKind::Task)
    };
    let out = graph.out(node).into_iter().map(|(relation, to)| Step {
        from: node,
        relation,
        forward: true,
        to,
    });
    let into = graph.into(node).into_iter().map(|(relation, to)| Step {
        from: node,
        relation,
        forward: false,
        to,
    });
    out.chain(into)
        .filter(|step| fits(step.relation, step.to))
        .collect()
}

/// Whether a step leads from a thing up to the area that holds it.
fn is_container(step: Step) -> bool {
    step.forward && matches!(step.relation, Relation::Within | Relation::ScopedTo)
}

/// The ways back from `to`, each turned round.
fn unwind(
    before: &BTreeMap<NodeId, BTreeSet<Step>>,
    from: NodeId,
    to: NodeId,
    limit: usize,
) -> Vec<Vec<Step>> {
    let mut done = Vec::new();
    let mut open = vec![(to, Vec::new())];
    while let Some((node, way)) = open.pop() {
        if node == from {
            done.push(way.into_iter().rev().collect());
            if done.len() == limit {
                break;
            }
            continue;
        }
        for &step in before.get(&node).into_iter().flatten().rev() {
            let mut longer: Vec<Step> = way.clone();
            longer.push(step);
            open.push((step.from, longer));
        }
    }
    done
}
