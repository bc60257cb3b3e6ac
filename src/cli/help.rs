//! `zhengtu help [COMMAND]`: what `--help` prints.

use super::args::Help;
use super::failure::Failure;
use super::locale;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Help, ui: &Ui) -> Result<(), Failure> {
    let mut root = locale::command(&ui.messages);
    root.build();
    let command = match &args.command {
        None => &mut root,
        Some(name) => root.find_subcommand_mut(name).ok_or_else(|| {
            Failure::usage(ui.say("usage.unknown-command", &[("sub", name)]))
                .advise(ui.text("usage.help"))
        })?,
    };
    let help = command.render_long_help();
    ui.write(if ui.colour() {
        help.ansi().to_string()
    } else {
        help.to_string()
    })
}
