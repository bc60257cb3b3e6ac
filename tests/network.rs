//! The network of the sample reports as a user asks it: rank, path, communities.

use assert_cmd::Command;

/// The program on a graph of the sample reports, with so many threads.
fn zhengtu(graph: &str, threads: &str, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("zhengtu").expect("the program");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("LC_ALL", "C").env("RAYON_NUM_THREADS", threads);
    command.args(args).args(["--graph", graph]);
    command
}

/// What a call prints; it must succeed.
fn output(graph: &str, threads: &str, args: &[&str]) -> String {
    let done = zhengtu(graph, threads, args).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
}

fn build(jobs: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let graph = dir.path().join("graph").display().to_string();
    zhengtu(
        &graph,
        jobs,
        &["build", "seeds/samples", "-q", "--jobs", jobs],
    )
    .assert()
    .success();
    (dir, graph)
}

#[test]
fn answers_are_the_same_for_any_number_of_jobs_and_threads() {
    let ((_one, one), (_three, three)) = (build("1"), build("3"));
    for args in [
        &["rank", "-f", "csv"][..],
        &["rank", "--by", "betweenness", "-f", "json"],
        &["rank", "--by", "degree", "--label", "place"],
        &["rank", "--by", "core", "-f", "tsv"],
        &["rank", "-f", "dot"],
        &["communities", "-f", "csv"],
        &["communities", "-f", "dot"],
        &["path", "枕溪镇", "荻浦镇"],
    ] {
        let answer = output(&one, "1", args);
        assert!(!answer.is_empty(), "{args:?}");
        assert_eq!(answer, output(&three, "3", args), "{args:?}");
    }
}

#[test]
fn ranks_fall_and_keep_to_the_kind_asked_for() {
    let (_dir, graph) = build("1");
    let csv = output(
        &graph,
        "1",
        &["rank", "--label", "place", "-n", "5", "-f", "csv"],
    );
    let mut lines = csv.lines();
    let head = "rank,name,kind,value,neighbours,statements,id";
    assert_eq!(lines.next(), Some(head));
    let rows: Vec<Vec<&str>> = lines.map(|l| l.split(',').collect()).collect();
    assert!((1..=5).contains(&rows.len()), "{csv}");
    assert!(rows.iter().all(|row| row[2] == "place"), "{csv}");
    let values: Vec<f64> = rows
        .iter()
        .map(|r| r[3].parse().expect("a value"))
        .collect();
    assert!(values.is_sorted_by(|a, b| a >= b), "{csv}");
    let json = output(&graph, "1", &["rank", "-n", "1", "-f", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json[0]["value"].is_f64() && json[0]["rank"] == 1, "{json}");
    for command in ["rank", "communities"] {
        let dot = output(&graph, "1", &[command, "-f", "dot"]);
        assert!(dot.starts_with("graph ") && dot.contains(" -- "), "{dot}");
    }
}

#[test]
fn a_way_shows_its_sentences_and_a_wrong_name_its_neighbours() {
    let (_dir, graph) = build("1");
    let way = output(&graph, "1", &["path", "和美水乡", "枕溪镇"]);
    assert!(way.starts_with("1. 和美水乡 – 枕溪镇\n"), "{way}");
    assert!(way.contains("990101-20") && way.contains('【'), "{way}");
    let same = output(&graph, "1", &["path", "枕溪镇", "枕溪镇"]);
    assert!(same.contains("this one thing"), "{same}");
    let wrong = zhengtu(&graph, "1", &["path", "和美乡水", "枕溪镇"]);
    let wrong = { wrong }.assert().code(1);
    let said = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(said.contains("和美水乡"), "{said}");
}
