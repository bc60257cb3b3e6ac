//! Every named query, warm, on the program's own store and on oxigraph's memory store.
//!
//! Names are resolved once, outside the measured time, so that both sides evaluate the same
//! SPARQL; the rows are compared as sets.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::{Value, json};

use zhengtu::directory::GraphDirectory;
use zhengtu::query::{NamedQuery, Wanted, named_queries, query, resolve};
use zhengtu::store::KnowledgeStore;

use super::{Outcome, oxigraph_side, timed};

/// What the arguments of the named queries are.
pub struct Words<'a> {
    /// For `TERM`.
    pub term: &'a str,
    /// For `PLACE`.
    pub place: &'a str,
    /// For `INDICATOR`.
    pub indicator: &'a str,
    /// For `NAME`.
    pub name: &'a str,
}

/// Both sides in turn, `rounds` times after one round that is not counted.
pub fn run(rounds: usize, dir: &str, file: &str, words: &Words<'_>) -> Outcome<Value> {
    let directory = GraphDirectory::open(Path::new(dir))?;
    let report = directory.manifest().reports.first();
    let report = report.ok_or("an empty directory")?.report.clone();
    let (ours, open) = timed(|| KnowledgeStore::open(&directory));
    let ours = ours?;
    let (theirs, load) = timed(|| oxigraph_side::load(BufReader::new(File::open(file)?)));
    let theirs = theirs?;
    let mut queries = Vec::new();
    for named in named_queries() {
        let text = filled(named, &ours, words, &report)?;
        let (mut own, mut other) = (Vec::new(), Vec::new());
        let (mut rows, mut same) = (0, true);
        for round in 0..=rounds {
            let (mine, own_time) = timed(|| oxigraph_side::rows(query(&ours, &text)?));
            let (reference, other_time) = timed(|| oxigraph_side::answer(&theirs, &text));
            let (mut mine, mut reference) = (mine?, reference?);
            if round == 0 {
                mine.sort_unstable();
                reference.sort_unstable();
                (rows, same) = (mine.len(), mine == reference);
            } else {
                own.push(own_time);
                other.push(other_time);
            }
        }
        queries.push(json!({
            "name": named.name, "rows": rows, "same": same,
            "zhengtu": own, "oxigraph": other,
        }));
    }
    Ok(json!({ "open": open, "load": load, "quads": theirs.len()?, "queries": queries }))
}

/// The query with its arguments in place, as `run_named` has it; optional ones are left out.
fn filled(
    named: &NamedQuery,
    store: &KnowledgeStore,
    words: &Words<'_>,
    report: &str,
) -> Outcome<String> {
    let mut text = named.text.to_owned();
    for argument in &named.arguments {
        let word = match argument.wanted() {
            _ if argument.optional => None,
            Wanted::Term => Some(words.term),
            Wanted::Place => Some(words.place),
            Wanted::Report => Some(report),
            Wanted::Indicator => Some(words.indicator),
            Wanted::Any => Some(words.name),
        };
        let values = match word {
            Some(word) => resolve(store, argument.wanted(), word)?
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
            None => "UNDEF".to_owned(),
        };
        let place = format!("{{ ${} }}", argument.name);
        text = text.replace(&place, &format!("{{ {values} }}"));
    }
    Ok(text)
}
