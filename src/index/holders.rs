//! Which segments have a term, once so much was asked that it pays to know.
//!
//! A key is looked for in one segment after another. A selective query asks for a few keys and is
//! done; one that joins thousands of rows over many segments would look into all of them for each
//! row, though nearly every term of a report stands in one. After [`PATIENCE`] questions the keys of
//! all segments are read once into a map from a key's lower half to a bit for each segment. Two keys
//! that share a half share their bits: an answer may name a segment too many, never one too few.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::segment::Segment;
use super::term::Key;

/// A bit for each segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits(u64);

impl Bits {
    /// All segments, however many there are.
    pub(super) const ALL: Bits = Bits(u64::MAX);

    /// Those that are in both.
    pub(super) fn and(self, other: Bits) -> Bits {
        Bits(self.0 & other.0)
    }

    /// Whether segment `i` is in it.
    pub(super) fn has(self, i: usize) -> bool {
        // Beyond the last bit there is no map, and all are in it.
        self.0 >> (i % MOST) & 1 == 1
    }
}

/// From a key's lower half to the segments with such a key.
type Known = HashMap<u64, Bits, FixedState>;

/// More segments have no map.
const MOST: usize = u64::BITS as usize;
/// So few segments are looked into without asking which.
const FEW: usize = 4;
/// So many questions cost about what the map does.
const PATIENCE: usize = 20_000;
/// The map of so many terms takes some 150 MB; no larger one is made.
const MOST_TERMS: usize = 8 << 20;

/// Which segments have a term.
#[derive(Default)]
pub(super) struct Holders {
    asked: AtomicUsize,
    known: OnceLock<Option<Known>>,
}

impl Holders {
    /// The segments that may have a term.
    pub(super) fn of(&self, segments: &[Arc<Segment>], key: Key) -> Bits {
        if segments.len() <= FEW || segments.len() > MOST {
            return Bits::ALL;
        }
        if self.known.get().is_none() && self.asked.fetch_add(1, Ordering::Relaxed) < PATIENCE {
            return Bits::ALL;
        }
        match self.known.get_or_init(|| read(segments)) {
            Some(known) => known.get(&(key as u64)).copied().unwrap_or(Bits(0)),
            None => Bits::ALL,
        }
    }
}

fn read(segments: &[Arc<Segment>]) -> Option<Known> {
    let terms: usize = segments.iter().map(|s| s.sizes().terms).sum();
    if terms > MOST_TERMS {
        return None;
    }
    let mut known = Known::with_capacity_and_hasher(terms, FixedState::default());
    for (i, segment) in segments.iter().enumerate() {
        for term in 0..segment.sizes().terms {
            let key = segment.key(term as u32)?;
            known.entry(key as u64).or_insert(Bits(0)).0 |= 1 << i;
        }
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::compile::Compiler;
    use crate::index::head::Head;
    use crate::index::term::key;

    /// A segment that says something of its own thing and of one that all share.
    fn segment(name: &str) -> Arc<Segment> {
        let mut compiler = Compiler::default();
        let line = format!("<urn:{name}> <urn:p> <urn:shared> <urn:g> .\n");
        compiler.read(&line).unwrap();
        let image = compiler.finish(&Head::new("", &[], 0)).unwrap();
        Arc::new(Segment::new(image).unwrap())
    }

    #[test]
    fn who_asks_long_hears_just_where_a_term_stands() {
        let segments: Vec<Arc<Segment>> = ["a", "b", "c", "d", "e", "f"].map(segment).into();
        let holders = Holders::default();
        let ask = |term: &str| holders.of(&segments, key(term));
        assert_eq!(ask("<urn:c>"), Bits::ALL);
        for _ in 0..PATIENCE {
            ask("<urn:c>");
        }
        assert_eq!(ask("<urn:c>"), Bits(0b100));
        assert_eq!(ask("<urn:shared>"), Bits(0b11_1111));
        assert_eq!(ask("<urn:nowhere>"), Bits(0));
    }

    #[test]
    fn few_segments_are_all_looked_into() {
        let segments: Vec<Arc<Segment>> = ["a", "b"].map(segment).into();
        let holders = Holders::default();
        for _ in 0..=PATIENCE {
            assert_eq!(holders.of(&segments, key("<urn:c>")), Bits::ALL);
        }
    }
}
