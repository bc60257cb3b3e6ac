//! Places named inside a quoted formula (“新城发力、东西联动”).
//!
//! The formula is one term and its span stays whole; but what it spells out are places of the
//! report, and a reader ties them to the formula before it. These mentions are kept apart: they
//! overlap their term, and only elaboration links use them.

use std::collections::BTreeMap;

use super::finder::Finder;
use super::{Context, Label, Mention};
use crate::span::Span;

/// The shortest formula that can spell something out, in characters.
const SHORTEST: usize = 8;

/// Adds, in the order of the text, the places inside long quoted terms that the report also
/// names on their own.
pub fn nested(cx: Context<'_>, mentions: &mut Vec<Mention>) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, m) in mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| m.label == Label::Place)
    {
        let name = cx.source.slice(m.span);
        if name.chars().count() >= 2 {
            places.entry(name).or_insert(i);
        }
    }
    let formulas: Vec<Span> = mentions
        .iter()
        .filter(|m| m.label == Label::Term && cx.source.slice(m.core).chars().count() >= SHORTEST)
        .filter(|m| cx.source.text()[..m.core.start as usize].ends_with('“'))
        .map(|m| m.core)
        .collect();
    if places.is_empty() || formulas.is_empty() {
        return;
    }
    let finder = Finder::new(places);
    let mut found = Vec::new();
    for formula in formulas {
        for (span, like) in finder.find(cx.source.text(), cx.scan.characters(), formula) {
            let Some(statement) = cx.outline.statement_at(span) else {
                continue;
            };
            let model = &mentions[like];
            found.push(Mention {
                span,
                core: span,
                statement,
                nested: true,
                ..model.clone()
            });
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|m| (m.span.start, m.nested));
}
