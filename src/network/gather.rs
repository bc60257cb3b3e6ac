//! The network of a graph directory, gathered from its index segment by segment.
//!
//! Of each segment only links, figures and what they tie are read, and of these only what they add
//! to the network is kept. Memory therefore grows with the things and ties of the corpus, not with
//! its quads.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::{Edge, Evidence, Id, Network};
use crate::directory::GraphDirectory;
use crate::graph::{Attribute, NodeKind, Relation};
use crate::index::{Index, Part};
use crate::rdf::last_part;

/// What ties two things, and by which relations.
const TIES: [(NodeKind, [Relation; 2]); 2] = [
    (NodeKind::Link, [Relation::From, Relation::To]),
    (
        NodeKind::Observation,
        [Relation::Measures, Relation::RefArea],
    ),
];

/// What some reports add.
struct Share {
    things: Vec<(String, String, NodeKind)>,
    /// Ends by their place among the things.
    ties: Vec<((Id, Id), (u32, Evidence))>,
}

/// Reads all reports of a directory from its index.
pub fn gather(index: &Index, directory: &GraphDirectory) -> Network {
    let reports = directory.manifest().reports.iter().zip(0..);
    let reports = reports.map(|(entry, number)| (entry.iri.as_str(), number));
    let reports: HashMap<&str, u32> = reports.collect();
    let mut union = Union::default();
    index.each_part(|part| share(part, &reports), |share| union.add(share));
    union.network()
}

/// The things of some reports and what ties them.
fn share(part: &Part, reports: &HashMap<&str, u32>) -> Share {
    let mut said = said(part, reports);
    said.sort_unstable_by_key(|&(ends, e)| (ends, e.report, e.start, e.end, e.doubt));
    let mut share = Share {
        things: Vec::new(),
        ties: Vec::new(),
    };
    let mut numbers: BTreeMap<u32, Id> = BTreeMap::new();
    for same in said.chunk_by(|(ends, _), (next, _)| ends == next) {
        let (a, b) = same[0].0;
        let statements = same
            .chunk_by(|(_, x), (_, y)| (x.report, x.start, x.end) == (y.report, y.start, y.end));
        let best = same.iter().map(|(_, evidence)| *evidence).min();
        let [a, b] = [a, b].map(|end| {
            *numbers.entry(end).or_insert_with(|| {
                share.things.push(thing(part, end));
                (share.things.len() - 1) as Id
            })
        });
        let tie = (statements.count() as u32, best.unwrap_or_default());
        share.ties.push(((a, b), tie));
    }
    share
}

/// Each time that something ties two things.
fn said(part: &Part, reports: &HashMap<&str, u32>) -> Vec<((u32, u32), Evidence)> {
    let mut is_thing: HashMap<u32, bool> = HashMap::new();
    let mut is_thing = |node| {
        let known = is_thing.entry(node);
        *known.or_insert_with(|| part.kind(node).is_some_and(NodeKind::is_entity))
    };
    let mut places: HashMap<u32, (u32, u32)> = HashMap::new();
    let mut said = Vec::new();
    for (kind, ends) in TIES {
        for tie in part.of_kind(kind) {
            let report = part.name(tie).and_then(|iri| iri.split('#').next());
            let report = report.and_then(|report| reports.get(report));
            let (Some(a), Some(b)) = (part.end(tie, ends[0]), part.end(tie, ends[1])) else {
                continue;
            };
            let (Some(statement), Some(&report)) = (part.end(tie, Relation::StatedIn), report)
            else {
                continue;
            };
            if a == b || !is_thing(a) || !is_thing(b) {
                continue;
            }
            let place = places.entry(statement);
            let (start, end) = *place.or_insert_with(|| place_of(part, statement));
            let evidence = Evidence {
                doubt: if kind == NodeKind::Link {
                    doubt(part, tie)
                } else {
                    0
                },
                report,
                start,
                end,
            };
            said.push(((a.min(b), a.max(b)), evidence));
        }
    }
    said
}

/// IRI, name and kind of a thing.
fn thing(part: &Part, node: u32) -> (String, String, NodeKind) {
    let iri = part.iri(node).unwrap_or_default();
    let name = part.value(node, Attribute::PrefLabel);
    let name = name.unwrap_or_else(|| last_part(&iri).to_owned());
    (iri, name, part.kind(node).unwrap_or(NodeKind::Term))
}

/// How far from certain a link is, in hundredths.
fn doubt(part: &Part, link: u32) -> u8 {
    let score = part.value(link, Attribute::Score);
    let score: Option<Decimal> = score.and_then(|score| score.parse().ok());
    let hundred = Decimal::ONE_HUNDRED;
    u8::try_from((hundred - score.unwrap_or_default() * hundred).round()).unwrap_or(100)
}

/// Code points of a statement.
fn place_of(part: &Part, statement: u32) -> (u32, u32) {
    let count = |attribute| part.value(statement, attribute)?.parse().ok();
    let [start, end] = [Attribute::Begin, Attribute::End].map(|a| count(a).unwrap_or_default());
    (start, end)
}

/// Shares added so far.
#[derive(Default)]
struct Union {
    numbers: HashMap<String, Id>,
    things: Vec<(String, NodeKind)>,
    places: HashMap<(Id, Id), u32>,
    edges: Vec<Edge>,
}

impl Union {
    fn add(&mut self, share: Share) {
        let mut here = Vec::with_capacity(share.things.len());
        for (iri, name, kind) in share.things {
            let next = self.things.len() as Id;
            let number = *self.numbers.entry(iri).or_insert(next);
            if number == next {
                self.things.push((name, kind));
            }
            here.push(number);
        }
        for ((a, b), (weight, best)) in share.ties {
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
