//! Files on their way to the disk while the build goes on, so that the commit, which must wait for
//! all of them, waits for the last few.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Reports between two syncs.
const EACH: usize = 8;

/// A thread that syncs the file system when it is asked to.
#[derive(Debug, Default)]
pub(super) struct Flusher {
    asked: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    reports: usize,
}

impl Flusher {
    /// Counts one more report that was written to `dir`.
    pub(super) fn count(&mut self, dir: &Path) {
        self.reports += 1;
        if self.reports.is_multiple_of(EACH) {
            if self.asked.is_none() {
                self.start(dir);
            }
            // Who is still at it is asked again the next time.
            let _ = self.asked.as_ref().map(|asked| asked.try_send(()));
        }
    }

    fn start(&mut self, dir: &Path) {
        let Ok(dir) = File::open(dir) else {
            return;
        };
        let (asked, ask) = sync_channel(1);
        let work = move || while ask.recv().is_ok() && sync_all(&dir) {};
        self.thread = std::thread::Builder::new().spawn(work).ok();
        self.asked = Some(asked);
    }
}

impl Drop for Flusher {
    fn drop(&mut self) {
        self.asked = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Syncs the file system that `dir` is on, where that can be done.
#[cfg(target_os = "linux")]
pub(super) fn sync_all(dir: &File) -> bool {
    rustix::fs::syncfs(dir).is_ok()
}

/// Syncs the file system that `dir` is on, where that can be done.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync_all(_: &File) -> bool {
    false
}
