//! From the graph to a drawing.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::arrange::{Grown, arrange};
use super::focus::{find, most_linked};
use super::label::{name, one_line, report_of, tie_tooltip};
use super::note::{anchor, definition_lines, definition_tag, task_lines};
use super::select::{Chosen, Selection, around, select};
use super::style::Manner;
use super::words::Words;
use super::wrap::{plain, wrap};
use super::{Drawing, DrawnEdge, DrawnNode, Line};
use crate::graph::{
    Attribute, KnowledgeGraph, Language, Literal, NodeId, NodeKind, Relation, Tie, follow,
};

/// Things in the middle of a picture.
const MOST_FOCI: usize = 12;
/// Lines between boxes that hang elsewhere.
const MOST_BACKGROUND: usize = 14;
/// Definitions beside one term.
const MOST_DEFINITIONS: usize = 2;
/// Width of a name in ems, and its lines.
const NAME: (f64, usize) = (12.0, 3);

/// Why nothing can be drawn.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DrawError {
    /// Nothing is called so.
    #[error("nothing in the graph is called `{0}`")]
    Unknown(String),
    /// There is no term to begin with.
    #[error("the graph holds no links to draw")]
    Empty,
}

/// Draws what lies within `hops` steps of the things called `names`: terms, places, projects and
/// the like by any of their names, IRIs or prefixed names (`term:六稳`), reports by theirs. Without
/// names, the most linked terms are drawn.
///
/// # Errors
/// When nothing is called so.
pub fn drawing(
    graph: &KnowledgeGraph,
    names: &[impl AsRef<str>],
    hops: usize,
    language: Language,
) -> Result<Drawing, DrawError> {
    let foci = foci(graph, names)?;
    let selection = select(graph, &foci, hops);
    let builder = Builder {
        graph,
        words: Words(language),
        language,
        selection: &selection,
    };
    Ok(builder.build(names.is_empty(), foci.len()))
}

/// The IRIs of what would be drawn. Who has only a part of a graph adds what lies around these, and
/// asks again, `hops` times; then the part gives the picture that the whole gives.
///
/// # Errors
/// When nothing is called so.
pub fn reached(
    graph: &KnowledgeGraph,
    names: &[impl AsRef<str>],
    hops: usize,
) -> Result<Vec<String>, DrawError> {
    let foci = foci(graph, names)?;
    let chosen = select(graph, &foci, hops).chosen;
    let iri = |chosen: &Chosen| graph.get(chosen.node).iri.clone();
    Ok(chosen.iter().map(iri).collect())
}

/// What stands in the middle.
fn foci(graph: &KnowledgeGraph, names: &[impl AsRef<str>]) -> Result<Vec<NodeId>, DrawError> {
    let mut foci = Vec::new();
    for name in names {
        let name = name.as_ref();
        let found = find(graph, name);
        if found.is_empty() {
            return Err(DrawError::Unknown(name.to_owned()));
        }
        foci.extend(found);
    }
    if names.is_empty() {
        foci = most_linked(graph);
    }
    let mut seen = BTreeSet::new();
    foci.retain(|&node| seen.insert(node));
    foci.truncate(MOST_FOCI);
    if foci.is_empty() {
        return Err(DrawError::Empty);
    }
    Ok(foci)
}

/// Makes a drawing of what was selected.
pub(super) struct Builder<'a> {
    pub(super) graph: &'a KnowledgeGraph,
    pub(super) words: Words,
    pub(super) language: Language,
    pub(super) selection: &'a Selection,
}

