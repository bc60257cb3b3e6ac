//! The index beside the quads: oxigraph's answers, on any pattern, and no harm from damaged files.

mod common;

use std::collections::BTreeSet;
use std::fs;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNodeRef;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use proptest::prelude::*;
use zhengtu::directory::{GraphDirectory, merge};
use zhengtu::graph::{KnowledgeGraph, NodeKind, Step, Tie, paths, ties};
use zhengtu::index::{Around, FOLDER, Index, Wanted};
use zhengtu::query::{named_queries, query};
use zhengtu::rdf::{BASE, Iris, prefixes};
use zhengtu::store::{KnowledgeStore, ONTOLOGY};

/// Rows as text, sorted: two engines may give them in any order.
fn rows(results: QueryResults<'_>) -> Vec<String> {
    let mut out: Vec<String> = match results {
        QueryResults::Solutions(rows) => rows
            .map(|row| {
                let row = row.expect("a row");
                row.iter().map(|(v, t)| format!("{v}={t};")).collect()
            })
            .collect(),
        QueryResults::Boolean(answer) => vec![answer.to_string()],
        QueryResults::Graph(triples) => triples.map(|t| t.expect("a triple").to_string()).collect(),
    };
    out.sort();
    out
}

fn in_memory(text: &str, store: &Store) -> Vec<String> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(&Iris::default()) {
        evaluator = evaluator.with_prefix(prefix, iri).expect("a prefix");
    }
    let mut prepared = evaluator.parse_query(text).expect("a query");
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    rows(prepared.on_store(store).execute().expect("an answer"))
}

#[test]
fn every_named_query_has_the_answers_of_oxigraphs_own_store() {
    let indexed = KnowledgeStore::new(Iris::default()).unwrap();
    let memory = Store::new().unwrap();
    for (name, text) in ONTOLOGY {
        let graph = NamedNodeRef::new_unchecked("https://w3id.org/zhengtu/graph/ontology");
        let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph);
        memory.load_from_slice(parser, text).expect(name);
    }
    for (name, year) in [("yunxi-2024", 2024), ("yunxi-2025", 2025)] {
        let quads = common::report_file(name, year).quads;
        indexed.load(name, &quads).unwrap();
        memory.load_from_slice(RdfFormat::NQuads, &quads).unwrap();
    }
    let mut texts: Vec<String> = vec![
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p".into(),
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g".into(),
        "SELECT ?s { ?s ?p 2025 }".into(),
        "SELECT ?x { ?x a/rdfs:subClassOf* zt:Entity }".into(),
        "ASK { ?s zt:nothing ?o }".into(),
    ];
    for named in named_queries() {
        let open = named.arguments.iter().fold(named.text.to_owned(), |t, a| {
            t.replace(&format!("{{ ${} }}", a.name), "{ UNDEF }")
        });
        texts.push(open);
    }
    let mut answered = 0;
    for text in texts {
        let expected = in_memory(&text, &memory);
        answered += usize::from(!expected.is_empty());
        let Ok(found) = query(&indexed, &text) else {
            panic!("no answer: {text}")
        };
        assert_eq!(rows(found), expected, "{text}");
    }
    assert!(answered > 10, "only {answered} queries have answers");
}

#[test]
fn long_joins_over_what_many_segments_share_have_the_answers_of_oxigraphs_own_store() {
    let indexed = KnowledgeStore::new(Iris::default()).unwrap();
    let memory = Store::new().unwrap();
    for report in 0..4 {
        let mut quads = String::new();
        for thing in 0..2_000 {
            let kind = (thing + report) % 9;
            quads += &format!("<e:r{report}t{thing}> <e:is> <e:k{kind}> <e:r{report}> .\n");
            // Most say the same of what they share; some say more.
            let name = if kind == report { report } else { 7 };
            quads += &format!("<e:k{kind}> <e:name> \"{name}\" <e:common> .\n");
        }
        indexed.load("a report", &quads).unwrap();
        memory.load_from_slice(RdfFormat::NQuads, &quads).unwrap();
    }
    for text in [
        "SELECT ?thing ?name { ?thing <e:is> ?kind . ?kind <e:name> ?name }",
        "SELECT ?name (COUNT(?thing) AS ?things) { ?kind <e:name> ?name . ?thing <e:is> ?kind } GROUP BY ?name",
        "SELECT ?thing { BIND(STR(3) AS ?name) ?kind <e:name> ?name . ?thing <e:is> ?kind }",
        "SELECT ?s ?o ?g { GRAPH ?g { ?s <e:name> ?o } }",
        "SELECT ?s ?o { GRAPH <e:common> { ?s ?p ?o } }",
    ] {
        let found = rows(query(&indexed, text).unwrap());
        assert!(found == in_memory(text, &memory), "{text}");
        assert!(!found.is_empty(), "{text}");
    }
}

