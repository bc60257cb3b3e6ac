//! The ontology, its code lists and its queries agree with what the program writes.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::store;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QueryResults;
use zhengtu::graph::{Attribute, NodeKind, Relation, codes};
use zhengtu::query::{named_queries, query, run_named};
use zhengtu::rdf::{attribute_iri, classes, relation_iri, vocab};
use zhengtu::store::{KnowledgeStore, ONTOLOGY};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("ontology")
        .join(name)
}

/// The `.rq` files of a folder, sorted.
fn queries(name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(name)).expect("a folder");
    let mut out: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    out.retain(|path| path.extension().is_some_and(|e| e == "rq"));
    out.sort();
    out
}

fn triples() -> Vec<Quad> {
    let parse = |text: &str| {
        let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        parser
            .collect::<Result<Vec<_>, _>>()
            .expect("the ontology is Turtle")
    };
    ONTOLOGY.iter().flat_map(|(_, text)| parse(text)).collect()
}

/// Subjects in a namespace with one of these classes.
fn declared(triples: &[Quad], namespace: &str, classes: &[&str]) -> BTreeSet<String> {
    let fits = |quad: &&Quad| {
        quad.predicate.as_str() == RDF_TYPE
            && matches!(&quad.object, Term::NamedNode(class) if classes.iter().any(|c| class.as_str().ends_with(c)))
    };
    let subjects = triples.iter().filter(fits).map(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(_) => String::new(),
    });
    subjects.filter(|iri| iri.starts_with(namespace)).collect()
}

