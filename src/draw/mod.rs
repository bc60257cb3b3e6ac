//! Pictures of a neighbourhood: a [`Drawing`] made from the graph, and from it Graphviz DOT or SVG.
//!
//! A drawing is a mind map: what was asked for stands in the middle, what is tied to it in
//! columns to both sides, each column one step further away. Things are boxes whose shape and
//! colour say what they are, tasks and definitions are notes with the sentence, and lines say by
//! their stroke how close the tie is. The same graph gives the same bytes.

mod arrange;
mod build;
mod caption;
mod dot;
mod focus;
mod label;
mod layout;
mod legend;
mod note;
mod outline;
mod route;
mod select;
mod style;
mod svg;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

pub use build::{DrawError, drawing, reached};
pub use dot::dot;
pub(crate) use dot::quoted;
pub use focus::MOST_TERMS;
pub use style::Manner;
pub(crate) use style::{FONTS, paint};
pub use svg::svg;

use crate::graph::{Language, NodeKind};

/// A picture before it has places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    /// Where it comes from, and what was left out.
    pub notes: Vec<String>,
    /// Boxes; those of a column stand in order.
    pub nodes: Vec<DrawnNode>,
    /// Lines between them.
    pub edges: Vec<DrawnEdge>,
    /// Language of title, labels and legend.
    pub language: Language,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnNode {
    /// The IRI of what it shows.
    pub iri: String,
    /// What that is.
    pub kind: NodeKind,
    /// For a task, whether it is done.
    pub done: bool,
    /// A word above the text of a note.
    pub tag: String,
    /// Its text.
    pub lines: Vec<Line>,
    /// Whether it was asked for.
    pub focus: bool,
    /// 0 in the middle, negative to the left, positive to the right.
    pub column: i32,
    /// The box nearer to the middle that it hangs on.
    pub parent: Option<usize>,
    /// What a reader sees when pointing at it.
    pub tooltip: String,
}

/// A line of text in pieces.
pub type Line = Vec<Piece>;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The kind of the thing that it names, if the thing is in the picture.
    pub names: Option<NodeKind>,
}

/// A line from one box to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnEdge {
    /// Where the arrow starts.
    pub from: usize,
    /// Where it points.
    pub to: usize,
    /// The relation; empty on a line in the background.
    pub label: String,
    /// How close the tie is.
    pub manner: Manner,
    /// Evidence, scope and score.
    pub tooltip: String,
}

impl DrawnNode {
    /// Its text without line breaks.
    pub fn text(&self) -> String {
        self.lines
            .iter()
            .flatten()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// Whether it is a note: a sentence, not a name.
    pub fn is_note(&self) -> bool {
        matches!(self.kind, NodeKind::Task | NodeKind::Definition)
    }
}
