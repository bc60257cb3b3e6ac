//! The tokens of a report with what each may do in a name, read from the senses of their words.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::traits::{Traits, VERB_ROLES};
use crate::lexicon::{
    Hit, Kinds, NameKind, Need, Roles, SenseKind, Token, TokenKind, Word, WordId,
};
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

/// A head noun: what a name that ends in it is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Head {
    pub label: Label,
    pub need: Need,
    pub at: SeedRef,
}

/// A token with what it may do.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub traits: Traits,
    pub word: Option<WordId>,
    pub heads: Vec<Head>,
    /// Length in characters.
    pub chars: u32,
    /// The punctuation mark that it is, else a character that is none.
    pub mark: char,
    /// For a bracket or quote: index of its partner.
    pub partner: Option<usize>,
}

/// What [`Piece::mark`] is where there is no mark.
const NO_MARK: char = '\0';

/// The pieces of a report, before they know their neighbours.
pub(super) fn pieces(cx: Context<'_>) -> Vec<Piece> {
    let text = cx.source.text();
    let tokens = cx.segmentation.tokens();
    // Few tokens are split.
    let mut out = Vec::with_capacity(tokens.len() + tokens.len() / 16);
    // A word is the same pieces wherever it stands: where they stand first, and how many.
    let mut known: HashMap<WordId, (usize, usize), FixedState> =
        HashMap::with_capacity_and_hasher(tokens.len() / 4, FixedState::default());
    for &token in tokens {
        let TokenKind::Word(id) = token.kind else {
            out.push(piece(cx, text, token));
            continue;
        };
        if let Some(&(first, count)) = known.get(&id) {
            let shift = token.span.start - out[first].span.start;
            for i in first..first + count {
                out.push(out[i].moved(shift));
            }
            continue;
        }
        let first = out.len();
        match split(cx, token) {
            Some(parts) => out.extend(parts.map(|part| piece(cx, text, part))),
            None => out.push(piece(cx, text, token)),
        }
        known.insert(id, (first, out.len() - first));
    }
    out
}

impl Piece {
    /// Whether it is a head noun of such names.
    pub fn heads_a(&self, label: Label) -> bool {
        self.heads.iter().any(|h| h.label == label)
    }

    /// The same piece further on in the text.
    fn moved(&self, shift: u32) -> Self {
        Self {
            span: Span {
                start: self.span.start + shift,
                end: self.span.end + shift,
            },
            heads: self.heads.clone(),
            ..*self
        }
    }
}

/// A noun that hides a head noun before a verb that builds (项目建设) is cut in two.
fn split(cx: Context<'_>, token: Token) -> Option<[Token; 2]> {
    if !token.is(Kinds::NOUN) || token.is(Kinds::HEAD) {
        return None;
    }
    let builds =
        |h: &Hit| h.kinds.any(Kinds::SHAPE) && cx.scan.word(h.word).roles().any(Roles::BUILDS);
    let tail = suffixes(cx, token.span).find(builds)?;
    let front = Span {
        start: token.span.start,
        end: tail.span.start,
    };
    let is_head = |k: &SenseKind| {
        matches!(
            k,
            SenseKind::Head {
                label: Label::Project | Label::Place,
                ..
            }
        )
    };
    let head = at(cx, front).filter(|h| cx.scan.word(h.word).any(is_head))?;
    Some([head, tail].map(|hit| Token {
        span: hit.span,
        kind: TokenKind::Word(hit.word),
        kinds: hit.kinds,
    }))
}

/// The word that fills a span.
fn at(cx: Context<'_>, span: Span) -> Option<Hit> {
    let mut hits = cx.scan.starting_at(span.start as usize).iter();
    hits.find(|h| h.span == span).copied()
}

/// The words that end a span and do not fill it, longest first.
fn suffixes(cx: Context<'_>, span: Span) -> impl Iterator<Item = Hit> {
    cx.scan
        .within(span)
        .filter(move |h| h.span.end == span.end && h.span != span)
}

/// The roles of the longest word that ends a verb or the head noun of an undertaking: 加快打造 does
/// what 打造 does, 改造工程 is a 工程.
fn inherit(cx: Context<'_>, piece: &mut Piece) {
    let tail = suffixes(cx, piece.span).find(|h| h.kinds.any(Kinds::SHAPE));
    let roles = tail.and_then(|h| {
        let senses = cx.scan.word(h.word).senses;
        senses.iter().find_map(|s| match s.kind {
            SenseKind::Shape(roles) => Some(Traits::of(roles)),
            _ => None,
        })
    });
    let handed = VERB_ROLES.or(Traits::CAMPAIGN);
    piece.traits.add(roles.unwrap_or_default().and(handed));
}

