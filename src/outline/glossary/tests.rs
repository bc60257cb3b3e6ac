//! Entries of every shape, written for these tests.

use std::sync::LazyLock;

use super::*;
use crate::lexicon::Lexicon;
use crate::outline::{Kind, Paragraph, Statement};

static RULES: LazyLock<(Lexicon, GlossaryRules)> = LazyLock::new(|| {
    let seeds = Seeds::embedded().expect("the embedded tables are sound");
    let lexicon = Lexicon::compile(&seeds).expect("the words are sound");
    (
        lexicon,
        GlossaryRules::compile(&seeds).expect("the cues are sound"),
    )
});

/// A text in which every line is one statement: of the glossary, or of the body.
fn defined(text: &str, glossary: bool) -> (Source, Vec<Definition>) {
    let source = Source::new("test", text.to_owned());
    let mut outline = Outline::default();
    let mut from = 0;
    for (at, _) in source.text().match_indices('\n') {
        let span = Span::new(from, at);
        let index = outline.statements.len();
        let kind = if glossary {
            Kind::Definition
        } else {
            Kind::Task
        };
        outline.statements.push(Statement {
            span,
            kind,
            paragraph: index,
            section: 0,
            topic: None,
        });
        outline.paragraphs.push(Paragraph {
            span,
            section: 0,
            glossary_entry: glossary,
            statements: (index, index + 1),
        });
        from = at + 1;
    }
    let (lexicon, rules) = &*RULES;
    let scan = Scan::new(lexicon, None, source.text());
    let found = define(&source, &outline, &scan, rules);
    (source, found)
}

fn leaves<'a>(source: &'a Source, components: &[Component], out: &mut Vec<(&'a str, Span)>) {
    for c in components {
        if c.parts.is_empty() {
            out.push((source.slice(c.span), c.span));
        }
        leaves(source, &c.parts, out);
    }
}

/// `headword ! verdict ! leaves` of each definition.
fn shown(text: &str, glossary: bool) -> Vec<String> {
    let (source, found) = defined(text, glossary);
    let one = |d: &Definition| {
        let mut all = Vec::new();
        leaves(&source, &d.components, &mut all);
        let texts: Vec<&str> = all.into_iter().map(|(t, _)| t).collect();
        let verdict = d.agrees.map_or("-", |a| if a { "yes" } else { "no" });
        format!("{} {verdict} {}", source.slice(d.headword), texts.join("|"))
            .trim_end()
            .to_owned()
    };
    found.iter().map(one).collect()
}

fn entry(text: &str) -> String {
    shown(text, true).join(" // ")
}

#[test]
fn plain_lists_are_cut_at_commas_and_the_last_joiner() {
    assert_eq!(
        entry("1.“三大提升”：产业提升、城市提升和民生提升。"),
        "“三大提升” yes 产业提升|城市提升|民生提升"
    );
    assert_eq!(
        entry("2、“两新”：老旧设备更新和家电以旧换新。"),
        "“两新” yes 老旧设备更新|家电以旧换新"
    );
    assert_eq!(
        entry("［3］三张清单：准入清单、设备及材料清单、监管清单"),
        "三张清单 yes 准入清单|设备及材料清单|监管清单"
    );
    assert_eq!(
        entry("④五型机关：是指学习型、服务型、创新型、实干型、廉洁型机关。"),
        "五型机关 yes 学习型|服务型|创新型|实干型|廉洁型"
    );
    assert_eq!(
        entry("5．10种杂粮：谷子、糜子、荞麦、燕麦、高粱、绿豆、红豆、豌豆、蚕豆、芸豆。")
            .matches('|')
            .count(),
        9
    );
}

#[test]
fn a_verdict_is_no_where_the_list_is_short_or_long() {
    assert_eq!(
        entry("1.“三大提升”：产业提升、城市提升。"),
        "“三大提升” no 产业提升|城市提升"
    );
    assert_eq!(entry("1.“两新”：老旧设备更新。"), "“两新” no 老旧设备更新");
    assert_eq!(
        entry("1.“两减”：减成本、减时间、减环节。"),
        "“两减” no 减成本|减时间|减环节"
    );
}

#[test]
fn stated_numbers_prove_nothing() {
    let short = "1.“2+3”体系：“2”是指钢铁、化工两大支柱产业，“3”是指新材料、新能源三大新兴产业。";
    assert_eq!(entry(short), "“2+3”体系 no 钢铁|化工|新材料|新能源");
    let empty = "1.“2+3”体系：“2”是指两大支柱产业，“3”是指三大新兴产业。";
    assert_eq!(entry(empty), "“2+3”体系 - 两大支柱产业|三大新兴产业");
}