fn directory(path: &std::path::Path) -> GraphDirectory {
    let files = vec![common::report_file("yunxi-2024", 2024)];
    merge(path, BASE, files, false, Some("2026-01-01T00:00:00Z")).expect("merged");
    GraphDirectory::open(path).expect("opened")
}

fn index(directory: &GraphDirectory) -> Index {
    Index::open(
        directory,
        "https://w3id.org/zhengtu/graph/ontology",
        &|_| (),
    )
    .map_err(|(path, e)| format!("{}: {e}", path.display()))
    .expect("an index")
}

#[test]
fn an_index_is_made_once_and_made_anew_when_damaged_or_out_of_date() {
    let dir = tempfile::tempdir().unwrap();
    let directory = directory(dir.path());
    let first = index(&directory);
    assert_eq!((first.made(), index(&directory).made()), (2, 0));
    for file in fs::read_dir(dir.path().join(FOLDER)).unwrap() {
        let path = file.unwrap().path();
        let whole = fs::read(&path).unwrap();
        for damaged in [&whole[..whole.len() - 1], &whole[..20], &[][..]] {
            fs::write(dir.path().join("damaged"), damaged).unwrap();
            fs::rename(dir.path().join("damaged"), &path).unwrap();
            let mended = index(&directory);
            assert_eq!((mended.made(), mended.quads()), (1, first.quads()));
            assert!(fs::read(&path).unwrap() == whole, "{}", path.display());
        }
    }
    let quads = &directory.files()[0];
    let text = fs::read_to_string(quads).unwrap();
    let (_, shorter) = text.split_once('\n').unwrap();
    fs::write(quads, shorter).unwrap();
    let changed = index(&directory);
    assert_eq!((changed.made(), changed.quads()), (1, first.quads() - 1));
}

/// Changes bytes of a file beyond `from`, leaving mappings of the old one as they are.
fn damage(path: &std::path::Path, from: usize) {
    let mut bytes = fs::read(path).unwrap();
    for (i, byte) in bytes.iter_mut().enumerate().skip(from) {
        *byte ^= (i * 37 % 251) as u8;
    }
    let other = path.with_extension("damaged");
    fs::write(&other, bytes).unwrap();
    fs::rename(&other, path).unwrap();
}

#[test]
fn damage_inside_a_file_is_noticed_when_it_is_read_and_mended() {
    let dir = tempfile::tempdir().unwrap();
    let directory = directory(dir.path());
    let texts = [
        "SELECT ?s ?p ?o { ?s ?p ?o }",
        "SELECT ?t ?l { ?t a zt:Term ; skos:prefLabel ?l }",
    ];
    let answers = |store: &KnowledgeStore| {
        let rows = |text| rows(query(store, text).unwrap_or_else(|e| panic!("{text}: {e}")));
        texts.map(rows)
    };
    let expected = answers(&KnowledgeStore::open(&directory).unwrap());
    let files = fs::read_dir(dir.path().join(FOLDER)).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    for path in &files {
        let whole = fs::read(path).unwrap();
        for from in [whole.len() * 2 / 5, whole.len() * 4 / 5, whole.len() - 3] {
            damage(path, from);
            // The front is whole, so that nothing shows before it is read.
            let store = KnowledgeStore::open(&directory).unwrap();
            assert_eq!((store.index().made(), store.index().mended()), (0, (0, 0)));
            assert!(
                answers(&store) == expected,
                "{} from {from}",
                path.display()
            );
            assert_eq!(store.index().mended(), (1, 0));
            assert!(fs::read(path).unwrap() == whole, "written anew");
        }
    }
}

#[test]
fn what_cannot_be_mended_ends_in_less_answers_and_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let directory = directory(dir.path());
    drop(index(&directory));
    for file in fs::read_dir(dir.path().join(FOLDER)).unwrap() {
        damage(&file.unwrap().path(), 2000);
    }
    let store = KnowledgeStore::open(&directory).unwrap();
    for path in directory.files() {
        fs::remove_file(path).unwrap();
    }
    if let Ok(QueryResults::Solutions(rows)) = query(&store, "SELECT * { ?s ?p ?o }") {
        assert!(rows.count() <= 100_000);
    }
    assert!(store.index().mended().1 > 0);
}

#[test]
fn an_excerpt_of_everything_is_the_graph() {
    let dir = tempfile::tempdir().unwrap();
    let reports = [("yunxi-2024", 2024), ("yunxi-2025", 2025)];
    let files = reports.map(|(name, year)| common::report_file(name, year));
    merge(dir.path(), BASE, files.into(), false, None).expect("merged");
    let directory = GraphDirectory::open(dir.path()).expect("opened");
    let graph = directory.graph().expect("a graph");
    let index = index(&directory);
    let mut excerpt = index.excerpt();
    for kind in NodeKind::ALL {
        excerpt.take(kind);
    }
    assert!(excerpt.graph(Wanted::default()).expect("an excerpt") == graph);
    assert!(graph.names().eq(excerpt.names().iter().map(String::as_str)));
    for name in graph.names() {
        let named = graph.named(name).into_iter().map(|id| &graph.get(id).iri);
        assert!(named.eq(excerpt.named(name).iter()), "{name}");
    }
}

