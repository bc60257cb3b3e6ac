//! The automaton of the embedded tables, built when the program was.
//!
//! `build.rs` lists the words as the lexicon does and stores their digest, their number and the
//! automaton. A lexicon with other words, because the user adds tables, builds its own; so a
//! build script that lists them wrongly costs time and never a word.

#[path = "digest.rs"]
mod digest;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use digest::digest;

/// Digest and number of the words, eight bytes each, then the automaton.
const STORED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/automaton.bin"));

/// The stored automaton, if it is that of these words.
pub(super) fn automaton<'a>(
    words: impl Iterator<Item = &'a str>,
) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    let (wanted, rest) = STORED.split_first_chunk::<8>()?;
    let (number, rest) = rest.split_first_chunk::<8>()?;
    let mut count = 0u64;
    let found = digest(words.inspect(|_| count += 1));
    if found != u64::from_le_bytes(*wanted) || count != u64::from_le_bytes(*number) {
        return None;
    }
    let (automaton, _) = CharwiseDoubleArrayAhoCorasick::deserialize(rest).ok()?;
    Some(automaton)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Lexicon, WordId};
    use crate::seeds::Seeds;

    /// The embedded tables start from the stored automaton, and it is what they compile to.
    #[test]
    fn stored_automaton_is_that_of_the_embedded_tables() {
        let lexicon = Lexicon::compile(&Seeds::embedded().unwrap()).unwrap();
        let words: Vec<&str> = (0..lexicon.len() as u32)
            .map(|id| lexicon.word(WordId(id)).surface.as_str())
            .collect();
        let stored = super::automaton(words.iter().copied()).expect("build.rs lists other words");
        let fresh = crate::lexicon::word::build(words.iter().copied());
        assert!(stored.serialize() == fresh.serialize());
        assert!(super::automaton(words[1..].iter().copied()).is_none());
    }
}
