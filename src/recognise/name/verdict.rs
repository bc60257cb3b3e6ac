//! Last checks on a headed name: counts, clauses, titles to be won and heads too common after a mere
//! place are no names.

use super::clause::verb_before;
use super::extent::ordinal_at;
use super::headed::Named;
use super::sheet::Sheet;
use super::traits::Traits;
use crate::lexicon::{NameKind, Need, SenseKind};
use crate::recognise::Label;

/// Longest name that is no instrument, in bytes: longer ones are clauses.
const LONGEST: usize = 96;
/// What names a thing by itself.
const LISTED: Traits = Traits::PLACE.or(Traits::BODY).or(Traits::OTHER_NAME);

/// Last checks: counts, titles to be won, and heads too common after a mere place are no names.
pub(super) fn accepted(sheet: &Sheet<'_>, named: Named) -> bool {
    let Named {
        first, last, label, ..
    } = named;
    if first == last {
        // A head noun that is a name alone has nothing before it to check.
        return true;
    }
    if sheet.span(first, last).len() > LONGEST {
        return false;
    }
    let unknown = (first..last).any(|k| {
        let p = &sheet.pieces[k];
        p.traits.any(Traits::UNKNOWN.or(Traits::LATIN)) && p.chars > 1
    });
    let coined = unknown || named.quoted;
    if !coined && counted(sheet, first) && !repeated(sheet, named) {
        return false;
    }
    if sheet.pieces[last].traits.any(Traits::WORKS)
        || named.quoted && label == Label::Place
        || shared(sheet, named)
    {
        return false;
    }
    if governs(sheet, named) || counted_after(sheet, named) && !coined {
        return false;
    }
    let office = sheet.pieces[last].chars == 1 && label == Label::Organisation;
    if sheet.pieces[last].traits.any(Traits::LINE) && !is_line(sheet, named) {
        return false;
    }
    if office
        && !sheet.pieces[last - 1]
            .traits
            .any(LISTED.or(Traits::WORLD).or(Traits::LEVEL))
    {
        return false;
    }
    if label == Label::Event && sheet.pieces[last].traits.any(Traits::ORDINAL) {
        return verb_before(sheet, first).any(Traits::HOLDS);
    }
    let plain = (first..last).all(|k| {
        sheet.pieces[k]
            .traits
            .any(Traits::DIVISION.or(Traits::PLACE))
    });
    if plain
        && sheet.pieces[last].traits.any(Traits::COMMON)
        && !of_township(sheet, named)
        && !completed(sheet, named)
    {
        return false;
    }
    let adjacent = sheet.pieces[last].traits.any(Traits::ADJACENT);
    if adjacent
        && !sheet.pieces[last - 1]
            .traits
            .any(Traits::PLACE.or(Traits::SHORT).or(Traits::HEADED))
    {
        return false;
    }
    if !coined && sheet.pieces[last].traits.any(Traits::CLASS) {
        return false;
    }
    let zone = sheet.pieces[last]
        .heads
        .iter()
        .all(|x| x.need == Need::Proper);
    let described = (first..last).any(|k| {
        let t = sheet.pieces[k].traits;
        !t.any(LISTED)
            && t.any(
                Traits::NOUN
                    .or(Traits::NOMINAL)
                    .or(Traits::MODIFIER)
                    .or(Traits::WORLD),
            )
    });
    let title = zone && described && !coined && label == Label::Place;
    !(title && verb_before(sheet, first).any(Traits::ASPIRES))
}

/// Whether a name in 线 is a line's: after a place or a code, or as an item of a list of what is
/// built (嘉闵线、南枫线), where a threshold (起付线) does not stand.
fn is_line(sheet: &Sheet<'_>, named: Named) -> bool {
    let Named { first, last, .. } = named;
    let coded = Traits::PLACE.or(Traits::LATIN).or(Traits::NUMBER);
    let coded = sheet.pieces[last - 1].traits.any(coded);
    let Some(before) = sheet.before(first) else {
        return coded;
    };
    let t = sheet.pieces[before].traits;
    if t.any(Traits::FACILITY) {
        // 国道 + G245线 is a road by its code, whose class belongs to it.
        return false;
    }
    let goes_on = || {
        let joins = Traits::ETC.or(Traits::PAIRS);
        !sheet.line_ends(last)
            && (sheet.is_mark(last + 1, &['、']) || sheet.pieces[last + 1].traits.any(joins))
    };
    coded || sheet.is_mark(before, &['、']) || t.any(Traits::BUILDS) && goes_on()
}

