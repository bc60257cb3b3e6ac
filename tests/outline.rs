//! Lines to paragraphs, headings to sections, statements to kinds, the head to a header: on small
//! texts of a district that does not exist (`seeds/samples/divisions.tsv`).

use std::sync::LazyLock;

use zhengtu::analysis::{Analysis, Ruleset, analyse};
use zhengtu::ingest::Source;
use zhengtu::outline::{Declared, Role};
use zhengtu::seeds::Seeds;

static RULES: LazyLock<Ruleset> = LazyLock::new(|| {
    Ruleset::compile(Seeds::embedded().expect("the embedded seeds are well formed"))
        .expect("the embedded rules compile")
});

fn read(text: &str) -> Analysis {
    analyse(
        Source::new("test", text.to_owned()),
        &Declared::default(),
        &RULES,
    )
}

/// Each statement as “kind text”.
fn kinds(text: &str) -> Vec<String> {
    let a = read(text);
    let statements = a.outline.statements.iter();
    statements
        .map(|s| format!("{} {}", s.kind.name(), a.source.slice(s.span)))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(kinds(text), expected);
}

/// The paragraphs of the clean text.
fn paragraphs(text: &str) -> Vec<String> {
    Source::new("test", text.to_owned())
        .text()
        .lines()
        .map(str::to_owned)
        .collect()
}

const HEAD: &str = "2025年江东省临澜市芸溪区人民政府工作报告\n\
    ——2025年1月8日在芸溪区第十届人民代表大会第四次会议上\n\
    芸溪区人民政府区长　陆 知 远\n\
    各位代表：\n";

#[test]
fn a_broken_sentence_is_joined_and_a_page_number_in_it_dropped() {
    let text = "过去一年，我们坚持以项目为抓手，扎实推进产业园区建设，累计开工标准厂房三十\n— 12 —\n\
                万平方米。\n全区空气中PM\n2.5\n平均浓度下降。\n";
    let joined =
        "过去一年，我们坚持以项目为抓手，扎实推进产业园区建设，累计开工标准厂房三十万平方米。";
    assert_eq!(paragraphs(text), [joined, "全区空气中PM2.5平均浓度下降。"]);
}

#[test]
fn a_heading_a_dash_and_an_address_are_never_joined() {
    let text = "一、2024年工作回顾\n过去一年，成效明显。\n——产业持续壮大，项目加快建设，园区面貌焕然一新，后劲不断增强\n\
                ——民生不断改善。\n各位代表：\n";
    assert_eq!(paragraphs(text).len(), 5);
}

#[test]
fn a_line_goes_on_inside_quotes_brackets_and_after_a_closing_sign() {
    assert_eq!(
        paragraphs("根据《\n芸溪区规划纲要（草案）\n》，制定方案。\n"),
        ["根据《芸溪区规划纲要（草案）》，制定方案。"]
    );
    assert_eq!(
        paragraphs("（\n三）改革持续深化。\n"),
        ["（三）改革持续深化。"]
    );
}

#[test]
fn offsets_mean_the_source_whatever_was_dropped() {
    let raw = "深化“放\u{200b}管 服”改\r\n";
    let source = Source::new("test", raw.to_owned());
    assert_eq!(source.text(), "深化“放管服”改\n");
    let at = source.text().find('服').expect("it is there");
    let span = zhengtu::span::Span::new(at, at + '服'.len_utf8());
    assert_eq!(source.original(span), (7, 8));
    assert_eq!(source.original_text(span), "服");
}

#[test]
fn the_head_says_who_when_and_by_whom() {
    let a = read(&format!(
        "{HEAD}现在，我代表区人民政府向大会报告工作，请予审议。\n"
    ));
    let slice = |s: Option<zhengtu::span::Span>| s.map(|s| a.source.slice(s).to_owned());
    let government = a
        .header
        .government
        .as_ref()
        .map(|g| (g.code, g.name.as_str()));
    assert_eq!(government, Some((990_101, "芸溪区")));
    assert_eq!(a.header.year, Some(2025));
    assert_eq!(a.header.date.as_deref(), Some("2025-01-08"));
    assert_eq!(a.header.review, Some((2024, 2024)));
    assert_eq!(
        slice(a.header.session).as_deref(),
        Some("芸溪区第十届人民代表大会第四次会议")
    );
    assert_eq!(
        slice(a.header.office).as_deref(),
        Some("芸溪区人民政府区长")
    );
    assert_eq!(slice(a.header.speaker).as_deref(), Some("陆知远"));
}

