//! Names that end in a head noun: 西虹桥商务区, 第46届世界技能大赛, 复旦大学附属妇产科医院青浦分院.
//!
//! Head nouns are tried from right to left, so that the longest name wins; what a name covers is
//! not tried again. `need` of the head says what has to stand before it.

use super::clause::{built, verb_after, verb_before};
use super::extent::{Extent, core_run, is_core, is_proper, start, street, walk};
use super::instrument;
use super::piece::Head;
use super::sheet::Sheet;
use super::traits::{Traits, VERB_ROLES};
use super::undertaking::undertaking;
use super::verdict::accepted;
use crate::lexicon::Need;
use crate::recognise::Label;
use crate::seeds::SeedRef;

/// A name as a range of pieces, both ends included.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub first: usize,
    pub last: usize,
    pub label: Label,
    pub at: SeedRef,
    /// Whether a quoted core opens it.
    pub quoted: bool,
}

/// What names a thing by itself.
const LISTED: Traits = Traits::PLACE.or(Traits::BODY).or(Traits::OTHER_NAME);

/// All headed names of a report, in the order of the text.
pub(super) fn headed(sheet: &Sheet<'_>) -> Vec<Named> {
    let mut out = Vec::new();
    let mut free = sheet.pieces.len();
    for head in sheet.with(Traits::HEADED).rev() {
        if head < free
            && let Some(named) = name_at(sheet, head)
        {
            free = named.first;
            out.push(named);
        }
    }
    out.reverse();
    out
}

/// The name that ends in the head noun at piece `h`, if any.
pub(super) fn name_at(sheet: &Sheet<'_>, h: usize) -> Option<Named> {
    if let Some(head) = sheet.pieces[h]
        .heads
        .iter()
        .find(|x| x.label == Label::Policy)
        && let Some((first, quoted)) = instrument::start(sheet, h, head.need)
    {
        return Some(Named {
            first,
            last: h,
            label: Label::Policy,
            at: head.at,
            quoted,
        });
    }
    let extent = unquoted(sheet, walk(sheet, h))?;
    let (first, head) = if sheet.pieces[h].chars == 1 {
        short_head(sheet, extent)?
    } else {
        long_head(sheet, extent)?
    };
    let named = Named {
        first,
        last: h,
        label: head.label,
        at: head.at,
        quoted: extent.quote.is_some_and(|q| q >= first),
    };
    accepted(sheet, named).then_some(named)
}

/// A quoted core directly before a head noun of Terms is a term with it; before a place the
/// name begins at the place.
fn unquoted(sheet: &Sheet<'_>, extent: Extent) -> Option<Extent> {
    let Some(open) = extent.quote else {
        return Some(extent);
    };
    let after = sheet.pieces[open].partner? + 1;
    let next = &sheet.pieces[after];
    if next.traits.any(Traits::PLACE) {
        return Some(Extent {
            first: after,
            quote: None,
            ..extent
        });
    }
    let head = &sheet.pieces[extent.head];
    let place = after == extent.head && next.heads.iter().all(|x| x.label == Label::Place);
    let known = sheet.pieces[open + 1].traits.any(Traits::DOCTRINE) && open + 2 == after - 1;
    let happening = head
        .heads
        .iter()
        .all(|x| matches!(x.label, Label::Event | Label::Policy));
    if place
        || next.traits.any(Traits::TERM_HEAD)
        || head.traits.any(Traits::TERM_HEAD)
        || !(known || happening)
    {
        return (after < extent.head).then_some(Extent {
            first: after,
            quote: None,
            ..extent
        });
    }
    Some(extent)
}

/// The head's sense: a site is a project where it is built, a body or place where it is there.
fn choose(sheet: &Sheet<'_>, h: usize, first: usize) -> Option<Head> {
    let heads = &sheet.pieces[h].heads;
    let site = heads.iter().find(|x| x.need == Need::Site);
    let of = |label: Label| heads.iter().find(|x| x.label == label).copied();
    let Some(site) = site else {
        return heads.iter().find(|x| x.label != Label::Policy).copied();
    };
    if sheet.pieces[h].traits.any(Traits::STRETCH) && !(first..h).any(|k| is_line(sheet, k)) {
        return Some(*site);
    }
    if built(sheet, first, h) {
        return Some(Head {
            label: Label::Project,
            ..*site
        });
    }
    if heads.iter().all(|x| x.label == Label::Project)
        && !verb_before(sheet, first).any(Traits::STANDS)
    {
        return Some(*site);
    }
    of(Label::Organisation).or(of(Label::Place)).or(Some(Head {
        label: Label::Place,
        ..*site
    }))
}

