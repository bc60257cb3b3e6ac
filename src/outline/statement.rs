//! Paragraphs to statements.

use super::marks::marks;
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
    let mut rest = marks(paragraph.of(text)).peekable();
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
        let closes = |c| matches!(c, '”' | '》' | '）');
        while let Some((_, closing)) = rest.next_if(|&(at, c)| base + at == end && closes(c)) {
            end += closing.len_utf8();
        }
        // A note mark after the stop belongs to the sentence that it annotates.
        let mark = note_marks(&text[end..paragraph.end as usize]);
        while mark > 0
            && rest
                .peek()
                .is_some_and(|&(next, _)| base + next < end + mark)
        {
            rest.next();
        }
        end += mark;
        push(Span::new(start, end));
        (start, depth) = (end, 0);
    }
    if start < paragraph.end as usize {
        push(Span::new(start, paragraph.end as usize));
    }
}

/// Length of the note marks (`[1][2]`) that `text` starts with.
fn note_marks(text: &str) -> usize {
    let mut len = 0;
    while let Some(rest) = text[len..].strip_prefix('[') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) || !rest[digits..].starts_with(']') {
            break;
        }
        len += digits + 2;
    }
    len
}
