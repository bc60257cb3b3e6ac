//! What a sentence ties together, as a reader would say it.

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::ingest::Source;
use zhengtu::link::{Scope, Target};
use zhengtu::outline::Declared;
use zhengtu::seeds::Seeds;

/// A report of the fictional sample district around one paragraph of tasks and a glossary.
fn report(tasks: &str, glossary: &str) -> Analysis {
    let text = format!(
        "2025年芸溪区人民政府工作报告\n\
         ——2025年1月8日在芸溪区第六届人民代表大会第五次会议上\n\
         芸溪区人民政府区长 顾明远\n各位代表：\n\
         现在，我代表芸溪区人民政府，向大会报告工作，请予审议。\n\
         一、2024年工作回顾\n过去一年，全区经济平稳增长。\n\
         二、2025年主要任务\n{tasks}\n名词解释\n{glossary}\n"
    );
    let rules = Ruleset::compile(Seeds::embedded().expect("seeds parse")).expect("rules compile");
    analyse(Source::new("test", text), &Declared::default(), &rules)
}

/// “term > name (scope)” for each link to a name of the given scopes, sorted.
fn ties(analysis: &Analysis, scopes: &[Scope]) -> Vec<String> {
    let name = |m: usize| analysis.source.slice(analysis.mentions[m].span).to_owned();
    let mut out: Vec<String> = analysis
        .links
        .iter()
        .filter(|l| scopes.contains(&l.scope))
        .filter_map(|l| match l.target {
            Target::Name(m) => Some(format!(
                "{} > {} ({})",
                name(l.term),
                name(m),
                l.scope.name()
            )),
            Target::Task(_) => None,
        })
        .collect();
    out.sort();
    out
}

const CONCERNS: [Scope; 3] = [Scope::Clause, Scope::Chain, Scope::Definition];

#[test]
fn an_enumeration_shares_the_term_at_its_end() {
    let a = report("推进荻浦、莲泊以及枕溪“美丽水街”建设，完善配套设施。", "");
    let want = [
        "美丽水街 > 枕溪 (clause)",
        "美丽水街 > 荻浦 (clause)",
        "美丽水街 > 莲泊 (clause)",
    ];
    assert_eq!(ties(&a, &CONCERNS), want);
}

#[test]
fn parallel_acts_are_not_tied() {
    let a = report(
        "完善“一环六射”交通体系，推进荻浦镇道路改造，加强莲泊镇环境整治。",
        "",
    );
    assert_eq!(ties(&a, &CONCERNS), [""; 0]);
    assert_eq!(
        ties(&a, &[Scope::Sentence]).len(),
        2,
        "they stand in one task all the same"
    );
}

#[test]
fn equals_joined_by_a_mark_are_not_tied() {
    let a = report("强化“双轮驱动”、荻浦镇支撑，提升能级。", "");
    assert_eq!(ties(&a, &CONCERNS), [""; 0]);
}

#[test]
fn a_subject_governs_the_clauses_after_it() {
    let a = report("区委成立领导小组，加强组织领导，落实“五个到位”。", "");
    assert_eq!(ties(&a, &CONCERNS), ["五个到位 > 区委 (chain)"]);
}

#[test]
fn a_new_subject_ends_the_chain() {
    let a = report(
        "区委成立领导小组，企业满意度稳步提升，“星河织梦”品牌影响力不断扩大。",
        "",
    );
    assert_eq!(ties(&a, &CONCERNS), [""; 0]);
}

#[test]
fn an_entry_ties_its_headword_to_what_it_names() {
    let a = report(
        "推进“两镇联动”。",
        "1.“两镇联动”：荻浦镇承接产业项目，莲泊镇提供生态空间。",
    );
    let want = [
        "两镇联动 > 荻浦镇 (definition)",
        "两镇联动 > 莲泊镇 (definition)",
    ];
    assert_eq!(ties(&a, &CONCERNS), want);
}

#[test]
fn every_offset_gives_back_its_text() {
    let a = report("推进荻浦、莲泊“美丽 水街”建设，新增 12 个站点。", "");
    for m in &a.mentions {
        let (start, end) = a.source.original(m.span);
        let there: String = a
            .source
            .raw()
            .chars()
            .skip(start as usize)
            .take((end - start) as usize)
            .collect();
        assert_eq!(there, a.source.original_text(m.span));
        let bare: String = there.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(bare, a.source.slice(m.span));
    }
}
