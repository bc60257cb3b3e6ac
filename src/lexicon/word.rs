//! Words and their senses, read from the seed tables.

use std::collections::HashMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::divisions::Divisions;
use super::prebuilt;
use super::roles::Roles;
use super::sense::{
    Aspect, Kinds, NameKind, Need, NumeralKind, OrganisationLevel, Part, SenseKind,
};
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
    /// Their kinds together.
    pub kinds: Kinds,
}

/// What one record says of a word.
#[derive(Debug, Clone)]
pub struct Sense {
    /// What it says.
    pub kind: SenseKind,
    /// Which record says it.
    pub at: SeedRef,
}

/// All words, compiled.
pub struct Lexicon {
    words: Vec<Word>,
    /// The kinds of each word, close together: asked of every hit.
    kinds: Vec<Kinds>,
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
        let divisions = Divisions::compile(seeds)?;
        let rows = TABLES.iter().map(|(table, _)| seeds.rows(table).count());
        let mut reader = Reader::with_capacity(rows.sum::<usize>() + 2 * divisions.len());
        for (table, read) in TABLES {
            for row in seeds.rows(table) {
                let surface = row.get("surface");
                let kind = read(&row).map_err(|message| seeds.error(row.at(), message))?;
                reader.add(surface, kind, row.at());
            }
        }
        divisions.words(|surface, kind, at| reader.add(surface, kind, at));
        divisions.former_words(|surface, kind, at| reader.add(surface, kind, at));
        let words = reader.words;
        let surfaces = || words.iter().map(|w| w.surface.as_str());
        let automaton = prebuilt::automaton(surfaces()).unwrap_or_else(|| build(surfaces()));
        Ok(Self {
            kinds: words.iter().map(|w| w.kinds).collect(),
            words,
            automaton,
            divisions,
        })
    }

    /// The word with this id.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// The kinds of a word's senses.
    pub fn kinds(&self, id: WordId) -> Kinds {
        self.kinds[id.0 as usize]
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
    /// A word with its first sense.
    pub(super) fn new(surface: &str, sense: Sense) -> Self {
        Self {
            surface: surface.to_owned(),
            kinds: sense.kind.kinds(),
            senses: vec![sense],
        }
    }

    /// Adds what another record says.
    pub(super) fn add(&mut self, sense: Sense) {
        self.kinds = self.kinds.or(sense.kind.kinds());
        self.senses.push(sense);
    }

    /// Whether the word has a sense of any of these kinds.
    pub fn is(&self, kinds: Kinds) -> bool {
        self.kinds.any(kinds)
    }

    /// Its roles, of all records.
    pub fn roles(&self) -> Roles {
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

/// The words read so far.
struct Reader<'a> {
    words: Vec<Word>,
    index: HashMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn with_capacity(words: usize) -> Self {
        Self {
            words: Vec::with_capacity(words),
            index: HashMap::with_capacity(words),
        }
    }

    fn add(&mut self, surface: &'a str, kind: SenseKind, at: SeedRef) {
        let sense = Sense { kind, at };
        if let Some(&i) = self.index.get(surface) {
            self.words[i].add(sense);
            return;
        }
        self.index.insert(surface, self.words.len());
        self.words.push(Word::new(surface, sense));
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
        id: id.to_owned(),
        kind: match row.get(kind) {
            "road" => NameKind::Road,
            "firm" => NameKind::Firm,
            "abbreviation" => NameKind::Abbreviation,
            _ => NameKind::Plain,
        },
    }
}
