//! A few names of one report, found again in its text: leftmost, the longest of those that begin
//! at one place.
//!
//! An automaton would cost more to build than the one pass over the text that it serves.

use crate::lexicon::Characters;
use crate::sieve::{Sieve, code_of};
use crate::span::Span;

/// The names to look for, each with what it means; all have two characters or more.
pub(super) struct Finder<'n, T> {
    /// By their first two characters, longest first.
    names: Vec<Name<'n, T>>,
    openings: Sieve<64>,
}

struct Name<'n, T> {
    opening: (u16, u16),
    text: &'n str,
    meaning: T,
}

impl<'n, T: Copy> Finder<'n, T> {
    /// Makes ready to look for `names`; those of one character are left out.
    pub fn new(names: impl IntoIterator<Item = (&'n str, T)>) -> Self {
        let mut openings = Sieve::default();
        let mut out = Vec::new();
        for (text, meaning) in names {
            let mut chars = text.chars();
            if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
                openings.add_pair(a, b);
                out.push(Name {
                    opening: (code_of(a), code_of(b)),
                    text,
                    meaning,
                });
            }
        }
        out.sort_by_key(|n| (n.opening, usize::MAX - n.text.len()));
        Self {
            names: out,
            openings,
        }
    }

    /// Where names stand inside `within`, none over another.
    pub fn find(&self, text: &str, characters: &Characters, within: Span) -> Vec<(Span, T)> {
        let mut out = Vec::new();
        if self.names.is_empty() {
            return out;
        }
        let body = &text[..within.end as usize];
        let mut past = 0;
        characters.passing(&self.openings, within, |a, b, at| {
            let at = at as usize;
            if at < past {
                return;
            }
            if let Some(name) = self.at(&body[at..], (a, b)) {
                past = at + name.text.len();
                out.push((Span::new(at, past), name.meaning));
            }
        });
        out
    }

    /// The longest name that `rest` starts with.
    fn at(&self, rest: &str, opening: (u16, u16)) -> Option<&Name<'n, T>> {
        let first = self.names.partition_point(|n| n.opening < opening);
        self.names[first..]
            .iter()
            .take_while(|n| n.opening == opening)
            .find(|n| rest.starts_with(n.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_at_the_leftmost_place_is_found() {
        let finder = Finder::new([("新城", 1), ("新城发力", 2), ("发力点", 3)]);
        let text = "以新城发力点亮新城";
        let found = finder.find(text, &Characters::of(text), Span::new(0, text.len()));
        let found: Vec<(&str, i32)> = found.iter().map(|&(s, n)| (s.of(text), n)).collect();
        assert_eq!(found, [("新城发力", 2), ("新城", 1)]);
    }
}
