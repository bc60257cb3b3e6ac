//! The numbers of a statement that measure something, with their units.
//!
//! Left out here, by what stands around them: numbers in names and short quotes, ordinals, ranks,
//! years and dates, floors, classes (5A级, 30万吨级) and thresholds (亿元以上项目).

use rust_decimal::Decimal;

use super::number::{self, Number};
use super::rules::{Edge, IndicatorRules, VerbRole};
use super::text::{Page, is_clause_end};
use super::unit::{Unit, UnitKind};
use crate::recognise::Mention;
use crate::span::Span;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Figure<'r> {
    /// The number as written; of a range or ratio, both numbers.
    pub value: Span,
    /// The number, or the lower bound.
    pub number: Decimal,
    /// The upper bound of a range.
    pub upper: Option<Decimal>,
    /// Power of ten between number and unit.
    pub power: u32,
    /// Scale and unit as written; pieces where a qualifier stands between.
    pub unit: Vec<Span>,
    /// The unit of the table.
    pub measure: Option<&'r Unit>,
    /// What stands between or after: 多, 以上.
    pub qualifier: Option<Span>,
    /// Where the number begins.
    pub start: u32,
    /// Where the unit ends.
    pub end: u32,
    /// Where what follows begins: after unit and qualifier.
    pub tail: u32,
    /// Whether it is written in Chinese numerals.
    pub chinese: bool,
    /// Whether it is complete without a unit: a ratio, an index.
    pub bare: bool,
    /// Whether the unit is composed of two and is none of the table's (分/千瓦时).
    pub composed: bool,
}

impl Figure<'_> {
    /// The kind of its unit.
    pub(super) fn kind(&self) -> Option<UnitKind> {
        self.measure.map(|u| u.kind)
    }

    /// Whether it is a number that borrows the unit of the next one (19.8亿、9亿美元).
    pub(super) fn is_elided(&self) -> bool {
        self.measure.is_none()
    }
}

/// One number with what belongs to it, before it is decided whether it measures anything.
struct Amount<'r> {
    number: Number,
    power: u32,
    unit: Vec<Span>,
    measure: Option<&'r Unit>,
    inside: Option<Span>,
    composed: bool,
    end: usize,
}

/// Finds the figures of `statement`.
pub(super) fn figures<'r>(
    page: Page<'_>,
    rules: &'r IndicatorRules,
    names: &[Mention],
    statement: Span,
) -> Vec<Figure<'r>> {
    let mut out: Vec<Figure<'r>> = Vec::new();
    let reader = Reader { page, rules, statement };
    let end = statement.end as usize;
    let mut at = statement.start as usize;
    let mut names = names.iter().peekable();
    while at < end {
        while names.next_if(|m| m.span.end as usize <= at).is_some() {}
        if let Some(name) = names.peek().filter(|m| m.span.start as usize <= at) {
            at = name.span.end as usize;
            continue;
        }
        let Some(c) = page.text[at..end].chars().next() else { break };
        if let Some(past) = page.past_quote(at, end) {
            at = past;
        } else if c.is_ascii_alphabetic() {
            at = page.past_latin(at, end);
        } else if number::begins(c) {
            let (figure, past) = reader.read(at, out.last());
            out.extend(figure);
            at = past;
        } else {
            at += c.len_utf8();
        }
    }
    out
}

struct Reader<'a, 'r> {
    page: Page<'a>,
    rules: &'r IndicatorRules,
    statement: Span,
}

