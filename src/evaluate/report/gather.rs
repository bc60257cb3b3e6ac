//! Counts what a comparison of two sides shows, and keeps every error with its context.

use std::collections::BTreeMap;

use super::super::{Comparison, Difference, Standoff};
use super::align::{Name, align};
use super::{Calibration, Cause, Example, Matrix, Note, Subject};
use crate::recognise::Label;
use crate::span::Span;

/// What is counted of one report, or of several together.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// Labels of names.
    pub names: Matrix,
    /// Kinds of statements.
    pub kinds: Matrix,
    /// Links of terms to names.
    pub links: Calibration,
    /// Links of terms to tasks.
    pub tasks: Calibration,
    /// Every error, in the order of the reports and of their text.
    pub errors: BTreeMap<(Subject, Cause), Vec<Example>>,
}

/// What a link is compared by: label of the name (none for a task), both ends, statement.
type Key = (Option<Label>, String, String, Option<usize>);

/// A link: its ends and its score.
#[derive(Clone, Copy)]
struct Tie {
    from: Span,
    to: Span,
    score: Option<u8>,
}

impl Detail {
    /// Counts what `comparison` shows; `differences` are those that it gave.
    pub fn new(report: &str, comparison: &Comparison, differences: &[Difference]) -> Self {
        let mut gather = Gather {
            report,
            of: comparison,
            out: Self::default(),
        };
        gather.names();
        gather.kinds();
        gather.links();
        gather.figures(differences);
        gather.out
    }

    /// Adds the counts and errors of another report.
    pub fn add(&mut self, other: Detail) {
        self.names.add(other.names);
        self.kinds.add(other.kinds);
        self.links.add(other.links);
        self.tasks.add(other.tasks);
        for (key, examples) in other.errors {
            self.errors.entry(key).or_default().extend(examples);
        }
    }
}

struct Gather<'a> {
    report: &'a str,
    of: &'a Comparison<'a>,
    out: Detail,
}

impl Gather<'_> {
    fn names(&mut self) {
        let set = |side: &Standoff| -> Vec<Name> {
            let names = side.spans.iter();
            let mut names: Vec<Name> = names
                .filter_map(|s| Some((s.span, Label::parse(&s.label)?)))
                .collect();
            names.sort();
            names.dedup();
            names
        };
        for (gold, system) in align(&set(self.of.gold), &set(&self.of.system)) {
            let name = |n: Option<Name>| n.map(|(_, label)| label.name());
            let (g, s) = (name(gold), name(system));
            let mut note = Note::None;
            let cause = match (gold, system) {
                (Some(a), Some(b)) if a == b => None,
                (Some(a), Some(b)) if a.1 == b.1 => Some(Cause::Boundary),
                (Some(_), None) => Some(Cause::Missed),
                (None, _) => Some(Cause::Wrong),
                (Some(a), Some(b)) => {
                    note = Note::Change(a.1.name().to_owned(), b.1.name().to_owned());
                    Some(Cause::Label)
                }
            };
            if let (Some(Cause::Boundary), Some(label)) = (cause, g) {
                self.out.names.count_bounds(label);
            } else {
                self.out.names.count(g, s);
            }
            if let (Some(cause), Some((_, label))) = (cause, gold.or(system)) {
                let span = |n: Option<Name>| n.map(|(span, _)| span);
                let (gold, system) = (span(gold), span(system));
                self.error(
                    (Subject::Name(label), cause),
                    gold.as_slice(),
                    system.as_slice(),
                    note,
                );
            }
        }
    }

    fn kinds(&mut self) {
        let mut errors = Vec::new();
        for (span, gold, system) in self.of.pairs() {
            let text = |k: Option<&String>| k.cloned().unwrap_or_default();
            let right = system == Some(gold);
            let (gold, system) = (text(gold), text(system.flatten()));
            let side = |k: &'_ str| (!k.is_empty()).then(|| k.to_owned());
            self.out
                .kinds
                .count(side(&gold).as_deref(), side(&system).as_deref());
            if !right {
                errors.push((gold, system, span));
            }
        }
        // Alike ones together, so that what is shown holds something of the frequent ones.
        errors.sort();
        for (gold, system, span) in errors {
            let note = Note::Change(gold, system);
            let example = Example::whole(self.report, self.of.text, span, note);
            let key = (Subject::Kind, Cause::Label);
            self.out.errors.entry(key).or_default().push(example);
        }
    }

    fn links(&mut self) {
        let (gold, system) = (self.ties(self.of.gold), self.ties(&self.of.system));
        for (key, tie) in &system {
            let right = gold.contains_key(key);
            self.calibration(key).count(tie.score, right);
        }
        for key in gold.keys() {
            self.calibration(key).gold += 1;
        }
        let missed = gold.iter().filter(|(key, _)| !system.contains_key(key));
        let wrong = system.iter().filter(|(key, _)| !gold.contains_key(key));
        let mut errors: Vec<_> = missed
            .map(|(key, tie)| (Cause::Missed, key, tie))
            .chain(wrong.map(|(key, tie)| (Cause::Wrong, key, tie)))
            .collect();
        errors.sort_by_key(|(_, _, tie)| (tie.from, tie.to));
        for (cause, key, tie) in errors {
            let note = Note::Ends(key.1.clone(), key.2.clone(), tie.score);
            let (subject, ends) = match key.0 {
                Some(label) => (Subject::Link(label), vec![tie.from, tie.to]),
                None => (Subject::Task, vec![tie.from]),
            };
            let (gold, system) = match cause {
                Cause::Missed => (ends, Vec::new()),
                _ => (Vec::new(), ends),
            };
            self.error((subject, cause), &gold, &system, note);
        }
    }

    fn calibration(&mut self, key: &Key) -> &mut Calibration {
        if key.0.is_some() {
            &mut self.out.links
        } else {
            &mut self.out.tasks
        }
    }

    /// The links of a side; one that is told twice in a statement counts once, by its best score.
    fn ties(&self, side: &Standoff) -> BTreeMap<Key, Tie> {
        let mut out: BTreeMap<Key, Tie> = BTreeMap::new();
        for relation in &side.relations {
            let (from, to) = (side.spans[relation.from].span, &side.spans[relation.to]);
            let key = |span| self.of.text.key(span);
            let (label, name) = match relation.name.as_str() {
                "mentionedIn" => (None, String::new()),
                "concerns" => match Label::parse(&to.label) {
                    None | Some(Label::Term) => continue,
                    label => (label, key(to.span)),
                },
                _ => continue,
            };
            let tie = Tie {
                from,
                to: to.span,
                score: relation.score,
            };
            let kept = out
                .entry((label, key(from), name, self.of.home(from)))
                .or_insert(tie);
            if tie.score > kept.score {
                *kept = tie;
            }
        }
        out
    }

    fn figures(&mut self, differences: &[Difference]) {
        for difference in differences {
            let Difference::Figure {
                record,
                span,
                missed,
            } = difference
            else {
                continue;
            };
            let note = Note::Record(record.clone());
            let (cause, gold, system) = if *missed {
                (Cause::Missed, Some(*span), None)
            } else {
                (Cause::Wrong, None, Some(*span))
            };
            let key = (Subject::Figure, cause);
            self.error(key, gold.as_slice(), system.as_slice(), note);
        }
    }

    fn error(&mut self, key: (Subject, Cause), gold: &[Span], system: &[Span], note: Note) {
        let example = Example::new(self.report, self.of.text, gold, system, note);
        self.out.errors.entry(key).or_default().push(example);
    }
}
