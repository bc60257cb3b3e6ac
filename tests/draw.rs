//! Pictures of small graphs made by hand: what is drawn, and what is left out and said so.

use zhengtu::draw::{DrawError, Drawing, Manner, dot, drawing, svg};
use zhengtu::graph::{Attribute, KnowledgeGraph, Language, Literal, NodeId, NodeKind, Relation};

const BASE: &str = "https://w3id.org/zhengtu/id/";
const REPORT: &str = "https://w3id.org/zhengtu/id/report/990101-2024";

/// A thing with a name.
fn thing(graph: &mut KnowledgeGraph, kind: NodeKind, segment: &str, name: &str) -> NodeId {
    let node = graph.node(
        &format!("{BASE}{segment}/{}", zhengtu::rdf::local(name)),
        kind,
    );
    graph.say(node, Attribute::PrefLabel, Literal::zh(name));
    node
}

/// A node under the report, with the text that stands there.
fn part(graph: &mut KnowledgeGraph, kind: NodeKind, fragment: &str, text: &str) -> NodeId {
    let node = graph.node(&format!("{REPORT}#{fragment}"), kind);
    graph.say(node, Attribute::Anchor, Literal::text_of(text));
    node
}

/// A task whose sentence names `thing` at its start.
fn task(graph: &mut KnowledgeGraph, n: usize, text: &str, named: NodeId, done: bool) -> NodeId {
    let statement = part(graph, NodeKind::Statement, &format!("s_{n}"), text);
    graph.say(statement, Attribute::Begin, Literal::Count(0));
    let task = graph.node(&format!("{REPORT}#task_{n}"), NodeKind::Task);
    graph.tie(task, Relation::StatedIn, statement);
    let status = if done {
        "status-done"
    } else {
        "status-planned"
    };
    let code = format!("https://w3id.org/zhengtu/codes#{status}");
    graph.say(task, Attribute::Status, Literal::Code(code.into()));
    graph.tie(task, Relation::Mentions, named);
    let length = graph.get(named).label().chars().count() as u32;
    let mention = part(graph, NodeKind::Mention, &format!("offset_{n}"), text);
    graph.say(mention, Attribute::Begin, Literal::Count(0));
    graph.say(mention, Attribute::End, Literal::Count(length));
    graph.tie(mention, Relation::StatedIn, statement);
    graph.tie(mention, Relation::RefersTo, named);
    task
}

/// A link with its evidence and its short form.
fn link(graph: &mut KnowledgeGraph, n: usize, ends: (NodeId, NodeId), scope: &str) {
    let node = graph.node(&format!("{REPORT}#link_{n}"), NodeKind::Link);
    graph.tie(node, Relation::From, ends.0);
    graph.tie(node, Relation::To, ends.1);
    let code = format!("https://w3id.org/zhengtu/codes#scope-{scope}");
    graph.say(node, Attribute::Scope, Literal::Code(code.into()));
    graph.say(
        node,
        Attribute::Score,
        Literal::decimal("0.9".parse().expect("a decimal")),
    );
    let short = match scope {
        "clause" => Relation::Concerns,
        "sentence" => Relation::CoMentionedWith,
        _ => Relation::ThemeOf,
    };
    graph.tie(ends.0, short, ends.1);
}

/// A term with a definition, a task and a place.
fn small() -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    let report = graph.node(REPORT, NodeKind::Report);
    graph.say(
        report,
        Attribute::Title,
        Literal::zh("芸溪区2024年政府工作报告"),
    );
    graph.say(report, Attribute::Year, Literal::Year(2024));
    let term = thing(&mut graph, NodeKind::Term, "term", "两带一心");
    let lake = thing(&mut graph, NodeKind::Place, "place", "枕月湖");
    task(&mut graph, 1, "两带一心建设提速。", term, false);
    link(&mut graph, 1, (term, lake), "clause");
    let definition = part(
        &mut graph,
        NodeKind::Definition,
        "def_1",
        "两带一心：滨河带、环湖带；商务区。",
    );
    graph.say(definition, Attribute::Agrees, Literal::Flag(true));
    graph.tie(definition, Relation::Defines, term);
    for (i, text) in ["滨河带、环湖带", "商务区"].into_iter().enumerate() {
        let component = part(
            &mut graph,
            NodeKind::Component,
            &format!("def_1_{}", i + 1),
            text,
        );
        graph.say(component, Attribute::Order, Literal::Count(i as u32 + 1));
        graph.tie(definition, Relation::HasComponent, component);
    }
    graph
}

