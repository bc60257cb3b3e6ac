//! What a definition lists, and whether its number agrees with the numerals of the name.
//!
//! Components are read from the marks of the text: labels first, then ordinals, then lists. They are
//! counted, never assumed: a number that the text states (三大产业) proves nothing.

use super::Component;
use super::cues::Cue;
use super::labels::{self, Labelled};
use super::list;
use super::numeral::{Group, Numerals};
use super::reader::Reader;
use crate::span::Span;

/// What was read from one definition.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub components: Vec<Component>,
    pub agrees: Option<bool>,
}

/// A name with what its numerals count.
pub(super) struct Name<'a> {
    /// The name as written.
    pub text: &'a str,
    pub numerals: &'a Numerals,
}

/// Reads the components in `body` and checks them against the name.
pub(super) fn read(reader: &Reader<'_>, body: Span, name: &Name<'_>) -> Reading {
    let body = opened(reader, reader.trim(body));
    let labels = labels::labelled(reader, body, name.numerals);
    let mut reading = if labels.is_empty() { unlabelled(reader, body, name) } else { labelled(reader, &labels, name) };
    let confirmed = reading.agrees == Some(true);
    if !name.numerals.checkable() || name.numerals.soft && !confirmed {
        reading.agrees = None;
    }
    reading
}

/// `body` without a copula at its start.
fn opened(reader: &Reader<'_>, body: Span) -> Span {
    let at = body.start as usize;
    let length = [Cue::Strong, Cue::Copula].into_iter().filter_map(|c| reader.cue(at, c)).max().unwrap_or(0);
    reader.trim(Span::new((at + length).min(body.end as usize), body.end as usize))
}

fn leaf(span: Span) -> Component {
    Component { label: None, span, parts: Vec::new() }
}

fn leaves(items: Vec<Span>) -> Vec<Component> {
    items.into_iter().map(leaf).collect()
}

/// Parts with labels: each against the group that it names, or all against the one number.
fn labelled(reader: &Reader<'_>, labels: &[Labelled], name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    let owners = owners(reader, labels, groups);
    let matched = owners.iter().flatten().count();
    let mut components = Vec::with_capacity(labels.len());
    let mut agrees = vec![false; groups.len()];
    for (part, owner) in labels.iter().zip(&owners) {
        let group = owner.map(|i| groups[i]);
        let count = group.and_then(|g| g.value).map(|v| v as usize);
        let (span, parts) = part_items(reader, part.body, count, name);
        if let (Some(i), Some(count)) = (*owner, count) {
            agrees[i] = if count == 1 { !span.is_empty() } else { parts.len() == count };
        }
        components.push(Component { label: Some(part.label), span, parts: leaves(parts) });
    }
    components.retain(|c| !c.span.is_empty());
    let agrees = if matched == 0 {
        name.numerals.total() == components.len()
    } else {
        groups.iter().zip(&agrees).all(|(g, &ok)| ok || g.value.is_none())
    };
    Reading { components, agrees: Some(agrees) }
}

/// The group that each label names; labels and groups go in order.
fn owners(reader: &Reader<'_>, labels: &[Labelled], groups: &[Group]) -> Vec<Option<usize>> {
    let mut taken = vec![false; groups.len()];
    let mut owner = |label: Span| {
        let free = |&i: &usize| !taken[i] && labels::names(reader, label, &groups[i]);
        let i = (0..groups.len()).find(free)?;
        taken[i] = true;
        Some(i)
    };
    labels.iter().map(|l| owner(l.label)).collect()
}

/// What a labelled part is, and its own parts where its number is two or more.
fn part_items(reader: &Reader<'_>, body: Span, count: Option<usize>, name: &Name<'_>) -> (Span, Vec<Span>) {
    let Some(count) = count.filter(|&c| c >= 2) else { return (body, Vec::new()) };
    let listed = single(reader, body, count, "", name);
    let head = reader.find(body, Cue::Include).filter(|i| i.start > body.start);
    let span = head.map_or(body, |i| reader.trim(Span { start: body.start, end: i.start }));
    match listed {
        Some(items) if items.len() >= 2 => (span, items),
        _ => (body, Vec::new()),
    }
}

