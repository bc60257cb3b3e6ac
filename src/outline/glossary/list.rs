//! Lists: A、B、C和D等领域 to its items, without what belongs to all of them.
//!
//! How many items there are is read from the marks alone. The number that a name promises decides
//! only where the marks leave two readings, which is at a joiner in the last piece (C和D: one or two).

use super::cues::{Cue, NumeralCue};
use super::numeral;
use super::reader::Reader;
use crate::lexicon::digit;
use crate::span::Span;

/// The items of the list in `span`; one item where it is none.
pub(super) fn items(
    reader: &Reader<'_>,
    span: Span,
    expected: Option<usize>,
    tails: &[String],
) -> Vec<Span> {
    let span = reader.trim(span);
    let opening = reader
        .cue(span.start as usize, Cue::Include)
        .filter(|n| *n < span.len())
        .unwrap_or(0);
    let span = reader.trim(Span {
        start: span.start + opening as u32,
        end: span.end,
    });
    if span.is_empty() {
        return Vec::new();
    }
    if let Some(pair) = pair(reader, span, expected) {
        return pair;
    }
    let mut items = enumerated(reader, span);
    if items.len() > 1
        && let Some(first) = items.first_mut()
        && let Some((at, c)) = reader.flat(*first).find(|&(_, c)| c == '：')
    {
        // What stands before a colon says only how many there are (三大战略：A、B、C).
        *first = reader.trim(Span::new(at + c.len_utf8(), first.end as usize));
    }
    cut_etc(reader, &mut items);
    if let Some(rest) = expected.and_then(|n| after_modifier(reader, &items, n)) {
        items = rest;
    }
    join_last(reader, &mut items, expected);
    if items.len() > 1 {
        trim_items(reader, &mut items, tails);
    }
    items.retain(|i| !i.is_empty());
    items
}

/// Two items around a joiner, where two are promised and both end alike (…枢纽和面向东、西的…枢纽).
fn pair(reader: &Reader<'_>, span: Span, expected: Option<usize>) -> Option<Vec<Span>> {
    if expected != Some(2) {
        return None;
    }
    let ending = |s: Span| {
        reader
            .of(s)
            .char_indices()
            .rev()
            .nth(1)
            .map(|(i, _)| &reader.of(s)[i..])
    };
    let sides = |j: Span| {
        let left = reader.trim(Span {
            start: span.start,
            end: j.start,
        });
        (
            left,
            reader.trim(Span {
                start: j.end,
                end: span.end,
            }),
        )
    };
    let found = reader
        .joiners(span)
        .into_iter()
        .take(8)
        .map(sides)
        .find(|&(l, r)| ending(l).is_some() && ending(l) == ending(r));
    let (left, right) = found.filter(|&(l, _)| enumerated(reader, l).len() == 1)?;
    Some(vec![left, right])
}

/// The pieces between enumeration commas, or between quotes or titles that stand side by side.
pub(super) fn enumerated(reader: &Reader<'_>, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    for piece in split_commas(reader, span) {
        let mut from = piece.start as usize;
        let mut before = ' ';
        for (at, c) in reader.flat(piece) {
            if matches!((before, c), ('”', '“') | ('》', '《')) {
                out.push(Span::new(from, at));
                from = at;
            }
            before = c;
        }
        out.push(Span::new(from, piece.end as usize));
    }
    let last = out.len() - 1;
    out.iter()
        .enumerate()
        .flat_map(|(i, &s)| if i < last { halves(reader, s) } else { vec![s] })
        .map(|s| without_joiner(reader, reader.trim(s)))
        .filter(|s| !s.is_empty())
        .collect()
}

/// A piece that is not the last, cut at 以及, which never stands inside an item.
fn halves(reader: &Reader<'_>, piece: Span) -> Vec<Span> {
    let strong = |j: &Span| reader.of(*j).starts_with('以');
    let Some(joiner) = reader.joiners(piece).into_iter().find(strong) else {
        return vec![piece];
    };
    vec![
        Span {
            start: piece.start,
            end: joiner.start,
        },
        Span {
            start: joiner.end,
            end: piece.end,
        },
    ]
}

