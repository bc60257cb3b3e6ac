use zhengtu::{analysis::*, ingest::*, lexicon::*, outline::Declared, seeds::Seeds};
fn main() {
    let rules = Ruleset::compile(Seeds::embedded().unwrap()).unwrap();
    let text = std::env::args().nth(1).unwrap();
    let code: u32 = std::env::args().nth(2).and_then(|c| c.parse().ok()).unwrap_or(310118);
    let _ = Declared::default();
    let s = Source::new("x", text);
    let area = rules.lexicon.divisions().get(code);
    let scan = Scan::new(&rules.lexicon, area, s.text());
    let seg = Segmentation::new(&scan, s.text(), |_| true);
    for t in seg.tokens() {
        let senses = match t.kind { TokenKind::Word(id) => format!("{:?}", scan.word(id).senses.iter().map(|s| format!("{:?}", s.kind)).collect::<Vec<_>>()), k => format!("{k:?}") };
        println!("{}\t{}", s.slice(t.span), senses.chars().take(150).collect::<String>());
    }
}
