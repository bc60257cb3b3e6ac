//! The figures of one statement put together: names dealt out, changes joined to their figures.

use super::figure::Figure;
use super::name::{Governed, Left, Namer, Right};
use super::number;
use super::period::Periods;
use super::rules::{Edge, IndicatorRules, VerbRole};
use super::text::{Page, is_stop};
use super::unit::UnitKind;
use super::{FigureKind, Observation, Value, written};
use crate::outline::{Kind, StatementId};
use crate::recognise::Context;
use crate::span::Span;

/// How many values may be dealt out to as many names.
const LONGEST_LIST: usize = 15;

/// How many clauses back a subject is looked for.
const FARTHEST_SUBJECT: usize = 6;

/// A growth or fall beside a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    /// Whether it grew.
    rise: bool,
    /// By what number.
    value: Span,
    /// Index of the figure that says it.
    figure: usize,
}

/// An observation in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft<'r> {
    figure: Figure<'r>,
    name: Vec<Span>,
    change: Option<Change>,
    change_unit: Vec<Span>,
    /// Whether the value itself is the change.
    pub(super) growth: bool,
    /// Whether a verb says that the thing stands at the value.
    pub(super) reached: bool,
    /// Whether it stood there throughout.
    pub(super) held: bool,
    /// Whether the value is where a change began.
    pub(super) from: bool,
    /// Whether the name stands after the value.
    pub(super) after: bool,
    /// Whether it tells what is there rather than what was done.
    pub(super) stock: bool,
    /// Whether its name is a predicate for want of a noun.
    predicate: bool,
    /// Whether the clause begins with an act.
    pub(super) acted: bool,
    /// Whether a verb of change leads to the value.
    pub(super) to: bool,
    aim: Option<Edge>,
    qualifier: Option<Span>,
    pub(super) year: Option<Span>,
    pub(super) run: Option<u16>,
    /// The clause up to the value.
    pub(super) lead: Span,
}

/// Reads the statement's figures.
pub(super) fn read<'r>(
    page: Page<'_>,
    rules: &'r IndicatorRules,
    statement: Span,
    figures: &[Figure<'r>],
) -> Vec<Draft<'r>> {
    let namer = Namer { page, rules };
    let mut reader = Reader { namer, rules, statement, figures, out: Vec::new(), used: statement.start, subject: None };
    let mut i = 0;
    while i < figures.len() {
        i += reader.step(i);
    }
    reader.out
}

struct Reader<'a, 'r, 'f> {
    namer: Namer<'a>,
    rules: &'r IndicatorRules,
    statement: Span,
    figures: &'f [Figure<'r>],
    out: Vec<Draft<'r>>,
    /// Where the text that was not read yet begins.
    used: u32,
    /// What the last stage verb spoke of.
    subject: Option<Span>,
}

impl<'r> Reader<'_, 'r, '_> {
    /// Reads the figure with index `i` and those that share its name; says how many.
    fn step(&mut self, i: usize) -> usize {
        let left = self.left(i);
        let count = self.group(i);
        let dealt = left.respective || self.figures[i].is_elided() && !self.is_bare(i) || count > 1 && self.pairs(i, count, &left);
        if count > 1 && dealt && self.deal(i, count, &left) {
            return count;
        }
        if self.figures[i].is_elided() && self.figures[i].unit.is_empty() && !self.is_bare(i) {
            return 1;
        }
        if left.each && self.spread(i, &left) {
            return 1;
        }
        self.single(i, left);
        1
    }

