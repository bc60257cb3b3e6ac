//! Which terms more than one segment has, once so much was asked that it pays to know.
//!
//! A term is looked for in one segment after another. A selective query asks for a few and is done;
//! one that joins thousands of rows would look into all segments for each of them, though nearly
//! every term stands in one. So the keys of all segments are then read once, slice by slice of what
//! a key can be. What is kept is a bit for each term of each segment, and where the few stand that
//! are shared: a term whose bit is not set stands where it was read, and nowhere else.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::node::Place;
use super::segment::Segment;
use super::term::Key;

/// The terms that more than one segment has.
pub(super) struct Shared {
    /// For each segment, a bit for each of its terms.
    bits: Vec<Box<[u64]>>,
    /// For each key, the range of its places.
    ranges: HashMap<Key, Range<u32>, FixedState>,
    places: Vec<Place>,
}

/// Slices of all keys: so many that one of a large corpus stays in a processor's cache.
const SLICES: u32 = 1 << 12;

impl Shared {
    /// Reads the keys of all segments; none where one is damaged and cannot be mended.
    pub(super) fn of(segments: &[Arc<Segment>]) -> Option<Self> {
        let slices = (0..SLICES).into_par_iter();
        let found: Option<Vec<Vec<(Key, Place)>>> =
            slices.map(|slice| shared(segments, slice)).collect();
        let words = |s: &Arc<Segment>| vec![0; s.sizes().terms.div_ceil(64)].into_boxed_slice();
        let mut out = Self {
            bits: segments.iter().map(words).collect(),
            ranges: HashMap::default(),
            places: Vec::new(),
        };
        for (key, place) in found?.into_iter().flatten() {
            let end = u32::try_from(out.places.len()).ok()?;
            out.ranges.entry(key).or_insert(end..end).end += 1;
            out.places.push(place);
            let bits = &mut out.bits[place.segment as usize];
            bits[place.term as usize / 64] |= 1 << (place.term % 64);
        }
        Some(out)
    }

    /// Whether another segment has the term, too.
    pub(super) fn has(&self, place: Place) -> bool {
        let word = self.bits[place.segment as usize].get(place.term as usize / 64);
        word.is_some_and(|word| word >> (place.term % 64) & 1 == 1)
    }

    /// Where a shared term stands; nowhere where it is none.
    pub(super) fn places(&self, key: Key) -> &[Place] {
        let range = self.ranges.get(&key).cloned().unwrap_or(0..0);
        &self.places[range.start as usize..range.end as usize]
    }
}

/// What more than one segment has in a slice of all keys, by key and segment.
fn shared(segments: &[Arc<Segment>], slice: u32) -> Option<Vec<(Key, Place)>> {
    let from = Key::from(slice) << (Key::BITS - SLICES.ilog2());
    let last = from | (Key::MAX >> SLICES.ilog2());
    let mut all = Vec::new();
    for (segment, number) in segments.iter().zip(0..) {
        for term in segment.from(from)?..segment.sizes().terms as u32 {
            let key = segment.key(term)?;
            if key > last {
                break;
            }
            let place = Place {
                segment: number,
                term,
            };
            all.push((key, place));
        }
    }
    all.sort_unstable_by_key(|(key, place)| (*key, place.segment));
    let mut out = Vec::new();
    for same in all.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1) {
        out.extend_from_slice(same);
    }
    Some(out)
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
    fn a_term_of_one_segment_is_not_shared_and_one_of_all_stands_in_each() {
        let segments: Vec<Arc<Segment>> = ["a", "b", "c"].map(segment).into();
        let shared = Shared::of(&segments).unwrap();
        let places = |term: &str| shared.places(key(term));
        assert_eq!(places("<urn:b>"), []);
        let standing = (0..).zip(&segments).map(|(segment, s)| Place {
            segment,
            term: s.find(key("<urn:shared>")).unwrap(),
        });
        assert_eq!(places("<urn:shared>"), standing.collect::<Vec<_>>());
        let own = Place {
            segment: 1,
            term: segments[1].find(key("<urn:b>")).unwrap(),
        };
        assert!(!shared.has(own));
        assert!(shared.has(places("<urn:p>")[2]));
    }
}
