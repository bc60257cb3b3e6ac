//! What the shape and place of a statement say of its kind: its length, its figures, whether it
//! opens a paragraph, which year it names.

use super::enumerator::{dash, parse};
use super::heading::{literal_years, years};
use super::section::first_sentence;
use super::{Header, Kind, Outline, Role, StatementId};
use crate::lexicon::{Aspect, Scan, SenseKind};
use crate::span::Span;

/// The features of one statement.
#[derive(Debug, Clone, Default)]
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

/// A topic sentence without number is at most so long (characters).
const LONGEST_TOPIC: usize = 22;
/// The same with a comma in it: two clauses side by side.
const LONGEST_PAIR: usize = 28;
/// The same after a dash or under an unnumbered heading.
const LONGEST_DASHED: usize = 36;
/// The same after an enumerator.
const LONGEST_NUMBERED: usize = 60;
/// A second topic sentence, right under a heading that was run in.
const LONGEST_SECOND: usize = 14;
/// So many words are read at most to find the verb of a clause.
const MOST_ADVERBS: usize = 4;
/// The copula, the characters that make another word of it (就是, 还是, 特别是, 于是, …), and the
/// modal verbs of duty.
const IS: char = '是';
const BOUND_BEFORE_IS: [char; 14] = [
    '就', '还', '别', '其', '于', '但', '或', '要', '也', '只', '若', '凡', '可', '不',
];
const MUST: [char; 2] = ['要', '须'];
/// The preposition before the year of a goal.
const UNTIL: char = '到';

