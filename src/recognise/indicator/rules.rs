//! The tables of figure recognition, compiled for look-up at one place of the text.

use std::collections::BTreeMap;

use super::unit::Units;
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::sieve::Sieve;

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

/// Words with what they mean, found as the longest prefix or suffix of a text.
#[derive(Debug)]
pub(super) struct Affixes<T> {
    words: BTreeMap<String, (T, SeedRef)>,
    /// Lengths that occur, in bytes, longest first.
    lengths: Vec<usize>,
    /// The signs that words begin with, and those they end with: most places of a text are ruled out
    /// by one look.
    first: Sieve,
    last: Sieve,
}

impl<T: Copy> Affixes<T> {
    fn new() -> Self {
        Self {
            words: BTreeMap::new(),
            lengths: Vec::new(),
            first: Sieve::default(),
            last: Sieve::default(),
        }
    }

    fn add(&mut self, surface: &str, meaning: T, at: SeedRef) {
        if let Err(place) = self.lengths.binary_search_by(|n| surface.len().cmp(n)) {
            self.lengths.insert(place, surface.len());
        }
        if let (Some(first), Some(last)) = (surface.chars().next(), surface.chars().next_back()) {
            self.first.add(first);
            self.last.add(last);
        }
        self.words.insert(surface.to_owned(), (meaning, at));
    }

    /// The longest word that `text` starts with: its meaning and length.
    pub(super) fn prefix(&self, text: &str) -> Option<(T, usize)> {
        if !self.first.passes(text.chars().next()?) {
            return None;
        }
        self.lengths.iter().find_map(|&len| {
            let &(meaning, _) = self.words.get(text.get(..len)?)?;
            Some((meaning, len))
        })
    }

    /// The longest word that `text` ends with and that `fits` accepts by its length.
    pub(super) fn suffix(&self, text: &str, fits: impl Fn(usize) -> bool) -> Option<(T, usize)> {
        if !self.last.passes(text.chars().next_back()?) {
            return None;
        }
        self.lengths.iter().find_map(|&len| {
            let tail = text.get(text.len().checked_sub(len)?..)?;
            let &(meaning, _) = self.words.get(tail)?;
            fits(len).then_some((meaning, len))
        })
    }

    /// Whether `text` is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        let first = text.chars().next();
        first.is_some_and(|c| self.first.passes(c)) && self.words.contains_key(text)
    }

    /// The words, longest last where one holds another is of no concern: in byte order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.words.iter().map(|(s, &(t, _))| (s.as_str(), t))
    }
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
            verbs: Affixes::new(),
            leads: Affixes::new(),
            tails: Affixes::new(),
            stops: Affixes::new(),
            marks: Affixes::new(),
            signs: Affixes::new(),
            shares: Affixes::new(),
            compares: Affixes::new(),
            vague: Affixes::new(),
            durations: Affixes::new(),
            attributes: Affixes::new(),
            joins: Affixes::new(),
            before: Affixes::new(),
            after: Affixes::new(),
            inside: Affixes::new(),
            shape_before: Affixes::new(),
            shape_number: Affixes::new(),
            shape_unit: Affixes::new(),
            shape_chinese: Affixes::new(),
            shape_glued: Affixes::new(),
            shape_sized: Affixes::new(),
            through: Affixes::new(),
            times: Affixes::new(),
            indicators: Affixes::new(),
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
                rules.indicators.add(name, rules.ids.len(), row.at());
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
            self.verbs.add(surface, role, row.at());
            if matches!(role, VerbRole::Rise | VerbRole::Fall) {
                change_verbs.push((surface, row.at()));
            }
            if role == VerbRole::To && surface.chars().count() == 1 {
                goals.push(surface);
            }
        }
        // 增长 with 到, 至, 为 or 成 leads to a value, whichever way the segmentation cuts it.
        for (verb, at) in change_verbs {
            for goal in &goals {
                self.verbs.add(&format!("{verb}{goal}"), VerbRole::To, at);
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
            table.add(row.get("surface"), edge, row.at());
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
            table.add(row.get("surface"), (), row.at());
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
            table.add(row.get("surface"), (), row.at());
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
            self.times.add(row.get("surface"), times, row.at());
        }
        Ok(())
    }

    /// The id of the indicator that `name` ends with, by the longest name of the table.
    pub(super) fn indicator(&self, name: &str) -> Option<String> {
        let (id, _) = self.indicators.suffix(name, |_| true)?;
        Some(self.ids[id].clone())
    }
}
