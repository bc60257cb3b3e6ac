//! Shortest ways between two things: fewest steps, the surest evidence among those.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::{Edge, Id, Network};

/// A way: its nodes from one end to the other, and the edges between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The nodes, both ends included.
    pub nodes: Vec<Id>,
    /// The edges, one fewer.
    pub edges: Vec<Edge>,
}

/// Up to `most` ways from one of `from` to one of `to`, the shortest first. No two share a node but
/// their ends, so that each is evidence of its own.
pub fn ways(network: &Network, from: &[Id], to: &[Id], most: usize) -> Vec<Way> {
    let mut out: Vec<Way> = Vec::new();
    let mut closed = vec![false; network.len()];
    let mut direct: BTreeSet<(Id, Id)> = BTreeSet::new();
    while out.len() < most {
        let Some(way) = shortest(network, from, to, &closed, &direct) else {
            break;
        };
        for &inner in way.nodes.iter().skip(1).rev().skip(1) {
            closed[inner as usize] = true;
        }
        if let [edge] = way.edges[..] {
            direct.insert((edge.a, edge.b));
        }
        let ends = way.nodes.len() == 1;
        out.push(way);
        if ends {
            break;
        }
    }
    out
}

/// The shortest way that avoids closed nodes and direct edges; Dijkstra's algorithm over (steps,
/// doubt), the smaller number first where both are equal.
fn shortest(
    network: &Network,
    from: &[Id],
    to: &[Id],
    closed: &[bool],
    direct: &BTreeSet<(Id, Id)>,
) -> Option<Way> {
    let mut best: Vec<(u32, u32)> = vec![(u32::MAX, u32::MAX); network.len()];
    let mut before: Vec<Option<(Id, Edge)>> = vec![None; network.len()];
    let mut queue = BinaryHeap::new();
    for &source in from {
        best[source as usize] = (0, 0);
        queue.push(Reverse((0u32, 0u32, source)));
    }
    while let Some(Reverse((steps, doubt, v))) = queue.pop() {
        if best[v as usize] != (steps, doubt) {
            continue;
        }
        if to.contains(&v) {
            return Some(trace(&before, v));
        }
        for (w, edge) in network.neighbours(v) {
            let cost = (steps + 1, doubt + u32::from(edge.best.doubt));
            let shut = closed[w as usize] || direct.contains(&(edge.a, edge.b));
            if !shut && cost < best[w as usize] {
                best[w as usize] = cost;
                before[w as usize] = Some((v, *edge));
                queue.push(Reverse((cost.0, cost.1, w)));
            }
        }
    }
    None
}

/// The way back from `end`, turned round.
fn trace(before: &[Option<(Id, Edge)>], end: Id) -> Way {
    let (mut nodes, mut edges) = (vec![end], Vec::new());
    let mut at = end;
    while let Some((previous, edge)) = before[at as usize] {
        nodes.push(previous);
        edges.push(edge);
        at = previous;
    }
    nodes.reverse();
    edges.reverse();
    Way { nodes, edges }
}
