//! Which pages were saved last, so that a browser which shows another one can lead there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::snapshot::Snapshot;
use crate::model::{Page, PageId};
use crate::path::{FilePath, encode};

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
}

impl Saved {
    pub(super) fn new(first: Arc<Snapshot>) -> Saved {
        Saved { inner: Mutex::new(Inner { seen: first, last: Vec::new() }) }
    }

    /// Sees every snapshot that comes, until no more can.
    pub(super) async fn follow(self: Arc<Self>, mut current: watch::Receiver<Arc<Snapshot>>) {
        while current.changed().await.is_ok() {
            let now = current.borrow_and_update().clone();
            let saved = self.clone();
            // Beside the server's own work: there may be many pages, and an old site to let go of. What panics there is
            // told by the runtime, and the next one is seen all the same.
            let _ = tokio::task::spawn_blocking(move || saved.see(&now)).await;
        }
    }

    /// The pages that were saved last, other than the one that is shown; `None` where there is none.
    pub(super) fn beside(&self, snapshot: &Arc<Snapshot>, shown: Option<PageId>) -> Option<Value> {
        self.see(snapshot);
        let last = self.inner.lock().unwrap_or_else(PoisonError::into_inner).last.clone();
        let content = &snapshot.site.content;
        if shown.is_some_and(|shown| last.contains(&content.page(shown).file)) {
            return None;
        }
        let pages: Vec<&Page> = content.pages.iter().filter(|page| last.contains(&page.file)).collect();
        let named = pages.iter().take(MOST_NAMED);
        let named: Vec<Value> = named
            .map(|page| json!({ "file": page.file.as_str(), "path": encode(page.address.as_str()) }))
            .collect();
        (!pages.is_empty()).then(|| json!({ "pages": named, "count": pages.len() }))
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
        }
        let seen = std::mem::replace(&mut inner.seen, now.clone());
        drop(inner);
        drop(seen);
    }
}

/// The files of pages with another text than before.
fn differing(before: &Snapshot, now: &Snapshot) -> Vec<FilePath> {
    let (before, now) = (&before.site.content.pages, &now.site.content.pages);
    let by_file: HashMap<&FilePath, &Page> = if are_of_same_files(before, now) {
        HashMap::new()
    } else {
        before.iter().map(|page| (&page.file, page)).collect()
    };
    let is_another = |(nth, page): &(usize, &Page)| {
        let before = by_file.get(&page.file).copied().or(before.get(*nth).filter(|_| by_file.is_empty()));
        page.is_written() && !before.is_some_and(|before| says_the_same(before, page))
    };
    now.iter().enumerate().filter(is_another).map(|(_, page)| page.file.clone()).collect()
}

/// Which is so after most saves, and then nothing needs to be looked up.
fn are_of_same_files(before: &[Page], now: &[Page]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.file == now.file)
}

fn says_the_same(before: &Page, now: &Page) -> bool {
    match (&before.source, &now.source) {
        (Some(before), Some(now)) => Arc::ptr_eq(&before.text, &now.text) || before.text == now.text,
        (before, now) => before.is_none() && now.is_none(),
    }
}
