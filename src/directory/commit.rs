//! Writing several files as one: all of them or none.
//!
//! Each file waits as `NAME.next`, synced; renaming `manifest.next.json` into being is the commit;
//! then each `NAME.next` is renamed to `NAME`, what is no longer listed is removed, and the manifest
//! comes last. [`recover`] repeats the second half, which may be done any number of times; before
//! the commit there is nothing to repeat, and the old files were not touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, IntoInnerError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::flush::sync_all;
use super::manifest::{Entry, Manifest};
use super::{DirectoryError, io};

/// The manifest's name.
pub(super) const MANIFEST: &str = "manifest.json";
/// The file that says when what was made.
pub(super) const PROVENANCE: &str = "provenance.nq";
/// The folders of the reports' files.
pub(super) const FOLDERS: [&str; 2] = ["reports", "text"];
const TEMPORARY_MANIFEST: &str = "manifest.tmp.json";
const NEXT_MANIFEST: &str = "manifest.next.json";
const NEXT: &str = "next";
const LOCK: &str = ".lock";

/// The right to write a directory, held until it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, making the directory if need be.
    pub(super) fn take(dir: &Path) -> Result<Self, DirectoryError> {
        fs::create_dir_all(dir).map_err(io(dir))?;
        let path = dir.join(LOCK);
        let file = File::create(&path).map_err(io(&path))?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Err(DirectoryError::Locked {
                path: dir.to_owned(),
            }),
            // On a file system without locks, one writer at a time is the user's business.
            Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Self { _file: file }),
        }
    }
}

/// Makes `manifest` the state of the directory: its new files, `waiting` of them, stand beside
/// their places already.
pub(super) fn commit(
    dir: &Path,
    provenance: &[u8],
    manifest: &Manifest,
    waiting: usize,
) -> Result<(), DirectoryError> {
    let path = next(&dir.join(PROVENANCE));
    fs::write(&path, provenance).map_err(io(&path))?;
    sync(dir, manifest, waiting)?;
    let temporary = dir.join(TEMPORARY_MANIFEST);
    let written = || -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(&temporary)?);
        manifest.write(&mut out)?;
        let file = out.into_inner().map_err(IntoInnerError::into_error)?;
        file.sync_all()
    };
    written().map_err(io(&temporary))?;
    let commit = dir.join(NEXT_MANIFEST);
    fs::rename(&temporary, &commit).map_err(io(&commit))?;
    // The directory holds the rename; where directories cannot be synced, they need not be.
    let _ = File::open(dir).and_then(|d| d.sync_all());
    finish(dir, manifest)
}

/// Brings the waiting files to the disk, so that none is named before it is there.
fn sync(dir: &Path, manifest: &Manifest, waiting: usize) -> Result<(), DirectoryError> {
    /// From about here on one sync of the whole file system is cheaper.
    const MANY: usize = 64;
    if waiting > MANY && File::open(dir).is_ok_and(|dir| sync_all(&dir)) {
        return Ok(());
    }
    for name in listed(manifest) {
        let path = dir.join(name);
        match File::open(next(&path)) {
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(io(&path)(e)),
            Ok(file) => file.sync_all().map_err(io(&path))?,
        }
    }
    Ok(())
}

