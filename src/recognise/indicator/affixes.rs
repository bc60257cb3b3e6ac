//! Small tables of words, found as the longest prefix or suffix of a text.
//!
//! They are asked at nearly every place of a text and know an answer at few: a sieve of the signs
//! that words begin or end with rules most places out by one look, and what passes is compared
//! with the few words that share the sign.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::sieve::Sieve;

/// Words with what they mean.
#[derive(Debug)]
pub(super) struct Affixes<T> {
    words: Vec<(String, T)>,
    by_first: Index,
    by_last: Index,
}

impl<T> Default for Affixes<T> {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            by_first: Index::default(),
            by_last: Index::default(),
        }
    }
}

impl<T: Copy> Affixes<T> {
    /// Adds a word; of two meanings of one word the later holds.
    pub(super) fn add(&mut self, surface: &str, meaning: T) {
        let mut signs = surface.chars();
        let Some(first) = signs.next() else { return };
        let last = signs.next_back().unwrap_or(first);
        if let Some(known) = self.place(surface) {
            self.words[known].1 = meaning;
            return;
        }
        let place = self.words.len() as u32;
        self.words.push((surface.to_owned(), meaning));
        self.by_first.add(first, place, &self.words);
        self.by_last.add(last, place, &self.words);
    }

    /// The longest word that `text` starts with: its meaning and length.
    #[inline]
    pub(super) fn prefix(&self, text: &str) -> Option<(T, usize)> {
        self.prefix_where(text, |_, _| true)
    }

    /// The longest word that `text` starts with and that `fits` accepts by meaning and length.
    #[inline]
    pub(super) fn prefix_where(
        &self,
        text: &str,
        fits: impl Fn(T, usize) -> bool,
    ) -> Option<(T, usize)> {
        let places = self.by_first.of(text.chars().next()?)?;
        places.iter().find_map(|&place| {
            let (word, meaning) = &self.words[place as usize];
            (text.starts_with(word.as_str()) && fits(*meaning, word.len()))
                .then_some((*meaning, word.len()))
        })
    }

    /// The longest word that `text` ends with and that `fits` accepts by its length.
    #[inline]
    pub(super) fn suffix(&self, text: &str, fits: impl Fn(usize) -> bool) -> Option<(T, usize)> {
        let places = self.by_last.of(text.chars().next_back()?)?;
        places.iter().find_map(|&place| {
            let (word, meaning) = &self.words[place as usize];
            (text.ends_with(word.as_str()) && fits(word.len())).then_some((*meaning, word.len()))
        })
    }

    /// Whether `text` is one of the words.
    #[inline]
    pub(super) fn has(&self, text: &str) -> bool {
        self.place(text).is_some()
    }

    /// Whether a word begins with the sign of this code; some others pass too.
    #[inline]
    pub(super) fn may_begin(&self, code: u16) -> bool {
        self.by_first.sieve.passes_code(code)
    }

    /// The words in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.words.iter().map(|(s, t)| (s.as_str(), *t))
    }

    /// Where a word stands in the table.
    #[inline]
    fn place(&self, text: &str) -> Option<usize> {
        let places = self.by_first.of(text.chars().next()?)?;
        let mut places = places.iter().map(|&place| place as usize);
        places.find(|&place| self.words[place].0 == text)
    }
}

/// Words by one of their signs, longest first.
#[derive(Debug, Default)]
struct Index {
    sieve: Sieve,
    places: HashMap<char, Vec<u32>, FixedState>,
}

impl Index {
    fn add<T>(&mut self, sign: char, place: u32, words: &[(String, T)]) {
        self.sieve.add(sign);
        let length = |place: u32| words[place as usize].0.len();
        let places = self.places.entry(sign).or_default();
        let at = places.partition_point(|&other| length(other) >= length(place));
        places.insert(at, place);
    }

    #[inline]
    fn of(&self, sign: char) -> Option<&[u32]> {
        if !self.sieve.passes(sign) {
            return None;
        }
        self.places.get(&sign).map(Vec::as_slice)
    }
}
