//! `zhengtu rank`: the things that matter most in the network of all reports.

use std::path::Path;

use zhengtu::network::{EXACT, Id, Network, PIVOTS, betweenness, cores, dot, pagerank};

use super::args::{Kind, ListFormat, Measure, Rank};
use super::failure::Failure;
use super::library::Library;
use super::list::{Row, Rows, print, say_more};
use super::ui::Ui;

const COLUMNS: &[(&str, bool)] = &[
    ("rank", true),
    ("name", false),
    ("kind", false),
    ("value", true),
    ("neighbours", true),
    ("statements", true),
    ("id", false),
];

/// Runs the command.
pub fn run(args: &Rank, ui: &Ui) -> Result<(), Failure> {
    let network = network(&args.shown.graph.graph, ui)?;
    // Values are those in the whole network, whatever kind is shown of it.
    let whole = args.by == Measure::Degree || args.by == Measure::Core;
    let values = match args.by {
        Measure::PageRank => pagerank(&network),
        Measure::Betweenness => betweenness(&network, EXACT, PIVOTS),
        Measure::Degree => (0..network.len() as Id)
            .map(|id| network.degree(id) as f64)
            .collect(),
        Measure::Core => cores(&network).into_iter().map(f64::from).collect(),
    };
    if args.by == Measure::Betweenness && network.len() > EXACT {
        ui.note(ui.say(
            "rank.sampled",
            &[("pivots", &PIVOTS), ("all", &network.len())],
        ));
    }
    let mut ids = network.ranked(&values);
    ids.retain(|id| {
        args.label
            .is_none_or(|k| Kind::of(network.kind(*id)) == Some(k))
    });
    let all = ids.len();
    ids.truncate(args.shown.limit);
    let Some(format) = args.shown.format.list() else {
        let groups = [(String::new(), ids)];
        return ui.write(dot(&network, &groups, network.edges()));
    };
    let decimals = if whole { 0 } else { 6 };
    let rows = ids.iter().enumerate().map(|(at, &id)| {
        let value = values[id as usize];
        row(
            &network,
            at + 1,
            id,
            &format!("{value:.decimals$}"),
            ui,
            format,
        )
    });
    let rows = Rows {
        columns: COLUMNS,
        rows: rows.collect(),
    };
    print(&rows, format, ui)?;
    say_more(ids.len(), all, format, ui);
    Ok(())
}

/// The network of a graph directory.
pub fn network(path: &Path, ui: &Ui) -> Result<Network, Failure> {
    Ok(Library::open(path, ui)?.network())
}

/// What the kind of a node is called: in the user's language in a table, by its key elsewhere.
pub fn kind<'a>(network: &Network, id: Id, table: bool, ui: &'a Ui) -> &'a str {
    let key = Kind::of(network.kind(id)).map_or("", Kind::key);
    if table { ui.code("kind", key) } else { key }
}

fn row(network: &Network, rank: usize, id: Id, value: &str, ui: &Ui, format: ListFormat) -> Row {
    let table = format == ListFormat::Table;
    let cells = vec![
        rank.to_string(),
        network.name(id).to_owned(),
        kind(network, id, table, ui).to_owned(),
        value.to_owned(),
        network.degree(id).to_string(),
        network.strength(id).to_string(),
        network.iri(id).to_owned(),
    ];
    Row { cells, count: rank }
}
