//! Compiling N-Quads into a segment: one pass over the lines, then counting sorts.
//!
//! Time grows with the quads and nothing else; memory is some 60 bytes a quad at its height.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::BufRead;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use thiserror::Error;

use super::segment::{Digest, Sizes};
use super::term::{Key, canonical, key, recast};

/// Why quads could not be compiled.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The file could not be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Not N-Quads.
    #[error(transparent)]
    Syntax(#[from] oxigraph::io::RdfParseError),
    /// A quad in no named graph.
    #[error("line {0}: a quad in no named graph")]
    NoGraph(usize),
    /// More than a segment holds.
    #[error("more than 4 GiB of terms or quads in one segment")]
    TooLarge,
}

/// A hasher for keys, which are hashes already.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

/// A map from keys.
pub(super) type KeyMap<V> = HashMap<Key, V, BuildHasherDefault<KeyHasher>>;

/// Collects quads, then becomes a segment.
#[derive(Default)]
pub(super) struct Compiler {
    /// From the key of a term's text as it stands to its number in order of coming.
    numbers: KeyMap<u32>,
    keys: Vec<Key>,
    ends: Vec<u32>,
    text: String,
    /// Subject, predicate, object, graph.
    quads: Vec<[u32; 4]>,
}

impl Compiler {
    /// Adds a file of N-Quads.
    pub(super) fn read(&mut self, mut reader: impl BufRead) -> Result<(), CompileError> {
        let mut line = String::new();
        // Files are sorted: subject and graph are mostly those of the line before.
        let mut last = [(String::new(), 0u32), (String::new(), 0u32)];
        for number in 1.. {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                break;
            }
            let Some([s, p, o, g]) = split(line.trim_end_matches(['\n', '\r'])) else {
                self.read_slowly(&line, number)?;
                continue;
            };
            let [subject, graph] = &mut last;
            for (slot, text) in [(&mut *subject, s), (&mut *graph, g)] {
                if slot.0 != text {
                    slot.1 = self.number(text)?;
                    text.clone_into(&mut slot.0);
                }
            }
            let (p, o) = (self.number(p)?, self.number(o)?);
            self.quads.push([subject.1, p, o, graph.1]);
        }
        Ok(())
    }

    /// A line that this program would have written otherwise.
    fn read_slowly(&mut self, line: &str, number: usize) -> Result<(), CompileError> {
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(line.as_bytes()) {
            let quad = quad.map_err(oxigraph::io::RdfParseError::from)?;
            if quad.graph_name == GraphName::DefaultGraph {
                return Err(CompileError::NoGraph(number));
            }
            self.add(quad)?;
        }
        Ok(())
    }

    /// Adds a quad of a named graph.
    pub(super) fn add(&mut self, quad: Quad) -> Result<(), CompileError> {
        let texts = [
            quad.subject.to_string(),
            quad.predicate.to_string(),
            canonical(quad.object).to_string(),
            quad.graph_name.to_string(),
        ];
        let mut row = [0; 4];
        for (slot, text) in row.iter_mut().zip(&texts) {
            *slot = self.number(text)?;
        }
        self.quads.push(row);
        Ok(())
    }

    /// The number of a term.
    fn number(&mut self, text: &str) -> Result<u32, CompileError> {
        let raw = key(text);
        if let Some(&number) = self.numbers.get(&raw) {
            return Ok(number);
        }
        // What is no term is not refused here: it stays as it is, and no query meets it.
        let number = match recast(text) {
            Ok(Some(canonical)) => {
                let key = key(&canonical);
                match self.numbers.get(&key) {
                    Some(&number) => number,
                    None => self.coin(key, &canonical)?,
                }
            }
            _ => return self.coin(raw, text),
        };
        self.numbers.insert(raw, number);
        Ok(number)
    }

    /// Takes a new term in.
    fn coin(&mut self, key: Key, text: &str) -> Result<u32, CompileError> {
        let number = u32::try_from(self.keys.len()).map_err(|_| CompileError::TooLarge)?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| CompileError::TooLarge)?;
        self.keys.push(key);
        self.ends.push(end);
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// The segment's image.
    pub(super) fn finish(mut self, digest: &Digest) -> Result<Vec<u8>, CompileError> {
        self.numbers = KeyMap::default();
        let by_key = self.renumber();
        let terms = self.keys.len();
        let subject = by_subject(self.quads, terms);
        if u32::try_from(subject.len()).is_err() {
            return Err(CompileError::TooLarge);
        }
        let mut graphs: Vec<u32> = subject.iter().map(|q| q[3]).collect();
        graphs.sort_unstable();
        graphs.dedup();
        let sizes = Sizes {
            terms,
            quads: subject.len(),
            graphs: graphs.len(),
            text: self.text.len(),
        };
        let mut out = sizes.header(digest);
        out.reserve(terms * 48 + sizes.quads * 36 + sizes.text);
        for &old in &by_key {
            out.extend(self.keys[old as usize].to_le_bytes());
        }
        let span = |old: u32| {
            let old = old as usize;
            let from = if old == 0 { 0 } else { self.ends[old - 1] };
            from as usize..self.ends[old] as usize
        };
        let mut end = 0;
        for &old in &by_key {
            end += span(old).len() as u32;
            out.extend(end.to_le_bytes());
        }
        // Rows sorted by what follows in the next order stay so when they are dealt out anew.
        let object = dealt(&subject, terms, 2);
        let predicate = dealt(&object, terms, 1);
        for (rows, column) in [(&subject, 0), (&predicate, 1), (&object, 2)] {
            for first in firsts(rows, terms, column) {
                out.extend(first.to_le_bytes());
            }
        }
        for graph in graphs {
            out.extend(graph.to_le_bytes());
        }
        for (rows, columns) in [
            (&subject, [1, 2, 3]),
            (&predicate, [2, 0, 3]),
            (&object, [0, 1, 3]),
        ] {
            for row in rows {
                for column in columns {
                    out.extend(row[column].to_le_bytes());
                }
            }
        }
        for &old in &by_key {
            out.extend(self.text[span(old)].as_bytes());
        }
        Ok(out)
    }

    /// Numbers terms in the order of their keys; gives the old numbers in that order.
    fn renumber(&mut self) -> Vec<u32> {
        let mut by_key: Vec<u32> = (0..self.keys.len() as u32).collect();
        by_key.sort_unstable_by_key(|&old| self.keys[old as usize]);
        let mut new = vec![0u32; by_key.len()];
        for (number, &old) in by_key.iter().enumerate() {
            new[old as usize] = number as u32;
        }
        for quad in &mut self.quads {
            *quad = quad.map(|old| new[old as usize]);
        }
        by_key
    }
}

