//! Every occurrence of every word in a text, in one pass.

use std::ops::Range;

use super::characters::Characters;
use super::local::{LocalWord, Locals};
use super::openings::{NOWHERE, Opening, ROW};
use super::word::{Lexicon, Word, WordId};
use super::{Division, DivisionLevel, Kinds, SenseKind};
use crate::span::Span;

/// A word where it occurs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// Which word.
    pub word: WordId,
    /// The kinds of its senses.
    pub kinds: Kinds,
}

/// All hits in one text, sorted by start, longest first.
///
/// Words of the reporting government's own area (its townships and streets) are added to those
/// of the lexicon for this text alone: their names mean something only there.
pub struct Scan<'a> {
    lexicon: &'a Lexicon,
    /// The reporting government's code.
    area: Option<u32>,
    /// What is near the reporting government: its own area, or the city of a county.
    near: Option<u32>,
    local: Vec<LocalWord>,
    hits: Vec<Hit>,
    /// For the first byte of each character and the byte behind it: index of the first hit that
    /// starts there or later.
    first: Vec<u32>,
    characters: Characters,
}

impl<'a> Scan<'a> {
    /// Scans `text` with the lexicon and the divisions below `area`.
    pub fn new(lexicon: &'a Lexicon, area: Option<&Division>, text: &str) -> Self {
        let characters = Characters::of(text);
        let (mut local, mut local_hits) = (Vec::new(), Vec::new());
        if let Some(area) = area {
            let locals = Locals::of(lexicon.divisions(), area.code);
            local = locals.find(text, &characters, lexicon.len() as u32, &mut local_hits);
        }
        let (hits, first) = find(lexicon, text, &characters, &local_hits);
        let near = area.map(|a| match a.level() {
            DivisionLevel::County => a.code / 100 * 100,
            _ => a.code,
        });
        Self {
            lexicon,
            area: area.map(|a| a.code),
            near: near.filter(|&code| code != 100_000),
            local,
            hits,
            first,
            characters,
        }
    }

    /// The word with this id, of the lexicon or of the local area.
    #[inline]
    pub fn word(&self, id: WordId) -> Word<'_> {
        match (id.0 as usize).checked_sub(self.lexicon.len()) {
            Some(local) => self.local[local].word(),
            None => self.lexicon.word(id),
        }
    }

    /// The kinds of a word's senses; cheaper than the word.
    #[inline]
    pub fn kinds(&self, id: WordId) -> Kinds {
        match (id.0 as usize).checked_sub(self.lexicon.len()) {
            Some(local) => self.local[local].kinds,
            None => self.lexicon.kinds(id),
        }
    }

    /// Whether any sense of a word may be meant in this text.
    #[inline]
    pub fn accepts(&self, hit: Hit) -> bool {
        !hit.kinds.only(Kinds::SHORT_DIVISION) || self.word(hit.word).any(|k| self.applies(k))
    }

    /// Whether a sense may be meant in this text. The short form of a county is used only inside
    /// its province; of a city or province anywhere.
    pub fn applies(&self, kind: &SenseKind) -> bool {
        let SenseKind::Division { code, short: true } = kind else {
            return true;
        };
        DivisionLevel::of(*code) != DivisionLevel::County || self.is_beside(*code)
    }

    /// Whether a division lies in the reporting government's area, or, for a county's report, in
    /// its city. Nothing is near the nation.
    pub fn is_near(&self, code: u32) -> bool {
        self.near
            .is_some_and(|near| self.lexicon.divisions().within(code, near))
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

    /// The characters of the text.
    #[inline]
    pub fn characters(&self) -> &Characters {
        &self.characters
    }

    /// All hits.
    #[inline]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Where among [`hits`](Self::hits) those stand that start at byte `at`, longest first.
    #[inline]
    pub(super) fn indices_at(&self, at: usize) -> Range<usize> {
        self.first[at] as usize..self.first[at + 1] as usize
    }

    /// The hits that start at byte `at`, longest first.
    #[inline]
    pub fn starting_at(&self, at: usize) -> &[Hit] {
        &self.hits[self.indices_at(at)]
    }

    /// The hits that lie wholly inside `span`.
    #[inline]
    pub fn within(&self, span: Span) -> impl Iterator<Item = Hit> + '_ {
        let from = self.first[span.start as usize] as usize;
        let to = self.first[span.end as usize] as usize;
        self.hits[from..to]
            .iter()
            .copied()
            .filter(move |h| span.contains(h.span))
    }
}

