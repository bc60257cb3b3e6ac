//! The card of a term, place, project, organisation, policy or event.

use std::collections::{BTreeMap, BTreeSet};

use zhengtu::graph::{Attribute, NodeId, NodeKind, Relation};

use super::Card;
use crate::cli::evidence::{self, Evidence};
use crate::cli::ui::Style;

/// Sections of a term's card: the kind of what it is tied to.
const SECTIONS: [(NodeKind, &str); 5] = [
    (NodeKind::Place, "show.places"),
    (NodeKind::Project, "show.projects"),
    (NodeKind::Organization, "show.organizations"),
    (NodeKind::Policy, "show.policies"),
    (NodeKind::Event, "show.events"),
];

/// A task that tells of a thing: its sentence, what stands out in it, and how it is tied.
struct Told {
    task: NodeId,
    statement: NodeId,
    marks: Vec<(NodeId, Style)>,
    how: String,
}

impl Card<'_> {
    pub(super) fn thing_card(&mut self, id: NodeId) {
        let kind = self.corpus.node(id).kind;
        self.head(id, kind);
        if kind == NodeKind::Term {
            self.definitions(id);
        }
        let mut links = evidence::links(self.corpus, id);
        links.retain(|e| self.wanted(e.link));
        for (other, key) in SECTIONS {
            if kind == NodeKind::Term {
                self.tied(key, &links, |e| e.target, other);
            }
        }
        if kind != NodeKind::Term {
            self.tied("show.terms", &links, |e| e.term, NodeKind::Term);
        }
        let told = self.tasks_of(id, &links);
        for (status, key) in [("planned", "show.planned"), ("done", "show.done")] {
            let part: Vec<&Told> = told
                .iter()
                .filter(|t| self.corpus.code(t.task, Attribute::Status) == status)
                .collect();
            self.told(key, &part);
        }
        let direct = told
            .iter()
            .filter(|t| !matches!(t.how.as_str(), "theme" | "elaboration"));
        let figures: Vec<NodeId> = direct
            .flat_map(|t| self.corpus.to(t.task, Relation::HasFigure))
            .collect();
        self.figures(&figures);
    }

    /// What it is, what else it is called, where it is mentioned.
    fn head(&mut self, id: NodeId, kind: NodeKind) {
        let corpus = self.corpus;
        let name = corpus.name(id);
        self.title(&name, &format!("{kind:?}").to_lowercase(), id);
        let mentions: Vec<NodeId> = corpus
            .from(id, Relation::RefersTo)
            .filter(|m| self.wanted(*m))
            .collect();
        let kinds: BTreeSet<String> = mentions
            .iter()
            .map(|m| corpus.text(*m, Attribute::TermKind))
            .filter(|k| !k.is_empty())
            .map(|k| k.strip_prefix("term-").unwrap_or(&k).to_owned())
            .collect();
        let comma = self.ui.text("list.comma");
        let spoken = |k: &String| self.ui.code("term", k).to_owned();
        self.fact(
            "show.kind",
            &kinds.iter().map(spoken).collect::<Vec<_>>().join(comma),
        );
        let labels = corpus
            .node(id)
            .attributes
            .iter()
            .filter(|(a, _)| *a == Attribute::AltLabel);
        let mut names: BTreeSet<String> = labels.map(|(_, v)| v.to_string()).collect();
        names.extend(mentions.iter().map(|m| corpus.text(*m, Attribute::Surface)));
        names.remove(&name);
        self.fact(
            "show.aliases",
            &names.into_iter().collect::<Vec<_>>().join(comma),
        );
        let above = corpus
            .to(id, Relation::Within)
            .chain(corpus.to(id, Relation::ScopedTo));
        let above: Vec<String> = above.map(|a| corpus.name(a)).collect();
        self.fact("show.within", &above.join(comma));
        let reports = corpus.mentions(id);
        let reports: Vec<String> = reports
            .into_iter()
            .map(|(report, n)| format!("{report} ×{n}"))
            .collect();
        self.fact("show.reports", &reports.join(comma));
    }

    /// One section: the things of one kind, each with its strongest evidence; those that one
    /// sentence ties alike are named together.
    fn tied(
        &mut self,
        key: &str,
        links: &[Evidence],
        end: impl Fn(&Evidence) -> NodeId,
        kind: NodeKind,
    ) {
        let mut counts: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<&Evidence>> = Vec::new();
        for piece in links
            .iter()
            .filter(|e| self.corpus.node(end(e)).kind == kind)
        {
            let count = counts.entry(end(piece)).or_default();
            *count += 1;
            if *count > 1 {
                continue;
            }
            let alike = |e: &&Evidence| {
                (&e.statements, &e.scope, &e.score)
                    == (&piece.statements, &piece.scope, &piece.score)
            };
            match groups.iter_mut().find(|g| g.first().is_some_and(alike)) {
                Some(group) => group.push(piece),
                None => groups.push(vec![piece]),
            }
        }
        if groups.is_empty() {
            return;
        }
        self.section(key, counts.len());
        for group in groups.iter().take(self.most) {
            let first = group[0];
            let scope = self.ui.code("scope", &first.scope);
            let named = group.iter().map(|e| {
                let (name, count) = (self.corpus.name(end(e)), counts[&end(e)]);
                let name = self.ui.style(Style::Bold, &name);
                if count > 1 {
                    format!("{name} ×{count}")
                } else {
                    name
                }
            });
            let named = named.collect::<Vec<_>>().join(self.ui.text("list.comma"));
            self.line(format!("  {named}  {scope} {}", first.score));
            let Some(statement) = first.sentence(self.corpus) else {
                continue;
            };
            let ends = group
                .iter()
                .flat_map(|e| [Some((e.from, Style::From)), e.to.map(|to| (to, Style::To))]);
            let marks: Vec<_> = ends.flatten().collect();
            self.quote(statement, &marks);
        }
        let left: usize = groups.iter().skip(self.most).map(Vec::len).sum();
        if left > 0 {
            self.more(self.most + left);
        }
    }

    /// Where a sentence stands, and the sentence.
    fn quote(&mut self, statement: NodeId, marks: &[(NodeId, Style)]) {
        let here: Vec<_> = marks
            .iter()
            .filter(|(m, _)| self.corpus.one(*m, Relation::StatedIn) == Some(statement))
            .copied()
            .collect();
        let place = evidence::place(self.corpus, statement, self.ui);
        self.line(format!("    {place}"));
        let text = evidence::sentence(self.corpus, statement, &here, "      ", self.ui);
        self.out.push_str(&text);
    }

    /// The tasks of a thing: those its links lead to, strongest first, and those that mention it.
    fn tasks_of(&self, id: NodeId, links: &[Evidence]) -> Vec<Told> {
        let corpus = self.corpus;
        let mut seen = BTreeSet::new();
        let mut out = Vec::new();
        for piece in links
            .iter()
            .filter(|e| corpus.node(e.target).kind == NodeKind::Task)
        {
            let Some(statement) = corpus.one(piece.target, Relation::StatedIn) else {
                continue;
            };
            if seen.insert(piece.target) {
                let marks = vec![(piece.from, Style::From)];
                out.push(Told {
                    task: piece.target,
                    statement,
                    marks,
                    how: piece.scope.clone(),
                });
            }
        }
        let mut mentions: Vec<NodeId> = corpus
            .from(id, Relation::RefersTo)
            .filter(|m| self.wanted(*m))
            .collect();
        mentions.sort_by_key(|m| (corpus.report_of(*m).to_owned(), corpus.place(*m)));
        for mention in mentions {
            let Some(statement) = corpus.one(mention, Relation::StatedIn) else {
                continue;
            };
            let mut tasks = corpus.from(statement, Relation::StatedIn);
            let Some(task) = tasks.find(|t| corpus.node(*t).kind == NodeKind::Task) else {
                continue;
            };
            if seen.insert(task) {
                out.push(Told {
                    task,
                    statement,
                    marks: vec![(mention, Style::From)],
                    how: String::new(),
                });
            }
        }
        out
    }

    fn told(&mut self, key: &str, tasks: &[&Told]) {
        if tasks.is_empty() {
            return;
        }
        self.section(key, tasks.len());
        let mut scope = "";
        for told in tasks.iter().take(self.most) {
            if told.how != scope {
                let how = self.ui.code("task-scope", &told.how);
                if !how.is_empty() {
                    self.line(format!("  {}", self.ui.style(Style::Dim, how)));
                }
                scope = &told.how;
            }
            self.quote(told.statement, &told.marks);
        }
        self.more(tasks.len());
    }
}
