//! What can be typed: every command and option.
//!
//! Help texts are not here: [`locale`](super::locale) puts them in from the message catalogue, in
//! the language of the user, by the ids of commands and arguments. A comment on a field is for
//! readers of the code.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use zhengtu::graph::NodeKind;

use super::input::jobs;
use super::messages::Language;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "zhengtu",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Directory of tables that add to or override the built-in ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Base of all IRIs.
    #[arg(long, global = true, value_name = "IRI")]
    pub base: Option<String>,
    /// Language of messages; read before parsing, so that errors of usage speak it too.
    #[arg(long, global = true, value_name = "LANG", value_enum)]
    pub lang: Option<Language>,
    /// Say nothing but errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// The commands, in the order in which a user meets them.
#[derive(Debug, Subcommand)]
pub enum Command {
    Build(Build),
    Extract(Extract),
    List(List),
    Show(Show),
    Why(Why),
    Rank(Rank),
    Path(Way),
    Communities(Communities),
    Query(Query),
    Draw(Draw),
    Export(Export),
    Eval(Eval),
    Completions(Completions),
    Man(Man),
    Help(Help),
}

/// What is declared about the reports read.
#[derive(Debug, Default, Args)]
pub struct Declare {
    /// Code or name of the reporting government.
    #[arg(long, value_name = "CODE")]
    pub government: Option<String>,
    /// Year of the report.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1949..=2100))]
    pub year: Option<u16>,
    /// Tells two editions of one report apart.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
}

/// Where the graph is.
#[derive(Debug, Args)]
pub struct GraphDir {
    /// The graph directory that `build` writes.
    #[arg(short, long, value_name = "DIR", default_value = "graph")]
    pub graph: PathBuf,
}

/// Reports into a graph directory.
#[derive(Debug, Args)]
pub struct Build {
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub graph: GraphDir,
    #[command(flatten)]
    pub declare: Declare,
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
    /// Take out reports whose input is not among these.
    #[arg(long)]
    pub prune: bool,
    /// Leave the index to the first query.
    #[arg(long)]
    pub no_index: bool,
    /// Keep the quads packed.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub compress: Option<Compression>,
}

/// Ways of packing.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Compression {
    Zst,
}

/// One report to standard output.
#[derive(Debug, Args)]
pub struct Extract {
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "brat")]
    pub format: ExtractFormat,
    #[command(flatten)]
    pub declare: Declare,
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,
}

/// Formats of one report.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum ExtractFormat {
    Brat,
    Jsonl,
    Nq,
    Trig,
    Nt,
    Ttl,
    #[value(name = "rdf", alias = "rdfxml")]
    Rdfxml,
    Jsonld,
}

/// SPARQL on the graph.
#[derive(Debug, Args)]
pub struct Query {
    /// The query, or the arguments of a named one.
    #[arg(value_name = "SPARQL|ARG")]
    pub words: Vec<String>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "words"])]
    pub file: Option<PathBuf>,
    #[arg(short, long, value_name = "NAME")]
    pub name: Option<String>,
    /// Lists the named queries.
    #[arg(short, long, conflicts_with_all = ["name", "file", "words"])]
    pub list: bool,
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_enum,
        default_value = "table"
    )]
    pub format: QueryFormat,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// Formats of query results.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum QueryFormat {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Ttl,
    Nt,
    Jsonld,
}

/// Things of one kind.
#[derive(Debug, Args)]
pub struct List {
    #[arg(value_name = "WHAT", value_enum)]
    pub what: Things,
    #[arg(short, long, value_name = "ORDER", value_enum, default_value = "count")]
    pub sort: Sort,
    /// Only what this report mentions.
    #[arg(short, long, value_name = "REPORT")]
    pub report: Option<String>,
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_enum,
        default_value = "table"
    )]
    pub format: ListFormat,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// What can be listed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Things {
    Terms,
    Places,
    Projects,
    #[value(alias = "organisations")]
    Organizations,
    Policies,
    Events,
    Reports,
    Tasks,
    Indicators,
}

/// Orders of a list.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Sort {
    Count,
    Name,
}

/// Formats of a list.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum ListFormat {
    Table,
    Csv,
    Tsv,
    Json,
}

