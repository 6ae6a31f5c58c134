//! The redlines of a page's revisions, with links that lead to where what they meant stands now.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::Site;
use super::body::shown_file;
use super::older::Published;
use crate::diagnostic::{Code, Finding, Place};
use crate::link::{self, Led, OldText};
use crate::markdown::{self, ReferenceKind, Shown};
use crate::model::{Embedded, Media, PageId, Revision, TextId};
use crate::parse;
use crate::path::{Address, FilePath, encode};
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
    /// Pictures that were measured.
    sizes: RefCell<HashMap<Embedded, Option<(u32, u32)>>>,
}

impl<'a> Redlines<'a> {
    pub(super) fn of(site: &'a Site, page: PageId) -> Redlines<'a> {
        Redlines {
            site,
            page,
            here: super::history::address(site, page),
            texts: site.texts.as_deref(),
            read: RefCell::default(),
            sizes: RefCell::default(),
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
        let (stood, stands) = (self.stood(Side::Revision(old)), self.stood(new));
        let redline = redline::between_shown(
            (redline::Text { fields: &old_fields, body: before.body }, &|written| {
                self.bytes(&stood, written)
            }),
            (redline::Text { fields: &new_fields, body: after.body }, &|written| {
                self.bytes(&stands, written)
            }),
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
        let links = OldLinks { redlines: self, old: stood, new: stands };
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
        let stood = self.stood(side);
        let links = OldLinks { redlines: self, old: stood.clone(), new: stood };
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

    /// Where a text stood, as a file of the site; that of the page now where it stood outside. The working text shows
    /// what the working tree has.
    fn stood<'s>(&self, side: Side<'s>) -> Stood<'s> {
        let now = || self.site.content.page(self.page).file.clone();
        match side {
            Side::Working => Stood { file: now(), shown: &[] },
            Side::Revision(revision) => {
                let file = self.texts.and_then(|texts| texts.site_file(&revision.path));
                Stood { file: file.unwrap_or_else(now), shown: &revision.embedded }
            }
        }
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

/// A text as it stood.
#[derive(Clone)]
struct Stood<'a> {
    file: FilePath,
    /// The files that it shows.
    shown: &'a [Embedded],
}

/// What addresses in texts of a page lead to now, from its history page.
struct OldLinks<'a> {
    redlines: &'a Redlines<'a>,
    old: Stood<'a>,
    new: Stood<'a>,
}

impl redline::Links for OldLinks<'_> {
    fn shown<'l>(&'l self, side: redline::Side, kind: ReferenceKind, written: &'l str) -> Shown<'l> {
        let stood = match side {
            redline::Side::Old => &self.old,
            redline::Side::New => &self.new,
        };
        let Redlines { site, page, here, .. } = self.redlines;
        match site.places().lead(OldText { page: *page, file: &stood.file }, kind, written) {
            Led::Page(page, anchor) => {
                let words = (kind == ReferenceKind::Wiki).then(|| &*site.content.page(page).title);
                self.redlines.link(page, anchor.as_deref(), words)
            }
            Led::File(file, fragment) => self.redlines.file(&file, fragment.as_deref(), kind, stood.shown),
            Led::Static(address, rest) => {
                shown_file(format!("{}{rest}", address.relative_to(here)).into(), kind, None)
            }
            Led::Elsewhere => Shown::AsWritten,
            Led::Nothing => Shown::Dead,
        }
    }
}

impl Redlines<'_> {
    fn link<'l>(&'l self, page: PageId, anchor: Option<&str>, words: Option<&'l str>) -> Shown<'l> {
        let href = self.site.content.page(page).address.relative_to(&self.here);
        Shown::Link { href: with_fragment(href, anchor).into(), words: words.map(Cow::Borrowed) }
    }

    fn file(
        &self,
        file: &FilePath,
        fragment: Option<&str>,
        kind: ReferenceKind,
        shown: &[Embedded],
    ) -> Shown<'_> {
        let (address, size) = match self.site.older.published(file, shown) {
            None => return Shown::Dead,
            Some(Published::Then(embedded, address)) => (address, self.size(embedded)),
            Some(Published::Today(id)) => {
                let asset = self.site.content.asset(id);
                let size = match &asset.media {
                    Media::Picture(size) => *size,
                    Media::Video { .. } | Media::Other => None,
                };
                (&asset.address, size)
            }
        };
        shown_file(with_fragment(address.relative_to(&self.here), fragment).into(), kind, size)
    }

    /// What names the bytes of a picture that a text shows; `None` where that is not known.
    fn bytes(&self, stood: &Stood<'_>, written: &str) -> Option<Box<str>> {
        let text = OldText { page: self.page, file: &stood.file };
        let Led::File(file, _) = self.site.places().lead(text, ReferenceKind::Picture, written) else {
            return None;
        };
        let then = stood.shown.iter().find(|embedded| embedded.file == file).map(|embedded| embedded.id);
        let id = then.or_else(|| self.site.past.told.at_head.get(&file).copied())?;
        Some(id.to_string().into())
    }

    /// The size of a picture as it was.
    fn size(&self, embedded: &Embedded) -> Option<(u32, u32)> {
        if let Some(known) = self.sizes.borrow().get(embedded) {
            return *known;
        }
        let bytes = self.texts.and_then(|texts| texts.blob(embedded.id).ok());
        let size = bytes.and_then(|bytes| link::picture_size(&embedded.file, &bytes));
        self.sizes.borrow_mut().insert(embedded.clone(), size);
        size
    }
}

fn with_fragment(mut address: String, fragment: Option<&str>) -> String {
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(&encode(fragment));
    }
    address
}
