//! The graph directory through its index: things found by name, and of the graph only what an answer
//! needs.

use zhengtu::directory::{DirectoryError, GraphDirectory};
use zhengtu::graph::{Attribute, KnowledgeGraph, NodeKind, Relation};
use zhengtu::index::{Around, Excerpt, Wanted};
use zhengtu::network::{Network, gather};
use zhengtu::rdf::{Iris, ReadError, last_part, local, segment};
use zhengtu::store::KnowledgeStore;

use super::corpus::{Corpus, directory_failure, open, store, tell_mended};
use super::failure::Failure;
use super::suggest::near;
use super::ui::Ui;

/// A graph directory, of which parts are taken.
pub struct Library<'a> {
    directory: GraphDirectory,
    store: KnowledgeStore,
    /// What was taken.
    pub excerpt: Excerpt,
    /// Local names of reports that are wanted whole.
    whole: Vec<String>,
    ui: &'a Ui,
}

impl<'a> Library<'a> {
    /// Opens a graph directory and its index.
    pub fn open(path: &std::path::Path, ui: &'a Ui) -> Result<Self, Failure> {
        let directory = open(path, ui)?;
        let store = store(&directory, ui)?;
        Ok(Self {
            excerpt: store.index().excerpt(),
            directory,
            store,
            whole: Vec::new(),
            ui,
        })
    }

    /// The IRIs below its base.
    pub fn iris(&self) -> &Iris {
        self.store.iris()
    }

    /// The directory.
    pub fn directory(&self) -> &GraphDirectory {
        &self.directory
    }

    /// The IRIs that a person's word means: things of the same name are all given.
    pub fn find(&self, text: &str) -> Result<Vec<String>, Failure> {
        let text = text.trim();
        let mut candidates = vec![
            text.trim_start_matches('<')
                .trim_end_matches('>')
                .to_owned(),
        ];
        // A report's part is typed with or without `report:` before it.
        let (report, fragment) = text
            .split_once('#')
            .map_or((text, None), |(r, f)| (r, Some(f)));
        let spelt = report.split_once(':').filter(|(prefix, _)| {
            NodeKind::ALL
                .into_iter()
                .any(|kind| segment(kind) == Some(prefix))
        });
        let iri = spelt.map_or_else(
            || self.iris().thing("report", report),
            |(p, name)| self.iris().thing(p, &local(name)),
        );
        candidates.push(fragment.map_or_else(|| iri.clone(), |f| format!("{iri}#{f}")));
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|iri| self.excerpt.kind(iri).is_some());
        if !candidates.is_empty() {
            return Ok(candidates);
        }
        let named = self.excerpt.named(text);
        if !named.is_empty() {
            return Ok(named.into_iter().collect());
        }
        let place = self.iris().thing("place", text);
        if self.excerpt.kind(&place).is_some() {
            return Ok(vec![place]);
        }
        Err(self.unknown(text))
    }

    /// That nothing is called so, with names that come near.
    fn unknown(&self, text: &str) -> Failure {
        let ui = self.ui;
        let failure = Failure::new(ui.say("graph.unknown", &[("name", &text)]));
        let names = self.excerpt.names();
        let near = near(text, names.iter().map(String::as_str), 6);
        if near.is_empty() {
            return failure.advise(ui.text("graph.unknown-hint"));
        }
        failure.advise(ui.say(
            "graph.near",
            &[("names", &near.join(ui.text("list.comma")))],
        ))
    }

    /// The report that a person's word means, by its local name; none without a word.
    pub fn report(&self, text: Option<&str>) -> Result<Option<String>, Failure> {
        let Some(text) = text else {
            return Ok(None);
        };
        let found = self.find(text)?;
        match found
            .iter()
            .find(|iri| self.excerpt.kind(iri) == Some(NodeKind::Report))
        {
            Some(iri) => Ok(Some(last_part(iri).to_owned())),
            None => Err(
                Failure::new(self.ui.say("graph.no-report", &[("name", &text)]))
                    .advise(self.ui.text("graph.reports-hint")),
            ),
        }
    }

    /// Takes a thing with what lies around it; a report, or what is a part of one, with the whole
    /// report. What a task is tied to lies around it as around a thing.
    pub fn take(&mut self, iri: &str, around: Around) {
        match self.excerpt.kind(iri) {
            Some(NodeKind::Task) if around == Around::Ties => {
                self.excerpt.take_around(iri, around);
            }
            Some(kind) if kind.is_of_report() => self.take_report(report_of(iri)),
            _ => self.excerpt.take_around(iri, around),
        }
    }

    /// Takes a whole report.
    pub fn take_report(&mut self, report: &str) {
        if !self.whole.iter().any(|known| known == report) {
            self.whole.push(report.to_owned());
        }
    }

    /// The graph of what lies on the shortest ways between things that these IRIs name.
    pub fn ways(&self, ends: &[Vec<String>; 2], hops: u8) -> Result<Corpus, Failure> {
        let mut all = self.store.index().excerpt();
        for from in &ends[0] {
            for to in &ends[1] {
                all.take_ways(from, to, hops);
            }
        }
        let short: Vec<Relation> = Relation::ALL.into_iter().filter(|r| r.is_short()).collect();
        let wanted = Wanted {
            relations: Some(&short),
            attributes: Some(&[Attribute::PrefLabel]),
        };
        self.graph_of(&all, wanted)
    }

    /// The network of all reports.
    pub fn network(&self) -> Network {
        let network = gather(&self.store.index(), &self.directory);
        tell_mended(&self.store, self.ui);
        network
    }

    fn failure(&self, error: &ReadError) -> Failure {
        Failure::new(error.to_string()).advise(self.ui.text("graph.rebuild-hint"))
    }

    /// The graph of what was taken.
    pub fn corpus(&self, wanted: Wanted<'_>) -> Result<Corpus, Failure> {
        let mut corpus = self.graph_of(&self.excerpt, wanted)?;
        let whole = self.directory.consistently(|directory| {
            let mut graph = KnowledgeGraph::new();
            let entries = directory.manifest().reports.iter();
            for entry in entries.filter(|e| self.whole.iter().any(|r| last_part(&e.iri) == r)) {
                directory.read(entry, &mut graph)?;
            }
            Ok::<_, DirectoryError>(graph)
        });
        let whole = whole.map_err(|e| directory_failure(&e, self.ui))?;
        if corpus.graph.size().0 == 0 {
            corpus.graph = whole;
        } else {
            corpus.graph.union(&whole);
        }
        Ok(corpus)
    }

    fn graph_of(&self, excerpt: &Excerpt, wanted: Wanted<'_>) -> Result<Corpus, Failure> {
        let graph = excerpt.graph(wanted).map_err(|e| self.failure(&e))?;
        tell_mended(&self.store, self.ui);
        let iris = self.iris().clone();
        Ok(Corpus { graph, iris })
    }
}

/// The local name of the report that an IRI is of: `310118-2021`.
pub fn report_of(iri: &str) -> &str {
    last_part(iri.split_once('#').map_or(iri, |(report, _)| report))
}
