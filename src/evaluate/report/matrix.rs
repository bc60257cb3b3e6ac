//! What something is in the gold against what it was taken for.

use std::collections::BTreeMap;

/// Counts by gold and system name; none where that side has nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    counts: BTreeMap<(Option<String>, Option<String>), usize>,
    /// How many on the diagonal have other bounds, by name.
    bounds: BTreeMap<String, usize>,
}

impl Matrix {
    /// Counts one more.
    pub fn count(&mut self, gold: Option<&str>, system: Option<&str>) {
        let key = (gold.map(str::to_owned), system.map(str::to_owned));
        *self.counts.entry(key).or_default() += 1;
    }

    /// Counts one more that is right but for its bounds.
    pub fn count_bounds(&mut self, name: &str) {
        *self.bounds.entry(name.to_owned()).or_default() += 1;
    }

    /// How many are `gold` and were taken for `system`.
    pub fn get(&self, gold: Option<&str>, system: Option<&str>) -> usize {
        let key = (gold.map(str::to_owned), system.map(str::to_owned));
        self.counts.get(&key).copied().unwrap_or(0)
    }

    /// How many of this name are right but for their bounds; they are not in the other counts.
    pub fn bounds(&self, name: &str) -> usize {
        self.bounds.get(name).copied().unwrap_or(0)
    }

    /// Names that occur on either side: those of `order` first, then the others by name.
    pub fn names(&self, order: &[&str]) -> Vec<String> {
        let occurs = |name: &str| {
            let sides = self.counts.keys();
            sides
                .into_iter()
                .any(|(g, s)| g.as_deref() == Some(name) || s.as_deref() == Some(name))
                || self.bounds.contains_key(name)
        };
        let mut names: Vec<String> = order
            .iter()
            .filter(|name| occurs(name))
            .map(|name| (*name).to_owned())
            .collect();
        for name in self.counts.keys().flat_map(|(g, s)| [g, s]).flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Matrix) {
        for (key, n) in other.counts {
            *self.counts.entry(key).or_default() += n;
        }
        for (key, n) in other.bounds {
            *self.bounds.entry(key).or_default() += n;
        }
    }
}
