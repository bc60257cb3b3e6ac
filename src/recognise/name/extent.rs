//! How far a name reaches to the left of its head noun.
//!
//! The walk goes over what may stand inside a name until a boundary: a clause mark, a safe verb,
//! a function word, a count or a word that never belongs to a name. Within that stretch the
//! name proper begins at its first proper part.

use super::clause::verb_before;
use super::sheet::{CLAUSE_MARKS, Sheet};
use super::traits::{Traits, VERB_ROLES};
use crate::lexicon::Need;
use crate::recognise::Label;

/// The stretch before a head noun.
#[derive(Copy, Clone, Debug)]
pub(super) struct Extent {
    /// First piece that could belong to the name.
    pub first: usize,
    /// The head noun.
    pub head: usize,
    /// The opening quote of a quoted core, where there is one.
    pub quote: Option<usize>,
}

/// What bounds a name at once.
const BOUNDARY: Traits = Traits::GENERAL
    .or(Traits::VERB)
    .or(Traits::STOP)
    .or(Traits::ASPIRES);
/// What stands inside a name although it is a function word.
const INSIDE: Traits = LISTED.or(Traits::WORLD);
/// What is proper by itself.
const LISTED: Traits = Traits::PLACE.or(Traits::BODY).or(Traits::OTHER_NAME);
/// Longest bracket inside a name, in pieces.
const BRACKET: usize = 8;

/// Walks left from `head`.
pub(super) fn walk(sheet: &Sheet<'_>, head: usize) -> Extent {
    let mut extent = Extent {
        first: head,
        head,
        quote: None,
    };
    while extent.first > 0 && !sheet.line_ends(extent.first - 1) {
        let i = extent.first - 1;
        let t = sheet.pieces[i].traits;
        let next = if t.any(Traits::MARK) {
            mark(sheet, i, &mut extent)
        } else if t.any(Traits::ORDINAL) && !t.any(Traits::MEASURE) || works(sheet, i, head) {
            Some(i)
        } else if t.any(Traits::JOINS) {
            (i + 1 < head && joined(sheet, i, head)).then_some(i)
        } else if t.any(Traits::PAIRS) {
            paired(sheet, i, head).then_some(i)
        } else if t.any(Traits::MEASURE) {
            measure(sheet, i, head)
        } else if t.any(BOUNDARY) && !t.any(INSIDE) && !leading_direction(sheet, i) {
            None
        } else {
            Some(i)
        };
        let Some(next) = next else { break };
        if extent.quote.is_some_and(|q| next < q) && !before_quote(sheet, next, head) {
            break;
        }
        extent.first = next;
    }
    extent
}

/// Whether piece `i` says what is done to the thing before it: 扩建 in 污水厂扩建工程.
fn works(sheet: &Sheet<'_>, i: usize, head: usize) -> bool {
    let named = i > 0 && !sheet.line_ends(i - 1) && !sheet.pieces[i - 1].traits.any(BOUNDARY);
    i + 1 == head && named && sheet.pieces[i].traits.any(Traits::WORKS) && undertaking(sheet, head)
}

/// Whether piece `k` is a head noun of undertakings.
fn undertaking(sheet: &Sheet<'_>, k: usize) -> bool {
    sheet.pieces[k]
        .heads
        .iter()
        .any(|h| h.label == Label::Project && h.need == Need::Proper)
}

/// Whether piece `i` can stand before the quoted core of a name: a listed name, and before a
/// happening its ordinal, the world and a short bracket (第三届中国（广东）国际“…”博览会).
fn before_quote(sheet: &Sheet<'_>, i: usize, head: usize) -> bool {
    let t = sheet.pieces[i].traits;
    let part = Traits::WORLD
        .or(Traits::NUMBER)
        .or(Traits::ORDINAL)
        .or(Traits::MARK);
    t.any(LISTED) || happening(sheet, head) && t.any(part)
}

/// Whether piece `k` is a head noun of happenings.
fn happening(sheet: &Sheet<'_>, k: usize) -> bool {
    sheet.pieces[k].heads_a(Label::Event)
}

