//! Scoring: the figures of the reference scorer, to the byte.

use predicates::prelude::*;
use predicates::str::contains;

use crate::{file, output, zhengtu};

const REPORT: &str = "seeds/samples/yunxi-2024.txt";
const GOLD: &str = "tests/gold/yunxi-2024.ann";

#[test]
fn figures_are_those_of_the_reference_scorer() {
    // `faulty.json` was written once by the reference scorer.
    let expected = std::fs::read_to_string(format!("{}/tests/gold/faulty.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(output(&["eval", REPORT, GOLD, "--system", "tests/gold/faulty.ann", "--json"]), expected);
}

#[test]
fn the_gold_agrees_with_itself() {
    let json = output(&["eval", REPORT, GOLD, "--system", GOLD, "--json"]);
    let scores: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (name, figure) in scores.as_object().unwrap() {
        let value = figure.get("f1").or(figure.get("accuracy"));
        assert_eq!(value.and_then(serde_json::Value::as_f64), Some(1.0), "{name}");
    }
}

#[test]
fn errors_are_listed_in_context() {
    let listed = output(&["eval", REPORT, GOLD, "--system", "tests/gold/faulty.ann", "--errors"]);
    assert!(listed.contains("\n- ") && listed.contains("\n+ ") && listed.contains("\n~ "), "{listed}");
    assert!(listed.contains('【') && listed.contains("Term tied to Project"), "{listed}");
    assert!(!output(&["eval", REPORT, GOLD, "--system", GOLD, "--errors"]).contains("\n+ "));
}

#[test]
fn directories_are_scored_pair_by_pair_and_together() {
    let json = output(&["eval", "seeds/samples", "tests/gold", "--json"]);
    let scores: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(scores["reports"]["yunxi-2024"], scores["total"]);
    zhengtu().args(["eval", "seeds/samples"]).assert().code(1).stderr(contains("no report"));
    zhengtu().args(["eval", REPORT]).assert().code(2).stderr(contains("hint:"));
}

#[test]
fn annotations_of_another_text_are_refused() {
    for (line, said) in [
        ("T1\tStatement 0 4\t另一文本", "is not what stands"),
        ("T1\tStatement 0 999999\t2024", "outside"),
        ("T1 Statement", "not a brat annotation"),
        ("# nothing", "no Statement"),
    ] {
        let (_dir, path) = file("gold.ann", format!("{line}\n").as_bytes());
        let done = zhengtu().args(["eval", REPORT]).arg(&path).assert().code(1);
        done.stderr(contains(said).and(contains("gold.ann")));
    }
}