impl<'r> Reader<'_, 'r> {
    /// Reads what begins at `at`: a figure, if it is one, and where to go on.
    fn read(&self, at: usize, last: Option<&Figure<'r>>) -> (Option<Figure<'r>>, usize) {
        let Some(past) = self.page.numeral_end(at, &self.rules.before) else {
            return (None, at + self.page.text[at..].chars().next().map_or(1, char::len_utf8));
        };
        let Some(first) = self.amount(at) else { return (None, past) };
        let past = past.max(first.end).max(at + first.number.len);
        if self.is_joined(at, at + first.number.len) || self.has_shape_before(at) {
            return (None, past);
        }
        if let Some(ratio) = self.ratio(at, &first) {
            let past = ratio.end as usize;
            return (Some(ratio), past);
        }
        let mut figure = self.range(at, &first).unwrap_or_else(|| self.single(at, first));
        figure.bare = figure.unit.is_empty() && self.is_index(&figure);
        let past = past.max(figure.end as usize);
        let kept = self.is_measured(&figure, last);
        (kept.then_some(figure), past)
    }

    fn rest(&self, at: usize) -> &str {
        &self.page.text[at..self.statement.end as usize]
    }

    fn amount(&self, at: usize) -> Option<Amount<'r>> {
        let number = number::read(self.rest(at))?;
        let mut end = at + number.len;
        let mut amount =
            Amount { number, power: 0, unit: Vec::new(), measure: None, inside: None, composed: false, end };
        if self.has_shape_after(number, end) {
            return None;
        }
        self.mixed(&mut amount);
        end = self.inside(amount.end, &mut amount);
        // A qualifier may stand between two scales as well: 3万多亿元.
        for _ in 0..2 {
            let (power, len, unit) = self.scaled_unit(end);
            amount.power += power;
            let scale = Span::new(end, end + len);
            end += len;
            let len = unit.map_or(0, |(_, len)| len);
            let piece = scale.cover(Span::new(end, end + len));
            if !piece.is_empty() {
                amount.unit.push(piece);
            }
            if let Some((unit, len)) = unit {
                let written = &self.rest(end)[..len];
                amount.composed = written.contains('/') && !self.rules.units.has(written);
                amount.measure = Some(unit);
                break;
            }
            let next = self.inside(end, &mut amount);
            if scale.is_empty() || next == end {
                break;
            }
            end = next;
        }
        if amount.unit.is_empty() {
            amount.inside = None;
        }
        amount.end = amount.unit.last().map_or(at + amount.number.len, |last| last.end as usize);
        Some(amount)
    }

    /// Reads a second number that goes on after a scale (2万5千公里): the value is both, the unit
    /// begins with the second scale.
    fn mixed(&self, amount: &mut Amount<'r>) {
        let Some((high, len)) = number::scale(self.rest(amount.end)).filter(|_| !amount.number.chinese) else {
            return;
        };
        let at = amount.end + len;
        let Some(second) = number::read(self.rest(at)).filter(|n| !n.chinese) else { return };
        let Some((low, _)) = number::scale(self.rest(at + second.len)) else { return };
        let first = high.checked_sub(low).and_then(|p| number::scaled(amount.number.value, p));
        if let Some(value) = first.and_then(|f| f.checked_add(second.value)) {
            amount.number.value = value;
            amount.number.len += len + second.len;
            amount.end = at + second.len;
        }
    }

    /// Whether a sign right after the digits makes them a date or part of a name. A year that is no
    /// date may be a length of time.
    fn has_shape_after(&self, number: Number, end: usize) -> bool {
        let Some(((), len)) = self.rules.shape_number.prefix(self.rest(end)) else { return false };
        let Some((unit, unit_len)) = self.unit(end) else { return true };
        let year = number.len == 4 && number.value.scale() == 0;
        let span_of_time = unit.kind == UnitKind::Time && !year && !number.chinese;
        unit_len < len || unit_len == len && !span_of_time
    }

    /// Steps over 多 or 余 where a scale or unit follows.
    fn inside(&self, at: usize, amount: &mut Amount<'r>) -> usize {
        let Some(((), len)) = self.rules.inside.prefix(self.rest(at)) else { return at };
        let next = at + len;
        if number::scale(self.rest(next)).is_none() && self.unit(next).is_none() {
            return at;
        }
        amount.inside = Some(Span::new(at, next));
        next
    }

    /// The unit at `at`, with one more after a slash (万元/人).
    fn unit(&self, at: usize) -> Option<(&'r Unit, usize)> {
        let fits = |_: &Unit, len: usize| self.ends_unit(at + len);
        let (unit, len) = self.rules.units.at(self.rest(at), fits)?;
        let slash = at + len;
        if self.rest(slash).starts_with('/')
            && let Some((_, more)) = self.rules.units.at(self.rest(slash + 1), |_, _| true)
        {
            return Some((unit, len + 1 + more));
        }
        Some((unit, len))
    }

    /// Whether a word ends at `at`, or goes on with a qualifier only (万元以上).
    fn ends_unit(&self, at: usize) -> bool {
        self.page.token(at).is_none_or(|t| {
            t.span.start as usize == at || self.rules.after.has(&self.page.text[at..t.span.end as usize])
        })
    }

    /// Scale and unit at `at`: the power of ten, the scale's length, and the unit. The longest scale
    /// that leaves a unit wins (亿 before 千瓦时).
    fn scaled_unit(&self, at: usize) -> (u32, usize, Option<(&'r Unit, usize)>) {
        let longest = number::scale(self.rest(at)).map_or(0, |(_, len)| len);
        let mut len = longest;
        while len > 0 {
            if let Some(unit) = self.unit(at + len) {
                let power = number::scale(&self.rest(at)[..len]).map_or(0, |(power, _)| power);
                return (power, len, Some(unit));
            }
            len -= '万'.len_utf8();
        }
        if let Some(unit) = self.unit(at) {
            return (0, 0, Some(unit));
        }
        let power = number::scale(self.rest(at)).map_or(0, |(power, _)| power);
        (power, longest, None)
    }

    fn single(&self, at: usize, amount: Amount<'r>) -> Figure<'r> {
        let value = Span::new(at, at + amount.number.len);
        let (tail, after) = self.tail(amount.end);
        Figure {
            value,
            number: amount.number.value,
            upper: None,
            power: amount.power,
            unit: amount.unit,
            measure: amount.measure,
            qualifier: amount.inside.or(after),
            start: at as u32,
            end: amount.end as u32,
            tail: tail as u32,
            chinese: amount.number.chinese,
            bare: false,
            composed: amount.composed,
        }
    }

    /// A range: two numbers joined by a dash or 至, the second larger.
    fn range(&self, at: usize, first: &Amount<'r>) -> Option<Figure<'r>> {
        let dash = self.rest(first.end).chars().next()?;
        let word = self.rules.through.has(dash.encode_utf8(&mut [0; 4]));
        if !(word || matches!(dash, '~' | '-' | '—')) || word && self.page.follows(&self.rules.signs, at) {
            return None;
        }
        let next = first.end + dash.len_utf8();
        if !self.rest(next).chars().next().is_some_and(number::begins) {
            return None;
        }
        let second = self.amount(next)?;
        let same = first.measure.is_none() || first.measure.map(|u| u.at) == second.measure.map(|u| u.at);
        if !same || second.number.chinese != first.number.chinese || second.unit.is_empty() {
            return None;
        }
        let power = if first.power == 0 && first.measure.is_none() { second.power } else { first.power };
        let rising = number::scaled(second.number.value, second.power) > number::scaled(first.number.value, power);
        if !rising {
            return None;
        }
        let mut figure = self.single(next, second);
        figure.value.start = at as u32;
        figure.start = at as u32;
        figure.upper = Some(figure.number);
        figure.number = first.number.value;
        Some(figure)
    }

    /// A ratio: two numbers with a colon between (2.81：1), which has no unit.
    fn ratio(&self, at: usize, first: &Amount<'r>) -> Option<Figure<'r>> {
        if !first.unit.is_empty() {
            return None;
        }
        let rest = self.rest(first.end).strip_prefix('：')?;
        let second = number::read(rest).filter(|n| !n.chinese)?;
        let end = first.end + '：'.len_utf8() + second.len;
        let written = &rest[..second.len];
        let clock = written.len() == 2 && !self.page.text[at..first.end].contains('.');
        if clock || self.unit(end).is_some() {
            return None;
        }
        let (tail, qualifier) = self.tail(end);
        Some(Figure {
            value: Span::new(at, end),
            number: first.number.value.checked_div(second.value)?,
            upper: None,
            power: 0,
            unit: Vec::new(),
            measure: None,
            qualifier,
            start: at as u32,
            end: end as u32,
            tail: tail as u32,
            chinese: false,
            bare: true,
            composed: false,
        })
    }

    /// Where what follows a unit begins, and the qualifier stepped over; a unit in brackets
    /// (万户（套）) is stepped over too.
    fn tail(&self, end: usize) -> (usize, Option<Span>) {
        let mut at = end;
        if let Some(inner) = self.rest(at).strip_prefix('（')
            && let Some(close) = inner.find('）')
            && self.rules.units.at(inner, |_, len| len == close).is_some()
        {
            at += close + '（'.len_utf8() + '）'.len_utf8();
        }
        let mut qualifier = None;
        if let Some(((), len)) = self.rules.after.prefix(self.rest(at))
            && self.page.is_boundary(at + len)
        {
            qualifier = Some(Span::new(at, at + len));
            at += len;
        }
        (at, qualifier)
    }

    /// Whether a plus sign or another number is glued to it (1+8, 3×3).
    fn is_joined(&self, at: usize, end: usize) -> bool {
        let glue = |c: char| matches!(c, '+' | '×' | '_' | '·');
        let before = self.page.text[self.statement.start as usize..at].chars().next_back();
        before.is_some_and(|c| glue(c) || c == '-') || self.rest(end).starts_with(glue)
    }

    fn has_shape_before(&self, at: usize) -> bool {
        let before = &self.page.text[self.statement.start as usize..at];
        self.rules.shape_before.suffix(before, |len| self.page.is_boundary(at - len)).is_some()
    }

    /// Whether a complete number counts or measures something.
    fn is_measured(&self, f: &Figure<'r>, last: Option<&Figure<'r>>) -> bool {
        let end = f.end as usize;
        if self.is_class(f) || self.is_threshold(f) {
            return false;
        }
        let adjacent = last.is_some_and(|l| l.tail == f.start);
        match f.kind() {
            None if f.unit.is_empty() => return f.bare || self.borrows(end),
            Some(UnitKind::Rank | UnitKind::Doubling) => return false,
            Some(UnitKind::Count) if self.is_vague(f) => return false,
            Some(UnitKind::Age) if !self.page.is_pause(f.tail as usize) && !self.is_verb_at(f.tail) => return false,
            Some(UnitKind::Time) if !self.measures_time(f) => return false,
            Some(UnitKind::Score) if !self.page.is_pause(f.tail as usize) => return false,
            Some(_) if self.rules.shape_sized.has(self.unit_text(f)) && !self.page.is_pause(f.tail as usize) => {
                return false;
            }
            Some(UnitKind::Count) if adjacent && self.rules.shape_glued.has(self.unit_text(f)) => return false,
            _ => {}
        }
        !f.chinese || self.is_counted(f)
    }

    fn is_verb_at(&self, at: u32) -> bool {
        self.page.token(at as usize).is_some_and(|t| self.page.is_verb(t))
    }

    /// Whether its clause speaks of something that a length of time measures (平均受教育年限).
    fn measures_time(&self, f: &Figure<'r>) -> bool {
        let before = &self.page.text[self.statement.start as usize..f.start as usize];
        let clause: String = before.chars().rev().take(60).take_while(|c| !is_clause_end(*c)).collect();
        let clause: String = clause.chars().rev().collect();
        clause.char_indices().any(|(at, _)| matches!(self.rules.durations.prefix(&clause[at..]), Some((Edge::Duration, _))))
    }

    fn unit_text(&self, f: &Figure<'r>) -> &str {
        f.unit.last().map_or("", |u| u.of(self.page.text))
    }

    /// Whether number and unit name a class: 千亿元级, 30万吨级, 15分钟生活圈.
    fn is_class(&self, f: &Figure<'r>) -> bool {
        let end = f.end as usize;
        let sized = self.rules.shape_sized.prefix(self.rest(f.value.end as usize));
        if f.measure.is_none() && sized.is_some() {
            return true;
        }
        let loose = match f.measure {
            Some(_) => end,
            None => end + self.rules.units.at(self.rest(end), |_, _| true).map_or(0, |(_, len)| len),
        };
        self.rules
            .shape_unit
            .prefix(self.rest(loose))
            .is_some_and(|(_, len)| self.page.is_boundary(loose + len))
    }

    /// Whether it bounds the things that follow instead of measuring them: 亿元以上项目, 50户以上村寨.
    fn is_threshold(&self, f: &Figure<'r>) -> bool {
        let bounded = f.tail > f.end && f.qualifier.is_some_and(|q| q.end == f.tail);
        if !bounded || self.page.is_pause(f.tail as usize) {
            return false;
        }
        let after = self.page.token(f.tail as usize);
        if after.is_none_or(|t| self.page.is_adverb(t) || self.page.is_verb(t)) {
            return false;
        }
        match f.kind() {
            Some(UnitKind::Measure | UnitKind::Time) => true,
            None | Some(UnitKind::Count) => {
                f.measure.is_none_or(|u| u.base == "household" || u.base == "person")
                    && !self.page.token_before(f.start as usize).is_some_and(|t| self.page.is_verb(t))
            }
            _ => false,
        }
    }

    /// Whether a number without a unit is an index that was reached or left (从84.7提升至89.6).
    fn is_index(&self, f: &Figure<'r>) -> bool {
        let at = f.start as usize;
        let before = &self.page.text[self.statement.start as usize..at];
        let verb = self.rules.verbs.suffix(before, |len| self.page.is_boundary(at - len));
        let reached = matches!(verb, Some((VerbRole::At | VerbRole::To, _)));
        let moved = matches!(self.rules.verbs.prefix(self.rest(f.tail as usize)), Some((VerbRole::To, _)));
        f.value.of(self.page.text).contains('.')
            && (reached && self.page.is_pause(f.tail as usize) || moved && self.page.follows(&self.rules.signs, at))
    }

    /// Whether a number without a unit can borrow that of the next number.
    fn borrows(&self, end: usize) -> bool {
        let rest = self.rest(end);
        let rest = rest
            .strip_prefix('、')
            .or_else(|| self.rules.joins.prefix(rest).map(|(_, len)| &rest[len..]));
        rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the noun that follows is so general that nothing is counted (九个方面).
    fn is_vague(&self, f: &Figure<'r>) -> bool {
        let at = f.tail as usize;
        let noun = self.rules.vague.prefix(self.rest(at));
        noun.is_some_and(|(_, len)| f.chinese || len > 3 && self.page.is_boundary(at + len))
    }

    /// Whether Chinese numerals count something rather than belong to an expression.
    fn is_counted(&self, f: &Figure<'r>) -> bool {
        let text = f.value.of(self.page.text);
        let bare = text.chars().all(|c| number::scale(c.encode_utf8(&mut [0; 4])).is_some_and(|(p, _)| p > 1));
        if bare {
            let land = f.measure.is_some_and(|u| u.base == "m2");
            return land || self.is_reached(f);
        }
        let small = f.power == 0 && f.number <= Decimal::ONE;
        let pause = self.page.is_pause(f.tail as usize);
        let counted = f.kind() == Some(UnitKind::Ratio)
            || f.power > 0
            || self.rules.shape_chinese.has(self.unit_text(f));
        f.measure.is_some() && !small && counted && !(pause && f.kind() == Some(UnitKind::Count))
    }

    /// Whether a verb or qualifier of reaching stands before it: 突破千亿元, 上千家.
    fn is_reached(&self, f: &Figure<'r>) -> bool {
        let at = f.start as usize;
        let before = &self.page.text[self.statement.start as usize..at];
        let fits = |len| self.page.is_boundary(at - len);
        if !self.page.is_boundary(at) {
            return true;
        }
        let verb = self.rules.verbs.suffix(before, fits);
        verb.is_some_and(|(role, _)| matches!(role, VerbRole::At | VerbRole::To))
            || self.rules.before.suffix(before, fits).is_some()
    }
}
