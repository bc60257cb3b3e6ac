//! What a definition lists, and whether its number agrees with the numerals of the name.
//!
//! Components are read from the marks of the text: labels first, then ordinals, then lists. They are
//! counted, never assumed: a number that the text states (三大产业) proves nothing.

use super::Component;
use super::cues::{Cue, NumeralCue};
use super::grouped::grouped;
use super::labels::{self, Labelled};
use super::list;
use super::numeral::{self, Group, Numerals};
use super::reader::Reader;
use super::single::{clauses, single};
use crate::span::Span;

/// What was read from one definition.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub components: Vec<Component>,
    pub agrees: Option<bool>,
}

/// A name with what its numerals count.
pub(super) struct Name<'a> {
    /// What its components may share with it at their end: the name without quotes and what the
    /// quotes hold, or, where it has several numerals, what follows the quotes.
    pub tails: Vec<String>,
    pub numerals: &'a Numerals,
}

impl<'a> Name<'a> {
    /// The name that stands as `text`.
    pub fn new(text: &str, numerals: &'a Numerals) -> Self {
        let bare = |s: &str| {
            s.chars()
                .filter(|c| !matches!(c, '“' | '”'))
                .collect::<String>()
        };
        let (core, after) = text.rsplit_once('”').unwrap_or((text, ""));
        let tails = if numerals.groups.len() > 1 {
            vec![bare(after)]
        } else {
            vec![bare(text), bare(core)]
        };
        Self { tails, numerals }
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
        let several = reader
            .pieces(body, |c| matches!(c, '，' | '；' | '。'))
            .len()
            > 1;
        if labels.is_empty() && (several || reading.components.len() < 2) {
            reading.components.clear();
        }
    }
    reading
}

/// `body` without a copula at its start and 的简称 at its end.
fn opened(reader: &Reader<'_>, body: Span) -> Span {
    let at = body.start as usize;
    // A lone 为 at the start of an entry is a preposition (为…提供服务).
    let weak = reader
        .cue(at, Cue::Copula)
        .filter(|_| reader.cue(at, Cue::Circumstance).is_none());
    let length = reader.cue(at, Cue::Strong).max(weak).unwrap_or(0);
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

pub(super) fn leaves(items: Vec<Span>) -> Vec<Component> {
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
                0 if stated(reader, span, count) => Count::Unlisted,
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

/// Whether `part` opens with the number `count` and a measure.
fn stated(reader: &Reader<'_>, part: Span, count: usize) -> bool {
    let text = reader.of(part);
    let length = text
        .find(|c: char| numeral::number(c.encode_utf8(&mut [0; 4])).is_none())
        .unwrap_or(text.len());
    numeral::number(&text[..length]).is_some_and(|n| n as usize == count)
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
    let circumstance = reader
        .cue(scope.start as usize, Cue::Circumstance)
        .is_some();
    if whole && (clauses.len() > 1 || circumstance) {
        return None;
    }
    let items = list::items(reader, scope, None, &name.tails);
    let long = items.iter().any(|i| reader.of(*i).chars().count() > 20);
    let phrases = items
        .iter()
        .filter(|i| reader.of(**i).contains('的'))
        .count();
    let modifier = phrases > 0 && phrases < items.len();
    // A list that ends before the last item is one of several in a sentence.
    let ended = items[..items.len().max(1) - 1]
        .iter()
        .any(|i| reader.find(*i, Cue::Etc).is_some());
    (items.len() >= 2 && !ended && !(whole && (long || modifier))).then_some(items)
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
