//! k-cores by peeling in linear time (Batagelj and Zaveršnik 2003).

use super::{Id, Network};

/// For each node the greatest k such that it lies in a part whose nodes all have k neighbours in it.
pub fn cores(network: &Network) -> Vec<u32> {
    let n = network.len();
    let mut degree: Vec<usize> = (0..n as Id).map(|v| network.degree(v)).collect();
    let most = degree.iter().copied().max().unwrap_or(0);
    // Nodes sorted by degree, with the start of each degree and the place of each node.
    let mut starts = vec![0usize; most + 2];
    for &d in &degree {
        starts[d + 1] += 1;
    }
    for d in 1..starts.len() {
        starts[d] += starts[d - 1];
    }
    let (mut order, mut place) = (vec![0 as Id; n], vec![0usize; n]);
    let mut next = starts.clone();
    for v in 0..n {
        place[v] = next[degree[v]];
        order[place[v]] = v as Id;
        next[degree[v]] += 1;
    }
    for at in 0..n {
        let v = order[at];
        for (u, _) in network.neighbours(v) {
            let u = u as usize;
            if degree[u] > degree[v as usize] {
                // To the front of its degree, which then begins one later.
                let front = starts[degree[u]].max(at + 1);
                let other = order[front] as usize;
                order.swap(place[u], front);
                place[other] = place[u];
                place[u] = front;
                starts[degree[u]] = front + 1;
                degree[u] -= 1;
            }
        }
    }
    degree.into_iter().map(|d| d as u32).collect()
}
