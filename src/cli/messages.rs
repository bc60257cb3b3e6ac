//! The message catalogue: everything that is said to people, in English and in Chinese.
//!
//! A message is a key in one of the files under `messages/`, both languages side by side; a
//! `{name}` in it is replaced by what the caller gives. Data (names, sentences, rule texts) is
//! never translated.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::OnceLock;

use clap::ValueEnum;

/// The files of the catalogue: (name, text).
const FILES: [(&str, &str); 7] = [
    ("help.toml", include_str!("messages/help.toml")),
    ("arguments.toml", include_str!("messages/arguments.toml")),
    ("errors.toml", include_str!("messages/errors.toml")),
    ("columns.toml", include_str!("messages/columns.toml")),
    ("cards.toml", include_str!("messages/cards.toml")),
    ("output.toml", include_str!("messages/output.toml")),
    ("report.toml", include_str!("messages/report.toml")),
];

/// A language of messages.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Language {
    #[default]
    En,
    Zh,
}

impl Language {
    /// The language that the arguments ask for, else that of the locale.
    ///
    /// Arguments are read here before they are parsed, so that errors of parsing speak it too.
    pub fn detect(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Self {
        Self::asked(args).unwrap_or_else(|| Self::of_locale(env))
    }

    fn asked(args: &[OsString]) -> Option<Self> {
        let mut args = args
            .iter()
            .skip(1)
            .map_while(|a| a.to_str().filter(|a| *a != "--"));
        while let Some(arg) = args.next() {
            let value = match arg.strip_prefix("--lang") {
                Some("") => args.next(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            };
            if let Some(value) = value {
                return Self::from_str(value, true).ok();
            }
        }
        None
    }

    /// By POSIX the first of these that is set and not empty decides.
    fn of_locale(env: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|v| env(v).filter(|l| !l.is_empty()));
        match locale {
            Some(l) if l.get(..2).is_some_and(|l| l.eq_ignore_ascii_case("zh")) => Language::Zh,
            _ => Language::En,
        }
    }
}

/// All messages in one language.
#[derive(Debug)]
pub struct Messages {
    language: Language,
    /// Read when something is first said: most runs that go well say nothing.
    texts: OnceLock<BTreeMap<String, String>>,
}

impl Messages {
    /// The catalogue in this language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            texts: OnceLock::new(),
        }
    }

    fn texts(&self) -> &BTreeMap<String, String> {
        self.texts.get_or_init(|| {
            let mut texts = BTreeMap::new();
            for (file, text) in FILES {
                // The catalogue is part of the program; a test reads it whole.
                let table: toml::Table = text
                    .parse()
                    .unwrap_or_else(|e| panic!("messages/{file}: {e}"));
                flatten("", &table, self.language, &mut texts);
            }
            texts
        })
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message with this key, or the key itself, which a test rules out.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The message with this key, where there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts().get(key).map(String::as_str)
    }

    /// A message with its places filled.
    pub fn say(&self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        fill(self.text(key), values)
    }
}

/// Replaces each `{name}` by its value, in one pass, so that a value may hold braces.
fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let found = inside.find('}').and_then(|end| {
            let (_, value) = values.iter().find(|(name, _)| *name == &inside[..end])?;
            Some((end, value))
        });
        if let Some((end, value)) = found {
            out.push_str(&value.to_string());
            rest = &inside[end + 1..];
        } else {
            out.push('{');
            rest = inside;
        }
    }
    out.push_str(rest);
    out
}

