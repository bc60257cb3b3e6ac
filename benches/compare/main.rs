//! The other side of the comparisons that `compare.py` makes, and what must be timed inside a
//! process.
//!
//! ```text
//! compare analysis ROUNDS FILE…        text to graph in memory against jieba-rs, in turn
//! compare load FILE.nq [QUERY]         oxigraph: bulk load into memory, then answer
//! compare named ROUNDS DIR FILE.nq TERM PLACE INDICATOR NAME
//!                                      every named query, warm, against oxigraph's memory store
//! ```
//!
//! Each prints one JSON object. Times are seconds of the monotonic clock, those
//! of `analysis` also of the thread's processor time.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::time::Instant;

use serde_json::{Value, json};

mod analysis;
mod named;
mod oxigraph_side;

/// What went wrong, for a tool that only its script calls.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["analysis", rounds, files @ ..] if !files.is_empty() => {
            analysis::run(rounds.parse()?, files)?
        }
        ["load", file] => load(file, None)?,
        ["load", file, query] => load(file, Some(query))?,
        ["named", rounds, dir, file, term, place, indicator, name] => {
            let words = named::Words {
                term,
                place,
                indicator,
                name,
            };
            named::run(rounds.parse()?, dir, file, &words)?
        }
        _ => return Err("usage: see the head of benches/compare/main.rs".into()),
    };
    println!("{result}");
    Ok(())
}

/// What somebody does who has the quads and oxigraph.
fn load(file: &str, query: Option<&str>) -> Outcome<Value> {
    let start = Instant::now();
    let store = oxigraph_side::load(BufReader::new(File::open(file)?))?;
    let loaded = start.elapsed().as_secs_f64();
    let rows = match query {
        Some(text) => oxigraph_side::answer(&store, text)?,
        None => Vec::new(),
    };
    Ok(json!({
        "load": loaded,
        "query": start.elapsed().as_secs_f64() - loaded,
        "quads": store.len()?,
        "rows": rows.len(),
    }))
}

/// Runs something and says how long it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed().as_secs_f64())
}
