//! Which way a stretch of text looks when no heading says so: back on what was done, or ahead.
//!
//! A report without headings, or with headings that are all images, still turns from past to plan
//! exactly once. The verbs that lead the clauses, the particle of completed action, the modal
//! verbs and the figures tell where.

use super::verb::leading_verbs;
use super::{Outline, Role, Section, SectionId};
use crate::lexicon::{Aspect, Scan};
use crate::span::Span;

/// The particle of completed action; the modal verbs of what is to come.
const COMPLETED: char = '了';
const AHEAD: [char; 2] = ['要', '将'];

/// Gives a role to every main section whose heading leaves it open.
pub(super) fn assign(text: &str, scan: &Scan<'_>, outline: &mut Outline) {
    let mains = mains(outline);
    let told = |s: &Section| matches!(s.role, Role::Review | Role::Outlook | Role::Plan);
    if !outline.sections.iter().any(told) {
        split(text, scan, outline, &mains);
        return;
    }
    let mut leaning = vec![0; outline.sections.len()];
    for paragraph in &outline.paragraphs {
        leaning[mains[paragraph.section]] += lean(text, scan, paragraph.span);
    }
    for (id, &main) in mains.iter().enumerate().skip(1) {
        if main != 0 && outline.sections[id].role == Role::Front {
            outline.sections[id].role = if leaning[main] >= 0 {
                Role::Review
            } else {
                Role::Plan
            };
        }
    }
}

/// For each section the main one that it belongs to; 0 for what stands before any heading.
fn mains(outline: &Outline) -> Vec<SectionId> {
    let mut out = vec![0; outline.sections.len()];
    for id in 1..out.len() {
        let section = &outline.sections[id];
        out[id] = match section.parent {
            Some(parent) if parent != 0 => out[parent],
            _ => id,
        };
    }
    out
}

/// Splits a report none of whose headings tells anything at the paragraph where it turns.
fn split(text: &str, scan: &Scan<'_>, outline: &mut Outline, mains: &[SectionId]) {
    let open = |p: &usize| outline.sections[outline.paragraphs[*p].section].role == Role::Front;
    let front: Vec<usize> = (0..outline.paragraphs.len()).filter(open).collect();
    let leans: Vec<i32> = front
        .iter()
        .map(|&p| lean(text, scan, outline.paragraphs[p].span))
        .collect();
    // The split with the most past before it and the most plan after it.
    let (mut best, mut at, mut sum) = (0, 0, 0);
    for (i, lean) in leans.iter().enumerate() {
        sum += lean;
        if sum > best {
            (best, at) = (sum, i + 1);
        }
    }
    let start = leans.iter().position(|&l| l != 0).unwrap_or(leans.len());
    let turn = front.get(at).copied().unwrap_or(outline.paragraphs.len());
    let mut made: [Option<SectionId>; 2] = [None; 2];
    for &p in front.iter().skip(start) {
        let (side, role) = if p < turn {
            (0, Role::Review)
        } else {
            (1, Role::Plan)
        };
        let section = outline.paragraphs[p].section;
        if mains[section] != 0 {
            // A section that turns in its middle is what it begins as.
            if outline.sections[section].role == Role::Front {
                outline.sections[section].role = role;
            }
            continue;
        }
        let id = *made[side].get_or_insert_with(|| {
            outline.sections.push(Section {
                level: 1,
                heading: None,
                statement: None,
                parent: Some(0),
                role,
            });
            outline.sections.len() - 1
        });
        let paragraph = &mut outline.paragraphs[p];
        paragraph.section = id;
        for statement in &mut outline.statements[paragraph.statements.0..paragraph.statements.1] {
            statement.section = id;
        }
    }
}

/// How far a paragraph looks back (above zero) or ahead (below).
fn lean(text: &str, scan: &Scan<'_>, paragraph: Span) -> i32 {
    let own = paragraph.of(text);
    let signs = Signs::of(own);
    if signs.count < 12 {
        return 0;
    }
    let mut out = 0;
    for aspect in leading_verbs(text, scan, paragraph) {
        out += match aspect {
            Aspect::Done => 3,
            Aspect::Plan => -3,
            // An act in a figure-free sentence is more often planned than reported.
            Aspect::Act => -1,
            Aspect::State => 0,
        };
    }
    out + signs.figures + 2 * signs.completed - 2 * signs.ahead
}

/// The signs of a text that tell, counted in one pass.
#[derive(Default)]
struct Signs {
    /// All characters.
    count: usize,
    /// Runs of digits and points.
    figures: i32,
    completed: i32,
    ahead: i32,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        let mut in_figure = false;
        for c in text.chars() {
            out.count += 1;
            let figure = c.is_ascii_digit() || c == '.';
            out.figures += i32::from(figure && !in_figure);
            in_figure = figure;
            out.completed += i32::from(c == COMPLETED);
            out.ahead += i32::from(AHEAD.contains(&c));
        }
        out
    }
}
