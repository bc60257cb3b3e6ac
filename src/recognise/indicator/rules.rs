//! The tables of figure recognition, compiled for look-up at one place of the text.

use super::affixes::Affixes;
use super::unit::Units;
use crate::seeds::{SeedError, SeedRef, Seeds};

/// What a verb beside a value says of it (`figures/verbs.tsv`).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum VerbRole {
    /// The thing stands at the value.
    At,
    /// A change led to the value.
    To,
    /// It grew by the value.
    Rise,
    /// It fell by the value.
    Fall,
    /// It stays before its noun.
    Keep,
    /// A step that is counted by itself.
    Stage,
    /// It stood at the value throughout.
    Hold,
    /// Something was done or is there in that number.
    Do,
    /// Part of a name.
    Whole,
    /// Governs what is there.
    Stock,
}

/// What a word at the edge of a name does (`figures/edges.tsv`).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Lead,
    Tail,
    Stop,
    Mark,
    Respective,
    Each,
    From,
    Compare,
    Goal,
    Forecast,
    Settled,
    /// A name that is a growth (`true`) or a fall.
    Share(bool),
    Duration,
    Vague,
    Join,
    Cut,
    Etc,
    Attribute,
    Rank,
}

/// What a word says of a period (`figures/periods.tsv`).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Review,
    Plan,
    Span,
    Year,
    Run,
    Era,
    Total,
    None,
    Running(u16, u16),
}

/// Rules of figure recognition.
#[derive(Debug)]
pub struct IndicatorRules {
    pub(super) units: Units,
    pub(super) verbs: Affixes<VerbRole>,
    pub(super) leads: Affixes<Edge>,
    pub(super) tails: Affixes<Edge>,
    pub(super) stops: Affixes<Edge>,
    pub(super) marks: Affixes<Edge>,
    pub(super) signs: Affixes<Edge>,
    pub(super) shares: Affixes<Edge>,
    pub(super) compares: Affixes<Edge>,
    pub(super) vague: Affixes<Edge>,
    pub(super) durations: Affixes<Edge>,
    pub(super) attributes: Affixes<Edge>,
    pub(super) joins: Affixes<Edge>,
    pub(super) before: Affixes<()>,
    pub(super) after: Affixes<()>,
    pub(super) inside: Affixes<()>,
    pub(super) shape_before: Affixes<()>,
    pub(super) shape_number: Affixes<()>,
    pub(super) shape_unit: Affixes<()>,
    pub(super) shape_chinese: Affixes<()>,
    pub(super) shape_glued: Affixes<()>,
    pub(super) shape_sized: Affixes<()>,
    pub(super) through: Affixes<()>,
    pub(super) times: Affixes<Times>,
    /// Names of the table of indicators, each with the place of its id in the list of ids.
    pub(super) indicators: Affixes<usize>,
    ids: Vec<String>,
    pub(super) rule: SeedRef,
}

