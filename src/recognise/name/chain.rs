//! Places named together by one character each: 沪滇, 川渝; 杭甬温 in a report of their province.
//!
//! Each character has to be the abbreviation of a province or city that a table lists or, in a
//! chain of three or more, the first of the short name of a division beside the reporting
//! government's; nothing unknown may touch the chain.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::extent::is_core;
use super::local::Learnt;
use super::sheet::Sheet;
use super::traits::Traits;
use crate::lexicon::DivisionLevel;
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;

/// Fewest characters of a chain of first characters.
const FIRSTS: usize = 3;
/// Most characters of a chain.
const LONGEST: usize = 5;

/// All chains, in the order of the text.
pub(super) fn chains(cx: Context<'_>, sheet: &Sheet<'_>, at: SeedRef) -> Vec<Learnt> {
    let firsts = Firsts {
        cx,
        near: OnceCell::new(),
        below: OnceCell::new(),
    };
    let mut out = Vec::new();
    let mut i = 0;
    while i < sheet.pieces.len() {
        if !is_core(sheet, i) {
            i += 1;
            continue;
        }
        let mut last = i;
        while !sheet.line_ends(last) && is_core(sheet, last + 1) {
            last += 1;
        }
        if is_chain(sheet, i, last, &firsts) {
            out.push(Learnt {
                span: sheet.span(i, last),
                label: Label::Place,
                at,
            });
        }
        i = last + 1;
    }
    out
}

/// The first characters of the short names of divisions, gathered where a chain asks for them:
/// most reports have none that does.
struct Firsts<'a> {
    cx: Context<'a>,
    near: OnceCell<BTreeSet<char>>,
    below: OnceCell<BTreeSet<char>>,
}

impl Firsts<'_> {
    /// Of the divisions that a report of this government may name together: the cities of its
    /// province and, for a county, the counties of its city.
    fn near(&self) -> &BTreeSet<char> {
        self.near.get_or_init(|| self.gather(true))
    }

    /// Of all counties of the province.
    fn below(&self) -> &BTreeSet<char> {
        self.below.get_or_init(|| self.gather(false))
    }

    fn gather(&self, close: bool) -> BTreeSet<char> {
        let Some(government) = &self.cx.header.government else {
            return BTreeSet::new();
        };
        let divisions = self.cx.scan.lexicon().divisions();
        let province = government.code / 10_000;
        let city = government.code / 100;
        divisions
            .iter()
            .filter(|d| d.code / 10_000 == province)
            .filter(|d| !close || d.level() == DivisionLevel::Prefecture || d.code / 100 == city)
            .filter_map(|d| d.short.chars().next())
            .collect()
    }
}

/// Whether the run of core pieces from `first` to `last` is a chain of abbreviations.
fn is_chain(sheet: &Sheet<'_>, first: usize, last: usize, firsts: &Firsts<'_>) -> bool {
    let length = sheet.chars(first..=last);
    if !(2..=LONGEST as u32).contains(&length) || touched(sheet, first, last) {
        return false;
    }
    let short = |k: usize| {
        let p = &sheet.pieces[k];
        p.chars == 1 && p.traits.any(Traits::SHORT)
    };
    if (first..=last).all(short) {
        return true;
    }
    if (length as usize) < FIRSTS {
        return false;
    }
    // One county may stand among the cities: 义甬舟.
    let others = || {
        (first..=last)
            .filter(|&k| !short(k))
            .flat_map(|k| sheet.of(k).chars())
    };
    let near = |c: char| firsts.near().contains(&c);
    others().filter(|&c| !near(c)).count() <= 1
        && others().all(|c| near(c) || firsts.below().contains(&c))
}

/// Whether a place or a numeral touches the run: then it is part of something else.
fn touched(sheet: &Sheet<'_>, first: usize, last: usize) -> bool {
    let part = |k: usize| {
        sheet.pieces[k]
            .traits
            .any(Traits::PLACE.or(Traits::LATIN).or(Traits::NUMBER))
    };
    let before = first > 0 && !sheet.line_ends(first - 1) && part(first - 1);
    let after = !sheet.line_ends(last) && part(last + 1);
    before || after
}
