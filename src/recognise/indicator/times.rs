//! Expressions of time in a stretch of text: years, plan periods, 去年, 五年来.

use std::ops::RangeInclusive;

use super::affixes::Affixes;
use super::number;
use super::rules::{Edge, IndicatorRules, Times};
use crate::lexicon::Characters;
use crate::span::Span;

/// One expression of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expression {
    /// Where; a plan's name with its quotes.
    pub at: Span,
    /// What a word of the table says; none for a year.
    pub times: Option<Times>,
    /// The year written.
    pub year: Option<u16>,
    /// Whether it opens or is its clause.
    pub opens: bool,
    /// Whether a plan's name stands for its years here (“十四五”时期).
    pub era: bool,
}

impl Expression {
    /// Whether it names the years that end with `last`.
    pub(super) fn spans(self, last: Option<u16>) -> bool {
        match self.times {
            Some(Times::Span) => true,
            Some(Times::Running(_, to)) => self.era && Some(to) == last,
            _ => false,
        }
    }
}

/// The expressions of time in `span` of `text`, in order.
pub(super) fn expressions(
    text: &str,
    characters: &Characters,
    span: Span,
    rules: &IndicatorRules,
) -> Vec<Expression> {
    const DIGITS: RangeInclusive<u16> = '0' as u16..='9' as u16;
    let body = span.of(text);
    let mut out = Vec::new();
    let mut past = 0;
    let (codes, starts) = characters.within(span);
    for (&code, &start) in codes.iter().zip(starts) {
        let at = (start - span.start) as usize;
        let may_begin = rules.times.may_begin(code) || DIGITS.contains(&code);
        if !may_begin || at < past || inside_number(body, at) {
            continue;
        }
        let found = match year(body, at, rules) {
            Some(year) => Some(Expression {
                at: Span::new(at, at + 4),
                times: None,
                year: Some(year),
                opens: body[at + 4..].chars().nth(1) == Some('，'),
                era: false,
            }),
            None => word(body, at, rules),
        };
        if let Some(mut e) = found {
            e.opens |= opens_clause(&body[..at], rules);
            past = e.at.end as usize;
            e.at = Span::new(
                span.start as usize + e.at.start as usize,
                span.start as usize + past,
            );
            out.push(e);
        }
    }
    out
}

/// Whether what stands at byte `at` of `body` goes on with the number before it.
fn inside_number(body: &str, at: usize) -> bool {
    let (before, rest) = body.split_at(at);
    rest.starts_with(number::begins) && before.ends_with(number::begins)
}

/// Whether what follows `before` opens its clause; quotes and words such as 到 may stand between.
fn opens_clause(before: &str, rules: &IndicatorRules) -> bool {
    let between = |c: char| c == '“' || rules.through.has(c.encode_utf8(&mut [0; 4]));
    let before = before.trim_end_matches(between);
    before.is_empty() || before.ends_with(['，', '。', '；', '：'])
}

/// The word of time at byte `at` of `body`. What a figure is compared with (比去年) and a plan's name
/// that does not stand for its years say nothing.
fn word(body: &str, at: usize, rules: &IndicatorRules) -> Option<Expression> {
    let (times, len) = rules.times.prefix(&body[at..])?;
    let compared = rules.compares.suffix(&body[..at], |_| true);
    let plain = Expression {
        at: Span::new(at, at + len),
        times: Some(times),
        year: None,
        opens: false,
        era: false,
    };
    if matches!(compared, Some((Edge::Compare, _))) {
        return Some(Expression {
            times: Some(Times::None),
            ..plain
        });
    }
    let Times::Running(..) = times else {
        return Some(plain);
    };
    let after = &body[at + len..];
    let quoted = body[..at].ends_with('“') && after.starts_with('”');
    let era = matches!(
        rules.times.prefix(after.trim_start_matches('”')),
        Some((Times::Era, _))
    );
    if quoted {
        let at = Span::new(at - '“'.len_utf8(), at + len + '”'.len_utf8());
        return Some(Expression { at, era, ..plain });
    }
    era.then_some(Expression { era, ..plain })
}

/// The year (2025年) at byte `at` of `body`, unless it begins or ends a range or is a yardstick (比2020年).
fn year(body: &str, at: usize, rules: &IndicatorRules) -> Option<u16> {
    let is = |affixes: &Affixes<()>, c: char| affixes.has(c.encode_utf8(&mut [0; 4]));
    let digits = body.get(at..at + 4).filter(|d| d.starts_with(['1', '2']))?;
    let mut after = body[at + 4..].chars();
    let is_year = digits.bytes().all(|b| b.is_ascii_digit())
        && after.next().is_some_and(|c| is(&rules.shape_number, c));
    let yardstick = body[..at].chars().next_back().is_some_and(|c| {
        c.is_ascii_digit() || c == '-' || rules.compares.has(c.encode_utf8(&mut [0; 4]))
    });
    let ranges = after.next().is_some_and(|c| is(&rules.through, c));
    if !is_year || yardstick || ranges {
        return None;
    }
    digits.parse().ok()
}
