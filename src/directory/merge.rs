//! Reports in memory into a directory, all at once: what tests and small programs need.

use std::path::Path;

use super::DirectoryError;
use super::entry::ReportFile;
use super::outcome::Built;
use super::session::{Plan, Session};

/// Writes `files` into the directory `dir`, keeping the reports that are there already unless
/// `prune`. `time` (ISO 8601) is written to the provenance.
///
/// # Errors
/// When two inputs with different texts give one report, the base differs or a file cannot be
/// written; the directory is then as it was.
pub fn merge(
    dir: &Path,
    base: &str,
    files: Vec<ReportFile>,
    prune: bool,
    time: Option<&str>,
) -> Result<Built, DirectoryError> {
    let plan = Plan {
        base: base.to_owned(),
        ..Plan::default()
    };
    let session = Session::begin(dir, plan)?;
    for (number, file) in files.iter().enumerate() {
        let staged = session.stage(number, file, None);
        if let Err(error) = staged.and_then(|staged| session.accept(staged)) {
            session.abandon()?;
            return Err(error);
        }
    }
    Ok(session.commit(prune, time)?.built)
}
