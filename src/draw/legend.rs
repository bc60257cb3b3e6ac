//! What shapes and lines mean: one entry for each that the drawing uses.

use super::style::KINDS;
use super::words::Words;
use super::{Drawing, Manner};
use crate::graph::NodeKind;

/// What an entry explains.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Sample {
    /// A box of a kind, done or not.
    Box(NodeKind, bool),
    /// A line.
    Line(Manner),
}

/// The entries in their order.
pub(crate) fn legend(drawing: &Drawing) -> Vec<(Sample, &'static str)> {
    let words = Words(drawing.language);
    let used = |kind: NodeKind, done: bool| drawing.nodes.iter().any(|n| n.kind == kind && n.done == done);
    let boxes = KINDS.into_iter().filter(|&(kind, done)| used(kind, done));
    let lines = Manner::ALL.into_iter().filter(|manner| drawing.edges.iter().any(|e| e.manner == *manner));
    boxes
        .map(|(kind, done)| (Sample::Box(kind, done), words.kind(kind, done)))
        .chain(lines.map(|manner| (Sample::Line(manner), words.get(manner.key()))))
        .collect()
}
