//! The kinds of node, edge and attribute: a closed list, the same as the ontology's.

use crate::recognise::Label;

/// What a node is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeKind {
    /// A report.
    Report,
    /// A heading and what stands under it.
    Section,
    /// A sentence, a heading or a glossary entry.
    Statement,
    /// What a statement of kind achievement or task tells.
    Task,
    /// A name where it occurs.
    Mention,
    /// What one report says that a term stands for.
    Definition,
    /// A part of a definition.
    Component,
    /// A term tied to something on evidence.
    Link,
    /// A figure.
    Observation,
    /// The figures of one report.
    DataSet,
    /// A shorthand, formula, brand or catch-phrase.
    Term,
    /// An area, settlement, natural feature, road, site or zone.
    Place,
    /// An undertaking with a beginning and an end.
    Project,
    /// A body.
    Organization,
    /// A plan, law, rule or scheme.
    Policy,
    /// A happening.
    Event,
    /// What is measured.
    Indicator,
    /// A lexicon record or a rule.
    Rule,
    /// One run of the program.
    Run,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: [NodeKind; 19] = [
        NodeKind::Report,
        NodeKind::Section,
        NodeKind::Statement,
        NodeKind::Task,
        NodeKind::Mention,
        NodeKind::Definition,
        NodeKind::Component,
        NodeKind::Link,
        NodeKind::Observation,
        NodeKind::DataSet,
        NodeKind::Term,
        NodeKind::Place,
        NodeKind::Project,
        NodeKind::Organization,
        NodeKind::Policy,
        NodeKind::Event,
        NodeKind::Indicator,
        NodeKind::Rule,
        NodeKind::Run,
    ];

    /// Whether the node is a thing that reports talk about, the same in all of them.
    pub fn is_entity(self) -> bool {
        matches!(
            self,
            NodeKind::Term
                | NodeKind::Place
                | NodeKind::Project
                | NodeKind::Organization
                | NodeKind::Policy
                | NodeKind::Event
                | NodeKind::Indicator
        )
    }

    /// About how much is said of a node of this kind: room made for it saves moving it.
    pub(super) fn usual_attributes(self) -> usize {
        match self {
            NodeKind::Report => 12,
            NodeKind::Observation => 15,
            NodeKind::Statement | NodeKind::Mention | NodeKind::Definition => 5,
            NodeKind::Section | NodeKind::Component => 4,
            NodeKind::Place | NodeKind::Link | NodeKind::Rule => 2,
            _ => 1,
        }
    }

    /// Whether nodes of this kind stand under the IRI of one report.
    pub fn is_of_report(self) -> bool {
        !self.is_entity() && !matches!(self, NodeKind::Rule | NodeKind::Run)
    }
}

impl From<Label> for NodeKind {
    fn from(label: Label) -> Self {
        match label {
            Label::Term => NodeKind::Term,
            Label::Place => NodeKind::Place,
            Label::Project => NodeKind::Project,
            Label::Organisation => NodeKind::Organization,
            Label::Policy => NodeKind::Policy,
            Label::Event => NodeKind::Event,
        }
    }
}

/// How one node is tied to another: one triple.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// Statement or section → section or report.
    PartOf,
    /// Mention or statement → the report that its offsets mean.
    Context,
    /// Mention, task, link, definition or observation → statement.
    StatedIn,
    /// Statement → the topic sentence that governs it.
    GovernedBy,
    /// Mention → what it names.
    RefersTo,
    /// Mention, link, definition or observation → rule.
    MatchedBy,
    /// Task or component → what it names.
    Mentions,
    /// Task → observation.
    HasFigure,
    /// Task → the term in the heading or topic sentence over it.
    HasTheme,
    /// Task → the term that it spells out.
    Elaborates,
    /// Definition → term.
    Defines,
    /// Definition or component → component.
    HasComponent,
    /// Link → term.
    From,
    /// Link → what the term is tied to.
    To,
    /// Link → the mention of the term.
    FromMention,
    /// Link → the mention of what the term is tied to.
    ToMention,
    /// Term → thing: parts of one act or of one definition.
    Concerns,
    /// Term → thing: in one task, in different clauses.
    CoMentionedWith,
    /// Term → thing in the sentences that spell the term out.
    ElaboratedBy,
    /// Term → thing in what the term heads.
    ThemeOf,
    /// Place → the place that holds it.
    Within,
    /// Thing → the place whose government uses the name so.
    ScopedTo,
    /// Report → the place whose government reports.
    Jurisdiction,
    /// Observation → indicator.
    Measures,
    /// Observation → the place it holds for.
    RefArea,
    /// Observation → the figures of the report.
    InDataSet,
    /// Run → report.
    Generated,
}

impl Relation {
    /// All relations.
    pub const ALL: [Relation; 27] = [
        Relation::PartOf,
        Relation::Context,
        Relation::StatedIn,
        Relation::GovernedBy,
        Relation::RefersTo,
        Relation::MatchedBy,
        Relation::Mentions,
        Relation::HasFigure,
        Relation::HasTheme,
        Relation::Elaborates,
        Relation::Defines,
        Relation::HasComponent,
        Relation::From,
        Relation::To,
        Relation::FromMention,
        Relation::ToMention,
        Relation::Concerns,
        Relation::CoMentionedWith,
        Relation::ElaboratedBy,
        Relation::ThemeOf,
        Relation::Within,
        Relation::ScopedTo,
        Relation::Jurisdiction,
        Relation::Measures,
        Relation::RefArea,
        Relation::InDataSet,
        Relation::Generated,
    ];

