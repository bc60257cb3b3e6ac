//! One report ready to be stored: its quads as bytes, and what the manifest says of it.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Ruleset};
use crate::diagnostic::Diagnostic;
use crate::graph::{KnowledgeGraph, NodeKind, add_report};
use crate::rdf::{Iris, Listener, last_part, write_nquads_to};

/// How much a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Counts {
    pub statements: usize,
    pub tasks: usize,
    pub mentions: usize,
    pub terms: usize,
    pub places: usize,
    pub projects: usize,
    pub organizations: usize,
    pub policies: usize,
    pub events: usize,
    pub definitions: usize,
    pub observations: usize,
    pub links: usize,
    pub quads: usize,
    /// Of the quads, as N-Quads.
    #[serde(default)]
    pub bytes: usize,
}

/// A report as it will be stored: a pure function of its text, the lexicon and the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Local name: `310118-2021`.
    pub report: String,
    /// Its IRI.
    pub iri: String,
    /// What the input is called.
    pub source: String,
    /// SHA-256 of the decoded text.
    pub sha256: String,
    /// Digest of the lexicon.
    pub lexicon: String,
    /// The quads, sorted, one a line.
    pub quads: String,
    /// The text, where the input is not itself the text that offsets mean.
    pub text: Option<String>,
    /// How much it holds.
    pub counts: Counts,
    /// What was not understood.
    pub warnings: Vec<Diagnostic>,
}

impl ReportFile {
    /// The quads of an analysed report. `keep_text` for inputs whose bytes are not the text
    /// itself (archives, other encodings, standard input).
    pub fn new(analysis: &Analysis, rules: &Ruleset, iris: &Iris, keep_text: bool) -> Self {
        let quads = String::with_capacity(64 * analysis.source.raw().len());
        Self::new_in(quads, &mut (), analysis, rules, iris, keep_text)
    }

    /// The same in the room of `quads`, which some other report may have needed before; `listener`
    /// hears of each quad.
    pub fn new_in(
        mut quads: String,
        listener: &mut impl Listener,
        analysis: &Analysis,
        rules: &Ruleset,
        iris: &Iris,
        keep_text: bool,
    ) -> Self {
        quads.clear();
        let mut graph = KnowledgeGraph::new();
        let report = add_report(&mut graph, analysis, rules, iris);
        let iri = graph.get(report).iri.clone();
        let lines = write_nquads_to(&graph, iris, &mut quads, listener);
        Self {
            report: last_part(&iri).to_owned(),
            iri,
            source: analysis.source.name().to_owned(),
            sha256: analysis.source.sha256().to_owned(),
            lexicon: rules.seeds.digest().to_owned(),
            counts: Counts {
                bytes: quads.len(),
                ..counts(&graph, lines)
            },
            quads,
            text: keep_text.then(|| analysis.source.raw().to_owned()),
            warnings: warnings(analysis, iris),
        }
    }
}

/// The report's diagnostics, and one where its IRI had to be made from its text.
fn warnings(analysis: &Analysis, iris: &Iris) -> Vec<Diagnostic> {
    let mut out = analysis.diagnostics.clone();
    if analysis.header.government.is_none() || analysis.header.year.is_none() {
        let iri = iris.report(&analysis.header, analysis.source.sha256());
        let message = format!("named report:{} after its text", last_part(&iri));
        out.push(Diagnostic::warning("R010", analysis.source.name(), message));
    }
    out
}

fn counts(graph: &KnowledgeGraph, quads: usize) -> Counts {
    let mut counts = Counts {
        quads,
        ..Counts::default()
    };
    for node in graph.petgraph().node_weights() {
        let count = match node.kind {
            NodeKind::Statement => &mut counts.statements,
            NodeKind::Task => &mut counts.tasks,
            NodeKind::Mention => &mut counts.mentions,
            NodeKind::Term => &mut counts.terms,
            NodeKind::Place => &mut counts.places,
            NodeKind::Project => &mut counts.projects,
            NodeKind::Organization => &mut counts.organizations,
            NodeKind::Policy => &mut counts.policies,
            NodeKind::Event => &mut counts.events,
            NodeKind::Definition => &mut counts.definitions,
            NodeKind::Observation => &mut counts.observations,
            NodeKind::Link => &mut counts.links,
            _ => continue,
        };
        *count += 1;
    }
    counts
}
