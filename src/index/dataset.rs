//! The index as oxigraph's evaluator asks it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::FixedState;
use oxigraph::model::{Literal, Term};
use spareval::{InternalQuad, QueryableDataset};

use super::compile::KeyMap;
use super::corpus::Corpus;
use super::node::{Node, Places};
use super::scan::Scan;
use super::term::{canonical, key, parse};

/// An index for one query, with the terms that only the query has.
pub(crate) struct IndexDataset {
    corpus: Arc<Corpus>,
    extra: RefCell<KeyMap<Term>>,
    /// Where the terms stand that the query brought and that segments share.
    places: RefCell<KeyMap<Places>>,
    kept: RefCell<Kept>,
}

impl IndexDataset {
    pub(super) fn new(corpus: Arc<Corpus>) -> Self {
        Self {
            corpus,
            extra: RefCell::default(),
            places: RefCell::default(),
            kept: RefCell::default(),
        }
    }

    /// The quads of a pattern, each once.
    pub(super) fn scan(&self, pattern: [Option<Node>; 4]) -> Scan {
        let pattern = pattern.map(|node| node.map(|node| self.places(node)));
        Scan::new(Arc::clone(&self.corpus), pattern)
    }

    /// Whether a term stands where it was read and nowhere else.
    fn is_own(&self, node: Node) -> bool {
        let place = node.place();
        place.is_some_and(|place| self.corpus.shared().is_some_and(|s| !s.has(place)))
    }

    fn places(&self, node: Node) -> Places {
        if let Some(place) = node.place().filter(|_| self.is_own(node)) {
            return Places::One(place);
        }
        let mut known = self.places.borrow_mut();
        let places = known.entry(node.key());
        let find = || Places::Many(self.corpus.places(node.key()).into());
        places.or_insert_with(find).clone()
    }

    /// The quads of a pattern. What is said of a thing that many segments have is remembered: a join
    /// asks for the same few things with every row.
    fn answer(&self, pattern: [Option<Node>; 4]) -> Answer {
        let [Some(subject), Some(predicate), object, None] = pattern else {
            return Answer::Scan(self.scan(pattern));
        };
        if subject.place().is_none() || self.is_own(subject) {
            return Answer::Scan(self.scan(pattern));
        }
        let question = (subject, predicate, object);
        if let Some(known) = self.kept.borrow().get(&question) {
            return Answer::Kept(Rc::clone(known), 0);
        }
        let quads: Rc<[[Node; 4]]> = self.scan(pattern).collect();
        let mut kept = self.kept.borrow_mut();
        if quads.len() <= MOST_QUADS && kept.len() < MOST_ANSWERS {
            kept.insert(question, Rc::clone(&quads));
        }
        Answer::Kept(quads, 0)
    }
}

/// More quads are not remembered of one thing.
const MOST_QUADS: usize = 16;
/// More answers are not remembered; with what they mostly hold, these take 20 MB.
const MOST_ANSWERS: usize = 1 << 16;

/// What was said of a thing: subject, predicate and object to the quads.
type Kept = HashMap<(Node, Node, Option<Node>), Rc<[[Node; 4]]>, FixedState>;

/// The quads of a pattern.
enum Answer {
    Nothing,
    Scan(Scan),
    /// Remembered ones, from the given one on.
    Kept(Rc<[[Node; 4]]>, usize),
}

impl Iterator for Answer {
    type Item = [Node; 4];

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Nothing => None,
            Self::Scan(scan) => scan.next(),
            Self::Kept(quads, next) => {
                *next += 1;
                quads.get(*next - 1).copied()
            }
        }
    }
}

impl QueryableDataset<'static> for IndexDataset {
    type InternalTerm = Node;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Node>,
        predicate: Option<&Node>,
        object: Option<&Node>,
        graph_name: Option<Option<&Node>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Node>, Infallible>> + use<> {
        let graph = graph_name.flatten();
        let pattern = [subject, predicate, object, graph];
        // Every quad is in a named graph: the default graph itself is empty.
        let answer = if matches!(graph_name, Some(None)) {
            Answer::Nothing
        } else {
            self.answer(pattern.map(Option::<&Node>::copied))
        };
        answer.map(|[s, p, o, g]| {
            Ok(InternalQuad {
                subject: s,
                predicate: p,
                object: o,
                graph_name: Some(g),
            })
        })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Node, Infallible>> + use<> {
        let graphs = self.corpus.graphs().into_iter();
        graphs.map(|graph| Ok(Node::brought(graph)))
    }

    fn contains_internal_graph_name(&self, graph_name: &Node) -> Result<bool, Infallible> {
        Ok(self
            .corpus
            .graphs()
            .binary_search(&graph_name.key())
            .is_ok())
    }

    fn internalize_term(&self, term: Term) -> Result<Node, Infallible> {
        let term = canonical(term);
        let key = key(&term.to_string());
        self.extra.borrow_mut().insert(key, term);
        Ok(Node::brought(key))
    }

    fn externalize_term(&self, term: Node) -> Result<Term, Infallible> {
        let found = match term.place() {
            Some(place) => self.corpus.text(place).and_then(parse),
            None => self.extra.borrow().get(&term.key()).cloned(),
        };
        // A graph's name that the evaluator was told, or a file that was damaged in its text.
        let found = found.or_else(|| self.corpus.text(self.places(term).get(0)?).and_then(parse));
        Ok(found.unwrap_or_else(|| Literal::new_simple_literal("\u{fffd}").into()))
    }
}
