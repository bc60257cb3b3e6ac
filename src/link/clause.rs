//! Clauses of a statement, and what their words do.

use std::collections::HashMap;

use crate::lexicon::{Kinds, Roles, Token, TokenKind};
use crate::recognise::Context;
use crate::seeds::{SeedError, Seeds};
use crate::span::Span;

/// What a word does between the parts of a sentence (`links/cues.tsv`).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Coordination,
    /// A verb of winning: what follows is the title and its giver.
    Award,
    Content,
    Become,
    Dispose,
    Requirement,
    Oblique,
    Attributive,
    List,
}

/// The cue words by surface.
#[derive(Debug)]
pub(super) struct Cues(HashMap<String, Role>);

impl Cues {
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut out = HashMap::new();
        for row in seeds.rows("links/cues.tsv") {
            let role = match row.get("role") {
                "coordination" => Role::Coordination,
                "award" => Role::Award,
                "content" => Role::Content,
                "become" => Role::Become,
                "dispose" => Role::Dispose,
                "requirement" => Role::Requirement,
                "oblique" => Role::Oblique,
                "attributive" => Role::Attributive,
                "list" => Role::List,
                other => return Err(seeds.error(row.at(), format!("no role `{other}`"))),
            };
            out.insert(row.get("surface").to_owned(), role);
        }
        Ok(Self(out))
    }

    /// What the word at `token` does.
    pub(super) fn role(&self, cx: Context<'_>, token: &Token) -> Option<Role> {
        self.0.get(cx.source.slice(token.span)).copied()
    }
}

/// The clauses of a statement: cut at commas, colons and semicolons outside quotes and brackets.
pub(super) fn clauses(text: &str, statement: Span) -> Vec<Span> {
    let (mut out, mut start, mut depth) = (Vec::new(), statement.start as usize, 0u32);
    for (at, c) in statement.of(text).char_indices() {
        let at = statement.start as usize + at;
        match c {
            '“' | '（' | '《' | '[' => depth += 1,
            '”' | '）' | '》' | ']' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' | '。' | '！' if depth == 0 => {
                if start < at {
                    out.push(Span::new(start, at));
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if start < statement.end as usize {
        out.push(Span::new(start, statement.end as usize));
    }
    out
}

/// Whether a token is a verb that acts: one that is no noun besides, or that stands where only a
/// verb can (the caller knows).
pub(super) fn is_verb(cx: Context<'_>, token: &Token) -> bool {
    let TokenKind::Word(id) = token.kind else {
        return false;
    };
    let word = cx.scan.word(id);
    word.is(Kinds::PLAIN_VERB) && !word.is(Kinds::NOUN)
}

/// Whether a token is any verb, one that is also a noun and a set phrase that acts included.
pub(super) fn is_any_verb(cx: Context<'_>, token: &Token) -> bool {
    const ACTS: Roles = Roles::BUILDS
        .or(Roles::PUSHES)
        .or(Roles::ASPIRES)
        .or(Roles::ISSUES)
        .or(Roles::HOLDS)
        .or(Roles::FOUNDS);
    let TokenKind::Word(id) = token.kind else {
        return false;
    };
    let word = cx.scan.word(id);
    word.is(Kinds::VERB) || word.roles().any(ACTS)
}

/// Whether a token only leads in: an adverb, a time word, a number.
pub(super) fn leads_in(cx: Context<'_>, token: &Token) -> bool {
    match token.kind {
        TokenKind::Word(id) => cx
            .scan
            .word(id)
            .is(Kinds::ADVERB.or(Kinds::TIME).or(Kinds::CONJUNCTION)),
        _ => false,
    }
}