    /// Whether as many names stand before the first value as there are values, dealt out without 分别.
    fn pairs(&self, i: usize, count: usize, left: &Left) -> bool {
        if left.name.is_empty() {
            // 从771家、481家增加到1076家、636家.
            let from = self.out.len().checked_sub(count);
            return left.reached && from.is_some_and(|from| self.out[from..].iter().all(|d| d.from));
        }
        if left.change.is_none() && !left.reached {
            return false;
        }
        let unit = |f: &Figure<'_>| f.measure.map(|u| u.at);
        let figures = &self.figures[i..i + count];
        let list = Span { start: self.list_start(left), end: left.body.end };
        list.start < list.end
            && figures.iter().all(|f| unit(f) == unit(&figures[0]))
            && self.namer.parts(list, true).len() == count
    }

    /// Whether the figure is complete without a unit.
    fn is_bare(&self, i: usize) -> bool {
        self.figures[i].bare
    }

    /// What stands before the figure: from the clause's start or the end of what was read.
    fn left(&self, i: usize) -> Left {
        let end = self.figures[i].start;
        let mut start = self.namer.clause_start(self.used.min(end), end);
        let text = self.namer.page.text;
        loop {
            let rest = &text[start as usize..end as usize];
            let join = self.rules.joins.prefix(rest).filter(|j| j.0 == Edge::Join).map(|j| j.1);
            let skip = if rest.starts_with('、') { Some('、'.len_utf8()) } else { join.filter(|_| start == self.used) };
            match skip {
                Some(len) => start += len as u32,
                None => break,
            }
        }
        self.namer.left(Span { start, end })
    }

    /// How many figures from `i` on stand in one list with nothing but commas and joins between.
    fn group(&self, i: usize) -> usize {
        let text = self.namer.page.text;
        let linked = |a: &Figure<'_>, b: &Figure<'_>| {
            let between = &text[a.tail as usize..b.start as usize];
            let bare = between.trim_start_matches('、');
            let joined = self.rules.joins.prefix(bare).is_some_and(|(_, len)| len == bare.len());
            !between.is_empty() && (bare.is_empty() || joined)
        };
        let rest = &self.figures[i..];
        1 + rest.windows(2).take(LONGEST_LIST).take_while(|w| linked(&w[0], &w[1])).count()
    }

    /// Deals `count` values out to as many names; false where the names do not add up.
    fn deal(&mut self, i: usize, count: usize, left: &Left) -> bool {
        if left.name.is_empty() && left.change.is_some() {
            return self.deal_changes(i, count, left);
        }
        if left.name.is_empty() {
            let Some(from) = self.out.len().checked_sub(count) else { return false };
            let names: Vec<_> = self.out[from..].iter().map(|d| d.name.clone()).collect();
            self.push_list(i, names, left);
            return true;
        }
        let list = Span { start: left.name.start.min(self.list_start(left)), end: left.body.end };
        let mut parts = self.namer.parts(list, false);
        if parts.len() != count {
            parts = self.namer.parts(list, true);
        }
        if parts.len() < count {
            parts = vec![left.name; count];
        }
        let parts = &parts[parts.len() - count..];
        let names = self.whole_names(parts);
        self.push_list(i, names, left);
        true
    }

    /// One observation for each of `names`, from the figure `i` on.
    fn push_list(&mut self, i: usize, names: Vec<Vec<Span>>, left: &Left) {
        let last = &self.figures[i + names.len() - 1];
        self.used = last.tail;
        for (k, name) in names.into_iter().enumerate() {
            let figure = lend(&self.figures[i + k], last);
            self.push(i + k, figure, name, left);
        }
    }

    /// Where the list of names begins: the first verb that governs it is cut off.
    fn list_start(&self, left: &Left) -> u32 {
        let first = self.namer.parts(left.body, true).first().copied().unwrap_or(left.body);
        self.namer.name_in(first).start
    }

    /// A list of changes joined to as many figures before.
    fn deal_changes(&mut self, i: usize, count: usize, left: &Left) -> bool {
        let Some(rise) = left.change else { return false };
        let Some(from) = self.out.len().checked_sub(count) else { return false };
        if self.out[from..].iter().any(|d| d.growth || d.change.is_some()) {
            return false;
        }
        for k in 0..count {
            let f = &self.figures[i + k];
            let draft = &mut self.out[from + k];
            draft.change = Some(Change { rise, value: f.value, figure: i + k });
            draft.change_unit = f.unit.clone();
        }
        self.used = self.figures[i + count - 1].tail;
        true
    }

