//! A report that stands twice in one file: the second copy is found, so that it counts once.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::span::Span;

/// So many lines in a row, each a copy of the one after the last copied, make a second copy.
const SHORTEST_RUN: usize = 5;

/// For each line, whether it belongs to a second copy of earlier lines.
pub(super) fn repeated(text: &str, lines: &[Span]) -> Vec<bool> {
    let mut first: HashMap<&str, usize, FixedState> = HashMap::default();
    // For each line the earlier line that it copies.
    let mut copies = vec![usize::MAX; lines.len()];
    for (i, line) in lines.iter().enumerate() {
        let body = line.of(text);
        // Where the run goes on, the next line of the first copy is meant, not any equal one.
        let next = i
            .checked_sub(1)
            .map(|p| copies[p])
            .filter(|&c| c != usize::MAX)
            .map(|c| c + 1);
        copies[i] = match next {
            Some(next) if next < i && lines[next].of(text) == body => next,
            _ => first.get(body).copied().unwrap_or(usize::MAX),
        };
        first.entry(body).or_insert(i);
    }
    let mut out = vec![false; lines.len()];
    let mut start = 0;
    for i in 0..=lines.len() {
        let runs_on = i > start
            && i < lines.len()
            && copies[i] != usize::MAX
            && copies[i - 1] != usize::MAX
            && copies[i] == copies[i - 1] + 1;
        if runs_on {
            continue;
        }
        let length: usize = lines[start..i].iter().map(|l| l.len()).sum();
        if i - start >= SHORTEST_RUN && copies[start] != usize::MAX && length > 600 {
            out[start..i].fill(true);
        }
        start = i;
    }
    out
}
