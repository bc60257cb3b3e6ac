//! The cue words of statement kinds, compiled, and what they find in each statement.

use std::collections::BTreeMap;

use super::{Kind, Role};
use crate::lexicon::Scan;
use crate::seeds::{Row, SeedError, Seeds};
use crate::sieve::{Sieve, code_of};
use crate::span::Span;

/// What a cue says.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Says {
    /// The statement is of this kind.
    Kind(Kind),
    /// Words before the statement proper.
    Lead,
    /// It speaks of the period under review.
    Past,
    /// It speaks of the period ahead.
    Future,
}

/// Where a cue has to stand in its statement.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum At {
    Start,
    Clause,
    End,
    Any,
}

/// How far the kind of a statement reaches.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Carry {
    /// Not beyond it.
    #[default]
    None,
    /// To the end of its paragraph.
    Paragraph,
    /// And to the listed paragraphs that it introduces.
    List,
}

/// One record of the table.
#[derive(Copy, Clone, Debug)]
pub(super) struct Cue {
    pub says: Says,
    pub weight: i32,
    pub carry: Carry,
    at: At,
    /// One bit for each role.
    roles: u8,
}

/// A cue where it occurs.
#[derive(Copy, Clone, Debug)]
pub(super) struct Found {
    pub span: Span,
    pattern: u32,
}

/// All cues. They are few, and few characters begin one, so that no automaton is built.
#[derive(Debug)]
pub(super) struct Cues {
    /// By their first characters, longest first.
    patterns: Vec<Pattern>,
    /// The two characters that cues open with.
    openings: Sieve<1024>,
}

/// How cues are written.
#[derive(Debug)]
struct Pattern {
    /// The code of its first character.
    first: u16,
    surface: String,
    cues: Vec<Cue>,
}

impl Cue {
    /// Whether it is read at the end of a statement, whatever longer cue holds it.
    pub fn at_end(self) -> bool {
        self.at == At::End
    }
}

impl Cues {
    /// Reads `outline/cues.tsv`.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut by_surface: BTreeMap<&str, Vec<Cue>> = BTreeMap::new();
        for row in seeds.rows("outline/cues.tsv") {
            let cue = read(&row).map_err(|message| seeds.error(row.at(), message))?;
            by_surface.entry(row.get("cue")).or_default().push(cue);
        }
        let mut openings = Sieve::default();
        let mut patterns = Vec::with_capacity(by_surface.len());
        for (surface, cues) in by_surface {
            let mut chars = surface.chars();
            let Some(first) = chars.next() else { continue };
            match chars.next() {
                Some(second) => openings.add_pair(first, second),
                None => openings = Sieve::all(),
            }
            patterns.push(Pattern {
                first: code_of(first),
                surface: surface.to_owned(),
                cues,
            });
        }
        patterns.sort_by_key(|p| (p.first, usize::MAX - p.surface.len()));
        Ok(Self { patterns, openings })
    }

    /// All occurrences in the text, by where they start, longest first.
    pub fn find(&self, text: &str, scan: &Scan<'_>) -> Vec<Found> {
        let mut out = Vec::new();
        let all = Span::new(0, text.len());
        // No cue stands at the last character, which is the end of a line.
        scan.characters()
            .passing(&self.openings, all, |first, _, at| {
                let start = at as usize;
                let from = self.patterns.partition_point(|p| p.first < first);
                let alike = self.patterns[from..].iter().zip(from..);
                for (pattern, index) in alike.take_while(|(p, _)| p.first == first) {
                    if text[start..].starts_with(&pattern.surface) {
                        out.push(Found {
                            span: Span::new(start, start + pattern.surface.len()),
                            pattern: index as u32,
                        });
                    }
                }
            });
        out
    }

    /// Where the statement proper starts, after its enumerator and its leads.
    pub fn body(&self, found: &[Found], mut start: u32) -> u32 {
        for f in found {
            let lead = self.patterns[f.pattern as usize]
                .cues
                .iter()
                .any(|c| c.says == Says::Lead);
            if lead && f.span.start == start {
                start = f.span.end;
            }
        }
        start
    }

    /// The cues that count, given where the statement proper starts and ends (without its stop).
    pub fn counting<'a>(
        &'a self,
        text: &'a str,
        found: &'a [Found],
        body: Span,
        role: Role,
    ) -> impl Iterator<Item = (Cue, Span)> + 'a {
        found.iter().flat_map(move |f| {
            let cues = self.patterns[f.pattern as usize].cues.iter();
            cues.filter(move |c| c.roles & bit(role) != 0 && stands(c.at, f.span, body, text))
                .map(|c| (*c, f.span))
        })
    }
}

fn stands(at: At, cue: Span, body: Span, text: &str) -> bool {
    match at {
        At::Any => true,
        At::Start => cue.start == body.start,
        At::Clause => {
            cue.start == body.start
                || text[..cue.start as usize].ends_with(['，', '；', '：', '。', '！', '“'])
        }
        At::End => cue.end >= body.end,
    }
}

fn bit(role: Role) -> u8 {
    1 << role as u8
}

fn read(row: &Row<'_>) -> Result<Cue, String> {
    let says = match row.get("kind") {
        "lead" => Says::Lead,
        "past" => Says::Past,
        "future" => Says::Future,
        name => {
            let kind = Kind::ALL.into_iter().find(|k| k.name() == name);
            Says::Kind(kind.ok_or_else(|| format!("no kind `{name}`"))?)
        }
    };
    let at = match row.get("at") {
        "start" => At::Start,
        "clause" => At::Clause,
        "end" => At::End,
        "any" => At::Any,
        other => return Err(format!("at `{other}`: start, clause, end or any")),
    };
    let carry = match row.get("carry") {
        "" => Carry::None,
        "paragraph" => Carry::Paragraph,
        "list" => Carry::List,
        other => return Err(format!("carry `{other}`: empty, paragraph or list")),
    };
    let mut roles = 0;
    for name in row
        .get("role")
        .split(',')
        .map(str::trim)
        .filter(|n| !n.is_empty())
    {
        roles |= match name {
            "front" => bit(Role::Front),
            "review" => bit(Role::Review),
            "outlook" => bit(Role::Outlook),
            "plan" => bit(Role::Plan),
            other => return Err(format!("role `{other}`: front, review, outlook or plan")),
        };
    }
    let roles = if roles == 0 { u8::MAX } else { roles };
    let weight = match row.get("weight") {
        "" => 0,
        w => w
            .parse()
            .map_err(|_| format!("weight `{w}`: a whole number"))?,
    };
    Ok(Cue {
        says,
        weight,
        carry,
        at,
        roles,
    })
}
