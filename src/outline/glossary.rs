//! Definitions: glossary entries and inline explanations, with their components and the check of
//! their number against the numeral in the name.

use super::Outline;
use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::span::Span;

/// What one report says that a term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The headword with its quotes, prefix and head noun (“三大整治”; 托育服务“1+2”政策), in the
    /// entry or, inline, in the sentence.
    pub headword: Span,
    /// Other names that the entry gives for the same thing.
    pub aliases: Vec<Span>,
    /// The part of the entry that explains this headword.
    pub span: Span,
    /// Index of the statement that holds it.
    pub statement: usize,
    /// Whether it stands in the glossary, or inline in the body.
    pub inline: bool,
    /// What it consists of, in order.
    pub components: Vec<Component>,
    /// Whether the number of components agrees with the numeral in the name; none where the name
    /// has no numeral to check or only an open one.
    pub agrees: Option<bool>,
    /// The numerals of the name, in order (三万六千 → 3, 6; 1+5+X → 1, 5, open).
    pub numerals: Vec<Option<u32>>,
    /// The rule that read it.
    pub rule: SeedRef,
}

/// A part of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The quoted label that the entry explains (“一带”, “1”), without quotes.
    pub label: Option<Span>,
    /// What it is.
    pub span: Span,
    /// Parts of the part.
    pub parts: Vec<Component>,
}

/// Words that open, join and end definitions.
#[derive(Debug)]
pub struct GlossaryRules {}

impl GlossaryRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(_seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {})
    }
}

/// Finds all definitions.
pub fn define(_source: &Source, _outline: &Outline, _scan: &Scan<'_>, _rules: &GlossaryRules) -> Vec<Definition> {
    Vec::new()
}
