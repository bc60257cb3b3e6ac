//! Definitions: glossary entries and inline explanations, with their components and the check of
//! their number against the numeral in the name.
//!
//! An entry is taken apart ([`entry`]), the numerals of its name are read ([`numeral`]), its text is
//! cut into components ([`components`], with [`labels`], [`single`], [`grouped`] and [`list`]), and the two are compared.
//! Nothing here fails: a damaged entry gives what can be read of it, or no definition.

mod components;
mod cues;
mod entry;
mod grouped;
mod inline;
mod labels;
mod list;
mod numeral;
mod reader;
mod single;
#[cfg(test)]
mod tests;

use super::{Outline, StatementId};
use crate::ingest::Source;
use crate::lexicon::Scan;
use crate::seeds::{SeedError, SeedRef, Seeds};
use crate::span::Span;
use components::Name;
use cues::Cues;
use entry::Entry;
use numeral::Numerals;
use reader::Reader;

/// What one report says that a term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The headword with its quotes, prefix and head noun (“三大整治”; 托育服务“1+2”政策), in the
    /// entry or, inline, in the sentence.
    pub headword: Span,
    /// Other names that the entry gives for the same thing.
    pub aliases: Vec<Span>,
    /// The part of the entry that explains this headword.
    pub span: Span,
    /// Index of the statement that holds it.
    pub statement: usize,
    /// Whether it stands in the glossary, or inline in the body.
    pub inline: bool,
    /// What it consists of, in order.
    pub components: Vec<Component>,
    /// Whether the number of components agrees with the numeral in the name; none where the name
    /// has no numeral to check or only an open one.
    pub agrees: Option<bool>,
    /// The numerals of the name, in order (三万六千 → 3, 6; 1+5+X → 1, 5, open).
    pub numerals: Vec<Option<u32>>,
    /// The rule that read it.
    pub rule: SeedRef,
}

/// A part of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The quoted label that the entry explains (“一带”, “1”), without quotes.
    pub label: Option<Span>,
    /// What it is.
    pub span: Span,
    /// Parts of the part.
    pub parts: Vec<Component>,
}

/// Words that open, join and end definitions.
#[derive(Debug)]
pub struct GlossaryRules {
    cues: Cues,
    entry: SeedRef,
    copula: SeedRef,
    bracket: SeedRef,
    list: SeedRef,
    alias: SeedRef,
}

impl GlossaryRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self {
            cues: Cues::compile(seeds)?,
            entry: seeds.rule("definition.entry"),
            copula: seeds.rule("definition.copula"),
            bracket: seeds.rule("definition.bracket"),
            list: seeds.rule("definition.list"),
            alias: seeds.rule("definition.alias"),
        })
    }
}

/// Finds all definitions, in the order of the text.
pub fn define(
    source: &Source,
    outline: &Outline,
    scan: &Scan<'_>,
    rules: &GlossaryRules,
) -> Vec<Definition> {
    let mut out = inline::inline(source, outline, scan, rules);
    let mut expected = 1;
    for (paragraph, statement) in entries(source, outline) {
        for span in lines(source, paragraph, expected) {
            let reader = Reader::new(source.text(), span, scan, &rules.cues);
            let Some(entry) = entry::entry(&reader, span, expected) else {
                continue;
            };
            expected = entry.number.unwrap_or(expected).saturating_add(1);
            out.extend(definitions(&reader, &entry, statement, rules.entry));
        }
    }
    out.sort_by_key(|d| (d.headword.start, d.span.start));
    out
}

/// The entries of the glossary, each with its statement. One that ends with its colon goes on in the
/// next paragraph.
fn entries(source: &Source, outline: &Outline) -> Vec<(Span, StatementId)> {
    let mut out: Vec<(Span, StatementId)> = Vec::new();
    let mut paragraphs = outline.paragraphs.iter().peekable();
    while let Some(paragraph) = paragraphs.next() {
        if !paragraph.glossary_entry || paragraph.statements.0 >= paragraph.statements.1 {
            continue;
        }
        let mut span = paragraph.span;
        if source.slice(span).trim_end().ends_with('：')
            && let Some(next) = paragraphs.peek().filter(|p| !p.glossary_entry)
        {
            span = span.cover(next.span);
        }
        out.push((span, paragraph.statements.0));
    }
    out
}

/// The entries in one paragraph: a line that opens with the number that should come next is an entry
/// of its own, even where the number runs into the name (3.10种金属).
fn lines(source: &Source, paragraph: Span, expected: u32) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut next = expected;
    let mut from = paragraph.start as usize;
    for line in source.slice(paragraph).split_inclusive('\n') {
        let span = Span::new(from, from + line.trim_end_matches('\n').len());
        from += line.len();
        let number = entry::number(line, next).0;
        match out.last_mut() {
            Some(last) if number != Some(next) => *last = last.cover(span),
            _ => {
                next = number.unwrap_or(next).saturating_add(1);
                out.push(span);
            }
        }
    }
    out
}

/// One definition for each name of an entry.
fn definitions(
    reader: &Reader<'_>,
    entry: &Entry,
    statement: StatementId,
    rule: SeedRef,
) -> Vec<Definition> {
    let bodies = bodies(reader, entry);
    let names = entry.names.iter().zip(bodies);
    let whole = entry.names.len() == 1;
    names
        .map(|(&headword, body)| {
            let numerals = Numerals::read(reader, headword);
            let name = Name::new(reader.of(headword), &numerals);
            let reading = components::read(reader, body, &name);
            let mut aliases = entry.aliases.clone();
            aliases.extend(entry::body_aliases(reader, body));
            let first = if whole { headword.start } else { body.start };
            Definition {
                headword,
                aliases,
                span: Span {
                    start: first,
                    end: body.end,
                },
                statement,
                inline: false,
                components: reading.components,
                agrees: reading.agrees,
                numerals: numerals.values(),
                rule,
            }
        })
        .collect()
}

/// What explains each name of an entry: the part that its own label opens (“六稳”指…；“六保”指…), or
/// the part in the same place, or all of it.
fn bodies(reader: &Reader<'_>, entry: &Entry) -> Vec<Span> {
    let names = &entry.names;
    if names.len() < 2 {
        return vec![entry.body];
    }
    let labels = labels::labelled(reader, entry.body, &Numerals::default());
    let own = |name: &Span| {
        let core = reader.of(*name).trim_matches(['“', '”']);
        labels
            .iter()
            .find(|l| reader.of(l.label) == core)
            .map(|l| l.body)
    };
    let labelled: Vec<Option<Span>> = names.iter().map(own).collect();
    if labelled.iter().any(Option::is_some) {
        return labelled
            .into_iter()
            .map(|b| b.unwrap_or(entry.body))
            .collect();
    }
    for cut in ['；', '，'] {
        let parts = reader.pieces(entry.body, |c| c == cut || c == '。');
        if parts.len() == names.len() {
            return parts;
        }
    }
    vec![entry.body; names.len()]
}
