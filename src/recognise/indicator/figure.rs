//! The numbers of a statement that measure something, with their units.
//!
//! Left out here, by what stands around them: numbers in names and short quotes, ordinals, ranks,
//! years and dates, floors, classes (5A级, 30万吨级) and thresholds (亿元以上项目).

use rust_decimal::Decimal;

use super::number::{self, Number};
use super::rules::IndicatorRules;
use super::text::Page;
use super::unit::{Unit, UnitKind};
use crate::lexicon::Sign;
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

    /// Whether its unit asks for the noun after it.
    pub(super) fn counts(&self) -> bool {
        matches!(self.kind(), Some(UnitKind::Count) | None)
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
    let reader = Reader {
        page,
        rules,
        statement,
    };
    let end = statement.end as usize;
    let mut past = statement.start as usize;
    let mut names = names.iter().peekable();
    for &Sign { at, sign } in page.characters.signs_within(statement) {
        let at = at as usize;
        if at < past {
            continue;
        }
        while names.next_if(|m| m.span.end as usize <= at).is_some() {}
        if let Some(name) = names.peek().filter(|m| m.span.start as usize <= at) {
            past = name.span.end as usize;
        } else if let Some(closed) = page.past_quote(at, end) {
            past = closed;
        } else if sign.is_ascii_alphabetic() {
            past = page.past_latin(at, end);
        } else if number::begins(sign) {
            let figure;
            (figure, past) = reader.read(at, out.last());
            out.extend(figure);
        }
    }
    out
}

/// Reads the figures of one statement.
pub(super) struct Reader<'a, 'r> {
    pub(super) page: Page<'a>,
    pub(super) rules: &'r IndicatorRules,
    pub(super) statement: Span,
}

impl<'r> Reader<'_, 'r> {
    /// Reads what begins at `at`: a figure, if it is one, and where to go on.
    fn read(&self, at: usize, last: Option<&Figure<'r>>) -> (Option<Figure<'r>>, usize) {
        let Some(past) = self.page.numeral_end(at, &self.rules.before) else {
            return (
                None,
                at + self.page.text[at..]
                    .chars()
                    .next()
                    .map_or(1, char::len_utf8),
            );
        };
        let Some(first) = self.amount(at) else {
            return (None, past);
        };
        let past = past.max(first.end).max(at + first.number.len);
        if self.is_joined(at, at + first.number.len) || self.has_shape_before(at) {
            return (None, past);
        }
        if let Some(ratio) = self.ratio(at, &first) {
            let past = ratio.end as usize;
            return (Some(ratio), past);
        }
        let mut figure = self
            .range(at, &first)
            .unwrap_or_else(|| self.single(at, first));
        figure.bare = figure.unit.is_empty() && self.is_index(&figure);
        let past = past.max(figure.end as usize);
        let kept = self.is_measured(&figure, last);
        (kept.then_some(figure), past)
    }

    /// The statement from `at` on.
    pub(super) fn rest(&self, at: usize) -> &str {
        &self.page.text[at..self.statement.end as usize]
    }

    fn amount(&self, at: usize) -> Option<Amount<'r>> {
        let number = number::read(self.rest(at))?;
        let mut end = at + number.len;
        let mut amount = Amount {
            number,
            power: 0,
            unit: Vec::new(),
            measure: None,
            inside: None,
            composed: false,
            end,
        };
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
        amount.end = amount
            .unit
            .last()
            .map_or(at + amount.number.len, |last| last.end as usize);
        Some(amount)
    }

    /// Reads a second number that goes on after a scale (2万5千公里): the value is both, the unit
    /// begins with the second scale.
    fn mixed(&self, amount: &mut Amount<'r>) {
        let Some((high, len)) =
            number::scale(self.rest(amount.end)).filter(|_| !amount.number.chinese)
        else {
            return;
        };
        let at = amount.end + len;
        let Some(second) = number::read(self.rest(at)).filter(|n| !n.chinese) else {
            return;
        };
        let Some((low, _)) = number::scale(self.rest(at + second.len)) else {
            return;
        };
        let first = high
            .checked_sub(low)
            .and_then(|p| number::scaled(amount.number.value, p));
        if let Some(value) = first.and_then(|f| f.checked_add(second.value)) {
            amount.number.value = value;
            amount.number.len += len + second.len;
            amount.end = at + second.len;
        }
    }

    /// Whether a sign right after the digits makes them a date or part of a name. A year that is no
    /// date may be a length of time.
    fn has_shape_after(&self, number: Number, end: usize) -> bool {
        let Some(((), len)) = self.rules.shape_number.prefix(self.rest(end)) else {
            return false;
        };
        let Some((unit, unit_len)) = self.unit(end) else {
            return true;
        };
        let year = number.len == 4 && number.value.scale() == 0;
        let span_of_time = unit.kind == UnitKind::Time && !year && !number.chinese;
        unit_len < len || unit_len == len && !span_of_time
    }

    /// Steps over 多 or 余 where a scale or unit follows.
    fn inside(&self, at: usize, amount: &mut Amount<'r>) -> usize {
        let Some(((), len)) = self.rules.inside.prefix(self.rest(at)) else {
            return at;
        };
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
            t.span.start as usize == at
                || self
                    .rules
                    .after
                    .has(&self.page.text[at..t.span.end as usize])
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
        if !(word || matches!(dash, '~' | '-' | '—'))
            || word && self.page.follows(&self.rules.signs, at)
        {
            return None;
        }
        let next = first.end + dash.len_utf8();
        if !self.rest(next).chars().next().is_some_and(number::begins) {
            return None;
        }
        let second = self.amount(next)?;
        let same =
            first.measure.is_none() || first.measure.map(|u| u.at) == second.measure.map(|u| u.at);
        if !same || second.number.chinese != first.number.chinese || second.unit.is_empty() {
            return None;
        }
        let power = if first.power == 0 && first.measure.is_none() {
            second.power
        } else {
            first.power
        };
        let rising = number::scaled(second.number.value, second.power)
            > number::scaled(first.number.value, power);
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
}
