//! The quads of a pattern, segment after segment.
//!
//! What reports say of the things they share stands in several segments; it is given by the first
//! of them.

use std::ops::Range;
use std::sync::Arc;

use super::corpus::Corpus;
use super::node::{Node, Place, Places};
use super::segment::{Order, Segment};
use super::term::Key;

/// What to look for: where its subject, predicate, object and graph stand; nothing where it may be
/// any.
pub(super) type Pattern = [Option<Places>; 4];

/// The quads of a pattern.
pub(super) struct Scan {
    corpus: Arc<Corpus>,
    pattern: Pattern,
    /// The part of the pattern that the fewest segments have.
    rarest: Option<usize>,
    /// How many segments were looked into.
    seen: usize,
    /// The last one.
    segment: u32,
    /// The rows that are left of it.
    rows: Range<usize>,
    order: Order,
    /// The term that the rows are of.
    first: Option<Node>,
    /// Whether the rows are of all terms.
    all: bool,
    graph: Option<u32>,
}

impl Scan {
    pub(super) fn new(corpus: Arc<Corpus>, pattern: Pattern) -> Self {
        let counts = pattern.iter().enumerate();
        let counts = counts.filter_map(|(i, part)| Some((part.as_ref()?.count(), i)));
        let rarest = counts.min().map(|(_, i)| i);
        Self {
            corpus,
            pattern,
            rarest,
            seen: 0,
            segment: 0,
            rows: 0..0,
            order: Order::Subject,
            first: None,
            all: false,
            graph: None,
        }
    }

    /// The next segment that may have such quads.
    fn advance(&mut self) -> Option<()> {
        let seen = self.seen;
        self.seen += 1;
        self.segment = match self.rarest.and_then(|part| self.pattern[part].as_ref()) {
            Some(places) => places.get(seen)?.segment,
            None => (seen < self.corpus.segments.len()).then_some(seen as u32)?,
        };
        Some(())
    }

    /// Finds the rows in a segment; [`None`] where it has none.
    fn enter(&mut self) -> Option<()> {
        // A term that the segment lacks ends it at once.
        let number = |part: usize| {
            let places = self.pattern[part].as_ref();
            places.map(|p| p.within(self.segment).ok_or(())).transpose()
        };
        let (s, p) = (number(0).ok()?, number(1).ok()?);
        let (o, g) = (number(2).ok()?, number(3).ok()?);
        let segment = &self.corpus.segments[self.segment as usize];
        let (order, first, wanted) = match (s, p, o) {
            (Some(s), None, Some(o)) => (Order::Object, o, [Some(s), None]),
            (Some(s), p, o) => (Order::Subject, s, [p, o]),
            (None, Some(p), o) => (Order::Predicate, p, [o, None]),
            (None, None, Some(o)) => (Order::Object, o, [None, None]),
            (None, None, None) => (Order::Subject, 0, [None, None]),
        };
        self.all = (s, p, o) == (None, None, None);
        let rows = if self.all {
            0..segment.sizes().quads
        } else {
            segment.rows_of(order, first)
        };
        self.rows = match wanted {
            [None, _] => rows,
            [Some(a), None] => segment.narrow(order, rows, &[a]),
            [Some(a), Some(b)] => segment.narrow(order, rows, &[a, b]),
        };
        self.first = Some(self.node(segment, first)?);
        (self.order, self.graph) = (order, g);
        Some(())
    }

    fn node(&self, segment: &Segment, term: u32) -> Option<Node> {
        let place = Place {
            segment: self.segment,
            term,
        };
        Some(Node::read(segment.key(term)?, place))
    }

    /// The quad of a row.
    fn quad(&mut self, row: usize) -> Option<[Node; 4]> {
        let segment = &self.corpus.segments[self.segment as usize];
        let mut first = self.first?;
        if self.all {
            let mut term = first.place()?.term;
            while row >= segment.rows_of(Order::Subject, term).end {
                term += 1;
                first = self.node(segment, term)?;
            }
        }
        let [a, b, g] = segment.row(self.order, row)?;
        if self.graph.is_some_and(|graph| graph != g) {
            return None;
        }
        let (a, b) = (self.node(segment, a)?, self.node(segment, b)?);
        let g = self.node(segment, g)?;
        self.first = Some(first);
        let quad = match self.order {
            Order::Subject => [first, a, b, g],
            Order::Predicate => [b, first, a, g],
            Order::Object => [a, b, first, g],
        };
        (!self.is_again(quad)).then_some(quad)
    }

    /// Whether an earlier segment has a quad, too.
    fn is_again(&self, quad: [Node; 4]) -> bool {
        if self.segment == 0 || !self.corpus.is_common(quad[3].key()) {
            return false;
        }
        let shared = self.corpus.shared();
        let is_own = |node: Node| !shared.zip(node.place()).is_none_or(|(s, at)| s.has(at));
        if is_own(quad[0]) || is_own(quad[2]) {
            return false;
        }
        let keys: [Key; 4] = quad.map(Node::key);
        let has = |segment: u32| self.corpus.has(segment as usize, keys);
        match shared {
            Some(shared) => {
                let places = shared.places(keys[0]).iter().map(|place| place.segment);
                places.take_while(|&at| at < self.segment).any(has)
            }
            None => (0..self.segment).any(has),
        }
    }
}

impl Iterator for Scan {
    type Item = [Node; 4];

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                if let Some(quad) = self.quad(row) {
                    return Some(quad);
                }
            } else {
                self.advance()?;
                if self.enter().is_none() {
                    self.rows = 0..0;
                }
            }
        }
    }
}
