//! Exit codes, help, languages, completions and manual pages.

use predicates::prelude::*;
use predicates::str::contains;

use crate::{output, zhengtu};

#[test]
fn wrong_usage_is_2_in_both_languages() {
    for args in [
        &["lst"][..],
        &["build"],
        &["list", "things"],
        &["build", "x.txt", "--year", "3"],
        &["build", "x.txt", "--yeer", "3"],
        &["query", "-q", "-v", "ASK {}"],
        &["show"],
    ] {
        zhengtu()
            .args(args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("error"));
        let chinese = zhengtu()
            .args(args)
            .args(["--lang", "zh"])
            .assert()
            .code(2)
            .stdout("");
        chinese.stderr(contains("错误：").and(contains("error").not()));
    }
    zhengtu()
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("Usage"));
}

#[test]
fn the_locale_chooses_the_language_and_the_option_wins() {
    let about = "写入图谱目录";
    zhengtu()
        .env("LANG", "zh_CN.UTF-8")
        .args(["build", "--help"])
        .assert()
        .success()
        .stdout(contains(about));
    let first = zhengtu()
        .env("LC_ALL", "C")
        .env("LANG", "zh_CN.UTF-8")
        .args(["build", "-h"])
        .assert();
    first.success().stdout(contains(about).not());
    zhengtu()
        .env("LC_MESSAGES", "zh_TW")
        .args(["--lang=en", "build", "-h"])
        .assert()
        .stdout(contains(about).not());
}

#[test]
fn help_of_every_command_has_examples_and_no_english_in_chinese() {
    let english = output(&["--help"]);
    for command in [
        "build",
        "extract",
        "list",
        "show",
        "why",
        "rank",
        "path",
        "communities",
        "query",
        "draw",
        "export",
        "eval",
        "completions",
        "man",
        "help",
    ] {
        assert!(
            english.contains(&format!("\n  {command} ")),
            "{command} is not in the overview"
        );
        let help = output(&[command, "--help"]);
        assert!(
            help.contains("Examples:\n  $ zhengtu") || help.contains("Examples:\n  $ "),
            "{help}"
        );
        assert_eq!(help, output(&["help", command]));
        let chinese = output(&[command, "--help", "--lang", "zh"]);
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "[default",
            "possible values",
            "Print",
        ] {
            assert!(!chinese.contains(word), "{command}: {word} in\n{chinese}");
        }
    }
}

#[test]
fn completions_and_manual_pages_are_written() {
    assert!(output(&["completions", "bash"]).contains("zhengtu"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("man1");
    zhengtu()
        .args(["man", path.to_str().unwrap()])
        .assert()
        .success()
        .stdout("");
    let page = std::fs::read_to_string(path.join("zhengtu-build.1")).unwrap();
    assert!(page.contains(".SH") && path.join("zhengtu.1").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_that_closes_early_is_no_failure() {
    use std::process::{Command, Stdio};
    for args in [
        &["extract", "seeds/samples/yunxi-2024.txt"][..],
        &["--help"],
        &["completions", "bash"],
    ] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("zhengtu"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{args:?}");
        assert!(
            done.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}
