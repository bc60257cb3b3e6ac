//! Where the name of an instrument without 《》 begins: a plan, law, rule, scheme or opinion.
//!
//! The object of an issuing verb is the name from that verb on, verbs inside included
//! (出台推动市属国企高质量发展21项重点举措); elsewhere the name is the noun phrase before the head.

use super::clause::issued;
use super::extent::{is_proper, leading_direction, ordinal_at, walk};
use super::sheet::Sheet;
use super::traits::Traits;
use super::undertaking::closes;
use crate::lexicon::Need;
use crate::recognise::Label;

/// Longest name, in bytes.
const LONGEST: usize = 120;
/// Fewest characters that name a scheme by what it does: 实施青年阅读计划.
const CONTENT: u32 = 4;

/// First piece of the instrument whose head noun is piece `h`, and whether a quoted core opens it.
pub(super) fn start(sheet: &Sheet<'_>, h: usize, need: Need) -> Option<(usize, bool)> {
    if sheet.pieces[h].chars == 1 {
        return None;
    }
    let item = item_start(sheet, h);
    let verb = issued(sheet, h);
    let earlier = (item > 1 && sheet.is_mark(item - 1, &['、']))
        .then(|| issued(sheet, item - 2))
        .flatten();
    let governed = verb.is_some() || earlier.is_some();
    let mut first = match verb.or_else(|| earlier.filter(|&v| spans_items(sheet, v, item, h))) {
        Some(v) => v + 1,
        None if earlier.is_some() => item,
        None => {
            let first = walk(sheet, h).first;
            owner(sheet, item, first).unwrap_or(first)
        }
    };
    first = after_boundary(sheet, first, h, governed);
    if first > 0
        && !sheet.line_ends(first - 1)
        && sheet.pieces[first - 1].traits.any(Traits::EDITION)
    {
        first -= 1;
    }
    let quoted = sheet.is_mark(first, &['“']);
    if quoted && (first..=h).any(|k| sheet.pieces[k].traits.any(Traits::TERM_HEAD)) {
        return None;
    }
    if sheet.span(first, h).len() > LONGEST
        || (first == h && !sheet.pieces[h].traits.any(Traits::BARE))
    {
        return None;
    }
    if (first..h).any(|k| sheet.pieces[k].traits.any(Traits::DOCTRINE)) {
        return None;
    }
    let content = sheet.chars(first..h);
    let head = &sheet.pieces[h];
    let articles = head.traits.any(Traits::ARTICLES)
        && (first..=h).any(|k| {
            k > first
                && sheet.pieces[k].traits.any(Traits::ARTICLES)
                && sheet.pieces[k - 1].traits.any(Traits::NUMBER)
        });
    let vague = head.traits.any(Traits::VAGUE);
    let named = |k: usize| {
        ordinal_at(sheet, k).is_some()
            || is_proper(sheet, k)
                && (need != Need::Proper
                    || !sheet.pieces[k].traits.any(Traits::PLACE.or(Traits::BODY)))
    };
    let proper = quoted
        || articles
        || !vague && (first..h).any(named)
        || sheet.pieces[first].traits.any(Traits::LEVEL) && content > 2;
    let strict = need == Need::Proper || head.traits.any(Traits::COMMON) || head.chars == 1;
    let clause =
        governed && !vague && content >= 8 && sheet.pieces[h - 1].traits.any(Traits::GENITIVE);
    let ordinal = (first..h)
        .any(|k| ordinal_at(sheet, k).is_some() || sheet.pieces[k].traits.any(Traits::EDITION));
    let enough = if first == h {
        true
    } else if strict {
        let coined = need == Need::Proper && !vague && !head.traits.any(Traits::COMMON);
        let carried = head.traits.any(Traits::CAMPAIGN)
            && verb.is_some_and(|v| sheet.pieces[v].traits.any(Traits::CAMPAIGN))
            && content >= CONTENT
            && closes(sheet, h);
        clause
            || carried
            || proper && content >= 2 && (governed || quoted || articles || ordinal || coined)
    } else if governed
        && !proper
        && (first..h).all(|k| sheet.pieces[k].traits.any(Traits::MODIFIER))
    {
        false
    } else if governed {
        content >= 3 || content >= 2 && head.chars >= 4
    } else {
        proper && content >= 2 || head.chars >= 4 && content >= 4
    };
    enough.then_some((first, quoted))
}

