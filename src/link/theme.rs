//! Links beyond the sentence: what spells a term out, and what stands under it.

use std::collections::BTreeMap;

use super::{Link, LinkRules, MentionId, Rule, Target};
use crate::outline::{Kind, StatementId};
use crate::recognise::{Context, Label, Mention};

/// How many sentences after a term may spell it out.
const REACH: usize = 2;

type ByStatement = BTreeMap<StatementId, Vec<MentionId>>;

/// Ties terms to the places and projects that the next sentences of the paragraph name.
pub(super) fn elaborations(
    cx: Context<'_>,
    mentions: &[Mention],
    by_statement: &ByStatement,
    rules: &LinkRules,
    out: &mut Vec<Link>,
) {
    for (&statement, ids) in by_statement {
        let here = &cx.outline.statements[statement];
        // After an act comes another act, after an appraisal thanks or another one; only a topic
        // sentence is spelt out by what follows it.
        if here.kind != Kind::Topic {
            continue;
        }
        let end = cx.outline.paragraphs[here.paragraph].statements.1;
        let reach = statement + 1..end.min(statement + 1 + REACH);
        let from = mentions.partition_point(|m| m.statement < reach.start);
        let next: Vec<MentionId> = (from..mentions.len())
            .take_while(|&i| mentions[i].statement < reach.end)
            .filter(|&i| matches!(mentions[i].label, Label::Place | Label::Project))
            .filter(|&i| spells_out(mentions, by_statement, mentions[i].statement))
            .collect();
        for &term in ids.iter().filter(|&&i| mentions[i].label == Label::Term) {
            out.extend(
                next.iter()
                    .map(|&name| rules.elaboration.link(term, Target::Name(name))),
            );
        }
    }
}

/// Whether a sentence can spell out a term before it: it has no term of its own, or has one that
/// names places inside (“新城发力、东西联动”).
fn spells_out(mentions: &[Mention], by_statement: &ByStatement, statement: StatementId) -> bool {
    let own = by_statement.get(&statement).into_iter().flatten();
    let mut terms = own
        .filter(|&&i| mentions[i].label == Label::Term)
        .peekable();
    let spelt = |&i: &MentionId| {
        mentions
            .get(i + 1)
            .is_some_and(|m| m.nested && m.statement == statement)
    };
    terms.peek().is_none() || terms.any(spelt)
}

/// Ties the terms of headings and topic sentences to the tasks under them and to the places and
/// projects of these.
pub(super) fn themes(
    cx: Context<'_>,
    mentions: &[Mention],
    by_statement: &ByStatement,
    rules: &LinkRules,
    out: &mut Vec<Link>,
) {
    let terms = |s: StatementId| {
        by_statement
            .get(&s)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&i| mentions[i].label == Label::Term)
    };
    for (id, statement) in cx.outline.statements.iter().enumerate() {
        if !statement.kind.is_task() {
            continue;
        }
        let headings = cx
            .outline
            .path(statement.section)
            .filter_map(|s| s.statement);
        let governing: Vec<(MentionId, Rule)> = statement
            .topic
            .into_iter()
            .map(|s| (s, rules.theme_topic))
            .chain(headings.map(|s| (s, rules.theme_heading)))
            .filter(|&(s, _)| s != id)
            .flat_map(|(s, rule)| terms(s).map(move |t| (t, rule)))
            .collect();
        if governing.is_empty() {
            continue;
        }
        let names = by_statement.get(&id).into_iter().flatten().copied();
        let targets: Vec<Target> = names
            .filter(|&i| matches!(mentions[i].label, Label::Place | Label::Project))
            .map(Target::Name)
            .chain([Target::Task(id)])
            .collect();
        for (term, rule) in governing {
            out.extend(targets.iter().map(|&target| rule.link(term, target)));
        }
    }
}
