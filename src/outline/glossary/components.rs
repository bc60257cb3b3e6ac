//! What a definition lists, and whether its number agrees with the numerals of the name.
//!
//! Components are read from the marks of the text: labels first, then ordinals, then lists. They are
//! counted, never assumed: a number that the text states (三大产业) proves nothing.

use super::Component;
use super::cues::{Cue, NumeralCue};
use super::labels::{self, Labelled};
use super::list;
use super::numeral::{self, Group, Numerals};
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
    /// What its components may share with it at their end: the name without quotes, or, where it has
    /// several numerals, what follows the quotes.
    pub tail: String,
    pub numerals: &'a Numerals,
}

impl<'a> Name<'a> {
    /// The name that stands as `text`.
    pub fn new(text: &str, numerals: &'a Numerals) -> Self {
        let after = text
            .rfind('”')
            .map_or("", |at| &text[at + '”'.len_utf8()..]);
        let own = if numerals.groups.len() > 1 {
            after
        } else {
            text
        };
        Self {
            tail: own.chars().filter(|c| !matches!(c, '“' | '”')).collect(),
            numerals,
        }
    }
}

/// Reads the components in `body` and checks them against the name.
pub(super) fn read(reader: &Reader<'_>, body: Span, name: &Name<'_>) -> Reading {
    let body = opened(reader, reader.trim(body));
    let labels = labels::labelled(reader, body, name.numerals);
    let mut reading = if labels.is_empty() {
        unlabelled(reader, body, name)
    } else {
        labelled(reader, &labels, name)
    };
    let ordinal = |g: &Group| {
        reader
            .of(body)
            .contains(&format!("第{}", reader.of(g.numeral)))
    };
    let soft = name.numerals.soft
        || reading.components.len() < 2 && name.numerals.groups.iter().any(ordinal);
    let explained = |g: &Group| labels.iter().any(|l| labels::names(reader, l.label, g));
    let confirmed = reading.agrees == Some(true)
        || name.numerals.groups.iter().filter(|g| explained(g)).count() > 1;
    if !name.numerals.checkable() {
        reading.agrees = None;
    } else if !confirmed && soft {
        // Numerals that need not be counts say nothing about a text that lists something else.
        reading.agrees = None;
        if labels.is_empty() {
            reading.components.clear();
        }
    }
    reading
}

/// `body` without a copula at its start and 的简称 at its end.
fn opened(reader: &Reader<'_>, body: Span) -> Span {
    let at = body.start as usize;
    let length = [Cue::Strong, Cue::Copula]
        .into_iter()
        .filter_map(|c| reader.cue(at, c))
        .max()
        .unwrap_or(0);
    let start = (at + length).min(body.end as usize);
    let tail = reader
        .cues
        .ending(&reader.text[start..body.end as usize], Cue::AliasAfter)
        .unwrap_or(0);
    reader.trim(Span::new(start, body.end as usize - tail))
}

fn leaf(span: Span) -> Component {
    Component {
        label: None,
        span,
        parts: Vec::new(),
    }
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
    let mut counts = vec![Count::Wrong; groups.len()];
    for (part, owner) in labels.iter().zip(&owners) {
        let group = owner.map(|i| groups[i]);
        let count = group.and_then(|g| g.value).map(|v| v as usize);
        let (span, parts) = if owner.is_some() {
            part_items(reader, part.body, count, name)
        } else {
            (part.body, Vec::new())
        };
        if let Some(i) = *owner {
            let count = count.unwrap_or(1);
            counts[i] = match parts.len() {
                0 if count == 1 && !span.is_empty() => Count::Right,
                0 if stated(reader, span) => Count::Unlisted,
                n if n == count => Count::Right,
                _ => Count::Wrong,
            };
        }
        components.push(Component {
            label: Some(part.label),
            span,
            parts: leaves(parts),
        });
    }
    components.retain(|c| !c.span.is_empty());
    let checked = |g: &Group| g.value.is_some() || matched > 1;
    let closed = groups
        .iter()
        .zip(&counts)
        .filter(|(g, _)| checked(g))
        .map(|(_, c)| *c);
    let agrees = if matched == 0 {
        Some(name.numerals.total() == components.len())
    } else if closed.clone().any(|c| c == Count::Wrong) {
        Some(false)
    } else {
        closed.clone().all(|c| c == Count::Right).then_some(true)
    };
    Reading { components, agrees }
}

