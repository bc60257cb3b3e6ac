//! Headings and the tree of sections.

use super::kind::KindRules;
use super::{Outline, Paragraph, SectionId, StatementId};
use crate::ingest::Source;
use crate::span::Span;

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 0 for the part before any heading, 1 for 一、, 2 for （一）, 3 for 1., 4 for 一是.
    pub level: u8,
    /// The heading as written; none for the part before any.
    pub heading: Option<Span>,
    /// The statement that is the heading.
    pub statement: Option<StatementId>,
    /// The section above.
    pub parent: Option<SectionId>,
    /// What the section is for.
    pub role: Role,
}

/// What a section is for, which decides the kind of its statements.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Role {
    /// Title, salutation and opening.
    #[default]
    Front,
    /// What was done.
    Review,
    /// Outlook, guiding thought, aims.
    Outlook,
    /// What is to be done.
    Plan,
    /// Explanations of terms.
    Glossary,
    /// What a web page left around the report.
    Furniture,
}

/// Finds headings and paragraphs.
pub(super) fn divide(source: &Source, _rules: &KindRules) -> Outline {
    let mut outline = Outline::default();
    outline.sections.push(Section { level: 0, heading: None, statement: None, parent: None, role: Role::Front });
    let mut from = 0;
    for (at, _) in source.text().match_indices('\n') {
        let span = Span::new(from, at);
        from = at + 1;
        outline.paragraphs.push(Paragraph { span, section: 0, glossary_entry: false, statements: (0, 0) });
    }
    outline
}
