//! The word tables, read into one list of words; the build script shares this file.
//!
//! A surface form is one word with one sense for each record. The surfaces stand in one text and
//! the senses in one list, in the order of the words, so that the whole is stored and loaded
//! without a look at any one of them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::divisions::Divisions;
use super::roles::Roles;
use super::sense::{
    Aspect, Kinds, NameKind, Need, NumeralKind, OrganisationLevel, Part, SenseKind,
};
use crate::recognise::Label;
use crate::seeds::{Row, SeedError, SeedRef, Seeds};

/// What one record says of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// What it says.
    pub kind: SenseKind,
    /// Which record says it.
    pub at: SeedRef,
}

/// All words in the order of their first records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Their surfaces, one after another.
    pub(super) surfaces: Cow<'static, str>,
    /// Where the surface and the senses of each begin, and where those of the last end.
    pub(super) bounds: Vec<Bound>,
    pub(super) senses: Vec<Sense>,
    /// The kinds of each word, close together: asked of every hit.
    pub(super) kinds: Vec<Kinds>,
}

/// A place in the surfaces and in the senses, between two words.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default)]
pub(super) struct Bound {
    pub surface: u32,
    pub senses: u32,
}

impl Words {
    /// Reads the word tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn read(seeds: &Seeds, divisions: &Divisions) -> Result<Self, SeedError> {
        let mut reader = Reader::default();
        for (table, read) in TABLES {
            for row in seeds.rows(table) {
                let surface = row.get("surface");
                let kind = read(&row).map_err(|message| seeds.error(row.at(), message))?;
                reader.add(surface, kind, row.at());
            }
        }
        divisions.words(|surface, kind, at| reader.add(surface, kind, at));
        divisions.former_words(|surface, kind, at| reader.add(surface, kind, at));
        Ok(reader.finish())
    }

    /// The tables that are read, those of the divisions apart.
    pub fn tables() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|(table, _)| *table)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// How a word is written.
    pub fn surface(&self, index: usize) -> &str {
        let (from, to) = (self.bounds[index].surface, self.bounds[index + 1].surface);
        &self.surfaces[from as usize..to as usize]
    }

    /// All surfaces, in order.
    pub fn surfaces(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.surface(index))
    }

    /// The senses of a word.
    #[inline]
    pub fn senses(&self, index: usize) -> &[Sense] {
        let (from, to) = (self.bounds[index].senses, self.bounds[index + 1].senses);
        &self.senses[from as usize..to as usize]
    }

    /// The kinds of a word's senses together.
    #[inline]
    pub fn kinds(&self, index: usize) -> Kinds {
        self.kinds[index]
    }
}

/// The words read so far.
#[derive(Default)]
struct Reader<'a> {
    index: HashMap<&'a str, u32>,
    surfaces: Vec<&'a str>,
    /// Each with the word that it is of.
    senses: Vec<(u32, Sense)>,
}

impl<'a> Reader<'a> {
    fn add(&mut self, surface: &'a str, kind: SenseKind, at: SeedRef) {
        let next = self.surfaces.len() as u32;
        let word = *self.index.entry(surface).or_insert(next);
        if word == next {
            self.surfaces.push(surface);
        }
        self.senses.push((word, Sense { kind, at }));
    }

    fn finish(mut self) -> Words {
        // Stable, so that the senses of a word keep the order of the tables.
        self.senses.sort_by_key(|(word, _)| *word);
        let mut bounds = vec![Bound::default(); self.surfaces.len() + 1];
        let mut kinds = vec![Kinds::default(); self.surfaces.len()];
        let mut surface = 0;
        for (bound, text) in bounds[1..].iter_mut().zip(&self.surfaces) {
            surface += text.len() as u32;
            bound.surface = surface;
        }
        for ((word, sense), end) in self.senses.iter().zip(1..) {
            let word = *word as usize;
            bounds[word + 1].senses = end;
            kinds[word] = kinds[word].or(sense.kind.kinds());
        }
        Words {
            surfaces: self.surfaces.concat().into(),
            bounds,
            senses: self.senses.into_iter().map(|(_, sense)| sense).collect(),
            kinds,
        }
    }
}

