//! Reports to graph, to quads, to a graph directory, and back.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{analysis, report_file, rules};
use zhengtu::directory::{DirectoryError, GraphDirectory, ReportFile, merge};
use zhengtu::graph::Attribute::{Anchor, Begin, End};
use zhengtu::graph::{KnowledgeGraph, Literal, NodeKind, add_report};
use zhengtu::rdf::{BASE, Iris, nquads, quads, read_nquads, write_nquads};

/// All files below a directory with their bytes, the lock left out.
fn snapshot(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(dir)
                .expect("below")
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                open.push(path);
            } else if name != ".lock" {
                out.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    out
}

fn graph_of(name: &str, year: u16) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    add_report(&mut graph, &analysis(name, year), rules(), &Iris::default());
    graph
}

#[test]
fn quads_hold_all_that_the_graph_holds() {
    let iris = Iris::default();
    let graph = graph_of("yunxi-2024", 2024);
    for kind in NodeKind::ALL.into_iter().filter(|k| k.is_of_report()) {
        assert!(
            graph.nodes().any(|(_, node)| node.kind == kind),
            "the sample has no {kind:?}"
        );
    }
    let text = nquads(&quads(&graph, &iris));
    let mut written = String::new();
    let lines = write_nquads(&graph, &iris, &mut written);
    assert!(
        written == text,
        "written at once is not written quad by quad"
    );
    assert_eq!(lines, text.lines().count());
    let mut back = KnowledgeGraph::new();
    read_nquads(text.as_bytes(), &mut back).expect("own quads are readable");
    assert!(back == graph);
    assert_eq!(nquads(&quads(&back, &iris)), text);
}

#[test]
fn a_union_does_not_depend_on_order_and_can_be_repeated() {
    let (a, b) = (graph_of("yunxi-2024", 2024), graph_of("yunxi-2025", 2025));
    let mut ab = a.clone();
    ab.union(&b);
    let mut ba = b.clone();
    ba.union(&a);
    assert!(ab == ba);
    let once = ab.size();
    ab.union(&a);
    assert_eq!(ab.size(), once);
    let iris = Iris::default();
    let mut both = quads(&a, &iris);
    both.extend(quads(&b, &iris));
    assert!(
        nquads(&both) == nquads(&quads(&ab, &iris)),
        "the union of the quads is not the quads of the union"
    );
}

#[test]
fn every_triple_stands_in_one_graph_and_only_a_report_speaks_of_itself() {
    let iris = Iris::default();
    let mut graph = graph_of("yunxi-2024", 2024);
    graph.union(&graph_of("yunxi-2025", 2025));
    let mut seen = BTreeMap::new();
    for quad in quads(&graph, &iris) {
        let name = quad.graph_name.to_string();
        let subject = quad.subject.to_string();
        let key = (
            subject.clone(),
            quad.predicate.to_string(),
            quad.object.to_string(),
        );
        assert_eq!(
            seen.insert(key.clone(), name.clone()),
            None,
            "twice: {key:?}"
        );
        let of_report = subject.contains("/id/report/");
        assert_eq!(
            name.contains("/graph/report/"),
            of_report,
            "{subject} in {name}"
        );
    }
}

#[test]
fn offsets_mean_what_they_hold() {
    let analysis = analysis("yunxi-2025", 2025);
    let graph = graph_of("yunxi-2025", 2025);
    let raw: Vec<char> = analysis.source.raw().chars().collect();
    let mut checked = 0;
    for (_, node) in graph.nodes() {
        let Some(anchor) = node.attribute(Anchor).and_then(|a| a.text()) else {
            continue;
        };
        let at = |attribute| {
            node.attribute(attribute)
                .and_then(Literal::count)
                .expect("an offset") as usize
        };
        let text: String = raw[at(Begin)..at(End)].iter().collect();
        assert_eq!(text, anchor, "{}", node.iri);
        checked += 1;
    }
    assert!(checked > 300, "{checked}");
}

fn both() -> Vec<ReportFile> {
    vec![
        report_file("yunxi-2024", 2024),
        report_file("yunxi-2025", 2025),
    ]
}

#[test]
fn the_same_reports_give_the_same_bytes_in_any_order() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    merge(one.path(), BASE, both(), false, None).unwrap();
    let mut files = both();
    merge(two.path(), BASE, vec![files.remove(1)], false, None).unwrap();
    merge(two.path(), BASE, files, false, None).unwrap();
    let (mut a, mut b) = (snapshot(one.path()), snapshot(two.path()));
    // Two runs leave two runs in the provenance, which is outside.
    a.remove("provenance.nq");
    b.remove("provenance.nq");
    assert_eq!(
        a.keys().collect::<Vec<_>>(),
        [
            "manifest.json",
            "reports/990101-2024.nq",
            "reports/990101-2025.nq"
        ]
    );
    assert!(a == b);
    let again = merge(
        one.path(),
        BASE,
        both(),
        false,
        Some("2026-01-01T00:00:00Z"),
    )
    .unwrap();
    assert_eq!(
        (
            again.added.len(),
            again.replaced.len(),
            again.unchanged.len()
        ),
        (0, 0, 2)
    );
    a.insert(
        "provenance.nq".to_owned(),
        std::fs::read(one.path().join("provenance.nq")).unwrap(),
    );
    assert!(snapshot(one.path()) == a, "building again changed a file");
}

