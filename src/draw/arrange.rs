//! Columns: which boxes stand left, which right, and in what order.

use std::collections::BTreeMap;

use super::DrawnNode;
use super::style::KINDS;
use crate::graph::NodeKind;

/// A box and its distance from the middle.
pub(crate) struct Grown {
    /// The box.
    pub(crate) node: DrawnNode,
    /// Steps from the middle.
    pub(crate) hop: usize,
}

/// Gives every box its column and puts the boxes in the order in which they stand; the second value
/// is the new place of each old one. The first `foci` boxes are the middle.
///
/// Notes stand left of the middle; names go right, kind by kind, or left as well where that side
/// would stay much shorter. What hangs on a box stands on the same side.
pub(crate) fn arrange(mut grown: Vec<Grown>, foci: usize) -> (Vec<DrawnNode>, Vec<usize>) {
    let left = left_groups(&grown);
    for i in foci..grown.len() {
        let parent = grown[i].node.parent.unwrap_or(0);
        let side = match grown[i].hop {
            1 if left.contains(&group(&grown[i].node)) => -1,
            1 => 1,
            _ => grown[parent].node.column.signum(),
        };
        grown[i].node.column = side * i32::try_from(grown[i].hop).unwrap_or(i32::MAX);
    }
    let mut order: Vec<usize> = (0..grown.len()).collect();
    // The order of choice within a group is strongest first; the sort is stable and keeps it.
    order.sort_by_key(|&i| {
        let g = &grown[i];
        (
            g.hop,
            g.node.parent.unwrap_or(0),
            g.node.column.signum(),
            if g.hop == 0 { 0 } else { group(&g.node) },
        )
    });
    let mut places = vec![0; order.len()];
    for (place, &i) in order.iter().enumerate() {
        places[i] = place;
    }
    let mut taken: Vec<Option<DrawnNode>> = grown.into_iter().map(|g| Some(g.node)).collect();
    let mut nodes: Vec<DrawnNode> = order.iter().filter_map(|&i| taken[i].take()).collect();
    for node in &mut nodes {
        node.parent = node.parent.map(|parent| places[parent]);
    }
    (nodes, places)
}

/// Place of a box's kind in [`KINDS`].
fn group(node: &DrawnNode) -> usize {
    KINDS
        .iter()
        .position(|&kind| kind == (node.kind, node.done))
        .unwrap_or(KINDS.len())
}

/// The groups that stand left of the middle, so that both sides are about equally high.
fn left_groups(grown: &[Grown]) -> Vec<usize> {
    let mut heights: BTreeMap<usize, usize> = BTreeMap::new();
    for g in grown.iter().filter(|g| g.hop == 1) {
        // A line of text, and what stands around it.
        *heights.entry(group(&g.node)).or_default() +=
            2 + g.node.lines.len() + usize::from(g.node.is_note());
    }
    let is_note = |g: usize| {
        KINDS
            .get(g)
            .is_some_and(|(k, _)| matches!(k, NodeKind::Task | NodeKind::Definition))
    };
    let (notes, names): (Vec<usize>, Vec<usize>) = heights.keys().partition(|&&g| is_note(g));
    let all: usize = heights.values().sum();
    // There are few kinds of name, so that all choices can be weighed; of equal ones the first, which
    // moves fewer and later kinds, is taken: terms and places stay right.
    let choice = |bits: usize| -> Vec<usize> {
        let moved = names
            .iter()
            .rev()
            .enumerate()
            .filter(|(i, _)| bits >> i & 1 == 1);
        notes
            .iter()
            .copied()
            .chain(moved.map(|(_, &g)| g))
            .collect()
    };
    let uneven = |bits: &usize| {
        let left: usize = choice(*bits).iter().map(|g| heights[g]).sum();
        left.abs_diff(all - left)
    };
    choice((0..1 << names.len()).min_by_key(uneven).unwrap_or(0))
}
