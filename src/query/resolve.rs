//! What a person calls a thing to the things that are meant.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, TermRef};

use super::QueryError;
use crate::graph::NodeKind;
use crate::rdf::vocab::{rdf, skos, zt};
use crate::rdf::{class_iri, local, name_of, plain_name, prefixes, segment};
use crate::store::KnowledgeStore;

/// What kind of thing is looked for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// A term.
    Term,
    /// A place.
    Place,
    /// A report.
    Report,
    /// An indicator.
    Indicator,
    /// Anything that reports talk about.
    Any,
}

impl Wanted {
    /// What it is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Wanted::Term => "term",
            Wanted::Place => "place",
            Wanted::Report => "report",
            Wanted::Indicator => "indicator",
            Wanted::Any => "thing",
        }
    }

    fn kinds(self) -> Vec<NodeKind> {
        match self {
            Wanted::Term => vec![NodeKind::Term],
            Wanted::Place => vec![NodeKind::Place],
            Wanted::Report => vec![NodeKind::Report],
            Wanted::Indicator => vec![NodeKind::Indicator],
            Wanted::Any => NodeKind::ALL
                .into_iter()
                .filter(|k| k.is_entity())
                .collect(),
        }
    }
}

/// The IRIs that `text` means: an IRI, a prefixed name (`term:六稳`), a code or local name, a
/// preferred or alternative label, or a form by which a report mentions the thing; quotes and
/// white space do not matter. Things that share a name are all given.
///
/// # Errors
/// When nothing of that kind is called so; the error holds names that come near.
pub fn resolve(
    store: &KnowledgeStore,
    wanted: Wanted,
    text: &str,
) -> Result<Vec<NamedNode>, QueryError> {
    let kinds = wanted.kinds();
    let mut found = BTreeSet::new();
    let mut candidates = spelt_out(store, text);
    for kind in kinds.iter().filter_map(|&kind| segment(kind)) {
        candidates.push(store.iris().thing(kind, text));
    }
    for iri in candidates {
        if let Ok(iri) = NamedNode::new(iri) {
            found.insert(iri.into_string());
        }
    }
    let mut found: BTreeSet<String> = retain(store, found, &kinds);
    if found.is_empty() {
        found = retain(store, labelled(store, text), &kinds);
    }
    if found.is_empty() {
        return Err(QueryError::NotFound {
            wanted: wanted.name(),
            text: text.to_owned(),
            near: near(store, &kinds, text),
        });
    }
    Ok(found.into_iter().map(NamedNode::new_unchecked).collect())
}

/// The IRI that `text` spells out.
fn spelt_out(store: &KnowledgeStore, text: &str) -> Vec<String> {
    let bare = text
        .strip_prefix('<')
        .and_then(|t| t.strip_suffix('>'))
        .unwrap_or(text);
    let mut out = vec![bare.to_owned()];
    if let Some((prefix, name)) = text.split_once(':')
        && let Some((_, iri)) = prefixes(store.iris())
            .into_iter()
            .find(|(p, _)| p == prefix)
    {
        out.push(format!("{iri}{}", local(name)));
    }
    out
}

/// What bears this label or is mentioned by this form.
fn labelled(store: &KnowledgeStore, text: &str) -> BTreeSet<String> {
    let plain = plain_name(text);
    let spellings = BTreeSet::from([text.to_owned(), plain.clone(), name_of(&local(text))]);
    let mut found = BTreeSet::new();
    for spelling in &spellings {
        for tag in ["zh", "en"] {
            let label = Literal::new_language_tagged_literal_unchecked(spelling, tag);
            for property in [skos::PREF_LABEL, skos::ALT_LABEL] {
                found.extend(subjects(store, property, (&label).into()));
            }
        }
    }
    let index = store.index();
    let surface = Literal::new_simple_literal(&plain);
    for mention in subjects(store, zt::SURFACE, (&surface).into()) {
        let mention = NamedNode::new_unchecked(mention);
        let refers = NamedNodeRef::new_unchecked(zt::REFERS_TO);
        for (_, entity) in index.matching(Some(mention.as_ref()), refers, None) {
            if let Term::NamedNode(entity) = entity {
                found.insert(entity.into_string());
            }
        }
    }
    found
}

fn subjects(store: &KnowledgeStore, property: &str, object: TermRef<'_>) -> Vec<String> {
    let property = NamedNodeRef::new_unchecked(property);
    let index = store.index();
    let found = index.matching(None, property, Some(object));
    found
        .filter_map(|(subject, _)| match subject {
            Term::NamedNode(node) => Some(node.into_string()),
            _ => None,
        })
        .collect()
}

/// Those of `iris` that are of one of the `kinds`.
fn retain(store: &KnowledgeStore, iris: BTreeSet<String>, kinds: &[NodeKind]) -> BTreeSet<String> {
    let index = store.index();
    let mut out = BTreeSet::new();
    for iri in iris {
        let node = NamedNode::new_unchecked(&iri);
        for &kind in kinds {
            let class = NamedNodeRef::new_unchecked(class_iri(kind));
            let typed = NamedNodeRef::new_unchecked(rdf::TYPE);
            let mut found = index.matching(Some(node.as_ref()), typed, Some(class.into()));
            if found.next().is_some() {
                out.insert(iri.clone());
            }
        }
    }
    out
}

/// Up to five labels of things of these kinds that share the most characters with `text`.
fn near(store: &KnowledgeStore, kinds: &[NodeKind], text: &str) -> Vec<String> {
    let wanted: BTreeSet<char> = plain_name(text).chars().collect();
    let mut best: BTreeSet<(usize, usize, String)> = BTreeSet::new();
    for &kind in kinds {
        for thing in subjects(
            store,
            rdf::TYPE,
            NamedNodeRef::new_unchecked(class_iri(kind)).into(),
        ) {
            let name = name_of(crate::rdf::last_part(&thing));
            let chars: BTreeSet<char> = name.chars().collect();
            let shared = chars.intersection(&wanted).count();
            if shared * 2 > wanted.len() {
                best.insert((usize::MAX - shared, chars.len(), name));
            }
        }
    }
    best.into_iter().take(5).map(|(_, _, name)| name).collect()
}
