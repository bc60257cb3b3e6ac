//! Outlines of boxes and heads of arrows in SVG.

use std::fmt::Write;

use super::layout::Rect;
use super::route::Point;
use super::style::{Outline, Paint, Stroke};
use super::svg::number;

/// Writes the outline of a box.
pub(crate) fn outline(rect: Rect, paint: Paint, focus: bool, out: &mut String) {
    let stroke = if focus { 2.6 } else { 1.3 };
    let style = format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"{stroke}\"", paint.fill, paint.stroke);
    match paint.outline {
        Outline::Rounded => rounded(rect, 7.0, &style, out),
        Outline::Pill => rounded(rect, (rect.h / 2.0).min(17.0), &style, out),
        Outline::Plain => rounded(rect, 0.0, &style, out),
        Outline::Bar => {
            rounded(rect, 1.5, &style, out);
            let bar = Rect { w: 5.0, ..rect };
            rounded(bar, 1.5, &format!("fill=\"{}\"", paint.stroke), out);
        }
        Outline::Double => {
            rounded(rect, 3.0, &style, out);
            let inner = Rect { x: rect.x + 3.0, y: rect.y + 3.0, w: rect.w - 6.0, h: rect.h - 6.0 };
            rounded(inner, 2.0, "fill=\"none\" stroke=\"#FFFFFF\" stroke-width=\"1\"", out);
        }
        Outline::Hexagon => polygon(&cut(rect, 10.0_f64.min(rect.w / 5.0), rect.h / 2.0), &style, out),
        Outline::Octagon => polygon(&cut(rect, 7.0, 7.0_f64.min(rect.h / 3.0)), &style, out),
        Outline::Folder => folder(rect, &style, out),
        Outline::Note => note(rect, &style, paint, out),
    }
}

/// The head of an arrow whose tip is at `tip`, pointing right for 1 and left for -1.
pub(crate) fn heading(tip: Point, direction: f64, stroke: Stroke) -> String {
    let half = 2.6 + stroke.width * 0.9;
    let back = tip.0 - direction * (half * 2.1);
    format!(
        "<path d=\"M{} {} L{} {} L{} {} Z\" fill=\"{}\"/>",
        number(tip.0),
        number(tip.1),
        number(back),
        number(tip.1 - half),
        number(back),
        number(tip.1 + half),
        stroke.colour
    )
}

fn rounded(rect: Rect, radius: f64, style: &str, out: &mut String) {
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {style}/>",
        number(rect.x),
        number(rect.y),
        number(rect.w),
        number(rect.h),
        number(radius)
    );
}

/// A box whose corners are cut by `dx` and `dy`.
fn cut(rect: Rect, dx: f64, dy: f64) -> Vec<Point> {
    let (l, t, r, b) = (rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    vec![
        (l + dx, t),
        (r - dx, t),
        (r, t + dy),
        (r, b - dy),
        (r - dx, b),
        (l + dx, b),
        (l, b - dy),
        (l, t + dy),
    ]
}

fn polygon(points: &[Point], style: &str, out: &mut String) {
    let points: Vec<String> = points.iter().map(|p| format!("{},{}", number(p.0), number(p.1))).collect();
    let _ = write!(out, "<polygon points=\"{}\" stroke-linejoin=\"round\" {style}/>", points.join(" "));
}

/// A box with a tab at its top left that stands out of it by three units.
fn folder(rect: Rect, style: &str, out: &mut String) {
    let (l, t, r, b) = (rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    let tab = (rect.w * 0.4).min(30.0);
    let points = [(l, t - 3.0), (l + tab - 4.0, t - 3.0), (l + tab, t), (r, t), (r, b), (l, b)];
    polygon(&points, style, out);
}

/// A box with its top right corner folded.
fn note(rect: Rect, style: &str, paint: Paint, out: &mut String) {
    let (l, t, r, b) = (rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    let fold = 9.0_f64.min(rect.h / 2.5);
    polygon(&[(l, t), (r - fold, t), (r, t + fold), (r, b), (l, b)], style, out);
    let corner = [(r - fold, t), (r - fold, t + fold), (r, t + fold)];
    polygon(&corner, &format!("fill=\"#FFFFFF\" stroke=\"{}\" stroke-width=\"1\"", paint.stroke), out);
}
