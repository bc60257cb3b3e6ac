//! Glossary entries: the number, the headword or headwords, other names, and the text that explains.

use super::cues::Cue;
use super::reader::Reader;
use crate::span::Span;

/// An entry, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The names that it explains, with prefix and head noun.
    pub names: Vec<Span>,
    /// Other names that stand beside the headword.
    pub aliases: Vec<Span>,
    /// What explains them.
    pub body: Span,
    /// Its number, where it has one.
    pub number: Option<u32>,
}

/// Longest headword, in bytes.
const HEAD_BYTES: usize = 150;

/// Takes the entry in `span` apart; `expected` is the number that should come.
pub(super) fn entry(reader: &Reader<'_>, span: Span, expected: u32) -> Option<Entry> {
    let (number, start) = number(reader.of(span), expected);
    let rest = Span::new(span.start as usize + start, span.end as usize);
    let (head, body) = divide(reader, rest)?;
    let (head, aliases) = without_aliases(reader, reader.trim(head));
    let names = names(reader, head);
    let body = reader.trim(body);
    (!names.is_empty() && !body.is_empty()).then_some(Entry {
        names,
        aliases,
        body,
        number,
    })
}

/// The number that opens an entry, and how many bytes it and its mark take.
///
/// Where the number runs into a name that begins with a digit (21.5+2: entry 2, 1.5+2), the number
/// that should come decides.
pub(super) fn number(text: &str, expected: u32) -> (Option<u32>, usize) {
    let first = text.chars().next().unwrap_or(' ');
    if let Some(value) = (first as u32).checked_sub('①' as u32).filter(|v| *v < 20) {
        return (Some(value + 1), first.len_utf8());
    }
    let inner = text.strip_prefix(['[', '（']).unwrap_or(text);
    let open = text.len() - inner.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 6 {
        return (None, 0);
    }
    let value: Option<u32> = inner[..digits].parse().ok();
    let mark = inner[digits..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '、' | '）' | ']'));
    let glued = expected.to_string();
    if open > 0 || value == Some(expected) && mark.is_some() {
        return (value, open + digits + mark.map_or(0, char::len_utf8));
    }
    if expected > 1 && digits > glued.len() && inner.starts_with(&glued) {
        return (Some(expected), glued.len());
    }
    match mark {
        Some(mark) => (value, digits + mark.len_utf8()),
        None => (None, 0),
    }
}

/// Headword and explanation: at the first colon, else at the first word that defines by itself.
fn divide(reader: &Reader<'_>, span: Span) -> Option<(Span, Span)> {
    let near = |at: usize| at - span.start as usize <= HEAD_BYTES;
    let split = |at: usize, length: usize| {
        let (start, end) = (span.start as usize, span.end as usize);
        (at > start).then(|| (Span::new(start, at), Span::new(at + length, end)))
    };
    let stop = reader
        .flat(span)
        .find(|&(_, c)| matches!(c, '：' | '。' | '；' | '\n'));
    if let Some((at, c)) = stop.filter(|&(at, c)| near(at) && matches!(c, '：' | '\n')) {
        return split(at, c.len_utf8());
    }
    let strong = reader.find(span, Cue::Strong)?;
    let at = strong.start as usize;
    if near(at) { split(at, 0) } else { None }
}

/// The headword without brackets that hold another name (国内生产总值（GDP）).
fn without_aliases(reader: &Reader<'_>, head: Span) -> (Span, Vec<Span>) {
    let mut aliases = Vec::new();
    let Some((at, _)) = reader
        .flat(head)
        .find(|&(at, c)| c == '（' && at > head.start as usize)
    else {
        return (head, aliases);
    };
    let Some(inside) = reader.inside(at) else {
        return (head, aliases);
    };
    let last = inside.end as usize + '）'.len_utf8() == head.end as usize;
    let latin = reader
        .of(inside)
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.'));
    let named = reader.cue(inside.start as usize, Cue::Alias).is_some();
    if !last || !latin && !named {
        return (head, aliases);
    }
    aliases.push(alias_text(reader, inside));
    (reader.trim(Span::new(head.start as usize, at)), aliases)
}

/// The name alone: without 简称 before it and quotes around it.
pub(super) fn alias_text(reader: &Reader<'_>, span: Span) -> Span {
    let start = span.start as usize + reader.cue(span.start as usize, Cue::Alias).unwrap_or(0);
    let rest = reader.trim(Span::new(start.min(span.end as usize), span.end as usize));
    let quoted = reader.text[rest.range()].starts_with('“');
    match reader
        .inside(rest.start as usize)
        .filter(|_| quoted && !rest.is_empty())
    {
        Some(inside) => inside,
        None => rest,
    }
}

/// Other names that the explanation gives (X的简称, 全称X, 又称“X”).
pub(super) fn body_aliases(reader: &Reader<'_>, body: Span) -> Vec<Span> {
    let mut out = Vec::new();
    for piece in reader
        .pieces(body, |c| matches!(c, '，' | '。' | '；'))
        .into_iter()
        .take(3)
    {
        let text = reader.of(piece);
        if let Some(n) = reader
            .cues
            .ending(text, Cue::AliasAfter)
            .filter(|n| *n < text.len())
        {
            let start = piece.start as usize;
            let open = [Cue::Strong, Cue::Copula]
                .into_iter()
                .filter_map(|c| reader.cue(start, c))
                .max()
                .unwrap_or(0);
            out.push(reader.trim(Span::new(start + open, piece.end as usize - n)));
        } else if reader.cue(piece.start as usize, Cue::Alias).is_some() {
            out.push(alias_text(reader, piece));
        }
    }
    let listed =
        |s: &Span| reader.pieces(*s, |c| c == '、').len() > 1 || !reader.joiners(*s).is_empty();
    out.retain(|s| !s.is_empty() && reader.of(*s).chars().count() <= 30 && !listed(s));
    out
}

/// The names in a headword: several where it is nothing but quoted names side by side.
fn names(reader: &Reader<'_>, head: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut between = 0;
    for (at, c) in reader.flat(head) {
        if c == '“'
            && let Some(inside) = reader.inside(at)
        {
            out.push(Span::new(at, inside.end as usize + '”'.len_utf8()));
        } else if !matches!(c, '”' | '、' | '和' | '与' | '及' | '，') {
            between += 1;
        }
    }
    if out.len() > 1 && between == 0 {
        out
    } else if head.is_empty() {
        Vec::new()
    } else {
        vec![head]
    }
}