/// A mark inside a name: a short bracket, a quoted core, a dash between proper parts.
fn mark(sheet: &Sheet<'_>, i: usize, extent: &mut Extent) -> Option<usize> {
    if let Some(open) = sheet.pieces[i].partner
        && open < i
    {
        if sheet.is_mark(i, &['）', ')']) {
            let inner = open + 1..i;
            let plain =
                inner.len() <= BRACKET && inner.clone().all(|k| !sheet.is_mark(k, CLAUSE_MARKS));
            return (plain && open > 0 && !sheet.is_mark(open - 1, &['”', '》'])).then_some(open);
        }
        if sheet.is_mark(i, &['”']) && extent.quote.is_none() {
            extent.quote = Some(open);
            return Some(open);
        }
        return None;
    }
    let dash = sheet.is_mark(i, &['—', '·']);
    let part = |k: usize| is_proper(sheet, k) || sheet.pieces[k].traits.any(Traits::WORLD);
    (dash && i > 0 && !sheet.line_ends(i - 1) && is_proper(sheet, i - 1) && part(i + 1))
        .then_some(i)
}

/// Whether a joining word stands between two parts of a name: two happenings, or two ends of a line.
fn joined(sheet: &Sheet<'_>, i: usize, head: usize) -> bool {
    let Some(before) = sheet.before(i) else {
        return false;
    };
    let ends = |k: usize| {
        sheet.pieces[k]
            .traits
            .any(Traits::PLACE.or(Traits::UNKNOWN).or(Traits::SIDE))
    };
    // 羊山大道至母瑞山公路: a road from where another ends.
    let road = sheet.pieces[before]
        .heads
        .iter()
        .any(|h| h.label == Label::Place && h.need == Need::Site);
    let meeting = happening(sheet, head)
        && sheet.pieces[i].chars == 1
        && sheet.pieces[before]
            .traits
            .any(Traits::NOMINAL.or(Traits::NOUN));
    happening(sheet, before) || meeting || (ends(before) || road) && ends(i + 1)
}

/// Whether a conjunction stands inside the name of a body that is founded: two common nouns on
/// both sides of it (重庆信息与智慧医学研究院).
fn paired(sheet: &Sheet<'_>, i: usize, head: usize) -> bool {
    let body = sheet.pieces[head].heads_a(Label::Organisation);
    let Some(before) = sheet.before(i) else {
        return false;
    };
    let common = |k: usize| {
        let p = &sheet.pieces[k];
        p.traits.any(Traits::NOUN.or(Traits::MODIFIER))
            && !p.traits.any(LISTED)
            && p.heads.is_empty()
    };
    let parts = |k: usize| !sheet.pieces[k].heads.is_empty();
    // 总装基地及服务中心项目: one undertaking of two parts, the second without a name.
    let both = undertaking(sheet, head)
        && parts(before)
        && !undertaking(sheet, before)
        && (i + 1..head).any(parts)
        && !(i + 1..head).any(|k| is_proper(sheet, k) || sheet.pieces[k].traits.any(Traits::MARK));
    both || body
        && i + 1 < head
        && common(before)
        && common(i + 1)
        && verb_before(sheet, before).any(Traits::FOUNDS)
}

