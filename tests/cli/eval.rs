//! Scoring: the figures of the reference scorer, to the byte.

use predicates::prelude::*;
use predicates::str::contains;

use crate::{file, output, zhengtu};

const REPORT: &str = "seeds/samples/yunxi-2024.txt";
const GOLD: &str = "tests/gold/yunxi-2024.ann";

#[test]
fn figures_are_those_of_the_reference_scorer() {
    // `faulty.json` was written once by the reference scorer.
    let expected = std::fs::read_to_string(format!(
        "{}/tests/gold/faulty.json",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    assert_eq!(
        output(&[
            "eval",
            REPORT,
            GOLD,
            "--system",
            "tests/gold/faulty.ann",
            "--json"
        ]),
        expected
    );
}

#[test]
fn the_gold_agrees_with_itself() {
    let json = output(&["eval", REPORT, GOLD, "--system", GOLD, "--json"]);
    let scores: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (name, figure) in scores.as_object().unwrap() {
        let value = figure.get("f1").or(figure.get("accuracy"));
        assert_eq!(
            value.and_then(serde_json::Value::as_f64),
            Some(1.0),
            "{name}"
        );
    }
}

#[test]
fn errors_are_listed_in_context() {
    let listed = output(&[
        "eval",
        REPORT,
        GOLD,
        "--system",
        "tests/gold/faulty.ann",
        "--errors",
    ]);
    assert!(
        listed.contains("\n- ") && listed.contains("\n+ ") && listed.contains("\n~ "),
        "{listed}"
    );
    assert!(
        listed.contains('【') && listed.contains("Term tied to Project"),
        "{listed}"
    );
    assert!(!output(&["eval", REPORT, GOLD, "--system", GOLD, "--errors"]).contains("\n+ "));
}

#[test]
fn directories_are_scored_pair_by_pair_and_together() {
    let json = output(&["eval", "seeds/samples", "tests/gold", "--json"]);
    let scores: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(scores["reports"]["yunxi-2024"], scores["total"]);
    zhengtu()
        .args(["eval", "seeds/samples"])
        .assert()
        .code(1)
        .stderr(contains("no report"));
    zhengtu()
        .args(["eval", REPORT])
        .assert()
        .code(2)
        .stderr(contains("hint:"));
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

/// A small report and its gold, with signs that HTML would take for its own.
const SMALL: &str = "推进<“甲乙”&工程>建设，王湾镇先行。\n完成数据港一期。\n";
const SMALL_GOLD: &str = "T1\tStatement 0 20\t推进<“甲乙”&工程>建设，王湾镇先行。\nA1\tKind T1 task\n\
    T2\tStatement 21 29\t完成数据港一期。\nA2\tKind T2 achievement\n\
    T3\tTerm 3 7\t“甲乙”\nT4\tPlace 14 17\t王湾镇\nT5\tProject 23 28\t数据港一期\n\
    R1\tmentionedIn Arg1:T3 Arg2:T1\nR2\tconcerns Arg1:T3 Arg2:T4\n";
const SMALL_FOUND: &str = "T1\tStatement 0 20\t推进<“甲乙”&工程>建设，王湾镇先行。\nA1\tKind T1 achievement\n\
    T2\tStatement 21 29\t完成数据港一期。\nA2\tKind T2 achievement\n\
    T3\tTerm 3 10\t“甲乙”&工程\nT4\tPlace 14 17\t王湾镇\nT5\tPlace 23 28\t数据港一期\nT6\tEvent 0 2\t推进\n\
    R1\tmentionedIn Arg1:T3 Arg2:T1\nR2\tconcerns Arg1:T3 Arg2:T4\nR3\tconcerns Arg1:T3 Arg2:T5\n\
    #1\tAnnotatorNotes R2\t{\"scope\": \"clause\", \"score\": 0.95}\n\
    #2\tAnnotatorNotes R3\t{\"scope\": \"chain\", \"score\": 0.65}\n";

/// The page of the small report, as the file of this name.
fn page(name: &str, more: &[&str]) -> String {
    let (dir, report) = file("small.txt", SMALL.as_bytes());
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("gold.ann"), SMALL_GOLD).unwrap();
    std::fs::write(at("found.ann"), SMALL_FOUND).unwrap();
    zhengtu()
        .arg("eval")
        .args([&report, &at("gold.ann")])
        .arg("--system")
        .arg(at("found.ann"))
        .args(["--report", "-o"])
        .arg(at(name))
        .args(more)
        .assert()
        .success()
        .stdout("");
    std::fs::read_to_string(at(name)).unwrap()
}

#[test]
fn the_page_tells_confusions_calibration_and_examples() {
    let text = page("page.txt", &["--lang", "en"]);
    let row = |start: &str, after: &str| {
        let below = &text[text
            .find(after)
            .unwrap_or_else(|| panic!("{after}\n{text}"))..];
        let line = below.lines().find(|l| l.starts_with(start));
        let line = line.unwrap_or_else(|| panic!("{start}\n{text}"));
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(
        row("Project", "Labels of names").starts_with("Project · 1 · · · ·"),
        "{text}"
    );
    assert!(
        row("Term", "Labels of names").ends_with("1 · 1"),
        "bounds: {text}"
    );
    assert!(
        row("(not in the gold)", "Labels").ends_with("1 1"),
        "{text}"
    );
    assert!(row("0.90", "Scores of links to names").starts_with("0.90–1.00 1 1 1.000"));
    assert!(text.contains("【〔“甲乙”】&工程〕"), "{text}");
    assert!(text.contains("(0.65)"), "{text}");
}

#[test]
fn the_html_page_stands_alone() {
    let html = page("page.html", &["--lang", "zh"]);
    assert_eq!(html, page("page.html", &["--lang", "zh"]));
    assert!(
        html.contains("lang=\"zh-CN\"") && html.contains("地点"),
        "{html}"
    );
    assert!(
        html.contains("推进</mark>&lt;") && html.contains("&amp;工程"),
        "{html}"
    );
    for outside in [
        "<script", "http:", "https:", "url(", "@import", "<link", "page.",
    ] {
        assert!(!html.contains(outside), "{outside} in {html}");
    }
}

#[test]
fn a_page_needs_a_form_and_shows_no_more_than_asked() {
    let args = ["eval", REPORT, GOLD, "--system", "tests/gold/faulty.ann"];
    let with = |more: &[&'static str]| output(&[&args[..], more].concat());
    let items = |page: &str| page.lines().filter(|l| l.starts_with("  ")).count();
    let (all, one) = (
        with(&["--report", "--examples", "1000"]),
        with(&["--report", "--examples", "1"]),
    );
    assert!(items(&all) > items(&one) && items(&one) > 0, "{one}");
    let done = zhengtu()
        .args(args)
        .args(["--report", "-o", "page.pdf"])
        .assert();
    done.code(2).stderr(contains(".html"));
}
