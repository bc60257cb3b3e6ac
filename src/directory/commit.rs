//! Writing several files as one: all of them or none.
//!
//! Each file is written as `NAME.next` and synced; renaming `manifest.next.json` into being is the
//! commit; then each `NAME.next` is renamed to `NAME`, what is no longer listed is removed, and the
//! manifest comes last. [`recover`] repeats the second half, which may be done any number of
//! times; before the commit there is nothing to repeat, and the old files were not touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::Manifest;
use super::{DirectoryError, io};

/// The manifest's name.
pub(super) const MANIFEST: &str = "manifest.json";
/// The file that says when what was made.
pub(super) const PROVENANCE: &str = "provenance.nq";
const NEXT_MANIFEST: &str = "manifest.next.json";
const NEXT: &str = "next";
const LOCK: &str = ".lock";

/// SHA-256 in hex.
pub(super) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

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

/// Writes `files` (path below `dir`, content) and `manifest` as one.
pub(super) fn commit(
    dir: &Path,
    files: &[(String, &[u8])],
    manifest: &Manifest,
) -> Result<(), DirectoryError> {
    for (name, content) in files {
        let path = dir.join(name);
        if fs::read(&path).is_ok_and(|old| old == *content) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(io(folder))?;
        }
        write_synced(&next(&path), content)?;
    }
    let temporary = dir.join("manifest.tmp.json");
    write_synced(&temporary, manifest.json().as_bytes())?;
    let commit = dir.join(NEXT_MANIFEST);
    fs::rename(&temporary, &commit).map_err(io(&commit))?;
    finish(dir)
}

/// Finishes what a killed run had committed; drops what it had not.
pub(super) fn recover(dir: &Path) -> Result<(), DirectoryError> {
    if !dir.join(NEXT_MANIFEST).exists() {
        return Ok(());
    }
    let _lock = Lock::take(dir)?;
    recover_locked(dir)
}

/// The same for one who holds the lock.
pub(super) fn recover_locked(dir: &Path) -> Result<(), DirectoryError> {
    if dir.join(NEXT_MANIFEST).exists() {
        finish(dir)
    } else {
        Ok(())
    }
}

/// Drops the files of a run that was killed before its commit.
pub(super) fn clean(dir: &Path) -> Result<(), DirectoryError> {
    for folder in ["reports", "text", "."] {
        for path in list(&dir.join(folder))? {
            if path.extension().is_some_and(|e| e == NEXT) {
                fs::remove_file(&path).map_err(io(&path))?;
            }
        }
    }
    Ok(())
}

/// The second half of a commit.
fn finish(dir: &Path) -> Result<(), DirectoryError> {
    let commit = dir.join(NEXT_MANIFEST);
    let text = fs::read_to_string(&commit).map_err(io(&commit))?;
    let wrong = |e: serde_json::Error| DirectoryError::Manifest {
        path: commit.clone(),
        message: e.to_string(),
    };
    let manifest: Manifest = serde_json::from_str(&text).map_err(wrong)?;
    let listed: BTreeSet<PathBuf> = manifest
        .reports
        .iter()
        .flat_map(|entry| std::iter::once(&entry.file).chain(&entry.text))
        .map(|name| dir.join(name))
        .chain([dir.join(PROVENANCE)])
        .collect();
    for path in &listed {
        match fs::rename(next(path), path) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(io(path)(e)),
            _ => {}
        }
    }
    for (folder, extension) in [("reports", "nq"), ("text", "txt")] {
        for path in list(&dir.join(folder))? {
            if path.extension().is_some_and(|e| e == extension) && !listed.contains(&path) {
                fs::remove_file(&path).map_err(io(&path))?;
            }
        }
    }
    let path = dir.join(MANIFEST);
    fs::rename(&commit, &path).map_err(io(&path))
}

/// The temporary name beside a file.
fn next(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(NEXT);
    name.into()
}

fn write_synced(path: &Path, content: &[u8]) -> Result<(), DirectoryError> {
    let mut file = File::create(path).map_err(io(path))?;
    file.write_all(content)
        .and_then(|()| file.sync_all())
        .map_err(io(path))
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