/// How a labelled part stands to its number.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Count {
    Right,
    Wrong,
    /// The part only says the number again (“5”指五大工程) and lists nothing.
    Unlisted,
}

/// Whether `part` opens with a numeral and a measure.
fn stated(reader: &Reader<'_>, part: Span) -> bool {
    let text = reader.of(part);
    let length = text
        .find(|c: char| numeral::number(c.encode_utf8(&mut [0; 4])).is_none())
        .unwrap_or(text.len());
    length > 0
        && reader
            .cues
            .numeral(text, length, NumeralCue::Measure)
            .is_some()
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
fn part_items(
    reader: &Reader<'_>,
    body: Span,
    count: Option<usize>,
    name: &Name<'_>,
) -> (Span, Vec<Span>) {
    let Some(count) = count.filter(|&c| c >= 2) else {
        return (first_clause(reader, body), Vec::new());
    };
    let listed = single(reader, body, count, "", name);
    let head = reader
        .find(body, Cue::Include)
        .filter(|i| i.start > body.start);
    let span = head.map_or(body, |i| {
        reader.trim(Span {
            start: body.start,
            end: i.start,
        })
    });
    match listed {
        Some(items) if items.len() >= 2 => (span, items),
        _ => (body, Vec::new()),
    }
}

/// `body` without the clauses that say what its first one, a name, does (省中心，发挥…作用).
fn first_clause(reader: &Reader<'_>, body: Span) -> Span {
    let parts = clauses(reader, body);
    let [first, rest @ ..] = parts.as_slice() else {
        return body;
    };
    let acts = |s: &Span| reader.verb(s.start as usize).is_some();
    let name = !acts(first) && !rest.is_empty() && rest.iter().all(acts);
    if name { *first } else { body }
}

/// Parts without labels.
fn unlabelled(reader: &Reader<'_>, body: Span, name: &Name<'_>) -> Reading {
    let ordinals = labels::ordinals(reader, body);
    if !ordinals.is_empty() {
        let agrees = Some(ordinals.len() == name.numerals.total());
        return Reading {
            components: leaves(ordinals),
            agrees,
        };
    }
    let closed: Vec<usize> = name
        .numerals
        .groups
        .iter()
        .filter_map(|g| g.value)
        .map(|v| v as usize)
        .collect();
    let scopes = scopes(reader, body, !closed.is_empty());
    if closed.is_empty() {
        let items = scopes
            .iter()
            .find_map(|&s| plain(reader, s, body, name))
            .unwrap_or_default();
        return Reading {
            components: leaves(items),
            agrees: None,
        };
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
fn scopes(reader: &Reader<'_>, body: Span, counted: bool) -> Vec<Span> {
    let mut out = Vec::new();
    let sentences = reader.pieces(body, |c| c == '。' || c == '\n');
    for &sentence in &sentences {
        if let Some(include) = reader.find(sentence, Cue::Include) {
            out.push(reader.trim(Span {
                start: include.end,
                end: sentence.end,
            }));
        }
    }
    let Some(&first) = sentences.first() else {
        return out;
    };
    let nested = |mark: char| {
        let mut all = reader
            .flat(first)
            .filter(move |&(_, c)| c == mark)
            .filter_map(|(at, _)| reader.inside(at));
        let listed = |s: &Span| reader.pieces(*s, |c| matches!(c, '、' | '；')).len() >= 2;
        let found = all.find(listed)?;
        all.all(|s| !listed(&s)).then_some(found)
    };
    let outside = list::enumerated(reader, first).len() > 1;
    if !outside {
        out.extend(nested('“'));
    }
    out.push(first);
    if counted {
        out.extend(nested(if outside { '“' } else { '（' }));
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
    let items = list::items(reader, scope, None, &name.tail);
    let long = items.iter().any(|i| reader.of(*i).chars().count() > 20);
    let phrases = items
        .iter()
        .filter(|i| reader.of(**i).contains('的'))
        .count();
    let modifier = phrases > 0 && phrases < items.len();
    (items.len() >= 2 && !(whole && (long || modifier))).then_some(items)
}

/// A list against the numbers of the name.
fn counted(reader: &Reader<'_>, scope: Span, name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    if let [group] = groups.as_slice() {
        let count = group.value.unwrap_or(0) as usize;
        let items = single(reader, scope, count, reader.of(group.unit), name);
        let agrees = items.as_ref().map(|i| i.len() == count);
        return Reading {
            components: leaves(items.unwrap_or_default()),
            agrees,
        };
    }
    grouped(reader, scope, name)
}

/// Clauses of `scope`; one that goes on with the one before it is part of that, and one that says
/// why, where or by what means (为…，在…，通过…) is left out.
fn clauses(reader: &Reader<'_>, scope: Span) -> Vec<Span> {
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
fn single(
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
    if parts.len() < 2 {
        return Some(list::items(reader, scope, Some(count), &name.tail));
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
        let items = list::items(reader, part, Some(count), &name.tail);
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
fn alike(reader: &Reader<'_>, parts: &[Span]) -> bool {
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

/// The items of a name with several numbers.
fn grouped(reader: &Reader<'_>, scope: Span, name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    let parts = group_parts(reader, scope, groups.len());
    let counts: Vec<Option<usize>> = groups.iter().map(|g| g.value.map(|v| v as usize)).collect();
    let total = name.numerals.total();
    let mut by_part = None;
    if parts.len() == groups.len() {
        let lists = parts
            .iter()
            .zip(&counts)
            .map(|(p, c)| part_list(reader, *p, *c, name))
            .collect::<Vec<_>>();
        if lists
            .iter()
            .zip(&counts)
            .all(|(l, c)| c.is_none_or(|c| c == 1 && !l.is_empty() || c == l.len()))
        {
            let one = |(i, l): (usize, Vec<Span>)| {
                if counts[i].is_none_or(|c| c == 1) {
                    vec![parts[i]]
                } else {
                    l
                }
            };
            let items = lists.into_iter().enumerate().flat_map(one).collect();
            return Reading {
                components: leaves(items),
                agrees: Some(true),
            };
        }
        by_part = Some(lists.concat());
    }
    if let Some(items) = halves(reader, scope, &counts, name) {
        return Reading {
            components: leaves(items),
            agrees: Some(true),
        };
    }
    let expected = (parts.len() == 1 && !name.numerals.open()).then_some(total);
    let lists: Vec<Vec<Span>> = parts
        .iter()
        .map(|p| list::items(reader, *p, expected, &name.tail))
        .collect();
    if let Some(items) = sequence(&lists, &counts) {
        return Reading {
            components: leaves(items),
            agrees: Some(true),
        };
    }
    let flat: Vec<Span> = lists.into_iter().flatten().collect();
    let items = by_part
        .filter(|b| flat.len() != total && b.len() != total && b.len() > flat.len())
        .unwrap_or(flat);
    let short = parts.iter().all(|p| reader.of(*p).chars().count() <= 16);
    let listed = items.len() > parts.len() || parts.len() == 1 || short || alike(reader, &parts);
    if !listed {
        return Reading::default();
    }
    let whole = reader.pieces(scope, |c| matches!(c, '，' | '；'));
    if items.len() != total && whole.len() == total && flat_clauses(reader, &whole) {
        return Reading {
            components: leaves(whole),
            agrees: Some(true),
        };
    }
    let open = name.numerals.open();
    let ones = counts.iter().flatten().all(|&c| c == 1);
    let agrees = items.len() == if open { groups.len() } else { total } && (!open || ones);
    let aligned = parts.len() == groups.len() && items.len() > parts.len();
    let elsewhere =
        !ones && restated(reader, scope, groups) || open && !aligned && (parts.len() > 1 || !ones);
    if !agrees && elsewhere {
        return Reading::default();
    }
    Reading {
        components: leaves(items),
        agrees: Some(agrees),
    }
}

/// The clauses that may each hold one group.
fn group_parts(reader: &Reader<'_>, scope: Span, groups: usize) -> Vec<Span> {
    let parts = reader.pieces(scope, |c| c == '；');
    if parts.len() > 1 {
        return parts;
    }
    let all = reader.pieces(scope, |c| c == '，');
    if all.len() == groups {
        return all
            .into_iter()
            .map(|p| list::without_joiner(reader, p))
            .collect();
    }
    clauses(reader, scope)
}

/// The items of one part: of its list, or of all its clauses together.
fn part_list(reader: &Reader<'_>, part: Span, count: Option<usize>, name: &Name<'_>) -> Vec<Span> {
    let items = list::items(reader, part, count, &name.tail);
    let clauses = reader.pieces(part, |c| c == '，');
    if count.is_none_or(|c| c == items.len() || c < 2) {
        return items;
    }
    let bracket = reader
        .flat(part)
        .filter(|&(_, c)| c == '（')
        .find_map(|(at, _)| reader.inside(at));
    if let Some(inside) = bracket.filter(|_| items.len() < 2) {
        return list::items(reader, inside, count, &name.tail);
    }
    if clauses.len() < 2 {
        return items;
    }
    let each = clauses
        .iter()
        .flat_map(|c| list::items(reader, *c, Some(2), &name.tail));
    let all: Vec<Span> = each.collect();
    if count == Some(all.len()) { all } else { items }
}

/// Whether no clause holds a list.
fn flat_clauses(reader: &Reader<'_>, parts: &[Span]) -> bool {
    parts
        .iter()
        .all(|p| list::enumerated(reader, *p).len() == 1)
}

/// Whether the text gives the numbers of the name, one after the other, as amounts (“3+4”: 就读3年、
/// 就读4年).
fn restated(reader: &Reader<'_>, scope: Span, groups: &[Group]) -> bool {
    let mut rest = reader.of(scope);
    groups.iter().filter(|g| g.value.is_some()).all(|g| {
        let numeral = reader.of(g.numeral);
        let amount = |&(at, _): &(usize, &str)| {
            let after = &rest[at + numeral.len()..];
            let unit = [NumeralCue::Quantity, NumeralCue::Measure];
            unit.into_iter()
                .any(|c| reader.cues.numeral(after, 0, c).is_some())
        };
        let found = rest.match_indices(numeral).find(amount);
        rest = found.map_or("", |(at, _)| &rest[at + numeral.len()..]);
        found.is_some() && numeral.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Two groups on the two sides of a joiner, each with a list of its own (A带和B、C、D中心).
fn halves(
    reader: &Reader<'_>,
    scope: Span,
    counts: &[Option<usize>],
    name: &Name<'_>,
) -> Option<Vec<Span>> {
    let &[Some(left), Some(right)] = counts else {
        return None;
    };
    for joiner in reader.joiners(scope) {
        let sides = [
            (scope.start, joiner.start, left),
            (joiner.end, scope.end, right),
        ];
        let read = |(from, to, n): (u32, u32, usize)| {
            let side = reader.trim(Span {
                start: from,
                end: to,
            });
            if n == 1 {
                return (list::enumerated(reader, side).len() == 1).then(|| vec![side]);
            }
            let items = list::items(reader, side, Some(n), &name.tail);
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
    let fits =
        real.len() == counts.len() && real.iter().zip(counts).all(|(l, c)| *c == Some(l.len()));
    fits.then(|| real.into_iter().flatten().copied().collect())
}
