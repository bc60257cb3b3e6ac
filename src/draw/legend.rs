//! The legend: what the shapes and lines of a picture mean, only those that are in it.

use super::Drawing;
use super::style::{KINDS, Manner};
use super::words::Words;
use super::wrap::width;
use crate::graph::NodeKind;

/// Size of the text of the legend.
pub(crate) const SIZE: f64 = 12.0;
/// Width and height of a sample.
pub(crate) const SAMPLE: (f64, f64) = (34.0, 18.0);
/// Height of a row.
pub(crate) const ROW: f64 = 28.0;

/// What is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A kind of box, and whether it is done.
    Kind(NodeKind, bool),
    /// A kind of line.
    Line(Manner),
}

/// An explanation, and where its sample stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// What is explained.
    pub(crate) sign: Sign,
    /// What it means.
    pub(crate) text: &'static str,
    /// Left of the sample.
    pub(crate) x: f64,
    /// Top of the sample.
    pub(crate) y: f64,
}

/// The explanations in rows of at most `wide`, and the height of all: boxes first, lines in rows
/// of their own.
pub(crate) fn legend(drawing: &Drawing, wide: f64) -> (Vec<Entry>, f64) {
    let words = Words(drawing.language);
    let has = |kind, done| {
        drawing
            .nodes
            .iter()
            .any(|n| n.kind == kind && n.done == done)
    };
    let kinds = KINDS.into_iter().filter(|&(kind, done)| has(kind, done));
    let kinds = kinds.map(|(kind, done)| (Sign::Kind(kind, done), words.kind(kind, done)));
    let drawn = |manner: &Manner| drawing.edges.iter().any(|edge| edge.manner == *manner);
    let lines = Manner::ALL.into_iter().filter(drawn);
    let lines = lines.map(|manner| (Sign::Line(manner), words.get(manner.key())));
    let mut out = Vec::new();
    let mut y = 0.0;
    for group in [kinds.collect::<Vec<_>>(), lines.collect()] {
        let mut x = 0.0;
        let any = !group.is_empty();
        for (sign, text) in group {
            let step = SAMPLE.0 + 8.0 + width(text) * SIZE + 22.0;
            if x > 0.0 && x + step > wide {
                x = 0.0;
                y += ROW;
            }
            out.push(Entry { sign, text, x, y });
            x += step;
        }
        if any {
            y += ROW;
        }
    }
    (out, y)
}
