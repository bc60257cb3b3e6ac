//! The queries that come with the program: SPARQL files under `ontology/queries/named/`.
//!
//! Each file opens with `# en:`, `# zh:` and `# args:` lines. An argument stands in the query as
//! `{ $TERM }` after `VALUES ?x`; it is replaced by the IRIs of the things that the user's word means
//! ([`resolve`](super::resolve)), so that nothing a user types becomes part of the query's text.
//! An optional argument that is not given becomes `UNDEF`, which fits everything.

use std::sync::LazyLock;

use oxigraph::sparql::QueryResults;

use super::resolve::{Wanted, resolve};
use super::{QueryError, query};
use crate::store::KnowledgeStore;

/// A query that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// What it is called.
    pub name: &'static str,
    /// What it answers, in English.
    pub en: &'static str,
    /// What it answers, in Chinese.
    pub zh: &'static str,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Its SPARQL, with placeholders.
    pub text: &'static str,
}

/// An argument of a named query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its placeholder without `$`: `TERM`.
    pub name: &'static str,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Embeds the files of the named queries.
macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../ontology/queries/named/", $name, ".rq")))),*]
    };
}

const FILES: &[(&str, &str)] = embed![
    "components",
    "tasks",
    "evidence",
    "planned",
    "definitions",
    "history",
    "timeline",
    "promises",
    "places",
    "related",
    "figures",
    "targets",
    "problems",
    "disagreements",
    "undefined",
    "shared",
    "reports",
    "rules",
];

/// All named queries, in the order of the documentation.
pub fn named_queries() -> &'static [NamedQuery] {
    static QUERIES: LazyLock<Vec<NamedQuery>> = LazyLock::new(|| {
        FILES
            .iter()
            .map(|&(name, text)| parse(name, text))
            .collect()
    });
    &QUERIES
}

/// Runs a named query.
///
/// # Errors
/// When there is none of that name, its arguments are too few or too many, or one names nothing.
pub fn run_named(
    store: &KnowledgeStore,
    name: &str,
    args: &[String],
) -> Result<QueryResults<'static>, QueryError> {
    let Some(named) = named_queries().iter().find(|q| q.name == name) else {
        let known: Vec<&str> = named_queries().iter().map(|q| q.name).collect();
        return Err(QueryError::Unknown {
            name: name.to_owned(),
            known: known.join(", "),
        });
    };
    let required = named.arguments.iter().filter(|a| !a.optional).count();
    if args.len() < required || args.len() > named.arguments.len() {
        return Err(QueryError::Arguments {
            usage: named.usage(),
        });
    }
    let mut text = named.text.to_owned();
    for (i, argument) in named.arguments.iter().enumerate() {
        let values = match args.get(i) {
            Some(word) => {
                let found = resolve(store, argument.wanted(), word)?;
                found
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            None => "UNDEF".to_owned(),
        };
        text = text.replace(
            &format!("{{ ${} }}", argument.name),
            &format!("{{ {values} }}"),
        );
    }
    query(store, &text)
}

impl NamedQuery {
    /// Its name and arguments, the optional ones in brackets.
    pub fn usage(&self) -> String {
        self.arguments.iter().fold(self.name.to_owned(), |out, a| {
            if a.optional {
                format!("{out} [{}]", a.name)
            } else {
                format!("{out} {}", a.name)
            }
        })
    }
}

impl Argument {
    /// What kind of thing it names.
    pub fn wanted(&self) -> Wanted {
        match self.name {
            "TERM" => Wanted::Term,
            "PLACE" => Wanted::Place,
            "REPORT" => Wanted::Report,
            "INDICATOR" => Wanted::Indicator,
            _ => Wanted::Any,
        }
    }
}

/// Reads the head of a file.
fn parse(name: &'static str, text: &'static str) -> NamedQuery {
    let head = |key: &str| {
        let line = text.lines().find_map(|line| {
            line.strip_prefix("# ")?
                .strip_prefix(key)?
                .strip_prefix(':')
        });
        line.map_or("", str::trim)
    };
    let arguments = head("args").split_whitespace().map(|word| {
        let bare = word.strip_prefix('[').and_then(|w| w.strip_suffix(']'));
        Argument {
            name: bare.unwrap_or(word),
            optional: bare.is_some(),
        }
    });
    NamedQuery {
        name,
        en: head("en"),
        zh: head("zh"),
        arguments: arguments.collect(),
        text,
    }
}
