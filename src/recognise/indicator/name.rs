//! What a figure measures: the noun before the value, or the one after it.

use super::number;
use super::rules::{Edge, IndicatorRules, VerbRole};
use super::text::{self, Page, is_clause_end};
use crate::lexicon::{Kinds, Token};
use crate::span::Span;

/// How far a clause is looked back for, in bytes: keeps the work linear on text without stops.
const LONGEST_CLAUSE: u32 = 1500;

/// What stands between a clause's start or the figure before, and a value.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the text may or may not state"
)]
#[derive(Debug, Clone, Default)]
pub(super) struct Left {
    /// All of it.
    pub raw: Span,
    /// Without the verbs, qualifiers and adverbs at its end.
    pub body: Span,
    /// The name in it; empty where there is none.
    pub name: Span,
    /// The qualifier before the value.
    pub qualifier: Option<Span>,
    /// Whether the value is a growth (`true`) or a fall.
    pub change: Option<bool>,
    /// Whether a verb says that the thing stands at the value.
    pub reached: bool,
    /// Whether it stood there throughout.
    pub held: bool,
    /// Whether a verb stands right before value and qualifiers.
    pub governed: Governed,
    /// Whether that verb governs what is there (辐射).
    pub stock: bool,
    /// Whether the clause begins with a verb of acting.
    pub acted: bool,
    /// Whether a verb of change leads to the value (增至).
    pub to: bool,
    /// The sign of a verb of change that governs the name (压减收费项目30%).
    pub verb_change: Option<bool>,
    /// 分别.
    pub respective: bool,
    /// 均.
    pub each: bool,
    /// 由, 从.
    pub from: bool,
    /// 目标, 预计.
    pub aim: Option<Edge>,
    /// Whether what it is measured against stands before the value (比上年).
    pub compared: bool,
    /// The year right before the value.
    pub year: Option<Span>,
    /// A run of years right before the value: how many.
    pub run: Option<u16>,
}

/// What governs a value and the noun after it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Governed {
    /// Nothing.
    #[default]
    No,
    /// A verb.
    Act,
    /// A verb whose object is a result (建成, 新增): what follows is a noun phrase, whatever verbs are in it.
    Result,
}

/// Reads names around values.
#[derive(Copy, Clone)]
pub(super) struct Namer<'a> {
    pub page: Page<'a>,
    pub rules: &'a IndicatorRules,
}

