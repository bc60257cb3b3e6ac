//! Quads on disk: plain, or as Zstandard where the name ends in `.zst`; whoever reads sees no difference.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// The level that `zstd` itself starts from: more costs time and saves little on quads.
const LEVEL: i32 = 3;
/// Bytes that are read at once.
const READ: usize = 1 << 16;

/// How files of quads are kept.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Packing {
    /// As they are.
    #[default]
    Plain,
    /// In one Zstandard frame.
    Zstd,
}

impl Packing {
    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Packing::Plain => "nq",
            Packing::Zstd => "nq.zst",
        }
    }

    /// How the file of this name is kept.
    pub fn of(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension == "zst" => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// The bytes to keep.
    pub(super) fn pack(self, bytes: &[u8]) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Packing::Plain => Ok(Cow::Borrowed(bytes)),
            Packing::Zstd => zstd::bulk::compress(bytes, LEVEL).map(Cow::Owned),
        }
    }

    /// Opens a file that is kept so, unpacked on the way.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        let file = File::open(path)?;
        Ok(match self {
            Packing::Plain => Box::new(BufReader::with_capacity(READ, file)),
            Packing::Zstd => Box::new(BufReader::new(zstd::Decoder::new(file)?)),
        })
    }
}

/// Opens a file of quads for reading, unpacked on the way where it is packed.
///
/// # Errors
/// When it cannot be opened.
pub fn open_quads(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    Packing::of(path).open(path)
}
