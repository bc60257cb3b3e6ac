//! Which overlapping spans are paired, in the order in which the reference scorer pairs them.
//!
//! Spans that overlap are paired greedily, and where several overlap several the count depends on
//! who comes first. The reference keeps its spans in Python sets, whose order is a function of
//! their content and of `CPython`'s table (the same from 3.8 on); this module walks them in that
//! order, so that every figure is the reference's own.

use std::collections::BTreeSet;

use crate::span::Span;

/// Neighbours that are looked at before the probe jumps.
const NEIGHBOURS: usize = 9;

/// A set of spans in the order of `CPython`'s.
#[derive(Clone)]
struct Ordered {
    slots: Vec<Option<Span>>,
    used: usize,
}

/// How many spans of `system` find one of `gold` that they overlap, each of which is taken once.
/// Both come in the order of their files, without repeats or with.
pub(super) fn paired(gold: &[Span], system: &[Span]) -> usize {
    let (gold, system) = (Ordered::of(gold), Ordered::of(system));
    let mut taken = BTreeSet::new();
    for span in system.iter() {
        let left = gold.without(&taken);
        let found = left.iter().find(|g| g.overlaps(span));
        taken.extend(found);
    }
    taken.len()
}

impl Ordered {
    fn empty(size: usize) -> Self {
        Self {
            slots: vec![None; size],
            used: 0,
        }
    }

    fn of(spans: &[Span]) -> Self {
        let mut set = Self::empty(8);
        for &span in spans {
            set.add(span);
        }
        set
    }

    fn iter(&self) -> impl Iterator<Item = Span> {
        self.slots.iter().flatten().copied()
    }

    /// Adds a span; the table grows fourfold when three fifths are filled.
    fn add(&mut self, span: Span) {
        let at = self.slot(span);
        if self.slots[at].is_some() {
            return;
        }
        self.slots[at] = Some(span);
        self.used += 1;
        if self.used * 5 >= (self.slots.len() - 1) * 3 {
            *self = self.resized(if self.used > 50_000 {
                self.used * 2
            } else {
                self.used * 4
            });
        }
    }

    /// The same in a table with more than `least` slots, filled in the order of this one.
    fn resized(&self, least: usize) -> Self {
        let mut size = 8;
        while size <= least {
            size *= 2;
        }
        let mut out = Self {
            used: self.used,
            ..Self::empty(size)
        };
        for span in self.iter() {
            let at = out.slot(span);
            out.slots[at] = Some(span);
        }
        out
    }

    /// The difference: copied where little is taken out, else built anew.
    fn without(&self, taken: &BTreeSet<Span>) -> Self {
        if self.used >> 2 > taken.len() {
            let mut out = self.copied();
            for slot in &mut out.slots {
                *slot = slot.filter(|span| !taken.contains(span));
            }
            return out;
        }
        let mut out = Self::empty(8);
        for span in self.iter().filter(|span| !taken.contains(span)) {
            out.add(span);
        }
        out
    }

    /// A copy: slot by slot where the table made for it is of the same size.
    fn copied(&self) -> Self {
        let copy = if self.used * 5 >= 7 * 3 {
            self.resized(self.used * 2)
        } else {
            self.resized(0)
        };
        if copy.slots.len() == self.slots.len() {
            self.clone()
        } else {
            copy
        }
    }

    /// Where a span stands or would be put.
    fn slot(&self, span: Span) -> usize {
        let mask = self.slots.len() - 1;
        let mut perturb = hash(span);
        let mut i = perturb as usize & mask;
        loop {
            let last = if i + NEIGHBOURS <= mask {
                i + NEIGHBOURS
            } else {
                i
            };
            let free = |at: &usize| self.slots[*at].is_none_or(|there| there == span);
            if let Some(at) = (i..=last).find(free) {
                return at;
            }
            perturb >>= 5;
            i = (i
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize))
                & mask;
        }
    }
}

/// The hash of a tuple of two small integers.
fn hash(span: Span) -> u64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let mut acc = P5;
    for lane in [span.start, span.end] {
        acc = acc
            .wrapping_add(u64::from(lane).wrapping_mul(P2))
            .rotate_left(31)
            .wrapping_mul(P1);
    }
    let acc = acc.wrapping_add(2 ^ P5 ^ 0x35_D373);
    if acc == u64::MAX { 1_546_275_796 } else { acc }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_walked_in_the_order_of_the_reference() {
        // Printed by CPython: list({(i * 7, i * 7 + 3) for i in range(12)}).
        let spans: Vec<Span> = (0..12).map(|i| Span::new(i * 7, i * 7 + 3)).collect();
        let order: Vec<u32> = Ordered::of(&spans).iter().map(|s| s.start).collect();
        assert_eq!(order, REFERENCE);
        // hash((0, 3)) and hash((7, 10)) there.
        assert_eq!(hash(spans[0]).cast_signed(), HASHES[0]);
        assert_eq!(hash(spans[1]).cast_signed(), HASHES[1]);
    }

    #[test]
    fn each_span_is_taken_once() {
        let span = Span::new;
        assert_eq!(paired(&[span(0, 5)], &[span(0, 2), span(3, 5)]), 1);
        assert_eq!(paired(&[span(0, 2), span(3, 5)], &[span(0, 5)]), 1);
        assert_eq!(paired(&[span(0, 2)], &[span(2, 4)]), 0);
    }

    const REFERENCE: [u32; 12] = [49, 42, 14, 7, 0, 70, 63, 35, 28, 21, 77, 56];
    const HASHES: [i64; 2] = [-4_734_289_103_435_588_629, -3_411_428_731_801_328_599];
}
