//! Who reports when, and the report's parts: sections, paragraphs, statements, definitions.
//!
//! [`header`] needs only the text; [`outline`] also reads the cue words found by the scan.

mod cue;
mod enumerator;
mod glossary;
mod government;
mod header;
mod heading;
mod kind;
mod marks;
mod repeat;
mod section;
mod shape;
mod speaker;
mod statement;
mod tense;
mod topic;
mod verb;

pub use glossary::{Component, Definition, GlossaryRules, define};
pub use header::{Declared, Government, Header, HeaderRules, header};
pub use kind::{Kind, KindRules};
pub use section::{Role, Section};

use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::span::Span;

/// Index of a [`Statement`] in its [`Outline`].
pub type StatementId = usize;
/// Index of a [`Section`] in its [`Outline`].
pub type SectionId = usize;

/// The parts of a report, each list in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Sections; the first holds what stands before any heading.
    pub sections: Vec<Section>,
    /// Paragraphs: one line of the clean text each, a glossary entry as many as it has.
    pub paragraphs: Vec<Paragraph>,
    /// Statements; together they cover every paragraph.
    pub statements: Vec<Statement>,
}

/// One line of the clean text, or all lines of one glossary entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where.
    pub span: Span,
    /// The section it stands in.
    pub section: SectionId,
    /// Whether it is an entry of the glossary.
    pub glossary_entry: bool,
    /// Its statements: first, and one past the last.
    pub statements: (StatementId, StatementId),
}

/// A sentence, a heading or a glossary entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Where; white space between statements belongs to none.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// The section it stands in (for a heading, the one it opens).
    pub section: SectionId,
    /// The topic sentence or run-in heading that governs it within its paragraph or list.
    pub topic: Option<StatementId>,
}

/// Rules of this stage, compiled from the seeds.
#[derive(Debug)]
pub struct OutlineRules {
    /// Cue words of statement kinds and section roles.
    pub kinds: KindRules,
}

/// Cuts a report into its parts.
pub fn outline(source: &Source, header: &Header, scan: &Scan<'_>, rules: &OutlineRules) -> Outline {
    let mut outline = section::divide(source, header, &rules.kinds.headings);
    statement::split(source, &mut outline);
    // Only a report is read for what it did and plans; any other text stays context.
    if header.is_report() || section::tells_a_report(source.text(), &outline, &rules.kinds.headings)
    {
        tense::assign(source.text(), scan, &mut outline);
    } else {
        section::disown(&mut outline);
    }
    kind::classify(source, header, scan, &rules.kinds, &mut outline);
    outline
}

impl Outline {
    /// The statement that holds the start of `span`.
    pub fn statement_at(&self, span: Span) -> Option<StatementId> {
        let i = self
            .statements
            .partition_point(|s| s.span.end <= span.start);
        self.statements
            .get(i)
            .filter(|s| s.span.start <= span.start)
            .map(|_| i)
    }

    /// The section and those above it, innermost first.
    pub fn path(&self, section: SectionId) -> impl Iterator<Item = &Section> {
        std::iter::successors(self.sections.get(section), |s| {
            s.parent.and_then(|p| self.sections.get(p))
        })
    }
}
