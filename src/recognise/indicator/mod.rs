//! Figures: what was measured, its value and unit, change, period and kind.
//!
//! A statement is read from left to right: [`figure`] finds the numbers that measure something,
//! [`name`] what stands around them, [`statement`] puts both together, [`period`] says when.
//! Values and units are spans of the text; numbers are exact decimals.

mod affixes;
mod draft;
mod figure;
mod list;
mod measured;
mod name;
mod noun;
mod number;
mod period;
mod phrase;
mod rules;
mod statement;
mod subject;
#[cfg(test)]
mod tests;
mod text;
mod times;
mod unit;

pub use rules::IndicatorRules;

use serde::Serialize;

use super::{Context, Mention};
use crate::ingest::Source;
use crate::outline::{Kind, StatementId};
use crate::seeds::SeedRef;
use crate::span::Span;

/// Whether a figure was reached or is aimed at.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    /// Reached.
    Actual,
    /// Aimed at.
    Target,
    /// Expected; scored as actual.
    Forecast,
}

/// A value as written and as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As written, without the unit (583.1, 4~6, 四).
    pub span: Span,
    /// The number in the unit as written; the lower bound of a range.
    pub number: Option<rust_decimal::Decimal>,
    /// The upper bound of a range.
    pub upper: Option<rust_decimal::Decimal>,
    /// The word that qualifies it (约, 以上, 左右), as written.
    pub qualifier: Option<Span>,
}

/// One figure of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Value and unit as written (583.1亿元).
    pub span: Span,
    /// The statement it stands in.
    pub statement: StatementId,
    /// What was measured, copied from the text; pieces where it is elided (“四个一批”产业项目 + 开工).
    pub name: Vec<Span>,
    /// The value.
    pub value: Value,
    /// Scale and unit as written; pieces where a qualifier stands between (80多万个) or the unit is
    /// borrowed from the next value (8、6亿美元); none where there is no unit.
    pub unit: Vec<Span>,
    /// The value in the base unit of `base`, exact.
    pub normalised: Option<rust_decimal::Decimal>,
    /// Base unit (CNY, m2, …) from the table of units; empty where unknown.
    pub base: String,
    /// The growth or fall stated beside it, signed, with its unit (+0.4%).
    pub change: Option<String>,
    /// Where the change stands.
    pub change_span: Option<Span>,
    /// The year or period it holds for (2020, 2021-2025, “十四五”); empty where none.
    pub period: String,
    /// Reached, aimed at or expected.
    pub kind: FigureKind,
    /// The indicator of the table it is, where known (gdp).
    pub indicator: Option<String>,
    /// The rule that read it.
    pub rule: SeedRef,
}

impl Observation {
    /// What was measured, as written, white space left out.
    pub fn name_text(&self, source: &Source) -> String {
        written(source, &self.name)
    }

    /// The value as written, white space left out.
    pub fn value_text(&self, source: &Source) -> String {
        written(source, &[self.value.span])
    }

    /// Scale and unit as written, white space left out.
    pub fn unit_text(&self, source: &Source) -> String {
        written(source, &self.unit)
    }
}

/// What stands at `spans` in the original, white space left out.
fn written(source: &Source, spans: &[Span]) -> String {
    let mut out = String::with_capacity(spans.iter().map(|s| s.len()).sum());
    for &span in spans {
        let original = source.original_text(span);
        // The clean text has white space in names of Latin words alone.
        if original == source.slice(span) && !original.contains(' ') {
            out.push_str(original);
        } else {
            out.extend(original.split_whitespace());
        }
    }
    out
}

/// Finds the figures of a report. Digits inside the `names` belong to them.
pub fn indicators(cx: Context<'_>, names: &[Mention], rules: &IndicatorRules) -> Vec<Observation> {
    let page = text::Page {
        text: cx.source.text(),
        words: cx.segmentation,
        characters: cx.scan.characters(),
    };
    let mut periods = period::Periods::new(cx, rules);
    let mut out = Vec::new();
    let mut first_name = 0;
    for (id, statement) in cx.outline.statements.iter().enumerate() {
        periods.enter(id);
        if statement.kind == Kind::Heading {
            continue;
        }
        while names
            .get(first_name)
            .is_some_and(|m| m.span.end <= statement.span.start)
        {
            first_name += 1;
        }
        let figures = figure::figures(page, rules, &names[first_name..], statement.span);
        for draft in statement::read(page, rules, statement.span, &figures) {
            out.push(draft.finish(cx, rules, id, &periods));
        }
    }
    out
}
