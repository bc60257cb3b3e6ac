//! One report, one pure function: text and rules to an annotated document.

use std::sync::OnceLock;

use crate::diagnostic::Diagnostic;
use crate::graph::NameIndex;
use crate::ingest::Source;
use crate::lexicon::{Lexicon, Scan, Segmentation};
use crate::link::{self, Entity, EntityId, EntityRules, Link, LinkRules, Task};
use crate::outline::{
    self, Declared, Definition, GlossaryRules, Header, HeaderRules, KindRules, Outline,
    OutlineRules,
};
use crate::overrides::Overrides;
use crate::recognise::{self, Context, IndicatorRules, Mention, NameRules, Observation, TermRules};
use crate::seeds::{SeedError, Seeds};

/// All rules, compiled once from the seeds and shared by every report.
#[derive(Debug)]
pub struct Ruleset {
    /// The tables they came from.
    pub seeds: Seeds,
    /// Words and divisions.
    pub lexicon: Lexicon,
    /// What the user says against them.
    pub overrides: Overrides,
    header: HeaderRules,
    outline: OutlineRules,
    glossary: GlossaryRules,
    terms: TermRules,
    names: NameRules,
    indicators: IndicatorRules,
    links: LinkRules,
    entities: EntityRules,
    index: OnceLock<NameIndex>,
}

impl Ruleset {
    /// Compiles all rules.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: Seeds) -> Result<Self, SeedError> {
        let lexicon = Lexicon::compile(&seeds)?;
        Ok(Self {
            overrides: Overrides::compile(&seeds)?,
            header: HeaderRules::compile(&seeds, lexicon.divisions())?,
            outline: OutlineRules {
                kinds: KindRules::compile(&seeds)?,
            },
            glossary: GlossaryRules::compile(&seeds)?,
            terms: TermRules::compile(&seeds)?,
            names: NameRules::compile(&seeds)?,
            indicators: IndicatorRules::compile(&seeds)?,
            links: LinkRules::compile(&seeds)?,
            entities: EntityRules::compile(&seeds),
            index: OnceLock::new(),
            lexicon,
            seeds,
        })
    }

    /// What the tables say of names, codes and units. Made when the first graph is.
    pub fn index(&self) -> &NameIndex {
        self.index.get_or_init(|| NameIndex::compile(&self.seeds))
    }
}

/// A report with everything that was found in it.
#[derive(Debug)]
pub struct Analysis {
    /// The text.
    pub source: Source,
    /// Who reports when.
    pub header: Header,
    /// Its parts.
    pub outline: Outline,
    /// What it says terms stand for.
    pub definitions: Vec<Definition>,
    /// Names, in the order of the text, without overlaps.
    pub mentions: Vec<Mention>,
    /// The things they name, by label and key.
    pub entities: Vec<Entity>,
    /// For each mention the thing that it names.
    pub mention_entities: Vec<EntityId>,
    /// Figures, in the order of the text.
    pub observations: Vec<Observation>,
    /// Tasks, in the order of the text.
    pub tasks: Vec<Task>,
    /// What terms are tied to.
    pub links: Vec<Link>,
    /// What was not understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one report. Never fails: what is not understood becomes a diagnostic.
pub fn analyse(source: Source, declared: &Declared, rules: &Ruleset) -> Analysis {
    let header = outline::header(&source, rules.lexicon.divisions(), declared, &rules.header);
    let government = header.government.as_ref().map(|g| g.code);
    let area = government.and_then(|code| rules.lexicon.divisions().get(code));
    let scan = Scan::new(&rules.lexicon, area, source.text());
    let outline = outline::outline(&source, &header, &scan, &rules.outline);
    let segmentation = Segmentation::new(&scan, source.text());
    let definitions = outline::define(&source, &outline, &scan, &rules.glossary);
    let cx = Context {
        source: &source,
        header: &header,
        outline: &outline,
        definitions: &definitions,
        scan: &scan,
        segmentation: &segmentation,
    };
    let mut mentions = recognise::terms(cx, &rules.terms);
    let names = recognise::names(cx, &mentions, &rules.names);
    mentions.extend(names);
    // Before overlaps are resolved, so that what was hidden behind a rejected name comes out.
    mentions.retain(|m| {
        rules
            .overrides
            .rejects(source.slice(m.span), m.label)
            .is_none()
    });
    let mut mentions = recognise::resolve(mentions);
    recognise::nested(cx, &mut mentions);
    let observations = recognise::indicators(cx, &mentions, &rules.indicators);
    let links = link::links(cx, &mentions, &rules.links);
    let (entities, mention_entities) = link::entities(
        cx,
        &mentions,
        &rules.lexicon,
        &rules.entities,
        &rules.overrides,
    );
    let tasks = link::tasks(&outline);
    let diagnostics = diagnose(&source, &header, &outline);
    Analysis {
        header,
        outline,
        definitions,
        mentions,
        entities,
        mention_entities,
        observations,
        tasks,
        links,
        diagnostics,
        source,
    }
}

fn diagnose(source: &Source, header: &Header, outline: &Outline) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if header.government.is_none() {
        let message = "no government could be told from the text";
        out.push(
            Diagnostic::warning("R001", source.name(), message)
                .with_hint("say it with --government CODE or in a sidecar NAME.meta.toml"),
        );
    }
    if header.year.is_none() {
        let message = "no year could be told from the text";
        out.push(
            Diagnostic::warning("R002", source.name(), message)
                .with_hint("say it with --year YEAR or in a sidecar NAME.meta.toml"),
        );
    }
    if !outline.statements.iter().any(|s| s.kind.is_task()) {
        let message = "no statement tells of a task: is this a government work report?";
        out.push(Diagnostic::warning("R003", source.name(), message));
    }
    out
}
