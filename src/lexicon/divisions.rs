//! The national table of administrative divisions, and what a report's own government adds to it.

use std::collections::BTreeMap;

use super::sense::SenseKind;
use crate::seeds::{SeedError, SeedRef, Seeds};

/// One province, prefecture or county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six-digit code (GB/T 2260).
    pub code: u32,
    /// Full name.
    pub name: String,
    /// Usual short form; empty where there is none.
    pub short: String,
    /// Its record.
    pub at: SeedRef,
    /// Abbreviations (沪), provinces only.
    pub abbreviations: Vec<String>,
    /// `NNN:name` joined by spaces, as in the table.
    townships: String,
    /// Whether it is no more.
    former: bool,
}

/// How high a division stands.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DivisionLevel {
    /// The whole country, 100000.
    Nation,
    /// A province, region or municipality.
    Province,
    /// A prefecture or city.
    Prefecture,
    /// A county or district.
    County,
}

/// All divisions down to counties, by code; townships on demand.
#[derive(Debug, Clone)]
pub struct Divisions {
    by_code: BTreeMap<u32, Division>,
    /// Names that divisions had before, each with the code of what it means.
    former: Vec<(String, u32, SeedRef)>,
}

impl Division {
    /// Its level, from the code.
    pub fn level(&self) -> DivisionLevel {
        DivisionLevel::of(self.code)
    }
}

impl DivisionLevel {
    /// The level that a six-digit code says.
    pub fn of(code: u32) -> Self {
        match (code / 100 % 100, code % 100) {
            _ if code == 100_000 => DivisionLevel::Nation,
            (0, 0) => DivisionLevel::Province,
            (_, 0) => DivisionLevel::Prefecture,
            _ => DivisionLevel::County,
        }
    }
}

impl Divisions {
    /// Reads the tables.
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut by_code = BTreeMap::new();
        for table in ["divisions/divisions.tsv", "samples/divisions.tsv"] {
            for row in seeds.rows(table) {
                let code: u32 = row.get("code").parse().map_err(|_| {
                    seeds.error(row.at(), format!("code `{}`: six digits", row.get("code")))
                })?;
                let division = Division {
                    code,
                    name: row.get("name").to_owned(),
                    short: row.get("short").to_owned(),
                    at: row.at(),
                    abbreviations: row
                        .get("abbr")
                        .split_whitespace()
                        .map(str::to_owned)
                        .collect(),
                    townships: row.get("townships").to_owned(),
                    former: false,
                };
                by_code.insert(code, division);
            }
        }
        let former = former(seeds, &mut by_code)?;
        Ok(Self { by_code, former })
    }

    /// The division with this code.
    pub fn get(&self, code: u32) -> Option<&Division> {
        self.by_code.get(&code)
    }

    /// The next division above, skipping the placeholders of municipalities.
    pub fn parent(&self, code: u32) -> Option<&Division> {
        let above = match DivisionLevel::of(code) {
            DivisionLevel::Nation => return None,
            DivisionLevel::Province => 100_000,
            DivisionLevel::Prefecture => code / 10_000 * 10_000,
            DivisionLevel::County => code / 100 * 100,
        };
        match self.by_code.get(&above) {
            Some(d) if !d.is_placeholder() => Some(d),
            _ if above == 100_000 => None,
            _ => self.parent(above),
        }
    }

    /// Whether `code` lies in `area` or is it.
    pub fn within(&self, code: u32, area: u32) -> bool {
        match DivisionLevel::of(area) {
            DivisionLevel::Nation => true,
            DivisionLevel::Province => code / 10_000 == area / 10_000,
            DivisionLevel::Prefecture => code / 100 == area / 100,
            DivisionLevel::County => code == area,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.by_code.len()
    }

    /// All divisions in code order.
    pub fn iter(&self) -> impl Iterator<Item = &Division> {
        self.by_code.values()
    }

    /// Calls `add` with every surface form of every division, townships left out.
    pub(super) fn words<'a>(&'a self, mut add: impl FnMut(&'a str, SenseKind, SeedRef)) {
        let current = |d: &&Division| !d.is_placeholder() && !d.former;
        for d in self.by_code.values().filter(current) {
            add(
                &d.name,
                SenseKind::Division {
                    code: d.code,
                    short: false,
                },
                d.at,
            );
            for short in std::iter::once(&d.short).chain(&d.abbreviations) {
                if !short.is_empty() && *short != d.name {
                    add(
                        short,
                        SenseKind::Division {
                            code: d.code,
                            short: true,
                        },
                        d.at,
                    );
                }
            }
        }
    }

    /// Calls `add` with the names that divisions had before. A county's old name is taken as a
    /// short form is, in its province only: 新建县 is one there and two words elsewhere.
    pub(super) fn former_words<'a>(&'a self, mut add: impl FnMut(&'a str, SenseKind, SeedRef)) {
        for (name, code, at) in &self.former {
            let short = DivisionLevel::of(*code) == DivisionLevel::County;
            add(name, SenseKind::Division { code: *code, short }, *at);
        }
    }

    /// Calls `add` with the surface forms of the townships below `area` (a county's own, a
    /// city's counties'; a province has too many that share names): surface, nine-digit code,
    /// whether it is the short form, record.
    pub fn townships<'a>(&'a self, area: u32, mut add: impl FnMut(&'a str, u32, bool, SeedRef)) {
        if !matches!(
            DivisionLevel::of(area),
            DivisionLevel::County | DivisionLevel::Prefecture
        ) {
            return;
        }
        for d in self
            .by_code
            .range(area..=area + 99)
            .map(|(_, d)| d)
            .filter(|d| self.within(d.code, area))
        {
            for (number, name) in d.townships() {
                let code = d.code * 1000 + number;
                add(name, code, false, d.at);
                let short = township_short(name);
                if short != name && short.chars().count() >= 2 {
                    add(short, code, true, d.at);
                }
            }
        }
    }

    /// The name of a township by its nine-digit code.
    pub fn township_name(&self, code: u32) -> Option<&str> {
        let county = self.get(code / 1000)?;
        county
            .townships()
            .find(|&(n, _)| n == code % 1000)
            .map(|(_, name)| name)
    }
}

