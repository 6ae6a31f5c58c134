//! What the answers to all requests are made from.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::announcer::Announcer;
use super::drawing::RenderPool;
use super::editing::Editing;
use super::files::ServedFiles;
use super::guard::Own;
use super::saved::Saved;
use super::snapshot::Snapshot;
use crate::config::Editor;

/// The state of a preview that requests share.
#[derive(Clone)]
pub(super) struct Preview {
    pub(super) current: watch::Receiver<Arc<Snapshot>>,
    pub(super) files: ServedFiles,
    /// For those that are being sent.
    pub(super) places: Arc<Semaphore>,
    pub(super) own: Own,
    pub(super) drawing: Arc<RenderPool>,
    pub(super) announcer: Arc<Announcer>,
    /// The editor that was asked for; else the one that the site names.
    pub(super) editor: Option<Arc<Editor>>,
    pub(super) saved: Arc<Saved>,
}

impl Preview {
    /// Where files are opened in an editor.
    pub(super) fn editing<'a>(&'a self, snapshot: &'a Snapshot) -> Editing<'a> {
        let editor = self.editor.as_deref().or(snapshot.site.config.editor.as_ref());
        Editing { files: &self.files, editor }
    }

    /// The newest state of the site.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.current.borrow().clone()
    }
}