/// A measure: an ordinal or a number of articles is part of the name, a count ends it.
fn measure(sheet: &Sheet<'_>, i: usize, head: usize) -> Option<usize> {
    let t = sheet.pieces[i].traits;
    let before = i
        .checked_sub(1)
        .filter(|&k| !sheet.line_ends(k) && sheet.pieces[k].traits.any(Traits::NUMBER));
    let Some(number) = before else {
        let single = sheet.pieces[i].chars == 1 && i > 0 && !sheet.line_ends(i - 1);
        let head_noun = !sheet.pieces[i].heads.is_empty();
        let known =
            |k: usize| is_proper(sheet, k) || street(sheet, k) || !sheet.pieces[k].heads.is_empty();
        let inner = |k: usize| is_core(sheet, k) || head_noun && known(k);
        let natural = i + 1 == head && sheet.pieces[head].traits.any(Traits::NATURAL);
        let opens = sheet.pieces[i + 1].traits.any(Traits::UNKNOWN);
        return (single && (inner(i - 1) || natural || opens)).then_some(i);
    };
    if happening(sheet, head) && year(sheet, number) {
        return Some(number);
    }
    if t.any(Traits::ARTICLES) {
        let policy = sheet.pieces[head].heads_a(Label::Policy);
        return policy.then_some(number);
    }
    if !t.any(Traits::ORDINAL) {
        // 海南电网500千伏主网架工程: a size between the owner and the works.
        let number = number_start(sheet, number);
        let near = |k: usize| number > k && !sheet.line_ends(number - 1 - k);
        let noun = |k: usize| {
            sheet.pieces[k].traits.any(Traits::NOUN) || !sheet.pieces[k].heads.is_empty()
        };
        let owner = near(0) && is_proper(sheet, number - 1)
            || near(1) && noun(number - 1) && is_proper(sheet, number - 2);
        return (owner && sheet.pieces[i].chars > 1).then_some(number);
    }
    Some(number_start(sheet, number))
}

/// First piece of the number that ends at piece `number`; the 第 of an ordinal belongs to it.
fn number_start(sheet: &Sheet<'_>, number: usize) -> usize {
    let mut at = number;
    while at > 0 && !sheet.line_ends(at - 1) && sheet.pieces[at - 1].traits.any(Traits::NUMBER) {
        at -= 1;
    }
    at
}

/// Whether an ordinal starts at piece `i`; with its last piece.
pub(super) fn ordinal_at(sheet: &Sheet<'_>, i: usize) -> Option<usize> {
    let t = sheet.pieces[i].traits;
    if t.any(Traits::ORDINAL) && !t.any(Traits::MEASURE) {
        return Some(i);
    }
    if !t.any(Traits::NUMBER)
        || (i > 0 && !sheet.line_ends(i - 1) && sheet.pieces[i - 1].traits.any(Traits::NUMBER))
    {
        return None;
    }
    let mut at = i;
    while !sheet.line_ends(at) && sheet.pieces[at + 1].traits.any(Traits::NUMBER) {
        at += 1;
    }
    let measure = !sheet.line_ends(at) && sheet.pieces[at + 1].traits.any(Traits::ORDINAL);
    // 第三届 is an ordinal; 三届 is a count. A single word is the sign, so it is read by its trait:
    // the number word that is no numeral.
    let word = sheet.pieces[i].traits.any(Traits::NUMBER_WORD);
    (measure && (at > i || word || sheet.pieces[at + 1].chars > 1 || session(sheet, at + 1)))
        .then_some(at + 1)
}

/// Whether the measure at piece `i` numbers the terms of a body: 五届人大 needs no 第.
fn session(sheet: &Sheet<'_>, i: usize) -> bool {
    let body = |k: usize| {
        let p = &sheet.pieces[k];
        p.traits.any(Traits::BODY) || p.heads_a(Label::Organisation)
    };
    !sheet.line_ends(i) && body(i + 1)
}

/// Whether a piece can be one part of a proper name cut into single characters.
#[inline]
pub(super) fn is_core(sheet: &Sheet<'_>, i: usize) -> bool {
    let p = &sheet.pieces[i];
    p.traits.any(Traits::UNKNOWN) || p.chars == 1 && is_single_core(sheet, i)
}

/// As [`is_core`], for a known word of one character.
fn is_single_core(sheet: &Sheet<'_>, i: usize) -> bool {
    let p = &sheet.pieces[i];
    let barred = Traits::GENERAL.or(Traits::MARK).or(Traits::NUMBER);
    let part = if p.traits.any(Traits::MEASURE) {
        free_measure(sheet, i)
    } else {
        p.traits.any(Traits::WEAK.or(Traits::MODIFIER))
    };
    part && !p.traits.any(barred) || leading_direction(sheet, i)
}

/// Whether a measure stands without a number and so may be part of a name (元荡).
fn free_measure(sheet: &Sheet<'_>, i: usize) -> bool {
    let numbered =
        i > 0 && !sheet.line_ends(i - 1) && sheet.pieces[i - 1].traits.any(Traits::NUMBER);
    sheet.pieces[i].traits.any(Traits::MEASURE) && !numbered
}

