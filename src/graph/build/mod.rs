//! One analysed report to nodes and edges.
//!
//! What the report says hangs on nodes under its own IRI; of the things it shares with others
//! only what their IRI and the lexicon tell is said. Fragments of a report's IRI:
//! `sec_N` section, `s_N` statement and `task_N` the task it tells (both from 1 in the order of
//! the text), `offset_A_B` mention, `def_A_B` definition by the offsets of its headword and
//! `def_A_B_I_J` its parts by their order, `figure_A_B` observation, `figures` the data set of
//! all of them, `link_A_B_C_D` link by the offsets of both mentions, `link_A_B_task_N` link to a
//! task. Offsets are code points of the original, half-open.

mod definition;
mod entity;
mod figure;
mod link;
mod outline;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::{Attribute, KnowledgeGraph, Literal, NodeId, NodeKind, Relation};
use crate::analysis::{Analysis, Ruleset};
use crate::rdf::Iris;
use crate::seeds::SeedRef;
use crate::span::Span;

/// Adds what a report says to `graph` and gives the report's node.
pub fn add_report(
    graph: &mut KnowledgeGraph,
    analysis: &Analysis,
    rules: &Ruleset,
    iris: &Iris,
) -> NodeId {
    let report_iri = iris.report(&analysis.header, analysis.source.sha256());
    let fresh = graph.find(&report_iri).is_none();
    graph.expect(
        2 * analysis.outline.statements.len()
            + 2 * analysis.mentions.len()
            + 2 * analysis.observations.len()
            + analysis.links.len(),
    );
    let report = graph.node(&report_iri, NodeKind::Report);
    let mut builder = Builder {
        graph,
        analysis,
        rules,
        iris,
        report_iri,
        report,
        fresh,
        sections: Vec::new(),
        statements: Vec::new(),
        tasks: vec![None; analysis.outline.statements.len()],
        entities: Vec::new(),
        mentions: Vec::new(),
        area: None,
        divisions: HashMap::default(),
        indicators: HashSet::default(),
        rule_nodes: HashMap::default(),
        iri: String::new(),
    };
    builder.report();
    builder.sections();
    builder.statements();
    builder.entities();
    builder.mentions();
    builder.tasks();
    builder.definitions();
    builder.figures();
    builder.links();
    report
}

struct Builder<'a> {
    graph: &'a mut KnowledgeGraph,
    analysis: &'a Analysis,
    rules: &'a Ruleset,
    iris: &'a Iris,
    report_iri: String,
    report: NodeId,
    /// Whether the graph had nothing of the report before.
    fresh: bool,
    /// The nodes of the outline's sections and statements, of the tasks they tell, of entities and mentions.
    sections: Vec<NodeId>,
    statements: Vec<NodeId>,
    tasks: Vec<Option<NodeId>>,
    entities: Vec<NodeId>,
    mentions: Vec<NodeId>,
    /// The place whose government reports.
    area: Option<NodeId>,
    /// The listed places by their codes, and the indicators of the table that were named so far.
    divisions: HashMap<u32, NodeId, FixedState>,
    indicators: HashSet<NodeId, FixedState>,
    /// The rules and records that were a reason so far.
    rule_nodes: HashMap<SeedRef, NodeId, FixedState>,
    /// Where an IRI is put together.
    iri: String,
}

impl Builder<'_> {
    /// A node under the report's IRI, by a name and numbers: `offset_12_15`.
    fn part(&mut self, kind: NodeKind, name: &str, numbers: &[u32]) -> NodeId {
        self.begin(name, numbers);
        self.graph.node(&self.iri, kind)
    }

    /// Begins the IRI of a part.
    fn begin(&mut self, name: &str, numbers: &[u32]) {
        self.iri.clear();
        self.iri.push_str(&self.report_iri);
        self.iri.push('#');
        self.go_on(name, numbers);
    }

    /// Appends to an IRI that was begun.
    fn go_on(&mut self, name: &str, numbers: &[u32]) {
        self.iri.push_str(name);
        for &number in numbers {
            self.iri.push('_');
            self.iri.push_str(itoa::Buffer::new().format(number));
        }
    }

    /// Ties a node that stands for one thing of the report alone, once by each relation.
    fn tie_own(&mut self, from: NodeId, relation: Relation, to: NodeId) {
        if self.fresh {
            self.graph.tie_anew(from, relation, to);
        } else {
            self.graph.tie(from, relation, to);
        }
    }

    /// Says where a node stands in the text.
    fn place(&mut self, node: NodeId, span: Span) {
        let (start, end) = self.analysis.source.original(span);
        self.graph
            .say(node, Attribute::Begin, Literal::Count(start));
        self.graph.say(node, Attribute::End, Literal::Count(end));
    }

    /// Says where a node stands and what stands there.
    fn anchor(&mut self, node: NodeId, span: Span) {
        self.place(node, span);
        self.graph.say(
            node,
            Attribute::Anchor,
            Literal::text_of(self.analysis.source.original_text(span)),
        );
    }

    /// Says `attribute` of a node where there is a value.
    fn say_if(&mut self, node: NodeId, attribute: Attribute, value: Option<Literal>) {
        if let Some(value) = value {
            self.graph.say(node, attribute, value);
        }
    }

    /// The report itself.
    fn report(&mut self) {
        let (report, header, source) = (self.report, &self.analysis.header, &self.analysis.source);
        let text = |span: Span| Literal::text_of(source.slice(span));
        self.graph
            .say(report, Attribute::Language, Literal::text_of("zh"));
        self.graph.say(
            report,
            Attribute::TextSha256,
            Literal::text_of(source.sha256()),
        );
        self.say_if(
            report,
            Attribute::Title,
            header.title.map(|t| Literal::zh(source.slice(t))),
        );
        self.say_if(
            report,
            Attribute::Issued,
            header.date.clone().map(Literal::Date),
        );
        self.say_if(report, Attribute::Year, header.year.map(Literal::Year));
        self.say_if(
            report,
            Attribute::ReviewFrom,
            header.review.map(|(from, _)| Literal::Year(from)),
        );
        self.say_if(
            report,
            Attribute::ReviewTo,
            header.review.map(|(_, to)| Literal::Year(to)),
        );
        self.say_if(report, Attribute::Session, header.session.map(text));
        self.say_if(report, Attribute::Speaker, header.speaker.map(text));
        self.say_if(report, Attribute::Office, header.office.map(text));
        self.say_if(
            report,
            Attribute::Edition,
            header.edition.clone().map(Literal::Text),
        );
        if let Some(government) = &header.government {
            let area = self.division(government.code);
            self.graph.tie(report, Relation::Jurisdiction, area);
            self.area = Some(area);
        }
    }
}
