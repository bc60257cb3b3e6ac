//! Text to graph in memory against jieba-rs cutting the same text, one thread, both warm.

use cpu_time::ThreadTime;
use serde_json::{Value, json};

use jieba_rs::Jieba;
use zhengtu::analysis::{Ruleset, analyse};
use zhengtu::graph::{KnowledgeGraph, add_report};
use zhengtu::ingest::{Source, decode};
use zhengtu::outline::Declared;
use zhengtu::rdf::Iris;
use zhengtu::seeds::Seeds;

use super::{Outcome, timed};

/// Both sides in turn, `rounds` times after one round that is not counted.
pub fn run(rounds: usize, files: &[&str]) -> Outcome<Value> {
    let texts = files
        .iter()
        .map(|file| Ok((*file, decode(file, &std::fs::read(file)?)?)))
        .collect::<Outcome<Vec<_>>>()?;
    let rules = Ruleset::compile(Seeds::embedded()?)?;
    let iris = Iris::default();
    let jieba = Jieba::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut ours_cpu, mut theirs_cpu) = (Vec::new(), Vec::new());
    let (mut nodes, mut tokens) = (0, 0);
    for round in 0..=rounds {
        let (mut graphs, mut words) = (0.0, 0.0);
        let (mut graphs_cpu, mut words_cpu) = (0.0, 0.0);
        (nodes, tokens) = (0, 0);
        for (name, text) in &texts {
            // Both sides start from a text in memory; ours takes it over.
            let own = text.clone();
            let clock = ThreadTime::now();
            let (graph, time) = timed(|| {
                let source = Source::new(name, own);
                let analysis = analyse(source, &Declared::default(), &rules);
                let mut graph = KnowledgeGraph::new();
                add_report(&mut graph, &analysis, &rules, &iris);
                graph
            });
            graphs += time;
            graphs_cpu += clock.elapsed().as_secs_f64();
            nodes += graph.size().0;
            let clock = ThreadTime::now();
            let (cut, time) = timed(|| jieba.cut(text, false));
            words += time;
            words_cpu += clock.elapsed().as_secs_f64();
            tokens += cut.len();
        }
        if round > 0 {
            ours.push(graphs);
            theirs.push(words);
            ours_cpu.push(graphs_cpu);
            theirs_cpu.push(words_cpu);
        }
    }
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    Ok(json!({
        "zhengtu": ours, "jieba": theirs,
        "zhengtu_cpu": ours_cpu, "jieba_cpu": theirs_cpu,
        "reports": texts.len(), "bytes": bytes, "nodes": nodes, "tokens": tokens,
    }))
}
