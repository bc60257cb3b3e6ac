//! What a glossary entry names is part of what its headword stands for.

use std::collections::BTreeMap;

use super::clause::Role;
use super::{Link, LinkRules, MentionId, Target};
use crate::lexicon::TokenKind;
use crate::outline::{Definition, StatementId};
use crate::recognise::{Context, Label, Mention};

/// Ties the terms of each entry to the places, projects, policies and bodies that it names.
pub(super) fn links(
    cx: Context<'_>,
    mentions: &[Mention],
    by_statement: &BTreeMap<StatementId, Vec<MentionId>>,
    rules: &LinkRules,
    out: &mut Vec<Link>,
) {
    for definition in cx.definitions.iter().filter(|d| !d.inline) {
        let Some(ids) = by_statement.get(&definition.statement) else {
            continue;
        };
        for &name in ids {
            if !is_part(definition, &mentions[name]) {
                continue;
            }
            // A place that begins a phrase often only says whose the rest is.
            let stands = mentions[name].label != Label::Place
                || stands_alone(cx, mentions, ids, name, rules);
            for &term in ids {
                let m = &mentions[term];
                if m.label != Label::Term {
                    continue;
                }
                let rule = if definition.headword.overlaps(m.span) {
                    if stands {
                        rules.definition
                    } else {
                        rules.definition_phrase
                    }
                } else if definition.span.contains(m.span) {
                    rules.definition_inner
                } else {
                    continue;
                };
                out.push(rule.link(term, Target::Name(name)));
            }
        }
    }
}

/// Whether a mention is a name that an entry gives as part of what it explains.
fn is_part(definition: &Definition, m: &Mention) -> bool {
    // The centre is in an entry as who says it, not as part of what it says.
    let part = match m.label {
        Label::Place | Label::Project | Label::Policy => true,
        Label::Organisation => m.id.is_none(),
        Label::Term | Label::Event => false,
    };
    part && (definition.span.contains(m.span) || definition.headword.overlaps(m.span))
}

/// Whether a name, or the row of names joined as equals that it belongs to, is a whole member of
/// what the entry lists, not the first words of a longer phrase (青山服务).
fn stands_alone(
    cx: Context<'_>,
    mentions: &[Mention],
    ids: &[MentionId],
    name: MentionId,
    rules: &LinkRules,
) -> bool {
    let tokens = cx.segmentation.tokens();
    let mut end = mentions[name].span.end;
    loop {
        let next = cx.segmentation.index_at(end);
        let Some(token) = tokens.get(next).filter(|t| t.span.start == end) else {
            return true;
        };
        let role = rules.cues.role(cx, token);
        if role == Some(Role::Coordination) {
            // The next name of the row decides; what is no name ends the member.
            let after = token.span.end;
            match ids.iter().find(|&&i| mentions[i].span.start == after) {
                Some(&i) if mentions[i].label != Label::Term => end = mentions[i].span.end,
                _ => return true,
            }
        } else {
            return role == Some(Role::List) || token.kind == TokenKind::Punctuation;
        }
    }
}
