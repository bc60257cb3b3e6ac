//! Kinds of node, relation and attribute to IRIs and back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::vocab::{
    dct, foaf, geo, nif, org, prov, qb, rdfs, schema, sdmx_attribute, sdmx_dimension, skos, zt,
};
use crate::graph::{Attribute, NodeKind, Relation};

/// The class by which a kind is known.
pub fn class_iri(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Report => zt::WORK_REPORT,
        NodeKind::Section => zt::SECTION,
        NodeKind::Statement => zt::STATEMENT,
        NodeKind::Task => zt::TASK,
        NodeKind::Mention => zt::MENTION,
        NodeKind::Definition => zt::DEFINITION,
        NodeKind::Component => zt::COMPONENT,
        NodeKind::Link => zt::LINK,
        NodeKind::Observation => zt::OBSERVATION,
        NodeKind::DataSet => qb::DATA_SET,
        NodeKind::Term => zt::TERM,
        NodeKind::Place => zt::PLACE,
        NodeKind::Project => zt::PROJECT,
        NodeKind::Organization => zt::ORGANIZATION,
        NodeKind::Policy => zt::POLICY,
        NodeKind::Event => zt::EVENT,
        NodeKind::Indicator => zt::INDICATOR,
        NodeKind::Rule => zt::RULE,
        NodeKind::Run => zt::EXTRACTION_RUN,
    }
}

/// All classes written for a kind: its own, and those of other vocabularies that a tool without
/// a reasoner looks for.
pub fn classes(kind: NodeKind) -> &'static [&'static str] {
    match kind {
        NodeKind::Report => &[zt::WORK_REPORT, nif::CONTEXT, schema::REPORT],
        NodeKind::Section => &[zt::SECTION],
        NodeKind::Statement => &[zt::STATEMENT],
        NodeKind::Task => &[zt::TASK],
        NodeKind::Mention => &[zt::MENTION, nif::OFFSET_BASED_STRING],
        NodeKind::Definition => &[zt::DEFINITION],
        NodeKind::Component => &[zt::COMPONENT],
        NodeKind::Link => &[zt::LINK],
        NodeKind::Observation => &[zt::OBSERVATION, qb::OBSERVATION],
        NodeKind::DataSet => &[qb::DATA_SET],
        NodeKind::Term => &[zt::TERM, skos::CONCEPT],
        NodeKind::Place => &[zt::PLACE, geo::FEATURE],
        NodeKind::Project => &[zt::PROJECT, foaf::PROJECT],
        NodeKind::Organization => &[zt::ORGANIZATION, org::ORGANIZATION],
        NodeKind::Policy => &[zt::POLICY],
        NodeKind::Event => &[zt::EVENT, schema::EVENT],
        NodeKind::Indicator => &[zt::INDICATOR, skos::CONCEPT],
        NodeKind::Rule => &[zt::RULE],
        NodeKind::Run => &[zt::EXTRACTION_RUN, prov::ACTIVITY],
    }
}

/// The segment of the IRI path that says the kind of a shared thing; also its prefix.
pub fn segment(kind: NodeKind) -> Option<&'static str> {
    Some(match kind {
        NodeKind::Report => "report",
        NodeKind::Term => "term",
        NodeKind::Place => "place",
        NodeKind::Project => "project",
        NodeKind::Organization => "org",
        NodeKind::Policy => "policy",
        NodeKind::Event => "event",
        NodeKind::Indicator => "indicator",
        NodeKind::Rule => "rule",
        NodeKind::Run => "run",
        _ => return None,
    })
}

/// The property of a relation.
pub fn relation_iri(relation: Relation) -> &'static str {
    match relation {
        Relation::PartOf => dct::IS_PART_OF,
        Relation::Context => nif::REFERENCE_CONTEXT,
        Relation::StatedIn => zt::STATED_IN,
        Relation::GovernedBy => zt::GOVERNED_BY,
        Relation::RefersTo => zt::REFERS_TO,
        Relation::MatchedBy => zt::MATCHED_BY,
        Relation::Mentions => zt::MENTIONS,
        Relation::HasFigure => zt::HAS_FIGURE,
        Relation::HasTheme => zt::HAS_THEME,
        Relation::Elaborates => zt::ELABORATES,
        Relation::Defines => zt::DEFINES,
        Relation::HasComponent => zt::HAS_COMPONENT,
        Relation::From => zt::FROM,
        Relation::To => zt::TO,
        Relation::FromMention => zt::FROM_MENTION,
        Relation::ToMention => zt::TO_MENTION,
        Relation::Concerns => zt::CONCERNS,
        Relation::CoMentionedWith => zt::CO_MENTIONED_WITH,
        Relation::ElaboratedBy => zt::ELABORATED_BY,
        Relation::ThemeOf => zt::THEME_OF,
        Relation::Within => zt::WITHIN,
        Relation::ScopedTo => zt::SCOPED_TO,
        Relation::Jurisdiction => zt::JURISDICTION,
        Relation::Measures => zt::MEASURES,
        Relation::RefArea => sdmx_dimension::REF_AREA,
        Relation::InDataSet => qb::DATA_SET_OF,
        Relation::Generated => prov::GENERATED,
    }
}

