//! Which texts a lesson is about: by what a reader's browser knows whether one of them has changed since the lesson was taken.

use super::addresses;
use super::links::{link_to, path};
use super::site::Site;
use crate::model::{Importance, PageId};
use crate::path::encode;
use crate::source::slice;
use crate::theme::view::TaughtView;

/// So many digits of a commit's id tell the texts of one page apart.
const DIGITS: usize = 12;

/// The lesson itself, and the pages that it teaches.
pub(super) fn taught(site: &Site, lesson: PageId) -> Vec<TaughtView> {
    let pages = site.content.stated(lesson, "teaches").iter().copied();
    std::iter::once(lesson).chain(pages).map(|page| view(site, page)).collect()
}

fn view(site: &Site, id: PageId) -> TaughtView {
    let page = site.content.page(id);
    let has_history = site.past.history_of(id).is_some_and(|history| !history.revisions.is_empty());
    TaughtView {
        key: key(site, id),
        page: link_to(&page.title, &page.address),
        history: if has_history { path(&addresses::history(site, id)) } else { String::new() },
        text: last_major(site, id),
    }
}

/// By what a browser keeps a page: its number, else its address; encoded, so that it has no blanks.
pub(super) fn key(site: &Site, id: PageId) -> String {
    let page = site.content.page(id);
    page.document.as_deref().map_or_else(|| path(&page.address), encode)
}

/// Names the text of a page as it stands: by the repository, where that has it.
pub(super) fn text(site: &Site, id: PageId) -> String {
    let source = site.content.page(id).source.as_deref();
    let of_history = site.past.history_of(id).and_then(|history| history.revisions.first());
    match of_history.filter(|_| !site.past.is_uncommitted(id)) {
        Some(revision) => revision.text.to_string(),
        None => blake3::hash(source.map_or("", |source| &source.text).as_bytes()).to_hex().to_string(),
    }
}

/// Names the text of a page up to minor changes: the last revision that is none. Where nobody knows of any, each text is another.
fn last_major(site: &Site, id: PageId) -> String {
    let revisions = site.past.history_of(id).map_or(&[][..], |history| &history.revisions);
    let major = revisions.iter().find(|revision| revision.commit.change == Importance::Major);
    if let Some(revision) = major.or(revisions.last()) {
        return slice(&revision.commit.id.to_string(), ..DIGITS).to_owned();
    }
    let text = site.content.page(id).source.as_deref().map_or("", |source| &source.text);
    slice(&blake3::hash(text.as_bytes()).to_hex(), ..DIGITS).to_owned()
}
