//! A segment: some reports' quads, sorted three ways, with their terms.
//!
//! ```text
//! header    magic, version, digest, counts, check (72 bytes)
//! members   the reports that it was made of: name, digest and bytes of the quads' file, a line each
//! checks    XXH3 of each 16 KiB of what follows (u64)
//! keys      16 bytes for each term, sorted; a term's place here is its number in the segment
//! ends      where each term's text ends (u32)
//! first     for each term where its rows begin as subject, as predicate, as object (3 × u32)
//! graphs    the numbers of the terms that are graphs (u32)
//! rows      by subject (p, o, g), by predicate (o, s, g), by object (s, p, g): 3 × u32 each
//! text      the terms, one after another
//! ```
//!
//! All numbers are little-endian. The header's check covers header, members and checks, and its
//! counts fix the file's length. Each block of the rest is checked when it is first read, so that a
//! query pays for what it touches: a damaged block is never believed. The segment is then compiled
//! anew from the quads, byte for byte what it was, and reading goes on there.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::Bytes;
use super::head::{BLOCK, Head, Parts, Sizes};
use super::term::Key;

/// By which part of a triple rows are sorted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Subject; rows are predicate, object, graph.
    Subject,
    /// Predicate; rows are object, subject, graph.
    Predicate,
    /// Object; rows are subject, predicate, graph.
    Object,
}

/// Compiles a segment's image anew.
pub(super) type Mender = Box<dyn Fn() -> Option<Vec<u8>> + Send + Sync>;

/// A segment, opened.
pub(super) struct Segment {
    bytes: Bytes,
    head: Head,
    sizes: Sizes,
    parts: Parts,
    /// Where the body begins.
    body: usize,
    /// A bit for each block that was found whole.
    whole: Box<[AtomicU64]>,
    mender: Mender,
    mended: OnceLock<Vec<u8>>,
}

