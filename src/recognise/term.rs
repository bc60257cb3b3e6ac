//! Terms: quoted names, headwords and their recurrences, numeral abbreviations, doctrines.

use serde::Serialize;

use super::{Context, Mention};
use crate::seeds::{SeedError, Seeds};

/// What kind of shorthand a term is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// 六稳, 1+5+8, 一带一轴四片.
    NumeralAbbreviation,
    /// A named concept, strategy or doctrine.
    NamedConcept,
    /// A brand or the proper name of a service.
    Brand,
    /// A slogan.
    Slogan,
    /// A figure of speech.
    FigureOfSpeech,
}

/// Rules of term recognition.
#[derive(Debug)]
pub struct TermRules {}

impl TermRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Finds the terms of a report.
pub fn terms(_cx: Context<'_>, _rules: &TermRules) -> Vec<Mention> {
    Vec::new()
}