impl Namer<'_> {
    /// Start of the clause that holds byte `at`, not before `from`.
    pub(super) fn clause_start(self, from: u32, at: u32) -> u32 {
        let text = self.page.text;
        let mut from = from.max(at.saturating_sub(LONGEST_CLAUSE));
        while !text.is_char_boundary(from as usize) {
            from += 1;
        }
        let body = &text[from as usize..at as usize];
        let (mut quotes, mut brackets) = (0u32, 0u32);
        for (i, c) in body.char_indices().rev() {
            match c {
                '”' => quotes += 1,
                '“' => quotes = quotes.saturating_sub(1),
                '）' => brackets += 1,
                '（' if brackets > 0 => brackets -= 1,
                _ if quotes == 0 && brackets == 0 && is_clause_end(c) => {
                    return from + (i + c.len_utf8()) as u32;
                }
                _ => {}
            }
        }
        from
    }

    /// Reads what stands in `raw`, right before a value.
    pub(super) fn left(self, raw: Span) -> Left {
        let mut left = Left {
            raw,
            body: raw,
            ..Left::default()
        };
        let mut to = false;
        while let Some(start) = self.strip_end(&mut left, &mut to) {
            left.body.end = start as u32;
        }
        self.note_governor(&mut left);
        self.strip_comparison(&mut left);
        left.name = self.name_in(left.body);
        left.acted &= left.name.start > left.body.start;
        left.verb_change = self.verb_change(&left);
        if left.reached
            && left.name.start > left.body.start
            && let [_, .., last] = self.parts(left.name, false)[..]
        {
            left.name = self.name_in(last);
        }
        left
    }

    fn verb_change(self, left: &Left) -> Option<bool> {
        if left.name.is_empty() || left.name.start == left.body.start {
            return None;
        }
        let before = &self.page.text[left.body.start as usize..left.name.start as usize];
        match self.rules.verbs.suffix(before, |len| {
            self.page.is_boundary(left.name.start as usize - len)
        }) {
            Some((VerbRole::Rise, _)) => Some(true),
            Some((VerbRole::Fall, _)) => Some(false),
            _ => None,
        }
    }

    /// Notes which verb stands before the value, or before the scope words before it.
    fn note_governor(self, left: &mut Left) {
        let text = self.page.text;
        let tokens = self.page.words.within(left.raw);
        left.acted = tokens
            .first()
            .is_some_and(|&t| text::is_verb(t) || text::is_nominal(t));
        for &token in tokens.iter().rev() {
            let word = token.span.of(text);
            let role = self
                .rules
                .verbs
                .prefix(word)
                .filter(|v| v.1 == word.len())
                .map(|v| v.0);
            if text::is_verb(token) || text::is_nominal(token) || role.is_some() {
                left.stock = role == Some(VerbRole::Stock);
                left.acted &= !left.stock;
                left.governed = match role {
                    Some(VerbRole::Keep | VerbRole::Do) => Governed::Result,
                    Some(
                        VerbRole::At
                        | VerbRole::Hold
                        | VerbRole::To
                        | VerbRole::Rise
                        | VerbRole::Fall,
                    ) => Governed::No,
                    _ if text::is_done(token) => Governed::Result,
                    _ => Governed::Act,
                };
                return;
            }
            if !(self.rules.leads.has(word)
                || self.rules.tails.has(word)
                || self.rules.before.has(word))
            {
                return;
            }
        }
    }

    /// Start of what can go from the end of `left.body`, its meaning noted.
    fn strip_end(self, left: &mut Left, to: &mut bool) -> Option<usize> {
        let body = left.body.of(self.page.text);
        let end = left.body.end as usize;
        if body.is_empty() {
            return None;
        }
        let fits =
            |len: usize| end - len == left.body.start as usize || self.page.is_boundary(end - len);
        let verb = self.rules.verbs.suffix(body, fits);
        let sign = self.rules.signs.suffix(body, fits);
        let soft = self.rules.before.suffix(body, fits).map(|((), len)| len);
        let tail = self.rules.tails.suffix(body, fits).map(|(_, len)| len);
        let lengths = [verb.map(|v| v.1), sign.map(|s| s.1), soft, tail];
        let Some(len) = lengths.into_iter().flatten().max() else {
            return self
                .strip_years(left)
                .or_else(|| self.strip_preposition(left));
        };
        let start = end - len;
        let only_tail = tail == Some(len) && verb.is_none_or(|v| v.1 < len);
        if only_tail && self.is_compared(left.body.start as usize, start) {
            return None;
        }
        if soft == Some(len) && left.qualifier.is_none() {
            left.qualifier = Some(Span::new(start, end));
        }
        if let Some((role, _)) = verb.filter(|v| v.1 == len) {
            return self.note_verb(left, to, role, start);
        }
        match sign.filter(|s| s.1 == len) {
            Some((edge, _)) => self.note_sign(left, edge, start),
            None => Some(start),
        }
    }

    /// Whether the word at `at` goes with one that opens a comparison (比去年).
    fn is_compared(self, from: usize, at: usize) -> bool {
        let head = &self.page.text[from..at];
        let word = self
            .rules
            .compares
            .suffix(head, |len| self.page.is_boundary(at - len));
        matches!(word, Some((Edge::Compare, _)))
    }

    /// Notes what a word at `start` says of the value; none where it belongs to the name.
    fn note_sign(self, left: &mut Left, edge: Edge, start: usize) -> Option<usize> {
        match edge {
            Edge::Respective => left.respective = true,
            Edge::Each => left.each = true,
            Edge::From => left.from = true,
            Edge::Goal
                if !self.is_limit(Span {
                    end: start as u32,
                    ..left.body
                }) =>
            {
                return None;
            }
            Edge::Goal | Edge::Forecast => left.aim = Some(edge),
            _ => {}
        }
        Some(start)
    }

    /// Whether `before` ends with a verb that holds a value to an aim (控制在目标…以内), not one
    /// that reaches a share of it (完成目标105.6%).
    fn is_limit(self, before: Span) -> bool {
        let verb = self.rules.verbs.suffix(before.of(self.page.text), |_| true);
        matches!(
            verb,
            Some((VerbRole::At | VerbRole::To | VerbRole::Hold, _))
        )
    }

    /// Whether `before` ends with a word that deals values out (分别).
    fn is_dealt(self, before: Span) -> bool {
        let sign = self.rules.signs.suffix(before.of(self.page.text), |_| true);
        matches!(sign, Some((Edge::Respective | Edge::Each, _)))
    }

    fn note_verb(
        self,
        left: &mut Left,
        to: &mut bool,
        role: VerbRole,
        start: usize,
    ) -> Option<usize> {
        match role {
            // 分别新增12项: dealt out, so that it no longer belongs to one name.
            VerbRole::Keep
                if self.is_dealt(Span {
                    end: start as u32,
                    ..left.body
                }) => {}
            VerbRole::Keep | VerbRole::Stage => return None,
            VerbRole::Whole if left.body.end as usize - start > 3 => return None,
            VerbRole::Do | VerbRole::Stock | VerbRole::Whole => {}
            VerbRole::At => left.reached = true,
            VerbRole::Hold => {
                left.reached = true;
                left.held = true;
            }
            VerbRole::To => {
                (left.reached, left.to) = (true, true);
                *to = true;
            }
            VerbRole::Rise | VerbRole::Fall if *to => *to = false,
            VerbRole::Rise | VerbRole::Fall if left.change.is_some() => return None,
            VerbRole::Rise | VerbRole::Fall => left.change = Some(role == VerbRole::Rise),
        }
        Some(start)
    }

    /// Strips a preposition that governs the value (拟按3%安排).
    fn strip_preposition(self, left: &Left) -> Option<usize> {
        let last = self.page.words.within(left.body).last()?;
        let word = last.span.of(self.page.text);
        let join = matches!(self.rules.joins.prefix(word), Some((Edge::Join, _)));
        let free = left.change.is_none() && !left.reached && last.span.end == left.body.end;
        (free && !join && text::is_function(*last, Kinds::PREPOSITION))
            .then_some(last.span.start as usize)
    }

    /// Whether a name is made of verbs and adverbs alone (整合, 整体).
    pub(super) fn is_verbal(self, name: Span) -> bool {
        let verbal = |t: &Token| text::is_verb(*t) || text::is_nominal(*t) || text::is_adverb(*t);
        self.page.words.within(name).iter().all(verbal)
    }

    /// Strips a year (2020年) or a run of years (连续8年) from the end.
    fn strip_years(self, left: &mut Left) -> Option<usize> {
        let tokens = self.page.words.within(left.body);
        let [.., number, unit] = tokens else {
            return None;
        };
        if !self.rules.shape_number.has(unit.span.of(self.page.text))
            || unit.span.end != left.body.end
        {
            return None;
        }
        let read = number::read(number.span.of(self.page.text))?;
        if read.len == 4 && !read.chinese {
            left.year.get_or_insert(number.span);
        } else {
            left.run = u16::try_from(read.value).ok();
        }
        Some(number.span.start as usize)
    }

    /// Strips what a growth is measured against (比上年).
    fn strip_comparison(self, left: &mut Left) {
        let moved = left.change.is_some() || left.reached;
        let tokens = self.page.words.within(left.body);
        for token in tokens.iter().rev().take(6) {
            let word = token.span.of(self.page.text);
            let opens = self
                .rules
                .compares
                .prefix(word)
                .filter(|_| moved || self.rules.verbs.has(word));
            if matches!(opens, Some((Edge::Compare, len)) if len == token.span.len())
                && (token.span.end < left.body.end || left.year.is_some())
            {
                left.body.end = token.span.start;
                left.year = None;
                left.compared = true;
                let mut to = true;
                while let Some(start) = self.strip_end(left, &mut to) {
                    left.body.end = start as u32;
                }
                return;
            }
        }
    }

    /// Whether a length of time is a value of this name (空气质量优良天数).
    pub(super) fn takes_time(self, name: Span) -> bool {
        matches!(
            self.rules
                .durations
                .suffix(name.of(self.page.text), |_| true),
            Some((Edge::Duration, _))
        )
    }

    /// Whether the values of this name are places in a ranking.
    pub(super) fn is_ranked(self, name: Span) -> bool {
        matches!(
            self.rules
                .durations
                .suffix(name.of(self.page.text), |_| true),
            Some((Edge::Rank, _))
        )
    }

    /// Whether the value of this name is itself a growth: its sign, and whether it is nothing else.
    pub(super) fn share(self, name: Span) -> Option<(bool, bool)> {
        match self.rules.shares.suffix(name.of(self.page.text), |_| true) {
            Some((Edge::Share(rise), len)) => Some((rise, len == name.len())),
            _ => None,
        }
    }
}
