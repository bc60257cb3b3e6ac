//! Parts of the graph out of the index: what a card, a list or a picture needs, and no more.
//!
//! Nodes are taken segment by segment, by their numbers there: what a report says stands in one
//! segment, with all that it says of the things it shares, so that no walk leaves a segment.
//! [`Excerpt::graph`] then gives the nodes that were taken, in the order of their IRIs, with what is
//! said of them and the ties between them: to who looks no further it is the whole graph.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::compile::KeyMap;
use super::part::key_of;
pub use super::part::{Around, Part, Wanted};
use super::segment::Segment;
use super::term::Key;
use crate::graph::{KnowledgeGraph, NodeKind, Relation};
use crate::rdf::{ReadError, plain_name, read_some};

/// What is taken out of an index.
pub struct Excerpt {
    parts: Vec<Part>,
    /// Things whose surroundings were taken.
    around: BTreeSet<(String, Around)>,
}

/// How often each report says something of each thing.
#[derive(Debug, Default)]
pub struct Tally(KeyMap<BTreeMap<String, usize>>);

impl Tally {
    /// The reports that say it of a thing, by their local names, each with how often.
    pub fn of(&self, iri: &str) -> impl Iterator<Item = (&str, usize)> {
        let reports = self.0.get(&key_of(iri)).into_iter().flatten();
        reports.map(|(report, &count)| (report.as_str(), count))
    }
}

impl Excerpt {
    pub(super) fn new(segments: &[Arc<Segment>]) -> Self {
        // The segment of the ontology is about no reports.
        let of_reports = segments.iter().filter(|s| s.head().has_members());
        Self {
            parts: of_reports.map(Part::new).collect(),
            around: BTreeSet::new(),
        }
    }

    /// What a node is; none where there is no such node.
    pub fn kind(&self, iri: &str) -> Option<NodeKind> {
        let key = key_of(iri);
        let mut kinds = self.parts.iter();
        kinds.find_map(|part| part.kind(part.segment.find(key)?))
    }

    /// The IRIs of the things with this name, as
    /// [`KnowledgeGraph::named`](crate::graph::KnowledgeGraph::named) has them.
    pub fn named(&self, name: &str) -> BTreeSet<String> {
        let wanted = plain_name(name);
        let parts = self.parts.par_iter();
        let found = parts.flat_map_iter(|part| {
            let mut found = BTreeSet::new();
            part.each_name(|text, at| {
                if plain_name(text) == wanted {
                    found.extend(part.bearers(at));
                }
            });
            found
        });
        found.collect()
    }

    /// All names by which [`named`](Self::named) finds something.
    pub fn names(&self) -> BTreeSet<String> {
        let parts = self.parts.par_iter();
        let names = parts.flat_map_iter(|part| {
            let mut names = BTreeSet::new();
            part.each_name(|text, _| {
                names.insert(plain_name(text));
            });
            names
        });
        names.collect()
    }

    /// Takes all nodes of a kind.
    pub fn take(&mut self, kind: NodeKind) {
        self.parts.par_iter_mut().for_each(|part| {
            let all: Vec<u32> = part.of_kind(kind).collect();
            part.taken.extend(all);
        });
    }

    /// Takes all nodes of a kind, and what a relation leads to from them.
    pub fn take_with(&mut self, kind: NodeKind, relation: Relation) {
        self.parts.par_iter_mut().for_each(|part| {
            let all: Vec<u32> = part.of_kind(kind).collect();
            for node in all {
                let ends = part.ends(node, relation);
                part.taken.insert(node);
                part.taken.extend(ends);
            }
        });
    }

    /// Takes a thing with what lies around it.
    pub fn take_around(&mut self, iri: &str, around: Around) {
        if !self.around.insert((iri.to_owned(), around)) {
            return;
        }
        let key = key_of(iri);
        self.parts.par_iter_mut().for_each(|part| {
            if let Some(thing) = part.segment.find(key) {
                part.thing(thing, around);
            }
        });
    }

