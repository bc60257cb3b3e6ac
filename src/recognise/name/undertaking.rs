//! Undertakings that are named by what they do: 实施小学生校内课后服务工程.
//!
//! No proper part makes them names; the verb that carries them out does, directly before them or,
//! where they are its subject, behind them.

use super::sheet::Sheet;
use super::traits::{Traits, VERB_ROLES};
use crate::recognise::Label;

/// Fewest characters of such a name; with fewer it is a kind (水利工程).
const SHORTEST: u32 = 6;

/// First piece of the undertaking that ends in the head noun at piece `h`.
pub(super) fn undertaking(sheet: &Sheet<'_>, h: usize) -> Option<usize> {
    if !sheet.pieces[h].traits.any(Traits::CAMPAIGN) {
        return None;
    }
    let first = content(sheet, h)?;
    let told = carried_out(sheet, first) && closes(sheet, h);
    (told || begins(sheet, first) && proceeds(sheet, h)).then_some(first)
}

/// First piece of what stands before the head noun: words of any kind up to the verb that carries
/// it out, a mark or a word that belongs to no name.
fn content(sheet: &Sheet<'_>, h: usize) -> Option<usize> {
    let mut first = h;
    while let Some(k) = sheet.before(first) {
        let t = sheet.pieces[k].traits;
        let pairs = t.any(Traits::PAIRS) && !t.any(Traits::UNKNOWN);
        let inside = if pairs {
            k + 1 < h
                && sheet
                    .before(k)
                    .is_some_and(|k| plain(sheet, k) && !coined(sheet, k))
        } else {
            plain(sheet, k)
        };
        if !inside {
            break;
        }
        first = k;
    }
    let chars = sheet.chars(first..=h);
    (first < h && chars >= SHORTEST).then_some(first)
}

/// Whether a piece can say what an undertaking does.
fn plain(sheet: &Sheet<'_>, k: usize) -> bool {
    let t = sheet.pieces[k].traits;
    let word = Traits::NOUN
        .or(Traits::NOMINAL)
        .or(Traits::MODIFIER)
        .or(Traits::ADVERB)
        .or(Traits::VERB)
        .or(Traits::WORLD)
        .or(Traits::UNKNOWN)
        .or(Traits::OTHER_NAME)
        .or(Traits::PLACE)
        .or(Traits::LATIN)
        .or(Traits::HEADED)
        .or(Traits::TERM_HEAD);
    let bound = Traits::GENERAL
        .or(Traits::MARK)
        .or(Traits::CAMPAIGN)
        .or(Traits::PAIRS);
    let function = t.any(Traits::STOP) && !t.any(Traits::ADVERB.or(Traits::WORLD));
    let governs = t.any(Traits::VERB) && t.any(VERB_ROLES);
    t.any(word) && !t.any(bound) && !function && !governs || numeral(sheet, k)
}

/// Whether a numeral counts nothing: 五育并举.
fn numeral(sheet: &Sheet<'_>, k: usize) -> bool {
    let number = sheet.pieces[k].traits.any(Traits::NUMBER) && !sheet.of(k).is_ascii();
    number && !sheet.line_ends(k) && !sheet.pieces[k + 1].traits.any(Traits::MEASURE)
}

/// Whether a piece is the head noun of something that is carried out as a whole.
fn coined(sheet: &Sheet<'_>, k: usize) -> bool {
    sheet.pieces[k].heads_a(Label::Project) || sheet.pieces[k].traits.any(Traits::TERM_HEAD)
}

/// Whether the noun phrase ends with the head `h`: a mark or a joining word follows.
pub(super) fn closes(sheet: &Sheet<'_>, h: usize) -> bool {
    let Some(next) = sheet.pieces.get(h + 1).filter(|_| !sheet.line_ends(h)) else {
        return true;
    };
    let joins = Traits::PAIRS.or(Traits::ETC);
    next.traits.any(joins) || next.traits.any(Traits::MARK) && !sheet.is_mark(h + 1, &['“'])
}

/// Whether the verb before piece `first` carries out an undertaking: 实施…工程, with other such
/// undertakings listed between (实施…工程、…工程).
fn carried_out(sheet: &Sheet<'_>, first: usize) -> bool {
    let Some(k) = sheet.before(first) else {
        return false;
    };
    if sheet.pieces[k].traits.any(Traits::CAMPAIGN) {
        return true;
    }
    let pair = sheet.is_mark(k, &['、']) || sheet.pieces[k].traits.any(Traits::PAIRS);
    pair && k > 0
        && sheet.pieces[k - 1].heads_a(Label::Project)
        && (sheet.clause_start(k)..k - 1).any(|k| sheet.pieces[k].traits.any(Traits::CAMPAIGN))
}

/// Whether a clause begins at piece `first`.
fn begins(sheet: &Sheet<'_>, first: usize) -> bool {
    sheet
        .before(first)
        .is_none_or(|k| sheet.is_mark(k, &['，', '。', '；', '：']))
}

/// Whether the clause behind the head `h` says that it is carried out: …工程有序推进.
fn proceeds(sheet: &Sheet<'_>, h: usize) -> bool {
    let end = sheet.clause_end(h);
    let mut rest = (h + 1..end).skip_while(|&k| {
        let t = sheet.pieces[k].traits;
        t.any(Traits::ADVERB.or(Traits::MODIFIER)) && !t.any(Traits::CAMPAIGN)
    });
    rest.next().is_some_and(|k| {
        sheet.pieces[k].traits.any(Traits::CAMPAIGN) && (k + 1 == end || sheet.line_ends(k))
    })
}
