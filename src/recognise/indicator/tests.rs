//! Figures of sentences as reports write them, from text to records.

use std::sync::LazyLock;

use crate::analysis::{Ruleset, analyse};
use crate::ingest::Source;
use crate::outline::Declared;
use crate::seeds::Seeds;

static RULES: LazyLock<Ruleset> =
    LazyLock::new(|| Ruleset::compile(Seeds::embedded().expect("seeds")).expect("rules"));

/// The records `name|value|unit|change` of a text.
fn records(text: &str) -> Vec<String> {
    let declared = Declared {
        year: Some(2024),
        ..Declared::default()
    };
    let analysis = analyse(Source::new("test", text.to_owned()), &declared, &RULES);
    let source = &analysis.source;
    let record = |o: &super::Observation| {
        let (name, value, unit) = (
            o.name_text(source),
            o.value_text(source),
            o.unit_text(source),
        );
        format!(
            "{name}|{value}|{unit}|{}",
            o.change.as_deref().unwrap_or("")
        )
    };
    analysis.observations.iter().map(record).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(records(text), expected, "{text}");
}

#[test]
fn a_change_beside_a_value_belongs_to_it() {
    check(
        "全县一般公共预算收入完成36.2亿元、同比增长4.5%，固定资产投资下降2.1%。",
        &[
            "一般公共预算收入|36.2|亿元|+4.5%",
            "固定资产投资|2.1|%|-2.1%",
        ],
    );
    check(
        "人均预期寿命较2020年提高1.2岁、达到80.1岁。",
        &["人均预期寿命|80.1|岁|+1.2岁"],
    );
    check(
        "空气优良率91.5%，提高3个百分点。",
        &["空气优良率|91.5|%|+3个百分点"],
    );
}

#[test]
fn values_in_a_list_are_dealt_out_to_names_in_a_list() {
    check(
        "工业投资、民间投资分别增长6%、3.5%。",
        &["工业投资|6|%|+6%", "民间投资|3.5|%|+3.5%"],
    );
    check(
        "合同外资、实到外资分别完成7.5亿、3亿美元。",
        &["合同外资|7.5|亿美元|", "实到外资|3|亿美元|"],
    );
    check(
        "货运量和客运量均增长5%以上。",
        &["货运量|5|%|+5%", "客运量|5|%|+5%"],
    );
}

#[test]
fn a_change_of_state_is_two_values() {
    check(
        "市属企业由62家精简至40家。",
        &["市属企业|62|家|", "市属企业|40|家|"],
    );
}

#[test]
fn a_noun_after_a_count_names_it_and_a_verb_before_is_left_out() {
    check(
        "建成12个农贸市场，拆除违法建筑8.6万平方米，新增养老床位300张。",
        &[
            "农贸市场|12|个|",
            "违法建筑|8.6|万平方米|",
            "新增养老床位|300|张|",
        ],
    );
    check("为20万老年人免费体检。", &["老年人|20|万|"]);
}

#[test]
fn stages_share_a_subject() {
    check(
        "安置房项目开工5个、竣工3个。",
        &["安置房项目开工|5|个|", "安置房项目竣工|3|个|"],
    );
}

#[test]
fn qualifiers_stand_outside_value_and_unit() {
    check("发现问题60多万个。", &["问题|60|万个|"]);
    check("完成改造4万多户。", &["改造|4|万户|"]);
    check("培育4~6个产业集群。", &["产业集群|4~6|个|"]);
    check(
        "农产品加工业产值与农业总产值之比提高到2.6∶1。",
        &["农产品加工业产值与农业总产值之比|2.6∶1||"],
    );
}

#[test]
fn ordinals_dates_classes_and_names_are_no_figures() {
    check("第3批企业于2023年6月5日落户，居全省第2位。", &[]);
    check("推进17号线、G50高速和5G网络建设。", &[]);
    check("30万吨级航道全线贯通，打造“15分钟生活圈”。", &[]);
    check("实施亿元以上项目210个。", &["亿元以上项目|210|个|"]);
}

#[test]
fn figures_are_normalised_exactly() {
    let text = "地区生产总值达到583.1亿元。".to_owned();
    let analysis = analyse(Source::new("test", text), &Declared::default(), &RULES);
    let figure = &analysis.observations[0];
    assert_eq!(figure.normalised, "58310000000".parse().ok());
    assert_eq!(figure.base, "CNY");
    assert_eq!(figure.indicator.as_deref(), Some("gdp"));
}

#[test]
fn a_clause_without_end_is_read_in_linear_time() {
    let text = "建成5个、".repeat(20_000);
    assert!(records(&text).len() <= 20_000);
}
