//! Words by the two characters that they begin with; the build script shares this file.
//!
//! At each character of a text the words that begin there are looked up by it and the next. A
//! sieve that stays in the nearest cache says for half of the places that there is none, and a
//! table gives those that share both characters, longest first. No look-up waits for the one
//! before, as each step of an automaton does, and what is found is in the order of the text.

use super::sense::Kinds;
use super::tables::Words;
use crate::sieve::{ASTRAL, Sieve, code_of};

/// A word by how it begins.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    key: u32,
    /// Its index in the lexicon.
    pub word: u32,
    /// The kinds of its senses.
    pub kinds: Kinds,
    /// Its third character, or [`NONE`].
    third: u16,
    /// Its length in bytes.
    pub length: u16,
}

/// What stands for a character that a word does not have.
const NONE: u16 = 0;

/// All words by their openings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openings {
    /// By key, longest first.
    openings: Vec<Opening>,
    /// A hash table of keys: the place of the first opening of each, plus one.
    slots: Vec<u32>,
    sieve: Box<Sieve<2048>>,
}

/// How many numbers an opening is stored as.
const STORED: usize = 3;

impl Openings {
    /// Orders words by how they begin. One that is longer than any line has no opening.
    pub fn of(words: &Words) -> Self {
        let mut openings: Vec<Opening> = (0..)
            .zip(words.surfaces())
            .filter_map(|(word, surface)| {
                let mut codes = surface.chars().map(code_of);
                Some(Opening {
                    key: key(codes.next()?, codes.next().unwrap_or(NONE)),
                    word,
                    kinds: words.kinds(word as usize),
                    third: codes.next().unwrap_or(NONE),
                    length: u16::try_from(surface.len()).ok()?,
                })
            })
            .collect();
        openings.sort_by_key(|o| (o.key, u16::MAX - o.length, o.word));
        Self::index(openings)
    }

    /// The openings as numbers.
    pub fn store(&self) -> Vec<u8> {
        let numbers = |o: &Opening| {
            let end = u32::from(o.third) << 16 | u32::from(o.length);
            [o.key, o.word, end].map(u32::to_le_bytes)
        };
        self.openings.iter().flat_map(numbers).flatten().collect()
    }

    /// Loads the openings of `words` from what [`store`](Self::store) has written.
    pub fn load(stored: &[u8], words: &Words) -> Option<Self> {
        let numbers = stored.as_chunks::<4>().0.as_chunks::<STORED>().0;
        let openings = numbers.iter().map(|numbers| {
            let [key, word, end] = numbers.map(u32::from_le_bytes);
            Some(Opening {
                key,
                word,
                kinds: *words.kinds.get(word as usize)?,
                third: (end >> 16) as u16,
                length: end as u16,
            })
        });
        Some(Self::index(openings.collect::<Option<_>>()?))
    }

    /// Enters openings that are in order into the table and the sieve.
    fn index(openings: Vec<Opening>) -> Self {
        let groups = openings.chunk_by(|a, b| a.key == b.key);
        let capacity = (groups.clone().count() * 3 / 2).next_power_of_two().max(2);
        let mut slots = vec![0; capacity];
        let mut sieve = Box::<Sieve<2048>>::default();
        let mut place = 0;
        for group in groups {
            let key = group[0].key;
            let mut slot = hash(key, capacity);
            while slots[slot] != 0 {
                slot = (slot + 1) % capacity;
            }
            slots[slot] = place + 1;
            sieve.add_codes((key >> 16) as u16, key as u16);
            place += group.len() as u32;
        }
        Self {
            openings,
            slots,
            sieve,
        }
    }

    /// The openings at the head of `codes`, longest first: words of two characters and more, then
    /// the word of one. Of those with three characters and more, the third is that of the text;
    /// what follows may be another.
    #[inline]
    pub fn at<'a>(&'a self, codes: &[u16]) -> impl Iterator<Item = &'a Opening> {
        let [first, second, third] = [0, 1, 2].map(|i| codes.get(i).copied().unwrap_or(NONE));
        let longer = self
            .group(first, second)
            .filter(move |o| o.third == NONE || o.third == third);
        let longer = longer.filter(move |_| second != NONE);
        longer.chain(self.group(first, NONE))
    }

    /// The openings of two characters.
    #[inline]
    fn group(&self, first: u16, second: u16) -> impl Iterator<Item = &Opening> {
        let key = key(first, second);
        let from = if self.sieve.passes_pair(first, second) {
            self.find(key)
        } else {
            self.openings.len()
        };
        self.openings[from..]
            .iter()
            .take_while(move |o| o.key == key)
    }

    /// The place of the first opening with a key.
    #[inline]
    fn find(&self, key: u32) -> usize {
        let mut slot = hash(key, self.slots.len());
        loop {
            let Some(place) = self.slots[slot].checked_sub(1) else {
                return self.openings.len();
            };
            if self.openings[place as usize].key == key {
                return place as usize;
            }
            slot = (slot + 1) % self.slots.len();
        }
    }
}

impl Opening {
    /// Whether the word is told by the codes of its first characters, up to the third; `past` is
    /// where a text that has them goes on.
    #[inline]
    pub fn is_told(&self, length: u32) -> bool {
        let astral = |code: u32| code as u16 == ASTRAL;
        u32::from(self.length) <= length
            && !astral(self.key >> 16)
            && !astral(self.key)
            && self.third != ASTRAL
    }
}

fn key(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// Where the search for a key begins in a table of this size, a power of two.
#[inline]
fn hash(key: u32, size: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (32 - size.trailing_zeros())) as usize
}
