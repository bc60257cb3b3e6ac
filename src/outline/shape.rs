//! What the shape and place of a statement say of its kind: its length, its figures, whether it
//! opens a paragraph, which year it names.

use super::enumerator::{dash, parse};
use super::heading::years;
use super::{Header, Kind, Outline, Role, StatementId};

/// The features of one statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// Length in bytes of the enumerator or dash that opens it.
    pub marker: usize,
    /// Whether a five-year period that it opens with is over; none where it names none.
    pub looks_back: Option<bool>,
    /// How likely it is to be a topic, by shape and place.
    topic: i32,
    /// Whether it names a later year as a goal (到2035年).
    goal: bool,
    /// Whether it names a later year at all.
    later: bool,
    /// Whether it has a figure outside quotes.
    figure: bool,
}

/// A topic sentence without number is at most so long (characters).
const LONGEST_TOPIC: usize = 26;
/// The same after a dash or under an unnumbered heading.
const LONGEST_DASHED: usize = 36;
/// The same after an enumerator.
const LONGEST_NUMBERED: usize = 60;
/// A second topic sentence, right under a heading that was run in.
const LONGEST_SECOND: usize = 14;
/// The preposition before the year of a goal.
const UNTIL: char = '到';

impl Shape {
    /// Reads statement `i` of paragraph `index`; `before` are the kinds of the paragraph so far.
    pub fn new(
        text: &str,
        outline: &Outline,
        header: &Header,
        index: usize,
        i: StatementId,
        before: &[Kind],
    ) -> Self {
        let paragraph = &outline.paragraphs[index];
        let statement = outline.statements[i].span.of(text);
        let (first, last) = paragraph.statements;
        let number = parse(statement);
        let dashes = dash(statement);
        let marker = number.map_or(dashes, |n| n.len);
        let body = &statement[marker..];
        let figure = has_figure(body);
        let year = header.year.unwrap_or(u16::MAX);
        let named = years(body);
        let opening: String = body.chars().take(16).collect();
        let period = years(&opening).into_iter().next().filter(|_| opening.contains('五'));
        let mut shape = Self {
            marker,
            looks_back: period.map(|last| last < year),
            topic: 0,
            goal: goal(body, year),
            later: named.iter().any(|&y| y > year),
            figure,
        };
        let length = body.chars().count();
        let rest = &text[outline.statements[i].span.end as usize..paragraph.span.end as usize];
        let more = !rest.is_empty();
        let heads = i == first && !more && outline.sections[paragraph.section].heading == Some(paragraph.span);
        let plain = !figure && body.ends_with('。') && !body.contains('：');
        let clauses = body.matches('，').count();
        shape.topic = match number {
            _ if i == first && !more && !heads => 0,
            Some(n) if i == first && length <= LONGEST_NUMBERED && body.ends_with(['。', '！']) && !figure => {
                if n.level <= 2 { 300 } else { 240 }
            }
            Some(n) if i == first && n.level <= 2 => 200,
            None if i == first && dashes > 0 && length <= LONGEST_DASHED && plain => 220,
            None if i == first && length <= LONGEST_TOPIC && plain && clauses <= 2 && rest_longer(rest, length, heads) => 160,
            None if i == first && heads && length <= LONGEST_DASHED && plain => 150,
            None if i == first + 1 && last - first >= 4 && before == [Kind::Topic] => {
                let run_in = parse(paragraph.span.of(text)).is_some_and(|n| n.level <= 2);
                if run_in && length <= LONGEST_SECOND && plain && clauses == 0 { 160 } else { 0 }
            }
            _ => 0,
        };
        shape
    }

    /// The score of each kind before any cue word is read.
    pub fn scores(&self, role: Role) -> [i32; Kind::ALL.len()] {
        let mut scores = [0; Kind::ALL.len()];
        scores[Kind::Topic as usize] = self.topic;
        let prior: &[(Kind, i32)] = match role {
            Role::Review => &[(Kind::Achievement, 100), (Kind::Context, 40)],
            Role::Plan => &[(Kind::Task, 100), (Kind::Context, 40)],
            Role::Outlook => &[(Kind::Task, 90), (Kind::Context, 80), (Kind::Target, 60)],
            _ => &[(Kind::Context, 60)],
        };
        for &(kind, score) in prior {
            scores[kind as usize] += score;
        }
        let ahead = matches!(role, Role::Outlook | Role::Plan | Role::Front);
        if ahead && self.goal {
            scores[Kind::Target as usize] += 170;
        } else if ahead && self.later && role == Role::Outlook {
            scores[Kind::Target as usize] += 50;
        }
        if role == Role::Review && self.figure {
            scores[Kind::Achievement as usize] += 40;
        }
        scores
    }
}

/// Whether more follows than the sentence itself says.
fn rest_longer(rest: &str, length: usize, heads: bool) -> bool {
    heads || rest.chars().take(length + 1).count() > length
}

/// Whether a digit stands outside quotes.
fn has_figure(text: &str) -> bool {
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '“' | '《' => depth += 1,
            '”' | '》' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_ascii_digit() => return true,
            _ => {}
        }
    }
    false
}

/// Whether a clause sets a later year as its date: 到2035年.
fn goal(text: &str, year: u16) -> bool {
    text.match_indices(UNTIL).any(|(at, _)| {
        let clause = text[..at].is_empty() || text[..at].chars().rev().take(3).any(|c| matches!(c, '，' | '。' | '；' | '：' | '力' | '争'));
        let after: String = text[at + UNTIL.len_utf8()..].chars().take(5).collect();
        clause && years(&after).first().is_some_and(|&y| y >= year)
    })
}