fn piece(cx: Context<'_>, text: &str, token: Token) -> Piece {
    let chars = count(token.span.of(text));
    let mut piece = Piece {
        span: token.span,
        traits: Traits::default(),
        word: None,
        heads: Vec::new(),
        chars,
        mark: NO_MARK,
        partner: None,
    };
    match token.kind {
        TokenKind::Word(id) => {
            piece.word = Some(id);
            piece.traits = ordinary(token.kinds, chars == 1);
            if token.is(DETAILED) {
                let senses = cx.scan.word(id).senses;
                for sense in senses.iter().filter(|s| cx.scan.applies(&s.kind)) {
                    read_sense(&mut piece, &sense.kind, sense.at);
                }
            }
            if piece.traits.any(Traits::SHORT)
                && is_township(cx.scan.word(id))
                && is_word(cx, token.span)
            {
                // 建设, 工业: what is left of 建设镇 or 工业街道 is the word, not the place.
                piece.traits = Traits::NOUN.or(Traits::TOWNSHIP);
            }
            settle(cx, &mut piece);
            if piece.traits.any(Traits::VERB.or(Traits::NOMINAL)) && !piece.traits.any(VERB_ROLES) {
                inherit(cx, &mut piece);
            }
            if piece.heads.is_empty() && piece.traits.any(Traits::FACILITY) {
                tail_heads(cx, &mut piece);
            }
            if !piece.heads.is_empty() {
                piece.traits.add(Traits::HEADED);
                if piece.heads_a(Label::Project) {
                    inherit(cx, &mut piece);
                }
            }
            if chars > 1 && token.is(NAMES) {
                piece.traits.add(Traits::NAMED);
            }
        }
        TokenKind::Number => piece.traits = Traits::NUMBER,
        TokenKind::Latin => piece.traits = Traits::LATIN,
        TokenKind::Punctuation => {
            piece.traits = Traits::MARK;
            piece.mark = token.span.of(text).chars().next().unwrap_or(NO_MARK);
            if piece.mark == '《' {
                piece.traits.add(Traits::TITLE);
            }
        }
        TokenKind::Unknown => {
            piece.traits = Traits::UNKNOWN;
            if chars == 1 {
                single_roles(cx, &mut piece);
            }
        }
    }
    piece
}

/// How many characters a short text has, stepping from one to the next.
#[inline]
fn count(text: &str) -> u32 {
    let (mut chars, mut at) = (0, 0);
    while let Some(&first) = text.as_bytes().get(at) {
        at += match first {
            ..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
        chars += 1;
    }
    chars
}

/// Whether a word is the name of a township.
fn is_township(word: Word<'_>) -> bool {
    word.any(|k| {
        matches!(
            k,
            SenseKind::Name {
                kind: NameKind::Township | NameKind::TownshipShort,
                ..
            }
        )
    })
}

/// Whether the tables of words or head nouns have what stands in `span`.
fn is_word(cx: Context<'_>, span: Span) -> bool {
    const ORDINARY: Kinds = Kinds::NOUN
        .or(Kinds::VERB)
        .or(Kinds::MODIFIER)
        .or(Kinds::FUNCTION)
        .or(Kinds::HEAD);
    let mut hits = cx.scan.starting_at(span.start as usize).iter();
    hits.any(|hit| hit.span == span && hit.kinds.any(ORDINARY))
}

/// The roles of a single character that is no word by itself.
fn single_roles(cx: Context<'_>, piece: &mut Piece) {
    if let Some(hit) = at(cx, piece.span) {
        piece.traits.add(Traits::of(cx.scan.word(hit.word).roles()));
    }
}

/// Kinds that name a thing.
const NAMES: Kinds = Kinds::NAME.or(Kinds::RELATIVE).or(Kinds::ANY_DIVISION);

/// Kinds of which the senses say more than the kind: what names a thing, ends names, has a role.
const DETAILED: Kinds = NAMES.or(Kinds::HEAD).or(Kinds::SHAPE);

/// What the kinds of ordinary words say; `single` of one character.
fn ordinary(kinds: Kinds, single: bool) -> Traits {
    const STOPS: Kinds = Kinds::PRONOUN
        .or(Kinds::TIME)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::PREPOSITION)
        .or(Kinds::PARTICLE);
    let mut traits = Traits::of_kinds(kinds);
    if kinds.any(STOPS) {
        traits.add(Traits::STOP);
    }
    if kinds.any(Kinds::DIRECTION) {
        traits.add(if single {
            Traits::STOP.or(Traits::DIRECTION)
        } else {
            Traits::MODIFIER
        });
    }
    if kinds.any(Kinds::NUMBER_WORD) {
        traits.add(if single {
            Traits::NUMBER
        } else {
            Traits::NUMBER_WORD
        });
    }
    traits
}

