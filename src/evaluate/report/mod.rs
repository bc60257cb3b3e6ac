//! One page on how well the extractor does: scores, confusions, calibration, examples.
//!
//! [`Detail`] holds what is counted of one report and every error in its context; [`Page`] adds
//! reports up and writes them as text or as one HTML file. The same annotations give the same
//! bytes. What is said comes from [`Wording`], so that the page speaks the reader's language.

mod align;
mod calibration;
mod example;
mod gather;
mod html;
mod matrix;
mod sheet;
mod text;
mod words;

use std::fmt::Display;

use super::Scores;

pub use calibration::{Bin, Calibration, Tally};
pub use example::{Cause, Example, Note, Piece, Subject};
pub use gather::Detail;
pub use matrix::Matrix;

/// Where the page gets its words from.
pub trait Wording {
    /// The language as HTML names it (`en`, `zh`).
    fn language(&self) -> &str;
    /// The message with this key, its places filled; none where there is no such message.
    fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> Option<String>;
}

/// Reports and what is counted of all of them together.
#[derive(Debug, Default)]
pub struct Page {
    /// Each report by name, with its scores.
    pub reports: Vec<(String, Scores)>,
    /// All scores added up.
    pub scores: Scores,
    /// All counts added up.
    pub detail: Detail,
    /// At most so many examples of each kind of error.
    pub examples: usize,
}

impl Page {
    /// An empty page that will show at most `examples` of each kind of error.
    pub fn new(examples: usize) -> Self {
        Self {
            examples,
            ..Self::default()
        }
    }

    /// Adds a report.
    pub fn add(&mut self, report: &str, scores: &Scores, detail: Detail) {
        self.reports.push((report.to_owned(), scores.clone()));
        self.scores.add(scores);
        self.detail.add(detail);
    }

    /// The page as plain text.
    pub fn text(&self, wording: &dyn Wording) -> String {
        text::write(self, &words::Words(wording))
    }

    /// The page as one HTML file that needs no other.
    pub fn html(&self, wording: &dyn Wording) -> String {
        html::write(self, &words::Words(wording))
    }
}
