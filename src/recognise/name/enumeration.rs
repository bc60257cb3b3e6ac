//! Lists of names that a common noun closes: A、B、C等项目, A、B等企业.
//!
//! The noun says what every item is that has a proper part; an item that is a listed name of
//! another kind keeps its own (网易等竣工项目: a firm).

use super::clause::built;
use super::extent::{core_run, is_core, is_proper, leading_direction};
use super::headed::Named;
use super::piece::Head;
use super::sheet::Sheet;
use super::traits::{Traits, VERB_ROLES};
use crate::lexicon::{Need, SenseKind, digit};
use crate::recognise::Label;
use crate::seeds::SeedRef;

/// What names a thing by itself.
const LISTED: Traits = Traits::PLACE.or(Traits::BODY).or(Traits::OTHER_NAME);
/// What stays inside an item although it is a function word.
const KEPT: Traits = LISTED
    .or(Traits::JOINS)
    .or(Traits::ORDINAL)
    .or(Traits::NUMBER_WORD)
    .or(Traits::WORLD);
/// Most pieces between 等 and the noun.
const REACH: usize = 8;
/// Most pieces between a count and the head noun that items share.
const ELIDED: usize = 4;
/// Most items of a list.
const ITEMS: usize = 24;
/// Most pieces of an organisation of a list: longer items are described, not named.
const ORGANISATION: usize = 5;
/// Shortest title of an instrument in a list, in bytes.
const SHORTEST_TITLE: usize = 12;
/// Longest item, in bytes.
const LONGEST: usize = 72;

/// The items of all lists of a report.
pub(super) fn lists(sheet: &Sheet<'_>) -> Vec<Named> {
    let mut out = Vec::new();
    for etc in sheet.with(Traits::ETC) {
        if etc == 0 || sheet.line_ends(etc - 1) {
            continue;
        }
        if let Some((label, at)) = closing(sheet, etc) {
            items(sheet, etc, label, at, &mut out);
        } else if let Some(head) = shared_head(sheet, etc) {
            sites(sheet, etc, head, &mut out);
        } else if let Some(at) = under_way(sheet, etc) {
            let from = out.len();
            items(sheet, etc, Label::Project, at, &mut out);
            // A body that is being set up stays a body.
            let mut kept = out.split_off(from);
            kept.retain(|n| is_site(sheet, n.last));
            out.append(&mut kept);
        }
    }
    for number in sheet.with(Traits::NUMBER).filter(|&i| i > 0) {
        if let Some((label, at)) = counted(sheet, number) {
            elided(sheet, number, label, at, &mut out);
        }
    }
    out
}

/// The head noun that the items of a list share, where their number stands before it:
/// 金凤、嘉陵江、明月湖3个重庆实验室 names three laboratories.
fn counted(sheet: &Sheet<'_>, number: usize) -> Option<(Label, SeedRef)> {
    let measure = number + 1;
    let counts = !sheet.line_ends(number - 1)
        && !sheet.line_ends(number)
        && !sheet.line_ends(measure)
        && sheet.pieces[measure].traits.any(Traits::MEASURE);
    if !counts {
        return None;
    }
    let count: usize = numeral(sheet.of(number))?;
    let start = sheet.clause_start(number);
    let marks = (start..number)
        .filter(|&i| sheet.is_mark(i, &['、']))
        .count();
    if count < 2 || marks + 1 != count {
        return None;
    }
    let end = (measure + 1 + ELIDED).min(sheet.clause_end(number));
    let head = (measure + 1..end)
        .take_while(|&i| !sheet.line_ends(i - 1) && !sheet.pieces[i].traits.any(Traits::STOP))
        .find_map(|i| {
            sheet.pieces[i]
                .heads
                .iter()
                .find(|h| h.label == Label::Organisation)
        })?;
    Some((head.label, head.at))
}

/// A small number in digits or as one numeral.
fn numeral(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    match chars.next().and_then(digit) {
        Some(value) => chars.next().is_none().then_some(value as usize),
        None => text.parse().ok(),
    }
}

