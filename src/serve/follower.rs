//! The preview without its sockets and threads: it looks when it is asked to, so that tests need not wait for it.

use std::path::Path;
use std::sync::{Arc, mpsc};

use tokio::sync::watch::Receiver;

use super::announcer::Announcer;
use super::refresh::Refresher;
use super::snapshot::Snapshot;
use super::watch::{FileChanges, Missed, WatchMessage};
use super::{Report, ServeError, WatchMode, refresher};
use crate::date::Day;
use crate::path::FilePath;

/// Follows the files of a site as the preview does: the same watching, the same memos.
pub struct Follower {
    refresher: Refresher,
    current: Receiver<Arc<Snapshot>>,
    /// Without it the watching would take the server to have ended.
    _alive: mpsc::Sender<WatchMessage>,
}

impl Follower {
    /// Compiles a site for the first time.
    pub fn start(root: &Path, today: Option<Day>, report: Report) -> Result<Follower, ServeError> {
        let (mut refresher, current, alive) =
            refresher(root, today, WatchMode::Native, &Arc::new(Announcer::new(report)))?;
        refresher.read_history();
        Ok(Follower { refresher, current, _alive: alive })
    }

    /// Takes up what was changed before a file in the root was written, which must be new each time: the system
    /// tells of changes in their order. Waits for its word of that file and for nothing else.
    pub fn hear_until(&mut self, file: &FilePath) {
        while let Some(changes) = self.refresher.next() {
            self.refresher.take(&changes);
            if changes.files.contains(file) || changes.missed.is_some() {
                return;
            }
        }
    }

    /// Shows what is held back since it might be half done, as if nothing had happened for long enough.
    pub fn settle(&mut self) {
        self.refresher.show_held();
    }

    /// Both: what is shown in the end.
    pub fn follow_until(&mut self, file: &FilePath) {
        self.hear_until(file);
        self.settle();
    }

    /// Reads every file again, as after changes that the system could not tell. What was made from what they hold
    /// is still known.
    pub fn look_again(&mut self) {
        self.refresher.take(&FileChanges { missed: Some(Missed), ..FileChanges::default() });
        self.settle();
    }

    /// The site as it was followed so far.
    pub fn current(&self) -> Arc<Snapshot> {
        self.current.borrow().clone()
    }
}
