//! The redlines of a page's revisions, with links that lead to where what they meant stands now.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::Site;
use super::body::shown_file;
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown::{self, ReferenceKind, Shown};
use crate::model::{AssetId, Media, PageId, RepoPath, Revision, TextId};
use crate::parse;
use crate::path::{Address, FilePath, decode, encode};
use crate::redline::{self, Field, Unchanged};
use crate::theme::view::{RevisionView, SizeView};
use crate::world::Versions;

/// The page's own title and the revision's stand above the headings of a text.
const DEEPER: u8 = 2;

/// How much of a change is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// The text, with what did not change in it shown as it says.
    Text(Unchanged),
    /// No more than what happened, in words.
    Words {
        /// Address that has a browser compare the two texts; empty where it cannot.
        compare: String,
    },
}

/// What a text consists of.
pub(super) struct Parts {
    /// The data at its head: names with their values.
    pub(super) fields: Vec<(String, Vec<String>)>,
    /// Its blocks as HTML.
    pub(super) blocks: Vec<String>,
}

/// A text of a page.
#[derive(Clone, Copy)]
pub(super) enum Side<'a> {
    /// The one in the working tree.
    Working,
    /// That of a revision.
    Revision(&'a Revision),
}

/// Draws redlines for the history of one page.
pub(super) struct Redlines<'a> {
    site: &'a Site,
    page: PageId,
    here: Address,
    texts: Option<&'a dyn Versions>,
    /// Texts that were read, or could not be.
    read: RefCell<HashMap<TextId, Option<Arc<str>>>>,
}

