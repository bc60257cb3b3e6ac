//! Reads the embedded word tables when the program is built, so that it need not at each start.
//!
//! The modules that read them are the program's own: what is stored is what it would read. A
//! malformed record ends the build with its file and line.

// The shared modules hold more than is asked here, and what is public there is not here.
#![allow(dead_code, unused_imports, clippy::unused_self)]

#[path = "src/lexicon"]
mod lexicon {
    pub mod divisions;
    pub mod forms;
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
use lexicon::forms::Forms;
use lexicon::openings::Openings;
use lexicon::stored::{load, load_forms, store};
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
    let forms = Forms::read(&seeds);
    let stored = store(&divisions, &words, &forms);
    let texts = stored.texts.clone().leak();
    assert!(
        load(&stored.lexicon, texts) == Some((divisions, words))
            && load_forms(&stored.forms, texts) == Some(forms),
        "src/lexicon/stored.rs does not load what it stores"
    );
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("lexicon.bin"), stored.lexicon)?;
    fs::write(out.join("forms.bin"), stored.forms)?;
    fs::write(out.join("lexicon.txt"), stored.texts)?;
    fs::write(out.join("openings.bin"), openings.store())?;
    Ok(())
}
