//! Places: where every box, line and label stands.
//!
//! Every box has a band of its own in which all that hangs on it stands, so that no two boxes
//! overlap and children stay near their parent. Labels stand in the gaps between columns, each
//! right before its box, where lines run level.

use std::collections::BTreeMap;

use super::route::curves;
use super::style::{Outline, paint};
use super::wrap::{line_width, width};
use super::{Drawing, DrawnNode};
use crate::graph::NodeKind;

/// Size of labels on lines.
pub(crate) const LABEL: f64 = 11.5;
/// Size of the word above a note.
pub(crate) const TAG: f64 = 11.0;
/// Between boxes of a column.
const GAP: f64 = 14.0;
/// More between boxes of different kinds.
const GROUP: f64 = 10.0;
/// Room for the bend of lines between columns.
pub(super) const BEND: f64 = 80.0;
/// Between two lines that end at one box.
pub(super) const PORT: f64 = 16.0;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    /// Left.
    pub(crate) x: f64,
    /// Top.
    pub(crate) y: f64,
    /// Width.
    pub(crate) w: f64,
    /// Height.
    pub(crate) h: f64,
}

/// A label on a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// Its text.
    pub(crate) text: String,
    /// Its centre.
    pub(crate) at: (f64, f64),
}

/// A line: its path in the language of SVG and its label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// From the start to the arrowhead.
    pub(crate) path: String,
    /// What stands on it.
    pub(crate) label: Option<Label>,
}

/// A drawing with places; its left upper corner is 0, 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// One for each box.
    pub(crate) boxes: Vec<Rect>,
    /// One for each line.
    pub(crate) curves: Vec<Curve>,
    /// Width of the whole.
    pub(crate) width: f64,
    /// Height of the whole.
    pub(crate) height: f64,
}

/// Size of the text of a box.
pub(crate) fn text_size(node: &DrawnNode) -> f64 {
    match (node.focus, node.is_note()) {
        (true, _) => 18.0,
        (_, true) => 13.0,
        _ => 14.0,
    }
}

/// Room left and right of the text, above and below it.
pub(crate) fn padding(node: &DrawnNode) -> (f64, f64) {
    let sides = match paint(node.kind, node.done).outline {
        Outline::Pill | Outline::Octagon => 18.0,
        Outline::Hexagon => 22.0,
        Outline::Bar => 16.0,
        _ => 13.0,
    };
    let folder = matches!(node.kind, NodeKind::Policy);
    (sides, if folder { 11.0 } else { 9.0 })
}

/// Puts everything in its place.
pub(crate) fn layout(drawing: &Drawing) -> Layout {
    let ports = ports(drawing);
    let mut boxes: Vec<Rect> = drawing.nodes.iter().map(size).collect();
    for (rect, ports) in boxes.iter_mut().zip(&ports) {
        rect.h = rect.h.max(PORT * ports.len() as f64 + 8.0);
    }
    let width = columns(drawing, &mut boxes);
    let height = bands(drawing, &mut boxes);
    let curves = curves(drawing, &boxes, &ports);
    Layout {
        boxes,
        curves,
        width,
        height,
    }
}

/// A box at the origin, as large as its text needs.
fn size(node: &DrawnNode) -> Rect {
    let size = text_size(node);
    let text = node.lines.iter().map(line_width).fold(0.0, f64::max) * size;
    let tag = if node.tag.is_empty() {
        0.0
    } else {
        width(&node.tag) * TAG + 12.0
    };
    let (sides, ends) = padding(node);
    let lines = node.lines.len().max(1) as f64;
    let above = if node.tag.is_empty() { 0.0 } else { TAG * 1.5 };
    let wide = text.max(tag).max(24.0) + 2.0 * sides;
    Rect {
        x: 0.0,
        y: 0.0,
        w: wide.ceil(),
        h: (lines * size * 1.4 + above + 2.0 * ends).ceil(),
    }
}

/// The ends of a line: the box nearer to the middle, the other one, and whether the arrow points
/// away from the middle; none where both stand in one column.
pub(super) fn ends(drawing: &Drawing, from: usize, to: usize) -> Option<(usize, usize, bool)> {
    let (a, b) = (drawing.nodes[from].column, drawing.nodes[to].column);
    if a == b {
        return None;
    }
    let outward = (b.abs(), b) > (a.abs(), a);
    Some(if outward {
        (from, to, true)
    } else {
        (to, from, false)
    })
}