impl Builder<'_> {
    fn build(&self, overview: bool, foci: usize) -> Drawing {
        let mut grown: Vec<Grown> = self
            .selection
            .chosen
            .iter()
            .map(|chosen| self.thing(chosen))
            .collect();
        let mut edges = self.tree_edges();
        for focus in 0..foci {
            for definition in self.definitions(self.selection.chosen[focus].node) {
                edges.push(self.definition_edge(focus, grown.len(), definition));
                grown.push(self.definition(focus, definition));
            }
        }
        let (others, left_out) = self.other_edges();
        edges.extend(others);
        let (nodes, places) = arrange(grown, foci);
        for edge in &mut edges {
            (edge.from, edge.to) = (places[edge.from], places[edge.to]);
        }
        Drawing {
            title: self.title(overview, foci),
            notes: self.notes(left_out),
            nodes,
            edges,
            language: self.language,
        }
    }

    /// The box of a thing or a task.
    fn thing(&self, chosen: &Chosen) -> Grown {
        let record = self.graph.get(chosen.node);
        let done = self.is_done(chosen.node);
        let parent = chosen.parent.as_ref().map(|(parent, _)| *parent);
        let task = record.kind == NodeKind::Task;
        let tag = if task {
            self.task_tag(chosen.node, done)
        } else {
            String::new()
        };
        let tooltip = if task {
            self.sentence(chosen.node)
        } else {
            self.thing_tooltip(chosen.node)
        };
        let node = DrawnNode {
            iri: record.iri.clone(),
            kind: record.kind,
            done,
            tag,
            lines: self.lines(chosen, task),
            focus: chosen.hop == 0,
            column: 0,
            parent,
            tooltip,
        };
        Grown {
            node,
            hop: chosen.hop,
        }
    }

    fn lines(&self, chosen: &Chosen, task: bool) -> Vec<Line> {
        if task {
            let near = chosen
                .parent
                .as_ref()
                .map(|(parent, _)| self.selection.chosen[*parent].node);
            return task_lines(self.graph, chosen.node, near, &self.shown());
        }
        wrap(
            &plain(&name(self.graph, chosen.node, self.language)),
            NAME.0,
            NAME.1,
        )
    }

    /// The things in the picture and their kinds.
    fn shown(&self) -> BTreeMap<NodeId, NodeKind> {
        let chosen = self.selection.chosen.iter();
        chosen
            .map(|c| (c.node, self.graph.get(c.node).kind))
            .collect()
    }

    fn is_done(&self, node: NodeId) -> bool {
        let status = self
            .graph
            .get(node)
            .attribute(Attribute::Status)
            .and_then(Literal::code);
        status.is_some_and(|status| status.ends_with("done"))
    }

    /// Planned or done, and in a corpus of many reports by whom and when.
    fn task_tag(&self, task: NodeId, done: bool) -> String {
        let word = self
            .words
            .get(if done { "tag.done" } else { "tag.planned" });
        match report_of(self.graph, task) {
            Some(report) if self.reports().len() > 1 => {
                format!("{word} · {}", self.short_report(report))
            }
            _ => word.to_owned(),
        }
    }

    /// Area and year.
    fn short_report(&self, report: NodeId) -> String {
        let area = follow(self.graph, report, Relation::Jurisdiction);
        let area = area
            .map(|area| name(self.graph, area, self.language))
            .unwrap_or_default();
        let year = self
            .graph
            .get(report)
            .attribute(Attribute::Year)
            .map(ToString::to_string);
        match year {
            Some(year) if !area.is_empty() => format!("{area} {year}"),
            _ => self.graph.get(report).label().to_owned(),
        }
    }

    fn sentence(&self, node: NodeId) -> String {
        let statement = follow(self.graph, node, Relation::StatedIn);
        statement
            .map(|statement| one_line(anchor(self.graph, statement)))
            .unwrap_or_default()
    }

    fn thing_tooltip(&self, node: NodeId) -> String {
        let record = self.graph.get(node);
        format!(
            "{}: {}\n{}",
            self.words.kind(record.kind, false),
            name(self.graph, node, self.language),
            record.iri
        )
    }

    /// Definitions of a term that differ from one another.
    fn definitions(&self, term: NodeId) -> Vec<NodeId> {
        let into = self
            .graph
            .into(term)
            .into_iter()
            .filter(|(r, _)| *r == Relation::Defines);
        let mut texts = BTreeSet::new();
        let mut out: Vec<NodeId> = into.map(|(_, definition)| definition).collect();
        out.sort_by_key(|&d| {
            (
                self.graph.get(d).attribute(Attribute::Inline).cloned(),
                self.graph.get(d).iri.clone(),
            )
        });
        out.retain(|&d| texts.insert(one_line(anchor(self.graph, d))));
        out.truncate(MOST_DEFINITIONS);
        out
    }

    fn definition(&self, focus: usize, definition: NodeId) -> Grown {
        let mut tag = definition_tag(self.graph, definition, self.words);
        if self.reports().len() > 1
            && let Some(report) = report_of(self.graph, definition)
        {
            tag = format!("{tag} · {}", self.short_report(report));
        }
        let node = DrawnNode {
            iri: self.graph.get(definition).iri.clone(),
            kind: NodeKind::Definition,
            done: false,
            tag,
            lines: definition_lines(self.graph, definition),
            focus: false,
            column: 0,
            parent: Some(focus),
            tooltip: one_line(anchor(self.graph, definition)),
        };
        Grown { node, hop: 1 }
    }

    fn definition_edge(&self, focus: usize, place: usize, definition: NodeId) -> DrawnEdge {
        DrawnEdge {
            from: place,
            to: focus,
            label: self.words.relation(Relation::Defines).to_owned(),
            manner: Manner::Direct,
            tooltip: one_line(anchor(self.graph, definition)),
        }
    }

    /// The lines by which boxes hang on one another.
    fn tree_edges(&self) -> Vec<DrawnEdge> {
        let chosen = self.selection.chosen.iter().enumerate();
        chosen
            .filter_map(|(i, c)| {
                c.parent
                    .as_ref()
                    .map(|(parent, tie)| self.edge(*parent, i, tie))
            })
            .collect()
    }

    /// Lines between boxes that hang elsewhere, named where they lead from what was asked for to the
    /// boxes beside it, and how many are left out.
    fn other_edges(&self) -> (Vec<DrawnEdge>, usize) {
        let places: BTreeMap<NodeId, usize> = self
            .selection
            .chosen
            .iter()
            .enumerate()
            .map(|(i, c)| (c.node, i))
            .collect();
        let mut out = Vec::new();
        for (i, chosen) in self.selection.chosen.iter().enumerate() {
            // What a report names is said by the lines that its things hang on.
            if self.graph.get(chosen.node).kind == NodeKind::Report {
                continue;
            }
            for tie in around(self.graph, chosen.node) {
                let Some(&other) = places.get(&tie.other).filter(|&&other| other > i) else {
                    continue;
                };
                let hangs = |a: usize, b: usize| {
                    self.selection.chosen[a]
                        .parent
                        .as_ref()
                        .is_some_and(|(parent, _)| *parent == b)
                };
                if hangs(other, i) || hangs(i, other) || tie.relation().0 == Relation::ScopedTo {
                    continue;
                }
                let mut edge = self.edge(i, other, &tie);
                if chosen.hop > 0 || self.selection.chosen[other].hop > 1 {
                    edge.manner = Manner::Background;
                    edge.label.clear();
                }
                out.push((tie.rank(), edge));
            }
        }
        // More lines than these hide the tree.
        out.sort_by_key(|(rank, edge)| (edge.manner == Manner::Background, *rank));
        let all = out.len();
        let mut room = MOST_BACKGROUND;
        out.retain(|(_, edge)| {
            let background = edge.manner == Manner::Background;
            let kept = !background || room > 0;
            room -= usize::from(background && kept);
            kept
        });
        let left_out = all - out.len();
        (out.into_iter().map(|(_, edge)| edge).collect(), left_out)
    }

    fn edge(&self, parent: usize, child: usize, tie: &Tie) -> DrawnEdge {
        let (relation, forward) = tie.relation();
        let (from, to) = if forward {
            (parent, child)
        } else {
            (child, parent)
        };
        let of = |place: usize| {
            let node = self.selection.chosen[place].node;
            if self.graph.get(node).kind == NodeKind::Task {
                self.words
                    .kind(NodeKind::Task, self.is_done(node))
                    .to_owned()
            } else {
                name(self.graph, node, self.language)
            }
        };
        let mut label = self.words.relation(relation).to_owned();
        if tie.count() > 1 {
            label = self.words.fill(
                "times",
                &[("name", &label), ("n", &tie.count().to_string())],
            );
        }
        let tooltip = tie_tooltip(self.graph, &of(from), &of(to), tie, self.words);
        DrawnEdge {
            from,
            to,
            label,
            manner: Manner::of(tie),
            tooltip,
        }
    }
}
