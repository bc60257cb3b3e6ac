//! Figures: what was measured, its value and unit, change, period and kind.

use serde::Serialize;

use super::{Context, Mention};
use crate::outline::StatementId;
use crate::seeds::{SeedError, SeedRef, Seeds};
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
    /// The unit as written; empty where there is none.
    pub unit: Span,
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

/// Rules of figure recognition.
#[derive(Debug)]
pub struct IndicatorRules {}

impl IndicatorRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Finds the figures of a report. Digits inside the `names` belong to them.
pub fn indicators(_cx: Context<'_>, _names: &[Mention], _rules: &IndicatorRules) -> Vec<Observation> {
    Vec::new()
}
