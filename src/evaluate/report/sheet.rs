//! The tables of the page, before they become text or HTML.

use super::super::{Figure, Scores};
use super::words::{Words, hundredths};
use super::{Calibration, Matrix, Page};
use crate::recognise::Label;

/// Kinds of statements in the order of the guidelines.
const KINDS: [&str; 9] = [
    "heading",
    "topic",
    "achievement",
    "task",
    "target",
    "problem",
    "context",
    "definition",
    "ceremony",
];

/// A table.
pub struct Sheet {
    /// Its heading; empty where it goes on from the one before.
    pub title: String,
    /// What it shows, and how to read it.
    pub about: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A field of a table.
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// How it looks.
    pub look: Look,
}

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Look {
    /// As the name of its row.
    Name,
    /// As a number.
    Number,
    /// A share with a bar, and a mark where it was expected.
    Bar(f64, Option<f64>),
    /// A count of a confusion: its share of the row, and whether it is right.
    Heat(f64, bool),
}

impl Cell {
    fn name(text: String) -> Self {
        let look = Look::Name;
        Self { text, look }
    }

    fn number(text: impl ToString) -> Self {
        Self {
            text: text.to_string(),
            look: Look::Number,
        }
    }

    fn bar(share: f64) -> Self {
        Self::expected(Some(share), None)
    }

    fn expected(share: Option<f64>, mark: Option<f64>) -> Self {
        match share {
            Some(share) => Self {
                text: format!("{share:.3}"),
                look: Look::Bar(share, mark),
            },
            None => Self::number(""),
        }
    }

    fn heat(count: usize, of: usize, right: bool) -> Self {
        if count == 0 {
            return Self::number("·");
        }
        Self {
            text: count.to_string(),
            look: Look::Heat(count as f64 / of.max(1) as f64, right),
        }
    }
}

/// All tables in the order of the page.
pub fn sheets(page: &Page, words: Words) -> Vec<Sheet> {
    let mut out = vec![scores(&page.scores, words)];
    if page.reports.len() > 1 {
        out.push(reports(page, words));
    }
    out.push(names(&page.detail.names, words));
    out.push(kinds(&page.detail.kinds, words));
    out.extend(calibration("calibration", &page.detail.links, words));
    out.extend(calibration("calibration-tasks", &page.detail.tasks, words));
    out
}

fn head(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.text(key)).collect()
}

fn scores(scores: &Scores, words: Words) -> Sheet {
    let row = |(name, figure): (&str, Figure)| {
        let name = Cell::name(words.measure(name));
        match figure {
            Figure::Agreement(a) => {
                let shares = [a.precision(), a.recall(), a.f1()].map(Cell::bar);
                let counts = [a.right, a.wrong, a.missed].map(Cell::number);
                [name].into_iter().chain(shares).chain(counts).collect()
            }
            Figure::Accuracy(right, all) => vec![
                name,
                Cell::number(""),
                Cell::number(""),
                Cell::bar(figure.headline()),
                Cell::number(right),
                Cell::number(all - right),
                Cell::number(""),
            ],
        }
    };
    let columns = [
        "measure",
        "precision",
        "recall",
        "f1",
        "right",
        "wrong",
        "missed",
    ];
    Sheet {
        title: words.text("scores"),
        about: words.text("scores-about"),
        head: head(words, &columns),
        rows: scores.iter().map(row).collect(),
    }
}

/// The measures that the page opens with.
pub const HEADLINES: [&str; 5] = [
    "Term exact",
    "Place exact",
    "LINKS (Term to Task, Place, Project)",
    "LINKS to names (all five)",
    "Statement kind accuracy",
];

fn reports(page: &Page, words: Words) -> Sheet {
    let row = |(name, scores): &(String, Scores)| {
        let figures = HEADLINES.map(|m| scores.get(m).map(Figure::headline));
        let cells = figures.map(|f| Cell::expected(f, None));
        std::iter::once(Cell::name(name.clone()))
            .chain(cells)
            .collect()
    };
    let measures = HEADLINES.map(|m| words.measure(m));
    Sheet {
        title: words.text("reports"),
        about: words.text("reports-about"),
        head: std::iter::once(words.text("report"))
            .chain(measures)
            .collect(),
        rows: page.reports.iter().map(row).collect(),
    }
}

