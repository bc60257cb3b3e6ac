//! Which neighbours are drawn: the strongest first, few enough to be read.

use std::collections::{BTreeMap, BTreeSet};

use super::note::offset;
use crate::graph::{Attribute, KnowledgeGraph, NodeId, NodeKind, Relation, Tie, ties};

/// Boxes in a picture, notes with definitions not counted.
pub(crate) const MOST: usize = 40;
/// Sentences beside what was asked for.
const MOST_TASKS: usize = 12;
/// Things that only lie in what was asked for, or have it as their area.
const MOST_PLACES: usize = 10;
/// Ways on from one box that is not in the middle.
const MOST_ONWARD: usize = 4;

/// A thing that is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// The thing.
    pub(crate) node: NodeId,
    /// Steps from the middle.
    pub(crate) hop: usize,
    /// The chosen thing that it hangs on, and by what.
    pub(crate) parent: Option<(usize, Tie)>,
}

/// What is drawn, and what was left out.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// What was asked for, then its neighbours by distance.
    pub(crate) chosen: Vec<Chosen>,
    /// How many neighbours there are within the distance.
    pub(crate) total: usize,
    /// The weakest tie that was kept, if something was left out.
    pub(crate) weakest: Option<Tie>,
}

/// Chooses the neighbours of `foci` up to `hops` away.
pub(crate) fn select(graph: &KnowledgeGraph, foci: &[NodeId], hops: usize) -> Selection {
    let chosen = foci
        .iter()
        .map(|&node| Chosen {
            node,
            hop: 0,
            parent: None,
        })
        .collect();
    let mut selection = Selection {
        chosen,
        ..Selection::default()
    };
    let hubs = hubs(graph, foci);
    let mut frontier: Vec<usize> = (0..foci.len()).collect();
    for hop in 1..=hops {
        let left = MOST.saturating_sub(selection.chosen.len());
        let room = left / (hops - hop + 1);
        let candidates = candidates(graph, &selection, &frontier);
        selection.total += candidates.len();
        let all = candidates.len();
        let kept = pick(graph, candidates, room, hop);
        if kept.len() < all {
            let last = kept.iter().map(|(_, tie)| tie).max_by_key(|tie| tie.rank());
            selection.weakest = last.cloned().or(selection.weakest);
        }
        frontier.clear();
        for (parent, tie) in kept {
            let up = matches!(
                tie.relation(),
                (Relation::Within | Relation::ScopedTo, true)
            );
            if !up && !hubs.contains(&tie.other) {
                frontier.push(selection.chosen.len());
            }
            selection.chosen.push(Chosen {
                node: tie.other,
                hop,
                parent: Some((parent, tie)),
            });
        }
    }
    selection
}

/// The areas of the reporting governments: everything is tied to them, so that no way leads on.
fn hubs(graph: &KnowledgeGraph, foci: &[NodeId]) -> BTreeSet<NodeId> {
    let reports = graph
        .nodes()
        .filter(|(_, node)| node.kind == NodeKind::Report);
    let areas = reports
        .flat_map(|(id, _)| graph.out(id))
        .filter(|(r, _)| *r == Relation::Jurisdiction);
    areas
        .map(|(_, area)| area)
        .filter(|area| !foci.contains(area))
        .collect()
}

/// The neighbours of the frontier that are not drawn yet, each with the place of what it hangs
/// on: the strongest tie.
fn candidates(
    graph: &KnowledgeGraph,
    selection: &Selection,
    frontier: &[usize],
) -> Vec<(usize, Tie)> {
    let drawn: BTreeSet<NodeId> = selection.chosen.iter().map(|c| c.node).collect();
    let mut best: BTreeMap<NodeId, (usize, Tie)> = BTreeMap::new();
    for &parent in frontier {
        for tie in around(graph, selection.chosen[parent].node) {
            if drawn.contains(&tie.other) {
                continue;
            }
            let weaker = best
                .get(&tie.other)
                .is_none_or(|(_, known)| tie.rank() < known.rank());
            if weaker {
                best.insert(tie.other, (parent, tie));
            }
        }
    }
    let mut out: Vec<(usize, Tie)> = best.into_values().collect();
    out.sort_by(|(_, a), (_, b)| {
        a.rank()
            .cmp(&b.rank())
            .then_with(|| graph.get(a.other).iri.cmp(&graph.get(b.other).iri))
    });
    out
}

/// What lies around a node: of a report, what it speaks of most.
pub(crate) fn around(graph: &KnowledgeGraph, node: NodeId) -> Vec<Tie> {
    if graph.get(node).kind == NodeKind::Report {
        spoken_of(graph, node)
    } else {
        ties(graph, node)
    }
}

/// The things that a report names, with the mentions in place of links.
fn spoken_of(graph: &KnowledgeGraph, report: NodeId) -> Vec<Tie> {
    let mut found: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (relation, mention) in graph.into(report) {
        if relation == Relation::Context && graph.get(mention).kind == NodeKind::Mention {
            for (_, thing) in graph
                .out(mention)
                .into_iter()
                .filter(|(r, _)| *r == Relation::RefersTo)
            {
                found.entry(thing).or_default().push(mention);
            }
        }
    }
    let tie = |(other, mut links): (NodeId, Vec<NodeId>)| {
        // In the order of the text, whatever part of it was read first.
        links.sort_by_key(|&mention| offset(graph, mention, Attribute::Begin));
        Tie {
            other,
            relations: vec![(Relation::Mentions, true)],
            scope: None,
            score: None,
            links,
        }
    };
    found.into_iter().map(tie).collect()
}

/// The strongest candidates: not too many sentences, and away from the middle not too many from
/// one box.
fn pick(
    graph: &KnowledgeGraph,
    candidates: Vec<(usize, Tie)>,
    room: usize,
    hop: usize,
) -> Vec<(usize, Tie)> {
    let is_task = |tie: &Tie| graph.get(tie.other).kind == NodeKind::Task;
    let things = candidates.iter().filter(|(_, tie)| !is_task(tie)).count();
    let tasks = MOST_TASKS.min((room / 3).max(room.saturating_sub(things)));
    let mut of_parent: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut kept, mut sentences, mut places) = (Vec::new(), 0, 0);
    for (parent, tie) in candidates {
        let onward = of_parent.entry(parent).or_default();
        let task = is_task(&tie);
        let place = matches!(tie.relation().0, Relation::Within | Relation::ScopedTo);
        if place && places == MOST_PLACES {
            continue;
        }
        if kept.len() == room || (hop > 1 && *onward == MOST_ONWARD) || (task && sentences == tasks)
        {
            continue;
        }
        *onward += 1;
        sentences += usize::from(task);
        places += usize::from(place);
        kept.push((parent, tie));
    }
    kept
}
