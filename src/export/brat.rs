//! brat standoff: spans, kinds, relations and figures of one report.
//!
//! Offsets are code points of the original; a span that crosses a line break is written in
//! fragments, as brat wants it. Names in headings are left out.

use std::fmt::Write;

use serde_json::json;

use crate::analysis::Analysis;
use crate::link::Target;
use crate::outline::Kind;
use crate::recognise::FigureKind;
use crate::span::Span;

/// The report as brat standoff.
pub fn brat(analysis: &Analysis) -> String {
    Writer {
        analysis,
        out: String::new(),
        spans: 0,
        notes: 0,
        relations: 0,
    }
    .write()
}

struct Writer<'a> {
    analysis: &'a Analysis,
    out: String,
    spans: usize,
    notes: usize,
    relations: usize,
}

impl Writer<'_> {
    fn write(mut self) -> String {
        let a = self.analysis;
        let mut statements = Vec::with_capacity(a.outline.statements.len());
        for (i, statement) in a.outline.statements.iter().enumerate() {
            let id = self.span("Statement", statement.span);
            let _ = writeln!(self.out, "A{}\tKind T{id} {}", i + 1, statement.kind.name());
            statements.push(id);
        }
        let shown = |statement: usize| a.outline.statements[statement].kind != Kind::Heading;
        let mut names = vec![None; a.mentions.len()];
        for (i, mention) in a.mentions.iter().enumerate() {
            if shown(mention.statement) && !mention.nested {
                names[i] = Some(self.span(mention.label.name(), mention.span));
            }
        }
        for link in &a.links {
            let (relation, target) = match link.target {
                Target::Task(s) if link.scope.relation() == "concerns" => {
                    ("mentionedIn", Some(statements[s]))
                }
                Target::Task(s) => (link.scope.relation(), Some(statements[s])),
                Target::Name(m) => (link.scope.relation(), names[m]),
            };
            let (Some(term), Some(target)) = (names[link.term], target) else {
                continue;
            };
            self.relations += 1;
            let id = self.relations;
            let _ = writeln!(self.out, "R{id}\t{relation} Arg1:T{term} Arg2:T{target}");
            let score = link.score.to_string();
            self.note(
                &format!("R{id}"),
                &format!(
                    "{{\"scope\": \"{}\", \"score\": {score}}}",
                    link.scope.name()
                ),
            );
        }
        for o in a.observations.iter().filter(|o| shown(o.statement)) {
            let id = self.span("Indicator", o.span);
            let kind = if o.kind == FigureKind::Target {
                "target"
            } else {
                "actual"
            };
            let record = json!({
                "name": o.name_text(&a.source),
                "value": o.value_text(&a.source),
                "unit": o.unit_text(&a.source),
                "change": o.change.as_deref().unwrap_or(""),
                "period": o.period,
                "kind": kind,
            });
            self.note(&format!("T{id}"), &record.to_string());
        }
        self.out
    }

    /// Writes a T line and gives its number.
    fn span(&mut self, label: &str, span: Span) -> usize {
        self.spans += 1;
        let source = &self.analysis.source;
        let text = source.original_text(span);
        let mut at = source.original(span).0 as usize;
        let (mut places, mut texts) = (Vec::new(), Vec::new());
        for piece in text.split('\n') {
            let length = piece.chars().count();
            let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
            let trimmed = piece.trim();
            if !trimmed.is_empty() {
                let start = at + lead;
                places.push(format!("{start} {}", start + trimmed.chars().count()));
                texts.push(trimmed.replace('\t', " "));
            }
            at += length + 1;
        }
        let _ = writeln!(
            self.out,
            "T{}\t{label} {}\t{}",
            self.spans,
            places.join(";"),
            texts.join(" ")
        );
        self.spans
    }

    fn note(&mut self, of: &str, text: &str) {
        self.notes += 1;
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes {of}\t{text}", self.notes);
    }
}
