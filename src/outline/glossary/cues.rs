//! The words by which definitions are opened, joined, cut and ended, read from `seeds/glossary/`.
//!
//! Every look-up is anchored at one byte of the text, so that reading an entry stays linear.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::lexicon::Characters;
use crate::seeds::{SeedError, Seeds};
use crate::sieve::Sieve;
use crate::span::Span;

/// What a cue word does, in the order of [`CUES`].
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Cue {
    Strong,
    Copula,
    Include,
    Joiner,
    Continue,
    Etc,
    Lead,
    Frame,
    Circumstance,
    Among,
    Ordinal,
    Alias,
    AliasAfter,
    Hold,
}

/// What a numeral word does, in the order of [`NUMERAL_CUES`].
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum NumeralCue {
    Open,
    Measure,
    Quantity,
    Idiom,
}

const CUES: [(&str, Cue); 14] = [
    ("strong", Cue::Strong),
    ("copula", Cue::Copula),
    ("include", Cue::Include),
    ("joiner", Cue::Joiner),
    ("continue", Cue::Continue),
    ("etc", Cue::Etc),
    ("lead", Cue::Lead),
    ("frame", Cue::Frame),
    ("circumstance", Cue::Circumstance),
    ("among", Cue::Among),
    ("ordinal", Cue::Ordinal),
    ("alias", Cue::Alias),
    ("alias-after", Cue::AliasAfter),
    ("hold", Cue::Hold),
];

const NUMERAL_CUES: [(&str, NumeralCue); 4] = [
    ("open", NumeralCue::Open),
    ("measure", NumeralCue::Measure),
    ("quantity", NumeralCue::Quantity),
    ("idiom", NumeralCue::Idiom),
];

/// One class of words, looked up by what stands at a place.
#[derive(Debug, Default)]
struct Class {
    words: HashSet<String, FixedState>,
    /// Lengths that occur, in bytes, longest first.
    lengths: Vec<usize>,
    /// The characters that words begin with, and those they end with.
    first: Sieve,
    last: Sieve,
}

impl Class {
    fn insert(&mut self, word: &str) {
        if !self.lengths.contains(&word.len()) {
            self.lengths.push(word.len());
            self.lengths.sort_unstable_by(|a, b| b.cmp(a));
        }
        if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
            self.first.add(first);
            self.last.add(last);
        }
        self.words.insert(word.to_owned());
    }

    /// Length of the longest word that `text` starts with.
    fn at_start(&self, text: &str) -> Option<usize> {
        if !self.first.passes(text.chars().next()?) {
            return None;
        }
        let fits = |&&n: &&usize| text.get(..n).is_some_and(|head| self.words.contains(head));
        self.lengths.iter().find(fits).copied()
    }

    /// Length of the longest word that `text` ends with.
    fn at_end(&self, text: &str) -> Option<usize> {
        if !self.last.passes(text.chars().next_back()?) {
            return None;
        }
        let fits = |&&n: &&usize| {
            text.len()
                .checked_sub(n)
                .and_then(|at| text.get(at..))
                .is_some_and(|tail| self.words.contains(tail))
        };
        self.lengths.iter().find(fits).copied()
    }
}

/// All cue words.
#[derive(Debug)]
pub(super) struct Cues {
    /// How words open that can define a name by themselves (是指).
    strong: Sieve<64>,
    cues: [Class; CUES.len()],
    numerals: [Class; NUMERAL_CUES.len()],
}

impl Cues {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record names an unknown class.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut out = Self {
            strong: Sieve::default(),
            cues: Default::default(),
            numerals: Default::default(),
        };
        for row in seeds.rows("glossary/cues.tsv") {
            let Some(i) = CUES.iter().position(|(name, _)| *name == row.get("class")) else {
                let known = CUES.map(|(name, _)| name).join(", ");
                return Err(seeds.error(row.at(), format!("unknown class; one of {known}")));
            };
            out.cues[i].insert(row.get("surface"));
            let mut signs = row.get("surface").chars();
            if let (Cue::Strong, Some(a), Some(b)) = (CUES[i].1, signs.next(), signs.next()) {
                out.strong.add_pair(a, b);
            }
        }
        for row in seeds.rows("glossary/numerals.tsv") {
            let Some(i) = NUMERAL_CUES
                .iter()
                .position(|(name, _)| *name == row.get("class"))
            else {
                let known = NUMERAL_CUES.map(|(name, _)| name).join(", ");
                return Err(seeds.error(row.at(), format!("unknown class; one of {known}")));
            };
            out.numerals[i].insert(row.get("surface"));
        }
        Ok(out)
    }

    fn class(&self, cue: Cue) -> &Class {
        &self.cues[cue as usize]
    }

    fn numeral_class(&self, cue: NumeralCue) -> &Class {
        &self.numerals[cue as usize]
    }

    /// Where in the text two characters stand that may open a cue of several that is strong.
    pub fn strong_openings(&self, text: &str, characters: &Characters) -> Vec<u32> {
        let mut out = Vec::new();
        let whole = Span::new(0, text.len());
        characters.passing(&self.strong, whole, |_, _, at| out.push(at));
        out
    }

    /// Length of the longest such cue at byte `at`, unless it is part of a word that holds it.
    pub fn at(&self, text: &str, at: usize, cue: Cue) -> Option<usize> {
        let length = self.class(cue).at_start(text.get(at..)?)?;
        (!self.held(text, at, length)).then_some(length)
    }

    /// Length of the longest such cue that `text` ends with.
    pub fn ending(&self, text: &str, cue: Cue) -> Option<usize> {
        self.class(cue).at_end(text)
    }

    /// Length of the longest such numeral word at byte `at`.
    pub fn numeral(&self, text: &str, at: usize, cue: NumeralCue) -> Option<usize> {
        self.numeral_class(cue).at_start(text.get(at..)?)
    }

    /// Whether a longer word covers the cue of `length` bytes at `at`.
    pub fn held(&self, text: &str, at: usize, length: usize) -> bool {
        let hold = self.class(Cue::Hold);
        covering_starts(text, at).any(|from| {
            let Some(rest) = text.get(from..) else {
                return false;
            };
            if !rest.chars().next().is_some_and(|c| hold.first.passes(c)) {
                return false;
            }
            let covers = |&n: &usize| n > length && from + n >= at + length && rest.len() >= n;
            hold.lengths
                .iter()
                .copied()
                .filter(covers)
                .any(|n| rest.get(..n).is_some_and(|w| hold.words.contains(w)))
        })
    }

    /// Whether an idiom covers the numeral sign at `at`.
    pub fn in_idiom(&self, text: &str, at: usize) -> bool {
        let idioms = self.numeral_class(NumeralCue::Idiom);
        covering_starts(text, at).any(|from| {
            let Some(rest) = text.get(from..) else {
                return false;
            };
            let begins = rest.chars().next().is_some_and(|c| idioms.first.passes(c));
            begins
                && idioms.lengths.iter().any(|&n| {
                    from + n > at && rest.get(..n).is_some_and(|w| idioms.words.contains(w))
                })
        })
    }
}

/// The byte `at` and the starts of the four characters before it.
fn covering_starts(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let before = text[..at].char_indices().rev().take(4).map(|(i, _)| i);
    std::iter::once(at).chain(before)
}
