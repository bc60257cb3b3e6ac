//! The folder of the index: which segments stand, and which must be made.
//!
//! A segment says which reports it was made of, and stands while the directory has just these
//! quads of them and no file is younger. What no segment that stands is about is compiled from the
//! quads' files, in the order of the manifest. The ontology and the provenance, which changes with
//! each build, have a small segment of their own.
//!
//! Readers make what is missing and remove nothing. The build, which alone writes the directory,
//! also gathers small segments and removes what no longer stands ([`settle`]).

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNode};
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::batch::FULL;
use super::compile::{CompileError, Compiler};
use super::head::{Head, Member};
use super::segment::Segment;
use crate::directory::{Entry, GraphDirectory, Packing};
use crate::store::{ONTOLOGY, ontology_quads};

/// The folder of the index below a graph directory.
pub const FOLDER: &str = "index";
const EXTENSION: &str = "zgi";
const OWN: &str = "provenance.zgi";
/// Segments that are not half full: more than these are gathered.
const SMALL: usize = 8;

/// Why a segment could not be made, with the file.
type Failed = (PathBuf, CompileError);

/// A file of quads.
#[derive(Debug, Clone)]
pub(super) struct Source {
    path: PathBuf,
    packing: Packing,
}

impl Source {
    pub(super) fn new(path: PathBuf, packing: Packing) -> Self {
        Self { path, packing }
    }

    pub(super) fn read_into(&self, compiler: &mut Compiler) -> Result<(), Failed> {
        let mut read = || -> Result<(), CompileError> {
            let mut quads = String::new();
            self.packing.open(&self.path)?.read_to_string(&mut quads)?;
            compiler.read(&quads)
        };
        read().map_err(|e| (self.path.clone(), e))
    }
}

/// What a segment is made of.
#[derive(Debug, Clone)]
struct Recipe {
    path: PathBuf,
    head: Head,
    sources: Vec<Source>,
    /// The graph of the ontology, where it is part of the segment.
    ontology: Option<GraphName>,
}

/// The index of a directory as it is found.
struct Found {
    /// Segments that stand, each with the bytes of its reports' quads.
    standing: Vec<(Segment, usize)>,
    /// Reports that none of them is about.
    open: Vec<Entry>,
}

/// Opens the segments, making those that are missing; where they cannot be written, they are held
/// in memory. `missing` hears of how many reports there are none. Gives how many were made, too.
pub(super) fn open(
    directory: &GraphDirectory,
    ontology: &str,
    missing: &dyn Fn(usize),
) -> Result<(Vec<Segment>, usize), Failed> {
    let found = find(directory);
    if !found.open.is_empty() {
        missing(found.open.len());
    }
    complete(directory, ontology, found)
}

/// Brings the index up to date after a build: makes what is missing, gathers what is small, and
/// removes what is of no use. Touches nothing where nothing changed.
pub(super) fn settle(directory: &GraphDirectory, ontology: &str) -> Result<(), Failed> {
    let mut found = find(directory);
    let is_small = |(_, bytes): &(Segment, usize)| *bytes < FULL / 2;
    if found.standing.iter().filter(|s| is_small(s)).count() > SMALL {
        let (small, standing) = found.standing.into_iter().partition(is_small);
        found.standing = standing;
        let small: Vec<(Segment, usize)> = small;
        let members = small
            .iter()
            .filter_map(|(s, _)| s.head().members())
            .flatten();
        let entries = members.filter_map(|m| directory.manifest().report(&m.report));
        found.open.extend(entries.cloned());
        found.open.sort_by(|a, b| a.report.cmp(&b.report));
    }
    let (segments, _) = complete(directory, ontology, found)?;
    let folder = directory.path().join(FOLDER);
    let kept: Vec<PathBuf> = segments.iter().map(|s| path(&folder, s.head())).collect();
    sweep(&folder, &kept);
    Ok(())
}

/// Removes the segments that do not stand, and what killed runs left.
pub(super) fn drop_unused(directory: &GraphDirectory) {
    let folder = directory.path().join(FOLDER);
    let standing = find(directory).standing;
    let kept = standing.iter().map(|(s, _)| path(&folder, s.head()));
    sweep(&folder, &kept.collect::<Vec<_>>());
}

