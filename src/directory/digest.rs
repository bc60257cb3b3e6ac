//! Digests: SHA-256 where others may check them, XXH3 where only this program looks.
//!
//! The quads' digest answers one question, whether a file is the one that was written. Nobody
//! gains by forging it, and XXH3 reads at the speed of memory.

use std::io::{self, BufRead, Read};

use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// SHA-256 in hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of all that is left to read, in hex.
pub(super) fn sha256_of(reader: impl Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    each(io::BufReader::new(reader), |part| digest.update(part))?;
    Ok(hex(&digest.finalize()))
}

/// XXH3-128 in hex.
pub(super) fn xxh3(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// XXH3-128 of all that is left to read, in hex.
pub(super) fn xxh3_of(reader: impl BufRead) -> io::Result<String> {
    let mut digest = Xxh3::new();
    each(reader, |part| digest.update(part))?;
    Ok(format!("{:032x}", digest.digest128()))
}

fn each(mut reader: impl BufRead, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    loop {
        let part = reader.fill_buf()?;
        if part.is_empty() {
            return Ok(());
        }
        take(part);
        let read = part.len();
        reader.consume(read);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