#[test]
fn labels_are_held_against_their_own_numeral() {
    let text = "7. “一核两轴四区”格局：“一核”即老城综合服务核；“两轴”分别为沿河发展轴、沿山发展轴；“四区”即新城东、南、西、北四个片区。";
    assert_eq!(
        entry(text),
        "“一核两轴四区”格局 yes 老城综合服务核|沿河发展轴|沿山发展轴|东|南|西|北"
    );
    let (source, found) = defined(text, true);
    let labels: Vec<_> = found[0]
        .components
        .iter()
        .filter_map(|c| c.label)
        .map(|l| source.slice(l))
        .collect();
    assert_eq!(labels, ["一核", "两轴", "四区"]);
    assert_eq!(found[0].numerals, [Some(1), Some(2), Some(4)]);
    // The sum fits, the groups do not.
    let moved = "7. “两轴两区”：“两轴”为东轴、西轴、南轴；“两区”为北区。";
    assert!(entry(moved).starts_with("“两轴两区” no"));
    let nested = "8. “1+3+N”整治：“1”为沿街整治；“3”为三大突出问题整改，包括违章建筑、占道经营和乱停乱放；“N”为其他问题。";
    assert_eq!(
        entry(nested),
        "“1+3+N”整治 yes 沿街整治|违章建筑|占道经营|乱停乱放|其他问题"
    );
    let digits = "9.“242”架构：第一个“2”指制造、服务；“4”指一号园、二号园、三号园、四号园；第二个“2”指人才、资本。";
    assert!(entry(digits).starts_with("“242”架构 yes"));
}

#[test]
fn groups_without_labels() {
    assert_eq!(
        entry("1.“一带三中心”：沿河产业带和城东、城中、城西创新中心。"),
        "“一带三中心” yes 沿河产业带|城东|城中|城西"
    );
    assert_eq!(
        entry("1.“三大两高”产业：做强物流、会展、商贸三大服务业，打造高端装备和高端芯片两大集群。"),
        "“三大两高”产业 yes 物流|会展|商贸|高端装备|高端芯片"
    );
    assert_eq!(
        entry("1.“三资一项目”管理：集体资金、资产、资源管理和村级小型项目管理。"),
        "“三资一项目”管理 yes 集体资金|资产|资源|村级小型项目"
    );
    assert!(entry("1.一升两降：合格率上升，事故数、伤亡数下降。").starts_with("一升两降 yes"));
    assert_eq!(
        entry("1.“两面向一支撑”：面向中心城区做好承接、面向周边县市做好服务，成为全市发展的支撑。"),
        "“两面向一支撑” yes 面向中心城区做好承接|面向周边县市做好服务|成为全市发展的支撑"
    );
}

#[test]
fn items_may_hold_commas_joiners_and_quotes() {
    let clauses = "1.“三个一律”：对来访人员一律登记身份、对在建工地一律检查到位、对出租房屋要求房东一律备案信息，并及时更新台账。";
    assert!(entry(clauses).starts_with("“三个一律” yes 对来访人员一律登记身份|对在建工地一律检查到位|对出租房屋要求房东一律备案信息，并及时更新台账"));
    let quoted = "2.“两个免交”：在窗口服务中，通过数据共享、告知承诺等方式，实行“本县核发的材料，原则上免交；能够联网核验的材料，原则上免交”。";
    assert_eq!(
        entry(quoted),
        "“两个免交” yes 本县核发的材料，原则上免交|能够联网核验的材料，原则上免交"
    );
    let titles = "3. 托管服务“1+2”政策：《关于做好托管服务的意见》《托管机构管理办法》《托管机构设置标准（试行）》。";
    assert!(entry(titles).starts_with("托管服务“1+2”政策 yes 《关于做好托管服务的意见》|"));
    let numbered = "4.“三项工程”：一是安居工程，完善配套；二是畅通工程；三是净水工程。";
    assert_eq!(
        entry(numbered),
        "“三项工程” yes 安居工程，完善配套|畅通工程|净水工程"
    );
}

#[test]
fn shared_heads_and_tails_go() {
    assert_eq!(
        entry("1.“四大品牌”：云西服务、云西制造、云西购物、云西文化品牌。"),
        "“四大品牌” yes 云西服务|云西制造|云西购物|云西文化"
    );
    assert_eq!(
        entry("1.“三个认同”：对家园、对集体、对事业的认同。")
            .matches('|')
            .count(),
        2
    );
    assert!(entry("1.“三项重点”：包括种植、养殖、加工等领域。").ends_with("种植|养殖|加工"));
}

#[test]
fn one_entry_may_define_two_names() {
    assert_eq!(
        entry("1.“三保”“两减”：“三保”指保工资、保运转、保民生；“两减”指减税、减费。"),
        "“三保” yes 保工资|保运转|保民生 // “两减” yes 减税|减费"
    );
}

#[test]
fn names_that_count_nothing_have_no_verdict() {
    for text in [
        "1.“晨星”计划：包含“1+2”政策。“1”为《人才意见》；“2”为两项配套政策。",
        "2. 城东站“1+X”试点：以城东站为试点，围绕服务、安全等领域，实现数据共享，融合各类算法、模型。",
        "3. 联合培养“3+4”：中职学校与本科院校联合培养，学生在中职学校就读3年、本科院校就读4年。",
        "4. 零碳园区：碳排放和吸收趋于平衡的园区。",
        "5.“十五五”：第十五个五年规划。",
        "6.“百县千村”工程：建设100个县、1000个村。",
        "7.“一网通办”：依托政务平台，优化办事流程，实现一网办理。",
    ] {
        let (_, found) = defined(text, true);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].agrees, None, "{text}");
    }
}

