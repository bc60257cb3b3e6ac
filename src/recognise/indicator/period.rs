//! When a figure holds: the year under review, the year planned for, a year or plan period named.

use super::FigureKind;
use super::number;
use super::rules::{Edge, IndicatorRules, Times};
use super::statement::Draft;
use crate::outline::{Kind, StatementId};
use crate::recognise::Context;
use crate::span::Span;

/// How near the start of a paragraph, in bytes, a year tells what the paragraph is about.
const FIRST_CLAUSE: u32 = 24;

/// What the text up to a statement says of time.
pub(super) struct Periods<'a> {
    cx: Context<'a>,
    rules: &'a IndicatorRules,
    /// The paragraph last entered.
    paragraph: Option<usize>,
    /// The section last entered.
    section: Option<usize>,
    /// Whether the text speaks of the years since the last plan or office began.
    span: bool,
    /// The plan period that targets of this section aim at: its name and last year.
    ahead: Option<(String, u16)>,
    /// The plan period named in this paragraph, as written.
    running: Option<String>,
    /// The year that opened a clause of this paragraph.
    point: Option<u16>,
}

/// One expression of time in a statement.
#[derive(Debug, Clone, Copy)]
struct Expression {
    at: Span,
    times: Option<Times>,
    year: Option<u16>,
    /// Whether it opens or is its clause.
    opens: bool,
    /// Whether a plan's name stands for its years here (“十四五”时期).
    era: bool,
}

impl Expression {
    /// Whether it names the years that end with `last`.
    fn spans(self, last: Option<u16>) -> bool {
        match self.times {
            Some(Times::Span) => true,
            Some(Times::Running(_, to)) => self.era && Some(to) == last,
            _ => false,
        }
    }
}

impl<'a> Periods<'a> {
    /// At the start of a report.
    pub(super) fn new(cx: Context<'a>, rules: &'a IndicatorRules) -> Self {
        Self { cx, rules, paragraph: None, section: None, span: false, ahead: None, running: None, point: None }
    }

    /// Notes what the statement says of time, for it and for those after it.
    pub(super) fn enter(&mut self, id: StatementId) {
        let statement = &self.cx.outline.statements[id];
        if self.section != Some(statement.section) {
            self.section = Some(statement.section);
            if self.cx.outline.sections[statement.section].level <= 1 {
                self.span = false;
            }
        }
        if self.paragraph != Some(statement.paragraph) {
            self.paragraph = Some(statement.paragraph);
            (self.running, self.point) = (None, None);
        }
        if statement.kind == Kind::Definition {
            return;
        }
        let expressions = self.expressions(statement.span);
        if statement.kind == Kind::Heading {
            let reviewed = self.year().map(|y| y - 1);
            let single = expressions.iter().any(|e| e.year.is_some() && e.year == reviewed);
            self.span = !single && expressions.iter().any(|e| e.spans(reviewed));
            self.ahead = expressions.iter().find_map(|e| self.aims(*e));
            return;
        }
        for e in expressions {
            match (e.times, e.year) {
                (Some(Times::Running(..)), _) if e.era && e.opens => {
                    self.running = Some(e.at.of(self.cx.source.text()).to_owned());
                    self.point = None;
                    self.span |= e.spans(self.year().map(|y| y - 1));
                    self.ahead = self.aims(e).or(self.ahead.take());
                }
                (Some(Times::Plan), _) => self.ahead = None,
                (Some(Times::Span), _) if e.opens || e.at.len() > 6 => self.span = true,
                (Some(Times::Year), _) => self.span = false,
                (None, Some(year)) if e.opens => {
                    (self.point, self.running) = (Some(year), None);
                    let paragraph = self.cx.outline.paragraphs[statement.paragraph].span;
                    let first = e.at.start - paragraph.start < FIRST_CLAUSE;
                    self.span &= !(first && self.year() == Some(year + 1));
                    if self.year() == Some(year) {
                        self.ahead = None;
                    }
                }
                _ => {}
            }
        }
    }

    /// The period of a figure.
    pub(super) fn of(&self, draft: &Draft<'_>, id: StatementId, kind: FigureKind) -> String {
        let statement = &self.cx.outline.statements[id];
        if draft.from && draft.year.is_none() || statement.kind == Kind::Definition {
            return String::new();
        }
        if let Some(year) = draft.year {
            return year.of(self.cx.source.text()).to_owned();
        }
        let review = self.year().map(|y| y - 1);
        if let (Some(run), Some(last)) = (draft.run, review)
            && kind != FigureKind::Target
        {
            return format!("{}-{last}", last + 1 - run.min(30).max(1));
        }
        let (mut said, mut spanning, mut running) = (None, false, None);
        let mut flow = draft.is_flow() || draft.acted && !draft.to;
        for e in self.expressions(draft.lead) {
            match (e.times, e.year) {
                (Some(Times::Review), _) => said = review,
                (Some(Times::Plan), _) => said = self.year(),
                (Some(Times::Span), _) => (spanning, flow) = (true, true),
                (Some(Times::Total), _) => flow = true,
                (Some(Times::Running(..)), _) if e.era && e.opens => running = Some(e.at.of(self.cx.source.text()).to_owned()),
                (None, Some(year)) => said = Some(year),
                _ => {}
            }
        }
        if let Some(running) = running.or_else(|| self.running.clone()).filter(|_| said.is_none() && flow) {
            return running;
        }
        if let Some(year) = said.or(self.point) {
            return year.to_string();
        }
        let planned = matches!(statement.kind, Kind::Task | Kind::Target);
        if planned && let Some((name, to)) = &self.ahead {
            return if draft.growth || flow && draft.year.is_none() { name.clone() } else { to.to_string() };
        }
        if planned {
            return self.year().map_or_else(String::new, |y| y.to_string());
        }
        let Some(last) = review else { return String::new() };
        if (self.span || spanning) && flow {
            return self.plan(last);
        }
        last.to_string()
    }

