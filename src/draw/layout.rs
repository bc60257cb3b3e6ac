//! Where boxes and lines stand: a mind map in columns.
//!
//! Every box has a slot as high as itself or as all that hangs on it, and slots are stacked; so
//! no two boxes overlap, and lines to what hangs on a box never cross each other. Between two columns
//! there is a strip for curves and, next to the outer boxes, one for labels, each label on a straight
//! piece of its line at the height of its box.

use std::collections::BTreeMap;

use super::route::{Route, Router};
use super::wrap::{line_width, width};
use super::{DrawnEdge, DrawnNode, Drawing, Manner};

/// Size of text in a name, in a note, above a note, on a line.
pub(crate) const NAME_SIZE: f64 = 14.0;
pub(crate) const FOCUS_SIZE: f64 = 18.0;
pub(crate) const NOTE_SIZE: f64 = 12.0;
pub(crate) const TAG_SIZE: f64 = 10.5;
pub(crate) const LABEL_SIZE: f64 = 11.0;
/// Height of a line of text in its size.
pub(crate) const LEADING: f64 = 1.36;
/// Between two boxes of a column.
const GAP: f64 = 14.0;
/// More between two groups of boxes.
const GROUP_GAP: f64 = 12.0;
/// Height of a box's side for each line that ends there.
const PORT: f64 = 20.0;

/// A box.
#[derive(Copy, Clone, Debug, PartialEq, Default)]
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

impl Rect {
    /// Middle from top to bottom.
    pub(crate) fn middle(self) -> f64 {
        self.y + self.h / 2.0
    }

    /// Middle from left to right.
    pub(crate) fn centre(self) -> f64 {
        self.x + self.w / 2.0
    }
}

/// A drawing with places. The top left corner is 0, 0.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The boxes in the order of the drawing.
    pub(crate) boxes: Vec<Rect>,
    /// The lines in the order of the drawing.
    pub(crate) routes: Vec<Route>,
    /// Width of all.
    pub(crate) width: f64,
    /// Height of all.
    pub(crate) height: f64,
}

/// Size of text in a box.
pub(crate) fn text_size(node: &DrawnNode) -> f64 {
    match () {
        () if node.focus => FOCUS_SIZE,
        () if node.is_note() => NOTE_SIZE,
        () => NAME_SIZE,
    }
}

/// Gives a drawing its places.
pub(crate) fn layout(drawing: &Drawing) -> Layout {
    let mut boxes: Vec<Rect> = drawing.nodes.iter().map(size).collect();
    widen_for_ports(drawing, &mut boxes);
    let children = children(&drawing.nodes);
    stack(drawing, &mut boxes, &children);
    columns(drawing, &mut boxes);
    let routes = Router::new(drawing, &boxes).routes();
    fit(boxes, routes)
}

/// A box as large as its text.
fn size(node: &DrawnNode) -> Rect {
    let text = text_size(node);
    let widest = node.lines.iter().map(line_width).fold(0.0, f64::max) * text;
    let lines = node.lines.len() as f64 * text * LEADING;
    if node.is_note() {
        let tag = width(&node.tag) * TAG_SIZE + 14.0;
        return Rect { w: widest.max(tag) + 22.0, h: lines + TAG_SIZE * 1.5 + 14.0, ..Rect::default() };
    }
    // Pointed and half-round sides need room beside the text.
    Rect { w: (widest + 30.0).max(52.0), h: lines + if node.focus { 24.0 } else { 13.0 }, ..Rect::default() }
}

/// Makes boxes at which several lines end high enough for all of their labels.
fn widen_for_ports(drawing: &Drawing, boxes: &mut [Rect]) {
    for (i, rect) in boxes.iter_mut().enumerate().filter(|(i, _)| drawing.nodes[*i].column != 0) {
        let ports = drawing.edges.iter().filter(|e| e.manner != Manner::Background && outer_end(drawing, e) == i);
        rect.h = rect.h.max(ports.count() as f64 * PORT);
    }
}

/// The end of a line that is further from the middle.
pub(crate) fn outer_end(drawing: &Drawing, edge: &DrawnEdge) -> usize {
    let far = |i: usize| drawing.nodes[i].column.abs();
    if far(edge.from) > far(edge.to) { edge.from } else { edge.to }
}

/// The boxes that hang on each box.
fn children(nodes: &[DrawnNode]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            out[parent].push(i);
        }
    }
    out
}

