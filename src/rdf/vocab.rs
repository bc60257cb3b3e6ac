//! The vocabularies that the program writes, one module each.
//!
//! The namespace of the ontology is fixed: `--base` moves the things, not the words that
//! describe them, so that one query fits every graph.

/// Builds the constants of one namespace.
macro_rules! namespace {
    ($(#[$doc:meta])* $module:ident, $iri:literal, { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        #[allow(missing_docs)]
        pub mod $module {
            /// The namespace.
            pub const NAMESPACE: &str = $iri;
            $(pub const $name: &str = concat!($iri, $local);)*
            /// All names of this vocabulary that the program knows.
            pub const ALL: &[&str] = &[$($name),*];
        }
    };
}

namespace!(
    /// RDF itself.
    rdf, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", { TYPE = "type" }
);
namespace!(
    /// RDF Schema.
    rdfs, "http://www.w3.org/2000/01/rdf-schema#", { LABEL = "label" }
);
namespace!(
    /// XML Schema datatypes.
    xsd, "http://www.w3.org/2001/XMLSchema#", {
        STRING = "string", BOOLEAN = "boolean", DECIMAL = "decimal", DATE = "date",
        DATE_TIME = "dateTime", G_YEAR = "gYear", NON_NEGATIVE_INTEGER = "nonNegativeInteger",
    }
);
namespace!(
    /// Concepts and labels.
    skos, "http://www.w3.org/2004/02/skos/core#", {
        CONCEPT = "Concept", PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel", NOTATION = "notation",
    }
);
namespace!(
    /// Titles, dates and parts.
    dct, "http://purl.org/dc/terms/", {
        TITLE = "title", ISSUED = "issued", LANGUAGE = "language", IS_PART_OF = "isPartOf",
    }
);
namespace!(
    /// Provenance.
    prov, "http://www.w3.org/ns/prov#", {
        ACTIVITY = "Activity", ENTITY = "Entity", PLAN = "Plan", GENERATED = "generated",
        ENDED_AT_TIME = "endedAtTime",
    }
);
namespace!(
    /// Strings and their offsets.
    nif, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#", {
        CONTEXT = "Context", OFFSET_BASED_STRING = "OffsetBasedString", TERM_OCCURRENCE = "TermOccurrence",
        ENTITY_OCCURRENCE = "EntityOccurrence", BEGIN_INDEX = "beginIndex", END_INDEX = "endIndex",
        ANCHOR_OF = "anchorOf", REFERENCE_CONTEXT = "referenceContext",
    }
);
namespace!(
    /// schema.org.
    schema, "https://schema.org/", {
        REPORT = "Report", PLACE = "Place", EVENT = "Event", ACTION = "Action",
    }
);
namespace!(
    /// Organisations.
    org, "http://www.w3.org/ns/org#", { ORGANIZATION = "Organization" }
);
namespace!(
    /// Projects.
    foaf, "http://xmlns.com/foaf/0.1/", { PROJECT = "Project" }
);
namespace!(
    /// Features in space.
    geo, "http://www.opengis.net/ont/geosparql#", { FEATURE = "Feature" }
);
namespace!(
    /// Statistical data cubes.
    qb, "http://purl.org/linked-data/cube#", {
        OBSERVATION = "Observation", DATA_SET = "DataSet", DATA_SET_OF = "dataSet", STRUCTURE = "structure",
    }
);
namespace!(
    /// Dimensions that statistics share.
    sdmx_dimension, "http://purl.org/linked-data/sdmx/2009/dimension#", {
        REF_AREA = "refArea", REF_PERIOD = "refPeriod",
    }
);
namespace!(
    /// Attributes that statistics share.
    sdmx_attribute, "http://purl.org/linked-data/sdmx/2009/attribute#", { UNIT_MEASURE = "unitMeasure" }
);
namespace!(
    /// Units of measure.
    unit, "http://qudt.org/vocab/unit/", {}
);
namespace!(
    /// The ontology of this program (`ontology/zhengtu.ttl`).
    zt, "https://w3id.org/zhengtu/ontology#", {
        WORK_REPORT = "WorkReport", SECTION = "Section", STATEMENT = "Statement", TASK = "Task",
        MENTION = "Mention", DEFINITION = "Definition", COMPONENT = "Component", LINK = "Link",
        OBSERVATION = "Observation", TERM = "Term", PLACE = "Place", PROJECT = "Project",
        ORGANIZATION = "Organization", POLICY = "Policy", EVENT = "Event", INDICATOR = "Indicator",
        RULE = "Rule", EXTRACTION_RUN = "ExtractionRun",
        // What things are tied by.
        STATED_IN = "statedIn", GOVERNED_BY = "governedBy", REFERS_TO = "refersTo", MATCHED_BY = "matchedBy",
        MENTIONS = "mentions", HAS_FIGURE = "hasFigure", HAS_THEME = "hasTheme", ELABORATES = "elaborates",
        DEFINES = "defines", HAS_COMPONENT = "hasComponent", FROM = "from", TO = "to",
        FROM_MENTION = "fromMention", TO_MENTION = "toMention", CONCERNS = "concerns",
        CO_MENTIONED_WITH = "coMentionedWith", ELABORATED_BY = "elaboratedBy", THEME_OF = "themeOf",
        WITHIN = "within", SCOPED_TO = "scopedTo", JURISDICTION = "jurisdiction", MEASURES = "indicator",
        // What is said of things.
        YEAR = "reportYear", REVIEW_FROM = "reviewsFrom", REVIEW_TO = "reviewsTo", SESSION = "session",
        SPEAKER = "speaker", OFFICE = "office", EDITION = "edition", TEXT_SHA256 = "textSha256",
        ORDER = "order", LEVEL = "level", ROLE = "sectionRole", STATEMENT_KIND = "statementKind",
        STATUS = "status", TERM_KIND = "termKind", SURFACE = "surface", AGREES = "agrees",
        INLINE = "inline", SCOPE = "scope", SCORE = "score", VALUE = "value", UPPER_VALUE = "upperValue",
        NORMALISED_VALUE = "normalisedValue", BASE_UNIT = "baseUnit", LEXICAL_VALUE = "lexicalValue", LEXICAL_UNIT = "lexicalUnit",
        QUALIFIER = "qualifier", INDICATOR_NAME = "indicatorName", CHANGE = "change",
        CHANGE_VALUE = "changeValue", VALUE_KIND = "valueKind", MEASURE_KIND = "measureKind",
        SEED_FILE = "seedFile", SEED_LINE = "seedLine", LEXICON = "lexicon", PROGRAM = "program",
        FIGURE_STRUCTURE = "FigureStructure",
    }
);
namespace!(
    /// The code lists of this program (`ontology/codes.ttl`).
    code, "https://w3id.org/zhengtu/codes#", {}
);