/// Whether a direction opens a name: it stands before unknown characters and after a boundary
/// (外 + 青松公路), where a direction that closes a phrase cannot stand.
pub(super) fn leading_direction(sheet: &Sheet<'_>, i: usize) -> bool {
    let p = &sheet.pieces[i];
    if p.chars != 1 || !p.traits.any(Traits::DIRECTION) || sheet.line_ends(i) {
        return false;
    }
    let after = sheet.pieces[i + 1].traits.any(Traits::UNKNOWN);
    let opens = i == 0
        || sheet.line_ends(i - 1)
        || sheet.pieces[i - 1].traits.any(
            Traits::MARK
                .or(Traits::VERB)
                .or(Traits::STOP)
                .or(Traits::PLACE),
        );
    after && opens
}

/// The run of core pieces that holds `i`, as (first, last); it does not pass `limit` to the left.
pub(super) fn core_run(sheet: &Sheet<'_>, i: usize, limit: usize) -> (usize, usize) {
    let (mut first, mut last) = (i, i);
    while first > limit && !sheet.line_ends(first - 1) && is_core(sheet, first - 1) {
        first -= 1;
    }
    while !sheet.line_ends(last) && is_core(sheet, last + 1) {
        last += 1;
    }
    (first, last)
}

/// Whether a piece is proper by itself or within its run of characters.
pub(super) fn is_proper(sheet: &Sheet<'_>, i: usize) -> bool {
    let p = &sheet.pieces[i];
    if p.traits.any(LISTED.or(Traits::NATIONS)) {
        return true;
    }
    if p.traits.any(Traits::LATIN) {
        return p.chars > 1;
    }
    p.traits.any(Traits::UNKNOWN) && (p.chars > 1 || unknown_run(sheet, i))
}

/// As [`is_proper`], for a name of one kind: neither the nation nor a doctrine makes a place.
fn is_proper_for(sheet: &Sheet<'_>, i: usize, label: Label) -> bool {
    let t = sheet.pieces[i].traits;
    let place = matches!(label, Label::Place | Label::Project);
    // 中国—东盟自由贸易区: with a partner the nation is proper.
    let last = !sheet.line_ends(i)
        && (!sheet.pieces[i + 1].heads.is_empty() || sheet.is_mark(i + 1, &['—']));
    let vague = place && (t.any(Traits::OTHER_NAME) || t.any(Traits::NATION) && !last);
    is_proper(sheet, i) && !vague || street(sheet, i)
}

/// Whether a street named by a common word begins at piece `i`: 复兴路 before 北延伸段.
pub(super) fn street(sheet: &Sheet<'_>, i: usize) -> bool {
    let p = &sheet.pieces[i];
    let word = p.chars == 2 && p.traits.any(Traits::NOUN.or(Traits::NOMINAL));
    word && !sheet.line_ends(i) && sheet.pieces[i + 1].traits.any(Traits::STREET)
}

/// Whether the run of single characters around `i` is long enough to be a name.
fn unknown_run(sheet: &Sheet<'_>, i: usize) -> bool {
    let (first, last) = core_run(sheet, i, 0);
    sheet.chars(first..=last) > 1
}

/// Where the name proper begins within an extent: its first proper part, with what opens it.
pub(super) fn start(sheet: &Sheet<'_>, extent: Extent, label: Label) -> Option<usize> {
    let mut found = None;
    let mut i = extent.first;
    while i < extent.head {
        if extent.quote == Some(i) {
            found = Some(i);
            break;
        }
        if let Some(last) = ordinal_at(sheet, i)
            && last < extent.head
        {
            found = Some(i);
            break;
        }
        if is_proper_for(sheet, i, label) || opens(sheet, extent, i, label) || numbered(sheet, i) {
            found = Some(i);
            break;
        }
        i += 1;
    }
    let mut at = balanced(sheet, extent, found?)?;
    if at > extent.first {
        let run = if sheet.pieces[at].traits.any(Traits::UNKNOWN) {
            at
        } else {
            at - 1
        };
        if sheet.pieces[run].traits.any(Traits::UNKNOWN) && is_core(sheet, run) {
            at = core_run(sheet, run, extent.first).0;
        }
    }
    while at > extent.first && (aside(sheet, at) || label == Label::Event && year(sheet, at - 1)) {
        at -= 1;
    }
    while at > extent.first
        && sheet.pieces[at - 1]
            .traits
            .any(Traits::WORLD.or(Traits::LEVEL))
    {
        at -= 1;
    }
    Some(at)
}