impl Division {
    /// A row that only groups the counties of a municipality or province.
    pub fn is_placeholder(&self) -> bool {
        self.short.is_empty() && self.level() == DivisionLevel::Prefecture
    }

    /// Its townships: three-digit number and name.
    pub fn townships(&self) -> impl Iterator<Item = (u32, &str)> {
        self.townships.split(' ').filter_map(|t| {
            let (number, name) = t.split_once(':')?;
            Some((number.parse().ok()?, name))
        })
    }
}

/// A township's name without its kind: 朱家角镇 → 朱家角.
fn township_short(name: &str) -> &str {
    // The kinds of township are closed by law; they are read from the tail of the table's names.
    name.strip_suffix("街道")
        .or_else(|| name.strip_suffix("镇"))
        .or_else(|| name.strip_suffix("乡"))
        .unwrap_or(name)
}

/// Reads the divisions that are no more. One whose code nothing has since is added to the table,
/// so that a report of its time names it; the names of all are returned with the code of what
/// they mean: their own, or that of the successor where another division has the code now.
fn former(
    seeds: &Seeds,
    by_code: &mut BTreeMap<u32, Division>,
) -> Result<Vec<(String, u32, SeedRef)>, SeedError> {
    let mut out = Vec::new();
    for row in seeds.rows("divisions/changes.tsv") {
        let code = |column: &str| {
            row.get(column)
                .parse::<u32>()
                .map_err(|_| seeds.error(row.at(), format!("{column}: six digits")))
        };
        let (own, successor) = (code("code")?, code("successor")?);
        let meant = if by_code.contains_key(&own) {
            successor
        } else {
            own
        };
        by_code.entry(own).or_insert_with(|| Division {
            code: own,
            name: row.get("name").to_owned(),
            short: row.get("short").to_owned(),
            at: row.at(),
            abbreviations: Vec::new(),
            townships: String::new(),
            former: true,
        });
        let surfaces = [row.get("name"), row.get("short")];
        for surface in surfaces.into_iter().filter(|s| s.chars().count() >= 2) {
            if !out.iter().any(|(s, c, _)| s == surface && *c == meant) {
                out.push((surface.to_owned(), meant, row.at()));
            }
        }
    }
    Ok(out)
}
