//! Links: the evidence as nodes, the short form as edges.

use rust_decimal::Decimal;

use super::Builder;
use crate::graph::{Attribute, Literal, NodeId, NodeKind, Relation, codes};
use crate::link::{Link, Scope, Target};

/// The short form of a link to a shared thing.
fn short(scope: Scope) -> Relation {
    match scope {
        Scope::Clause | Scope::Chain | Scope::Definition => Relation::Concerns,
        Scope::Sentence => Relation::CoMentionedWith,
        Scope::Elaboration => Relation::ElaboratedBy,
        Scope::Theme => Relation::ThemeOf,
    }
}

impl Builder<'_> {
    /// All links, the strongest first: of two between the same places the stronger stays.
    pub(super) fn links(&mut self) {
        let mut links: Vec<&Link> = self.analysis.links.iter().collect();
        links.sort_by_key(|link| link.scope);
        for link in links {
            match link.target {
                Target::Name(mention) => self.tie_name(link, mention),
                Target::Task(statement) => {
                    if let Some(task) = self.tasks[statement] {
                        self.tie_task(link, task, statement);
                    }
                }
            }
        }
    }

    /// A link to a name, and its short form between the two things.
    fn tie_name(&mut self, link: &Link, mention: usize) {
        let entity = self.entities[self.analysis.mention_entities[mention]];
        let term = self.term(link);
        let (start, end) = self
            .analysis
            .source
            .original(self.analysis.mentions[mention].span);
        let Some(node) = self.evidence(link, "", &[start, end]) else {
            return;
        };
        self.tie_own(node, Relation::To, entity);
        self.tie_own(node, Relation::ToMention, self.mentions[mention]);
        self.graph.tie(
            node,
            Relation::StatedIn,
            self.statements[self.analysis.mentions[mention].statement],
        );
        if term != entity {
            self.graph.tie(term, short(link.scope), entity);
        }
    }

    /// A link to a task; its short form is said of the task, which is the report's own.
    fn tie_task(&mut self, link: &Link, task: NodeId, statement: usize) {
        let term = self.term(link);
        let Some(node) = self.evidence(link, "_task", &[statement as u32 + 1]) else {
            return;
        };
        self.tie_own(node, Relation::To, task);
        let relation = match link.scope {
            Scope::Theme => Relation::HasTheme,
            Scope::Elaboration => Relation::Elaborates,
            _ => Relation::Mentions,
        };
        self.graph.tie(task, relation, term);
    }

    fn term(&self, link: &Link) -> NodeId {
        self.entities[self.analysis.mention_entities[link.term]]
    }

    /// The node of a link, unless a stronger one between the same places is there. Its target is
    /// told by a name and numbers.
    fn evidence(&mut self, link: &Link, name: &str, numbers: &[u32]) -> Option<NodeId> {
        let mention = &self.analysis.mentions[link.term];
        let (start, end) = self.analysis.source.original(mention.span);
        let known = self.graph.size().0;
        self.begin("link", &[start, end]);
        self.go_on(name, numbers);
        let node = self.graph.node(&self.iri, NodeKind::Link);
        if node.index() < known {
            return None;
        }
        self.tie_own(node, Relation::From, self.term(link));
        self.tie_own(node, Relation::FromMention, self.mentions[link.term]);
        self.tie_own(node, Relation::StatedIn, self.statements[mention.statement]);
        self.graph
            .say(node, Attribute::Scope, codes::scope(link.scope));
        self.graph.say(
            node,
            Attribute::Score,
            Literal::decimal(Decimal::new(link.score.0.into(), 2)),
        );
        self.matched(node, link.rule);
        Some(node)
    }
}