/// The items before piece `number` that share the head noun behind it.
fn elided(sheet: &Sheet<'_>, number: usize, label: Label, at: SeedRef, out: &mut Vec<Named>) {
    let mut last = number - 1;
    let start = sheet.clause_start(number);
    loop {
        let mut first = last;
        let inner = |k: usize| {
            let t = sheet.pieces[k].traits;
            t.any(LISTED) || is_proper(sheet, k) || is_core(sheet, k)
        };
        while first > start && inner(first - 1) {
            first -= 1;
        }
        if !inner(last) || !proper_in(sheet, first, last) {
            return;
        }
        out.push(Named {
            first,
            last,
            label,
            at,
            quoted: false,
        });
        if first < start + 2 || !sheet.is_mark(first - 1, &['、']) {
            return;
        }
        last = first - 2;
    }
}

/// The noun that closes the list before 等 at piece `etc`.
fn closing(sheet: &Sheet<'_>, etc: usize) -> Option<(Label, SeedRef)> {
    let end = (etc + 1 + REACH).min(sheet.pieces.len());
    let mut found = None;
    for i in etc + 1..end {
        if sheet.line_ends(i - 1)
            || sheet.pieces[i]
                .traits
                .any(Traits::VERB.or(Traits::STOP).or(Traits::MARK))
        {
            break;
        }
        let pick = |kind: &SenseKind| match kind {
            SenseKind::Lists(label) => Some(*label),
            _ => None,
        };
        if let Some(hit) = sheet.word(i).and_then(|w| w.sense(pick)) {
            found = Some(hit);
            break;
        }
    }
    found
}

/// The head noun of sites behind 等 at piece `etc`, with which the noun phrase ends: 高速公路 in
/// 昭金、姚南等高速公路.
fn shared_head(sheet: &Sheet<'_>, etc: usize) -> Option<usize> {
    let skipped = Traits::MODIFIER
        .or(Traits::GENERAL)
        .or(Traits::NUMBER)
        .or(Traits::MEASURE);
    let end = (etc + 1 + REACH).min(sheet.clause_end(etc));
    let head =
        (etc + 1..end).find(|&i| !sheet.pieces[i].traits.any(skipped) || is_site(sheet, i))?;
    let site = sheet.pieces[head]
        .heads
        .iter()
        .any(|h| h.need == Need::Site);
    let goes_on = !sheet.line_ends(head)
        && sheet.pieces[head + 1]
            .traits
            .any(Traits::NOUN.or(Traits::UNKNOWN));
    (site && !goes_on).then_some(head)
}

/// The items before piece `etc` that share the head noun `head`: short runs of which most are no
/// words. What is a listed name is one already.
fn sites(sheet: &Sheet<'_>, etc: usize, head: usize, out: &mut Vec<Named>) {
    let Some(at) = sheet.pieces[head].heads.first().map(|h| h.at) else {
        return;
    };
    let start = sheet.clause_start(etc);
    let coined = |k: usize| sheet.pieces[k].traits.any(Traits::UNKNOWN.or(LISTED));
    let (mut items, mut end) = (Vec::new(), etc);
    while end > start && items.len() < ITEMS {
        let last = end - 1;
        let run = core_run(sheet, last, start).0.min(last);
        if !(2..=4).contains(&sheet.span(run, last).of(sheet.text).chars().count()) {
            break;
        }
        let first = match route_start(sheet, last, start) {
            route if route < last => route,
            _ => run,
        };
        items.push((first, last));
        if first < start + 2 || !sheet.is_mark(first - 1, &['、']) {
            break;
        }
        end = first - 1;
    }
    let coined = |&&(first, last): &&(usize, usize)| (first..=last).any(coined);
    let named = items.iter().filter(coined).count();
    let route = |&(first, last): &(usize, usize)| first < last;
    let Some(&(first, _)) = items.last().filter(|i| items.len() > 1 || route(i)) else {
        return;
    };
    if named * 2 < items.len() {
        return;
    }
    let label = if built(sheet, first, head) {
        Label::Project
    } else {
        Label::Place
    };
    let free = |k: usize| {
        let other = LISTED.or(VERB_ROLES).or(Traits::MARK);
        !sheet.pieces[k].traits.any(other)
    };
    let items = items.into_iter().rev();
    let items = items.filter(|i| route(i) || free(i.0));
    out.extend(items.map(|(first, last)| Named {
        first,
        last,
        label,
        at,
        quoted: false,
    }));
}

