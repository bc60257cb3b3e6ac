//! The tokens of a report with what each may do in a name.
//!
//! A [`Sheet`] is computed once for a report; the recognisers of this folder walk over its
//! pieces by index. Pieces stand in the order of the text; between two paragraphs there is a gap.

use crate::lexicon::{Hit, Need, SenseKind, Token, TokenKind, Word};
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

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

    fn add(&mut self, other: Traits) {
        self.0 |= other.0;
    }
}

/// A head noun: what a name that ends in it is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Head {
    pub label: Label,
    pub need: Need,
    pub at: SeedRef,
}

/// A token with what it may do.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub span: Span,
    pub traits: Traits,
    pub word: Option<&'a Word>,
    pub heads: Vec<Head>,
    /// Length in characters.
    pub chars: u32,
    /// For a bracket or quote: index of its partner.
    pub partner: Option<usize>,
}

/// All pieces of a report.
pub(super) struct Sheet<'a> {
    pub text: &'a str,
    pub pieces: Vec<Piece<'a>>,
}

impl<'a> Sheet<'a> {
    /// Reads the segmentation of a report.
    pub fn new(cx: Context<'a>) -> Self {
        let text = cx.source.text();
        let tokens = cx.segmentation.tokens().iter();
        let pieces = tokens.flat_map(|t| split(cx, *t)).map(|t| piece(cx, text, t)).collect();
        let mut sheet = Self { text, pieces };
        sheet.read_neighbours();
        sheet.pair_brackets();
        sheet
    }

    /// The text of a piece.
    pub fn of(&self, i: usize) -> &'a str {
        self.pieces[i].span.of(self.text)
    }

    /// Whether a paragraph ends after piece `i`.
    pub fn line_ends(&self, i: usize) -> bool {
        self.pieces.get(i + 1).is_none_or(|next| next.span.start != self.pieces[i].span.end)
    }

    /// Whether piece `i` is this mark.
    pub fn is_mark(&self, i: usize, marks: &[char]) -> bool {
        self.pieces[i].traits.any(Traits::MARK) && self.of(i).starts_with(marks)
    }

    /// The text from piece `first` to piece `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.pieces[first].span.cover(self.pieces[last].span)
    }

    /// First piece of the clause that holds piece `i`: after the last of `，。；：！？` before it.
    pub fn clause_start(&self, i: usize) -> usize {
        let mut at = i;
        while at > 0 && !self.line_ends(at - 1) && !self.is_mark(at - 1, CLAUSE_MARKS) {
            at -= 1;
        }
        at
    }

    /// One past the last piece of the clause that holds piece `i`.
    pub fn clause_end(&self, i: usize) -> usize {
        let mut at = i;
        while at + 1 < self.pieces.len() && !self.line_ends(at) && !self.is_mark(at + 1, CLAUSE_MARKS) {
            at += 1;
        }
        at + 1
    }

    /// The piece that opens a body's name directly before a span (中共 in 中共重庆市委).
    pub fn opener_of(&self, span: Span) -> Option<Span> {
        let at = self.pieces.partition_point(|p| p.span.start < span.start);
        let before = self.pieces[..at].last()?;
        (before.span.end == span.start && before.traits.any(Traits::WORLD)).then_some(before.span)
    }

    /// Marks the pieces inside the spans as places: they are proper from now on.
    pub fn mark_places(&mut self, spans: impl Iterator<Item = Span>) {
        for span in spans {
            let from = self.pieces.partition_point(|p| p.span.start < span.start);
            for piece in self.pieces[from..].iter_mut().take_while(|p| p.span.end <= span.end) {
                piece.traits.add(Traits::PLACE);
            }
        }
    }

    /// Whether a span begins and ends where pieces do.
    pub fn on_bounds(&self, span: Span) -> bool {
        let from = self.pieces.partition_point(|p| p.span.start < span.start);
        let to = self.pieces.partition_point(|p| p.span.end < span.end);
        self.pieces.get(from).is_some_and(|p| p.span.start == span.start)
            && self.pieces.get(to).is_some_and(|p| p.span.end == span.end)
    }

    /// Settles what a word is by what follows it: an adverb stands before a verb, else it
    /// modifies a noun; a number word with an ordinal measure is a number.
    fn read_neighbours(&mut self) {
        let verbal = Traits::VERB.or(Traits::NOMINAL).or(Traits::STOP).or(Traits::ADVERB);
        for i in (0..self.pieces.len()).rev() {
            let next = if self.line_ends(i) { Traits::MARK } else { self.pieces[i + 1].traits };
            let t = &mut self.pieces[i].traits;
            if t.any(Traits::ADVERB) {
                t.add(if next.any(verbal) { Traits::STOP } else { Traits::MODIFIER });
            }
            if t.any(Traits::NUMBER_WORD) {
                t.add(if next.any(Traits::ORDINAL) { Traits::NUMBER } else { Traits::STOP });
            }
        }
    }

    fn pair_brackets(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for i in 0..self.pieces.len() {
            if i > 0 && self.line_ends(i - 1) {
                open.clear();
            }
            if !self.pieces[i].traits.any(Traits::MARK) {
                continue;
            }
            let mark = self.of(i).chars().next().unwrap_or(' ');
            if OPENING.contains(&mark) {
                open.push(i);
            } else if let Some(kind) = CLOSING.iter().position(|&c| c == mark)
                && let Some(&at) = open.last()
                && self.of(at).starts_with(OPENING[kind])
            {
                open.pop();
                self.pieces[i].partner = Some(at);
                self.pieces[at].partner = Some(i);
            }
        }
    }
}

