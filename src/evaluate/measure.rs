//! Two annotations of one text compared: the figures, and every difference behind them.

use std::collections::BTreeMap;

use super::pairing::paired;
use super::scores::{Agreement, Figure, Scores};
use super::similar::alike;
use super::standoff::{Record, Standoff, StandoffError};
use super::{Difference, Text};
use crate::recognise::Label;
use crate::span::Span;

/// Two sides of one text, ready to be compared.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub(super) text: &'a Text,
    pub(super) gold: &'a Standoff,
    /// The system's part that the gold covers.
    pub(super) system: Standoff,
    /// The gold's statements in the order of the text.
    statements: Vec<Span>,
}

/// What a link is compared by, and the spans of its ends.
type Links = BTreeMap<(String, String, Option<usize>), (Span, Span)>;
/// A figure: its statement, its record, its span.
type Quantity = (Option<usize>, Record, Span);

impl<'a> Comparison<'a> {
    /// Compares `system` with `gold`, both annotations of `text`.
    ///
    /// # Errors
    /// When the gold has no statements.
    pub fn new(
        text: &'a Text,
        gold: &'a Standoff,
        system: &Standoff,
    ) -> Result<Self, StandoffError> {
        let mut statements: Vec<Span> = gold.statements().map(|i| gold.spans[i].span).collect();
        statements.sort();
        let (Some(first), Some(last)) = (statements.first(), statements.last()) else {
            return Err(StandoffError::NoStatements);
        };
        let system = system.part(first.start, last.end);
        Ok(Self {
            text,
            gold,
            system,
            statements,
        })
    }

    /// The figures, and every difference behind them.
    pub fn score(&self) -> (Scores, Vec<Difference>) {
        let (mut scores, mut differences) = (Scores::default(), Vec::new());
        let mut put = |name: String, figure| scores.put(name, figure);
        for label in Label::ALL.map(Label::name) {
            let (exact, overlap) = self.names(label, &mut differences);
            put(format!("{label} exact"), Figure::Agreement(exact));
            put(format!("{label} overlap"), Figure::Agreement(overlap));
        }
        put(
            "Statement kind accuracy".to_owned(),
            self.kinds(&mut differences),
        );
        let tasks = self.tasks(&mut differences);
        put("Link Term-Task".to_owned(), Figure::Agreement(tasks));
        let (mut main, mut names) = (tasks, Agreement::default());
        for label in ["Place", "Project", "Organisation", "Policy", "Event"] {
            let links = self.links(label, &mut differences);
            put(format!("Link Term-{label}"), Figure::Agreement(links));
            names = names.plus(links);
            if matches!(label, "Place" | "Project") {
                main = main.plus(links);
            }
        }
        put(
            "LINKS (Term to Task, Place, Project)".to_owned(),
            Figure::Agreement(main),
        );
        put(
            "LINKS to names (all five)".to_owned(),
            Figure::Agreement(names),
        );
        let (values, records) = self.figures(&mut differences);
        put("Indicator value+unit".to_owned(), Figure::Agreement(values));
        put(
            "Indicator record (names alike)".to_owned(),
            Figure::Agreement(records),
        );
        (scores, differences)
    }

    fn names(&self, label: &'a str, out: &mut Vec<Difference>) -> (Agreement, Agreement) {
        let set = |side: &Standoff| -> BTreeMap<Span, Span> {
            let spans = side.labelled(label).map(|i| side.spans[i].span);
            spans.map(|span| (span, span)).collect()
        };
        let (gold, system) = (set(self.gold), set(&self.system));
        let exact = compare(&gold, &system, |span, _, missed| {
            out.push(Difference::Name {
                label: label.to_owned(),
                span: *span,
                missed,
            });
        });
        let listed = |side: &Standoff| -> Vec<Span> {
            side.labelled(label).map(|i| side.spans[i].span).collect()
        };
        let right = paired(&listed(self.gold), &listed(&self.system));
        let overlap = Agreement {
            right,
            wrong: system.len() - right,
            missed: gold.len() - right,
        };
        (exact, overlap)
    }

    fn kinds(&self, out: &mut Vec<Difference>) -> Figure {
        let (mut right, mut total) = (0, 0);
        for (span, gold, system) in self.pairs() {
            total += 1;
            if system == Some(gold) {
                right += 1;
            } else {
                let text = |k: Option<&String>| k.cloned().unwrap_or_default();
                out.push(Difference::Kind {
                    span,
                    gold: text(gold),
                    system: text(system.flatten()),
                });
            }
        }
        Figure::Accuracy(right, total)
    }

