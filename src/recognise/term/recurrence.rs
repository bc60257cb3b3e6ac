//! What was quoted or defined once, found again.

use std::collections::BTreeMap;

use super::{TermRules, mention, numeral, phrase, priority};
use crate::recognise::finder::Finder;
use crate::recognise::{Context, Mention};
use crate::seeds::SeedRef;
use crate::span::Span;

/// The shortest core that is looked for without its quotes, in characters; numeral
/// abbreviations may be shorter.
const SHORTEST: usize = 4;

/// Every occurrence of every headword as the glossary writes it, prefix and head noun included.
pub(super) fn headwords(cx: Context<'_>, rules: &TermRules, out: &mut Vec<Mention>) {
    let mut surfaces: BTreeMap<String, SeedRef> = BTreeMap::new();
    for definition in cx.definitions {
        for &name in std::iter::once(&definition.headword).chain(&definition.aliases) {
            let written = cx.source.slice(name);
            let bare: String = written
                .chars()
                .filter(|c| !matches!(c, '“' | '”'))
                .collect();
            if bare.chars().count() >= 2 && !definition.inline {
                surfaces.insert(written.to_owned(), rules.headword);
                if worth_finding(cx, name, &bare) {
                    surfaces.insert(bare, rules.headword);
                }
            }
        }
    }
    for (span, rule) in occurrences(cx, &surfaces) {
        let text = cx.source.slice(span);
        let wholly_quoted =
            text.starts_with('“') && text.find('”') == Some(text.len() - '”'.len_utf8());
        let core = core_of(text, span);
        let span = if wholly_quoted { core } else { span };
        if phrase::cuts_no_word(cx, span) {
            out.extend(mention(cx, span, core, priority::HEADWORD, rule));
        }
    }
}

/// Every occurrence without quotes of what the first `quoted` mentions name.
pub(super) fn find(cx: Context<'_>, rules: &TermRules, quoted: usize, out: &mut Vec<Mention>) {
    let mut surfaces: BTreeMap<String, SeedRef> = BTreeMap::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for m in &out[..quoted] {
        *seen.entry(cx.source.slice(m.core)).or_default() += 1;
    }
    for m in &out[..quoted] {
        let core = cx.source.slice(m.core);
        if m.span == m.core && surfaces.contains_key(core) {
            continue;
        }
        // Ordinary words in quotes once are a figure of speech; without quotes they are words again.
        let passing =
            seen[core] < 2 && phrase::is_plain(cx, m.core) && !numeral::is_abbreviation(core);
        if passing || !worth_finding(cx, m.core, core) {
            continue;
        }
        surfaces.insert(core.to_owned(), rules.recurrence);
        if m.span != m.core {
            let whole: String = cx
                .source
                .slice(m.span)
                .chars()
                .filter(|c| !matches!(c, '“' | '”'))
                .collect();
            surfaces.insert(whole, rules.recurrence);
        }
    }
    for (span, rule) in occurrences(cx, &surfaces) {
        if phrase::cuts_no_word(cx, span) && !inside_title(cx, span) {
            out.extend(mention(cx, span, span, priority::RECURRENCE, rule));
        }
    }
}

/// Whether a name is distinct enough to be looked for without its quotes.
fn worth_finding(cx: Context<'_>, at: Span, bare: &str) -> bool {
    let length = bare.chars().count();
    let numeral = numeral::is_abbreviation(bare);
    (length >= SHORTEST || numeral && length >= 2)
        && !phrase::is_ordinary(cx, at)
        && !phrase::is_nonterm(cx, at)
        && !bare.chars().all(|c| c.is_ascii_digit())
}

/// Where the surfaces occur, leftmost and longest.
fn occurrences(cx: Context<'_>, surfaces: &BTreeMap<String, SeedRef>) -> Vec<(Span, SeedRef)> {
    let names = surfaces.iter().map(|(name, &rule)| (name.as_str(), rule));
    let text = cx.source.text();
    Finder::new(names).find(text, cx.scan.characters(), Span::new(0, text.len()))
}

/// The part between the first pair of quotes, else the whole.
fn core_of(text: &str, span: Span) -> Span {
    match (text.find('“'), text.find('”')) {
        (Some(open), Some(close)) if open < close => {
            let start = span.start as usize;
            Span::new(start + open + '“'.len_utf8(), start + close)
        }
        _ => span,
    }
}

/// Whether `span` stands inside a document title.
fn inside_title(cx: Context<'_>, span: Span) -> bool {
    let Some(statement) = cx.outline.statement_at(span) else {
        return false;
    };
    let before = Span {
        start: cx.outline.statements[statement].span.start,
        end: span.start,
    };
    let text = cx.source.slice(before);
    text.rfind('《')
        .is_some_and(|open| !text[open..].contains('》'))
}
