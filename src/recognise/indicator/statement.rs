//! The figures of one statement put together: names given to values, changes joined to their figures.

use super::draft::Draft;
use super::figure::Figure;
use super::name::{Governed, Left, Namer};
use super::noun::Right;
use super::rules::{Edge, IndicatorRules};
use super::text::{self, Page, is_stop};
use super::unit::UnitKind;
use crate::span::Span;

/// How many characters of a clause may stand between a value and what it is compared with.
const LONGEST_REST: usize = 6;

/// Reads the statement's figures.
pub(super) fn read<'r>(
    page: Page<'_>,
    rules: &'r IndicatorRules,
    statement: Span,
    figures: &[Figure<'r>],
) -> Vec<Draft<'r>> {
    let namer = Namer { page, rules };
    let mut reader = Reader {
        namer,
        rules,
        statement,
        figures,
        out: Vec::new(),
        used: statement.start,
        subject: None,
    };
    let mut i = 0;
    while i < figures.len() {
        i += reader.step(i);
    }
    reader.out
}

/// Reads the figures of one statement from left to right.
pub(super) struct Reader<'a, 'r, 'f> {
    pub(super) namer: Namer<'a>,
    pub(super) rules: &'r IndicatorRules,
    pub(super) statement: Span,
    pub(super) figures: &'f [Figure<'r>],
    pub(super) out: Vec<Draft<'r>>,
    /// Where the text that was not read yet begins.
    pub(super) used: u32,
    /// What the last stage verb spoke of.
    pub(super) subject: Option<Span>,
}

impl<'r> Reader<'_, 'r, '_> {
    /// Reads the figure with index `i` and those that share its name; says how many.
    fn step(&mut self, i: usize) -> usize {
        let left = self.left(i);
        let count = self.group(i);
        let figure = &self.figures[i];
        let elided = figure.measure.is_none() && !figure.bare;
        let dealt = count > 1 && (left.respective || elided || self.pairs(i, count, &left));
        if dealt && self.deal(i, count, &left) {
            return count;
        }
        if elided && figure.unit.is_empty() {
            return 1;
        }
        if left.each && self.spread(i, &left) {
            return 1;
        }
        self.single(i, left);
        1
    }

    /// What stands before the figure: from the clause's start or the end of what was read.
    fn left(&self, i: usize) -> Left {
        let end = self.figures[i].start;
        let mut start = self.namer.clause_start(self.used.min(end), end);
        let text = self.namer.page.text;
        loop {
            let rest = &text[start as usize..end as usize];
            let join = self
                .rules
                .joins
                .prefix(rest)
                .filter(|j| j.0 == Edge::Join)
                .map(|j| j.1);
            let skip = if rest.starts_with('、') {
                Some('、'.len_utf8())
            } else {
                join.filter(|_| start == self.used)
            };
            match skip {
                Some(len) => start += len as u32,
                None => break,
            }
        }
        self.namer.left(Span { start, end })
    }

    /// A value with a name of its own, or that of the figure before.
    fn single(&mut self, i: usize, mut left: Left) {
        let figure = &self.figures[i];
        let right = self.right(i, &mut left);
        let done = self.joins_change(i, &left);
        if done || right == Right::Mark && figure.kind() == Some(UnitKind::Count) {
            self.used = figure.tail;
            return;
        }
        let right = Self::settle(figure, &mut left, right);
        let name = self.name(i, &left, right);
        let times = figure.kind() == Some(UnitKind::Time);
        let measured = name
            .last()
            .is_some_and(|&n| !times || self.namer.takes_time(n));
        let ranked = name.last().is_some_and(|&n| self.namer.is_ranked(n));
        if ranked || !measured || name.iter().all(|s| s.is_empty()) {
            self.used = figure.tail;
            return;
        }
        self.used = match right {
            Right::Noun(noun) => noun.end,
            _ => figure.tail,
        };
        let stock = self.is_stock(i, &left, right);
        self.push(figure.clone(), name, &left);
        if let Some(draft) = self.out.last_mut() {
            draft.after = matches!(right, Right::Noun(_));
            draft.predicate = matches!(right, Right::Predicate(span) if draft.name == [span]);
            draft.stock |= stock;
        }
        self.note_subject();
    }

    /// What stands after the figure; where a verb of change acts on it (整合提升1000个综合体), the
    /// value is no growth of what stood before.
    fn right(&self, i: usize, left: &mut Left) -> Right {
        let limit = self.limit(i);
        let right = self.namer.right(
            &self.figures[i],
            limit,
            left.governed,
            !left.name.is_empty(),
        );
        let acts = matches!(right, Right::Noun(_)) && self.namer.is_verbal(left.name);
        if acts && !left.compared {
            left.change = None;
        }
        right
    }

    /// Decides on which side of the value its name stands.
    fn settle(figure: &Figure<'_>, left: &mut Left, right: Right) -> Right {
        let rate = matches!(figure.kind(), Some(UnitKind::Ratio | UnitKind::Points));
        if rate && left.change.is_none() && !left.reached {
            left.change = left.verb_change;
        }
        let sum = left.reached && !left.name.is_empty() && !figure.counts();
        if left.change.is_some() || left.from || sum {
            Right::Nothing
        } else {
            right
        }
    }

