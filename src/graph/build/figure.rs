//! Figures: one observation for each, in the data set of the report.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::Builder;
use crate::graph::{Attribute, Language, Literal, NodeId, NodeKind, Relation, codes};
use crate::rdf::{label_of, plain_name, vocab};
use crate::recognise::{FigureKind, Observation};

impl Builder<'_> {
    /// All figures.
    pub(super) fn figures(&mut self) {
        if self.analysis.observations.is_empty() {
            return;
        }
        let figures = self.part(NodeKind::DataSet, "figures", &[]);
        self.graph.say(
            figures,
            Attribute::Structure,
            Literal::Code(vocab::zt::FIGURE_STRUCTURE.into()),
        );
        let mut taken: HashMap<(u32, u32), usize, FixedState> = HashMap::default();
        for (i, observation) in self.analysis.observations.iter().enumerate() {
            let (start, end) = self.analysis.source.original(observation.span);
            // Of figures in one place the second has `_2` after its offsets, the third `_2_2`.
            let before = taken.entry((start, end)).or_default();
            self.begin("figure", &[start, end]);
            for _ in 0..*before {
                self.go_on("", &[2]);
            }
            *before += 1;
            let node = self.graph.node(&self.iri, NodeKind::Observation);
            self.tie_own(node, Relation::InDataSet, figures);
            self.anchor(node, observation.span);
            self.graph
                .say(node, Attribute::Order, Literal::Count(i as u32 + 1));
            self.quantity(node, observation);
            self.measured(node, observation);
            self.dimensions(node, observation);
            self.matched(node, observation.rule);
            self.tie_own(
                node,
                Relation::StatedIn,
                self.statements[observation.statement],
            );
            if let Some(task) = self.tasks[observation.statement] {
                self.tie_own(task, Relation::HasFigure, node);
            }
        }
    }

    /// Where, when, and as what it was measured.
    fn dimensions(&mut self, node: NodeId, o: &Observation) {
        if let Some(area) = self.area {
            self.tie_own(node, Relation::RefArea, area);
        }
        self.graph
            .say(node, Attribute::ValueKind, codes::value(o.kind));
        // A growth that stands alone is its own value; beside a level it is the change.
        let growth = o
            .change_span
            .is_some_and(|change| change.overlaps(o.value.span));
        self.graph
            .say(node, Attribute::MeasureKind, codes::measure(growth));
        let period = plain_name(&o.period);
        let header = &self.analysis.header;
        let period = match period.parse::<u16>() {
            Ok(year) => Some(Literal::Year(year)),
            Err(_) if !period.is_empty() => Some(Literal::Text(period)),
            Err(_) if o.kind == FigureKind::Target => header.year.map(Literal::Year),
            Err(_) => header
                .review
                .map(|(_, to)| to)
                .or(header.year.map(|y| y - 1))
                .map(Literal::Year),
        };
        self.say_if(node, Attribute::Period, period);
    }

    /// The numbers, as decimals and as written.
    fn quantity(&mut self, node: NodeId, o: &Observation) {
        let source = &self.analysis.source;
        self.say_if(node, Attribute::Value, o.value.number.map(Literal::decimal));
        self.say_if(
            node,
            Attribute::UpperValue,
            o.value.upper.map(Literal::decimal),
        );
        self.say_if(
            node,
            Attribute::NormalisedValue,
            o.normalised.map(Literal::decimal),
        );
        if !o.base.is_empty() {
            let unit = self
                .rules
                .index()
                .unit(&o.base)
                .map(|unit| Literal::Code(unit.to_owned().into()));
            self.say_if(node, Attribute::Unit, unit);
            self.graph
                .say(node, Attribute::BaseUnit, Literal::text_of(&*o.base));
        }
        self.graph.say(
            node,
            Attribute::LexicalValue,
            Literal::text_of(o.value_text(source)),
        );
        if !o.unit.is_empty() {
            self.graph.say(
                node,
                Attribute::LexicalUnit,
                Literal::text_of(o.unit_text(source)),
            );
        }
        self.say_if(
            node,
            Attribute::Qualifier,
            o.value.qualifier.map(|q| Literal::text_of(source.slice(q))),
        );
    }

    /// What was measured, and how it grew or fell.
    fn measured(&mut self, node: NodeId, o: &Observation) {
        let name = o.name_text(&self.analysis.source);
        let indicator = self.indicator(o.indicator.as_deref(), &name);
        self.tie_own(node, Relation::Measures, indicator);
        self.graph
            .say(node, Attribute::IndicatorName, Literal::Text(name));
        if let Some(change) = &o.change {
            self.graph
                .say(node, Attribute::Change, Literal::text_of(&**change));
            self.say_if(
                node,
                Attribute::ChangeValue,
                signed(change).map(Literal::decimal),
            );
        }
    }

    /// The indicator of the table, else one named as the text names it.
    fn indicator(&mut self, id: Option<&str>, name: &str) -> NodeId {
        let listed = id.and_then(|id| self.rules.index().indicator(id));
        let Some((id, listed)) = id.zip(listed) else {
            let node = self.thing(NodeKind::Indicator, name);
            self.graph
                .say(node, Attribute::PrefLabel, Literal::zh(label_of(name)));
            return node;
        };
        let node = self.thing(NodeKind::Indicator, id);
        if !self.indicators.insert(node) {
            return node;
        }
        self.graph
            .say(node, Attribute::PrefLabel, Literal::zh(&*listed.zh));
        if !listed.en.is_empty() {
            self.graph.say(
                node,
                Attribute::PrefLabel,
                Literal::Label(listed.en.clone(), Language::En),
            );
        }
        for alias in &listed.aliases {
            self.graph
                .say(node, Attribute::AltLabel, Literal::zh(&**alias));
        }
        node
    }
}

/// The number of a signed change (`+0.4%` → 0.4, `-17.1%` → -17.1).
fn signed(change: &str) -> Option<Decimal> {
    let folded = change.replace(['−', '－'], "-");
    let number: String = folded
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        .collect();
    number.trim_start_matches('+').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_signed_change_is_a_number() {
        let cases = [
            ("+0.4%", "0.4"),
            ("-17.1%", "-17.1"),
            ("－3个百分点", "-3"),
            ("5%", "5"),
        ];
        for (text, number) in cases {
            assert_eq!(
                signed(text).map(|n| n.to_string()).as_deref(),
                Some(number),
                "{text}"
            );
        }
        assert_eq!(signed("持平"), None);
    }
}
