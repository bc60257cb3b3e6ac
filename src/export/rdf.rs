//! Quads in the syntaxes of RDF, with the prefixes of the program.
//!
//! A syntax without named graphs writes each triple once, grouped by subject; one with them
//! writes graph after graph. Lines of N-Triples and N-Quads are sorted by their bytes.

use std::io::{self, Write};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{NamedOrBlankNode, Quad, Term, TripleRef};

use super::Format;
use crate::rdf::{Iris, prefixes, vocab};

/// The syntax that a format is, if it is one of RDF.
pub fn syntax(format: Format) -> Option<RdfFormat> {
    Some(match format {
        Format::NTriples => RdfFormat::NTriples,
        Format::NQuads => RdfFormat::NQuads,
        Format::Turtle => RdfFormat::Turtle,
        Format::TriG => RdfFormat::TriG,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        _ => return None,
    })
}

/// Writes quads in a syntax of RDF.
///
/// # Errors
/// When `out` cannot be written, and with [`io::ErrorKind::Unsupported`] for another format.
pub fn write(quads: Vec<Quad>, format: Format, iris: &Iris, out: &mut dyn Write) -> io::Result<()> {
    let Some(syntax) = syntax(format) else {
        return Err(io::Error::new(
            io::ErrorKind::Unsupported,
            format!("{format} is no RDF"),
        ));
    };
    match syntax {
        RdfFormat::NQuads => lines(quads.iter().map(ToString::to_string), out),
        RdfFormat::NTriples => lines(quads.iter().map(|quad| triple(quad).to_string()), out),
        _ => documents(
            &ordered(quads, syntax.supports_datasets()),
            syntax,
            iris,
            out,
        ),
    }
}

/// Sorted lines, none of them twice.
fn lines(statements: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<String> = statements.collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        writeln!(out, "{line} .")?;
    }
    Ok(())
}

/// Whether named graphs are written: not in JSON-LD, whose readers mostly take the default graph
/// alone and would find nothing there.
fn has_graphs(syntax: RdfFormat) -> bool {
    syntax == RdfFormat::TriG
}

/// A document with prefixes.
fn documents(
    quads: &[Quad],
    syntax: RdfFormat,
    iris: &Iris,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(syntax);
    for (prefix, iri) in prefixes(iris) {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(&mut *out);
    for quad in quads {
        if has_graphs(syntax) {
            writer.serialize_quad(quad)?;
        } else {
            writer.serialize_triple(triple(quad))?;
        }
    }
    writer.finish()?;
    out.write_all(b"\n")
}

/// Quads by graph, where the syntax has graphs, then by subject, class first.
fn ordered(quads: Vec<Quad>, with_graphs: bool) -> Vec<Quad> {
    let key = |quad: &Quad| {
        let graph = if with_graphs {
            quad.graph_name.to_string()
        } else {
            String::new()
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => node.as_str().to_owned(),
        };
        let predicate = quad.predicate.as_str();
        (
            graph,
            natural(&subject),
            predicate != vocab::rdf::TYPE,
            predicate.to_owned(),
            object(&quad.object),
        )
    };
    let mut keyed: Vec<_> = quads.into_iter().map(|quad| (key(&quad), quad)).collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, quad)| quad).collect()
}

/// An IRI in pieces, numbers as numbers, so that `s_2` stands before `s_10`.
fn natural(iri: &str) -> Vec<(u64, String)> {
    let mut out = Vec::new();
    let mut rest = iri;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        let letters = after
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(after.len());
        // Leading zeros, and numbers too long to count, are told apart by their text.
        out.push((
            number.parse().unwrap_or(0),
            format!("{number}\u{0}{}", &after[..letters]),
        ));
        rest = &after[letters..];
    }
    out
}

fn object(term: &Term) -> String {
    term.to_string()
}

fn triple(quad: &Quad) -> TripleRef<'_> {
    TripleRef::new(&quad.subject, &quad.predicate, &quad.object)
}
