//! Definitions in the body. Only what is sure: few and right.

use super::{Definition, GlossaryRules};
use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::outline::Outline;

/// Finds the definitions in the statements of the body.
pub(super) fn inline(
    _source: &Source,
    _outline: &Outline,
    _scan: &Scan<'_>,
    _rules: &GlossaryRules,
) -> Vec<Definition> {
    Vec::new()
}
