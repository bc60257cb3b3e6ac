//! `zhengtu eval`: precision, recall and F1 against annotated reports.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use zhengtu::analysis::Ruleset;
use zhengtu::evaluate::report::{Detail, Page, Wording};
use zhengtu::evaluate::{Comparison, Difference, Figure, Scores, Standoff, Text};
use zhengtu::export::brat::brat;
use zhengtu::outline::Declared;

use super::args::{Eval, Global};
use super::export::deliver;
use super::failure::Failure;
use super::input::{self, Input};
use super::messages::{Language, Messages};
use super::progress;
use super::table::Table;
use super::ui::{Style, Ui};

/// A report and its annotations.
struct Pair {
    report: PathBuf,
    gold: PathBuf,
}

/// How one report came out.
struct Outcome {
    report: PathBuf,
    text: Text,
    scores: Scores,
    differences: Vec<Difference>,
    detail: Option<Detail>,
}

impl Wording for Messages {
    fn language(&self) -> &str {
        match Messages::language(self) {
            Language::En => "en",
            Language::Zh => "zh-CN",
        }
    }

    fn say(&self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> Option<String> {
        self.find(key)?;
        Some(Messages::say(self, key, values))
    }
}

/// Runs the command.
pub fn run(args: &Eval, global: &Global, ui: &Ui) -> Result<(), Failure> {
    let form = form(args, ui)?;
    let pairs = pairs(args, ui)?;
    let rules = match args.system {
        Some(_) => None,
        None => Some(input::ruleset(global, &ui.messages)?),
    };
    let declared = match rules {
        Some(rules) => input::declared(&args.declare, rules.lexicon.divisions(), &ui.messages)?,
        None => Declared::default(),
    };
    let bar = progress::bar(ui, pairs.len());
    let mut outcomes = Vec::new();
    for pair in pairs {
        outcomes.push(outcome(pair, args, rules, &declared, ui)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if args.report {
        return page(outcomes, form, args, ui);
    }
    if args.json {
        return json(&outcomes, args.input.is_dir(), ui);
    }
    print(&outcomes, args.errors, ui)
}

fn pairs(args: &Eval, ui: &Ui) -> Result<Vec<Pair>, Failure> {
    if !args.input.is_dir() {
        let Some(gold) = args.gold.clone() else {
            return Err(
                Failure::usage(ui.text("eval.no-gold")).advise(ui.text("eval.no-gold-hint"))
            );
        };
        return Ok(vec![Pair {
            report: args.input.clone(),
            gold,
        }]);
    }
    let beside = args.gold.clone().unwrap_or_else(|| args.input.clone());
    if args.system.is_some() || !beside.is_dir() {
        return Err(Failure::usage(ui.text("eval.directory")).advise(ui.text("eval.no-gold-hint")));
    }
    let mut out = Vec::new();
    for input in input::expand(std::slice::from_ref(&args.input), &ui.messages)? {
        let Input::File(report) = input else { continue };
        let below = report.strip_prefix(&args.input).unwrap_or(&report);
        let gold = beside.join(below).with_extension("ann");
        if gold.is_file() {
            out.push(Pair { report, gold });
        }
    }
    if out.is_empty() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [
            ("reports", &args.input.display()),
            ("gold", &beside.display()),
        ];
        return Err(
            Failure::new(ui.say("eval.no-pairs", &values)).advise(ui.text("eval.no-gold-hint"))
        );
    }
    Ok(out)
}

fn outcome(
    pair: Pair,
    args: &Eval,
    rules: Option<&Ruleset>,
    declared: &Declared,
    ui: &Ui,
) -> Result<Outcome, Failure> {
    let input = Input::File(pair.report.clone());
    let source = input.source(&ui.messages)?;
    let text = Text::new(source.raw());
    let gold = annotations(&pair.gold, &text, ui)?;
    let system = match (args.system.as_deref(), rules) {
        (Some(path), _) => annotations(path, &text, ui)?,
        (None, Some(rules)) => {
            let analysis = input.analyse(declared, rules, &ui.messages)?;
            parsed(&pair.report, &brat(&analysis), &text, ui)?
        }
        (None, None) => Standoff::default(),
    };
    let comparison = Comparison::new(&text, &gold, &system)
        .map_err(|e| Failure::new(ui.messages.standoff(&pair.gold, &e)))?;
    let (scores, differences) = comparison.score();
    let detail = args
        .report
        .then(|| Detail::new(&name(&pair.report), &comparison, &differences));
    Ok(Outcome {
        report: pair.report,
        text,
        scores,
        differences,
        detail,
    })
}

fn annotations(path: &Path, text: &Text, ui: &Ui) -> Result<Standoff, Failure> {
    let annotations = std::fs::read_to_string(path).map_err(|e| ui.messages.io(path, &e))?;
    parsed(path, annotations.trim_start_matches('\u{feff}'), text, ui)
}

fn parsed(path: &Path, annotations: &str, text: &Text, ui: &Ui) -> Result<Standoff, Failure> {
    Standoff::parse(text, annotations).map_err(|e| {
        Failure::new(ui.messages.standoff(path, &e)).advise(ui.text("eval.standoff-hint"))
    })
}

/// One object for a report; for a directory one for each report, and all together under `total`.
fn json(outcomes: &[Outcome], directory: bool, ui: &Ui) -> Result<(), Failure> {
    let value = match outcomes {
        [only] if !directory => only.scores.json(),
        _ => {
            let reports = outcomes.iter().map(|o| (name(&o.report), o.scores.json()));
            json!({ "reports": reports.collect::<Map<_, _>>(), "total": total(outcomes).json() })
        }
    };
    let mut out = Vec::new();
    let indent = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut writer = serde_json::Serializer::with_formatter(&mut out, indent);
    serde::Serialize::serialize(&value as &Value, &mut writer)
        .map_err(|e| Failure::new(ui.say("error.stdout", &[("cause", &e)])))?;
    out.push(b'\n');
    ui.write(out)
}

/// How a page is written.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Form {
    Text,
    Html,
}

/// By the ending of the file; known before anything is read, so that no work is lost.
fn form(args: &Eval, ui: &Ui) -> Result<Form, Failure> {
    let Some(path) = args.output.as_deref().filter(|p| p.as_os_str() != "-") else {
        return Ok(Form::Text);
    };
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    match ending.to_str() {
        Some("html" | "htm") => Ok(Form::Html),
        Some("txt") => Ok(Form::Text),
        _ => Err(Failure::usage(
            ui.say("page.ending", &[("path", &path.display())]),
        )),
    }
}

fn page(outcomes: Vec<Outcome>, form: Form, args: &Eval, ui: &Ui) -> Result<(), Failure> {
    let mut page = Page::new(args.examples);
    for outcome in outcomes {
        let detail = outcome.detail.unwrap_or_default();
        page.add(&name(&outcome.report), &outcome.scores, detail);
    }
    let written = match form {
        Form::Text => page.text(&ui.messages),
        Form::Html => page.html(&ui.messages),
    };
    deliver(written.as_bytes(), args.output.as_deref(), ui)
}

fn total(outcomes: &[Outcome]) -> Scores {
    outcomes.iter().fold(Scores::default(), |mut sum, o| {
        sum.add(&o.scores);
        sum
    })
}

fn name(report: &Path) -> String {
    report
        .file_stem()
        .unwrap_or(report.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn print(outcomes: &[Outcome], errors: bool, ui: &Ui) -> Result<(), Failure> {
    if errors {
        for outcome in outcomes {
            list_errors(outcome, ui)?;
        }
    }
    if outcomes.len() > 1 {
        let measures = [
            "Term exact",
            "Place exact",
            "LINKS (Term to Task, Place, Project)",
            "LINKS to names (all five)",
        ];
        let keys = [
            "eval.report",
            "eval.term",
            "eval.place",
            "eval.links",
            "eval.links-names",
        ];
        let mut table = Table::new(keys.map(|k| ui.text(k))).right(1..=4);
        for outcome in outcomes {
            let figures = measures.map(|m| outcome.scores.get(m).map_or(0.0, Figure::headline));
            let figures = figures.map(|f| format!("{f:.4}"));
            table.row(std::iter::once(name(&outcome.report)).chain(figures));
        }
        ui.line(table.render(ui))?;
    }
    ui.write(figures(&total(outcomes), ui).render(ui))
}

fn figures(scores: &Scores, ui: &Ui) -> Table {
    let keys = [
        "eval.measure",
        "eval.precision",
        "eval.recall",
        "eval.f1",
        "eval.right",
        "eval.wrong",
        "eval.missed",
    ];
    let mut table = Table::new(keys.map(|k| ui.text(k))).right(1..=6);
    for (name, figure) in scores.iter() {
        let cells = match figure {
            Figure::Agreement(a) => {
                let shares = [a.precision(), a.recall(), a.f1()].map(|x| format!("{x:.4}"));
                shares
                    .into_iter()
                    .chain([a.right, a.wrong, a.missed].map(|n| n.to_string()))
                    .collect()
            }
            Figure::Accuracy(right, n) => {
                let share = format!("{:.4}", figure.headline());
                vec![
                    String::new(),
                    String::new(),
                    share,
                    right.to_string(),
                    (n - right).to_string(),
                    String::new(),
                ]
            }
        };
        table.row(std::iter::once(name.to_owned()).chain(cells));
    }
    table
}

/// Everything that differs, in the order of the measures, then of the text.
fn list_errors(outcome: &Outcome, ui: &Ui) -> Result<(), Failure> {
    const REACH: u32 = 18;
    ui.line(ui.style(Style::Heading, &format!("== {}", outcome.report.display())))?;
    let mut heading = String::new();
    for difference in &outcome.differences {
        let (group, what) = described(difference, &outcome.text, ui);
        if group != heading {
            ui.line(format!("\n{}", ui.style(Style::Bold, &group)))?;
            heading = group;
        }
        let (sign, style) = match difference.missed() {
            Some(true) => ("-", Style::Bad),
            Some(false) => ("+", Style::From),
            None => ("~", Style::To),
        };
        let span = difference.span();
        let context = match difference {
            // A whole statement needs no surroundings.
            Difference::Kind { .. } => outcome.text.flat(span),
            _ => difference.context(&outcome.text, REACH, "【", "】"),
        };
        let at = ui.style(Style::Dim, &format!("{}..{}", span.start, span.end));
        ui.line(format!("{} {at}  {what}{context}", ui.style(style, sign)))?;
    }
    ui.line(format!("\n{}\n", ui.text("eval.legend")))
}

/// The heading it stands under, and what is said of it before the context.
fn described(difference: &Difference, text: &Text, ui: &Ui) -> (String, String) {
    let none = |kind: &str| {
        if kind.is_empty() {
            "-".to_owned()
        } else {
            kind.to_owned()
        }
    };
    match difference {
        Difference::Name { label, .. } => (label.clone(), String::new()),
        Difference::Kind { gold, system, .. } => (
            ui.text("eval.kinds").to_owned(),
            format!("{} → {}  ", none(gold), none(system)),
        ),
        Difference::Task { .. } => (ui.text("eval.tasks").to_owned(), String::new()),
        Difference::Link {
            label, from, to, ..
        } => {
            let ends = format!("{} > {}  ", text.key(*from), text.key(*to));
            (ui.say("eval.linked", &[("label", label)]), ends)
        }
        Difference::Figure { record: r, .. } => {
            let fields = [&r.name, &r.value, &r.unit, &r.change, &r.period, &r.kind];
            let record = fields.map(String::as_str).join("|");
            (ui.text("eval.figures").to_owned(), format!("{record}  "))
        }
    }
}