    /// Completes names whose head stands only in the last one (城镇、农村居民收入).
    fn whole_names(&self, parts: &[Span]) -> Vec<Vec<Span>> {
        let mut parts: Vec<Span> = parts.iter().map(|&p| self.namer.name_in(p)).collect();
        let Some(&last) = parts.last() else { return Vec::new() };
        let tokens = self.namer.page.words.within(last);
        for part in &mut parts {
            if part.is_empty() {
                *part = last;
            }
        }
        let complete = |part: Span| {
            let own = self.namer.page.words.within(part);
            if part == last || own.len() > 1 || tokens.len() < 2 || last.len() < part.len() + 6 {
                return vec![part];
            }
            let text = self.namer.page.text;
            let head = tokens[tokens.len() - 1].span;
            if self.rules.indicators.contains_key(part.of(text)) || last.of(text).contains('“') {
                vec![part]
            } else if part.len() <= tokens[0].span.len().max(6) {
                vec![part, Span { start: tokens[0].span.end, end: last.end }]
            } else if self.rules.attributes.has(head.of(text)) {
                vec![part, head]
            } else {
                vec![part]
            }
        };
        parts.iter().map(|&p| complete(p)).collect()
    }

    /// One value that holds for each of several names; false where there is only one.
    fn spread(&mut self, i: usize, left: &Left) -> bool {
        let list = Span { start: self.list_start(left), end: left.body.end };
        if list.start >= list.end {
            return false;
        }
        let parts = self.namer.parts(list, true);
        if parts.len() < 2 {
            return false;
        }
        for name in self.whole_names(&parts) {
            self.push(i, self.figures[i].clone(), name, left);
        }
        self.used = self.figures[i].tail;
        true
    }

    /// A value with a name of its own, or that of the figure before.
    fn single(&mut self, i: usize, mut left: Left) {
        let figure = &self.figures[i];
        let limit = self.figures.get(i + 1).map_or(self.statement.end, |f| f.start);
        let governed = left.governed;
        let verbal = self.namer.is_verbal(left.name);
        let mut right = self.namer.right(figure, limit, governed, !left.name.is_empty());
        // 整合提升1000个综合体: the verb acts on what follows, it is no growth of what stood before.
        if left.change.is_some() && verbal && !left.compared && matches!(right, Right::Noun(_)) {
            left.change = None;
        }
        if self.joins_change(i, &left) {
            self.used = figure.tail;
            return;
        }
        if right == Right::Mark && figure.kind() == Some(UnitKind::Count) {
            self.used = figure.tail;
            return;
        }
        if matches!(figure.kind(), Some(UnitKind::Ratio | UnitKind::Points)) && left.change.is_none() && !left.reached {
            left.change = left.verb_change;
        }
        let sum = left.reached && !left.name.is_empty() && !Namer::counts(figure);
        if left.change.is_some() || left.from || sum {
            right = Right::Nothing;
        }
        let led = self.out.last().is_some_and(|d| d.from) && left.reached;
        let mut predicate = false;
        let next_touches = limit == figure.tail && i + 1 < self.figures.len();
        let (name, used) = match right {
            Right::Noun(noun) => (vec![noun], noun.end),
            Right::Nothing if next_touches && left.name.is_empty() || next_touches && governed != Governed::No => {
                (self.shared_name(i + 1), figure.tail)
            }
            Right::Predicate(span) if left.name.is_empty() && !self.goes_on(i, &left) => {
                predicate = true;
                (vec![span], figure.tail)
            }
            _ if led => (self.last_name(&left, figure.kind()), figure.tail),
            _ => (self.own_name(&left, figure.kind()), figure.tail),
        };
        let ranked = name.last().is_some_and(|&n| self.namer.is_ranked(n));
        if ranked || name.iter().all(|s| s.is_empty()) {
            self.used = figure.tail;
            return;
        }
        let times = figure.kind() == Some(UnitKind::Time);
        if times && !name.last().is_some_and(|&n| self.namer.takes_time(n)) {
            return;
        }
        let after = matches!(right, Right::Noun(_));
        let raw_empty = left.raw.is_empty();
        let head = &self.namer.page.text[..left.raw.start as usize];
        let fresh = left.raw.start == self.statement.start || head.ends_with(is_stop);
        let left_listed = raw_empty && self.namer.page.text[..left.raw.start as usize].ends_with('、');
        self.push(i, figure.clone(), name, &left);
        let listed = left_listed && self.out.len() >= 2;
        let inherited = listed && self.out[self.out.len() - 2].stock;
        let opens = raw_empty && left.raw.start == figure.start && fresh;
        let bare = after && !listed && opens && governed == Governed::No && !self.is_done_after(used);
        if let Some(draft) = self.out.last_mut() {
            draft.after = after;
            draft.predicate = predicate;
            draft.stock |= inherited || bare;
        }
        self.used = used;
        self.note_subject();
    }

