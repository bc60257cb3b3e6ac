//! `zhengtu export`: the whole graph in another format.

use std::path::Path;

use oxigraph::io::RdfFormat;

use zhengtu::rdf::{nquads, quads};

use super::args::{Export, ExportFormat};
use super::corpus::Corpus;
use super::failure::Failure;
use super::serialize;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Export, ui: &Ui) -> Result<(), Failure> {
    let corpus = Corpus::read(&args.graph.graph, ui)?;
    let format = match args.format {
        ExportFormat::Ttl => RdfFormat::Turtle,
        ExportFormat::Trig => RdfFormat::TriG,
        ExportFormat::Nt => RdfFormat::NTriples,
        ExportFormat::Nq => RdfFormat::NQuads,
        ExportFormat::Rdfxml => RdfFormat::RdfXml,
        ExportFormat::Jsonld => serialize::JSON_LD,
        _ => return Err(Failure::usage(ui.text("export.later"))),
    };
    let quads = quads(&corpus.graph, &corpus.iris);
    let bytes = match format {
        RdfFormat::NQuads => nquads(&quads).into_bytes(),
        _ => serialize::rdf(&quads, format, &corpus.iris, ui)?,
    };
    deliver(&bytes, args.output.as_deref(), ui)
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
