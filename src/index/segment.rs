//! A segment: some reports' quads, sorted three ways, with their terms.
//!
//! ```text
//! header    magic, version, digest of what it was made of, counts, check (104 bytes)
//! keys      16 bytes for each term, sorted; a term's place here is its number in the segment
//! ends      where each term's text ends (u32)
//! first     for each term where its rows begin as subject, as predicate, as object (3 × u32)
//! graphs    the numbers of the terms that are graphs (u32)
//! rows      by subject (p, o, g), by predicate (o, s, g), by object (s, p, g): 3 × u32 each
//! text      the terms, one after another
//! ```
//!
//! All numbers are little-endian. The header's check covers the header, its counts fix the file's
//! length, and each read is within bounds or gives nothing: a damaged file is refused or answers
//! less, and never ends the program.

use std::io;
use std::ops::Range;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::Bytes;
use super::term::Key;

/// What a digest of a segment's sources looks like.
pub(super) type Digest = [u8; 32];

const MAGIC: &[u8; 8] = b"zhengtu\x01";
const HEADER: usize = 104;

/// Sizes of a segment's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    /// Terms.
    pub terms: usize,
    /// Quads.
    pub quads: usize,
    /// Graphs.
    pub graphs: usize,
    /// Bytes of text.
    pub text: usize,
}

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

/// A segment, opened.
#[derive(Debug)]
pub(super) struct Segment {
    bytes: Bytes,
    sizes: Sizes,
    parts: Parts,
}

/// Where the parts begin.
#[derive(Debug, Clone, Copy)]
struct Parts {
    ends: usize,
    first: usize,
    graphs: usize,
    rows: usize,
    text: usize,
    end: usize,
}

impl Sizes {
    fn parts(self) -> Option<Parts> {
        let ends = self.terms.checked_mul(16)?.checked_add(HEADER)?;
        let first = self.terms.checked_mul(4)?.checked_add(ends)?;
        let graphs = (self.terms + 1).checked_mul(12)?.checked_add(first)?;
        let rows = self.graphs.checked_mul(4)?.checked_add(graphs)?;
        let text = self.quads.checked_mul(36)?.checked_add(rows)?;
        Some(Parts {
            ends,
            first,
            graphs,
            rows,
            text,
            end: text.checked_add(self.text)?,
        })
    }

    /// The header for these sizes.
    pub(super) fn header(self, digest: &Digest) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(digest);
        out.extend([0; 24]);
        for n in [self.terms, self.quads, self.graphs, self.text] {
            out.extend((n as u64).to_le_bytes());
        }
        let check = xxh3_64(&out);
        out.extend(check.to_le_bytes());
        debug_assert_eq!(out.len(), HEADER);
        out
    }
}

impl Segment {
    /// Opens a file; [`None`] where it is not an undamaged segment made of what `digest` says.
    pub(super) fn open(path: &Path, digest: &Digest) -> io::Result<Option<Self>> {
        Ok(Self::new(Bytes::map(path)?, digest))
    }

    /// Takes bytes as a segment.
    pub(super) fn new(bytes: Bytes, digest: &Digest) -> Option<Self> {
        let number = |at: usize| {
            let eight = bytes.get(at..at + 8)?.try_into().ok()?;
            Some(u64::from_le_bytes(eight))
        };
        let head = bytes.get(..HEADER - 8)?;
        if number(HEADER - 8)? != xxh3_64(head) || &head[..8] != MAGIC || &head[8..40] != digest {
            return None;
        }
        let count = |at| usize::try_from(number(at)?).ok();
        let sizes = Sizes {
            terms: count(64)?,
            quads: count(72)?,
            graphs: count(80)?,
            text: count(88)?,
        };
        let parts = sizes.parts()?;
        (bytes.len() == parts.end).then_some(Self {
            bytes,
            sizes,
            parts,
        })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(four))
    }

    /// How much it holds.
    pub(super) fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// The key of a term.
    pub(super) fn key(&self, term: u32) -> Option<Key> {
        let at = HEADER + term as usize * 16;
        let sixteen = self.bytes.get(at..at + 16)?.try_into().ok()?;
        Some(u128::from_le_bytes(sixteen))
    }

    /// The number of the term with a key.
    ///
    /// Keys are evenly spread, so a guess from the key's upper half is near; steps that double
    /// find the bounds, then halving finds the place.
    pub(super) fn find(&self, key: Key) -> Option<u32> {
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
        (low < n && self.key(low as u32)? == key).then_some(low as u32)
    }

    /// The canonical text of a term.
    pub(super) fn text(&self, term: u32) -> Option<&str> {
        let end = |term: usize| self.u32(self.parts.ends + term * 4);
        let term = term as usize;
        let from = if term == 0 { 0 } else { end(term - 1)? };
        let text = self.bytes.get(self.parts.text..)?;
        let text = text.get(from as usize..end(term)? as usize)?;
        std::str::from_utf8(text).ok()
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
        let twelve = self.bytes.get(at..at + 12)?;
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