type ReadRow = fn(&Row<'_>) -> Result<SenseKind, String>;

/// The word tables and how a record of each is read.
const TABLES: &[(&str, ReadRow)] = &[
    ("words/verbs.tsv", |r| {
        let aspect = match r.get("aspect") {
            "done" => Aspect::Done,
            "plan" => Aspect::Plan,
            "act" => Aspect::Act,
            "state" => Aspect::State,
            other => return Err(format!("aspect `{other}`: done, plan, act or state")),
        };
        Ok(SenseKind::Verb {
            aspect,
            nominal: r.get("nominal") == "yes",
            safe: r.get("safe") != "no",
        })
    }),
    ("words/nouns.tsv", |r| {
        Ok(SenseKind::Noun {
            facility: r.get("class") == "facility",
        })
    }),
    ("words/modifiers.tsv", |r| {
        Ok(SenseKind::Modifier {
            adverb: match r.get("pos") {
                "adv" => true,
                "adj" | "distinguishing" => false,
                other => return Err(format!("pos `{other}`: adj, adv or distinguishing")),
            },
        })
    }),
    ("words/function.tsv", |r| {
        Ok(SenseKind::Function(match r.get("pos") {
            "measure" => Part::Measure,
            "pronoun" => Part::Pronoun,
            "time" => Part::Time,
            "number-word" => Part::NumberWord,
            "conj" => Part::Conjunction,
            "prep" => Part::Preposition,
            "direction" => Part::Direction,
            "particle" => Part::Particle,
            other => {
                return Err(format!(
                    "pos `{other}`: measure, pronoun, time, number-word, conj, prep, direction or particle"
                ));
            }
        }))
    }),
    ("names/heads.tsv", |r| {
        let label =
            Label::parse(r.get("label")).ok_or_else(|| format!("no label `{}`", r.get("label")))?;
        let need = match r.get("need") {
            "any" => Need::Any,
            "proper" => Need::Proper,
            "site" => Need::Site,
            "quoted" => Need::Quoted,
            "brand" => Need::Brand,
            "generic" => Need::Generic,
            other => {
                return Err(format!(
                    "need `{other}`: any, proper, site, quoted, brand or generic"
                ));
            }
        };
        Ok(SenseKind::Head { label, need })
    }),
    ("names/places.tsv", |r| Ok(name(r, Label::Place, "kind"))),
    ("names/organisations.tsv", |r| {
        Ok(match r.get("level") {
            "relative:province" => SenseKind::Relative(OrganisationLevel::Province),
            "relative:city" => SenseKind::Relative(OrganisationLevel::City),
            "relative:county" => SenseKind::Relative(OrganisationLevel::County),
            _ => name(r, Label::Organisation, "level"),
        })
    }),
    ("names/doctrines.tsv", |r| Ok(name(r, Label::Term, "kind"))),
    ("names/policies.tsv", |r| Ok(name(r, Label::Policy, "kind"))),
    ("names/projects.tsv", |r| {
        Ok(name(r, Label::Project, "kind"))
    }),
    ("names/events.tsv", |r| Ok(name(r, Label::Event, "kind"))),
    ("shapes/roles.tsv", |r| {
        let roles = Roles::parse(r.get("roles"))
            .map_err(|word| format!("no role `{word}`; the head of the file lists them"))?;
        Ok(SenseKind::Shape(roles))
    }),
    ("shapes/lists.tsv", |r| {
        let label =
            Label::parse(r.get("label")).ok_or_else(|| format!("no label `{}`", r.get("label")))?;
        Ok(SenseKind::Lists(label))
    }),
    ("names/nonterms.tsv", |_| Ok(SenseKind::NonTerm)),
    ("names/numeral-classes.tsv", |r| {
        Ok(SenseKind::Numeral(match r.get("kind") {
            "class" => NumeralKind::Class,
            "unit-noun" => NumeralKind::UnitNoun,
            "formula" => NumeralKind::Formula,
            "name-noun" => NumeralKind::NameNoun,
            "count" => NumeralKind::Count,
            other => {
                return Err(format!(
                    "kind `{other}`: class, unit-noun, formula, name-noun or count"
                ));
            }
        }))
    }),
];

fn name(row: &Row<'_>, label: Label, kind: &str) -> SenseKind {
    let id = row.get("id");
    let id = if id.is_empty() {
        row.get("surface")
    } else {
        id
    };
    SenseKind::Name {
        label,
        id: id.to_owned().into(),
        kind: match row.get(kind) {
            "road" => NameKind::Road,
            "firm" => NameKind::Firm,
            "abbreviation" => NameKind::Abbreviation,
            _ => NameKind::Plain,
        },
    }
}
