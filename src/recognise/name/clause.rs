//! What the verbs around a name say of it: built, there, issued, held, striven for.

use super::sheet::Sheet;
use super::traits::{Traits, VERB_ROLES};

/// The roles of the nearest verb before piece `first` in its clause.
pub(super) fn verb_before(sheet: &Sheet<'_>, first: usize) -> Traits {
    let start = sheet.clause_start(first);
    let at = |k: usize| sheet.pieces[k].traits;
    // 建成辐射全球的嘉兴机场: the verb of a relative clause governs within it.
    let mut relative = first > start && at(first - 1).any(Traits::GENITIVE);
    for i in (start..first).rev() {
        if at(i).any(VERB_ROLES) {
            return at(i);
        }
        if at(i).any(Traits::VERB) && !std::mem::take(&mut relative) {
            return Traits::default();
        }
    }
    Traits::default()
}

/// The roles of the nearest verb after piece `last` in its clause.
pub(super) fn verb_after(sheet: &Sheet<'_>, last: usize) -> Traits {
    let end = sheet.clause_end(last);
    for i in last + 1..end {
        let t = sheet.pieces[i].traits;
        if t.any(VERB_ROLES) {
            return t;
        }
        if t.any(Traits::VERB) {
            return Traits::default();
        }
    }
    Traits::default()
}

/// Whether the sentence plans or builds what stands from `first` to `last`.
pub(super) fn built(sheet: &Sheet<'_>, first: usize, last: usize) -> bool {
    let before = verb_before(sheet, first);
    if before.any(Traits::BUILDS) {
        return true;
    }
    let after = verb_after(sheet, last);
    if before.any(Traits::PUSHES) {
        return after.any(Traits::BUILDS);
    }
    !before.any(VERB_ROLES) && after.any(Traits::BUILDS)
}

/// Whether an instrument is issued or carried out: the issuing verb nearest before `head` in its
/// clause, within one item of an enumeration.
pub(super) fn issued(sheet: &Sheet<'_>, head: usize) -> Option<usize> {
    let start = sheet.clause_start(head);
    (start..head)
        .rev()
        .take_while(|&i| !sheet.is_mark(i, &['、']))
        .find(|&i| sheet.pieces[i].traits.any(Traits::ISSUES))
}
