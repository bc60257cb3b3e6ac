//! Communities by the Louvain method (Blondel et al. 2008), which raises Newman's modularity.
//!
//! Nodes are visited in their order, not at random, so that the same network gives the same
//! communities. What a community holds without a tie to the rest of it is split off at the end:
//! Louvain may leave such (Traag et al. 2019). Parting never lowers modularity: no edge is lost
//! from inside, and the squares of the parts' degrees sum to at most the square of the whole's.

use std::collections::BTreeMap;

use super::{Id, Network};

/// A gain below this is none.
const LEAST: f64 = 1e-12;

/// Who belongs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// The community of each node; communities are numbered by their first nodes.
    pub of: Vec<u32>,
    /// How many there are.
    pub count: usize,
    /// Share of weight inside communities above what chance would put there.
    pub modularity: f64,
}

/// Neighbours with weights for each node, and the weight of a node's tie to itself, counted twice.
struct Level {
    rows: Vec<Vec<(u32, f64)>>,
    own: Vec<f64>,
}

/// The communities of a network.
pub fn communities(network: &Network) -> Communities {
    let n = network.len();
    let row = |v| {
        let neighbours = network.neighbours(v);
        neighbours.map(|(u, e)| (u, f64::from(e.weight))).collect()
    };
    let mut level = Level {
        rows: (0..n as Id).map(row).collect(),
        own: vec![0.0; n],
    };
    let mut of: Vec<u32> = (0..n as u32).collect();
    loop {
        let (group, moved) = level.group();
        if !moved {
            break;
        }
        for member in &mut of {
            *member = group[*member as usize];
        }
        level = level.merged(&group);
    }
    let (of, count) = connected(network, &of);
    let modularity = modularity(network, &of);
    Communities {
        of,
        count,
        modularity,
    }
}

/// Newman's modularity of communities (2004), with weights.
pub fn modularity(network: &Network, of: &[u32]) -> f64 {
    let groups = of.iter().max().map_or(0, |g| *g as usize + 1);
    let (mut inside, mut total) = (vec![0.0; groups], vec![0.0; groups]);
    let mut all = 0.0;
    for edge in network.edges() {
        let (a, b) = (of[edge.a as usize] as usize, of[edge.b as usize] as usize);
        let weight = f64::from(edge.weight);
        all += weight;
        total[a] += weight;
        total[b] += weight;
        if a == b {
            inside[a] += weight;
        }
    }
    if all == 0.0 {
        return 0.0;
    }
    inside
        .iter()
        .zip(&total)
        .map(|(i, t)| i / all - (t / (2.0 * all)).powi(2))
        .sum()
}

impl Level {
    /// Moves each node to the community where it gains most until none gains; whether any moved.
    fn group(&self) -> (Vec<u32>, bool) {
        let n = self.rows.len();
        let degree: Vec<f64> = (0..n)
            .map(|v| self.own[v] + self.rows[v].iter().map(|(_, w)| w).sum::<f64>())
            .collect();
        let all: f64 = degree.iter().sum();
        let mut of: Vec<u32> = (0..n as u32).collect();
        let mut total = degree.clone();
        let mut ties = vec![0.0; n];
        let mut moved = false;
        let mut again = all > 0.0;
        while again {
            again = false;
            for v in 0..n {
                let mut near: Vec<u32> = Vec::with_capacity(self.rows[v].len() + 1);
                for &(u, weight) in &self.rows[v] {
                    let group = of[u as usize];
                    near.push(group);
                    ties[group as usize] += weight;
                }
                near.sort_unstable();
                near.dedup();
                let home = of[v];
                total[home as usize] -= degree[v];
                let gain = |g: u32| ties[g as usize] - total[g as usize] * degree[v] / all;
                let (mut best, mut most) = (home, gain(home));
                for &group in &near {
                    if gain(group) > most + LEAST * all {
                        (best, most) = (group, gain(group));
                    }
                }
                total[best as usize] += degree[v];
                of[v] = best;
                again |= best != home;
                moved |= best != home;
                for group in near {
                    ties[group as usize] = 0.0;
                }
            }
        }
        (renumbered(&of).0, moved)
    }

    /// The network whose nodes are the communities of this one.
    fn merged(&self, group: &[u32]) -> Self {
        let count = group.iter().max().map_or(0, |g| *g as usize + 1);
        let mut rows: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); count];
        let mut own = vec![0.0; count];
        for (v, row) in self.rows.iter().enumerate() {
            let mine = group[v];
            own[mine as usize] += self.own[v];
            for &(u, weight) in row {
                let other = group[u as usize];
                if other == mine {
                    own[mine as usize] += weight;
                } else {
                    *rows[mine as usize].entry(other).or_default() += weight;
                }
            }
        }
        Self {
            rows: rows.into_iter().map(|r| r.into_iter().collect()).collect(),
            own,
        }
    }
}

/// Numbers in the order in which they first occur.
fn renumbered(of: &[u32]) -> (Vec<u32>, usize) {
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    let new = of.iter().map(|group| {
        let next = numbers.len() as u32;
        *numbers.entry(*group).or_insert(next)
    });
    let new = new.collect();
    (new, numbers.len())
}

/// Communities parted into what hangs together.
fn connected(network: &Network, of: &[u32]) -> (Vec<u32>, usize) {
    let mut parts = vec![u32::MAX; of.len()];
    let mut count = 0;
    for first in 0..of.len() {
        if parts[first] != u32::MAX {
            continue;
        }
        parts[first] = count;
        let mut open = vec![first as Id];
        while let Some(v) = open.pop() {
            for (u, _) in network.neighbours(v) {
                if parts[u as usize] == u32::MAX && of[u as usize] == of[v as usize] {
                    parts[u as usize] = count;
                    open.push(u);
                }
            }
        }
        count += 1;
    }
    (parts, count as usize)
}
