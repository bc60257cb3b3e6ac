//! Labels: the parts of a name that an entry explains one by one (“一带”即…；“一轴”即…).

use super::cues::Cue;
use super::numeral::{self, Group, Numerals};
use super::reader::Reader;
use crate::span::Span;

/// A label and what stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The label without its quotes.
    pub label: Span,
    /// Where its clause starts.
    pub start: u32,
    /// What it stands for.
    pub body: Span,
}

/// Longest label, in bytes: a longer stretch before a copula is a sentence.
const LABEL_BYTES: usize = 45;

/// The labelled parts of `body`, in order.
pub(super) fn labelled(reader: &Reader<'_>, body: Span, numerals: &Numerals) -> Vec<Labelled> {
    let mut out: Vec<Labelled> = Vec::new();
    let mut fresh = true;
    for (at, c) in reader.flat(body) {
        if fresh && out.last().is_none_or(|l| at >= l.body.start as usize) {
            out.extend(label_at(reader, at, body, numerals));
        }
        fresh = matches!(c, '；' | '，' | '。' | '、' | '：' | '\n');
    }
    close(reader, &mut out, body);
    let named = out
        .iter()
        .any(|l| numerals.groups.iter().any(|g| names(reader, l.label, g)));
    if out.len() >= 2 || named {
        out
    } else {
        by_clause(reader, body)
    }
}

/// Ends each part where the next one starts, or at a full stop.
fn close(reader: &Reader<'_>, parts: &mut [Labelled], body: Span) {
    let starts: Vec<u32> = parts.iter().skip(1).map(|l| l.start).collect();
    for (i, part) in parts.iter_mut().enumerate() {
        let end = starts
            .get(i)
            .copied()
            .unwrap_or(body.end)
            .max(part.body.start);
        let whole = Span {
            start: part.body.start,
            end,
        };
        let stop = reader
            .flat(whole)
            .find(|&(_, c)| c == '。' || c == '\n')
            .map_or(end, |(at, _)| at as u32);
        part.body = reader.trim(Span {
            start: whole.start,
            end: stop,
        });
    }
}

/// The label that stands at `at`, if one does.
fn label_at(reader: &Reader<'_>, at: usize, body: Span, numerals: &Numerals) -> Option<Labelled> {
    let start = skip_opening(reader, at);
    let (label, after, quoted) = match reader.inside(start) {
        Some(inside) if reader.text[start..].starts_with('“') => {
            (inside, inside.end as usize + '”'.len_utf8(), true)
        }
        _ => {
            let group = numerals
                .groups
                .iter()
                .find(|g| stands_at(reader, start, g))?;
            (
                Span::new(start, start + group.span().len()),
                start + group.span().len(),
                false,
            )
        }
    };
    let fits = label.len() <= LABEL_BYTES && !label.is_empty() && after < body.end as usize;
    let named = quoted
        && numerals
            .groups
            .iter()
            .any(|g| reader.of(label) == reader.of(g.span()));
    let copula = copula(reader, after, quoted)
        .or(named.then_some(0))
        .filter(|_| fits)?;
    let body = Span::new((after + copula).min(body.end as usize), body.end as usize);
    Some(Labelled {
        label,
        start: at as u32,
        body,
    })
}

/// `at` or the place after 其中 or 第一个.
fn skip_opening(reader: &Reader<'_>, at: usize) -> usize {
    let mut at = at;
    if let Some(n) = reader.cue(at, Cue::Among) {
        at += n;
        at += reader.text[at..]
            .chars()
            .next()
            .filter(|&c| c == '，')
            .map_or(0, char::len_utf8);
    }
    let rest = &reader.text[at..];
    let Some(ordinal) = rest.strip_prefix('第') else {
        return at;
    };
    let number = ordinal
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    match number.strip_prefix('个') {
        Some(after) if number.len() < ordinal.len() => at + rest.len() - after.len(),
        _ => at,
    }
}

/// Length of the copula at `at`; after a quoted label any copula will do.
fn copula(reader: &Reader<'_>, at: usize, quoted: bool) -> Option<usize> {
    let rest = &reader.text[at..];
    if let Some(c) = rest.chars().next().filter(|c| matches!(c, '：' | '—')) {
        return Some(
            c.len_utf8()
                + rest[c.len_utf8()..]
                    .chars()
                    .take_while(|&d| d == '—')
                    .map(char::len_utf8)
                    .sum::<usize>(),
        );
    }
    let comma = rest
        .chars()
        .next()
        .filter(|&c| c == '，')
        .map_or(0, char::len_utf8);
    let at = at + comma;
    let strong = reader.cue(at, Cue::Strong);
    let weak = if comma == 0 {
        reader
            .cue(at, Cue::Copula)
            .max(reader.cue(at, Cue::Include))
    } else {
        None
    };
    let _ = quoted;
    strong.max(weak).map(|n| n + comma)
}

