//! Compiling N-Quads into a segment: one pass over the lines, then counting sorts.
//!
//! A report becomes a [`Run`] first: its own short list of terms, and its quads as their numbers.
//! It is made while the quads are written, which costs a hash for each property and object; to read
//! them once more, even from memory, was measured four times as dear. Runs are then united by their
//! terms' keys, without a look at texts. Which run comes first does not show: terms are numbered by
//! their keys, rows are sorted.
//!
//! Time grows with the quads and nothing else; memory is two copies of the rows at its height, as the
//! image goes out in parts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{Cursor, Seek, Write};

use memchr::{memchr, memchr_iter, memrchr};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use thiserror::Error;

use super::head::{Head, Sizes};
use super::image::Image;
use super::term::{Key, canonical, key, recast};
use crate::rdf::Listener;

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

/// One report's terms and quads, ready to be united with others'.
#[derive(Debug)]
pub struct Run(Terms);

/// Terms in the order in which they came, and quads of their numbers.
#[derive(Debug, Default)]
struct Terms {
    keys: Vec<Key>,
    ends: Vec<u32>,
    text: String,
    /// Subject, predicate, object, graph.
    quads: Vec<[u32; 4]>,
}

/// Collects quads, then becomes a segment.
#[derive(Default)]
pub(super) struct Compiler {
    /// From the key of a term's text as it stands to its number.
    numbers: KeyMap<u32>,
    terms: Terms,
}

/// Makes a run of quads while they are written.
#[derive(Default)]
pub struct RunWriter {
    compiler: Compiler,
    /// Subject and graph of the last line, with their numbers.
    last: [(String, u32); 2],
    failed: bool,
}

impl Listener for RunWriter {
    fn line(&mut self, [s, p, o, g]: [&str; 4]) {
        self.failed |= self.add([s, p, o, g]).is_err();
    }
}

impl RunWriter {
    fn add(&mut self, [s, p, o, g]: [&str; 4]) -> Result<(), CompileError> {
        let Self { compiler, last, .. } = self;
        if compiler.terms.quads.is_empty() {
            compiler.expect(QUADS);
        }
        for (slot, text) in last.iter_mut().zip([s, g]) {
            if slot.0 != text {
                text.clone_into(&mut slot.0);
                slot.1 = compiler.number(text)?;
            }
        }
        let row = [
            last[0].1,
            compiler.number(p)?,
            compiler.number(o)?,
            last[1].1,
        ];
        compiler.terms.quads.push(row);
        Ok(())
    }

    /// The run of all that was written; none where it is more than a segment holds.
    pub fn finish(self) -> Option<Run> {
        let mut terms = self.compiler.terms;
        terms.text.shrink_to_fit();
        terms.quads.shrink_to_fit();
        (!self.failed).then_some(Run(terms))
    }
}

impl Terms {
    /// Where the text of a term stands.
    fn span(&self, term: u32) -> std::ops::Range<usize> {
        let term = term as usize;
        let from = if term == 0 { 0 } else { self.ends[term - 1] };
        from as usize..self.ends[term] as usize
    }

    /// Takes a new term in.
    fn coin(&mut self, key: Key, text: &str) -> Result<u32, CompileError> {
        let number = u32::try_from(self.keys.len()).map_err(|_| CompileError::TooLarge)?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| CompileError::TooLarge)?;
        self.keys.push(key);
        self.ends.push(end);
        Ok(number)
    }
}

/// Quads of a report of usual length.
const QUADS: usize = 1 << 14;

impl Compiler {
    /// Makes room for about so many more quads.
    fn expect(&mut self, quads: usize) {
        self.terms.quads.reserve(quads);
        self.terms.keys.reserve(quads / 3);
        self.terms.ends.reserve(quads / 3);
        self.numbers.reserve(quads / 3);
    }

