//! Words and their senses, read from the seed tables.

use std::collections::HashMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::divisions::Divisions;
use crate::recognise::Label;
use crate::seeds::{Row, SeedError, SeedRef, Seeds};

/// Index of a [`Word`] in its [`Lexicon`].
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

/// A surface form with all that the tables say of it.
#[derive(Debug, Clone)]
pub struct Word {
    /// How it is written.
    pub surface: String,
    /// One for each record.
    pub senses: Vec<Sense>,
}

/// What one record says of a word.
#[derive(Debug, Clone)]
pub struct Sense {
    /// What it says.
    pub kind: SenseKind,
    /// Which record says it.
    pub at: SeedRef,
}

/// What a word can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SenseKind {
    /// A verb.
    Verb {
        /// What it says of time.
        aspect: Aspect,
        /// Whether it also stands inside noun phrases and names (建设, 发展).
        nominal: bool,
        /// Whether it may bound a name by itself.
        safe: bool,
    },
    /// A common noun; the class is the table's.
    Noun(String),
    /// An adjective, adverb or distinguishing word.
    Modifier(String),
    /// A preposition, conjunction, particle, pronoun, measure or time word.
    Function(String),
    /// The last part of names of one label.
    Head {
        /// Label of the whole name.
        label: Label,
        /// What has to stand before it.
        need: Need,
    },
    /// A listed name that needs nothing else. `id` is the canonical form.
    Name {
        /// What it names.
        label: Label,
        /// The canonical form, or the code of a division.
        id: String,
        /// The table's own kind, such as `river` or `doctrine`.
        kind: String,
    },
    /// An organisation named by its level (市委): which one depends on the reporting government.
    Relative(OrganisationLevel),
    /// A division of the national table, by its six-digit code; `short` for 青浦, not 青浦区.
    Division {
        /// The code.
        code: u32,
        /// Whether the surface is the short form.
        short: bool,
    },
    /// What follows a numeral in a numeral abbreviation.
    Numeral(NumeralKind),
    /// What the word does beside or inside a name, as roles separated by spaces.
    Shape(String),
    /// Closes a list of names of one kind (等项目).
    Lists(Label),
    /// Looks like a term and is none.
    NonTerm,
}

/// What a verb says of time by itself.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Aspect {
    /// It was done or reached (建成).
    Done,
    /// It is intended (力争).
    Plan,
    /// Either, by context (推进).
    Act,
    /// Neither act nor result (是).
    State,
}

/// What has to stand before a head noun for the whole to be a name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Need {
    /// Nearly any modifier.
    Any,
    /// A proper part: a place, a firm, a coined word, a quoted core.
    Proper,
    /// As [`Need::Proper`]; a project where the sentence builds it, else a place.
    Site,
    /// A quoted core, and the head belongs to the name.
    Quoted,
    /// A quoted core, and the head is left out of the name.
    Brand,
    /// Never a name.
    Generic,
}

/// Which organisation a relative name means.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OrganisationLevel {
    /// Of the reporting government's province.
    Province,
    /// Of its city.
    City,
    /// Of its county or district.
    County,
}

/// What the word after a numeral makes of the two.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NumeralKind {
    /// A class word that needs a noun after it (大, 个, 项).
    Class,
    /// A noun that can be counted in a name (带, 轴, 片).
    UnitNoun,
    /// A verb, quality or noun that makes a formula with the numeral (六稳, 四早).
    Formula,
    /// A noun that after a class word makes a fixed name likely (三大攻坚战).
    NameNoun,
    /// A noun that makes it a plain count (问题, 方面).
    Count,
}

/// All words, compiled.
pub struct Lexicon {
    words: Vec<Word>,
    pub(super) automaton: CharwiseDoubleArrayAhoCorasick<u32>,
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
    /// Compiles the word tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut reader = Reader::default();
        for (table, read) in TABLES {
            for row in seeds.rows(table) {
                let surface = row.get("surface");
                let kind = read(&row).map_err(|message| seeds.error(row.at(), message))?;
                reader.add(surface, kind, row.at());
            }
        }
        let divisions = Divisions::compile(seeds)?;
        divisions.words(|surface, kind, at| reader.add(surface, kind, at));
        divisions.former_words(|surface, kind, at| reader.add(surface, kind, at));
        let words = reader.words;
        let automaton = build(words.iter().map(|w| w.surface.as_str()));
        Ok(Self {
            words,
            automaton,
            divisions,
        })
    }

    /// The word with this id.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The national and declared divisions.
    pub fn divisions(&self) -> &Divisions {
        &self.divisions
    }
}

impl Word {
    /// The first sense that `pick` accepts, with its record.
    pub fn sense<'a, T>(
        &'a self,
        pick: impl Fn(&'a SenseKind) -> Option<T>,
    ) -> Option<(T, SeedRef)> {
        self.senses
            .iter()
            .find_map(|s| pick(&s.kind).map(|t| (t, s.at)))
    }

    /// Whether any sense satisfies `is`.
    pub fn any(&self, is: impl Fn(&SenseKind) -> bool) -> bool {
        self.senses.iter().any(|s| is(&s.kind))
    }
}

/// An automaton that reports every occurrence of every pattern; the value is the pattern's index.
pub(super) fn build<'a>(
    patterns: impl Iterator<Item = &'a str>,
) -> CharwiseDoubleArrayAhoCorasick<u32> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::Standard)
        .build_with_values(patterns.zip(0u32..))
        .expect("patterns are distinct and not empty")
}

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    index: HashMap<String, usize>,
}

impl Reader {
    fn add(&mut self, surface: &str, kind: SenseKind, at: SeedRef) {
        let sense = Sense { kind, at };
        if let Some(&i) = self.index.get(surface) {
            self.words[i].senses.push(sense);
            return;
        }
        self.index.insert(surface.to_owned(), self.words.len());
        self.words.push(Word {
            surface: surface.to_owned(),
            senses: vec![sense],
        });
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
        Ok(SenseKind::Noun(r.get("class").to_owned()))
    }),
    ("words/modifiers.tsv", |r| {
        Ok(SenseKind::Modifier(r.get("pos").to_owned()))
    }),
    ("words/function.tsv", |r| {
        Ok(SenseKind::Function(r.get("pos").to_owned()))
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
        Ok(SenseKind::Shape(r.get("roles").to_owned()))
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
        id: id.to_owned(),
        kind: row.get(kind).to_owned(),
    }
}
