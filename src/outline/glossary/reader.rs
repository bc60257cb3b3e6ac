//! Reading a stretch of text by its marks: pieces between marks outside quotes and brackets, cue
//! words outside quotes and brackets.
//!
//! A [`Reader`] is made once for an entry or a sentence and looks at nothing outside it.

use super::cues::{Cue, Cues};
use crate::lexicon::{Hit, Kinds, Scan};
use crate::outline::marks::marks;
use crate::span::Span;

/// Longest stretch that quotes or brackets may hold, in characters: a longer one is damage.
const LONGEST_PAIR: usize = 2000;

/// A stretch of text with the nesting of its quotes and brackets.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub scan: &'a Scan<'a>,
    pub cues: &'a Cues,
    base: usize,
    end: usize,
    /// For each byte of the stretch how many pairs are open there; an opening mark counts as
    /// outside of its pair, and so does the closing one. Empty where there is no pair.
    depth: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// Reads the nesting in `stretch`. A mark without its partner opens or closes nothing.
    pub fn new(text: &'a str, stretch: Span, scan: &'a Scan<'a>, cues: &'a Cues) -> Self {
        Self {
            text,
            scan,
            cues,
            base: stretch.start as usize,
            end: stretch.end as usize,
            depth: nesting(stretch.of(text)),
        }
    }

    /// How deep byte `at` is nested.
    pub fn depth(&self, at: usize) -> u8 {
        self.depth.get(at - self.base).copied().unwrap_or(0)
    }

    /// What stands at `span`.
    pub fn of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// What stands before `span`.
    pub fn before(&self, span: Span) -> &'a str {
        &self.text[self.base..(span.start as usize).max(self.base)]
    }

    /// The characters of `span` that are nested no deeper than its start.
    pub fn flat(&self, span: Span) -> impl Iterator<Item = (usize, char)> + '_ {
        let level = if span.is_empty() {
            0
        } else {
            self.depth(span.start as usize)
        };
        let chars = self
            .of(span)
            .char_indices()
            .map(move |(i, c)| (span.start as usize + i, c));
        chars.filter(move |&(at, _)| self.depth(at) <= level)
    }

    /// The pieces of `span` between the marks that `cut` names, trimmed, empty ones dropped.
    pub fn pieces(&self, span: Span, cut: impl Fn(char) -> bool) -> Vec<Span> {
        let mut out = Vec::new();
        let mut from = span.start as usize;
        for (at, c) in self.flat(span) {
            if cut(c) {
                self.push(&mut out, from, at);
                from = at + c.len_utf8();
            }
        }
        self.push(&mut out, from, span.end as usize);
        out
    }

    fn push(&self, out: &mut Vec<Span>, from: usize, to: usize) {
        if from < to {
            let piece = self.trim(Span::new(from, to));
            if !piece.is_empty() {
                out.push(piece);
            }
        }
    }

    /// `span` without white space and stops at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let stop = |c: char| {
            c.is_whitespace() || matches!(c, '。' | '；' | '，' | '、' | '：' | '！' | '？' | '.')
        };
        let text = self.of(span);
        let end = text.trim_end_matches(stop).len();
        let start = text[..end].len() - text[..end].trim_start_matches(stop).len();
        Span::new(span.start as usize + start, span.start as usize + end)
    }

    /// `span` without signs of sums and stops at its ends.
    pub fn trim_signs(&self, span: Span) -> Span {
        let sign = |c: char| matches!(c, '+' | '、' | '，' | '-' | '—' | '·');
        let text = self.of(span);
        let end = text.trim_end_matches(sign).len();
        let start = text[..end].len() - text[..end].trim_start_matches(sign).len();
        Span::new(span.start as usize + start, span.start as usize + end)
    }

    /// Length of the longest cue of this class at `at`.
    pub fn cue(&self, at: usize, cue: Cue) -> Option<usize> {
        self.cues.at(self.text, at, cue)
    }

    /// The first cue of this class in `span`, outside quotes and brackets.
    pub fn find(&self, span: Span, cue: Cue) -> Option<Span> {
        self.flat(span).find_map(|(at, _)| {
            let end = at + self.cue(at, cue)?;
            (end <= span.end as usize).then(|| Span::new(at, end))
        })
    }

    /// Where joiners stand in `span`, those at its start left out.
    pub fn joiners(&self, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for (at, _) in self.flat(span) {
            if at == span.start as usize || out.last().is_some_and(|j| at < j.end as usize) {
                continue;
            }
            let Some(length) = self.cue(at, Cue::Joiner) else {
                continue;
            };
            let joiner = Span::new(at, at + length);
            if joiner.end < span.end && !self.inside_word(joiner) {
                out.push(joiner);
            }
        }
        out
    }

    /// Whether a listed word holds `span` and more.
    fn inside_word(&self, span: Span) -> bool {
        let before = self.text[..span.start as usize]
            .char_indices()
            .rev()
            .take(12)
            .map(|(i, _)| i);
        std::iter::once(span.start as usize)
            .chain(before)
            .any(|from| {
                self.scan.starting_at(from).iter().any(|h| {
                    h.span.contains(span) && h.span.len() > span.len() && !Self::short_place(h)
                })
            })
    }

    /// Whether the hit is only the short form of a division, which may begin with any sign (和政).
    fn short_place(hit: &Hit) -> bool {
        hit.kinds.only(Kinds::SHORT_DIVISION)
    }

    /// The marks of the pair that opens at `at`: what stands inside.
    pub fn inside(&self, at: usize) -> Option<Span> {
        let open = self.text[at..].chars().next()?;
        let close = partner(open)?;
        let from = at + open.len_utf8();
        let level = self.depth(at);
        let end = self.end;
        if from >= end || self.depth(from) <= level {
            return None;
        }
        let length = self.text[from..end]
            .char_indices()
            .take(LONGEST_PAIR)
            .find(|&(i, c)| c == close && self.depth(from + i) == level)?
            .0;
        Some(Span::new(from, from + length))
    }

    /// Length of the verb or preposition that may lead a list, at `at`.
    pub fn verb_or_lead(&self, at: usize) -> Option<usize> {
        self.cue(at, Cue::Lead).max(self.verb(at))
    }

    /// Length of the verb that starts at `at`, where no longer word does; verbs that are also
    /// nouns (教育, 服务) are none.
    pub fn verb(&self, at: usize) -> Option<usize> {
        let hits = self.scan.starting_at(at);
        let longest = hits.first()?.span.len();
        let mut hits = hits.iter().take_while(|h| h.span.len() == longest);
        hits.any(|h| h.kinds.any(Kinds::PLAIN_VERB))
            .then_some(longest)
    }

    /// Length of the verb or adverb that starts at `at`, and whether it is a verb.
    pub fn verb_or_modifier(&self, at: usize) -> Option<(usize, bool)> {
        if let Some(length) = self.verb(at) {
            return Some((length, true));
        }
        let longest = self.scan.starting_at(at).first()?;
        longest
            .kinds
            .any(Kinds::MODIFIER)
            .then(|| (longest.span.len(), false))
    }
}

/// How deep each byte is nested; nothing where none is.
fn nesting(text: &str) -> Vec<u8> {
    let mut pairs = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in marks(text) {
        if partner(c).is_some() {
            open.push((at, c));
        } else if !open.is_empty()
            && let Some(i) = open
                .iter()
                .rev()
                .take(16)
                .position(|&(_, o)| partner(o) == Some(c))
        {
            let i = open.len() - 1 - i;
            pairs.push((open[i].0 + open[i].1.len_utf8(), at));
            open.truncate(i);
        }
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    // Pairs that hold others are few, so that hardly a byte is written twice.
    let mut depth = vec![0u8; text.len()];
    for (from, to) in pairs {
        for level in &mut depth[from..to] {
            *level = level.saturating_add(1);
        }
    }
    depth
}

/// The closing mark of an opening one.
fn partner(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '（' => '）',
        '《' => '》',
        '〈' => '〉',
        '[' => ']',
        _ => return None,
    })
}