    /// Each statement of the gold that is no heading, with its kind and that of the system's
    /// statement which shares most with it, where there is one.
    pub(super) fn pairs(&self) -> Vec<(Span, Option<&String>, Option<Option<&String>>)> {
        let mut out = Vec::new();
        for i in self.gold.statements() {
            let gold = self.gold.kinds.get(&i);
            if gold.is_some_and(|k| k == "heading") {
                continue;
            }
            let span = self.gold.spans[i].span;
            let mut best = (0, None);
            for j in self.system.statements() {
                let shared = shared(span, self.system.spans[j].span);
                if shared > best.0 {
                    best = (shared, Some(j));
                }
            }
            let system = best.1.map(|j| self.system.kinds.get(&j));
            out.push((span, gold, system));
        }
        out
    }

    fn tasks(&self, out: &mut Vec<Difference>) -> Agreement {
        let set = |side: &Standoff| -> BTreeMap<(String, Option<usize>), Span> {
            let relations = side
                .relations
                .iter()
                .filter(|r| r.name == "mentionedIn")
                .rev();
            relations
                .map(|r| side.spans[r.from].span)
                .map(|term| ((self.text.key(term), self.home(term)), term))
                .collect()
        };
        compare(&set(self.gold), &set(&self.system), |_, term, missed| {
            out.push(Difference::Task {
                term: *term,
                missed,
            });
        })
    }

    fn links(&self, label: &str, out: &mut Vec<Difference>) -> Agreement {
        let set = |side: &Standoff| -> Links {
            let relations = side.relations.iter().rev();
            relations
                .filter(|r| r.name == "concerns" && side.spans[r.to].label == label)
                .map(|r| (side.spans[r.from].span, side.spans[r.to].span))
                .map(|(a, b)| ((self.text.key(a), self.text.key(b), self.home(a)), (a, b)))
                .collect()
        };
        compare(
            &set(self.gold),
            &set(&self.system),
            |_, &(from, to), missed| {
                out.push(Difference::Link {
                    label: label.to_owned(),
                    from,
                    to,
                    missed,
                });
            },
        )
    }

    fn figures(&self, out: &mut Vec<Difference>) -> (Agreement, Agreement) {
        let list = |side: &Standoff| -> Vec<Quantity> {
            side.labelled("Indicator")
                .map(|i| {
                    let span = side.spans[i].span;
                    (
                        self.home(span),
                        side.records.get(&i).cloned().unwrap_or_default(),
                        span,
                    )
                })
                .collect()
        };
        let (gold, system) = (list(self.gold), list(&self.system));
        let value = |s: &Record, g: &Record| s.value == g.value && s.unit == g.unit;
        let year = |text: &str| text.trim_end_matches('年').to_owned();
        let record = |s: &Record, g: &Record| {
            let fields = [
                (&s.change, &g.change),
                (&s.period, &g.period),
                (&s.kind, &g.kind),
            ];
            value(s, g)
                && alike(&s.name, &g.name)
                && fields.iter().all(|(s, g)| g.is_empty() || year(s) == **g)
        };
        let values = matched(&gold, &system, value, |_, _| {});
        let records = matched(&gold, &system, record, |(_, record, span), missed| {
            out.push(Difference::Figure {
                record: record.clone(),
                span: *span,
                missed,
            });
        });
        (values, records)
    }

    /// The statement of the gold that shares most with `span`, the first of several.
    pub(super) fn home(&self, span: Span) -> Option<usize> {
        let mut best = (0, None);
        for (i, statement) in self.statements.iter().enumerate() {
            let shared = shared(span, *statement);
            if shared > best.0 {
                best = (shared, Some(i));
            }
        }
        best.1
    }
}

/// How many code points two spans share.
pub(super) fn shared(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Compares two sets and reports what is only in one of them.
fn compare<K: Ord, V>(
    gold: &BTreeMap<K, V>,
    system: &BTreeMap<K, V>,
    mut report: impl FnMut(&K, &V, bool),
) -> Agreement {
    let mut out = Agreement::default();
    for (key, value) in gold {
        if system.contains_key(key) {
            out.right += 1;
        } else {
            out.missed += 1;
            report(key, value, true);
        }
    }
    for (key, value) in system.iter().filter(|(key, _)| !gold.contains_key(key)) {
        out.wrong += 1;
        report(key, value, false);
    }
    out
}

/// Pairs each figure with the first one of its statement that `same` accepts.
fn matched(
    gold: &[Quantity],
    system: &[Quantity],
    same: impl Fn(&Record, &Record) -> bool,
    mut report: impl FnMut(&Quantity, bool),
) -> Agreement {
    let mut left: Vec<&Quantity> = gold.iter().collect();
    let mut out = Agreement::default();
    for quantity in system {
        let found = left
            .iter()
            .position(|g| g.0 == quantity.0 && same(&quantity.1, &g.1));
        if let Some(at) = found {
            left.remove(at);
            out.right += 1;
        } else {
            out.wrong += 1;
            report(quantity, false);
        }
    }
    out.missed = left.len();
    for quantity in left {
        report(quantity, true);
    }
    out
}
