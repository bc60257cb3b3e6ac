//! What a user says against the rules: names to reject, rename or merge.
//!
//! The tables are `overrides/reject.tsv`, `overrides/rename.tsv` and `overrides/merge.tsv` of a directory
//! given with `--seeds`. Names are compared without quotes, title marks and white space. They win
//! over everything that the lexicon and the rules say.

use std::collections::BTreeMap;

use crate::rdf::plain_name;
use crate::recognise::Label;
use crate::seeds::{Row, SeedError, SeedRef, Seeds};

/// All overrides, by plain name.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// With no label where any is meant.
    rejected: BTreeMap<(String, Option<Label>), SeedRef>,
    renamed: Names,
    merged: Names,
}

/// A name of one kind, and what it becomes.
type Names = BTreeMap<(String, Label), (String, SeedRef)>;

impl Overrides {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a label is unknown, a cell is missing, one name is to become two, or names are
    /// merged in a circle.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut rejected = BTreeMap::new();
        for row in seeds.rows("overrides/reject.tsv") {
            let label = match row.get("label") {
                "*" => None,
                _ => Some(label(row, seeds)?),
            };
            rejected.insert((filled(row, "surface", seeds)?, label), row.at());
        }
        let renamed = names("overrides/rename.tsv", "preferred", seeds)?;
        let merged = names("overrides/merge.tsv", "into", seeds)?;
        let overrides = Self {
            rejected,
            renamed,
            merged,
        };
        for ((name, label), (_, at)) in &overrides.merged {
            if overrides.walk(name, *label).is_err() {
                return Err(seeds.error(
                    *at,
                    format!("`{name}` is merged into itself by way of other names"),
                ));
            }
        }
        Ok(overrides)
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.rejected.is_empty() && self.renamed.is_empty() && self.merged.is_empty()
    }

    /// The record that keeps `surface` from being recognised as a `label`.
    pub fn rejects(&self, surface: &str, label: Label) -> Option<SeedRef> {
        if self.rejected.is_empty() {
            return None;
        }
        let name = plain_name(surface);
        let own = self.rejected.get(&(name.clone(), Some(label)));
        own.or_else(|| self.rejected.get(&(name, None))).copied()
    }

    /// The name of the thing that `name` is to go up in, merges of merges followed; entity
    /// resolution gives the mention that thing's identity.
    pub fn merged(&self, name: &str, label: Label) -> Option<&str> {
        if self.merged.is_empty() {
            return None;
        }
        self.walk(&plain_name(name), label).ok().flatten()
    }

    /// The name that the thing called `name` is to have.
    pub fn preferred(&self, name: &str, label: Label) -> Option<&str> {
        if self.renamed.is_empty() {
            return None;
        }
        self.renamed
            .get(&(plain_name(name), label))
            .map(|(preferred, _)| preferred.as_str())
    }

    /// The end of a chain of merges.
    ///
    /// # Errors
    /// When the chain is a circle.
    fn walk(&self, name: &str, label: Label) -> Result<Option<&str>, Circle> {
        let mut found: Option<&str> = None;
        let mut at = name.to_owned();
        for _ in 0..=self.merged.len() {
            let Some((into, _)) = self.merged.get(&(at, label)) else {
                return Ok(found);
            };
            found = Some(into);
            at = plain_name(into);
        }
        Err(Circle)
    }
}

/// A chain of merges that comes back to where it was.
struct Circle;

fn names(table: &str, column: &str, seeds: &Seeds) -> Result<Names, SeedError> {
    let mut out: Names = BTreeMap::new();
    for row in seeds.rows(table) {
        let key = (filled(row, "name", seeds)?, label(row, seeds)?);
        filled(row, column, seeds)?;
        let target = row.get(column).to_owned();
        if let Some((first, at)) = out.get(&key)
            && *first != target
        {
            let message = format!(
                "`{}` becomes `{first}` at {}:{} already",
                key.0,
                seeds.file(*at),
                at.line
            );
            return Err(seeds.error(row.at(), message));
        }
        out.insert(key, (target, row.at()));
    }
    Ok(out)
}

/// A cell as a plain name.
fn filled(row: Row<'_>, column: &str, seeds: &Seeds) -> Result<String, SeedError> {
    let name = plain_name(row.get(column));
    if name.is_empty() {
        Err(seeds.error(row.at(), format!("`{column}` is empty")))
    } else {
        Ok(name)
    }
}

fn label(row: Row<'_>, seeds: &Seeds) -> Result<Label, SeedError> {
    let text = row.get("label");
    Label::parse(text).ok_or_else(|| {
        let all = Label::ALL.map(Label::name).join(", ");
        seeds.error(row.at(), format!("`{text}` is no label; there are {all}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(table: &str, records: &str) -> Result<Overrides, SeedError> {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("overrides");
        std::fs::create_dir(&folder).unwrap();
        let header = match table {
            "reject" => "surface\tlabel\treason",
            "rename" => "name\tlabel\tpreferred",
            _ => "name\tlabel\tinto",
        };
        std::fs::write(
            folder.join(format!("{table}.tsv")),
            format!("{header}\n{records}\n"),
        )
        .unwrap();
        Overrides::compile(&Seeds::with_directory(Some(dir.path())).unwrap())
    }

    #[test]
    fn a_surface_is_rejected_for_its_label_or_for_all() {
        let overrides = compile("reject", "“造血”\tTerm\tspeech\n北站\t*").unwrap();
        assert!(overrides.rejects("造血", Label::Term).is_some());
        assert!(overrides.rejects("造血", Label::Place).is_none());
        assert!(overrides.rejects("北站", Label::Place).is_some());
    }

    #[test]
    fn merges_are_followed_and_circles_refused() {
        let overrides = compile("merge", "甲\tPlace\t乙\n乙\tPlace\t丙").unwrap();
        assert_eq!(overrides.merged("甲", Label::Place), Some("丙"));
        assert_eq!(overrides.merged("丙", Label::Place), None);
        assert_eq!(overrides.merged("甲", Label::Term), None);
        let circle = compile("merge", "甲\tPlace\t乙\n乙\tPlace\t甲")
            .unwrap_err()
            .to_string();
        assert!(circle.contains("merge.tsv:"), "{circle}");
    }

    #[test]
    fn faults_name_the_line() {
        for (table, records) in [
            ("reject", "甲\tThing"),
            ("rename", "甲\tPlace\t"),
            ("rename", "甲\tPlace\t乙\n甲\tPlace\t丙"),
        ] {
            let message = compile(table, records).unwrap_err().to_string();
            assert!(message.contains(&format!("{table}.tsv:")), "{message}");
        }
    }
}