/// Finishes what a killed run had committed; what it had not is no part of the directory.
pub(super) fn recover(dir: &Path) -> Result<(), DirectoryError> {
    /// Longer than the renames of any directory take.
    const PATIENCE: Duration = Duration::from_secs(30);
    let begun = Instant::now();
    while dir.join(NEXT_MANIFEST).exists() {
        match Lock::take(dir) {
            Ok(_lock) => return recover_locked(dir),
            // A build that lives is in the middle of these renames.
            Err(DirectoryError::Locked { .. }) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The same for one who holds the lock.
pub(super) fn recover_locked(dir: &Path) -> Result<(), DirectoryError> {
    let commit = dir.join(NEXT_MANIFEST);
    let text = match fs::read_to_string(&commit) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        text => text.map_err(io(&commit))?,
    };
    let wrong = |e: serde_json::Error| DirectoryError::Manifest {
        path: commit.clone(),
        message: e.to_string(),
    };
    let manifest: Manifest = serde_json::from_str(&text).map_err(wrong)?;
    finish(dir, &manifest)
}

/// What changes with every commit: time, length and number of the manifest's file.
pub(super) type State = (SystemTime, u64, u64);

/// The state of the directory; none while a commit is under way.
pub(super) fn state(dir: &Path) -> Option<State> {
    let meta = fs::metadata(dir.join(MANIFEST)).ok()?;
    if dir.join(NEXT_MANIFEST).exists() {
        return None;
    }
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let number = 0;
    Some((meta.modified().ok()?, meta.len(), number))
}

/// Drops the files of an unfinished run, but for what waits for the reports `done`.
pub(super) fn clean<'a>(
    dir: &Path,
    done: impl Iterator<Item = &'a Entry>,
) -> Result<(), DirectoryError> {
    let kept: BTreeSet<PathBuf> = done
        .flat_map(Entry::files)
        .map(|name| next(&dir.join(name)))
        .collect();
    for folder in FOLDERS {
        for path in list(&dir.join(folder))? {
            let temporary = path.extension().is_some_and(|e| e == NEXT || e == "tmp");
            if temporary && !kept.contains(&path) {
                remove(&path)?;
            }
        }
    }
    remove(&next(&dir.join(PROVENANCE)))?;
    remove(&dir.join(TEMPORARY_MANIFEST))
}

/// Drops what waits for a report, but for the files of the entry that takes its place.
pub(super) fn drop_next(
    dir: &Path,
    entry: &Entry,
    taken: Option<&Entry>,
) -> Result<(), DirectoryError> {
    for name in entry.files() {
        if !taken.is_some_and(|taken| taken.files().any(|needed| needed == name)) {
            remove(&next(&dir.join(name)))?;
        }
    }
    Ok(())
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<(), DirectoryError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(io(path)(e)),
        _ => Ok(()),
    }
}

/// Removes the folders that hold nothing.
pub(super) fn drop_empty(dir: &Path) {
    for folder in FOLDERS {
        // Fails where it holds something, which is meant.
        let _ = fs::remove_dir(dir.join(folder));
    }
}

/// Whether a commit waits to be finished.
pub(super) fn is_committed(dir: &Path) -> bool {
    dir.join(NEXT_MANIFEST).exists()
}

/// Removes a directory in which nothing was built.
pub(super) fn unmake(dir: &Path) {
    let _ = fs::remove_file(dir.join(LOCK));
    let _ = fs::remove_dir(dir);
}

/// The second half of a commit.
fn finish(dir: &Path, manifest: &Manifest) -> Result<(), DirectoryError> {
    for name in listed(manifest) {
        let path = dir.join(name);
        match fs::rename(next(&path), &path) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(io(&path)(e)),
            _ => {}
        }
    }
    let listed: BTreeSet<&Path> = listed(manifest).map(Path::new).collect();
    for folder in FOLDERS {
        for path in list(&dir.join(folder))? {
            let ours = path
                .extension()
                .is_some_and(|e| ["nq", "zst", "txt"].iter().any(|ours| e == *ours));
            let name = path.strip_prefix(dir).unwrap_or(&path);
            if ours && !listed.contains(name) {
                remove(&path)?;
            }
        }
    }
    drop_empty(dir);
    let path = dir.join(MANIFEST);
    fs::rename(dir.join(NEXT_MANIFEST), &path).map_err(io(&path))
}

/// All files of a manifest, below the directory.
fn listed(manifest: &Manifest) -> impl Iterator<Item = &str> {
    let files = manifest.reports.iter().flat_map(Entry::files);
    files.map(String::as_str).chain([PROVENANCE])
}

/// The temporary name beside a file.
pub(super) fn next(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(NEXT);
    name.into()
}

/// The files in a folder, sorted; none where there is no folder.
fn list(folder: &Path) -> Result<Vec<PathBuf>, DirectoryError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(io(folder)(e)),
    };
    let mut out = Vec::new();
    for entry in entries {
        out.push(entry.map_err(io(folder))?.path());
    }
    out.sort();
    Ok(out)
}