/// Whether the group's numeral and unit stand at `at`.
fn stands_at(reader: &Reader<'_>, at: usize, group: &Group) -> bool {
    let surface = reader.of(group.span());
    !surface.is_empty() && reader.text[at..].starts_with(surface)
}

/// Whether `label` names the group: 一带, or its numeral alone, or one written in other signs.
pub(super) fn names(reader: &Reader<'_>, label: Span, group: &Group) -> bool {
    let label = reader.of(label);
    let (numeral, surface) = (reader.of(group.numeral), reader.of(group.span()));
    if label == numeral || label == surface {
        return true;
    }
    let sign = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两双".contains(c);
    let rest = label.trim_start_matches(sign);
    let value = &label[..label.len() - rest.len()];
    let alike = !value.is_empty() && numeral::number(value) == group.value && group.value.is_some();
    let unit = reader.of(group.unit);
    alike && (rest.is_empty() || unit.starts_with(rest) || rest.starts_with(unit))
        || label.starts_with(numeral) && surface.starts_with(label)
}

/// Parts whose label has no quotes, where at least two clauses in a row are built so (正面清单即…；
/// 负面清单即…).
fn by_clause(reader: &Reader<'_>, body: Span) -> Vec<Labelled> {
    let mut out = Vec::new();
    for piece in reader.pieces(body, |c| matches!(c, '；' | '。' | '\n')) {
        let Some(at) = unquoted(reader, piece) else {
            continue;
        };
        out.push(at);
    }
    if out.len() >= 2 { out } else { Vec::new() }
}

fn unquoted(reader: &Reader<'_>, piece: Span) -> Option<Labelled> {
    for (at, c) in reader.flat(piece) {
        if at - piece.start as usize > LABEL_BYTES || matches!(c, '，' | '、') {
            return None;
        }
        if at == piece.start as usize {
            continue;
        }
        let length = if c == '：' {
            Some(c.len_utf8())
        } else {
            reader.cue(at, Cue::Strong)
        };
        let Some(length) = length.filter(|n| at + n < piece.end as usize) else {
            continue;
        };
        let label = Span::new(piece.start as usize, at);
        return Some(Labelled {
            label,
            start: piece.start,
            body: Span::new(at + length, piece.end as usize),
        });
    }
    None
}

/// The parts of `body` that ordinals open (一是…；二是…; 第一，…; 第1个…; ①…), without the ordinals.
pub(super) fn ordinals(reader: &Reader<'_>, body: Span) -> Vec<Span> {
    let mut marks: Vec<Span> = Vec::new();
    let mut fresh = true;
    for (at, c) in reader.flat(body) {
        if fresh && let Some(length) = ordinal_at(reader, at, marks.len() as u32 + 1) {
            marks.push(Span::new(at, (at + length).min(body.end as usize)));
        }
        fresh = matches!(c, '；' | '，' | '。' | '：' | '\n' | '、');
    }
    if marks.len() < 2 {
        return Vec::new();
    }
    let ends = marks.iter().skip(1).map(|m| m.start).chain([body.end]);
    let parts = marks.iter().zip(ends).map(|(m, end)| {
        reader.trim(Span {
            start: m.end,
            end: end.max(m.end),
        })
    });
    parts.filter(|p| !p.is_empty()).collect()
}

/// Length of the ordinal number `next` at `at`.
fn ordinal_at(reader: &Reader<'_>, at: usize, next: u32) -> Option<usize> {
    let rest = &reader.text[at..];
    let first = rest.chars().next()?;
    if let Some(value) = (first as u32).checked_sub('①' as u32).filter(|v| *v < 20) {
        return (value + 1 == next).then(|| first.len_utf8());
    }
    let bracket = rest.strip_prefix('（').unwrap_or(rest);
    let ordinal = bracket.strip_prefix('第').unwrap_or(bracket);
    let tail = ordinal
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if number_before(ordinal, tail).is_none_or(|n| n < next || n > next + 9) {
        return None;
    }
    let used = rest.len() - tail.len();
    if bracket.len() < rest.len() {
        return tail.starts_with('）').then(|| used + '）'.len_utf8());
    }
    if ordinal.len() < bracket.len() {
        return tail
            .strip_prefix(['，', '个', '、'])
            .map(|t| rest.len() - t.len());
    }
    reader.cue(at + used, Cue::Ordinal).map(|n| used + n)
}

fn number_before(text: &str, tail: &str) -> Option<u32> {
    numeral::number(&text[..text.len() - tail.len()])
}
