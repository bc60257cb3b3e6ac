//! Why a command stopped, what to do about it, and the exit code that says so.

use std::fmt::{Display, Write};
use std::io;
use std::path::Path;

use zhengtu::diagnostic::Diagnostic;
use zhengtu::evaluate::StandoffError;
use zhengtu::ingest::{IngestError, MAX_BYTES};
use zhengtu::seeds::SeedError;

use super::messages::Messages;

/// A command that could not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    message: String,
    advice: Option<String>,
    /// Already laid out, with and without colours.
    rendered: Option<(String, String)>,
}

impl Failure {
    /// The input or the machine is at fault: exit code 1.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            code: 1,
            message: message.into(),
            advice: None,
            rendered: None,
        }
    }

    /// The call is at fault: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self {
            code: 2,
            ..Self::new(message)
        }
    }

    /// An error of usage that is laid out already.
    pub fn rendered(coloured: String, plain: String) -> Self {
        Self {
            rendered: Some((coloured, plain)),
            ..Self::usage("")
        }
    }

    /// The reader of our output went away, which is no failure.
    pub fn closed_pipe() -> Self {
        Self {
            code: 0,
            ..Self::new("")
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// What is printed on standard error; empty where nothing is.
    pub fn render(&self, messages: &Messages, colour: bool) -> String {
        if let Some((coloured, plain)) = &self.rendered {
            return if colour {
                coloured.clone()
            } else {
                plain.clone()
            };
        }
        if self.message.is_empty() {
            return String::new();
        }
        let label = messages.text("error.label");
        let label = if colour {
            format!("\u{1b}[1;31m{label}\u{1b}[0m")
        } else {
            label.to_owned()
        };
        let mut out = format!("{label}{}\n", self.message);
        if let Some(advice) = &self.advice {
            let _ = writeln!(out, "  {}{advice}", messages.text("error.hint"));
        }
        out
    }
}

/// Failures of reading and writing, in the language of the user.
impl Messages {
    /// A file or directory could not be read or written.
    pub fn io(&self, path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        let (key, advice) = match error.kind() {
            io::ErrorKind::NotFound => ("error.not-found", Some("error.not-found-hint")),
            io::ErrorKind::PermissionDenied => ("error.denied", None),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                ("error.full", Some("error.full-hint"))
            }
            io::ErrorKind::ReadOnlyFilesystem => ("error.read-only", None),
            io::ErrorKind::IsADirectory => ("error.is-directory", None),
            _ => ("error.io", None),
        };
        let failure = Failure::new(self.say(key, &[("path", &path), ("cause", error)]));
        match advice {
            Some(key) => failure.advise(self.text(key)),
            None => failure,
        }
    }

    /// Standard output could not be written.
    pub fn output(&self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::closed_pipe();
        }
        Failure::new(self.say("error.stdout", &[("cause", error)]))
    }

    /// An input could not be read as a report.
    pub fn ingest(&self, error: &IngestError) -> Failure {
        match error {
            IngestError::Empty { name } => {
                Failure::new(self.say("ingest.empty", &[("name", name)]))
            }
            IngestError::TooLarge { name, bytes } => {
                let values: [(&str, &dyn Display); 3] = [
                    ("name", name),
                    ("bytes", &(bytes >> 20)),
                    ("most", &(MAX_BYTES >> 20)),
                ];
                Failure::new(self.say("ingest.too-large", &values))
                    .advise(self.text("ingest.too-large-hint"))
            }
            IngestError::Format {
                name,
                format,
                advice,
            } => Failure::new(self.say("ingest.format", &[("name", name), ("format", format)]))
                .advise(self.say("ingest.format-hint", &[("advice", advice)])),
            IngestError::Binary { name, offset } => {
                Failure::new(self.say("ingest.binary", &[("name", name), ("offset", offset)]))
            }
            IngestError::Encoding { name, offset } => {
                Failure::new(self.say("ingest.encoding", &[("name", name), ("offset", offset)]))
                    .advise(self.text("ingest.encoding-hint"))
            }
            other => Failure::new(other.to_string()),
        }
    }

    /// Annotations could not be read.
    pub fn standoff(&self, path: &Path, error: &StandoffError) -> String {
        let path = path.display();
        match error {
            StandoffError::Malformed { line, text } => self.say(
                "standoff.malformed",
                &[("path", &path), ("line", line), ("text", text)],
            ),
            StandoffError::Outside { line, start, end } => {
                let values: [(&str, &dyn Display); 4] = [
                    ("path", &path),
                    ("line", line),
                    ("start", start),
                    ("end", end),
                ];
                self.say("standoff.outside", &values)
            }
            StandoffError::OtherText {
                line,
                start,
                end,
                noted,
                found,
            } => {
                let values: [(&str, &dyn Display); 6] = [
                    ("path", &path),
                    ("line", line),
                    ("start", start),
                    ("end", end),
                    ("noted", noted),
                    ("found", found),
                ];
                self.say("standoff.other-text", &values)
            }
            StandoffError::NoStatements => self.say("standoff.no-statements", &[("path", &path)]),
            other => format!("{path}: {other}"),
        }
    }

    /// What was not understood in an input, on one line.
    pub fn diagnostic(&self, diagnostic: &Diagnostic) -> String {
        let own = self.find(&format!("diagnostic.{}.message", diagnostic.code));
        let mut out = format!(
            "{}: {} [{}]",
            diagnostic.source,
            own.unwrap_or(&diagnostic.message),
            diagnostic.code
        );
        if let Some(hint) = &diagnostic.hint {
            let own = self
                .find(&format!("diagnostic.{}.hint", diagnostic.code))
                .unwrap_or(hint);
            let _ = write!(out, "\n  {}{own}", self.text("error.hint"));
        }
        out
    }

    /// The seed tables could not be used.
    pub fn seeds(&self, error: &SeedError) -> Failure {
        match error {
            SeedError::Io { path, source } => {
                let failure = self.io(path, source);
                failure.advise(self.text("error.seeds-hint"))
            }
            other => Failure::new(other.to_string()).advise(self.text("error.record-hint")),
        }
    }
}
