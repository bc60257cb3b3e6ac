//! Sets that say “surely not” with one look, for searches that mostly find nothing.
//!
//! A table of words is asked at nearly every character of a text and knows an answer at few. A
//! sieve of the characters with which its words begin lets those few pass, and some others that
//! share a bit with them; the table decides. It never holds back what is in the table.

/// One bit for each key, keys that are a multiple of its size apart sharing one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sieve<const WORDS: usize = 16>([u64; WORDS]);

impl<const WORDS: usize> Sieve<WORDS> {
    /// One that holds nothing back.
    pub fn all() -> Self {
        Self([u64::MAX; WORDS])
    }

    /// Lets a character pass.
    #[inline]
    pub fn add(&mut self, c: char) {
        self.set(usize::from(code_of(c)));
    }

    /// Whether a character may be among those added.
    #[inline]
    pub fn passes(&self, c: char) -> bool {
        self.is_set(usize::from(code_of(c)))
    }

    /// Whether a character, given by its code, may be among those added.
    #[inline]
    pub fn passes_code(&self, code: u16) -> bool {
        self.is_set(usize::from(code))
    }

    /// Lets two characters in a row pass.
    #[inline]
    pub fn add_pair(&mut self, a: char, b: char) {
        self.add_codes(code_of(a), code_of(b));
    }

    /// Lets two characters in a row, given by their codes, pass.
    #[inline]
    pub fn add_codes(&mut self, a: u16, b: u16) {
        self.set(pair(a, b));
    }

    /// Whether two characters in a row, given by their codes, may be among those added.
    #[inline]
    pub fn passes_pair(&self, a: u16, b: u16) -> bool {
        self.is_set(pair(a, b))
    }

    /// Whether two characters in a row, given by their [`pair_key`], may be among those added. For
    /// sieves of at most 1024 words.
    #[inline]
    pub fn passes_key(&self, key: u16) -> bool {
        const { assert!(WORDS <= 1024) };
        self.is_set(usize::from(key))
    }

    #[inline]
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
fn pair(a: u16, b: u16) -> usize {
    usize::from(a) * 31 + usize::from(b)
}

/// What small sieves know of two characters in a row, given by their codes.
#[inline]
pub(crate) fn pair_key(a: u16, b: u16) -> u16 {
    a.wrapping_mul(31).wrapping_add(b)
}

/// The code of all characters outside the basic plane.
pub(crate) const ASTRAL: u16 = u16::MAX;

/// A character as a small number: itself in the basic plane, where nearly all are.
#[inline]
pub(crate) fn code_of(c: char) -> u16 {
    u16::try_from(c as u32).unwrap_or(ASTRAL)
}
