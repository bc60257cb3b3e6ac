//! The words of pictures in the reader's language (`words.tsv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::graph::{Language, NodeKind, Relation};
use crate::link::Scope;

/// Key → English, Chinese.
static WORDS: LazyLock<BTreeMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let records = include_str!("words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let fields = records
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    fields
        .filter_map(|f| Some((*f.first()?, [*f.get(1)?, *f.get(2)?])))
        .collect()
});

/// Words in one language.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The word of a key.
    pub(crate) fn get(self, key: &str) -> &'static str {
        WORDS
            .get(key)
            .map_or("", |words| words[usize::from(self.0 == Language::Zh)])
    }

    /// The word of a key with `{name}` parts filled in.
    pub(crate) fn fill(self, key: &str, parts: &[(&str, &str)]) -> String {
        // One pass, so that a name that holds braces is not filled in again.
        let mut out = String::new();
        let mut rest = self.get(key);
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let tail = &rest[open + 1..];
            let Some(close) = tail.find('}') else { break };
            let value = parts.iter().find(|(name, _)| *name == &tail[..close]);
            out.push_str(value.map_or("", |(_, value)| value));
            rest = &tail[close + 1..];
        }
        out.push_str(rest);
        out
    }

    /// What an edge of this relation is called.
    pub(crate) fn relation(self, relation: Relation) -> &'static str {
        self.get(match relation {
            Relation::Concerns => "relation.concerns",
            Relation::CoMentionedWith => "relation.coMentionedWith",
            Relation::ElaboratedBy => "relation.elaboratedBy",
            Relation::ThemeOf => "relation.themeOf",
            Relation::HasTheme => "relation.hasTheme",
            Relation::Elaborates => "relation.elaborates",
            Relation::Within => "relation.within",
            Relation::ScopedTo => "relation.scopedTo",
            Relation::Defines => "relation.defines",
            _ => "relation.mentions",
        })
    }

    /// What a node of this kind is called.
    pub(crate) fn kind(self, kind: NodeKind, done: bool) -> &'static str {
        self.get(match kind {
            NodeKind::Term => "kind.term",
            NodeKind::Place => "kind.place",
            NodeKind::Project => "kind.project",
            NodeKind::Organization => "kind.organization",
            NodeKind::Policy => "kind.policy",
            NodeKind::Event => "kind.event",
            NodeKind::Indicator => "kind.indicator",
            NodeKind::Task if done => "kind.done",
            NodeKind::Task => "kind.task",
            NodeKind::Definition => "kind.definition",
            _ => "kind.report",
        })
    }

    /// What a scope is called.
    pub(crate) fn scope(self, scope: Scope) -> &'static str {
        self.get(&format!("scope.{}", scope.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_both_languages() {
        assert!(WORDS.len() > 50);
        for (key, words) in WORDS.iter() {
            assert!(words.iter().all(|word| !word.is_empty()), "{key}");
        }
        for relation in Relation::ALL {
            assert!(!Words(Language::En).relation(relation).is_empty());
        }
        for kind in NodeKind::ALL {
            assert!(!Words(Language::Zh).kind(kind, true).is_empty());
        }
    }

    #[test]
    fn names_with_braces_are_not_filled_in_again() {
        let words = Words(Language::Zh);
        assert_eq!(words.fill("times", &[("name", "{n}"), ("n", "3")]), "{n}×3");
    }
}
