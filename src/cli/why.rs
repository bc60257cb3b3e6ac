//! `zhengtu why A B`: every piece of evidence that ties two things, down to the seed line that
//! recognised each end, and how to mend what is wrong.

use std::collections::BTreeMap;
use std::fmt::Write;

use zhengtu::graph::{Attribute, NodeId, NodeKind, Relation, paths};
use zhengtu::index::{Around, Wanted};
use zhengtu::seeds::Seeds;

use super::args::{Global, Why};
use super::corpus::Corpus;
use super::evidence::{self, Evidence};
use super::failure::Failure;
use super::library::Library;
use super::table::cut;
use super::ui::{Style, Ui};

/// Longer ways between two things tell nothing.
const HOPS: u8 = 4;

/// Runs the command.
pub fn run(args: &Why, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let mut library = Library::open(&args.graph.graph, ui)?;
    let seeds =
        Seeds::with_directory(global.seeds.as_deref()).map_err(|e| ui.messages.seeds(&e))?;
    let ends = [library.find(&args.from)?, library.find(&args.to)?];
    for iri in ends.iter().flatten() {
        library.take(iri, Around::Evidence);
    }
    let corpus = library.corpus(Wanted::default())?;
    let (a, b) = (corpus.ids(&ends[0]), corpus.ids(&ends[1]));
    let mut found: Vec<Evidence> = a
        .iter()
        .flat_map(|&thing| evidence::links(&corpus, thing))
        .collect();
    found.retain(|e| {
        let other = |x: NodeId, y: NodeId| a.contains(&x) && b.contains(&y);
        other(e.term, e.target) || other(e.target, e.term)
    });
    if found.is_empty() {
        return untied(&library, &corpus, &ends, args, ui);
    }
    for (i, piece) in found.iter().enumerate() {
        ui.line(told(&corpus, &seeds, i + 1, piece, ui).trim_end())?;
        ui.line("")?;
    }
    ui.line(mending(&corpus, &found[0], ui))
}

/// One piece of evidence.
fn told(corpus: &Corpus, seeds: &Seeds, number: usize, piece: &Evidence, ui: &Ui) -> String {
    let scope = ui.code("scope", &piece.scope);
    let (from, to) = (corpus.name(piece.term), target(corpus, piece));
    let ends = format!(
        "{} → {}",
        ui.style(Style::From, &from),
        ui.style(Style::To, &to)
    );
    let sure = ui.say("why.score", &[("score", &piece.score)]);
    let mut out = format!(
        "{number}. {ends}  {}  {sure}\n",
        ui.style(Style::Bold, scope)
    );
    let marks: Vec<_> = std::iter::once((piece.from, Style::From))
        .chain(piece.to.map(|to| (to, Style::To)))
        .collect();
    for &statement in &piece.statements {
        let kind = corpus.code(statement, Attribute::StatementKind);
        let kind = ui.code("kind", &kind).to_owned();
        let _ = writeln!(out, "   {}  {kind}", evidence::place(corpus, statement, ui));
        let here: Vec<_> = marks
            .iter()
            .filter(|(m, _)| corpus.one(*m, Relation::StatedIn) == Some(statement))
            .copied()
            .collect();
        out.push_str(&evidence::sentence(corpus, statement, &here, "     ", ui));
    }
    let _ = writeln!(out, "   {}", recognised(corpus, seeds, piece.from, ui));
    if let Some(to) = piece.to {
        let _ = writeln!(out, "   {}", recognised(corpus, seeds, to, ui));
    }
    let rule = corpus
        .one(piece.link, Relation::MatchedBy)
        .map(|r| reason(corpus, seeds, r, ui))
        .unwrap_or_default();
    let _ = writeln!(out, "   {}", ui.say("why.tied", &[("rule", &rule)]));
    out
}

/// What a term is tied to: a name, or a task by its status.
fn target(corpus: &Corpus, piece: &Evidence) -> String {
    if corpus.node(piece.target).kind == NodeKind::Task {
        corpus.short(piece.target)
    } else {
        corpus.name(piece.target)
    }
}

/// Where a name stands and what recognised it.
fn recognised(corpus: &Corpus, seeds: &Seeds, mention: NodeId, ui: &Ui) -> String {
    let (start, end) = corpus.place(mention);
    let rule = corpus
        .one(mention, Relation::MatchedBy)
        .map(|r| reason(corpus, seeds, r, ui))
        .unwrap_or_default();
    let surface = corpus.text(mention, Attribute::Surface);
    ui.say(
        "why.recognised",
        &[
            ("surface", &surface),
            ("start", &start),
            ("end", &end),
            ("rule", &rule),
        ],
    )
}

