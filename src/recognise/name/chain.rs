//! Places named together by one character each: 沪滇, 川渝; 杭甬温 in a report of their province.
//!
//! Each character has to be the abbreviation of a province or city that a table lists or, in a
//! chain of three or more, the first of the short name of a division beside the reporting
//! government's; nothing unknown may touch the chain.

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
    let (near, below) = (firsts(cx, true), firsts(cx, false));
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
        if is_chain(sheet, i, last, &near, &below) {
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

/// The first characters of the short names of the divisions that a report of this government
/// may name together: the cities of its province and, for a county, the counties of its city;
/// or, not `close`, all counties of the province.
fn firsts(cx: Context<'_>, close: bool) -> BTreeSet<char> {
    let Some(government) = &cx.header.government else {
        return BTreeSet::new();
    };
    let divisions = cx.scan.lexicon().divisions();
    let province = government.code / 10_000;
    let city = government.code / 100;
    divisions
        .iter()
        .filter(|d| d.code / 10_000 == province)
        .filter(|d| !close || d.level() == DivisionLevel::Prefecture || d.code / 100 == city)
        .filter_map(|d| d.short.chars().next())
        .collect()
}

/// Whether the run of core pieces from `first` to `last` is a chain of abbreviations.
fn is_chain(
    sheet: &Sheet<'_>,
    first: usize,
    last: usize,
    near: &BTreeSet<char>,
    below: &BTreeSet<char>,
) -> bool {
    let length: u32 = (first..=last).map(|k| sheet.pieces[k].chars).sum();
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
    // One county may stand among the cities: 义甬舟.
    let others = || {
        (first..=last)
            .filter(|&k| !short(k))
            .flat_map(|k| sheet.of(k).chars())
    };
    let far = others().filter(|c| !near.contains(c)).count();
    length as usize >= FIRSTS
        && far <= 1
        && others().all(|c| near.contains(&c) || below.contains(&c))
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
