//! Names that a table lists: places, divisions, organisations, policies, events.

use super::extent::ordinal_at;
use super::sheet::Sheet;
use super::traits::Traits;
use crate::lexicon::{NameKind, SenseKind};
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

/// The code of the whole country.
const NATION: u32 = 100_000;
/// Most pieces up to the end of a bracket that belongs to a name.
const LINE: usize = 7;

/// A listed name where it occurs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed {
    pub span: Span,
    pub label: Label,
    pub id: Option<String>,
    pub at: SeedRef,
}

/// All listed names of a report, in the order of the text.
pub(super) fn listed(cx: Context<'_>, sheet: &Sheet<'_>) -> Vec<Listed> {
    let mut out: Vec<Listed> = Vec::new();
    let mut last: Option<usize> = None;
    for i in sheet.with(Traits::NAMED) {
        let Some(mut name) = at(cx, sheet, i) else {
            continue;
        };
        if let Some((end, id, at)) = below(cx, sheet, i) {
            (name.span.end, name.id, name.at) = (end, Some(id), at);
        }
        if let Some(end) = bracketed(sheet, i) {
            name.span.end = end;
        }
        if let Some(previous) = out.last_mut()
            && last == i.checked_sub(1)
            && !sheet.line_ends(i - 1)
            && (within(sheet, i - 1, i) || own_body(sheet, i - 1, i))
        {
            if name.label == Label::Organisation
                && let Some(opener) = sheet.opener_of(previous.span)
            {
                previous.span.start = opener.start;
            }
            previous.label = name.label;
            previous.span.end = name.span.end;
            previous.id = name.id;
            previous.at = name.at;
        } else if let Some(previous) = out.last_mut()
            && last == i.checked_sub(1)
            && previous.label == Label::Place
            && previous.span.end == name.span.start
            && is_firm(sheet, i)
        {
            // 广东东鹏控股: which part of the firm it is, the table does not say.
            (previous.label, previous.id) = (Label::Organisation, None);
            previous.span.end = name.span.end;
            previous.at = name.at;
        } else if let Some(previous) = out.last_mut()
            && last == i.checked_sub(1)
            && previous.span.end == name.span.start
            && sheet.pieces[i].traits.any(Traits::BRACKETED)
        {
            // 浙江中欧班列（义新欧）: whose service it is.
            name.span.start = previous.span.start;
            *previous = name;
        } else {
            out.push(name);
        }
        last = Some(i);
    }
    out
}

/// The listed name that piece `i` is.
fn at(cx: Context<'_>, sheet: &Sheet<'_>, i: usize) -> Option<Listed> {
    let piece = &sheet.pieces[i];
    let pick = |kind: &SenseKind| match kind {
        SenseKind::Name {
            label: Label::Term, ..
        } => None,
        SenseKind::Name { label, id, .. } => Some((*label, Some(id.to_string()))),
        SenseKind::Relative(_) => Some((Label::Organisation, None)),
        SenseKind::Division { code, .. } => Some((Label::Place, Some(code.to_string()))),
        _ => None,
    };
    let word = sheet.word(i)?;
    let near = word
        .senses
        .iter()
        .find(|s| matches!(s.kind, SenseKind::Division { code, .. } if cx.scan.is_near(code)));
    let applying = || {
        word.senses
            .iter()
            .find(|s| cx.scan.applies(&s.kind) && pick(&s.kind).is_some())
    };
    let sense = near.or_else(applying)?;
    let at = sense.at;
    let (label, id) = pick(&sense.kind)?;
    if label == Label::Place
        && (!piece.traits.any(Traits::PLACE) || part_of_word(sheet, i) || is_kind(sheet, i))
    {
        return None;
    }
    let label = if label == Label::Place && piece.traits.any(Traits::ROAD) && opened(sheet, i) {
        Label::Project
    } else {
        label
    };
    let first = match label {
        Label::Event => ordinal_before(sheet, i),
        Label::Organisation => opener_before(sheet, i),
        Label::Place => side_before(sheet, i),
        _ => i,
    };
    Some(Listed {
        span: sheet.span(first, i),
        label,
        id,
        at,
    })
}

/// Whether piece `i` is a listed firm.
fn is_firm(sheet: &Sheet<'_>, i: usize) -> bool {
    let firm = |k: &SenseKind| matches!(k, SenseKind::Name { label: Label::Organisation, kind, .. } if *kind == NameKind::Firm);
    sheet.word(i).is_some_and(|w| w.any(firm))
}

/// Whether the clause builds or finishes the listed road, bridge or railway at piece `i`.
fn opened(sheet: &Sheet<'_>, i: usize) -> bool {
    let builds = |k: usize| sheet.pieces[k].traits.any(Traits::BUILDS);
    let before = i > 0 && !sheet.line_ends(i - 1) && builds(i - 1);
    before || !sheet.line_ends(i) && builds(i + 1)
}

/// The county of which only the short form stands directly behind the name of its own province
/// or city at piece `i` (天水秦安): its end, code and record. Elsewhere the short form of a
/// county of another province means nothing.
fn below(cx: Context<'_>, sheet: &Sheet<'_>, i: usize) -> Option<(u32, String, SeedRef)> {
    let above = sheet.word(i)?.sense(|k| match k {
        SenseKind::Division { code, .. } if code % 100 == 0 && *code != NATION => Some(*code),
        _ => None,
    });
    let (above, _) = above?;
    let from = sheet.pieces[i].span.end;
    let divisions = cx.scan.lexicon().divisions();
    let hits = cx.scan.starting_at(from as usize).iter();
    let mut hits = hits.filter(|h| h.span.len() >= 6);
    let (hit, (code, at)) = hits.find_map(|hit| {
        let word = cx.scan.word(hit.word);
        let plain = word
            .senses
            .iter()
            .all(|s| matches!(s.kind, SenseKind::Division { .. } | SenseKind::Numeral(_)));
        let county = word.sense(|k| match k {
            SenseKind::Division { code, short: true }
                if *code != above && divisions.within(*code, above) =>
            {
                Some(*code)
            }
            _ => None,
        })?;
        plain.then_some((hit, county))
    })?;
    let bound = sheet.pieces.partition_point(|p| p.span.end < hit.span.end);
    let ends = sheet.pieces.get(bound)?.span.end == hit.span.end;
    (ends && hit.span.end > from).then(|| (hit.span.end, code.to_string(), at))
}

