//! From what was typed to the reports to read: files, directories, standard input, with what
//! their sidecars and the command line declare.

use std::io::Read;
use std::path::{Path, PathBuf};

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::ingest::{MAX_BYTES, Sidecar, SidecarError, Source, decode};
use zhengtu::lexicon::Divisions;
use zhengtu::outline::Declared;
use zhengtu::rdf::{BASE, Iris};
use zhengtu::seeds::Seeds;

use super::args::{Declare, Global};
use super::failure::Failure;
use super::messages::Messages;

/// A report to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Compiles the rules, the user's tables among them. They serve to the end of the program, which
/// has no need to take them apart then.
pub fn ruleset(global: &Global, messages: &Messages) -> Result<&'static Ruleset, Failure> {
    let seeds = Seeds::with_directory(global.seeds.as_deref()).map_err(|e| messages.seeds(&e))?;
    let rules = Ruleset::compile(seeds).map_err(|e| messages.seeds(&e))?;
    Ok(Box::leak(Box::new(rules)))
}

/// The IRIs below the base that was asked for.
pub fn iris(global: &Global, messages: &Messages) -> Result<Iris, Failure> {
    let Some(base) = &global.base else {
        return Ok(Iris::default());
    };
    Iris::new(base).map_err(|_| {
        Failure::usage(messages.say("input.base", &[("base", base), ("default", &BASE)]))
    })
}

/// The reports that the arguments name, directories opened: their `.txt` files at any depth, in
/// the order of their paths.
pub fn expand(arguments: &[PathBuf], messages: &Messages) -> Result<Vec<Input>, Failure> {
    let mut out = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            out.push(Input::Stdin);
        } else if argument.is_dir() {
            let files = texts_below(argument, messages)?;
            if files.is_empty() {
                let message = messages.say("input.no-texts", &[("path", &argument.display())]);
                return Err(Failure::new(message).advise(messages.text("input.no-texts-hint")));
            }
            out.extend(files.into_iter().map(Input::File));
        } else {
            out.push(Input::File(argument.clone()));
        }
    }
    Ok(out)
}

fn texts_below(dir: &Path, messages: &Messages) -> Result<Vec<PathBuf>, Failure> {
    let mut out = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| messages.io(&folder, &e))? {
            let entry = entry.map_err(|e| messages.io(&folder, &e))?;
            let path = entry.path();
            // Links to directories are left alone: they can form a circle.
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("txt"))
            {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// What the command line declares, names of governments turned into codes.
pub fn declared(
    declare: &Declare,
    divisions: &Divisions,
    messages: &Messages,
) -> Result<Declared, Failure> {
    let government = match &declare.government {
        Some(text) => Some(government(text, divisions, messages)?),
        None => None,
    };
    Ok(Declared {
        government,
        year: declare.year,
        edition: declare.edition.clone(),
    })
}

/// A code of the division table, or a name that only one division has.
pub fn government(text: &str, divisions: &Divisions, messages: &Messages) -> Result<u32, Failure> {
    let unknown = || {
        Failure::usage(messages.say("input.government", &[("text", &text)]))
            .advise(messages.text("input.government-hint"))
    };
    if let Ok(code) = text.parse() {
        return divisions.get(code).map(|d| d.code).ok_or_else(unknown);
    }
    let named: Vec<_> = divisions
        .iter()
        .filter(|d| d.name == text && !d.is_placeholder())
        .collect();
    match named[..] {
        [only] => Ok(only.code),
        [] => Err(unknown()),
        _ => {
            let codes: Vec<_> = named.iter().map(|d| d.code.to_string()).collect();
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("text", &text), ("codes", &codes.join(", "))];
            Err(Failure::usage(messages.say("input.governments", &values)))
        }
    }
}

impl Input {
    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// Reads the bytes, no more of them than a report can have.
    pub fn bytes(&self, messages: &Messages) -> Result<Vec<u8>, Failure> {
        let most = MAX_BYTES as u64 + 1;
        let mut bytes = Vec::new();
        match self {
            Input::Stdin => std::io::stdin().lock().take(most).read_to_end(&mut bytes),
            Input::File(path) => {
                std::fs::File::open(path).and_then(|f| f.take(most).read_to_end(&mut bytes))
            }
        }
        .map_err(|e| messages.io(Path::new(&self.name()), &e))?;
        Ok(bytes)
    }

    /// The text, decoded and cleaned.
    pub fn source(&self, messages: &Messages) -> Result<Source, Failure> {
        let name = self.name();
        let text = decode(&name, &self.bytes(messages)?).map_err(|e| messages.ingest(&e))?;
        Ok(Source::new(&name, text))
    }

    /// What is declared about it: by the command line, else by its sidecar.
    pub fn declared(
        &self,
        typed: &Declared,
        messages: &Messages,
    ) -> Result<(Declared, Option<String>), Failure> {
        let Input::File(path) = self else {
            return Ok((typed.clone(), None));
        };
        let sidecar = Sidecar::beside(path).map_err(|e| match e {
            SidecarError::Io { path, source } => messages.io(&path, &source),
            other => Failure::new(other.to_string()).advise(messages.text("input.sidecar-hint")),
        })?;
        let declared = Declared {
            government: typed.government.or(sidecar.government),
            year: typed.year.or(sidecar.year),
            edition: typed.edition.clone().or(sidecar.edition),
        };
        Ok((declared, sidecar.source))
    }

    /// Reads it as a report.
    pub fn analyse(
        &self,
        typed: &Declared,
        rules: &Ruleset,
        messages: &Messages,
    ) -> Result<Analysis, Failure> {
        let (declared, _) = self.declared(typed, messages)?;
        Ok(analyse(self.source(messages)?, &declared, rules))
    }
}

/// How many threads, at least one.
pub fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=1024).contains(&n) => Ok(n),
        _ => Err("1..1024".to_owned()),
    }
}
