//! Names as a reader of a report would mark them, on sentences written for the purpose.

use std::sync::OnceLock;

use zhengtu::analysis::{Ruleset, analyse};
use zhengtu::ingest::Source;
use zhengtu::outline::Declared;
use zhengtu::recognise::Label;
use zhengtu::seeds::Seeds;

/// The names of one kind in a sentence of a report by the government with this code.
fn names(government: u32, label: Label, text: &str) -> Vec<String> {
    static RULES: OnceLock<Ruleset> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        Ruleset::compile(Seeds::embedded().expect("tables are read")).expect("rules compile")
    });
    let declared = Declared {
        government: Some(government),
        year: Some(2025),
        edition: None,
    };
    let body = format!("各位代表：\n一、工作回顾\n{text}\n");
    let analysis = analyse(Source::new("test", body), &declared, rules);
    let mentions = analysis.mentions.iter().filter(|m| m.label == label);
    mentions
        .map(|m| analysis.source.slice(m.span).to_owned())
        .collect()
}

const NANJING: u32 = 320_100;

#[test]
fn a_list_of_projects_is_split_at_its_items() {
    let text = "开工建设轨交3号线北延伸、5号线西延伸项目，推进沪宁高速扩容等项目。";
    let found = names(NANJING, Label::Project, text);
    assert_eq!(found[..2], ["轨交3号线北延伸", "5号线西延伸项目"]);
}

#[test]
fn the_longest_name_is_marked_and_nothing_inside_it() {
    let text = "复旦大学附属儿科医院南京分院加快建设。";
    assert_eq!(
        names(NANJING, Label::Project, text),
        ["复旦大学附属儿科医院南京分院"]
    );
    assert!(names(NANJING, Label::Place, text).is_empty());
    assert!(names(NANJING, Label::Organisation, text).is_empty());
}

#[test]
fn a_count_is_no_name() {
    let text = "128个重大项目稳步推进，新增3个公园，建成5个社区。";
    for label in [Label::Project, Label::Place, Label::Organisation] {
        assert!(names(NANJING, label, text).is_empty(), "{label:?}");
    }
}

#[test]
fn what_is_issued_is_a_policy_from_the_verb_on() {
    let text = "出台推动民营企业高质量发展21项重点举措，落实第八轮环保三年行动计划。制定行动方案。";
    let found = names(NANJING, Label::Policy, text);
    assert_eq!(
        found,
        [
            "推动民营企业高质量发展21项重点举措",
            "第八轮环保三年行动计划"
        ]
    );
}

#[test]
fn titles_are_policies_by_their_last_word() {
    let text = "落实《南京市节约用水条例》，学习《谈治国理政》。";
    assert_eq!(
        names(NANJING, Label::Policy, text),
        ["《南京市节约用水条例》"]
    );
}

#[test]
fn bodies_by_level_stand_apart_and_an_ordinal_belongs_to_its_event() {
    let text = "认真落实市委市政府部署，服务保障第三届进博会。";
    assert_eq!(
        names(NANJING, Label::Organisation, text),
        ["市委", "市政府"]
    );
    assert_eq!(names(NANJING, Label::Event, text), ["第三届进博会"]);
}

#[test]
fn a_zone_striven_for_is_only_the_place_in_it() {
    let text = "打造长三角乡村振兴先行区，推进江宁、溧水以及高淳乡村振兴示范片区建设。";
    assert_eq!(
        names(NANJING, Label::Place, text),
        ["长三角", "江宁", "溧水", "高淳"]
    );
}

#[test]
fn roads_are_places_by_code_and_by_head() {
    let text = "推动G42、G25高速扩容抬升。";
    assert_eq!(names(NANJING, Label::Place, text), ["G42", "G25高速"]);
}
