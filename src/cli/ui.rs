//! What a command talks with: messages, standard output, colours, the width of the terminal.
//!
//! Standard output is data, standard error is talk. A reader that goes away early
//! (`zhengtu … | head`) ends the program quietly.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use super::failure::Failure;
use super::messages::Messages;

/// Everything a command needs to talk.
#[derive(Debug)]
pub struct Ui {
    /// The catalogue.
    pub messages: Messages,
    quiet: bool,
    verbose: u8,
    colour_out: bool,
    colour_err: bool,
    width: Option<usize>,
}

/// How a piece of text stands out.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Style {
    Bold,
    Dim,
    Heading,
    From,
    To,
    Good,
    Bad,
}

impl Ui {
    /// Looks at the terminal and at `NO_COLOR`.
    pub fn new(messages: Messages, quiet: bool, verbose: u8) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let plain = set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
        let measured = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
        let terminal = io::stdout().is_terminal();
        Self {
            messages,
            quiet,
            verbose,
            colour_out: terminal && !plain,
            colour_err: io::stderr().is_terminal() && !plain,
            width: terminal
                .then(|| columns().or_else(measured).unwrap_or(80))
                .map(|w: usize| w.max(40)),
        }
    }

    /// The message with this key.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.messages.text(key)
    }

    /// A message with its places filled.
    pub fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        self.messages.say(key, values)
    }

    /// The heading of a column.
    pub fn column<'a>(&'a self, name: &'a str) -> &'a str {
        self.messages
            .find(&format!("column.{name}"))
            .unwrap_or(name)
    }

    /// What a code of the data (`scope`, `clause`) is called.
    pub fn code<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        self.messages
            .find(&format!("{list}.{code}"))
            .unwrap_or(code)
    }

    /// Columns of the terminal; none where output goes elsewhere, and nothing is cut.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Whether standard error takes colours.
    pub fn colour_err(&self) -> bool {
        self.colour_err
    }

    /// Whether pieces can be told apart by colour.
    pub fn colour(&self) -> bool {
        self.colour_out
    }

    /// Whether `-q` was given.
    pub fn quiet(&self) -> bool {
        self.quiet
    }

    /// `text` so that it stands out on standard output.
    pub fn style(&self, style: Style, text: &str) -> String {
        if !self.colour_out || text.is_empty() {
            return text.to_owned();
        }
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Heading => "1;36",
            Style::From => "1;33",
            Style::To => "1;35",
            Style::Good => "32",
            Style::Bad => "1;31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Writes to standard output.
    pub fn write(&self, text: impl AsRef<[u8]>) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_ref())
            .and_then(|()| out.flush())
            .map_err(|e| self.messages.output(&e))
    }

    /// Writes to standard output as it comes.
    pub fn stream(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        write(&mut out)
            .and_then(|()| out.flush())
            .map_err(|e| self.messages.output(&e))
    }

    /// Writes a line to standard output.
    pub fn line(&self, text: impl AsRef<str>) -> Result<(), Failure> {
        self.write(format!("{}\n", text.as_ref()))
    }

    /// Says something on standard error, unless `-q`.
    pub fn note(&self, text: impl AsRef<str>) {
        if !self.quiet {
            // Nobody is left to be told when standard error is gone.
            let _ = writeln!(io::stderr(), "{}", text.as_ref());
        }
    }

    /// Says something on standard error that `-q` silences and `-v` asks for.
    pub fn detail(&self, text: impl AsRef<str>) {
        if self.verbose > 0 {
            self.note(text);
        }
    }

    /// A warning on standard error, unless `-q`.
    pub fn warn(&self, text: impl AsRef<str>) {
        let label = self.text("warning.label");
        let label = if self.colour_err {
            format!("\u{1b}[1;33m{label}\u{1b}[0m")
        } else {
            label.to_owned()
        };
        self.note(format!("{label}{}", text.as_ref()));
    }

    /// A failure on standard error, always.
    pub fn fail(&self, failure: &Failure) {
        let text = failure.render(&self.messages, self.colour_err);
        let _ = io::stderr().write_all(text.as_bytes());
    }
}