/// Marks that end a clause.
pub(super) const CLAUSE_MARKS: &[char] = &['，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?'];
const OPENING: [char; 4] = ['（', '“', '《', '('];
const CLOSING: [char; 4] = ['）', '”', '》', ')'];

/// A noun that hides a head noun before a verb that builds (项目建设) is cut in two.
fn split(cx: Context<'_>, token: Token) -> impl Iterator<Item = Token> {
    let whole = [Some(token), None];
    let TokenKind::Word(id) = token.kind else { return whole.into_iter().flatten() };
    let word = cx.scan.word(id);
    let noun = word.any(|k| matches!(k, SenseKind::Noun(_))) && !word.any(|k| matches!(k, SenseKind::Head { .. }));
    if !noun {
        return whole.into_iter().flatten();
    }
    let tail = suffixes(cx, token.span).find(|h| {
        cx.scan.word(h.word).any(|k| matches!(k, SenseKind::Shape(roles) if role_traits(roles).any(Traits::BUILDS)))
    });
    let Some(tail) = tail else { return whole.into_iter().flatten() };
    let front = Span { start: token.span.start, end: tail.span.start };
    let head = cx.scan.starting_at(front.start as usize).iter().find(|h| h.span == front);
    let is_head = |k: &SenseKind| matches!(k, SenseKind::Head { label: Label::Project | Label::Place, .. });
    match head.filter(|h| cx.scan.word(h.word).any(is_head)) {
        Some(head) => [
            Some(Token { span: front, kind: TokenKind::Word(head.word) }),
            Some(Token { span: tail.span, kind: TokenKind::Word(tail.word) }),
        ],
        None => whole,
    }
    .into_iter()
    .flatten()
}

/// The words that end a span and do not fill it, longest first.
fn suffixes(cx: Context<'_>, span: Span) -> impl Iterator<Item = Hit> {
    cx.scan.within(span).filter(move |h| h.span.end == span.end && h.span != span)
}

/// The roles of the longest word that ends a verb: 加快打造 does what 打造 does.
fn inherit(cx: Context<'_>, piece: &mut Piece<'_>) {
    let roles = suffixes(cx, piece.span).find_map(|h| {
        cx.scan.word(h.word).senses.iter().find_map(|s| match &s.kind {
            SenseKind::Shape(roles) => Some(role_traits(roles)),
            _ => None,
        })
    });
    piece.traits.add(Traits(roles.unwrap_or_default().0 & VERB_ROLES.0));
}

/// The roles that verbs have.
pub(super) const VERB_ROLES: Traits = Traits::BUILDS
    .or(Traits::PUSHES)
    .or(Traits::STANDS)
    .or(Traits::ASPIRES)
    .or(Traits::ISSUES)
    .or(Traits::HOLDS)
    .or(Traits::FOUNDS);

fn role_traits(roles: &str) -> Traits {
    roles.split(' ').map(role_trait).fold(Traits::default(), Traits::or)
}

fn piece<'a>(cx: Context<'a>, text: &'a str, token: Token) -> Piece<'a> {
    let chars = token.span.of(text).chars().count() as u32;
    let mut piece =
        Piece { span: token.span, traits: Traits::default(), word: None, heads: Vec::new(), chars, partner: None };
    match token.kind {
        TokenKind::Word(id) => {
            let word = cx.scan.word(id);
            piece.word = Some(word);
            for sense in word.senses.iter().filter(|s| cx.scan.applies(&s.kind)) {
                read_sense(&mut piece, &sense.kind, sense.at);
            }
            settle(cx, &mut piece);
            if piece.traits.any(Traits::VERB.or(Traits::NOMINAL)) && !piece.traits.any(VERB_ROLES) {
                inherit(cx, &mut piece);
            }
            if piece.heads.is_empty() && piece.traits.any(Traits::FACILITY) {
                tail_heads(cx, &mut piece);
            }
        }
        TokenKind::Number => piece.traits = Traits::NUMBER,
        TokenKind::Latin => piece.traits = Traits::LATIN,
        TokenKind::Punctuation => piece.traits = Traits::MARK,
        TokenKind::Unknown => {
            piece.traits = Traits::UNKNOWN;
            if chars == 1 {
                single_roles(cx, &mut piece);
            }
        }
    }
    piece
}

/// The roles of a single character that is no word by itself.
fn single_roles(cx: Context<'_>, piece: &mut Piece<'_>) {
    let hits = cx.scan.starting_at(piece.span.start as usize);
    let Some(hit) = hits.iter().find(|h| h.span == piece.span) else { return };
    for sense in &cx.scan.word(hit.word).senses {
        if let SenseKind::Shape(roles) = &sense.kind {
            piece.traits.add(role_traits(roles));
        }
    }
}

