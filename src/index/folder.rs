//! The index of a graph directory: which segments it has, which of them must be made anew.
//!
//! The reports of a manifest are cut into segments by their names alone, so that the same corpus
//! has the same segments, and a report that comes or goes changes one of them. A segment is named
//! by the digest of what it was made of; it is up to date exactly when a file of that name is
//! there, is undamaged, and no file of quads is younger. The ontology and the provenance, which
//! changes with each build, have a small segment of their own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use oxigraph::model::{GraphName, NamedNode};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::bytes::Bytes;
use super::compile::{CompileError, Compiler};
use super::segment::{Digest, Segment};
use crate::directory::{GraphDirectory, open_quads};
use crate::store::{ONTOLOGY, ontology_quads};

/// The folder of the index below a graph directory.
pub const FOLDER: &str = "index";
const EXTENSION: &str = "zgi";
const OWN: &str = "provenance.zgi";
/// Reports of a segment: at least, about, at most. Fewer keep the memory of a build small and give each thread
/// its own; more make queries faster. Fifty reports are a million quads.
const CUT: (usize, u64, usize) = (16, 32, 64);

/// What a segment is made of.
pub(super) struct Plan {
    digest: Digest,
    name: String,
    files: Vec<PathBuf>,
    youngest: Option<SystemTime>,
    /// The graph of the ontology, where it is part of the segment.
    ontology: Option<GraphName>,
}

/// The segments that a directory should have.
pub(super) fn plan(directory: &GraphDirectory, ontology: &str) -> Vec<Plan> {
    let base = &directory.manifest().base;
    let mut sources: Vec<(&str, PathBuf)> = Vec::new();
    for entry in &directory.manifest().reports {
        sources.push((&entry.quads_xxh3, directory.path().join(&entry.file)));
    }
    let mut plans = Vec::new();
    let mut from = 0;
    for (i, entry) in directory.manifest().reports.iter().enumerate() {
        let size = i + 1 - from;
        let mark = xxhash_rust::xxh3::xxh3_64(entry.report.as_bytes()).is_multiple_of(CUT.1);
        if size >= CUT.2 || (size >= CUT.0 && mark) || i + 1 == sources.len() {
            plans.push(of_reports(base, &sources[from..=i]));
            from = i + 1;
        }
    }
    let files = directory.files();
    plans.push(own(
        base,
        ontology,
        files.get(sources.len()..).unwrap_or(&[]),
    ));
    plans
}

/// A segment of reports.
fn of_reports(base: &str, sources: &[(&str, PathBuf)]) -> Plan {
    let mut hash = started(base);
    let mut youngest = None;
    for (sha256, path) in sources {
        hash.update(sha256);
        hash.update(path.file_name().unwrap_or_default().as_encoded_bytes());
        if let Ok(data) = fs::metadata(path) {
            hash.update(data.len().to_le_bytes());
            youngest = youngest.max(data.modified().ok());
        }
    }
    let digest: Digest = hash.finalize().into();
    let name = digest[..12].iter().map(|b| format!("{b:02x}"));
    Plan {
        digest,
        name: format!("{}.{EXTENSION}", name.collect::<String>()),
        files: sources.iter().map(|(_, path)| path.clone()).collect(),
        youngest,
        ontology: None,
    }
}

/// The segment of the ontology and the provenance.
fn own(base: &str, ontology: &str, files: &[PathBuf]) -> Plan {
    let mut hash = started(base);
    for (_, text) in ONTOLOGY {
        hash.update(text);
    }
    for path in files {
        hash.update(fs::read(path).unwrap_or_default());
    }
    Plan {
        digest: hash.finalize().into(),
        name: OWN.to_owned(),
        files: files.to_vec(),
        youngest: None,
        ontology: Some(NamedNode::new_unchecked(ontology).into()),
    }
}

fn started(base: &str) -> Sha256 {
    Sha256::new()
        .chain_update((base.len() as u64).to_le_bytes())
        .chain_update(base)
}

/// Opens the segments, making those that are missing, damaged or out of date; where they cannot
/// be written, they are held in memory. Gives how many were made, too.
pub(super) fn open(
    directory: &GraphDirectory,
    plans: &[Plan],
) -> Result<(Vec<Segment>, usize), (PathBuf, CompileError)> {
    let folder = directory.path().join(FOLDER);
    let opened: Vec<Option<Segment>> = plans.iter().map(|p| current(&folder, p)).collect();
    let made = opened.iter().filter(|s| s.is_none()).count();
    let segments = opened
        .into_par_iter()
        .zip(plans)
        .map(|(segment, plan)| match segment {
            Some(segment) => Ok(segment),
            None => make(&folder, plan),
        })
        .collect::<Result<Vec<_>, _>>()?;
    if made > 0 {
        sweep(&folder, plans);
    }
    Ok((segments, made))
}

/// The segment of a plan, if it is there and up to date.
fn current(folder: &Path, plan: &Plan) -> Option<Segment> {
    let path = folder.join(&plan.name);
    let written = fs::metadata(&path).and_then(|data| data.modified()).ok()?;
    if plan.youngest.is_some_and(|youngest| youngest > written) {
        return None;
    }
    Segment::open(&path, &plan.digest).ok().flatten()
}

/// Makes the segment of a plan and writes it, if that can be.
fn make(folder: &Path, plan: &Plan) -> Result<Segment, (PathBuf, CompileError)> {
    let mut compiler = Compiler::default();
    if let Some(graph) = &plan.ontology {
        add_ontology(&mut compiler, graph)?;
    }
    for path in &plan.files {
        let failed = |e: CompileError| (path.clone(), e);
        let quads = open_quads(path).map_err(|e| failed(e.into()))?;
        compiler.read(quads).map_err(failed)?;
    }
    let failed = |e: CompileError| (folder.join(&plan.name), e);
    let image = compiler.finish(&plan.digest).map_err(failed)?;
    let segment = write(folder, &plan.name, &image)
        .ok()
        .and_then(|path| Segment::open(&path, &plan.digest).ok().flatten());
    match segment.or_else(|| Segment::new(Bytes::Held(image), &plan.digest)) {
        Some(segment) => Ok(segment),
        None => Err(failed(CompileError::TooLarge)),
    }
}

/// Adds the ontology, its code lists and its alignments.
pub(super) fn add_ontology(
    compiler: &mut Compiler,
    graph: &GraphName,
) -> Result<(), (PathBuf, CompileError)> {
    for (name, text) in ONTOLOGY {
        let failed = |e: CompileError| (PathBuf::from(name), e);
        let quads = ontology_quads(text, graph).map_err(|e| failed(e.into()))?;
        for quad in quads {
            compiler.add(quad).map_err(failed)?;
        }
    }
    Ok(())
}

/// Writes a file as a whole or not at all.
fn write(folder: &Path, name: &str, image: &[u8]) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".")
        .suffix(".next")
        .tempfile_in(folder)?;
    file.write_all(image)?;
    file.as_file().sync_data()?;
    let path = folder.join(name);
    file.persist(&path).map_err(|e| e.error)?;
    Ok(path)
}

/// Removes what no plan names: old segments, and what a killed run left. Whoever reads them still
/// keeps what is mapped; whoever is writing one holds it in memory instead.
fn sweep(folder: &Path, plans: &[Plan]) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let name = file.file_name();
        let kept = plans.iter().any(|plan| name == *plan.name);
        let ours = Path::new(&name)
            .extension()
            .is_some_and(|e| e == EXTENSION || e == "next");
        if ours && !kept {
            // A file that stays costs room, nothing else.
            let _ = fs::remove_file(file.path());
        }
    }
}
