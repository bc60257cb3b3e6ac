//! The sample reports, analysed, with what the tests need set by hand: the tests are about the
//! graph, not about what the recognisers find.

#![allow(dead_code)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::directory::ReportFile;
use zhengtu::ingest::Source;
use zhengtu::link::{Link, Scope, Score, Target, Task};
use zhengtu::outline::{Component, Declared, Definition, Government};
use zhengtu::rdf::Iris;
use zhengtu::recognise::{FigureKind, Label, Observation, Value};
use zhengtu::seeds::Seeds;
use zhengtu::span::Span;
use zhengtu::store::KnowledgeStore;

/// The embedded rules.
pub fn rules() -> &'static Ruleset {
    static RULES: LazyLock<Ruleset> = LazyLock::new(|| {
        Ruleset::compile(Seeds::embedded().expect("embedded seeds")).expect("embedded rules")
    });
    &RULES
}

/// The text of a sample report.
pub fn sample(name: &str) -> String {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "seeds",
        "samples",
        &format!("{name}.txt"),
    ]
    .iter()
    .collect();
    std::fs::read_to_string(path).expect("a sample report")
}

/// A sample report as the report of the sample district for `year`, with a definition, a figure and
/// a link in it.
pub fn analysis(name: &str, year: u16) -> Analysis {
    let declared = Declared {
        government: Some(990_101),
        year: Some(year),
        edition: None,
    };
    let mut analysis = analyse(Source::new(name, sample(name)), &declared, rules());
    analysis.header.government = Some(Government {
        code: 990_101,
        name: "芸溪区".to_owned(),
    });
    analysis.header.year = Some(year);
    if analysis.tasks.is_empty() {
        let statements: BTreeSet<usize> = analysis.mentions.iter().map(|m| m.statement).collect();
        analysis.tasks = statements
            .into_iter()
            .map(|statement| Task {
                statement,
                done: statement % 2 == 0,
            })
            .collect();
    }
    if analysis.definitions.is_empty() {
        define(&mut analysis);
    }
    if analysis.observations.is_empty() {
        measure(&mut analysis);
    }
    if analysis
        .links
        .iter()
        .all(|link| matches!(link.target, Target::Task(_)))
    {
        link(&mut analysis);
    }
    analysis
}

/// A sample report as it would be stored.
pub fn report_file(name: &str, year: u16) -> ReportFile {
    ReportFile::new(&analysis(name, year), rules(), &Iris::default(), false)
}

/// Where `needle` stands last.
fn find(analysis: &Analysis, needle: &str) -> Span {
    let at = analysis.source.text().rfind(needle).expect("in the sample");
    Span::new(at, at + needle.len())
}

fn define(analysis: &mut Analysis) {
    let headword = find(analysis, "“1+4+6”现代产业体系");
    let statement = analysis
        .outline
        .statement_at(headword)
        .expect("a statement");
    let part = |needle: &str| Component {
        label: None,
        span: find(analysis, needle),
        parts: Vec::new(),
    };
    let definition = Definition {
        headword,
        aliases: Vec::new(),
        span: analysis.outline.statements[statement].span,
        statement,
        inline: false,
        components: vec![part("智能传感首位产业"), part("低空经济、生物制造")],
        agrees: Some(true),
        numerals: vec![Some(1), Some(4), Some(6)],
        rule: rules().seeds.rule("link.task"),
    };
    analysis.definitions.push(definition);
}

fn measure(analysis: &mut Analysis) {
    let span = find(analysis, "亩，");
    let unit = Span::new(span.start as usize, span.end as usize - "，".len());
    let name = find(analysis, "高标准农田");
    let value = Value {
        span: unit,
        number: "1.20".parse().ok(),
        upper: None,
        qualifier: None,
    };
    let statement = analysis.outline.statement_at(span).expect("a statement");
    analysis.observations.push(Observation {
        span: unit,
        statement,
        name: vec![name],
        value,
        unit: vec![unit],
        normalised: "8000".parse().ok(),
        base: "m2".to_owned(),
        change: Some("-0.4%".to_owned()),
        change_span: None,
        period: String::new(),
        kind: FigureKind::Target,
        indicator: None,
        rule: rules().seeds.rule("link.task"),
    });
}

/// Ties the first two names of one statement.
fn link(analysis: &mut Analysis) {
    let rule = rules().seeds.rule("link.task");
    let pair = analysis
        .mentions
        .windows(2)
        .position(|m| m[0].statement == m[1].statement && m[0].label == Label::Term);
    let term = pair.expect("two names in one statement");
    let target = Target::Name(term + 1);
    analysis.links.push(Link {
        term,
        target,
        scope: Scope::Chain,
        score: Score(80),
        rule,
    });
}

/// A store with both sample reports and the ontology.
pub fn store() -> KnowledgeStore {
    let store = KnowledgeStore::new(Iris::default()).expect("the ontology loads");
    for (name, year) in [("yunxi-2024", 2024), ("yunxi-2025", 2025)] {
        store
            .load(name, &report_file(name, year).quads)
            .expect("quads load");
    }
    store
}
