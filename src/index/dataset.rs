//! The index as oxigraph's evaluator asks it: patterns of keys over all segments.

use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use oxigraph::model::{Literal, Term};
use spareval::{InternalQuad, QueryableDataset};

use super::compile::KeyMap;
use super::holders::{Bits, Holders};
use super::segment::{Order, Segment};
use super::term::{Key, canonical, key, parse};

/// The segments of an index for one query, with the terms that only the query has.
pub(crate) struct IndexDataset {
    segments: Arc<[Arc<Segment>]>,
    holders: Arc<Holders>,
    /// Graphs that more than one segment has, sorted.
    shared: Arc<[Key]>,
    extra: RefCell<KeyMap<Term>>,
}

impl IndexDataset {
    pub(super) fn new(segments: Arc<[Arc<Segment>]>, holders: Arc<Holders>) -> Self {
        let mut graphs: Vec<Key> = graphs(&segments).collect();
        graphs.sort_unstable();
        let mut shared: Vec<Key> = graphs
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        shared.dedup();
        Self {
            segments,
            holders,
            shared: shared.into(),
            extra: RefCell::default(),
        }
    }

    /// The quads of a pattern, each once.
    pub(super) fn scan(&self, pattern: Pattern) -> Scan {
        Scan::new(
            Arc::clone(&self.segments),
            Arc::clone(&self.holders),
            Arc::clone(&self.shared),
            pattern,
        )
    }
}

impl QueryableDataset<'static> for IndexDataset {
    type InternalTerm = Key;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Key>,
        predicate: Option<&Key>,
        object: Option<&Key>,
        graph_name: Option<Option<&Key>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Key>, Infallible>> + use<> {
        let pattern = Pattern {
            subject: subject.copied(),
            predicate: predicate.copied(),
            object: object.copied(),
            graph: graph_name.flatten().copied(),
        };
        // Every quad is in a named graph: the default graph itself is empty.
        let empty = matches!(graph_name, Some(None));
        let mut scan = self.scan(pattern);
        if empty {
            scan.next = self.segments.len();
        }
        scan.map(|[s, p, o, g]| {
            Ok(InternalQuad {
                subject: s,
                predicate: p,
                object: o,
                graph_name: Some(g),
            })
        })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Key, Infallible>> + use<> {
        let mut graphs: Vec<Key> = graphs(&self.segments).collect();
        graphs.sort_unstable();
        graphs.dedup();
        graphs.into_iter().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &Key) -> Result<bool, Infallible> {
        Ok(self.segments.iter().any(|s| {
            s.find(*graph_name)
                .is_some_and(|number| (0..s.sizes().graphs).any(|i| s.graph(i) == Some(number)))
        }))
    }

    fn internalize_term(&self, term: Term) -> Result<Key, Infallible> {
        let term = canonical(term);
        let key = key(&term.to_string());
        if !self.segments.iter().any(|s| s.find(key).is_some()) {
            self.extra.borrow_mut().insert(key, term);
        }
        Ok(key)
    }

    fn externalize_term(&self, term: Key) -> Result<Term, Infallible> {
        let holders = self.holders.of(&self.segments, term);
        let kept = (0..self.segments.len())
            .filter(|&i| holders.has(i))
            .map(|i| &self.segments[i])
            .find_map(|s| parse(s.text(s.find(term)?)?));
        let term = kept.or_else(|| self.extra.borrow().get(&term).cloned());
        // Only a file that was damaged in its text has keys without terms.
        Ok(term.unwrap_or_else(|| Literal::new_simple_literal("\u{fffd}").into()))
    }
}

/// The graphs of all segments, with repeats.
fn graphs(segments: &[Arc<Segment>]) -> impl Iterator<Item = Key> + '_ {
    segments
        .iter()
        .flat_map(|s| (0..s.sizes().graphs).filter_map(|i| s.key(s.graph(i)?)))
}

/// Whether a segment has a quad.
fn has(segment: &Segment, [s, p, o, g]: [Key; 4]) -> bool {
    let find = |key| segment.find(key);
    let (Some(s), Some(p), Some(o), Some(g)) = (find(s), find(p), find(o), find(g)) else {
        return false;
    };
    let rows = segment.rows_of(Order::Subject, s);
    let mut rows = segment.narrow(Order::Subject, rows, &[p, o]);
    rows.any(|row| {
        segment
            .row(Order::Subject, row)
            .is_some_and(|[_, _, graph]| graph == g)
    })
}

/// What to look for: keys, or anything.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pattern {
    pub subject: Option<Key>,
    pub predicate: Option<Key>,
    pub object: Option<Key>,
    pub graph: Option<Key>,
}

