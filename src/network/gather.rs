//! The network of a graph directory, gathered report by report.
//!
//! Reports are read in parallel a batch at a time; of each only what it adds to the network is
//! kept, and batches are added in the order of the manifest. Memory therefore grows with the
//! things and ties of the corpus, not with its quads.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::{Edge, Evidence, Id, Network};
use crate::directory::{DirectoryError, GraphDirectory};
use crate::graph::{
    Attribute, KnowledgeGraph, Literal, Node, NodeId, NodeKind, Relation, score_of,
};

/// Reports read before their parts are added.
const BATCH: usize = 64;

/// What one report adds.
struct Part {
    things: Vec<(String, String, NodeKind)>,
    /// Ends by their place among the things.
    ties: BTreeMap<(Id, Id), (u32, Evidence)>,
}

/// Reads all reports of a directory.
///
/// # Errors
/// When a file is missing or is not one of this program.
pub fn gather(directory: &GraphDirectory) -> Result<Network, DirectoryError> {
    let mut union = Union::default();
    for (batch, entries) in directory.manifest().reports.chunks(BATCH).enumerate() {
        let parts: Vec<Part> = entries
            .par_iter()
            .enumerate()
            .map(|(at, entry)| {
                let mut graph = KnowledgeGraph::new();
                directory.read(entry, &mut graph)?;
                Ok(part(&graph, (batch * BATCH + at) as u32))
            })
            .collect::<Result<_, DirectoryError>>()?;
        for part in parts {
            union.add(part);
        }
    }
    Ok(union.network())
}

/// The things of one report and what ties them.
fn part(graph: &KnowledgeGraph, report: u32) -> Part {
    let mut part = Part {
        things: Vec::new(),
        ties: BTreeMap::new(),
    };
    let mut numbers: BTreeMap<NodeId, Id> = BTreeMap::new();
    let mut said: BTreeMap<(NodeId, NodeId), BTreeMap<(u32, u32), u8>> = BTreeMap::new();
    for (id, node) in graph.nodes() {
        let (ends, doubt) = match node.kind {
            NodeKind::Link => ([Relation::From, Relation::To], doubt(graph, id)),
            NodeKind::Observation => ([Relation::Measures, Relation::RefArea], 0),
            _ => continue,
        };
        let out = graph.out(id);
        let end = |wanted| out.iter().find(|(r, _)| *r == wanted).map(|(_, end)| *end);
        let ([Some(a), Some(b)], Some(statement)) = (ends.map(end), end(Relation::StatedIn)) else {
            continue;
        };
        if a != b && [a, b].iter().all(|end| graph.get(*end).kind.is_entity()) {
            let pair = said.entry((a.min(b), a.max(b))).or_default();
            let least = pair.entry(place(graph.get(statement))).or_insert(doubt);
            *least = doubt.min(*least);
        }
    }
    for ((a, b), statements) in said {
        let [a, b] = [a, b].map(|end| {
            *numbers.entry(end).or_insert_with(|| {
                let node = graph.get(end);
                let name = node.label().to_owned();
                part.things.push((node.iri.clone(), name, node.kind));
                (part.things.len() - 1) as Id
            })
        });
        let best = statements.iter().map(|(&(start, end), &doubt)| Evidence {
            doubt,
            report,
            start,
            end,
        });
        let best = best.min().unwrap_or_default();
        part.ties.insert((a, b), (statements.len() as u32, best));
    }
    part
}

/// How far from certain a link is, in hundredths.
fn doubt(graph: &KnowledgeGraph, link: NodeId) -> u8 {
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let score = score_of(graph, link).unwrap_or_default() * hundred;
    u8::try_from((hundred - score).round()).unwrap_or(100)
}

/// Code points of a statement.
fn place(statement: &Node) -> (u32, u32) {
    let count = |a| statement.attribute(a).and_then(Literal::count);
    let [start, end] = [Attribute::Begin, Attribute::End].map(|a| count(a).unwrap_or_default());
    (start, end)
}

/// Parts added so far.
#[derive(Default)]
struct Union {
    numbers: HashMap<String, Id>,
    things: Vec<(String, NodeKind)>,
    places: HashMap<(Id, Id), u32>,
    edges: Vec<Edge>,
}

impl Union {
    fn add(&mut self, part: Part) {
        let mut here = Vec::with_capacity(part.things.len());
        for (iri, name, kind) in part.things {
            let next = self.things.len() as Id;
            let number = *self.numbers.entry(iri).or_insert(next);
            if number == next {
                self.things.push((name, kind));
            }
            here.push(number);
        }
        for ((a, b), (weight, best)) in part.ties {
            let (a, b) = (here[a as usize], here[b as usize]);
            let (a, b) = (a.min(b), a.max(b));
            let next = self.edges.len() as u32;
            let number = *self.places.entry((a, b)).or_insert(next);
            if number == next {
                self.edges.push(Edge { a, b, weight, best });
            } else {
                let edge = &mut self.edges[number as usize];
                edge.weight += weight;
                edge.best = edge.best.min(best);
            }
        }
    }

    /// Numbers nodes in IRI order.
    fn network(self) -> Network {
        drop(self.places);
        let mut order: Vec<(String, Id)> = self.numbers.into_iter().collect();
        order.sort_unstable();
        let mut new = vec![0; order.len()];
        for (at, (_, old)) in order.iter().enumerate() {
            new[*old as usize] = at as Id;
        }
        let mut edges = self.edges;
        for edge in &mut edges {
            let (a, b) = (new[edge.a as usize], new[edge.b as usize]);
            (edge.a, edge.b) = (a.min(b), a.max(b));
        }
        let nodes = order.iter().map(|(iri, old)| {
            let (name, kind) = &self.things[*old as usize];
            (iri.as_str(), name.as_str(), *kind)
        });
        Network::new(nodes, edges)
    }
}
