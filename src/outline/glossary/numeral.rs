//! The numerals of a name, and what each of them counts.
//!
//! A name counts in groups: 一带一轴四片 says 1, 1 and 4, 1+5+X says 1, 5 and an open number, 三万六千
//! says 3 and 6. Times, amounts, ordinals and magnitudes (三年, 16号, 第七轮, 十百千) count nothing.

use super::cues::{Cues, NumeralCue};
use super::reader::Reader;
use crate::lexicon::{self, Kinds};
use crate::span::Span;

/// A numeral and what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// The number; none where it is left open.
    pub value: Option<u32>,
    /// The numeral as written.
    pub numeral: Span,
    /// What stands between it and the next one (一带: 带).
    pub unit: Span,
}

impl Group {
    /// The numeral with its unit (一带).
    pub fn span(&self) -> Span {
        self.numeral.cover(self.unit)
    }
}

/// The numerals of one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numerals {
    /// In the order of the name.
    pub groups: Vec<Group>,
    /// Whether the numerals may be something other than counts (“334”, 一企一策): a list that fits
    /// confirms them, one that does not says nothing.
    pub soft: bool,
}

impl Numerals {
    /// Reads the numerals of `name`: of what its quotes hold, else of what follows them, else of
    /// what stands before.
    pub fn read(reader: &Reader<'_>, name: Span) -> Self {
        let regions = regions(reader, name);
        let found = regions
            .into_iter()
            .map(|region| Parser::new(reader, region).parse());
        found
            .into_iter()
            .find(|n| !n.groups.is_empty())
            .unwrap_or_default()
    }

    /// Whether there is a number that could be checked.
    pub fn checkable(&self) -> bool {
        self.groups.iter().any(|g| g.value.is_some())
    }

    /// The sum of the numbers that are not open.
    pub fn total(&self) -> usize {
        self.groups
            .iter()
            .filter_map(|g| g.value)
            .map(|v| v as usize)
            .sum()
    }

    /// Whether a number is left open.
    pub fn open(&self) -> bool {
        self.groups.iter().any(|g| g.value.is_none())
    }

    /// The numbers alone.
    pub fn values(&self) -> Vec<Option<u32>> {
        self.groups.iter().map(|g| g.value).collect()
    }
}

/// Where to look for numerals, in order.
fn regions(reader: &Reader<'_>, name: Span) -> Vec<Span> {
    let text = reader.of(name);
    let quote = text
        .find('“')
        .zip(text.rfind('”'))
        .filter(|(open, close)| open < close);
    let Some((open, close)) = quote else {
        return vec![name];
    };
    let start = name.start as usize;
    let first = reader.inside(start + open);
    let core = first.unwrap_or_else(|| Span::new(start + open + '“'.len_utf8(), start + close));
    let after = Span::new(start + close + '”'.len_utf8(), name.end as usize);
    let before = Span::new(start, start + open);
    vec![core, after, before]
}

/// No name counts in more groups than these; a longer row of numerals is something else.
const MOST_GROUPS: usize = 12;

struct Parser<'a> {
    reader: &'a Reader<'a>,
    cues: &'a Cues,
    region: Span,
    groups: Vec<Group>,
    soft: bool,
    /// Magnitudes (十, 百, 千, 万) that stand alone.
    magnitudes: usize,
    /// Groups that are a lone 十, which is a magnitude if others are.
    tens: Vec<usize>,
}

impl<'a> Parser<'a> {
    fn new(reader: &'a Reader<'a>, region: Span) -> Self {
        Self {
            reader,
            cues: reader.cues,
            region,
            groups: Vec::new(),
            soft: false,
            magnitudes: 0,
            tens: Vec::new(),
        }
    }

    fn parse(mut self) -> Numerals {
        let text = self.reader.text;
        let end = self.region.end as usize;
        let mut at = self.region.start as usize;
        while let Some(c) = text[at..end].chars().next() {
            let next = at + c.len_utf8();
            at = if c.is_ascii_digit() {
                self.digits(at)
            } else if sign_value(c).is_some() {
                self.signs(at)
            } else {
                if let Some(length) = self.cues.numeral(text, at, NumeralCue::Open) {
                    self.open(at, length);
                }
                next
            };
        }
        self.finish()
    }

