//! Building again, in other ways and after an interruption: the directory is the same, and what did
//! not change is not touched.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use predicates::str::contains;

use super::zhengtu;

const YEARS: std::ops::Range<u32> = 2000..2012;

/// Copies of the samples as reports of several years.
fn corpus(dir: &Path) {
    for year in YEARS {
        let sample = format!("seeds/samples/yunxi-{}.txt", 2024 + year % 2);
        std::fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(sample),
            dir.join(format!("r{year}.txt")),
        )
        .unwrap();
        let declared = format!("government = 990101\nyear = {year}\n");
        std::fs::write(dir.join(format!("r{year}.meta.toml")), declared).unwrap();
    }
}

/// All files that say something, with their bytes.
fn snapshot(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for folder in ["", "reports", "text", "index"] {
        let Ok(entries) = std::fs::read_dir(dir.join(folder)) else {
            continue;
        };
        for path in entries.map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
            let name = path.strip_prefix(dir).unwrap().display().to_string();
            // What holds the time of a build.
            if !["provenance.nq", "index/provenance.zgi"].contains(&&*name) {
                out.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    out
}

/// Builds `input` into `graph` and gives what was said on standard output.
fn build(input: &Path, graph: &Path, more: &[&str]) -> String {
    let mut call = zhengtu();
    call.arg("build").arg(input).arg("-g").arg(graph).args(more);
    String::from_utf8(call.assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn threads_do_not_show_and_a_second_build_touches_nothing() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    build(dir.path(), &one, &["--jobs", "1"]);
    build(dir.path(), &two, &["--jobs", "3"]);
    let first = snapshot(&one);
    assert!(first == snapshot(&two));
    assert_eq!(first.keys().filter(|k| is_plain(k)).count(), 12);
    let times = |graph: &Path| -> Vec<_> {
        let reports = std::fs::read_dir(graph.join("reports")).unwrap();
        let index = std::fs::read_dir(graph.join("index")).unwrap();
        let mut all: Vec<_> = reports.chain(index).map(|e| e.unwrap().path()).collect();
        assert!(
            all.len() > 13,
            "reports, a segment and that of the provenance"
        );
        all.extend([graph.join("manifest.json"), graph.join("provenance.nq")]);
        all.sort();
        all.iter()
            .map(|p| std::fs::metadata(p).unwrap().modified().unwrap())
            .collect()
    };
    let before = times(&one);
    let said = build(dir.path(), &one, &[]);
    assert_eq!(said.matches("unchanged").count(), 12, "{said}");
    assert_eq!(times(&one), before);
    // A change of one input changes one file.
    let path = dir.path().join("r2003.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}\n我们要坚持稳中求进。\n")).unwrap();
    build(dir.path(), &one, &[]);
    let second = snapshot(&one);
    let changed = first.iter().filter(|(k, v)| second.get(*k) != Some(*v));
    let changed: Vec<_> = changed.filter(|(k, _)| !k.starts_with("index")).collect();
    let changed: Vec<_> = changed.iter().map(|(k, _)| k.as_str()).collect();
    assert_eq!(
        changed,
        [".stamps", "manifest.json", "reports/990101-2003.nq"]
    );
}

#[test]
fn a_killed_build_leaves_nothing_behind_once_it_is_repeated() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let (graph, whole) = (dir.path().join("graph"), dir.path().join("whole"));
    build(dir.path(), &whole, &[]);
    let expected = snapshot(&whole);
    for round in 0..5 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zhengtu"))
            .arg("build")
            .arg(dir.path())
            .arg("-g")
            .arg(&graph)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + 70 * round));
        // Too late is as good a moment as any.
        let _ = child.kill();
        child.wait().unwrap();
        if graph.join("manifest.json").exists() || graph.join("manifest.next.json").exists() {
            let list = ["list", "reports", "--format", "csv"];
            zhengtu()
                .args(list)
                .arg("-g")
                .arg(&graph)
                .assert()
                .success();
        }
        build(dir.path(), &graph, &[]);
        assert!(snapshot(&graph) == expected, "round {round}");
        if round % 2 == 0 {
            std::fs::remove_dir_all(&graph).unwrap();
        }
    }
}

#[test]
fn a_build_without_an_index_leaves_it_to_the_first_query() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let (with, without) = (dir.path().join("with"), dir.path().join("without"));
    build(dir.path(), &with, &[]);
    build(dir.path(), &without, &["--no-index"]);
    assert!(!without.join("index").exists());
    let ask = |graph: &Path| {
        let mut call = zhengtu();
        let count =
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'report')) }";
        call.args(["query", count, "--format", "csv", "-g"])
            .arg(graph);
        let output = call.assert().success().get_output().clone();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    let (expected, said) = ask(&with);
    assert_eq!(said, "");
    let (answer, said) = ask(&without);
    assert_eq!(answer, expected);
    assert_eq!(said, "indexing 12 reports, once\n");
    assert_eq!(ask(&without), (expected, String::new()));
    // What is made from the files is, byte for byte, what is made while they are written.
    let index = |graph: &Path| {
        let mut all = snapshot(graph);
        all.retain(|name, _| name.starts_with("index"));
        all
    };
    assert_eq!(index(&with).len(), 1);
    assert!(index(&with) == index(&without));
    // A later build keeps what the query made.
    let before = snapshot(&without);
    build(dir.path(), &without, &[]);
    assert!(snapshot(&without) == before);
}

