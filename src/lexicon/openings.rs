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
    /// Its third and fourth characters, or [`NONE`].
    more: [u16; 2],
    /// Its length in bytes and [`TOLD`].
    shape: u16,
}

/// The bit of a shape for words of at most four characters, all in the basic plane: their codes
/// say all of them.
const TOLD: u16 = 1 << 15;

/// Where among the openings those of two characters begin.
pub type Place = u32;

/// The place of no opening.
pub const NOWHERE: Place = Place::MAX;

/// How many characters are looked up together.
pub const ROW: usize = 64;

/// What stands for a character that a word does not have.
const NONE: u16 = 0;

/// All words by their openings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openings {
    /// Of words of two characters and more: by key, longest first.
    openings: Vec<Opening>,
    /// Of words of one character, by key.
    singles: Vec<Opening>,
    /// For each code, the place of the first of its singles, plus one.
    alone: Vec<u16>,
    /// A hash table of keys: the place of the first of the longer openings of each, plus one.
    slots: Vec<u32>,
    /// By how many bits a hash is cut to a slot.
    shift: u32,
    sieve: Box<Sieve<2048>>,
}

/// How many numbers an opening is stored as.
const STORED: usize = 4;

impl Openings {
    /// Orders words by how they begin. One that is longer than any line has no opening.
    pub fn of(words: &Words) -> Self {
        let words = (0..).zip(words.surfaces().zip(&words.kinds));
        let mut openings: Vec<Opening> = words
            .filter_map(|(word, (surface, &kinds))| Opening::new(surface, word, kinds))
            .collect();
        openings.sort_by_key(|o| (o.key, u32::MAX - o.length(), o.word));
        Self::index(openings)
    }

    /// The openings as numbers.
    pub fn store(&self) -> Vec<u8> {
        let numbers = |o: &Opening| {
            let more = key(o.more[0], o.more[1]);
            [o.key, o.word, more, o.shape.into()].map(u32::to_le_bytes)
        };
        let all = self.singles.iter().chain(&self.openings);
        all.flat_map(numbers).flatten().collect()
    }

    /// Loads the openings of `words` from what [`store`](Self::store) has written.
    pub fn load(stored: &[u8], words: &Words) -> Option<Self> {
        let numbers = stored.as_chunks::<4>().0.as_chunks::<STORED>().0;
        let openings = numbers.iter().map(|numbers| {
            let [key, word, more, shape] = numbers.map(u32::from_le_bytes);
            Some(Opening {
                key,
                word,
                kinds: *words.kinds.get(word as usize)?,
                more: [(more >> 16) as u16, more as u16],
                shape: shape as u16,
            })
        });
        Some(Self::index(openings.collect::<Option<_>>()?))
    }

    /// Enters openings that are in order into the table and the sieve.
    fn index(openings: Vec<Opening>) -> Self {
        let (singles, openings): (Vec<_>, Vec<_>) =
            openings.into_iter().partition(|o| o.key as u16 == NONE);
        let mut alone = vec![0; 1 << 16];
        for (place, single) in singles.iter().enumerate().rev() {
            alone[(single.key >> 16) as usize] = place as u16 + 1;
        }
        let groups = openings.chunk_by(|a, b| a.key == b.key);
        let size = (groups.clone().count() * 3 / 2).next_power_of_two().max(2);
        let mut out = Self {
            slots: vec![0; size],
            shift: u32::BITS - size.trailing_zeros(),
            sieve: Box::default(),
            singles,
            alone,
            openings: Vec::new(),
        };
        let mut place = 0;
        for group in groups {
            let key = group[0].key;
            let mut slot = out.hash(key);
            while out.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            out.slots[slot] = place + 1;
            out.sieve.add_codes((key >> 16) as u16, key as u16);
            place += group.len() as u32;
        }
        out.openings = openings;
        out
    }

    /// Where the words stand that begin with each of the first characters of `codes` and the next;
    /// the last of `codes` is only a next one.
    ///
    /// All are looked up before any is read: no look-up waits for another, and the processor
    /// fetches several at once.
    pub fn places(&self, codes: &[u16]) -> [Place; ROW] {
        let mut places = [NOWHERE; ROW];
        let mut passing = 0u64;
        for (i, pair) in codes.windows(2).take(ROW).enumerate() {
            passing |= u64::from(self.sieve.passes_pair(pair[0], pair[1])) << i;
        }
        while passing != 0 {
            let i = passing.trailing_zeros() as usize;
            passing &= passing - 1;
            places[i] = self.find(key(codes[i], codes[i + 1]));
        }
        places
    }

    /// The words at a place, longest first; none at [`NOWHERE`].
    #[inline]
    pub fn group(&self, place: Place) -> impl Iterator<Item = &Opening> {
        alike(self.openings.get(place as usize..).unwrap_or_default())
    }

    /// Where the words of one character stand for the first of `codes`; all looked up before any
    /// is read, too.
    pub fn places_alone(&self, codes: &[u16]) -> [u16; ROW] {
        let mut places = [0; ROW];
        for (place, &code) in places.iter_mut().zip(codes) {
            *place = self.alone[usize::from(code)];
        }
        places
    }

    /// The word of one character at a place: more than one only where they share a code.
    #[inline]
    pub fn alone(&self, place: u16) -> impl Iterator<Item = &Opening> {
        let place = usize::from(place).checked_sub(1);
        alike(place.map_or(&[], |place| &self.singles[place..]))
    }

    #[inline]
    fn find(&self, key: u32) -> Place {
        let mut slot = self.hash(key);
        while let Some(place) = self.slots[slot].checked_sub(1) {
            if self.openings[place as usize].key == key {
                return place;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        NOWHERE
    }

    /// Where the search for a key begins.
    #[inline]
    fn hash(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }
}

impl Opening {
    fn new(surface: &str, word: u32, kinds: Kinds) -> Option<Self> {
        let codes = || surface.chars().map(code_of);
        let [first, second, third, fourth] = [0, 1, 2, 3].map(|i| codes().nth(i).unwrap_or(NONE));
        let told = codes().nth(4).is_none() && codes().all(|code| code != ASTRAL);
        let length = u16::try_from(surface.len()).ok()?;
        (length & TOLD == 0 && length > 0).then_some(Self {
            key: key(first, second),
            word,
            kinds,
            more: [third, fourth],
            shape: if told { length | TOLD } else { length },
        })
    }

    /// Its length in bytes.
    #[inline]
    pub fn length(&self) -> u32 {
        (self.shape & !TOLD).into()
    }

    /// Whether the word may stand where the third and fourth characters are `more`.
    #[inline]
    pub fn goes_on(&self, more: [u16; 2]) -> bool {
        let [third, fourth] = self.more;
        third == NONE || third == more[0] && (fourth == NONE || fourth == more[1])
    }

    /// Whether the codes up to the fourth say all of the word.
    #[inline]
    pub fn is_told(&self) -> bool {
        self.shape & TOLD != 0
    }
}

/// The openings at the head of a list that share their key.
#[inline]
fn alike(openings: &[Opening]) -> impl Iterator<Item = &Opening> {
    let key = openings.first().map_or(0, |o| o.key);
    openings.iter().take_while(move |o| o.key == key)
}

#[inline]
fn key(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}