/// Where the line that ends in the place `last` begins: 剑河至黎平, 金沙经仁怀至桐梓.
fn route_start(sheet: &Sheet<'_>, last: usize, start: usize) -> usize {
    let end = |k: usize| {
        let t = sheet.pieces[k].traits;
        sheet.pieces[k].chars > 1 && (t.any(Traits::PLACE) || is_proper(sheet, k))
    };
    let mut first = last;
    while first >= start + 2
        && sheet.pieces[first - 1].chars == 1
        && (sheet.pieces[first - 1].traits.any(Traits::JOINS) || first < last)
        && !sheet.pieces[first - 1].traits.any(Traits::MARK)
        && end(first - 2)
    {
        first -= 2;
    }
    first
}

/// Whether the list before 等 is of undertakings although no noun says so: 加快A、B等平台建设 builds
/// what it lists. With the record of the verb.
fn under_way(sheet: &Sheet<'_>, etc: usize) -> Option<SeedRef> {
    let nouns = (etc + 1..sheet.clause_end(etc))
        .take_while(|&i| {
            sheet.pieces[i]
                .traits
                .any(Traits::NOUN.or(Traits::MODIFIER))
        })
        .count();
    let verb = etc + 1 + nouns;
    let traits = sheet.pieces.get(verb)?.traits;
    let start = sheet.clause_start(etc);
    let pushed = sheet.pieces[start..etc]
        .iter()
        .find(|p| p.traits.any(VERB_ROLES.or(Traits::VERB)))
        .is_some_and(|p| p.traits.any(Traits::PUSHES.or(Traits::BUILDS)));
    let builds = traits.any(Traits::BUILDS) && (1..=ELIDED).contains(&nouns) && pushed;
    builds.then_some(sheet.word(verb)?.senses.first()?.at)
}

/// Whether a piece is a head noun of sites, and not of bodies alone.
fn is_site(sheet: &Sheet<'_>, i: usize) -> bool {
    let piece = &sheet.pieces[i];
    let site = |h: &Head| matches!(h.label, Label::Place | Label::Project);
    piece.chars > 1 && piece.heads.iter().any(site)
}

/// The items that end before piece `etc`.
fn items(sheet: &Sheet<'_>, etc: usize, label: Label, at: SeedRef, out: &mut Vec<Named>) {
    let start = sheet.clause_start(etc);
    let marks: Vec<usize> = (start..etc)
        .filter(|&i| sheet.is_mark(i, &['、']) && !bracketed(sheet, start, i))
        .collect();
    let mut last = etc;
    for n in 0..ITEMS {
        let mark = marks.len().checked_sub(n + 1).map(|k| marks[k]);
        let first = mark.map_or(start, |m| m + 1);
        let ends_list = mark.is_none();
        if first < last
            && let Some(named) = item(sheet, first, last - 1, label, at, ends_list || n == 0)
        {
            out.push(named);
        }
        match mark {
            Some(m) => last = m,
            None => break,
        }
    }
}

/// Whether a bracket or quote that opens after `start` holds piece `i`.
fn bracketed(sheet: &Sheet<'_>, start: usize, i: usize) -> bool {
    (start..i).any(|k| sheet.pieces[k].partner.is_some_and(|p| p > i))
}