    /// Whether this is the short form of a link between two things: such edges make up the
    /// graph `graph/links`.
    pub fn is_link(self) -> bool {
        matches!(
            self,
            Relation::Concerns
                | Relation::CoMentionedWith
                | Relation::ElaboratedBy
                | Relation::ThemeOf
        )
    }

    /// Whether a walk through the corpus follows this: short forms of links, what tasks mention,
    /// where things lie.
    pub fn is_short(self) -> bool {
        self.is_link()
            || matches!(
                self,
                Relation::Mentions
                    | Relation::HasTheme
                    | Relation::Elaborates
                    | Relation::Within
                    | Relation::ScopedTo
            )
    }
}

/// What is said of a node in a literal or a code.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Attribute {
    /// The name, by which the thing has its IRI.
    PrefLabel,
    /// Another name that the lexicon gives.
    AltLabel,
    /// A name for people of what is no concept: a rule, a section.
    Label,
    /// A code of the division table.
    Notation,
    /// Title of a report.
    Title,
    /// Day of a report.
    Issued,
    /// Language of a report.
    Language,
    /// Year of a report.
    Year,
    /// First year under review.
    ReviewFrom,
    /// Last year under review.
    ReviewTo,
    /// Session of the congress.
    Session,
    /// Who spoke.
    Speaker,
    /// The speaker's office.
    Office,
    /// What tells editions apart.
    Edition,
    /// SHA-256 of the text.
    TextSha256,
    /// First code point.
    Begin,
    /// One past the last code point.
    End,
    /// What stands there.
    Anchor,
    /// The same without quotes, white space and line breaks: an alternative label.
    Surface,
    /// Place in a row of like things, from 1.
    Order,
    /// Depth of a heading.
    Level,
    /// What a section is for.
    Role,
    /// What a statement is.
    StatementKind,
    /// Whether a task is done or planned.
    Status,
    /// What kind of shorthand a term is here.
    TermKind,
    /// Whether numeral and parts agree.
    Agrees,
    /// Whether a definition stands in the body.
    Inline,
    /// How a link ties.
    Scope,
    /// How sure it is.
    Score,
    /// The number.
    Value,
    /// The upper bound of a range.
    UpperValue,
    /// The number in the base unit.
    NormalisedValue,
    /// The base unit as a unit of QUDT.
    Unit,
    /// The base unit as the table of units names it.
    BaseUnit,
    /// The number as written.
    LexicalValue,
    /// The unit as written.
    LexicalUnit,
    /// The qualifier as written.
    Qualifier,
    /// What was measured, as written.
    IndicatorName,
    /// Growth or fall as written.
    Change,
    /// Growth or fall as a number.
    ChangeValue,
    /// Reached, aimed at or expected.
    ValueKind,
    /// Level or growth.
    MeasureKind,
    /// Year or period it holds for.
    Period,
    /// The cube's structure.
    Structure,
    /// File of a rule.
    SeedFile,
    /// Line of a rule.
    SeedLine,
    /// Digest of the lexicon.
    Lexicon,
    /// Name and version of the program.
    Program,
    /// When a run ended.
    EndedAt,
}

impl Attribute {
    /// All attributes.
    pub const ALL: [Attribute; 49] = [
        Attribute::PrefLabel,
        Attribute::AltLabel,
        Attribute::Label,
        Attribute::Notation,
        Attribute::Title,
        Attribute::Issued,
        Attribute::Language,
        Attribute::Year,
        Attribute::ReviewFrom,
        Attribute::ReviewTo,
        Attribute::Session,
        Attribute::Speaker,
        Attribute::Office,
        Attribute::Edition,
        Attribute::TextSha256,
        Attribute::Begin,
        Attribute::End,
        Attribute::Anchor,
        Attribute::Surface,
        Attribute::Order,
        Attribute::Level,
        Attribute::Role,
        Attribute::StatementKind,
        Attribute::Status,
        Attribute::TermKind,
        Attribute::Agrees,
        Attribute::Inline,
        Attribute::Scope,
        Attribute::Score,
        Attribute::Value,
        Attribute::UpperValue,
        Attribute::NormalisedValue,
        Attribute::Unit,
        Attribute::BaseUnit,
        Attribute::LexicalValue,
        Attribute::LexicalUnit,
        Attribute::Qualifier,
        Attribute::IndicatorName,
        Attribute::Change,
        Attribute::ChangeValue,
        Attribute::ValueKind,
        Attribute::MeasureKind,
        Attribute::Period,
        Attribute::Structure,
        Attribute::SeedFile,
        Attribute::SeedLine,
        Attribute::Lexicon,
        Attribute::Program,
        Attribute::EndedAt,
    ];

    /// Whether its values name the node.
    pub fn is_label(self) -> bool {
        matches!(self, Attribute::PrefLabel | Attribute::AltLabel)
    }
}
