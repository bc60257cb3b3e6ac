//! What the shape and place of a statement say of its kind: its length, its figures, whether it
//! opens a paragraph, which year it names.

use super::enumerator::{dash, parse};
use super::heading::{literal_years, years};
use super::marks::marks;
use super::topic::{self, Known};
use super::verb::{leading_verbs, opens_with_subject};
use super::{Header, Kind, Outline, Role, StatementId};
use crate::lexicon::{Aspect, Scan};
use crate::span::Span;

/// The features of one statement.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent features of one statement"
)]
pub(super) struct Shape {
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
    /// Whether it says what something is, not what is to be done.
    copula: bool,
    /// Clauses that a verb of action leads.
    acts: i32,
    /// Clauses that a verb of completion leads.
    done: i32,
    /// The kind of the statement before it in the paragraph.
    before: Option<Kind>,
    /// Whether its paragraph opens with a topic that it spells out.
    detail: bool,
    /// Whether it stands in a part of a main section, where acts are listed.
    part: bool,
    /// Whether it opens a paragraph of plans without an act: a maxim, an appraisal.
    maxim: bool,
    /// Whether it gives a rate for a subject and tells no act.
    outcome: bool,
}

/// Which statement is read, and in what.
#[derive(Copy, Clone)]
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub scan: &'a Scan<'a>,
    pub outline: &'a Outline,
    /// Its paragraph.
    pub index: usize,
    pub statement: StatementId,
}

/// Length in bytes of the enumerator or dash that opens a statement.
pub(super) fn marker(statement: &str) -> usize {
    parse(statement).map_or_else(|| dash(statement), |n| n.len)
}

/// How much a rate that a subject is to reach, without an act, speaks for a target.
const OUTCOME: i32 = 140;
/// The copula, the characters that make another word of it (就是, 还是, 特别是, 于是, …), and the
/// modal verbs of duty.
const IS: char = '是';
const BOUND_BEFORE_IS: [char; 14] = [
    '就', '还', '别', '其', '于', '但', '或', '要', '也', '只', '若', '凡', '可', '不',
];
const MUST: [char; 2] = ['要', '须'];
/// The last digit of the name of every five-year plan.
const FIVE: char = '五';
/// The preposition before the year of a goal.
const UNTIL: char = '到';

impl Shape {
    /// Reads statement `i` of paragraph `index`, whose text proper starts at byte `start`; `before`
    /// are the kinds of the paragraph so far.
    ///
    /// What only the scores of other roles than that of its section need is not read.
    pub fn new(place: Place<'_>, header: &Header, start: usize, before: &[Kind]) -> Self {
        let Place {
            text,
            scan,
            outline,
            index,
            ..
        } = place;
        let paragraph = &outline.paragraphs[index];
        let statement = outline.statements[place.statement].span;
        let body = &text[start..statement.end as usize];
        let year = header.year.unwrap_or(u16::MAX);
        let (figure, copula) = (has_figure(body), copula(body));
        let role = outline.sections[outline.statements[place.statement].section].role;
        let is_outlook = role == Role::Outlook;
        let plans = is_outlook || role == Role::Plan;
        let mut shape = Self {
            looks_back: is_outlook
                .then(|| opening_period(body).map(|last| last < year))
                .flatten(),
            topic: topic::score(
                place,
                Known {
                    body,
                    figure,
                    copula,
                    before,
                },
            ),
            goal: (plans || role == Role::Front) && goal(body, year),
            later: is_outlook
                && !body.contains('《')
                && literal_years(body).iter().any(|&y| y > year),
            figure,
            copula,
            acts: 0,
            done: 0,
            before: before.last().copied(),
            detail: before.first() == Some(&Kind::Topic),
            part: outline.sections[paragraph.section].level >= 2,
            maxim: false,
            outcome: false,
        };
        let opens = place.statement == paragraph.statements.0;
        if !plans && (shape.topic == 0 || opens) {
            return shape;
        }
        for aspect in leading_verbs(text, scan, Span::new(start, start + body.len())) {
            match aspect {
                Aspect::Act | Aspect::Plan => shape.acts += 1,
                Aspect::Done => shape.done += 1,
                Aspect::State => {}
            }
        }
        if shape.done > 0 && !opens {
            // 完成…改革。: what is finished opens nothing.
            shape.topic = 0;
        }
        let tells = || shape.acts + shape.done == 0 && opens_with_subject(scan, start);
        let outcome = figure && body.contains('%') && tells();
        let unmarked = marker(statement.of(text)) == 0;
        let maxim = shape.topic > 0 && unmarked && !body.contains(MUST) && tells();
        (shape.outcome, shape.maxim) = (outcome, maxim);
        shape
    }