/// One item, cut free from the verb before it.
fn item(
    sheet: &Sheet<'_>,
    from: usize,
    last: usize,
    label: Label,
    at: SeedRef,
    outer: bool,
) -> Option<Named> {
    if label == Label::Policy {
        return title(sheet, from, last, at);
    }
    let mut first = from;
    for i in from..=last {
        let t = sheet.pieces[i].traits;
        // 南渡江引水: what is done ends the name of an undertaking.
        let ends =
            i == last && i > from && label == Label::Project && proper_in(sheet, from, i - 1);
        let follows = t.any(Traits::GENERAL) && i > first && is_proper(sheet, first);
        // 湖州微腔电子纸显示器件: a verb that governs nothing proper says what the thing does.
        let inner = label == Label::Project
            && i > first + 1
            && i < last
            && !t.any(VERB_ROLES)
            && proper_in(sheet, first, i - 2)
            && !proper_in(sheet, i + 1, last);
        let verb = t.any(Traits::VERB) && !t.any(LISTED) && !ends && !inner
            || t.any(
                Traits::BUILDS
                    .or(Traits::PUSHES)
                    .or(Traits::HOLDS)
                    .or(Traits::FOUNDS)
                    .or(Traits::STANDS)
                    .or(Traits::ASPIRES),
            ) && outer
                && i < last
                && (proper_in(sheet, i + 1, last) || label == Label::Event)
            || t.any(Traits::NOMINAL)
                && label == Label::Organisation
                && !t.any(LISTED)
                && outer
                && i < last
                && is_proper(sheet, i + 1)
            || t.any(Traits::STOP.or(Traits::GENERAL))
                && !t.any(KEPT)
                && !follows
                && !leading_direction(sheet, i)
                && !joins_inside(sheet, i, last);
        if verb {
            first = i + 1;
        }
    }
    if first > last || sheet.is_mark(first, &['“']) || sheet.span(first, last).len() > LONGEST {
        return None;
    }
    let whole = first == last;
    let listed = whole
        && sheet.pieces[first].traits.any(LISTED)
        && !(label == Label::Project && sheet.pieces[first].traits.any(Traits::ROAD));
    let township = sheet.pieces[first].traits.any(Traits::TOWNSHIP);
    let bare = (first..=last).all(|k| sheet.pieces[k].traits.any(Traits::UNKNOWN));
    // 北外滩: a direction, characters and a natural feature, none of them a word.
    let core = (first..=last).all(|k| is_core(sheet, k))
        && (first..=last).any(|k| sheet.pieces[k].traits.any(Traits::UNKNOWN));
    let headed = |l: Label| sheet.pieces[last].heads.iter().any(|h| h.label == l);
    let fits = match label {
        Label::Project => {
            let known = !sheet.pieces[last].heads.is_empty()
                || (first..=last).any(|k| sheet.pieces[k].traits.any(LISTED));
            // 追觅机器人: what a firm makes stands behind its coined name.
            let chars = |k: usize| sheet.pieces[k].chars;
            let short = last == first + 1 && (chars(first) < 2 || chars(last) < 2);
            let coined = sheet.pieces[first]
                .traits
                .any(Traits::UNKNOWN.or(Traits::WORLD))
                && !short;
            !listed
                && !bare
                && (known || coined)
                && proper_in(sheet, first, last)
                && !headed(Label::Policy)
                && !headed(Label::Event)
        }
        Label::Organisation => {
            !listed
                && proper_in(sheet, first, last)
                && last - first < ORGANISATION
                && !headed(Label::Place)
        }
        Label::Place => {
            !listed && (bare || core || whole && township) && sheet.span(first, last).len() <= 15
        }
        _ => !listed && headed(label) && last > first,
    };
    fits.then_some(Named {
        first,
        last,
        label,
        at,
        quoted: false,
    })
}

/// An item of a list of instruments that are issued, whose acts are their titles: 优化营商环境 in
/// 制定优化营商环境、保障中小企业款项支付等条例.
fn title(sheet: &Sheet<'_>, from: usize, last: usize, at: SeedRef) -> Option<Named> {
    let issues = |k: &usize| sheet.pieces[*k].traits.any(Traits::ISSUES);
    let verb = (sheet.clause_start(last)..last).rev().find(issues)?;
    let first = if verb >= from { verb + 1 } else { from };
    let words = (first..=last).all(|k| !sheet.pieces[k].traits.any(Traits::MARK));
    let long = first < last && sheet.span(first, last).len() >= SHORTEST_TITLE;
    (words && long).then_some(Named {
        first,
        last,
        label: Label::Policy,
        at,
        quoted: false,
    })
}

/// Whether a conjunction at piece `i` joins two ordinals or parts of one item (A及第四跑道).
fn joins_inside(sheet: &Sheet<'_>, i: usize, last: usize) -> bool {
    sheet.pieces[i].traits.any(Traits::PAIRS) && !proper_in(sheet, i + 1, last)
}

/// Whether a proper part stands between two pieces, both included.
fn proper_in(sheet: &Sheet<'_>, first: usize, last: usize) -> bool {
    (first..=last).any(|k| is_proper(sheet, k))
}