/// A table as CSV: prefixed where an IRI has a prefix.
fn csv(results: QueryResults<'_>) -> String {
    let QueryResults::Solutions(solutions) = results else {
        panic!("a SELECT query")
    };
    let variables: Vec<String> = solutions
        .variables()
        .iter()
        .map(|v| v.as_str().to_owned())
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&variables).unwrap();
    for solution in solutions {
        let solution = solution.expect("a solution");
        let cell = |variable: &String| match solution.get(variable.as_str()) {
            Some(Term::NamedNode(node)) => node
                .as_str()
                .replace("https://w3id.org/zhengtu/id/report/", "report:"),
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            _ => String::new(),
        };
        writer.write_record(variables.iter().map(cell)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn code_and_ontology_have_the_same_classes_and_properties() {
    let ours = vocab::zt::NAMESPACE;
    let mut written: BTreeSet<String> = BTreeSet::from([vocab::zt::FIGURE_STRUCTURE.to_owned()]);
    written.extend(
        NodeKind::ALL
            .into_iter()
            .flat_map(classes)
            .map(|&iri| iri.to_owned()),
    );
    written.extend(
        Relation::ALL
            .into_iter()
            .map(|r| relation_iri(r).to_owned()),
    );
    written.extend(
        Attribute::ALL
            .into_iter()
            .map(|a| attribute_iri(a).to_owned()),
    );
    written.retain(|iri| iri.starts_with(ours));
    let kinds = [
        "owl#Class",
        "owl#ObjectProperty",
        "owl#DatatypeProperty",
        "cube#DataStructureDefinition",
    ];
    assert_eq!(written, declared(&triples(), ours, &kinds));
    let constants: BTreeSet<String> = vocab::zt::ALL.iter().map(|&iri| iri.to_owned()).collect();
    assert_eq!(written, constants, "constants that nothing writes");
}

#[test]
fn code_and_code_lists_have_the_same_codes() {
    let written: BTreeSet<String> = codes::ALL
        .iter()
        .map(|(list, name)| codes::iri(list, name))
        .collect();
    let triples = triples();
    assert_eq!(
        written,
        declared(&triples, vocab::code::NAMESPACE, &["core#Concept"])
    );
    let lists: BTreeSet<String> = codes::ALL
        .iter()
        .map(|(list, _)| codes::list_iri(list))
        .collect();
    assert_eq!(
        lists,
        declared(&triples, vocab::code::NAMESPACE, &["core#ConceptScheme"])
    );
}

#[test]
fn the_ontology_has_no_blank_nodes() {
    for quad in triples() {
        assert!(
            matches!(quad.subject, NamedOrBlankNode::NamedNode(_)),
            "{quad}"
        );
        assert!(!matches!(quad.object, Term::BlankNode(_)), "{quad}");
    }
}

#[test]
fn every_check_returns_no_rows() {
    let store = store();
    let checks = queries("checks");
    assert!(checks.len() >= 12, "{} checks", checks.len());
    for path in checks {
        let text = std::fs::read_to_string(&path).unwrap();
        let results = query(&store, &text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let rows = csv(results);
        assert_eq!(rows.lines().count(), 1, "{}:\n{rows}", path.display());
    }
}

#[test]
fn competency_questions_have_the_expected_answers() {
    let store = store();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let files = queries("queries");
    assert!(files.len() >= 12, "{} questions", files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let question = text.lines().next().unwrap_or_default();
        assert!(
            question.starts_with("# ") && question.contains(" / "),
            "{}: {question}",
            path.display()
        );
        let answer =
            csv(query(&store, &text).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        let expected = path.with_extension("csv");
        if update {
            std::fs::write(&expected, &answer).unwrap();
        } else {
            let expected = std::fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(
                answer,
                expected,
                "{}; UPDATE_EXPECT=1 cargo test rewrites it",
                path.display()
            );
        }
    }
}

#[test]
fn every_named_query_runs_and_scripts_find_their_columns() {
    let store = store();
    let columns = BTreeMap::from([
        ("components", "order,label,text"),
        ("tasks", "statement,status,start,end,text"),
        ("evidence", "name,type,scope,score,start,end,text"),
        ("planned", "statement,indicator,value,unit,start,end,text"),
        ("definitions", "report,text,agrees"),
    ]);
    for named in named_queries() {
        let args: Vec<String> = named
            .arguments
            .iter()
            .map(|a| example(&store, a.name))
            .collect();
        let rows =
            csv(run_named(&store, named.name, &args)
                .unwrap_or_else(|e| panic!("{}: {e}", named.name)));
        assert!(
            !named.en.is_empty() && !named.zh.is_empty(),
            "{} says what it answers",
            named.name
        );
        if !RARE.contains(&named.name) {
            assert!(rows.lines().count() > 1, "{} finds nothing", named.name);
        }
        if let Some(&expected) = columns.get(named.name) {
            assert_eq!(rows.lines().next(), Some(expected), "{}", named.name);
        }
    }
}

/// Queries that may find nothing in a report that keeps its word.
const RARE: [&str; 8] = [
    "evidence",
    "planned",
    "places",
    "promises",
    "problems",
    "disagreements",
    "undefined",
    "targets",
];

/// An argument that the samples know.
fn example(store: &KnowledgeStore, argument: &str) -> String {
    let first = |text: &str| {
        let rows = csv(query(store, text).expect("a query"));
        rows.lines().nth(1).expect("a row").to_owned()
    };
    match argument {
        "TERM" => "“1+4+6”现代产业体系".to_owned(),
        "PLACE" => "990101".to_owned(),
        "REPORT" => "990101-2025".to_owned(),
        "NAME" => {
            first("SELECT ?name { ?l a zt:Link ; zt:to/skos:prefLabel ?name } ORDER BY ?name")
        }
        "INDICATOR" => first(
            "SELECT ?name { ?o zt:indicator/skos:prefLabel ?name FILTER(LANG(?name) = \"zh\") } ORDER BY ?name",
        ),
        other => panic!("no example for {other}"),
    }
}

#[test]
fn the_json_ld_context_names_every_class_and_property() {
    let text = std::fs::read_to_string(folder("context.jsonld")).unwrap();
    let context: serde_json::Value = serde_json::from_str(&text).unwrap();
    let context = context["@context"].as_object().unwrap();
    let expand = |value: &serde_json::Value| {
        let name = value
            .as_str()
            .or_else(|| value["@id"].as_str())
            .unwrap_or_default();
        match name.split_once(':') {
            Some((prefix, local)) => context
                .get(prefix)
                .and_then(|iri| Some(format!("{}{local}", iri.as_str()?))),
            None => None,
        }
    };
    let known: BTreeSet<String> = context.values().filter_map(expand).collect();
    let ours = vocab::zt::NAMESPACE;
    let written = Relation::ALL.into_iter().map(relation_iri);
    let written = written.chain(Attribute::ALL.into_iter().map(attribute_iri));
    let written = written.chain(
        NodeKind::ALL
            .into_iter()
            .map(|k| classes(k)[0])
            .filter(|iri| iri.starts_with(ours)),
    );
    for iri in written {
        assert!(known.contains(iri), "{iri}");
    }
}
