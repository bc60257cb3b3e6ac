//! The `zhengtu` command.

use zhengtu::analysis::{Ruleset, analyse};
use zhengtu::ingest::{Source, decode};
use zhengtu::outline::Declared;
use zhengtu::seeds::Seeds;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let path = &args[2];
    let rules = Ruleset::compile(Seeds::embedded()?)?;
    let source = Source::new(path, decode(path, &std::fs::read(path)?)?);
    let analysis = analyse(source, &Declared::default(), &rules);
    match args.get(4).map_or("brat", String::as_str) {
        "brat" => print!("{}", zhengtu::export::brat::brat(&analysis)),
        "jsonl" => print!("{}", zhengtu::export::jsonl::jsonl(&analysis)),
        "tokens" => {
            // Development aid, replaced by the real command line.
        }
        other => anyhow::bail!("no format {other}"),
    }
    Ok(())
}
