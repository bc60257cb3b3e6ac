//! The network of a graph directory, gathered from its index segment by segment.
//!
//! Of each segment only links, figures and what they tie are read, and of these only what they add
//! to the network is kept. Memory therefore grows with the things and ties of the corpus, not with
//! its quads.

use std::collections::{BTreeMap, HashMap};

use super::{Edge, Evidence, Id, Network};
use crate::directory::GraphDirectory;
use crate::graph::{
    Attribute, KnowledgeGraph, Literal, Node, NodeId, NodeKind, Relation, score_of,
};
use crate::index::{Index, Wanted};
use crate::rdf::ReadError;

/// What is read.
const WANTED: Wanted<'static> = Wanted {
    relations: Some(&[
        Relation::From,
        Relation::To,
        Relation::Measures,
        Relation::RefArea,
        Relation::StatedIn,
    ]),
    attributes: Some(&[
        Attribute::PrefLabel,
        Attribute::Score,
        Attribute::Begin,
        Attribute::End,
    ]),
};

/// What some reports add.
struct Part {
    things: Vec<(String, String, NodeKind)>,
    /// Ends by their place among the things.
    ties: BTreeMap<(Id, Id), (u32, Evidence)>,
}

/// Reads all reports of a directory from its index.
///
/// # Errors
/// When the index is not of this program's quads.
pub fn gather(index: &Index, directory: &GraphDirectory) -> Result<Network, ReadError> {
    let mut excerpt = index.excerpt();
    let ties = [NodeKind::Link, NodeKind::Observation, NodeKind::Statement];
    let things = NodeKind::ALL.into_iter().filter(|kind| kind.is_entity());
    for kind in ties.into_iter().chain(things) {
        excerpt.take(kind);
    }
    let reports: HashMap<&str, u32> = directory
        .manifest()
        .reports
        .iter()
        .zip(0..)
        .map(|(entry, number)| (entry.iri.as_str(), number))
        .collect();
    let mut union = Union::default();
    for part in excerpt.each(WANTED, |graph| part(graph, &reports))? {
        union.add(part);
    }
    Ok(union.network())
}

/// The things of some reports and what ties them.
fn part(graph: &KnowledgeGraph, reports: &HashMap<&str, u32>) -> Part {
    let mut part = Part {
        things: Vec::new(),
        ties: BTreeMap::new(),
    };
    let mut numbers: BTreeMap<NodeId, Id> = BTreeMap::new();
    let mut said: BTreeMap<(NodeId, NodeId), BTreeMap<(u32, u32, u32), u8>> = BTreeMap::new();
    for (id, node) in graph.nodes() {
        let (ends, doubt) = match node.kind {
            NodeKind::Link => ([Relation::From, Relation::To], doubt(graph, id)),
            NodeKind::Observation => ([Relation::Measures, Relation::RefArea], 0),
            _ => continue,
        };
        let report = node.iri.split_once('#').map_or(&*node.iri, |(r, _)| r);
        let out = graph.out(id);
        let end = |wanted| out.iter().find(|(r, _)| *r == wanted).map(|(_, end)| *end);
        let ([Some(a), Some(b)], Some(statement), Some(&report)) =
            (ends.map(end), end(Relation::StatedIn), reports.get(report))
        else {
            continue;
        };
        if a != b && [a, b].iter().all(|end| graph.get(*end).kind.is_entity()) {
            let (start, end) = place(graph.get(statement));
            let pair = said.entry((a.min(b), a.max(b))).or_default();
            let least = pair.entry((report, start, end)).or_insert(doubt);
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
        let best = statements
            .iter()
            .map(|(&(report, start, end), &doubt)| Evidence {
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