    /// Whether a verb of finishing follows the name (入选, 获评), adverbs apart.
    fn is_done_after(&self, at: u32) -> bool {
        let page = self.namer.page;
        let tokens = page.words.tokens();
        let from = page.words.index_at(at);
        let next = tokens[from.min(tokens.len())..].iter().find(|t| !page.is_adverb(**t));
        next.is_some_and(|&t| page.is_done(t) || page.is_nominal(t))
    }

    /// The name after the next figure, for two values that share it (5批次19组重组).
    fn shared_name(&self, next: usize) -> Vec<Span> {
        let limit = self.figures.get(next + 1).map_or(self.statement.end, |f| f.start);
        match self.namer.right(&self.figures[next], limit, Governed::Result, false) {
            Right::Noun(noun) => vec![noun],
            _ => Vec::new(),
        }
    }

    /// Whether a value without a name goes on counting what the one before it counted: in one list, or
    /// with the same unit (173项案例，82项获认可).
    fn goes_on(&self, i: usize, left: &Left) -> bool {
        let Some(last) = self.out.last().filter(|_| left.name.is_empty()) else { return false };
        let unit = |f: &Figure<'_>| f.measure.map(|u| u.at);
        self.namer.page.text[..left.raw.start as usize].ends_with('、')
            || !last.predicate && unit(&last.figure) == unit(&self.figures[i])
    }

    /// The name before the value: its own, a stage with the subject it shares, or the last one.
    fn own_name(&self, left: &Left, kind: Option<UnitKind>) -> Vec<Span> {
        let text = self.namer.page.text;
        let own = left.name.of(text);
        let ordinal = self.rules.shape_before.prefix(own).is_some_and(|(_, len)| len == 3) && own.chars().count() <= 3;
        if let Some(subject) = self.settled_subject(left) {
            return vec![subject];
        }
        if left.name.is_empty() || ordinal {
            return self.last_name(left, kind);
        }
        let stage = self.rules.verbs.prefix(own).is_some_and(|v| v.0 == VerbRole::Stage && v.1 == own.len());
        match self.subject.filter(|_| stage) {
            Some(subject) => vec![subject, left.name],
            None => vec![left.name],
        }
    }