fn names(matrix: &Matrix, words: Words) -> Sheet {
    let labels = Label::ALL.map(Label::name);
    let row = |gold: Option<&str>| {
        let bounds = gold.map_or(0, |g| matrix.bounds(g));
        let counts = labels.map(|s| matrix.get(gold, Some(s)));
        let missed = matrix.get(gold, None);
        let total = counts.iter().sum::<usize>() + bounds + missed;
        let mut cells = vec![Cell::name(match gold {
            Some(label) => words.opening(label),
            None => words.text("spurious"),
        })];
        for (label, count) in labels.iter().zip(counts) {
            cells.push(Cell::heat(count, total, gold == Some(label)));
        }
        let other = gold.is_some();
        cells.extend([bounds, missed].map(|n| {
            if other {
                Cell::heat(n, total, false)
            } else {
                Cell::number("")
            }
        }));
        cells.push(Cell::number(total));
        cells
    };
    let columns = labels.map(|l| words.opening(l));
    let tail = ["bounds", "missed", "total"].map(|key| words.text(key));
    Sheet {
        title: words.text("names"),
        about: words.text("names-about"),
        head: [words.text("corner")]
            .into_iter()
            .chain(columns)
            .chain(tail)
            .collect(),
        rows: labels
            .into_iter()
            .map(Some)
            .chain([None])
            .map(row)
            .collect(),
    }
}

fn kinds(matrix: &Matrix, words: Words) -> Sheet {
    let names = matrix.names(&KINDS);
    let sides: Vec<Option<&str>> = names
        .iter()
        .map(|n| Some(n.as_str()))
        .chain([None])
        .collect();
    let total = |gold: Option<&str>| sides.iter().map(|s| matrix.get(gold, *s)).sum::<usize>();
    let taken = |system: Option<&str>| sides.iter().any(|g| matrix.get(*g, system) > 0);
    let columns: Vec<Option<&str>> = sides
        .iter()
        .copied()
        .filter(|s| s.is_some() || taken(*s))
        .collect();
    let name = |side: Option<&str>| side.map_or_else(|| words.side(""), |s| words.opening(s));
    let row = |gold: Option<&str>| {
        let of = total(gold);
        let counts = columns
            .iter()
            .map(|s| Cell::heat(matrix.get(gold, *s), of, *s == gold));
        [Cell::name(name(gold))]
            .into_iter()
            .chain(counts)
            .chain([Cell::number(of)])
            .collect()
    };
    Sheet {
        title: words.text("kinds"),
        about: words.text("kinds-about"),
        head: [words.text("corner")]
            .into_iter()
            .chain(columns.iter().map(|s| name(*s)))
            .chain([words.text("total")])
            .collect(),
        rows: sides
            .iter()
            .filter(|g| total(**g) > 0)
            .map(|g| row(*g))
            .collect(),
    }
}

/// Precision by score, then what is left above each score.
fn calibration(key: &str, links: &Calibration, words: Words) -> [Sheet; 2] {
    let bins = links.bins();
    let score = |from: Option<u8>| match from {
        Some(90) => "0.90–1.00".to_owned(),
        Some(from) => format!("{}–{}", hundredths(from), hundredths(from + 9)),
        None => words.text("no-score"),
    };
    let share = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.3}"));
    let by_score = bins.iter().map(|bin| {
        let interval = bin.tally.interval();
        vec![
            Cell::name(score(bin.from)),
            Cell::number(bin.tally.all),
            Cell::number(bin.tally.right),
            Cell::expected(bin.tally.precision(), bin.mean),
            Cell::number(interval.map_or_else(String::new, |(a, b)| format!("{a:.2}–{b:.2}"))),
            Cell::number(share(bin.mean)),
        ]
    });
    let part = |n: usize, of: usize| (of > 0).then(|| n as f64 / of as f64);
    let right = links.total().right;
    let above = bins.iter().filter_map(|bin| {
        let above = bin.above;
        Some(vec![
            Cell::name(format!("≥ {}", hundredths(bin.from?))),
            Cell::number(above.all),
            Cell::number(above.right),
            Cell::expected(above.precision(), None),
            Cell::expected(part(above.right, right), None),
            Cell::expected(part(above.right, links.gold), None),
        ])
    });
    let mut about = words.text(&format!("{key}-about"));
    if let Some(error) = links.error() {
        about.push_str(&words.say("distance", &[("distance", &format!("{error:.3}"))]));
    }
    let first = ["score", "links", "right", "precision", "interval", "mean"];
    let second = [
        "score",
        "links",
        "right",
        "precision",
        "of-right",
        "of-gold",
    ];
    [
        Sheet {
            title: words.text(key),
            about,
            head: head(words, &first),
            rows: by_score.collect(),
        },
        Sheet {
            title: String::new(),
            about: words.text("above-about"),
            head: head(words, &second),
            rows: above.collect(),
        },
    ]
}