impl Segment {
    /// Opens a file; none where it is no segment with an undamaged front.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let (head, sizes) = Head::of_file(&mut file)?;
        let bytes = Bytes::map(&file).ok()?;
        Self::of(bytes, head, sizes)
    }

    /// Takes bytes as a segment.
    pub(super) fn new(image: Vec<u8>) -> Option<Self> {
        let (head, sizes) = Head::read(&image, image.len())?;
        Self::of(Bytes::Held(image), head, sizes)
    }

    fn of(bytes: Bytes, head: Head, sizes: Sizes) -> Option<Self> {
        let (parts, body) = (sizes.parts()?, head.body(sizes)?);
        let words = parts.end.div_ceil(BLOCK).div_ceil(64);
        Some(Self {
            bytes,
            head,
            sizes,
            parts,
            body,
            whole: (0..words).map(|_| AtomicU64::new(0)).collect(),
            mender: Box::new(|| None),
            mended: OnceLock::new(),
        })
    }

    /// The same, compiled anew by `mender` where it is damaged.
    pub(super) fn with(self, mender: Mender) -> Self {
        Self { mender, ..self }
    }

    /// What it says it was made of.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// Whether a damaged block was met, and whether the segment could be compiled anew.
    pub(super) fn mended(&self) -> Option<bool> {
        self.mended.get().map(|body| !body.is_empty())
    }

    /// Gives back the memory that reading it took.
    pub(super) fn release(&self) {
        self.bytes.release();
    }

    /// Bytes of the body, as they were written.
    fn read(&self, at: usize, length: usize) -> Option<&[u8]> {
        let to = at.checked_add(length)?;
        if self.mended.get().is_none() {
            let body = self.bytes.get(self.body..)?;
            let read = body.get(at..to)?;
            if (at / BLOCK..to.div_ceil(BLOCK)).all(|block| self.is_whole(body, block)) {
                return Some(read);
            }
        }
        self.mended.get_or_init(|| self.mend()).get(at..to)
    }

    /// Whether a block is as it was written; looked at once.
    fn is_whole(&self, body: &[u8], block: usize) -> bool {
        let Some(word) = self.whole.get(block / 64) else {
            return false;
        };
        let bit = 1 << (block % 64);
        if word.load(Ordering::Relaxed) & bit != 0 {
            return true;
        }
        let from = block * BLOCK;
        let bytes = body.get(from..body.len().min(from + BLOCK));
        let check = self.head.check(&self.bytes, block);
        let same = |bytes| check.is_some_and(|check| check == xxh3_64(bytes).to_le_bytes());
        let whole = bytes.is_some_and(same);
        if whole {
            word.fetch_or(bit, Ordering::Relaxed);
        }
        whole
    }

    /// The body, compiled anew; empty where that gives no longer the same.
    fn mend(&self) -> Vec<u8> {
        let image = (self.mender)().and_then(|image| {
            let new = Self::new(image)?;
            let same = new.head == self.head && new.sizes == self.sizes;
            same.then_some(new)
        });
        match image {
            Some(Self {
                bytes: Bytes::Held(mut image),
                body,
                ..
            }) => image.split_off(body),
            _ => Vec::new(),
        }
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.read(at, 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(four))
    }

    /// How much it holds.
    pub(super) fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// The key of a term.
    pub(super) fn key(&self, term: u32) -> Option<Key> {
        let sixteen = self.read(term as usize * 16, 16)?.try_into().ok()?;
        Some(u128::from_le_bytes(sixteen))
    }

    /// The number of the term with a key.
    pub(super) fn find(&self, key: Key) -> Option<u32> {
        let term = self.from(key)?;
        ((term as usize) < self.sizes.terms && self.key(term)? == key).then_some(term)
    }

    /// The number of the first term whose key is not less.
    ///
    /// Keys are evenly spread, so a guess from the key's upper half is near; steps that double
    /// find the bounds, then halving finds the place.
    pub(super) fn from(&self, key: Key) -> Option<u32> {
        let n = self.sizes.terms;
        let guess = (((key >> 64) * n as u128) >> 64) as usize;
        let (mut low, mut high) = (0, n);
        let mut step = 16;
        if n > 0 && self.key(guess.min(n - 1) as u32)? < key {
            low = guess;
            while low + step < n && self.key((low + step) as u32)? < key {
                low += step;
                step *= 2;
            }
            high = n.min(low + step + 1);
        } else if n > 0 {
            high = (guess + 1).min(n);
            while high > step && self.key((high - step) as u32)? >= key {
                high -= step;
                step *= 2;
            }
            low = high.saturating_sub(step);
        }
        while low < high {
            let middle = low.midpoint(high);
            if self.key(middle as u32)? < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low as u32)
    }

    /// The canonical text of a term.
    pub(super) fn text(&self, term: u32) -> Option<&str> {
        let end = |term: usize| self.u32(self.parts.ends + term * 4);
        let term = term as usize;
        let from = if term == 0 { 0 } else { end(term - 1)? } as usize;
        let at = self.parts.text.checked_add(from)?;
        let length = (end(term)? as usize).checked_sub(from)?;
        std::str::from_utf8(self.read(at, length)?).ok()
    }

    /// The number of the `i`-th graph.
    pub(super) fn graph(&self, i: usize) -> Option<u32> {
        (i < self.sizes.graphs)
            .then(|| self.u32(self.parts.graphs + i * 4))
            .flatten()
    }

    /// The rows of a term in an order.
    pub(super) fn rows_of(&self, order: Order, term: u32) -> Range<usize> {
        let column = self.parts.first + order as usize * (self.sizes.terms + 1) * 4;
        let at = column + term as usize * 4;
        let (from, to) = (self.u32(at), self.u32(at + 4));
        let (from, to) = (from.unwrap_or(0) as usize, to.unwrap_or(0) as usize);
        from.min(self.sizes.quads)..to.min(self.sizes.quads)
    }

    /// A row.
    pub(super) fn row(&self, order: Order, row: usize) -> Option<[u32; 3]> {
        let at = self.parts.rows + (order as usize * self.sizes.quads + row) * 12;
        let twelve = self.read(at, 12)?;
        let column = |i: usize| {
            let four = twelve[i * 4..i * 4 + 4].try_into();
            four.map(u32::from_le_bytes).unwrap_or_default()
        };
        Some([column(0), column(1), column(2)])
    }

    /// The part of a term's rows whose first columns are `wanted`.
    pub(super) fn narrow(&self, order: Order, rows: Range<usize>, wanted: &[u32]) -> Range<usize> {
        let bound = |beyond: bool| {
            let (mut low, mut high) = (rows.start, rows.end);
            while low < high {
                let middle = low.midpoint(high);
                let row = self.row(order, middle).unwrap_or([u32::MAX; 3]);
                let head = &row[..wanted.len()];
                if head < wanted || (beyond && head == wanted) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let from = bound(false);
        // Most ranges are short: look at the next few rows before halving again.
        let same = |row: usize| {
            row < rows.end
                && self
                    .row(order, row)
                    .is_some_and(|r| r[..wanted.len()] == *wanted)
        };
        match (from..from + 4).find(|&row| !same(row)) {
            Some(to) => from..to,
            None => from..bound(true),
        }
    }
}
