//! The knowledge graph: typed nodes and edges on petgraph, merged from many reports by union.
//!
//! A node is a thing with an IRI; an edge is one triple between two nodes; an attribute is one
//! triple whose object is a literal. The graph therefore holds exactly what the RDF holds, and
//! [`rdf`](crate::rdf) writes it and reads it back without loss. Links, mentions and
//! definitions are nodes, so that each piece of evidence stays apart after a union; the short
//! form of a link (`concerns` and the like) is an edge between the two things it ties.

mod build;
pub mod codes;
mod kind;
mod literal;
mod names;
mod neighbourhood;
mod tie;

pub use build::add_report;
pub use kind::{Attribute, NodeKind, Relation};
pub use literal::{Language, Literal};
pub use names::NameIndex;
pub use neighbourhood::{Step, neighbourhood, paths};
pub use tie::{Tie, follow, scope_of, score_of, ties};

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use petgraph::Direction;
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};

use crate::rdf::plain_name;

/// A thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its IRI, whole.
    pub iri: String,
    /// What it is.
    pub kind: NodeKind,
    /// What is said of it in literals and codes, sorted, without repeats.
    pub attributes: Vec<(Attribute, Literal)>,
}

/// Index of a node in its graph.
pub type NodeId = NodeIndex<u32>;

/// The graph. Two graphs are equal when they say the same, whatever order it was said in.
#[derive(Debug, Clone, Default)]
pub struct KnowledgeGraph {
    graph: StableDiGraph<Node, Relation>,
    /// Nodes by the IRI that they hold; never walked, so that its order does not matter.
    by_iri: HashTable<NodeId>,
    /// Nodes in IRI order, and by plain name: made when first asked for, dropped by a change.
    order: OnceLock<Vec<NodeId>>,
    by_label: OnceLock<BTreeMap<String, Vec<NodeId>>>,
}

/// What ties a node to another.
pub(crate) type Triple = (NodeId, Relation, NodeId);

/// The hash of an IRI. The same in every run, though nothing depends on it.
fn hash(iri: &str) -> u64 {
    FixedState::with_seed(0).hash_one(iri)
}

