//! Bytes to text, or an error that names what the bytes are.

use thiserror::Error;

/// Larger inputs are refused: the longest report known is below 300 kB.
pub const MAX_BYTES: usize = 32 << 20;

/// Why an input could not be read as a report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum IngestError {
    /// Nothing but white space.
    #[error("{name}: the file is empty")]
    Empty {
        /// The input's name.
        name: String,
    },
    /// Larger than [`MAX_BYTES`].
    #[error(
        "{name}: {bytes} bytes is more than a report can have ({} at most)",
        MAX_BYTES
    )]
    TooLarge {
        /// The input's name.
        name: String,
        /// Its size.
        bytes: usize,
    },
    /// A known format other than plain UTF-8 text.
    #[error("{name}: {format} is not read yet; convert it to UTF-8 text first ({advice})")]
    Format {
        /// The input's name.
        name: String,
        /// What it is.
        format: &'static str,
        /// How to convert it.
        advice: &'static str,
    },
    /// Control characters that no text has.
    #[error("{name}: binary data, not text (a NUL byte at offset {offset})")]
    Binary {
        /// The input's name.
        name: String,
        /// Offset of the first such byte.
        offset: usize,
    },
    /// Not valid UTF-8 and nothing better known.
    #[error(
        "{name}: not UTF-8 (first bad byte at offset {offset}); it may be GB18030: \
         convert it with `iconv -f GB18030 -t UTF-8`"
    )]
    Encoding {
        /// The input's name.
        name: String,
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
}

/// The text of `bytes` without its byte order mark.
///
/// # Errors
/// When the bytes are empty, too large, binary, another format or not UTF-8.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, IngestError> {
    let name = || name.to_owned();
    if bytes.len() > MAX_BYTES {
        return Err(IngestError::TooLarge {
            name: name(),
            bytes: bytes.len(),
        });
    }
    if let Some((format, advice)) = known_format(bytes) {
        return Err(IngestError::Format {
            name: name(),
            format,
            advice,
        });
    }
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return Err(IngestError::Binary {
            name: name(),
            offset,
        });
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(body).map_err(|e| IngestError::Encoding {
        name: name(),
        offset: e.valid_up_to() + (bytes.len() - body.len()),
    })?;
    if text.chars().all(char::is_whitespace) {
        return Err(IngestError::Empty { name: name() });
    }
    Ok(text.to_owned())
}

/// The name of a format that is recognised by its first bytes but not read, and what to do.
fn known_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const MAGIC: [(&[u8], &str, &str); 5] = [
        (
            b"PK\x03\x04",
            "a DOCX or ZIP file",
            "save it as plain text, UTF-8",
        ),
        (b"%PDF", "a PDF file", "`pdftotext -layout`"),
        (
            b"\xD0\xCF\x11\xE0",
            "an old Word file (.doc)",
            "save it as plain text, UTF-8",
        ),
        (b"{\\rtf", "an RTF file", "save it as plain text, UTF-8"),
        (b"\xFF\xFE", "UTF-16 text", "`iconv -f UTF-16 -t UTF-8`"),
    ];
    if let Some(&(_, format, advice)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some((format, advice));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(("UTF-16 text", "`iconv -f UTF-16 -t UTF-8`"));
    }
    let head = &bytes[..bytes.len().min(512)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    (start.starts_with("<!doctype html") || start.starts_with("<html"))
        .then_some(("an HTML page", "save the page as text"))
}
