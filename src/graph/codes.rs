//! The code lists (`ontology/codes.ttl`): each value that the program writes, by list and name.

use std::sync::LazyLock;

use super::Literal;
use crate::link::Scope;
use crate::outline::{Kind, Role};
use crate::rdf::vocab;
use crate::recognise::{FigureKind, TermKind};

/// All codes, as (list, name), sorted.
pub const ALL: &[(&str, &str)] = &[
    ("measure", "growth"),
    ("measure", "level"),
    ("role", "front"),
    ("role", "furniture"),
    ("role", "glossary"),
    ("role", "outlook"),
    ("role", "plan"),
    ("role", "review"),
    ("scope", "chain"),
    ("scope", "clause"),
    ("scope", "definition"),
    ("scope", "elaboration"),
    ("scope", "sentence"),
    ("scope", "theme"),
    ("statement", "achievement"),
    ("statement", "ceremony"),
    ("statement", "context"),
    ("statement", "definition"),
    ("statement", "heading"),
    ("statement", "problem"),
    ("statement", "target"),
    ("statement", "task"),
    ("statement", "topic"),
    ("status", "done"),
    ("status", "planned"),
    ("term", "brand"),
    ("term", "figure-of-speech"),
    ("term", "named-concept"),
    ("term", "numeral-abbreviation"),
    ("term", "slogan"),
    ("value", "actual"),
    ("value", "forecast"),
    ("value", "target"),
];

/// The IRI of a code.
pub fn iri(list: &str, name: &str) -> String {
    format!("{}{list}-{name}", vocab::code::NAMESPACE)
}

/// The IRI of a code list.
pub fn list_iri(list: &str) -> String {
    format!("{}{list}", vocab::code::NAMESPACE)
}

/// The IRIs of [`ALL`], made once.
static IRIS: LazyLock<Vec<String>> =
    LazyLock::new(|| ALL.iter().map(|(list, name)| iri(list, name)).collect());

fn code(list: &str, name: &str) -> Literal {
    let known = ALL.binary_search(&(list, name));
    debug_assert!(known.is_ok(), "{list}-{name} stands in no code list");
    Literal::Code(known.map_or_else(|_| iri(list, name).into(), |i| IRIS[i].as_str().into()))
}

/// What a statement is.
pub(super) fn statement(kind: Kind) -> Literal {
    code("statement", kind.name())
}

/// How a link ties.
pub(super) fn scope(scope: Scope) -> Literal {
    code("scope", scope.name())
}

/// Whether a task is done or planned.
pub(super) fn status(done: bool) -> Literal {
    code("status", if done { "done" } else { "planned" })
}

/// Whether a figure is a level or a growth.
pub(super) fn measure(growth: bool) -> Literal {
    code("measure", if growth { "growth" } else { "level" })
}

/// What a section is for.
pub(super) fn role(role: Role) -> Literal {
    let name = match role {
        Role::Front => "front",
        Role::Review => "review",
        Role::Outlook => "outlook",
        Role::Plan => "plan",
        Role::Glossary => "glossary",
        Role::Furniture => "furniture",
    };
    code("role", name)
}

/// What kind of shorthand a term is.
pub(super) fn term(kind: TermKind) -> Literal {
    let name = match kind {
        TermKind::NumeralAbbreviation => "numeral-abbreviation",
        TermKind::NamedConcept => "named-concept",
        TermKind::Brand => "brand",
        TermKind::Slogan => "slogan",
        TermKind::FigureOfSpeech => "figure-of-speech",
    };
    code("term", name)
}

/// Whether a figure was reached, is aimed at or expected.
pub(super) fn value(kind: FigureKind) -> Literal {
    let name = match kind {
        FigureKind::Actual => "actual",
        FigureKind::Target => "target",
        FigureKind::Forecast => "forecast",
    };
    code("value", name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_sorted() {
        assert!(super::ALL.is_sorted());
    }
}
