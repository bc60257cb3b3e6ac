//! Values: literals, and codes from closed lists.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

/// Language of a label.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }
}

/// A value: a literal, or a code from a closed list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Literal {
    /// A string.
    Text(String),
    /// A string in a language.
    Label(String, Language),
    /// A number of code points, a place in a row.
    Count(u32),
    /// An exact decimal.
    Decimal(Decimal),
    /// Yes or no.
    Flag(bool),
    /// A year.
    Year(u16),
    /// A day, ISO 8601.
    Date(String),
    /// A moment, ISO 8601.
    Time(String),
    /// The IRI of a concept in a code list, or of a unit.
    Code(Cow<'static, str>),
}

impl Literal {
    /// A string.
    pub fn text_of(text: impl Into<String>) -> Self {
        Literal::Text(text.into())
    }

    /// A Chinese label.
    pub fn zh(text: impl Into<String>) -> Self {
        Literal::Label(text.into(), Language::Zh)
    }

    /// A decimal without trailing zeros, so that one number has one form.
    pub fn decimal(value: Decimal) -> Self {
        Literal::Decimal(value.normalize())
    }

    /// The string of a text or label.
    pub fn text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) | Literal::Label(text, _) => Some(text),
            _ => None,
        }
    }

    /// The number of a count.
    pub fn count(&self) -> Option<u32> {
        if let Literal::Count(n) = self {
            Some(*n)
        } else {
            None
        }
    }

    /// The last part of a code's IRI (`scope-clause`).
    pub fn code(&self) -> Option<&str> {
        if let Literal::Code(iri) = self {
            iri.rsplit(['#', '/']).next()
        } else {
            None
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Text(text)
            | Literal::Label(text, _)
            | Literal::Date(text)
            | Literal::Time(text) => f.write_str(text),
            Literal::Count(n) => write!(f, "{n}"),
            Literal::Decimal(value) => write!(f, "{value}"),
            Literal::Flag(flag) => write!(f, "{flag}"),
            Literal::Year(year) => write!(f, "{year:04}"),
            Literal::Code(_) => f.write_str(self.code().unwrap_or_default()),
        }
    }
}
