//! JSON Lines: one object for each report, with everything that was read from it.
//!
//! Offsets are code points of the original, half-open. The keys are part of the contract: scripts
//! read them. They stand in the order of the fields below.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::link::{Link, Target};
use crate::outline::{self, Government};
use crate::recognise::{self, FigureKind};
use crate::span::Span;

/// The report as one line, with its line break.
pub fn jsonl(analysis: &Analysis) -> String {
    let document = Writer { analysis }.document();
    let mut line = serde_json::to_string(&document).unwrap_or_default();
    line.push('\n');
    line
}

#[derive(Serialize)]
struct Document<'a> {
    source: Source<'a>,
    header: Header<'a>,
    sections: Vec<Section<'a>>,
    statements: Vec<Statement<'a>>,
    definitions: Vec<Definition<'a>>,
    mentions: Vec<Mention<'a>>,
    observations: Vec<Observation<'a>>,
    links: Vec<LinkRecord>,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    sha256: &'a str,
}

/// Offsets of the first character and of what follows the last.
type Place = (u32, u32);

/// A stretch of the text.
#[derive(Serialize)]
struct Piece<'a> {
    text: &'a str,
    span: Place,
}

#[derive(Serialize)]
struct Header<'a> {
    title: Option<Piece<'a>>,
    government: Option<GovernmentRecord<'a>>,
    year: Option<u16>,
    date: Option<&'a str>,
    session: Option<Piece<'a>>,
    speaker: Option<Piece<'a>>,
    office: Option<Piece<'a>>,
    review: Option<(u16, u16)>,
    edition: Option<&'a str>,
}

#[derive(Serialize)]
struct GovernmentRecord<'a> {
    code: u32,
    name: &'a str,
}

#[derive(Serialize)]
struct Section<'a> {
    level: u8,
    heading: Option<Piece<'a>>,
    parent: Option<usize>,
    role: String,
}

#[derive(Serialize)]
struct Statement<'a> {
    kind: &'static str,
    span: Place,
    section: usize,
    topic: Option<usize>,
    text: &'a str,
}

#[derive(Serialize)]
struct Definition<'a> {
    terms: [&'a str; 1],
    headword: Place,
    aliases: Vec<&'a str>,
    span: Place,
    text: &'a str,
    statement: usize,
    inline: bool,
    numerals: &'a [Option<u32>],
    agrees: Option<bool>,
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Component<'a> {
    text: &'a str,
    span: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Mention<'a> {
    mention: usize,
    label: &'static str,
    text: &'a str,
    core: &'a str,
    span: Place,
    statement: usize,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Observation<'a> {
    name: String,
    value: &'a str,
    number: Option<String>,
    upper: Option<String>,
    qualifier: Option<&'a str>,
    unit: String,
    normalised: Option<String>,
    base: &'a str,
    change: Option<&'a str>,
    period: &'a str,
    kind: FigureKind,
    indicator: Option<&'a str>,
    span: Place,
    statement: usize,
}

#[derive(Serialize)]
struct LinkRecord {
    term: usize,
    target: TargetRecord,
    relation: &'static str,
    scope: &'static str,
    score: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum TargetRecord {
    Mention(usize),
    Task(usize),
}

struct Writer<'a> {
    analysis: &'a Analysis,
}

impl<'a> Writer<'a> {
    fn document(&self) -> Document<'a> {
        let a = self.analysis;
        Document {
            source: Source {
                name: a.source.name(),
                sha256: a.source.sha256(),
            },
            header: self.header(),
            sections: a.outline.sections.iter().map(|s| self.section(s)).collect(),
            statements: a
                .outline
                .statements
                .iter()
                .map(|s| self.statement(s))
                .collect(),
            definitions: a.definitions.iter().map(|d| self.definition(d)).collect(),
            mentions: a
                .mentions
                .iter()
                .enumerate()
                .map(|(i, m)| self.mention(i, m))
                .collect(),
            observations: a.observations.iter().map(|o| self.observation(o)).collect(),
            links: a.links.iter().map(link).collect(),
            diagnostics: &a.diagnostics,
        }
    }

    fn at(&self, span: Span) -> Place {
        self.analysis.source.original(span)
    }

    fn text(&self, span: Span) -> &'a str {
        self.analysis.source.slice(span)
    }

    fn piece(&self, span: Span) -> Piece<'a> {
        Piece {
            text: self.text(span),
            span: self.at(span),
        }
    }

    fn header(&self) -> Header<'a> {
        let h = &self.analysis.header;
        let piece = |span: Option<Span>| span.map(|s| self.piece(s));
        let government = h.government.as_ref();
        Header {
            title: piece(h.title),
            government: government
                .map(|Government { code, name }| GovernmentRecord { code: *code, name }),
            year: h.year,
            date: h.date.as_deref(),
            session: piece(h.session),
            speaker: piece(h.speaker),
            office: piece(h.office),
            review: h.review,
            edition: h.edition.as_deref(),
        }
    }

    fn section(&self, s: &outline::Section) -> Section<'a> {
        Section {
            level: s.level,
            heading: s.heading.map(|h| self.piece(h)),
            parent: s.parent,
            role: format!("{:?}", s.role).to_lowercase(),
        }
    }

    fn statement(&self, s: &outline::Statement) -> Statement<'a> {
        Statement {
            kind: s.kind.name(),
            span: self.at(s.span),
            section: s.section,
            topic: s.topic,
            text: self.text(s.span),
        }
    }

    fn definition(&self, d: &'a outline::Definition) -> Definition<'a> {
        Definition {
            terms: [self.text(d.headword)],
            headword: self.at(d.headword),
            aliases: d.aliases.iter().map(|&a| self.text(a)).collect(),
            span: self.at(d.span),
            text: self.text(d.span),
            statement: d.statement,
            inline: d.inline,
            numerals: &d.numerals,
            agrees: d.agrees,
            components: d.components.iter().map(|c| self.component(c)).collect(),
        }
    }

    fn component(&self, c: &outline::Component) -> Component<'a> {
        Component {
            text: self.text(c.span),
            span: self.at(c.span),
            label: c.label.map(|label| self.text(label)),
            parts: c.parts.iter().map(|p| self.component(p)).collect(),
        }
    }

    fn mention(&self, index: usize, m: &'a recognise::Mention) -> Mention<'a> {
        Mention {
            mention: index,
            label: m.label.name(),
            text: self.text(m.span),
            core: self.text(m.core),
            span: self.at(m.span),
            statement: m.statement,
            id: m.id.as_deref(),
        }
    }

    fn observation(&self, o: &'a recognise::Observation) -> Observation<'a> {
        Observation {
            name: o.name.iter().map(|&s| self.text(s)).collect(),
            value: self.text(o.value.span),
            number: o.value.number.map(|n| n.to_string()),
            upper: o.value.upper.map(|n| n.to_string()),
            qualifier: o.value.qualifier.map(|q| self.text(q)),
            unit: o.unit_text(&self.analysis.source),
            normalised: o.normalised.map(|n| n.to_string()),
            base: &o.base,
            change: o.change.as_deref(),
            period: &o.period,
            kind: o.kind,
            indicator: o.indicator.as_deref(),
            span: self.at(o.span),
            statement: o.statement,
        }
    }
}

fn link(l: &Link) -> LinkRecord {
    LinkRecord {
        term: l.term,
        target: match l.target {
            Target::Name(mention) => TargetRecord::Mention(mention),
            Target::Task(statement) => TargetRecord::Task(statement),
        },
        relation: l.scope.relation(),
        scope: l.scope.name(),
        score: f64::from(l.score.0) / 100.0,
    }
}
