//! Clauses of a statement, and what their words do.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::lexicon::{Characters, Kinds, Roles, Sign, Token, TokenKind};
use crate::recognise::Context;
use crate::seeds::{SeedError, Seeds};
use crate::sieve::Sieve;
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

/// The cue words by surface, and the characters that they begin with.
#[derive(Debug)]
pub(super) struct Cues {
    roles: HashMap<String, Role, FixedState>,
    first: Sieve,
}

impl Cues {
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut out = Self {
            roles: HashMap::default(),
            first: Sieve::default(),
        };
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
            let surface = row.get("surface");
            surface.chars().take(1).for_each(|c| out.first.add(c));
            out.roles.insert(surface.to_owned(), role);
        }
        Ok(out)
    }

    /// What the word at `token` does.
    pub(super) fn role(&self, cx: Context<'_>, token: &Token) -> Option<Role> {
        let word = cx.source.slice(token.span);
        if !word.starts_with(|c| self.first.passes(c)) {
            return None;
        }
        self.roles.get(word).copied()
    }
}

/// The clauses of a statement: cut at commas, colons and semicolons outside quotes and brackets.
pub(super) fn clauses(characters: &Characters, statement: Span) -> Vec<Span> {
    let (mut out, mut start, mut depth) = (Vec::new(), statement.start as usize, 0u32);
    for &Sign { at, sign } in characters.signs_within(statement) {
        let at = at as usize;
        match sign {
            '“' | '（' | '《' | '[' => depth += 1,
            '”' | '）' | '》' | ']' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' | '。' | '！' if depth == 0 => {
                if start < at {
                    out.push(Span::new(start, at));
                }
                start = at + sign.len_utf8();
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
