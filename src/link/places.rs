//! What references in older texts lead to: from where the text stood then to where what it meant stands now.
//!
//! Yesterday's text is no mistake of today's: nothing here is a finding, and what has vanished is left as words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::elsewhere::{is_on_drive, own_address};
use super::here::{Here, content_path, on_the_site};
use super::known::{KnownNames, PathTarget};
use super::site_files::SiteFiles;
use crate::config::Elsewhere;
use crate::markdown::ReferenceKind;
use crate::model::{Content, PageId, Past, fold_name};
use crate::path::{
    Address, FilePath, WrittenTarget, decode, heading_slug, is_markdown, leads_elsewhere, local_file,
    strip_markdown_ending,
};
use crate::source::slice;

/// Where everything of a site is found now, under the names that it has and those that it had.
#[derive(Debug)]
pub struct HistoricalLinks {
    known: KnownNames,
    earlier: EarlierPlaces,
    /// The folder of pages, from the site's root.
    content: FilePath,
    base_url: Option<String>,
    elsewhere: Elsewhere,
}

/// An older text of a page.
#[derive(Clone, Copy, Debug)]
pub struct OldText<'t> {
    /// The page whose text it was.
    pub page: PageId,
    /// Where it stood then, from the site's root.
    pub file: &'t FilePath,
}

/// What a reference in an older text leads to now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OldLinkTarget {
    /// A page, wherever it is now, and the id of a place in it, decoded.
    Page(PageId, Option<Box<str>>),
    /// No page: a file of the site at this path then, and what follows `#`. Whether there is such a file is for
    /// whoever knows the commit to say.
    File(FilePath, Option<Box<str>>),
    /// A file that is published as it is, and what follows its path.
    Static(Address, Box<str>),
    /// Out of the site: it is as it is written.
    Elsewhere,
    /// Nothing that is there any more: its words stay, as plain text.
    Nothing,
}

/// Pages by what led to them before they were moved; of several the first in the order of pages is meant.
#[derive(Debug, Default)]
struct EarlierPlaces {
    files: HashMap<FilePath, PageId>,
    addresses: HashMap<Address, PageId>,
    /// By path without its ending and by file name, as wikilinks use them. `None` where several pages had the name.
    names: HashMap<String, Option<PageId>>,
}

impl HistoricalLinks {
    /// The places of a linked site. `published_as_is` are files by their addresses, `in_force` those of the pages whose
    /// text in force is shown.
    pub fn new(
        content: &Content,
        past: &Past,
        folder: &FilePath,
        (published_as_is, in_force): (&[FilePath], Arc<HashSet<FilePath>>),
        (base_url, elsewhere): (Option<&str>, &Elsewhere),
    ) -> HistoricalLinks {
        let published_as_is = published_as_is.into();
        let files = SiteFiles { content: folder.clone(), published_as_is, in_force, ..SiteFiles::default() };
        HistoricalLinks {
            known: KnownNames::new(&content.pages, &files),
            earlier: EarlierPlaces::collect(content, past, folder),
            content: folder.clone(),
            base_url: base_url.map(str::to_owned),
            elsewhere: elsewhere.clone(),
        }
    }

    /// What a reference leads to now that was written in a text of a page.
    pub fn lead(&self, text: OldText<'_>, kind: ReferenceKind, written: &str) -> OldLinkTarget {
        let target = written.trim();
        if kind == ReferenceKind::Wiki {
            return self.wiki(text, target);
        }
        if let Some(own) = self.base_url.as_deref().and_then(|base| own_address(base, target)) {
            return self.local(text, own);
        }
        if is_on_drive(target) {
            return OldLinkTarget::Nothing;
        }
        if leads_elsewhere(target) { OldLinkTarget::Elsewhere } else { self.local(text, target) }
    }

    fn local(&self, text: OldText<'_>, target: &str) -> OldLinkTarget {
        let written = WrittenTarget::new(target);
        let fragment = written.fragment.filter(|fragment| !fragment.is_empty());
        if written.path.is_empty() {
            let is_empty = written.fragment.is_none() && written.query.is_empty();
            return if is_empty {
                OldLinkTarget::Nothing
            } else {
                OldLinkTarget::Page(text.page, anchor(fragment))
            };
        }
        let slashes = written.path.replace('\\', "/");
        let decoded = decode(&slashes);
        let here = self.here(text.file);
        let path = here.as_ref().and_then(|here| content_path(here, &decoded));
        if let Some(page) = self.page(text, here.as_ref(), &decoded, path.as_ref()) {
            return OldLinkTarget::Page(page, anchor(fragment));
        }
        if let Some(path) = path.filter(|path| self.known.is_static(path.as_str())) {
            return OldLinkTarget::Static(
                Address::file(path.as_str()),
                slice(target, written.path.len()..).into(),
            );
        }
        if self.elsewhere.has(&decoded) {
            return OldLinkTarget::Elsewhere;
        }
        match local_file(&self.content, text.file, &decoded).filter(|file| !is_markdown(file.as_str())) {
            Some(file) => OldLinkTarget::File(file, anchor(fragment)),
            None => OldLinkTarget::Nothing,
        }
    }

