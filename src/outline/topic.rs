//! How much a statement looks like a topic: the short sentence that opens a paragraph and says only
//! what it is about, or a heading run into it.

use super::enumerator::{Enumerator, dash, parse};
use super::section::first_sentence;
use super::shape::Place;
use super::{Kind, Outline, Role};

/// A topic sentence without number is at most so long (characters).
const LONGEST: usize = 22;
/// The same with a comma in it: two clauses side by side.
const LONGEST_PAIR: usize = 28;
/// The same after a dash or under an unnumbered heading.
const LONGEST_DASHED: usize = 36;
/// The same after an enumerator.
const LONGEST_NUMBERED: usize = 60;
/// A second topic sentence, right under a heading that was run in, in a paragraph of so many.
const LONGEST_SECOND: usize = 14;
const SHORTEST_PARAGRAPH: usize = 6;
/// A paragraph of so many statements is several run together, each under its own topic sentence.
const RUN_TOGETHER: usize = 18;
/// Such a topic sentence is at most so long, and what follows it longer by a third.
const LONGEST_INNER: usize = 20;

/// What is known of the statement already.
#[derive(Copy, Clone)]
pub(super) struct Known<'a> {
    /// Its text, without what stands before the statement proper.
    pub body: &'a str,
    /// Whether it has a figure.
    pub figure: bool,
    /// Whether it says what something is.
    pub copula: bool,
    /// The kinds of the paragraph before it.
    pub before: &'a [Kind],
}

/// The score; 0 where it is none.
pub(super) fn score(place: Place<'_>, known: Known<'_>) -> i32 {
    let Place {
        text,
        outline,
        index,
        statement,
        ..
    } = place;
    let paragraph = &outline.paragraphs[index];
    let span = outline.statements[statement].span;
    if statement != paragraph.statements.0 {
        return second(place, known);
    }
    let rest = &text[span.end as usize..paragraph.span.end as usize];
    let heads =
        rest.is_empty() && outline.sections[paragraph.section].heading == Some(paragraph.span);
    if rest.is_empty() && !heads {
        return 0;
    }
    match parse(span.of(text)) {
        Some(number) => numbered(number, known),
        None if dash(span.of(text)) > 0 && known.is_plain(LONGEST_DASHED) => 220,
        None => plain(place, known, rest, heads),
    }
}

impl Known<'_> {
    /// Whether it is one plain sentence, no longer than `longest`.
    fn is_plain(&self, longest: usize) -> bool {
        let sentence = self.body.ends_with('。') && !self.body.contains('：');
        sentence && !self.figure && !self.copula && self.length() <= longest
    }

    fn length(&self) -> usize {
        self.body.chars().count()
    }

    fn commas(&self) -> usize {
        self.body.matches('，').count()
    }
}

fn numbered(number: Enumerator, known: Known<'_>) -> i32 {
    let sentence = known.body.ends_with(['。', '！']) && !known.figure;
    match (
        sentence && known.length() <= LONGEST_NUMBERED,
        number.level <= 2,
    ) {
        (true, true) => 300,
        (true, false) => 240,
        (false, true) => 200,
        (false, false) => 0,
    }
}

fn plain(place: Place<'_>, known: Known<'_>, rest: &str, heads: bool) -> i32 {
    if led(place.text, place.outline, place.index) {
        return 0;
    }
    let longest = if known.commas() > 0 {
        LONGEST_PAIR
    } else {
        LONGEST
    };
    let length = known.length();
    let spelt_out = heads || rest.chars().take(length + 1).count() > length;
    if known.is_plain(longest) && known.commas() <= 2 && spelt_out {
        160
    } else if heads && known.is_plain(LONGEST_DASHED) {
        150
    } else {
        0
    }
}

/// A paragraph may name a part of its theme right after its run-in heading.
fn second(place: Place<'_>, known: Known<'_>) -> i32 {
    let paragraph = &place.outline.paragraphs[place.index];
    let (first, last) = paragraph.statements;
    let under = known.before == [Kind::Topic] && last - first >= SHORTEST_PARAGRAPH;
    let run_in = under && parse(paragraph.span.of(place.text)).is_some_and(|n| n.level <= 2);
    let looks_back = place.outline.sections[paragraph.section].role == Role::Review;
    let short = run_in && looks_back && known.is_plain(LONGEST_SECOND);
    if (short || opens_part(place, known)) && known.commas() == 0 {
        160
    } else {
        0
    }
}

/// Whether the statement opens a part of a paragraph in which several were run together.
fn opens_part(place: Place<'_>, known: Known<'_>) -> bool {
    let (first, last) = place.outline.paragraphs[place.index].statements;
    let length = |s: usize| {
        let text = place.outline.statements[s].span.of(place.text);
        text.chars().count()
    };
    let next = place.statement + 1;
    last - first >= RUN_TOGETHER
        && known.is_plain(LONGEST_INNER)
        && next < last
        && length(next) * 3 >= length(place.statement) * 4
}

/// Whether the paragraph stands right under a sentence on its own line that already says its topic.
fn led(text: &str, outline: &Outline, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|b| &outline.paragraphs[b]) else {
        return false;
    };
    let heading = outline.sections[outline.paragraphs[index].section].heading;
    let own = before.span.of(text);
    let unnumbered = parse(own).is_none_or(|n| n.level == 4);
    heading == Some(before.span)
        && unnumbered
        && first_sentence(own) == own.len()
        && own.ends_with('。')
}
