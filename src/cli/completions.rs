//! `zhengtu completions SHELL`: a completion script on standard output.

use super::args::Completions;
use super::failure::Failure;
use super::locale;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Completions, ui: &Ui) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut locale::command(&ui.messages),
        "zhengtu",
        &mut script,
    );
    ui.write(script)
}