#[test]
fn what_lies_around_a_thing_is_all_that_the_graph_ties_it_by() {
    let dir = tempfile::tempdir().unwrap();
    let directory = directory(dir.path());
    let graph = directory.graph().expect("a graph");
    let mut tied = 0;
    for (id, node) in graph.nodes().filter(|(_, node)| node.kind.is_entity()) {
        let mut excerpt = index(&directory).excerpt();
        excerpt.take_around(&node.iri, Around::Card);
        let part = excerpt.graph(Wanted::default()).expect("an excerpt");
        let there = part.find(&node.iri).expect("the thing itself");
        assert_eq!(part.get(there), node);
        let told = |graph: &KnowledgeGraph, id| -> Vec<String> {
            let tell = |tie: Tie| {
                let links = tie.links.iter().map(|link| graph.get(*link).iri.as_str());
                let links = links.collect::<Vec<_>>().join(" ");
                format!("{} {:?} {links}", graph.get(tie.other).iri, tie.relations)
            };
            ties(graph, id).into_iter().map(tell).collect()
        };
        assert_eq!(told(&part, there), told(&graph, id));
        tied += told(&graph, id).len();
    }
    assert!(tied > 20, "only {tied} ties");
}

#[test]
fn the_ways_that_an_excerpt_takes_are_those_of_the_graph() {
    let dir = tempfile::tempdir().unwrap();
    let directory = directory(dir.path());
    let index = index(&directory);
    let graph = directory.graph().expect("a graph");
    let things = graph.nodes().filter(|(_, node)| node.kind.is_entity());
    let things: Vec<_> = things.map(|(id, node)| (id, node.iri.as_str())).collect();
    let told = |graph: &KnowledgeGraph, from: &str, to: &str| -> Vec<String> {
        let (Some(from), Some(to)) = (graph.find(from), graph.find(to)) else {
            return Vec::new();
        };
        let ways = paths(graph, from, to, 4, 3).into_iter();
        let step = |step: &Step| format!("{:?} {} ", step.relation, graph.get(step.to).iri);
        ways.map(|way| way.iter().map(step).collect()).collect()
    };
    let mut longest = 0;
    for (_, from) in things.iter().step_by(7) {
        for (_, to) in things.iter().step_by(5) {
            let mut excerpt = index.excerpt();
            excerpt.take_ways(from, to, 4);
            let part = excerpt.graph(Wanted::default()).expect("an excerpt");
            let expected = told(&graph, from, to);
            assert_eq!(told(&part, from, to), expected, "{from} {to}");
            let steps = expected.iter().map(|way| way.matches("http").count());
            longest = steps.max().unwrap_or(0).max(longest);
        }
    }
    assert!(longest >= 3, "no way is longer than {longest}");
}

proptest! {
    #[test]
    fn any_pattern_matches_what_a_plain_filter_matches(
        quads in prop::collection::vec((0u8..6, 0u8..4, 0u8..6), 0..60),
        cut in 0usize..60,
        s in prop::option::of(0u8..7), p in 0u8..5, o in prop::option::of(0u8..7),
    ) {
        // A triple stands in one graph: which one follows from its subject.
        let quads: BTreeSet<_> = quads.into_iter().collect();
        let line = |&(s, p, o): &(u8, u8, u8)| format!("<e:s{s}> <e:p{p}> <e:s{o}> <e:g{}> .\n", s % 2);
        let whole: String = quads.iter().map(line).collect();
        let half: String = quads.iter().take(cut).map(line).collect();
        let index = Index::of([whole.as_str(), half.as_str()]).unwrap();
        prop_assert_eq!(index.quads(), quads.len());
        let iri = |n: u8| format!("e:s{n}");
        let (subject, object) = (s.map(iri), o.map(iri));
        let predicate = format!("e:p{p}");
        let found = index
            .matching(
                subject.as_deref().map(NamedNodeRef::new_unchecked),
                NamedNodeRef::new_unchecked(&predicate),
                object.as_deref().map(|o| NamedNodeRef::new_unchecked(o).into()),
            )
            .map(|(s, o)| format!("{s} {o}"))
            .collect::<BTreeSet<_>>();
        let fits = |q: &&(u8, u8, u8)| s.is_none_or(|s| s == q.0) && p == q.1 && o.is_none_or(|o| o == q.2);
        let expected: BTreeSet<_> = quads.iter().filter(fits).map(|q| format!("<e:s{}> <e:s{}>", q.0, q.2)).collect();
        prop_assert_eq!(found, expected);
    }
}