/// Where each term's rows begin, and the end.
fn firsts(rows: &[[u32; 4]], terms: usize, column: usize) -> Vec<u32> {
    let mut first = vec![0u32; terms + 1];
    for row in rows {
        first[row[column] as usize + 1] += 1;
    }
    for i in 1..first.len() {
        first[i] += first[i - 1];
    }
    first
}

/// Rows by one column, otherwise in the order in which they come.
fn dealt(rows: &[[u32; 4]], terms: usize, column: usize) -> Vec<[u32; 4]> {
    let mut next = firsts(rows, terms, column);
    let mut out = vec![[0; 4]; rows.len()];
    for row in rows {
        let place = &mut next[row[column] as usize];
        out[*place as usize] = *row;
        *place += 1;
    }
    out
}

/// Rows by subject, predicate, object and graph, each once.
fn by_subject(quads: Vec<[u32; 4]>, terms: usize) -> Vec<[u32; 4]> {
    let mut rows = dealt(&quads, terms, 0);
    drop(quads);
    rows.chunk_by_mut(|a, b| a[0] == b[0])
        .for_each(<[[u32; 4]]>::sort_unstable);
    rows.dedup();
    rows
}

/// The four terms of a line as this program writes it.
fn split(line: &str) -> Option<[&str; 4]> {
    let (s, rest) = line.split_once("> ")?;
    let (p, rest) = rest.split_once("> ")?;
    let rest = rest.strip_suffix(" .")?;
    let (o, _) = rest.rsplit_once(" <")?;
    let (s, p) = (&line[..=s.len()], &line[s.len() + 2..s.len() + p.len() + 3]);
    let g = &rest[o.len() + 1..];
    let iri = |t: &str| {
        t.starts_with('<')
            && t.ends_with('>')
            && !t.bytes().any(|b| matches!(b, b'\\' | b' ' | b'"'))
    };
    (iri(s) && iri(p) && iri(g) && whole(o)).then_some([s, p, o, g])
}

/// Whether this is one object: an IRI, or a literal whose only bare quotes are its own.
fn whole(o: &str) -> bool {
    if o.starts_with('<') {
        return o.ends_with('>') && !o.bytes().any(|b| matches!(b, b'\\' | b' ' | b'"'));
    }
    let Some((value, tail)) = o.strip_prefix('"').and_then(|o| o.rsplit_once('"')) else {
        return false;
    };
    let mut escaped = false;
    for byte in value.bytes() {
        if byte == b'"' && !escaped {
            return false;
        }
        escaped = byte == b'\\' && !escaped;
    }
    let tag = |t: &str| t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    !escaped
        && (tail.is_empty()
            || tail.strip_prefix('@').is_some_and(tag)
            || tail
                .strip_prefix("^^<")
                .is_some_and(|t| t.ends_with('>') && !t.contains(' ')))
}
