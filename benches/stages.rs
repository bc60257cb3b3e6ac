//! Each stage alone and the whole path, over the sample reports, with throughput in bytes.
//!
//! `cargo bench --bench stages` runs all; a word after `--` picks those whose name holds it.
//! Every stage gets what the stages before it made, made once; bytes are those of the files.

use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::graph::{KnowledgeGraph, add_report};
use zhengtu::ingest::{Source, decode};
use zhengtu::lexicon::{Scan, Segmentation};
use zhengtu::link::{self, EntityRules, LinkRules};
use zhengtu::outline::{
    self, Declared, Definition, GlossaryRules, Header, KindRules, Outline, OutlineRules,
};
use zhengtu::rdf::{Iris, write_nquads};
use zhengtu::recognise::{self, Context, IndicatorRules, Mention, NameRules, TermRules};
use zhengtu::seeds::Seeds;

fn main() {
    divan::main();
}

/// The names of the sample reports.
const SAMPLES: [&str; 2] = ["yunxi-2024", "yunxi-2025"];

/// The rules of each stage, compiled on their own, since a [`Ruleset`] shows only the whole.
struct StageRules {
    whole: Ruleset,
    outline: OutlineRules,
    glossary: GlossaryRules,
    terms: TermRules,
    names: NameRules,
    indicators: IndicatorRules,
    links: LinkRules,
    entities: EntityRules,
}

static RULES: LazyLock<StageRules> = LazyLock::new(|| {
    let seeds = seeds();
    StageRules {
        outline: OutlineRules {
            kinds: KindRules::compile(&seeds).expect("kinds"),
        },
        glossary: GlossaryRules::compile(&seeds).expect("glossary"),
        terms: TermRules::compile(&seeds).expect("terms"),
        names: NameRules::compile(&seeds).expect("names"),
        indicators: IndicatorRules::compile(&seeds).expect("indicators"),
        links: LinkRules::compile(&seeds).expect("links"),
        entities: EntityRules::compile(&seeds),
        whole: Ruleset::compile(seeds).expect("embedded rules"),
    }
});

fn seeds() -> Seeds {
    Seeds::embedded().expect("embedded seeds")
}

fn bytes_of(sample: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/samples");
    std::fs::read(samples.join(format!("{sample}.txt"))).expect("a sample report")
}

fn source_of(sample: &str) -> Source {
    Source::new(sample, decode(sample, &bytes_of(sample)).expect("UTF-8"))
}

fn analysis_of(sample: &str) -> Analysis {
    analyse(source_of(sample), &Declared::default(), &RULES.whole)
}

/// What the stages before a recogniser have made of a sample.
struct Before {
    source: Source,
    header: Header,
    outline: Outline,
    definitions: Vec<Definition>,
    mentions: Vec<Mention>,
}

impl Before {
    fn new(sample: &str) -> Self {
        let done = analysis_of(sample);
        Self {
            source: done.source,
            header: done.header,
            outline: done.outline,
            definitions: done.definitions,
            mentions: done.mentions,
        }
    }

    fn scan(&self) -> Scan<'static> {
        let lexicon = &RULES.whole.lexicon;
        let government = self.header.government.as_ref();
        let area = government.and_then(|g| lexicon.divisions().get(g.code));
        Scan::new(lexicon, area, self.source.text())
    }

    fn segmentation(&self, scan: &Scan<'_>) -> Segmentation {
        Segmentation::new(scan, self.source.text(), |word| {
            word.any(|kind| scan.applies(kind))
        })
    }

    /// Measures what is done with a finished context.
    fn bench<T>(&self, bencher: Bencher, stage: impl Fn(Context<'_>, &Self) -> T + Sync) {
        let scan = self.scan();
        let segmentation = self.segmentation(&scan);
        let cx = Context {
            source: &self.source,
            header: &self.header,
            outline: &self.outline,
            definitions: &self.definitions,
            scan: &scan,
            segmentation: &segmentation,
        };
        let bytes = BytesCount::new(self.source.raw().len());
        bencher.counter(bytes).bench_local(|| stage(cx, self));
    }
}