fn draw(graph: &KnowledgeGraph, name: &str, hops: usize) -> Drawing {
    drawing(graph, &[name], hops, Language::Zh).expect("a drawing")
}

#[test]
fn a_small_drawing_in_dot() {
    insta::assert_snapshot!(dot(&draw(&small(), "两带一心", 1)));
}

#[test]
fn a_small_drawing_in_svg() {
    insta::assert_snapshot!(svg(&draw(&small(), "两带一心", 1)));
}

#[test]
fn a_thing_is_found_by_name_iri_and_prefixed_name_and_nothing_else() {
    let graph = small();
    for name in [
        "两带一心",
        "“两带一心”",
        "term:两带一心",
        "https://w3id.org/zhengtu/id/term/两带一心",
        "<https://w3id.org/zhengtu/id/term/两带一心>",
    ] {
        assert_eq!(draw(&graph, name, 1), draw(&graph, "两带一心", 1), "{name}");
    }
    let report = draw(&graph, "990101-2024", 1);
    assert_eq!(report.nodes[0].kind, NodeKind::Report);
    let unknown = drawing(&graph, &["三带"], 1, Language::Zh);
    assert_eq!(unknown, Err(DrawError::Unknown("三带".to_owned())));
    let none: [&str; 0] = [];
    assert_eq!(
        drawing(&KnowledgeGraph::new(), &none, 1, Language::Zh),
        Err(DrawError::Empty)
    );
}

#[test]
fn a_busy_term_keeps_its_strongest_ties_and_says_so() {
    let mut graph = small();
    let term = graph.named("两带一心")[0];
    for n in 0..60 {
        let scope = if n < 20 { "clause" } else { "theme" };
        let place = thing(&mut graph, NodeKind::Place, "place", &format!("片区{n}"));
        link(&mut graph, 100 + n, (term, place), scope);
        task(
            &mut graph,
            100 + n,
            "两带一心按计划推进。",
            term,
            n % 2 == 0,
        );
    }
    let picture = draw(&graph, "两带一心", 1);
    assert!(picture.nodes.len() <= 42, "{}", picture.nodes.len());
    let near = |manner| picture.edges.iter().filter(|e| e.manner == manner).count();
    // All twenty-one strong ties and the definition stay, weak ones fill up.
    assert_eq!(near(Manner::Direct), 22);
    assert!(near(Manner::Theme) < 20);
    assert!(
        picture
            .notes
            .iter()
            .any(|note| note.contains("122") && note.contains("标题或主题句")),
        "{:?}",
        picture.notes
    );
}

#[test]
fn nasty_names_reach_the_picture_whole() {
    let names = [
        "\"><&\\\n稳",
        "a\\",
        "😀👩‍👧",
        "مرحبا",
        "]]>",
        "{|}<b>",
        "\\N\\G",
        "&amp;",
    ];
    let mut graph = small();
    let term = graph.named("两带一心")[0];
    for (n, name) in names.iter().enumerate() {
        let place = thing(&mut graph, NodeKind::Place, "place", name);
        link(&mut graph, 200 + n, (term, place), "clause");
    }
    let long = thing(&mut graph, NodeKind::Project, "project", &"长".repeat(200));
    link(&mut graph, 300, (term, long), "sentence");
    let text = svg(&draw(&graph, "两带一心", 1));
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut shown = String::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("sound XML") {
            Event::Text(text) => shown.push_str(&text),
            Event::GeneralRef(name) => match &*name {
                "amp" => shown.push('&'),
                "lt" => shown.push('<'),
                "gt" => shown.push('>'),
                "quot" => shown.push('"'),
                other => panic!("{other}"),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    for name in names {
        let plain = name.replace('\n', "");
        assert!(shown.contains(&plain), "{name:?}");
    }
    assert!(shown.contains(&"长".repeat(200)), "not even as a tooltip");
    if let Ok(folder) = std::env::var("ZHENGTU_PICTURES") {
        let dot = dot(&draw(&graph, "两带一心", 1));
        std::fs::write(format!("{folder}/nasty.dot"), dot).expect("a folder");
        std::fs::write(format!("{folder}/nasty.svg"), text).expect("a folder");
    }
}
