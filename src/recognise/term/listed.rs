//! Formulas that party and state documents share, and strategies by their head noun.

use super::{TermRules, mention, phrase, priority};
use crate::lexicon::{Kinds, Need, SenseKind, TokenKind};
use crate::recognise::{Context, Label, Mention};

/// From this many bytes on a listed formula is no chance match, however the words are cut.
const LONG: usize = 24;

/// Finds listed formulas and headed ones.
pub(super) fn find(cx: Context<'_>, rules: &TermRules, out: &mut Vec<Mention>) {
    for hit in cx.scan.hits() {
        if !hit.kinds.any(Kinds::DOCTRINE) {
            continue;
        }
        let word = cx.scan.word(hit.word);
        let listed = word.sense(|k| match k {
            SenseKind::Name {
                label: Label::Term,
                id,
                ..
            } => Some(id),
            _ => None,
        });
        if let Some((id, at)) = listed
            && (hit.span.len() >= LONG || phrase::cuts_no_word(cx, hit.span))
            && let Some(found) = mention(cx, hit.span, hit.span, priority::LISTED, at)
        {
            out.push(Mention {
                id: Some(id.to_string()),
                ..found
            });
        }
    }
    headed(cx, rules, out);
}

/// Names by a head noun alone: 健康中国战略, 15分钟社区生活圈, 红船精神.
fn headed(cx: Context<'_>, rules: &TermRules, out: &mut Vec<Mention>) {
    let tokens = cx.segmentation.tokens();
    for (i, token) in tokens.iter().enumerate() {
        let TokenKind::Word(id) = token.kind else {
            continue;
        };
        if !token.is(Kinds::TERM_HEAD) {
            continue;
        }
        let need = cx.scan.word(id).sense(|k| match k {
            SenseKind::Head {
                label: Label::Term,
                need: need @ (Need::Any | Need::Proper),
            } => Some(*need),
            _ => None,
        });
        let Some((need, _)) = need else { continue };
        let modifier = phrase::modifier(cx, i);
        let Some(first) = modifier.first() else {
            continue;
        };
        let span = first.span.cover(token.span);
        let rule = match need {
            _ if first.kind == TokenKind::Number => rules.minutes,
            Need::Any if modifier.len() >= 2 => rules.strategy,
            Need::Proper if modifier.iter().any(phrase::is_proper) => rules.strategy,
            _ => continue,
        };
        out.extend(mention(cx, span, span, priority::LISTED, rule));
    }
}