#[test]
fn an_index_that_cannot_be_written_is_told_and_costs_no_report() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let graph = dir.path().join("graph");
    std::fs::create_dir(&graph).unwrap();
    // A file where the folder should be.
    std::fs::write(graph.join("index"), "").unwrap();
    let mut call = zhengtu();
    call.arg("build").arg(dir.path()).arg("-g").arg(&graph);
    call.assert()
        .success()
        .stderr(contains("its index could not be made"));
    let reports = std::fs::read_dir(graph.join("reports")).unwrap();
    assert_eq!(reports.count(), 12);
}

#[test]
fn a_stream_of_json_lines_gives_what_its_files_give() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let lines: String = YEARS
        .map(|year| {
            let name = dir.path().join(format!("r{year}.txt"));
            let text = std::fs::read_to_string(&name).unwrap();
            let record = serde_json::json!({
                "name": name, "text": text, "government": 990_101, "year": year, "more": [1]
            });
            format!("{record}\n\n")
        })
        .collect();
    let stream = dir.path().join("corpus.jsonl");
    std::fs::write(&stream, &lines).unwrap();
    let graphs = ["files", "stream", "piped"].map(|n| dir.path().join(n));
    build(dir.path(), &graphs[0], &[]);
    build(&stream, &graphs[1], &[]);
    let mut piped = zhengtu();
    piped.args(["build", "-", "-g"]).arg(&graphs[2]);
    piped.write_stdin(lines.clone()).assert().success();
    let quads = |graph: &Path| {
        let mut all = snapshot(graph);
        all.retain(|name, _| is_plain(name));
        all
    };
    assert_eq!(quads(&graphs[0]).len(), 12);
    assert!(quads(&graphs[0]) == quads(&graphs[1]));
    assert!(snapshot(&graphs[1]) == snapshot(&graphs[2]));
    let said = build(&stream, &graphs[1], &[]);
    assert_eq!(said.matches("unchanged").count(), 12, "{said}");
    std::fs::write(&stream, lines + "{\"text\": 1}\n").unwrap();
    let mut faulty = zhengtu();
    faulty.arg("build").arg(&stream).arg("-g").arg(&graphs[1]);
    let line = 2 * YEARS.len() + 1;
    let said = format!("corpus.jsonl:{line}:");
    faulty.assert().code(1).stderr(contains(said));
}

#[test]
fn packed_quads_are_the_quads() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let (plain, packed) = (dir.path().join("plain"), dir.path().join("packed"));
    build(dir.path(), &plain, &[]);
    build(dir.path(), &packed, &["--compress", "zst"]);
    for (name, bytes) in snapshot(&packed) {
        if let Some(name) = name.strip_suffix(".zst") {
            let quads = std::fs::read(plain.join(name)).unwrap();
            assert!(zstd::decode_all(&bytes[..]).unwrap() == quads, "{name}");
        }
    }
    let list = |graph: &Path| {
        let call = zhengtu().args(["list", "terms", "-g"]).arg(graph).output();
        call.unwrap().stdout
    };
    assert!(!list(&plain).is_empty());
    assert!(list(&plain) == list(&packed));
    // The other way round the files are written anew.
    build(dir.path(), &packed, &[]);
    assert!(snapshot(&packed) == snapshot(&plain));
}

#[test]
fn a_directory_that_is_being_written_or_cannot_be_is_told() {
    let dir = tempfile::tempdir().unwrap();
    corpus(dir.path());
    let graph = dir.path().join("graph");
    build(dir.path(), &graph, &[]);
    let before = snapshot(&graph);
    let lock = std::fs::File::open(graph.join(".lock")).unwrap();
    lock.try_lock().unwrap();
    let mut second = zhengtu();
    second.arg("build").arg(dir.path()).arg("-g").arg(&graph);
    second.assert().code(1).stderr(contains("another zhengtu"));
    drop(lock);
    let closed = dir.path().join("file");
    std::fs::write(&closed, "").unwrap();
    let mut call = zhengtu();
    call.arg("build")
        .arg(dir.path())
        .arg("-g")
        .arg(closed.join("graph"));
    call.assert().code(1).stderr(contains("file"));
    assert!(snapshot(&graph) == before);
}

/// Whether a file holds quads as they are.
fn is_plain(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "nq")
}