    /// Closes units, drops magnitudes and names that count nothing.
    fn finish(mut self) -> Numerals {
        if self.magnitudes > 0 {
            for &i in self.tens.iter().rev() {
                self.groups.remove(i);
            }
        }
        let starts: Vec<u32> = self
            .groups
            .iter()
            .skip(1)
            .map(|g| g.numeral.start)
            .collect();
        for (i, group) in self.groups.iter_mut().enumerate() {
            let limit = starts.get(i).copied().unwrap_or(self.region.end);
            let unit = Span {
                start: group.numeral.end.min(limit),
                end: limit,
            };
            group.unit = self.reader.trim_signs(unit);
        }
        let closed = self.groups.iter().filter(|g| g.value.is_some()).count();
        let ones = self.groups.iter().all(|g| g.value == Some(1));
        let inside = self.reader.of(self.region);
        let plus = inside.contains('+');
        let point =
            |(at, _): (usize, &str)| inside[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        // 1.5+2 adds up amounts; a lone 一 counts nothing.
        if ones && closed == 1
            || plus && inside.match_indices('.').any(point)
            || self.groups.len() > MOST_GROUPS
        {
            self.groups.clear();
        }
        self.soft |= ones && closed == 2 && !plus;
        Numerals {
            groups: self.groups,
            soft: self.soft,
        }
    }

    fn push(&mut self, value: Option<u32>, from: usize, to: usize) {
        let numeral = Span::new(from, to);
        self.groups.push(Group {
            value,
            numeral,
            unit: Span::new(to, to),
        });
    }

    /// An open number: between signs of a sum, or after a group that has a unit.
    fn open(&mut self, at: usize, length: usize) {
        let text = self.reader.text;
        let inside = &text[self.region.range()];
        let offset = at - self.region.start as usize;
        let before = inside[..offset].chars().next_back();
        let after = inside[offset + length..].chars().next();
        let latin = text[at..].starts_with(|c: char| c.is_ascii_alphabetic());
        let fits = if latin {
            before == Some('+') || after == Some('+')
        } else {
            let unit = self
                .groups
                .last()
                .map(|g| &text[g.numeral.end as usize..at]);
            let measured = |u: &str| {
                u.is_empty() || self.cues.numeral(u, 0, NumeralCue::Measure) == Some(u.len())
            };
            unit.is_some_and(|u| !measured(u)) && !self.cues.in_idiom(text, at)
        };
        if fits {
            self.push(None, at, at + length);
        }
    }

    /// A run of Arabic digits that starts at `at`; gives where it ends.
    fn digits(&mut self, at: usize) -> usize {
        let text = self.reader.text;
        let end = self.region.end as usize;
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let run = &text[at..end][..text[at..end].find(|c| !number(c)).unwrap_or(end - at)];
        let to = at + run.len();
        let inside = &text[self.region.range()];
        let before = inside[..at - self.region.start as usize]
            .chars()
            .next_back();
        let after = text[to..end].chars().next();
        let plus = inside.contains('+');
        let year = run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
        let open_after = self.cues.numeral(text, to, NumeralCue::Open).is_some();
        let bound = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '第')
            || after.is_some_and(|c| c.is_ascii_alphabetic() && !open_after);
        let amount = !plus && self.cues.numeral(text, to, NumeralCue::Quantity).is_some();
        if bound || amount || year || run.contains(['.', ',']) {
            return to;
        }
        if !plus && (after.is_none() || run.len() > 2) {
            for (i, c) in run.char_indices() {
                self.push(c.to_digit(10), at + i, at + i + 1);
            }
            self.soft = true;
        } else {
            self.push(run.parse().ok(), at, to);
        }
        self.after_unit_measure(to)
    }

    /// A run of Chinese numeral signs that starts at `at`; gives where it ends.
    fn signs(&mut self, at: usize) -> usize {
        let text = self.reader.text;
        let end = self.region.end as usize;
        let first = text[at..].chars().next().unwrap_or('一');
        let alone = at + first.len_utf8();
        if self.counts_nothing(at) {
            return alone;
        }
        // 双 and 两 are never part of a longer numeral, except before a magnitude (两万).
        let length = |s: &str| {
            s.find(|c| sign_value(c).is_none() || c == '双')
                .unwrap_or(s.len())
        };
        let to = if first == '双' {
            alone
        } else {
            at + length(&text[at..end])
        };
        if self.cues.numeral(text, to, NumeralCue::Quantity).is_some() {
            return to;
        }
        self.run(at, to);
        self.after_unit_measure(to)
    }

