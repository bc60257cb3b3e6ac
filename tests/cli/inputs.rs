//! What is read: files, standard input, sidecars, and inputs that are no reports.

use predicates::prelude::*;
use predicates::str::contains;

use crate::{file, output, zhengtu};

const SAMPLE: &str = "seeds/samples/yunxi-2024.txt";

#[test]
fn standard_input_is_read_like_a_file() {
    let text = std::fs::read(format!("{}/{SAMPLE}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let piped = zhengtu()
        .args(["extract", "-"])
        .write_stdin(text)
        .assert()
        .success();
    assert_eq!(
        String::from_utf8_lossy(&piped.get_output().stdout),
        output(&["extract", SAMPLE])
    );
}

#[test]
fn output_is_the_same_whatever_the_number_of_threads() {
    for format in ["jsonl", "nq", "ttl"] {
        let one = output(&["extract", "seeds/samples", "-f", format, "--jobs", "1"]);
        assert_eq!(
            one,
            output(&["extract", "seeds/samples", "-f", format, "--jobs", "4"]),
            "{format}"
        );
        assert!(one.lines().count() >= 2);
    }
}

#[test]
fn what_is_no_report_is_named_with_its_fault() {
    let huge = "报".repeat(12 << 20);
    for (name, content, said) in [
        ("empty.txt", &b""[..], "the file is empty"),
        ("blank.txt", " \u{3000}\n\n".as_bytes(), "the file is empty"),
        ("binary.txt", b"\xE6\x8A\xA5\0\x01", "binary data"),
        ("gb.txt", b"\xD5\xFE\xB8\xAE\xB9\xA4\xD7\xF7", "not UTF-8"),
        ("zip.txt", b"PK\x03\x04rest", "not read yet"),
        ("huge.txt", huge.as_bytes(), "more than"),
    ] {
        let (_dir, path) = file(name, content);
        for command in ["extract", "build"] {
            let graph = path.with_file_name("graph");
            let mut call = zhengtu();
            call.arg(command).arg(&path);
            if command == "build" {
                call.arg("-g").arg(&graph);
            }
            let done = call
                .assert()
                .code(1)
                .stdout("")
                .stderr(contains(said).and(contains(name)));
            done.stderr(contains("panicked").not().and(contains("Error {").not()));
            assert!(!graph.exists());
        }
    }
    zhengtu()
        .args(["extract", "no/such.txt"])
        .assert()
        .code(1)
        .stderr(contains("no such file"));
    zhengtu()
        .args(["extract", "no/such.txt", "--lang", "zh"])
        .assert()
        .code(1)
        .stderr(contains("没有此文件"));
}

#[test]
fn a_text_without_a_report_is_a_warning() {
    let (_dir, path) = file("story.txt", "从前有一座山。山里有一座庙。\n".as_bytes());
    let done = zhengtu().arg("extract").arg(&path).assert().success();
    done.stderr(contains("is this a government work report?").and(contains("hint:")));
    zhengtu()
        .arg("extract")
        .arg(&path)
        .arg("-q")
        .assert()
        .success()
        .stderr("");
}

#[test]
fn a_faulty_input_does_not_keep_the_rest_out() {
    let (dir, path) = file("binary.txt", b"\0\0");
    let graph = dir.path().join("graph");
    let done = zhengtu()
        .args(["build", SAMPLE])
        .arg(&path)
        .arg("-g")
        .arg(&graph)
        .assert()
        .code(1);
    done.stdout(contains("990101-2024"))
        .stderr(contains("binary.txt").and(contains("1 of 2")));
    let manifest = std::fs::read(graph.join("manifest.json")).unwrap();
    // Nothing readable: the graph stays as it is.
    zhengtu()
        .arg("build")
        .arg(&path)
        .arg("-g")
        .arg(&graph)
        .assert()
        .code(1)
        .stderr(contains("as it was"));
    assert_eq!(
        std::fs::read(graph.join("manifest.json")).unwrap(),
        manifest
    );
}

#[test]
fn sidecars_declare_and_the_command_line_wins() {
    let text = std::fs::read(format!("{}/{SAMPLE}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (_dir, path) = file("report.txt", &text);
    let sidecar = path.with_file_name("report.meta.toml");
    let iri = |args: &[&str]| {
        let done = zhengtu()
            .args(["extract", "-f", "nq"])
            .arg(&path)
            .args(args)
            .assert()
            .success();
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    };
    std::fs::write(
        &sidecar,
        "government = 990101\nyear = 2030\nedition = \"b\"\n",
    )
    .unwrap();
    assert!(iri(&[]).contains("id/report/990101-2030-b#"));
    assert!(
        iri(&["--year", "2031", "--government", "芸溪区"]).contains("id/report/990101-2031-b#")
    );
    std::fs::write(&sidecar, "yaer = 2030\n").unwrap();
    let done = zhengtu().arg("extract").arg(&path).assert().code(1);
    done.stderr(contains("report.meta.toml:1").and(contains("hint:")));
    std::fs::remove_file(&sidecar).unwrap();
    let unknown = zhengtu()
        .arg("extract")
        .arg(&path)
        .args(["--government", "123456"])
        .assert()
        .code(2);
    unknown.stderr(contains("123456"));
}

#[test]
fn a_rejected_name_is_not_found_again() {
    let name = "“和美水乡”示范片区";
    assert!(output(&["extract", SAMPLE]).contains(&format!("\t{name}\n")));
    let (dir, _) = file("x", b"");
    let folder = dir.path().join("overrides");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(
        folder.join("reject.tsv"),
        format!("surface\tlabel\treason\n{name}\tTerm\ttest\n"),
    )
    .unwrap();
    let seeds = dir.path().to_str().unwrap();
    let rest = output(&["extract", SAMPLE, "--seeds", seeds]);
    assert!(
        !rest
            .lines()
            .any(|l| l.contains("\tTerm ") && l.ends_with(name)),
        "still there"
    );
    std::fs::write(
        folder.join("reject.tsv"),
        "surface\tlabel\treason\n甲\tThing\t\n",
    )
    .unwrap();
    let wrong = zhengtu()
        .args(["extract", SAMPLE, "--seeds", seeds])
        .assert()
        .code(1);
    wrong.stderr(contains("reject.tsv:2").and(contains("Thing")));
}
