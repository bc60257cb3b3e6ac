//! Mentions to things: which mention is which entity of the corpus.

use serde::Serialize;

use crate::recognise::Label;
use crate::seeds::SeedRef;

/// Index of an [`Entity`] in its report.
pub type EntityId = usize;

/// A thing that a report mentions. Its identity is a function of its name, the reporting
/// government and the lexicon, so that all reports that mean the same thing agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub label: Label,
    /// The local part of its IRI before escaping: a code, a canonical form, a name, or the
    /// government's code, `_` and a name where the name means something only there.
    pub key: String,
    /// Its preferred label: the name without scope.
    pub name: String,
    /// The code of the division table, where it is listed there.
    pub code: Option<u32>,
    /// The record that lists it, where one does.
    #[serde(skip)]
    pub listed: Option<SeedRef>,
    /// Surface forms by which this report mentions it, sorted, its name left out.
    pub surfaces: Vec<String>,
}
