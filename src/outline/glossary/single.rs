//! What one number counts: the items of a list, or clauses built alike.
//!
//! Which of several lists is meant is told by their place and by what their items hold, never by
//! whether their number fits.

use super::components::Name;
use super::cues::Cue;
use super::list;
use super::numeral;
use super::reader::Reader;
use crate::span::Span;

/// Clauses of `scope`; one that goes on with the one before it is part of that, and one that says
/// why, where or by what means (为…，在…，通过…) is left out.
pub(super) fn clauses(reader: &Reader<'_>, scope: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for piece in reader.pieces(scope, |c| c == '，') {
        let at = piece.start as usize;
        let joins = reader.text[at..].starts_with(['和', '及'])
            && reader.cue(at, Cue::Joiner).is_some()
            || reader.cue(at, Cue::Joiner).is_some_and(|n| n > 3);
        match out.last_mut() {
            Some(last) if joins || reader.cue(at, Cue::Continue).is_some() => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    let circumstance = |s: &Span| reader.cue(s.start as usize, Cue::Circumstance).is_some();
    let bare = out.iter().filter(|s| !circumstance(s)).count();
    if !announced(reader, scope)
        && bare > 0
        && bare < out.len()
        && out.iter().filter(|s| circumstance(s)).count() < 3
    {
        out.retain(|s| !circumstance(s));
    }
    out
}

/// The items that one number counts; none where the text enumerates nothing.
pub(super) fn single(
    reader: &Reader<'_>,
    scope: Span,
    count: usize,
    unit: &str,
    name: &Name<'_>,
) -> Option<Vec<Span>> {
    let opened = reader.find(scope, Cue::Include);
    let scope = opened.map_or(scope, |i| {
        reader.trim(Span {
            start: i.end,
            end: scope.end,
        })
    });
    let announced = opened.is_some() || announced(reader, scope);
    let pieces = reader.pieces(scope, |c| c == '；');
    if pieces.len() > 1 {
        return Some(pieces);
    }
    let parts = clauses(reader, scope);
    if let [part] = parts.as_slice() {
        return Some(list::items(reader, *part, Some(count), &name.tails));
    }
    if let Some(items) = with_unit(reader, scope, &parts, unit) {
        return Some(items);
    }
    if let Some(items) = across(reader, scope) {
        return Some(items);
    }
    if let Some(items) = likeliest(reader, &parts, count, unit, name) {
        return Some(items);
    }
    (announced || alike(reader, &parts)).then_some(parts)
}

/// The list among clauses whose items hold what is counted (电信网、广播电视网和互联网 for 三网), else the
/// first one. The number itself is no reason to choose.
fn likeliest(
    reader: &Reader<'_>,
    parts: &[Span],
    count: usize,
    unit: &str,
    name: &Name<'_>,
) -> Option<Vec<Span>> {
    let first = unit.chars().next().map_or("", |c| &unit[..c.len_utf8()]);
    let mut best: Option<(usize, Vec<Span>)> = None;
    for &part in parts {
        let items = list::items(reader, part, Some(count), &name.tails);
        let held = items
            .iter()
            .filter(|i| !first.is_empty() && reader.of(**i).contains(first))
            .count();
        let named = items.len() >= 2 && held == items.len();
        let listed = list::enumerated(reader, part).len() > 1;
        if (listed || named) && best.as_ref().is_none_or(|(b, _)| usize::from(named) > *b) {
            best = Some((usize::from(named), items));
        }
    }
    best.map(|(_, items)| items)
}

/// Whether a word that opens a list stands right before `scope`.
fn announced(reader: &Reader<'_>, scope: Span) -> bool {
    let before = reader.before(scope).trim_end_matches('：');
    reader.cues.ending(before, Cue::Include).is_some()
}

/// Clauses, or the items in them, that each hold what is counted (七个有之: …有之，…有之).
fn with_unit(reader: &Reader<'_>, scope: Span, parts: &[Span], unit: &str) -> Option<Vec<Span>> {
    let unit = unit.strip_prefix('个').unwrap_or(unit);
    let whole = parts.iter().any(|p| reader.of(*p).contains(unit));
    let unit = if whole {
        unit
    } else {
        unit.chars().next().map_or("", |c| &unit[..c.len_utf8()])
    };
    // 三网 in the text names the whole, not a part.
    let numeral = |c: char| numeral::number(c.encode_utf8(&mut [0; 4])).is_some();
    let holds = |s: &Span| {
        let text = reader.of(*s);
        text.match_indices(unit)
            .any(|(at, _)| !text[..at].trim_end_matches('个').ends_with(numeral))
    };
    let held: Vec<Span> = parts.iter().copied().filter(holds).collect();
    let fine: Vec<Span> = reader
        .pieces(scope, |c| matches!(c, '，' | '、'))
        .into_iter()
        .filter(holds)
        .collect();
    let long = unit.chars().count() >= 2;
    if unit.is_empty() || held.len() < 2 || !long && held.len() < parts.len() {
        return None;
    }
    Some(if fine.len() > held.len() { fine } else { held })
}

/// Items between enumeration commas that run across clauses, all with the same first character.
fn across(reader: &Reader<'_>, scope: Span) -> Option<Vec<Span>> {
    let items = list::enumerated(reader, scope);
    let first = reader.of(*items.first()?).chars().next();
    let same = items.iter().all(|i| reader.of(*i).chars().next() == first);
    (items.len() > 1 && same).then_some(items)
}

/// Whether clauses are built alike: all open with a verb, or with the same character, and none is
/// much longer than the others.
pub(super) fn alike(reader: &Reader<'_>, parts: &[Span]) -> bool {
    let lengths = parts.iter().map(|p| p.len());
    let (Some(short), Some(long)) = (lengths.clone().min(), lengths.max()) else {
        return false;
    };
    let first = |p: &Span| reader.of(*p).chars().next();
    let same = parts.windows(2).all(|w| first(&w[0]) == first(&w[1]));
    let verbs = parts
        .iter()
        .all(|p| reader.verb(p.start as usize).is_some());
    same || verbs && long <= short * 3
}