/// Cuts at 、 and at a comma before a joiner (A、B，以及C).
fn split_commas(reader: &Reader<'_>, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = span.start as usize;
    let mut seen = false;
    for (at, c) in reader.flat(span) {
        let next = at + c.len_utf8();
        let joins = c == '，'
            && seen
            && reader
                .cue(next, Cue::Joiner)
                .is_some_and(|n| n > 3 || is_joiner(reader, next));
        if c == '、' || joins {
            seen = true;
            out.push(Span::new(from, at));
            from = next;
        }
    }
    out.push(Span::new(from, span.end as usize));
    out
}

/// Whether the sign at `at` joins, rather than opens a phrase of its own (与…相比).
fn is_joiner(reader: &Reader<'_>, at: usize) -> bool {
    reader.text[at..].starts_with(['和', '及'])
}

/// `item` without a joiner at its start (、以及C).
pub(super) fn without_joiner(reader: &Reader<'_>, item: Span) -> Span {
    let at = item.start as usize;
    match reader.cue(at, Cue::Joiner) {
        Some(n) if item.len() > n && (n > 3 || is_joiner(reader, at)) => {
            Span::new(at + n, item.end as usize)
        }
        _ => item,
    }
}

/// Cuts the last item where 等 ends the list.
fn cut_etc(reader: &Reader<'_>, items: &mut Vec<Span>) {
    let Some(last) = items.last().copied() else {
        return;
    };
    let joined = items.len() > 1 || !reader.joiners(last).is_empty();
    let Some(etc) = reader
        .find(last, Cue::Etc)
        .filter(|e| joined && e.start > last.start)
    else {
        return;
    };
    let kept = reader.trim(Span {
        start: last.start,
        end: etc.start,
    });
    items.pop();
    items.push(kept);
}

/// Cuts the last piece at its joiner, where it joins the last two items.
fn join_last(reader: &Reader<'_>, items: &mut Vec<Span>, expected: Option<usize>) {
    let Some(last) = items.last().copied() else {
        return;
    };
    let joiners = reader.joiners(last);
    let pieces = items.len();
    let cuts = match (pieces, expected) {
        _ if joiners.is_empty() => return,
        (1, Some(n)) if n > 2 && joiners.len() == n - 1 => joiners,
        (1, Some(n)) if n >= 2 => vec![middle(&joiners, last)],
        (1, _) => return,
        (n, Some(want)) if n == want => return,
        _ => vec![strongest(reader, &joiners)],
    };
    if pieces > 1 && !cuts.iter().all(|j| fits_others(reader, items, *j)) {
        return;
    }
    items.pop();
    let mut from = last.start;
    for joiner in cuts {
        items.push(reader.trim(Span {
            start: from,
            end: joiner.start,
        }));
        from = joiner.end;
    }
    items.push(reader.trim(Span {
        start: from,
        end: last.end,
    }));
}

/// The items from the one on that a modifier opens, itself with a list (在A、B、C划定的D、E、F), where
/// these alone are as many as promised.
fn after_modifier(reader: &Reader<'_>, items: &[Span], expected: usize) -> Option<Vec<Span>> {
    let at = items
        .len()
        .checked_sub(expected)
        .filter(|&at| at > 0 && expected > 1)?;
    let (before, rest) = items.split_at(at);
    let of = reader.of(*rest.first()?).find('的')? + '的'.len_utf8();
    let bare = |s: &Span| !reader.of(*s).contains('的');
    let mut out = rest.to_vec();
    out[0].start += of as u32;
    (before.iter().all(bare) && rest[1..].iter().all(bare) && !out[0].is_empty()).then_some(out)
}

