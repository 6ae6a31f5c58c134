//! Where references in older texts lead now: to where the pages they meant stand, and to the files that the texts showed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use super::asked::LinkQueries;
use super::older::FilePublication;
use super::shown::{shown_file, shown_of};
use super::site::Site;
use crate::history::ReferenceFolders;
use crate::link::{self, OldLinkTarget, OldText};
use crate::markdown::{ReferenceKind, ReferenceMarkup};
use crate::model::{Embedded, PageId, PlayedWith, RepoPath};
use crate::path::{Address, FilePath, WrittenTarget, decode, encode, local_file};
use crate::redline;

/// A text as it stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct OldPlace<'a> {
    /// Its file then, from the site's root.
    pub(super) file: FilePath,
    /// The files that it shows, as far as is known.
    pub(super) shown: &'a [Embedded],
    pub(super) covers: Covers,
}

/// How much is known of the files that a text shows or links.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Covers {
    /// All of them, as they were approved with it: it shows no others.
    All,
    /// The pictures, as a commit had them. Whatever else it links is what stands there now.
    Pictures,
}

/// What addresses in texts of a page lead to now, from its history page.
pub(super) struct OldLinks<'a> {
    pub(super) links: &'a LinksOfOld<'a>,
    pub(super) old: OldPlace<'a>,
    pub(super) new: OldPlace<'a>,
}

impl redline::Links for OldLinks<'_> {
    fn shown<'l>(
        &'l self,
        side: redline::TextSide,
        kind: ReferenceKind,
        written: &'l str,
    ) -> ReferenceMarkup<'l> {
        let stood = match side {
            redline::TextSide::Old => &self.old,
            redline::TextSide::New => &self.new,
        };
        self.links.shown(stood, kind, written)
    }
}

/// Where references in texts of one page lead, and what was asked of that.
pub(super) struct LinksOfOld<'a> {
    pub(super) site: &'a Site,
    pub(super) page: PageId,
    here: Address,
    folders: ReferenceFolders,
    /// Pictures that were measured.
    sizes: RefCell<HashMap<Embedded, Option<(u32, u32)>>>,
    asked: RefCell<LinkQueries>,
}

impl<'a> LinksOfOld<'a> {
    /// References in texts of a page, as seen from an address.
    pub(super) fn new(site: &'a Site, page: PageId, here: Address) -> LinksOfOld<'a> {
        let folders = ReferenceFolders::of(&site.content_folder, &site.config);
        LinksOfOld { site, page, here, folders, sizes: RefCell::default(), asked: RefCell::default() }
    }

    /// What was asked.
    pub(super) fn asked(self) -> LinkQueries {
        self.asked.into_inner()
    }

    /// What a reference in a text that stood somewhere is shown as.
    pub(super) fn shown<'l>(
        &'l self,
        stood: &OldPlace<'_>,
        kind: ReferenceKind,
        written: &str,
    ) -> ReferenceMarkup<'l> {
        let LinksOfOld { site, page, here, asked, .. } = self;
        asked.borrow_mut().ask(&stood.file, kind, written);
        if let Some(covered) = self.covered(stood, kind, written) {
            return covered;
        }
        match site.places().lead(OldText { page: *page, file: &stood.file }, kind, written) {
            OldLinkTarget::Page(page, anchor) => {
                let anchor = anchor.as_deref();
                let words = (kind == ReferenceKind::Wiki).then(|| site.words_for(self.page, (page, anchor)));
                self.link(page, anchor, words.flatten())
            }
            OldLinkTarget::File(..) | OldLinkTarget::Static(..) if stood.covers == Covers::All => {
                ReferenceMarkup::Dead
            }
            OldLinkTarget::File(file, fragment) => self.file(&file, fragment.as_deref(), kind, stood.shown),
            OldLinkTarget::Static(address, rest) => {
                shown_file(format!("{}{rest}", address.relative_to(here)).into(), kind, None)
            }
            OldLinkTarget::Elsewhere => ReferenceMarkup::AsWritten,
            OldLinkTarget::Nothing => ReferenceMarkup::Dead,
        }
    }
}

