//! The command line as a user meets it: exit codes, messages, pipes, output in both languages.

#![allow(clippy::missing_panics_doc)]

mod ask;
mod builds;
mod eval;
mod inputs;
mod usage;

use std::path::PathBuf;
use std::sync::LazyLock;

use assert_cmd::Command;

/// The program, in English and without the caller's locale.
pub fn zhengtu() -> Command {
    let mut command = Command::cargo_bin("zhengtu").expect("the program");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// What a call prints on standard output; it must succeed.
pub fn output(args: &[&str]) -> String {
    let done = zhengtu().args(args).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
}

/// A graph directory of both sample reports, built once.
pub fn graph() -> &'static str {
    static GRAPH: LazyLock<(tempfile::TempDir, String)> = LazyLock::new(|| {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("graph").display().to_string();
        zhengtu()
            .args(["build", "seeds/samples", "-q", "-g", &path])
            .assert()
            .success()
            .stdout("");
        (dir, path)
    });
    &GRAPH.1
}

/// A file in a directory of its own.
pub fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join(name);
    std::fs::write(&path, content).expect("written");
    (dir, path)
}
