//! What the rendering of a page looks at, as one hash: where it is the same, so are the bytes.

use std::io::Write as _;

use blake3::Hash;
use serde::Serialize;

use super::Site;
use super::body::References;
use super::render::PageParts;
use crate::markdown::Resolve as _;
use crate::model::{Embedded, PageId};
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
        looked_at.bytes(sidebar.made_of?.as_bytes());
    }
    looked_at.bytes(parts.template.as_bytes());
    looked_at.view(&parts.view)?;
    let extra: Vec<(&str, &Value)> = parts.extra.iter().map(|(name, value)| (*name, value)).collect();
    // Maps of templates have no order; those of JSON values are sorted.
    looked_at.view(&serde_json::to_value(&extra).ok()?)?;
    if let Some(references) = References::of(site, id) {
        looked_at.bytes(references.markdown.as_bytes());
        for nth in 0..references.count() {
            looked_at.debug(&references.resolve(nth))?;
        }
    }
    Some(looked_at.hash())
}

/// The hash of everything that the history of a page is made of: redlines depend on the texts that they compare and
/// on where pages and files are found now.
pub(super) fn history(
    site: &Site,
    id: PageId,
    shared: Hash,
    (page, history): (&PageView, &HistoryView),
) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    looked_at.places(site);
    looked_at.view(page)?;
    looked_at.view(history)?;
    for revision in &site.past.of(id)?.revisions {
        looked_at.bytes(revision.text.0.as_bytes());
        looked_at.bytes(revision.path.as_bytes());
        looked_at.shown(site, &revision.embedded)?;
        if let Some(before) = &revision.before {
            looked_at.bytes(before.text.0.as_bytes());
            looked_at.bytes(before.path.as_bytes());
            looked_at.shown(site, &before.embedded)?;
        } else {
            looked_at.bytes(&[]);
        }
    }
    if site.past.is_uncommitted(id) {
        looked_at.bytes(site.content.page(id).source.as_ref()?.text.as_bytes());
    }
    Some(looked_at.hash())
}

/// The hash of everything that the texts of a page's revisions are made of, as a browser compares them.
pub(super) fn texts(site: &Site, id: PageId, shared: Hash) -> Option<Hash> {
    let mut looked_at = LookedAt::default();
    looked_at.bytes(shared.as_bytes());
    looked_at.places(site);
    looked_at.bytes(super::history::address(site, id).as_str().as_bytes());
    for revision in &site.past.of(id)?.revisions {
        looked_at.bytes(revision.text.0.as_bytes());
        looked_at.bytes(revision.commit.id.0.as_bytes());
        looked_at.bytes(revision.path.as_bytes());
        looked_at.shown(site, &revision.embedded)?;
    }
    if site.past.is_uncommitted(id) {
        looked_at.bytes(site.content.page(id).source.as_ref()?.text.as_bytes());
    }
    Some(looked_at.hash())
}

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

    /// As its `Debug` says, which ends with the end of a line.
    fn debug(&mut self, value: &impl std::fmt::Debug) -> Option<()> {
        writeln!(self.0, "{value:?}").ok()
    }

    /// What references in older texts lead to.
    fn places(&mut self, site: &Site) {
        self.bytes(site.places().hash().as_bytes());
        self.bytes(site.older.hash(&site.content).as_bytes());
    }

    /// How the files are published that a text shows.
    fn shown(&mut self, site: &Site, shown: &[Embedded]) -> Option<()> {
        shown.iter().try_for_each(|embedded| self.debug(&site.older.published(&embedded.file, shown)))
    }

    fn hash(&self) -> Hash {
        blake3::hash(&self.0)
    }
}