/// Collects the messages of one language under their dotted keys.
fn flatten(
    prefix: &str,
    table: &toml::Table,
    language: Language,
    out: &mut BTreeMap<String, String>,
) {
    let name = if language == Language::En { "en" } else { "zh" };
    if let Some(text) = table.get(name).and_then(toml::Value::as_str) {
        out.insert(prefix.to_owned(), text.to_owned());
    }
    for (key, value) in table {
        if let Some(below) = value.as_table() {
            let key = if prefix.is_empty() {
                key.clone()
            } else {
                format!("{prefix}.{key}")
            };
            flatten(&key, below, language, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<&str> {
        let mut out: Vec<_> = text
            .match_indices('{')
            .filter_map(|(at, _)| text[at + 1..].split_once('}').map(|(name, _)| name))
            .filter(|name| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            })
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    #[test]
    fn both_languages_say_everything_with_the_same_places() {
        let (en, zh) = (Messages::new(Language::En), Messages::new(Language::Zh));
        assert!(en.texts().len() > 100, "only {} messages", en.texts().len());
        let keys = |m: &Messages| m.texts().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&en), keys(&zh));
        for (key, text) in en.texts() {
            assert!(
                !text.trim().is_empty() && !zh.texts()[key].trim().is_empty(),
                "{key} is empty"
            );
            assert_eq!(places(text), places(&zh.texts()[key]), "places of {key}");
        }
    }

    /// Keys written in the sources: string literals of dotted lower-case words.
    fn keys_in_code() -> Vec<String> {
        let mut out = Vec::new();
        let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli")];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
                    out.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
                }
            }
        }
        out
    }

    #[test]
    fn the_catalogue_holds_what_the_code_says_and_nothing_else() {
        let messages = Messages::new(Language::En);
        let written = keys_in_code();
        // A key of which the code writes only the start ends in a code of the data.
        let started: Vec<&str> = written
            .iter()
            .filter_map(|k| Some(k.split_once('{')?.0))
            .collect();
        let spoken = |key: &str| {
            written.iter().any(|k| k == key)
                || started
                    .iter()
                    .any(|s| s.len() > 3 && s.ends_with('.') && key.starts_with(s))
                || key.split_once('.').is_some_and(|(list, _)| {
                    matches!(list, "help" | "arg" | "page") || written.iter().any(|k| k == list)
                })
        };
        for key in messages.texts().keys() {
            assert!(spoken(key), "nothing says {key}");
        }
        let groups: std::collections::BTreeSet<_> = messages
            .texts()
            .keys()
            .filter_map(|k| k.split_once('.'))
            .collect();
        let groups: std::collections::BTreeSet<_> =
            groups.into_iter().map(|(group, _)| group).collect();
        let dotted = |k: &&String| {
            k.bytes()
                .all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'-'))
                && k.split_once('.')
                    .is_some_and(|(group, rest)| groups.contains(group) && !rest.is_empty())
        };
        for key in written.iter().filter(dotted) {
            if FILES.iter().any(|(file, _)| key == file) {
                continue;
            }
            let parts = ["", ".message", ".hint", ".about"];
            assert!(
                parts
                    .iter()
                    .any(|p| messages.find(&format!("{key}{p}")).is_some()),
                "no message {key}"
            );
        }
    }

    #[test]
    fn values_are_filled_once() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("a", &"{b}"), ("b", &2)];
        assert_eq!(fill("{a} and {b}, {c}, {", &values), "{b} and 2, {c}, {");
    }

    #[test]
    fn language_comes_from_the_argument_then_the_locale() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let env = |set: &'static [(&'static str, &'static str)]| {
            move |name: &str| {
                set.iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, v)| (*v).to_owned())
            }
        };
        let chinese = env(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]);
        assert_eq!(Language::detect(&args(&["zhengtu"]), chinese), Language::Zh);
        assert_eq!(
            Language::detect(&args(&["zhengtu", "--lang", "en"]), chinese),
            Language::En
        );
        assert_eq!(
            Language::detect(&args(&["zhengtu", "--lang=zh"]), env(&[])),
            Language::Zh
        );
        assert_eq!(
            Language::detect(&args(&["zhengtu", "--", "--lang=en"]), chinese),
            Language::Zh
        );
        let first = env(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]);
        assert_eq!(Language::detect(&args(&["zhengtu"]), first), Language::En);
    }
}
