//! What a file beside the report says about it: `NAME.meta.toml`.
//!
//! ```toml
//! government = 310118        # code of the reporting government
//! year = 2021                # the year it was given in
//! edition = "draft"          # tells two texts of one report apart
//! source = "https://example.org/report.html"
//! ```
//!
//! Every key may be left out; any other is refused, so that a slip of the pen is noticed.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

/// What is declared beside a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    /// Code of the reporting government.
    pub government: Option<u32>,
    /// The year it was given in.
    pub year: Option<u16>,
    /// Tells editions of one report apart.
    pub edition: Option<String>,
    /// Where the text comes from.
    pub source: Option<String>,
}

/// Why a sidecar file could not be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SidecarError {
    /// It could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It is no TOML, or holds what it may not.
    #[error("{}:{line}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

impl Sidecar {
    /// Where the sidecar of a report stands: `report.txt` → `report.meta.toml`.
    pub fn path(report: &Path) -> PathBuf {
        report.with_extension("meta.toml")
    }

    /// What is declared beside `report`; nothing where there is no such file.
    ///
    /// # Errors
    /// When the file cannot be read or is malformed.
    pub fn beside(report: &Path) -> Result<Self, SidecarError> {
        let path = Self::path(report);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&path, &text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(SidecarError::Io { path, source }),
        }
    }

    /// Reads the text of a sidecar file; `path` is for messages.
    ///
    /// # Errors
    /// When it is no TOML, or holds what it may not.
    pub fn parse(path: &Path, text: &str) -> Result<Self, SidecarError> {
        let syntax = |line, message: String| SidecarError::Syntax {
            path: path.to_owned(),
            line,
            message,
        };
        let sidecar: Self = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            syntax(
                text[..at.min(text.len())].matches('\n').count() + 1,
                e.message().to_owned(),
            )
        })?;
        let line = |key: &str| {
            text.lines()
                .position(|l| l.trim_start().starts_with(key))
                .map_or(1, |n| n + 1)
        };
        if sidecar
            .government
            .is_some_and(|code| !(100_000..1_000_000).contains(&code))
        {
            return Err(syntax(
                line("government"),
                "`government` is a code of six digits".to_owned(),
            ));
        }
        if sidecar
            .year
            .is_some_and(|year| !(1949..=2100).contains(&year))
        {
            return Err(syntax(
                line("year"),
                "`year` is a year from 1949 to 2100".to_owned(),
            ));
        }
        Ok(sidecar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Sidecar, SidecarError> {
        Sidecar::parse(Path::new("a.meta.toml"), text)
    }

    #[test]
    fn all_keys_are_read_and_none_is_needed() {
        let all = parse(
            "government = 990101\nyear = 2025\nedition = \"b\"\nsource = \"https://e.org/\"\n",
        );
        let all = all.unwrap();
        assert_eq!((all.government, all.year), (Some(990_101), Some(2025)));
        assert_eq!(
            (all.edition.as_deref(), all.source.as_deref()),
            (Some("b"), Some("https://e.org/"))
        );
        assert_eq!(parse("").unwrap(), Sidecar::default());
    }

    #[test]
    fn faults_name_their_line() {
        for (text, at) in [
            ("year = 2025\ngoverment = 1\n", "a.meta.toml:2: "),
            ("year = \"2025\"\n", "a.meta.toml:1: "),
            ("\nyear = 99\n", "a.meta.toml:2: "),
            ("government = 12\n", "a.meta.toml:1: "),
            ("year = \n", "a.meta.toml:1: "),
        ] {
            let message = parse(text).unwrap_err().to_string();
            assert!(message.starts_with(at), "{text:?}: {message}");
        }
    }

    #[test]
    fn it_stands_beside_the_report() {
        assert_eq!(
            Sidecar::path(Path::new("a/b-2021.txt")),
            Path::new("a/b-2021.meta.toml")
        );
    }
}