/// The beginning of a name that holds no half bracket: where one closes inside, the name begins at
/// a proper part before it opens.
fn balanced(sheet: &Sheet<'_>, extent: Extent, at: usize) -> Option<usize> {
    let open = (at..extent.head)
        .filter_map(|k| sheet.pieces[k].partner)
        .find(|&open| open < at);
    match open {
        Some(open) => (extent.first..open).find(|&k| is_proper(sheet, k)),
        None => Some(at),
    }
}

/// Whether a line or road is told by its number: 17号线, 318国道.
fn numbered(sheet: &Sheet<'_>, i: usize) -> bool {
    let digits = sheet.pieces[i].traits.any(Traits::NUMBER)
        && sheet.of(i).bytes().all(|b| b.is_ascii_digit());
    digits && !sheet.line_ends(i) && sheet.pieces[i + 1].heads_a(Label::Place)
}

/// Whether the piece before `at` belongs to the proper part that begins there: a direction
/// (西 + 虹桥), the kind of a numbered line (轨交 + 17号线).
fn aside(sheet: &Sheet<'_>, at: usize) -> bool {
    let before = &sheet.pieces[at - 1];
    let side = before.traits.any(Traits::SIDE) && !before.traits.any(Traits::STOP);
    // 三龙湾: a numeral that counts nothing, between a boundary and unknown characters.
    let numeral = before.traits.any(Traits::NUMBER)
        && before.chars == 1
        && sheet.pieces[at]
            .traits
            .any(Traits::UNKNOWN.or(Traits::NATURAL))
        && !sheet.pieces[at].traits.any(Traits::MEASURE)
        && !sheet.of(at - 1).is_ascii()
        && (at < 2
            || sheet.line_ends(at - 2)
            || sheet.pieces[at - 2].traits.any(
                Traits::MARK
                    .or(Traits::VERB)
                    .or(Traits::NOMINAL)
                    .or(VERB_ROLES),
            ));
    numeral
        || side && sheet.pieces[at].traits.any(Traits::PLACE)
        || numbered(sheet, at) && !before.heads.is_empty()
}

/// Whether piece `i` is a year, which may open the name of a happening: 2024中国国际友城大会.
fn year(sheet: &Sheet<'_>, i: usize) -> bool {
    let digits = sheet.of(i).as_bytes();
    digits.len() == 4 && matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..])
}

/// Whether piece `i` makes a name proper by opening it: a level of government at its very
/// beginning, or the nation or world before a body or meeting.
fn opens(sheet: &Sheet<'_>, extent: Extent, i: usize, label: Label) -> bool {
    let t = sheet.pieces[i].traits;
    let content = extent.head - i > 1;
    let wide = matches!(label, Label::Organisation | Label::Event | Label::Project);
    // 国家自然科学基金项目 is a kind of project, 国际技术转移中心 one of them.
    let kind = label == Label::Project && sheet.pieces[extent.head].traits.any(Traits::TERM_HEAD);
    let wide = wide && !kind;
    // 新建 + 县第二人民医院: what is governed by a verb begins after it.
    let begins = i == extent.first || sheet.pieces[i - 1].traits.any(VERB_ROLES);
    // 市（州）级…集团 is of each of them.
    let bracket = sheet.pieces[i + 1].traits.any(Traits::MARK);
    let level = t.any(Traits::LEVEL)
        && begins
        && !bracket
        && (content || sheet.pieces[extent.head].chars > 2);
    content && t.any(Traits::WORLD) && wide || level
}
