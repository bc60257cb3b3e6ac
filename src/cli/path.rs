//! `zhengtu path A B`: the shortest ways between two things, each step with its surest sentence.

use zhengtu::graph::{NodeId, NodeKind, Relation};
use zhengtu::index::Wanted;
use zhengtu::network::{Edge, Id, Network, ways};
use zhengtu::rdf::last_part;

use super::args::Way;
use super::corpus::Corpus;
use super::evidence;
use super::failure::Failure;
use super::library::Library;
use super::ui::{Style, Ui};

/// What a way is told from.
struct Told<'a> {
    corpus: &'a Corpus,
    network: &'a Network,
    /// Local names of the reports, in the order that evidence counts them by.
    reports: &'a [String],
    ui: &'a Ui,
}

/// Runs the command.
pub fn run(args: &Way, ui: &Ui) -> Result<(), Failure> {
    let mut library = Library::open(&args.graph.graph, ui)?;
    let network = library.network();
    let ends = |name: &str| -> Result<Vec<Id>, Failure> {
        let found = library.find(name)?;
        let ids = found.iter().flat_map(|iri| network.find(iri, |_| false));
        Ok(ids.collect())
    };
    let (from, to) = (ends(&args.from)?, ends(&args.to)?);
    let found = ways(&network, &from, &to, args.limit);
    if found.is_empty() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("a", &args.from), ("b", &args.to)];
        return Err(Failure::new(ui.say("why.nothing", &values)));
    }
    // Evidence counts reports by their place in the manifest.
    let reports = library.directory().manifest().reports.iter();
    let reports: Vec<String> = reports.map(|e| last_part(&e.iri).to_owned()).collect();
    for edge in found.iter().flat_map(|way| &way.edges) {
        if let Some(report) = reports.get(edge.best.report as usize) {
            library.take_report(report);
        }
    }
    let corpus = library.corpus(Wanted::default())?;
    let told = Told {
        corpus: &corpus,
        network: &network,
        reports: &reports,
        ui,
    };
    for (at, way) in found.iter().enumerate() {
        if let [only] = way.nodes[..] {
            return ui.line(ui.say("path.same", &[("name", &network.name(only))]));
        }
        let names: Vec<&str> = way.nodes.iter().map(|&id| network.name(id)).collect();
        let title = ui.style(Style::Bold, &names.join(" – "));
        let space = if at > 0 { "\n" } else { "" };
        ui.line(format!("{space}{}. {title}", at + 1))?;
        for (ends, edge) in way.nodes.windows(2).zip(&way.edges) {
            ui.write(told.step(ends[0], ends[1], edge))?;
        }
    }
    Ok(())
}

impl Told<'_> {
    /// One step with its surest sentence, both names marked.
    fn step(&self, a: Id, b: Id, edge: &Edge) -> String {
        let (corpus, ui) = (self.corpus, self.ui);
        let (from, to) = (self.network.name(a), self.network.name(b));
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("a", &from), ("b", &to), ("count", &edge.weight)];
        let mut out = format!("   {}\n", ui.say("path.step", &values));
        let Some(statement) = self.statement(edge) else {
            return out;
        };
        let marks: Vec<(NodeId, Style)> = corpus
            .from(statement, Relation::StatedIn)
            .filter(|m| corpus.node(*m).kind == NodeKind::Mention)
            .filter_map(|m| {
                let thing = corpus.one(m, Relation::RefersTo)?;
                let iri = corpus.node(thing).iri.as_str();
                let style = [(a, Style::From), (b, Style::To)]
                    .into_iter()
                    .find(|(end, _)| self.network.iri(*end) == iri)?
                    .1;
                Some((m, style))
            })
            .collect();
        out.push_str(&format!("   {}\n", evidence::place(corpus, statement, ui)));
        out.push_str(&evidence::sentence(corpus, statement, &marks, "     ", ui));
        out
    }

    /// The statement that an edge rests on.
    fn statement(&self, edge: &Edge) -> Option<NodeId> {
        let report = self.reports.get(edge.best.report as usize)?;
        let place = (edge.best.start, edge.best.end);
        self.corpus
            .of_kind(NodeKind::Statement)
            .find(|&s| self.corpus.report_of(s) == report && self.corpus.place(s) == place)
    }
}
