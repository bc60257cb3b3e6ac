//! The command line in the user's language: help texts and errors of usage.
//!
//! Texts are found by ids: `help.COMMAND.about`, `.more` and `.examples` for a command,
//! `arg.COMMAND.ID` or `arg.ID` for an argument. English headings and notes are clap's own; the
//! Chinese ones are put in its place.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Cli;
use super::failure::Failure;
use super::messages::{Language, Messages};

/// The whole command line with its texts.
pub fn command(messages: &Messages) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .display_order(901);
    let root = described(Cli::command().arg(version), "zhengtu", messages);
    let root = root.mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        described(sub, &name, messages)
    });
    if messages.language() == Language::En {
        root
    } else {
        headed(root, messages)
    }
}

fn described(command: Command, name: &str, messages: &Messages) -> Command {
    let key = |part: &str| format!("help.{name}.{part}");
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .display_order(900);
    let about = messages.text(&key("about")).to_owned();
    let long = format!("{about}\n\n{}", messages.text(&key("more")).trim_end());
    let examples = indented(messages.text(&key("examples")));
    let examples = format!("{}\n{examples}", messages.text("help.examples"));
    let pointer = messages.text("help.pointer").to_owned();
    command
        .about(about)
        .long_about(long)
        .after_help(pointer)
        .after_long_help(examples)
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| explained(arg, name, messages))
}

fn indented(text: &str) -> String {
    text.trim_end()
        .lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Options that every command takes, listed apart.
const GLOBAL: [&str; 5] = ["seeds", "base", "lang", "quiet", "verbose"];

fn explained(arg: Arg, command: &str, messages: &Messages) -> Arg {
    let id = arg.get_id().as_str();
    let own = messages.find(&format!("arg.{command}.{id}"));
    let help = own
        .unwrap_or_else(|| messages.find(&format!("arg.{id}")).unwrap_or(id))
        .to_owned();
    let heading = match id {
        _ if arg.is_positional() => "help.heading.arguments",
        "help" | "version" => "help.heading.global",
        _ if GLOBAL.contains(&id) => "help.heading.global",
        _ => "help.heading.options",
    };
    let arg = arg.help_heading(messages.text(heading).to_owned());
    if messages.language() == Language::En || !arg.get_action().takes_values() {
        return arg.help(help.clone()).long_help(help);
    }
    let defaults = arg
        .get_default_values()
        .iter()
        .map(|v| v.to_string_lossy().into_owned())
        .collect();
    let possible = arg.get_possible_values();
    let possible = possible
        .iter()
        .filter(|v| !v.is_hide_set())
        .map(|v| v.get_name().to_owned())
        .collect();
    let noted = |key: &str, values: Vec<String>| {
        if values.is_empty() {
            String::new()
        } else {
            messages.say(key, &[("values", &values.join(", "))])
        }
    };
    let help = help + &noted("help.default", defaults) + &noted("help.possible", possible);
    arg.hide_default_value(true)
        .hide_possible_values(true)
        .help(help.clone())
        .long_help(help)
}

/// Puts the headings and the words of the usage line into the language of `messages`.
fn headed(root: Command, messages: &Messages) -> Command {
    const TEMPLATE: &str = "{before-help}{about-with-newline}\n{usage}\n\n{all-args}{after-help}";
    let words = |usage: &StyledStr| {
        usage
            .to_string()
            .replace("Usage:", messages.text("help.heading.usage"))
            .replace("[OPTIONS]", messages.text("help.word.options"))
            .replace("<COMMAND>", messages.text("help.word.command"))
    };
    let template = |usage: String| TEMPLATE.replace("{usage}", &usage);
    let root = root.mut_subcommands(|sub| {
        let usage = words(
            &sub.clone()
                .bin_name(format!("zhengtu {}", sub.get_name()))
                .render_usage(),
        );
        sub.help_template(template(usage))
    });
    let usage = words(&root.clone().render_usage());
    root.subcommand_help_heading(messages.text("help.heading.commands").to_owned())
        .help_template(template(usage))
}

/// The help or version that an “error” of parsing carries.
pub fn help_text(error: &clap::Error, colour: bool) -> Option<String> {
    if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return None;
    }
    let text = error.render();
    let text = if colour {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    Some(text.trim_end().to_owned() + "\n")
}

/// An error of usage in the language of `messages`; English is left to clap.
pub fn usage_failure(error: &clap::Error, messages: &Messages) -> Failure {
    if messages.language() == Language::En {
        return Failure::rendered(
            error.render().ansi().to_string(),
            error.render().to_string(),
        );
    }
    let get = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (arg, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let prior = get(ContextKind::PriorArg);
    let valid = get(ContextKind::ValidValue);
    let sub = get(ContextKind::InvalidSubcommand);
    let key = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => "usage.no-value",
        ErrorKind::InvalidValue => "usage.invalid-value",
        ErrorKind::ValueValidation => "usage.bad-value",
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::MissingSubcommand => "usage.missing-command",
        ErrorKind::InvalidUtf8 => "usage.utf8",
        _ => "usage.other",
    };
    let message = messages.say(
        key,
        &[
            ("arg", &arg),
            ("value", &value),
            ("prior", &prior),
            ("sub", &sub),
        ],
    );
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(get)
    .find(|s| !s.is_empty());
    let advice = match suggested {
        Some(name) => messages.say("usage.suggestion", &[("name", &name)]),
        None if !valid.is_empty() => messages.say("usage.valid", &[("values", &valid)]),
        None => messages.text("usage.help").to_owned(),
    };
    Failure::usage(message).advise(advice)
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for language in [Language::En, Language::Zh] {
            let messages = Messages::new(language);
            let root = command(&messages);
            root.clone().debug_assert();
            let all = std::iter::once(&root).chain(root.get_subcommands());
            for sub in all {
                let name = sub.get_name();
                for part in ["about", "more", "examples"] {
                    assert!(
                        messages.find(&format!("help.{name}.{part}")).is_some(),
                        "help.{name}.{part}"
                    );
                }
                for arg in sub.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert_ne!(help, arg.get_id().as_str(), "{name} {}", arg.get_id());
                    assert!(help.len() > 4, "{name} {}", arg.get_id());
                }
            }
        }
    }

    #[test]
    fn every_example_parses() {
        for language in [Language::En, Language::Zh] {
            let messages = Messages::new(language);
            let root = command(&messages);
            let names =
                std::iter::once("zhengtu").chain(root.get_subcommands().map(Command::get_name));
            for name in names {
                let key = format!("help.{name}.examples");
                let examples = messages.text(&key);
                let mut seen = 0;
                for line in examples.lines().filter_map(|l| l.trim().strip_prefix("$ ")) {
                    for call in line.split('|').filter(|c| c.contains("zhengtu ")) {
                        let call = call.split(" > ").next().unwrap_or(call);
                        let parsed = command(&messages).try_get_matches_from(words(call));
                        assert!(parsed.is_ok(), "{name}: {call}: {}", parsed.unwrap_err());
                        seen += 1;
                    }
                }
                assert!(seen > 0, "no example for {name}");
            }
        }
    }

    /// Words as a shell would see them, single quotes understood, comments cut.
    fn words(line: &str) -> Vec<String> {
        let mut out = Vec::new();
        for (i, piece) in line.split('\'').enumerate() {
            if i % 2 == 1 {
                out.push(piece.to_owned());
            } else {
                let shown = piece.split(" #").next().unwrap_or(piece);
                out.extend(shown.split_whitespace().map(str::to_owned));
            }
        }
        out
    }
}
