//! A term as a query passes it on: its key, and where it was read, so that the next question about it
//! goes straight there.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;
use std::rc::Rc;

use super::term::Key;

/// A term in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Which segment.
    pub segment: u32,
    /// The term's number there.
    pub term: u32,
}

/// A term. Two are the same where their keys are, wherever they were read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The key's halves; as one number it would need more room in each row of an answer.
    key: [u64; 2],
    /// One more than the segment that it was read in; none where the query brought it.
    segment: Option<NonZeroU32>,
    term: u32,
}

impl Node {
    /// A term that the query brings.
    pub(super) fn brought(key: Key) -> Self {
        Self {
            key: [key as u64, (key >> 64) as u64],
            segment: None,
            term: 0,
        }
    }

    /// A term that was read in a segment.
    pub(super) fn read(key: Key, place: Place) -> Self {
        Self {
            segment: NonZeroU32::new(place.segment + 1),
            term: place.term,
            ..Self::brought(key)
        }
    }

    /// Its key.
    pub(super) fn key(self) -> Key {
        Key::from(self.key[0]) | Key::from(self.key[1]) << 64
    }

    /// Where it was read.
    pub(super) fn place(self) -> Option<Place> {
        self.segment.map(|segment| Place {
            segment: segment.get() - 1,
            term: self.term,
        })
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Node {}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A key is evenly spread already.
        state.write_u64(self.key[0]);
    }
}

/// All places of a term, by segment.
#[derive(Debug, Clone)]
pub(super) enum Places {
    /// Only one segment has it.
    One(Place),
    /// Any number have it.
    Many(Rc<[Place]>),
}

impl Places {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Many(places) => places.len(),
        }
    }

    /// The `i`-th.
    pub(super) fn get(&self, i: usize) -> Option<Place> {
        match self {
            Self::One(place) => (i == 0).then_some(*place),
            Self::Many(places) => places.get(i).copied(),
        }
    }

    /// The term's number in a segment, if that has it.
    pub(super) fn within(&self, segment: u32) -> Option<u32> {
        let place = match self {
            Self::One(place) => *place,
            // What all segments have stands where one would look first.
            Self::Many(places) => match places.get(segment as usize) {
                Some(place) if place.segment == segment => *place,
                _ => {
                    let at = places.binary_search_by_key(&segment, |place| place.segment);
                    places[at.ok()?]
                }
            },
        };
        (place.segment == segment).then_some(place.term)
    }
}
