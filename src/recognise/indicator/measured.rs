//! Whether a number with its unit measures anything, or belongs to a class, a threshold, a duration.

use rust_decimal::Decimal;

use super::figure::{Figure, Reader};
use super::number;
use super::rules::{Edge, VerbRole};
use super::text::{self, is_clause_end};
use super::unit::UnitKind;

/// How many characters before a length of time the thing it measures is looked for.
const LONGEST_LEAD: usize = 60;

impl<'r> Reader<'_, 'r> {
    /// Whether a plus sign or another number is glued to it (1+8, 3×3).
    pub(super) fn is_joined(&self, at: usize, end: usize) -> bool {
        let glue = |c: char| matches!(c, '+' | '×' | '_' | '·');
        let before = self.page.text[self.statement.start as usize..at]
            .chars()
            .next_back();
        before.is_some_and(|c| glue(c) || c == '-') || self.rest(end).starts_with(glue)
    }

    pub(super) fn has_shape_before(&self, at: usize) -> bool {
        let before = &self.page.text[self.statement.start as usize..at];
        self.rules
            .shape_before
            .suffix(before, |len| self.page.is_boundary(at - len))
            .is_some()
    }

    /// Whether a complete number counts or measures something.
    pub(super) fn is_measured(&self, f: &Figure<'r>, last: Option<&Figure<'r>>) -> bool {
        let end = f.end as usize;
        if self.is_class(f) || self.is_threshold(f) {
            return false;
        }
        let adjacent = last.is_some_and(|l| l.tail == f.start);
        match f.kind() {
            None if f.unit.is_empty() => return f.bare || self.borrows(end),
            Some(UnitKind::Rank | UnitKind::Doubling) => return false,
            Some(UnitKind::Count) if self.is_vague(f) => return false,
            Some(UnitKind::Age)
                if !self.page.is_pause(f.tail as usize) && !self.is_verb_at(f.tail) =>
            {
                return false;
            }
            Some(UnitKind::Time) if !self.measures_time(f) => return false,
            Some(UnitKind::Score) if !self.page.is_pause(f.tail as usize) => return false,
            Some(_)
                if self.rules.shape_sized.has(self.unit_text(f))
                    && !self.page.is_pause(f.tail as usize) =>
            {
                return false;
            }
            Some(UnitKind::Count) if adjacent && self.rules.shape_glued.has(self.unit_text(f)) => {
                return false;
            }
            _ => {}
        }
        !f.chinese || self.is_counted(f)
    }

    fn is_verb_at(&self, at: u32) -> bool {
        self.page.token(at as usize).is_some_and(text::is_verb)
    }

    /// Whether its clause speaks of something that a length of time measures (平均受教育年限).
    fn measures_time(&self, f: &Figure<'r>) -> bool {
        let before = &self.page.text[self.statement.start as usize..f.start as usize];
        let near = before
            .char_indices()
            .rev()
            .take(LONGEST_LEAD)
            .take_while(|(_, c)| !is_clause_end(*c));
        let clause = near.last().map_or("", |(start, _)| &before[start..]);
        clause.char_indices().any(|(at, _)| {
            matches!(
                self.rules.durations.prefix(&clause[at..]),
                Some((Edge::Duration, _))
            )
        })
    }

    fn unit_text(&self, f: &Figure<'r>) -> &str {
        f.unit.last().map_or("", |u| u.of(self.page.text))
    }

    /// Whether number and unit name a class: 千亿元级, 30万吨级, 15分钟生活圈.
    fn is_class(&self, f: &Figure<'r>) -> bool {
        let end = f.end as usize;
        let sized = self
            .rules
            .shape_sized
            .prefix(self.rest(f.value.end as usize));
        if f.measure.is_none() && sized.is_some() {
            return true;
        }
        let loose = match f.measure {
            Some(_) => end,
            None => {
                end + self
                    .rules
                    .units
                    .at(self.rest(end), |_, _| true)
                    .map_or(0, |(_, len)| len)
            }
        };
        self.rules
            .shape_unit
            .prefix(self.rest(loose))
            .is_some_and(|((), len)| self.page.is_boundary(loose + len))
    }

    /// Whether it bounds the things that follow instead of measuring them: 亿元以上项目, 50户以上村寨.
    fn is_threshold(&self, f: &Figure<'r>) -> bool {
        let bounded = f.tail > f.end && f.qualifier.is_some_and(|q| q.end == f.tail);
        if !bounded || self.page.is_pause(f.tail as usize) {
            return false;
        }
        let after = self.page.token(f.tail as usize);
        if after.is_none_or(|t| text::is_adverb(t) || text::is_verb(t)) {
            return false;
        }
        match f.kind() {
            Some(UnitKind::Measure | UnitKind::Time) => true,
            None | Some(UnitKind::Count) => {
                f.measure
                    .is_none_or(|u| u.base == "household" || u.base == "person")
                    && !self
                        .page
                        .token_before(f.start as usize)
                        .is_some_and(text::is_verb)
            }
            _ => false,
        }
    }

    /// Whether a number without a unit is an index that was reached or left (从84.7提升至89.6).
    pub(super) fn is_index(&self, f: &Figure<'r>) -> bool {
        let at = f.start as usize;
        let before = &self.page.text[self.statement.start as usize..at];
        let verb = self
            .rules
            .verbs
            .suffix(before, |len| self.page.is_boundary(at - len));
        let reached = matches!(verb, Some((VerbRole::At | VerbRole::To, _)));
        let moved = matches!(
            self.rules.verbs.prefix(self.rest(f.tail as usize)),
            Some((VerbRole::To, _))
        );
        f.value.of(self.page.text).contains('.')
            && (reached && self.page.is_pause(f.tail as usize)
                || moved && self.page.follows(&self.rules.signs, at))
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
        let bare = text
            .chars()
            .all(|c| number::scale(c.encode_utf8(&mut [0; 4])).is_some_and(|(p, _)| p > 1));
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
