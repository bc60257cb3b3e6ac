//! Titles in 《》: a policy where the title's last word is an instrument.

use super::sheet::Sheet;
use super::traits::Traits;
use crate::lexicon::SenseKind;
use crate::recognise::{Context, Label};
use crate::seeds::SeedRef;
use crate::span::Span;

/// A title that names an instrument.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Title {
    /// With its marks.
    pub span: Span,
    pub at: SeedRef,
}

/// All titles of instruments, in the order of the text.
pub(super) fn titles(cx: Context<'_>, sheet: &Sheet<'_>) -> Vec<Title> {
    let mut out = Vec::new();
    for i in sheet.with(Traits::TITLE) {
        let Some(close) = sheet.pieces[i].partner else {
            continue;
        };
        if close <= i + 1 {
            continue;
        }
        let core = sheet.span(i + 1, close - 1);
        if let Some(at) = instrument(cx, core) {
            out.push(Title {
                span: sheet.span(i, close),
                at,
            });
        }
    }
    out
}

/// The record of the instrument that ends a title, brackets at its end left aside.
fn instrument(cx: Context<'_>, core: Span) -> Option<SeedRef> {
    let text = core.of(cx.source.text());
    let body = match (text.ends_with('）'), text.rfind('（')) {
        (true, Some(at)) if at > 0 => &text[..at],
        _ => text,
    };
    let end = core.start + body.len() as u32;
    let tail = Span {
        start: core.start,
        end,
    };
    cx.scan
        .within(tail)
        .filter(|hit| hit.span.end == end)
        .find_map(|hit| {
            cx.scan.word(hit.word).sense(|kind| match kind {
                SenseKind::Head {
                    label: Label::Policy,
                    ..
                }
                | SenseKind::Name {
                    label: Label::Policy,
                    ..
                } => Some(()),
                _ => None,
            })
        })
        .map(|((), at)| at)
}

/// A name without the title marks around it.
pub(super) fn core(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let mark = '《'.len_utf8() as u32;
    if body.starts_with('《') && body.ends_with('》') && body.len() > 6 {
        Span {
            start: span.start + mark,
            end: span.end - mark,
        }
    } else {
        span
    }
}
