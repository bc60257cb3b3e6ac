//! Which division a name in the head of a report means.

use std::borrow::Cow;

use crate::lexicon::{Division, DivisionLevel, Divisions};
use crate::seeds::{SeedError, Seeds};

/// The names of divisions, of those too that are no more but whose reports still are.
#[derive(Debug)]
pub(super) struct Governments {
    full: Names,
    /// Short forms of provinces and cities.
    short: Names,
}

/// Names with the divisions that they mean, by first character, in the order of the tables.
#[derive(Debug)]
struct Names(Vec<Known>);

/// A name of one division as it is written.
#[derive(Debug)]
struct Known {
    first: char,
    surface: Cow<'static, str>,
    /// The name as the table has it.
    name: Cow<'static, str>,
    code: u32,
}

impl Known {
    fn new(surface: Cow<'static, str>, name: Cow<'static, str>, code: u32) -> Option<Self> {
        Some(Self {
            first: surface.chars().next()?,
            surface,
            name,
            code,
        })
    }
}

impl Names {
    fn new(mut all: Vec<Known>) -> Self {
        all.sort_by_key(|known| known.first);
        Self(all)
    }

    /// All that stand in `place`, by where they start, longest first.
    fn find(&self, place: &str) -> Vec<Hit> {
        let mut out: Vec<Hit> = Vec::new();
        for (start, c) in place.char_indices() {
            let from = self.0.partition_point(|known| known.first < c);
            let alike = self.0[from..].iter().take_while(|known| known.first == c);
            let before = out.len();
            for known in alike.filter(|k| place[start..].starts_with(&*k.surface)) {
                let end = start + known.surface.len();
                match out[before..].iter_mut().find(|hit| hit.end == end) {
                    Some(hit) if hit.codes.contains(&known.code) => {}
                    Some(hit) => hit.codes.push(known.code),
                    None => out.push(Hit {
                        start,
                        end,
                        name: known.name.to_string(),
                        codes: vec![known.code],
                    }),
                }
            }
        }
        out.sort_by_key(|h| (h.start, usize::MAX - h.end));
        out
    }
}

/// A division's name with all divisions that have it, and the parent named right before it.
pub(super) struct Named {
    /// The name as the table has it.
    pub name: String,
    codes: Vec<u32>,
    /// Codes of the divisions named right before it (上海市 in 上海市青浦区).
    above: Vec<u32>,
}

impl Governments {
    /// Reads the divisions and `divisions/changes.tsv`.
    pub fn compile(seeds: &Seeds, divisions: &Divisions) -> Result<Self, SeedError> {
        let (mut full, mut short) = (Vec::new(), Vec::new());
        for d in divisions
            .iter()
            .filter(|d| !d.is_placeholder() && d.code != 100_000)
        {
            full.extend(Known::new(d.name.clone(), d.name.clone(), d.code));
            if d.level() <= DivisionLevel::Prefecture && d.short.chars().count() >= 2 {
                short.extend(Known::new(d.short.clone(), d.name.clone(), d.code));
            }
        }
        for row in seeds.rows("divisions/changes.tsv") {
            let code = row
                .get("code")
                .parse()
                .map_err(|_| seeds.error(row.at(), "code: six digits"))?;
            let name = Cow::from(row.get("name").to_owned());
            full.extend(Known::new(name.clone(), name, code));
        }
        let [full, short] = [full, short].map(Names::new);
        Ok(Self { full, short })
    }

    /// The division that `place` names: the last of the first row of names without a gap. Short
    /// forms count only where no full name stands, and only of provinces and cities.
    pub fn named(&self, place: &str) -> Option<Named> {
        let rows = self.hits(place, false);
        first_row(&rows).or_else(|| first_row(&self.hits(place, true)))
    }

    /// The division whose name ends `place`.
    pub fn named_before(&self, place: &str) -> Option<Named> {
        let hits = self.hits(place, false);
        let last = hits.last().filter(|h| h.end == place.len())?;
        let from = hits
            .iter()
            .rev()
            .zip(hits.iter().rev().skip(1))
            .take_while(|(b, a)| a.end == b.start)
            .count();
        first_row(&hits[hits.len() - 1 - from..]).filter(|n| n.name == last.name)
    }

    /// Names in `place`, left to right, none inside another.
    fn hits(&self, place: &str, short: bool) -> Vec<Hit> {
        let names = if short { &self.short } else { &self.full };
        let mut out: Vec<Hit> = Vec::new();
        for hit in names.find(place) {
            let after = out.last().map_or(0, |h| h.end);
            // 城区, 郊区 are names only right after their city.
            let generic = hit.name.chars().count() == 2 && !short;
            if hit.start >= after && !(generic && (hit.start != after || after == 0)) {
                out.push(hit);
            }
        }
        out
    }
}

struct Hit {
    start: usize,
    end: usize,
    name: String,
    codes: Vec<u32>,
}

/// The last name of the first gapless row, with those before it as context.
fn first_row(hits: &[Hit]) -> Option<Named> {
    let length = 1 + hits
        .windows(2)
        .take_while(|w| w[0].end == w[1].start)
        .count();
    let row = hits.get(..length)?;
    let (last, above) = row.split_last()?;
    Some(Named {
        name: last.name.clone(),
        codes: last.codes.clone(),
        above: above.iter().flat_map(|h| h.codes.iter().copied()).collect(),
    })
}

impl Named {
    /// The one division that is meant; none where nothing tells several apart.
    pub fn settle(&self, head: &str, text: &str, divisions: &Divisions) -> Option<u32> {
        let below: Vec<u32> = self
            .codes
            .iter()
            .copied()
            .filter(|&c| {
                self.above.is_empty() || self.above.iter().any(|&a| divisions.within(c, a))
            })
            .collect();
        let codes = if below.is_empty() {
            &self.codes
        } else {
            &below
        };
        if let [one] = codes[..] {
            return Some(one);
        }
        // What stands in the head decides before what the text names most.
        best(codes, head, divisions).or_else(|| best(codes, text, divisions))
    }
}

/// The code whose parents the text names most, where one leads.
fn best(codes: &[u32], text: &str, divisions: &Divisions) -> Option<u32> {
    let mut counts: Vec<(usize, u32)> = codes
        .iter()
        .map(|&code| {
            (
                parents(code, divisions)
                    .iter()
                    .map(|d| mentions(d, text))
                    .sum(),
                code,
            )
        })
        .collect();
    counts.sort_by(|a, b| b.cmp(a));
    match counts[..] {
        [(most, code), (next, _), ..] if most > next => Some(code),
        _ => None,
    }
}

fn parents(code: u32, divisions: &Divisions) -> Vec<&Division> {
    let mut out = Vec::new();
    let mut at = code;
    while let Some(d) = divisions.parent(at).filter(|d| d.code != 100_000) {
        out.push(d);
        at = d.code;
    }
    out
}

fn mentions(division: &Division, text: &str) -> usize {
    let surface = if division.short.chars().count() >= 2 {
        &division.short
    } else {
        &division.name
    };
    text.matches(&**surface).count()
}
