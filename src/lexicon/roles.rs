//! The roles that `shapes/roles.tsv` gives words beside or inside names, as a set of bits.

/// Roles of a word; several may hold.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Roles(u64);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub const $name: Roles = Roles(1 << $bit);)*

            fn of(word: &str) -> Option<Roles> {
                match word {
                    $($word => Some(Roles::$name),)*
                    _ => None,
                }
            }
        }
    };
}

roles! {
    /// Never part of a name.
    GENERAL = "general", 0;
    /// Opens a name of a body or meeting.
    WORLD = "world", 1;
    /// A level of government as a prefix.
    LEVEL = "level", 2;
    /// Builds.
    BUILDS = "builds", 3;
    /// Says nothing by itself.
    PUSHES = "pushes", 4;
    /// Tells of a thing that is there.
    STANDS = "stands", 5;
    /// Its object is a title.
    ASPIRES = "aspires", 6;
    /// Its object is an instrument.
    ISSUES = "issues", 7;
    /// Its object is a happening.
    HOLDS = "holds", 8;
    /// Its object is a body.
    FOUNDS = "founds", 9;
    /// Joins parts of one name.
    JOINS = "joins", 10;
    /// Makes a number an ordinal.
    ORDINAL = "ordinal", 11;
    /// A head that stands alone.
    BARE = "bare", 12;
    /// A head too common after an administrative place.
    COMMON = "weak", 13;
    /// Counts the articles of an instrument.
    ARTICLES = "articles", 14;
    /// A direction of one character.
    SIDE = "side", 15;
    /// Works on something that is there (扩建); a project only beside others.
    WORKS = "works", 16;
    /// The nation as a place, which is mostly no name.
    NATION = "nation", 17;
    /// 等.
    ETC = "etc", 18;
    /// Joins two names or two parts of one.
    PAIRS = "pairs", 19;
    /// 的.
    GENITIVE = "genitive", 20;
    /// What abbreviations are counted in.
    GROUND = "ground", 21;
    /// A head noun for part of a line or river (段).
    STRETCH = "stretch", 22;
    /// A head noun for water or land by nature.
    NATURAL = "natural", 23;
    /// A head noun of two characters that a report may use alone for its one place.
    RECALLS = "recalls", 24;
    /// A head noun of policies so vague that only a number, quotes or a list make a name.
    VAGUE = "vague", 25;
    /// A head noun of places that is a name only after a coined word.
    CLASS = "class", 26;
    /// A head noun of streets, which common nouns name too (复兴路).
    STREET = "street", 27;
    /// A syllable that makes a noun of the word before it (者).
    SUFFIX = "suffix", 28;
    /// A verb that carries out an undertaking.
    CAMPAIGN = "campaign", 29;
    /// Two nations in short.
    NATIONS = "nations", 30;
    /// A head noun for part of an area, which has to follow its name directly.
    ADJACENT = "adjacent", 31;
    /// Ends the name of a firm after a coined run.
    FIRM = "firm", 32;
    /// A service whose line stands in brackets behind it.
    BRACKETED = "bracketed", 33;
    /// What may stand behind the code of a road.
    LINE = "line", 34;
    /// Which edition of an instrument: it opens the instrument's name and makes nothing else one.
    EDITION = "edition", 35;
}

impl Roles {
    /// Reads roles separated by spaces.
    ///
    /// # Errors
    /// The first word that is no role.
    pub(super) fn parse(cell: &str) -> Result<Roles, &str> {
        cell.split(' ').try_fold(Roles::default(), |roles, word| {
            let role = Roles::of(word).ok_or(word)?;
            Ok(roles.or(role))
        })
    }

    /// All that either has.
    #[must_use]
    pub const fn or(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    /// Whether any of `other` holds.
    pub const fn any(self, other: Roles) -> bool {
        self.0 & other.0 != 0
    }

    /// The set that [`bits`](Self::bits) gives this number for.
    pub(super) const fn of_bits(bits: u64) -> Roles {
        Roles(bits)
    }

    /// The set as a number below 2^36.
    pub const fn bits(self) -> u64 {
        self.0
    }
}