/// A card for one thing.
#[derive(Debug, Args)]
pub struct Show {
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Only what this report says.
    #[arg(short, long, value_name = "REPORT")]
    pub report: Option<String>,
    /// Everything, not only the strongest of each kind.
    #[arg(short, long)]
    pub all: bool,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// The evidence that ties two things.
#[derive(Debug, Args)]
pub struct Why {
    #[arg(value_name = "A")]
    pub from: String,
    #[arg(value_name = "B")]
    pub to: String,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// The things that matter most.
#[derive(Debug, Args)]
pub struct Rank {
    #[arg(long, value_name = "MEASURE", value_enum, default_value = "page-rank")]
    pub by: Measure,
    /// Only things of this kind.
    #[arg(short, long, value_name = "KIND", value_enum)]
    pub label: Option<Kind>,
    #[command(flatten)]
    pub shown: NetworkShown,
}

/// What of the network is shown, and how.
#[derive(Debug, Args)]
pub struct NetworkShown {
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_enum,
        default_value = "table"
    )]
    pub format: NetworkFormat,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// Measures of a thing in the network.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Measure {
    PageRank,
    Betweenness,
    Degree,
    Core,
}

/// Kinds of things in the network.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Kind {
    Term,
    Place,
    Project,
    #[value(alias = "organisation")]
    Organization,
    Policy,
    Event,
    Indicator,
}

impl Kind {
    /// The kind of a node.
    pub fn of(kind: NodeKind) -> Option<Self> {
        Some(match kind {
            NodeKind::Term => Self::Term,
            NodeKind::Place => Self::Place,
            NodeKind::Project => Self::Project,
            NodeKind::Organization => Self::Organization,
            NodeKind::Policy => Self::Policy,
            NodeKind::Event => Self::Event,
            NodeKind::Indicator => Self::Indicator,
            _ => return None,
        })
    }

    /// Its key, as it is typed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Place => "place",
            Self::Project => "project",
            Self::Organization => "organization",
            Self::Policy => "policy",
            Self::Event => "event",
            Self::Indicator => "indicator",
        }
    }
}

/// Formats of what the network says.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum NetworkFormat {
    Table,
    Csv,
    Tsv,
    Json,
    Dot,
}

impl NetworkFormat {
    /// The format of a list; none for a picture.
    pub fn list(self) -> Option<ListFormat> {
        Some(match self {
            Self::Table => ListFormat::Table,
            Self::Csv => ListFormat::Csv,
            Self::Tsv => ListFormat::Tsv,
            Self::Json => ListFormat::Json,
            Self::Dot => return None,
        })
    }
}

/// The shortest ways between two things.
#[derive(Debug, Args)]
pub struct Way {
    #[arg(value_name = "A")]
    pub from: String,
    #[arg(value_name = "B")]
    pub to: String,
    #[arg(short = 'n', long, value_name = "N", default_value_t = 3)]
    pub limit: usize,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// What hangs together.
#[derive(Debug, Args)]
pub struct Communities {
    #[command(flatten)]
    pub shown: NetworkShown,
}

/// A picture.
#[derive(Debug, Args)]
pub struct Draw {
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub hops: u8,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub format: Option<DrawFormat>,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// Formats of a picture.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum DrawFormat {
    Svg,
    Dot,
}

/// The whole graph in another format.
#[derive(Debug, Args)]
pub struct Export {
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub format: ExportFormat,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only what this report says.
    #[arg(short, long, value_name = "REPORT")]
    pub report: Option<String>,
    #[command(flatten)]
    pub graph: GraphDir,
}

/// Formats of the whole graph.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum ExportFormat {
    Ttl,
    Trig,
    Nt,
    Nq,
    #[value(name = "rdf", alias = "rdfxml")]
    Rdfxml,
    Jsonld,
    Dot,
    Graphml,
    Gexf,
    Csv,
    Json,
    Jsonl,
    Brat,
}

/// Figures against gold annotations.
#[derive(Debug, Args)]
pub struct Eval {
    /// A report, or a directory of reports beside their `.ann` files.
    #[arg(value_name = "REPORT|DIR")]
    pub input: PathBuf,
    /// The gold annotations, or their directory.
    #[arg(value_name = "GOLD.ann")]
    pub gold: Option<PathBuf>,
    /// Score these annotations instead of running the extractor.
    #[arg(long, value_name = "FILE.ann")]
    pub system: Option<PathBuf>,
    /// List what was missed and what was wrong.
    #[arg(short, long, conflicts_with = "json")]
    pub errors: bool,
    #[arg(long)]
    pub json: bool,
    /// Write one page with scores, confusions, calibration and examples.
    #[arg(long, conflicts_with_all = ["json", "errors"])]
    pub report: bool,
    #[arg(short, long, value_name = "FILE.html|FILE.txt", requires = "report")]
    pub output: Option<PathBuf>,
    /// At most so many examples of each kind of error on the page.
    #[arg(long, value_name = "N", default_value_t = 6, requires = "report")]
    pub examples: usize,
    #[command(flatten)]
    pub declare: Declare,
}

/// A completion script.
#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Manual pages.
#[derive(Debug, Args)]
pub struct Man {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// The help of a command.
#[derive(Debug, Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
