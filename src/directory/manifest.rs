//! The manifest: what each report of the directory is.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::commit::MANIFEST;
use super::entry::{Counts, ReportFile};
use super::packing::Packing;
use super::{DirectoryError, digest, io};
use crate::diagnostic::Diagnostic;

/// The version of the layout that this program writes.
const FORMAT: u32 = 1;

/// What the directory holds; its JSON is the same for the same corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout.
    pub format: u32,
    /// Base of all IRIs.
    pub base: String,
    /// The reports, sorted by local name.
    pub reports: Vec<Entry>,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Local name: `310118-2021`.
    pub report: String,
    /// Its IRI.
    pub iri: String,
    /// Its file of quads, below the directory.
    pub file: String,
    /// The input that it was read from.
    pub source: String,
    /// SHA-256 of the decoded text.
    pub sha256: String,
    /// XXH3-128 of the quads as N-Quads, however they are kept. Early builds wrote SHA-256 here,
    /// which is the digest of no report now: the next build makes it again.
    #[serde(alias = "quads_sha256")]
    pub quads_xxh3: String,
    /// The text, below the directory, where the input is not itself the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Digest of the lexicon that it was read with.
    pub lexicon: String,
    /// Version of the program.
    pub version: String,
    /// How much it holds.
    pub counts: Counts,
    /// What was not understood, as printed.
    pub warnings: Vec<String>,
}

impl Manifest {
    /// An empty corpus.
    pub fn new(base: &str) -> Self {
        Self {
            format: FORMAT,
            base: base.to_owned(),
            reports: Vec::new(),
        }
    }

    /// The manifest of the directory `dir`, if it has one.
    ///
    /// # Errors
    /// When it cannot be read, or another version of the layout wrote it.
    pub fn read(dir: &Path) -> Result<Option<Self>, DirectoryError> {
        let path = dir.join(MANIFEST);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(io(&path)(e)),
        };
        let wrong = |message: String| DirectoryError::Manifest {
            path: path.clone(),
            message,
        };
        let manifest: Self = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        if manifest.format == FORMAT {
            Ok(Some(manifest))
        } else {
            Err(wrong(format!(
                "layout {} is not {FORMAT}, which this version reads: build it again",
                manifest.format
            )))
        }
    }

    /// Its JSON.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Writes its JSON without holding it.
    pub(super) fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// The entry of the report with this local name.
    pub fn report(&self, report: &str) -> Option<&Entry> {
        self.reports.get(self.place(report)?)
    }

    /// Where that entry stands.
    pub fn place(&self, report: &str) -> Option<usize> {
        let by_name = |entry: &Entry| entry.report.as_str().cmp(report);
        self.reports.binary_search_by(by_name).ok()
    }
}

impl Entry {
    /// The names of its files below the directory.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.file).chain(&self.text)
    }

    /// That another input gives the same report: a note, and whether this one stays, which has the
    /// lesser name.
    pub(super) fn meets(&self, other: &Self) -> Result<(Diagnostic, bool), DirectoryError> {
        let stays = self.source <= other.source;
        let (first, second) = if stays { (self, other) } else { (other, self) };
        if self.sha256 != other.sha256 {
            return Err(DirectoryError::SameReport {
                report: self.report.clone(),
                first: first.source.clone(),
                second: second.source.clone(),
            });
        }
        let message = format!("the same text as {}; counted once", first.source);
        let note = Diagnostic::warning("R011", &second.source, message);
        Ok((note, stays))
    }

    /// What the manifest says of a report.
    pub(super) fn new(file: &ReportFile, packing: Packing) -> Self {
        Self {
            report: file.report.clone(),
            iri: file.iri.clone(),
            file: format!("reports/{}.{}", file.report, packing.extension()),
            source: file.source.clone(),
            sha256: file.sha256.clone(),
            quads_xxh3: digest::xxh3(file.quads.as_bytes()),
            text: file
                .text
                .is_some()
                .then(|| format!("text/{}.txt", file.report)),
            lexicon: file.lexicon.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            counts: file.counts,
            warnings: file.warnings.iter().map(ToString::to_string).collect(),
        }
    }
}
