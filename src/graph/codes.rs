//! The code lists (`ontology/codes.ttl`): each value that the program writes, by list and name.

use std::sync::LazyLock;

use super::Literal;
use crate::link::Scope;
use crate::outline::{Kind, Role};
use crate::rdf::vocab;
use crate::recognise::{FigureKind, TermKind};

/// All codes, as (list, name).
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

/// Where a code stands in [`ALL`]; the program is not built with one that does not.
const fn place(list: &str, name: &str) -> usize {
    let mut place = 0;
    while !(same(ALL[place].0, list) && same(ALL[place].1, name)) {
        place += 1;
    }
    place
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

fn known(place: usize) -> Literal {
    Literal::Code(IRIS[place].as_str().into())
}

/// A code of a list, found when the program is built.
macro_rules! code {
    ($list:literal, $name:literal) => {
        known(const { place($list, $name) })
    };
}

/// What a statement is.
pub(super) fn statement(kind: Kind) -> Literal {
    match kind {
        Kind::Heading => code!("statement", "heading"),
        Kind::Topic => code!("statement", "topic"),
        Kind::Achievement => code!("statement", "achievement"),
        Kind::Task => code!("statement", "task"),
        Kind::Target => code!("statement", "target"),
        Kind::Problem => code!("statement", "problem"),
        Kind::Context => code!("statement", "context"),
        Kind::Definition => code!("statement", "definition"),
        Kind::Ceremony => code!("statement", "ceremony"),
    }
}

/// How a link ties.
pub(super) fn scope(scope: Scope) -> Literal {
    match scope {
        Scope::Clause => code!("scope", "clause"),
        Scope::Chain => code!("scope", "chain"),
        Scope::Definition => code!("scope", "definition"),
        Scope::Sentence => code!("scope", "sentence"),
        Scope::Elaboration => code!("scope", "elaboration"),
        Scope::Theme => code!("scope", "theme"),
    }
}

/// Whether a task is done or planned.
pub(super) fn status(done: bool) -> Literal {
    if done {
        code!("status", "done")
    } else {
        code!("status", "planned")
    }
}

/// Whether a figure is a level or a growth.
pub(super) fn measure(growth: bool) -> Literal {
    if growth {
        code!("measure", "growth")
    } else {
        code!("measure", "level")
    }
}

/// What a section is for.
pub(super) fn role(role: Role) -> Literal {
    match role {
        Role::Front => code!("role", "front"),
        Role::Review => code!("role", "review"),
        Role::Outlook => code!("role", "outlook"),
        Role::Plan => code!("role", "plan"),
        Role::Glossary => code!("role", "glossary"),
        Role::Furniture => code!("role", "furniture"),
    }
}

/// What kind of shorthand a term is.
pub(super) fn term(kind: TermKind) -> Literal {
    match kind {
        TermKind::NumeralAbbreviation => code!("term", "numeral-abbreviation"),
        TermKind::NamedConcept => code!("term", "named-concept"),
        TermKind::Brand => code!("term", "brand"),
        TermKind::Slogan => code!("term", "slogan"),
        TermKind::FigureOfSpeech => code!("term", "figure-of-speech"),
    }
}

/// Whether a figure was reached, is aimed at or expected.
pub(super) fn value(kind: FigureKind) -> Literal {
    match kind {
        FigureKind::Actual => code!("value", "actual"),
        FigureKind::Target => code!("value", "target"),
        FigureKind::Forecast => code!("value", "forecast"),
    }
}