    /// The subject before an aside that ends where `left` begins (进出口在对美贸易下降3成的情况下增长).
    fn settled_subject(&self, left: &Left) -> Option<Span> {
        let text = self.namer.page.text;
        let raw = left.raw.of(text);
        let aside = self.rules.compares.prefix(raw).is_some_and(|c| c.0 == Edge::Settled);
        if !aside {
            return None;
        }
        let start = self.namer.clause_start(self.statement.start, left.raw.start);
        let clause = Span { start, end: left.raw.start };
        let tokens = self.namer.page.words.within(clause);
        let opens = |word: &str| self.rules.joins.prefix(word) == Some((Edge::Cut, word.len()));
        let at = tokens.iter().find(|t| opens(t.span.of(text)))?;
        let name = self.namer.name_in(Span { start, end: at.span.start });
        (name.len() >= 6).then_some(name)
    }

    /// The name of the figure before; else the subject of an earlier clause.
    fn last_name(&self, left: &Left, kind: Option<UnitKind>) -> Vec<Span> {
        if let Some(last) = self.out.last() {
            let other = last.after && left.reached && last.figure.kind() != kind;
            let subject = self.subject_of(last.lead).filter(|_| other);
            let mut name = subject.map_or_else(|| last.name.clone(), |s| vec![s]);
            // 新增公园127座、累计达到1100座: the total is of the thing, not of what was added.
            if let Some(first) = name.first_mut().filter(|_| left.reached)
                && let Some((VerbRole::Keep, len)) = self.rules.verbs.prefix(first.of(self.namer.page.text))
                && len < first.len()
            {
                first.start += len as u32;
            }
            return name;
        }
        self.earlier_subject(left.raw.start).into_iter().collect()
    }

    /// The noun phrase that the nearest earlier clause begins with; else what the nearest one acts on.
    fn earlier_subject(&self, at: u32) -> Option<Span> {
        let text = self.namer.page.text;
        let (mut end, mut object) = (at, None);
        for _ in 0..FARTHEST_SUBJECT {
            if end <= self.statement.start {
                break;
            }
            let last = text[..end as usize].chars().next_back().map_or(1, char::len_utf8) as u32;
            let clause_end = end - last;
            let start = self.namer.clause_start(self.statement.start, clause_end.max(self.statement.start));
            let clause = Span { start, end: clause_end.max(start) };
            if let Some(subject) = self.subject_of(clause) {
                return Some(subject);
            }
            let name = self.namer.name_in(clause);
            object = object.or((6..=60).contains(&name.len()).then_some(name));
            end = start;
        }
        object
    }

    /// The noun phrase that a clause begins with.
    fn subject_of(&self, clause: Span) -> Option<Span> {
        let page = self.namer.page;
        let tokens = page.words.within(clause);
        let end = tokens.iter().find(|t| page.is_verb(**t) || page.is_adverb(**t) || page.is_function(**t, "time"))?;
        let name = self.namer.name_in(Span { start: clause.start, end: end.span.start });
        (name.len() >= 6).then_some(name)
    }

    /// Joins a change to the figure before (583.1亿元、增长0.4%), or a value to the change before
    /// it (提高1.16岁、达到79.72岁).
    fn joins_change(&mut self, i: usize, left: &Left) -> bool {
        let share = self.namer.share(left.name).filter(|s| s.1).map(|s| s.0);
        if !left.name.is_empty() && share.is_none() {
            return false;
        }
        let touches = left.raw.start <= self.used + 3;
        let before = &self.namer.page.text[..left.raw.start as usize];
        let listed = before.ends_with('、');
        let parted = before.ends_with(is_stop);
        let figure = &self.figures[i];
        let Some(last) = self.out.last_mut().filter(|d| touches && (parted || !d.after)) else { return false };
        match left.change.or(share) {
            Some(_) if last.growth || last.change.is_some() || last.from => true,
            Some(rise) => {
                last.change = Some(Change { rise, value: figure.value, figure: i });
                last.change_unit.clone_from(&figure.unit);
                true
            }
            None if last.growth && left.reached && left.year.is_none() && listed && figure.measure.is_some() => {
                last.growth = false;
                last.figure = figure.clone();
                last.reached = true;
                last.qualifier = left.qualifier.or(figure.qualifier);
                true
            }
            None => false,
        }
    }