    /// Adds N-Quads.
    pub(super) fn read(&mut self, quads: &str) -> Result<(), CompileError> {
        /// A line of this program is hardly shorter.
        const LINE: usize = 160;
        self.expect(quads.len() / LINE);
        let mut last = Last::default();
        for (at, line) in lines(quads).enumerate() {
            let Some(Line { s, p, o, g }) = Line::of(line, &last) else {
                self.read_slowly(line, at + 1)?;
                continue;
            };
            if let Some(s) = s {
                last.subject = (s, self.number(s)?);
            }
            if let Some(g) = g {
                last.graph = (g, self.number(g)?);
            }
            let (p, o) = (self.number(p)?, self.number(o)?);
            let row = [last.subject.1, p, o, last.graph.1];
            self.terms.quads.push(row);
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
        self.terms.quads.push(row);
        Ok(())
    }

    /// Adds a run.
    pub(super) fn unite(&mut self, run: Run) -> Result<(), CompileError> {
        let Run(theirs) = run;
        let mut here = Vec::with_capacity(theirs.keys.len());
        for (number, &key) in (0u32..).zip(&theirs.keys) {
            here.push(match self.numbers.get(&key) {
                Some(&known) => known,
                None => self.coin(key, &theirs.text[theirs.span(number)])?,
            });
        }
        let quads = theirs.quads.iter();
        let quads = quads.map(|quad| quad.map(|term| here[term as usize]));
        self.terms.quads.extend(quads);
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

    fn coin(&mut self, key: Key, text: &str) -> Result<u32, CompileError> {
        let number = self.terms.coin(key, text)?;
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// The segment's image, held.
    pub(super) fn finish(self, head: &Head) -> Result<Vec<u8>, CompileError> {
        let mut image = Cursor::new(Vec::new());
        self.write(head, &mut image)?;
        Ok(image.into_inner())
    }

    /// Writes the segment's image.
    pub(super) fn write(
        self,
        head: &Head,
        out: &mut (impl Write + Seek),
    ) -> Result<(), CompileError> {
        let Self { numbers, mut terms } = self;
        drop(numbers);
        let by_key = terms.renumber();
        let count = by_key.len();
        let subject = by_subject(std::mem::take(&mut terms.quads), count);
        if u32::try_from(subject.len()).is_err() {
            return Err(CompileError::TooLarge);
        }
        let graphs = graphs(&subject, count);
        let sizes = Sizes {
            terms: count,
            quads: subject.len(),
            graphs: graphs.len(),
            text: terms.text.len(),
        };
        let mut image = Image::begin(out, head, sizes)?;
        for &(key, _) in &by_key {
            image.put(&key.to_le_bytes())?;
        }
        let mut end = 0;
        image.numbers(by_key.iter().map(|&(_, old)| {
            end += terms.span(old).len() as u32;
            end
        }))?;
        for column in 0..3 {
            image.numbers(firsts(&subject, count, column))?;
        }
        image.numbers(graphs)?;
        write_rows(&mut image, &subject, [1, 2, 3])?;
        // Rows sorted by what follows in the next order stay so when they are dealt out anew.
        let object = dealt(&subject, count, 2);
        drop(subject);
        let predicate = dealt(&object, count, 1);
        write_rows(&mut image, &predicate, [2, 0, 3])?;
        drop(predicate);
        write_rows(&mut image, &object, [0, 1, 3])?;
        for &(_, old) in &by_key {
            image.put(terms.text[terms.span(old)].as_bytes())?;
        }
        Ok(image.end()?)
    }
}

/// Writes three columns of rows.
fn write_rows(
    image: &mut Image<'_, impl Write + Seek>,
    rows: &[[u32; 4]],
    columns: [usize; 3],
) -> std::io::Result<()> {
    for row in rows {
        let mut bytes = [0; 12];
        for (slot, column) in bytes.chunks_exact_mut(4).zip(columns) {
            slot.copy_from_slice(&row[column].to_le_bytes());
        }
        image.put(&bytes)?;
    }
    Ok(())
}

impl Terms {
    /// Numbers terms in the order of their keys; gives keys and old numbers in that order.
    fn renumber(&mut self) -> Vec<(Key, u32)> {
        let keys = std::mem::take(&mut self.keys);
        let mut by_key: Vec<(Key, u32)> = keys.into_iter().zip(0..).collect();
        by_key.sort_unstable();
        let mut new = vec![0u32; by_key.len()];
        for (number, &(_, old)) in (0..).zip(&by_key) {
            new[old as usize] = number;
        }
        for quad in &mut self.quads {
            *quad = quad.map(|old| new[old as usize]);
        }
        by_key
    }
}

/// The terms that are graphs, in order.
fn graphs(rows: &[[u32; 4]], terms: usize) -> Vec<u32> {
    let mut is_graph = vec![false; terms];
    for row in rows {
        is_graph[row[3] as usize] = true;
    }
    let numbers = (0..).zip(is_graph);
    numbers.filter(|(_, is)| *is).map(|(n, _)| n).collect()
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

/// The lines of a text, without their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let lines = ends.map(move |end| {
        let line = &text[from..end];
        from = end + 1;
        line.strip_suffix('\r').unwrap_or(line)
    });
    lines.filter(|line| !line.is_empty())
}

/// Subject and graph of the last line, with their numbers. Lines are sorted, so that the next one
/// mostly has them too.
#[derive(Default)]
struct Last<'a> {
    subject: (&'a str, u32),
    graph: (&'a str, u32),
}

/// The terms of a line as this program writes it; subject and graph where they are new.
struct Line<'a> {
    s: Option<&'a str>,
    p: &'a str,
    o: &'a str,
    g: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(line: &'a str, last: &Last<'_>) -> Option<Self> {
        let line = line.strip_suffix(" .")?;
        let after = |known: &str| line.strip_prefix(known)?.strip_prefix(' ');
        let known = Some(last.subject.0).filter(|s| !s.is_empty());
        let (s, rest) = if let Some(rest) = known.and_then(after) {
            (None, rest)
        } else {
            let (s, rest) = leading_iri(line)?;
            (Some(s), rest)
        };
        let (p, rest) = leading_iri(rest)?;
        let before = |known: &str| rest.strip_suffix(known)?.strip_suffix(' ');
        let known = Some(last.graph.0).filter(|g| !g.is_empty());
        let (o, g) = if let Some(o) = known.and_then(before) {
            (o, None)
        } else {
            let (o, g) = rest.split_at(memrchr(b'<', rest.as_bytes())?);
            (o.strip_suffix(' ')?, Some(Some(g).filter(|g| is_iri(g))?))
        };
        is_object(o).then_some(Self { s, p, o, g })
    }
}

/// The IRI that a text begins with, and what follows a space behind it.
fn leading_iri(text: &str) -> Option<(&str, &str)> {
    let end = memchr(b'>', text.as_bytes())? + 1;
    let (iri, rest) = text.split_at(end);
    is_iri(iri).then_some((iri, rest.strip_prefix(' ')?))
}

/// Whether this is an IRI that needs no escape. The sieve has no early end, so that it runs on many
/// bytes at once.
fn is_iri(text: &str) -> bool {
    let odd = |b: u8| u8::from(b == b'\\') | u8::from(b == b' ') | u8::from(b == b'"');
    let inner = text.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    inner.is_some_and(|iri| iri.bytes().fold(0, |any, b| any | odd(b)) == 0)
}

/// Whether this is one object: an IRI, or a literal whose only bare quotes are its own.
fn is_object(o: &str) -> bool {
    if o.starts_with('<') {
        return is_iri(o);
    }
    let Some((value, tail)) = o.strip_prefix('"').and_then(|o| o.rsplit_once('"')) else {
        return false;
    };
    let odd = |b: u8| u8::from(b == b'\\') | u8::from(b == b'"');
    if value.bytes().fold(0, |any, b| any | odd(b)) != 0 && !is_escaped(value) {
        return false;
    }
    let tag = |t: &str| t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    tail.is_empty()
        || tail.strip_prefix('@').is_some_and(tag)
        || tail.strip_prefix("^^").is_some_and(is_iri)
}

/// Whether each quote in a value stands behind a backslash that is not itself escaped.
fn is_escaped(value: &str) -> bool {
    let mut escaped = false;
    for byte in value.bytes() {
        if byte == b'"' && !escaped {
            return false;
        }
        escaped = byte == b'\\' && !escaped;
    }
    !escaped
}