#[test]
fn a_report_given_at_the_end_of_a_year_is_of_the_next() {
    let text = "政府工作报告\n——2024年12月24日在芸溪区第十届人民代表大会第四次会议上\n各位代表：\n2024年工作回顾\n";
    assert_eq!(read(text).header.year, Some(2025));
    // Without title and date the review tells.
    assert_eq!(
        read("各位代表：\n一、2024年工作回顾\n完成年度任务。\n")
            .header
            .year,
        Some(2025)
    );
}

#[test]
fn a_name_that_many_districts_share_is_told_by_what_stands_around_it() {
    let of = |text: &str| read(text).header.government.map(|g| g.code);
    // 鼓楼区 is in four cities.
    assert_eq!(
        of("鼓楼区人民政府工作报告\n各位代表：\n今年，南京经济稳中有进。\n"),
        Some(320_106)
    );
    assert_eq!(
        of("徐州市鼓楼区人民政府工作报告\n各位代表：\n今年，南京经济稳中有进。\n"),
        Some(320_302)
    );
    assert_eq!(
        of("鼓楼区人民政府工作报告\n各位代表：\n今年，经济稳中有进。\n"),
        None
    );
    assert_eq!(
        of("政府工作报告\n各位代表：\n现在，我代表国务院，向大会报告工作。\n"),
        Some(100_000)
    );
}

#[test]
fn what_is_declared_wins() {
    let declared = Declared {
        government: Some(990_102),
        year: Some(2020),
        edition: Some("b".to_owned()),
    };
    let a = analyse(Source::new("test", HEAD.to_owned()), &declared, &RULES);
    assert_eq!(a.header.government.map(|g| g.code), Some(990_102));
    assert_eq!(
        (a.header.year, a.header.edition.as_deref()),
        (Some(2020), Some("b"))
    );
}

#[test]
fn review_and_plan_decide_between_done_and_to_be_done() {
    let text = format!(
        "{HEAD}一、2024年工作回顾\n产业根基更加坚实。新建标准厂房12万平方米，引进项目36个。\n\
         我们也清醒认识到，工作中还存在不少短板：产业层次不高；公共服务供给不足。对此，我们将采取有力措施加以解决。\n\
         二、2025年主要任务\n2025年是规划收官之年。今年经济社会发展主要预期目标是：地区生产总值增长5%；居民收入同步增长。\n\
         （一）做强实体经济。推进园区提质扩容。新建标准厂房20万平方米。\n"
    );
    let expected = [
        "heading 一、2024年工作回顾",
        "topic 产业根基更加坚实。",
        "achievement 新建标准厂房12万平方米，引进项目36个。",
        "problem 我们也清醒认识到，工作中还存在不少短板：产业层次不高；",
        "problem 公共服务供给不足。",
        "context 对此，我们将采取有力措施加以解决。",
        "heading 二、2025年主要任务",
        "context 2025年是规划收官之年。",
        "target 今年经济社会发展主要预期目标是：地区生产总值增长5%；",
        "target 居民收入同步增长。",
        "topic （一）做强实体经济。",
        "task 推进园区提质扩容。",
        "task 新建标准厂房20万平方米。",
    ];
    assert_eq!(kinds(&text)[4..], expected);
}

#[test]
fn a_report_without_headings_turns_once_from_past_to_plan() {
    let text = format!(
        "{HEAD}——产业持续壮大。完成投资36亿元，建成了园区道路3条，新增企业58家。\n\
         ——民生不断改善。建成了社区食堂12家，新增学位3000个，城镇新增就业1.2万人。\n\
         今年，我们要继续推进园区建设，加快完善配套，要着力引进优质企业。\n\
         我们要加强基层治理，要深化改革，切实为群众办实事。\n"
    );
    let kinds = kinds(&text);
    let tail: Vec<&str> = kinds[4..]
        .iter()
        .map(|k| k.split(' ').next().unwrap_or(""))
        .collect();
    assert_eq!(
        tail,
        [
            "topic",
            "achievement",
            "topic",
            "achievement",
            "task",
            "task"
        ]
    );
}

