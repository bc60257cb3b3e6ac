//! What a glossary entry names is part of what its headword stands for.

use std::collections::BTreeMap;

use super::{Link, LinkRules, MentionId, Target};
use crate::outline::StatementId;
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
        let heads = ids.iter().copied().filter(|&i| {
            let m = &mentions[i];
            m.label == Label::Term
                && (definition.headword.overlaps(m.span) || definition.span.contains(m.span))
        });
        let heads: Vec<MentionId> = heads.collect();
        for &name in ids {
            let m = &mentions[name];
            // The centre is in an entry as who says it, not as part of what it says.
            let part = match m.label {
                Label::Place | Label::Project | Label::Policy => true,
                Label::Organisation => m.id.is_none(),
                Label::Term | Label::Event => false,
            };
            if part && (definition.span.contains(m.span) || definition.headword.overlaps(m.span)) {
                out.extend(
                    heads
                        .iter()
                        .map(|&term| rules.definition.link(term, Target::Name(name))),
                );
            }
        }
    }
}