    /// Whether the sign at `at` is part of an ordinal, an idiom or a place's name.
    fn counts_nothing(&self, at: usize) -> bool {
        let text = self.reader.text;
        let ordinal = text[self.region.start as usize..at].ends_with('第');
        ordinal || self.cues.in_idiom(text, at) || self.in_place(at)
    }

    fn in_place(&self, at: usize) -> bool {
        let text = self.reader.text;
        let starts = text[..at].char_indices().rev().take(3).map(|(i, _)| i);
        std::iter::once(at).chain(starts).any(|from| {
            let hits = self.reader.scan.starting_at(from).iter();
            hits.filter(|h| h.span.end as usize > at)
                .any(|h| h.kinds.any(Kinds::ANY_DIVISION))
        })
    }

    /// Reads a run of signs as groups.
    fn run(&mut self, at: usize, to: usize) {
        let run = &self.reader.text[at..to];
        let signs: Vec<(usize, char)> = run.char_indices().map(|(i, c)| (at + i, c)).collect();
        let digit = |c: char| sign_value(c).is_some_and(|v| v < 10);
        let digits = signs.iter().filter(|(_, c)| digit(*c)).count();
        let large = signs
            .iter()
            .filter(|(_, c)| matches!(c, '百' | '千' | '万' | '亿'))
            .count();
        if signs.len() == 1 {
            return self.single(signs[0]);
        }
        if digits == 0 {
            self.magnitudes += 1;
        } else if large >= 2 && digits == large && signs.len() == digits + large {
            for pair in signs.chunks(2) {
                self.push(
                    sign_value(pair[0].1),
                    pair[0].0,
                    pair[0].0 + pair[0].1.len_utf8(),
                );
            }
        } else if large > 0 {
            self.push(
                sign_value(signs[0].1).filter(|&v| v < 10),
                at,
                at + signs[0].1.len_utf8(),
            );
        } else if digits == signs.len() {
            self.soft = true;
            for (i, c) in signs {
                self.push(sign_value(c), i, i + c.len_utf8());
            }
        } else if let Some(value) = tens(run) {
            self.push(Some(value), at, to);
        }
    }

    fn single(&mut self, (at, c): (usize, char)) {
        match c {
            '百' | '千' | '万' | '亿' => self.magnitudes += 1,
            '零' | '〇' => {}
            _ => {
                if c == '十' {
                    self.tens.push(self.groups.len());
                }
                if c == '双' && self.doubled() {
                    return;
                }
                self.push(sign_value(c), at, at + c.len_utf8());
            }
        }
    }

    /// Whether a 双 came before: the second one doubles the same two things (双招双引: two).
    fn doubled(&self) -> bool {
        self.groups
            .iter()
            .any(|g| self.reader.of(g.numeral) == "双")
    }

    /// Where to go on after a numeral that ends at `to`: 个 before another numeral makes all that
    /// follows the thing counted (四个一批, 两个万无一失).
    fn after_unit_measure(&self, to: usize) -> usize {
        let end = self.region.end as usize;
        let rest = &self.reader.text[to..end];
        let counted = rest
            .strip_prefix('个')
            .is_some_and(|r| r.starts_with(|c| sign_value(c).is_some()));
        if !counted {
            return to;
        }
        to + rest.find(['、', '，', '+', '”']).unwrap_or(rest.len())
    }
}

/// Whether a numeral may begin with this sign.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || sign_value(c).is_some()
}

/// The value of a Chinese numeral sign.
fn sign_value(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '两' | '双' => 2,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        c => return lexicon::digit(c),
    })
}

/// The number that 十二, 二十 or 二十三 writes.
pub(super) fn tens(run: &str) -> Option<u32> {
    let digit = |s: &str| {
        let mut chars = s.chars();
        let value = chars.next().map_or(Some(None), |c| {
            sign_value(c).filter(|v| (1..10).contains(v)).map(Some)
        })?;
        chars.next().is_none().then_some(value)
    };
    let (high, low) = run.split_once('十')?;
    Some(digit(high)?.unwrap_or(1) * 10 + digit(low)?.unwrap_or(0))
}

/// The number that a short numeral in the text writes (五, 十二, 5).
pub(super) fn number(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c
            .to_digit(10)
            .or_else(|| sign_value(c).filter(|&v| v <= 10)),
        _ => text.parse().ok().or_else(|| tens(text)),
    }
}