impl IndicatorRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut rules = Self {
            units: Units::compile(seeds)?,
            verbs: Affixes::default(),
            leads: Affixes::default(),
            tails: Affixes::default(),
            stops: Affixes::default(),
            marks: Affixes::default(),
            signs: Affixes::default(),
            shares: Affixes::default(),
            compares: Affixes::default(),
            vague: Affixes::default(),
            durations: Affixes::default(),
            attributes: Affixes::default(),
            joins: Affixes::default(),
            before: Affixes::default(),
            after: Affixes::default(),
            inside: Affixes::default(),
            shape_before: Affixes::default(),
            shape_number: Affixes::default(),
            shape_unit: Affixes::default(),
            shape_chinese: Affixes::default(),
            shape_glued: Affixes::default(),
            shape_sized: Affixes::default(),
            through: Affixes::default(),
            times: Affixes::default(),
            indicators: Affixes::default(),
            ids: Vec::new(),
            rule: seeds.rule("figure"),
        };
        rules.read_verbs(seeds)?;
        rules.read_edges(seeds)?;
        rules.read_marks(seeds)?;
        rules.read_times(seeds)?;
        for row in seeds.rows("names/indicators.tsv") {
            let aliases = row.get("aliases").split('|').chain([row.get("label_zh")]);
            for name in aliases.filter(|n| !n.is_empty()) {
                rules.indicators.add(name, rules.ids.len());
            }
            rules.ids.push(row.get("id").to_owned());
        }
        Ok(rules)
    }

    fn read_verbs(&mut self, seeds: &Seeds) -> Result<(), SeedError> {
        let (mut change_verbs, mut goals) = (Vec::new(), Vec::new());
        for row in seeds.rows("figures/verbs.tsv") {
            let role = match row.get("role") {
                "at" => VerbRole::At,
                "to" => VerbRole::To,
                "rise" => VerbRole::Rise,
                "fall" => VerbRole::Fall,
                "keep" => VerbRole::Keep,
                "stage" => VerbRole::Stage,
                "hold" => VerbRole::Hold,
                "do" => VerbRole::Do,
                "whole" => VerbRole::Whole,
                "stock" => VerbRole::Stock,
                other => {
                    let message = format!("role `{other}`: see the head of the file");
                    return Err(seeds.error(row.at(), message));
                }
            };
            let surface = row.get("surface");
            self.verbs.add(surface, role);
            if matches!(role, VerbRole::Rise | VerbRole::Fall) {
                change_verbs.push(surface);
            }
            if role == VerbRole::To && surface.chars().count() == 1 {
                goals.push(surface);
            }
        }
        // 增长 with 到, 至, 为 or 成 leads to a value, whichever way the segmentation cuts it.
        for verb in change_verbs {
            for goal in &goals {
                self.verbs.add(&format!("{verb}{goal}"), VerbRole::To);
            }
        }
        Ok(())
    }

    fn read_edges(&mut self, seeds: &Seeds) -> Result<(), SeedError> {
        for row in seeds.rows("figures/edges.tsv") {
            let (edge, table) = match row.get("role") {
                "lead" => (Edge::Lead, &mut self.leads),
                "tail" => (Edge::Tail, &mut self.tails),
                "stop" => (Edge::Stop, &mut self.stops),
                "mark" => (Edge::Mark, &mut self.marks),
                "respective" => (Edge::Respective, &mut self.signs),
                "each" => (Edge::Each, &mut self.signs),
                "from" => (Edge::From, &mut self.signs),
                "goal" => (Edge::Goal, &mut self.signs),
                "forecast" => (Edge::Forecast, &mut self.signs),
                "compare" => (Edge::Compare, &mut self.compares),
                "settled" => (Edge::Settled, &mut self.compares),
                "share" => (Edge::Share(row.get("sign") == "+"), &mut self.shares),
                "duration" => (Edge::Duration, &mut self.durations),
                "rank" => (Edge::Rank, &mut self.durations),
                "attribute" => (Edge::Attribute, &mut self.attributes),
                "vague" => (Edge::Vague, &mut self.vague),
                "join" => (Edge::Join, &mut self.joins),
                "cut" => (Edge::Cut, &mut self.joins),
                "etc" => (Edge::Etc, &mut self.joins),
                other => return Err(seeds.error(row.at(), format!("no role `{other}`"))),
            };
            table.add(row.get("surface"), edge);
        }
        Ok(())
    }

    fn read_marks(&mut self, seeds: &Seeds) -> Result<(), SeedError> {
        for row in seeds.rows("figures/qualifiers.tsv") {
            let table = match row.get("place") {
                "before" => &mut self.before,
                "after" => &mut self.after,
                "inside" => &mut self.inside,
                other => {
                    return Err(seeds.error(
                        row.at(),
                        format!("place `{other}`: before, after or inside"),
                    ));
                }
            };
            table.add(row.get("surface"), ());
        }
        for row in seeds.rows("figures/shapes.tsv") {
            let table = match row.get("place") {
                "before" => &mut self.shape_before,
                "after-number" => &mut self.shape_number,
                "after-unit" => &mut self.shape_unit,
                "chinese-unit" => &mut self.shape_chinese,
                "glued" => &mut self.shape_glued,
                "sized" => &mut self.shape_sized,
                "between" => &mut self.through,
                other => {
                    let message = format!("place `{other}`: see the head of the file");
                    return Err(seeds.error(row.at(), message));
                }
            };
            table.add(row.get("surface"), ());
        }
        Ok(())
    }

    fn read_times(&mut self, seeds: &Seeds) -> Result<(), SeedError> {
        for row in seeds.rows("figures/periods.tsv") {
            let times = match (
                row.get("meaning"),
                row.get("from").parse(),
                row.get("to").parse(),
            ) {
                ("review", ..) => Times::Review,
                ("plan", ..) => Times::Plan,
                ("span", ..) => Times::Span,
                ("year", ..) => Times::Year,
                ("run", ..) => Times::Run,
                ("era", ..) => Times::Era,
                ("total", ..) => Times::Total,
                ("none", ..) => Times::None,
                ("running", Ok(from), Ok(to)) => Times::Running(from, to),
                _ => {
                    let message = "meaning: see the head of the file; running needs its years";
                    return Err(seeds.error(row.at(), message));
                }
            };
            self.times.add(row.get("surface"), times);
        }
        Ok(())
    }

    /// The id of the indicator that `name` ends with, by the longest name of the table.
    pub(super) fn indicator(&self, name: &str) -> Option<String> {
        let (id, _) = self.indicators.suffix(name, |_| true)?;
        Some(self.ids[id].clone())
    }
}
