//! Questions to a graph: list, show, why, query, export.

use predicates::prelude::*;
use predicates::str::contains;

use crate::{graph, output, zhengtu};

#[test]
fn components_come_in_order_with_fixed_columns() {
    let csv = output(&[
        "query",
        "--name",
        "components",
        "两带一心三片",
        "-f",
        "csv",
        "-g",
        graph(),
    ]);
    let mut lines = csv.lines();
    assert_eq!(lines.next().map(str::trim), Some("order,label,text"));
    assert!(
        lines.next().is_some_and(|l| l.starts_with("1,两带,")),
        "{csv}"
    );
}

#[test]
fn named_queries_are_listed_with_their_columns() {
    let list = output(&["query", "--list"]);
    assert!(
        list.contains("components TERM → order,label,text\n"),
        "{list}"
    );
    assert!(
        list.contains("planned PLACE → statement,indicator,value,unit,start,end,text\n"),
        "{list}"
    );
    assert!(list.matches(" → ").count() >= 12);
    assert!(output(&["query", "--list", "--lang", "zh"]).contains("任务"));
}

#[test]
fn a_syntax_error_is_shown_with_a_mark_under_its_place() {
    let query = "SELECT ?x {\n  ?x a zt:Term ;; foo }";
    let done = zhengtu()
        .args(["query", query, "-g", graph()])
        .assert()
        .code(2)
        .stdout("");
    done.stderr(
        contains("line 2, column ")
            .and(contains("\n    ?x a zt:Term ;; foo }\n"))
            .and(contains("^")),
    );
}

#[test]
fn queries_come_from_arguments_files_and_standard_input() {
    let query = "ASK { ?t a zt:Task ; zt:status code:status-planned }";
    assert_eq!(output(&["query", query, "-g", graph()]), "true\n");
    zhengtu()
        .args(["query", "-", "-g", graph()])
        .write_stdin(query)
        .assert()
        .success()
        .stdout("true\n");
    let (_dir, path) = crate::file("q.rq", query.as_bytes());
    assert_eq!(
        output(&["query", "--file", path.to_str().unwrap(), "-g", graph()]),
        "true\n"
    );
    let rdf = output(&[
        "query",
        "CONSTRUCT WHERE { ?t a zt:WorkReport }",
        "-f",
        "nt",
        "-g",
        graph(),
    ]);
    assert_eq!(rdf.lines().count(), 2, "{rdf}");
    zhengtu()
        .args(["query", query, "-f", "ttl", "-g", graph()])
        .assert()
        .code(2);
    zhengtu()
        .args(["query", "--name", "nothing", "-g", graph()])
        .assert()
        .code(2)
        .stderr(contains("components"));
    zhengtu()
        .args(["query", "--name", "tasks", "-g", graph()])
        .assert()
        .code(2)
        .stderr(contains("tasks TERM"));
}

#[test]
fn cards_say_what_a_term_stands_for_and_its_verdict() {
    let card = output(&["show", "四减两增", "-g", graph()]);
    assert!(
        card.contains("do NOT agree") && card.contains("1. 四减"),
        "{card}"
    );
    let chinese = output(&["show", "四减两增", "-g", graph(), "--lang", "zh"]);
    assert!(
        chinese.contains("各项与数字不符") && chinese.contains("计划任务"),
        "{chinese}"
    );
    assert!(
        !chinese.contains("kind.") && !chinese.contains("scope."),
        "{chinese}"
    );
    let district = output(&["show", "枕溪镇", "-g", graph()]);
    assert!(
        district.contains("和美水乡") && district.contains("【枕溪镇】"),
        "{district}"
    );
    assert!(output(&["show", "990101-2025", "-g", graph()]).contains("四减两增"));
}

#[test]
fn a_near_miss_suggests_names() {
    let miss = zhengtu()
        .args(["show", "两带一心", "-g", graph()])
        .assert()
        .code(1)
        .stdout("");
    miss.stderr(contains("两带一心三片"));
    let miss = zhengtu()
        .args(["why", "和美水香", "枕溪镇", "-g", graph()])
        .assert()
        .code(1);
    miss.stderr(contains("和美水乡"));
}

#[test]
fn why_shows_sentence_offsets_rules_and_how_to_mend() {
    let why = output(&["why", "和美水乡", "枕溪镇", "-g", graph()]);
    for part in [
        "【枕溪】",
        "score 0.",
        "rules.tsv:",
        "samples/divisions.tsv:",
        "tied by rule link.",
        "overrides/reject.tsv",
    ] {
        assert!(why.contains(part), "no {part} in\n{why}");
    }
}

#[test]
fn lists_are_data_with_fixed_keys() {
    let csv = output(&["list", "terms", "-f", "csv", "-g", graph(), "--lang", "zh"]);
    assert!(
        csv.starts_with("name,mentions,reports,tasks,defined,id\n"),
        "{csv}"
    );
    let json = output(&[
        "list",
        "tasks",
        "-r",
        "990101-2025",
        "-n",
        "3",
        "-f",
        "json",
        "-g",
        graph(),
    ]);
    let tasks: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(tasks.as_array().map(Vec::len), Some(3));
    assert!(tasks[0]["start"].is_u64());
    for what in [
        "places",
        "projects",
        "organisations",
        "policies",
        "events",
        "reports",
        "indicators",
    ] {
        assert!(
            output(&["list", what, "-g", graph()]).lines().count() > 2,
            "{what}"
        );
    }
}

#[test]
fn a_missing_graph_says_how_to_make_one() {
    let done = zhengtu()
        .args(["list", "terms", "-g", "no/such/graph"])
        .assert()
        .code(1);
    done.stderr(contains("zhengtu build"));
}

#[test]
fn exports_parse() {
    use oxigraph::io::{RdfFormat, RdfParser};
    let count = |text: &str, format| {
        let parsed = RdfParser::from_format(format)
            .for_slice(text.as_bytes())
            .collect::<Result<Vec<_>, _>>();
        parsed.expect("valid RDF").len()
    };
    let export = |format| output(&["export", "--format", format, "-g", graph()]);
    let quads = count(&export("nq"), RdfFormat::NQuads);
    assert!(quads > 5000);
    for (name, format) in [
        ("ttl", RdfFormat::Turtle),
        ("trig", RdfFormat::TriG),
        ("nt", RdfFormat::NTriples),
        ("rdfxml", RdfFormat::RdfXml),
    ] {
        assert_eq!(count(&export(name), format), quads, "{name}");
    }
}
