//! Which mention is which thing, and which term is tied to what on what evidence.
//!
//! A statement is read clause by clause. A term and a name in one clause belong to one act
//! unless they are joined as equals; a subject governs the clauses after it; a glossary entry
//! ties its headword to what it names. What is left in the same task, in the next sentences or
//! under the same heading is kept too, apart and with a lower score.

mod clause;
mod concern;
mod definition;
mod entity;
mod theme;

pub use entity::{Entity, EntityId, EntityRules, entities};

use std::collections::BTreeMap;

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
    /// The next sentences of the paragraph spell the term out.
    Elaboration,
    /// The term stands in the heading or topic sentence that governs the task.
    Theme,
    /// The same task, another clause.
    Sentence,
}

impl Scope {
    /// All scopes, strongest first.
    pub const ALL: [Self; 6] = [
        Self::Clause,
        Self::Chain,
        Self::Definition,
        Self::Elaboration,
        Self::Theme,
        Self::Sentence,
    ];

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

    /// Whether it says what a term is about.
    fn concerns(self) -> bool {
        matches!(self, Scope::Clause | Scope::Chain | Scope::Definition)
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
    cues: clause::Cues,
    task: Rule,
    adjacent: Rule,
    clause: Rule,
    joined: Rule,
    appraisal: Rule,
    chain: Rule,
    content: Rule,
    object: Rule,
    list: Rule,
    definition: Rule,
    definition_phrase: Rule,
    definition_inner: Rule,
    sentence: Rule,
    elaboration: Rule,
    theme_topic: Rule,
    theme_heading: Rule,
}

/// What a rule says of the links that it makes.
#[derive(Copy, Clone, Debug)]
struct Rule {
    scope: Scope,
    score: Score,
    at: SeedRef,
}

impl Rule {
    fn link(self, term: MentionId, target: Target) -> Link {
        Link {
            term,
            target,
            scope: self.scope,
            score: self.score,
            rule: self.at,
        }
    }
}

impl LinkRules {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        // The scores are the precision of each rule, (right + 1) / (all + 2), so that few links claim
        // little: over two annotated reports and 553 links of 24 reports judged by a reader who saw
        // neither score nor rule. A rule that is wrong more often than right only says that two names
        // stand in one sentence.
        let rule = |id, scope, score| Rule {
            scope,
            score: Score(score),
            at: seeds.rule(id),
        };
        Ok(Self {
            cues: clause::Cues::compile(seeds)?,
            task: rule("link.task", Scope::Clause, 100),
            adjacent: rule("link.adjacent", Scope::Clause, 98),
            clause: rule("link.clause", Scope::Clause, 95),
            joined: rule("link.joined", Scope::Sentence, 35),
            appraisal: rule("link.appraisal", Scope::Clause, 83),
            chain: rule("link.chain", Scope::Chain, 94),
            content: rule("link.content", Scope::Sentence, 30),
            object: rule("link.object", Scope::Chain, 83),
            list: rule("link.list", Scope::Chain, 94),
            definition: rule("link.definition", Scope::Definition, 96),
            definition_phrase: rule("link.definition-phrase", Scope::Definition, 96),
            definition_inner: rule("link.definition-inner", Scope::Definition, 88),
            sentence: rule("link.sentence", Scope::Sentence, 13),
            elaboration: rule("link.elaboration", Scope::Elaboration, 78),
            theme_topic: rule("link.theme-topic", Scope::Theme, 80),
            theme_heading: rule("link.theme-heading", Scope::Theme, 44),
        })
    }
}

/// The tasks of a report.
pub fn tasks(outline: &Outline) -> Vec<Task> {
    let statements = outline
        .statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.kind.is_task());
    statements
        .map(|(statement, s)| Task {
            statement,
            done: s.kind == Kind::Achievement,
        })
        .collect()
}

/// Ties terms to tasks and names; of several links between one term and one target the
/// strongest stays. In the order of the text.
pub fn links(cx: Context<'_>, mentions: &[Mention], rules: &LinkRules) -> Vec<Link> {
    let by_statement = by_statement(mentions);
    let mut found = Vec::new();
    for (&statement, ids) in &by_statement {
        match cx.outline.statements[statement].kind {
            Kind::Heading | Kind::Topic | Kind::Ceremony | Kind::Definition => {}
            kind => {
                if kind.is_task() {
                    let terms = ids.iter().filter(|&&i| mentions[i].label == Label::Term);
                    found.extend(terms.map(|&i| rules.task.link(i, Target::Task(statement))));
                }
                concern::links(cx, mentions, ids, statement, rules, &mut found);
            }
        }
    }
    definition::links(cx, mentions, &by_statement, rules, &mut found);
    theme::elaborations(cx, mentions, &by_statement, rules, &mut found);
    theme::themes(cx, mentions, &by_statement, rules, &mut found);
    strongest(found)
}

/// The mentions of each statement, in the order of the text.
fn by_statement(mentions: &[Mention]) -> BTreeMap<StatementId, Vec<MentionId>> {
    let mut out: BTreeMap<StatementId, Vec<MentionId>> = BTreeMap::new();
    for (id, mention) in mentions.iter().enumerate().filter(|(_, m)| !m.nested) {
        out.entry(mention.statement).or_default().push(id);
    }
    out
}

/// Keeps one link for each term and target: one that says what the term concerns, then the one of
/// the highest score.
fn strongest(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by_key(|l| {
        (
            l.term,
            l.target,
            !l.scope.concerns(),
            u8::MAX - l.score.0,
            l.scope,
            l.rule,
        )
    });
    links.dedup_by_key(|l| (l.term, l.target));
    links
}
