//! Queries as a user types them: prefixes, the union graph, names, errors with a place.

mod common;

use common::store;
use oxigraph::sparql::QueryResults;
use zhengtu::graph::{KnowledgeGraph, Relation, add_report, neighbourhood, paths};
use zhengtu::query::{QueryError, Wanted, query, resolve, run_named};
use zhengtu::rdf::Iris;

fn rows(results: QueryResults<'_>) -> usize {
    let QueryResults::Solutions(solutions) = results else {
        panic!("a SELECT query")
    };
    solutions.filter(|s| s.as_ref().is_ok()).count()
}

#[test]
fn a_term_is_found_by_every_name_that_a_person_may_type() {
    let store = store();
    let found = resolve(&store, Wanted::Term, "溪畔书香").unwrap();
    assert_eq!(found.len(), 1);
    for name in [
        "“溪畔书香”",
        " 溪畔 书香 ",
        "term:溪畔书香",
        found[0].as_str(),
        &found[0].to_string(),
    ] {
        assert_eq!(
            resolve(&store, Wanted::Term, name).unwrap(),
            found,
            "{name}"
        );
    }
}

#[test]
fn a_place_is_found_by_code_full_name_and_short_form() {
    let store = store();
    let full = resolve(&store, Wanted::Place, "荻浦镇").unwrap();
    assert_eq!(
        full[0].as_str(),
        "https://w3id.org/zhengtu/id/place/990101100"
    );
    assert_eq!(resolve(&store, Wanted::Place, "990101100").unwrap(), full);
    assert_eq!(resolve(&store, Wanted::Place, "荻浦").unwrap(), full);
}

#[test]
fn a_name_of_nothing_is_an_error_that_names_what_is_near() {
    let store = store();
    let error = resolve(&store, Wanted::Term, "溪畔书湘").unwrap_err();
    let QueryError::NotFound { near, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(near.first().map(String::as_str), Some("溪畔书香"));
}

#[test]
fn what_a_user_types_never_becomes_part_of_a_query() {
    let store = store();
    for nasty in [
        "x> } DROP ALL #",
        "\" } UNION { ?s ?p ?o",
        "<http://e.org/> <http://f.org/>",
        "}",
    ] {
        let result = run_named(&store, "tasks", &[nasty.to_owned()]);
        assert!(
            matches!(result, Err(QueryError::NotFound { .. })),
            "{nasty}"
        );
    }
}

#[test]
fn a_wrong_query_is_told_with_line_and_column() {
    let store = store();
    let Err(error) = query(&store, "SELECT ?x WHERE {\n  ?x a zt:Term ;;; }\n LIMIT x") else {
        panic!("accepted")
    };
    assert!(
        matches!(
            error,
            QueryError::Syntax {
                line: 3,
                column: 8,
                ..
            }
        ),
        "{error}"
    );
    assert!(query(&store, "DROP ALL").is_err(), "an update is no query");
}

#[test]
fn named_queries_say_how_they_are_called() {
    let store = store();
    let Err(error) = run_named(&store, "evidence", &[]) else {
        panic!("accepted")
    };
    assert_eq!(
        error.to_string(),
        "usage: query --name evidence TERM [NAME]"
    );
    let Err(error) = run_named(&store, "none", &[]) else {
        panic!("accepted")
    };
    assert!(error.to_string().contains("components"), "{error}");
}

#[test]
fn the_default_graph_is_the_union_unless_the_query_says_which() {
    let store = store();
    let count = |text: &str| rows(query(&store, text).unwrap());
    let all = count("SELECT ?r { ?r a zt:WorkReport }");
    assert_eq!(all, 2);
    let one =
        "SELECT ?r FROM <https://w3id.org/zhengtu/graph/report/990101-2024> { ?r a zt:WorkReport }";
    assert_eq!(count(one), 1);
}

#[test]
fn a_way_from_a_term_to_a_place_is_found_and_does_not_lead_over_the_district() {
    let mut graph = KnowledgeGraph::new();
    add_report(
        &mut graph,
        &common::analysis("yunxi-2025", 2025),
        common::rules(),
        &Iris::default(),
    );
    let (id, _) = graph
        .nodes()
        .find(|&(id, _)| graph.out(id).iter().any(|(r, _)| r.is_link()))
        .expect("a link");
    let (_, end) = graph
        .out(id)
        .into_iter()
        .find(|(r, _)| r.is_link())
        .expect("a link");
    let found = paths(&graph, id, end, 3, 5);
    assert!(found.iter().all(|way| way.len() == 1) && !found.is_empty());
    let near = neighbourhood(&graph, &[id], 1, |_| true);
    assert_eq!((near[&id], near[&end]), (0, 1));
    let district = graph
        .find("https://w3id.org/zhengtu/id/place/990101")
        .expect("the district");
    let towns: Vec<_> = KnowledgeGraph::into(&graph, district)
        .into_iter()
        .filter(|(relation, _)| *relation == Relation::Within)
        .map(|(_, town)| town)
        .collect();
    for way in paths(&graph, towns[0], towns[1], 2, 50) {
        assert!(
            way.iter().all(|step| step.relation != Relation::Within),
            "{way:?}"
        );
    }
}
