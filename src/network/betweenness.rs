//! Betweenness by Brandes' algorithm (2001), from a sample of pivots (Brandes and Pich 2007) where all
//! nodes would take too long.

use rayon::prelude::*;

use super::{Id, Network};

/// Networks of at most so many nodes are computed exactly.
pub const EXACT: usize = 4096;
/// Pivots of larger ones.
pub const PIVOTS: usize = 1024;
/// Partial sums; a fixed number, so that rounding does not depend on threads.
const PARTS: usize = 16;

/// The share of shortest paths between two others that lead through each node, from 0 to 1. With
/// more than `exact` nodes, that of the paths from `pivots` nodes spread evenly over all.
pub fn betweenness(network: &Network, exact: usize, pivots: usize) -> Vec<f64> {
    let n = network.len();
    let count = if n <= exact { n } else { pivots.clamp(1, n) };
    let sources: Vec<Id> = (0..count).map(|i| (i * n / count) as Id).collect();
    let parts: Vec<Vec<f64>> = sources
        .par_chunks(count.div_ceil(PARTS).max(1))
        .map(|sources| {
            let mut walk = Walk::new(n);
            let mut sum = vec![0.0; n];
            for &source in sources {
                walk.run(network, source, &mut sum);
            }
            sum
        })
        .collect();
    let pairs = n.saturating_sub(1) as f64 * n.saturating_sub(2) as f64;
    let scale = if pairs > 0.0 {
        n as f64 / count as f64 / pairs
    } else {
        0.0
    };
    (0..n)
        .map(|v| parts.iter().map(|part| part[v]).sum::<f64>() * scale)
        .collect()
}

/// Working space of one walk over the network.
struct Walk {
    distance: Vec<u32>,
    paths: Vec<f64>,
    share: Vec<f64>,
    order: Vec<Id>,
}

impl Walk {
    fn new(n: usize) -> Self {
        Self {
            distance: vec![u32::MAX; n],
            paths: vec![0.0; n],
            share: vec![0.0; n],
            order: Vec::with_capacity(n),
        }
    }

    /// Adds what the shortest paths from one node give to all others.
    fn run(&mut self, network: &Network, source: Id, sum: &mut [f64]) {
        self.distance.fill(u32::MAX);
        self.paths.fill(0.0);
        self.share.fill(0.0);
        self.order.clear();
        self.distance[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        self.order.push(source);
        let mut head = 0;
        while let Some(&v) = self.order.get(head) {
            head += 1;
            let next = self.distance[v as usize] + 1;
            for (w, _) in network.neighbours(v) {
                if self.distance[w as usize] == u32::MAX {
                    self.distance[w as usize] = next;
                    self.order.push(w);
                }
                if self.distance[w as usize] == next {
                    self.paths[w as usize] += self.paths[v as usize];
                }
            }
        }
        for &w in self.order.iter().skip(1).rev() {
            let w = w as usize;
            sum[w] += self.share[w];
            let each = (1.0 + self.share[w]) / self.paths[w];
            for (v, _) in network.neighbours(w as Id) {
                if self.distance[v as usize] + 1 == self.distance[w] {
                    self.share[v as usize] += self.paths[v as usize] * each;
                }
            }
        }
    }
}
