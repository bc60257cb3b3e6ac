//! What lies on the shortest ways between two things: found by numbers, row by row, so that only
//! that is made a graph.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::excerpt::Excerpt;
use super::part::{Part, key_of};
use super::segment::Order;
use super::term::Key;
use crate::graph::{NodeKind, Relation};

/// The distance of what was not reached.
const FAR: u8 = u8::MAX;

/// A walk over one segment's short relations.
struct Walk<'a> {
    part: &'a Part,
    /// Short relations by their numbers; those that lead up to an area are marked.
    relations: Vec<(u32, bool)>,
    goal: Option<u32>,
    /// Of each term, how many steps from the start.
    distance: Vec<u8>,
    /// What lies on a way.
    on: BTreeSet<u32>,
}

impl Excerpt {
    /// Takes what lies on the shortest ways of at most `hops` steps from one thing to another, as
    /// [`paths`](crate::graph::paths) walks; it may take a little more.
    pub fn take_ways(&mut self, from: &str, to: &str, hops: u8) {
        let (start, goal) = (key_of(from), key_of(to));
        let parts = self.parts().par_iter();
        let mut walks: Vec<Walk<'_>> = parts.map(|part| Walk::new(part, goal)).collect();
        reach(&mut walks, &[start], 0);
        let is_there = |walks: &[Walk<'_>]| walks.iter().any(Walk::is_there);
        let mut steps = 0;
        while steps < hops && !is_there(&walks) {
            let found = spread(&mut walks, |walk| walk.ahead(steps));
            steps += 1;
            for (walk, found) in walks.iter_mut().zip(&found.own) {
                for &node in found {
                    walk.reach(node, steps);
                }
            }
            reach(&mut walks, &found.shared, steps);
        }
        if !is_there(&walks) {
            return;
        }
        let mut next = vec![goal];
        let mut own = vec![Vec::new(); walks.len()];
        for step in (0..=steps).rev() {
            let marks = walks.par_iter_mut().zip(own);
            marks.for_each(|(walk, own)| {
                let shared = next.iter().filter_map(|&key| walk.part.segment.find(key));
                walk.on.extend(own.into_iter().chain(shared));
            });
            let found = spread(&mut walks, |walk| walk.back(step));
            (own, next) = (found.own, found.shared);
        }
        let on: Vec<BTreeSet<u32>> = walks.into_iter().map(|walk| walk.on).collect();
        for (part, on) in self.parts_mut().iter_mut().zip(on) {
            part.taken.extend(on);
        }
    }
}

/// What a step found: each segment's tasks, which no other has, and the keys of things.
struct Found {
    own: Vec<Vec<u32>>,
    shared: Vec<Key>,
}

fn spread(walks: &mut [Walk<'_>], step: impl Fn(&Walk<'_>) -> BTreeSet<u32> + Sync) -> Found {
    let found = walks.par_iter().map(|walk| {
        let (mut own, mut shared) = (Vec::new(), Vec::new());
        for node in step(walk) {
            match walk.part.kind(node) {
                Some(NodeKind::Task) => own.push(node),
                Some(kind) if kind.is_entity() => shared.extend(walk.part.segment.key(node)),
                _ => {}
            }
        }
        (own, shared)
    });
    let (own, shared): (Vec<_>, Vec<_>) = found.unzip();
    let mut shared = shared.concat();
    shared.par_sort_unstable();
    shared.dedup();
    Found { own, shared }
}

/// Says of things that they are so many steps away.
fn reach(walks: &mut [Walk<'_>], things: &[Key], steps: u8) {
    walks.par_iter_mut().for_each(|walk| {
        for node in things.iter().filter_map(|&key| walk.part.segment.find(key)) {
            walk.reach(node, steps);
        }
    });
}

impl<'a> Walk<'a> {
    fn new(part: &'a Part, goal: Key) -> Self {
        let short = Relation::ALL.into_iter().filter(|r| r.is_short());
        let number = |relation: Relation| {
            let up = matches!(relation, Relation::Within | Relation::ScopedTo);
            Some((part.number(relation)?, up))
        };
        Self {
            part,
            relations: short.filter_map(number).collect(),
            goal: part.segment.find(goal),
            distance: vec![FAR; part.segment.sizes().terms],
            on: BTreeSet::new(),
        }
    }

    fn reach(&mut self, node: u32, steps: u8) {
        let distance = &mut self.distance[node as usize];
        *distance = steps.min(*distance);
    }

    fn is_there(&self) -> bool {
        self.goal.is_some_and(|goal| self.distance(goal) != FAR)
    }

    fn distance(&self, node: u32) -> u8 {
        self.distance.get(node as usize).copied().unwrap_or(FAR)
    }

    /// All pairs that a short relation ties: from, to, and whether it leads up to an area.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32, bool)> {
        let segment = &self.part.segment;
        self.relations.iter().flat_map(move |&(relation, up)| {
            let rows = segment.rows_of(Order::Predicate, relation);
            let rows = rows.filter_map(move |row| segment.row(Order::Predicate, row));
            rows.map(move |[to, from, _]| (from, to, up))
        })
    }

    /// What one step leads to from what is so many steps away. No way leads on through an area that
    /// holds something.
    fn ahead(&self, steps: u8) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        for (from, to, up) in self.pairs() {
            let (here, there) = (self.distance(from), self.distance(to));
            if here == steps && there == FAR && (!up || self.goal == Some(to)) {
                found.insert(to);
            } else if there == steps && here == FAR {
                found.insert(from);
            }
        }
        found
    }

    /// What one step leads back to from what lies on a way so many steps away.
    fn back(&self, steps: u8) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        for (from, to, _) in self.pairs() {
            for (near, far) in [(from, to), (to, from)] {
                let is_step = self.distance(far) == steps
                    && steps.checked_sub(1) == Some(self.distance(near));
                if is_step && self.on.contains(&far) {
                    found.insert(near);
                }
            }
        }
        found
    }
}
