//! The name in the words before a value: after the verb that governs it, without scope words.

use super::name::Namer;
use super::number;
use super::rules::{Edge, VerbRole};
use super::text::{self, is_stop};
use crate::lexicon::{Kinds, Token, TokenKind};
use crate::span::Span;

impl Namer<'_> {
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
        let timed = |t: &Token| text::is_function(*t, Kinds::TIME) || t.kind == TokenKind::Number;
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
        let [number, unit, ..] = self.page.words.within(name) else {
            return None;
        };
        let year = number.span.start == name.start
            && number.span.len() == 4
            && number::read(number.span.of(self.page.text)).is_some_and(|n| !n.chinese)
            && self.rules.shape_number.has(unit.span.of(self.page.text));
        (year && unit.span.end < name.end).then(|| unit.span.end - name.start)
    }

    /// Where the name begins: after the last verb that governs it, or after 等.
    fn cut(self, body: Span) -> u32 {
        let text = self.page.text;
        let tokens = self.page.words.within(body);
        let mut start = body.start;
        // A rate (每万人…拥有量) is one name to its end.
        if self
            .rules
            .shape_before
            .prefix(body.of(text))
            .is_some_and(|((), len)| len > 3)
        {
            return start;
        }
        let mut quotes = 0u32;
        for (i, token) in tokens.iter().enumerate() {
            let word = token.span.of(text);
            match word.chars().next() {
                Some('“' | '《' | '（') => quotes += 1,
                Some('”' | '》' | '）') => quotes = quotes.saturating_sub(1),
                _ => {}
            }
            let rest = Span {
                start: token.span.end,
                end: body.end,
            };
            let role = self
                .rules
                .verbs
                .prefix(word)
                .filter(|v| v.1 == word.len())
                .map(|v| v.0);
            if quotes > 0
                || rest.is_empty()
                || role != Some(VerbRole::Do) && self.stays_whole(word, rest)
            {
                // So is a share (占…比重).
                if role == Some(VerbRole::Whole) && word.len() == 3 {
                    break;
                }
                continue;
            }
            if role == Some(VerbRole::Keep) {
                start = token.span.start;
            } else if self.is_cut(
                tokens,
                i,
                role,
                Span {
                    start,
                    end: body.end,
                },
            ) {
                start = token.span.end;
            }
        }
        start
    }

    /// Whether the name begins after `tokens[i]`; `name` is what it would be else.
    fn is_cut(self, tokens: &[Token], i: usize, role: Option<VerbRole>, name: Span) -> bool {
        let token = tokens[i];
        let word = token.span.of(self.page.text);
        let rest = (name.end - token.span.end) as usize;
        let next = tokens.get(i + 1);
        let next_len = next.map_or(0, |t| t.span.len());
        let suffixed =
            next_len == 3 && next.is_some_and(|t| text::is_function(*t, Kinds::PARTICLE));
        let opens = token.span.start == name.start;
        let verb = role == Some(VerbRole::Do) && word.len() > 3
            || text::is_verb(token) && (word.len() > 3 || opens)
            || text::is_nominal(token) && opens && rest >= 9 && !suffixed;
        let verb = verb && (role != Some(VerbRole::Stage) || rest >= 12);
        if verb {
            return !self.is_new(i.checked_sub(1).map(|p| tokens[p]));
        }
        match self.rules.joins.prefix(word).filter(|j| j.1 == word.len()) {
            Some((Edge::Cut, _)) => i > 0 && next_len > 3,
            Some((Edge::Etc, _)) => rest >= 6,
            _ => false,
        }
    }

    /// Whether a verb belongs together with what follows it (开行量, 参保人数, 减量化立项).
    fn stays_whole(self, word: &str, rest: Span) -> bool {
        let text = rest.of(self.page.text);
        let stage = self
            .rules
            .verbs
            .prefix(text)
            .is_some_and(|(r, len)| r == VerbRole::Stage && len == text.len());
        self.rules.verbs.prefix(word) == Some((VerbRole::Whole, word.len()))
            || rest.len() == 3
            || stage
            || self.rules.attributes.has(text)
            || self.page.words.within(rest).len() == 1
                && self.rules.attributes.suffix(text, |len| len == 3).is_some()
    }

    /// Whether the word before a verb makes it one that stays before its noun (新 before 签约).
    fn is_new(self, before: Option<Token>) -> bool {
        let Some(before) = before.filter(|t| t.span.len() == 3) else {
            return false;
        };
        let verb = self
            .rules
            .verbs
            .prefix(&self.page.text[before.span.start as usize..]);
        verb.is_some_and(|v| v.0 == VerbRole::Keep)
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
            let join = self
                .rules
                .joins
                .prefix(word)
                .is_some_and(|j| j.0 == Edge::Join && j.1 == word.len());
            if quotes == 0 && (word == "、" || deep && join) && token.span.start > start {
                out.push(Span {
                    start,
                    end: token.span.start,
                });
                start = token.span.end;
            }
        }
        if list.end > start {
            out.push(Span {
                start,
                end: list.end,
            });
        }
        out
    }
}