/// Parts without labels.
fn unlabelled(reader: &Reader<'_>, body: Span, name: &Name<'_>) -> Reading {
    let ordinals = labels::ordinals(reader, body);
    if !ordinals.is_empty() {
        let agrees = Some(ordinals.len() == name.numerals.total());
        return Reading { components: leaves(ordinals), agrees };
    }
    let closed: Vec<usize> = name.numerals.groups.iter().filter_map(|g| g.value).map(|v| v as usize).collect();
    let scopes = scopes(reader, body);
    if closed.is_empty() {
        let items = scopes.iter().find_map(|&s| plain(reader, s, body, name)).unwrap_or_default();
        return Reading { components: leaves(items), agrees: None };
    }
    let mut fallback = Reading::default();
    for scope in scopes {
        let reading = counted(reader, scope, name);
        if reading.agrees == Some(true) {
            return reading;
        }
        if fallback.agrees.is_none() {
            fallback = reading;
        }
    }
    fallback
}

/// Where a list may stand, the likeliest first: after a word that opens one, between quotes that
/// hold the whole list, in the first sentence, in brackets.
fn scopes(reader: &Reader<'_>, body: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let sentences = reader.pieces(body, |c| c == '。' || c == '\n');
    for &sentence in &sentences {
        if let Some(include) = reader.find(sentence, Cue::Include) {
            out.push(reader.trim(Span { start: include.end, end: sentence.end }));
        }
    }
    let Some(&first) = sentences.first() else { return out };
    let nested = |mark: char| {
        let mut all = reader.flat(first).filter(move |&(_, c)| c == mark).filter_map(|(at, _)| reader.inside(at));
        let listed = |s: &Span| reader.pieces(*s, |c| matches!(c, '、' | '；')).len() >= 2;
        let found = all.find(listed)?;
        all.all(|s| !listed(&s)).then_some(found)
    };
    let outside = list::enumerated(reader, first).len() > 1;
    if !outside {
        out.extend(nested('“'));
    }
    out.push(first);
    if !outside {
        out.extend(nested('（'));
    } else {
        out.extend(nested('“'));
    }
    out
}

/// The list of a name without a number: only where the whole scope is one.
fn plain(reader: &Reader<'_>, scope: Span, body: Span, name: &Name<'_>) -> Option<Vec<Span>> {
    let whole = scope.start == body.start;
    let clauses = reader.pieces(scope, |c| matches!(c, '，' | '；'));
    if whole && clauses.len() > 1 {
        return None;
    }
    let items = list::items(reader, scope, None, name.text);
    let last = reader.of(*items.last()?);
    let long = items.iter().any(|i| reader.of(*i).chars().count() > 20);
    let modifier = last.contains('的') && !reader.of(items[0]).contains('的');
    (items.len() >= 2 && !(whole && (long || modifier))).then_some(items)
}

/// A list against the numbers of the name.
fn counted(reader: &Reader<'_>, scope: Span, name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    if let [group] = groups.as_slice() {
        let count = group.value.unwrap_or(0) as usize;
        let items = single(reader, scope, count, reader.of(group.unit), name);
        let agrees = items.as_ref().map(|i| i.len() == count);
        return Reading { components: leaves(items.unwrap_or_default()), agrees };
    }
    grouped(reader, scope, name)
}