/// All hits by start, longest first, and [`Scan::first`].
/// `local` are those of local words, by start.
fn find(
    lexicon: &Lexicon,
    text: &str,
    characters: &Characters,
    local: &[Hit],
) -> (Vec<Hit>, Vec<u32>) {
    let openings = lexicon.openings();
    let (codes, starts) = characters.all();
    let count = codes.len() - 1;
    let mut hits: Vec<Hit> = Vec::with_capacity(count + count / 4);
    let mut first = vec![0; text.len() + 2];
    let mut local = local.iter().peekable();
    for from in (0..count).step_by(ROW) {
        let places = openings.places(&codes[from..]);
        let alone = openings.places_alone(&codes[from..]);
        for ((i, &place), &alone) in (from..count).zip(&places).zip(&alone) {
            let (start, before) = (starts[i], hits.len());
            let mut take = |opening: &Opening| {
                let surface = || lexicon.surface(WordId(opening.word));
                if opening.is_told() || text[start as usize..].starts_with(surface()) {
                    hits.push(hit(opening, start));
                }
            };
            if place != NOWHERE {
                let more = [codes.get(i + 2), codes.get(i + 3)];
                let more = more.map(|code| code.copied().unwrap_or_default());
                let longer = openings.group(place).filter(|o| o.goes_on(more));
                longer.for_each(&mut take);
            }
            openings.alone(alone).for_each(take);
            if local.peek().is_some_and(|h| h.span.start == start) {
                while let Some(hit) = local.next_if(|h| h.span.start == start) {
                    hits.push(*hit);
                }
                hits[before..].sort_unstable_by_key(|h| (u32::MAX - h.span.end, h.word));
            }
            first[start as usize] = before as u32;
            first[start as usize + 1] = hits.len() as u32;
        }
    }
    first[text.len()..].fill(hits.len() as u32);
    (hits, first)
}

/// The hit of a word that begins at byte `start`.
#[inline]
fn hit(opening: &Opening, start: u32) -> Hit {
    Hit {
        span: Span {
            start,
            end: start + opening.length(),
        },
        word: WordId(opening.word),
        kinds: opening.kinds,
    }
}

#[cfg(test)]
mod tests {
    use super::Scan;
    use crate::lexicon::{Lexicon, Segmentation, TokenKind};
    use crate::seeds::Seeds;

    /// Surfaces in the order of the hits, with where they start.
    fn found(text: &str, area: u32) -> Vec<(u32, String)> {
        let lexicon = Lexicon::compile(&Seeds::embedded().unwrap()).unwrap();
        let scan = Scan::new(&lexicon, lexicon.divisions().get(area), text);
        let hits = scan.hits().iter();
        hits.map(|h| (h.span.start, h.span.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn townships_are_found_in_their_own_area_alone() {
        let text = "推进荻浦镇建设";
        let own = found(text, 990_101);
        assert!(own.contains(&(6, "荻浦镇".to_owned())), "{own:?}");
        assert!(own.contains(&(6, "荻浦".to_owned())), "{own:?}");
        let other = found(text, 990_102);
        assert!(!other.iter().any(|(_, w)| w == "荻浦镇"), "{other:?}");
    }

    #[test]
    fn hits_stand_by_start_and_longest_first() {
        let own = found("荻浦镇和芸城街道高质量发展，荻浦镇", 990_101);
        let order: Vec<_> = own
            .iter()
            .map(|(at, w)| (*at, usize::MAX - w.len()))
            .collect();
        assert!(order.is_sorted(), "{own:?}");
        assert_eq!(own.iter().filter(|(_, w)| w == "荻浦镇").count(), 2);
    }

    #[test]
    fn lines_are_cut_without_gaps() {
        let text = "2025年，荻浦镇新建G50道路十二条\n\n和谐";
        let lexicon = Lexicon::compile(&Seeds::embedded().unwrap()).unwrap();
        let scan = Scan::new(&lexicon, lexicon.divisions().get(990_101), text);
        let cut = Segmentation::new(&scan, text);
        let pieces: Vec<&str> = cut.tokens().iter().map(|t| t.span.of(text)).collect();
        assert_eq!(pieces.concat(), text.replace('\n', ""));
        let kind = |surface| cut.tokens()[pieces.iter().position(|p| *p == surface).unwrap()].kind;
        assert_eq!(kind("2025"), TokenKind::Number);
        assert_eq!(kind("十二"), TokenKind::Number);
        assert_eq!(kind("，"), TokenKind::Punctuation);
        assert!(matches!(kind("荻浦镇"), TokenKind::Word(_)));
    }
}
