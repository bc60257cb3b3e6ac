//! Numeral abbreviations without quotes: 两大国家战略, 一带一轴四片, 1+5+8.

use super::{TermRules, mention, phrase, priority};
use crate::lexicon::{self, Kinds, Need, NumeralKind, SenseKind, Sign};
use crate::recognise::{Context, Mention};
use crate::span::Span;

/// Whether a name is a numeral abbreviation by its form.
pub(super) fn is_abbreviation(core: &str) -> bool {
    let plus = core.contains('+') && core.contains(|c: char| c.is_ascii_digit());
    let digits = core.len() >= 3 && core.bytes().all(|b| b.is_ascii_digit());
    plus || digits || core.starts_with(is_numeral)
}

/// A numeral as abbreviations use them. What is none to
/// [`Characters`](crate::lexicon::Characters) is no sign, and is not looked at here.
fn is_numeral(c: char) -> bool {
    lexicon::is_numeral(c) || matches!(c, '双' | '多')
}

/// Finds numeral abbreviations that stand without quotes.
pub(super) fn find(cx: Context<'_>, rules: &TermRules, out: &mut Vec<Mention>) {
    let text = cx.source.text();
    let mut classes: Vec<Mention> = Vec::new();
    let mut skip = 0;
    for &Sign { at, sign: c } in cx.scan.characters().signs() {
        let at = at as usize;
        if at < skip {
            continue;
        }
        if is_numeral(c) {
            if let Some(end) = pattern(cx, at) {
                skip = end;
                out.extend(found(cx, at, end, rules.numeral_pattern));
            } else if let Some(end) = class(cx, at) {
                let span = Span::new(owner(cx, at), end);
                classes.extend(mention(
                    cx,
                    span,
                    span,
                    priority::NUMERAL,
                    rules.numeral_class,
                ));
            }
        } else if c.is_ascii_digit()
            && let Some(end) = code(text, at)
        {
            skip = end;
            if phrase::noun_phrase(cx, end as u32)
                .iter()
                .any(|t| !phrase::is_verbal(t))
            {
                out.extend(found(cx, at, end, rules.numeral_code));
            }
        }
    }
    out.append(&mut classes);
}

/// A mention of the core with the head noun that follows.
fn found(
    cx: Context<'_>,
    start: usize,
    end: usize,
    rule: crate::seeds::SeedRef,
) -> Option<Mention> {
    let core = Span::new(start, end);
    if phrase::is_nonterm(cx, core) {
        return None;
    }
    let phrase = phrase::noun_phrase(cx, core.end);
    let head = phrase::heads(cx, phrase)
        .into_iter()
        .rev()
        .find(|h| h.need == Need::Quoted);
    let end = head.map_or(core.end, |h| h.end);
    mention(
        cx,
        Span {
            start: core.start,
            end,
        },
        core,
        priority::NUMERAL,
        rule,
    )
}

/// The end of a run of two or more numeral-noun pairs that starts at `at` (一城两翼).
fn pattern(cx: Context<'_>, at: usize) -> Option<usize> {
    let text = cx.source.text();
    let (mut end, mut pairs) = (at, 0);
    while let Some(c) = text[end..].chars().next().filter(|&c| is_numeral(c)) {
        let after = end + c.len_utf8();
        let noun = cx.scan.starting_at(after).iter().find(|h| {
            h.kinds.any(Kinds::NUMERAL)
                && cx.scan.word(h.word).any(|k| {
                    matches!(
                        k,
                        SenseKind::Numeral(NumeralKind::UnitNoun | NumeralKind::Class)
                    )
                })
        });
        let Some(noun) = noun else { break };
        end = noun.span.end as usize;
        pairs += 1;
    }
    (pairs >= 2).then_some(end)
}

/// The end of a numeral, a class word and the noun phrase that names what there are so many of.
fn class(cx: Context<'_>, at: usize) -> Option<usize> {
    let text = cx.source.text();
    let numeral = text[at..].chars().next()?;
    // A longer number is a count.
    if text[..at]
        .chars()
        .next_back()
        .is_some_and(|c| is_numeral(c) || c.is_ascii_digit() || c == '第')
    {
        return None;
    }
    let class = cx
        .scan
        .starting_at(at + numeral.len_utf8())
        .iter()
        .find(|h| {
            let class = |k: &SenseKind| matches!(k, SenseKind::Numeral(NumeralKind::Class));
            h.kinds.any(Kinds::NUMERAL) && cx.scan.word(h.word).any(class)
        })?;
    let phrase = phrase::noun_phrase(cx, class.span.end);
    let span = phrase.first()?.span.cover(phrase.last()?.span);
    // The longest table word that ends last says whether this is a name or a count.
    let decisive = cx
        .scan
        .within(span)
        .filter(|h| h.kinds.any(Kinds::NUMERAL))
        .filter(|h| phrase.iter().any(|t| t.span.end == h.span.end))
        .filter_map(|h| {
            let kind = cx.scan.word(h.word).sense(|k| match k {
                SenseKind::Numeral(kind) => Some(*kind),
                _ => None,
            });
            kind.map(|(kind, _)| (h.span, kind))
        })
        .max_by_key(|(s, _)| (s.end, s.len()))?;
    matches!(decisive.1, NumeralKind::NameNoun).then_some(decisive.0.end as usize)
}

/// Where the noun begins that stands before a numeral and says whose numeral it is (城建六大攻坚行动).
fn owner(cx: Context<'_>, at: usize) -> usize {
    let tokens = cx.segmentation.tokens();
    let index = cx.segmentation.index_at(at as u32);
    let Some(before) = index.checked_sub(1).map(|i| tokens[i]) else {
        return at;
    };
    let noun = before.is(Kinds::NOUN) && !before.is(Kinds::VERB);
    if noun && before.span.end as usize == at {
        before.span.start as usize
    } else {
        at
    }
}

/// The end of digits and letters joined by plus signs that starts at `at` (1+5+X).
fn code(text: &str, at: usize) -> Option<usize> {
    if text[..at]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '“'))
    {
        return None;
    }
    let rest = &text[at..];
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | 'X' | 'N' | 'x' | 'n')))
        .unwrap_or(rest.len());
    let core = rest[..end].trim_end_matches('+');
    core.contains('+').then_some(at + core.len())
}