#[test]
fn five_year_aims_are_targets_until_an_act_begins() {
    let text = format!(
        "{HEAD}二、“十五五”时期主要目标任务\n到2030年，创新体系更加完善，地区生产总值迈上2000亿元台阶。\n\
         一是做优产业结构，增强发展后劲。加快建设传感产业园，推进数字化改造，培育龙头企业。\n"
    );
    let expected = [
        "heading 二、“十五五”时期主要目标任务",
        "target 到2030年，创新体系更加完善，地区生产总值迈上2000亿元台阶。",
        "topic 一是做优产业结构，增强发展后劲。",
        "task 加快建设传感产业园，推进数字化改造，培育龙头企业。",
    ];
    assert_eq!(kinds(&text)[4..], expected);
}

#[test]
fn a_topic_governs_its_paragraph_and_what_follows_its_own_line() {
    let a = read(&format!(
        "{HEAD}二、2025年主要任务\n（一）做强实体经济。推进园区提质扩容。\n加快补齐配套短板，实施道路工程3项。\n"
    ));
    let topic = a
        .outline
        .statements
        .iter()
        .position(|s| a.source.slice(s.span) == "（一）做强实体经济。");
    let governed: Vec<_> = a
        .outline
        .statements
        .iter()
        .filter(|s| s.topic.is_some())
        .collect();
    assert_eq!(governed.len(), 2);
    assert!(governed.iter().all(|s| s.topic == topic));
    let section = &a.outline.sections[governed[1].section];
    assert_eq!(
        (section.level, section.role, section.statement),
        (2, Role::Plan, topic)
    );
}

#[test]
fn a_glossary_entry_is_one_statement_whatever_its_number_looks_like() {
    for number in ["1.", "1．", "1、", "１、", "［1］", "①"] {
        let text = format!(
            "{HEAD}一、2024年工作回顾\n完成年度任务。\n附件2 名词解释\n{number}“四早”：\n早发现、早报告。\n相关报道：\n报告解读之一\n"
        );
        let kinds = kinds(&text);
        let definitions: Vec<_> = kinds
            .iter()
            .filter(|k| k.starts_with("definition"))
            .collect();
        assert_eq!(definitions.len(), 1, "{number}: {kinds:?}");
        assert!(definitions[0].ends_with("早发现、早报告。"), "{number}");
        assert_eq!(
            kinds.last().map(String::as_str),
            Some("heading 报告解读之一")
        );
    }
}

#[test]
fn glossary_headings_in_all_forms() {
    for heading in [
        "名词解释",
        "名词注释",
        "注释：",
        "附注",
        "《政府工作报告》有关名词解释",
        "附：报告中部分名词术语解释",
    ] {
        let text = format!(
            "{HEAD}一、2024年工作回顾\n完成年度任务。\n{heading}\n1.四早：早发现、早报告。\n"
        );
        let last = kinds(&text).pop().unwrap_or_default();
        assert!(last.starts_with("definition"), "{heading}: {last}");
    }
}

#[test]
fn note_marks_stay_with_their_sentence() {
    check(
        "各位代表：\n一、2024年工作回顾\n统筹抓好防控。［1］新建道路3条［2］、桥梁1座。\n",
        &[
            "heading 各位代表：",
            "heading 一、2024年工作回顾",
            "achievement 统筹抓好防控。[1]",
            "achievement 新建道路3条[2]、桥梁1座。",
        ],
    );
}

#[test]
fn a_second_copy_of_the_report_counts_for_nothing() {
    let sentence = |i: usize| {
        format!("第{i}批项目加快建设，完成投资{i}0亿元，新建厂房{i}万平方米，引进企业{i}家。\n")
    };
    let body: String = (1..12).map(sentence).collect();
    let once = format!("{HEAD}一、2024年工作回顾\n{body}");
    let tasks = |text: &str| read(text).tasks.len();
    assert_eq!(tasks(&once), 11);
    assert_eq!(tasks(&format!("{once}{once}")), 11);
}

#[test]
fn a_text_that_is_no_report_has_no_tasks() {
    let text = "区里召开会议\n来源：某日报\n一、工作情况\n会议指出，完成投资30亿元，建成道路3条。要加快推进项目建设。\n";
    assert!(read(text).tasks.is_empty());
}
