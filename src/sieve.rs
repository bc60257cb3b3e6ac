//! Sets that say “surely not” with one look, for searches that mostly find nothing.
//!
//! A table of words is asked at nearly every character of a text and knows an answer at few. A
//! sieve of the characters with which its words begin lets those few pass, and some others that
//! share a bit with them; the table decides. It never holds back what is in the table.

/// One bit for each key, keys that are a multiple of its size apart sharing one.
#[derive(Clone, Debug)]
pub(crate) struct Sieve<const WORDS: usize = 16>([u64; WORDS]);

impl<const WORDS: usize> Sieve<WORDS> {
    /// Lets a character pass.
    pub fn add(&mut self, c: char) {
        self.set(c as usize);
    }

    /// Whether a character may be among those added.
    #[inline]
    pub fn passes(&self, c: char) -> bool {
        self.is_set(c as usize)
    }

    /// Lets two characters in a row pass.
    pub fn add_pair(&mut self, a: char, b: char) {
        self.set(pair(a, b));
    }

    /// Whether two characters in a row may be among those added.
    #[inline]
    pub fn passes_pair(&self, a: char, b: char) -> bool {
        self.is_set(pair(a, b))
    }

    fn set(&mut self, key: usize) {
        self.0[key / 64 % WORDS] |= 1 << (key % 64);
    }

    #[inline]
    fn is_set(&self, key: usize) -> bool {
        self.0[key / 64 % WORDS] & 1 << (key % 64) != 0
    }
}

impl<const WORDS: usize> Default for Sieve<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

/// A key in which both characters count.
#[inline]
fn pair(a: char, b: char) -> usize {
    a as usize * 31 + b as usize
}