/// For every box the labels of the lines that come to it from the middle: one end for each.
fn ports(drawing: &Drawing) -> Vec<Vec<&str>> {
    let mut out: Vec<Vec<&str>> = vec![Vec::new(); drawing.nodes.len()];
    for edge in drawing.edges.iter().filter(|edge| !edge.label.is_empty()) {
        if let Some((_, outer, _)) = ends(drawing, edge.from, edge.to)
            && !out[outer].contains(&edge.label.as_str())
        {
            out[outer].push(&edge.label);
        }
    }
    out
}

/// Gives every box its place from left to right; returns the width of the whole.
fn columns(drawing: &Drawing, boxes: &mut [Rect]) -> f64 {
    let mut widths: BTreeMap<i32, f64> = BTreeMap::new();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for (node, rect) in drawing.nodes.iter().zip(boxes.iter()) {
        let wide = widths.entry(node.column).or_default();
        *wide = wide.max(rect.w);
        *counts.entry(node.column).or_default() += 1;
    }
    let mut labels: BTreeMap<i32, f64> = BTreeMap::new();
    let mut bulges = false;
    for edge in &drawing.edges {
        match ends(drawing, edge.from, edge.to) {
            Some((_, outer, _)) => {
                let wide = labels.entry(drawing.nodes[outer].column).or_default();
                *wide = wide.max(width(&edge.label) * LABEL);
            }
            None => bulges = true,
        }
    }
    let margin = if bulges { BEND / 2.0 } else { 0.0 };
    let mut x = margin;
    let mut lefts: BTreeMap<i32, f64> = BTreeMap::new();
    let mut right = x;
    for (&column, &wide) in &widths {
        let label = |c: i32| labels.get(&c).copied().unwrap_or(0.0);
        if !lefts.is_empty() {
            // The gap holds the labels of the column further out.
            let outer = if column > 0 { column } else { column - 1 };
            // Lines to many boxes bend far: a wider gap keeps them from falling steeply.
            let many = counts.get(&outer).map_or(0.0, |&n| 3.0 * n as f64);
            x = right + BEND + many.min(BEND) + label(outer) + 24.0;
        }
        lefts.insert(column, x);
        right = x + wide;
    }
    for (node, rect) in drawing.nodes.iter().zip(boxes.iter_mut()) {
        let spare = widths[&node.column] - rect.w;
        let share = match node.column.signum() {
            1 => 0.0,
            0 => 0.5,
            _ => 1.0,
        };
        rect.x = lefts[&node.column] + spare * share;
    }
    right + margin
}

/// Children of every box to its left and right.
struct Tree {
    sides: Vec<[Vec<usize>; 2]>,
    /// Height of the band of every box.
    bands: Vec<f64>,
    /// Kind of every box.
    kinds: Vec<NodeKind>,
}

/// Gives every box its place from top to bottom; returns the height of the whole.
fn bands(drawing: &Drawing, boxes: &mut [Rect]) -> f64 {
    let n = drawing.nodes.len();
    let mut tree = Tree {
        sides: vec![[Vec::new(), Vec::new()]; n],
        bands: vec![0.0; n],
        kinds: drawing.nodes.iter().map(|node| node.kind).collect(),
    };
    let mut roots = Vec::new();
    for (i, node) in drawing.nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => tree.sides[parent][usize::from(node.column > 0)].push(i),
            None => roots.push(i),
        }
    }
    // Furthest first, so that the bands of children are known.
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(drawing.nodes[i].column.abs()));
    for i in order {
        let sides = &tree.sides[i];
        let most = stack(&sides[0], &tree).max(stack(&sides[1], &tree));
        tree.bands[i] = boxes[i].h.max(most);
    }
    place(&roots, 0.0, &tree, boxes);
    stack(&roots, &tree)
}

/// Height of bands one above the other.
fn stack(children: &[usize], tree: &Tree) -> f64 {
    let gaps: f64 = children
        .windows(2)
        .map(|pair| gap(pair[0], pair[1], tree))
        .sum();
    children.iter().map(|&i| tree.bands[i]).sum::<f64>() + gaps
}

/// Between two boxes one above the other.
fn gap(upper: usize, lower: usize, tree: &Tree) -> f64 {
    let same = tree.kinds[upper] == tree.kinds[lower];
    GAP + if same { 0.0 } else { GROUP }
}

fn place(children: &[usize], top: f64, tree: &Tree, boxes: &mut [Rect]) {
    let mut y = top;
    for (at, &i) in children.iter().enumerate() {
        if at > 0 {
            y += gap(children[at - 1], i, tree);
        }
        boxes[i].y = (y + (tree.bands[i] - boxes[i].h) / 2.0).round();
        for side in &tree.sides[i] {
            let spare = tree.bands[i] - stack(side, tree);
            place(side, y + spare / 2.0, tree, boxes);
        }
        y += tree.bands[i];
    }
}
