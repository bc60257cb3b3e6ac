//! What every picture has to hold, with labels that try to break it.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::layout::{layout, padding, text_size};
use super::wrap::{line_width, plain, wrap};
use super::{Drawing, DrawnEdge, DrawnNode, Manner, dot, svg};
use crate::graph::{Language, NodeKind};

const NASTY: [&str; 6] = [
    "\"><script>&\\",
    "a\nb\\",
    "]]>--><!--",
    "\\N\\\"{|}<b>&lt;",
    "👨‍👩‍👧🚀🇨🇳",
    "\u{0}\u{1}\u{202E}稳",
];

fn node(kind: NodeKind, text: &str, column: i32, parent: Option<usize>) -> DrawnNode {
    DrawnNode {
        iri: text.to_owned(),
        kind,
        done: false,
        tag: if kind == NodeKind::Task {
            text.chars().take(9).collect()
        } else {
            String::new()
        },
        lines: wrap(&plain(text), 12.0, 3),
        focus: column == 0,
        column,
        parent,
        tooltip: text.to_owned(),
    }
}

/// Every kind on both sides, two steps deep, with two things in the middle.
fn sample() -> Drawing {
    let long = "长".repeat(200);
    let text = |i: usize| {
        if i % 7 == 6 {
            long.as_str()
        } else {
            NASTY[i % 7]
        }
    };
    let kinds = [
        NodeKind::Task,
        NodeKind::Definition,
        NodeKind::Term,
        NodeKind::Place,
        NodeKind::Project,
        NodeKind::Policy,
        NodeKind::Organization,
        NodeKind::Event,
        NodeKind::Indicator,
        NodeKind::Report,
    ];
    let mut nodes = vec![
        node(NodeKind::Term, text(0), 0, None),
        node(NodeKind::Place, text(6), 0, None),
    ];
    for i in 0..30 {
        let side = if i % 3 == 0 { -1 } else { 1 };
        nodes.push(node(kinds[i % kinds.len()], text(i), side, Some(i % 2)));
    }
    for (i, kind) in kinds.iter().take(8).enumerate() {
        let parent = 2 + i * 3;
        let column = 2 * nodes[parent].column;
        nodes.push(node(*kind, text(i), column, Some(parent)));
    }
    let mut edges = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        let (from, to) = if i % 2 == 0 { (parent, i) } else { (i, parent) };
        edges.push(edge(from, to, text(i), Manner::ALL[i % 6]));
    }
    edges.push(edge(0, 1, text(1), Manner::Direct));
    edges.push(edge(1, 2, text(2), Manner::Theme));
    edges.push(edge(5, 3, "", Manner::Background));
    let title = NASTY.concat();
    Drawing {
        title,
        notes: vec![long],
        nodes,
        edges,
        language: Language::Zh,
    }
}

fn edge(from: usize, to: usize, label: &str, manner: Manner) -> DrawnEdge {
    DrawnEdge {
        from,
        to,
        label: label.to_owned(),
        manner,
        tooltip: label.to_owned(),
    }
}

#[test]
fn boxes_do_not_overlap_and_hold_their_text() {
    let drawing = sample();
    let layout = layout(&drawing);
    for (i, a) in layout.boxes.iter().enumerate() {
        assert!(
            [a.x, a.y, a.w, a.h]
                .iter()
                .all(|n| n.is_finite() && *n >= 0.0),
            "{a:?}"
        );
        assert!(
            a.x + a.w <= layout.width && a.y + a.h <= layout.height + 1.0,
            "{a:?}"
        );
        for b in &layout.boxes[..i] {
            let apart = a.x + a.w < b.x || b.x + b.w < a.x || a.y + a.h < b.y || b.y + b.h < a.y;
            assert!(apart, "{a:?} {b:?}");
        }
        let node = &drawing.nodes[i];
        let (sides, ends) = padding(node);
        let size = text_size(node);
        assert!(
            node.lines
                .iter()
                .all(|line| line_width(line) * size + 2.0 * sides <= a.w + 0.01)
        );
        assert!(node.lines.len() as f64 * size * 1.4 + 2.0 * ends <= a.h + 0.01);
    }
}

#[test]
fn labels_stand_between_the_columns() {
    let mut drawing = sample();
    for edge in drawing
        .edges
        .iter_mut()
        .filter(|edge| !edge.label.is_empty())
    {
        edge.label = "具体展开×3".to_owned();
    }
    let layout = layout(&drawing);
    let labels: Vec<_> = layout
        .curves
        .iter()
        .filter_map(|curve| curve.label.as_ref())
        .collect();
    assert!(labels.len() > 30);
    for label in labels {
        let (x, y) = label.at;
        let half = super::wrap::width(&label.text) * super::layout::LABEL / 2.0;
        for b in &layout.boxes {
            let apart =
                x + half < b.x || x - half > b.x + b.w || y + 7.0 < b.y || y - 7.0 > b.y + b.h;
            assert!(apart, "{label:?} {b:?}");
        }
    }
}

#[test]
fn svg_is_xml_whatever_the_names() {
    let text = svg(&sample());
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                depth += 1;
                assert_ne!(e.name().as_ref(), "script");
                assert!(e.attributes().all(|a| a.is_ok()));
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Comment(_) | Event::CData(_) | Event::PI(_)) => panic!("not ours"),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) => panic!("{e}"),
        }
    }
    assert_eq!(depth, 0);
    assert!(!text.contains("NaN") && !text.contains("inf"));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
}

/// Reads DOT as Graphviz splits it and gives its quoted strings and its HTML.
fn strings(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut quoted, mut html) = (Vec::new(), Vec::new());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let mut inside = String::new();
        if c == '"' {
            loop {
                match chars.next().expect("an open string") {
                    '"' => break,
                    '\\' => inside.extend(['\\', chars.next().expect("an open escape")]),
                    '\n' => panic!("a string over two lines: {inside}"),
                    c => inside.push(c),
                }
            }
            quoted.push(inside);
        } else if c == '<' {
            let mut depth = 1;
            while depth > 0 {
                let c = chars.next().expect("open HTML");
                depth += i32::from(c == '<') - i32::from(c == '>');
                inside.push(c);
            }
            inside.pop();
            html.push(inside);
        } else {
            assert!(c.is_ascii(), "{c:?} outside of all strings");
        }
    }
    (quoted, html)
}

#[test]
fn no_name_breaks_dot() {
    let drawing = sample();
    let (quoted, html) = strings(&dot(&drawing));
    // Title and legend.
    assert_eq!(html.len(), 2);
    for html in html {
        assert!(!html.contains("<script") && !html.contains('\\'), "{html}");
        let mut reader = Reader::from_str(&html);
        reader.config_mut().check_end_names = true;
        while !matches!(reader.read_event().expect("sound HTML"), Event::Eof) {}
    }
    let shown = r#"\"><script>&amp;\\"#;
    assert!(quoted.iter().any(|text| text.contains(shown)), "{quoted:?}");
    let boxes = quoted
        .iter()
        .filter(|text| text.starts_with('#') && text.len() == 7);
    assert!(boxes.count() > drawing.nodes.len());
}

#[test]
fn the_same_drawing_gives_the_same_bytes() {
    assert_eq!(svg(&sample()), svg(&sample()));
    assert_eq!(dot(&sample()), dot(&sample()));
}