    /// The name of the figure.
    fn name(&self, i: usize, left: &Left, right: Right) -> Vec<Span> {
        let figure = &self.figures[i];
        let touches = i + 1 < self.figures.len() && self.limit(i) == figure.tail;
        let led = left.reached && self.out.last().is_some_and(|d| d.left.from);
        match right {
            Right::Noun(noun) => vec![noun],
            Right::Nothing
                if touches && (left.name.is_empty() || left.governed != Governed::No) =>
            {
                self.shared_name(i + 1)
            }
            Right::Predicate(span) if left.name.is_empty() && !self.goes_on(i, left) => vec![span],
            _ if led => self.last_name(left, figure.kind()),
            _ => self.own_name(left, figure.kind()),
        }
    }

    /// Where the next figure begins, or the statement ends.
    fn limit(&self, i: usize) -> u32 {
        self.figures
            .get(i + 1)
            .map_or(self.statement.end, |f| f.start)
    }

    /// Whether the figure counts what is there: like the one before it in a list, or because no verb
    /// stands before it and none of finishing after it (74个断面).
    fn is_stock(&self, i: usize, left: &Left, right: Right) -> bool {
        let head = &self.namer.page.text[..left.raw.start as usize];
        if left.raw.is_empty() && head.ends_with('、') {
            return self.out.last().is_some_and(|d| d.stock);
        }
        let Right::Noun(noun) = right else {
            return false;
        };
        left.raw.is_empty()
            && left.raw.start == self.figures[i].start
            && (left.raw.start == self.statement.start || head.ends_with(is_stop))
            && !self.is_done_after(noun.end)
    }

    /// Whether a verb of finishing follows the name (入选, 获评), adverbs apart.
    fn is_done_after(&self, at: u32) -> bool {
        let page = self.namer.page;
        let tokens = page.words.tokens();
        let from = page.words.index_at(at);
        let next = tokens[from.min(tokens.len())..]
            .iter()
            .find(|t| !text::is_adverb(**t));
        next.is_some_and(|&t| text::is_done(t) || text::is_nominal(t))
    }

    /// The name after the next figure, for two values that share it (5批次19组重组).
    fn shared_name(&self, next: usize) -> Vec<Span> {
        match self.namer.right(
            &self.figures[next],
            self.limit(next),
            Governed::Result,
            false,
        ) {
            Right::Noun(noun) => vec![noun],
            _ => Vec::new(),
        }
    }

    /// Whether a value without a name goes on counting what the one before it counted: in one list, or
    /// with the same unit (173项案例，82项获认可).
    fn goes_on(&self, i: usize, left: &Left) -> bool {
        let Some(last) = self.out.last().filter(|_| left.name.is_empty()) else {
            return false;
        };
        let unit = |f: &Figure<'_>| f.measure.map(|u| u.at);
        self.namer.page.text[..left.raw.start as usize].ends_with('、')
            || !last.predicate && unit(&last.figure) == unit(&self.figures[i])
    }

    /// Joins a change to the figure before (583.1亿元、增长0.4%), or a value to the change before
    /// it (提高1.16岁、达到79.72岁).
    fn joins_change(&mut self, i: usize, left: &Left) -> bool {
        let share = self.namer.share(left.name).filter(|s| s.1).map(|s| s.0);
        if !left.name.is_empty() && share.is_none() {
            return false;
        }
        let between =
            &self.namer.page.text[self.used as usize..(left.raw.start.max(self.used)) as usize];
        let aside = between.starts_with('（') && between.trim_end_matches('，').ends_with('）');
        // 按2.6%安排，比上年低0.4个百分点: a comparison reaches back over the end of a clause.
        let near = left.compared && between.chars().count() <= LONGEST_REST;
        let touches = between.len() <= 3 || aside || near;
        let before = &self.namer.page.text[..left.raw.start as usize];
        let listed = before.ends_with('、');
        let parted = before.ends_with(is_stop);
        let figure = &self.figures[i];
        let Some(last) = self
            .out
            .last_mut()
            .filter(|d| touches && (parted || !d.after))
        else {
            return false;
        };
        match left.change.or(share) {
            Some(_) if last.growth || last.change.is_some() || last.left.from => true,
            Some(rise) => {
                last.change = Some(figure.as_change(rise));
                true
            }
            None if last.growth
                && left.reached
                && left.year.is_none()
                && listed
                && figure.measure.is_some() =>
            {
                last.growth = false;
                last.figure = figure.clone();
                last.left.reached = true;
                last.left.qualifier = left.qualifier;
                true
            }
            None => false,
        }
    }

    /// Adds an observation.
    pub(super) fn push(&mut self, figure: Figure<'r>, name: Vec<Span>, left: &Left) {
        let share = name.last().and_then(|&n| self.namer.share(n)).map(|s| s.0);
        let change = left.change.or(share).map(|rise| figure.as_change(rise));
        let start = self.namer.clause_start(self.statement.start, figure.start);
        self.out.push(Draft {
            growth: change.is_some(),
            change,
            after: false,
            predicate: false,
            stock: left.stock,
            lead: Span {
                start,
                end: figure.start,
            },
            left: left.clone(),
            figure,
            name,
        });
    }
}
