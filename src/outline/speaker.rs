//! Who gives the report, and in which office.

use super::header::{Head, HeaderRules, Part};
use super::section::ends_sentence;
use crate::ingest::is_han;
use crate::span::Span;

/// The speaker.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Speaker {
    pub office: Span,
    pub name: Span,
}

/// A speaker's line is at most so long (characters).
const LONGEST: usize = 36;

/// Finds the speaker in the date line, after it or before it.
pub(super) fn find(
    text: &str,
    head: &Head,
    session: Option<Span>,
    rules: &HeaderRules,
) -> Option<Speaker> {
    if let (Some(line), Some(session)) = (head.dated, session) {
        let at = Span {
            start: session.end,
            end: line.end,
        };
        // 在…会议上: the postposition is no part of the office.
        let skip = at
            .of(text)
            .chars()
            .next()
            .filter(|&c| c == '上')
            .map_or(0, char::len_utf8);
        let after = Span {
            start: session.end + skip as u32,
            end: line.end,
        };
        let before = Span {
            start: line.start,
            end: session.start,
        };
        for part in [after, before] {
            if let Some(speaker) = read(text, part, rules) {
                return Some(speaker);
            }
        }
    }
    for (i, &line) in head.lines.iter().enumerate() {
        let own = line.of(text);
        if own.chars().count() > LONGEST
            || ends_sentence(own)
            || Some(line) == head.dated
            || Some(line) == head.title
        {
            continue;
        }
        // The name may stand on a line of its own.
        let alone = rules
            .find_last(Part::Office, own)
            .is_some_and(|(_, end)| end == own.len());
        if let Some(&next) = head
            .lines
            .get(i + 1)
            .filter(|n| alone && is_name(n.of(text)))
        {
            return Some(Speaker {
                office: line,
                name: next,
            });
        }
        if let Some(speaker) = read(text, line, rules) {
            return Some(speaker);
        }
    }
    None
}

/// Reads 青浦区人民政府区长余旭峰, or 余旭峰市长.
fn read(text: &str, part: Span, rules: &HeaderRules) -> Option<Speaker> {
    let start = part.start as usize;
    let mut own = part.of(text);
    let mut from = 0;
    if let Some((_, end)) = rules.find(Part::Label, own) {
        from = end;
    }
    // What stands before the date's day or the session's preposition is not the office.
    for sign in ['日', '：', '）', '—'] {
        if let Some(at) = own[from..].find(sign) {
            let after = from + at + sign.len_utf8();
            if rules.find(Part::Office, &own[after..]).is_some() {
                from = after;
            }
        }
    }
    if let Some((at, _)) = rules.find(Part::Title, &own[from..]) {
        own = &own[..from + at];
    }
    let own = own.trim_end_matches(['作', '在', '向', '）', '（', '，', '：']);
    let (office, end) = rules.find_last(Part::Office, own.get(from..)?)?;
    let (office, end) = (from + office, from + end);
    let rest = own[end..].trim_start_matches(['：', '—', '-']);
    let skipped = own.len() - rest.len();
    if is_name(rest) {
        let name = Span::new(start + skipped, start + own.len());
        return Some(Speaker {
            office: Span::new(start + from, start + end),
            name,
        });
    }
    let before = own.get(from..office)?;
    (rest.is_empty() && is_name(before) && !is_body(before)).then(|| Speaker {
        office: Span::new(start + office, start + end),
        name: Span::new(start + from, start + office),
    })
}

/// Two to four Chinese characters, or more with a dot between the parts of a name.
fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    let dotted = text.contains(['·', '•']);
    let longest = if dotted { 16 } else { 4 };
    (2..=longest).contains(&length) && text.chars().all(|c| is_han(c) || matches!(c, '·' | '•'))
}

/// Whether what stands before the office says whose it is (海南省省长), not who (刘小明省长).
fn is_body(text: &str) -> bool {
    text.ends_with(['省', '市', '区', '县', '州', '盟', '旗', '府', '院'])
}
