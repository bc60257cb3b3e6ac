//! The words as they are asked for.

use super::divisions::Divisions;
use super::openings::Openings;
use super::prebuilt;
use super::roles::Roles;
use super::sense::{Kinds, SenseKind};
use super::tables::{Sense, Words};
use crate::seeds::{SeedError, SeedRef, Seeds};

/// Index of a [`Word`] in its [`Lexicon`].
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

/// All that the tables say of a surface form.
#[derive(Debug, Copy, Clone)]
pub struct Word<'a> {
    /// One for each record.
    pub senses: &'a [Sense],
    /// Their kinds together.
    pub kinds: Kinds,
}

/// All words, compiled.
pub struct Lexicon {
    words: Words,
    openings: Openings,
    divisions: Divisions,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("words", &self.words.len())
            .finish_non_exhaustive()
    }
}

impl Lexicon {
    /// Compiles the word tables: loads what the build script has made of the embedded ones, or
    /// reads them all where the user adds to any.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut tables = Words::tables().chain(Divisions::TABLES);
        let stored = if seeds.adds_to(&mut tables) {
            None
        } else {
            prebuilt::lexicon()
        };
        stored.map_or_else(|| Self::read(seeds), Ok)
    }

    /// Reads the tables.
    pub(super) fn read(seeds: &Seeds) -> Result<Self, SeedError> {
        let divisions = Divisions::read(seeds)?;
        let words = Words::read(seeds, &divisions)?;
        let openings = Openings::of(&words);
        Ok(Self::new(words, openings, divisions))
    }

    /// Puts together what was read or stored.
    pub(super) fn new(words: Words, openings: Openings, divisions: Divisions) -> Self {
        Self {
            words,
            openings,
            divisions,
        }
    }

    /// The word with this id.
    #[inline]
    pub fn word(&self, id: WordId) -> Word<'_> {
        let index = id.0 as usize;
        Word {
            senses: self.words.senses(index),
            kinds: self.words.kinds(index),
        }
    }

    /// How a word is written.
    #[inline]
    pub fn surface(&self, id: WordId) -> &str {
        self.words.surface(id.0 as usize)
    }

    /// The kinds of a word's senses.
    #[inline]
    pub fn kinds(&self, id: WordId) -> Kinds {
        self.words.kinds(id.0 as usize)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words by how they begin.
    #[inline]
    pub(super) fn openings(&self) -> &Openings {
        &self.openings
    }

    /// The national and declared divisions.
    pub fn divisions(&self) -> &Divisions {
        &self.divisions
    }

    /// All words, for comparison.
    #[cfg(test)]
    pub(super) fn words(&self) -> &Words {
        &self.words
    }
}

impl<'a> Word<'a> {
    /// Whether the word has a sense of any of these kinds.
    pub fn is(self, kinds: Kinds) -> bool {
        self.kinds.any(kinds)
    }

    /// Its roles, of all records.
    pub fn roles(self) -> Roles {
        if !self.is(Kinds::SHAPE) {
            return Roles::default();
        }
        self.senses
            .iter()
            .filter_map(|s| match s.kind {
                SenseKind::Shape(roles) => Some(roles),
                _ => None,
            })
            .fold(Roles::default(), Roles::or)
    }

    /// The first sense that `pick` accepts, with its record.
    pub fn sense<T>(self, pick: impl Fn(&'a SenseKind) -> Option<T>) -> Option<(T, SeedRef)> {
        self.senses
            .iter()
            .find_map(|s| pick(&s.kind).map(|t| (t, s.at)))
    }

    /// Whether any sense satisfies `is`.
    pub fn any(self, is: impl Fn(&SenseKind) -> bool) -> bool {
        self.senses.iter().any(|s| is(&s.kind))
    }
}