/// Whether all from the issuing verb `v` is one title of several acts (促进…、推动…的意见): the item
/// before ends in no instrument, and the head has its genitive.
fn spans_items(sheet: &Sheet<'_>, v: usize, item: usize, h: usize) -> bool {
    let act = |k: usize| sheet.pieces[k].traits.any(Traits::VERB.or(Traits::NOMINAL));
    sheet.pieces[h - 1].traits.any(Traits::GENITIVE)
        && act(v + 1)
        && act(item)
        && !(v + 1..item).any(|k| ends_instrument(sheet, k))
}

/// First piece of the item of an enumeration that ends in piece `h`.
fn item_start(sheet: &Sheet<'_>, h: usize) -> usize {
    let start = sheet.clause_start(h);
    (start..h)
        .rev()
        .find(|&i| sheet.is_mark(i, &['、']))
        .map_or(start, |i| i + 1)
}

/// The place that opens the item and owns the instrument, where only nouns and words that cut names
/// short elsewhere stand between: 崇明世界级生态岛建设…行动计划.
fn owner(sheet: &Sheet<'_>, item: usize, first: usize) -> Option<usize> {
    let cuts = Traits::MARK.or(Traits::VERB).or(Traits::STOP);
    let owned = item < first && sheet.pieces[item].traits.any(Traits::PLACE);
    (owned && !(item..first).any(|k| sheet.pieces[k].traits.any(cuts))).then_some(item)
}

/// The name begins after the last function word or mark in the stretch; a genitive directly
/// before the head belongs to it where a verb stands before (支持…建设的意见).
fn after_boundary(sheet: &Sheet<'_>, first: usize, h: usize, governed: bool) -> usize {
    let mut at = first;
    for k in first..h {
        let p = &sheet.pieces[k];
        let pair =
            p.traits.any(Traits::PAIRS) && governed && k > first && !ends_instrument(sheet, k - 1);
        let inner = governed && p.traits.any(Traits::ADVERB.or(Traits::WORLD));
        let stop = p.traits.any(Traits::STOP)
            && !p.traits.any(Traits::ORDINAL.or(Traits::EDITION))
            && !inner
            && ordinal_at(sheet, k).is_none()
            && !pair
            && !leading_direction(sheet, k);
        let genitive = p.traits.any(Traits::GENITIVE)
            && k + 1 == h
            && governed
            && (at..k).any(|i| sheet.pieces[i].traits.any(Traits::VERB.or(Traits::NOMINAL)));
        let count = p.traits.any(Traits::MEASURE)
            && !p.traits.any(Traits::ARTICLES.or(Traits::ORDINAL))
            && p.chars > 1;
        let inside = p.partner.is_some_and(|other| at <= other && other < h);
        let acts = governed && sheet.is_mark(k, &['、']);
        let bracketed = p.traits.any(Traits::MARK) && (inside || acts || is_inner(sheet, k));
        if (stop && !genitive) || count || p.traits.any(Traits::MARK) && !bracketed {
            at = k + 1;
        }
    }
    let general = |k: usize| sheet.pieces[k].traits.any(Traits::GENERAL);
    // 首部省级…条例: words before the name, but where all that is left would be a class.
    while at < h && general(at) && (h - at < 3 || at + 1 < h && general(at + 1)) {
        at += 1;
    }
    at
}

/// Whether an instrument ends at piece `k`: a pair after it begins another.
fn ends_instrument(sheet: &Sheet<'_>, k: usize) -> bool {
    sheet.pieces[k].heads_a(Label::Policy)
}

/// Whether a mark joins parts of a name.
fn is_inner(sheet: &Sheet<'_>, k: usize) -> bool {
    sheet.is_mark(k, &['—', '·', '-'])
}
