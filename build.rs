//! Builds the automaton of the embedded word tables, so that the program need not at each start.
//!
//! It lists the words in the order in which `Lexicon::compile` does; a test compares the two.

#[path = "src/lexicon/digest.rs"]
mod digest;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

/// The word tables, in the order of the lexicon.
const TABLES: [&str; 14] = [
    "words/verbs.tsv",
    "words/nouns.tsv",
    "words/modifiers.tsv",
    "words/function.tsv",
    "names/heads.tsv",
    "names/places.tsv",
    "names/organisations.tsv",
    "names/doctrines.tsv",
    "names/policies.tsv",
    "names/events.tsv",
    "shapes/roles.tsv",
    "shapes/lists.tsv",
    "names/nonterms.tsv",
    "names/numeral-classes.tsv",
];

/// The tables of divisions; a later record replaces an earlier one.
const DIVISIONS: [&str; 2] = ["divisions/divisions.tsv", "samples/divisions.tsv"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon/digest.rs");
    let seeds = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("seeds");
    let mut words = Words::default();
    for table in TABLES {
        for row in rows(&seeds, table, &["surface"])? {
            words.add(&row[0]);
        }
    }
    let mut divisions: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for table in DIVISIONS {
        for row in rows(&seeds, table, &["code", "name", "short", "abbr"])? {
            // What is no code is an error when the program reads it.
            divisions.insert(row[0].parse().unwrap_or(0), row);
        }
    }
    for (code, row) in &divisions {
        let prefecture = code % 100 == 0 && code / 100 % 100 != 0;
        if prefecture && row[2].is_empty() {
            continue;
        }
        words.add(&row[1]);
        for short in std::iter::once(row[2].as_str()).chain(row[3].split_whitespace()) {
            if !short.is_empty() {
                words.add(short);
            }
        }
    }
    let list = || words.list.iter().map(String::as_str);
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> =
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build_with_values(list().zip(0u32..))
            .map_err(|error| io::Error::other(error.to_string()))?;
    let mut stored = digest::digest(list()).to_le_bytes().to_vec();
    stored.extend((words.list.len() as u64).to_le_bytes());
    stored.extend(automaton.serialize());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("automaton.bin"), stored)
}

/// Words in the order of their first record.
#[derive(Default)]
struct Words {
    list: Vec<String>,
    seen: HashSet<String>,
}

impl Words {
    fn add(&mut self, word: &str) {
        if !word.is_empty() && self.seen.insert(word.to_owned()) {
            self.list.push(word.to_owned());
        }
    }
}

/// The named cells of all records of a table.
fn rows(seeds: &Path, table: &str, columns: &[&str]) -> io::Result<Vec<Vec<String>>> {
    let path = seeds.join(table);
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path)?;
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let places: Vec<Option<usize>> = columns
        .iter()
        .map(|column| header.iter().position(|h| h == column))
        .collect();
    Ok(lines
        .map(|cells| {
            let cell = |place: &Option<usize>| place.and_then(|p| cells.get(p).copied());
            let of = |place| cell(place).unwrap_or_default().to_owned();
            places.iter().map(of).collect()
        })
        .collect())
}