impl KnowledgeGraph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for about so many more nodes.
    fn expect(&mut self, nodes: usize) {
        let Self { graph, by_iri, .. } = self;
        graph.reserve_nodes(nodes);
        graph.reserve_edges(4 * nodes);
        by_iri.reserve(nodes, |&id| hash(&graph[id].iri));
    }

    /// The node with this IRI, made if need be.
    pub fn node(&mut self, iri: &str, kind: NodeKind) -> NodeId {
        let Self { graph, by_iri, .. } = self;
        let entry = by_iri.entry(
            hash(iri),
            |&id| graph[id].iri == iri,
            |&id| hash(&graph[id].iri),
        );
        if let hashbrown::hash_table::Entry::Occupied(known) = &entry {
            return *known.get();
        }
        let id = NodeId::new(graph.node_count());
        entry.insert(id);
        let made = graph.add_node(Node {
            iri: iri.to_owned(),
            kind,
            attributes: Vec::with_capacity(kind.usual_attributes()),
        });
        debug_assert_eq!(made, id, "no node is ever removed");
        if self.order.get().is_some() {
            self.order.take();
        }
        id
    }

    /// Says `attribute` of a node; saying it twice changes nothing.
    pub fn say(&mut self, node: NodeId, attribute: Attribute, value: Literal) {
        let attributes = &mut self.graph[node].attributes;
        // Most is said in the order in which it is kept.
        if attributes.last().is_none_or(|last| last.0 < attribute) {
            attributes.push((attribute, value));
        } else {
            let record = (attribute, value);
            match attributes.binary_search(&record) {
                Ok(_) => return,
                Err(at) => attributes.insert(at, record),
            }
        }
        if self.by_label.get().is_some() {
            self.by_label.take();
        }
    }

    /// Ties two nodes; tying them twice by one relation changes nothing.
    pub fn tie(&mut self, from: NodeId, relation: Relation, to: NodeId) {
        // Hubs have many edges in and few out, so that this walk is short.
        let known = self
            .graph
            .edges(from)
            .any(|e| e.target() == to && *e.weight() == relation);
        if !known {
            self.graph.add_edge(from, to, relation);
        }
    }

    /// Ties two nodes of which one is in no such tie yet.
    fn tie_anew(&mut self, from: NodeId, relation: Relation, to: NodeId) {
        debug_assert!(
            self.graph
                .edges_connecting(from, to)
                .all(|e| *e.weight() != relation)
        );
        self.graph.add_edge(from, to, relation);
    }

    /// Ties many nodes. What is tied once to a hub costs no walk over all its edges.
    pub(crate) fn tie_all(&mut self, mut ties: Vec<Triple>) {
        ties.sort_unstable();
        ties.dedup();
        for of_one in ties.chunk_by(|a, b| a.0 == b.0) {
            let known = self.out(of_one[0].0);
            for &(from, relation, to) in of_one {
                if known.binary_search(&(relation, to)).is_err() {
                    self.graph.add_edge(from, to, relation);
                }
            }
        }
    }

    /// The node with this IRI.
    pub fn find(&self, iri: &str) -> Option<NodeId> {
        let found = |id: &NodeId| self.graph[*id].iri == iri;
        self.by_iri.find(hash(iri), found).copied()
    }

    /// The things with this name, in IRI order: those whose preferred or alternative label it is,
    /// or that a report mentions by it. Quotes and white space in `label` do not matter.
    pub fn named(&self, label: &str) -> Vec<NodeId> {
        let Some(found) = self.labels().get(&plain_name(label)) else {
            return Vec::new();
        };
        let mut out = BTreeMap::new();
        for &node in found {
            if self.graph[node].kind == NodeKind::Mention {
                let named = self
                    .graph
                    .edges(node)
                    .filter(|e| *e.weight() == Relation::RefersTo);
                out.extend(named.map(|e| (self.graph[e.target()].iri.as_str(), e.target())));
            } else {
                out.insert(self.graph[node].iri.as_str(), node);
            }
        }
        out.into_values().collect()
    }

    /// All names by which [`named`](Self::named) finds something, sorted, without quotes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.labels().keys().map(String::as_str)
    }

    fn labels(&self) -> &BTreeMap<String, Vec<NodeId>> {
        self.by_label.get_or_init(|| {
            let mut out: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
            for id in self.graph.node_indices() {
                for (attribute, value) in &self.graph[id].attributes {
                    let named = attribute.is_label() || *attribute == Attribute::Surface;
                    let Some(text) = value.text().filter(|_| named) else {
                        continue;
                    };
                    let nodes = out.entry(plain_name(text)).or_default();
                    if nodes.last() != Some(&id) {
                        nodes.push(id);
                    }
                }
            }
            out
        })
    }

    /// What a node is and what is said of it.
    pub fn get(&self, node: NodeId) -> &Node {
        &self.graph[node]
    }

    /// All nodes in IRI order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        let order = self.order.get_or_init(|| {
            let mut order: Vec<NodeId> = self.graph.node_indices().collect();
            order.sort_unstable_by(|&a, &b| self.graph[a].iri.cmp(&self.graph[b].iri));
            order
        });
        order.iter().map(|&id| (id, &self.graph[id]))
    }

    /// The edges out of a node: relation and end, sorted.
    pub fn out(&self, node: NodeId) -> Vec<(Relation, NodeId)> {
        self.edges(node, Direction::Outgoing)
    }

    /// The edges into a node: relation and start, sorted.
    pub fn into(&self, node: NodeId) -> Vec<(Relation, NodeId)> {
        self.edges(node, Direction::Incoming)
    }

    fn edges(&self, node: NodeId, direction: Direction) -> Vec<(Relation, NodeId)> {
        let mut out: Vec<_> = self
            .graph
            .edges_directed(node, direction)
            .map(|e| {
                (
                    *e.weight(),
                    if direction == Direction::Outgoing {
                        e.target()
                    } else {
                        e.source()
                    },
                )
            })
            .collect();
        out.sort_unstable();
        out
    }

    /// How many nodes and edges there are.
    pub fn size(&self) -> (usize, usize) {
        (self.graph.node_count(), self.graph.edge_count())
    }

    /// The petgraph graph, for algorithms of its ecosystem.
    pub fn petgraph(&self) -> &StableDiGraph<Node, Relation> {
        &self.graph
    }

    /// Adds all that `other` says.
    pub fn union(&mut self, other: &KnowledgeGraph) {
        let mut here = BTreeMap::new();
        for (id, node) in other.nodes() {
            let mine = self.node(&node.iri, node.kind);
            for (attribute, value) in &node.attributes {
                self.say(mine, *attribute, value.clone());
            }
            here.insert(id, mine);
        }
        for edge in other.graph.edge_references() {
            self.tie(here[&edge.source()], *edge.weight(), here[&edge.target()]);
        }
    }
}

impl PartialEq for KnowledgeGraph {
    fn eq(&self, other: &Self) -> bool {
        let ends = |graph: &Self, id| {
            graph
                .out(id)
                .into_iter()
                .map(|(r, end)| (r, graph.get(end).iri.clone()))
                .collect::<BTreeSet<_>>()
        };
        self.size() == other.size()
            && self
                .nodes()
                .zip(other.nodes())
                .all(|((a, mine), (b, theirs))| mine == theirs && ends(self, a) == ends(other, b))
    }
}

impl Node {
    /// The first value of an attribute.
    pub fn attribute(&self, attribute: Attribute) -> Option<&Literal> {
        self.attributes
            .iter()
            .find(|(a, _)| *a == attribute)
            .map(|(_, v)| v)
    }

    /// The preferred label, else the local part of the IRI.
    pub fn label(&self) -> &str {
        self.attribute(Attribute::PrefLabel)
            .and_then(Literal::text)
            .unwrap_or_else(|| self.iri.rsplit(['/', '#']).next().unwrap_or(&self.iri))
    }
}
