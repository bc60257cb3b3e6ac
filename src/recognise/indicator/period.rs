//! When a figure holds: the year under review, the year planned for, a year or plan period named.
//!
//! A report is read from its start; headings and the openings of clauses set what the figures after
//! them hold for. In a review of several years what happened (a flow) holds for all of them, and how
//! things stood (a level) for the last one.

use super::FigureKind;
use super::draft::Draft;
use super::rules::{IndicatorRules, Times};
use super::times::{Expression, expressions};
use crate::outline::{Kind, StatementId};
use crate::recognise::Context;

/// How near the start of a paragraph, in bytes, a year tells what the paragraph is about.
const FIRST_CLAUSE: u32 = 24;

/// The longest run of years (连续8年) that is believed.
const LONGEST_RUN: u16 = 30;

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
    /// The expressions of the statement last entered.
    found: Vec<Expression>,
}

/// What the clause up to a figure says of time.
#[derive(Default)]
struct Said {
    year: Option<u16>,
    running: Option<String>,
    spanning: bool,
    flow: bool,
}

impl<'a> Periods<'a> {
    /// At the start of a report.
    pub(super) fn new(cx: Context<'a>, rules: &'a IndicatorRules) -> Self {
        Self {
            cx,
            rules,
            paragraph: None,
            section: None,
            span: false,
            ahead: None,
            running: None,
            point: None,
            found: Vec::new(),
        }
    }

    /// Notes what the statement says of time, for it and for those after it.
    pub(super) fn enter(&mut self, id: StatementId) {
        let statement = &self.cx.outline.statements[id];
        let top = self.cx.outline.sections[statement.section].level <= 1;
        if self.section != Some(statement.section) {
            self.section = Some(statement.section);
            self.span &= !top;
        }
        if self.paragraph != Some(statement.paragraph) {
            self.paragraph = Some(statement.paragraph);
            (self.running, self.point) = (None, None);
        }
        self.found.clear();
        if statement.kind == Kind::Definition {
            return;
        }
        self.found = expressions(
            self.cx.source.text(),
            self.cx.scan.characters(),
            statement.span,
            self.rules,
        );
        let found = std::mem::take(&mut self.found);
        if statement.kind == Kind::Heading {
            self.head(&found, top);
        } else {
            let paragraph = self.cx.outline.paragraphs[statement.paragraph].span;
            for &e in &found {
                self.note(e, e.at.start - paragraph.start < FIRST_CLAUSE);
            }
        }
        self.found = found;
    }

    /// Notes what a heading says; one of the first level ends what those before it said.
    fn head(&mut self, found: &[Expression], top: bool) {
        let reviewed = self.reviewed();
        if found.iter().any(|e| e.year.is_some() && e.year == reviewed) {
            self.span = false;
        } else if top || found.iter().any(|e| e.spans(reviewed)) {
            self.span = found.iter().any(|e| e.spans(reviewed));
        }
        let ahead = found.iter().find_map(|e| self.aims(*e));
        if top || ahead.is_some() {
            self.ahead = ahead;
        }
    }

    /// Notes one expression of a statement; `first` where it stands at the start of its paragraph.
    fn note(&mut self, e: Expression, first: bool) {
        match (e.times, e.year) {
            (Some(Times::Running(..)), _) if e.era && e.opens => {
                self.running = Some(e.at.of(self.cx.source.text()).to_owned());
                self.point = None;
                self.span |= e.spans(self.reviewed());
                self.ahead = self.aims(e).or(self.ahead.take());
            }
            (Some(Times::Plan), _) => self.ahead = None,
            // A bare 五年 speaks of the whole review only where a clause opens with it.
            (Some(Times::Span), _) if e.opens || e.at.len() > 6 => self.span = true,
            (Some(Times::Year), _) => self.span = false,
            (None, Some(year)) if e.opens => {
                (self.point, self.running) = (Some(year), None);
                self.span &= !(first && self.reviewed() == Some(year));
                if self.planned() == Some(year) {
                    self.ahead = None;
                }
            }
            _ => {}
        }
    }

    /// The period of a figure.
    pub(super) fn of(&self, draft: &Draft<'_>, id: StatementId, kind: FigureKind) -> String {
        let statement = &self.cx.outline.statements[id];
        if draft.left.from && draft.year().is_none() || statement.kind == Kind::Definition {
            return String::new();
        }
        if let Some(year) = draft.year() {
            return year.of(self.cx.source.text()).to_owned();
        }
        if let (Some(run), Some(last)) = (draft.left.run, self.reviewed())
            && kind != FigureKind::Target
        {
            return format!("{}-{last}", last + 1 - run.clamp(1, LONGEST_RUN));
        }
        let said = self.said(draft);
        let running = said.running.or_else(|| self.running.clone());
        if let Some(running) = running.filter(|_| said.year.is_none() && said.flow) {
            return running;
        }
        if let Some(year) = said.year.or(self.point) {
            return year.to_string();
        }
        if matches!(statement.kind, Kind::Task | Kind::Target) {
            return match &self.ahead {
                Some((name, _)) if said.flow => name.clone(),
                Some((_, to)) => to.to_string(),
                None => self.planned().map_or_else(String::new, |y| y.to_string()),
            };
        }
        match self.reviewed() {
            Some(last) if (self.span || said.spanning) && said.flow => self.years(last),
            Some(last) => last.to_string(),
            None => String::new(),
        }
    }

    /// What the clause up to the figure says.
    fn said(&self, draft: &Draft<'_>) -> Said {
        let text = self.cx.source.text();
        let flow = draft.is_flow() || draft.left.acted && !draft.left.to;
        let mut said = Said {
            flow,
            ..Said::default()
        };
        let from = self
            .found
            .partition_point(|e| e.at.start < draft.lead.start);
        for e in self.found[from..]
            .iter()
            .take_while(|e| e.at.end <= draft.lead.end)
        {
            match (e.times, e.year) {
                (Some(Times::Review), _) => said.year = self.reviewed(),
                (Some(Times::Plan), _) => said.year = self.planned(),
                (Some(Times::Span), _) => (said.spanning, said.flow) = (true, true),
                (Some(Times::Total), _) => said.flow = true,
                (Some(Times::Running(..)), _) if e.era && e.opens => {
                    said.running = Some(e.at.of(text).to_owned());
                }
                (None, Some(year)) => said.year = Some(year),
                _ => {}
            }
        }
        said
    }

    /// The year that the report plans.
    fn planned(&self) -> Option<u16> {
        self.cx.header.year
    }

    /// The last year that the report reviews.
    fn reviewed(&self) -> Option<u16> {
        self.cx
            .header
            .review
            .map(|r| r.1)
            .or(self.planned().map(|y| y - 1))
    }

    /// The plan period ahead that an expression names.
    fn aims(&self, e: Expression) -> Option<(String, u16)> {
        let Some(Times::Running(_, to)) = e.times else {
            return None;
        };
        let name = e.at.of(self.cx.source.text()).trim_matches(['“', '”']);
        (e.era && self.planned().is_some_and(|y| to >= y)).then(|| (name.to_owned(), to))
    }

    /// The years under review that end with `last`: by the plan's name where they are one.
    fn years(&self, last: u16) -> String {
        let plan = self
            .rules
            .times
            .iter()
            .filter(|(_, t)| matches!(t, Times::Running(_, to) if *to == last))
            .min_by_key(|&(name, _)| name);
        plan.map_or_else(
            || format!("{}-{last}", last - 4),
            |(name, _)| name.to_owned(),
        )
    }
}
