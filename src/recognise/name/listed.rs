//! Names that a table lists: places, divisions, organisations, policies, events.

use super::piece::{Sheet, Traits};
use crate::lexicon::SenseKind;
use crate::recognise::Label;
use crate::seeds::SeedRef;
use crate::span::Span;

/// A listed name where it occurs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed {
    pub span: Span,
    pub label: Label,
    pub id: Option<String>,
    pub at: SeedRef,
}

/// All listed names of a report, in the order of the text.
pub(super) fn listed(sheet: &Sheet<'_>) -> Vec<Listed> {
    let mut out: Vec<Listed> = Vec::new();
    let mut last: Option<usize> = None;
    for i in 0..sheet.pieces.len() {
        let Some(name) = at(sheet, i) else { continue };
        if let Some(previous) = out.last_mut()
            && last == i.checked_sub(1)
            && within(sheet, i - 1, i)
        {
            previous.span.end = name.span.end;
            previous.id = name.id;
            previous.at = name.at;
        } else {
            out.push(name);
        }
        last = Some(i);
    }
    out
}

/// The listed name that piece `i` is.
fn at(sheet: &Sheet<'_>, i: usize) -> Option<Listed> {
    let piece = &sheet.pieces[i];
    if piece.chars < 2 {
        return None;
    }
    let pick = |kind: &SenseKind| match kind {
        SenseKind::Name { label: Label::Term, .. } => None,
        SenseKind::Name { label, id, .. } => Some((*label, Some(id.clone()))),
        SenseKind::Relative(_) => Some((Label::Organisation, None)),
        SenseKind::Division { code, .. } => Some((Label::Place, Some(code.to_string()))),
        _ => None,
    };
    let ((label, id), at) = piece.word?.sense(pick)?;
    Some(Listed { span: piece.span, label, id, at })
}

/// Whether piece `b` names a division within the one that `a` names: 江苏省昆山市 is one name.
fn within(sheet: &Sheet<'_>, a: usize, b: usize) -> bool {
    let code = |i: usize| {
        let pick = |kind: &SenseKind| match kind {
            SenseKind::Division { code, .. } => Some(*code),
            _ => None,
        };
        sheet.pieces[i].word.and_then(|w| w.sense(pick)).map(|(code, _)| code)
    };
    let adjacent = sheet.pieces[a].span.end == sheet.pieces[b].span.start;
    let (Some(outer), Some(inner)) = (code(a), code(b)) else { return false };
    let outer_is_above = outer != inner
        && (outer % 10_000 == 0 && outer / 10_000 == inner / 10_000 || outer % 100 == 0 && outer / 100 == inner / 100);
    adjacent && outer_is_above && !sheet.pieces[b].traits.any(Traits::BODY)
}
