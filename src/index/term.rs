//! Terms as the index keeps them: N-Triples text, and a 128-bit key of their canonical text.
//!
//! Canonical is what oxigraph's store makes of a term: `"05"^^xsd:nonNegativeInteger` is
//! `"5"^^xsd:integer`. Two terms are the same in queries when their keys are; of some 10^8
//! terms, two would share a key by chance once in 10^22 corpora.

use std::str::FromStr;

use oxigraph::model::{BlankNode, Literal, NamedNode, Term};
use spareval::ExpressionTerm;
use xxhash_rust::xxh3::xxh3_128;

/// The key of a term.
pub type Key = u128;

/// The key of canonical text.
pub(super) fn key(canonical: &str) -> Key {
    xxh3_128(canonical.as_bytes())
}

/// A term as oxigraph's store would give it back.
pub(super) fn canonical(term: Term) -> Term {
    match &term {
        Term::Literal(literal) if literal.language().is_none() => {
            Term::from(ExpressionTerm::from(term))
        }
        _ => term,
    }
}

/// The canonical text of a term of N-Quads, where it is not the text as it stands.
///
/// # Errors
/// When the text is no term.
pub(super) fn recast(text: &str) -> Result<Option<String>, ()> {
    if is_plain(text) {
        return Ok(None);
    }
    if let Some(count) = count(text) {
        return Ok(Some(count));
    }
    let canonical = canonical(parse_any(text)?).to_string();
    Ok((canonical != text).then_some(canonical))
}

/// Whether text is canonical for certain: an IRI, or a string or label without escapes.
fn is_plain(text: &str) -> bool {
    let odd = |b: u8| b == b'\\' || b < 0x20 || b == 0x7f;
    if text.bytes().any(odd) {
        return false;
    }
    let tail = text.rsplit_once('"').map(|(_, tail)| tail);
    text.starts_with('<') || matches!(tail, Some("" | "@zh" | "@en"))
}

/// What the store makes of a count, which a third of all literals are.
fn count(text: &str) -> Option<String> {
    let digits = text
        .strip_prefix('"')?
        .strip_suffix("\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>")?;
    let usual = digits == "0" || !digits.starts_with('0');
    (usual && (1..=18).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("\"{digits}\"^^<http://www.w3.org/2001/XMLSchema#integer>"))
}

fn parse_any(text: &str) -> Result<Term, ()> {
    Term::from_str(text).map_err(|_| ())
}

/// A term from its canonical text; [`None`] where the text is none, as in a damaged file.
pub(super) fn parse(text: &str) -> Option<Term> {
    if let Some(iri) = text.strip_prefix('<') {
        let iri = iri.strip_suffix('>')?;
        return Some(NamedNode::new_unchecked(iri).into());
    }
    if let Some(id) = text.strip_prefix("_:") {
        return BlankNode::new(id).ok().map(Term::from);
    }
    let (value, tail) = text.strip_prefix('"')?.rsplit_once('"')?;
    if value.contains('\\') {
        return parse_any(text).ok();
    }
    if tail.is_empty() {
        return Some(Literal::new_simple_literal(value).into());
    }
    if let Some(tag) = tail.strip_prefix('@') {
        return Some(Literal::new_language_tagged_literal_unchecked(value, tag).into());
    }
    let datatype = tail.strip_prefix("^^<")?.strip_suffix('>')?;
    let datatype = NamedNode::new_unchecked(datatype);
    Some(Literal::new_typed_literal(value, datatype).into())
}

#[cfg(test)]
mod tests {
    use super::{canonical, parse_any, recast};

    #[test]
    fn short_ways_end_where_the_long_one_does() {
        let typed = |value: &str, datatype: &str| {
            format!("\"{value}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}>")
        };
        let values = [
            "0",
            "7",
            "05",
            "1234",
            "",
            "-3",
            "999999999999999999",
            "x",
            "12345678901234567890",
        ];
        for text in values.map(|v| typed(v, "nonNegativeInteger")) {
            let long = parse_any(&text).map(|t| canonical(t).to_string());
            let short = recast(&text).map(|t| t.unwrap_or(text));
            assert_eq!(short, long);
        }
    }
}
