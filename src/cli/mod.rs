//! The command line: one thin file for each command, which parses, calls the library and prints.
//!
//! Exit codes: 0 done, 1 the input or the machine was at fault, 2 the call was.

mod args;
mod build;
mod clock;
mod communities;
mod completions;
mod corpus;
mod draw;
mod eval;
mod evidence;
mod export;
mod extract;
mod failure;
mod feed;
mod help;
mod input;
mod library;
mod list;
mod locale;
mod man;
mod messages;
mod path;
mod pipeline;
mod progress;
mod query;
mod rank;
mod serialize;
mod show;
mod suggest;
mod table;
mod tasks;
mod ui;
mod why;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use failure::Failure;
use messages::{Language, Messages};
use ui::Ui;

/// Runs the program and gives its exit code.
pub fn run(args: &[OsString]) -> u8 {
    let language = Language::detect(args, |name| std::env::var(name).ok());
    let messages = Messages::new(language);
    // The texts of the command line take longer to put in than it takes to read; they are wanted
    // only for help and errors, and for them all is read again.
    let matches = Cli::command()
        .try_get_matches_from(args)
        .or_else(|_| locale::command(&messages).try_get_matches_from(args));
    let cli = match matches.and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) => return stopped(&error, messages),
    };
    let ui = Ui::new(messages, cli.global.quiet, cli.global.verbose);
    match dispatch(&cli, &ui) {
        Ok(()) => 0,
        Err(failure) => {
            ui.fail(&failure);
            failure.code()
        }
    }
}

fn dispatch(cli: &Cli, ui: &Ui) -> Result<(), Failure> {
    match &cli.command {
        Command::Build(a) => build::run(a, &cli.global, ui),
        Command::List(a) => list::run(a, ui),
        Command::Show(a) => show::run(a, ui),
        Command::Why(a) => why::run(a, &cli.global, ui),
        Command::Rank(a) => rank::run(a, ui),
        Command::Path(a) => path::run(a, ui),
        Command::Communities(a) => communities::run(a, ui),
        Command::Query(a) => query::run(a, ui),
        Command::Extract(a) => extract::run(a, &cli.global, ui),
        Command::Eval(a) => eval::run(a, &cli.global, ui),
        Command::Draw(a) => draw::run(a, ui),
        Command::Export(a) => export::run(a, ui),
        Command::Completions(a) => completions::run(a, ui),
        Command::Man(a) => man::run(a, ui),
        Command::Help(a) => help::run(a, ui),
    }
}

/// Help and version go to standard output, errors of usage to standard error.
fn stopped(error: &clap::Error, messages: Messages) -> u8 {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let bare = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let ui = Ui::new(messages, false, 0);
    let failure = match locale::help_text(error, ui.colour()) {
        Some(text) if asked => ui.write(text).err().unwrap_or_else(Failure::closed_pipe),
        Some(text) if bare => {
            ui.note(text.trim_end());
            Failure::usage("")
        }
        _ => locale::usage_failure(error, &ui.messages),
    };
    ui.fail(&failure);
    failure.code()
}
