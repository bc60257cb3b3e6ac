//! The things that reports share, and the mentions that name them.

use super::Builder;
use crate::graph::{Attribute, Language, Literal, NodeId, NodeKind, Relation, codes};
use crate::lexicon::DivisionLevel;
use crate::link::Entity;
use crate::rdf::{local, name_of, plain_name, segment};
use crate::seeds::SeedRef;

/// The division that a key is scoped to: 310118 in `310118_西虹桥商务区`.
fn scope(key: &str) -> Option<(u32, &str)> {
    let (code, name) = key.split_once('_')?;
    let sound = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| Some((code.parse().ok()?, name))).flatten()
}

impl Builder<'_> {
    /// The node of a shared thing.
    pub(super) fn thing(&mut self, kind: NodeKind, key: &str) -> NodeId {
        self.iri.clear();
        let segment = segment(kind).unwrap_or("thing");
        self.iris.write_thing(segment, key, &mut self.iri);
        self.graph.node(&self.iri, kind)
    }

    /// All entities of the report.
    pub(super) fn entities(&mut self) {
        for entity in &self.analysis.entities {
            let node = self.entity(entity);
            self.entities.push(node);
        }
    }

    /// One entity with what its key and the lexicon tell.
    fn entity(&mut self, entity: &Entity) -> NodeId {
        if let Some(code) = entity.code {
            return self.division(code);
        }
        let node = self.thing(entity.label.into(), &entity.key);
        // The label is read back from the key, not from the text, so that it is a function of the IRI.
        let key = local(&entity.key);
        let (area, name) = scope(&key).map_or((None, &*key), |(code, name)| (Some(code), name));
        let name = name_of(name);
        if let Some(area) = area.filter(|&code| self.rules.lexicon.divisions().get(code).is_some())
        {
            let area = self.division(area);
            self.graph.tie(node, Relation::ScopedTo, area);
        }
        let surfaces = self.rules.index().surfaces(entity.label, &entity.key);
        for surface in surfaces.filter(|surface| plain_name(surface) != plain_name(&name)) {
            self.graph
                .say(node, Attribute::AltLabel, Literal::zh(surface));
        }
        self.graph
            .say(node, Attribute::PrefLabel, Literal::zh(name));
        node
    }

    /// A listed place by its code, with those that hold it.
    pub(super) fn division(&mut self, code: u32) -> NodeId {
        if let Some(&node) = self.divisions.get(&code) {
            return node;
        }
        let divisions = self.rules.lexicon.divisions();
        let node = self.thing(NodeKind::Place, &code.to_string());
        self.divisions.insert(code, node);
        self.graph.say(
            node,
            Attribute::Notation,
            Literal::text_of(code.to_string()),
        );
        let above = if code >= 1_000_000 {
            if let Some(name) = divisions.township_name(code) {
                self.graph
                    .say(node, Attribute::PrefLabel, Literal::zh(name));
            }
            divisions.get(code / 1000).map(|d| d.code)
        } else {
            if let Some(division) = divisions.get(code) {
                self.graph
                    .say(node, Attribute::PrefLabel, Literal::zh(&*division.name));
                if !division.short.is_empty() && division.short != division.name {
                    self.graph
                        .say(node, Attribute::AltLabel, Literal::zh(&*division.short));
                }
                if division.level() == DivisionLevel::Province {
                    for abbreviation in division.abbreviations() {
                        self.graph
                            .say(node, Attribute::AltLabel, Literal::zh(abbreviation));
                    }
                }
            }
            divisions
                .parent(code)
                .map(|d| d.code)
                .filter(|&above| above != code)
        };
        if let Some(above) = above {
            let above = self.division(above);
            self.graph.tie(node, Relation::Within, above);
        }
        node
    }

    /// Names where they occur.
    pub(super) fn mentions(&mut self) {
        let source = &self.analysis.source;
        for (i, mention) in self.analysis.mentions.iter().enumerate() {
            let (start, end) = source.original(mention.span);
            let node = self.part(NodeKind::Mention, "offset", &[start, end]);
            self.anchor(node, mention.span);
            self.graph.say(
                node,
                Attribute::Surface,
                Literal::text_of(plain_name(source.slice(mention.span))),
            );
            self.say_if(
                node,
                Attribute::TermKind,
                mention.term_kind.map(codes::term),
            );
            self.graph.tie(node, Relation::Context, self.report);
            self.graph
                .tie(node, Relation::StatedIn, self.statements[mention.statement]);
            self.graph.tie(
                node,
                Relation::RefersTo,
                self.entities[self.analysis.mention_entities[i]],
            );
            self.matched(node, mention.rule);
            self.mentions.push(node);
        }
    }

    /// Says which rule or record is the reason for a node.
    pub(super) fn matched(&mut self, node: NodeId, at: SeedRef) {
        let rule = match self.rule_nodes.get(&at) {
            Some(&rule) => rule,
            None => self.rule(at),
        };
        self.graph.tie(node, Relation::MatchedBy, rule);
    }

    /// The node of a rule or record.
    fn rule(&mut self, at: SeedRef) -> NodeId {
        let node = if let Some(rule) = self.rules.index().rule(at) {
            let node = self.thing(NodeKind::Rule, &rule.id);
            self.graph
                .say(node, Attribute::Label, Literal::zh(&*rule.zh));
            self.graph.say(
                node,
                Attribute::Label,
                Literal::Label(rule.en.clone(), Language::En),
            );
            node
        } else {
            let file = self.rules.seeds.file(at);
            let node = self.thing(NodeKind::Rule, &format!("{file}:{}", at.line));
            self.graph
                .say(node, Attribute::SeedFile, Literal::text_of(file));
            self.graph
                .say(node, Attribute::SeedLine, Literal::Count(at.line));
            node
        };
        self.rule_nodes.insert(at, node);
        node
    }
}
