//! Outlines of boxes in SVG.

use std::fmt::Write;

use super::layout::Rect;
use super::style::{Outline, Paint};

/// Writes the outline of a box, `wide` thick.
pub(super) fn outline(out: &mut String, paint: &Paint, rect: &Rect, wide: f64) {
    let style = format!(
        r#"fill="{}" stroke="{}" stroke-width="{wide}""#,
        paint.fill, paint.stroke
    );
    let high = rect.h;
    match paint.outline {
        Outline::Rounded => rounded(out, rect, 6.0, &style),
        Outline::Pill => rounded(out, rect, (high / 2.0).min(20.0), &style),
        Outline::Plain => rounded(out, rect, 0.0, &style),
        Outline::Bar => {
            rounded(out, rect, 0.0, &style);
            let bar = Rect { w: 5.0, ..*rect };
            rounded(out, &bar, 0.0, &format!(r#"fill="{}""#, paint.stroke));
        }
        Outline::Double => {
            rounded(out, rect, 3.0, &style);
            let inner = Rect {
                x: rect.x + 4.0,
                y: rect.y + 4.0,
                w: rect.w - 8.0,
                h: rect.h - 8.0,
            };
            rounded(out, &inner, 3.0, r##"fill="none" stroke="#FFFFFF""##);
        }
        Outline::Hexagon => cut(out, rect, ((high / 2.0).min(12.0), high / 2.0), &style),
        Outline::Octagon => {
            let corner = (high / 3.0).min(9.0);
            cut(out, rect, (corner, corner), &style);
        }
        Outline::Folder => folder(out, rect, &style),
        Outline::Note => note(out, rect, &style),
    }
}

fn rounded(out: &mut String, rect: &Rect, radius: f64, style: &str) {
    let _ = writeln!(
        out,
        r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="{radius:.1}" {style}/>"#,
        rect.x, rect.y, rect.w, rect.h
    );
}

fn shape(out: &mut String, path: &str, style: &str) {
    let _ = writeln!(out, r#"<path d="{path}" stroke-linejoin="round" {style}/>"#);
}

/// Left, top, right, bottom.
fn sides(rect: &Rect) -> [f64; 4] {
    [rect.x, rect.y, rect.x + rect.w, rect.y + rect.h]
}

/// A box with its corners cut off.
fn cut(out: &mut String, rect: &Rect, (across, down): (f64, f64), style: &str) {
    let [left, top, right, low] = sides(rect);
    let (inner, outer) = (left + across, right - across);
    let (upper, lower) = (top + down, low - down);
    let path = format!(
        "M{inner:.1} {top:.1}H{outer:.1}L{right:.1} {upper:.1}V{lower:.1}L{outer:.1} {low:.1}H{inner:.1}L{left:.1} {lower:.1}V{upper:.1}z"
    );
    shape(out, &path, style);
}

/// A box with a tab at its top.
fn folder(out: &mut String, rect: &Rect, style: &str) {
    let [left, top, right, low] = sides(rect);
    let (tab, edge) = (
        left + (rect.w / 3.0).min(36.0),
        top + (rect.h / 4.0).min(5.0),
    );
    let slope = tab + 5.0;
    let path =
        format!("M{left:.1} {top:.1}H{tab:.1}L{slope:.1} {edge:.1}H{right:.1}V{low:.1}H{left:.1}z");
    shape(out, &path, style);
}

/// A box with a corner folded.
fn note(out: &mut String, rect: &Rect, style: &str) {
    let [left, top, right, low] = sides(rect);
    let fold = (rect.h / 3.0).min(12.0);
    let (inner, edge) = (right - fold, top + fold);
    let path = format!(
        "M{left:.1} {top:.1}H{inner:.1}L{right:.1} {edge:.1}V{low:.1}H{left:.1}zM{inner:.1} {top:.1}V{edge:.1}H{right:.1}"
    );
    shape(out, &path, style);
}