#[divan::bench]
fn a_rules() -> Ruleset {
    Ruleset::compile(seeds()).expect("embedded rules")
}

#[divan::bench(args = SAMPLES)]
fn b_ingest(bencher: Bencher, sample: &str) {
    let bytes = bytes_of(sample);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| Source::new(sample, decode(sample, &bytes).expect("UTF-8")));
}

#[divan::bench(args = SAMPLES)]
fn c_scan(bencher: Bencher, sample: &str) {
    let before = Before::new(sample);
    bencher
        .counter(BytesCount::new(before.source.raw().len()))
        .bench_local(|| before.scan());
}

#[divan::bench(args = SAMPLES)]
fn d_outline(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, before| {
        outline::outline(&before.source, &before.header, cx.scan, &RULES.outline)
    });
}

#[divan::bench(args = SAMPLES)]
fn e_segmentation(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, before| before.segmentation(cx.scan));
}

#[divan::bench(args = SAMPLES)]
fn f_definitions(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, before| {
        outline::define(&before.source, &before.outline, cx.scan, &RULES.glossary)
    });
}

#[divan::bench(args = SAMPLES)]
fn g_terms(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, _| recognise::terms(cx, &RULES.terms));
}

#[divan::bench(args = SAMPLES)]
fn h_names(bencher: Bencher, sample: &str) {
    let before = Before::new(sample);
    before.bench(bencher, |cx, b| {
        recognise::names(cx, &b.mentions, &RULES.names)
    });
}

#[divan::bench(args = SAMPLES)]
fn i_indicators(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, before| {
        recognise::indicators(cx, &before.mentions, &RULES.indicators)
    });
}

#[divan::bench(args = SAMPLES)]
fn j_links(bencher: Bencher, sample: &str) {
    Before::new(sample).bench(bencher, |cx, before| {
        link::links(cx, &before.mentions, &RULES.links)
    });
}

#[divan::bench(args = SAMPLES)]
fn k_entities(bencher: Bencher, sample: &str) {
    let rules = &RULES.whole;
    Before::new(sample).bench(bencher, |cx, before| {
        link::entities(
            cx,
            &before.mentions,
            &rules.lexicon,
            &RULES.entities,
            &rules.overrides,
        )
    });
}

#[divan::bench(args = SAMPLES)]
fn l_graph(bencher: Bencher, sample: &str) {
    let analysis = analysis_of(sample);
    let iris = Iris::default();
    bencher
        .counter(BytesCount::new(analysis.source.raw().len()))
        .bench_local(|| {
            let mut graph = KnowledgeGraph::new();
            add_report(&mut graph, &analysis, &RULES.whole, &iris);
            graph
        });
}

#[divan::bench(args = SAMPLES)]
fn m_quads(bencher: Bencher, sample: &str) {
    let analysis = analysis_of(sample);
    let iris = Iris::default();
    let mut graph = KnowledgeGraph::new();
    add_report(&mut graph, &analysis, &RULES.whole, &iris);
    bencher
        .counter(BytesCount::new(analysis.source.raw().len()))
        .bench_local(|| {
            let mut out = String::new();
            write_nquads(&graph, &iris, &mut out);
            out
        });
}

#[divan::bench(args = SAMPLES)]
fn n_whole(bencher: Bencher, sample: &str) {
    let bytes = bytes_of(sample);
    let iris = Iris::default();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| {
            let source = Source::new(sample, decode(sample, &bytes).expect("UTF-8"));
            let analysis = analyse(source, &Declared::default(), &RULES.whole);
            let mut graph = KnowledgeGraph::new();
            add_report(&mut graph, &analysis, &RULES.whole, &iris);
            let mut out = String::new();
            write_nquads(&graph, &iris, &mut out);
            out
        });
}