impl<'a> Redlines<'a> {
    pub(super) fn of(site: &'a Site, page: PageId) -> Redlines<'a> {
        Redlines {
            site,
            page,
            here: super::history::address(site, page),
            texts: site.texts.as_deref(),
            read: RefCell::default(),
        }
    }

    /// Fills in what a revision changed against an older one: always in words, the text itself as far as there is room.
    pub(super) fn draw(&self, old: &Revision, new: Side<'_>, extent: Extent, shown: &mut RevisionView) {
        let (Some(before), Some(after)) = (self.text(old.text), self.new_text(new)) else {
            "The text cannot be read from the repository".clone_into(&mut shown.changed);
            return;
        };
        let (before, after) = (parse::as_read(&before), parse::as_read(&after));
        let (old_fields, new_fields) = (fields(&before), fields(&after));
        let redline = redline::between(
            redline::Text { fields: &old_fields, body: before.body },
            redline::Text { fields: &new_fields, body: after.body },
            &self.site.config.markdown,
        );
        let size = redline.size();
        shown.size = size_view(size.words_in, size.words_out);
        shown.changed = capital(&redline.summary());
        if redline.is_empty() {
            return;
        }
        let unchanged = match extent {
            Extent::Text(unchanged) => unchanged,
            Extent::Words { compare } => return shown.compare = compare,
        };
        let links = OldLinks {
            site: self.site,
            page: self.page,
            here: &self.here,
            old: self.file(Some(&old.path)),
            new: self.file(match new {
                Side::Working => None,
                Side::Revision(revision) => Some(&revision.path),
            }),
        };
        let page = redline::Page { links: &links, deeper: DEEPER, unchanged };
        redline.html(&page, &mut shown.redline);
    }

    /// What could not be read, where something could not. A page with findings is made anew each time.
    pub(super) fn findings(&self) -> Vec<Finding> {
        if self.read.borrow().values().all(Option::is_some) {
            return Vec::new();
        }
        let page = &self.site.content.page(self.page).file;
        let message = "earlier texts of this page cannot be read from the repository";
        let finding = Finding::new(Code::UnreadableHistory, Place::file(page), message);
        vec![finding.hint("`git fsck` says what is wrong; a partial clone fetches what it lacks with `git fetch --refetch --no-filter`")]
    }

    /// A text as a browser compares it.
    pub(super) fn text_of(&self, side: Side<'_>) -> Option<Parts> {
        let text = self.new_text(side)?;
        let read = parse::as_read(&text);
        let file = self.file(match side {
            Side::Working => None,
            Side::Revision(revision) => Some(&revision.path),
        });
        let links =
            OldLinks { site: self.site, page: self.page, here: &self.here, old: file.clone(), new: file };
        let page = redline::Page { links: &links, deeper: DEEPER, unchanged: Unchanged::Shown };
        let html = |block| {
            let mut html = String::new();
            redline::block_html(&block, &page, &mut html);
            html
        };
        let document = markdown::parse(read.body, &self.site.config.markdown);
        let blocks = document.blocks().into_iter().map(html).collect();
        Some(Parts { fields: read.fields, blocks })
    }

    fn new_text(&self, side: Side<'_>) -> Option<Arc<str>> {
        match side {
            Side::Working => {
                self.site.content.page(self.page).source.as_ref().map(|source| source.text.clone())
            }
            Side::Revision(revision) => self.text(revision.text),
        }
    }

    /// The text of a revision. Each is compared twice, with the one before and the one after.
    fn text(&self, id: TextId) -> Option<Arc<str>> {
        if let Some(known) = self.read.borrow().get(&id) {
            return known.clone();
        }
        let read = self.texts?.blob(id).ok().map(|bytes| String::from_utf8_lossy(&bytes).into());
        self.read.borrow_mut().insert(id, read.clone());
        read
    }

    /// Where a text stood then, as a file of the site; that of the page now where it stood outside.
    fn file(&self, then: Option<&RepoPath>) -> FilePath {
        let file = then.and_then(|path| self.texts?.site_file(path));
        file.unwrap_or_else(|| self.site.content.page(self.page).file.clone())
    }
}

fn fields(text: &parse::AsRead<'_>) -> Vec<Field> {
    text.fields.iter().map(|(name, values)| Field { name: name.clone(), values: values.clone() }).collect()
}

/// Words that fill each step of the bar.
const STEPS: [u32; 4] = [10, 40, 150, 500];

fn size_view(words_in: u32, words_out: u32) -> SizeView {
    let words = words_in + words_out;
    let above = STEPS.iter().filter(|least| words > **least).count();
    SizeView { words_in, words_out, step: if words == 0 { 0 } else { above + 1 } }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Where files of the site, as it is and as it was, are found now.
#[derive(Debug, Default)]
pub(super) struct Places {
    pages: HashMap<FilePath, PageId>,
    assets: HashMap<FilePath, AssetId>,
    names: HashMap<String, PageId>,
    hash: Option<blake3::Hash>,
}

impl Places {
    pub(super) fn of(site: &Site) -> Places {
        let mut places = Places::default();
        let content = &site.content;
        for id in content.ids() {
            let page = content.page(id);
            places.pages.insert(page.file.clone(), id);
            places.names.entry(page.title.to_lowercase()).or_insert(id);
        }
        for (document, id) in &content.documents {
            places.names.insert(document.to_lowercase(), *id);
        }
        // A page that stands there now is meant rather than one that stood there before.
        for id in content.ids() {
            for file in site.past.former(id) {
                places.pages.entry(file.clone()).or_insert(id);
            }
        }
        let assets = content.assets.iter().zip(0_u32..);
        places.assets.extend(assets.map(|(asset, nth)| (asset.file.clone(), AssetId(nth))));
        places.hash = Some(places.hashed(site));
        places
    }

    /// The same where everything is found at the same addresses.
    pub(super) fn hash(&self) -> blake3::Hash {
        self.hash.unwrap_or_else(|| blake3::hash(&[]))
    }

    fn hashed(&self, site: &Site) -> blake3::Hash {
        let address = |page: &PageId| site.content.page(*page).address.as_str();
        let pages = self.pages.iter().map(|(file, page)| (file.as_str(), address(page), ""));
        let names = self
            .names
            .iter()
            .map(|(name, page)| (name.as_str(), address(page), &*site.content.page(*page).title));
        let assets = self
            .assets
            .iter()
            .map(|(file, id)| (file.as_str(), site.content.asset(*id).address.as_str(), "asset"));
        let mut all: Vec<(&str, &str, &str)> = pages.chain(names).chain(assets).collect();
        all.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for line in all {
            hasher.update(format!("{line:?}").as_bytes());
        }
        hasher.finalize()
    }

    fn page(&self, file: &FilePath) -> Option<PageId> {
        let index = || file.join("index.md").and_then(|index| self.pages.get(&index));
        let with_ending = || FilePath::new(&format!("{file}.md"));
        self.pages
            .get(file)
            .or_else(|| with_ending().and_then(|file| self.pages.get(&file)))
            .or_else(index)
            .copied()
    }
}

/// What addresses in texts of a page lead to now, from its history page.
struct OldLinks<'a> {
    site: &'a Site,
    page: PageId,
    here: &'a Address,
    old: FilePath,
    new: FilePath,
}

impl redline::Links for OldLinks<'_> {
    fn shown<'l>(&'l self, side: redline::Side, kind: ReferenceKind, written: &'l str) -> Shown<'l> {
        if kind == ReferenceKind::Wiki {
            let (name, anchor) = written.split_once('#').unwrap_or((written, ""));
            return self.named(name.trim(), anchor);
        }
        if leads_elsewhere(written) {
            return Shown::AsWritten;
        }
        let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() {
            return self.link(self.page, anchor, None);
        }
        let from = match side {
            redline::Side::Old => &self.old,
            redline::Side::New => &self.new,
        };
        let path = decode(path);
        let file = match path.strip_prefix('/') {
            Some(rooted) => self.site.content_folder.join(rooted),
            None => from.parent().join(&path),
        };
        let Some(file) = file else { return Shown::Dead };
        let places = self.site.places();
        match (places.page(&file), places.assets.get(&file)) {
            (Some(page), _) => self.link(page, anchor, None),
            (None, Some(asset)) => self.asset(*asset, kind),
            (None, None) => Shown::Dead,
        }
    }
}

impl OldLinks<'_> {
    fn named(&self, name: &str, anchor: &str) -> Shown<'_> {
        match self.site.places().names.get(&name.to_lowercase()) {
            Some(page) => {
                self.link(*page, anchor, Some(Cow::Borrowed(&*self.site.content.page(*page).title)))
            }
            None => Shown::Dead,
        }
    }

    fn link<'l>(&'l self, page: PageId, anchor: &str, words: Option<Cow<'l, str>>) -> Shown<'l> {
        let mut href = self.site.content.page(page).address.relative_to(self.here);
        if !anchor.is_empty() {
            href.push('#');
            href.push_str(&encode(&decode(anchor)));
        }
        Shown::Link { href: href.into(), words }
    }

    fn asset(&self, id: AssetId, kind: ReferenceKind) -> Shown<'_> {
        let asset = self.site.content.asset(id);
        let size = match &asset.media {
            Media::Picture(size) => *size,
            Media::Video { .. } | Media::Other => None,
        };
        shown_file(asset.address.relative_to(self.here).into(), kind, size)
    }
}

/// Whether an address leads out of the site: it has a scheme, or names a host.
fn leads_elsewhere(written: &str) -> bool {
    let scheme = written.split(['/', '?', '#']).next().unwrap_or_default();
    written.starts_with("//") || scheme.contains(':')
}
