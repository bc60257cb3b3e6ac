//! What each statement is.

use serde::Serialize;

use super::{Header, Outline};
use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::seeds::{SeedError, Seeds};

/// What a statement is (annotation guidelines, “Statements”).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Title, date line, numbered heading, page furniture.
    Heading,
    /// A short sentence that says what its paragraph is about.
    Topic,
    /// What was done, or how things stood.
    Achievement,
    /// What is to be done.
    Task,
    /// An outcome set for a later date.
    Target,
    /// A shortcoming that is admitted.
    Problem,
    /// Background, principles, appraisal.
    Context,
    /// A glossary entry.
    Definition,
    /// Thanks, appeals, requests.
    Ceremony,
}

impl Kind {
    /// The name used in brat and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Heading => "heading",
            Kind::Topic => "topic",
            Kind::Achievement => "achievement",
            Kind::Task => "task",
            Kind::Target => "target",
            Kind::Problem => "problem",
            Kind::Context => "context",
            Kind::Definition => "definition",
            Kind::Ceremony => "ceremony",
        }
    }

    /// Whether a statement of this kind tells a task (done or planned).
    pub fn is_task(self) -> bool {
        matches!(self, Kind::Achievement | Kind::Task)
    }
}

/// Cue words of statement kinds.
#[derive(Debug)]
pub struct KindRules {}

impl KindRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Gives every statement its kind and its topic.
pub(super) fn classify(
    _source: &Source,
    _header: &Header,
    _scan: &Scan<'_>,
    _rules: &KindRules,
    _outline: &mut Outline,
) {
}
