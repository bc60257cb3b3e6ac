//! What was missed and what was wrong, one by one.

use super::Record;
use super::Text;
use crate::span::Span;

/// One disagreement. Spans are in code points of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A name that only one side marks with just this span and label.
    Name {
        /// Its label.
        label: String,
        /// Where.
        span: Span,
        /// Whether only the gold has it.
        missed: bool,
    },
    /// A statement whose kind differs; empty where a side has none.
    Kind {
        /// Where.
        span: Span,
        /// The kind in the gold.
        gold: String,
        /// The kind that the system gave.
        system: String,
    },
    /// A term that only one side ties to the task of its statement.
    Task {
        /// The term.
        term: Span,
        /// Whether only the gold has it.
        missed: bool,
    },
    /// A term and a name that only one side ties.
    Link {
        /// Label of the name.
        label: String,
        /// The term.
        from: Span,
        /// The name.
        to: Span,
        /// Whether only the gold has it.
        missed: bool,
    },
    /// A figure whose record only one side has.
    Figure {
        /// The record.
        record: Record,
        /// Where.
        span: Span,
        /// Whether only the gold has it.
        missed: bool,
    },
}

impl Difference {
    /// What is shown: the span, or both ends of a link.
    pub fn span(&self) -> Span {
        match self {
            Difference::Name { span, .. }
            | Difference::Kind { span, .. }
            | Difference::Figure { span, .. } => *span,
            Difference::Task { term, .. } => *term,
            Difference::Link { from, to, .. } => from.cover(*to),
        }
    }

    /// Whether only the gold has it; a kind that differs is both missed and wrong.
    pub fn missed(&self) -> Option<bool> {
        match self {
            Difference::Kind { .. } => None,
            Difference::Name { missed, .. }
            | Difference::Task { missed, .. }
            | Difference::Link { missed, .. }
            | Difference::Figure { missed, .. } => Some(*missed),
        }
    }

    /// The text round it, as far as `reach` characters to each side, with the marks that
    /// `open` and `close` put round what differs.
    pub fn context(&self, text: &Text, reach: u32, open: &str, close: &str) -> String {
        let span = self.span();
        let marked = match self {
            Difference::Link { from, to, .. } => vec![*from.min(to), *from.max(to)],
            _ => vec![span],
        };
        let (start, end) = (
            span.start.saturating_sub(reach),
            (span.end + reach).min(text.len() as u32),
        );
        let mut out = String::new();
        let mut at = start;
        for mark in marked {
            out.push_str(&text.flat(Span {
                start: at.min(mark.start),
                end: mark.start,
            }));
            out.push_str(open);
            out.push_str(&text.flat(mark));
            out.push_str(close);
            at = mark.end;
        }
        out.push_str(&text.flat(Span {
            start: at,
            end: end.max(at),
        }));
        let before = if start > 0 { "…" } else { "" };
        let after = if (end as usize) < text.len() {
            "…"
        } else {
            ""
        };
        format!("{before}{out}{after}")
    }
}