impl Shape {
    /// Reads statement `i` of paragraph `index`, whose text proper starts at byte `start`; `before`
    /// are the kinds of the paragraph so far.
    pub fn new(place: Place<'_>, header: &Header, start: usize, before: &[Kind]) -> Self {
        let Place {
            text,
            scan,
            outline,
            index,
            statement: i,
        } = place;
        let paragraph = &outline.paragraphs[index];
        let (first, last) = paragraph.statements;
        let span = outline.statements[i].span;
        let number = parse(span.of(text));
        let dashes = dash(span.of(text));
        let body = &text[start..span.end as usize];
        let figure = has_figure(body);
        let year = header.year.unwrap_or(u16::MAX);
        let opening: String = body.chars().take(16).collect();
        let period = years(&opening)
            .into_iter()
            .next()
            .filter(|_| opening.contains('五'));
        let mut shape = Self {
            looks_back: period.map(|last| last < year),
            topic: 0,
            goal: goal(body, year),
            later: !body.contains('《') && literal_years(body).iter().any(|&y| y > year),
            copula: copula(body),
            acts: 0,
            done: 0,
            before: before.last().copied(),
            detail: before.first() == Some(&Kind::Topic),
            part: outline.sections[paragraph.section].level >= 2,
            maxim: false,
            figure,
        };
        for aspect in leading_verbs(text, scan, Span::new(start, start + body.len())) {
            match aspect {
                Aspect::Act | Aspect::Plan => shape.acts += 1,
                Aspect::Done => shape.done += 1,
                Aspect::State => {}
            }
        }
        let role = outline.sections[paragraph.section].role;
        let length = body.chars().count();
        let rest = &text[outline.statements[i].span.end as usize..paragraph.span.end as usize];
        let more = !rest.is_empty();
        let heads = i == first
            && !more
            && outline.sections[paragraph.section].heading == Some(paragraph.span);
        let plain = !figure && !shape.copula && body.ends_with('。') && !body.contains('：');
        let clauses = body.matches('，').count();
        let longest = if clauses > 0 {
            LONGEST_PAIR
        } else {
            LONGEST_TOPIC
        };
        shape.topic = match number {
            _ if i == first && !more && !heads => 0,
            Some(n)
                if i == first
                    && length <= LONGEST_NUMBERED
                    && body.ends_with(['。', '！'])
                    && !figure =>
            {
                if n.level <= 2 {
                    300
                } else {
                    240
                }
            }
            Some(n) if i == first && n.level <= 2 => 200,
            None if i == first && dashes > 0 && length <= LONGEST_DASHED && plain => 220,
            None if led(text, outline, index) => 0,
            None if i == first
                && length <= longest
                && plain
                && clauses <= 2
                && rest_longer(rest, length, heads) =>
            {
                160
            }
            None if i == first && heads && length <= LONGEST_DASHED && plain => 150,
            None if i == first + 1
                && last - first >= 6
                && before == [Kind::Topic]
                && role == Role::Review =>
            {
                let run_in = parse(paragraph.span.of(text)).is_some_and(|n| n.level <= 2);
                if run_in && length <= LONGEST_SECOND && plain && clauses == 0 {
                    160
                } else {
                    0
                }
            }
            _ => 0,
        };
        let bare = number.is_none() && dashes == 0 && shape.acts + shape.done == 0;
        shape.maxim =
            shape.topic > 0 && bare && !body.contains(MUST) && opens_with_subject(scan, start);
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

/// The aspect of the verb that leads each clause, adverbs before it looked past.
pub(super) fn leading_verbs(text: &str, scan: &Scan<'_>, body: Span) -> Vec<Aspect> {
    let mut out = Vec::new();
    let mut at = body.start as usize;
    for clause in body.of(text).split(['，', '；', '：', '。']) {
        out.extend(leading_verb(scan, at, at + clause.len()));
        at += clause.len() + '，'.len_utf8();
    }
    out
}

/// The verb at `start`, or behind a row of modifiers; some modifiers hold others (深入推进), so
/// every way of reading the row counts.
fn leading_verb(scan: &Scan<'_>, start: usize, end: usize) -> Option<Aspect> {
    let mut open = vec![start];
    for _ in 0..MOST_ADVERBS {
        let mut next = Vec::new();
        for &at in &open {
            for hit in scan
                .starting_at(at)
                .iter()
                .filter(|h| h.span.end as usize <= end)
            {
                let word = scan.word(hit.word);
                let verb = word.sense(|k| match k {
                    SenseKind::Verb { aspect, .. } => Some(*aspect),
                    _ => None,
                });
                if let Some((aspect, _)) = verb {
                    return Some(aspect);
                }
                if word.any(|k| matches!(k, SenseKind::Modifier(_))) {
                    next.push(hit.span.end as usize);
                }
            }
        }
        open = next;
    }
    None
}

/// Whether the sentence opens with its subject: not with a verb, nor with what stands before one.
fn opens_with_subject(scan: &Scan<'_>, start: usize) -> bool {
    let verbal = |k: &SenseKind| match k {
        SenseKind::Verb { .. } | SenseKind::Modifier(_) => true,
        SenseKind::Function(pos) => matches!(pos.as_str(), "prep" | "number-word" | "conj"),
        _ => false,
    };
    !scan
        .starting_at(start)
        .iter()
        .any(|h| scan.word(h.word).any(verbal))
}

/// Whether more follows than the sentence itself says.
fn rest_longer(rest: &str, length: usize, heads: bool) -> bool {
    heads || rest.chars().take(length + 1).count() > length
}

/// Whether the paragraph stands right under a sentence on its own line that already says its topic.
fn led(text: &str, outline: &Outline, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|b| &outline.paragraphs[b]) else {
        return false;
    };
    let heading = outline.sections[outline.paragraphs[index].section].heading;
    let own = before.span.of(text);
    heading == Some(before.span)
        && parse(own).is_none_or(|n| n.level == 4)
        && first_sentence(own) == own.len()
        && own.ends_with('。')
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

/// Whether the first clause sets a later year as its date: 到2035年.
fn goal(text: &str, year: u16) -> bool {
    let clause = text.split(['，', '；', '。']).next().unwrap_or("");
    clause.match_indices(UNTIL).any(|(at, _)| {
        let after: String = clause[at + UNTIL.len_utf8()..].chars().take(5).collect();
        literal_years(&after).first().is_some_and(|&y| y >= year)
    })
}