/// Clauses of `scope`; one that goes on with the one before it is part of that.
fn clauses(reader: &Reader<'_>, scope: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for piece in reader.pieces(scope, |c| c == '，') {
        let at = piece.start as usize;
        let joins = reader.text[at..].starts_with(['和', '及']) && reader.cue(at, Cue::Joiner).is_some()
            || reader.cue(at, Cue::Joiner).is_some_and(|n| n > 3);
        match out.last_mut() {
            Some(last) if joins || reader.cue(at, Cue::Continue).is_some() => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}

/// The items that one number counts; none where the text enumerates nothing.
fn single(reader: &Reader<'_>, scope: Span, count: usize, unit: &str, name: &Name<'_>) -> Option<Vec<Span>> {
    let scope = reader.find(scope, Cue::Include).map_or(scope, |i| reader.trim(Span { start: i.end, end: scope.end }));
    let pieces = reader.pieces(scope, |c| c == '；');
    if pieces.len() > 1 {
        return Some(pieces);
    }
    let parts = clauses(reader, scope);
    if parts.len() < 2 {
        return Some(list::items(reader, scope, Some(count), name.text));
    }
    if let Some(items) = with_unit(reader, scope, &parts, unit) {
        return Some(items);
    }
    if let Some(items) = across(reader, scope) {
        return Some(items);
    }
    let lists: Vec<Vec<Span>> = parts
        .iter()
        .filter(|p| list::enumerated(reader, **p).len() > 1)
        .map(|p| list::items(reader, *p, Some(count), name.text))
        .collect();
    if let Some(found) = lists.iter().find(|l| l.len() == count).or_else(|| lists.iter().max_by_key(|l| l.len())) {
        return Some(found.clone());
    }
    alike(reader, &parts).then_some(parts)
}

/// Clauses, or the items in them, that each hold what is counted (七个有之: …有之，…有之).
fn with_unit(reader: &Reader<'_>, scope: Span, parts: &[Span], unit: &str) -> Option<Vec<Span>> {
    let unit = unit.strip_prefix('个').unwrap_or(unit);
    let holds = |s: &Span| reader.of(*s).contains(unit);
    let held: Vec<Span> = parts.iter().copied().filter(holds).collect();
    let fine: Vec<Span> = reader.pieces(scope, |c| matches!(c, '，' | '、')).into_iter().filter(holds).collect();
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
fn alike(reader: &Reader<'_>, parts: &[Span]) -> bool {
    let lengths = parts.iter().map(|p| p.len());
    let (Some(short), Some(long)) = (lengths.clone().min(), lengths.max()) else { return false };
    let first = |p: &Span| reader.of(*p).chars().next();
    let same = parts.windows(2).all(|w| first(&w[0]) == first(&w[1]));
    let verbs = parts.iter().all(|p| reader.verb(p.start as usize).is_some());
    same || verbs && long <= short * 3
}

/// The items of a name with several numbers.
fn grouped(reader: &Reader<'_>, scope: Span, name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    let mut parts = reader.pieces(scope, |c| c == '；');
    if parts.len() < 2 {
        parts = clauses(reader, scope);
    }
    let counts: Vec<Option<usize>> = groups.iter().map(|g| g.value.map(|v| v as usize)).collect();
    let total = name.numerals.total();
    if parts.len() == groups.len() {
        let lists = parts.iter().zip(&counts).map(|(p, c)| list::items(reader, *p, *c, name.text)).collect::<Vec<_>>();
        if lists.iter().zip(&counts).all(|(l, c)| c.is_none_or(|c| c == 1 && !l.is_empty() || c == l.len())) {
            let one = |(i, l): (usize, Vec<Span>)| if counts[i].is_none_or(|c| c == 1) { vec![parts[i]] } else { l };
            let items = lists.into_iter().enumerate().flat_map(one).collect();
            return Reading { components: leaves(items), agrees: Some(true) };
        }
    }
    if let Some(items) = halves(reader, scope, &counts, name) {
        return Reading { components: leaves(items), agrees: Some(true) };
    }
    let expected = (parts.len() == 1 && !name.numerals.open()).then_some(total);
    let lists: Vec<Vec<Span>> = parts.iter().map(|p| list::items(reader, *p, expected, name.text)).collect();
    if let Some(items) = sequence(&lists, &counts) {
        return Reading { components: leaves(items), agrees: Some(true) };
    }
    let items: Vec<Span> = lists.into_iter().flatten().collect();
    let listed = items.len() > parts.len() || parts.len() == 1 || alike(reader, &parts);
    if !listed {
        return Reading::default();
    }
    let open = name.numerals.open();
    let agrees = items.len() == if open { groups.len() } else { total };
    if open && !agrees && parts.len() > 1 {
        return Reading::default();
    }
    Reading { components: leaves(items), agrees: Some(agrees) }
}

/// Two groups on the two sides of a joiner, each with a list of its own (A带和B、C、D中心).
fn halves(reader: &Reader<'_>, scope: Span, counts: &[Option<usize>], name: &Name<'_>) -> Option<Vec<Span>> {
    let &[Some(left), Some(right)] = counts else { return None };
    for joiner in reader.joiners(scope) {
        let sides = [(scope.start, joiner.start, left), (joiner.end, scope.end, right)];
        let read = |(from, to, n): (u32, u32, usize)| {
            let side = reader.trim(Span { start: from, end: to });
            if n == 1 {
                return (list::enumerated(reader, side).len() == 1).then(|| vec![side]);
            }
            let items = list::items(reader, side, Some(n), name.text);
            (items.len() == n).then_some(items)
        };
        if let (Some(mut a), Some(b)) = (read(sides[0]), read(sides[1])) {
            a.extend(b);
            return Some(a);
        }
    }
    None
}

/// Lists that are, one after the other and leaving out clauses that list nothing, those that the
/// numbers promise (三化三制).
fn sequence(lists: &[Vec<Span>], counts: &[Option<usize>]) -> Option<Vec<Span>> {
    let real: Vec<&Vec<Span>> = lists.iter().filter(|l| l.len() > 1).collect();
    let fits = real.len() == counts.len() && real.iter().zip(counts).all(|(l, c)| *c == Some(l.len()));
    fits.then(|| real.into_iter().flatten().copied().collect())
}
