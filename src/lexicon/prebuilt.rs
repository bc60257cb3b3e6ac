//! The lexicon of the embedded tables, made when the program was.
//!
//! `build.rs` reads them with the code that the program has, and stores what comes out. Where the
//! user adds to a table of words or divisions, the program reads them all itself.

use super::forms::Forms;
use super::openings::Openings;
use super::stored;
use super::word::Lexicon;
use crate::seeds::Seeds;

const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
const TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"));
const FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.bin"));
const OPENINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/openings.bin"));

/// The stored lexicon; none if it cannot be loaded, which a test excludes.
pub(super) fn lexicon() -> Option<Lexicon> {
    let (divisions, words) = stored::load(NUMBERS, TEXTS)?;
    let openings = Openings::load(OPENINGS, &words)?;
    Some(Lexicon::new(words, openings, divisions))
}

/// The forms of names: those that are stored, or those read where the user adds to their tables.
pub(crate) fn forms(seeds: &Seeds) -> Forms {
    let stored = if seeds.adds_to(Forms::TABLES.iter().map(|(table, _)| *table)) {
        None
    } else {
        stored::load_forms(FORMS, TEXTS)
    };
    stored.unwrap_or_else(|| Forms::read(seeds))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Forms, Lexicon};
    use crate::seeds::Seeds;

    #[test]
    fn stored_lexicon_is_that_of_the_embedded_tables() {
        let stored = super::lexicon().expect("build.rs stores another lexicon");
        let seeds = Seeds::embedded().unwrap();
        let read = Lexicon::read(&seeds).unwrap();
        assert!(stored.words() == read.words());
        assert!(stored.divisions() == read.divisions());
        assert!(stored.openings() == read.openings());
        assert!(super::forms(&seeds) == Forms::read(&seeds));
    }

    #[test]
    fn words_that_the_user_adds_are_read() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("words")).unwrap();
        let table = dir.path().join("words").join("nouns.tsv");
        std::fs::write(table, "surface\nqqzz\n").unwrap();
        let seeds = Seeds::with_directory(Some(dir.path())).unwrap();
        let lexicon = Lexicon::compile(&seeds).unwrap();
        assert!(lexicon.words().surfaces().any(|word| word == "qqzz"));
    }
}