/// A rule by its id and what it says; a record by its file, line and cells.
fn reason(corpus: &Corpus, seeds: &Seeds, rule: NodeId, ui: &Ui) -> String {
    let file = corpus.text(rule, Attribute::SeedFile);
    if file.is_empty() {
        let id = corpus.short(rule);
        let id = id.strip_prefix("rule:").unwrap_or(&id).to_owned();
        let at = seeds
            .rows("rules.tsv")
            .find(|row| row.get("id") == id)
            .map(|row| row.at());
        let at = at
            .map(|at| format!("{}:{}", seeds.file(at), at.line))
            .unwrap_or_default();
        let says = corpus.label(rule, Attribute::Label, ui.messages.language());
        return ui.say("why.rule", &[("id", &id), ("at", &at), ("says", &says)]);
    }
    let line: u32 = corpus
        .text(rule, Attribute::SeedLine)
        .parse()
        .unwrap_or_default();
    let record = seeds
        .record(&file, line)
        .map(|row| row.cells().collect::<Vec<_>>().join(" | "))
        .unwrap_or_default();
    // A record may be a whole county with its townships.
    let record = cut(&record, 72);
    ui.say(
        "why.record",
        &[("at", &format!("{file}:{line}")), ("record", &record)],
    )
}

/// What to write where to be rid of a wrong link.
fn mending(corpus: &Corpus, piece: &Evidence, ui: &Ui) -> String {
    let mention = piece.to.unwrap_or(piece.from);
    let thing = corpus.one(mention, Relation::RefersTo);
    let label = thing.map_or("Term", |t| label(corpus.node(t).kind));
    let surface = corpus.text(mention, Attribute::Surface);
    ui.say("why.mend", &[("surface", &surface), ("label", &label)])
}

/// The label by which the seed tables call a kind.
fn label(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Place => "Place",
        NodeKind::Project => "Project",
        NodeKind::Organization => "Organisation",
        NodeKind::Policy => "Policy",
        NodeKind::Event => "Event",
        _ => "Term",
    }
}

/// No link ties them: the tasks that name both, else the way from one to the other.
fn untied(
    library: &Library<'_>,
    corpus: &Corpus,
    ends: &[Vec<String>; 2],
    args: &Why,
    ui: &Ui,
) -> Result<(), Failure> {
    let (a, b) = (corpus.ids(&ends[0]), corpus.ids(&ends[1]));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("a", &args.from), ("b", &args.to)];
    ui.line(ui.say("why.untied", &values))?;
    let mentions = |things: &[NodeId]| -> Vec<(NodeId, NodeId)> {
        let all = things
            .iter()
            .flat_map(|&t| corpus.from(t, Relation::RefersTo));
        all.filter_map(|m| Some((corpus.one(m, Relation::StatedIn)?, m)))
            .collect()
    };
    let left = mentions(&a);
    let mut right: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    for (statement, mention) in mentions(&b) {
        right.entry(statement).or_insert(mention);
    }
    let mut together = 0;
    for (statement, from) in &left {
        let Some(to) = right.get(statement) else {
            continue;
        };
        together += 1;
        ui.line(format!("\n   {}", evidence::place(corpus, *statement, ui)))?;
        let marks = [(*from, Style::From), (*to, Style::To)];
        ui.write(evidence::sentence(corpus, *statement, &marks, "     ", ui))?;
    }
    if together > 0 {
        return ui.line(format!("\n{}", ui.text("why.together")));
    }
    let corpus = library.ways(ends, HOPS)?;
    let (a, b) = (corpus.ids(&ends[0]), corpus.ids(&ends[1]));
    let ways = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
    let ways: Vec<_> = ways
        .flat_map(|(x, y)| paths(&corpus.graph, x, y, usize::from(HOPS), 3))
        .collect();
    if ways.is_empty() {
        return Err(Failure::new(ui.say("why.nothing", &values)));
    }
    for way in ways {
        let name = |id: NodeId| {
            if corpus.node(id).kind == NodeKind::Task {
                corpus.short(id)
            } else {
                corpus.name(id)
            }
        };
        let first = way.first().map(|s| name(s.from)).unwrap_or_default();
        let line = way
            .iter()
            .fold(first, |line, step| format!("{line} – {}", name(step.to)));
        ui.line(format!("   {line}"))?;
    }
    ui.line(format!("\n{}", ui.text("why.ways")))
}