impl LinksOfOld<'_> {
    pub(super) fn stood_at<'s>(&self, path: &RepoPath, shown: &'s [Embedded]) -> OldPlace<'s> {
        OldPlace { file: file_then(self.site, self.page, path), shown, covers: Covers::Pictures }
    }

    fn link<'l>(&'l self, page: PageId, anchor: Option<&str>, words: Option<&'l str>) -> ReferenceMarkup<'l> {
        let href = self.site.content.page(page).address.relative_to(&self.here);
        ReferenceMarkup::Link { href: with_fragment(href, anchor).into(), words: words.map(Cow::Borrowed) }
    }

    /// A file that was approved with a text, whatever stands there by now.
    fn covered(
        &self,
        stood: &OldPlace<'_>,
        kind: ReferenceKind,
        written: &str,
    ) -> Option<ReferenceMarkup<'_>> {
        if stood.covers != Covers::All {
            return None;
        }
        let files = self.folders.named_by(kind, written, &stood.file);
        let mut covered =
            files.iter().filter_map(|file| stood.shown.iter().find(|shown| shown.file == *file));
        let published = covered.find_map(|shown| self.site.older.exactly(shown))?;
        let fragment =
            WrittenTarget::new(written.trim()).fragment.map(|fragment| decode(fragment).into_owned());
        let film = self.film(published, kind, &|file| {
            self.site.older.exactly(stood.shown.iter().find(|shown| shown.file == *file)?)
        });
        Some(film.unwrap_or_else(|| self.published(published, fragment.as_deref(), kind)))
    }

    fn file(
        &self,
        file: &FilePath,
        fragment: Option<&str>,
        kind: ReferenceKind,
        shown: &[Embedded],
    ) -> ReferenceMarkup<'_> {
        let Some(published) = self.site.older.published(file, shown) else { return ReferenceMarkup::Dead };
        let played = self.film(published, kind, &|with| self.site.older.published(with, shown));
        played.unwrap_or_else(|| self.published(published, fragment, kind))
    }

    /// A film with the captions and the picture that were shown with it; `None` for what is none.
    fn film<'s>(
        &'s self,
        published: FilePublication<'s>,
        kind: ReferenceKind,
        shown: &dyn Fn(&FilePath) -> Option<FilePublication<'s>>,
    ) -> Option<ReferenceMarkup<'s>> {
        let (file, address) = self.file_of(published);
        let with = PlayedWith::of(file).filter(|_| kind == ReferenceKind::Picture)?;
        let href = |address: &Address| Cow::Owned(address.relative_to(&self.here));
        let beside = |file: &FilePath| Some(href(self.file_of(shown(file)?).1));
        Some(ReferenceMarkup::Video {
            src: href(address),
            captions: beside(&with.captions),
            poster: with.posters.iter().find_map(beside),
        })
    }

    /// The file that is published, and where.
    fn file_of<'s>(&'s self, published: FilePublication<'s>) -> (&'s FilePath, &'s Address) {
        match published {
            FilePublication::Then(embedded, address) => (&embedded.file, address),
            FilePublication::Today(id) => {
                let asset = self.site.content.asset(id);
                (&asset.file, &asset.address)
            }
        }
    }

    fn published(
        &self,
        published: FilePublication<'_>,
        fragment: Option<&str>,
        kind: ReferenceKind,
    ) -> ReferenceMarkup<'_> {
        let (address, size) = match published {
            FilePublication::Then(embedded, address) => (address, self.size(embedded)),
            FilePublication::Today(id) => shown_of(self.site.content.asset(id)),
        };
        shown_file(with_fragment(address.relative_to(&self.here), fragment).into(), kind, size)
    }

    /// What names the bytes of a picture that a text shows; `None` where its commit does not have it.
    pub(super) fn bytes(&self, stood: &OldPlace<'_>, written: &str) -> Option<Box<str>> {
        let path = decode(WrittenTarget::new(written).path);
        let file = local_file(&self.site.content_folder, &stood.file, &path)?;
        let embedded = stood.shown.iter().find(|embedded| embedded.file == file)?;
        Some(embedded.id.to_string().into())
    }

    /// The size of a picture as it was.
    fn size(&self, embedded: &Embedded) -> Option<(u32, u32)> {
        if let Some(known) = self.sizes.borrow().get(embedded) {
            return *known;
        }
        let bytes = self.site.texts.as_ref().and_then(|texts| texts.file_bytes(embedded.id).ok());
        if bytes.is_none() {
            self.asked.borrow_mut().lack_picture();
        }
        let size = bytes.and_then(|bytes| link::picture_size(&embedded.file, &bytes));
        self.sizes.borrow_mut().insert(embedded.clone(), size);
        size
    }
}

/// Where a text stood then, as a file of the site; that of the page now where it stood outside.
pub(super) fn file_then(site: &Site, page: PageId, then: &RepoPath) -> FilePath {
    let file = site.texts.as_ref().and_then(|texts| texts.site_file(then));
    file.unwrap_or_else(|| site.content.page(page).file.clone())
}

fn with_fragment(mut address: String, fragment: Option<&str>) -> String {
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(&encode(fragment));
    }
    address
}
