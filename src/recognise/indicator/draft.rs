//! An observation in the making, and what it becomes.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::figure::Figure;
use super::name::Left;
use super::number;
use super::period::Periods;
use super::rules::{Edge, IndicatorRules};
use super::unit::UnitKind;
use super::{FigureKind, Observation, Value, written};
use crate::outline::{Kind, StatementId};
use crate::recognise::Context;
use crate::span::Span;

/// A growth or fall beside a value.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// Whether it grew.
    pub rise: bool,
    /// By what number.
    pub value: Span,
    /// In what unit.
    pub unit: Vec<Span>,
}

/// An observation in the making.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub(super) struct Draft<'r> {
    /// Value and unit.
    pub figure: Figure<'r>,
    /// What is measured.
    pub name: Vec<Span>,
    /// What stands before the value.
    pub left: Left,
    /// The growth or fall beside the value, or which it is.
    pub change: Option<Change>,
    /// Whether the value itself is the change.
    pub growth: bool,
    /// Whether the name stands after the value.
    pub after: bool,
    /// Whether it tells what is there rather than what was done.
    pub stock: bool,
    /// Whether its name is a predicate for want of a noun.
    pub predicate: bool,
    /// The clause up to the value.
    pub lead: Span,
}

/// Whether a value is a multiple of another (2.2倍), so that a year before it is that of the other.
fn is_multiple(figure: &Figure<'_>) -> bool {
    figure
        .measure
        .is_some_and(|u| u.kind == UnitKind::Ratio && u.factor == Decimal::ONE)
}

/// A figure with the unit of the last one of its list, where it has none of its own.
pub(super) fn lend<'r>(figure: &Figure<'r>, last: &Figure<'r>) -> Figure<'r> {
    let mut out = figure.clone();
    if out.measure.is_some() {
        return out;
    }
    out.measure = last.measure;
    let Some(&unit) = last.unit.last() else {
        return out;
    };
    if out.unit.is_empty() {
        out.power = last.power;
        out.unit.clone_from(&last.unit);
    } else if out.power == last.power {
        out.unit = vec![unit];
    }
    out
}

impl Figure<'_> {
    /// The change that this figure says.
    pub(super) fn as_change(&self, rise: bool) -> Change {
        Change {
            rise,
            value: self.value,
            unit: self.unit.clone(),
        }
    }
}

impl Draft<'_> {
    /// Whether it tells what happened over a period rather than how things stood at its end.
    pub(super) fn is_flow(&self) -> bool {
        self.growth || self.left.held || !self.left.reached && !self.stock
    }

    /// The year written beside the value; one beside a multiple (2010年的2.2倍) is that of the other value.
    pub(super) fn year(&self) -> Option<Span> {
        self.left.year.filter(|_| !is_multiple(&self.figure))
    }

    /// The observation.
    pub(super) fn finish(
        self,
        cx: Context<'_>,
        rules: &IndicatorRules,
        statement: StatementId,
        periods: &Periods<'_>,
    ) -> Observation {
        let f = &self.figure;
        let kind = match (cx.outline.statements[statement].kind, self.left.aim) {
            (_, Some(Edge::Goal)) | (Kind::Task | Kind::Target, _) => FigureKind::Target,
            (_, Some(_)) => FigureKind::Forecast,
            _ => FigureKind::Actual,
        };
        let signed = |c: &Change| {
            let sign = if c.rise { '+' } else { '-' };
            format!(
                "{sign}{}{}",
                written(cx.source, &[c.value]),
                written(cx.source, &c.unit)
            )
        };
        let plain: Cow<'_, str> = match self.name[..] {
            [whole] => cx.source.slice(whole).into(),
            _ => self.name.iter().map(|s| cx.source.slice(*s)).collect(),
        };
        let table = f.measure.filter(|_| !f.composed);
        let normalised =
            table.and_then(|u| number::scaled(f.number, f.power)?.checked_mul(u.factor));
        let period = periods.of(&self, statement, kind);
        Observation {
            span: Span {
                start: f.value.start,
                end: f.end,
            },
            statement,
            value: Value {
                span: f.value,
                number: Some(f.number),
                upper: f.upper,
                qualifier: self.left.qualifier.or(f.qualifier),
            },
            normalised: normalised.map(|n| n.normalize()),
            base: table.map_or_else(String::new, |u| u.base.clone()),
            change: self.change.as_ref().map(signed),
            change_span: self.change.as_ref().map(|c| c.value),
            period,
            kind,
            indicator: rules.indicator(&plain),
            rule: rules.rule,
            unit: self.figure.unit,
            name: self.name,
        }
    }
}