    /// Takes things and tasks with the links between them and the sentences of both, and with the
    /// things' definitions.
    pub fn take_between(&mut self, iris: &[String]) {
        let keys: Vec<Key> = iris.iter().map(|iri| key_of(iri)).collect();
        self.parts.par_iter_mut().for_each(|part| {
            let things = keys.iter().filter_map(|&key| part.segment.find(key));
            part.between(&things.collect());
        });
    }

    /// How often each report ties something to each thing by `relation`; by `from` only what is of
    /// that kind.
    pub fn tally(&self, relation: Relation, from: Option<NodeKind>) -> Tally {
        let tallies = self.parts.par_iter().map(|part| part.tally(relation, from));
        let tallies: Vec<_> = tallies.collect();
        let mut out = Tally::default();
        for (thing, counts) in tallies.into_iter().flatten() {
            out.0.entry(thing).or_default().extend(counts);
        }
        out
    }

    /// How many nodes of a kind each report has, by its local name.
    pub fn count(&self, kind: NodeKind) -> BTreeMap<String, usize> {
        let counts = self.parts.par_iter().map(|part| part.count(kind));
        counts.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// How many things each thing is tied to by a relation that leads to it.
    pub fn degrees(&self, relation: Relation) -> impl Fn(&str) -> usize + use<> {
        let degrees = self.pairs(relation, |[object, subject]| [object, subject]);
        move |iri| degrees.get(&key_of(iri)).map_or(0, HashSet::len)
    }

    /// The `most` things from which a relation leads to most others, in the order of their IRIs where
    /// it leads to as many.
    pub fn most_tied(&self, relation: Relation, most: usize) -> Vec<String> {
        let degrees = self.pairs(relation, |[object, subject]| [subject, object]);
        let iri = |key: Key| {
            let mut parts = self.parts.iter();
            parts.find_map(|part| part.iri(part.segment.find(key)?))
        };
        let mut counts: Vec<usize> = degrees.values().map(HashSet::len).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(most.saturating_sub(1)).copied().unwrap_or(0);
        let mut found: Vec<(Reverse<usize>, String)> = degrees
            .into_iter()
            .filter(|(_, ends)| ends.len() >= least)
            .filter_map(|(key, ends)| Some((Reverse(ends.len()), iri(key)?)))
            .collect();
        found.sort_unstable();
        found.into_iter().take(most).map(|(_, iri)| iri).collect()
    }

    /// The ends of a relation by one of them.
    fn pairs(
        &self,
        relation: Relation,
        turn: impl Fn([Key; 2]) -> [Key; 2],
    ) -> KeyMap<HashSet<Key>> {
        let mut out: KeyMap<HashSet<Key>> = KeyMap::default();
        for part in &self.parts {
            for [object, subject, _] in part.rows(relation) {
                let keys = part.segment.key(object).zip(part.segment.key(subject));
                if let Some((object, subject)) = keys {
                    let [one, other] = turn([object, subject]);
                    out.entry(one).or_default().insert(other);
                }
            }
        }
        out
    }

    /// The segments, to be read one by one; what is shared stands in several.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(super) fn parts_mut(&mut self) -> &mut [Part] {
        &mut self.parts
    }

    /// The graph of what was taken.
    ///
    /// # Errors
    /// When the quads are none of this program.
    pub fn graph(&self, wanted: Wanted<'_>) -> Result<KnowledgeGraph, ReadError> {
        let mut graph = KnowledgeGraph::new();
        let nodes = self.parts.par_iter().flat_map_iter(Part::nodes);
        let mut nodes: Vec<(String, NodeKind)> = nodes.collect();
        nodes.par_sort_unstable();
        nodes.dedup();
        for (iri, kind) in nodes {
            graph.node(&iri, kind);
        }
        let mut ties = Vec::new();
        for part in &self.parts {
            read_some(&part.quads(wanted), &mut graph, &mut ties)?;
        }
        graph.tie_all(ties);
        Ok(graph)
    }
}
