//! What the preview's strip says of a page beside what is wrong with it: how it stands, where its source is, which
//! other page was saved.

use std::sync::Arc;

use serde_json::{Value, json};

use super::editing::Editing;
use super::preview::Preview;
use super::shown_files;
use super::snapshot::{RequestTarget, Snapshot};
use crate::model::PageId;
use crate::route::{Route, StandingWords};
use crate::theme::view::LinkView;
use crate::words::Words;

/// What there is to say of the page at a path.
pub(super) fn view(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> Value {
    let page = page_of(snapshot, path);
    let site = &snapshot.site;
    let written = page.map(|page| site.content.page(page)).filter(|page| page.is_written());
    let source = written.map(|page| {
        let open = preview.editing(snapshot).address(&page.file, (1, 1));
        json!({ "place": Editing::place(&page.file, (1, 1)), "open": open })
    });
    json!({
        "generation": snapshot.generation,
        "source": source,
        "standing": page.and_then(|page| site.stands(page)).map(|stands| standing(&site.config.words, stands)),
        "saved": preview.saved.beside(snapshot, page),
        "files": shown_files::stamps_of(snapshot, preview, path),
    })
}

/// The page that is shown at a path, or of which something is: its history, a text of it that was in force.
pub(super) fn page_of(snapshot: &Snapshot, path: &str) -> Option<PageId> {
    match snapshot.find(path) {
        RequestTarget::Route(Route::Page(page) | Route::History(page) | Route::Issue(page, _)) => Some(page),
        _ => None,
    }
}

fn standing(words: &Words, stands: StandingWords) -> Value {
    let StandingWords { plate, counts, redline } = stands;
    let link = |title: &str, path: String| {
        (!path.is_empty()).then(|| LinkView { title: words.say(title).to_owned(), path })
    };
    json!({
        "standing": plate.standing,
        "words": plate.words,
        "banner": plate.banner,
        "progress": plate.progress,
        "counts": counts,
        "redline": redline,
        "text": link("strip_text_in_force", plate.text_path),
        "checklist": link("strip_checklist", plate.path),
        "open": plate.open,
    })
}