/// Whether the listed zone at piece `i` is only counted: 41个自贸区.
fn is_kind(sheet: &Sheet<'_>, i: usize) -> bool {
    let zone = !sheet.pieces[i].heads.is_empty() && !sheet.pieces[i].traits.any(Traits::DIVISION);
    zone && i > 1
        && !sheet.line_ends(i - 1)
        && sheet.pieces[i - 1].traits.any(Traits::MEASURE)
        && sheet.pieces[i - 2].traits.any(Traits::NUMBER)
}

/// The end of the bracket that says the line of a service listed at piece `i` or which part of a
/// river or road is meant: 中欧班列（武汉）, 长江流域（安徽段）.
fn bracketed(sheet: &Sheet<'_>, i: usize) -> Option<u32> {
    if sheet.line_ends(i) {
        return None;
    }
    let close = sheet.pieces[i + 1].partner.filter(|&c| c > i + 1)?;
    let part = sheet.pieces[close - 1].traits.any(Traits::STRETCH);
    if !part && !sheet.pieces[i].traits.any(Traits::BRACKETED) {
        return None;
    }
    (close - i <= LINE && sheet.is_mark(close, &['）', ')'])).then(|| sheet.pieces[close].span.end)
}

/// Whether a place is the beginning of a longer word that the lists lack (港澳台侨), or the nation
/// used as a modifier.
fn part_of_word(sheet: &Sheet<'_>, i: usize) -> bool {
    let Some(next) = sheet.pieces.get(i + 1).filter(|_| !sheet.line_ends(i)) else {
        return false;
    };
    let tail = next.traits.any(Traits::UNKNOWN)
        && next.chars == 1
        && (sheet.line_ends(i + 1)
            || sheet.pieces[i + 2]
                .traits
                .any(Traits::MARK.or(Traits::STOP)));
    let nation = sheet.pieces[i].traits.any(Traits::NATION)
        && !next
            .traits
            .any(Traits::MARK.or(Traits::STOP).or(Traits::PLACE));
    tail || nation
}

/// First piece of the ordinal that belongs to the event at piece `i`: 第三届进博会, not 两届进博会.
fn ordinal_before(sheet: &Sheet<'_>, i: usize) -> usize {
    let mut at = i;
    while at > 0 && i - at < 4 && !sheet.line_ends(at - 1) {
        at -= 1;
        if ordinal_at(sheet, at).is_some_and(|last| last + 1 == i) {
            return at;
        }
    }
    i
}

/// A direction before a place that is no division belongs to it: 西虹桥商务区.
fn side_before(sheet: &Sheet<'_>, i: usize) -> usize {
    let Some(before) = sheet.before(i) else {
        return i;
    };
    let p = &sheet.pieces[before];
    let side = p.chars == 1 && p.traits.any(Traits::SIDE) && !p.traits.any(Traits::STOP);
    let opens = before == 0
        || sheet.line_ends(before - 1)
        || sheet.pieces[before - 1].traits.any(
            Traits::MARK
                .or(Traits::VERB)
                .or(Traits::NOMINAL)
                .or(Traits::STOP),
        );
    if side && opens && !sheet.pieces[i].traits.any(Traits::DIVISION) {
        before
    } else {
        i
    }
}

/// First piece of what opens a body's name: 中共青浦区委.
fn opener_before(sheet: &Sheet<'_>, i: usize) -> usize {
    let opens = |k: usize| sheet.pieces[k].traits.any(Traits::WORLD);
    match i.checked_sub(1) {
        Some(before) if !sheet.line_ends(before) && opens(before) => before,
        _ => i,
    }
}

/// Whether piece `b` is a body of the division that `a` names: 青浦区人民政府.
fn own_body(sheet: &Sheet<'_>, a: usize, b: usize) -> bool {
    let relative = |kind: &SenseKind| matches!(kind, SenseKind::Relative(_));
    sheet.pieces[a].traits.any(Traits::DIVISION) && sheet.word(b).is_some_and(|w| w.any(relative))
}

/// Whether piece `b` names a division within the one that `a` names: 江苏省昆山市 is one name.
fn within(sheet: &Sheet<'_>, a: usize, b: usize) -> bool {
    let code = |i: usize| {
        let pick = |kind: &SenseKind| match kind {
            SenseKind::Division { code, .. } => Some(*code),
            _ => None,
        };
        sheet
            .word(i)
            .and_then(|w| w.sense(pick))
            .map(|(code, _)| code)
    };
    let adjacent = sheet.pieces[a].span.end == sheet.pieces[b].span.start;
    let (Some(outer), Some(inner)) = (code(a), code(b)) else {
        return false;
    };
    let outer_is_above = outer != inner
        && (outer % 10_000 == 0 && outer / 10_000 == inner / 10_000
            || outer % 100 == 0 && outer / 100 == inner / 100);
    adjacent && outer_is_above && !sheet.pieces[b].traits.any(Traits::BODY)
}
