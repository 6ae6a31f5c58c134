//! Which pages were saved last, so that a browser which shows another one can lead there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::snapshot::Snapshot;
use crate::model::{Page, PageId};
use crate::path::{FilePath, encode};
use crate::shared::SharedList;

/// So many are named; the others are counted.
const MOST_NAMED: usize = 3;

/// What was saved last.
pub(super) struct Saved {
    inner: Mutex<Inner>,
}

struct Inner {
    seen: Arc<Snapshot>,
    /// The files whose texts differed when that came; those of before where none did.
    last: Vec<FilePath>,
    /// When that was.
    at: SystemTime,
}

impl Saved {
    pub(super) fn new(first: Arc<Snapshot>) -> Saved {
        Saved { inner: Mutex::new(Inner { seen: first, last: Vec::new(), at: SystemTime::UNIX_EPOCH }) }
    }

    /// Sees every snapshot that comes, until no more can.
    pub(super) async fn follow(self: Arc<Self>, mut current: watch::Receiver<Arc<Snapshot>>) {
        while current.changed().await.is_ok() {
            let now = current.borrow_and_update().clone();
            let saved = self.clone();
            // Beside the server's own work: there may be many pages, and an old site to let go of. What panics there is
            // reported by the runtime, and the next one is seen all the same.
            let _ = tokio::task::spawn_blocking(move || saved.see(&now)).await;
        }
    }

    /// The pages that were saved last, when that was in milliseconds since 1970, and whether the one that is shown is
    /// among them; `None` where there is none.
    pub(super) fn beside(&self, snapshot: &Arc<Snapshot>, shown: Option<PageId>) -> Option<Value> {
        self.see(snapshot);
        let (last, at) = {
            let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            (inner.last.clone(), milliseconds(inner.at))
        };
        let content = &snapshot.site.content;
        let is_shown = shown.is_some_and(|shown| last.contains(&content.page(shown).file));
        let pages: Vec<&Page> =
            content.pages.iter().map(|page| &**page).filter(|page| last.contains(&page.file)).collect();
        let named = pages.iter().take(MOST_NAMED);
        let named: Vec<Value> = named
            .map(|page| json!({ "file": page.file.as_str(), "path": encode(page.address.as_str()) }))
            .collect();
        (!pages.is_empty())
            .then(|| json!({ "pages": named, "count": pages.len(), "at": at, "is_shown": is_shown }))
    }

    fn see(&self, now: &Arc<Snapshot>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        // A question that was asked of an older one may come late.
        if now.generation <= inner.seen.generation {
            return;
        }
        let differing = differing(&inner.seen, now);
        if !differing.is_empty() {
            inner.last = differing;
            inner.at = SystemTime::now();
        }
        let seen = std::mem::replace(&mut inner.seen, now.clone());
        drop(inner);
        drop(seen);
    }
}

fn milliseconds(at: SystemTime) -> u64 {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// The files of pages with another text than before.
fn differing(before: &Snapshot, now: &Snapshot) -> Vec<FilePath> {
    let text = |page: &Page| page.source.as_ref().map(|source| source.text.clone());
    let (before, now) = (&before.site.content.pages, &now.site.content.pages);
    // Nearly all pages are the very ones that they were, and stand where they stood.
    let moved = |pages: &SharedList<Page>, others: &SharedList<Page>| -> Vec<Arc<Page>> {
        let is_other = |(nth, page): &(usize, &Arc<Page>)| {
            others.get(*nth).is_none_or(|other| !Arc::ptr_eq(other, page))
        };
        pages.iter().enumerate().filter(is_other).map(|(_, page)| page.clone()).collect()
    };
    let (before, now) = (moved(before, now), moved(now, before));
    let before: HashMap<&FilePath, Arc<str>> =
        before.iter().filter_map(|page| Some((&page.file, text(page)?))).collect();
    let is_same = |page: &Page| match (text(page), before.get(&page.file)) {
        (Some(now), Some(before)) => Arc::ptr_eq(&now, before) || now == *before,
        (now, _) => now.is_none(),
    };
    now.iter().filter(|page| !is_same(page)).map(|page| page.file.clone()).collect()
}
