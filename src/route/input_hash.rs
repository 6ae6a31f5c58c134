//! What the rendering of a page looks at, as one hash: where it is the same, so are the bytes.

use blake3::Hash;

use super::asked::LinkQueries;
use super::body::References;
use super::drawing::{PageDrawing, PageParts, PlacedBlock};
use super::governed::IssuePage;
use super::input_hasher::InputHasher;
use super::old_links::file_then;
use super::older::FilePublication;
use super::shown::shown_of;
use super::site::Site;
use crate::history::ReferenceFolders;
use crate::markdown::Resolve as _;
use crate::model::{Embedded, PageId, RepoPath, TextId};
use crate::theme::view::{HistoryView, PageView};

/// The hash of what all pages share: the program, the theme, the site's facts, how Markdown is read.
pub(super) fn site(site: &Site, program: Hash) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(program.as_bytes());
    hasher.bytes(&site.theme.stamp().to_le_bytes());
    hasher.debug(&site.config.markdown)?;
    hasher.view(&site.view)?;
    Some(hasher.hash())
}

/// The hash of everything that one page is made from.
pub(super) fn page(site: &Site, id: PageId, shared: Hash, parts: &PageParts<'_>) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(shared.as_bytes());
    if let Some(sidebar) = parts.sidebar {
        hasher.bytes(sidebar.input_hash?.as_bytes());
    }
    hasher.bytes(parts.template.as_bytes());
    hasher.view(&parts.view)?;
    hasher.values(&parts.extra)?;
    for PlacedBlock { drawing, .. } in &parts.blocks {
        hasher.bytes(drawing.template.as_bytes());
        hasher.bytes(drawing.ids.as_bytes());
        hasher.value(&drawing.view)?;
    }
    if let Some(references) = References::for_page(site, id) {
        hasher.bytes(references.markdown.as_bytes());
        for nth in 0..references.count() {
            hasher.debug(&references.resolve(nth))?;
        }
    }
    Some(hasher.hash())
}

/// The hash of everything that a page is made from which nobody wrote; its links begin with `root`.
pub(super) fn drawing(shared: Hash, root: &str, drawing: &PageDrawing) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(shared.as_bytes());
    hasher.bytes(root.as_bytes());
    hasher.bytes(drawing.template.as_bytes());
    hasher.view(&drawing.page)?;
    hasher.values(&drawing.extra)?;
    if let Some(block) = &drawing.block {
        hasher.bytes(block.template.as_bytes());
        hasher.value(&block.view)?;
    }
    Some(hasher.hash())
}

/// The hash of what the redlines and texts of a page's past are drawn from: the texts, and how they are read. What else
/// they look at is known once they are drawn (`asked`).
pub(super) fn past(site: &Site, id: PageId, program: Hash) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(program.as_bytes());
    hasher.debug(&(&site.config.markdown, &site.content_folder, &site.config.base_url))?;
    let past = site.past.history_of(id)?;
    hasher.debug(&(&site.content.page(id).file, past.completeness, past.revisions.len()))?;
    for revision in &past.revisions {
        hasher.bytes(revision.commit.id.0.as_bytes());
        hasher.bytes(&revision.commit.parents.len().to_le_bytes());
        hasher.text(site, id, (revision.text, &revision.path, &revision.embedded))?;
        match &revision.before {
            Some(before) => hasher.text(site, id, (before.text, &before.path, &before.embedded))?,
            None => hasher.bytes(&[]),
        }
    }
    if site.past.is_uncommitted(id) {
        hasher.bytes(site.content.page(id).source.as_ref()?.text.as_bytes());
    }
    Some(hasher.hash())
}

/// The hash of what the history of a page is made from but for what it asks; see [`past`].
pub(super) fn history(shared: Hash, past: Hash, page: &PageView, history: &HistoryView) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(shared.as_bytes());
    hasher.bytes(past.as_bytes());
    hasher.view(page)?;
    hasher.view(history)?;
    Some(hasher.hash())
}

/// The hash of what the page of an approved text is made from, but for what it asks.
pub(super) fn issue(site: &Site, shared: Hash, of: &IssuePage<'_>) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(shared.as_bytes());
    hasher.view(&of.view)?;
    hasher.view(&of.issue)?;
    let state = of.text?.state;
    let facts = state.facts.as_deref();
    hasher.debug(&(
        of.here.as_str(),
        &state.file,
        ReferenceFolders::of(&site.content_folder, &site.config),
        facts.map(|facts| &facts.title),
    ))?;
    hasher.bytes(state.exact.text.0.as_bytes());
    for embedded in state.exact.embedded() {
        hasher.bytes(embedded.id.0.as_bytes());
        hasher.published(site, embedded, site.older.exactly(embedded))?;
    }
    Some(hasher.hash())
}

/// The hash of what a printed book is made from: its HTML, where all files that it shows have names by their content.
pub(super) fn printed_book(program: Hash, html: &[u8]) -> Hash {
    let mut hasher = InputHasher::default();
    hasher.bytes(b"printed");
    hasher.bytes(program.as_bytes());
    hasher.bytes(html);
    hasher.hash()
}

/// Under which is kept what the history of a page asks; its texts ask less.
pub(super) fn key_of_history(past: Hash) -> Hash {
    let mut hasher = InputHasher::default();
    hasher.bytes(b"history");
    hasher.bytes(past.as_bytes());
    hasher.hash()
}

/// The hash of what the texts of a page's revisions are made from, as a browser compares them, but for what they ask.
pub(super) fn texts(site: &Site, id: PageId, past: Hash) -> Hash {
    let mut hasher = InputHasher::default();
    hasher.bytes(past.as_bytes());
    hasher.bytes(super::addresses::history(site, id).as_str().as_bytes());
    hasher.hash()
}

/// The hash of what was known beforehand, and of what was asked with the answers to it.
pub(super) fn with_answers(site: &Site, id: PageId, known: Hash, asked: &LinkQueries) -> Option<Hash> {
    let mut hasher = InputHasher::default();
    hasher.bytes(known.as_bytes());
    asked.answered(site, id, &mut hasher.0)?;
    Some(hasher.hash())
}

/// Its id, its path, and the files that it shows.
type OldText<'a> = (TextId, &'a RepoPath, &'a [Embedded]);

impl InputHasher {
    /// A text, where it stood, and how the files are published that it shows.
    fn text(&mut self, site: &Site, id: PageId, (text, path, shown): OldText<'_>) -> Option<()> {
        self.bytes(text.0.as_bytes());
        self.bytes(file_then(site, id, path).as_str().as_bytes());
        shown.iter().try_for_each(|embedded| {
            self.published(site, embedded, site.older.published(&embedded.file, shown))
        })
    }

    /// How a file is published that a text shows.
    fn published(
        &mut self,
        site: &Site,
        embedded: &Embedded,
        published: Option<FilePublication<'_>>,
    ) -> Option<()> {
        match published {
            // Its number means nothing in another compile.
            Some(FilePublication::Today(asset)) => self.debug(&shown_of(site.content.asset(asset))),
            published => self.debug(&(&embedded.file, published)),
        }
    }
}
