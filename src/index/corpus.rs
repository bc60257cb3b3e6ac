//! All segments of an index, and what is known of them together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::node::Place;
use super::segment::{Order, Segment};
use super::shared::Shared;
use super::term::Key;

/// The segments of an index.
#[derive(Default)]
pub(super) struct Corpus {
    pub segments: Vec<Arc<Segment>>,
    asked: AtomicUsize,
    shared: OnceLock<Option<Shared>>,
    common: OnceLock<Vec<Key>>,
}

/// So many questions cost about what it does to learn which terms are shared.
const PATIENCE: usize = 5_000;

impl Corpus {
    /// Of these segments.
    pub(super) fn new(segments: Vec<Arc<Segment>>) -> Self {
        Self {
            segments,
            ..Self::default()
        }
    }

    /// Which terms are shared, after many questions.
    pub(super) fn shared(&self) -> Option<&Shared> {
        let known = match self.shared.get() {
            Some(known) => known,
            None if self.asked.fetch_add(1, Ordering::Relaxed) < PATIENCE => return None,
            None => self.shared.get_or_init(|| Shared::of(&self.segments)),
        };
        known.as_ref()
    }

    /// Where a term stands.
    pub(super) fn places(&self, key: Key) -> Vec<Place> {
        let shared = self.shared().map_or(&[][..], |shared| shared.places(key));
        if !shared.is_empty() {
            return shared.to_vec();
        }
        let find = |(segment, s): (u32, &Arc<Segment>)| {
            let term = s.find(key)?;
            Some(Place { segment, term })
        };
        (0..).zip(&self.segments).filter_map(find).collect()
    }

    /// The text of a term.
    pub(super) fn text(&self, place: Place) -> Option<&str> {
        let segment = self.segments.get(place.segment as usize)?;
        segment.text(place.term)
    }

    /// The graphs of all segments, in order.
    pub(super) fn graphs(&self) -> Vec<Key> {
        let mut graphs = self.all_graphs();
        graphs.dedup();
        graphs
    }

    /// Whether more than one segment has quads of a graph.
    pub(super) fn is_common(&self, graph: Key) -> bool {
        let common = self.common.get_or_init(|| {
            let graphs = self.all_graphs();
            let same = graphs.chunk_by(PartialEq::eq).filter(|g| g.len() > 1);
            same.map(|g| g[0]).collect()
        });
        common.binary_search(&graph).is_ok()
    }

    /// The graphs of each segment, in order of their keys.
    fn all_graphs(&self) -> Vec<Key> {
        let of = |s: &Arc<Segment>| -> Vec<Key> {
            let numbers = (0..s.sizes().graphs).filter_map(|i| s.graph(i));
            numbers.filter_map(|graph| s.key(graph)).collect()
        };
        let mut graphs: Vec<Key> = self.segments.iter().flat_map(of).collect();
        graphs.sort_unstable();
        graphs
    }

    /// Whether a segment has a quad.
    pub(super) fn has(&self, segment: usize, [s, p, o, g]: [Key; 4]) -> bool {
        let segment = &self.segments[segment];
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
}
