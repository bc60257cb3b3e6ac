//! The clean text with its words, as the figure rules look at it.

use super::affixes::Affixes;
use super::number;
use super::rules::Edge;
use crate::lexicon::{Characters, Kinds, Segmentation, Token, TokenKind};

/// Longest quoted string, in bytes, that is taken for a name.
const SHORT_QUOTE: usize = 60;

/// Longest title of a document, in bytes.
const LONG_QUOTE: usize = 600;

/// The text and its words.
#[derive(Copy, Clone)]
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub words: &'a Segmentation,
    pub characters: &'a Characters,
}

impl Page<'_> {
    /// The word that holds byte `at`.
    pub(super) fn token(self, at: usize) -> Option<Token> {
        let token = self.words.tokens().get(self.words.index_at(at as u32))?;
        (token.span.start as usize <= at).then_some(*token)
    }

    /// The word that ends at or before byte `at`.
    pub(super) fn token_before(self, at: usize) -> Option<Token> {
        let index = self.words.index_at(at as u32).checked_sub(1)?;
        self.words.tokens().get(index).copied()
    }

    /// Whether no word of the segmentation reaches over byte `at`.
    pub(super) fn is_boundary(self, at: usize) -> bool {
        self.token(at).is_none_or(|t| t.span.start as usize == at)
    }

    /// Where the numerals that begin at `at` end; none where they are part of a word (三农, 十分).
    ///
    /// A word of a qualifier and numerals (上千) may hold them, too.
    pub(super) fn numeral_end(self, at: usize, qualifiers: &Affixes<()>) -> Option<usize> {
        let first = self.text[at..].chars().next()?;
        let token = self.token(at)?;
        let end = token.span.end as usize;
        if first.is_ascii_digit() {
            let rest = &self.text[at..];
            return Some(
                at + rest
                    .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
                    .unwrap_or(rest.len()),
            );
        }
        let start = token.span.start as usize;
        let numerals = |text: &str| text.chars().all(number::begins);
        if start < at && qualifiers.has(&self.text[start..at]) && numerals(&self.text[at..end]) {
            return Some(end);
        }
        let starts = start == at;
        let numeral = token.kind == TokenKind::Number
            || is_function(token, Kinds::NUMBER_WORD)
            || is_function(token, Kinds::MEASURE);
        (starts && numeral).then_some(if token.kind == TokenKind::Number {
            end
        } else {
            at + first.len_utf8()
        })
    }

    /// Whether the clause ends at `at`.
    pub(super) fn is_pause(self, at: usize) -> bool {
        self.text[at..].chars().next().is_none_or(is_stop)
    }

    /// Whether a word of `affixes` stands before `at`.
    pub(super) fn follows(self, affixes: &Affixes<Edge>, at: usize) -> bool {
        let edge = affixes.suffix(&self.text[..at], |len| self.is_boundary(at - len));
        matches!(edge, Some((Edge::From, _)))
    }

    /// Past the short quote or title that opens at `at`.
    pub(super) fn past_quote(self, at: usize, end: usize) -> Option<usize> {
        let body = &self.text[at..end];
        let (close, limit) = match body.chars().next()? {
            '“' => ('”', SHORT_QUOTE),
            '《' => ('》', LONG_QUOTE),
            '[' => (']', SHORT_QUOTE),
            _ => return None,
        };
        let near = body.char_indices().take_while(|&(i, _)| i < limit);
        let (past, _) = near.skip(1).find(|&(_, c)| c == close)?;
        Some(at + past + close.len_utf8())
    }

    /// Past a run of letters and the digits glued to it (G50, PM2.5, T3B).
    pub(super) fn past_latin(self, at: usize, end: usize) -> usize {
        let part =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '{' | '}' | ' ');
        let body = &self.text[at..end];
        at + body.find(|c| !part(c)).unwrap_or(body.len())
    }
}

/// A verb that does not also stand inside noun phrases.
pub(super) fn is_verb(token: Token) -> bool {
    token.is(Kinds::PLAIN_VERB)
}

/// A verb that may also be a noun (建设, 服务).
pub(super) fn is_nominal(token: Token) -> bool {
    token.is(Kinds::NOMINAL_VERB)
}

/// A verb that says by itself that something was reached or finished.
pub(super) fn is_done(token: Token) -> bool {
    token.is(Kinds::DONE_VERB)
}

/// A noun, and no verb.
pub(super) fn is_noun(token: Token) -> bool {
    token.is(Kinds::NOUN) && !token.is(Kinds::VERB)
}

/// An adverb and nothing else.
pub(super) fn is_adverb(token: Token) -> bool {
    token.is(Kinds::ADVERB) && !token.is(Kinds::NOUN)
}

/// A function word of this part of speech.
pub(super) fn is_function(token: Token, part: Kinds) -> bool {
    token.is(part)
}

/// A sign that ends a clause or an item.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | '：' | '、' | '！' | '？' | '（' | '）' | '\n'
    )
}

/// A sign that ends a clause.
pub(super) fn is_clause_end(c: char) -> bool {
    is_stop(c) && c != '、'
}