/// Removes the whole index.
pub(super) fn remove(dir: &Path) {
    let folder = dir.join(FOLDER);
    sweep(&folder, &[]);
    let _ = fs::remove_file(folder.join(OWN));
    // Fails where it holds something that is not ours.
    let _ = fs::remove_dir(folder);
}

/// The file of a segment.
pub(super) fn path(folder: &Path, head: &Head) -> PathBuf {
    folder.join(head.name()).with_extension(EXTENSION)
}

/// Looks which segments stand.
fn find(directory: &GraphDirectory) -> Found {
    let folder = directory.path().join(FOLDER);
    let files = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == EXTENSION) && !path.ends_with(OWN));
    paths.sort_unstable();
    let reports = &directory.manifest().reports;
    let mut covered = vec![false; reports.len()];
    let mut standing = Vec::new();
    for path in paths {
        let Some(segment) = Segment::open(&path) else {
            continue;
        };
        let Some(places) = stands(directory, &path, &segment, &covered) else {
            continue;
        };
        let bytes = places.iter().map(|&at| reports[at].counts.bytes).sum();
        for &at in &places {
            covered[at] = true;
        }
        let sources = places.iter().map(|&at| source(directory, &reports[at]));
        let recipe = Recipe {
            path,
            head: segment.head().clone(),
            sources: sources.collect(),
            ontology: None,
        };
        standing.push((mending(segment, recipe), bytes));
    }
    let open = reports
        .iter()
        .zip(&covered)
        .filter(|(_, covered)| !**covered);
    Found {
        standing,
        open: open.map(|(entry, _)| entry.clone()).collect(),
    }
}

/// The places of a segment's reports in the manifest, if it stands and nothing else is about them.
fn stands(
    directory: &GraphDirectory,
    path: &Path,
    segment: &Segment,
    covered: &[bool],
) -> Option<Vec<usize>> {
    let manifest = directory.manifest();
    let members = segment.head().members()?;
    if *segment.head() != Head::new(&manifest.base, &members, 0) {
        return None;
    }
    let written = fs::metadata(path).and_then(|data| data.modified()).ok()?;
    let place = |member: &Member| {
        let at = manifest.place(&member.report)?;
        let entry = &manifest.reports[at];
        let file = fs::metadata(directory.path().join(&entry.file)).ok()?;
        let same = !covered[at]
            && entry.quads_xxh3 == member.digest
            && file.len() == member.length
            && file.modified().ok()? <= written;
        same.then_some(at)
    };
    members.iter().map(place).collect()
}

/// Makes what is missing of an index.
fn complete(
    directory: &GraphDirectory,
    ontology: &str,
    found: Found,
) -> Result<(Vec<Segment>, usize), Failed> {
    let mut recipes = of_reports(directory, &found.open);
    let mut segments: Vec<Segment> = found.standing.into_iter().map(|(s, _)| s).collect();
    let own = own(directory, ontology);
    match Segment::open(&own.path).filter(|there| *there.head() == own.head) {
        Some(segment) => segments.push(mending(segment, own)),
        None => recipes.push(own),
    }
    let made = recipes.len();
    let new = recipes.into_par_iter().map(make);
    segments.extend(new.collect::<Result<Vec<_>, _>>()?);
    Ok((segments, made))
}

/// The segments to be made of these reports.
fn of_reports(directory: &GraphDirectory, entries: &[Entry]) -> Vec<Recipe> {
    let folder = directory.path().join(FOLDER);
    let mut recipes = Vec::new();
    let mut left = entries;
    while !left.is_empty() {
        let mut bytes = 0;
        let fits = |entry: &&Entry| {
            bytes += entry.counts.bytes;
            bytes <= FULL
        };
        let count = left.iter().take_while(fits).count().max(1);
        let (batch, rest) = left.split_at(count);
        left = rest;
        let sources: Vec<Source> = batch.iter().map(|e| source(directory, e)).collect();
        let members = batch.iter().zip(&sources).map(|(entry, source)| Member {
            report: entry.report.clone(),
            digest: entry.quads_xxh3.clone(),
            length: fs::metadata(&source.path).map_or(0, |data| data.len()),
        });
        let members: Vec<Member> = members.collect();
        let head = Head::new(&directory.manifest().base, &members, 0);
        recipes.push(Recipe {
            path: path(&folder, &head),
            head,
            sources,
            ontology: None,
        });
    }
    recipes
}

