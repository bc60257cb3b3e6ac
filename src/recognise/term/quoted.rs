//! Strings in quotation marks.

use std::collections::BTreeSet;

use super::{TermRules, mention, phrase, priority};
use crate::lexicon::{Need, Sign};
use crate::outline::{Component, Kind};
use crate::recognise::{Context, Mention};
use crate::span::Span;

/// Longer strings are speech, not names. In characters.
const LONGEST: usize = 32;
/// In a definition a quoted provision is shorter than speech and still no name.
const LONGEST_IN_DEFINITION: usize = 20;

/// Finds quoted terms.
pub(super) fn find(cx: Context<'_>, rules: &TermRules) -> Vec<Mention> {
    let labels = labels(cx);
    let mut out = Vec::new();
    for statement in &cx.outline.statements {
        for core in quoted_strings(cx.scan.characters().signs_within(statement.span)) {
            if !labels.contains(&core) && is_name(cx, core, statement.kind) {
                out.extend(term(cx, rules, core));
            }
        }
    }
    out
}

/// The strings in quotes among the signs of a statement, their quotes left out, those in document
/// titles skipped.
fn quoted_strings(signs: &[Sign]) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut open, mut depth, mut titles) = (0, 0u32, 0u32);
    for &Sign { at, sign } in signs {
        match sign {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            '“' => {
                if depth == 0 {
                    open = at + '“'.len_utf8() as u32;
                }
                depth += 1;
            }
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 && titles == 0 && open < at {
                    out.push(Span {
                        start: open,
                        end: at,
                    });
                }
            }
            _ => {}
        }
    }
    out
}

/// The quoted labels that glossary entries explain letter by letter; they are no terms.
fn labels(cx: Context<'_>) -> BTreeSet<Span> {
    fn collect(components: &[Component], out: &mut BTreeSet<Span>) {
        for c in components {
            out.extend(c.label);
            collect(&c.parts, out);
        }
    }
    let mut out = BTreeSet::new();
    for definition in cx.definitions.iter().filter(|d| !d.inline) {
        collect(&definition.components, &mut out);
    }
    out
}

/// Whether a quoted string is a name and not speech, a period or a label.
fn is_name(cx: Context<'_>, core: Span, kind: Kind) -> bool {
    let text = cx.source.slice(core);
    let length = text.chars().count();
    let definition = kind == Kind::Definition;
    let longest = if definition {
        LONGEST_IN_DEFINITION
    } else {
        LONGEST
    };
    let speech = text.contains('。') || text.contains('；') || length > longest;
    let route = definition && text.contains(['-', '—']);
    !(speech
        || route
        || length == 1
        || is_date(text)
        || phrase::is_nonterm(cx, core)
        || phrase::is_happening(cx, core))
}

/// Whether a quoted string is a month and a day (4·11): it tells a happening, and names nothing.
fn is_date(text: &str) -> bool {
    let number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('·')
        .is_some_and(|(month, day)| number(month) && number(day))
}

/// The mention of a quoted term: the core, or core and head noun with the quotes.
fn term(cx: Context<'_>, rules: &TermRules, core: Span) -> Option<Mention> {
    let close = core.end + '”'.len_utf8() as u32;
    let open = core.start - '“'.len_utf8() as u32;
    match extension(cx, core, close) {
        Some(end) => mention(
            cx,
            Span { start: open, end },
            core,
            priority::QUOTED,
            rules.quoted_head,
        ),
        None => mention(cx, core, core, priority::QUOTED, rules.quoted),
    }
}

/// Where the head noun ends that belongs to the name quoted before byte `close`, if one does.
fn extension(cx: Context<'_>, core: Span, close: u32) -> Option<u32> {
    let code = is_code(cx.source.slice(core));
    // 重点, 快速 and the like are adverbs elsewhere; behind a code they open its noun phrase.
    let from = if code {
        phrase::past_modifier(cx, close)
    } else {
        close
    };
    let nouns = phrase::noun_phrase(cx, from);
    let heads = phrase::heads(cx, nouns);
    let owned = heads.iter().rposition(|h| h.need == Need::Quoted);
    if code {
        // A core of digits and signs says nothing by itself: the noun phrase after it does.
        return owned.map(|i| heads[i].end).or_else(|| bare_phrase(nouns));
    }
    let owned = owned?;
    // “四个一批”产业项目: a head that is left out and stands right behind, or right behind the
    // quotes, makes the phrase another thing than the quoted name.
    let left_out = |h: &phrase::Head| h.need != Need::Quoted && !h.verbal;
    let next = heads
        .get(owned + 1)
        .is_some_and(|h| left_out(h) && h.start == heads[owned].end);
    let first = heads
        .first()
        .is_some_and(|h| left_out(h) && h.start == close && h.end < heads[owned].start);
    (!next && !first).then_some(heads[owned].end)
}

/// The end of a phrase without the verbs and modifiers at its end.
fn bare_phrase(phrase: &[crate::lexicon::Token]) -> Option<u32> {
    let verbs = phrase
        .iter()
        .rev()
        .take_while(|t| phrase::is_verbal(t) || phrase::is_modifier(t))
        .count();
    let kept = if verbs == phrase.len() {
        1.min(verbs)
    } else {
        phrase.len() - verbs
    };
    phrase[..kept].last().map(|t| t.span.end)
}

/// Whether a core is only digits, letters and signs (1+5+8, 1+X, 416).
pub fn is_code(core: &str) -> bool {
    core.contains(|c: char| c.is_ascii_digit())
        && core
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '*'))
        && (core.contains('+') || core.len() >= 3)
}
