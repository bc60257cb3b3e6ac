//! Page rank by power iteration (Brin and Page 1998): O(edges) a round, where petgraph's own takes
//! O(nodes² · edges).

use rayon::prelude::*;

use super::{Id, Network};

/// Part of the rank that is passed on.
const DAMPING: f64 = 0.85;
/// Rounds end when all ranks together change by less.
const TOLERANCE: f64 = 1e-12;
/// Rounds end here at the latest; 0.85²⁰⁰ is below the tolerance.
const ROUNDS: usize = 200;

/// The rank of each node; all together are 1. Each passes its rank on along its edges by their
/// weights, one without edges to all.
pub fn pagerank(network: &Network) -> Vec<f64> {
    let n = network.len();
    let strength: Vec<f64> = (0..n as Id).map(|v| network.strength(v) as f64).collect();
    let mut ranks = vec![1.0 / n as f64; n];
    for _ in 0..ROUNDS {
        let alone: f64 = (0..n)
            .filter(|&v| strength[v] == 0.0)
            .map(|v| ranks[v])
            .sum();
        let given = (1.0 - DAMPING + DAMPING * alone) / n as f64;
        // Each node collects on its own, in the order of its row: sums do not depend on threads.
        let next: Vec<f64> = (0..n as Id)
            .into_par_iter()
            .map(|v| {
                let passed = network
                    .neighbours(v)
                    .map(|(u, e)| ranks[u as usize] * f64::from(e.weight) / strength[u as usize]);
                given + DAMPING * passed.sum::<f64>()
            })
            .collect();
        let change: f64 = ranks.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < TOLERANCE {
            break;
        }
    }
    ranks
}
