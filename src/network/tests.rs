use super::*;

/// Zachary's karate club (1977), numbered from 0.
const CLUB: &str = "0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 \
    1-2 1-3 1-7 1-13 1-17 1-19 1-21 1-30 2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 \
    4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33 13-33 14-32 14-33 15-32 15-33 18-32 18-33 19-33 \
    20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25 24-27 24-31 25-31 26-29 26-33 \
    27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33";

fn network(edges: &str) -> Network {
    let edges: Vec<Edge> = edges
        .split_whitespace()
        .filter_map(|e| {
            let (a, b) = e.split_once('-')?;
            let best = Evidence::default();
            Some(Edge {
                a: a.parse().ok()?,
                b: b.parse().ok()?,
                weight: 1,
                best,
            })
        })
        .collect();
    let most = edges.iter().map(|e| e.b).max().unwrap_or(0);
    let names: Vec<String> = (0..=most).map(|i| format!("n{i:02}")).collect();
    let nodes = names
        .iter()
        .map(|n| (n.as_str(), n.as_str(), NodeKind::Term));
    Network::new(nodes, edges)
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

/// Values as networkx 3 computes them, all weights 1.
#[test]
fn the_karate_club_has_its_known_measures() {
    let club = network(CLUB);
    assert_eq!((club.len(), club.edges().len()), (34, 78));
    let between = betweenness(&club, EXACT, PIVOTS);
    near(between[0], 0.437_635_281_385);
    near(between[33], 0.304_074_975_950);
    near(between[7], 0.0);
    let cores = cores(&club);
    assert_eq!(cores.iter().filter(|k| **k == 4).count(), 10);
    assert_eq!((cores[11], cores[0]), (1, 4));
    let ranks = pagerank(&club);
    near(ranks.iter().sum(), 1.0);
    assert_eq!(club.ranked(&ranks)[..3], [33, 0, 32]);
    near(ranks[33], 0.100_919_182);
    near(ranks[0], 0.096_997_285);
}

#[test]
fn communities_of_the_karate_club_come_near_the_best_modularity() {
    let found = communities(&network(CLUB));
    // The optimum is 0.41979 (Brandes et al. 2008).
    assert!(
        found.modularity > 0.41 && found.modularity < 0.4198,
        "{found:?}"
    );
    assert!((3..=5).contains(&found.count));
}

#[test]
fn two_triangles_are_two_communities() {
    let found = communities(&network("0-1 0-2 1-2 2-3 3-4 3-5 4-5"));
    assert_eq!(found.of, [0, 0, 0, 1, 1, 1]);
    near(found.modularity, 6.0 / 7.0 - 0.5);
}

#[test]
fn ways_are_shortest_and_share_no_inner_node() {
    let square = network("0-1 0-2 0-3 1-3 2-3");
    let found = ways(&square, &[0], &[3], 9);
    let nodes: Vec<_> = found.iter().map(|w| w.nodes.clone()).collect();
    assert_eq!(nodes, [vec![0, 3], vec![0, 1, 3], vec![0, 2, 3]]);
    assert!(ways(&network("0-1 2-3"), &[0], &[3], 9).is_empty());
}

#[test]
fn sampled_betweenness_finds_the_middle_and_is_the_same_for_any_threads() {
    let club = network(CLUB);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let compute = || (betweenness(&club, 0, 17), pagerank(&club));
        pool.expect("threads").install(compute)
    };
    assert_eq!(run(1), run(3));
    assert_eq!(club.ranked(&run(1).0)[0], 0);
}

#[test]
fn a_thing_leads_to_itself_without_a_step() {
    let found = ways(&network("0-1 1-2"), &[0, 1], &[1, 2], 9);
    assert_eq!(found.len(), 1);
    assert!(found[0].nodes == [1] && found[0].edges.is_empty());
}

#[test]
fn nodes_and_edges_are_as_compact_as_the_documentation_says() {
    let club = network(CLUB);
    // IRI and name are three bytes each here; one row more than nodes.
    let nodes = (13 + 2 * 3) * club.len() + 4;
    assert_eq!(club.bytes(), nodes + 44 * club.edges().len());
}
