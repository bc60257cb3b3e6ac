//! What several numbers count: a list for each, or one list for all.
//!
//! Where groups can be told apart each has to have its number; where they cannot, the sum has to fit.

use super::components::{Name, Reading, leaves};
use super::cues::NumeralCue;
use super::list;
use super::numeral::Group;
use super::reader::Reader;
use super::single::{alike, clauses};
use crate::span::Span;

/// The lists of a scope, and the numbers of the name that they are held against.
struct Groups<'a> {
    reader: &'a Reader<'a>,
    scope: Span,
    name: &'a Name<'a>,
    counts: Vec<Option<usize>>,
    parts: Vec<Span>,
}

/// The items of a name with several numbers.
pub(super) fn grouped(reader: &Reader<'_>, scope: Span, name: &Name<'_>) -> Reading {
    let groups = &name.numerals.groups;
    let counts = groups.iter().map(|g| g.value.map(|v| v as usize)).collect();
    let parts = group_parts(reader, scope, groups.len());
    let found = Groups {
        reader,
        scope,
        name,
        counts,
        parts,
    };
    let aligned = found.aligned();
    let lists = found.lists();
    let fits = match &aligned {
        Some((items, true)) => Some(items.clone()),
        _ => halves(reader, scope, &found.counts, name).or_else(|| sequence(&lists, &found.counts)),
    };
    match fits {
        Some(items) => Reading {
            components: leaves(items),
            agrees: Some(true),
        },
        None => found.flat(aligned.map(|(items, _)| items), lists.concat()),
    }
}

impl Groups<'_> {
    /// One part for each group: the items of all, and whether each has its number.
    fn aligned(&self) -> Option<(Vec<Span>, bool)> {
        if self.parts.len() != self.counts.len() {
            return None;
        }
        let each = self.parts.iter().zip(&self.counts);
        let lists: Vec<Vec<Span>> = each
            .map(|(p, c)| part_list(self.reader, *p, *c, self.name))
            .collect();
        let right = |(l, c): (&Vec<Span>, &Option<usize>)| {
            c.is_none_or(|c| c == 1 && !l.is_empty() || c == l.len())
        };
        if !lists.iter().zip(&self.counts).all(right) {
            return Some((lists.concat(), false));
        }
        // A part that counts as one, or as it comes, is kept whole.
        let one = |(i, l): (usize, Vec<Span>)| {
            if self.counts[i].is_none_or(|c| c == 1) {
                vec![self.parts[i]]
            } else {
                l
            }
        };
        Some((lists.into_iter().enumerate().flat_map(one).collect(), true))
    }

    /// The list in each part.
    fn lists(&self) -> Vec<Vec<Span>> {
        let numerals = self.name.numerals;
        // An open number stands for one item of its own.
        let sum = if numerals.open() {
            numerals.groups.len()
        } else {
            numerals.total()
        };
        let expected = (self.parts.len() == 1).then_some(sum);
        self.parts
            .iter()
            .map(|p| list::items(self.reader, *p, expected, &self.name.tails))
            .collect()
    }

    /// All items together against the sum of the numbers.
    fn flat(&self, aligned: Option<Vec<Span>>, flat: Vec<Span>) -> Reading {
        let (reader, parts, numerals) = (self.reader, &self.parts, self.name.numerals);
        let total = numerals.total();
        let better =
            |a: &Vec<Span>| flat.len() != total && a.len() != total && a.len() > flat.len();
        let items = aligned.filter(better).unwrap_or(flat);
        let short = parts.iter().all(|p| reader.of(*p).chars().count() <= SHORT);
        if items.len() <= parts.len() && parts.len() > 1 && !short && !alike(reader, parts) {
            return Reading::default();
        }
        let whole = reader.pieces(self.scope, |c| matches!(c, '，' | '；'));
        if items.len() != total && whole.len() == total && flat_clauses(reader, &whole) {
            return Reading {
                components: leaves(whole),
                agrees: Some(true),
            };
        }
        let ones = self.counts.iter().flatten().all(|&c| c == 1);
        let expected = if numerals.open() {
            numerals.groups.len()
        } else {
            total
        };
        let agrees = items.len() == expected && (!numerals.open() || ones);
        if !agrees && self.elsewhere(&items, ones) {
            let components = if parts.len() == 1 {
                leaves(items)
            } else {
                Vec::new()
            };
            return Reading {
                components,
                agrees: None,
            };
        }
        Reading {
            components: leaves(items),
            agrees: Some(agrees),
        }
    }

    /// Whether the text is about something other than the parts that the numbers count.
    fn elsewhere(&self, items: &[Span], ones: bool) -> bool {
        let numerals = self.name.numerals;
        let aligned = self.parts.len() == self.counts.len() && items.len() > self.parts.len();
        let loose = numerals.open() && !aligned && (self.parts.len() > 1 || !ones);
        loose || !ones && restated(self.reader, self.scope, &numerals.groups)
    }
}

/// A name with two numerals is read around one of the first joiners or around none.
const MOST_JOINERS: usize = 8;

/// Clauses up to this many characters may be items without being built alike.
const SHORT: usize = 16;

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
    let items = list::items(reader, part, count, &name.tails);
    let clauses = reader.pieces(part, |c| c == '，');
    if count.is_none_or(|c| c == items.len() || c < 2) {
        return items;
    }
    let bracket = reader
        .flat(part)
        .filter(|&(_, c)| c == '（')
        .find_map(|(at, _)| reader.inside(at));
    if let Some(inside) = bracket.filter(|_| items.len() < 2) {
        return list::items(reader, inside, count, &name.tails);
    }
    if clauses.len() < 2 {
        return items;
    }
    let each = clauses
        .iter()
        .flat_map(|c| list::items(reader, *c, Some(2), &name.tails));
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
    for joiner in reader.joiners(scope).into_iter().take(MOST_JOINERS) {
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
                return (list::enumerated(reader, side).len() == 1)
                    .then(|| vec![without_tail(reader, side, name)]);
            }
            let items = list::items(reader, side, Some(n), &name.tails);
            (items.len() == n).then_some(items)
        };
        if let (Some(mut a), Some(b)) = (read(sides[0]), read(sides[1])) {
            a.extend(b);
            return Some(a);
        }
    }
    None
}

/// `item` without the head noun of the name (投资项目 管理).
fn without_tail(reader: &Reader<'_>, item: Span, name: &Name<'_>) -> Span {
    let text = reader.of(item);
    let cut = text
        .strip_suffix(name.tails.first().map_or("", String::as_str))
        .filter(|c| !c.is_empty());
    Span::new(
        item.start as usize,
        item.start as usize + cut.unwrap_or(text).len(),
    )
}

/// Lists that are, one after the other and leaving out clauses that list nothing, those that the
/// numbers promise (三化三制).
fn sequence(lists: &[Vec<Span>], counts: &[Option<usize>]) -> Option<Vec<Span>> {
    let real: Vec<&Vec<Span>> = lists.iter().filter(|l| l.len() > 1).collect();
    let fits =
        real.len() == counts.len() && real.iter().zip(counts).all(|(l, c)| *c == Some(l.len()));
    fits.then(|| real.into_iter().flatten().copied().collect())
}
