//! One tab-separated file: comments, a header row, records.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{SeedError, SeedRef};

/// A file. Cells are kept as byte ranges of one string.
#[derive(Debug, Clone)]
pub struct Table {
    kind: String,
    file: u16,
    /// The embedded text itself, or what was read.
    text: Cow<'static, str>,
    /// Where what stands: made when first asked for, since most of what the program carries is
    /// read from the stored lexicon instead.
    index: OnceLock<Index>,
}

/// The lines of a table.
#[derive(Debug, Clone, Default)]
struct Index {
    columns: Vec<String>,
    /// For each record its line number and its range in the text.
    records: Vec<(u32, u32, u32)>,
}

/// One record.
#[derive(Copy, Clone, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    line: u32,
    text: &'a str,
}

impl Table {
    /// A table that the program carries, which [`check`](Self::check) has found well formed when
    /// the program was built.
    pub(super) fn embedded(kind: &str, file: u16, text: &'static str) -> Self {
        Self {
            kind: kind.to_owned(),
            file,
            text: Cow::Borrowed(text),
            index: OnceLock::new(),
        }
    }

    /// A table that the user adds, `shown` being its name for people.
    ///
    /// # Errors
    /// When the header is missing or a record has more cells than the header.
    pub(super) fn added(
        kind: &str,
        shown: &str,
        file: u16,
        text: String,
    ) -> Result<Self, SeedError> {
        let index = Index::read(shown, &text)?;
        Ok(Self {
            kind: kind.to_owned(),
            file,
            text: Cow::Owned(text),
            index: OnceLock::from(index),
        })
    }

    /// Reads the whole table again.
    ///
    /// # Errors
    /// When the header is missing or a record has more cells than the header.
    pub(super) fn check(&self) -> Result<(), SeedError> {
        Index::read(&self.kind, &self.text).map(|_| ())
    }

    /// The path below `seeds/` that says what the table means.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The whole file.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The header.
    pub fn columns(&self) -> &[String] {
        &self.index().columns
    }

    /// The records in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.index().records.iter().map(|&(line, start, end)| Row {
            table: self,
            line,
            text: &self.text[start as usize..end as usize],
        })
    }

    /// An added table has its index from the start, and an embedded one has been checked.
    fn index(&self) -> &Index {
        let read = || Index::read(&self.kind, &self.text).unwrap_or_default();
        self.index.get_or_init(read)
    }
}

impl Index {
    fn read(shown: &str, text: &str) -> Result<Self, SeedError> {
        let mut index = Self::default();
        let mut at = 0;
        for (number, line) in text.split('\n').enumerate() {
            let start = at;
            at += line.len() + 1;
            let body = line.strip_suffix('\r').unwrap_or(line);
            if body.trim().is_empty() || body.starts_with('#') {
                continue;
            }
            let line = number as u32 + 1;
            if index.columns.is_empty() {
                index.columns = body.split('\t').map(|c| c.trim().to_owned()).collect();
                continue;
            }
            let cells = body.bytes().filter(|&b| b == b'\t').count() + 1;
            if cells > index.columns.len() || body.starts_with('\t') {
                let message = format!(
                    "{cells} cells, or an empty first one, where the header names {}: {}",
                    index.columns.len(),
                    index.columns.join(", ")
                );
                return Err(SeedError::Record {
                    path: shown.to_owned(),
                    line,
                    message,
                });
            }
            index
                .records
                .push((line, start as u32, (start + body.len()) as u32));
        }
        if index.columns.is_empty() {
            let message =
                "no header row: the first line that is no comment names the columns".to_owned();
            return Err(SeedError::Record {
                path: shown.to_owned(),
                line: 1,
                message,
            });
        }
        Ok(index)
    }
}

impl<'a> Row<'a> {
    /// The cell in the named column, trimmed; empty where the record or the table has none.
    pub fn get(&self, column: &str) -> &'a str {
        let place = self.table.columns().iter().position(|c| c == column);
        place.map_or("", |place| cell(self.text, place))
    }

    /// All cells that are not empty, in the order of the columns.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.text
            .split('\t')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    }

    /// Where the record stands.
    pub fn at(&self) -> SeedRef {
        SeedRef {
            file: self.table.file,
            line: self.line,
        }
    }
}

/// A cell of a record, byte by byte: cells are short, and a start reads some ten thousand.
fn cell(record: &str, place: usize) -> &str {
    let mut rest = record;
    let tab = |text: &str| text.bytes().position(|b| b == b'\t');
    for _ in 0..place {
        let Some(end) = tab(rest) else {
            return "";
        };
        rest = &rest[end + 1..];
    }
    rest[..tab(rest).unwrap_or(rest.len())].trim()
}
