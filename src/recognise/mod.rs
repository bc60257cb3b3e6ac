//! Names and figures: what each stretch of text mentions, before it is decided which thing it is.

mod finder;
mod indicator;
mod label;
mod name;
mod nested;
mod resolve;
mod term;

pub use indicator::{FigureKind, IndicatorRules, Observation, Value, indicators};
pub use label::Label;
pub use name::{NameRules, names};
pub use nested::nested;
pub use resolve::resolve;
pub use term::{TermKind, TermRules, is_code, terms};

use serde::{Serialize, Serializer};

use crate::ingest::Source;
use crate::lexicon::{Scan, Segmentation};
use crate::outline::{Definition, Header, Outline, StatementId};
use crate::seeds::SeedRef;
use crate::span::Span;

/// Written by its name. By hand, since the build script has no use for serde.
impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A name where it occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The whole name as the guidelines bound it.
    pub span: Span,
    /// The words between the quotes where the name has quotes, else the same as `span`.
    pub core: Span,
    /// What it names.
    pub label: Label,
    /// The statement it stands in.
    pub statement: StatementId,
    /// The canonical form or division code, where a table says it.
    pub id: Option<String>,
    /// The kind of term, where it is one.
    pub term_kind: Option<TermKind>,
    /// The lexicon record or rule that recognised it.
    pub rule: SeedRef,
    /// Which of two overlapping mentions stays: the higher, then the longer.
    pub priority: u8,
    /// Whether it stands inside a term; such mentions serve elaboration links alone.
    pub nested: bool,
}

/// What the recognisers read.
#[derive(Copy, Clone)]
pub struct Context<'a> {
    /// The text.
    pub source: &'a Source,
    /// Who reports when.
    pub header: &'a Header,
    /// Its parts.
    pub outline: &'a Outline,
    /// Its definitions.
    pub definitions: &'a [Definition],
    /// Every word that occurs.
    pub scan: &'a Scan<'a>,
    /// The text cut into words.
    pub segmentation: &'a Segmentation,
}
