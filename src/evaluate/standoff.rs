//! brat standoff as it is scored: spans, relations, kinds of statements, records of figures.

use std::collections::BTreeMap;

use thiserror::Error;

use super::Text;
use super::is_space;
use crate::span::Span;

/// Why annotations could not be read. Lines count from 1.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StandoffError {
    /// A line is not what its first letter promises.
    #[error("line {line}: not a brat annotation: {text}")]
    Malformed {
        /// Where.
        line: usize,
        /// The line.
        text: String,
    },
    /// A span lies outside the text.
    #[error("line {line}: offsets {start}..{end} are outside the report")]
    Outside {
        /// Where.
        line: usize,
        /// Start of the span.
        start: usize,
        /// End of the span.
        end: usize,
    },
    /// The annotations are of another text.
    #[error("line {line}: `{noted}` is not what stands at {start}..{end}: `{found}`")]
    OtherText {
        /// Where.
        line: usize,
        /// Start of the span.
        start: usize,
        /// End of the span.
        end: usize,
        /// What the annotation says.
        noted: String,
        /// What the report says.
        found: String,
    },
    /// There is no statement to score by.
    #[error("no `Statement` is annotated, so that nothing can be scored")]
    NoStatements,
}

/// A labelled span, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSpan {
    /// Its identifier (`T12`).
    pub id: String,
    /// Its label.
    pub label: String,
    /// Where, from the start of its first fragment to the end of its last.
    pub span: Span,
}

/// A relation between two spans, by their places in [`Standoff::spans`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its name.
    pub name: String,
    /// The first end.
    pub from: usize,
    /// The second.
    pub to: usize,
    /// The score noted of it, in hundredths.
    pub score: Option<u8>,
}

/// What is noted of a figure, white space left out; empty where nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// What was measured.
    pub name: String,
    /// The value as written.
    pub value: String,
    /// The unit as written.
    pub unit: String,
    /// The growth or fall stated beside it.
    pub change: String,
    /// The year or period.
    pub period: String,
    /// `actual` or `target`.
    pub kind: String,
}

/// The annotations of one text.
#[derive(Debug, Clone, Default)]
pub struct Standoff {
    /// Spans in the order of the file.
    pub spans: Vec<TextSpan>,
    /// Relations in the order of the file whose ends are both known.
    pub relations: Vec<Relation>,
    /// Kind of each statement, by its place in `spans`.
    pub kinds: BTreeMap<usize, String>,
    /// Record of each figure, by its place in `spans`.
    pub records: BTreeMap<usize, Record>,
}

impl Standoff {
    /// Reads annotations of `text`.
    ///
    /// # Errors
    /// When a line is malformed or the annotations are of another text.
    pub fn parse(text: &Text, annotations: &str) -> Result<Self, StandoffError> {
        let mut reader = Reader {
            text,
            out: Self::default(),
            places: BTreeMap::new(),
            relations: BTreeMap::new(),
        };
        let mut later = Vec::new();
        for (number, line) in annotations.lines().enumerate() {
            let malformed = || StandoffError::Malformed {
                line: number + 1,
                text: line.to_owned(),
            };
            match line.chars().next() {
                Some('T') => reader.span(number + 1, line).ok_or_else(malformed)??,
                // Relations and notes may stand before what they are about.
                Some('R' | 'A' | '#') => later.push((line, malformed())),
                _ => {}
            }
        }
        // A note may also stand before the relation that it is about.
        later.sort_by_key(|(line, _)| line.starts_with('#'));
        for (line, malformed) in later {
            match line.chars().next() {
                Some('R') => reader.relation(line).ok_or(malformed)?,
                Some('A') => reader.kind(line).ok_or(malformed)?,
                _ => reader.note(line),
            }
        }
        Ok(reader.out)
    }

    /// The places in [`Standoff::spans`] of the statements.
    pub fn statements(&self) -> impl Iterator<Item = usize> {
        self.labelled("Statement")
    }

