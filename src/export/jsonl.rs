//! JSON Lines: one object for each report, with everything that was read from it.
//!
//! Offsets are code points of the original, half-open. The keys are part of the contract: scripts
//! read them.

use serde_json::{Value, json};

use crate::analysis::Analysis;
use crate::link::Target;
use crate::outline::{Component, Definition};
use crate::recognise::{Mention, Observation};
use crate::span::Span;

/// The report as one line, with its line break.
pub fn jsonl(analysis: &Analysis) -> String {
    let mut line = document(analysis).to_string();
    line.push('\n');
    line
}

/// The report as one JSON object.
pub fn document(analysis: &Analysis) -> Value {
    let w = Writer { analysis };
    let a = analysis;
    json!({
        "source": { "name": a.source.name(), "sha256": a.source.sha256() },
        "header": w.header(),
        "sections": w.sections(),
        "statements": w.statements(),
        "definitions": a.definitions.iter().map(|d| w.definition(d)).collect::<Vec<_>>(),
        "mentions": a.mentions.iter().enumerate().map(|(i, m)| w.mention(i, m)).collect::<Vec<_>>(),
        "observations": a.observations.iter().map(|o| w.observation(o)).collect::<Vec<_>>(),
        "links": w.links(),
        "diagnostics": a.diagnostics,
    })
}

struct Writer<'a> {
    analysis: &'a Analysis,
}

impl Writer<'_> {
    fn at(&self, span: Span) -> Value {
        let (start, end) = self.analysis.source.original(span);
        json!([start, end])
    }

    fn text(&self, span: Span) -> &str {
        self.analysis.source.slice(span)
    }

    fn optional(&self, span: Option<Span>) -> Value {
        span.map_or(
            Value::Null,
            |s| json!({ "text": self.text(s), "span": self.at(s) }),
        )
    }

    fn header(&self) -> Value {
        let h = &self.analysis.header;
        json!({
            "title": self.optional(h.title),
            "government": h.government.as_ref().map(|g| json!({ "code": g.code, "name": g.name })),
            "year": h.year,
            "date": h.date,
            "session": self.optional(h.session),
            "speaker": self.optional(h.speaker),
            "office": self.optional(h.office),
            "review": h.review.map(|(from, to)| json!([from, to])),
            "edition": h.edition,
        })
    }

    fn sections(&self) -> Vec<Value> {
        let sections = self.analysis.outline.sections.iter();
        sections
            .map(|s| {
                json!({
                    "level": s.level,
                    "heading": self.optional(s.heading),
                    "parent": s.parent,
                    "role": format!("{:?}", s.role).to_lowercase(),
                })
            })
            .collect()
    }

    fn statements(&self) -> Vec<Value> {
        let statements = self.analysis.outline.statements.iter();
        statements
            .map(|s| {
                json!({
                    "kind": s.kind.name(),
                    "span": self.at(s.span),
                    "section": s.section,
                    "topic": s.topic,
                    "text": self.text(s.span),
                })
            })
            .collect()
    }

    fn definition(&self, d: &Definition) -> Value {
        json!({
            "terms": [self.text(d.headword)],
            "headword": self.at(d.headword),
            "aliases": d.aliases.iter().map(|&a| self.text(a)).collect::<Vec<_>>(),
            "span": self.at(d.span),
            "text": self.text(d.span),
            "statement": d.statement,
            "inline": d.inline,
            "numerals": d.numerals,
            "agrees": d.agrees,
            "components": d.components.iter().map(|c| self.component(c)).collect::<Vec<_>>(),
        })
    }

    fn component(&self, c: &Component) -> Value {
        let mut out = json!({ "text": self.text(c.span), "span": self.at(c.span) });
        if let Some(label) = c.label {
            out["label"] = json!(self.text(label));
        }
        if !c.parts.is_empty() {
            out["parts"] = c.parts.iter().map(|p| self.component(p)).collect();
        }
        out
    }

    fn mention(&self, index: usize, m: &Mention) -> Value {
        json!({
            "mention": index,
            "label": m.label.name(),
            "text": self.text(m.span),
            "core": self.text(m.core),
            "span": self.at(m.span),
            "statement": m.statement,
            "id": m.id,
        })
    }

    fn observation(&self, o: &Observation) -> Value {
        json!({
            "name": o.name.iter().map(|&s| self.text(s)).collect::<String>(),
            "value": self.text(o.value.span),
            "number": o.value.number.map(|n| n.to_string()),
            "upper": o.value.upper.map(|n| n.to_string()),
            "qualifier": o.value.qualifier.map(|q| self.text(q)),
            "unit": o.unit_text(&self.analysis.source),
            "normalised": o.normalised.map(|n| n.to_string()),
            "base": o.base,
            "change": o.change,
            "period": o.period,
            "kind": o.kind,
            "indicator": o.indicator,
            "span": self.at(o.span),
            "statement": o.statement,
        })
    }

    fn links(&self) -> Vec<Value> {
        let links = self.analysis.links.iter();
        links
            .map(|l| {
                let target = match l.target {
                    Target::Name(mention) => json!({ "mention": mention }),
                    Target::Task(statement) => json!({ "task": statement }),
                };
                json!({
                    "term": l.term,
                    "target": target,
                    "relation": l.scope.relation(),
                    "scope": l.scope.name(),
                    "score": f64::from(l.score.0) / 100.0,
                })
            })
            .collect()
    }
}
