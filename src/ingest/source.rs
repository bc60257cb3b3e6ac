//! A report's text, cleaned, with the way back.

use sha2::{Digest, Sha256};

use super::clean::{self, Clean, Place};
use crate::span::Span;

/// The decoded text, its clean copy and the map from the one to the other.
///
/// The clean copy holds one logical paragraph a line. Each of its characters stands for exactly
/// one character of the original.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    raw: String,
    text: String,
    sha256: String,
    /// For each byte of `text`: where in `raw` its character came from.
    places: Vec<Place>,
}

impl Source {
    /// Cleans a decoded text.
    pub fn new(name: &str, raw: String) -> Self {
        let Clean { text, places } = clean::clean(&raw);
        let sha256 = hex(&Sha256::digest(raw.as_bytes()));
        Self {
            name: name.to_owned(),
            raw,
            text,
            sha256,
            places,
        }
    }

    /// What the input is called in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text as decoded, without its byte order mark.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The clean text, one logical paragraph a line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the decoded text, in lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What stands at `span` in the clean text.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Code points of the original that `span` stands for, half-open.
    ///
    /// An empty span gives an empty range.
    pub fn original(&self, span: Span) -> (u32, u32) {
        let Some(last) = self.last_char(span) else {
            let at = self.places.get(span.start as usize).map(|p| p.code_point);
            let at = at.unwrap_or_else(|| self.places.last().map_or(0, |p| p.code_point + 1));
            return (at, at);
        };
        (
            self.places[span.start as usize].code_point,
            self.places[last].code_point + 1,
        )
    }

    /// The original text that `span` stands for, white space and line breaks included.
    pub fn original_text(&self, span: Span) -> &str {
        let Some(last) = self.last_char(span) else {
            return "";
        };
        let start = self.places[span.start as usize].byte as usize;
        let tail = self.places[last].byte as usize;
        let width = self.raw[tail..].chars().next().map_or(0, char::len_utf8);
        &self.raw[start..tail + width]
    }

    /// Start of the last character inside `span`.
    fn last_char(&self, span: Span) -> Option<usize> {
        let back = self.slice(span).chars().next_back()?;
        Some(span.end as usize - back.len_utf8())
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
}
