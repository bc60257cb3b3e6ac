//! Links as people read them: which term is tied to what, on which sentence, by which rule.

use zhengtu::graph::{Attribute, NodeId, NodeKind, Relation};
use zhengtu::link::Scope;

use super::corpus::{Corpus, flat};
use super::table::wrap;
use super::ui::{Style, Ui};

/// One piece of evidence.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The link.
    pub link: NodeId,
    /// The term.
    pub term: NodeId,
    /// What it is tied to: a thing or a task.
    pub target: NodeId,
    /// Name of the scope.
    pub scope: String,
    /// The score as written.
    pub score: String,
    /// Where the term stands.
    pub from: NodeId,
    /// Where the name stands; none for a task.
    pub to: Option<NodeId>,
    /// The sentences it rests on, in the order of the text.
    pub statements: Vec<NodeId>,
}

impl Evidence {
    fn read(corpus: &Corpus, link: NodeId) -> Option<Self> {
        let target = corpus.one(link, Relation::To)?;
        let mut statements: Vec<NodeId> = corpus.to(link, Relation::StatedIn).collect();
        if corpus.node(target).kind == NodeKind::Task {
            statements.extend(corpus.one(target, Relation::StatedIn));
        }
        statements.sort_by_key(|s| corpus.place(*s));
        statements.dedup();
        Some(Self {
            link,
            term: corpus.one(link, Relation::From)?,
            target,
            scope: corpus.code(link, Attribute::Scope),
            score: format!(
                "{:.2}",
                corpus
                    .text(link, Attribute::Score)
                    .parse::<f64>()
                    .unwrap_or_default()
            ),
            from: corpus.one(link, Relation::FromMention)?,
            to: corpus.one(link, Relation::ToMention),
            statements,
        })
    }

    /// How weak the scope is: 0 for the strongest.
    pub fn rank(&self) -> usize {
        Scope::ALL
            .iter()
            .position(|s| s.name() == self.scope)
            .unwrap_or(Scope::ALL.len())
    }

    /// The sentence in which the target stands: that of the task, or of the name.
    pub fn sentence(&self, corpus: &Corpus) -> Option<NodeId> {
        let holder = self.to.unwrap_or(self.target);
        corpus
            .one(holder, Relation::StatedIn)
            .or_else(|| self.statements.first().copied())
    }
}

/// The links of a thing, as the term or as the target, strongest first, then in the order of
/// reports and texts.
pub fn links(corpus: &Corpus, thing: NodeId) -> Vec<Evidence> {
    let ends = [Relation::From, Relation::To];
    let links = ends
        .into_iter()
        .flat_map(|relation| corpus.from(thing, relation));
    let links = links.filter(|l| corpus.node(*l).kind == NodeKind::Link);
    let mut out: Vec<Evidence> = links
        .filter_map(|link| Evidence::read(corpus, link))
        .collect();
    sort(&mut out, corpus);
    out.dedup_by_key(|e| e.link);
    out
}

fn sort(evidence: &mut [Evidence], corpus: &Corpus) {
    evidence.sort_by_cached_key(|e| {
        let score = e.score.parse::<f64>().unwrap_or_default();
        let at = corpus.place(e.from);
        (
            e.rank(),
            (1000.0 - score * 1000.0) as i64,
            corpus.report_of(e.link).to_owned(),
            at,
            corpus.node(e.link).iri.clone(),
        )
    });
}

/// A sentence on wrapped, indented lines with `marks` (mention, style) standing out: by colour
/// on a terminal, else by 【】.
pub fn sentence(
    corpus: &Corpus,
    statement: NodeId,
    marks: &[(NodeId, Style)],
    indent: &str,
    ui: &Ui,
) -> String {
    let text = corpus.text(statement, Attribute::Anchor);
    let (start, _) = corpus.place(statement);
    let mut places: Vec<(u32, u32, Style)> = marks
        .iter()
        .map(|(mention, style)| (corpus.place(*mention), *style))
        .map(|((from, to), style)| (from.saturating_sub(start), to.saturating_sub(start), style))
        .filter(|(from, to, _)| from < to && (*to as usize) <= text.chars().count())
        .collect();
    places.sort_by_key(|(from, to, _)| (*from, *to));
    places.dedup_by_key(|(from, _, _)| *from);
    // Marks are private-use signs until the lines are cut: colours have no width.
    let mut marked = String::new();
    for (i, c) in text.chars().enumerate() {
        let at = i as u32;
        if places.iter().any(|(from, ..)| *from == at) {
            marked.push('【');
        }
        if !c.is_whitespace() {
            marked.push(c);
        }
        if places.iter().any(|(_, to, _)| *to == at + 1) {
            marked.push('】');
        }
    }
    let width = ui
        .width()
        .unwrap_or(usize::MAX)
        .saturating_sub(indent.len());
    let lines = wrap(&flat(&marked), width);
    let mut styles = places.iter().map(|(.., style)| *style);
    let (mut out, mut open) = (String::new(), None);
    for line in lines {
        out.push_str(indent);
        out.push_str(&coloured(&line, &mut open, &mut styles, ui));
        out.push('\n');
    }
    out
}

/// One line of a marked sentence; a mark may go on in the next line.
fn coloured(
    line: &str,
    open: &mut Option<Style>,
    styles: &mut impl Iterator<Item = Style>,
    ui: &Ui,
) -> String {
    if !ui.colour() {
        return line.to_owned();
    }
    let (mut out, mut piece) = (String::new(), String::new());
    let flush = |piece: &mut String, open: &Option<Style>, out: &mut String| {
        let text = std::mem::take(piece);
        out.push_str(&open.map_or_else(|| text.clone(), |style| ui.style(style, &text)));
    };
    for c in line.chars() {
        match c {
            '【' => {
                flush(&mut piece, open, &mut out);
                *open = styles.next();
            }
            '】' => {
                flush(&mut piece, open, &mut out);
                *open = None;
            }
            c => piece.push(c),
        }
    }
    flush(&mut piece, open, &mut out);
    out
}

/// `990101-2024 1234..1300`, as a person finds the place.
pub fn place(corpus: &Corpus, node: NodeId, ui: &Ui) -> String {
    let (start, end) = corpus.place(node);
    ui.style(
        Style::Dim,
        &format!("{} {start}..{end}", corpus.report_of(node)),
    )
}
