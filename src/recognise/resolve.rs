//! Overlapping mentions to a list without overlaps.

use std::cmp::Reverse;

use super::Mention;
use crate::span::Span;

/// Keeps, of mentions that overlap, the one of higher priority, then the longer, then the first;
/// the result is in the order of the text.
pub fn resolve(mentions: Vec<Mention>) -> Vec<Mention> {
    let rank = |(i, m): (usize, &Mention)| {
        let strength = u64::from(m.priority) << 32 | m.span.len() as u64;
        (Reverse(strength), m.span.start, m.label, i)
    };
    let mut order: Vec<_> = mentions.iter().enumerate().map(rank).collect();
    order.sort_unstable();
    // In the order of the text; mentions are large and moved once.
    let mut kept: Vec<(Span, usize)> = Vec::with_capacity(order.len());
    for (.., i) in order {
        let span = mentions[i].span;
        let at = kept.partition_point(|(k, _)| k.start < span.end);
        if kept[..at].last().is_none_or(|(k, _)| k.end <= span.start) {
            kept.insert(at, (span, i));
        }
    }
    let mut mentions: Vec<Option<Mention>> = mentions.into_iter().map(Some).collect();
    let kept = kept.into_iter();
    kept.filter_map(|(_, i)| mentions[i].take()).collect()
}