/// Whether a piece is a road or railway.
fn is_line(sheet: &Sheet<'_>, k: usize) -> bool {
    let p = &sheet.pieces[k];
    p.traits.any(Traits::ROAD) || p.heads.iter().any(|x| x.need == Need::Site)
}

/// A head of one character: the proper part stands directly before it.
fn short_head(sheet: &Sheet<'_>, extent: Extent) -> Option<(usize, Head)> {
    let h = extent.head;
    let before = h.checked_sub(1).filter(|&b| b >= extent.first)?;
    let t = sheet.pieces[before].traits;
    if !sheet.line_ends(h)
        && sheet.pieces[h + 1]
            .traits
            .any(Traits::UNKNOWN.or(Traits::SIDE))
    {
        return None;
    }
    if goes_on(sheet, h) {
        return None;
    }
    let mut first = if t.any(LISTED) || t.any(Traits::LATIN) || extent.quote.is_some_and(|q| q < h)
    {
        extent.quote.unwrap_or(before)
    } else if is_core(sheet, before) {
        let (first, _) = core_run(sheet, before, extent.first);
        let settled = first == before
            && first > extent.first
            && sheet.pieces[first].chars == 1
            && sheet.pieces[first - 1].traits.any(Traits::DIVISION)
            && sheet.pieces[h].traits.any(Traits::LEVEL.or(Traits::GROUND));
        (settled || proper_core(sheet, first, h)).then_some(first)?
    } else if listed_street(sheet, before) {
        before
    } else if t.any(Traits::NOUN)
        && sheet.pieces[h]
            .heads
            .iter()
            .all(|x| x.label == Label::Event)
    {
        let held = || verb_before(sheet, before).any(Traits::HOLDS);
        start(sheet, extent, Label::Event).or_else(|| held().then_some(before))?
    } else {
        return None;
    };
    while first > extent.first
        && sheet.pieces[first - 1]
            .traits
            .any(Traits::PLACE.or(Traits::JOINS))
    {
        first -= 1;
    }
    let happening = sheet.pieces[h]
        .heads
        .iter()
        .all(|x| x.label == Label::Event);
    if first > extent.first && happening {
        // 第四届中国·南京国际梅花节
        first = start(sheet, extent, Label::Event)
            .filter(|&s| s < first)
            .unwrap_or(first);
    } else if first > extent.first
        && (extent.first..first).any(|k| !sheet.pieces[k].heads.is_empty())
    {
        first = start(sheet, extent, Label::Place)
            .filter(|&s| s < first)
            .unwrap_or(first);
    }
    let head = choose(sheet, h, first)?;
    let abstracted = matches!(head.label, Label::Organisation | Label::Policy)
        && !t.any(LISTED)
        && sheet.chars(first..h) < 2;
    let action = head.label == Label::Event
        && !t.any(LISTED.or(Traits::LATIN))
        && !verb_before(sheet, first).any(Traits::HOLDS);
    (!abstracted && !action).then_some((first, head))
}

/// Whether a street that a common word names is a further item of a list: 镜山大道、和平路.
fn listed_street(sheet: &Sheet<'_>, i: usize) -> bool {
    street(sheet, i) && i > 0 && !sheet.line_ends(i - 1) && sheet.is_mark(i - 1, &['、'])
}

/// Whether unknown characters go on after the head `h` with one that measures elsewhere.
fn goes_on(sheet: &Sheet<'_>, h: usize) -> bool {
    let at = |k: usize, what: Traits| sheet.pieces[k].traits.any(what);
    !sheet.line_ends(h)
        && at(h + 1, Traits::MEASURE)
        && sheet.pieces[h + 1].heads.is_empty()
        && !sheet.line_ends(h + 1)
        && at(h + 2, Traits::UNKNOWN)
}

