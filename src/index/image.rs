//! A segment's image on its way out: the body in parts, each block checked as it goes, then the front.
//!
//! Nothing waits for the whole, so that the image, the largest thing of a build, is never held.

use std::io::{Result, Seek, SeekFrom, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::head::{BLOCK, Head, Sizes};

/// Bytes that are written at once.
const CHUNK: usize = 64 * BLOCK;

/// An image of which the body is being written.
pub(super) struct Image<'a, W> {
    out: W,
    head: &'a Head,
    sizes: Sizes,
    /// What is not written yet; it begins with a block.
    left: Vec<u8>,
    checks: Vec<u8>,
}

impl<'a, W: Write + Seek> Image<'a, W> {
    /// Leaves room for the front.
    pub(super) fn begin(mut out: W, head: &'a Head, sizes: Sizes) -> Result<Self> {
        let body = head.body(sizes).unwrap_or_default();
        out.seek(SeekFrom::Start(body as u64))?;
        Ok(Self {
            out,
            head,
            sizes,
            left: Vec::with_capacity(CHUNK + BLOCK),
            checks: Vec::new(),
        })
    }

    /// Goes on with the body.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.left.extend_from_slice(bytes);
        if self.left.len() >= CHUNK {
            self.write(self.left.len() / BLOCK * BLOCK)?;
        }
        Ok(())
    }

    /// Goes on with numbers.
    pub(super) fn numbers(&mut self, numbers: impl IntoIterator<Item = u32>) -> Result<()> {
        let mut numbers = numbers.into_iter();
        numbers.try_for_each(|number| self.put(&number.to_le_bytes()))
    }

    /// Ends the body, and writes the front.
    pub(super) fn end(mut self) -> Result<()> {
        self.write(self.left.len())?;
        self.out.seek(SeekFrom::Start(0))?;
        self.out
            .write_all(&self.head.front(self.sizes, &self.checks))
    }

    fn write(&mut self, length: usize) -> Result<()> {
        let ready = &self.left[..length];
        for block in ready.chunks(BLOCK) {
            self.checks.extend(xxh3_64(block).to_le_bytes());
        }
        self.out.write_all(ready)?;
        self.left.drain(..length);
        Ok(())
    }
}