/// What one sense of a [`DETAILED`] kind says.
fn read_sense(piece: &mut Piece, kind: &SenseKind, at: SeedRef) {
    let t = &mut piece.traits;
    match kind {
        SenseKind::Head { label, need } => {
            if *label == Label::Term {
                if *need != Need::Generic {
                    t.add(Traits::TERM_HEAD);
                }
            } else if *need != Need::Generic {
                piece.heads.push(Head {
                    label: *label,
                    need: *need,
                    at,
                });
            }
        }
        SenseKind::Name { label, kind, .. } => match label {
            Label::Place => {
                t.add(Traits::PLACE);
                t.add(match kind {
                    NameKind::Plain | NameKind::Firm => Traits::default(),
                    NameKind::Road => Traits::ROAD,
                    NameKind::Township => Traits::DIVISION,
                    NameKind::Abbreviation | NameKind::TownshipShort => {
                        Traits::DIVISION.or(Traits::SHORT)
                    }
                });
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
        SenseKind::Shape(roles) => t.add(Traits::of(*roles)),
        _ => {}
    }
}

/// Resolves senses that exclude each other: single characters are weak, nouns are no verbs.
fn settle(cx: Context<'_>, piece: &mut Piece) {
    let verbal = Traits::VERB
        .or(Traits::NOMINAL)
        .or(Traits::NOUN)
        .or(Traits::WEAK);
    if piece.traits.any(VERB_ROLES) && !piece.traits.any(verbal) && piece.heads.is_empty() {
        // A verb that only the table of roles has.
        piece.traits.add(Traits::VERB);
    }
    if piece.traits.any(Traits::SUFFIX) {
        piece.traits.remove(Traits::STOP);
        piece.traits.add(Traits::NOUN);
    }
    if piece.chars != 1 {
        let ordinary = Traits::NOUN
            .or(Traits::NOMINAL)
            .or(Traits::VERB)
            .or(Traits::MODIFIER)
            .or(Traits::ADVERB)
            .or(Traits::STOP);
        let word = piece.traits.any(ordinary) || !piece.heads.is_empty();
        // 城区, 和平: a division's name that is also a common word is the word, save near by.
        if piece.traits.any(Traits::DIVISION) && word && !near(cx, piece) {
            piece
                .traits
                .remove(Traits::PLACE.or(Traits::DIVISION).or(Traits::SHORT));
        }
        return;
    }
    if piece.traits.any(Traits::DIVISION) {
        // The abbreviation of a province is a place only beside others: 川渝, 渝东北.
        piece.traits = Traits::UNKNOWN.or(Traits::SHORT);
    } else if !piece
        .traits
        .any(Traits::STOP.or(Traits::MEASURE).or(Traits::VERB))
    {
        piece.traits.add(Traits::WEAK);
    }
}

/// Whether a division that the piece may name lies near the reporting government and is no
/// common head noun.
fn near(cx: Context<'_>, piece: &Piece) -> bool {
    let close =
        |k: &SenseKind| matches!(k, SenseKind::Division { code, .. } if cx.scan.is_near(*code));
    piece.heads.is_empty() && piece.word.is_some_and(|id| cx.scan.word(id).any(close))
}

/// The head nouns that end a common noun for a facility (处理厂 in 污水处理厂).
fn tail_heads(cx: Context<'_>, piece: &mut Piece) {
    let span = piece.span;
    let Some(tail) = cx.scan.within(span).find(|hit| {
        hit.span.end == span.end
            && hit.span.len() >= 6
            && hit.kinds.any(Kinds::HEAD)
            && cx.scan.word(hit.word).any(|k| {
                matches!(k, SenseKind::Head { label, need }
                if *label != Label::Term && *need != Need::Generic)
            })
    }) else {
        return;
    };
    for sense in cx.scan.word(tail.word).senses {
        if let SenseKind::Head { label, need } = sense.kind
            && label != Label::Term
            && need != Need::Generic
        {
            piece.heads.push(Head {
                label,
                need,
                at: sense.at,
            });
        }
    }
}
