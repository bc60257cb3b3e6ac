//! Every occurrence of every word in a text, in one pass.

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::word::{Lexicon, Sense, Word, WordId, build};
use super::{Division, DivisionLevel, SenseKind};
use crate::span::Span;

/// A word where it occurs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Which word.
    pub word: WordId,
}

/// All hits in one text, sorted by start, longest first.
///
/// Words of the reporting government's own area (its townships and streets) are added to those
/// of the lexicon for this text alone: their names mean something only there.
pub struct Scan<'a> {
    lexicon: &'a Lexicon,
    /// The reporting government's code.
    area: Option<u32>,
    local: Vec<Word>,
    hits: Vec<Hit>,
    /// For each byte of the text plus one: index of the first hit that starts there or later.
    first: Vec<u32>,
}

impl<'a> Scan<'a> {
    /// Scans `text` with the lexicon and the divisions below `area`.
    pub fn new(lexicon: &'a Lexicon, area: Option<&Division>, text: &str) -> Self {
        let mut local: Vec<Word> = Vec::new();
        if let Some(area) = area {
            lexicon
                .divisions()
                .townships(area.code, |surface, township, short, at| {
                    let kind = SenseKind::Name {
                        label: crate::recognise::Label::Place,
                        id: township.to_string(),
                        kind: if short { "township-short" } else { "township" }.to_owned(),
                    };
                    let sense = Sense { kind, at };
                    match local.iter_mut().find(|w| w.surface == surface) {
                        Some(word) => word.senses.push(sense),
                        None => local.push(Word {
                            surface: surface.to_owned(),
                            senses: vec![sense],
                        }),
                    }
                });
        }
        let mut hits = Vec::with_capacity(text.len() / 2);
        find(&lexicon.automaton, text, 0, &mut hits);
        if !local.is_empty() {
            let automaton = build(local.iter().map(|w| w.surface.as_str()));
            find(&automaton, text, lexicon.len() as u32, &mut hits);
        }
        hits.sort_unstable_by_key(|h| (h.span.start, u32::MAX - h.span.end, h.word));
        let mut first = vec![hits.len() as u32; text.len() + 2];
        let mut next = hits.len();
        for at in (0..=text.len()).rev() {
            while next > 0 && hits[next - 1].span.start as usize >= at {
                next -= 1;
            }
            first[at] = next as u32;
        }
        Self {
            lexicon,
            area: area.map(|a| a.code),
            local,
            hits,
            first,
        }
    }

    /// The word with this id, of the lexicon or of the local area.
    pub fn word(&self, id: WordId) -> &Word {
        match (id.0 as usize).checked_sub(self.lexicon.len()) {
            Some(local) => &self.local[local],
            None => self.lexicon.word(id),
        }
    }

    /// Whether a sense may be meant in this text. The short form of a county is used only inside
    /// its province; of a city or province anywhere.
    pub fn applies(&self, kind: &SenseKind) -> bool {
        let SenseKind::Division { code, short: true } = kind else {
            return true;
        };
        let divisions = self.lexicon.divisions();
        let county = divisions
            .get(*code)
            .is_some_and(|d| d.level() == DivisionLevel::County);
        !county || self.is_beside(*code)
    }

    /// Whether a division lies in the reporting government's area, or, for a county's report, in
    /// its city. Nothing is near the nation.
    pub fn is_near(&self, code: u32) -> bool {
        let divisions = self.lexicon.divisions();
        self.area.filter(|&a| a != 100_000).is_some_and(|a| {
            let county = divisions
                .get(a)
                .is_some_and(|d| d.level() == DivisionLevel::County);
            divisions.within(code, if county { a / 100 * 100 } else { a })
        })
    }

    /// Whether a division lies in the reporting government's province.
    fn is_beside(&self, code: u32) -> bool {
        self.area
            .is_some_and(|a| a != 100_000 && a / 10_000 == code / 10_000)
    }

    /// The lexicon that was scanned with.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// All hits.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits that start at byte `at`, longest first.
    pub fn starting_at(&self, at: usize) -> &[Hit] {
        &self.hits[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// The hits that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Hit> + '_ {
        let from = self.first[span.start as usize] as usize;
        let to = self.first[span.end as usize] as usize;
        self.hits[from..to]
            .iter()
            .copied()
            .filter(move |h| span.contains(h.span))
    }
}

fn find(
    automaton: &CharwiseDoubleArrayAhoCorasick<u32>,
    text: &str,
    base: u32,
    hits: &mut Vec<Hit>,
) {
    hits.extend(automaton.find_overlapping_iter(text).map(|m| Hit {
        span: Span::new(m.start(), m.end()),
        word: WordId(base + m.value()),
    }));
}
