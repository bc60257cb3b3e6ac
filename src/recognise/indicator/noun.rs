//! The noun phrase after a value.

use super::figure::Figure;
use super::name::{Governed, Namer};
use super::rules::VerbRole;
use super::text::{self, is_stop};
use crate::lexicon::{Kinds, Token, TokenKind};
use crate::span::Span;

/// What stands after a unit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// Nothing that could be a name.
    Nothing,
    /// What a value reaches (大关).
    Mark,
    /// A noun.
    Noun(Span),
    /// A predicate.
    Predicate(Span),
}

/// A noun phrase that is being read.
struct Phrase {
    start: u32,
    /// Where it ends so far.
    at: u32,
    /// Where it has to end.
    limit: u32,
    /// What governs it.
    governed: Governed,
    /// Whether its last word belongs together with the next (新, a number).
    glued: bool,
}

impl Namer<'_> {
    /// Reads what stands after the unit of `figure`, up to `limit`.
    pub(super) fn right(
        self,
        figure: &Figure<'_>,
        limit: u32,
        governed: Governed,
        named: bool,
    ) -> Right {
        let text = self.page.text;
        let start = self.past_particles(figure.tail, limit);
        // What a sum belongs to is measured by it, not named by what follows (规模500亿元的基金).
        if start > figure.tail && named && !figure.counts() {
            return Right::Nothing;
        }
        let rest = &text[start as usize..limit.max(start) as usize];
        let Some(first) = rest.chars().next() else {
            return Right::Nothing;
        };
        if is_stop(first) {
            return Right::Nothing;
        }
        if self.rules.marks.prefix(rest).is_some() {
            return Right::Mark;
        }
        if self
            .rules
            .joins
            .prefix(rest)
            .is_some_and(|(_, len)| self.page.is_boundary(start as usize + len))
        {
            return Right::Nothing;
        }
        if self
            .page
            .token(start as usize)
            .is_some_and(|t| text::is_function(t, Kinds::CONJUNCTION))
        {
            return Right::Nothing;
        }
        let end = self.noun_end(start, limit, governed);
        let words = self.page.words.within(Span { start, end });
        let measured = words
            .iter()
            .all(|t| t.kind == TokenKind::Number || text::is_function(*t, Kinds::MEASURE));
        if end > start && measured {
            return Right::Nothing;
        }
        if end > start {
            return Right::Noun(self.trimmed(Span { start, end }));
        }
        let end = start as usize + rest.find(is_stop).unwrap_or(rest.len());
        Right::Predicate(Span::new(start as usize, end))
    }

    /// Past 的 and the like.
    fn past_particles(self, mut at: u32, limit: u32) -> u32 {
        while let Some(token) = self.page.token(at as usize) {
            let particle = text::is_function(token, Kinds::PARTICLE) && token.span.len() == 3;
            if token.span.start != at || token.span.end >= limit || !particle {
                break;
            }
            at = token.span.end;
        }
        at
    }

    /// Where the noun phrase that begins at `start` ends.
    fn noun_end(self, start: u32, limit: u32, governed: Governed) -> u32 {
        let text = self.page.text;
        let mut phrase = Phrase {
            start,
            at: start,
            limit,
            governed,
            glued: false,
        };
        let index = self.page.words.index_at(start);
        for token in &self.page.words.tokens()[index..] {
            if token.span.start < phrase.at {
                continue;
            }
            if token.span.end > limit {
                break;
            }
            if let Some(past) = self
                .page
                .past_quote(token.span.start as usize, limit as usize)
            {
                phrase.at = past as u32;
                continue;
            }
            let comma = token.span.of(text) == "、" && self.joins_noun(&phrase, token.span.end);
            if !comma && self.ends_noun(*token, &phrase) {
                break;
            }
            phrase.glued =
                token.kind == TokenKind::Number || self.rules.leads.has(token.span.of(text));
            phrase.at = token.span.end;
        }
        phrase.at
    }

    /// Whether a word ends the noun phrase before it: a sign, a year, a reference, a preposition, or what
    /// a predicate begins with.
    fn ends_noun(self, token: Token, phrase: &Phrase) -> bool {
        let rest = &self.page.text[token.span.start as usize..phrase.limit as usize];
        let first = token.span.start == phrase.start;
        let dated = token.kind == TokenKind::Number
            && token.span.len() == 4
            && self.rules.shape_number.prefix(&rest[4..]).is_some();
        let refers = dated || text::is_function(token, Kinds::PRONOUN);
        if rest.starts_with(is_stop) || refers && !first {
            return true;
        }
        let stop = self.rules.stops.prefix(rest);
        let prep = text::is_function(token, Kinds::PREPOSITION)
            && !self.rules.joins.has(token.span.of(self.page.text));
        stop.is_some_and(|(_, len)| self.page.is_boundary(token.span.start as usize + len))
            || prep
            || text::is_adverb(token) && self.modifies_verb(token, phrase.limit, first)
            || self.is_predicate(token, phrase)
    }

    /// Whether a verb is the predicate of the noun phrase before it, not a part of it.
    fn is_predicate(self, token: Token, phrase: &Phrase) -> bool {
        let rest = &self.page.text[token.span.start as usize..phrase.limit as usize];
        let first = token.span.start == phrase.start;
        let role = self
            .rules
            .verbs
            .prefix(rest)
            .filter(|v| v.1 >= token.span.len())
            .map(|v| v.0);
        match role {
            Some(VerbRole::At | VerbRole::To | VerbRole::Rise | VerbRole::Fall) => return true,
            Some(VerbRole::Stage) if !first && token.span.end < phrase.limit => return false,
            Some(VerbRole::Keep) if first => return false,
            None if token.span.len() == 3 => return false,
            _ => {}
        }
        let next = self
            .page
            .token(token.span.end as usize)
            .filter(|n| n.span.end <= phrase.limit);
        let attribute = next.is_some_and(|n| self.rules.attributes.has(n.span.of(self.page.text)));
        let result = phrase.governed == Governed::Result;
        let inside = phrase.glued
            || phrase.governed != Governed::No && first
            || !first && self.is_attributive(token, phrase.limit, result);
        text::is_verb(token) && !inside && !attribute
    }

    /// Whether an adverb stands before a verb or a number (全部开工, 连续3年), not inside a noun
    /// phrase (重点项目).
    fn modifies_verb(self, adverb: Token, limit: u32, first: bool) -> bool {
        let tokens = self.page.words.tokens();
        let from = self.page.words.index_at(adverb.span.end);
        for token in tokens[from..].iter().take_while(|t| t.span.end <= limit) {
            if text::is_adverb(*token) {
                continue;
            }
            return text::is_verb(*token) && token.span.len() > 3
                || !first && text::is_nominal(*token)
                || token.kind == TokenKind::Number
                || self.page.is_pause(token.span.start as usize);
        }
        true
    }

    /// Whether a verb stands inside a noun phrase: a noun follows it, and then the predicate (创新创业
    /// in 10个环大学创新创业生态圈成型), or the end where the phrase is an object.
    fn is_attributive(self, verb: Token, limit: u32, object: bool) -> bool {
        let tokens = self.page.words.tokens();
        let mut after = tokens[self.page.words.index_at(verb.span.end)..]
            .iter()
            .take_while(|t| t.span.end <= limit);
        if !after.next().is_some_and(|t| text::is_noun(*t)) {
            return false;
        }
        match after.next() {
            Some(t) if self.page.is_pause(t.span.start as usize) => object,
            Some(t) => text::is_verb(*t) || text::is_adverb(*t),
            None => object,
        }
    }

    /// Whether a list comma goes on with the same noun phrase (国考、市考水质断面).
    fn joins_noun(self, phrase: &Phrase, next: u32) -> bool {
        let before = phrase.at - phrase.start;
        let verb = |t: Token| text::is_verb(t) || text::is_nominal(t);
        before > 0
            && before <= 15
            && next < phrase.limit
            && !self.page.token(next as usize).is_none_or(verb)
    }

    /// A name without list commas, joins and particles at its end.
    fn trimmed(self, mut name: Span) -> Span {
        while let Some(c) = name.of(self.page.text).chars().next_back() {
            let mut buffer = [0; 4];
            let sign: &str = c.encode_utf8(&mut buffer);
            if !(c == '、' || self.rules.joins.has(sign) || self.rules.tails.has(sign)) {
                break;
            }
            let start = name.end - c.len_utf8() as u32;
            if !self.page.is_boundary(start as usize) {
                break;
            }
            name.end = start;
        }
        name
    }
}
