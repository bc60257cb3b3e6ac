//! The seed files: every word list and rule as a table with file and line.
//!
//! The tables are embedded in the program; a directory given with `--seeds` adds records to
//! them. Each stage compiles what it needs from [`Seeds`] once; nothing here knows what a
//! table means.
//!
//! The build script shares this module.

mod table;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use thiserror::Error;

pub use table::{Row, Table};

/// The tables that the program carries: (path below `seeds/`, text).
const EMBEDDED: &[(&str, &str)] = &[
    ("rules.tsv", include_str!("../../seeds/rules.tsv")),
    (
        "overrides/reject.tsv",
        include_str!("../../seeds/overrides/reject.tsv"),
    ),
    (
        "overrides/rename.tsv",
        include_str!("../../seeds/overrides/rename.tsv"),
    ),
    (
        "overrides/merge.tsv",
        include_str!("../../seeds/overrides/merge.tsv"),
    ),
    (
        "links/tails.tsv",
        include_str!("../../seeds/links/tails.tsv"),
    ),
    ("links/cues.tsv", include_str!("../../seeds/links/cues.tsv")),
    (
        "words/verbs.tsv",
        include_str!("../../seeds/words/verbs.tsv"),
    ),
    (
        "words/nouns.tsv",
        include_str!("../../seeds/words/nouns.tsv"),
    ),
    (
        "words/modifiers.tsv",
        include_str!("../../seeds/words/modifiers.tsv"),
    ),
    (
        "words/function.tsv",
        include_str!("../../seeds/words/function.tsv"),
    ),
    (
        "names/heads.tsv",
        include_str!("../../seeds/names/heads.tsv"),
    ),
    (
        "names/places.tsv",
        include_str!("../../seeds/names/places.tsv"),
    ),
    (
        "names/organisations.tsv",
        include_str!("../../seeds/names/organisations.tsv"),
    ),
    (
        "names/doctrines.tsv",
        include_str!("../../seeds/names/doctrines.tsv"),
    ),
    (
        "names/policies.tsv",
        include_str!("../../seeds/names/policies.tsv"),
    ),
    (
        "names/projects.tsv",
        include_str!("../../seeds/names/projects.tsv"),
    ),
    (
        "names/events.tsv",
        include_str!("../../seeds/names/events.tsv"),
    ),
    (
        "names/nonterms.tsv",
        include_str!("../../seeds/names/nonterms.tsv"),
    ),
    (
        "names/numeral-classes.tsv",
        include_str!("../../seeds/names/numeral-classes.tsv"),
    ),
    (
        "names/indicators.tsv",
        include_str!("../../seeds/names/indicators.tsv"),
    ),
    (
        "names/units.tsv",
        include_str!("../../seeds/names/units.tsv"),
    ),
    (
        "glossary/cues.tsv",
        include_str!("../../seeds/glossary/cues.tsv"),
    ),
    (
        "glossary/numerals.tsv",
        include_str!("../../seeds/glossary/numerals.tsv"),
    ),
    (
        "shapes/roles.tsv",
        include_str!("../../seeds/shapes/roles.tsv"),
    ),
    (
        "figures/verbs.tsv",
        include_str!("../../seeds/figures/verbs.tsv"),
    ),
    (
        "figures/qualifiers.tsv",
        include_str!("../../seeds/figures/qualifiers.tsv"),
    ),
    (
        "figures/shapes.tsv",
        include_str!("../../seeds/figures/shapes.tsv"),
    ),
    (
        "figures/edges.tsv",
        include_str!("../../seeds/figures/edges.tsv"),
    ),
    (
        "figures/periods.tsv",
        include_str!("../../seeds/figures/periods.tsv"),
    ),
    (
        "figures/units.tsv",
        include_str!("../../seeds/figures/units.tsv"),
    ),
    (
        "shapes/lists.tsv",
        include_str!("../../seeds/shapes/lists.tsv"),
    ),
    (
        "divisions/divisions.tsv",
        include_str!("../../seeds/divisions/divisions.tsv"),
    ),
    (
        "divisions/changes.tsv",
        include_str!("../../seeds/divisions/changes.tsv"),
    ),
    (
        "outline/cues.tsv",
        include_str!("../../seeds/outline/cues.tsv"),
    ),
    (
        "outline/headings.tsv",
        include_str!("../../seeds/outline/headings.tsv"),
    ),
    (
        "outline/header.tsv",
        include_str!("../../seeds/outline/header.tsv"),
    ),
    (
        "samples/divisions.tsv",
        include_str!("../../seeds/samples/divisions.tsv"),
    ),
];

/// Why seed files could not be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SeedError {
    /// The directory or a file in it could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A record is malformed.
    #[error("{path}:{line}: {message}")]
    Record {
        /// The file, below the seeds directory.
        path: String,
        /// Line, from 1.
        line: u32,
        /// What is wrong and what would be right.
        message: String,
    },
}

/// Where a record stands: which file and which line.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SeedRef {
    /// Index into the list of files; [`Seeds::file`] gives the name.
    pub file: u16,
    /// Line, from 1.
    pub line: u32,
}

