//! Pairs the names of two sides, so that each error has one cause.
//!
//! Same span and label come first, then same span, then overlap under the same label, then any
//! overlap; within each the order of the text, and the partner that shares most. A name is
//! paired at most once.

use crate::recognise::Label;
use crate::span::Span;

use super::super::measure::shared;

/// A name of one side.
pub type Name = (Span, Label);

/// Names of the gold and of the system that stand for each other; a side is missing where
/// nothing answers.
pub type Pair = (Option<Name>, Option<Name>);

/// Pairs `gold` and `system`; each sorted and without repeats.
pub fn align(gold: &[Name], system: &[Name]) -> Vec<Pair> {
    let longest = system.iter().map(|(s, _)| s.len()).max().unwrap_or(0) as u32;
    let mut partner: Vec<Option<usize>> = vec![None; gold.len()];
    let mut taken = vec![false; system.len()];
    let passes: [fn(Name, Name) -> bool; 4] = [
        |g, s| g == s,
        |g, s| g.0 == s.0,
        |g, s| g.1 == s.1 && g.0.overlaps(s.0),
        |g, s| g.0.overlaps(s.0),
    ];
    for fits in passes {
        for (i, name) in gold.iter().enumerate() {
            if partner[i].is_some() {
                continue;
            }
            // No name that starts before this reaches as far as `name`.
            let from = system.partition_point(|(s, _)| s.start + longest <= name.0.start);
            let mut best = (0, None);
            for (j, other) in system.iter().enumerate().skip(from) {
                if other.0.start >= name.0.end {
                    break;
                }
                let common = shared(name.0, other.0);
                if !taken[j] && fits(*name, *other) && common > best.0 {
                    best = (common, Some(j));
                }
            }
            if let Some(j) = best.1 {
                partner[i] = Some(j);
                taken[j] = true;
            }
        }
    }
    let paired = gold
        .iter()
        .zip(&partner)
        .map(|(g, p)| (Some(*g), p.map(|j| system[j])));
    let spurious = system
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| !**taken)
        .map(|(s, _)| (None, Some(*s)));
    paired.chain(spurious).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_answers() {
        let name = |start, end, label| (Span::new(start, end), label);
        let gold = [
            name(0, 4, Label::Term),
            name(5, 9, Label::Place),
            name(10, 12, Label::Term),
        ];
        let system = [
            name(0, 2, Label::Place),
            name(0, 3, Label::Term),
            name(5, 9, Label::Project),
            name(20, 22, Label::Event),
        ];
        assert_eq!(
            align(&gold, &system),
            [
                (Some(gold[0]), Some(system[1])),
                (Some(gold[1]), Some(system[2])),
                (Some(gold[2]), None),
                (None, Some(system[0])),
                (None, Some(system[3])),
            ]
        );
    }
}
