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

/// A report of 余杭区, of 浙江, of the nation.
const YUHANG: u32 = 330_110;
const ZHEJIANG: u32 = 330_000;
const NATION: u32 = 100_000;

#[test]
fn a_county_behind_its_city_is_one_place_anywhere() {
    let text = "深化与甘肃天水秦安的协作，支援新疆伽师建设。";
    let found = names(NANJING, Label::Place, text);
    assert!(found.contains(&"新疆伽师".to_owned()), "{found:?}");
    assert!(found.iter().any(|n| n.ends_with("天水秦安")), "{found:?}");
    // Alone it is no place of this report.
    assert!(names(NANJING, Label::Place, "秦安的经验值得学习。").is_empty());
}

#[test]
fn abbreviations_in_a_row_are_one_place() {
    let text = "深化沪滇协作，推进杭甬温联动，增强金丽温通道。";
    assert_eq!(names(ZHEJIANG, Label::Place, text)[..2], ["沪滇", "杭甬温"]);
}

#[test]
fn a_division_that_is_no_more_is_still_a_place() {
    let text = "传承宣武、崇文的文化底蕴。";
    assert_eq!(names(110_000, Label::Place, text), ["宣武", "崇文"]);
    // Elsewhere 新建县 is two words.
    let text = "新建县第二人民医院。";
    assert!(names(YUHANG, Label::Place, text).is_empty());
}

#[test]
fn a_firm_is_told_by_its_business() {
    let text = "湖南大康牧业成功上市，云深处科技、禾赛科技加快发展，科技投入增加。";
    let found = names(430_000, Label::Organisation, text);
    assert_eq!(found, ["湖南大康牧业", "云深处科技", "禾赛科技"]);
}

#[test]
fn a_list_that_shares_its_head_is_counted() {
    let text = "挂牌建设云栖、白马湖、湘湖3个省级实验室。";
    assert_eq!(
        names(ZHEJIANG, Label::Organisation, text),
        ["云栖", "白马湖", "湘湖"]
    );
}

#[test]
fn the_number_of_a_body_belongs_to_its_name() {
    let text = "溧水区第一人民医院投用，新建县第二人民医院，市委四届三次全会召开。";
    let found = names(320_117, Label::Organisation, text);
    assert_eq!(found[0], "溧水区第一人民医院");
    assert_eq!(names(320_117, Label::Event, text), ["市委四届三次全会"]);
}

#[test]
fn a_happening_is_named_from_its_ordinal_on() {
    let text = "成功举办第二十五届中国·南京国际梅花节、第三届中国（江苏）国际“互联网+”博览会。";
    assert_eq!(
        names(NANJING, Label::Event, text),
        [
            "第二十五届中国·南京国际梅花节",
            "第三届中国（江苏）国际“互联网+”博览会"
        ]
    );
}

#[test]
fn a_word_that_a_township_shares_is_the_word() {
    // 建设 is what is left of 建设街道 or 建设镇, 工业 of 工业街道.
    let text = "加快工业转型，推进乡村建设和老工业基地振兴。";
    assert!(names(150_621, Label::Place, text).is_empty());
}

#[test]
fn what_is_quoted_in_a_title_names_nothing() {
    let text = "抓好《兴边富民行动“十一五”规划》的实施。";
    assert_eq!(
        names(NATION, Label::Policy, text),
        ["《兴边富民行动“十一五”规划》"]
    );
}

#[test]
fn a_listed_road_that_is_finished_is_a_project() {
    let text = "港珠澳大桥建成通车，西气东输、南水北调等重大工程进展顺利。";
    assert_eq!(
        names(NATION, Label::Project, text),
        ["港珠澳大桥", "西气东输", "南水北调"]
    );
}

#[test]
fn the_line_of_a_train_service_stands_in_brackets() {
    let text = "中欧班列（武汉）开行1200列，国道G245线提档升级。";
    assert_eq!(
        names(420_000, Label::Place, text),
        ["中欧班列（武汉）", "国道G245线"]
    );
}

#[test]
fn a_street_of_a_common_word_is_one_in_a_list_only() {
    let text = "改造镜山大道、和平路。坚定不移走开放路、打创新牌。";
    assert_eq!(
        names(NANJING, Label::Place, text)
            .last()
            .map(String::as_str),
        Some("和平路")
    );
}

#[test]
fn a_listed_firm_keeps_the_place_before_it() {
    let text = "引进广东东鹏控股、五粮液集团。";
    assert_eq!(
        names(NANJING, Label::Organisation, text),
        ["广东东鹏控股", "五粮液集团"]
    );
}

#[test]
fn an_undertaking_is_named_by_what_it_does_where_a_verb_carries_it_out() {
    let text = "实施小学生课后照护工程和乡风文明提质工程。文化传承创新工程有序推进。\
                实施农村公路安全防护工程3万公里，加快标志性工程建设，推进重大水利工程。";
    assert_eq!(
        names(NANJING, Label::Project, text),
        ["小学生课后照护工程", "乡风文明提质工程", "文化传承创新工程"]
    );
}

#[test]
fn a_common_site_after_a_mere_place_is_one_where_it_is_finished() {
    let text = "溧水枢纽建成投用。发挥南京枢纽作用。";
    assert_eq!(names(NANJING, Label::Project, text), ["溧水枢纽"]);
}

#[test]
fn places_share_the_head_of_a_site_that_is_built() {
    let text = "持续推进溧水、高淳抽水蓄能电站建设。优化溧水、高淳科创中心布局。";
    assert_eq!(
        names(NANJING, Label::Project, text),
        ["溧水", "高淳抽水蓄能电站"]
    );
    assert_eq!(names(NANJING, Label::Place, text)[0], "溧水");
}

#[test]
fn works_that_are_prepared_are_projects() {
    let text = "推进溧水机场、高淳新机场等前期工作，建成辐射全球的高淳航空物流机场。";
    assert_eq!(
        names(NANJING, Label::Project, text),
        ["溧水机场", "高淳新机场", "高淳航空物流机场"]
    );
}

#[test]
fn a_scheme_is_named_by_what_it_does_where_a_verb_carries_it_out() {
    let text = "实施青年阅读推广计划，启动实施新一轮全民健身计划。完成年度计划，实施投资计划。";
    assert_eq!(
        names(NANJING, Label::Policy, text),
        ["青年阅读推广计划", "新一轮全民健身计划"]
    );
}
