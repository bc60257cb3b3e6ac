//! Places, projects, organisations, policies and events.
//!
//! Four passes over the segmented text, each giving candidates with a priority; where two
//! overlap, [`resolve`](super::resolve) keeps the stronger, then the longer:
//!
//! | priority | what |
//! | --- | --- |
//! | 40 | a listed name |
//! | 50 | a name learnt from the report |
//! | 60 | a name by its head noun; 62 an item of a list that a noun closes; 66 a longer name than the
//!   term which recurs in it |
//! | 96 | a name that goes on after a quoted core with a head noun of another kind than a term's |
//! | 97 | a title in 《》: what is quoted in it names nothing by itself |
//!
//! Terms stand at 90: a quoted string by itself is a term whatever it looks like.

mod chain;
mod clause;
mod enumeration;
mod extent;
mod firm;
mod headed;
mod instrument;
mod listed;
mod local;
mod piece;
mod sheet;
mod title;
mod traits;
mod undertaking;
mod verdict;

use super::{Context, Label, Mention};
use crate::lexicon::SenseKind;
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::span::Span;
use headed::Named;
use sheet::Sheet;

/// Rules of name recognition.
#[derive(Debug)]
pub struct NameRules {
    /// Characters that say a direction.
    sides: Vec<char>,
    /// The rule for codes of roads.
    road_code: SeedRef,
    /// The rule for firms by their line of business.
    firm: SeedRef,
    /// The rule for chains of abbreviations.
    chain: SeedRef,
}

impl NameRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut sides = Vec::new();
        for row in seeds.rows("shapes/roles.tsv") {
            if row.get("roles").split(' ').any(|role| role == "side") {
                sides.extend(row.get("surface").chars());
            }
        }
        Ok(Self {
            sides,
            road_code: seeds.rule("name.road-code"),
            firm: seeds.rule("name.firm"),
            chain: seeds.rule("name.chain"),
        })
    }
}

/// Which of two overlapping names stays; terms use the same scale.
mod priority {
    /// A listed name.
    pub const LISTED: u8 = 40;
    /// A name known from elsewhere in the report.
    pub const LEARNT: u8 = 50;
    /// A name by its head noun.
    pub const HEADED: u8 = 60;
    /// An item of a list that a noun closes.
    pub const ITEM: u8 = 62;
    /// A name by its head noun that holds a term which recurs without its quotes.
    pub const LONGER: u8 = 66;
    /// A title in 《》.
    pub const TITLE: u8 = 97;
    /// A name that goes on after a quoted core.
    pub const QUOTED: u8 = 96;
}

/// Finds the names of a report other than terms. `terms` are known already: a coined name in
/// quotes is a term even where its head noun is a place's.
pub fn names(cx: Context<'_>, terms: &[Mention], rules: &NameRules) -> Vec<Mention> {
    let mut sheet = Sheet::new(cx);
    let first = headed::headed(&sheet);
    let mut learnt = local::short_forms(cx, &mut sheet, &first);
    let directions = local::directions(cx, &sheet, &rules.sides);
    sheet.mark_places(directions.iter().map(|l| l.span));
    learnt.extend(directions);
    // What was learnt is marked and makes other names.
    let headed = if learnt.is_empty() {
        first
    } else {
        headed::headed(&sheet)
    };
    let mut items = firm::firms(&sheet, rules.firm);
    items.extend(enumeration::lists(&sheet));
    let known: Vec<Named> = headed.iter().chain(&items).copied().collect();
    let mut found = Found {
        cx,
        sheet: &sheet,
        out: Vec::new(),
    };
    for name in listed::listed(cx, &sheet) {
        let quoted = name.span.of(sheet.text).contains('“');
        let priority = if quoted {
            priority::QUOTED
        } else {
            priority::LISTED
        };
        found.add(name.span, name.label, name.id, name.at, priority);
    }
    for name in learnt {
        found.add(name.span, name.label, None, name.at, priority::LEARNT);
    }
    for name in local::recurrences(&sheet, &known) {
        found.add(name.span, name.label, None, name.at, priority::LEARNT);
    }
    for name in chain::chains(cx, &sheet, rules.chain) {
        found.add(name.span, name.label, None, name.at, priority::LISTED);
    }
    let recurring = recurring(terms);
    for name in &headed {
        let priority = if name.quoted {
            priority::QUOTED
        } else if holds(sheet.span(name.first, name.last), &recurring) {
            priority::LONGER
        } else {
            priority::HEADED
        };
        found.add_named(name, priority);
    }
    for name in &items {
        found.add_named(name, priority::ITEM);
    }
    for name in local::road_codes(&sheet, rules.road_code) {
        found.add(name.span, name.label, None, name.at, priority::LISTED);
    }
    let places: Vec<(Span, SeedRef)> = found
        .out
        .iter()
        .filter(|m| m.label == Label::Place)
        .map(|m| (m.span, m.rule))
        .collect();
    for name in local::siblings(&sheet, &places) {
        found.add(name.span, name.label, None, name.at, priority::LISTED);
    }
    for title in title::titles(cx, &sheet) {
        found.add(title.span, Label::Policy, None, title.at, priority::TITLE);
    }
    found.out
}

/// Where terms recur without their quotes, in the order of the text.
fn recurring(terms: &[Mention]) -> Vec<Span> {
    let mut out: Vec<Span> = terms
        .iter()
        .filter(|m| m.priority == super::term::priority::RECURRENCE)
        .map(|m| m.span)
        .collect();
    out.sort_unstable_by_key(|s| s.start);
    out
}

/// Whether one of the `parts` lies inside `span` and is not all of it.
fn holds(span: Span, parts: &[Span]) -> bool {
    let from = parts.partition_point(|p| p.start < span.start);
    parts[from..]
        .iter()
        .take_while(|p| p.start < span.end)
        .any(|p| span.contains(*p) && *p != span)
}

/// The mentions found so far.
struct Found<'a> {
    cx: Context<'a>,
    sheet: &'a Sheet<'a>,
    out: Vec<Mention>,
}

impl Found<'_> {
    fn add(&mut self, span: Span, label: Label, id: Option<String>, rule: SeedRef, priority: u8) {
        if let Some(statement) = self.cx.outline.statement_at(span) {
            let core = title::core(self.sheet.text, span);
            self.out.push(Mention {
                span,
                core,
                label,
                statement,
                id,
                term_kind: None,
                rule,
                priority,
                nested: false,
            });
        }
    }

    fn add_named(&mut self, name: &Named, priority: u8) {
        let span = self.sheet.span(name.first, name.last);
        self.add(
            span,
            name.label,
            listed_id(self.sheet, name),
            name.at,
            priority,
        );
    }
}

/// The canonical form where a headed name is one listed word.
fn listed_id(sheet: &Sheet<'_>, name: &Named) -> Option<String> {
    if name.first != name.last {
        return None;
    }
    let pick = |kind: &SenseKind| match kind {
        SenseKind::Name { id, .. } => Some(id.to_string()),
        SenseKind::Division { code, .. } => Some(code.to_string()),
        _ => None,
    };
    sheet.word(name.first)?.sense(pick).map(|(id, _)| id)
}