    fn push(&mut self, i: usize, figure: Figure<'r>, name: Vec<Span>, left: &Left) {
        let share = name.last().and_then(|&n| self.namer.share(n)).map(|s| s.0);
        let change = left.change.or(share);
        let unit = figure.unit.clone();
        self.out.push(Draft {
            change: change.map(|rise| Change { rise, value: figure.value, figure: i }),
            change_unit: unit,
            growth: change.is_some(),
            reached: left.reached,
            held: left.held,
            from: left.from,
            after: false,
            predicate: false,
            stock: left.stock,
            acted: left.acted,
            to: left.to,
            aim: left.aim,
            qualifier: left.qualifier.or(figure.qualifier),
            year: left.year.filter(|_| !is_multiple(&figure)),
            run: left.run,
            lead: Span { start: self.namer.clause_start(self.statement.start, figure.start), end: figure.start },
            figure,
            name,
        });
    }

    /// Keeps what stands before a stage verb at the end of the last name.
    fn note_subject(&mut self) {
        let Some([name]) = self.out.last().map(|d| d.name.as_slice()) else { return };
        let text = name.of(self.namer.page.text);
        if let Some((VerbRole::Stage, len)) = self.rules.verbs.suffix(text, |len| len < text.len()) {
            self.subject = Some(Span { start: name.start, end: name.end - len as u32 });
        }
    }
}

/// Whether a value is a multiple of another (2.2倍), so that a year before it is that of the other.
fn is_multiple(figure: &Figure<'_>) -> bool {
    figure.measure.is_some_and(|u| u.kind == UnitKind::Ratio && u.factor == rust_decimal::Decimal::ONE)
}

/// A figure with the unit of the last one of its list, where it has none of its own.
fn lend<'r>(figure: &Figure<'r>, last: &Figure<'r>) -> Figure<'r> {
    let mut out = figure.clone();
    if out.measure.is_some() {
        return out;
    }
    out.measure = last.measure;
    let Some(&unit) = last.unit.last() else { return out };
    if out.unit.is_empty() {
        out.power = last.power;
        out.unit.clone_from(&last.unit);
    } else if out.power == last.power {
        out.unit = vec![unit];
    }
    out
}

impl Draft<'_> {
    /// The observation.
    pub(super) fn finish(
        self,
        cx: Context<'_>,
        rules: &IndicatorRules,
        statement: StatementId,
        periods: &Periods<'_>,
    ) -> Observation {
        let f = &self.figure;
        let kind = match (cx.outline.statements[statement].kind, self.aim) {
            (_, Some(Edge::Goal)) | (Kind::Task | Kind::Target, _) => FigureKind::Target,
            (_, Some(_)) => FigureKind::Forecast,
            _ => FigureKind::Actual,
        };
        let sign = |c: Change| {
            let sign = if c.rise { '+' } else { '-' };
            format!("{sign}{}{}", written(cx.source, &[c.value]), written(cx.source, &self.change_unit))
        };
        let plain: String = self.name.iter().map(|s| cx.source.slice(*s)).collect();
        let table = f.measure.filter(|_| !f.composed);
        let normalised = table.and_then(|u| number::scaled(f.number, f.power)?.checked_mul(u.factor));
        Observation {
            span: Span { start: f.value.start, end: f.end },
            statement,
            value: Value { span: f.value, number: Some(f.number), upper: f.upper, qualifier: self.qualifier },
            unit: f.unit.clone(),
            normalised: normalised.map(|n| n.normalize()),
            base: table.map_or_else(String::new, |u| u.base.clone()),
            change: self.change.map(sign),
            change_span: self.change.map(|c| c.value),
            period: periods.of(&self, statement, kind),
            kind,
            indicator: rules.indicator(&plain),
            rule: rules.rule,
            name: self.name,
        }
    }
}
