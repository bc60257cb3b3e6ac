//! Names that a report teaches: short forms of what it names in full, names that recur, and
//! places made of an abbreviation and a direction.

use std::collections::BTreeMap;

use super::extent::is_core;
use super::headed::Named;
use super::piece::Head;
use super::sheet::Sheet;
use super::traits::Traits;
use crate::lexicon::{Lexicon, Need, SenseKind};
use crate::recognise::finder::Finder;
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

/// A name learnt from the report.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Learnt {
    pub span: Span,
    pub label: Label,
    pub at: SeedRef,
}

/// How often a short form has to stand alone before it counts as one.
const ALONE: usize = 2;
/// A short form this long counts even once (一体化示范区).
const LONG_TAIL: usize = 5;

/// Marks as places the head nouns that the report uses alone for the one place whose name ends
/// in them: 示范区 for 长三角生态绿色一体化发展示范区. Returns where they stand.
pub(super) fn short_forms(cx: Context<'_>, sheet: &mut Sheet<'_>, names: &[Named]) -> Vec<Learnt> {
    let mut long: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for i in sheet.with(Traits::NAMED) {
        if sheet.pieces[i].traits.any(Traits::PLACE) {
            for tail in listed_tails(cx, sheet, i) {
                let id = listed_id(sheet, i);
                long.entry(tail).or_default().push(id);
            }
        }
    }
    for name in names
        .iter()
        .filter(|n| n.label == Label::Place && n.first < n.last)
    {
        if recalls(sheet, name.last) {
            long.entry(sheet.of(name.last))
                .or_default()
                .push(sheet.span(name.first, name.last).of(sheet.text).to_owned());
        }
    }
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in sheet.with(Traits::HEADED) {
        if place_head(&sheet.pieces[i].heads).is_some() && long.contains_key(sheet.of(i)) {
            places.entry(sheet.of(i)).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for (tail, mut ids) in long {
        let total = ids.len();
        ids.sort();
        let mut counts: Vec<usize> = ids.chunk_by(|a, b| a == b).map(<[String]>::len).collect();
        counts.sort_unstable();
        let dominant = counts
            .last()
            .is_some_and(|&most| most * 2 > total || counts.len() == 1);
        let mut alone = places.remove(tail).unwrap_or_default();
        alone.retain(|&i| stands_alone(sheet, i));
        let often = if tail.chars().count() >= LONG_TAIL {
            1
        } else {
            ALONE
        };
        if dominant && alone.len() >= often {
            for i in alone {
                if let Some(head) = place_head(&sheet.pieces[i].heads) {
                    sheet.pieces[i].traits = sheet.pieces[i].traits.or(Traits::PLACE);
                    out.push(Learnt {
                        span: sheet.pieces[i].span,
                        label: Label::Place,
                        at: head.at,
                    });
                }
            }
        }
    }
    out
}

/// Whether a head noun can stand alone for a place: long enough, and not the kind of a site.
fn recalls(sheet: &Sheet<'_>, i: usize) -> bool {
    let piece = &sheet.pieces[i];
    let zone = place_head(&piece.heads).is_some_and(|h| h.need == Need::Proper);
    zone && (piece.chars >= 3 || piece.traits.any(Traits::RECALLS))
        && !piece.traits.any(Traits::COMMON)
}

fn place_head(heads: &[Head]) -> Option<Head> {
    heads.iter().find(|h| h.label == Label::Place).copied()
}

/// Whether the head noun at piece `i` has a boundary before it, neither counted nor striven for.
fn stands_alone(sheet: &Sheet<'_>, i: usize) -> bool {
    let Some(before) = sheet.before(i) else {
        return true;
    };
    let t = sheet.pieces[before].traits;
    let opens = before == 0
        || sheet.line_ends(before - 1)
        || sheet.pieces[before - 1].traits.any(Traits::MARK);
    let boundary = t.any(
        Traits::MARK
            .or(Traits::VERB)
            .or(Traits::STOP)
            .or(Traits::PUSHES),
    ) || t.any(Traits::NOMINAL) && opens;
    boundary
        && !t.any(
            Traits::ASPIRES
                .or(Traits::GENERAL)
                .or(Traits::GENITIVE)
                .or(Traits::NUMBER_WORD)
                .or(Traits::ETC),
        )
        && !sheet.is_mark(before, &['”', '》'])
}

/// The head nouns of places that end a listed place.
fn listed_tails<'a>(cx: Context<'a>, sheet: &Sheet<'a>, i: usize) -> Vec<&'a str> {
    let span = sheet.pieces[i].span;
    let is_head = |kind: &SenseKind| {
        matches!(
            kind,
            SenseKind::Head {
                label: Label::Place,
                need: Need::Proper
            }
        )
    };
    cx.scan
        .within(span)
        .filter(|hit| hit.span.end == span.end && hit.span != span && hit.span.len() >= 9)
        .filter(|hit| cx.scan.word(hit.word).any(is_head))
        .map(|hit| hit.span.of(sheet.text))
        .collect()
}

fn listed_id(sheet: &Sheet<'_>, i: usize) -> String {
    let pick = |kind: &SenseKind| match kind {
        SenseKind::Name { id, .. } => Some(id.to_string()),
        SenseKind::Division { code, .. } => Some(code.to_string()),
        _ => None,
    };
    sheet
        .word(i)
        .and_then(|w| w.sense(pick))
        .map_or_else(|| sheet.of(i).to_owned(), |(id, _)| id)
}

/// Places of an abbreviation and a direction: 渝东北, 青西三镇; of abbreviations and their number:
/// 青吴嘉三地. The abbreviation is the reporting government's or its province's.
pub(super) fn directions(cx: Context<'_>, sheet: &Sheet<'_>, sides: &[char]) -> Vec<Learnt> {
    let own = own_characters(cx, cx.scan.lexicon());
    let mut out = Vec::new();
    let mut i = 0;
    while i < sheet.pieces.len() {
        match direction_at(sheet, i, &own, sides) {
            Some((last, at)) => {
                out.push(Learnt {
                    span: sheet.span(i, last),
                    label: Label::Place,
                    at,
                });
                i = last + 1;
            }
            None => i += 1,
        }
    }
    out
}

/// The characters that may stand for the reporting government, each with its record: the first
/// of its short name, and the abbreviations of its province.
fn own_characters(cx: Context<'_>, lexicon: &Lexicon) -> Vec<(String, SeedRef)> {
    let mut out = Vec::new();
    let Some(government) = &cx.header.government else {
        return out;
    };
    let divisions = lexicon.divisions();
    let mut next = divisions.get(government.code);
    while let Some(division) = next {
        if division.code == 100_000 {
            break;
        }
        if let Some(first) = division.short.chars().next() {
            out.push((first.to_string(), division.at));
        }
        out.extend(
            division
                .abbreviations()
                .map(|a| (a.to_owned(), division.at)),
        );
        next = divisions.parent(division.code);
    }
    out
}

/// The last piece of the place that begins with an own character at piece `i`.
fn direction_at(
    sheet: &Sheet<'_>,
    i: usize,
    own: &[(String, SeedRef)],
    sides: &[char],
) -> Option<(usize, SeedRef)> {
    if !is_core(sheet, i) {
        return None;
    }
    let text = sheet.of(i);
    let named = own.iter().find(|(c, _)| text.starts_with(c.as_str()));
    let at = named
        .map(|&(_, at)| at)
        .or_else(|| abbreviation(sheet, i))?;
    if let Some(last) = counted_run(sheet, i) {
        return Some((last, at));
    }
    let first = text.chars().next()?.len_utf8();
    let side_word =
        |t: &str| !t.is_empty() && t.chars().count() <= 2 && t.chars().all(|c| sides.contains(&c));
    let mut last = i;
    let inner = &text[first..];
    if inner.is_empty() {
        if sheet.line_ends(i) || !side_word(sheet.of(i + 1)) {
            return None;
        }
        last = i + 1;
        if !sheet.line_ends(last)
            && sheet.of(last).chars().count() == 1
            && side_word(sheet.of(last + 1))
        {
            last += 1;
        }
    } else if !side_word(inner) {
        return None;
    }
    let free = sheet.line_ends(last) || !sheet.pieces[last + 1].traits.any(Traits::UNKNOWN);
    free.then(|| (settlements(sheet, last).unwrap_or(last), at))
}

/// The record of the province that piece `i` abbreviates.
fn abbreviation(sheet: &Sheet<'_>, i: usize) -> Option<SeedRef> {
    let piece = &sheet.pieces[i];
    let short = |k: &SenseKind| matches!(k, SenseKind::Division { code, short: true } if code % 10_000 == 0);
    let apart = i == 0 || sheet.line_ends(i - 1) || !is_core(sheet, i - 1);
    let word = sheet.word(i).filter(|_| piece.chars == 1 && apart)?;
    word.senses.iter().find(|s| short(&s.kind)).map(|s| s.at)
}

/// A number and the kind of settlement it counts directly after piece `last`: 三镇, 五镇.
fn settlements(sheet: &Sheet<'_>, last: usize) -> Option<usize> {
    if sheet.line_ends(last)
        || !sheet.pieces[last + 1].traits.any(Traits::NUMBER)
        || sheet.line_ends(last + 1)
    {
        return None;
    }
    let unit = &sheet.pieces[last + 2];
    (unit.chars == 1 && place_head(&unit.heads).is_some()).then_some(last + 2)
}

/// As many characters as the numeral after them says: 青吴嘉三地.
fn counted_run(sheet: &Sheet<'_>, i: usize) -> Option<usize> {
    let mut last = i;
    while !sheet.line_ends(last) && is_core(sheet, last + 1) && last - i < 4 {
        last += 1;
    }
    if sheet.line_ends(last) {
        return None;
    }
    let chars = sheet.span(i, last).of(sheet.text).chars().count();
    if sheet.pieces[last + 1].traits.any(Traits::GROUND) && sheet.pieces[last + 1].chars == 2 {
        let number = numeral(sheet.of(last + 1).get(..3)?)?;
        return (number == chars && chars >= 2).then_some(last + 1);
    }
    if sheet.line_ends(last + 1) {
        return None;
    }
    let chars = sheet.span(i, last).of(sheet.text).chars().count();
    let number = numeral(sheet.of(last + 1))?;
    let unit = &sheet.pieces[last + 2];
    (chars == number && chars >= 2 && unit.chars == 1 && unit.traits.any(Traits::GROUND))
        .then_some(last + 2)
}

fn numeral(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let digit = chars.next()?;
    let value = crate::lexicon::digit(digit).or((digit == '两').then_some(2))? as usize;
    chars.next().is_none().then_some(value)
}

/// Where names found elsewhere in the report recur unrecognised, cut off at the bounds of words.
pub(super) fn recurrences(sheet: &Sheet<'_>, names: &[Named]) -> Vec<Learnt> {
    let mut known: BTreeMap<&str, (Label, SeedRef)> = BTreeMap::new();
    for name in names.iter().filter(|n| !n.quoted) {
        let surface = sheet.span(name.first, name.last).of(sheet.text);
        if surface.chars().count() > 2 {
            known.entry(surface).or_insert((name.label, name.at));
        }
    }
    Finder::new(known)
        .find(
            sheet.text,
            sheet.characters(),
            Span::new(0, sheet.text.len()),
        )
        .into_iter()
        .filter(|(span, _)| sheet.on_bounds(*span))
        .map(|(span, (label, at))| Learnt { span, label, at })
        .collect()
}

/// Roads by their code: G50, S32.
pub(super) fn road_codes(sheet: &Sheet<'_>, rule: SeedRef) -> Vec<Learnt> {
    let code = |text: &str| {
        let mut bytes = text.bytes();
        matches!(bytes.next(), Some(b'G' | b'S'))
            && (2..=4).contains(&bytes.len())
            && bytes.all(|b| b.is_ascii_digit())
    };
    sheet
        .with(Traits::LATIN)
        .filter(|&i| code(sheet.of(i)))
        .map(|i| {
            // 国道 + G245 + 线
            let class = i > 0
                && !sheet.line_ends(i - 1)
                && sheet.pieces[i - 1]
                    .heads
                    .iter()
                    .any(|h| h.need == Need::Site)
                && sheet.pieces[i - 1].traits.any(Traits::FACILITY);
            let line = !sheet.line_ends(i) && sheet.pieces[i + 1].traits.any(Traits::LINE);
            Learnt {
                span: sheet.span(i - usize::from(class), i + usize::from(line)),
                label: Label::Place,
                at: rule,
            }
        })
        .collect()
}

/// Unknown words in a list of places: 青龙镇、福泉山、崧泽三大遗址. `places` are the places found.
pub(super) fn siblings(sheet: &Sheet<'_>, places: &[(Span, SeedRef)]) -> Vec<Learnt> {
    let mut out: Vec<Learnt> = Vec::new();
    let mut by_end: Vec<(u32, SeedRef)> = places.iter().map(|&(s, at)| (s.end, at)).collect();
    // Stable, so that of several places that end together the first found vouches.
    by_end.sort_by_key(|&(end, _)| end);
    for i in sheet.with(Traits::UNKNOWN).filter(|&i| i > 1) {
        let p = &sheet.pieces[i];
        if !(2..=4).contains(&p.chars) || sheet.line_ends(i - 1) || !sheet.is_mark(i - 1, &['、'])
        {
            continue;
        }
        let end = sheet.pieces[i - 1].span.start;
        let first = by_end.partition_point(|&(e, _)| e < end);
        let before = by_end.get(first).filter(|&&(e, _)| e == end);
        let before = before.map(|&(_, at)| at);
        let before = before.or_else(|| out.iter().find(|l| l.span.end == end).map(|l| l.at));
        // In the middle of a list only a division vouches for what follows it.
        let middle = !sheet.line_ends(i)
            && (sheet.is_mark(i + 1, &['、']) || sheet.pieces[i + 1].traits.any(Traits::PAIRS));
        let vouched = !middle || sheet.pieces[i - 2].traits.any(Traits::DIVISION);
        let closed = sheet.line_ends(i)
            || sheet.pieces[i + 1]
                .traits
                .any(Traits::MARK.or(Traits::STOP));
        let closed = closed && vouched;
        if let Some(at) = before.filter(|_| closed) {
            out.push(Learnt {
                span: p.span,
                label: Label::Place,
                at,
            });
        }
    }
    out
}
