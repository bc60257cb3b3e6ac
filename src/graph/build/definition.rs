//! What the report says that terms stand for.

use super::Builder;
use crate::graph::{Attribute, Literal, NodeId, NodeKind, Relation};
use crate::outline::{Component, Definition, StatementId};
use crate::rdf::label_of;
use crate::recognise::Label;
use crate::span::Span;

/// What the fragments of definitions and their parts begin with.
const DEFINITION: &str = "def";

impl Builder<'_> {
    /// All definitions with their parts.
    pub(super) fn definitions(&mut self) {
        for definition in &self.analysis.definitions {
            let (start, end) = self.analysis.source.original(definition.headword);
            let mut place = vec![start, end];
            let node = self.part(NodeKind::Definition, DEFINITION, &place);
            self.anchor(node, definition.span);
            self.graph
                .say(node, Attribute::Inline, Literal::Flag(definition.inline));
            self.say_if(
                node,
                Attribute::Agrees,
                definition.agrees.map(Literal::Flag),
            );
            self.graph.tie(
                node,
                Relation::StatedIn,
                self.statements[definition.statement],
            );
            self.matched(node, definition.rule);
            for term in self.defined(definition) {
                self.graph.tie(node, Relation::Defines, term);
            }
            self.components(
                node,
                &mut place,
                definition.statement,
                &definition.components,
            );
        }
    }

    /// The terms that a definition explains: those named where its headword and aliases stand.
    fn defined(&mut self, definition: &Definition) -> Vec<NodeId> {
        let mut out = Vec::new();
        for &name in std::iter::once(&definition.headword).chain(&definition.aliases) {
            let terms = self.named_in(definition.statement, name, true);
            if terms.is_empty() && name == definition.headword {
                out.push(self.unmentioned(name));
            }
            out.extend(terms);
        }
        out
    }

    /// A term for a headword at which no mention was kept.
    fn unmentioned(&mut self, headword: Span) -> NodeId {
        let key = self.analysis.source.slice(headword);
        let node = self.thing(NodeKind::Term, key);
        self.graph
            .say(node, Attribute::PrefLabel, Literal::zh(label_of(key)));
        node
    }

    /// Parts in their order, and what they name; `place` is that of the whole.
    fn components(
        &mut self,
        whole: NodeId,
        place: &mut Vec<u32>,
        statement: StatementId,
        components: &[Component],
    ) {
        for (i, component) in components.iter().enumerate() {
            place.push(i as u32 + 1);
            let node = self.part(NodeKind::Component, DEFINITION, place);
            self.graph.tie(whole, Relation::HasComponent, node);
            self.graph
                .say(node, Attribute::Order, Literal::Count(i as u32 + 1));
            self.anchor(node, component.span);
            let label = component
                .label
                .map(|label| Literal::zh(self.analysis.source.slice(label)));
            self.say_if(node, Attribute::Label, label);
            for entity in self.named_in(statement, component.span, false) {
                self.graph.tie(node, Relation::Mentions, entity);
            }
            self.components(node, place, statement, &component.parts);
            place.pop();
        }
    }

    /// What a statement names inside `span`; with `touching`, the terms whose mention shares a character
    /// with it.
    fn named_in(&self, statement: StatementId, span: Span, touching: bool) -> Vec<NodeId> {
        let mentions = &self.analysis.mentions;
        let whole = self.analysis.outline.statements[statement].span;
        let first = mentions.partition_point(|m| m.span.start < whole.start);
        let near = mentions
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, m)| m.span.start < span.end);
        let fits = near.filter(|(_, m)| {
            let inside = if touching {
                m.label == Label::Term && m.span.overlaps(span)
            } else {
                span.contains(m.span)
            };
            inside && !m.nested
        });
        fits.map(|(i, _)| self.entities[self.analysis.mention_entities[i]])
            .collect()
    }
}
