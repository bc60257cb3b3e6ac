//! Places, projects, organisations, policies and events.

use super::{Context, Mention};
use crate::seeds::{SeedError, Seeds};

/// Rules of name recognition.
#[derive(Debug)]
pub struct NameRules {}

impl NameRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Finds the names of a report other than terms. `terms` are known already: a coined name in
/// quotes is a term even where its head noun is a place's.
pub fn names(_cx: Context<'_>, _terms: &[Mention], _rules: &NameRules) -> Vec<Mention> {
    Vec::new()
}
