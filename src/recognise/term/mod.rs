//! Terms: quoted names, headwords and their recurrences, numeral abbreviations, doctrines.
//!
//! A quoted string is a term unless a table or its place says otherwise; its span grows over a
//! head noun that belongs to the name (“放管服”改革). What was quoted or defined once is found
//! again without quotes in the same report. Numeral abbreviations and listed formulas need no
//! quotes.

mod listed;
mod numeral;
mod phrase;
mod quoted;
mod recurrence;

pub use quoted::is_code;

use serde::Serialize;

use super::{Context, Label, Mention};
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::span::Span;

/// What kind of shorthand a term is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// 六稳, 1+5+8, 一带一轴四片.
    NumeralAbbreviation,
    /// A named concept, strategy or doctrine.
    NamedConcept,
    /// A brand or the proper name of a service.
    Brand,
    /// A slogan.
    Slogan,
    /// A figure of speech.
    FigureOfSpeech,
}

/// Rules of term recognition.
#[derive(Debug)]
pub struct TermRules {
    quoted: SeedRef,
    quoted_head: SeedRef,
    headword: SeedRef,
    recurrence: SeedRef,
    numeral_class: SeedRef,
    numeral_pattern: SeedRef,
    numeral_code: SeedRef,
    strategy: SeedRef,
    minutes: SeedRef,
}

/// Which of two overlapping readings stays; names of other kinds use the same scale.
pub(super) mod priority {
    /// A headword of the glossary, its prefix and head noun included.
    pub const HEADWORD: u8 = 95;
    /// A quoted name.
    pub const QUOTED: u8 = 90;
    /// A numeral abbreviation without quotes.
    pub const NUMERAL: u8 = 70;
    /// Something quoted or defined elsewhere in the report.
    pub const RECURRENCE: u8 = 65;
    /// A listed formula.
    pub const LISTED: u8 = 60;
}

impl TermRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {
            quoted: seeds.rule("term.quoted"),
            quoted_head: seeds.rule("term.quoted-head"),
            headword: seeds.rule("term.headword"),
            recurrence: seeds.rule("term.recurrence"),
            numeral_class: seeds.rule("term.numeral-class"),
            numeral_pattern: seeds.rule("term.numeral-pattern"),
            numeral_code: seeds.rule("term.numeral-code"),
            strategy: seeds.rule("term.headed"),
            minutes: seeds.rule("term.minutes"),
        })
    }
}

/// Finds the terms of a report; mentions may overlap and are resolved later.
pub fn terms(cx: Context<'_>, rules: &TermRules) -> Vec<Mention> {
    let mut out = quoted::find(cx, rules);
    recurrence::headwords(cx, rules, &mut out);
    let quoted = out.len();
    numeral::find(cx, rules, &mut out);
    listed::find(cx, rules, &mut out);
    recurrence::find(cx, rules, quoted, &mut out);
    out
}

/// A mention of a term.
fn mention(
    cx: Context<'_>,
    span: Span,
    core: Span,
    priority: u8,
    rule: SeedRef,
) -> Option<Mention> {
    Some(Mention {
        span,
        core,
        label: Label::Term,
        statement: cx.outline.statement_at(span)?,
        id: None,
        term_kind: Some(kind_of(cx, core)),
        rule,
        priority,
        nested: false,
    })
}

/// The kind that the form of a core says.
fn kind_of(cx: Context<'_>, core: Span) -> TermKind {
    let text = cx.source.slice(core);
    if numeral::is_abbreviation(text) {
        TermKind::NumeralAbbreviation
    } else if text.contains(['，', '、', '·', '！']) || text.chars().count() > 8 {
        TermKind::Slogan
    } else if phrase::is_ordinary(cx, core) {
        TermKind::FigureOfSpeech
    } else {
        TermKind::NamedConcept
    }
}
