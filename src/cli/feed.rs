//! Inputs one by one, for several readers: files as they are, JSON Lines cut into their records.
//!
//! A record is an object with `text` and, where known, `name` (or `source`), `government` (a code or
//! a name), `year` and `edition`; other keys are left alone. Lines are read when asked for, so that
//! a stream of any length needs the memory of the lines in hand.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use zhengtu::ingest::MAX_BYTES;
use zhengtu::lexicon::Divisions;
use zhengtu::outline::Declared;

use super::failure::Failure;
use super::input::{Input, government};
use super::messages::Messages;

/// Longer lines are no reports: JSON writes a byte of text as six at most.
const MAX_LINE: u64 = 6 * MAX_BYTES as u64;

/// What a reader takes.
pub enum Item {
    /// A file, not yet read.
    File(Input),
    /// Standard input that is one text.
    Text(Vec<u8>),
    /// A line of JSON Lines: what it is called, and its bytes.
    Line(String, Vec<u8>),
    /// An input that cannot be read.
    Failed(Failure),
}

/// One report of a stream.
#[derive(Debug, Deserialize)]
pub struct Record {
    name: Option<String>,
    source: Option<String>,
    /// The report.
    pub text: String,
    government: Option<Code>,
    year: Option<u16>,
    edition: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Code {
    Number(u32),
    Name(String),
}

impl Record {
    /// Reads a line called `name`.
    pub fn parse(name: &str, line: &[u8], messages: &Messages) -> Result<Self, Failure> {
        serde_json::from_slice(line).map_err(|e| {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("cause", &e)];
            Failure::new(messages.say("input.record", &values))
                .advise(messages.text("input.record-hint"))
        })
    }

    /// Its own name, else that of its line.
    pub fn name<'a>(&'a self, line: &'a str) -> &'a str {
        let own = self.name.as_deref().or(self.source.as_deref());
        own.unwrap_or(line)
    }

    /// What is declared: by the command line, else by the record.
    pub fn declared(
        &self,
        typed: &Declared,
        divisions: &Divisions,
        messages: &Messages,
    ) -> Result<Declared, Failure> {
        let own = match &self.government {
            None => None,
            Some(Code::Number(code)) => Some(*code),
            Some(Code::Name(name)) => Some(government(name, divisions, messages)?),
        };
        Ok(Declared {
            government: typed.government.or(own),
            year: typed.year.or(self.year),
            edition: typed.edition.clone().or_else(|| self.edition.clone()),
        })
    }
}

/// A stream that is being read.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    line: usize,
}

struct State {
    inputs: std::vec::IntoIter<Input>,
    lines: Option<Lines>,
    number: usize,
}

/// The inputs, shared by all readers.
pub struct Feed<'a> {
    state: Mutex<State>,
    stop: &'a AtomicBool,
    messages: &'a Messages,
    total: Option<usize>,
}

impl<'a> Feed<'a> {
    /// All of `inputs`, until `stop` says so.
    pub fn new(inputs: Vec<Input>, stop: &'a AtomicBool, messages: &'a Messages) -> Self {
        let streams = inputs.iter().any(|i| *i == Input::Stdin || is_stream(i));
        Self {
            total: (!streams).then_some(inputs.len()),
            state: Mutex::new(State {
                inputs: inputs.into_iter(),
                lines: None,
                number: 0,
            }),
            stop,
            messages,
        }
    }

    /// How many there are, where that is known before they are read.
    pub fn total(&self) -> Option<usize> {
        self.total
    }

    /// The next input with its number; numbers have no gaps.
    pub fn next(&self) -> Option<(usize, Item)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let item = self.item(&mut state)?;
        state.number += 1;
        Some((state.number - 1, item))
    }

    fn item(&self, state: &mut State) -> Option<Item> {
        loop {
            if let Some(lines) = &mut state.lines {
                match lines.next(self.messages) {
                    Some(item) => {
                        if matches!(item, Item::Failed(_)) && lines.line == usize::MAX {
                            state.lines = None;
                        }
                        return Some(item);
                    }
                    None => state.lines = None,
                }
            }
            let input = state.inputs.next()?;
            let opened = match &input {
                Input::Stdin => stdin(),
                Input::File(path) if is_stream(&input) => {
                    File::open(path).map(|f| Opened::Lines(Box::new(BufReader::new(f))))
                }
                Input::File(_) => return Some(Item::File(input)),
            };
            match opened {
                Ok(Opened::Text(bytes)) => return Some(Item::Text(bytes)),
                Ok(Opened::Lines(reader)) => {
                    let name = input.name();
                    state.lines = Some(Lines {
                        name,
                        reader,
                        line: 0,
                    });
                }
                Err(e) => {
                    let failure = self.messages.io(Path::new(&input.name()), &e);
                    return Some(Item::Failed(failure));
                }
            }
        }
    }
}

enum Opened {
    Text(Vec<u8>),
    Lines(Box<dyn BufRead + Send>),
}

/// Standard input: JSON Lines where it opens with a brace, which no report does.
fn stdin() -> std::io::Result<Opened> {
    let mut reader = BufReader::new(std::io::stdin());
    let first = reader.fill_buf()?;
    let first = first.iter().find(|b| !b.is_ascii_whitespace());
    if first == Some(&b'{') {
        return Ok(Opened::Lines(Box::new(reader)));
    }
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Opened::Text(bytes))
}

/// Whether an input is JSON Lines by its name.
fn is_stream(input: &Input) -> bool {
    let Input::File(path) = input else {
        return false;
    };
    let named = |name: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(name))
    };
    named("jsonl") || named("ndjson")
}

impl Lines {
    /// The next line that holds something. A fault ends the stream: `line` is then `usize::MAX`.
    fn next(&mut self, messages: &Messages) -> Option<Item> {
        loop {
            let mut bytes = Vec::new();
            let mut part = (&mut self.reader).take(MAX_LINE);
            let read = part.read_until(b'\n', &mut bytes);
            self.line += 1;
            let name = format!("{}:{}", self.name, self.line);
            let fault = match read {
                Ok(0) => return None,
                Ok(n) if n as u64 == MAX_LINE => std::io::ErrorKind::FileTooLarge.into(),
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(_) => return Some(Item::Line(name, bytes)),
                Err(e) => e,
            };
            self.line = usize::MAX;
            return Some(Item::Failed(messages.io(Path::new(&name), &fault)));
        }
    }
}
