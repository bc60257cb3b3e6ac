//! Which run made which report: the graph `graph/provenance`, the only place for a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::commit::PROVENANCE;
use super::manifest::{Entry, Manifest};
use super::{DirectoryError, digest, io};
use crate::graph::{Attribute, NodeKind, Relation};
use crate::rdf::{Iris, ReadError, attribute_iri, classes, nquads, relation_iri, segment, vocab};

/// The provenance of `manifest` after a run that made `changed`: runs that no report is left of
/// are forgotten.
pub(super) fn update(
    dir: &Path,
    manifest: &Manifest,
    changed: &[&Entry],
    time: Option<&str>,
) -> Result<String, DirectoryError> {
    let made: BTreeSet<&str> = changed.iter().map(|f| f.iri.as_str()).collect();
    let kept: BTreeSet<&str> = manifest
        .reports
        .iter()
        .map(|e| e.iri.as_str())
        .filter(|iri| !made.contains(iri))
        .collect();
    let mut runs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for quad in read(&dir.join(PROVENANCE))? {
        let stale = matches!(&quad.object, Term::NamedNode(report)
            if is_generated(&quad) && !kept.contains(report.as_str()));
        if !stale {
            runs.entry(quad.subject.to_string()).or_default().push(quad);
        }
    }
    runs.retain(|_, quads| quads.iter().any(is_generated));
    if !changed.is_empty() {
        runs.insert(String::new(), run(manifest, changed, time));
    }
    Ok(nquads(&runs.into_values().flatten().collect::<Vec<_>>()))
}

fn is_generated(quad: &Quad) -> bool {
    quad.predicate.as_str() == relation_iri(Relation::Generated)
}

/// What is said of this run. Its IRI is a digest of what it made, and of the time where one is given.
fn run(manifest: &Manifest, changed: &[&Entry], time: Option<&str>) -> Vec<Quad> {
    let named = |iri: String| NamedNode::new_unchecked(iri);
    let mut key = time.unwrap_or_default().to_owned();
    for file in changed {
        for part in [&file.iri, &file.sha256, &file.lexicon] {
            key.push('\n');
            key.push_str(part);
        }
    }
    let base = &manifest.base;
    let segment = segment(NodeKind::Run).unwrap_or_default();
    let iri = named(format!(
        "{base}id/{segment}/{}",
        &digest::sha256(key.as_bytes())[..12]
    ));
    let graph = Iris::new(base).unwrap_or_default().graph("provenance");
    let graph = GraphName::from(named(graph));
    let mut out = Vec::new();
    let mut say = |predicate: &str, object: Term| {
        out.push(Quad::new(
            iri.clone(),
            named(predicate.to_owned()),
            object,
            graph.clone(),
        ));
    };
    for class in classes(NodeKind::Run) {
        say(vocab::rdf::TYPE, named((*class).to_owned()).into());
    }
    let program = format!("zhengtu {}", env!("CARGO_PKG_VERSION"));
    say(
        attribute_iri(Attribute::Program),
        Literal::new_simple_literal(program).into(),
    );
    for lexicon in changed.iter().map(|f| &f.lexicon).collect::<BTreeSet<_>>() {
        say(
            attribute_iri(Attribute::Lexicon),
            Literal::new_simple_literal(lexicon).into(),
        );
    }
    if let Some(time) = time {
        let ended = Literal::new_typed_literal(time, named(vocab::xsd::DATE_TIME.to_owned()));
        say(attribute_iri(Attribute::EndedAt), ended.into());
    }
    for file in changed {
        say(
            relation_iri(Relation::Generated),
            named(file.iri.clone()).into(),
        );
    }
    out
}

/// The quads of an earlier provenance file.
fn read(path: &Path) -> Result<Vec<Quad>, DirectoryError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(io(path)(e)),
    };
    let parser = RdfParser::from_format(RdfFormat::NQuads).for_reader(BufReader::new(file));
    parser
        .collect::<Result<_, _>>()
        .map_err(|e| DirectoryError::Quads {
            path: path.to_owned(),
            source: ReadError::from(e),
        })
}
