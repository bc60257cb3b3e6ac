//! What the program has to say about an input without failing on it.

use std::fmt;

use serde::Serialize;

/// How much a diagnostic matters.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Part of the input was not understood.
    Warning,
}

/// One message about an input, with a stable code and a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `R001`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The input it is about.
    pub source: String,
    /// Code points of the input, half-open, where a place can be named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(u32, u32)>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A warning about the whole input.
    pub fn warning(code: &'static str, source: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            source: source.to_owned(),
            span: None,
            message: message.into(),
            hint: None,
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a place, in code points of the input.
    #[must_use]
    pub fn at(mut self, span: (u32, u32)) -> Self {
        self.span = Some(span);
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some((start, end)) = self.span {
            write!(f, ":{start}..{end}")?;
        }
        write!(f, ": {} [{}]", self.message, self.code)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