fn read_sense(piece: &mut Piece<'_>, kind: &SenseKind, at: SeedRef) {
    let t = &mut piece.traits;
    match kind {
        SenseKind::Verb { nominal, safe, .. } => t.add(match (nominal, safe) {
            (true, _) => Traits::NOMINAL,
            (false, true) => Traits::VERB,
            (false, false) => Traits::WEAK,
        }),
        SenseKind::Noun(class) => {
            t.add(Traits::NOUN);
            if class == "facility" {
                t.add(Traits::FACILITY);
            }
        }
        SenseKind::Modifier(pos) => t.add(if pos == "adv" { Traits::ADVERB } else { Traits::MODIFIER }),
        SenseKind::Function(pos) => t.add(match pos.as_str() {
            "measure" => Traits::MEASURE,
            "direction" if piece.chars > 1 => Traits::MODIFIER,
            "direction" => Traits::STOP.or(Traits::DIRECTION),
            "number-word" if piece.chars == 1 => Traits::NUMBER,
            "number-word" => Traits::NUMBER_WORD,
            _ => Traits::STOP,
        }),
        SenseKind::Head { label, need } => {
            if *label == Label::Term {
                if *need != Need::Generic {
                    t.add(Traits::TERM_HEAD);
                }
            } else if *need != Need::Generic {
                piece.heads.push(Head { label: *label, need: *need, at });
            }
        }
        SenseKind::Name { label, kind, .. } => match label {
            Label::Place => {
                t.add(Traits::PLACE);
                if kind == "road" {
                    t.add(Traits::ROAD);
                }
                if kind.starts_with("township") {
                    t.add(Traits::DIVISION);
                }
                if kind == "township-short" {
                    t.add(Traits::SHORT);
                }
            }
            Label::Organisation => t.add(Traits::BODY),
            Label::Term => t.add(Traits::OTHER_NAME.or(Traits::DOCTRINE)),
            _ => t.add(Traits::OTHER_NAME),
        },
        SenseKind::Relative(_) => t.add(Traits::BODY),
        SenseKind::Division { short, .. } => {
            t.add(Traits::PLACE.or(Traits::DIVISION));
            if *short {
                t.add(Traits::SHORT);
            }
        }
        SenseKind::Shape(roles) => t.add(role_traits(roles)),
        SenseKind::Lists(_) | SenseKind::Numeral(_) | SenseKind::NonTerm => {}
    }
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
        "street" => Traits::STREET,
        "vague" => Traits::VAGUE,
        _ => Traits::default(),
    }
}

/// Resolves senses that exclude each other: single characters are weak, nouns are no verbs.
fn settle(cx: Context<'_>, piece: &mut Piece<'_>) {
    if piece.chars != 1 {
        let ordinary = Traits::NOUN.or(Traits::NOMINAL).or(Traits::VERB).or(Traits::MODIFIER).or(Traits::ADVERB).or(Traits::STOP);
        let word = piece.traits.any(ordinary) || !piece.heads.is_empty();
        // 城区, 和平: a division's name that is also a common word is the word, save near by.
        if piece.chars == 2 && piece.traits.any(Traits::DIVISION) && word && !near(cx, piece) {
            piece.traits.0 &= !(Traits::PLACE.0 | Traits::DIVISION.0 | Traits::SHORT.0);
        }
        return;
    }
    if piece.traits.any(Traits::DIVISION) {
        // The abbreviation of a province is a place only beside others: 川渝, 渝东北.
        piece.traits = Traits::UNKNOWN.or(Traits::SHORT);
    } else if !piece.traits.any(Traits::STOP.or(Traits::MEASURE).or(Traits::VERB)) {
        piece.traits.add(Traits::WEAK);
    }
}

/// Whether a division that the piece may name lies near the reporting government and is no
/// common head noun.
fn near(cx: Context<'_>, piece: &Piece<'_>) -> bool {
    let close = |k: &SenseKind| matches!(k, SenseKind::Division { code, .. } if cx.scan.is_near(*code));
    piece.heads.is_empty() && piece.word.is_some_and(|w| w.any(close))
}

/// The head nouns that end a common noun for a facility (处理厂 in 污水处理厂).
fn tail_heads(cx: Context<'_>, piece: &mut Piece<'_>) {
    let span = piece.span;
    let Some(tail) = cx.scan.within(span).find(|hit| {
        hit.span.end == span.end
            && hit.span.len() >= 6
            && cx.scan.word(hit.word).any(|k| matches!(k, SenseKind::Head { label, need }
                if *label != Label::Term && *need != Need::Generic))
    }) else {
        return;
    };
    for sense in &cx.scan.word(tail.word).senses {
        if let SenseKind::Head { label, need } = sense.kind
            && label != Label::Term
            && need != Need::Generic
        {
            piece.heads.push(Head { label, need, at: sense.at });
        }
    }
}
