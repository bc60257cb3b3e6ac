//! What inputs looked like when their reports were made, so that unchanged ones are not read again.
//!
//! The file `.stamps` is a cache: without it every input is read and analysed again, and what comes
//! out the same is left alone. A line says of one input its size and time, its digest and which
//! report came of it by which recipe (program, lexicon, base, declarations of the command line).
//!
//! A size and a time prove nothing where the input was written so shortly before a build that it
//! could have changed again within one tick of the clock. The file's own time is therefore set to
//! the start of the build that wrote it, and an input that is not clearly older is read after all
//! (what git does with its index). So the bytes of the file hold no clock.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{DirectoryError, digest, io};
use crate::outline::Declared;

/// The file's name.
const STAMPS: &str = ".stamps";
const NEXT: &str = ".stamps.next";
/// The coarsest clock of a file system in use (FAT).
const TICK: Duration = Duration::from_secs(2);

/// Size and time of a file.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat(u64, u64);

impl Stat {
    /// Of the file at `path`, links followed; none where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        Some(Self(meta.len(), nanoseconds(meta.modified().ok()?)))
    }

    /// Whether the file was written clearly before `time`.
    fn is_before(self, time: SystemTime) -> bool {
        self.1 < nanoseconds(time - TICK)
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// What an input looks like without being read: itself and its sidecar.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Looks {
    /// The input; none for what is no file of its own.
    pub input: Option<Stat>,
    /// The sidecar beside it, if it has one.
    pub sidecar: Option<Stat>,
}

impl Looks {
    fn are_before(&self, time: SystemTime) -> bool {
        self.input.is_some_and(|s| s.is_before(time))
            && self.sidecar.is_none_or(|s| s.is_before(time))
    }
}

/// What an input held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What its sidecar and the command line declare.
    pub declared: String,
}

impl Contents {
    /// What bytes and declarations hold; `kept` where the text is kept beside the graph.
    pub fn new(bytes: &[u8], declared: &Declared, kept: bool) -> Self {
        let Declared {
            government,
            year,
            edition,
        } = declared;
        let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
        let declared = format!(
            "{},{},{},{}",
            number(*government),
            number(year.map(u32::from)),
            u8::from(kept),
            edition.as_deref().unwrap_or_default()
        );
        Self {
            sha256: digest::sha256(bytes),
            declared,
        }
    }
}

/// One input and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The input.
    pub source: String,
    /// What it looked like.
    pub looks: Looks,
    /// What it held.
    pub contents: Contents,
    /// By which recipe it was read.
    pub recipe: String,
    /// Local name of its report.
    pub report: String,
    /// Digest of the report's quads, which ties the line to what the directory holds.
    pub quads: String,
    /// Bytes of the file of quads.
    pub size: u64,
}

/// All stamps, by input.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    lines: BTreeMap<String, Stamp>,
    /// When the build that wrote them began.
    time: Option<SystemTime>,
}

impl Stamps {
    /// Reads the cache; an unreadable one is an empty one.
    pub(super) fn read(dir: &Path) -> Self {
        let Ok(file) = File::open(dir.join(STAMPS)) else {
            return Self::default();
        };
        let time = file.metadata().and_then(|m| m.modified()).ok();
        let lines = BufReader::new(file).lines().map_while(Result::ok);
        let lines = lines
            .filter_map(|line| serde_json::from_str::<Stamp>(&line).ok())
            .map(|stamp| (stamp.source.clone(), stamp))
            .collect();
        Self { lines, time }
    }

    /// What is known of an input.
    pub(super) fn get(&self, source: &str) -> Option<&Stamp> {
        self.lines.get(source)
    }

    /// What is known of an input that looks as it did, where its looks prove that it did not change.
    pub(super) fn proven(&self, source: &str, looks: &Looks) -> Option<&Stamp> {
        let stamp = self.get(source)?;
        (stamp.looks == *looks && looks.are_before(self.time?)).then_some(stamp)
    }

    /// The time now by the clock of the directory's file system.
    pub(super) fn now(dir: &Path) -> Result<SystemTime, DirectoryError> {
        let path = dir.join(NEXT);
        let made = File::create(&path).and_then(|f| f.metadata()?.modified());
        made.map_err(io(&path))
    }

    /// Writes what is known after a build that began at `time`: of this run, and of inputs that it
    /// did not see.
    pub(super) fn write(
        self,
        dir: &Path,
        seen: Vec<Stamp>,
        keep: impl Fn(&Stamp) -> bool,
        time: SystemTime,
    ) -> Result<(), DirectoryError> {
        let next = dir.join(NEXT);
        let path = dir.join(STAMPS);
        let mut lines = BTreeMap::new();
        let (mut moved, before) = (false, self.time);
        let doubtful = |stamp: &Stamp| {
            stamp.looks.input.is_some() && !before.is_some_and(|t| stamp.looks.are_before(t))
        };
        for stamp in seen {
            moved |= doubtful(&stamp);
            lines.insert(stamp.source.clone(), stamp);
        }
        for (source, stamp) in &self.lines {
            // A later time would lend a doubtful line what it never had.
            if !lines.contains_key(source) && keep(stamp) && !doubtful(stamp) {
                lines.insert(source.clone(), stamp.clone());
            }
        }
        if !moved && lines == self.lines {
            let _ = fs::remove_file(&next);
            return Ok(());
        }
        let written = || -> std::io::Result<()> {
            let mut out = BufWriter::new(File::create(&next)?);
            for stamp in lines.values() {
                serde_json::to_writer(&mut out, stamp)?;
                out.write_all(b"\n")?;
            }
            let file = out
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?;
            file.set_modified(time)?;
            fs::rename(&next, &path)
        };
        written().map_err(io(&path))
    }

    /// Drops what [`now`](Self::now) left.
    pub(super) fn clean(dir: &Path) {
        let _ = fs::remove_file(dir.join(NEXT));
    }
}
