//! Every format on a small graph whose names hold what formats choke on, read back by its own
//! parser.

use std::collections::BTreeSet;

use oxigraph::io::RdfParser;
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;

use super::*;
use crate::graph::{Attribute, Literal, NodeKind, Relation};

const NASTY: &str = "“A\" <b>&amp;'\\, 一\r\n二\u{0} 😀;\tC";

/// Two names, a report with a task, three links; said in one order or the other.
fn graph(backwards: bool) -> KnowledgeGraph {
    let iris = Iris::default();
    let mut graph = KnowledgeGraph::new();
    let (term, place) = (iris.thing("term", NASTY), iris.thing("place", "甲&乙"));
    let report = iris.thing("report", "x-1");
    let links = [
        ("link_1", "clause", 90),
        ("link_2", "chain", 75),
        ("link_3", "sentence", 40),
    ];
    let mut order: Vec<_> = links.into_iter().collect();
    if backwards {
        order.reverse();
        graph.node(&place, NodeKind::Place);
    }
    let term = graph.node(&term, NodeKind::Term);
    let place = graph.node(&place, NodeKind::Place);
    graph.say(term, Attribute::PrefLabel, Literal::zh(NASTY));
    graph.say(place, Attribute::PrefLabel, Literal::zh("甲&乙"));
    let statement = graph.node(&format!("{report}#s_1"), NodeKind::Statement);
    graph.say(
        statement,
        Attribute::Anchor,
        Literal::text_of("建成\"甲\"，\n完成 <乙>"),
    );
    let task = graph.node(&format!("{report}#task_1"), NodeKind::Task);
    graph.tie(task, Relation::StatedIn, statement);
    graph.tie(task, Relation::Mentions, place);
    for (fragment, scope, score) in order {
        let link = graph.node(&format!("{report}#{fragment}"), NodeKind::Link);
        graph.tie(link, Relation::From, term);
        graph.tie(link, Relation::To, place);
        graph.say(
            link,
            Attribute::Scope,
            Literal::Code(crate::graph::codes::iri("scope", scope).into()),
        );
        graph.say(
            link,
            Attribute::Score,
            Literal::decimal(Decimal::new(score, 2)),
        );
    }
    graph.tie(term, Relation::Concerns, place);
    graph.tie(term, Relation::CoMentionedWith, place);
    graph
}

fn text(format: Format) -> String {
    let mut out = Vec::new();
    write(format, &graph(false), &Iris::default(), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

/// The attributes of all elements of a name, and the text inside them.
fn elements(xml: &str, name: &str) -> Vec<(Vec<(String, String)>, String)> {
    let mut reader = Reader::from_str(xml);
    let mut out: Vec<(Vec<(String, String)>, String)> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => return out,
            Event::Start(e) | Event::Empty(e) if e.name().as_ref() == name => {
                let said = e.attributes().map(|a| {
                    let a = a.expect("an attribute");
                    let value = quick_xml::escape::unescape(&a.value).expect("known entities");
                    (a.key.as_ref().to_owned(), value.into_owned())
                });
                out.push((said.collect(), String::new()));
                inside = true;
            }
            Event::End(e) if e.name().as_ref() == name => inside = false,
            Event::Text(e) if inside => out.last_mut().expect("an element").1.push_str(&e),
            Event::GeneralRef(e) if inside => {
                let reference = format!("&{};", &*e);
                let read = quick_xml::escape::unescape(&reference).expect("known entities");
                out.last_mut().expect("an element").1.push_str(&read);
            }
            _ => {}
        }
    }
}

/// The label as formats on one line hold it.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn names_lead_back_to_their_format() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
        assert_eq!(
            format.media_type().parse::<Format>(),
            Ok(format),
            "media type of {format}"
        );
        for alias in format.aliases() {
            assert_eq!(alias.to_uppercase().parse(), Ok(format));
        }
    }
    let names: BTreeSet<_> = Format::ALL.into_iter().map(Format::extension).collect();
    assert_eq!(names.len(), Format::ALL.len());
    assert_eq!(
        "docx".parse::<Format>(),
        Err(UnknownFormat("docx".to_owned()))
    );
}

#[test]
fn bytes_do_not_depend_on_the_order_in_which_things_were_said() {
    for format in Format::ALL
        .into_iter()
        .filter(|f| !f.needs_text() && *f != Format::Csv)
    {
        let mut out = Vec::new();
        write(format, &graph(true), &Iris::default(), &mut out).expect("memory can be written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            text(format),
            "{format}"
        );
    }
}

