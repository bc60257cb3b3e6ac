//! What the tables can say of a word, as small values that are compared without their text.
//!
//! Each word also carries the sum of its senses as a [`Kinds`] set, so that most questions about
//! a word are one test of bits.

use std::borrow::Cow;

use super::roles::Roles;
use crate::recognise::Label;

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
    /// A common noun.
    Noun {
        /// Whether it names a kind of facility, which may end in a head noun (污水处理厂). Other
        /// classes of the table are for people.
        facility: bool,
    },
    /// An adjective, adverb or distinguishing word.
    Modifier {
        /// Whether it is an adverb.
        adverb: bool,
    },
    /// A preposition, conjunction, particle, pronoun, measure or time word.
    Function(Part),
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
        id: Cow<'static, str>,
        /// What of the table's own kind the rules ask for.
        kind: NameKind,
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
    /// What the word does beside or inside a name.
    Shape(Roles),
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

/// Part of speech of a function word.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Counts things (个).
    Measure,
    /// Stands for a name (其).
    Pronoun,
    /// Says when (今年).
    Time,
    /// A numeral with its measure or place (第三).
    NumberWord,
    /// Joins (和).
    Conjunction,
    /// A preposition (对).
    Preposition,
    /// A direction (东部).
    Direction,
    /// A particle (了).
    Particle,
}

/// What the rules ask of the kind of a listed name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NameKind {
    /// Nothing.
    Plain,
    /// A road or railway.
    Road,
    /// A firm.
    Firm,
    /// A short form that means its division only in a chain of them (杭甬温).
    Abbreviation,
    /// A township of the reporting government's area.
    Township,
    /// The short form of one.
    TownshipShort,
}

/// Kinds of senses, as a set.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Kinds(u32);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Kinds { $($(#[$doc])* pub const $name: Kinds = Kinds(1 << $bit);)* }
    };
}

kinds! {
    /// A verb that does not stand inside names and bounds them.
    SAFE_VERB = 0;
    /// A verb that also stands inside names.
    NOMINAL_VERB = 1;
    /// A common noun.
    NOUN = 2;
    /// An adverb.
    ADVERB = 3;
    /// An adjective or distinguishing word.
    ADJECTIVE = 4;
    /// A measure.
    MEASURE = 5;
    /// A time word.
    TIME = 6;
    /// A conjunction.
    CONJUNCTION = 7;
    /// A preposition.
    PREPOSITION = 8;
    /// A pronoun.
    PRONOUN = 9;
    /// A particle.
    PARTICLE = 10;
    /// A word for a direction.
    DIRECTION = 11;
    /// A number word.
    NUMBER_WORD = 12;
    /// The last part of names.
    HEAD = 13;
    /// A listed name of a place.
    PLACE_NAME = 14;
    /// Another listed name.
    OTHER_NAME = 15;
    /// An organisation named by its level.
    RELATIVE = 16;
    /// A division, in full.
    DIVISION = 17;
    /// A division, in short.
    SHORT_DIVISION = 18;
    /// What follows a numeral.
    NUMERAL = 19;
    /// Something with a role.
    SHAPE = 20;
    /// The end of a list.
    LISTS = 21;
    /// No term.
    NON_TERM = 22;
    /// A verb that neither stands inside names nor bounds them.
    LOOSE_VERB = 23;
    /// A verb of something done, beside the bit of its class.
    DONE_VERB = 24;
    /// A noun for a kind of facility, beside `NOUN`.
    FACILITY = 25;
    /// A listed doctrine, beside `OTHER_NAME`.
    DOCTRINE = 26;
    /// The last part of Terms, beside `HEAD`.
    TERM_HEAD = 27;
}

impl Kinds {
    /// A verb that does not stand inside names.
    pub const PLAIN_VERB: Kinds = Kinds::SAFE_VERB.or(Kinds::LOOSE_VERB);
    /// Any verb.
    pub const VERB: Kinds = Kinds::PLAIN_VERB.or(Kinds::NOMINAL_VERB);
    /// Any adjective, adverb or distinguishing word.
    pub const MODIFIER: Kinds = Kinds::ADVERB.or(Kinds::ADJECTIVE);
    /// Any function word.
    pub const FUNCTION: Kinds = Kinds::MEASURE
        .or(Kinds::TIME)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::PREPOSITION)
        .or(Kinds::PRONOUN)
        .or(Kinds::PARTICLE)
        .or(Kinds::DIRECTION)
        .or(Kinds::NUMBER_WORD);
    /// Any division.
    pub const ANY_DIVISION: Kinds = Kinds::DIVISION.or(Kinds::SHORT_DIVISION);
    /// Any listed name.
    pub const NAME: Kinds = Kinds::PLACE_NAME.or(Kinds::OTHER_NAME);

    /// The set as a number below 2^28.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// What either has.
    #[inline]
    #[must_use]
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// With `other` where a condition holds.
    #[must_use]
    const fn and_if(self, condition: bool, other: Kinds) -> Kinds {
        if condition { self.or(other) } else { self }
    }

    /// Whether both share a kind.
    #[inline]
    pub const fn any(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is nothing outside `other`.
    #[inline]
    pub const fn only(self, other: Kinds) -> bool {
        self.0 & !other.0 == 0
    }
}

impl SenseKind {
    /// The kind of the sense.
    pub fn kinds(&self) -> Kinds {
        match self {
            SenseKind::Verb {
                aspect,
                nominal,
                safe,
            } => {
                let class = match (nominal, safe) {
                    (true, _) => Kinds::NOMINAL_VERB,
                    (false, true) => Kinds::SAFE_VERB,
                    (false, false) => Kinds::LOOSE_VERB,
                };
                class.and_if(*aspect == Aspect::Done, Kinds::DONE_VERB)
            }
            SenseKind::Noun { facility } => Kinds::NOUN.and_if(*facility, Kinds::FACILITY),
            SenseKind::Modifier { adverb: true } => Kinds::ADVERB,
            SenseKind::Modifier { adverb: false } => Kinds::ADJECTIVE,
            SenseKind::Function(part) => part.kinds(),
            SenseKind::Head { label, .. } => {
                Kinds::HEAD.and_if(*label == Label::Term, Kinds::TERM_HEAD)
            }
            SenseKind::Name {
                label: Label::Place,
                ..
            } => Kinds::PLACE_NAME,
            SenseKind::Name { label, .. } => {
                Kinds::OTHER_NAME.and_if(*label == Label::Term, Kinds::DOCTRINE)
            }
            SenseKind::Relative(_) => Kinds::RELATIVE,
            SenseKind::Division { short: false, .. } => Kinds::DIVISION,
            SenseKind::Division { short: true, .. } => Kinds::SHORT_DIVISION,
            SenseKind::Numeral(_) => Kinds::NUMERAL,
            SenseKind::Shape(_) => Kinds::SHAPE,
            SenseKind::Lists(_) => Kinds::LISTS,
            SenseKind::NonTerm => Kinds::NON_TERM,
        }
    }
}

impl Part {
    /// Its kind as a set.
    pub const fn kinds(self) -> Kinds {
        match self {
            Part::Measure => Kinds::MEASURE,
            Part::Pronoun => Kinds::PRONOUN,
            Part::Time => Kinds::TIME,
            Part::NumberWord => Kinds::NUMBER_WORD,
            Part::Conjunction => Kinds::CONJUNCTION,
            Part::Preposition => Kinds::PREPOSITION,
            Part::Direction => Kinds::DIRECTION,
            Part::Particle => Kinds::PARTICLE,
        }
    }
}
