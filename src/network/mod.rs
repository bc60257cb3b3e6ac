//! The union of all reports as a weighted network of things, small enough for a country's reports.
//!
//! A node is a thing that reports share (term, place, project, organisation, policy, event,
//! indicator), an edge says that reports tie two of them: by a link, or by a figure of an
//! indicator for a place. Its weight is the number of statements that do so, and it keeps the
//! best of them as evidence. Edges have no direction: a link runs from the term by convention,
//! not because the term endorses what it is tied to. Where places lie is no edge; no report
//! says it.
//!
//! Nodes are numbered in the order of their IRIs and edges by their ends, so that the network of
//! a directory, and with it every result, is one, whatever the number of threads.

mod betweenness;
mod communities;
mod core;
mod dot;
mod gather;
mod pagerank;
mod path;
#[cfg(test)]
mod tests;

pub use betweenness::{EXACT, PIVOTS, betweenness};
pub use communities::{Communities, communities};
pub use core::cores;
pub use dot::dot;
pub use gather::gather;
pub use pagerank::pagerank;
pub use path::{Way, ways};

use crate::graph::NodeKind;

/// A node of a network by its number.
pub type Id = u32;

/// Where the best statement for an edge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Evidence {
    /// Distance from certainty in hundredths: 100 less the score of the link.
    pub doubt: u8,
    /// The report, by its place in the manifest.
    pub report: u32,
    /// First code point of the statement.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
}

/// Two things that reports tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The end with the smaller number.
    pub a: Id,
    /// The other end.
    pub b: Id,
    /// How many statements tie them.
    pub weight: u32,
    /// The surest of them, the first in the order of reports where several are.
    pub best: Evidence,
}

/// Texts one after another in one buffer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
    }

    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.bytes[start as usize..self.ends[at] as usize]
    }

    fn fit(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn size(&self) -> usize {
        self.bytes.capacity() + 4 * self.ends.capacity()
    }
}

/// The network: nodes, edges, and for each node its neighbours (compressed sparse rows).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    iris: Texts,
    names: Texts,
    kinds: Vec<NodeKind>,
    edges: Vec<Edge>,
    rows: Vec<u32>,
    /// Neighbour and number of the edge, rows sorted by neighbour.
    cells: Vec<(Id, u32)>,
}

impl Network {
    /// A network of nodes (IRI, name, kind) in IRI order and edges between them.
    pub fn new<'a>(
        nodes: impl IntoIterator<Item = (&'a str, &'a str, NodeKind)>,
        mut edges: Vec<Edge>,
    ) -> Self {
        let mut network = Self::default();
        for (iri, name, kind) in nodes {
            network.iris.push(iri);
            network.names.push(name);
            network.kinds.push(kind);
        }
        network.iris.fit();
        network.names.fit();
        network.kinds.shrink_to_fit();
        edges.sort_unstable_by_key(|e| (e.a, e.b));
        edges.shrink_to_fit();
        let mut rows = vec![0u32; network.kinds.len() + 1];
        for edge in &edges {
            rows[edge.a as usize + 1] += 1;
            rows[edge.b as usize + 1] += 1;
        }
        for i in 1..rows.len() {
            rows[i] += rows[i - 1];
        }
        let mut cells = vec![(0, 0); 2 * edges.len()];
        let mut next = rows.clone();
        // Edges are sorted by (a, b): a first round over smaller neighbours, then over larger
        // ones, leaves each row sorted.
        for larger in [false, true] {
            for (number, edge) in edges.iter().enumerate() {
                let (at, other) = if larger {
                    (edge.a, edge.b)
                } else {
                    (edge.b, edge.a)
                };
                cells[next[at as usize] as usize] = (other, number as u32);
                next[at as usize] += 1;
            }
        }
        Self {
            edges,
            rows,
            cells,
            ..network
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The IRI of a node.
    pub fn iri(&self, id: Id) -> &str {
        self.iris.get(id as usize)
    }

    /// The name of a node.
    pub fn name(&self, id: Id) -> &str {
        self.names.get(id as usize)
    }

    /// What a node is.
    pub fn kind(&self, id: Id) -> NodeKind {
        self.kinds[id as usize]
    }

    /// All edges, by their ends.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The neighbours of a node in order, each with its edge.
    pub fn neighbours(&self, id: Id) -> impl ExactSizeIterator<Item = (Id, &Edge)> + Clone {
        let row = self.rows[id as usize] as usize..self.rows[id as usize + 1] as usize;
        self.cells[row]
            .iter()
            .map(|&(other, edge)| (other, &self.edges[edge as usize]))
    }

    /// How many neighbours a node has.
    pub fn degree(&self, id: Id) -> usize {
        (self.rows[id as usize + 1] - self.rows[id as usize]) as usize
    }

    /// How many statements tie a node to others.
    pub fn strength(&self, id: Id) -> u64 {
        self.neighbours(id).map(|(_, e)| u64::from(e.weight)).sum()
    }

    /// The nodes with this IRI or name, in order.
    pub fn find(&self, text: &str, same: impl Fn(&str) -> bool) -> Vec<Id> {
        let ids = 0..self.len() as Id;
        ids.filter(|&id| self.iri(id) == text || same(self.name(id)))
            .collect()
    }

    /// The part of the network whose nodes are of these kinds; all of it where none is given.
    #[must_use]
    pub fn of_kinds(&self, kinds: &[NodeKind]) -> Self {
        if kinds.is_empty() {
            return self.clone();
        }
        let kept: Vec<Id> = (0..self.len() as Id)
            .filter(|&id| kinds.contains(&self.kind(id)))
            .collect();
        let place = |id: Id| kept.binary_search(&id).ok().map(|at| at as Id);
        let edges = self.edges.iter().filter_map(|e| {
            let (a, b) = (place(e.a)?, place(e.b)?);
            Some(Edge { a, b, ..*e })
        });
        let nodes = kept
            .iter()
            .map(|&id| (self.iri(id), self.name(id), self.kind(id)));
        Self::new(nodes, edges.collect())
    }

    /// Bytes of memory that the network holds; gathering it takes more for a while.
    pub fn bytes(&self) -> usize {
        self.iris.size()
            + self.names.size()
            + size_of::<NodeKind>() * self.kinds.capacity()
            + size_of::<Edge>() * self.edges.capacity()
            + size_of::<u32>() * self.rows.capacity()
            + size_of::<(Id, u32)>() * self.cells.capacity()
    }

    /// The ids of the nodes by falling value, in IRI order where values are equal.
    pub fn ranked(&self, values: &[f64]) -> Vec<Id> {
        let mut ids: Vec<Id> = (0..self.len() as Id).collect();
        ids.sort_by(|&x, &y| values[y as usize].total_cmp(&values[x as usize]));
        ids
    }
}
