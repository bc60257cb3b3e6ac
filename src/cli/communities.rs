//! `zhengtu communities`: which things hang together in the network of all reports.

use zhengtu::network::{Id, Network, communities, dot, pagerank};

use super::args::{Communities, ListFormat};
use super::failure::Failure;
use super::list::{Row, Rows, print};
use super::rank::{kind, network};
use super::ui::Ui;

/// Members that a table names.
const NAMED: usize = 6;

const GROUPS: &[(&str, bool)] = &[("community", true), ("things", true), ("members", false)];
const MEMBERS: &[(&str, bool)] = &[
    ("community", true),
    ("name", false),
    ("kind", false),
    ("value", true),
    ("id", false),
];

/// Runs the command.
pub fn run(args: &Communities, ui: &Ui) -> Result<(), Failure> {
    let network = network(&args.shown.graph.graph, ui)?;
    let found = communities(&network);
    let ranks = pagerank(&network);
    let mut groups: Vec<Vec<Id>> = vec![Vec::new(); found.count];
    for id in network.ranked(&ranks) {
        groups[found.of[id as usize] as usize].push(id);
    }
    // Stable: those of the same size stay in the order of their first nodes.
    groups.sort_by_key(|members| usize::MAX - members.len());
    groups.truncate(args.shown.limit);
    match args.shown.format.list() {
        None => {
            let boxes = (1..)
                .zip(groups)
                .map(|(n, ids): (usize, _)| (n.to_string(), ids));
            ui.write(dot(&network, &boxes.collect::<Vec<_>>(), network.edges()))
        }
        Some(ListFormat::Table) => {
            print(&table(&network, &groups, ui), ListFormat::Table, ui)?;
            let modularity = format!("{:.3}", found.modularity);
            ui.note(ui.say(
                "communities.found",
                &[("count", &found.count), ("modularity", &modularity)],
            ));
            Ok(())
        }
        Some(format) => print(&members(&network, &groups, &ranks, ui), format, ui),
    }
}

/// A row for each community, as a person reads it.
fn table(network: &Network, groups: &[Vec<Id>], ui: &Ui) -> Rows {
    let rows = groups.iter().enumerate().map(|(at, ids)| {
        let named = ids.iter().take(NAMED).map(|&id| network.name(id));
        let names: Vec<&str> = named.collect();
        let cells = vec![
            (at + 1).to_string(),
            ids.len().to_string(),
            names.join(ui.text("list.comma")),
        ];
        Row {
            cells,
            count: ids.len(),
        }
    });
    Rows {
        columns: GROUPS,
        rows: rows.collect(),
    }
}

/// A row for each member, as a program reads it.
fn members(network: &Network, groups: &[Vec<Id>], ranks: &[f64], ui: &Ui) -> Rows {
    let row = |at: usize, id: Id| Row {
        cells: vec![
            (at + 1).to_string(),
            network.name(id).to_owned(),
            kind(network, id, false, ui).to_owned(),
            format!("{:.6}", ranks[id as usize]),
            network.iri(id).to_owned(),
        ],
        count: 0,
    };
    let groups = groups.iter().enumerate();
    Rows {
        columns: MEMBERS,
        rows: groups
            .flat_map(|(at, ids)| ids.iter().map(move |&id| (at, id)))
            .map(|(at, id)| row(at, id))
            .collect(),
    }
}
