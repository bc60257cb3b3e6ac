//! How well annotations agree with gold ones: precision, recall and F1 for each kind of thing.
//!
//! Both sides are brat standoff of one text. What counts as the same is the measure that the
//! project is judged by: spans by their offsets, links by the quoted core of their ends and the
//! statement they stand in, figures by value and unit. Where the gold covers only part of a text,
//! only that part of the other side counts.

mod differences;
mod measure;
mod pairing;
pub mod report;
mod scores;
mod similar;
mod standoff;

pub use differences::Difference;
pub use measure::Comparison;
pub use scores::{Agreement, Figure, Scores};
pub use standoff::{Record, Relation, Standoff, StandoffError, TextSpan};

use crate::span::Span;

/// A text by code points, as brat counts them.
#[derive(Debug, Clone)]
pub struct Text {
    chars: Vec<char>,
}

impl Text {
    /// The text as decoded, without its byte order mark.
    pub fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
        }
    }

    /// How many code points there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// What stands at a range, white space left out.
    pub fn flat(&self, span: Span) -> String {
        let end = (span.end as usize).min(self.chars.len());
        self.chars[(span.start as usize).min(end)..end]
            .iter()
            .filter(|c| !is_space(**c))
            .collect()
    }

    /// What a name is compared by: its quoted core where it has one, else itself, marks left out.
    pub fn key(&self, span: Span) -> String {
        let flat = self.flat(span);
        let cores = quoted(&flat);
        let name = if cores.is_empty() { flat } else { cores };
        name.chars()
            .filter(|c| !"“”‘’\"'「」《》".contains(*c))
            .collect()
    }
}

/// White space and the separators that count as such in the annotation tools.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// What stands between “ and ”, all of it joined.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('“') {
        let inside = &rest[open + '“'.len_utf8()..];
        let Some(close) = inside.find('”') else {
            break;
        };
        // An empty pair is no core: the next sign belongs to what follows.
        if close == 0 {
            rest = inside;
            continue;
        }
        out.push_str(&inside[..close]);
        rest = &inside[close + '”'.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_quoted_core() {
        let key = |s: &str| Text::new(s).key(Span::new(0, s.chars().count()));
        assert_eq!(key("“放管服”改革"), "放管服");
        assert_eq!(key("托育服务“1+2”政策"), "1+2");
        assert_eq!(key("“三保”“三稳”"), "三保三稳");
        assert_eq!(key("《固 废\n法》"), "固废法");
    }
}
