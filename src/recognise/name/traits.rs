//! What a token may do in a name, as a set of bits: what the word tables say of it and the roles
//! that `shapes/roles.tsv` gives it.

use crate::lexicon::{Kinds, Roles};

/// What a piece may be; several may hold.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Traits(u64);

/// Where the bits of the roles begin; those below are the kinds' and others.
const ROLES: u32 = 28;

macro_rules! traits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Traits {
            $($(#[$doc])* pub const $name: Traits = Traits(1 << $bit);)*
            /// All of these.
            const OWN: Traits = Traits(0 $(| Traits::$name.0)*);
        }
    };
}

/// What a trait of the same bit says by itself: ordinary words are read by one mask.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $kind:ident;)*) => {
        impl Traits {
            $($(#[$doc])* pub const $name: Traits = Traits(Kinds::$kind.bits() as u64);)*
            /// All of these.
            const KINDS: Traits = Traits(0 $(| Traits::$name.0)*);
        }
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
    PLACE = 6;
    /// A division of the national table or a township.
    DIVISION = 7;
    /// The short form of a division.
    SHORT = 8;
    /// A listed organisation, relative ones included.
    BODY = 9;
    /// A listed policy, event or doctrine.
    OTHER_NAME = 10;
    /// Characters that no word covers.
    UNKNOWN = 11;
    /// Latin letters.
    LATIN = 12;
    /// Digits or Chinese numerals.
    NUMBER = 13;
    /// An adverb, preposition, conjunction, pronoun, particle or time word.
    STOP = 14;
    /// A punctuation mark.
    MARK = 15;
    /// A head noun of Terms: with a quoted core before it the whole is a term.
    TERM_HEAD = 16;
    /// A number word of several characters (第三, 三个).
    NUMBER_WORD = 17;
    /// A listed road or railway.
    ROAD = 18;
    /// A word for a direction.
    DIRECTION = 19;
    /// A listed doctrine.
    DOCTRINE = 20;
    /// A word that is also what is left of a township's name (建设 for 建设镇).
    TOWNSHIP = 21;
    /// The last piece of its paragraph.
    LAST = 22;
    /// A head noun.
    HEADED = 24;
    /// A listed name, whatever else it is.
    NAMED = 26;
    /// The mark that opens a title.
    TITLE = 27;
}

kinds! {
    /// A verb that bounds a name.
    VERB = SAFE_VERB;
    /// A verb that also stands inside names.
    NOMINAL = NOMINAL_VERB;
    /// A common noun.
    NOUN = NOUN;
    /// An adverb.
    ADVERB = ADVERB;
    /// An adjective or distinguishing word.
    MODIFIER = ADJECTIVE;
    /// A measure.
    MEASURE = MEASURE;
    /// A one-character word that is also common inside names.
    WEAK = LOOSE_VERB;
    /// A noun for a kind of facility.
    FACILITY = FACILITY;
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
    EDITION
}

const _: () = assert!(Traits::OWN.0 & Traits::KINDS.0 == 0, "a bit serves twice");

impl Traits {
    /// The traits that are kinds by themselves.
    #[inline]
    pub fn of_kinds(kinds: Kinds) -> Traits {
        Traits(u64::from(kinds.bits())).and(Traits::KINDS)
    }

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
