//! The national table of administrative divisions, and what a report's own government adds to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::sense::SenseKind;
use crate::seeds::{SeedError, SeedRef, Seeds};

/// One province, prefecture or county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six-digit code (GB/T 2260).
    pub code: u32,
    /// Full name.
    pub name: Cow<'static, str>,
    /// Usual short form; empty where there is none.
    pub short: Cow<'static, str>,
    /// Its record.
    pub at: SeedRef,
    /// Joined by spaces, as in the table.
    pub(super) abbreviations: Cow<'static, str>,
    /// `NNN:name` joined by spaces, as in the table.
    pub(super) townships: Cow<'static, str>,
    /// Whether it is no more.
    pub(super) former: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divisions {
    /// By code.
    pub(super) all: Vec<Division>,
    /// Names that divisions had before, in the order of the table.
    pub(super) former: Vec<FormerName>,
}

/// What a division was called before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormerName {
    pub surface: Cow<'static, str>,
    /// The code of what it means.
    pub code: u32,
    pub at: SeedRef,
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
    /// The tables that are read.
    pub(super) const TABLES: [&str; 3] = [
        "divisions/divisions.tsv",
        "samples/divisions.tsv",
        "divisions/changes.tsv",
    ];

    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn read(seeds: &Seeds) -> Result<Self, SeedError> {
        let [national, samples, changes] = Self::TABLES;
        let mut by_code = BTreeMap::new();
        for table in [national, samples] {
            for row in seeds.rows(table) {
                let code: u32 = row.get("code").parse().map_err(|_| {
                    seeds.error(row.at(), format!("code `{}`: six digits", row.get("code")))
                })?;
                let division = Division {
                    code,
                    name: row.get("name").to_owned().into(),
                    short: row.get("short").to_owned().into(),
                    at: row.at(),
                    abbreviations: row.get("abbr").to_owned().into(),
                    townships: row.get("townships").to_owned().into(),
                    former: false,
                };
                by_code.insert(code, division);
            }
        }
        let former = former(seeds, changes, &mut by_code)?;
        Ok(Self {
            all: by_code.into_values().collect(),
            former,
        })
    }

    /// The division with this code.
    pub fn get(&self, code: u32) -> Option<&Division> {
        let index = self.all.binary_search_by_key(&code, |d| d.code).ok()?;
        Some(&self.all[index])
    }

    /// The next division above, skipping the placeholders of municipalities.
    pub fn parent(&self, code: u32) -> Option<&Division> {
        let above = match DivisionLevel::of(code) {
            DivisionLevel::Nation => return None,
            DivisionLevel::Province => 100_000,
            DivisionLevel::Prefecture => code / 10_000 * 10_000,
            DivisionLevel::County => code / 100 * 100,
        };
        match self.get(above) {
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

    /// All divisions in code order.
    pub fn iter(&self) -> impl Iterator<Item = &Division> {
        self.all.iter()
    }

    /// Calls `add` with every surface form of every division, townships left out.
    pub(super) fn words<'a>(&'a self, mut add: impl FnMut(&'a str, SenseKind, SeedRef)) {
        let current = |d: &&Division| !d.is_placeholder() && !d.former;
        for d in self.all.iter().filter(current) {
            add(
                &d.name,
                SenseKind::Division {
                    code: d.code,
                    short: false,
                },
                d.at,
            );
            for short in std::iter::once(&*d.short).chain(d.abbreviations()) {
                if !short.is_empty() && short != d.name {
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
        for FormerName { surface, code, at } in &self.former {
            let short = DivisionLevel::of(*code) == DivisionLevel::County;
            add(surface, SenseKind::Division { code: *code, short }, *at);
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
        let first = self.all.partition_point(|d| d.code < area);
        let below = self.all[first..].iter().take_while(|d| d.code <= area + 99);
        for d in below.filter(|d| self.within(d.code, area)) {
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

    /// Abbreviations (沪), provinces only.
    pub fn abbreviations(&self) -> impl Iterator<Item = &str> {
        self.abbreviations.split_whitespace()
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
    table: &str,
    by_code: &mut BTreeMap<u32, Division>,
) -> Result<Vec<FormerName>, SeedError> {
    let mut out: Vec<FormerName> = Vec::new();
    for row in seeds.rows(table) {
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
            name: row.get("name").to_owned().into(),
            short: row.get("short").to_owned().into(),
            at: row.at(),
            abbreviations: Cow::default(),
            townships: Cow::default(),
            former: true,
        });
        let surfaces = [row.get("name"), row.get("short")];
        for surface in surfaces.into_iter().filter(|s| s.chars().count() >= 2) {
            if !out.iter().any(|f| f.surface == surface && f.code == meant) {
                out.push(FormerName {
                    surface: surface.to_owned().into(),
                    code: meant,
                    at: row.at(),
                });
            }
        }
    }
    Ok(out)
}