    fn year(&self) -> Option<u16> {
        self.cx.header.year
    }

    /// The plan period ahead that an expression names.
    fn aims(&self, e: Expression) -> Option<(String, u16)> {
        let Some(Times::Running(_, to)) = e.times else { return None };
        let text = e.at.of(self.cx.source.text()).trim_matches(['“', '”']);
        (e.era && self.year().is_some_and(|y| to >= y)).then(|| (text.to_owned(), to))
    }

    /// The five years that end with `last`: by the plan's name where it is one.
    fn plan(&self, last: u16) -> String {
        let plan = self.rules.times.iter().find(|(_, t)| matches!(t, Times::Running(_, to) if *to == last));
        plan.map_or_else(|| format!("{}-{last}", last - 4), |(name, _)| name.to_owned())
    }

    /// The expressions of time in `span`, in order.
    fn expressions(&self, span: Span) -> Vec<Expression> {
        let text = self.cx.source.text();
        let body = span.of(text);
        let mut out = Vec::new();
        let mut past = 0;
        let mut opens = true;
        for (at, c) in body.char_indices() {
            let fresh = opens;
            opens = matches!(c, '，' | '。' | '；' | '：') || opens && matches!(c, '到' | '“');
            if at < past {
                continue;
            }
            if number::begins(c) && body[..at].chars().next_back().is_some_and(number::begins) {
                continue;
            }
            let rest = &body[at..];
            let start = span.start as usize + at;
            if let Some(year) = self.year_at(body, at) {
                let at = Span::new(start, start + 4);
                let after = body[at.end as usize - span.start as usize..].chars().nth(1);
                let opens = fresh || after.is_some_and(|c| c == '，');
                out.push(Expression { at, times: None, year: Some(year), opens, era: false });
                past = at.end as usize - span.start as usize;
            } else if let Some((times, len)) = self.rules.times.prefix(rest) {
                // What a figure is compared with says nothing of its own period (比去年).
                let compared = self.rules.compares.suffix(&body[..at], |_| true);
                if matches!(compared, Some((Edge::Compare, _))) {
                    past = at + len;
                    continue;
                }
                let mut at = Span::new(start, start + len);
                let mut era = false;
                if let Times::Running(..) = times {
                    let quoted = body[..at.start as usize - span.start as usize].ends_with('“')
                        && rest[len..].starts_with('”');
                    let after = rest[len..].trim_start_matches('”');
                    era = matches!(self.rules.times.prefix(after), Some((Times::Era, _)));
                    if quoted {
                        at = Span::new(start - '“'.len_utf8(), start + len + '”'.len_utf8());
                    } else if !era {
                        continue;
                    }
                }
                past = at.end as usize - span.start as usize;
                out.push(Expression { at, times: Some(times), year: None, opens: fresh, era });
            }
        }
        out
    }

    /// The year (2025年) at byte `at` of `body`, unless it is the end of a range or a yardstick (比2020年).
    fn year_at(&self, body: &str, at: usize) -> Option<u16> {
        let digits = body.get(at..at + 4)?;
        let after = body[at + 4..].chars().next()?;
        let mut buffer = [0; 4];
        let is_year = digits.bytes().all(|b| b.is_ascii_digit())
            && matches!(digits.as_bytes()[0], b'1' | b'2')
            && self.rules.shape_number.has(after.encode_utf8(&mut buffer));
        let before = body[..at].chars().next_back();
        let mut buffer = [0; 4];
        let yardstick = before.is_some_and(|c| {
            c.is_ascii_digit() || c == '-' || self.rules.compares.has(c.encode_utf8(&mut buffer))
        });
        let ranges = body[at + 4 + after.len_utf8()..].chars().next().is_some_and(|c| {
            self.rules.through.has(c.encode_utf8(&mut [0; 4]))
        });
        if !is_year || yardstick || ranges {
            return None;
        }
        number::read(digits).and_then(|n| u16::try_from(n.value).ok())
    }
}

impl Draft<'_> {
    /// Whether it tells what happened over a period rather than how things stood at its end.
    fn is_flow(&self) -> bool {
        self.growth || self.held || !self.reached && !self.stock
    }
}