/// The segment of the ontology and the provenance.
fn own(directory: &GraphDirectory, ontology: &str) -> Recipe {
    let mut digest = Xxh3::new();
    for (_, text) in ONTOLOGY {
        digest.update(text.as_bytes());
    }
    let provenance = directory.provenance();
    if let Some(path) = &provenance {
        digest.update(&fs::read(path).unwrap_or_default());
    }
    let source = |path| Source::new(path, Packing::Plain);
    Recipe {
        path: directory.path().join(FOLDER).join(OWN),
        head: Head::new(&directory.manifest().base, &[], digest.digest128()),
        sources: provenance.into_iter().map(source).collect(),
        ontology: Some(NamedNode::new_unchecked(ontology).into()),
    }
}

fn source(directory: &GraphDirectory, entry: &Entry) -> Source {
    let path = directory.path().join(&entry.file);
    let packing = Packing::of(&path);
    Source::new(path, packing)
}

impl Recipe {
    fn compiler(&self) -> Result<Compiler, Failed> {
        let mut compiler = Compiler::default();
        if let Some(graph) = &self.ontology {
            add_ontology(&mut compiler, graph)?;
        }
        for source in &self.sources {
            source.read_into(&mut compiler)?;
        }
        Ok(compiler)
    }

    fn image(&self) -> Result<Vec<u8>, Failed> {
        let failed = |e| (self.path.clone(), e);
        self.compiler()?.finish(&self.head).map_err(failed)
    }

    /// The segment in its file; none where it cannot be made or written.
    fn file(&self) -> Option<Segment> {
        let made = write(&self.path, |file| {
            let compiler = self.compiler().map_err(|(_, e)| e)?;
            compiler.write(&self.head, file)
        });
        let segment = made.ok().and_then(|()| Segment::open(&self.path));
        segment.filter(|s| *s.head() == self.head)
    }
}

/// Makes a segment and writes it, if that can be; else it is held in memory.
fn make(recipe: Recipe) -> Result<Segment, Failed> {
    let segment = match recipe.file() {
        Some(segment) => Some(segment),
        None => Segment::new(recipe.image()?),
    };
    match segment {
        Some(segment) => Ok(mending(segment, recipe)),
        None => Err((recipe.path, CompileError::TooLarge)),
    }
}

/// A segment that is compiled anew, and written anew, where it turns out to be damaged.
fn mending(segment: Segment, recipe: Recipe) -> Segment {
    let recipe = Arc::new(recipe);
    segment.with(Box::new(move || {
        let image = recipe.image().ok()?;
        // Where it cannot be written, the next run mends it again.
        let _ = write(&recipe.path, |file| Ok(file.write_all(&image)?));
        Some(image)
    }))
}

/// Adds the ontology, its code lists and its alignments.
pub(super) fn add_ontology(compiler: &mut Compiler, graph: &GraphName) -> Result<(), Failed> {
    for (name, text) in ONTOLOGY {
        let failed = |e: CompileError| (PathBuf::from(name), e);
        let quads = ontology_quads(text, graph).map_err(|e| failed(e.into()))?;
        for quad in quads {
            compiler.add(quad).map_err(failed)?;
        }
    }
    Ok(())
}

/// Writes a file as a whole or not at all. It is not brought to the disk: what a failure of the
/// machine leaves of it, its checks tell.
pub(super) fn write(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<(), CompileError>,
) -> Result<(), CompileError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".")
        .suffix(".next")
        .tempfile_in(folder)?;
    fill(file.as_file_mut())?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Removes segments that are not `kept`, and what a killed run left. Whoever reads them still keeps
/// what is mapped; whoever is writing one holds it in memory instead.
fn sweep(folder: &Path, kept: &[PathBuf]) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for path in files.flatten().map(|file| file.path()) {
        let ours = path
            .extension()
            .is_some_and(|e| e == EXTENSION || e == "next");
        if ours && !path.ends_with(OWN) && !kept.contains(&path) {
            // A file that stays costs room, nothing else.
            let _ = fs::remove_file(path);
        }
    }
}