/// Whether the characters from `first` up to the head `h` can be a proper name: two or more that
/// no word covers, or one where the report uses the whole more than once and a boundary opens it.
fn proper_core(sheet: &Sheet<'_>, first: usize, h: usize) -> bool {
    let traits = |k: usize| sheet.pieces[k].traits;
    let part = |k: usize| {
        let any = Traits::UNKNOWN
            .or(Traits::SIDE)
            .or(Traits::DIRECTION)
            .or(Traits::MEASURE);
        traits(k).any(any) || !sheet.pieces[k].heads.is_empty()
    };
    let chars: u32 = (first..h)
        .filter(|&k| part(k))
        .map(|k| sheet.pieces[k].chars)
        .sum();
    let known = (first..h).any(|k| traits(k).any(Traits::MODIFIER) && !traits(k).any(Traits::SIDE));
    if chars >= 2 && !known && (first..h).any(|k| traits(k).any(Traits::UNKNOWN)) {
        let text: Vec<char> = sheet.span(first, h).of(sheet.text).chars().collect();
        // 治城治乡 is a phrase of two parallel halves.
        return !(text.len() == 4 && text[0] == text[2]);
    }
    let opened = first == 0
        || sheet.line_ends(first - 1)
        || sheet.pieces[first - 1]
            .traits
            .any(Traits::MARK.or(Traits::VERB));
    let surface = sheet.span(first, h).of(sheet.text);
    let natural = sheet.pieces[h].traits.any(Traits::NATURAL);
    natural && opened && sheet.text.matches(surface).nth(1).is_some()
}

/// A head of several characters: the proper part stands anywhere before it.
fn long_head(sheet: &Sheet<'_>, extent: Extent) -> Option<(usize, Head)> {
    let h = extent.head;
    let numbered = h > 0 && sheet.pieces[h - 1].traits.any(Traits::NUMBER);
    if numbered && sheet.pieces[h].traits.any(Traits::ORDINAL) {
        return None;
    }
    let label = sheet.pieces[h]
        .heads
        .iter()
        .find(|x| x.label != Label::Policy)?
        .label;
    let restarted = restart(sheet, extent);
    let first = start(sheet, restarted, label)
        .or_else(|| start(sheet, extent, label).filter(|_| restarted.first != extent.first))
        .or_else(|| sanctioned(sheet, extent, label))?;
    let head = choose(sheet, h, first)?;
    Some((first, head))
}

/// Where a verb that builds stands inside the stretch (重庆建设西部金融中心), the name begins after it
/// if a proper part follows.
fn restart(sheet: &Sheet<'_>, extent: Extent) -> Extent {
    let verb = (extent.first..extent.head).rev().find(|&i| {
        sheet.pieces[i]
            .traits
            .any(Traits::BUILDS.or(Traits::FOUNDS))
            && i + 1 < extent.head
    });
    // 甘肃农业大学合作共建静宁苹果学院: what a body does with two verbs.
    let two = || {
        let nominal = |k: usize| sheet.pieces[k].traits.any(Traits::NOMINAL);
        (extent.first + 2..extent.head)
            .rev()
            .find(|&i| nominal(i) && nominal(i - 1) && sheet.pieces[i - 2].traits.any(Traits::BODY))
    };
    match verb.or_else(two) {
        Some(i) if (i + 1..extent.head).any(|k| is_proper(sheet, k)) => Extent {
            first: i + 1,
            ..extent
        },
        _ => extent,
    }
}

/// Names without a proper part that their verb makes names: a happening that is held, a body
/// that is founded.
fn sanctioned(sheet: &Sheet<'_>, extent: Extent, label: Label) -> Option<usize> {
    let head = &sheet.pieces[extent.head];
    let chars = |first: usize| sheet.chars(first..extent.head);
    if head.traits.any(Traits::ORDINAL) && chars(extent.first) >= 4 {
        return Some(extent.first);
    }
    let mut first = extent.first;
    while first < extent.head
        && sheet.pieces[first]
            .traits
            .any(Traits::NUMBER.or(Traits::MODIFIER).or(Traits::MEASURE))
    {
        first += 1;
    }
    let content = chars(first);
    let before = verb_before(sheet, first);
    let after = verb_after(sheet, extent.head);
    let long = head.chars >= 5 && !head.traits.any(Traits::COMMON.or(Traits::NOUN));
    let enough = match label {
        Label::Event => {
            (content >= 2 || long) && (before.any(Traits::HOLDS) || after.any(Traits::HOLDS))
        }
        Label::Organisation => {
            let founded = content >= 2 && head.chars > 2 && before.any(Traits::FOUNDS);
            founded || long && before.any(Traits::FOUNDS.or(Traits::BUILDS))
        }
        Label::Project if !head.traits.any(Traits::BARE) => {
            return undertaking(sheet, extent.head);
        }
        _ => {
            return head
                .traits
                .any(Traits::BARE)
                .then_some(extent.head)
                .filter(|_| extent.head == first || verb_inside(sheet, first, extent.head));
        }
    };
    enough.then_some(first)
}

/// Whether nothing but verbs stands between two pieces: they govern what follows.
fn verb_inside(sheet: &Sheet<'_>, first: usize, last: usize) -> bool {
    (first..last).all(|k| sheet.pieces[k].traits.any(Traits::NOMINAL.or(VERB_ROLES)))
}
