//! Paragraphs to statements.

use super::{Kind, Outline, Statement};
use crate::ingest::Source;
use crate::span::Span;

/// Splits every paragraph at sentence ends outside quotes and brackets; a glossary entry stays whole.
pub(super) fn split(source: &Source, outline: &mut Outline) {
    let text = source.text();
    for (index, paragraph) in outline.paragraphs.iter_mut().enumerate() {
        let first = outline.statements.len();
        let mut push = |span: Span| {
            outline.statements.push(Statement {
                span,
                kind: Kind::Context,
                paragraph: index,
                section: paragraph.section,
                topic: None,
            });
        };
        if paragraph.glossary_entry {
            push(paragraph.span);
        } else {
            sentences(text, paragraph.span, &mut push);
        }
        paragraph.statements = (first, outline.statements.len());
    }
}

/// Calls `push` with each sentence of `paragraph`.
fn sentences(text: &str, paragraph: Span, push: &mut impl FnMut(Span)) {
    let (mut start, mut depth) = (paragraph.start as usize, 0u32);
    let mut rest = paragraph.of(text).char_indices().peekable();
    let base = start;
    while let Some((at, c)) = rest.next() {
        match c {
            '“' | '《' | '（' => depth += 1,
            '”' | '》' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !(c == '。' || depth == 0 && matches!(c, '！' | '？' | '；')) {
            continue;
        }
        let mut end = base + at + c.len_utf8();
        while let Some(&(_, closing)) = rest.peek() {
            if !matches!(closing, '”' | '》' | '）') {
                break;
            }
            rest.next();
            end += closing.len_utf8();
        }
        push(Span::new(start, end));
        (start, depth) = (end, 0);
    }
    if start < paragraph.end as usize {
        push(Span::new(start, paragraph.end as usize));
    }
}
