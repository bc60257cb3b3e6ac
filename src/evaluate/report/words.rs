//! What the page says: names of labels, kinds and measures in the reader's language.

use std::fmt::Display;

use super::{Cause, Example, Note, Subject, Wording};
use crate::recognise::Label;

/// The words of a page.
#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a dyn Wording);

impl Words<'_> {
    /// The message of the page with this key.
    pub fn text(self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A message of the page with its places filled.
    pub fn say(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let key = format!("page.{key}");
        self.0.say(&key, values).unwrap_or(key)
    }

    /// A label or the kind of a statement; one that is not known stays as it is.
    pub fn kind(self, name: &str) -> String {
        let key = match name {
            // The catalogue names it as the ontology does.
            "Organisation" => "kind.organization".to_owned(),
            _ => format!("kind.{}", name.to_lowercase()),
        };
        self.0.say(&key, &[]).unwrap_or_else(|| name.to_owned())
    }

    /// The same where it opens a row, a column or a heading.
    pub fn opening(self, name: &str) -> String {
        capital(&self.kind(name))
    }

    /// A side of a confusion; empty stands for nothing.
    pub fn side(self, name: &str) -> String {
        if name.is_empty() {
            self.text("nothing")
        } else {
            self.kind(name)
        }
    }

    /// A measure of [`Scores`](super::super::Scores) by the name it has there.
    pub fn measure(self, name: &str) -> String {
        let with = |key: &str, label: &str| {
            let label = self.kind(label);
            capital(&self.say(key, &[("label", &label)]))
        };
        if let Some(label) = name.strip_suffix(" exact") {
            return with("exact", label);
        }
        if let Some(label) = name.strip_suffix(" overlap") {
            return with("overlap", label);
        }
        if let Some(label) = name.strip_prefix("Link Term-") {
            return with("link", label);
        }
        let key = match name {
            "Statement kind accuracy" => "kind-accuracy",
            "LINKS (Term to Task, Place, Project)" => "links-main",
            "LINKS to names (all five)" => "links-names",
            "Indicator value+unit" => "figure-value",
            "Indicator record (names alike)" => "figure-record",
            _ => return name.to_owned(),
        };
        self.text(key)
    }

    /// What a group of errors is about.
    pub fn subject(self, subject: Subject) -> String {
        match subject {
            Subject::Name(label) => self.opening(label.name()),
            Subject::Kind => self.text("kinds"),
            Subject::Task => self.link("Task"),
            Subject::Link(label) => self.link(Label::name(label)),
            Subject::Figure => self.text("figures"),
        }
    }

    /// What went wrong, and how often, and how much of it is shown.
    pub fn cause(self, cause: Cause, all: usize, shown: usize) -> String {
        let name = self.text(cause.name());
        let values: [(&str, &dyn Display); 3] =
            [("cause", &name), ("all", &all), ("shown", &shown)];
        let key = if shown < all { "some" } else { "every" };
        self.say(key, &values)
    }

    /// What is said beside an example.
    pub fn note(self, example: &Example) -> String {
        match &example.note {
            Note::None => String::new(),
            Note::Change(gold, system) => format!("{} → {}", self.side(gold), self.side(system)),
            Note::Ends(from, to, score) => {
                let ends = if to.is_empty() {
                    from.clone()
                } else {
                    format!("{from} → {to}")
                };
                match score {
                    Some(score) => format!("{ends} ({})", hundredths(*score)),
                    None => ends,
                }
            }
            Note::Record(r) => {
                let kind = if r.kind.is_empty() {
                    String::new()
                } else {
                    self.text(&format!("record-{}", r.kind))
                };
                let fields = [&r.name, &r.value, &r.unit, &r.change, &r.period, &kind];
                fields.map(String::as_str).join("|")
            }
        }
    }

    fn link(self, label: &str) -> String {
        let label = self.kind(label);
        self.say("link", &[("label", &label)])
    }
}

/// With a capital letter where the script has them.
fn capital(text: &str) -> String {
    let first = text.chars().take(1).flat_map(char::to_uppercase);
    first.chain(text.chars().skip(1)).collect()
}

/// A score as people write it.
pub fn hundredths(score: u8) -> String {
    format!("{}.{:02}", score / 100, score % 100)
}
