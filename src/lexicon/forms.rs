//! The surface forms that the tables give for a canonical form; the build script shares this file.

use std::borrow::Cow;

use crate::recognise::Label;
use crate::seeds::Seeds;

/// All surface forms of the names that have a canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forms {
    /// By label, canonical form and surface.
    pub(super) all: Vec<Form>,
}

/// One way to write one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub label: Label,
    /// The canonical form.
    pub id: Cow<'static, str>,
    pub surface: Cow<'static, str>,
}

impl Forms {
    /// The tables whose records give an `id` and a `surface`, and what they name.
    pub(super) const TABLES: [(&str, Label); 6] = [
        ("names/places.tsv", Label::Place),
        ("names/projects.tsv", Label::Project),
        ("names/organisations.tsv", Label::Organisation),
        ("names/doctrines.tsv", Label::Term),
        ("names/policies.tsv", Label::Policy),
        ("names/events.tsv", Label::Event),
    ];

    /// Reads the tables.
    pub fn read(seeds: &Seeds) -> Self {
        let mut all = Vec::new();
        for (table, label) in Self::TABLES {
            let named = seeds.rows(table).filter(|row| !row.get("id").is_empty());
            all.extend(named.map(|row| Form {
                label,
                id: row.get("id").to_owned().into(),
                surface: row.get("surface").to_owned().into(),
            }));
        }
        all.sort_unstable();
        all.dedup();
        Self { all }
    }

    /// The surface forms of a canonical form, sorted.
    pub fn of<'a>(&'a self, label: Label, id: &'a str) -> impl Iterator<Item = &'a str> {
        let first = self
            .all
            .partition_point(|form| (form.label, &*form.id) < (label, id));
        self.all[first..]
            .iter()
            .take_while(move |form| (form.label, &*form.id) == (label, id))
            .map(|form| &*form.surface)
    }
}
