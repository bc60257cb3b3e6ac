//! Mentions to things: which mention is which entity of the corpus.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::lexicon::Lexicon;
use crate::recognise::{Context, Label, Mention};
use crate::seeds::SeedRef;

/// Index of an [`Entity`] in its report.
pub type EntityId = usize;

/// A thing that a report mentions. Its identity is a function of its name, the reporting
/// government and the lexicon, so that all reports that mean the same thing agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub label: Label,
    /// The local part of its IRI before escaping: a code, a canonical form, a name, or the
    /// government's code, `_` and a name where the name means something only there.
    pub key: String,
    /// Its preferred label: the name without scope.
    pub name: String,
    /// The code of the division table, where it is listed there.
    pub code: Option<u32>,
    /// The record that lists it, where one does.
    #[serde(skip)]
    pub listed: Option<SeedRef>,
    /// Surface forms by which this report mentions it, sorted, its name left out.
    pub surfaces: Vec<String>,
}

/// The things that `mentions` name, sorted by label and key, and which of them each names.
pub fn entities(cx: Context<'_>, mentions: &[Mention], lexicon: &Lexicon) -> (Vec<Entity>, Vec<EntityId>) {
    let scope = cx.header.government.as_ref().map_or_else(
        || cx.source.sha256().chars().take(12).collect::<String>(),
        |government| government.code.to_string(),
    );
    let mut found: BTreeMap<(Label, String), (Entity, BTreeSet<String>)> = BTreeMap::new();
    let mut keys = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let name = cx.source.slice(mention.core);
        let code = mention.id.as_deref().and_then(|id| id.parse::<u32>().ok()).filter(|&code| code >= 100_000);
        let key = match &mention.id {
            Some(id) => id.clone(),
            None if mention.label == Label::Term => name.to_owned(),
            None => format!("{scope}_{name}"),
        };
        let name = match code {
            Some(code) if code < 1_000_000 => lexicon.divisions().get(code).map_or(name, |d| &d.name),
            Some(code) => lexicon.divisions().township_name(code).unwrap_or(name),
            None => mention.id.as_deref().unwrap_or(name),
        };
        let listed = mention.id.is_some().then_some(mention.rule);
        let entry = found.entry((mention.label, key.clone())).or_insert_with(|| {
            let entity =
                Entity { label: mention.label, key: key.clone(), name: name.to_owned(), code, listed, surfaces: Vec::new() };
            (entity, BTreeSet::new())
        });
        entry.1.insert(cx.source.slice(mention.span).to_owned());
        keys.push((mention.label, key));
    }
    let index: BTreeMap<_, _> = found.keys().cloned().enumerate().map(|(i, key)| (key, i)).collect();
    let entities = found.into_values().map(|(mut entity, mut surfaces)| {
        surfaces.remove(&entity.name);
        entity.surfaces = surfaces.into_iter().collect();
        entity
    });
    let entities = entities.collect();
    (entities, keys.iter().map(|key| index[key]).collect())
}
