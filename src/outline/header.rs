//! Title, government, year, session and speaker.

use crate::ingest::Source;
use crate::lexicon::Divisions;
use crate::seeds::{SeedError, Seeds};
use crate::span::Span;

/// What is declared about a report, by the command line or a sidecar file; it wins over the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Code of the reporting government.
    pub government: Option<u32>,
    /// Year of the report.
    pub year: Option<u16>,
    /// Tells editions of one report apart.
    pub edition: Option<String>,
}

/// The reporting government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Government {
    /// Division code; 100000 for the State Council.
    pub code: u32,
    /// Name of the division.
    pub name: String,
}

/// What the head of a report says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The title line.
    pub title: Option<Span>,
    /// The reporting government, where it could be told.
    pub government: Option<Government>,
    /// The year it was given in, which is the year it plans.
    pub year: Option<u16>,
    /// The day it was given, ISO 8601.
    pub date: Option<String>,
    /// The session, as written (区第五届人民代表大会第七次会议).
    pub session: Option<Span>,
    /// The speaker's name.
    pub speaker: Option<Span>,
    /// The speaker's office as written.
    pub office: Option<Span>,
    /// The period under review, such as 2020 or 2016-2020.
    pub review: Option<(u16, u16)>,
    /// Distinguishes editions, as declared.
    pub edition: Option<String>,
}

/// Words of titles and date lines.
#[derive(Debug)]
pub struct HeaderRules {}

impl HeaderRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Reads the head of a report.
pub fn header(_source: &Source, _divisions: &Divisions, declared: &Declared, _rules: &HeaderRules) -> Header {
    Header { year: declared.year, edition: declared.edition.clone(), ..Header::default() }
}