    /// The score of each kind before any cue word is read.
    pub fn scores(&self, role: Role) -> [i32; Kind::ALL.len()] {
        let mut scores = [0; Kind::ALL.len()];
        scores[Kind::Topic as usize] = self.topic;
        let prior: &[(Kind, i32)] = match role {
            Role::Review => &[(Kind::Achievement, 100), (Kind::Context, 40)],
            Role::Plan => &[(Kind::Task, 100), (Kind::Context, 40)],
            Role::Outlook if self.part => {
                &[(Kind::Task, 90), (Kind::Context, 60), (Kind::Target, 40)]
            }
            Role::Outlook => &[(Kind::Task, 70), (Kind::Context, 80), (Kind::Target, 60)],
            _ => &[(Kind::Context, 60)],
        };
        for &(kind, score) in prior {
            scores[kind as usize] += score;
        }
        let ahead = matches!(role, Role::Outlook | Role::Plan | Role::Front);
        if matches!(role, Role::Outlook | Role::Plan) {
            let acts = self.acts + self.done - i32::from(self.copula);
            scores[Kind::Task as usize] += (20 * acts).clamp(0, 80);
            if self.detail && !self.copula {
                scores[Kind::Task as usize] += 30;
            }
            if self.outcome {
                scores[Kind::Target as usize] += OUTCOME;
            }
            // A row of aims goes on until an act begins.
            if self.before == Some(Kind::Target) && acts == 0 {
                scores[Kind::Target as usize] += 120;
            }
        }
        if ahead && self.goal {
            scores[Kind::Target as usize] += 170;
        } else if self.later && role == Role::Outlook && self.acts == 0 {
            scores[Kind::Target as usize] += 50;
        }
        if role == Role::Review && self.figure {
            scores[Kind::Achievement as usize] += 50;
        }
        if self.maxim && matches!(role, Role::Outlook | Role::Plan) {
            scores[Kind::Topic as usize] = 0;
            scores[Kind::Context as usize] += 80;
        }
        if ahead && self.copula {
            scores[Kind::Context as usize] += 120;
        }
        scores
    }
}

/// The last year of the five-year period that a statement opens with.
fn opening_period(body: &str) -> Option<u16> {
    let end = body.char_indices().nth(16).map_or(body.len(), |(at, _)| at);
    let opening = &body[..end];
    if !opening.contains(FIVE) {
        return None;
    }
    years(opening).into_iter().next()
}

/// Whether the first clause is of the form “A is B” and no later one says what must be done.
fn copula(text: &str) -> bool {
    let clause = text.split(['，', '；', '。']).next().unwrap_or("");
    let Some(at) = clause.find(IS) else {
        return false;
    };
    let before = clause[..at].chars().next_back();
    let bound = before.is_none_or(|c| BOUND_BEFORE_IS.contains(&c));
    !bound && !text.contains(MUST)
}

/// Whether a digit stands outside quotes.
fn has_figure(text: &str) -> bool {
    let mut depth = 0u32;
    for (_, c) in marks(text) {
        match c {
            '“' | '《' => depth += 1,
            '”' | '》' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_ascii_digit() => return true,
            _ => {}
        }
    }
    false
}

/// Whether the first clause sets a later year as its date: 到2035年.
fn goal(text: &str, year: u16) -> bool {
    let clause = text.split(['，', '；', '。']).next().unwrap_or("");
    clause.match_indices(UNTIL).any(|(at, _)| {
        let after: String = clause[at + UNTIL.len_utf8()..].chars().take(5).collect();
        literal_years(&after).first().is_some_and(|&y| y >= year)
    })
}
