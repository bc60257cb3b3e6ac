//! Whether a link's score says how often such links are right.

use std::collections::BTreeMap;

/// How many links, and how many of them are right.
#[derive(Debug, Copy, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Those that the gold has too.
    pub right: usize,
}

/// Links by the score noted of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calibration {
    /// By score in hundredths; none where none is noted.
    scored: BTreeMap<Option<u8>, Tally>,
    /// How many links the gold has.
    pub gold: usize,
}

/// Links whose scores are close.
#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Bin {
    /// The lowest score that falls in, in hundredths; none for links without a score.
    pub from: Option<u8>,
    /// How many.
    pub tally: Tally,
    /// The mean of their scores.
    pub mean: Option<f64>,
    /// How many have this score or a higher one.
    pub above: Tally,
}

impl Tally {
    /// The share that is right; none where there is nothing.
    pub fn precision(self) -> Option<f64> {
        (self.all > 0).then(|| self.right as f64 / self.all as f64)
    }

    /// Where the true share lies with 95 % confidence (Wilson), so that few links claim little.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.96;
        let p = self.precision()?;
        let n = self.all as f64;
        let centre = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        let bound = |x: f64| (x / whole).clamp(0.0, 1.0);
        Some((bound(centre - half), bound(centre + half)))
    }

    fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            right: self.right + other.right,
        }
    }
}

impl Calibration {
    /// Counts one more link of the system.
    pub fn count(&mut self, score: Option<u8>, right: bool) {
        let tally = self.scored.entry(score).or_default();
        tally.all += 1;
        tally.right += usize::from(right);
    }

    /// All links of the system.
    pub fn total(&self) -> Tally {
        self.scored
            .values()
            .fold(Tally::default(), |sum, t| sum.plus(*t))
    }

    /// Bins a tenth wide that hold something, the highest first; a score of 1 falls into the
    /// highest. Links without a score come last.
    pub fn bins(&self) -> Vec<Bin> {
        let mut bins: Vec<(Bin, u64)> = Vec::new();
        let mut above = Tally::default();
        // By descending score; `None` is the least.
        for (score, tally) in self.scored.iter().rev() {
            above = above.plus(*tally);
            let from = score.map(|s| s.min(99) / 10 * 10);
            let sum = u64::from(score.unwrap_or(0)) * tally.all as u64;
            match bins.last_mut() {
                Some((bin, sums)) if bin.from == from => {
                    bin.tally = bin.tally.plus(*tally);
                    bin.above = above;
                    *sums += sum;
                }
                _ => bins.push((
                    Bin {
                        from,
                        tally: *tally,
                        mean: None,
                        above,
                    },
                    sum,
                )),
            }
        }
        let mean = |(bin, sum): (Bin, u64)| Bin {
            mean: bin
                .from
                .map(|_| sum as f64 / 100.0 / bin.tally.all.max(1) as f64),
            ..bin
        };
        bins.into_iter().map(mean).collect()
    }

    /// How far score and precision lie apart in the mean over all scored links.
    pub fn error(&self) -> Option<f64> {
        let (mut sum, mut all) = (0.0, 0);
        for bin in self.bins() {
            if let (Some(mean), Some(precision)) = (bin.mean, bin.tally.precision()) {
                sum += bin.tally.all as f64 * (mean - precision).abs();
                all += bin.tally.all;
            }
        }
        (all > 0).then(|| sum / all as f64)
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Calibration) {
        self.gold += other.gold;
        for (score, tally) in other.scored {
            let mine = self.scored.entry(score).or_default();
            *mine = mine.plus(tally);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_add_up_from_the_top() {
        let mut links = Calibration::default();
        for (score, right) in [
            (100, true),
            (90, true),
            (95, false),
            (30, false),
            (39, true),
        ] {
            links.count(Some(score), right);
        }
        links.count(None, true);
        let bins = links.bins();
        let froms: Vec<_> = bins.iter().map(|b| b.from).collect();
        assert_eq!(froms, [Some(90), Some(30), None]);
        assert_eq!(bins[0].tally, Tally { all: 3, right: 2 });
        assert!((bins[0].mean.unwrap() - 0.95).abs() < 1e-9);
        assert_eq!(bins[1].above, Tally { all: 5, right: 3 });
        assert_eq!(links.total(), Tally { all: 6, right: 4 });
        // |0.95 - 2/3| three times and |0.345 - 1/2| twice.
        assert!((links.error().unwrap() - 0.232).abs() < 1e-9);
    }

    #[test]
    fn few_links_claim_little() {
        let (low, high) = Tally { all: 2, right: 2 }.interval().unwrap();
        assert!(low < 0.4 && high > 0.999, "{low} {high}");
        assert_eq!(Tally::default().interval(), None);
    }
}
