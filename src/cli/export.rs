//! `zhengtu export`: the whole graph, or one report of it, in another format.

use std::io;
use std::path::Path;

use clap::ValueEnum;

use zhengtu::export::{self, Format};
use zhengtu::graph::KnowledgeGraph;
use zhengtu::index::Wanted;
use zhengtu::rdf::Iris;

use super::args::Export;
use super::corpus::Corpus;
use super::extract::bytes;
use super::failure::Failure;
use super::library::Library;
use super::ui::Ui;

/// One of the tables of CSV.
type Table = fn(&KnowledgeGraph, &Iris, &mut dyn io::Write) -> io::Result<()>;

/// The tables by name.
const TABLES: [(&str, Table); 2] = [("nodes", export::csv::nodes), ("edges", export::csv::edges)];

/// Runs the command.
pub fn run(args: &Export, ui: &Ui) -> Result<(), Failure> {
    let value = args.format.to_possible_value();
    let known = value.and_then(|v| v.get_name().parse::<Format>().ok());
    let Some(format) = known.filter(|f| !f.needs_text()) else {
        return Err(Failure::usage(ui.text("export.text")).advise(ui.text("export.text-hint")));
    };
    let corpus = match args.report.as_deref() {
        None => Corpus::read(&args.graph.graph, ui)?,
        report => {
            let mut library = Library::open(&args.graph.graph, ui)?;
            if let Some(report) = library.report(report)? {
                library.take_report(&report);
            }
            library.corpus(Wanted::default())?
        }
    };
    if format == Format::Csv {
        return tables(&corpus, args.output.as_deref(), ui);
    }
    let bytes = bytes(format, &corpus.graph, &corpus.iris, ui)?;
    deliver(&bytes, args.output.as_deref(), ui)
}

/// Both tables into a directory, or the one that the file is named after.
fn tables(corpus: &Corpus, output: Option<&Path>, ui: &Ui) -> Result<(), Failure> {
    let Some(path) = output.filter(|p| p.as_os_str() != "-") else {
        return Err(Failure::usage(ui.text("export.tables")).advise(ui.text("export.tables-hint")));
    };
    let write = |table: Table, path: &Path| {
        let mut out = Vec::new();
        table(&corpus.graph, &corpus.iris, &mut out).map_err(|e| ui.messages.io(path, &e))?;
        deliver(&out, Some(path), ui)
    };
    if path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("csv"))
    {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let Some((_, table)) = TABLES.iter().find(|(name, _)| stem.contains(name)) else {
            return Err(
                Failure::usage(ui.text("export.tables")).advise(ui.text("export.tables-hint"))
            );
        };
        return write(*table, path);
    }
    std::fs::create_dir_all(path).map_err(|e| ui.messages.io(path, &e))?;
    for (name, table) in TABLES {
        write(table, &path.join(format!("{name}.csv")))?;
    }
    Ok(())
}

/// Writes to a file in one step, or to standard output.
pub fn deliver(bytes: &[u8], path: Option<&Path>, ui: &Ui) -> Result<(), Failure> {
    let Some(path) = path.filter(|p| p.as_os_str() != "-") else {
        return ui.write(bytes);
    };
    let io = |e: std::io::Error| ui.messages.io(path, &e);
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(io)?;
    std::io::Write::write_all(&mut file, bytes).map_err(io)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is its owner's alone; what a command writes is for everyone.
        file.as_file()
            .set_permissions(std::fs::Permissions::from_mode(0o644))
            .map_err(io)?;
    }
    file.persist(path)
        .map_err(|e| ui.messages.io(path, &e.error))?;
    ui.note(ui.say(
        "export.written",
        &[("path", &path.display()), ("size", &bytes.len())],
    ));
    Ok(())
}
