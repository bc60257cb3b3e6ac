//! Which mention is which thing, and which term is tied to what on what evidence.

mod entity;

pub use entity::{Entity, EntityId, entities};

use serde::Serialize;

use crate::outline::{Kind, Outline, StatementId};
use crate::recognise::{Context, Label, Mention};
use crate::seeds::{SeedError, SeedRef, Seeds};

/// Index of a mention.
pub type MentionId = usize;

/// How a term and a thing are tied, strongest first.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Parts of one act.
    Clause,
    /// A subject that governs the following clauses.
    Chain,
    /// Part of what the term stands for.
    Definition,
    /// The same task, another clause.
    Sentence,
    /// The next sentences of the paragraph spell the term out.
    Elaboration,
    /// The term stands in the heading or topic sentence that governs the task.
    Theme,
}

impl Scope {
    /// The name used in brat and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Clause => "clause",
            Scope::Chain => "chain",
            Scope::Definition => "definition",
            Scope::Sentence => "sentence",
            Scope::Elaboration => "elaboration",
            Scope::Theme => "theme",
        }
    }

    /// The relation of brat that carries it.
    pub fn relation(self) -> &'static str {
        match self {
            Scope::Clause | Scope::Chain | Scope::Definition => "concerns",
            Scope::Sentence => "coMentionedWith",
            Scope::Elaboration => "elaboratedBy",
            Scope::Theme => "themeOf",
        }
    }
}

/// How sure a link is, in hundredths.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Score(pub u8);

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What a term is tied to.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// A mention of a name.
    Name(MentionId),
    /// The task that a statement tells.
    Task(StatementId),
}

/// A term tied to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The mention of the term.
    pub term: MentionId,
    /// What it is tied to.
    pub target: Target,
    /// How.
    pub scope: Scope,
    /// How sure.
    pub score: Score,
    /// The rule that tied them.
    pub rule: SeedRef,
}

/// What a statement of kind achievement or task tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The statement.
    pub statement: StatementId,
    /// Whether it is done, else planned.
    pub done: bool,
}

/// Rules of linking.
#[derive(Debug)]
pub struct LinkRules {
    mentioned: SeedRef,
}

impl LinkRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        Ok(Self { mentioned: seeds.rule("link.task") })
    }
}

/// The tasks of a report.
pub fn tasks(outline: &Outline) -> Vec<Task> {
    let statements = outline.statements.iter().enumerate().filter(|(_, s)| s.kind.is_task());
    statements.map(|(statement, s)| Task { statement, done: s.kind == Kind::Achievement }).collect()
}

/// Ties terms to tasks and names.
pub fn links(cx: Context<'_>, mentions: &[Mention], rules: &LinkRules) -> Vec<Link> {
    let mut out = Vec::new();
    for (term, mention) in mentions.iter().enumerate().filter(|(_, m)| m.label == Label::Term) {
        if cx.outline.statements[mention.statement].kind.is_task() {
            out.push(Link {
                term,
                target: Target::Task(mention.statement),
                scope: Scope::Clause,
                score: Score(100),
                rule: rules.mentioned,
            });
        }
    }
    out
}
