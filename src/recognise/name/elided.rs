//! Places that share the head noun of a site which is built: 贵阳、黔南抽水蓄能电站 are two.

use super::extent::is_core;
use super::headed::Named;
use super::sheet::Sheet;
use super::traits::{Traits, VERB_ROLES};
use crate::lexicon::Need;
use crate::recognise::Label;

/// How many characters what is left of an elided name has.
const SHORT: std::ops::RangeInclusive<u32> = 2..=4;

/// The items of enumerations before the sites among `known` that are built, of which only the
/// place or coined part stands.
pub(super) fn elided(sheet: &Sheet<'_>, known: &[Named]) -> Vec<Named> {
    let mut out = Vec::new();
    for site in known.iter().filter(|n| is_built_site(sheet, n)) {
        let from = out.len();
        let mut first = site.first;
        while let Some(item) = before(sheet, first) {
            out.push(Named {
                first: item.0,
                last: item.1,
                ..*site
            });
            first = item.0;
        }
        // What else stands before the first item says that the list is of something else.
        if !opens(sheet, first) {
            out.truncate(from);
        }
    }
    out
}

/// Whether a name is a site that is built, and opens with its place or coined part.
fn is_built_site(sheet: &Sheet<'_>, named: &Named) -> bool {
    let heads = &sheet.pieces[named.last].heads;
    named.label == Label::Project
        && !named.quoted
        && named.first < named.last
        && heads.iter().any(|h| h.need == Need::Site)
        && bare(sheet, named.first)
}

/// The item before the one that begins at piece `first`: a place or coined run and nothing else.
fn before(sheet: &Sheet<'_>, first: usize) -> Option<(usize, usize)> {
    let near = first >= 2 && !sheet.line_ends(first - 1) && !sheet.line_ends(first - 2);
    if !near || !sheet.is_mark(first - 1, &['、']) {
        return None;
    }
    let last = first - 2;
    let mut from = last;
    while from > 0 && !sheet.line_ends(from - 1) && bare(sheet, from - 1) {
        from -= 1;
    }
    let run = from..=last;
    let chars = sheet.chars(run.clone());
    (run.into_iter().all(|k| bare(sheet, k)) && SHORT.contains(&chars)).then_some((from, last))
}

/// Whether a piece is a place without a head noun or part of a coined run.
fn bare(sheet: &Sheet<'_>, k: usize) -> bool {
    let t = sheet.pieces[k].traits;
    let place = t.any(Traits::PLACE.or(Traits::SHORT)) && !t.any(Traits::HEADED.or(Traits::ROAD));
    place || is_core(sheet, k) && !t.any(Traits::NUMBER)
}

/// Whether an enumeration begins at piece `first`: a verb, a mark or a conjunction stands before it.
fn opens(sheet: &Sheet<'_>, first: usize) -> bool {
    let Some(k) = sheet.before(first) else {
        return true;
    };
    let opening = Traits::VERB
        .or(Traits::NOMINAL)
        .or(VERB_ROLES)
        .or(Traits::PAIRS);
    let t = sheet.pieces[k].traits;
    t.any(opening) || t.any(Traits::MARK) && !sheet.is_mark(k, &['、', '”', '）'])
}
