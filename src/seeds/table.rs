//! One tab-separated file: comments, a header row, records.

use std::borrow::Cow;

use super::{SeedError, SeedRef};

/// A parsed file. Cells are kept as byte ranges of one string.
#[derive(Debug, Clone)]
pub struct Table {
    kind: String,
    file: u16,
    columns: Vec<String>,
    /// The embedded text itself, or what was read.
    text: Cow<'static, str>,
    /// For each record its line number and its range in `text`.
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
    /// Reads a table.
    ///
    /// # Errors
    /// When the header is missing or a record has more cells than the header.
    pub(super) fn parse(
        kind: &str,
        shown: &str,
        file: u16,
        text: Cow<'static, str>,
    ) -> Result<Self, SeedError> {
        let mut table = Self {
            kind: kind.to_owned(),
            file,
            columns: Vec::new(),
            text: Cow::Borrowed(""),
            records: Vec::new(),
        };
        let mut at = 0;
        for (number, line) in text.split('\n').enumerate() {
            let start = at;
            at += line.len() + 1;
            let body = line.strip_suffix('\r').unwrap_or(line);
            if body.trim().is_empty() || body.starts_with('#') {
                continue;
            }
            let line = number as u32 + 1;
            if table.columns.is_empty() {
                table.columns = body.split('\t').map(|c| c.trim().to_owned()).collect();
                continue;
            }
            let cells = body.split('\t').count();
            if cells > table.columns.len() || body.starts_with('\t') {
                let message = format!(
                    "{cells} cells, or an empty first one, where the header names {}: {}",
                    table.columns.len(),
                    table.columns.join(", ")
                );
                return Err(SeedError::Record {
                    path: shown.to_owned(),
                    line,
                    message,
                });
            }
            table
                .records
                .push((line, start as u32, (start + body.len()) as u32));
        }
        if table.columns.is_empty() {
            let message =
                "no header row: the first line that is no comment names the columns".to_owned();
            return Err(SeedError::Record {
                path: shown.to_owned(),
                line: 1,
                message,
            });
        }
        table.text = text;
        Ok(table)
    }

    /// The path below `seeds/` that says what the table means.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The header.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The records in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|&(line, start, end)| Row {
            table: self,
            line,
            text: &self.text[start as usize..end as usize],
        })
    }
}

impl<'a> Row<'a> {
    /// The cell in the named column, trimmed; empty where the record or the table has none.
    pub fn get(&self, column: &str) -> &'a str {
        let Some(index) = self.table.columns.iter().position(|c| c == column) else {
            return "";
        };
        self.text.split('\t').nth(index).unwrap_or("").trim()
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
