//! What the rendering of a page looks at, as one hash: where it is the same, so are the bytes.

use std::io::Write as _;

use blake3::Hash;
use serde::Serialize;

use super::Site;
use super::asked::LinkQueries;
use super::body::References;
use super::generated::PageDrawing;
use super::governed::IssuePage;
use super::older::FilePublication;
use super::redlines::{file_then, shown_of};
use super::render::PageParts;
use crate::markdown::Resolve as _;
use crate::model::{Embedded, PageId, RepoPath, TextId};
use crate::theme::Value;
use crate::theme::view::{HistoryView, NavigationView, PageView};

/// The hash of what all pages share: the program, the theme, the site's facts, how Markdown is read.
pub(super) fn site(site: &Site, program: Hash) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(program.as_bytes());
    looked_at.bytes(&site.theme.stamp().to_le_bytes());
    looked_at.debug(&site.config.markdown)?;
    looked_at.view(&site.view)?;
    Some(looked_at.hash())
}

/// The hash of a navigation.
pub(super) fn navigation(view: &NavigationView) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.view(view)?;
    Some(looked_at.hash())
}

/// The hash of everything that one page is made of.
pub(super) fn page(site: &Site, id: PageId, shared: Hash, parts: &PageParts<'_>) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    if let Some(sidebar) = parts.sidebar {
        looked_at.bytes(sidebar.input_hash?.as_bytes());
    }
    looked_at.bytes(parts.template.as_bytes());
    looked_at.view(&parts.view)?;
    looked_at.values(&parts.extra)?;
    if let Some(references) = References::of(site, id) {
        looked_at.bytes(references.markdown.as_bytes());
        for nth in 0..references.count() {
            looked_at.debug(&references.resolve(nth))?;
        }
    }
    Some(looked_at.hash())
}

/// The hash of everything that a page is made of which nobody wrote; its links begin with `root`.
pub(super) fn drawing(shared: Hash, root: &str, drawing: &PageDrawing) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    looked_at.bytes(root.as_bytes());
    looked_at.bytes(drawing.template.as_bytes());
    looked_at.view(&drawing.page)?;
    looked_at.values(&drawing.extra)?;
    Some(looked_at.hash())
}

/// The hash of what the redlines and texts of a page's past are drawn from: the texts, and how they are read. What else
/// they look at is known once they are drawn (`asked`).
pub(super) fn past(site: &Site, id: PageId, program: Hash) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(program.as_bytes());
    looked_at.debug(&(&site.config.markdown, &site.content_folder, &site.config.base_url))?;
    let past = site.past.of(id)?;
    looked_at.debug(&(&site.content.page(id).file, past.completeness, past.revisions.len()))?;
    for revision in &past.revisions {
        looked_at.bytes(revision.commit.id.0.as_bytes());
        looked_at.bytes(&revision.commit.parents.len().to_le_bytes());
        looked_at.text(site, id, (revision.text, &revision.path, &revision.embedded))?;
        match &revision.before {
            Some(before) => looked_at.text(site, id, (before.text, &before.path, &before.embedded))?,
            None => looked_at.bytes(&[]),
        }
    }
    if site.past.is_uncommitted(id) {
        looked_at.bytes(site.content.page(id).source.as_ref()?.text.as_bytes());
    }
    Some(looked_at.hash())
}

/// The hash of what the history of a page is made of but for what it asks; see [`past`].
pub(super) fn history(shared: Hash, past: Hash, (page, history): (&PageView, &HistoryView)) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    looked_at.bytes(past.as_bytes());
    looked_at.view(page)?;
    looked_at.view(history)?;
    Some(looked_at.hash())
}

/// The hash of what the page of an approved text is made of, but for what it asks.
pub(super) fn issue(site: &Site, shared: Hash, of: &IssuePage<'_>) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    looked_at.view(&of.view)?;
    looked_at.view(&of.issue)?;
    let state = of.text?.state;
    let facts = state.facts.as_deref();
    looked_at.debug(&(
        of.here.as_str(),
        &state.file,
        &site.content_folder,
        facts.map(|facts| &facts.title),
    ))?;
    looked_at.bytes(state.exact.text.0.as_bytes());
    for embedded in state.exact.embedded() {
        looked_at.bytes(embedded.id.0.as_bytes());
        looked_at.published(site, embedded, site.older.exactly(embedded))?;
    }
    Some(looked_at.hash())
}

/// Under which is kept what the history of a page asks; its texts ask less.
pub(super) fn key_of_history(past: Hash) -> Hash {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(b"history");
    looked_at.bytes(past.as_bytes());
    looked_at.hash()
}

/// The hash of what the texts of a page's revisions are made of, as a browser compares them, but for what they ask.
pub(super) fn texts(site: &Site, id: PageId, past: Hash) -> Hash {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(past.as_bytes());
    looked_at.bytes(super::history::address(site, id).as_str().as_bytes());
    looked_at.hash()
}

/// The hash of what was known beforehand, and of what was asked with the answers to it.
pub(super) fn with_answers(site: &Site, id: PageId, known: Hash, asked: &LinkQueries) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(known.as_bytes());
    asked.answered(site, id, &mut looked_at.0)?;
    Some(looked_at.hash())
}

/// Its id, its path, and the files that it shows.
type OldText<'a> = (TextId, &'a RepoPath, &'a [Embedded]);

/// What was looked at, one after the other. Hashed at once: a hash of many small pieces takes several times as long.
#[derive(Default)]
struct LookedAt(Vec<u8>);

impl LookedAt {
    /// Set apart by their lengths, so that no two sequences of them hash alike.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&bytes.len().to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    /// As JSON, which delimits itself. `None` for what cannot be JSON, which then is made anew each time.
    fn view(&mut self, view: &impl Serialize) -> Option<()> {
        serde_json::to_writer(&mut self.0, view).ok()
    }

    /// What a template takes by name.
    fn values(&mut self, values: &[(&str, Value)]) -> Option<()> {
        // Maps of templates have no order; those of JSON values are sorted.
        self.view(&serde_json::to_value(values).ok()?)
    }

    /// As its `Debug` says, which ends with the end of a line.
    fn debug(&mut self, value: &impl std::fmt::Debug) -> Option<()> {
        writeln!(self.0, "{value:?}").ok()
    }

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

    fn hash(&self) -> Hash {
        blake3::hash(&self.0)
    }
}
