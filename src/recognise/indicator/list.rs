//! Values in a list, dealt out to the names in a list.

use super::draft::lend;
use super::figure::Figure;
use super::name::Left;
use super::statement::Reader;
use crate::span::Span;

/// How many values may be dealt out to as many names.
const LONGEST_LIST: usize = 15;

impl Reader<'_, '_, '_> {
    /// Whether as many names stand before the first value as there are values, dealt out without 分别.
    pub(super) fn pairs(&self, i: usize, count: usize, left: &Left) -> bool {
        if left.name.is_empty() && left.change.is_some() {
            // 收入17175元，纯收入5153元，实际增长9.8%和8.5%.
            let last = self
                .out
                .len()
                .checked_sub(count)
                .map(|from| &self.out[from..]);
            return last.is_some_and(|l| l.iter().all(|d| !d.growth && d.change.is_none()));
        }
        if left.name.is_empty() {
            // 从771家、481家增加到1076家、636家.
            let last = self
                .out
                .len()
                .checked_sub(count)
                .map(|from| &self.out[from..]);
            return left.reached && last.is_some_and(|l| l.iter().all(|d| d.left.from));
        }
        if left.change.is_none() && !left.reached {
            return false;
        }
        let unit = |f: &Figure<'_>| f.measure.map(|u| u.at);
        let figures = &self.figures[i..i + count];
        let list = Span {
            start: self.list_start(left),
            end: left.body.end,
        };
        list.start < list.end
            && figures.iter().all(|f| unit(f) == unit(&figures[0]))
            && self.namer.parts(list, true).len() == count
    }

    /// How many figures from `i` on stand in one list with nothing but commas and joins between.
    pub(super) fn group(&self, i: usize) -> usize {
        let text = self.namer.page.text;
        let linked = |a: &Figure<'_>, b: &Figure<'_>| {
            let between = &text[a.tail as usize..b.start as usize];
            let bare = between.trim_start_matches('、');
            let joined = self
                .rules
                .joins
                .prefix(bare)
                .is_some_and(|(_, len)| len == bare.len());
            !between.is_empty() && (bare.is_empty() || joined)
        };
        let rest = &self.figures[i..];
        1 + rest
            .windows(2)
            .take(LONGEST_LIST)
            .take_while(|w| linked(&w[0], &w[1]))
            .count()
    }

    /// Deals `count` values out to as many names; false where the names do not add up.
    pub(super) fn deal(&mut self, i: usize, count: usize, left: &Left) -> bool {
        if left.name.is_empty() && left.change.is_some() {
            return self.deal_changes(i, count, left);
        }
        if left.name.is_empty() {
            let Some(from) = self.out.len().checked_sub(count) else {
                return false;
            };
            let names: Vec<_> = self.out[from..].iter().map(|d| d.name.clone()).collect();
            self.push_list(i, names, left);
            return true;
        }
        let list = Span {
            start: left.name.start.min(self.list_start(left)),
            end: left.body.end,
        };
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
            self.push(figure, name, left);
        }
    }

    /// Where the list of names begins: the first verb that governs it is cut off.
    fn list_start(&self, left: &Left) -> u32 {
        let first = self
            .namer
            .parts(left.body, true)
            .first()
            .copied()
            .unwrap_or(left.body);
        self.namer.name_in(first).start
    }

    /// A list of changes joined to as many figures before.
    fn deal_changes(&mut self, i: usize, count: usize, left: &Left) -> bool {
        let Some(rise) = left.change else {
            return false;
        };
        let Some(from) = self.out.len().checked_sub(count) else {
            return false;
        };
        if self.out[from..]
            .iter()
            .any(|d| d.growth || d.change.is_some())
        {
            return false;
        }
        for k in 0..count {
            let f = &self.figures[i + k];
            let draft = &mut self.out[from + k];
            draft.change = Some(f.as_change(rise));
        }
        self.used = self.figures[i + count - 1].tail;
        true
    }

    /// Completes names whose head stands only in the last one (城镇、农村居民收入).
    fn whole_names(&self, parts: &[Span]) -> Vec<Vec<Span>> {
        let mut parts: Vec<Span> = parts.iter().map(|&p| self.namer.name_in(p)).collect();
        let Some(&last) = parts.last() else {
            return Vec::new();
        };
        for part in &mut parts {
            if part.is_empty() {
                *part = last;
            }
        }
        // 游客人次、旅游总花费、过夜游客人次: where another name has the head, none lacks it.
        let text = self.namer.page.text;
        let head = self.namer.page.words.within(last).last().map(|w| w.span);
        let own = |p: &Span| head.is_some_and(|h| p.of(text).ends_with(h.of(text)));
        if parts.len() > 2 && parts[..parts.len() - 1].iter().any(own) {
            return parts.into_iter().map(|p| vec![p]).collect();
        }
        parts.iter().map(|&p| self.whole_name(p, last)).collect()
    }

    /// `part` of a list of names with the head that only the `last` one has.
    fn whole_name(&self, part: Span, last: Span) -> Vec<Span> {
        let text = self.namer.page.text;
        let own = self.namer.page.words.within(part);
        let [first, .., head] = self.namer.page.words.within(last) else {
            return vec![part];
        };
        let complete = own.len() > 1
            || last.len() < part.len() + 6
            || self.rules.indicators.has(part.of(text))
            || last.of(text).contains('“');
        if complete {
            vec![part]
        } else if part.len() <= first.span.len().max(6) {
            vec![
                part,
                Span {
                    start: first.span.end,
                    end: last.end,
                },
            ]
        } else if self.rules.attributes.has(head.span.of(text)) {
            vec![part, head.span]
        } else {
            vec![part]
        }
    }

    /// One value that holds for each of several names; false where there is only one.
    pub(super) fn spread(&mut self, i: usize, left: &Left) -> bool {
        let list = Span {
            start: self.list_start(left),
            end: left.body.end,
        };
        if list.start >= list.end {
            return false;
        }
        let parts = self.namer.parts(list, true);
        if parts.len() < 2 {
            return false;
        }
        for name in self.whole_names(&parts) {
            self.push(self.figures[i].clone(), name, left);
        }
        self.used = self.figures[i].tail;
        true
    }
}
