//! Paths of lines, and where their labels stand.

use std::collections::BTreeMap;

use super::Drawing;
use super::layout::{BEND, Curve, LABEL, Label, PORT, Rect, ends};
use super::wrap::width;

/// The paths of all lines and the places of their labels.
pub(super) fn curves(drawing: &Drawing, boxes: &[Rect], ports: &[Vec<&str>]) -> Vec<Curve> {
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut named: Vec<Vec<&str>> = vec![Vec::new(); boxes.len()];
    let starts = starts(drawing, boxes);
    let mut out = Vec::new();
    for (edge, start) in drawing.edges.iter().zip(starts) {
        let Some((inner, outer, outward)) = ends(drawing, edge.from, edge.to) else {
            out.push(bulge(
                drawing,
                boxes,
                (edge.from, edge.to),
                &edge.label,
                &mut taken,
            ));
            continue;
        };
        let right = drawing.nodes[outer].column > drawing.nodes[inner].column;
        let sign = if right { 1.0 } else { -1.0 };
        let (x1, y1) = (side(&boxes[inner], right), middle(&boxes[inner]) + start);
        let port = ports[outer].iter().position(|label| *label == edge.label);
        let count = ports[outer].len().max(1) as f64;
        let shift = port.map_or(0.0, |port| (port as f64 - (count - 1.0) / 2.0) * PORT);
        let (x2, y2) = (side(&boxes[outer], !right), middle(&boxes[outer]) + shift);
        let widest = ports[outer]
            .iter()
            .map(|label| width(label))
            .fold(0.0, f64::max)
            * LABEL;
        let level = x2 - sign * (widest + 24.0);
        let half = f64::midpoint(x1, level);
        let path = if outward {
            format!(
                "M{x1:.1} {y1:.1}C{half:.1} {y1:.1} {half:.1} {y2:.1} {level:.1} {y2:.1}L{x2:.1} {y2:.1}"
            )
        } else {
            format!(
                "M{x2:.1} {y2:.1}L{level:.1} {y2:.1}C{half:.1} {y2:.1} {half:.1} {y1:.1} {x1:.1} {y1:.1}"
            )
        };
        // Lines of one name that end at one place carry it once.
        let fresh = port.is_some() && !named[outer].contains(&edge.label.as_str());
        let label = fresh.then(|| {
            let wide = width(&edge.label) * LABEL;
            Label {
                text: edge.label.clone(),
                at: (x2 - sign * (wide / 2.0 + 14.0), y2),
            }
        });
        if let Some(label) = &label {
            named[outer].push(&edge.label);
            taken.push((label.at.0, label.at.1, width(&label.text) * LABEL));
        }
        out.push(Curve { path, label });
    }
    out
}

/// Where each line leaves its inner box, from the middle of the side: in the order of where they lead,
/// so that they do not cross and their arrows can be told apart.
fn starts(drawing: &Drawing, boxes: &[Rect]) -> Vec<f64> {
    let mut sides: BTreeMap<(usize, bool), Vec<(f64, usize)>> = BTreeMap::new();
    for (i, edge) in drawing.edges.iter().enumerate() {
        if edge.label.is_empty() {
            continue;
        }
        if let Some((inner, outer, _)) = ends(drawing, edge.from, edge.to) {
            let right = drawing.nodes[outer].column > drawing.nodes[inner].column;
            let lines = sides.entry((inner, right)).or_default();
            lines.push((middle(&boxes[outer]), i));
        }
    }
    let mut out = vec![0.0; drawing.edges.len()];
    for ((inner, _), mut lines) in sides {
        lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let step = (boxes[inner].h * 0.6 / lines.len() as f64).min(PORT);
        let first = step * (lines.len() - 1) as f64 / 2.0;
        for (place, (_, i)) in lines.into_iter().enumerate() {
            out[i] = place as f64 * step - first;
        }
    }
    out
}

/// A line between two boxes of a column, on the side away from the middle.
fn bulge(
    drawing: &Drawing,
    boxes: &[Rect],
    (from, to): (usize, usize),
    text: &str,
    taken: &mut Vec<(f64, f64, f64)>,
) -> Curve {
    let right = drawing.nodes[from].column >= 0;
    let sign = if right { 1.0 } else { -1.0 };
    let (x1, y1) = (side(&boxes[from], right), middle(&boxes[from]));
    let (x2, y2) = (side(&boxes[to], right), middle(&boxes[to]));
    let far = if right { x1.max(x2) } else { x1.min(x2) } + sign * BEND / 2.0;
    let path = format!("M{x1:.1} {y1:.1}C{far:.1} {y1:.1} {far:.1} {y2:.1} {x2:.1} {y2:.1}");
    let label = (!text.is_empty()).then(|| {
        let wide = width(text) * LABEL;
        let x = far + sign * (wide / 2.0 - 8.0);
        let mut y = f64::midpoint(y1, y2);
        // Every step passes at least one label, so that this ends.
        while taken
            .iter()
            .any(|t| (t.0 - x).abs() < f64::midpoint(t.2, wide) && (t.1 - y).abs() < PORT)
        {
            y += PORT;
        }
        taken.push((x, y, wide));
        Label {
            text: text.to_owned(),
            at: (x, y),
        }
    });
    Curve { path, label }
}

fn side(rect: &Rect, right: bool) -> f64 {
    if right { rect.x + rect.w } else { rect.x }
}

fn middle(rect: &Rect) -> f64 {
    rect.y + rect.h / 2.0
}
