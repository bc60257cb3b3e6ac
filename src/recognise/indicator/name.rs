//! What a figure measures: the noun before the value, or the one after it.

use super::figure::Figure;
use super::number;
use super::rules::{Edge, IndicatorRules, VerbRole};
use super::text::{Page, is_clause_end, is_stop};
use super::unit::UnitKind;
use crate::lexicon::{Token, TokenKind};
use crate::span::Span;

/// How far a clause is looked back for, in bytes: keeps the work linear on text without stops.
const LONGEST_CLAUSE: u32 = 1500;

/// What stands between a clause's start or the figure before, and a value.
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

/// What stands after a unit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// Nothing that could be a name.
    Nothing,
    /// What a value reaches (大关).
    Mark,
    /// A noun.
    Noun(Span),
    /// A predicate.
    Predicate(Span),
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
        let mut left = Left { raw, body: raw, ..Left::default() };
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
        match self.rules.verbs.suffix(before, |len| self.page.is_boundary(left.name.start as usize - len)) {
            Some((VerbRole::Rise, _)) => Some(true),
            Some((VerbRole::Fall, _)) => Some(false),
            _ => None,
        }
    }

    /// Notes which verb stands before the value, or before the scope words before it.
    fn note_governor(self, left: &mut Left) {
        let text = self.page.text;
        let tokens = self.page.words.within(left.raw);
        left.acted = tokens.first().is_some_and(|&t| self.page.is_verb(t) || self.page.is_nominal(t));
        for &token in tokens.iter().rev() {
            let word = token.span.of(text);
            let role = self.rules.verbs.prefix(word).filter(|v| v.1 == word.len()).map(|v| v.0);
            if self.page.is_verb(token) || self.page.is_nominal(token) || role.is_some() {
                left.stock = role == Some(VerbRole::Stock);
                left.acted &= !left.stock;
                left.governed = match role {
                    Some(VerbRole::Keep | VerbRole::Do) => Governed::Result,
                    Some(VerbRole::At | VerbRole::Hold | VerbRole::To | VerbRole::Rise | VerbRole::Fall) => Governed::No,
                    _ if self.page.is_done(token) => Governed::Result,
                    _ => Governed::Act,
                };
                return;
            }
            if !(self.rules.leads.has(word) || self.rules.tails.has(word) || self.rules.before.has(word)) {
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
        let fits = |len: usize| {
            let start = end - len;
            start == left.body.start as usize || self.page.is_boundary(start)
        };
        let verb = self.rules.verbs.suffix(body, fits);
        let sign = self.rules.signs.suffix(body, fits);
        let soft = self.rules.before.suffix(body, fits).map(|(_, len)| len);
        let tail = self.rules.tails.suffix(body, fits).map(|(_, len)| len);
        let longest = [verb.map(|v| v.1), sign.map(|s| s.1), soft, tail].into_iter().flatten().max();
        let Some(len) = longest else {
            return self.strip_years(left).or_else(|| self.strip_preposition(left.body));
        };
        let start = end - len;
        // What a growth is measured against goes with the word that opens it (比去年).
        let head = &self.page.text[left.body.start as usize..start];
        let compared = self.rules.compares.suffix(head, |len| self.page.is_boundary(start - len));
        if tail == Some(len) && verb.is_none_or(|v| v.1 < len) && matches!(compared, Some((Edge::Compare, _))) {
            return None;
        }
        if soft == Some(len) && left.qualifier.is_none() {
            left.qualifier = Some(Span::new(start, end));
        }
        if let Some((role, _)) = verb.filter(|v| v.1 == len) {
            return self.note_verb(left, to, role, start);
        }
        if let Some((edge, _)) = sign.filter(|s| s.1 == len) {
            match edge {
                Edge::Respective => left.respective = true,
                Edge::Each => left.each = true,
                Edge::From => left.from = true,
                Edge::Goal if !self.is_limit(Span { end: start as u32, ..left.body }) => return None,
                Edge::Goal | Edge::Forecast => left.aim = Some(edge),
                _ => {}
            }
        }
        Some(start)
    }

    /// Whether `before` ends with a verb that holds a value to an aim (控制在目标…以内), not one
    /// that reaches a share of it (完成目标105.6%).
    fn is_limit(self, before: Span) -> bool {
        let verb = self.rules.verbs.suffix(before.of(self.page.text), |_| true);
        matches!(verb, Some((VerbRole::At | VerbRole::To | VerbRole::Hold, _)))
    }

    /// Whether `before` ends with a word that deals values out (分别).
    fn is_dealt(self, before: Span) -> bool {
        let sign = self.rules.signs.suffix(before.of(self.page.text), |_| true);
        matches!(sign, Some((Edge::Respective | Edge::Each, _)))
    }

    fn note_verb(self, left: &mut Left, to: &mut bool, role: VerbRole, start: usize) -> Option<usize> {
        match role {
            // 分别新增12项: dealt out, so that it no longer belongs to one name.
            VerbRole::Keep if self.is_dealt(Span { end: start as u32, ..left.body }) => {}
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
    fn strip_preposition(self, body: Span) -> Option<usize> {
        let last = self.page.words.within(body).last()?;
        let join = self.rules.joins.prefix(last.span.of(self.page.text));
        let whole = last.span.end == body.end && !matches!(join, Some((Edge::Join, _)));
        (whole && self.page.is_function(*last, "prep")).then_some(last.span.start as usize)
    }

    /// Whether a name is made of verbs and adverbs alone (整合, 整体).
    pub(super) fn is_verbal(self, name: Span) -> bool {
        let verbal = |t: &Token| self.page.is_verb(*t) || self.page.is_nominal(*t) || self.page.is_adverb(*t);
        self.page.words.within(name).iter().all(verbal)
    }

    /// Strips a year (2020年) or a run of years (连续8年) from the end.
    fn strip_years(self, left: &mut Left) -> Option<usize> {
        let tokens = self.page.words.within(left.body);
        let [.., number, unit] = tokens else { return None };
        if !self.rules.shape_number.has(unit.span.of(self.page.text)) || unit.span.end != left.body.end {
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
            let opens = self.rules.compares.prefix(word).filter(|_| moved || self.rules.verbs.has(word));
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

    /// The name that `body` ends with: after its last verb, without scope words in front.
    pub(super) fn name_in(self, body: Span) -> Span {
        let mut name = self.without_leads(body);
        name.start = self.cut(name);
        loop {
            name = self.without_leads(name);
            let text = name.of(self.page.text);
            if let Some(c) = text.chars().next_back()
                && (is_stop(c) && c != '）' || self.rules.joins.has(c.encode_utf8(&mut [0; 4])))
                && self.page.is_boundary(name.end as usize - c.len_utf8())
            {
                name.end -= c.len_utf8() as u32;
                continue;
            }
            break;
        }
        let timed = |t: &Token| self.page.is_function(*t, "time") || t.kind == TokenKind::Number;
        if self.page.words.within(name).iter().all(timed) {
            name.start = name.end;
        }
        if name.len() <= 6 && self.rules.leads.has(name.of(self.page.text)) {
            name.start = name.end;
        }
        name
    }

    /// `name` without scope words and years in front.
    fn without_leads(self, mut name: Span) -> Span {
        loop {
            let text = name.of(self.page.text);
            if let Some((_, len)) = self.rules.leads.prefix(text)
                && len < text.len()
                && self.page.is_boundary(name.start as usize + len)
            {
                name.start += len as u32;
            } else if let Some(len) = self.leading_year(name) {
                name.start += len;
            } else {
                return name;
            }
        }
    }

    fn leading_year(self, name: Span) -> Option<u32> {
        let [number, unit, ..] = self.page.words.within(name) else { return None };
        let year = number.span.start == name.start
            && number.span.len() == 4
            && number::read(number.span.of(self.page.text)).is_some_and(|n| !n.chinese)
            && self.rules.shape_number.has(unit.span.of(self.page.text));
        (year && unit.span.end < name.end).then(|| unit.span.end - name.start)
    }

    /// Where the name begins: after the last verb that governs it, or after 等.
    fn cut(self, body: Span) -> u32 {
        let tokens = self.page.words.within(body);
        let mut start = body.start;
        if self.rules.shape_before.prefix(body.of(self.page.text)).is_some_and(|(_, len)| len > 3) {
            return start;
        }
        let mut quotes = 0u32;
        for (i, token) in tokens.iter().enumerate() {
            let word = token.span.of(self.page.text);
            match word.chars().next() {
                Some('“' | '《' | '（') => quotes += 1,
                Some('”' | '》' | '）') => quotes = quotes.saturating_sub(1),
                _ => {}
            }
            let rest = Span { start: token.span.end, end: body.end };
            let role = self.rules.verbs.prefix(word).filter(|v| v.1 == word.len()).map(|v| v.0);
            if quotes > 0 || rest.is_empty() || role != Some(VerbRole::Do) && self.stays_whole(word, rest) {
                // A share (占…比重) is one name to its end.
                if role == Some(VerbRole::Whole) && word.len() == 3 {
                    break;
                }
                continue;
            }
            let suffixed = tokens.get(i + 1).is_some_and(|t| t.span.len() == 3 && self.page.is_function(*t, "particle"));
            let after_verb = self.page.is_verb(*token) && (word.len() > 3 || token.span.start == start)
                || self.page.is_nominal(*token) && token.span.start == start && rest.len() >= 9 && !suffixed;
            if role == Some(VerbRole::Keep) {
                start = token.span.start;
            } else if after_verb && (role != Some(VerbRole::Stage) || rest.len() >= 12) {
                let new = i.checked_sub(1).map(|p| tokens[p].span).filter(|s| s.end - s.start == 3);
                let kept = new.is_some_and(|s| self.rules.verbs.prefix(&self.page.text[s.start as usize..]).is_some_and(|v| v.0 == VerbRole::Keep));
                start = if kept { start } else { token.span.end };
            } else if self.rules.joins.prefix(word) == Some((Edge::Cut, word.len()))
                && token.span.start > body.start
                && tokens.get(i + 1).is_some_and(|t| t.span.len() > 3)
            {
                start = token.span.end;
            } else if self.is_etc(word) && body.end - token.span.end >= 6 {
                start = token.span.end;
            }
        }
        start
    }

    /// Whether a verb belongs together with what follows it (开行量, 参保人数, 减量化立项).
    fn stays_whole(self, word: &str, rest: Span) -> bool {
        let text = rest.of(self.page.text);
        let stage = self.rules.verbs.prefix(text).is_some_and(|(r, len)| r == VerbRole::Stage && len == text.len());
        self.rules.verbs.prefix(word) == Some((VerbRole::Whole, word.len()))
            || rest.len() == 3
            || stage
            || self.rules.attributes.has(text)
            || self.page.words.within(rest).len() == 1 && self.rules.attributes.suffix(text, |len| len == 3).is_some()
    }

    /// Whether a particle closes a list of examples (等): those that are also stripped in front.
    fn is_etc(self, word: &str) -> bool {
        matches!(self.rules.joins.prefix(word), Some((Edge::Etc, len)) if len == word.len())
    }

    /// Reads what stands after the unit of `figure`, up to `limit`.
    pub(super) fn right(self, figure: &Figure<'_>, limit: u32, governed: Governed, named: bool) -> Right {
        let text = self.page.text;
        let mut start = figure.tail;
        while let Some(token) = self.page.token(start as usize) {
            let particle = self.page.is_function(token, "particle") && token.span.end - token.span.start == 3;
            if token.span.start != start || token.span.end >= limit || !particle {
                break;
            }
            start = token.span.end;
        }
        // What a sum belongs to is measured by it, not named by what follows (规模500亿元的基金).
        if start > figure.tail && named && !Self::counts(figure) {
            return Right::Nothing;
        }
        let rest = &text[start as usize..limit.max(start) as usize];
        let Some(first) = rest.chars().next() else { return Right::Nothing };
        if is_stop(first) {
            return Right::Nothing;
        }
        if self.rules.marks.prefix(rest).is_some() {
            return Right::Mark;
        }
        if self.rules.joins.prefix(rest).is_some_and(|(_, len)| self.page.is_boundary(start as usize + len)) {
            return Right::Nothing;
        }
        let end = self.noun_end(start, limit, governed);
        let words = self.page.words.within(Span { start, end });
        let measured = words.iter().all(|t| t.kind == TokenKind::Number || self.page.is_function(*t, "measure"));
        if end > start && measured {
            return Right::Nothing;
        }
        if end > start {
            return Right::Noun(self.trimmed(Span { start, end }));
        }
        let end = start as usize + rest.find(is_stop).unwrap_or(rest.len());
        Right::Predicate(Span::new(start as usize, end))
    }

    /// Where the noun phrase that begins at `start` ends.
    fn noun_end(self, start: u32, limit: u32, governed: Governed) -> u32 {
        let text = self.page.text;
        let mut at = start;
        let mut glued = false;
        let index = self.page.words.index_at(start);
        for token in &self.page.words.tokens()[index..] {
            if token.span.start < at {
                continue;
            }
            if token.span.start >= limit || token.span.end > limit {
                break;
            }
            let rest = &text[token.span.start as usize..limit as usize];
            let first = rest.chars().next().unwrap_or('\n');
            if let Some(past) = self.page.past_quote(token.span.start as usize, limit as usize) {
                at = past as u32;
                continue;
            }
            if first == '、' && at > start && self.joins_noun(Span { start, end: at }, token.span.end, limit) {
                at = token.span.end;
                continue;
            }
            let dated = token.kind == TokenKind::Number
                && token.span.len() == 4
                && self.rules.shape_number.prefix(&rest[4..]).is_some();
            let pronoun = self.page.is_function(*token, "pronoun");
            if is_stop(first) || (dated || pronoun) && at > start {
                break;
            }
            let stop = self.rules.stops.prefix(rest).is_some_and(|(_, len)| self.page.is_boundary(token.span.start as usize + len));
            let next = self.page.words.tokens().get(self.page.words.index_at(token.span.end)).filter(|n| n.span.end <= limit);
            let attribute = next.is_some_and(|n| self.rules.attributes.has(n.span.of(text)));
            let result = governed == Governed::Result;
            let inside = glued
                || governed != Governed::No && token.span.start == start
                || at > start && self.is_attributive(*token, limit, result);
            let verb = self.page.is_verb(*token) && !inside && !attribute;
            let adverb = self.page.is_adverb(*token) && self.modifies_verb(*token, limit, at == start);
            let role = self.rules.verbs.prefix(rest).filter(|v| v.1 >= token.span.len()).map(|v| v.0);
            let moved = matches!(role, Some(VerbRole::At | VerbRole::To | VerbRole::Rise | VerbRole::Fall));
            let stage = role == Some(VerbRole::Stage) && at > start && token.span.end < limit;
            let keep = role == Some(VerbRole::Keep) && token.span.start == start;
            let prep = self.page.is_function(*token, "prep") && !self.rules.joins.has(token.span.of(text));
            let verb = verb && (token.span.len() > 3 || role.is_some());
            if stop || verb && !stage && !keep || moved || prep || adverb {
                break;
            }
            glued = token.kind == TokenKind::Number || self.rules.leads.has(token.span.of(text));
            at = token.span.end;
        }
        at
    }

    /// Whether an adverb stands before a verb or a number (全部开工, 连续3年), not inside a noun
    /// phrase (重点项目).
    fn modifies_verb(self, adverb: Token, limit: u32, first: bool) -> bool {
        let tokens = self.page.words.tokens();
        let from = self.page.words.index_at(adverb.span.end);
        for token in tokens[from..].iter().take_while(|t| t.span.end <= limit) {
            if self.page.is_adverb(*token) {
                continue;
            }
            return self.page.is_verb(*token) && token.span.len() > 3
                || !first && self.page.is_nominal(*token)
                || token.kind == TokenKind::Number
                || self.page.is_pause(token.span.start as usize);
        }
        true
    }

    /// Whether a verb stands inside a noun phrase: a noun follows it, and then the predicate (创新创业
    /// in 10个环大学创新创业生态圈成型), or the end where the phrase is an object.
    fn is_attributive(self, verb: Token, limit: u32, object: bool) -> bool {
        let tokens = self.page.words.tokens();
        let mut after = tokens[self.page.words.index_at(verb.span.end)..].iter().take_while(|t| t.span.end <= limit);
        if !after.next().is_some_and(|t| self.page.is_noun(*t)) {
            return false;
        }
        match after.next() {
            Some(t) if self.page.is_pause(t.span.start as usize) => object,
            Some(t) => self.page.is_verb(*t) || self.page.is_adverb(*t),
            None => object,
        }
    }

    /// Whether a list comma goes on with the same noun phrase (国考、市考水质断面).
    fn joins_noun(self, before: Span, next: u32, limit: u32) -> bool {
        let starts_verb = self.page.token(next as usize).is_none_or(|t| self.page.is_verb(t) || self.page.is_nominal(t));
        before.len() <= 15 && next < limit && !starts_verb
    }

    /// A name without list commas, joins and particles at its end.
    fn trimmed(self, mut name: Span) -> Span {
        while let Some(c) = name.of(self.page.text).chars().next_back() {
            let mut buffer = [0; 4];
            let sign: &str = c.encode_utf8(&mut buffer);
            if !(c == '、' || self.rules.joins.has(sign) || self.rules.tails.has(sign)) {
                break;
            }
            let start = name.end - c.len_utf8() as u32;
            if !self.page.is_boundary(start as usize) {
                break;
            }
            name.end = start;
        }
        name
    }

    /// The parts of `list` joined by list commas, and by 和 and the like where `deep`.
    pub(super) fn parts(self, list: Span, deep: bool) -> Vec<Span> {
        let mut out = Vec::new();
        let (mut start, mut quotes) = (list.start, 0u32);
        for token in self.page.words.within(list) {
            let word = token.span.of(self.page.text);
            match word.chars().next() {
                Some('“' | '《' | '（') => quotes += 1,
                Some('”' | '》' | '）') => quotes = quotes.saturating_sub(1),
                _ => {}
            }
            let join = self.rules.joins.prefix(word).is_some_and(|j| j.0 == Edge::Join && j.1 == word.len());
            if quotes == 0 && (word == "、" || deep && join) && token.span.start > start {
                out.push(Span { start, end: token.span.start });
                start = token.span.end;
            }
        }
        if list.end > start {
            out.push(Span { start, end: list.end });
        }
        out
    }

    /// Whether a length of time is a value of this name (空气质量优良天数).
    pub(super) fn takes_time(self, name: Span) -> bool {
        matches!(self.rules.durations.suffix(name.of(self.page.text), |_| true), Some((Edge::Duration, _)))
    }

    /// Whether the values of this name are places in a ranking.
    pub(super) fn is_ranked(self, name: Span) -> bool {
        matches!(self.rules.durations.suffix(name.of(self.page.text), |_| true), Some((Edge::Rank, _)))
    }

    /// Whether the value of this name is itself a growth: its sign, and whether it is nothing else.
    pub(super) fn share(self, name: Span) -> Option<(bool, bool)> {
        match self.rules.shares.suffix(name.of(self.page.text), |_| true) {
            Some((Edge::Share(rise), len)) => Some((rise, len == name.len())),
            _ => None,
        }
    }

    /// Whether a figure's own unit asks for the noun after it.
    pub(super) fn counts(figure: &Figure<'_>) -> bool {
        matches!(figure.kind(), Some(UnitKind::Count) | None)
    }
}
