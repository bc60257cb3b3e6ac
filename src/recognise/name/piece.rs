//! The tokens of a report with what each may do in a name, read from the senses of their words.

use super::traits::{Traits, VERB_ROLES};
use crate::lexicon::{Hit, Kinds, NameKind, Need, Part, Roles, SenseKind, Token, TokenKind, Word};
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
pub(super) struct Piece<'a> {
    pub span: Span,
    pub traits: Traits,
    pub word: Option<Word<'a>>,
    pub heads: Vec<Head>,
    /// Length in characters.
    pub chars: u32,
    /// For a bracket or quote: index of its partner.
    pub partner: Option<usize>,
}

/// The pieces of a report, before they know their neighbours.
pub(super) fn pieces(cx: Context<'_>) -> Vec<Piece<'_>> {
    let text = cx.source.text();
    let tokens = cx.segmentation.tokens().iter();
    tokens
        .flat_map(|t| split(cx, *t))
        .map(|t| piece(cx, text, t))
        .collect()
}

/// A noun that hides a head noun before a verb that builds (项目建设) is cut in two.
fn split(cx: Context<'_>, token: Token) -> impl Iterator<Item = Token> {
    let whole = [Some(token), None];
    let TokenKind::Word(id) = token.kind else {
        return whole.into_iter().flatten();
    };
    let word = cx.scan.word(id);
    if !word.is(Kinds::NOUN) || word.is(Kinds::HEAD) {
        return whole.into_iter().flatten();
    }
    let tail = suffixes(cx, token.span).find(|h| cx.scan.word(h.word).roles().any(Roles::BUILDS));
    let Some(tail) = tail else {
        return whole.into_iter().flatten();
    };
    let front = Span {
        start: token.span.start,
        end: tail.span.start,
    };
    let head = cx
        .scan
        .starting_at(front.start as usize)
        .iter()
        .find(|h| h.span == front);
    let is_head = |k: &SenseKind| {
        matches!(
            k,
            SenseKind::Head {
                label: Label::Project | Label::Place,
                ..
            }
        )
    };
    match head.filter(|h| cx.scan.word(h.word).any(is_head)) {
        Some(head) => [
            Some(Token {
                span: front,
                kind: TokenKind::Word(head.word),
            }),
            Some(Token {
                span: tail.span,
                kind: TokenKind::Word(tail.word),
            }),
        ],
        None => whole,
    }
    .into_iter()
    .flatten()
}

/// The words that end a span and do not fill it, longest first.
fn suffixes(cx: Context<'_>, span: Span) -> impl Iterator<Item = Hit> {
    cx.scan
        .within(span)
        .filter(move |h| h.span.end == span.end && h.span != span)
}

/// The roles of the longest word that ends a verb: 加快打造 does what 打造 does.
fn inherit(cx: Context<'_>, piece: &mut Piece<'_>) {
    let roles = suffixes(cx, piece.span).find_map(|h| {
        cx.scan
            .word(h.word)
            .senses
            .iter()
            .find_map(|s| match s.kind {
                SenseKind::Shape(roles) => Some(Traits::of(roles)),
                _ => None,
            })
    });
    piece.traits.add(roles.unwrap_or_default().and(VERB_ROLES));
}

fn piece<'a>(cx: Context<'a>, text: &'a str, token: Token) -> Piece<'a> {
    let chars = token.span.of(text).chars().count() as u32;
    let mut piece = Piece {
        span: token.span,
        traits: Traits::default(),
        word: None,
        heads: Vec::new(),
        chars,
        partner: None,
    };
    match token.kind {
        TokenKind::Word(id) => {
            let word = cx.scan.word(id);
            piece.word = Some(word);
            for sense in word.senses.iter().filter(|s| cx.scan.applies(&s.kind)) {
                read_sense(&mut piece, &sense.kind, sense.at);
            }
            if piece.traits.any(Traits::SHORT) && is_township(word) && is_word(cx, token.span) {
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
    let mut hits = cx.scan.starting_at(span.start as usize).iter();
    hits.any(|hit| {
        hit.span == span
            && cx.scan.word(hit.word).any(|k| {
                matches!(
                    k,
                    SenseKind::Noun { .. }
                        | SenseKind::Verb { .. }
                        | SenseKind::Modifier { .. }
                        | SenseKind::Function(_)
                        | SenseKind::Head { .. }
                )
            })
    })
}

/// The roles of a single character that is no word by itself.
fn single_roles(cx: Context<'_>, piece: &mut Piece<'_>) {
    let hits = cx.scan.starting_at(piece.span.start as usize);
    let Some(hit) = hits.iter().find(|h| h.span == piece.span) else {
        return;
    };
    piece.traits.add(Traits::of(cx.scan.word(hit.word).roles()));
}

fn read_sense(piece: &mut Piece<'_>, kind: &SenseKind, at: SeedRef) {
    let t = &mut piece.traits;
    match kind {
        SenseKind::Verb { nominal, safe, .. } => t.add(match (nominal, safe) {
            (true, _) => Traits::NOMINAL,
            (false, true) => Traits::VERB,
            (false, false) => Traits::WEAK,
        }),
        SenseKind::Noun { facility } => {
            t.add(Traits::NOUN);
            if *facility {
                t.add(Traits::FACILITY);
            }
        }
        SenseKind::Modifier { adverb } => t.add(if *adverb {
            Traits::ADVERB
        } else {
            Traits::MODIFIER
        }),
        SenseKind::Function(part) => t.add(match part {
            Part::Measure => Traits::MEASURE,
            Part::Direction if piece.chars > 1 => Traits::MODIFIER,
            Part::Direction => Traits::STOP.or(Traits::DIRECTION),
            Part::NumberWord if piece.chars == 1 => Traits::NUMBER,
            Part::NumberWord => Traits::NUMBER_WORD,
            _ => Traits::STOP,
        }),
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
        SenseKind::Lists(_) | SenseKind::Numeral(_) | SenseKind::NonTerm => {}
    }
}

/// Resolves senses that exclude each other: single characters are weak, nouns are no verbs.
fn settle(cx: Context<'_>, piece: &mut Piece<'_>) {
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
fn near(cx: Context<'_>, piece: &Piece<'_>) -> bool {
    let close =
        |k: &SenseKind| matches!(k, SenseKind::Division { code, .. } if cx.scan.is_near(*code));
    piece.heads.is_empty() && piece.word.is_some_and(|w| w.any(close))
}

/// The head nouns that end a common noun for a facility (处理厂 in 污水处理厂).
fn tail_heads(cx: Context<'_>, piece: &mut Piece<'_>) {
    let span = piece.span;
    let Some(tail) = cx.scan.within(span).find(|hit| {
        hit.span.end == span.end
            && hit.span.len() >= 6
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