/// The quads of a pattern, segment after segment. What reports say of the things they share stands in
/// several segments; it is given by the first of them.
pub(super) struct Scan {
    segments: Arc<[Arc<Segment>]>,
    holders: Arc<Holders>,
    shared: Arc<[Key]>,
    pattern: Pattern,
    /// The segments that may have the pattern's terms.
    within: Bits,
    /// The next segment to look into.
    next: usize,
    /// The rows that are left of the last one.
    rows: Range<usize>,
    order: Order,
    /// The number of the term that the rows are of, and its key.
    first: u32,
    first_key: Key,
    /// Whether the rows are of all terms.
    all: bool,
    graph: Option<u32>,
}

impl Scan {
    fn new(
        segments: Arc<[Arc<Segment>]>,
        holders: Arc<Holders>,
        shared: Arc<[Key]>,
        pattern: Pattern,
    ) -> Self {
        // Nearly every segment has a predicate.
        let keys = [pattern.subject, pattern.object, pattern.graph];
        let within = keys.into_iter().flatten();
        let within = within.fold(Bits::ALL, |bits, key| bits.and(holders.of(&segments, key)));
        Self {
            segments,
            holders,
            shared,
            pattern,
            within,
            next: 0,
            rows: 0..0,
            order: Order::Subject,
            first: 0,
            first_key: 0,
            all: false,
            graph: None,
        }
    }

    /// Finds the rows of the next segment; [`None`] where it has none.
    fn enter(&mut self) -> Option<()> {
        let segment = self.segments.get(self.next)?;
        self.next += 1;
        if !self.within.has(self.next - 1) {
            return None;
        }
        // A key that the segment lacks ends it at once.
        let number = |key: Option<Key>| key.map(|k| segment.find(k).ok_or(())).transpose();
        let Pattern {
            subject,
            predicate,
            object,
            graph,
        } = self.pattern;
        let s = number(subject).ok()?;
        let p = number(predicate).ok()?;
        let o = number(object).ok()?;
        self.graph = number(graph).ok()?;
        let (order, first, wanted) = match (s, p, o) {
            (Some(s), Some(p), Some(o)) => (Order::Subject, s, vec2(Some(p), Some(o))),
            (Some(s), None, Some(o)) => (Order::Object, o, vec2(Some(s), None)),
            (Some(s), p, None) => (Order::Subject, s, vec2(p, None)),
            (None, Some(p), o) => (Order::Predicate, p, vec2(o, None)),
            (None, None, Some(o)) => (Order::Object, o, vec2(None, None)),
            (None, None, None) => {
                self.all = true;
                self.order = Order::Subject;
                (self.first, self.first_key) = (0, segment.key(0)?);
                self.rows = 0..segment.sizes().quads;
                return Some(());
            }
        };
        let rows = segment.rows_of(order, first);
        self.rows = match wanted {
            ([_, _], 0) => rows,
            (columns, n) => segment.narrow(order, rows, &columns[..n]),
        };
        (self.order, self.first, self.first_key) = (order, first, segment.key(first)?);
        Some(())
    }

    /// The quad of a row.
    fn quad(&mut self, row: usize) -> Option<[Key; 4]> {
        let segment = &self.segments[self.next - 1];
        while self.all && row >= segment.rows_of(Order::Subject, self.first).end {
            self.first += 1;
            self.first_key = segment.key(self.first)?;
        }
        let [a, b, g] = segment.row(self.order, row)?;
        if self.graph.is_some_and(|graph| graph != g) {
            return None;
        }
        let (a, b, g) = (segment.key(a)?, segment.key(b)?, segment.key(g)?);
        let quad = match self.order {
            Order::Subject => [self.first_key, a, b, g],
            Order::Predicate => [b, self.first_key, a, g],
            Order::Object => [a, b, self.first_key, g],
        };
        let earlier = &self.segments[..self.next - 1];
        if earlier.is_empty() || self.shared.binary_search(&g).is_err() {
            return Some(quad);
        }
        let holders = |key| self.holders.of(&self.segments, key);
        let both = holders(quad[0]).and(holders(quad[2]));
        let mut earlier = earlier.iter().enumerate();
        let again = earlier.any(|(i, e)| both.has(i) && has(e, quad));
        (!again).then_some(quad)
    }
}

/// Up to two columns without an allocation.
fn vec2(a: Option<u32>, b: Option<u32>) -> ([u32; 2], usize) {
    let n = usize::from(a.is_some()) + usize::from(b.is_some());
    ([a.unwrap_or(0), b.unwrap_or(0)], n)
}

impl Iterator for Scan {
    type Item = [Key; 4];

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                if let Some(quad) = self.quad(row) {
                    return Some(quad);
                }
            } else if self.next >= self.segments.len() {
                return None;
            } else if self.enter().is_none() {
                self.rows = 0..0;
            }
        }
    }
}
