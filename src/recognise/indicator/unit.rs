//! Units of measure from the table of units.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::seeds::{SeedError, SeedRef, Seeds};

/// One unit.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// What kind of quantity it measures.
    pub kind: UnitKind,
    /// Value in the base unit.
    pub factor: Decimal,
    /// The base unit.
    pub base: String,
    /// Its record.
    pub at: SeedRef,
}

/// Kinds of unit that the rules tell apart.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// Counts of things, people and visits.
    Count,
    /// Percent and the like, multiples.
    Ratio,
    /// Percentage points.
    Points,
    /// Lengths of time.
    Time,
    /// Years of age.
    Age,
    /// Places in a ranking, grades.
    Rank,
    /// Points of a score.
    Score,
    /// Doublings.
    Doubling,
    /// Money, mass, area and all other measures.
    Measure,
}

/// The table of units by surface.
#[derive(Debug)]
pub(super) struct Units {
    by_surface: BTreeMap<String, Unit>,
    longest: usize,
}

impl Units {
    /// Reads the table.
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut by_surface = BTreeMap::new();
        for row in seeds
            .rows("names/units.tsv")
            .chain(seeds.rows("figures/units.tsv"))
        {
            let factor = row.get("factor");
            let factor = factor.parse().map_err(|_| {
                seeds.error(row.at(), format!("factor `{factor}`: a decimal number"))
            })?;
            let unit = Unit {
                kind: kind(row.get("kind"), row.get("base")),
                factor,
                base: row.get("base").to_owned(),
                at: row.at(),
            };
            by_surface.insert(row.get("surface").to_owned(), unit);
        }
        let longest = by_surface.keys().map(String::len).max().unwrap_or(0);
        Ok(Self {
            by_surface,
            longest,
        })
    }

    /// Whether the table has this unit.
    pub(super) fn has(&self, surface: &str) -> bool {
        self.by_surface.contains_key(surface)
    }

    /// The longest unit at the start of `text` and its length that satisfies `fits`.
    ///
    /// Latin units match whole runs of letters in either case.
    pub(super) fn at(
        &self,
        text: &str,
        fits: impl Fn(&Unit, usize) -> bool,
    ) -> Option<(&Unit, usize)> {
        let latin = text
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(text.len());
        if latin > 0 {
            let run = &text[..latin];
            let found = self
                .by_surface
                .iter()
                .find(|(s, _)| s.eq_ignore_ascii_case(run));
            return found.map(|(_, unit)| (unit, latin));
        }
        let mut end = self.longest.min(text.len());
        while end > 0 {
            if text.is_char_boundary(end)
                && let Some(unit) = self.by_surface.get(&text[..end])
                && fits(unit, end)
            {
                return Some((unit, end));
            }
            end -= 1;
        }
        None
    }
}

fn kind(kind: &str, base: &str) -> UnitKind {
    match kind {
        "count" if base == "floor" => UnitKind::Rank,
        "count" | "visit" => UnitKind::Count,
        "ratio" => UnitKind::Ratio,
        "points" => UnitKind::Points,
        "time" => UnitKind::Time,
        "age" => UnitKind::Age,
        "index" if base == "score" => UnitKind::Score,
        "index" if base == "dB" => UnitKind::Measure,
        "index" | "rank" => UnitKind::Rank,
        "doubling" => UnitKind::Doubling,
        _ => UnitKind::Measure,
    }
}
