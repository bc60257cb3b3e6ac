//! Sections, statements, tasks.

use super::Builder;
use crate::graph::{Attribute, Literal, NodeKind, Relation, codes};

impl Builder<'_> {
    /// Sections under sections under the report.
    pub(super) fn sections(&mut self) {
        for (i, section) in self.analysis.outline.sections.iter().enumerate() {
            let node = self.part(NodeKind::Section, "sec", &[i as u32 + 1]);
            let above = match section.parent {
                Some(parent) => self.part(NodeKind::Section, "sec", &[parent as u32 + 1]),
                None => self.report,
            };
            self.sections.push(node);
            self.graph.tie(node, Relation::PartOf, above);
            self.graph
                .say(node, Attribute::Order, Literal::Count(i as u32 + 1));
            self.graph
                .say(node, Attribute::Level, Literal::Count(section.level.into()));
            self.graph
                .say(node, Attribute::Role, codes::role(section.role));
            if let Some(heading) = section.heading {
                self.graph.say(
                    node,
                    Attribute::Label,
                    Literal::zh(self.analysis.source.slice(heading)),
                );
            }
        }
    }

    /// Statements with their text.
    pub(super) fn statements(&mut self) {
        let statements = &self.analysis.outline.statements;
        self.statements = (1..=statements.len() as u32)
            .map(|n| self.part(NodeKind::Statement, "s", &[n]))
            .collect();
        for (i, statement) in statements.iter().enumerate() {
            let node = self.statements[i];
            let section = self.sections[statement.section];
            self.tie_own(node, Relation::PartOf, section);
            self.tie_own(node, Relation::Context, self.report);
            self.anchor(node, statement.span);
            self.graph
                .say(node, Attribute::Order, Literal::Count(i as u32 + 1));
            self.graph.say(
                node,
                Attribute::StatementKind,
                codes::statement(statement.kind),
            );
            if let Some(topic) = statement.topic {
                self.tie_own(node, Relation::GovernedBy, self.statements[topic]);
            }
        }
    }

    /// Tasks and what their statements name.
    pub(super) fn tasks(&mut self) {
        for task in &self.analysis.tasks {
            let node = self.part(NodeKind::Task, "task", &[task.statement as u32 + 1]);
            self.tie_own(node, Relation::StatedIn, self.statements[task.statement]);
            self.graph
                .say(node, Attribute::Status, codes::status(task.done));
            self.tasks[task.statement] = Some(node);
        }
        for (i, mention) in self
            .analysis
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| !m.nested)
        {
            if let Some(task) = self.tasks[mention.statement] {
                let entity = self.entities[self.analysis.mention_entities[i]];
                self.graph.tie(task, Relation::Mentions, entity);
            }
        }
    }
}