/// The property of an attribute.
pub fn attribute_iri(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::PrefLabel => skos::PREF_LABEL,
        Attribute::AltLabel => skos::ALT_LABEL,
        Attribute::Label => rdfs::LABEL,
        Attribute::Notation => skos::NOTATION,
        Attribute::Title => dct::TITLE,
        Attribute::Issued => dct::ISSUED,
        Attribute::Language => dct::LANGUAGE,
        Attribute::Year => zt::YEAR,
        Attribute::ReviewFrom => zt::REVIEW_FROM,
        Attribute::ReviewTo => zt::REVIEW_TO,
        Attribute::Session => zt::SESSION,
        Attribute::Speaker => zt::SPEAKER,
        Attribute::Office => zt::OFFICE,
        Attribute::Edition => zt::EDITION,
        Attribute::TextSha256 => zt::TEXT_SHA256,
        Attribute::Begin => nif::BEGIN_INDEX,
        Attribute::End => nif::END_INDEX,
        Attribute::Anchor => nif::ANCHOR_OF,
        Attribute::Surface => zt::SURFACE,
        Attribute::Order => zt::ORDER,
        Attribute::Level => zt::LEVEL,
        Attribute::Role => zt::ROLE,
        Attribute::StatementKind => zt::STATEMENT_KIND,
        Attribute::Status => zt::STATUS,
        Attribute::TermKind => zt::TERM_KIND,
        Attribute::Agrees => zt::AGREES,
        Attribute::Inline => zt::INLINE,
        Attribute::Scope => zt::SCOPE,
        Attribute::Score => zt::SCORE,
        Attribute::Value => zt::VALUE,
        Attribute::UpperValue => zt::UPPER_VALUE,
        Attribute::NormalisedValue => zt::NORMALISED_VALUE,
        Attribute::Unit => sdmx_attribute::UNIT_MEASURE,
        Attribute::BaseUnit => zt::BASE_UNIT,
        Attribute::LexicalValue => zt::LEXICAL_VALUE,
        Attribute::LexicalUnit => zt::LEXICAL_UNIT,
        Attribute::Qualifier => zt::QUALIFIER,
        Attribute::IndicatorName => zt::INDICATOR_NAME,
        Attribute::Change => zt::CHANGE,
        Attribute::ChangeValue => zt::CHANGE_VALUE,
        Attribute::ValueKind => zt::VALUE_KIND,
        Attribute::MeasureKind => zt::MEASURE_KIND,
        Attribute::Period => sdmx_dimension::REF_PERIOD,
        Attribute::Structure => qb::STRUCTURE,
        Attribute::SeedFile => zt::SEED_FILE,
        Attribute::SeedLine => zt::SEED_LINE,
        Attribute::Lexicon => zt::LEXICON,
        Attribute::Program => zt::PROGRAM,
        Attribute::EndedAt => prov::ENDED_AT_TIME,
    }
}

/// The kind known by this class.
pub fn parse_class(iri: &str) -> Option<NodeKind> {
    static KINDS: LazyLock<BTreeMap<&str, NodeKind>> = LazyLock::new(|| {
        NodeKind::ALL
            .into_iter()
            .map(|k| (class_iri(k), k))
            .collect()
    });
    KINDS.get(iri).copied()
}

/// The relation with this property.
pub fn parse_relation(iri: &str) -> Option<Relation> {
    static RELATIONS: LazyLock<BTreeMap<&str, Relation>> = LazyLock::new(|| {
        Relation::ALL
            .into_iter()
            .map(|r| (relation_iri(r), r))
            .collect()
    });
    RELATIONS.get(iri).copied()
}

/// The attribute with this property.
pub fn parse_attribute(iri: &str) -> Option<Attribute> {
    static ATTRIBUTES: LazyLock<BTreeMap<&str, Attribute>> = LazyLock::new(|| {
        Attribute::ALL
            .into_iter()
            .map(|a| (attribute_iri(a), a))
            .collect()
    });
    ATTRIBUTES.get(iri).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mapping_can_be_read_backwards() {
        for kind in NodeKind::ALL {
            assert_eq!(parse_class(class_iri(kind)), Some(kind));
            assert_eq!(classes(kind)[0], class_iri(kind));
        }
        for relation in Relation::ALL {
            assert_eq!(parse_relation(relation_iri(relation)), Some(relation));
            assert_eq!(parse_attribute(relation_iri(relation)), None);
        }
        for attribute in Attribute::ALL {
            assert_eq!(parse_attribute(attribute_iri(attribute)), Some(attribute));
        }
    }
}
