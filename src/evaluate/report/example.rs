//! An error with the text round it.

use super::super::{Record, Text};
use crate::recognise::Label;
use crate::span::Span;

/// What an error is about, in the order of the page.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A name with this label in the gold, or in the system where the gold has none.
    Name(Label),
    /// The kind of a statement.
    Kind,
    /// A term tied to its task.
    Task,
    /// A term tied to a name with this label.
    Link(Label),
    /// The record of a figure.
    Figure,
}

/// What went wrong.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Only the gold has it.
    Missed,
    /// Only the system has it.
    Wrong,
    /// Right but for its bounds.
    Boundary,
    /// Found, and taken for something else.
    Label,
}

impl Cause {
    /// Its name in keys and classes.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Missed => "missed",
            Cause::Wrong => "wrong",
            Cause::Boundary => "boundary",
            Cause::Label => "label",
        }
    }
}

/// What is said beside an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    None,
    /// The gold's label or kind, then the system's; empty where a side has none.
    Change(String, String),
    /// The ends of a link and its score.
    Ends(String, String, Option<u8>),
    /// The record of a figure.
    Record(Record),
}

/// A stretch of text that one side, both or none marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, white space left out.
    pub text: String,
    /// Whether the gold marks it.
    pub gold: bool,
    /// Whether the system does.
    pub system: bool,
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Name of the report.
    pub report: String,
    /// Where, in code points.
    pub span: Span,
    /// What is said beside it.
    pub note: Note,
    /// The text.
    pub pieces: Vec<Piece>,
}

impl Example {
    /// The text round `gold` and `system`, as far as `reach` characters to each side.
    pub fn new(report: &str, text: &Text, gold: &[Span], system: &[Span], note: Note) -> Self {
        const REACH: u32 = 20;
        let all = || gold.iter().chain(system);
        let span = Span {
            start: all().map(|s| s.start).min().unwrap_or(0),
            end: all().map(|s| s.end).max().unwrap_or(0),
        };
        let start = span.start.saturating_sub(REACH);
        let end = (span.end + REACH).min(text.len() as u32);
        let mut cuts: Vec<u32> = all().flat_map(|s| [s.start, s.end]).collect();
        cuts.extend([start, end]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::new();
        for cut in cuts.windows(2) {
            let here = Span {
                start: cut[0],
                end: cut[1],
            };
            let marked = |side: &[Span]| side.iter().any(|s| s.contains(here));
            let flat = text.flat(here);
            if !flat.is_empty() {
                pieces.push(Piece {
                    text: flat,
                    gold: marked(gold),
                    system: marked(system),
                });
            }
        }
        let plain = |text: &str| Piece {
            text: text.to_owned(),
            gold: false,
            system: false,
        };
        if start > 0 {
            pieces.insert(0, plain("…"));
        }
        if (end as usize) < text.len() {
            pieces.push(plain("…"));
        }
        Self {
            report: report.to_owned(),
            span,
            note,
            pieces,
        }
    }

    /// A whole statement, its end left out where it is long.
    pub fn whole(report: &str, text: &Text, span: Span, note: Note) -> Self {
        const LONGEST: usize = 90;
        let flat = text.flat(span);
        let mut shown: String = flat.chars().take(LONGEST).collect();
        if shown.len() < flat.len() {
            shown.push('…');
        }
        Self {
            report: report.to_owned(),
            span,
            note,
            pieces: vec![Piece {
                text: shown,
                gold: false,
                system: false,
            }],
        }
    }
}

/// At most `most` of them, spread evenly over all, so that no part of a text speaks for the rest.
pub fn spread<T>(all: &[T], most: usize) -> impl Iterator<Item = &T> {
    let shown = most.min(all.len());
    (0..shown).map(move |i| &all[i * all.len() / shown])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tell_the_sides_apart() {
        let text = Text::new("推进“甲乙”工程建设");
        let (gold, system) = (Span::new(2, 8), Span::new(3, 5));
        let example = Example::new("a", &text, &[gold], &[system], Note::None);
        let shown: Vec<_> = example
            .pieces
            .iter()
            .map(|p| (p.text.as_str(), p.gold, p.system))
            .collect();
        assert_eq!(
            shown,
            [
                ("推进", false, false),
                ("“", true, false),
                ("甲乙", true, true),
                ("”工程", true, false),
                ("建设", false, false),
            ]
        );
        let picked: Vec<_> = spread(&[0, 1, 2, 3, 4, 5, 6], 3).copied().collect();
        assert_eq!(picked, [0, 2, 4]);
    }
}