/// Whether the two sides of a joiner in the last piece are built as the other items are: they end
/// as all others do (…清单、A及B清单 is two), and open with a verb if all others do.
fn fits_others(reader: &Reader<'_>, items: &[Span], joiner: Span) -> bool {
    let Some((last, others)) = items.split_last() else {
        return false;
    };
    let (left, right) = (
        Span {
            start: last.start,
            end: joiner.start,
        },
        Span {
            start: joiner.end,
            end: last.end,
        },
    );
    let ending = |s: Span| reader.of(s).chars().next_back();
    let opening = |s: Span| reader.of(s).chars().next();
    let same_end = others.iter().all(|o| ending(*o) == ending(*last));
    if same_end && ending(left) != ending(*last) {
        return false;
    }
    let verbs = others.len() >= 2
        && items[1..]
            .iter()
            .all(|i| reader.verb(i.start as usize).is_some());
    let openings = others.len() >= 2 && others.iter().all(|o| opening(*o) == opening(*last));
    !(verbs && reader.verb(right.start as usize).is_none()
        || openings && opening(right) != opening(*last))
}

/// The joiner that stands nearest to the middle.
fn middle(joiners: &[Span], span: Span) -> Span {
    let off = |j: &&Span| {
        (i64::from(j.start) + i64::from(j.end) - i64::from(span.start) - i64::from(span.end)).abs()
    };
    joiners.iter().min_by_key(off).copied().unwrap_or(span)
}

/// The longest joiner, the last of its length.
fn strongest(reader: &Reader<'_>, joiners: &[Span]) -> Span {
    joiners
        .iter()
        .max_by_key(|j| reader.of(**j).len())
        .copied()
        .unwrap_or_default()
}

/// Takes off what belongs to all items and stands at the first or last one.
fn trim_items(reader: &Reader<'_>, items: &mut [Span], tails: &[String]) {
    let count = items.len();
    if let Some(last) = items.last_mut() {
        *last = without_count(reader, *last, count);
    }
    if single_characters(reader, items) {
        return;
    }
    without_name_tail(reader, items, tails);
    without_shared_tail(reader, items);
    let framed = without_lead(reader, items);
    without_frame(reader, items, framed);
    if items.iter().all(|&i| each_one(reader, i).is_some()) {
        for item in items.iter_mut() {
            *item = each_one(reader, *item).unwrap_or(*item);
        }
    }
}

/// `item` before the number and what it counts (东四个片区, 教育“三篇文章”).
fn without_count(reader: &Reader<'_>, item: Span, count: usize) -> Span {
    let sign = |c: char| c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '两');
    for (at, c) in reader.flat(item).skip(1) {
        let quoted = c == '“';
        if !quoted && (!sign(c) || reader.text[..at].ends_with(sign)) {
            continue;
        }
        let from = if quoted { at + c.len_utf8() } else { at };
        let rest = &reader.text[from..item.end as usize];
        let length = rest.find(|c| !sign(c)).unwrap_or(rest.len());
        let value = numeral::number(&rest[..length]);
        if length == 0 || value.is_none_or(|v| v < 2 || (v as usize) < count) {
            continue;
        }
        let measure = reader
            .cues
            .numeral(reader.text, from + length, NumeralCue::Measure)
            .is_some();
        if quoted || measure && value.is_some_and(|v| v as usize <= count + 1) {
            return reader.trim(Span::new(item.start as usize, at));
        }
    }
    item
}

/// A list whose middle items are single characters (青浦新城西、中、北、东): the ends are too.
fn single_characters(reader: &Reader<'_>, items: &mut [Span]) -> bool {
    let short = |s: &Span| reader.of(*s).chars().count() == 1;
    let [first, middle @ .., last] = items else {
        return false;
    };
    if middle.len() < 2 || !middle.iter().all(short) {
        return false;
    }
    let back = reader
        .of(*first)
        .chars()
        .next_back()
        .map_or(0, char::len_utf8);
    let lead = reader.verb_or_lead(first.start as usize).is_some();
    if short(last) || lead {
        first.start = first.end - back as u32;
    }
    true
}

