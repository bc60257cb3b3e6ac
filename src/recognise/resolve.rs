//! Overlapping mentions to a list without overlaps.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Mention;

/// Keeps, of mentions that overlap, the one of higher priority, then the longer, then the first;
/// the result is in the order of the text.
pub fn resolve(mentions: Vec<Mention>) -> Vec<Mention> {
    let rank = |(i, m): (usize, &Mention)| {
        let strength = Reverse((m.priority, m.span.len()));
        (strength, m.span.start, m.label, i)
    };
    let mut order: Vec<_> = mentions.iter().enumerate().map(rank).collect();
    order.sort_unstable();
    // By start, each with its end; mentions are large and moved once.
    let mut kept: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for (.., i) in order {
        let span = mentions[i].span;
        let before = kept.range(..span.end).next_back();
        if before.is_none_or(|(_, &(end, _))| end <= span.start) {
            kept.insert(span.start, (span.end, i));
        }
    }
    let mut mentions: Vec<Option<Mention>> = mentions.into_iter().map(Some).collect();
    let kept = kept.into_values();
    kept.filter_map(|(_, i)| mentions[i].take()).collect()
}