/// Whether a verb that builds stands in the middle and what it builds is described, not named:
/// 澳门建设世界旅游休闲中心 is a clause.
fn governs(sheet: &Sheet<'_>, named: Named) -> bool {
    let Named { first, last, .. } = named;
    let Some(verb) = (first + 1..last).find(|&k| sheet.pieces[k].traits.any(Traits::BUILDS)) else {
        return false;
    };
    let place = named.label == Label::Place && verb + 1 < last;
    place || sheet.pieces[verb + 1].traits.any(Traits::WORLD) || last - verb > 3
}

/// Whether a count of it stands directly after a name: 成果转化项目39个.
fn counted_after(sheet: &Sheet<'_>, named: Named) -> bool {
    let Named { first, last, .. } = named;
    let counted = last + 2 < sheet.pieces.len()
        && !sheet.line_ends(last)
        && sheet.pieces[last + 1].traits.any(Traits::NUMBER)
        && sheet.pieces[last + 2].traits.any(Traits::MEASURE);
    let ends = |k: usize| sheet.line_ends(k) || sheet.pieces[k + 1].traits.any(Traits::MARK);
    let site = sheet.pieces[last]
        .traits
        .any(Traits::NATURAL.or(Traits::STREET));
    counted && ends(last + 2) && !site && !sheet.pieces[first].traits.any(Traits::DIVISION)
}

/// Whether a place only heads the last item of a list of places: 重固、朱家角以及金泽乡村振兴示范片区
/// names three places and no zone.
fn shared(sheet: &Sheet<'_>, named: Named) -> bool {
    let Named {
        first, last, label, ..
    } = named;
    let place = |k: usize| sheet.pieces[k].traits.any(Traits::PLACE);
    // 温州机场 after 杭州、宁波 is a site of its own, 青东新城 after 青西 a zone.
    let chars = sheet.chars(first..last);
    let zone = || {
        sheet.pieces[last]
            .heads
            .iter()
            .all(|x| x.need == Need::Proper)
    };
    let site = (first + 1 == last || chars <= 2 && zone())
        && !sheet.pieces[last].traits.any(Traits::ADJACENT);
    if label != Label::Place
        || site
        || first == last
        || first < 2
        || !place(first)
        || sheet.line_ends(first - 1)
    {
        return false;
    }
    let between =
        sheet.is_mark(first - 1, &['、']) || sheet.pieces[first - 1].traits.any(Traits::PAIRS);
    between && !sheet.line_ends(first - 2) && place(first - 2)
}

/// Whether a township's short name stands before a site or body: 龙塘水库 is one of its own, where
/// 青浦医院 would be any of the district's.
fn of_township(sheet: &Sheet<'_>, named: Named) -> bool {
    let township = |k: &SenseKind| matches!(k, SenseKind::Name { kind, .. } if *kind == NameKind::TownshipShort);
    let site = matches!(named.label, Label::Place | Label::Organisation);
    let word = sheet.word(named.first);
    site && named.first + 1 == named.last && word.is_some_and(|w| w.any(township))
}

/// Whether the verb right beside a site says that it is built: 松江枢纽建成投用.
fn completed(sheet: &Sheet<'_>, named: Named) -> bool {
    let builds = |k: usize| {
        let t = sheet.pieces[k].traits;
        t.any(Traits::BUILDS) && t.any(Traits::VERB)
    };
    let opens = |k: usize| {
        k == 0 || sheet.line_ends(k - 1) || sheet.is_mark(k - 1, &['、', '，', '。', '；'])
    };
    named.label == Label::Project
        && !sheet.line_ends(named.last)
        && opens(named.first)
        && builds(named.last + 1)
}

/// Whether the count before a happening says how often it was held: 3届滇商大会.
fn repeated(sheet: &Sheet<'_>, named: Named) -> bool {
    let place = sheet.pieces[named.first]
        .traits
        .any(LISTED.or(Traits::SHORT));
    let session = named.first > 0 && sheet.pieces[named.first - 1].traits.any(Traits::ORDINAL);
    named.label == Label::Event && place && session
}

/// Whether a count stands directly before piece `first`.
fn counted(sheet: &Sheet<'_>, first: usize) -> bool {
    let Some(before) = sheet.before(first) else {
        return false;
    };
    let t = sheet.pieces[before].traits;
    t.any(Traits::MEASURE) && ordinal_at(sheet, before.saturating_sub(1)).is_none()
}
