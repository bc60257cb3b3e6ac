//! The townships below a reporting government, found in its text alone.
//!
//! An area has a few hundred names and a text holds few of them, so no automaton is built: the
//! first two characters of each place in the text are looked up in a filter, and the few that
//! pass in a sorted table. Words are made only of names that occur. A township's name has its
//! kind as last character, so none is shorter than two.

use std::collections::BTreeMap;

use super::characters::Characters;
use super::divisions::Divisions;
use super::scan::Hit;
use super::sense::{Kinds, NameKind, SenseKind};
use super::tables::Sense;
use super::word::{Word, WordId};
use crate::recognise::Label;
use crate::seeds::SeedRef;
use crate::sieve::{Sieve, code_of};
use crate::span::Span;

/// One way to write one township.
struct Local<'a> {
    key: u32,
    surface: &'a str,
    code: u32,
    short: bool,
    at: SeedRef,
}

/// A word of one area.
pub(super) struct LocalWord {
    senses: Vec<Sense>,
    pub kinds: Kinds,
}

/// The names of an area, by their first two characters.
pub(super) struct Locals<'a> {
    names: Vec<Local<'a>>,
    openings: Sieve<64>,
}

impl<'a> Locals<'a> {
    /// The townships below `area`.
    pub(super) fn of(divisions: &'a Divisions, area: u32) -> Self {
        let mut locals = Self {
            names: Vec::new(),
            openings: Sieve::default(),
        };
        divisions.townships(area, |surface, code, short, at| {
            let mut chars = surface.chars();
            let (Some(a), Some(b)) = (chars.next(), chars.next()) else {
                return;
            };
            locals.openings.add_pair(a, b);
            locals.names.push(Local {
                key: key(code_of(a), code_of(b)),
                surface,
                code,
                short,
                at,
            });
        });
        // Stable, so that the senses of one surface keep the order of the table.
        locals.names.sort_by_key(|l| (l.key, l.surface));
        locals
    }

    /// Adds what occurs in `text` to `hits`; the words have ids from `base` on.
    pub(super) fn find(
        &self,
        text: &str,
        characters: &Characters,
        base: u32,
        hits: &mut Vec<Hit>,
    ) -> Vec<LocalWord> {
        let mut words = Vec::new();
        if self.names.is_empty() {
            return words;
        }
        let mut made: BTreeMap<&str, u32> = BTreeMap::new();
        let whole = Span::new(0, text.len());
        characters.passing(&self.openings, whole, |a, b, at| {
            let at = at as usize;
            for group in self.groups(key(a, b)) {
                let surface = group[0].surface;
                if !text[at..].starts_with(surface) {
                    continue;
                }
                let word = *made.entry(surface).or_insert_with(|| {
                    words.push(word(group));
                    base + words.len() as u32 - 1
                });
                hits.push(Hit {
                    span: Span::new(at, at + surface.len()),
                    word: WordId(word),
                    kinds: words[(word - base) as usize].kinds,
                });
            }
        });
        words
    }

    /// The names that begin with these two characters, one group for each surface.
    fn groups(&self, key: u32) -> impl Iterator<Item = &[Local<'a>]> {
        let from = self.names.partition_point(|l| l.key < key);
        let to = self.names.partition_point(|l| l.key <= key);
        self.names[from..to].chunk_by(|a, b| a.surface == b.surface)
    }
}

impl LocalWord {
    /// The word as the lexicon gives its own.
    pub fn word(&self) -> Word<'_> {
        Word {
            senses: &self.senses,
            kinds: self.kinds,
        }
    }
}

/// The word of one surface.
fn word(group: &[Local<'_>]) -> LocalWord {
    let sense = |l: &Local<'_>| Sense {
        kind: SenseKind::Name {
            label: Label::Place,
            id: l.code.to_string().into(),
            kind: if l.short {
                NameKind::TownshipShort
            } else {
                NameKind::Township
            },
        },
        at: l.at,
    };
    let senses: Vec<Sense> = group.iter().map(sense).collect();
    let kinds = senses.iter().map(|s| s.kind.kinds());
    LocalWord {
        kinds: kinds.fold(Kinds::default(), Kinds::or),
        senses,
    }
}

/// The codes of two characters as one number.
fn key(a: u16, b: u16) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}
