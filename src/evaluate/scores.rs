//! The figures: what agrees, what was missed, what was wrong.

use serde_json::{Map, Value, json};

/// Agreement of two sets.
#[derive(Copy, Clone, Default, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// In both.
    pub right: usize,
    /// Only in the system's.
    pub wrong: usize,
    /// Only in the gold.
    pub missed: usize,
}

/// One line of the result.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Figure {
    /// Precision and recall.
    Agreement(Agreement),
    /// So many right, of so many.
    Accuracy(usize, usize),
}

/// All figures of one text, or of several together, in a fixed order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    figures: Vec<(String, Figure)>,
}

impl Agreement {
    /// How much of what was found is right; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// How much of the gold was found; 1 where there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }
}

impl Figure {
    /// F1, or the accuracy.
    pub fn headline(self) -> f64 {
        match self {
            Figure::Agreement(a) => a.f1(),
            Figure::Accuracy(right, total) => share(right, total),
        }
    }
}

impl Scores {
    pub(super) fn put(&mut self, name: String, figure: Figure) {
        self.figures.push((name, figure));
    }

    /// The figures with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Figure)> {
        self.figures
            .iter()
            .map(|(name, figure)| (name.as_str(), *figure))
    }

    /// The figure with this name.
    pub fn get(&self, name: &str) -> Option<Figure> {
        self.iter()
            .find(|(n, _)| *n == name)
            .map(|(_, figure)| figure)
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Scores) {
        if self.figures.is_empty() {
            self.figures.clone_from(&other.figures);
            return;
        }
        for ((_, mine), (_, theirs)) in self.figures.iter_mut().zip(&other.figures) {
            *mine = match (*mine, *theirs) {
                (Figure::Agreement(a), Figure::Agreement(b)) => Figure::Agreement(a.plus(b)),
                (Figure::Accuracy(a, m), Figure::Accuracy(b, n)) => Figure::Accuracy(a + b, m + n),
                (kept, _) => kept,
            };
        }
    }

    /// The figures as JSON: rounded to four places, with their counts.
    pub fn json(&self) -> Value {
        let figures = self.iter().map(|(name, figure)| {
            let value = match figure {
                Figure::Agreement(a) => json!({
                    "p": rounded(a.precision()), "r": rounded(a.recall()), "f1": rounded(a.f1()),
                    "tp": a.right, "fp": a.wrong, "fn": a.missed,
                }),
                Figure::Accuracy(_, n) => json!({ "accuracy": rounded(figure.headline()), "n": n }),
            };
            (name.to_owned(), value)
        });
        Value::Object(figures.collect::<Map<_, _>>())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_half_to_even_as_the_reference_does() {
        let share = |right, wrong| {
            Agreement {
                right,
                wrong,
                missed: 0,
            }
            .precision()
        };
        assert_eq!(rounded(share(1, 31)).to_string(), "0.0312");
        assert_eq!(rounded(share(3, 29)).to_string(), "0.0938");
        assert_eq!(rounded(share(2, 1)).to_string(), "0.6667");
    }

    #[test]
    fn nothing_found_of_nothing_is_perfect_and_of_something_is_not() {
        assert!((Agreement::default().f1() - 1.0).abs() < f64::EPSILON);
        let missed = Agreement {
            missed: 3,
            ..Agreement::default()
        };
        assert!((missed.precision() - 1.0).abs() < f64::EPSILON && missed.f1() < f64::EPSILON);
    }
}
