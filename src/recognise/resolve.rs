//! Overlapping mentions to a list without overlaps.

use super::Mention;

/// Keeps, of mentions that overlap, the one of higher priority, then the longer, then the first;
/// the result is in the order of the text.
pub fn resolve(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by(|a, b| {
        (b.priority, b.span.len(), a.span.start, a.label).cmp(&(
            a.priority,
            a.span.len(),
            b.span.start,
            b.label,
        ))
    });
    let mut kept: std::collections::BTreeMap<u32, Mention> = std::collections::BTreeMap::new();
    for mention in mentions {
        let before = kept.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, other)| other.span.end <= mention.span.start) {
            kept.insert(mention.span.start, mention);
        }
    }
    kept.into_values().collect()
}
