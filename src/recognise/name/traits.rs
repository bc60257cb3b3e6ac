//! What a token may do in a name, as a set of bits: what the word tables say of it and the roles
//! that `shapes/roles.tsv` gives it.

use crate::lexicon::Roles;

/// What a piece may be; several may hold.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Traits(u64);

/// Where the bits of the roles begin.
const ROLES: u32 = 28;

macro_rules! traits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Traits { $($(#[$doc])* pub const $name: Traits = Traits(1 << $bit);)* }
    };
}

macro_rules! roles {
    ($($name:ident)*) => {
        impl Traits {
            $(
                /// The role of this name.
                pub const $name: Traits = Traits::of(Roles::$name);
            )*
        }
    };
}

traits! {
    /// A listed place or division.
    PLACE = 0;
    /// A division of the national table or a township.
    DIVISION = 1;
    /// The short form of a division.
    SHORT = 2;
    /// A listed organisation, relative ones included.
    BODY = 3;
    /// A listed policy, event or doctrine.
    OTHER_NAME = 4;
    /// Characters that no word covers.
    UNKNOWN = 5;
    /// Latin letters.
    LATIN = 6;
    /// Digits or Chinese numerals.
    NUMBER = 7;
    /// A common noun.
    NOUN = 8;
    /// A verb that also stands inside names.
    NOMINAL = 9;
    /// A verb that bounds a name.
    VERB = 10;
    /// An adverb, preposition, conjunction, pronoun, particle or time word.
    STOP = 11;
    /// A measure.
    MEASURE = 12;
    /// A one-character word that is also common inside names.
    WEAK = 13;
    /// An adjective or distinguishing word.
    MODIFIER = 14;
    /// A punctuation mark.
    MARK = 15;
    /// A noun for a kind of facility.
    FACILITY = 16;
    /// A head noun of Terms: with a quoted core before it the whole is a term.
    TERM_HEAD = 17;
    /// An adverb.
    ADVERB = 18;
    /// A number word of several characters (第三, 三个).
    NUMBER_WORD = 19;
    /// A listed road or railway.
    ROAD = 20;
    /// A word for a direction.
    DIRECTION = 21;
    /// A listed doctrine.
    DOCTRINE = 22;
    /// A word that is also what is left of a township's name (建设 for 建设镇).
    TOWNSHIP = 23;
    /// The last piece of its paragraph.
    LAST = 24;
}

roles! {
    GENERAL
    WORLD
    LEVEL
    BUILDS
    PUSHES
    STANDS
    ASPIRES
    ISSUES
    HOLDS
    FOUNDS
    JOINS
    ORDINAL
    BARE
    COMMON
    ARTICLES
    SIDE
    WORKS
    NATION
    ETC
    PAIRS
    GENITIVE
    GROUND
    STRETCH
    NATURAL
    RECALLS
    VAGUE
    CLASS
    STREET
    SUFFIX
    CAMPAIGN
    NATIONS
    ADJACENT
    FIRM
    BRACKETED
    LINE
}

impl Traits {
    /// The roles of one record.
    pub const fn of(roles: Roles) -> Traits {
        Traits(roles.bits() << ROLES)
    }

    /// All that either has.
    #[inline]
    pub const fn or(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// Whether any of `other` holds.
    #[inline]
    pub fn any(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    /// What both have.
    #[inline]
    pub fn and(self, other: Traits) -> Traits {
        Traits(self.0 & other.0)
    }

    /// Takes all that `other` has away.
    #[inline]
    pub fn remove(&mut self, other: Traits) {
        self.0 &= !other.0;
    }

    /// Adds all that `other` has.
    #[inline]
    pub fn add(&mut self, other: Traits) {
        self.0 |= other.0;
    }
}

/// The roles that verbs have.
pub(super) const VERB_ROLES: Traits = Traits::BUILDS
    .or(Traits::PUSHES)
    .or(Traits::STANDS)
    .or(Traits::ASPIRES)
    .or(Traits::ISSUES)
    .or(Traits::HOLDS)
    .or(Traits::FOUNDS);
