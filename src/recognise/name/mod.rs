//! Places, projects, organisations, policies and events.
//!
//! Four passes over the segmented text, each giving candidates with a priority; where two
//! overlap, [`resolve`](super::resolve) keeps the stronger, then the longer:
//!
//! | priority | what |
//! | --- | --- |
//! | 40 | a listed name |
//! | 60 | a name by its head noun, an item of an enumeration |
//! | 80 | a title in 《》 |
//! | 95 | a name whose quoted core is followed by a head noun of another kind than a term's |
//!
//! Terms stand at 90: a quoted string by itself is a term whatever it looks like.

mod clause;
mod extent;
mod headed;
mod instrument;
mod listed;
mod piece;
mod title;

use super::{Context, Label, Mention};
use crate::lexicon::SenseKind;
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::span::Span;
use headed::Named;
use piece::Sheet;

/// Rules of name recognition.
#[derive(Debug)]
pub struct NameRules {}

impl NameRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Finds the names of a report other than terms. `terms` are known already: a coined name in
/// quotes is a term even where its head noun is a place's.
pub fn names(cx: Context<'_>, _terms: &[Mention], _rules: &NameRules) -> Vec<Mention> {
    let sheet = Sheet::new(cx);
    let mut out = Vec::new();
    let mut add = |span: Span, core: Span, label: Label, id: Option<String>, rule: SeedRef, priority: u8| {
        if let Some(statement) = cx.outline.statement_at(span) {
            out.push(Mention { span, core, label, statement, id, term_kind: None, rule, priority, nested: false });
        }
    };
    for name in listed::listed(&sheet) {
        add(name.span, name.span, name.label, name.id, name.at, 40);
    }
    for name in headed::headed(&sheet) {
        let span = sheet.span(name.first, name.last);
        add(span, span, name.label, listed_id(&sheet, &name), name.at, if name.quoted { 95 } else { 60 });
    }
    for title in title::titles(cx, &sheet) {
        add(title.span, title.core, Label::Policy, None, title.at, 80);
    }
    out
}

/// The canonical form where a headed name is one listed word.
fn listed_id(sheet: &Sheet<'_>, name: &Named) -> Option<String> {
    if name.first != name.last {
        return None;
    }
    let pick = |kind: &SenseKind| match kind {
        SenseKind::Name { id, .. } => Some(id.clone()),
        SenseKind::Division { code, .. } => Some(code.to_string()),
        _ => None,
    };
    sheet.pieces[name.first].word?.sense(pick).map(|(id, _)| id)
}
