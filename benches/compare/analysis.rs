//! Text to graph in memory against jieba-rs cutting the same text, one thread, both warm.

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
    let (mut nodes, mut tokens) = (0, 0);
    for round in 0..=rounds {
        let (mut graphs, mut words) = (0.0, 0.0);
        (nodes, tokens) = (0, 0);
        for (name, text) in &texts {
            // Both sides start from a text in memory; ours takes it over.
            let own = text.clone();
            let (graph, time) = timed(|| {
                let source = Source::new(name, own);
                let analysis = analyse(source, &Declared::default(), &rules);
                let mut graph = KnowledgeGraph::new();
                add_report(&mut graph, &analysis, &rules, &iris);
                graph
            });
            graphs += time;
            nodes += graph.size().0;
            let (cut, time) = timed(|| jieba.cut(text, false));
            words += time;
            tokens += cut.len();
        }
        if round > 0 {
            ours.push(graphs);
            theirs.push(words);
        }
    }
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    Ok(json!({
        "zhengtu": ours, "jieba": theirs,
        "reports": texts.len(), "bytes": bytes, "nodes": nodes, "tokens": tokens,
    }))
}
