//! The ways of lines from box to box.

use std::collections::BTreeMap;

use super::layout::{LABEL_SIZE, Rect, outer_end};
use super::wrap::width;
use super::{DrawnEdge, Drawing, Manner};

/// A point.
pub(crate) type Point = (f64, f64);

/// The way of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Route {
    /// Start, two control points, the end of the curve, and the end of a straight piece after it, from
    /// the inner box to the outer.
    pub(crate) points: [Point; 5],
    /// Whether the arrow's head is at the last point, else at the first.
    pub(crate) outward: bool,
    /// The middle of the label.
    pub(crate) label: Option<Point>,
}

impl Route {
    /// Moves the way.
    pub(crate) fn shift(&mut self, dx: f64, dy: f64) {
        for point in self.points.iter_mut().chain(&mut self.label) {
            point.0 += dx;
            point.1 += dy;
        }
    }
}

/// Finds ways between boxes that have their places.
pub(crate) struct Router<'a> {
    drawing: &'a Drawing,
    boxes: &'a [Rect],
}

impl<'a> Router<'a> {
    /// For the boxes of a drawing.
    pub(crate) fn new(drawing: &'a Drawing, boxes: &'a [Rect]) -> Self {
        Self { drawing, boxes }
    }

    /// The ways of all lines.
    pub(crate) fn routes(&self) -> Vec<Route> {
        let ports = self.ports();
        let edges = self.drawing.edges.iter().enumerate();
        edges.map(|(i, edge)| self.route(edge, ports.get(&i).copied().unwrap_or_default())).collect()
    }

    /// Heights at which each line that is no background leaves its inner box and reaches its outer
    /// one, from the middles of the boxes.
    fn ports(&self) -> BTreeMap<usize, (f64, f64)> {
        let mut inner: BTreeMap<(usize, i32), Vec<(f64, usize)>> = BTreeMap::new();
        let mut outer: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
        for (i, edge) in self.drawing.edges.iter().enumerate().filter(|(_, e)| e.manner != Manner::Background) {
            let far = outer_end(self.drawing, edge);
            let near = edge.from + edge.to - far;
            let side = self.drawing.nodes[far].column.signum();
            inner.entry((near, side)).or_default().push((self.boxes[far].middle(), i));
            outer.entry(far).or_default().push((self.boxes[near].middle(), i));
        }
        let mut out: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for ((node, _), mut lines) in inner {
            for (edge, at) in spread(&mut lines, self.boxes[node].h * 0.62) {
                out.entry(edge).or_default().0 = at;
            }
        }
        for (node, mut lines) in outer {
            for (edge, at) in spread(&mut lines, self.boxes[node].h * 0.62) {
                out.entry(edge).or_default().1 = at;
            }
        }
        out
    }

    fn route(&self, edge: &DrawnEdge, ports: (f64, f64)) -> Route {
        let far = outer_end(self.drawing, edge);
        let near = edge.from + edge.to - far;
        let outward = edge.to == far;
        let columns = (self.drawing.nodes[near].column, self.drawing.nodes[far].column);
        if edge.manner == Manner::Background || columns.0 == columns.1 {
            return Route { points: self.behind(near, far, columns), outward, label: None };
        }
        let side = f64::from(columns.1.signum());
        let start = (beside(self.boxes[near], side), self.boxes[near].middle() + ports.0);
        let end = (beside(self.boxes[far], -side), self.boxes[far].middle() + ports.1);
        let wide = width(&edge.label) * LABEL_SIZE;
        let turn = (end.0 - side * (wide + 30.0), end.1);
        let reach = (turn.0 - start.0) * 0.55;
        let points = [start, (start.0 + reach, start.1), (turn.0 - reach, turn.1), turn, end];
        let label = (!edge.label.is_empty()).then_some((end.0 - side * (wide / 2.0 + 15.0), end.1));
        Route { points, outward, label }
    }

    /// A curve that passes behind the boxes: around the outer side in one column, else across.
    fn behind(&self, near: usize, far: usize, columns: (i32, i32)) -> [Point; 5] {
        let (a, b) = (self.boxes[near], self.boxes[far]);
        if columns.0 == columns.1 {
            let side = if columns.0 < 0 { -1.0 } else { 1.0 };
            let (start, end) = ((beside(a, side), a.middle()), (beside(b, side), b.middle()));
            let bulge = 22.0 + (end.1 - start.1).abs() * 0.08;
            let out = if side > 0.0 { start.0.max(end.0) + bulge } else { start.0.min(end.0) - bulge };
            return [start, (out, start.1), (out, end.1), end, end];
        }
        let side = if a.centre() < b.centre() { 1.0 } else { -1.0 };
        let (start, end) = ((beside(a, side), a.middle()), (beside(b, -side), b.middle()));
        let reach = (end.0 - start.0) * 0.45;
        [start, (start.0 + reach, start.1), (end.0 - reach, end.1), end, end]
    }
}

/// The left or right side of a box.
fn beside(rect: Rect, side: f64) -> f64 {
    rect.centre() + side * rect.w / 2.0
}

/// Lines sorted by where they go, evenly over a side of this height around 0.
fn spread(lines: &mut [(f64, usize)], height: f64) -> Vec<(usize, f64)> {
    lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let n = lines.len() as f64;
    // A few lines stand near each other, many share the height.
    let step = (height / n).min(20.0).max(if n > 1.0 { height / n } else { 0.0 });
    let place = |i: usize| (i as f64 - (n - 1.0) / 2.0) * step;
    lines.iter().enumerate().map(|(i, &(_, edge))| (edge, place(i))).collect()
}