#[test]
fn numbers_run_into_names() {
    assert_eq!(
        entry("1.“两新”：设备更新和以旧换新。\n21.5+2驿站：五公里内设两处驿站。")
            .split(" // ")
            .nth(1),
        Some("1.5+2驿站 -")
    );
    assert!(
        entry("1.甲：乙。\n2.丙：丁。\n3.10种杂粮：谷子、糜子。")
            .ends_with("10种杂粮 no 谷子|糜子")
    );
}

#[test]
fn other_names_are_kept() {
    let (source, found) = defined(
        "1.地区生产总值（GDP）：指常住单位的最终成果。\n2.规上企业：规模以上企业的简称，指收入在标准以上的企业。",
        true,
    );
    let aliases: Vec<_> = found
        .iter()
        .flat_map(|d| &d.aliases)
        .map(|&a| source.slice(a))
        .collect();
    assert_eq!(aliases, ["GDP", "规模以上企业"]);
}

#[test]
fn damage_is_survived() {
    for text in [
        "1.",
        "1.“",
        "：",
        "1.“三保：",
        "1.“三保”：",
        "1.”“）（：、、、",
        "99999999999.甲：乙",
        "1.“1+”：“”为；“1”为",
        "承诺制+标准地：是本省为加快项目落地,在",
    ] {
        defined(text, true);
        defined(text, false);
    }
}

#[test]
fn the_body_defines_only_where_it_is_sure() {
    assert_eq!(
        shown("落实“三保”（保工资、保运转、保民生）责任。", false),
        ["“三保” yes 保工资|保运转|保民生"]
    );
    assert_eq!(
        shown("坚持“两个不变”，即坚持目标不变、坚持力度不变。", false),
        ["“两个不变” yes 坚持目标不变|坚持力度不变"]
    );
    assert_eq!(
        shown("建设农村电商带头人、种养能手、乡村工匠“三支队伍”。", false),
        ["“三支队伍” yes 农村电商带头人|种养能手|乡村工匠"]
    );
    assert_eq!(
        shown("“零工驿站”是指为灵活就业人员服务的场所。", false),
        ["“零工驿站” -"]
    );
    let (source, found) = defined("印发《云西县供水规划》（以下简称“规划”）。", false);
    assert_eq!(
        (
            source.slice(found[0].headword),
            source.slice(found[0].aliases[0])
        ),
        ("《云西县供水规划》", "规划")
    );
    for none in [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "实施教育、医疗等“九大行动”。",
        "实施、储备一批“两重”项目。",
        "发展“三大产业”（见附件）。",
    ] {
        assert_eq!(shown(none, false), Vec::<String>::new(), "{none}");
    }
}

/// Entries that agree, for the law below.
const AGREEING: [&str; 9] = [
    "1.“六保”：保就业、保民生、保主体、保粮食、保链条、保运转。",
    "1.“三大攻坚”：交通攻坚、水利攻坚和能源攻坚。",
    "1.“两个一流”：一流的环境、一流的服务。",
    "1.“一核两轴三区”：“一核”即老城核；“两轴”即沿河轴、沿山轴；“三区”即东区、西区和北区。",
    "1.“1+4”整治：“1”为片区整治；“4”为四大问题整改，包括市场、工地、消防、交通等领域。",
    "1.“3+4”产业：“3”是指钢铁、化工、建材三大主导产业，“4”是指新能源、新材料、生物、数字四大新兴产业。",
    "1.“三馆一中心”：图书馆、博物馆、文化馆和少年宫中心。",
    "1.“五个必须”：必须守纪律，必须讲规矩，必须干实事，必须重民生，必须防风险。",
    "1.“三万”工程：一个万亩稻田基地、一个万亩茶园基地、一个万亩果林基地。",
];

#[test]
fn losing_a_component_turns_the_verdict() {
    for text in AGREEING {
        let (source, found) = defined(text, true);
        assert_eq!(found[0].agrees, Some(true), "{text}");
        let mut all = Vec::new();
        leaves(&source, &found[0].components, &mut all);
        for (leaf, span) in all {
            let (mut start, mut end) = (span.start as usize, span.end as usize);
            let clean = source.text();
            if clean[..start].ends_with("一个") {
                start -= "一个".len();
            }
            let joins = |c: char| matches!(c, '、' | '，' | '和');
            if let Some(c) = clean[end..].chars().next().filter(|&c| joins(c)) {
                end += c.len_utf8();
            } else if let Some(c) = clean[..start].chars().next_back().filter(|&c| joins(c)) {
                start -= c.len_utf8();
            }
            let less = format!("{}{}", &clean[..start], &clean[end..]);
            let (_, found) = defined(&less, true);
            assert_eq!(
                found.first().and_then(|d| d.agrees),
                Some(false),
                "without {leaf}: {less}"
            );
        }
    }
}
