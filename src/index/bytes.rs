//! The bytes of a segment: a file mapped into memory, or the same image held in memory.
//!
//! The only file of the program with an unsafe call. Files of an index are written under a
//! temporary name, renamed into place and never written again; replacing or removing one leaves
//! a mapping of the old file whole.

#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::Mmap;

/// Bytes that do not change.
#[derive(Debug)]
pub(super) enum Bytes {
    /// A mapped file.
    Mapped(Mmap),
    /// An image in memory, where no file could be written.
    Held(Vec<u8>),
}

impl Bytes {
    /// Maps a file.
    pub(super) fn map(file: &File) -> io::Result<Self> {
        // SAFETY: a mapping is sound as long as nobody changes or shortens the file. This program
        // only ever replaces such a file by renaming another one over it, or unlinks it; both
        // leave the mapped one as it was. The bytes are read as integers and checked text, for
        // which every bit pattern is valid, so that even a foreign writer yields wrong answers
        // but no invalid values.
        let map = unsafe { Mmap::map(file)? };
        Ok(Self::Mapped(map))
    }

    /// Gives memory back that was needed to read them; what is read again is mapped again.
    pub(super) fn release(&self) {
        #[cfg(unix)]
        if let Self::Mapped(map) = self {
            // SAFETY: nobody writes to a mapping of this program, so that the pages that are dropped
            // come back from the file as they were. Where it fails, memory is held, nothing else.
            let _ = unsafe { map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Held(bytes) => bytes,
        }
    }
}
