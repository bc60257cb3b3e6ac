//! The graph directory as commands ask it: opened, searched by name, with what every card needs.

use std::fmt::Display;
use std::path::Path;

use zhengtu::directory::{DirectoryError, GraphDirectory};
use zhengtu::graph::{
    Attribute, KnowledgeGraph, Language, Literal, Node, NodeId, NodeKind, Relation,
};
use zhengtu::rdf::Iris;
use zhengtu::store::KnowledgeStore;

use super::failure::Failure;
use super::library::report_of;
use super::messages;
use super::ui::Ui;

/// The union of all reports.
pub struct Corpus {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// The IRIs below its base.
    pub iris: Iris,
}

/// Opens a graph directory.
pub fn open(path: &Path, ui: &Ui) -> Result<GraphDirectory, Failure> {
    GraphDirectory::open(path).map_err(|e| directory_failure(&e, ui))
}

/// Opens the index of a graph directory, saying so where it must be made first.
pub fn store(directory: &GraphDirectory, ui: &Ui) -> Result<KnowledgeStore, Failure> {
    let missing = |count| ui.note(ui.say("index.missing", &[("count", &count)]));
    KnowledgeStore::open_telling(directory, &missing)
        .map_err(|e| Failure::new(e.to_string()).advise(ui.text("graph.rebuild-hint")))
}

/// Says what turned out to be damaged while it was read.
pub fn tell_mended(store: &KnowledgeStore, ui: &Ui) {
    let (mended, lost) = store.index().mended();
    for (key, count) in [("index.mended", mended), ("index.lost", lost)] {
        if count > 0 {
            ui.warn(ui.say(key, &[("count", &count)]));
        }
    }
}

/// What went wrong with a graph directory, with advice.
pub fn directory_failure(error: &DirectoryError, ui: &Ui) -> Failure {
    let say = |key: &str, values: &[(&str, &dyn Display)]| Failure::new(ui.say(key, values));
    match error {
        DirectoryError::Io { path, source } => ui.messages.io(path, source),
        DirectoryError::Missing { path } => {
            say("graph.missing", &[("path", &path.display())]).advise(ui.text("graph.missing-hint"))
        }
        DirectoryError::Manifest { path, message } => {
            say("error.io", &[("path", &path.display()), ("cause", message)])
                .advise(ui.text("graph.rebuild-hint"))
        }
        DirectoryError::Quads { path, source } => {
            say("error.io", &[("path", &path.display()), ("cause", source)])
                .advise(ui.text("graph.rebuild-hint"))
        }
        DirectoryError::SameReport {
            report,
            first,
            second,
        } => say(
            "graph.same-report",
            &[("report", report), ("first", first), ("second", second)],
        )
        .advise(ui.text("graph.same-report-hint")),
        DirectoryError::Base { theirs, ours } => {
            say("graph.base", &[("theirs", theirs), ("ours", ours)])
                .advise(ui.text("graph.base-hint"))
        }
        DirectoryError::Locked { path } => say("graph.locked", &[("path", &path.display())]),
        other => Failure::new(other.to_string()),
    }
}

impl Corpus {
    /// Reads all reports of a graph directory.
    pub fn read(path: &Path, ui: &Ui) -> Result<Self, Failure> {
        let directory = open(path, ui)?;
        let graph = directory.graph().map_err(|e| directory_failure(&e, ui))?;
        let iris =
            Iris::new(&directory.manifest().base).map_err(|e| Failure::new(e.to_string()))?;
        Ok(Self { graph, iris })
    }

    /// The nodes with these IRIs, as far as they are here.
    pub fn ids(&self, iris: &[String]) -> Vec<NodeId> {
        iris.iter().filter_map(|iri| self.graph.find(iri)).collect()
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        self.graph.get(id)
    }

    /// The nodes of one kind, in IRI order.
    pub fn of_kind(&self, kind: NodeKind) -> impl Iterator<Item = NodeId> + '_ {
        self.graph
            .nodes()
            .filter(move |(_, node)| node.kind == kind)
            .map(|(id, _)| id)
    }

    /// The ends of the edges of one relation out of a node.
    pub fn to(&self, from: NodeId, relation: Relation) -> impl Iterator<Item = NodeId> {
        self.graph
            .out(from)
            .into_iter()
            .filter(move |(r, _)| *r == relation)
            .map(|(_, to)| to)
    }

    /// The starts of the edges of one relation into a node.
    pub fn from(&self, to: NodeId, relation: Relation) -> impl Iterator<Item = NodeId> {
        KnowledgeGraph::into(&self.graph, to)
            .into_iter()
            .filter(move |(r, _)| *r == relation)
            .map(|(_, from)| from)
    }

    /// The end of the only edge of one relation out of a node.
    pub fn one(&self, from: NodeId, relation: Relation) -> Option<NodeId> {
        self.to(from, relation).next()
    }

    /// A literal as text; empty where there is none.
    pub fn text(&self, id: NodeId, attribute: Attribute) -> String {
        self.node(id)
            .attribute(attribute)
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// A code without the name of its list (`status-done` → `done`).
    pub fn code(&self, id: NodeId, attribute: Attribute) -> String {
        let code = self.text(id, attribute);
        code.split_once('-')
            .map_or(code.as_str(), |(_, name)| name)
            .to_owned()
    }

    /// A label in the language of the user, where there are two.
    pub fn label(&self, id: NodeId, attribute: Attribute, language: messages::Language) -> String {
        let wanted = match language {
            messages::Language::En => Language::En,
            messages::Language::Zh => Language::Zh,
        };
        let labels = self
            .node(id)
            .attributes
            .iter()
            .filter(|(a, _)| *a == attribute);
        let spoken = labels
            .clone()
            .find(|(_, v)| matches!(v, Literal::Label(_, l) if *l == wanted));
        spoken
            .or_else(|| labels.clone().next())
            .map(|(_, v)| v.to_string())
            .unwrap_or_default()
    }

    /// The name of a thing; Chinese where it has two, as the reports are.
    pub fn name(&self, id: NodeId) -> String {
        let name = self.label(id, Attribute::PrefLabel, messages::Language::Zh);
        if name.is_empty() {
            self.node(id).label().to_owned()
        } else {
            name
        }
    }

    /// Code points of the report, half-open.
    pub fn place(&self, id: NodeId) -> (u32, u32) {
        let count = |a| {
            self.node(id)
                .attribute(a)
                .and_then(Literal::count)
                .unwrap_or_default()
        };
        (count(Attribute::Begin), count(Attribute::End))
    }

    /// The local name of the report that a node belongs to: `310118-2021`.
    pub fn report_of(&self, id: NodeId) -> &str {
        report_of(&self.node(id).iri)
    }

    /// The IRI as a person types it: `term:六稳`, `report:310118-2021#task_12`.
    pub fn short(&self, id: NodeId) -> String {
        let iri = &self.node(id).iri;
        self.iris
            .parts(iri)
            .map_or_else(|| iri.clone(), |(kind, local)| format!("{kind}:{local}"))
    }

    /// The reports that mention a thing, each with how often, in order.
    pub fn mentions(&self, id: NodeId) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = Vec::new();
        let mut reports: Vec<&str> = self
            .from(id, Relation::RefersTo)
            .map(|m| self.report_of(m))
            .collect();
        reports.sort_unstable();
        for report in reports {
            match out.last_mut() {
                Some((last, n)) if last == report => *n += 1,
                _ => out.push((report.to_owned(), 1)),
            }
        }
        out
    }
}

/// Text on one line: line breaks and indents of the original left out.
pub fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