#[test]
fn every_syntax_of_rdf_says_the_same() {
    let triples = |format| {
        let syntax = rdf::syntax(format).expect("a syntax of RDF");
        let text = text(format);
        let quads = RdfParser::from_format(syntax).for_slice(text.as_bytes());
        let lines = quads.map(|quad| {
            let quad = quad.expect("what was written can be read");
            format!("{} {} {}", quad.subject, quad.predicate, quad.object)
        });
        lines.collect::<Vec<_>>()
    };
    // XML 1.0 cannot hold U+0000, and no report does.
    let wanted: BTreeSet<String> = triples(Format::NQuads).into_iter().collect();
    for format in [
        Format::NTriples,
        Format::Turtle,
        Format::TriG,
        Format::JsonLd,
    ] {
        let read = triples(format);
        assert_eq!(read.len(), wanted.len(), "{format} says something twice");
        assert_eq!(
            read.into_iter().collect::<BTreeSet<_>>(),
            wanted,
            "{format}"
        );
    }
}

#[test]
fn turtle_opens_each_subject_once() {
    let turtle = text(Format::Turtle);
    let subjects: Vec<&str> = turtle
        .lines()
        .filter(|line| !line.starts_with(['@', '\t', ' ']) && !line.is_empty())
        .map(|line| line.split(' ').next().unwrap_or_default())
        .collect();
    let once: BTreeSet<&&str> = subjects.iter().collect();
    assert_eq!(subjects.len(), once.len(), "{turtle}");
}

#[test]
fn graphml_keeps_names_and_weighs_ties() {
    let xml = text(Format::GraphMl);
    assert_eq!(
        elements(&xml, "node").len(),
        3,
        "a term, a place and a task"
    );
    let data = elements(&xml, "data");
    let of = |key: &str| {
        let fits = data.iter().filter(|(said, _)| said[0].1 == key);
        fits.map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    let label = on_one_line(NASTY).replace('\u{0}', "\u{FFFD}");
    assert!(of("node_label").contains(&label), "{xml}");
    assert!(of("node_label").contains(&"建成\"甲\"， 完成 <乙>".to_owned()));
    assert_eq!(of("edge_weight"), ["1", "2", "1"]);
    assert_eq!(of("edge_scope"), ["clause", "sentence"]);
    assert_eq!(of("edge_score"), ["0.9", "0.4"]);
}

#[test]
fn gexf_has_a_colour_for_every_node() {
    let xml = text(Format::Gexf);
    let nodes = elements(&xml, "node");
    assert_eq!(nodes.len(), elements(&xml, "viz:color").len());
    let label = on_one_line(NASTY).replace('\u{0}', "\u{FFFD}");
    let labels: Vec<&str> = nodes.iter().map(|(said, _)| &*said[1].1).collect();
    assert!(labels.contains(&&*label), "{labels:?}");
    assert!(
        elements(&xml, "edge")[1]
            .0
            .contains(&("weight".to_owned(), "2".to_owned()))
    );
}

#[test]
fn tables_have_the_headers_of_neo4j() {
    let read = |table: fn(&KnowledgeGraph, &Iris, &mut dyn Write) -> io::Result<()>| {
        let mut out = Vec::new();
        table(&graph(false), &Iris::default(), &mut out).expect("memory can be written");
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&*out);
        let rows = reader.records().map(|row| row.expect("rows of one length"));
        rows.map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let nodes = read(csv::nodes);
    assert_eq!(nodes[0][..4], [":ID", "label", ":LABEL", "iri"]);
    assert!(
        nodes
            .iter()
            .any(|row| row[1] == on_one_line(NASTY) && row[2] == "Term"),
        "{nodes:?}"
    );
    let edges = read(csv::edges);
    assert_eq!(edges[0][..3], [":START_ID", ":END_ID", ":TYPE"]);
    assert_eq!(edges.len(), 4);
    for edge in &edges[1..] {
        for end in &edge[..2] {
            assert!(nodes.iter().any(|row| row[0] == *end), "{end} is no node");
        }
    }
}

#[test]
fn json_links_its_nodes() {
    let json: serde_json::Value = serde_json::from_str(&text(Format::Json)).expect("JSON");
    let nodes = json["nodes"].as_array().expect("nodes");
    assert!(nodes.iter().any(|node| node["label"] == on_one_line(NASTY)));
    for link in json["links"].as_array().expect("links") {
        assert!(nodes.iter().any(|node| node["id"] == link["source"]));
        assert!(nodes.iter().any(|node| node["id"] == link["target"]));
    }
    assert_eq!(json["links"][1]["weight"], 2);
}

#[test]
fn dot_escapes_what_would_end_a_string() {
    let dot = text(Format::Dot);
    assert!(dot.contains("A\\\" <b>&amp;amp;'\\\\, 一 二"), "{dot}");
    for line in dot.lines() {
        let bare = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
    }
}

#[test]
fn what_no_single_stream_holds_is_refused() {
    for format in [Format::Csv, Format::Brat, Format::JsonLines] {
        let error = write(format, &graph(false), &Iris::default(), &mut Vec::new());
        assert_eq!(error.map_err(|e| e.kind()), Err(io::ErrorKind::Unsupported));
    }
}
