//! Reads the embedded word tables when the program is built, so that it need not at each start.
//!
//! The modules that read them are the program's own: what is stored is what it would read. A
//! malformed record ends the build with its file and line.

// The shared modules hold more than is asked here.
#![allow(dead_code, unused_imports)]

#[path = "src/lexicon"]
mod lexicon {
    pub mod divisions;
    pub mod openings;
    mod roles;
    mod sense;
    pub mod stored;
    pub mod tables;
}
#[path = "src/recognise"]
mod recognise {
    mod label;
    pub use label::Label;
}
#[path = "src/seeds/mod.rs"]
mod seeds;
#[path = "src/sieve.rs"]
mod sieve;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use lexicon::divisions::Divisions;
use lexicon::openings::Openings;
use lexicon::stored::{load, store};
use lexicon::tables::Words;
use seeds::Seeds;

fn main() -> Result<(), Box<dyn Error>> {
    // The tables are part of this script, which runs again whenever it has been built again.
    println!("cargo::rerun-if-changed=build.rs");
    let seeds = Seeds::embedded()?;
    seeds.check()?;
    let divisions = Divisions::read(&seeds)?;
    let words = Words::read(&seeds, &divisions)?;
    let openings = Openings::of(&words);
    let (numbers, texts) = store(&divisions, &words);
    let loaded = load(&numbers, texts.clone().leak());
    assert!(
        loaded.as_ref() == Some(&(divisions, words)),
        "src/lexicon/stored.rs does not load what it stores"
    );
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("lexicon.bin"), numbers)?;
    fs::write(out.join("lexicon.txt"), texts)?;
    fs::write(out.join("openings.bin"), openings.store())?;
    Ok(())
}
