//! What is taken of one segment: nodes by their numbers, walks from one to the next, and the quads
//! of those that were taken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::segment::{Order, Segment};
use super::term::{Key, key, parse};
use crate::graph::{Attribute, NodeKind, Relation};
use crate::rdf::vocab::{rdf, xsd};
use crate::rdf::{attribute_iri, class_iri, last_part, relation_iri};

/// What the index makes of the datatype of counts.
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";

/// One segment of the graph, its nodes by their numbers there; with what is taken out of it.
pub struct Part {
    pub(super) segment: Arc<Segment>,
    words: OnceLock<Words>,
    pub(super) taken: BTreeSet<u32>,
}

/// The vocabulary by its numbers in one segment.
struct Words {
    kind: Option<u32>,
    kinds: Vec<Option<u32>>,
    relations: Vec<Option<u32>>,
    attributes: Vec<Option<u32>>,
}

/// What is taken around a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Around {
    /// All that a card shows: ties, evidence, definitions, mentions, and the tasks and figures of
    /// the sentences with them.
    Card,
    /// What it is tied to, and the links between.
    Ties,
    /// Its links and mentions with their sentences.
    Evidence,
}

/// What of the nodes is wanted; all, where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The ties.
    pub relations: Option<&'a [Relation]>,
    /// The attributes.
    pub attributes: Option<&'a [Attribute]>,
}

impl Words {
    fn of(segment: &Segment) -> Self {
        let find = |iri: &str| segment.find(key_of(iri));
        Self {
            kind: find(rdf::TYPE),
            kinds: NodeKind::ALL.map(|kind| find(class_iri(kind))).into(),
            relations: Relation::ALL
                .map(|relation| find(relation_iri(relation)))
                .into(),
            attributes: Attribute::ALL
                .map(|attribute| find(attribute_iri(attribute)))
                .into(),
        }
    }

    fn relation(&self, relation: Relation) -> Option<u32> {
        self.relations.get(relation as usize).copied().flatten()
    }
}

/// The key of an IRI.
pub(super) fn key_of(iri: &str) -> Key {
    key(&format!("<{iri}>"))
}

impl Part {
    /// Nothing yet.
    pub(super) fn new(segment: &Arc<Segment>) -> Self {
        Self {
            words: OnceLock::new(),
            segment: Arc::clone(segment),
            taken: BTreeSet::new(),
        }
    }

