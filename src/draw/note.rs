//! The text of sentences and definitions.

use std::collections::BTreeMap;

use super::words::Words;
use super::wrap::{Marked, char_width, plain, squeeze, wrap};
use super::{Line, Piece};
use crate::graph::{Attribute, KnowledgeGraph, Literal, NodeId, NodeKind, Relation, follow};

/// Width of a sentence in ems, and its lines.
const SENTENCE: (f64, usize) = (16.0, 4);
/// The most that stands before the name that a sentence is shown for, in ems.
const LEAD: usize = 20;
/// Width of a definition in ems, and the lines of one that has no parts.
const DEFINITION: (f64, usize) = (18.0, 5);
/// What stands before the second line of a part.
pub(crate) const INDENT: &str = "\u{3000}";
/// Parts of a definition that are shown.
const MOST_PARTS: usize = 10;

/// The lines of a task: that part of its sentence which names `near`, with the names of all
/// things in the picture marked.
pub(crate) fn task_lines(
    graph: &KnowledgeGraph,
    task: NodeId,
    near: Option<NodeId>,
    shown: &BTreeMap<NodeId, NodeKind>,
) -> Vec<Line> {
    let Some(statement) = follow(graph, task, Relation::StatedIn) else {
        return Vec::new();
    };
    let (text, centre) = sentence(graph, statement, near, shown);
    let most = SENTENCE.0 * SENTENCE.1 as f64 - 3.0;
    wrap(
        &window(&text, centre.unwrap_or(0), most),
        SENTENCE.0,
        SENTENCE.1,
    )
}

/// A sentence with the names in it marked, and where `near` stands in it.
fn sentence(
    graph: &KnowledgeGraph,
    statement: NodeId,
    near: Option<NodeId>,
    shown: &BTreeMap<NodeId, NodeKind>,
) -> (Vec<Marked>, Option<usize>) {
    let chars: Vec<char> = anchor(graph, statement).chars().collect();
    let mut marks: Vec<Option<NodeKind>> = vec![None; chars.len()];
    let mut centre: Option<usize> = None;
    let start = offset(graph, statement, Attribute::Begin);
    for (relation, mention) in graph.into(statement) {
        if relation != Relation::StatedIn || graph.get(mention).kind != NodeKind::Mention {
            continue;
        }
        let Some(thing) = follow(graph, mention, Relation::RefersTo) else {
            continue;
        };
        let Some(&kind) = shown.get(&thing) else {
            continue;
        };
        let from = offset(graph, mention, Attribute::Begin).saturating_sub(start);
        let to = offset(graph, mention, Attribute::End)
            .saturating_sub(start)
            .min(chars.len());
        if from < to {
            marks[from..to].fill(Some(kind));
        }
        if Some(thing) == near {
            centre = Some(centre.map_or(from, |known| known.min(from)));
        }
    }
    let kept =
        centre.map(|at| squeeze(chars[..at.min(chars.len())].iter().map(|&c| (c, None))).len());
    (squeeze(chars.into_iter().zip(marks)), kept)
}

/// At most `most` ems of a text around `centre`, cut at clauses where that can be done.
fn window(text: &[Marked], centre: usize, most: f64) -> Vec<Marked> {
    if wide(text) <= most {
        return text.to_vec();
    }
    let start = window_start(text, centre.min(text.len()));
    let mut out: Vec<Marked> = Vec::new();
    if start > 0 {
        out.push(('…', None));
    }
    let mut used = 2.0;
    for &(c, mark) in &text[start..] {
        used += char_width(c);
        if used > most {
            break;
        }
        out.push((c, mark));
    }
    if out.len() < text.len() - start {
        let tail = out.len() - out.len() / 4;
        if let Some(end) = (tail..out.len()).rev().find(|&i| is_clause_end(out[i].0)) {
            out.truncate(end + 1);
        }
        out.push(('…', None));
    }
    out
}

/// Where to begin so that `centre` is soon reached: at a clause if there is one.
fn window_start(text: &[Marked], centre: usize) -> usize {
    let lead = LEAD as f64;
    if wide(&text[..centre]) <= lead {
        return 0;
    }
    let mut clauses = (1..=centre).filter(|&at| is_clause_end(text[at - 1].0));
    let near = clauses.find(|&at| wide(&text[at..centre]) <= lead);
    near.unwrap_or(centre.saturating_sub(LEAD))
}

fn wide(text: &[Marked]) -> f64 {
    text.iter().map(|(c, _)| char_width(*c)).sum()
}

fn is_clause_end(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | ',' | ';')
}

/// The lines of a definition: its parts in order, else its text.
pub(crate) fn definition_lines(graph: &KnowledgeGraph, definition: NodeId) -> Vec<Line> {
    let parts = parts(graph, definition);
    if parts.is_empty() {
        return wrap(
            &plain(anchor(graph, definition)),
            DEFINITION.0,
            DEFINITION.1,
        );
    }
    let most_lines = if parts.len() > 5 { 1 } else { 2 };
    let mut lines = Vec::new();
    for (i, part) in parts.iter().take(MOST_PARTS).enumerate() {
        let text = plain(&format!("{}．{}", i + 1, part));
        let wrapped = wrap(&text, DEFINITION.0 - 1.0, most_lines);
        for (row, mut line) in wrapped.into_iter().enumerate() {
            if row > 0 {
                line.insert(
                    0,
                    Piece {
                        text: INDENT.to_owned(),
                        names: None,
                    },
                );
            }
            lines.push(line);
        }
    }
    if parts.len() > MOST_PARTS {
        lines.extend(wrap(&plain("…"), DEFINITION.0, 1));
    }
    lines
}

/// The parts of a definition in their order: what a part is called before what it says.
pub(crate) fn parts(graph: &KnowledgeGraph, definition: NodeId) -> Vec<String> {
    let components = graph
        .out(definition)
        .into_iter()
        .filter(|(r, _)| *r == Relation::HasComponent);
    let mut components: Vec<NodeId> = components.map(|(_, component)| component).collect();
    components.sort_by_key(|&component| offset(graph, component, Attribute::Order));
    let text = |&component: &NodeId| {
        let text = anchor(graph, component);
        let label = graph
            .get(component)
            .attribute(Attribute::Label)
            .and_then(Literal::text);
        match label {
            Some(label) if !text.contains(label) => format!("{label}：{text}"),
            _ => text.to_owned(),
        }
    };
    components.iter().map(text).collect()
}

/// The word above a definition: how many parts it has and whether its name says so.
pub(crate) fn definition_tag(graph: &KnowledgeGraph, definition: NodeId, words: Words) -> String {
    let n = parts(graph, definition).len();
    let key = match graph.get(definition).attribute(Attribute::Agrees) {
        _ if n == 0 => return words.get("tag.definition").to_owned(),
        Some(Literal::Flag(true)) => "tag.agrees",
        Some(Literal::Flag(false)) => "tag.differs",
        _ => "tag.parts",
    };
    format!(
        "{}{}",
        words.get("tag.definition"),
        words.fill(key, &[("n", &n.to_string())])
    )
}

/// What stands where a node stands.
pub(crate) fn anchor(graph: &KnowledgeGraph, node: NodeId) -> &str {
    graph
        .get(node)
        .attribute(Attribute::Anchor)
        .and_then(Literal::text)
        .unwrap_or_default()
}

pub(crate) fn offset(graph: &KnowledgeGraph, node: NodeId, attribute: Attribute) -> usize {
    graph
        .get(node)
        .attribute(attribute)
        .and_then(Literal::count)
        .unwrap_or(0) as usize
}
