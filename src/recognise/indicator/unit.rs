//! Units of measure from the table of units.

use rust_decimal::Decimal;

use super::affixes::Affixes;
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
    units: Vec<Unit>,
    /// Surfaces, each with the place of its unit.
    surfaces: Affixes<usize>,
    /// Units in Latin letters and their places, in byte order.
    latin: Vec<(String, usize)>,
}

impl Units {
    /// Reads the table.
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let (mut units, mut surfaces) = (Vec::new(), Affixes::default());
        for row in seeds
            .rows("names/units.tsv")
            .chain(seeds.rows("figures/units.tsv"))
        {
            let factor = row.get("factor");
            let factor = factor.parse().map_err(|_| {
                seeds.error(row.at(), format!("factor `{factor}`: a decimal number"))
            })?;
            surfaces.add(row.get("surface"), units.len());
            units.push(Unit {
                kind: kind(row.get("kind"), row.get("base")),
                factor,
                base: row.get("base").to_owned(),
                at: row.at(),
            });
        }
        let latin = surfaces.iter().filter(|(s, _)| s.is_ascii());
        let mut latin: Vec<_> = latin.map(|(s, place)| (s.to_owned(), place)).collect();
        latin.sort();
        Ok(Self {
            units,
            surfaces,
            latin,
        })
    }

    /// Whether the table has this unit.
    pub(super) fn has(&self, surface: &str) -> bool {
        self.surfaces.has(surface)
    }

    /// The longest unit at the start of `text` and its length that satisfies `fits`.
    ///
    /// Latin units match whole runs of letters in either case.
    pub(super) fn at(
        &self,
        text: &str,
        fits: impl Fn(&Unit, usize) -> bool,
    ) -> Option<(&Unit, usize)> {
        let latin = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if latin > 0 {
            let run = &text[..latin];
            let found = self.latin.iter().find(|(s, _)| s.eq_ignore_ascii_case(run));
            return found.map(|&(_, place)| (&self.units[place], latin));
        }
        let (place, len) = self
            .surfaces
            .prefix_where(text, |place, len| fits(&self.units[place], len))?;
        Some((&self.units[place], len))
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
