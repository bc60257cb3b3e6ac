//! What the seed tables say of names, codes, units and rules, looked up by what a node's IRI says.
//!
//! All that stands in `graph/entities` comes from here and from the division table, so that two
//! reports read with one lexicon never disagree about a thing they share.

use std::collections::BTreeMap;

use crate::lexicon::{Forms, forms};
use crate::rdf::vocab::unit;
use crate::recognise::Label;
use crate::seeds::{SeedRef, Seeds};

/// An indicator of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorName {
    /// Chinese label.
    pub zh: String,
    /// English label; may be empty.
    pub en: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A rule of `rules.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleName {
    /// Its id.
    pub id: String,
    /// What it says, in English.
    pub en: String,
    /// What it says, in Chinese.
    pub zh: String,
}

/// Names, units and rules by key.
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    forms: Forms,
    indicators: BTreeMap<String, IndicatorName>,
    units: BTreeMap<String, String>,
    rules: BTreeMap<SeedRef, RuleName>,
}

impl NameIndex {
    /// Reads the tables.
    pub fn compile(seeds: &Seeds) -> Self {
        let mut index = Self {
            forms: forms(seeds),
            ..Self::default()
        };
        for row in seeds.rows("names/indicators.tsv") {
            let split = row.get("aliases").split('|').filter(|a| !a.is_empty());
            let name = IndicatorName {
                zh: row.get("label_zh").to_owned(),
                en: row.get("label_en").to_owned(),
                aliases: split.map(str::to_owned).collect(),
            };
            index.indicators.insert(row.get("id").to_owned(), name);
        }
        for row in seeds.rows("names/units.tsv") {
            let (base, local) = (row.get("base"), row.get("qudt"));
            if row.get("factor") == "1" && !local.is_empty() {
                index
                    .units
                    .entry(base.to_owned())
                    .or_insert_with(|| format!("{}{local}", unit::NAMESPACE));
            }
        }
        for row in seeds.rows("rules.tsv") {
            let rule = RuleName {
                id: row.get("id").to_owned(),
                en: row.get("en").to_owned(),
                zh: row.get("zh").to_owned(),
            };
            index.rules.insert(row.at(), rule);
        }
        index
    }

    /// The surface forms that the tables give for a canonical form.
    pub fn surfaces<'a>(&'a self, label: Label, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.forms.of(label, id)
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorName> {
        self.indicators.get(id)
    }

    /// The IRI of the unit that a base unit is.
    pub fn unit(&self, base: &str) -> Option<&str> {
        self.units.get(base).map(String::as_str)
    }

    /// The rule that stands here; none where a lexicon record does.
    pub fn rule(&self, at: SeedRef) -> Option<&RuleName> {
        self.rules.get(&at)
    }
}