    /// The places in [`Standoff::spans`] of what has this label.
    pub fn labelled<'a>(&'a self, label: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.spans
            .iter()
            .enumerate()
            .filter(move |(_, s)| s.label == label)
            .map(|(i, _)| i)
    }

    /// Without the spans that start before `start` or at or after `end`, and what hangs on them.
    #[must_use]
    pub fn part(&self, start: u32, end: u32) -> Self {
        let kept: Vec<usize> = (0..self.spans.len())
            .filter(|&i| (start..end).contains(&self.spans[i].span.start))
            .collect();
        let new: BTreeMap<usize, usize> = kept
            .iter()
            .enumerate()
            .map(|(new, &old)| (old, new))
            .collect();
        let relations = self.relations.iter().filter_map(|r| {
            let (from, to) = (*new.get(&r.from)?, *new.get(&r.to)?);
            Some(Relation {
                name: r.name.clone(),
                from,
                to,
                score: r.score,
            })
        });
        Self {
            spans: kept.iter().map(|&i| self.spans[i].clone()).collect(),
            relations: relations.collect(),
            kinds: self
                .kinds
                .iter()
                .filter_map(|(i, k)| Some((*new.get(i)?, k.clone())))
                .collect(),
            records: self
                .records
                .iter()
                .filter_map(|(i, r)| Some((*new.get(i)?, r.clone())))
                .collect(),
        }
    }
}

struct Reader<'a> {
    text: &'a Text,
    out: Standoff,
    places: BTreeMap<String, usize>,
    relations: BTreeMap<String, usize>,
}

impl Reader<'_> {
    /// `T12<tab>Label 5 9;10 12<tab>text`; none where that is not what stands there.
    fn span(&mut self, line: usize, text: &str) -> Option<Result<(), StandoffError>> {
        let mut fields = text.split('\t');
        let id = fields.next()?;
        let (label, places) = fields.next()?.split_once(' ')?;
        let noted = fields.next();
        let numbers = places
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty());
        let numbers: Vec<usize> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
        let (start, end) = (*numbers.iter().min()?, *numbers.iter().max()?);
        if start >= end || end > self.text.len() {
            return Some(Err(StandoffError::Outside { line, start, end }));
        }
        let span = Span::new(start, end);
        let flat = |t: &str| t.chars().filter(|c| !is_space(*c)).collect::<String>();
        if let Some(noted) = noted
            && flat(noted) != self.text.flat(span)
        {
            let (noted, found) = (noted.to_owned(), self.text.flat(span));
            return Some(Err(StandoffError::OtherText {
                line,
                start,
                end,
                noted,
                found,
            }));
        }
        self.places.insert(id.to_owned(), self.out.spans.len());
        self.out.spans.push(TextSpan {
            id: id.to_owned(),
            label: label.to_owned(),
            span,
        });
        Some(Ok(()))
    }

    /// `R3<tab>name Arg1:T1 Arg2:T2`; a relation to a span that is not there is left out.
    fn relation(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let id = fields.next()?;
        let mut words = fields.next()?.split_whitespace();
        let name = words.next()?.to_owned();
        let from = words.next()?.split_once(':')?.1;
        let to = words.next()?.split_once(':')?.1;
        if let (Some(&from), Some(&to)) = (self.places.get(from), self.places.get(to)) {
            self.relations
                .insert(id.to_owned(), self.out.relations.len());
            self.out.relations.push(Relation {
                name,
                from,
                to,
                score: None,
            });
        }
        Some(())
    }

    /// `A3<tab>Kind T1 task`; other attributes are left out.
    fn kind(&mut self, line: &str) -> Option<()> {
        let mut words = line.split('\t').nth(1)?.split_whitespace();
        if words.next()? == "Kind" {
            let (id, kind) = (words.next()?, words.next()?);
            if let Some(&place) = self.places.get(id) {
                self.out.kinds.insert(place, kind.to_owned());
            }
        }
        Some(())
    }

    /// `#3<tab>AnnotatorNotes T1<tab>{…}`; what is no record is a person's note.
    fn note(&mut self, line: &str) {
        let mut fields = line.split('\t');
        let about = fields.nth(1).and_then(|f| f.split_whitespace().nth(1));
        let Some(about) = about else { return };
        let Some(Ok(note)) = fields.next().map(serde_json::from_str::<serde_json::Value>) else {
            return;
        };
        if let Some(&relation) = self.relations.get(about) {
            self.out.relations[relation].score = note["score"].as_f64().and_then(hundredths);
        }
        let Some(&place) = self.places.get(about) else {
            return;
        };
        let get = |key: &str| match &note[key] {
            serde_json::Value::String(s) => s.chars().filter(|c| !is_space(*c)).collect(),
            serde_json::Value::Number(n) if n.as_f64() != Some(0.0) => n.to_string(),
            _ => String::new(),
        };
        let record = Record {
            name: get("name"),
            value: get("value"),
            unit: get("unit"),
            change: get("change"),
            period: get("period"),
            kind: get("kind"),
        };
        self.out.records.insert(place, record);
    }
}

/// A score as hundredths; none where it is no share of one.
fn hundredths(score: f64) -> Option<u8> {
    (0..=100).find(|n| (score * 100.0 - f64::from(*n)).abs() < 0.5)
}
