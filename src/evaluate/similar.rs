//! Whether two names are alike, by the longest stretches they share.

use std::collections::BTreeMap;

/// Whether one name holds the other, or most of both is the same in the same order.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if b.len() < a.len() {
        (&b, &a)
    } else {
        (&a, &b)
    };
    let held = short.len() >= 2 && long.windows(short.len()).any(|w| w == short.as_slice());
    held || ratio(&a, &b) >= 0.6
}

/// Twice the characters in matching stretches, by all characters (Ratcliff and Obershelp).
fn ratio(a: &[char], b: &[char]) -> f64 {
    let all = a.len() + b.len();
    if all == 0 {
        return 1.0;
    }
    let places = places(b);
    let mut matching = 0;
    let mut open = vec![(0, a.len(), 0, b.len())];
    while let Some((alo, ahi, blo, bhi)) = open.pop() {
        let (i, j, size) = longest(a, b, &places, (alo, ahi), (blo, bhi));
        if size > 0 {
            matching += size;
            open.push((alo, i, blo, j));
            open.push((i + size, ahi, j + size, bhi));
        }
    }
    2.0 * matching as f64 / all as f64
}

/// Where each character stands; in a long text the frequent ones are left out.
fn places(b: &[char]) -> BTreeMap<char, Vec<usize>> {
    let mut places: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (j, &c) in b.iter().enumerate() {
        places.entry(c).or_default().push(j);
    }
    if b.len() >= 200 {
        let most = b.len() / 100 + 1;
        places.retain(|_, at| at.len() <= most);
    }
    places
}

/// The longest stretch that both share, the earliest of several, with frequent characters at its ends.
fn longest(
    a: &[char],
    b: &[char],
    places: &BTreeMap<char, Vec<usize>>,
    (alo, ahi): (usize, usize),
    (blo, bhi): (usize, usize),
) -> (usize, usize, usize) {
    let (mut i0, mut j0, mut size) = (alo, blo, 0);
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, c) in a.iter().enumerate().take(ahi).skip(alo) {
        let mut next = BTreeMap::new();
        for &j in places
            .get(c)
            .into_iter()
            .flatten()
            .filter(|j| (blo..bhi).contains(*j))
        {
            let k = 1 + j
                .checked_sub(1)
                .and_then(|p| lengths.get(&p))
                .copied()
                .unwrap_or(0);
            next.insert(j, k);
            if k > size {
                (i0, j0, size) = (i + 1 - k, j + 1 - k, k);
            }
        }
        lengths = next;
    }
    while i0 > alo && j0 > blo && a[i0 - 1] == b[j0 - 1] {
        (i0, j0, size) = (i0 - 1, j0 - 1, size + 1);
    }
    while i0 + size < ahi && j0 + size < bhi && a[i0 + size] == b[j0 + size] {
        size += 1;
    }
    (i0, j0, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_reference() {
        // Computed with Python's difflib.SequenceMatcher.
        let ratio = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            ratio(&a, &b)
        };
        let cases = [
            (
                "一般公共预算收入",
                "区级一般公共预算收入",
                0.888_888_888_888_888_8,
            ),
            ("新增会展企业", "会展企业数", 0.727_272_727_272_727_3),
            ("abcd", "bcde", 0.75),
            ("税收", "面积", 0.0),
        ];
        for (a, b, expected) in cases {
            assert!(
                (ratio(a, b) - expected).abs() < 1e-12,
                "{a} {b}: {}",
                ratio(a, b)
            );
        }
        assert!(
            alike("税收收入", "收入") && !alike("税收", "面积") && !alike("税", "税收收入增长")
        );
    }
}