    /// Looked up when first needed: an excerpt of many segments mostly reads few.
    fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.segment))
    }

    /// The number of a relation.
    pub(super) fn number(&self, relation: Relation) -> Option<u32> {
        self.words().relation(relation)
    }

    /// The nodes that were taken.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (String, NodeKind)> {
        let typed = |&node: &u32| Some((self.iri(node)?, self.kind(node)?));
        self.taken.iter().filter_map(typed)
    }

    /// The IRI of a node.
    pub fn iri(&self, node: u32) -> Option<String> {
        self.name(node).map(str::to_owned)
    }

    /// The same, as it stands.
    pub fn name(&self, node: u32) -> Option<&str> {
        let text = self.segment.text(node)?;
        text.strip_prefix('<')?.strip_suffix('>')
    }

    /// What a node is.
    pub fn kind(&self, node: u32) -> Option<NodeKind> {
        let classes = self.objects(node, self.words().kind?);
        let kind = |class| self.words().kinds.iter().position(|k| *k == Some(class));
        let first = classes.filter_map(kind).min()?;
        NodeKind::ALL.get(first).copied()
    }

    /// The objects of a subject and a predicate.
    fn objects(&self, subject: u32, predicate: u32) -> impl Iterator<Item = u32> {
        let rows = self.segment.rows_of(Order::Subject, subject);
        let rows = self.segment.narrow(Order::Subject, rows, &[predicate]);
        rows.filter_map(|row| self.segment.row(Order::Subject, row).map(|[_, o, _]| o))
    }

    /// The subjects of a predicate and an object.
    pub(super) fn subjects(&self, predicate: u32, object: u32) -> impl Iterator<Item = u32> {
        let rows = self.segment.rows_of(Order::Predicate, predicate);
        let rows = self.segment.narrow(Order::Predicate, rows, &[object]);
        rows.filter_map(|row| self.segment.row(Order::Predicate, row).map(|[_, s, _]| s))
    }

    /// The first value of an attribute, as text.
    pub fn value(&self, node: u32, attribute: Attribute) -> Option<String> {
        let predicate = self.words().attributes.get(attribute as usize).copied()??;
        let values = self.objects(node, predicate);
        let text = |term| match parse(self.segment.text(term)?)? {
            Term::Literal(literal) => Some(literal.destruct().0),
            Term::NamedNode(code) => Some(code.into_string()),
            _ => None,
        };
        values.filter_map(text).min()
    }

    /// What a relation leads to from a node, the first by IRI.
    pub fn end(&self, node: u32, relation: Relation) -> Option<u32> {
        let mut ends = self.objects(node, self.words().relation(relation)?);
        let first = ends.next()?;
        Some(ends.fold(first, |first, end| {
            std::cmp::min_by_key(first, end, |&end| self.segment.text(end))
        }))
    }

    /// What a relation leads to from a node.
    pub fn ends(&self, node: u32, relation: Relation) -> Vec<u32> {
        let predicate = self.words().relation(relation).into_iter();
        predicate.flat_map(|p| self.objects(node, p)).collect()
    }

    pub(super) fn starts(&self, node: u32, relation: Relation) -> Vec<u32> {
        let predicate = self.words().relation(relation).into_iter();
        predicate.flat_map(|p| self.subjects(p, node)).collect()
    }

    /// The rows of a relation: object, subject, graph.
    pub(super) fn rows(&self, relation: Relation) -> impl Iterator<Item = [u32; 3]> {
        let predicate = self.words().relation(relation).into_iter();
        let rows = predicate.flat_map(|p| self.segment.rows_of(Order::Predicate, p));
        rows.filter_map(|row| self.segment.row(Order::Predicate, row))
    }

    /// The local names of the reports whose graphs these are.
    fn named(&self, counts: BTreeMap<u32, usize>) -> BTreeMap<String, usize> {
        let named = counts.into_iter().filter_map(|(graph, count)| {
            let graph = self.iri(graph)?;
            Some((last_part(&graph).to_owned(), count))
        });
        named.collect()
    }

    pub(super) fn tally(
        &self,
        relation: Relation,
        from: Option<NodeKind>,
    ) -> Vec<(Key, BTreeMap<String, usize>)> {
        let mut counts: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
        for [object, subject, graph] in self.rows(relation) {
            if from.is_none_or(|kind| self.kind(subject) == Some(kind)) {
                *counts.entry(object).or_default().entry(graph).or_default() += 1;
            }
        }
        let counts = counts.into_iter();
        let keyed =
            counts.filter_map(|(thing, of)| Some((self.segment.key(thing)?, self.named(of))));
        keyed.collect()
    }

    pub(super) fn count(&self, kind: NodeKind) -> BTreeMap<String, usize> {
        let class = self.words().kinds.get(kind as usize).copied().flatten();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        if let Some((typed, class)) = self.words().kind.zip(class) {
            let rows = self.segment.rows_of(Order::Predicate, typed);
            for row in self.segment.narrow(Order::Predicate, rows, &[class]) {
                if let Some([_, _, graph]) = self.segment.row(Order::Predicate, row) {
                    *counts.entry(graph).or_default() += 1;
                }
            }
        }
        self.named(counts)
    }

    /// The nodes of a kind.
    pub fn of_kind(&self, kind: NodeKind) -> impl Iterator<Item = u32> {
        let class = self.words().kinds.get(kind as usize).copied().flatten();
        let both = self.words().kind.zip(class);
        both.into_iter()
            .flat_map(|(typed, class)| self.subjects(typed, class))
    }

    /// Calls `each` with each name once, and the predicate's and the name's numbers.
    pub(super) fn each_name(&self, mut each: impl FnMut(&str, (u32, u32))) {
        for attribute in [
            Attribute::PrefLabel,
            Attribute::AltLabel,
            Attribute::Surface,
        ] {
            let Some(predicate) = self.segment.find(key_of(attribute_iri(attribute))) else {
                continue;
            };
            let mut last = None;
            for row in self.segment.rows_of(Order::Predicate, predicate) {
                let Some([object, ..]) = self.segment.row(Order::Predicate, row) else {
                    continue;
                };
                if last.replace(object) == Some(object) {
                    continue;
                }
                if let Some(Term::Literal(name)) = self.segment.text(object).and_then(parse) {
                    each(name.value(), (predicate, object));
                }
            }
        }
    }

    /// What bears a name: a thing itself, or what a mention of that form refers to.
    pub(super) fn bearers(&self, (predicate, name): (u32, u32)) -> BTreeSet<String> {
        let bearers = self.subjects(predicate, name).flat_map(|node| {
            if self.kind(node) == Some(NodeKind::Mention) {
                self.ends(node, Relation::RefersTo)
            } else {
                vec![node]
            }
        });
        bearers.filter_map(|node| self.iri(node)).collect()
    }

    /// A thing with what lies around it.
    pub(super) fn thing(&mut self, thing: u32, around: Around) {
        self.taken.insert(thing);
        if around == Around::Ties {
            return self.ties(thing);
        }
        for link in self.links(thing) {
            self.link(link);
        }
        self.mentions(thing, around == Around::Card);
        if around == Around::Evidence {
            return;
        }
        for near in self.tied(thing) {
            self.near(near);
        }
        for definition in self.starts(thing, Relation::Defines) {
            self.definition(definition);
        }
        let measured = self.starts(thing, Relation::Measures);
        self.taken.extend(measured);
    }

    /// What a thing is tied to, and the links between, without what these say.
    fn ties(&mut self, thing: u32) {
        for link in self.links(thing) {
            self.taken.insert(link);
            let ends = [Relation::From, Relation::To].map(|end| self.ends(link, end));
            self.taken.extend(ends.concat());
        }
        let tied = self.tied(thing);
        self.taken.extend(tied);
    }

    /// The links from and to a thing.
    fn links(&self, thing: u32) -> Vec<u32> {
        [Relation::From, Relation::To]
            .map(|end| self.starts(thing, end))
            .concat()
    }

    /// What short relations tie to a thing.
    fn tied(&self, thing: u32) -> Vec<u32> {
        let short = Relation::ALL.into_iter().filter(|r| r.is_short());
        let both = short.map(|r| [self.ends(thing, r), self.starts(thing, r)].concat());
        both.flatten().collect()
    }

    /// Some things and tasks, the links between them with their sentences, what stands in the tasks'
    /// sentences, and the definitions of the things.
    pub(super) fn between(&mut self, things: &BTreeSet<u32>) {
        self.taken.extend(things);
        for &thing in things {
            for link in self.starts(thing, Relation::From) {
                let ends = self.ends(link, Relation::To);
                if ends.iter().any(|end| things.contains(end)) {
                    self.taken.insert(link);
                    let statements = self.ends(link, Relation::StatedIn);
                    self.taken.extend(statements);
                }
            }
            if self.kind(thing) == Some(NodeKind::Task) {
                self.task(thing);
            }
            for definition in self.starts(thing, Relation::Defines) {
                self.definition(definition);
            }
        }
    }

    /// Where a thing is mentioned, with the tasks there if these are wanted.
    fn mentions(&mut self, thing: u32, tasks: bool) {
        for mention in self.starts(thing, Relation::RefersTo) {
            self.mention(mention);
            let statements = self.ends(mention, Relation::StatedIn);
            for statement in statements.into_iter().filter(|_| tasks) {
                for task in self.starts(statement, Relation::StatedIn) {
                    if self.kind(task) == Some(NodeKind::Task) {
                        self.near(task);
                    }
                }
            }
        }
    }

    /// A thing, or a task with its sentence and what stands in it.
    fn near(&mut self, node: u32) {
        if self.taken.insert(node) && self.kind(node) == Some(NodeKind::Task) {
            self.task(node);
        }
    }

    /// A task's figures, and its sentence with what stands in it.
    fn task(&mut self, task: u32) {
        let figures = self.ends(task, Relation::HasFigure);
        self.taken.extend(figures);
        for statement in self.ends(task, Relation::StatedIn) {
            self.taken.insert(statement);
            for mention in self.starts(statement, Relation::StatedIn) {
                if self.kind(mention) == Some(NodeKind::Mention) {
                    self.mention(mention);
                }
            }
        }
    }

    /// A mention, what it names, where it stands and what recognised it.
    fn mention(&mut self, mention: u32) {
        if self.taken.insert(mention) {
            for relation in [Relation::RefersTo, Relation::StatedIn, Relation::MatchedBy] {
                let ends = self.ends(mention, relation);
                self.taken.extend(ends);
            }
        }
    }

    fn link(&mut self, link: u32) {
        if !self.taken.insert(link) {
            return;
        }
        for relation in [Relation::From, Relation::To] {
            for end in self.ends(link, relation) {
                self.near(end);
            }
        }
        for relation in [Relation::FromMention, Relation::ToMention] {
            for mention in self.ends(link, relation) {
                self.mention(mention);
            }
        }
        for relation in [Relation::StatedIn, Relation::MatchedBy] {
            let ends = self.ends(link, relation);
            self.taken.extend(ends);
        }
    }

    fn definition(&mut self, definition: u32) {
        let mut open = vec![definition];
        while let Some(node) = open.pop() {
            if self.taken.insert(node) {
                open.extend(self.ends(node, Relation::HasComponent));
            }
        }
    }

    /// What is said of the nodes that were taken.
    pub(super) fn quads(&self, wanted: Wanted<'_>) -> Vec<Quad> {
        let predicates = self.predicates(wanted);
        let mut out = Vec::new();
        for &node in &self.taken {
            let Some(subject) = self.iri(node) else {
                continue;
            };
            let subject = NamedNode::new_unchecked(subject);
            for row in self.segment.rows_of(Order::Subject, node) {
                let Some([p, o, _]) = self.segment.row(Order::Subject, row) else {
                    continue;
                };
                let Ok(at) = predicates.binary_search_by_key(&p, |(p, ..)| *p) else {
                    continue;
                };
                let (_, predicate, is_relation) = &predicates[at];
                if *is_relation && !self.taken.contains(&o) {
                    continue;
                }
                if let Some(object) = self.segment.text(o).and_then(parse) {
                    let (subject, object) = (subject.clone(), written(object));
                    let predicate = predicate.clone();
                    out.push(Quad::new(
                        subject,
                        predicate,
                        object,
                        GraphName::DefaultGraph,
                    ));
                }
            }
        }
        out
    }

    /// The predicates that are wanted, by number, and whether they are relations.
    fn predicates(&self, wanted: Wanted<'_>) -> Vec<(u32, NamedNode, bool)> {
        let relations = wanted.relations.unwrap_or(&Relation::ALL).iter();
        let attributes = wanted.attributes.unwrap_or(&Attribute::ALL).iter();
        let all = relations
            .map(|r| (relation_iri(*r), true))
            .chain(attributes.map(|a| (attribute_iri(*a), false)));
        let number = |(iri, is_relation): (&str, bool)| {
            let number = self.segment.find(key_of(iri))?;
            Some((number, NamedNode::new_unchecked(iri), is_relation))
        };
        let mut out: Vec<_> = all.filter_map(number).collect();
        out.sort_unstable_by_key(|(number, ..)| *number);
        out
    }
}

/// A term as the program writes it: the index has all counts as integers.
fn written(term: Term) -> Term {
    match term {
        Term::Literal(literal) if literal.datatype().as_str() == INTEGER => {
            let count = NamedNode::new_unchecked(xsd::NON_NEGATIVE_INTEGER);
            Literal::new_typed_literal(literal.value(), count).into()
        }
        term => term,
    }
}