/// Puts the boxes at their heights.
fn stack(drawing: &Drawing, boxes: &mut [Rect], children: &[Vec<usize>]) {
    let mut slots = vec![0.0; boxes.len()];
    // Boxes stand after what they hang on, so that the way back meets children first.
    for i in (0..boxes.len()).rev() {
        let sides = [-1, 1].map(|side| side_height(drawing, children, &slots, i, side));
        slots[i] = f64::max(boxes[i].h, f64::max(sides[0], sides[1]));
    }
    let mut top = 0.0;
    for i in 0..boxes.len() {
        if drawing.nodes[i].parent.is_none() {
            boxes[i].y = top + (slots[i] - boxes[i].h) / 2.0;
            top += slots[i] + 2.0 * GAP;
        }
        for side in [-1, 1] {
            let mut y = boxes[i].middle() - side_height(drawing, children, &slots, i, side) / 2.0;
            let mut before = None;
            for &child in children[i].iter().filter(|&&c| drawing.nodes[c].column.signum() == side) {
                y += gap(drawing, before, child);
                boxes[child].y = y + (slots[child] - boxes[child].h) / 2.0;
                y += slots[child];
                before = Some(child);
            }
        }
    }
}

/// Height of all that hangs on one side of a box.
fn side_height(drawing: &Drawing, children: &[Vec<usize>], slots: &[f64], i: usize, side: i32) -> f64 {
    let mut before = None;
    let mut sum = 0.0;
    for &child in children[i].iter().filter(|&&c| drawing.nodes[c].column.signum() == side) {
        sum += gap(drawing, before, child) + slots[child];
        before = Some(child);
    }
    sum
}

fn gap(drawing: &Drawing, before: Option<usize>, child: usize) -> f64 {
    let Some(before) = before else { return 0.0 };
    let (a, b) = (&drawing.nodes[before], &drawing.nodes[child]);
    if a.kind == b.kind { GAP } else { GAP + GROUP_GAP }
}

/// Puts the boxes into their columns.
fn columns(drawing: &Drawing, boxes: &mut [Rect]) {
    let mut widths: BTreeMap<i32, f64> = BTreeMap::new();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for (node, rect) in drawing.nodes.iter().zip(boxes.iter()) {
        let w = widths.entry(node.column).or_default();
        *w = w.max(rect.w);
        *counts.entry(node.column).or_default() += 1;
    }
    let labels = label_widths(drawing);
    let strip = |column: i32| {
        let spread = counts.get(&column).map_or(0.0, |&n| n as f64 * 4.0).min(90.0);
        labels.get(&column).map_or(0.0, |w| w + 34.0) + 50.0 + spread
    };
    let middle = widths.get(&0).copied().unwrap_or_default();
    for (node, rect) in drawing.nodes.iter().zip(boxes.iter_mut()) {
        let side = node.column.signum();
        let mut x = middle / 2.0;
        for step in 1..=node.column.abs() {
            x += strip(side * step);
            if step < node.column.abs() {
                x += widths.get(&(side * step)).copied().unwrap_or_default();
            }
        }
        rect.x = match side {
            0 => -rect.w / 2.0,
            1 => x,
            _ => -x - rect.w,
        };
    }
}

/// The widest label of the lines that end in each column.
fn label_widths(drawing: &Drawing) -> BTreeMap<i32, f64> {
    let mut out: BTreeMap<i32, f64> = BTreeMap::new();
    for edge in &drawing.edges {
        let column = drawing.nodes[outer_end(drawing, edge)].column;
        let w = out.entry(column).or_default();
        *w = w.max(width(&edge.label) * LABEL_SIZE);
    }
    out
}

/// Moves everything so that the top left corner is 0, 0.
fn fit(mut boxes: Vec<Rect>, mut routes: Vec<Route>) -> Layout {
    let points = || routes.iter().flat_map(|r| r.points.iter().copied());
    let xs = || boxes.iter().flat_map(|b| [b.x, b.x + b.w]).chain(points().map(|p| p.0));
    let ys = || boxes.iter().flat_map(|b| [b.y, b.y + b.h]).chain(points().map(|p| p.1));
    let (left, top) = (xs().fold(0.0, f64::min), ys().fold(0.0, f64::min));
    let (right, bottom) = (xs().fold(0.0, f64::max), ys().fold(0.0, f64::max));
    for rect in &mut boxes {
        rect.x -= left;
        rect.y -= top;
    }
    for route in &mut routes {
        route.shift(-left, -top);
    }
    Layout { boxes, routes, width: right - left, height: bottom - top }
}