/// All tables, embedded and added.
#[derive(Debug, Clone)]
pub struct Seeds {
    files: Vec<String>,
    tables: Vec<Table>,
    digest: OnceLock<String>,
}

impl Seeds {
    /// The tables that the program carries.
    ///
    /// # Errors
    /// Never in a released program: a test reads them all.
    pub fn embedded() -> Result<Self, SeedError> {
        Self::with_directory(None)
    }

    /// The embedded tables and, after them, the `.tsv` files below `dir`.
    ///
    /// A file adds to the table of the same path (`names/places.tsv`); see `seeds/README.md`.
    ///
    /// # Errors
    /// When the directory cannot be read or a record is malformed.
    pub fn with_directory(dir: Option<&Path>) -> Result<Self, SeedError> {
        let embedded = EMBEDDED.iter().zip(0..);
        let mut seeds = Self {
            files: EMBEDDED
                .iter()
                .map(|(path, _)| (*path).to_owned())
                .collect(),
            tables: embedded
                .map(|((path, text), file)| Table::embedded(path, file, text))
                .collect(),
            digest: OnceLock::new(),
        };
        if let Some(dir) = dir {
            for path in tsv_files(dir)? {
                let io = |source| SeedError::Io {
                    path: path.clone(),
                    source,
                };
                let text = std::fs::read_to_string(&path).map_err(io)?;
                let below = path
                    .strip_prefix(dir)
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .replace('\\', "/");
                let shown = path.to_string_lossy().into_owned();
                let file = seeds.files.len() as u16;
                seeds.tables.push(Table::added(&below, &shown, file, text)?);
                seeds.files.push(shown);
            }
        }
        Ok(seeds)
    }

    /// Reads every table again, as the build script does before it stores what they say.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn check(&self) -> Result<(), SeedError> {
        self.tables.iter().try_for_each(Table::check)
    }

    /// Whether the user adds to any table of these kinds.
    pub(crate) fn adds_to<'k>(&self, mut kinds: impl Iterator<Item = &'k str>) -> bool {
        let added = &self.tables[EMBEDDED.len()..];
        kinds.any(|kind| added.iter().any(|table| table.kind() == kind))
    }

    /// The tables of one kind (`words/verbs.tsv`), the embedded one first.
    pub fn tables<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Table> {
        self.tables.iter().filter(move |t| t.kind() == kind)
    }

    /// All records of one kind.
    pub fn rows<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = Row<'a>> {
        self.tables(kind).flat_map(Table::rows)
    }

    /// The file's name as shown to people: its path below `seeds/`, or where the user keeps it.
    pub fn file(&self, at: SeedRef) -> &str {
        &self.files[at.file as usize]
    }

    /// The record at this place.
    pub fn row(&self, at: SeedRef) -> Option<Row<'_>> {
        self.tables
            .get(at.file as usize)?
            .rows()
            .find(|row| row.at() == at)
    }

    /// The record at a line of a file, as [`file`](Self::file) shows its name.
    pub fn record(&self, file: &str, line: u32) -> Option<Row<'_>> {
        let index = self.files.iter().position(|f| f == file)?;
        self.tables
            .get(index)?
            .rows()
            .find(|row| row.at().line == line)
    }

    /// First 16 hex digits of the SHA-256 of all tables: changes when any record does.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let mut hash = Sha256::new();
            for table in &self.tables {
                hash.update(table.kind().as_bytes());
                hash.update(table.text().as_bytes());
            }
            let digest = hash.finalize();
            digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
        })
    }

    /// A typed error about a record.
    pub fn error(&self, at: SeedRef, message: impl Into<String>) -> SeedError {
        SeedError::Record {
            path: self.file(at).to_owned(),
            line: at.line,
            message: message.into(),
        }
    }

    /// The rule with this id in `rules.tsv`.
    ///
    /// # Panics
    /// When there is none: rule ids are written in code, and a test checks them all.
    pub fn rule(&self, id: &str) -> SeedRef {
        self.rows("rules.tsv")
            .find(|row| row.get("id") == id)
            .map_or_else(|| panic!("no rule {id} in seeds/rules.tsv"), |row| row.at())
    }
}

/// The `.tsv` files below `dir`, sorted by path.
fn tsv_files(dir: &Path) -> Result<Vec<PathBuf>, SeedError> {
    let mut out = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        let io = |source| SeedError::Io {
            path: folder.clone(),
            source,
        };
        for entry in std::fs::read_dir(&folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "tsv") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, Seeds};

    #[test]
    fn embedded_tables_are_well_formed() {
        Seeds::embedded().unwrap().check().unwrap();
    }

    /// A table listed twice, as a careless merge leaves it, would count each of its records twice.
    #[test]
    fn every_table_is_embedded_once() {
        let mut paths: Vec<&str> = EMBEDDED.iter().map(|(path, _)| *path).collect();
        paths.sort_unstable();
        let all = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), all);
    }
}