/// Takes the head noun of the name off the last item where no other item has it (上海文化 品牌);
/// where all others end alike, the last one is left ending so too (廉洁型 机关).
fn without_name_tail(reader: &Reader<'_>, items: &mut [Span], tails: &[String]) {
    let Some((last, others)) = items.split_last_mut() else {
        return;
    };
    let text = reader.of(*last);
    let ending = |s: Span| reader.of(s).chars().next_back();
    let alike = others.windows(2).all(|w| ending(w[0]) == ending(w[1])) && others.len() > 1;
    let left = |tail: &str| {
        let cut = text.strip_suffix(tail).filter(|c| c.len() > 2)?;
        Some(cut.strip_suffix('的').unwrap_or(cut))
    };
    let fits = |tail: &&str| {
        let Some(cut) = left(tail).filter(|_| tail.chars().count() >= 2) else {
            return false;
        };
        let same = !alike || cut.chars().next_back() == ending(others[0]);
        same && others.iter().all(|o| !reader.of(*o).ends_with(tail))
    };
    let ends = tails
        .iter()
        .flat_map(|t| t.char_indices().map(move |(i, _)| &t[i..]));
    let tail = ends.into_iter().find(fits);
    if let Some(cut) = tail.and_then(left) {
        last.end = last.start + cut.len() as u32;
    }
}

/// Cuts the last item to the length of the others, where these are all of one length and share a
/// character with it (青东、青中、青西科创中心).
fn without_shared_tail(reader: &Reader<'_>, items: &mut [Span]) {
    let Some((last, others)) = items.split_last_mut() else {
        return;
    };
    let lengths: Vec<usize> = others
        .iter()
        .map(|o| reader.of(*o).chars().count())
        .collect();
    let (Some(&length), true) = (lengths.first(), lengths.len() >= 2) else {
        return;
    };
    let acts = reader.verb(last.start as usize).is_some();
    if acts || lengths.iter().any(|&l| l != length) || !(2..=5).contains(&length) {
        return;
    }
    let text = reader.of(*last);
    let Some((cut, _)) = text.char_indices().nth(length) else {
        return;
    };
    let same = |pick: fn(&str) -> Option<char>| {
        others
            .iter()
            .all(|o| pick(reader.of(*o)) == pick(&text[..cut]))
    };
    if same(|s| s.chars().next()) || same(|s| s.chars().next_back()) {
        last.end = last.start + cut as u32;
    }
}

/// Takes a verb or preposition off the first item where no other item has one; says whether it did.
fn without_lead(reader: &Reader<'_>, items: &mut [Span]) -> bool {
    let Some((first, others)) = items.split_first_mut() else {
        return false;
    };
    let mut taken = false;
    if others
        .iter()
        .any(|o| reader.verb_or_lead(o.start as usize).is_some())
    {
        return taken;
    }
    // 做大做强 and the like are several words in a row.
    while let Some(length) = reader.cue(first.start as usize, Cue::Lead) {
        if first.len() < length + 6 {
            break;
        }
        first.start += length as u32;
        taken = true;
    }
    taken
}

/// Takes off the last item what follows the list: 的 and a noun that no other item has (A、B和C的
/// 体系), or the second half of a frame (以A、B、C为基石).
fn without_frame(reader: &Reader<'_>, items: &mut [Span], framed: bool) {
    let Some((last, others)) = items.split_last_mut() else {
        return;
    };
    let text = reader.of(*last);
    let of = text
        .find('的')
        .filter(|_| others.iter().all(|o| !reader.of(*o).contains('的')));
    let frame = reader
        .find(*last, Cue::Frame)
        .filter(|_| framed)
        .map(|f| (f.start - last.start) as usize);
    let cut = [of, frame].into_iter().flatten().min().filter(|&c| c > 0);
    if let Some(cut) = cut {
        last.end = last.start + cut as u32;
    }
}

/// `item` without the one that counts it (一个万亩示范区, N个专业公司).
fn each_one(reader: &Reader<'_>, item: Span) -> Option<Span> {
    let text = reader.of(item);
    let rest = text.strip_prefix(['一', '1', 'N', 'X'])?;
    let measure = reader.cues.numeral(rest, 0, NumeralCue::Measure)?;
    let start = item.end as usize - rest.len() + measure;
    let left = Span::new(start, item.end as usize);
    (reader.of(left).chars().nth(1).is_some()).then_some(left)
}
