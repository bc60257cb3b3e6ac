use std::time::Instant;
use zhengtu::{analysis::*, ingest::*, outline::Declared, seeds::Seeds};
fn main() {
    let t = Instant::now();
    let seeds = Seeds::embedded().unwrap();
    println!("seeds {:?}", t.elapsed());
    let t = Instant::now();
    let rules = Ruleset::compile(seeds).unwrap();
    println!("rules {:?}", t.elapsed());
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let n = 100;
        let t = Instant::now();
        for _ in 0..n {
            let s = Source::new(&path, decode(&path, &bytes).unwrap());
            std::hint::black_box(s);
        }
        let ingest = t.elapsed() / n;
        let t = Instant::now();
        for _ in 0..n {
            let s = Source::new(&path, decode(&path, &bytes).unwrap());
            std::hint::black_box(analyse(s, &Declared::default(), &rules));
        }
        let all = t.elapsed() / n;
        println!("{path} {} B ingest {ingest:?} all {all:?} {:.1} MB/s", bytes.len(), bytes.len() as f64 / all.as_secs_f64() / 1e6);
    }
}
