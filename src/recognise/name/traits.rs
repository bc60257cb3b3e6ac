//! What a token may do in a name, as a set of bits: what the word tables say of it and the roles
//! that `shapes/roles.tsv` gives it.

/// What a piece may be; several may hold.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Traits(u64);

macro_rules! traits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Traits { $($(#[$doc])* pub const $name: Traits = Traits(1 << $bit);)* }
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
    /// Role: never part of a name.
    GENERAL = 16;
    /// Role: opens a name of a body or meeting.
    WORLD = 17;
    /// Role: a level of government as a prefix.
    LEVEL = 18;
    /// Role: builds.
    BUILDS = 19;
    /// Role: says nothing by itself.
    PUSHES = 20;
    /// Role: tells of a thing that is there.
    STANDS = 21;
    /// Role: its object is a title.
    ASPIRES = 22;
    /// Role: its object is an instrument.
    ISSUES = 23;
    /// Role: its object is a happening.
    HOLDS = 24;
    /// Role: its object is a body.
    FOUNDS = 25;
    /// Role: joins parts of one name.
    JOINS = 26;
    /// Role: makes a number an ordinal.
    ORDINAL = 27;
    /// Role: a head that stands alone.
    BARE = 28;
    /// Role: a head too common after an administrative place.
    COMMON = 29;
    /// A noun for a kind of facility.
    FACILITY = 30;
    /// Role: counts the articles of an instrument.
    ARTICLES = 31;
    /// A head noun of Terms: with a quoted core before it the whole is a term.
    TERM_HEAD = 32;
    /// Role: a direction of one character.
    SIDE = 33;
    /// Role: works on something that is there (扩建); a project only beside others.
    WORKS = 34;
    /// Role: the nation as a place, which is mostly no name.
    NATION = 35;
    /// Role: 等.
    ETC = 37;
    /// Role: joins two names or two parts of one.
    PAIRS = 38;
    /// Role: 的.
    GENITIVE = 39;
    /// Role: what abbreviations are counted in.
    GROUND = 40;
    /// An adverb.
    ADVERB = 41;
    /// A number word of several characters (第三, 三个).
    NUMBER_WORD = 42;
    /// A listed road or railway.
    ROAD = 43;
    /// A word for a direction.
    DIRECTION = 44;
    /// Role: a head noun for part of a line or river (段).
    STRETCH = 45;
    /// Role: a head noun for water or land by nature.
    NATURAL = 46;
    /// Role: a head noun of two characters that a report may use alone for its one place.
    RECALLS = 47;
    /// A listed doctrine.
    DOCTRINE = 48;
    /// Role: a head noun of policies so vague that only a number, quotes or a list make a name.
    VAGUE = 49;
    /// Role: a head noun of places that is a name only after a coined word.
    CLASS = 50;
    /// Role: a head noun of streets, which common nouns name too (复兴路).
    STREET = 51;
    /// Role: a syllable that makes a noun of the word before it (者).
    SUFFIX = 52;
    /// Role: a verb that carries out an undertaking.
    CAMPAIGN = 53;
    /// Role: two nations in short.
    NATIONS = 54;
    /// Role: a head noun for part of an area, which has to follow its name directly.
    ADJACENT = 55;
    /// Role: ends the name of a firm after a coined run.
    FIRM = 56;
    /// Role: a service whose line stands in brackets behind it.
    BRACKETED = 57;
    /// A word that is also what is left of a township's name (建设 for 建设镇).
    TOWNSHIP = 58;
    /// Role: what may stand behind the code of a road.
    LINE = 59;
}

impl Traits {
    /// All that either has.
    pub const fn or(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// Whether any of `other` holds.
    pub fn any(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    /// What both have.
    pub fn and(self, other: Traits) -> Traits {
        Traits(self.0 & other.0)
    }

    /// Takes all that `other` has away.
    pub fn remove(&mut self, other: Traits) {
        self.0 &= !other.0;
    }

    /// Adds all that `other` has.
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

/// What the roles of one record, separated by spaces, make of a word.
pub(super) fn role_traits(roles: &str) -> Traits {
    roles
        .split(' ')
        .map(role_trait)
        .fold(Traits::default(), Traits::or)
}

/// Whether a role of the table is known.
pub(super) fn is_role(role: &str) -> bool {
    role_trait(role) != Traits::default()
}

fn role_trait(role: &str) -> Traits {
    match role {
        "general" => Traits::GENERAL,
        "world" => Traits::WORLD,
        "level" => Traits::LEVEL,
        "builds" => Traits::BUILDS,
        "pushes" => Traits::PUSHES,
        "stands" => Traits::STANDS,
        "aspires" => Traits::ASPIRES,
        "issues" => Traits::ISSUES,
        "holds" => Traits::HOLDS,
        "founds" => Traits::FOUNDS,
        "joins" => Traits::JOINS,
        "ordinal" => Traits::ORDINAL,
        "articles" => Traits::ARTICLES,
        "side" => Traits::SIDE,
        "works" => Traits::WORKS,
        "nation" => Traits::NATION,
        "etc" => Traits::ETC,
        "pairs" => Traits::PAIRS,
        "genitive" => Traits::GENITIVE,
        "ground" => Traits::GROUND,
        "stretch" => Traits::STRETCH,
        "natural" => Traits::NATURAL,
        "recalls" => Traits::RECALLS,
        "bare" => Traits::BARE,
        "weak" => Traits::COMMON,
        "class" => Traits::CLASS,
        "adjacent" => Traits::ADJACENT,
        "nations" => Traits::NATIONS,
        "campaign" => Traits::CAMPAIGN,
        "suffix" => Traits::SUFFIX,
        "street" => Traits::STREET,
        "vague" => Traits::VAGUE,
        "line" => Traits::LINE,
        "firm" => Traits::FIRM,
        "bracketed" => Traits::BRACKETED,
        _ => Traits::default(),
    }
}