    /// Where a text stood, if that was in the folder of pages.
    fn here(&self, file: &FilePath) -> Option<Here> {
        let path = file.within(&self.content)?;
        Some(Here::at(&path, Address::of_page(&path)))
    }

    /// What stands at a path now comes before what stood there once, and that before what merely resembles it.
    fn page(
        &self,
        text: OldText<'_>,
        here: Option<&Here>,
        written: &str,
        path: Option<&FilePath>,
    ) -> Option<PageId> {
        let page = |found| match found {
            PathTarget::Page(page) => Some(page),
            PathTarget::File(_) => None,
        };
        if let Some(readings) = here.and_then(|here| self.known.two_readings(text.page, here, written)) {
            return Some(readings.by_address);
        }
        if let Some(found) = path.and_then(|path| self.known.exact(path)) {
            return page(found);
        }
        let file = local_file(&self.content, text.file, written);
        if let Some(page) = file.and_then(|file| self.earlier.at(&file, &self.content)) {
            return Some(page);
        }
        let here = here?;
        if let Some((found, _)) = path.and_then(|path| self.known.find(here, written, path)) {
            return page(found);
        }
        let address = on_the_site(here, written, path)?;
        self.known.at_address(&address).or_else(|| self.earlier.addresses.get(&address).copied())
    }

    fn wiki(&self, text: OldText<'_>, target: &str) -> OldLinkTarget {
        let (name, fragment) =
            target.split_once('#').map_or((target, None), |(name, fragment)| (name, Some(fragment)));
        let (name, fragment) = (name.trim(), fragment.and_then(heading));
        if name.is_empty() {
            return OldLinkTarget::Page(text.page, fragment);
        }
        let here = self.here(text.file).unwrap_or_else(Here::root);
        match self.known.candidates(text.page, &here, name).pages {
            [page] => return OldLinkTarget::Page(*page, fragment),
            // It was clear then, and is not now: no guess is better than the words.
            [_, _, ..] => return OldLinkTarget::Nothing,
            [] => {}
        }
        let beside = local_file(&self.content, text.file, name);
        let former = beside.as_ref().and_then(|file| self.earlier.at(file, &self.content));
        let by_name = || self.earlier.names.get(&fold_name(name)).copied().flatten();
        match former.or_else(by_name) {
            Some(page) => OldLinkTarget::Page(page, fragment),
            // A wikilink that names no page may name a file: `[[handout.pdf]]`.
            None => match beside.filter(|file| !is_markdown(name) && !file.extension().is_empty()) {
                Some(file) => OldLinkTarget::File(file, None),
                None => OldLinkTarget::Nothing,
            },
        }
    }
}

impl Here {
    fn root() -> Here {
        Here::at(&FilePath::root(), Address::folder(""))
    }
}

impl EarlierPlaces {
    fn collect(content: &Content, past: &Past, folder: &FilePath) -> EarlierPlaces {
        let mut earlier = EarlierPlaces::default();
        for page in content.ids() {
            for file in past.earlier_files(page) {
                earlier.files.entry(file.clone()).or_insert(page);
                let path = file.within(folder).filter(|path| is_markdown(path.as_str()));
                let Some(path) = path else { continue };
                earlier.addresses.entry(Address::of_page(&path)).or_insert(page);
                earlier.name(strip_markdown_ending(path.as_str()), page);
                earlier.name(strip_markdown_ending(path.name()), page);
            }
        }
        earlier
    }

    fn name(&mut self, name: &str, page: PageId) {
        let named = self.names.entry(fold_name(name)).or_insert(Some(page));
        if *named != Some(page) {
            *named = None;
        }
    }

    /// The page that stood at a file, or at what a path without its ending or that of a folder means.
    fn at(&self, file: &FilePath, folder: &FilePath) -> Option<PageId> {
        let with_ending = || FilePath::new(&format!("{file}.md"));
        let address = || {
            let path = file.within(folder).filter(|path| !is_markdown(path.as_str()))?;
            let path = path.as_str();
            let stem = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html"));
            self.addresses.get(&Address::folder(stem.unwrap_or(path)))
        };
        self.files.get(file).or_else(|| self.files.get(&with_ending()?)).or_else(address).copied()
    }
}

fn anchor(fragment: Option<&str>) -> Option<Box<str>> {
    fragment.map(|fragment| decode(fragment).into())
}

/// People write the words of a heading rather than its id.
fn heading(fragment: &str) -> Option<Box<str>> {
    let fragment = fragment.trim();
    let are_words = fragment.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    let id = if are_words { heading_slug(fragment) } else { decode(fragment).into_owned() };
    (!id.is_empty()).then(|| id.into())
}