#[test]
fn two_texts_for_one_report_are_an_error_that_leaves_the_directory_alone() {
    let dir = tempfile::tempdir().unwrap();
    merge(dir.path(), BASE, both(), false, None).unwrap();
    let before = snapshot(dir.path());
    let mut other = report_file("yunxi-2025", 2024);
    other.source = "other.txt".to_owned();
    let result = merge(
        dir.path(),
        BASE,
        vec![report_file("yunxi-2024", 2024), other],
        true,
        None,
    );
    let message = result.unwrap_err().to_string();
    for part in ["other.txt", "yunxi-2024", "--edition"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(snapshot(dir.path()) == before);
}

#[test]
fn one_text_under_two_names_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut copy = report_file("yunxi-2024", 2024);
    copy.source = "zz-copy.txt".to_owned();
    let built = merge(
        dir.path(),
        BASE,
        vec![copy, report_file("yunxi-2024", 2024)],
        false,
        None,
    )
    .unwrap();
    assert_eq!(built.added, ["990101-2024"]);
    assert!(built.notes.iter().any(|n| n.source == "zz-copy.txt"));
}

#[test]
fn pruning_removes_what_no_input_gives() {
    let dir = tempfile::tempdir().unwrap();
    merge(dir.path(), BASE, both(), false, None).unwrap();
    let built = merge(
        dir.path(),
        BASE,
        vec![report_file("yunxi-2025", 2025)],
        true,
        None,
    )
    .unwrap();
    assert_eq!(built.pruned, ["990101-2024"]);
    let files: Vec<String> = snapshot(dir.path()).into_keys().collect();
    assert_eq!(
        files,
        ["manifest.json", "provenance.nq", "reports/990101-2025.nq"]
    );
    let provenance = std::fs::read_to_string(dir.path().join("provenance.nq")).unwrap();
    assert!(!provenance.contains("990101-2024"));
}

#[test]
fn a_failing_write_leaves_the_old_directory() {
    let dir = tempfile::tempdir().unwrap();
    merge(
        dir.path(),
        BASE,
        vec![report_file("yunxi-2024", 2024)],
        false,
        None,
    )
    .unwrap();
    let before = snapshot(dir.path());
    // A folder where the next manifest would be written.
    let obstacle = dir.path().join("manifest.tmp.json");
    std::fs::create_dir(&obstacle).unwrap();
    let result = merge(dir.path(), BASE, both(), false, None);
    assert!(
        matches!(result, Err(DirectoryError::Io { .. })),
        "{result:?}"
    );
    std::fs::remove_dir(&obstacle).unwrap();
    let opened = GraphDirectory::open(dir.path()).unwrap();
    assert_eq!(opened.manifest().reports.len(), 1);
    for (name, bytes) in &before {
        assert!(
            std::fs::read(dir.path().join(name)).unwrap() == *bytes,
            "{name} changed"
        );
    }
    merge(dir.path(), BASE, both(), false, None).unwrap();
    assert!(
        snapshot(dir.path())
            .keys()
            .all(|name| !name.contains(".next")),
        "left-overs"
    );
}

#[test]
fn a_run_killed_after_its_commit_is_finished_by_the_next_reader() {
    let (dir, done) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    merge(
        dir.path(),
        BASE,
        vec![report_file("yunxi-2024", 2024)],
        false,
        None,
    )
    .unwrap();
    merge(done.path(), BASE, both(), true, None).unwrap();
    // What such a run leaves: files beside their places and the next manifest.
    let report = "reports/990101-2025.nq";
    std::fs::copy(
        done.path().join(report),
        dir.path().join(format!("{report}.next")),
    )
    .unwrap();
    std::fs::copy(
        done.path().join("manifest.json"),
        dir.path().join("manifest.next.json"),
    )
    .unwrap();
    let opened = GraphDirectory::open(dir.path()).unwrap();
    assert_eq!(opened.manifest().reports.len(), 2);
    assert!(
        std::fs::read(dir.path().join(report)).unwrap()
            == std::fs::read(done.path().join(report)).unwrap()
    );
    assert!(opened.graph().is_ok());
}

#[test]
fn a_missing_directory_and_another_base_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let none = GraphDirectory::open(&dir.path().join("none"));
    assert!(matches!(none, Err(DirectoryError::Missing { .. })));
    merge(dir.path(), BASE, both(), false, None).unwrap();
    let other = merge(dir.path(), "https://example.org/", both(), false, None);
    assert!(matches!(other, Err(DirectoryError::Base { .. })));
}

#[test]
fn the_graph_of_a_directory_is_the_union_of_its_reports() {
    let dir = tempfile::tempdir().unwrap();
    merge(dir.path(), BASE, both(), false, None).unwrap();
    let mut expected = graph_of("yunxi-2025", 2025);
    expected.union(&graph_of("yunxi-2024", 2024));
    assert!(GraphDirectory::open(dir.path()).unwrap().graph().unwrap() == expected);
}
