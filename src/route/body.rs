//! The text of a page as HTML, with every reference resolved.

use std::borrow::Cow;
use std::collections::HashMap;

use super::old_links::{Covers, LinksOfOld, OldPlace};
use super::shown::shown_file;
use super::site::Site;
use crate::markdown::{self, Opening, Reference, ReferenceKind, ReferenceMarkup, Resolve};
use crate::model::{AssetId, Media, Page, PageId, Target, is_media};
use crate::path::encode;
use crate::words::Words;

/// The HTML of a page's text; empty for the page of a folder that nobody wrote one for.
/// `blocks` are its data blocks as they are drawn, by where they begin.
pub(super) fn html(site: &Site, id: PageId, blocks: &HashMap<usize, String>) -> String {
    let Some(references) = References::for_page(site, id) else { return String::new() };
    let references = References { blocks: Some(blocks), ..references };
    let mut html = String::with_capacity(references.markdown.len() * 2);
    let document = markdown::parse(references.markdown, &site.config.markdown);
    document.html(opening(references.page), &references, &mut html);
    html
}

/// A heading that opens the text and says the title again is left to the theme.
pub(super) fn opening(page: &Page) -> Opening {
    match page.outline() {
        Some(outline) if outline.opens_with_title => match outline.headings.first() {
            Some(heading) if *heading.text == *page.title => Opening::LeftOut,
            _ => Opening::Shown,
        },
        _ => Opening::Shown,
    }
}

/// A page's text with what its references lead to.
pub(super) struct References<'a> {
    pub(super) markdown: &'a str,
    site: &'a Site,
    id: PageId,
    page: &'a Page,
    targets: &'a [Target],
    written: &'a [Reference],
    /// Its data blocks as they are drawn, where they are.
    blocks: Option<&'a HashMap<usize, String>>,
    /// Where the references of an older text lead.
    older: Option<(LinksOfOld<'a>, OldPlace<'a>)>,
}

impl<'a> References<'a> {
    pub(super) fn for_page(site: &'a Site, id: PageId) -> Option<References<'a>> {
        let page = site.content.page(id);
        let source = page.source.as_ref()?;
        let (targets, written) = (&*site.content.targets[id.index()], &*source.outline.references);
        let older = page.stood.as_deref().map(|stood| {
            let place = OldPlace { file: stood.file.clone(), shown: &stood.shown, covers: Covers::All };
            (LinksOfOld::new(site, id, page.address.clone()), place)
        });
        Some(References {
            markdown: source.markdown(),
            site,
            id,
            page,
            targets,
            written,
            blocks: None,
            older,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.written.len()
    }
}

impl Resolve for References<'_> {
    fn words(&self) -> &Words {
        &self.site.config.words
    }

    fn block(&self, start: usize) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.blocks?.get(&start)?))
    }

    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        let (Some(target), Some(written)) = (self.targets.get(nth), self.written.get(nth)) else {
            return ReferenceMarkup::AsWritten;
        };
        if let Some((links, place)) = &self.older {
            return links.shown(place, written.kind, &written.target);
        }
        match target {
            Target::Page(page, anchor) => self.page(*page, anchor.as_deref(), written.kind),
            Target::Asset(asset, fragment) => self.asset(*asset, fragment.as_deref(), written.kind),
            Target::File(address, rest) => {
                let href = format!("{}{rest}", address.relative_to(&self.page.address));
                shown_file(href.into(), written.kind, None)
            }
            Target::Elsewhere => ReferenceMarkup::AsWritten,
            Target::Unapproved => ReferenceMarkup::Unapproved,
            Target::Nothing => ReferenceMarkup::Dead,
        }
    }
}

impl References<'_> {
    fn page(&self, id: PageId, anchor: Option<&str>, kind: ReferenceKind) -> ReferenceMarkup<'_> {
        let to = self.site.content.page(id);
        let mut href = String::new();
        if to.address != self.page.address || anchor.is_none() {
            to.address.write_relative(&self.page.address, &mut href);
        }
        if let Some(anchor) = anchor {
            href.push('#');
            href.push_str(&encode(anchor));
        }
        let words = (kind == ReferenceKind::Wiki).then(|| self.site.words_for(self.id, (id, anchor)));
        let words = words.flatten();
        let words = words.map(Cow::Borrowed);
        ReferenceMarkup::Link { href: href.into(), words }
    }

    fn asset(&self, id: AssetId, fragment: Option<&str>, kind: ReferenceKind) -> ReferenceMarkup<'_> {
        let mut src = self.href(id);
        if let Some(fragment) = fragment {
            src.push('#');
            src.push_str(&encode(fragment));
        }
        match &self.site.content.asset(id).media {
            _ if kind == ReferenceKind::Picture && !is_media(&self.site.content.asset(id).file) => {
                ReferenceMarkup::Link { href: src.into(), words: None }
            }
            Media::Picture(size) => shown_file(src.into(), kind, *size),
            Media::Video { captions, poster } if kind == ReferenceKind::Picture => ReferenceMarkup::Video {
                src: src.into(),
                captions: captions.map(|captions| self.href(captions).into()),
                poster: poster.map(|poster| self.href(poster).into()),
            },
            Media::Video { .. } | Media::Table(_) | Media::Other => shown_file(src.into(), kind, None),
        }
    }

    fn href(&self, asset: AssetId) -> String {
        self.site.content.asset(asset).address.relative_to(&self.page.address)
    }
}
