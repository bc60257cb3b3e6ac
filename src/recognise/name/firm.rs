//! Firms without a word such as 公司 at their end: a coined run and the line of business
//! (云深处科技, 辰州矿业).
//!
//! The business is an ordinary noun elsewhere, so the run before it has to be one that no word
//! covers, and a boundary has to stand on both sides.

use super::extent::{core_run, is_core};
use super::headed::Named;
use super::sheet::Sheet;
use super::traits::Traits;
use crate::recognise::Label;
use crate::seeds::SeedRef;

/// What may stand before a firm's name.
const BEFORE: Traits = Traits::MARK
    .or(Traits::VERB)
    .or(Traits::STOP)
    .or(Traits::NOMINAL)
    .or(Traits::PAIRS);
/// What may stand after it.
const AFTER: Traits = BEFORE
    .or(Traits::NUMBER)
    .or(Traits::ETC)
    .or(Traits::MODIFIER);
/// What names a thing by itself.
const LISTED: Traits = Traits::PLACE.or(Traits::BODY).or(Traits::OTHER_NAME);

/// All firms told by their line of business, in the order of the text.
pub(super) fn firms(sheet: &Sheet<'_>, at: SeedRef) -> Vec<Named> {
    let lines = sheet.with(Traits::FIRM).filter(|&last| last > 0);
    lines.filter_map(|last| firm(sheet, last, at)).collect()
}

/// The firm whose name ends in piece `last`.
fn firm(sheet: &Sheet<'_>, last: usize, at: SeedRef) -> Option<Named> {
    let coined = |k: usize| {
        let t = sheet.pieces[k].traits;
        t.any(Traits::UNKNOWN) && !t.any(LISTED.or(Traits::SHORT))
    };
    if sheet.line_ends(last - 1) || !is_core(sheet, last - 1) {
        return None;
    }
    let bound = |k: usize, what: Traits| {
        let t = sheet.pieces[k].traits;
        t.any(what) && !t.any(LISTED)
    };
    if !sheet.line_ends(last) && !bound(last + 1, AFTER) {
        return None;
    }
    let (mut first, _) = core_run(sheet, last - 1, 0);
    let chars: u32 = (first..last)
        .filter(|&k| coined(k))
        .map(|k| sheet.pieces[k].chars)
        .sum();
    let whole = sheet.chars(first..last);
    let adjacent = |k: usize| k > 0 && !sheet.line_ends(k - 1);
    // 禾赛科技: where only one character is unknown, a mark has to open the name.
    let marked = !adjacent(first) || sheet.pieces[first - 1].traits.any(Traits::MARK);
    if !(2..=4).contains(&whole) || chars < 2 && !(chars == 1 && marked) {
        return None;
    }
    if adjacent(first) && sheet.pieces[first - 1].traits.any(Traits::PLACE) {
        first -= 1;
    }
    let opens = !adjacent(first) || bound(first - 1, BEFORE);
    opens.then_some(Named {
        first,
        last,
        label: Label::Organisation,
        at,
        quoted: false,
    })
}
