//! What leads to each page and file of a site: paths, addresses, numbers, names.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::here::{Here, content_path, on_the_site};
use super::site_files::SiteFiles;
use crate::model::{Page, PageId, fold_name};
use crate::path::{Address, FilePath, is_old_address, nfc, strip_markdown_ending};
use crate::shared::SharedList;

/// What a path leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PathTarget<'a> {
    Page(PageId),
    File(&'a FilePath),
}

/// How a path that is no exact one leads to something after all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// By its path, or that of its folder, with or without its ending.
    AsWritten,
    /// By an address that only holds on the finished site, or in another program.
    OnTheSite,
    /// By a former address of a page.
    Moved,
    /// By its path, which is spelled like this.
    OtherCase(String),
}

/// Two pages that one address names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TwoReadings {
    /// From the address of the page that names it.
    pub(super) by_address: PageId,
    /// From its file.
    pub(super) by_file: PageId,
}

/// What is no page and is found from the address of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum AtAddress<'a> {
    /// A file beside the pages.
    File(&'a FilePath),
    /// One that is published as it is.
    Static(Address),
}

/// What a wikilink may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameMatches<'k> {
    /// The pages that it means: one, where it is clear.
    pub(super) pages: &'k [PageId],
    /// Every page that has the name.
    pub(super) all: &'k [PageId],
}

/// Every name under which a page or file of the site is found.
#[derive(Debug)]
pub(super) struct KnownNames {
    by_path: HashMap<String, PageId>,
    by_address: HashMap<String, PageId>,
    by_document: HashMap<String, PageId>,
    by_name: HashMap<String, Vec<PageId>>,
    /// Of names that several pages have, the pages in force, where there are others.
    first_named: HashMap<String, Vec<PageId>>,
    in_force: HashSet<PageId>,
    /// Pages by the addresses that their authors say they had before, or have in other programs.
    moved: HashMap<String, (PageId, How)>,
    /// Files beside the pages, by their path in the content folder.
    files: HashMap<String, FilePath>,
    /// Files that are published as they are, by address.
    statics: HashSet<String>,
    folded: OnceLock<HashMap<String, String>>,
    /// The names of files, without the ending of a page.
    file_names: OnceLock<HashSet<String>>,
    /// Of names that several pages have, those who have each in exactly this spelling.
    spelled: HashMap<String, HashSet<PageId>>,
    /// Of such names, in any case, those whose file is called so.
    files_called: HashMap<String, HashSet<PageId>>,
    /// Files that are no pages, by their names in any case; `None` where several are called so.
    only_files: OnceLock<HashMap<String, Option<String>>>,
}

impl KnownNames {
    pub(super) fn new(pages: &SharedList<Page>, files: &SiteFiles) -> KnownNames {
        let ids = || (0_u32..).map(PageId).zip(pages.iter().map(|page| &**page));
        let written = || ids().filter(|(_, page)| page.is_written());
        let in_content =
            |file: &FilePath| Some((nfc(file.within(&files.content)?.as_str()).into_owned(), file.clone()));
        // A page that is deleted yields its names to those that are there.
        let is_there = |page: &Page| page.stood.as_ref().is_none_or(|stood| !stood.deleted);
        let (here, away): (Vec<_>, Vec<_>) = ids().partition(|(_, page)| is_there(page));
        let ids = || here.iter().chain(&away).copied();
        let in_force: HashSet<PageId> =
            ids().filter(|(_, page)| files.in_force.contains(&page.file)).map(|(id, _)| id).collect();
        let (first, then): (Vec<_>, Vec<_>) = ids().partition(|(id, _)| in_force.contains(id));
        let in_turn = || first.iter().chain(&then).copied();
        let aliases = in_turn().flat_map(|(id, page)| {
            let addresses = page.fields.named("aliases").iter().filter(|alias| is_old_address(&alias.name));
            let aliases = addresses.map(move |alias| (as_address(&alias.name), (id, How::Moved)));
            let permalink = page.permalink.iter();
            aliases.chain(permalink.map(move |address| (as_address(&address.name), (id, How::OnTheSite))))
        });
        let by_name = names(here.iter().copied().filter(|(_, page)| page.is_written()), away.iter().copied());
        KnownNames {
            by_path: written().map(|(id, page)| (nfc(page.path.as_str()).into_owned(), id)).collect(),
            by_address: ids().map(|(id, page)| (page.address.as_str().to_owned(), id)).collect(),
            by_document: first_wins(
                in_turn().filter_map(|(id, page)| {
                    page.document.as_deref().map(|document| (document.to_owned(), id))
                }),
            ),
            first_named: first_named(&by_name, &in_force),
            spelled: spelled(ids(), &by_name),
            files_called: files_called(ids(), &by_name),
            only_files: OnceLock::new(),
            by_name,
            in_force,
            moved: first_wins(aliases),
            files: files.beside_pages.iter().filter_map(in_content).collect(),
            statics: files.published_as_is.iter().map(|file| nfc(file.as_str()).into_owned()).collect(),
            folded: OnceLock::new(),
            file_names: OnceLock::new(),
        }
    }

    /// What stands at a path of the content folder, spelled exactly.
    pub(super) fn at_path(&self, path: &str) -> Option<PathTarget<'_>> {
        let path = nfc(path);
        if let Some(page) = self.by_path.get(&*path) {
            return Some(PathTarget::Page(*page));
        }
        self.files.get(&*path).map(PathTarget::File)
    }

    /// The page found at an address.
    pub(super) fn at_address(&self, address: &Address) -> Option<PageId> {
        self.by_address.get(address.as_str()).copied()
    }

    /// Whether a file with this address is published as it is.
    pub(super) fn is_static(&self, path: &str) -> bool {
        self.statics.contains(&*nfc(path))
    }

    /// The page with this document number.
    pub(super) fn with_document(&self, document: &str) -> Option<PageId> {
        self.by_document.get(document).copied()
    }

    /// Documents by number, for the model.
    pub(super) fn documents(&self) -> HashMap<Arc<str>, PageId> {
        self.by_document.iter().map(|(document, id)| (document.as_str().into(), *id)).collect()
    }

    /// The numbers that documents have.
    pub(super) fn document_numbers(&self) -> impl Iterator<Item = &str> {
        self.by_document.keys().map(String::as_str)
    }

    /// The paths of all pages and files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.by_path.keys().chain(self.files.keys())
    }

    /// The paths of files that are no pages.
    pub(super) fn paths_of_files(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// Pages with this title, file name, path or alias, in any case; of those in force and others the ones in force.
    pub(super) fn named(&self, name: &str) -> NameMatches<'_> {
        let name = fold_name(name);
        let all = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
        NameMatches { pages: self.first_named.get(&name).map_or(all, Vec::as_slice), all }
    }

    /// The spelling of a path that differs by case alone.
    pub(super) fn other_case(&self, path: &str) -> Option<&str> {
        self.folded().get(&nfc(path).to_lowercase()).map(String::as_str)
    }

    /// What a path of the content folder leads to, and how. `written` is the path as its author wrote it.
    pub(super) fn find(&self, here: &Here, written: &str, path: &FilePath) -> Option<(PathTarget<'_>, How)> {
        if let Some(found) = self.exact(path) {
            return Some((found, How::AsWritten));
        }
        if let Some(page) = self.output_address(here, written, Some(path)) {
            return Some((PathTarget::Page(page), How::OnTheSite));
        }
        if let Some((page, how)) = self.moved.get(&as_address(path.as_str())) {
            return Some((PathTarget::Page(*page), how.clone()));
        }
        let text = path.as_str();
        let right = self.other_case(text).or_else(|| self.other_case(&format!("{text}.md")))?;
        if self.is_named_elsewhere(written, right) {
            return None;
        }
        Some((self.at_path(right)?, How::OtherCase(right.to_owned())))
    }

    /// Whether a name without a folder is spelled as that of a file elsewhere, and not as that of the one beside the page: some
    /// programs find pages by their names alone.
    fn is_named_elsewhere(&self, written: &str, beside: &str) -> bool {
        let written = strip_markdown_ending(written);
        let names = || {
            let paths = self.by_path.keys().chain(self.files.keys());
            paths.map(|path| name_of(path).to_owned()).collect()
        };
        !written.contains('/')
            && name_of(beside) != written
            && self.file_names.get_or_init(names).contains(&*nfc(written))
    }

    /// What stands at a path, at the folder that it names, or at it with an ending.
    pub(super) fn exact(&self, path: &FilePath) -> Option<PathTarget<'_>> {
        let text = path.as_str();
        let with_ending = || {
            self.at_path(&format!("{text}.md")).or_else(|| {
                let stem = text.strip_suffix(".html").or_else(|| text.strip_suffix(".htm"))?;
                self.at_path(&format!("{stem}.md"))
            })
        };
        let folder = text.strip_suffix("/index.html").unwrap_or(text);
        let of_folder = || self.at_address(&Address::folder(folder)).map(PathTarget::Page);
        self.at_path(text).or_else(with_ending).or_else(of_folder)
    }

    /// A path that only holds on the finished site, where every page is a folder.
    /// `path` is what it would mean in the content folder, where it does not lead out of that.
    pub(super) fn output_address(
        &self,
        here: &Here,
        written: &str,
        path: Option<&FilePath>,
    ) -> Option<PageId> {
        self.at_address(&on_the_site(here, written, path)?)
    }

    /// The pages that a wikilink of a page names: one by its number or exact path, else all of that name. A text that is in
    /// force names by its path, too, no page that nobody approved, where one in force has the name: whoever adds a file
    /// does not choose what approved words mean.
    pub(super) fn candidates(&self, from: PageId, here: &Here, name: &str) -> NameMatches<'_> {
        let name = name.trim();
        let exact = self.with_document(name).or_else(|| {
            let path = content_path(here, name)?;
            match self.at_path(path.as_str()).or_else(|| self.at_path(&format!("{path}.md"))) {
                Some(PathTarget::Page(page)) => Some(page),
                _ => None,
            }
        });
        let named = self.named(name);
        let among = if self.in_force.contains(&from) { named.pages } else { named.all };
        // Among the pages of that name, the one that is meant exactly.
        let exact = exact.and_then(|page| among.iter().find(|id| **id == page)).map(std::slice::from_ref);
        let only = exact
            .or_else(|| self.spelled_so(name, named.pages))
            .or_else(|| self.called_so(name, named.pages));
        only.map_or(named, |only| NameMatches { pages: only, all: only })
    }

    /// The file, none of the pages, that a wikilink names: by its path from the top of the content folder, or by its name, where
    /// no other file is called so.
    pub(super) fn file_of_name(&self, name: &str) -> Option<&FilePath> {
        if let Some(PathTarget::File(file)) = FilePath::new(name).and_then(|path| self.at_path(path.as_str()))
        {
            return Some(file);
        }
        let only = self.only_files.get_or_init(|| {
            let mut only: HashMap<String, Option<String>> = HashMap::new();
            for path in self.files.keys() {
                let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
                only.entry(name).and_modify(|only| *only = None).or_insert_with(|| Some(path.clone()));
            }
            only
        });
        let path = only.get(&nfc(name.trim()).to_lowercase())?.as_ref()?;
        self.files.get(path)
    }

    /// The pages that an address with a slash at its end names where its two readings differ: from the address of the page, as
    /// browsers read it, and from its file. What words in force mean no page decides that is not.
    pub(super) fn two_readings(&self, from: PageId, here: &Here, written: &str) -> Option<TwoReadings> {
        if !written.ends_with('/') || written.starts_with('/') {
            return None;
        }
        let path = content_path(here, written)?;
        let Some(PathTarget::Page(by_file)) = self.exact(&path) else { return None };
        let by_address = self.output_address(here, written, Some(&path))?;
        let is_in_force = |page: PageId| self.in_force.contains(&page);
        let is_decided = is_in_force(from) && is_in_force(by_file) && !is_in_force(by_address);
        (by_address != by_file && !is_decided).then_some(TwoReadings { by_address, by_file })
    }

    /// What is no page and stands where browsers look for it from the address of the page.
    pub(super) fn file_at_address(&self, here: &Here, written: &str) -> Option<AtAddress<'_>> {
        let path = here.own_folder.join(written).filter(|_| !written.starts_with('/'))?;
        match self.at_path(path.as_str()) {
            Some(PathTarget::File(file)) => Some(AtAddress::File(file)),
            Some(PathTarget::Page(_)) => None,
            None => self.is_static(path.as_str()).then(|| AtAddress::Static(Address::file(path.as_str()))),
        }
    }

    /// Of several pages that a name means, the only one whose file is called so.
    fn called_so<'k>(&self, name: &str, pages: &'k [PageId]) -> Option<&'k [PageId]> {
        if pages.len() > 1 { only_among(pages, self.files_called.get(&fold_name(name))?) } else { None }
    }

    /// Of several pages that a name means, the only one that has it in this spelling.
    fn spelled_so<'k>(&self, name: &str, pages: &'k [PageId]) -> Option<&'k [PageId]> {
        if pages.len() > 1 { only_among(pages, self.spelled.get(&spelling(name))?) } else { None }
    }

    fn folded(&self) -> &HashMap<String, String> {
        self.folded.get_or_init(|| {
            let mut folded: HashMap<String, String> = HashMap::new();
            for path in self.by_path.keys().chain(self.files.keys()) {
                let known = folded.entry(path.to_lowercase()).or_insert_with(|| path.clone());
                // These come in no order: of two that differ by case, always the same one is named.
                if path < known {
                    known.clone_from(path);
                }
            }
            folded
        })
    }
}

fn first_wins<T>(entries: impl Iterator<Item = (String, T)>) -> HashMap<String, T> {
    let mut map = HashMap::new();
    for (name, id) in entries {
        map.entry(name).or_insert(id);
    }
    map
}

/// Every name a wikilink may use, folded; a page is listed once under each.
/// Of pages that are deleted those that no page has which is there.
fn names<'a>(
    here: impl Iterator<Item = (PageId, &'a Page)>,
    away: impl Iterator<Item = (PageId, &'a Page)>,
) -> HashMap<String, Vec<PageId>> {
    let mut names = listed(here);
    for (name, pages) in listed(away) {
        names.entry(name).or_insert(pages);
    }
    names
}

/// A name as it is spelled, whatever ending its page has.
fn spelling(name: &str) -> String {
    nfc(strip_markdown_ending(name.trim())).into_owned()
}

/// The name of the file at a path, without the ending of a page.
fn name_of(path: &str) -> &str {
    let path = strip_markdown_ending(path);
    path.rsplit('/').next().unwrap_or(path)
}

/// The only page of some that is among others.
fn only_among<'k>(pages: &'k [PageId], others: &HashSet<PageId>) -> Option<&'k [PageId]> {
    let mut meant = pages.iter().filter(|page| others.contains(page));
    let page = meant.next()?;
    meant.next().is_none().then(|| std::slice::from_ref(page))
}

/// Whose file is called by each name that several pages have.
fn files_called<'a>(
    pages: impl Iterator<Item = (PageId, &'a Page)>,
    by_name: &HashMap<String, Vec<PageId>>,
) -> HashMap<String, HashSet<PageId>> {
    let mut called: HashMap<String, HashSet<PageId>> = HashMap::new();
    for (id, page) in pages {
        let name = fold_name(name_of(page.path.as_str()));
        if by_name.get(&name).is_some_and(|pages| pages.len() > 1) {
            called.entry(name).or_default().insert(id);
        }
    }
    called
}

/// Who has each spelling of a name that several pages have.
fn spelled<'a>(
    pages: impl Iterator<Item = (PageId, &'a Page)>,
    by_name: &HashMap<String, Vec<PageId>>,
) -> HashMap<String, HashSet<PageId>> {
    let mut spelled: HashMap<String, HashSet<PageId>> = HashMap::new();
    for (id, page) in pages {
        let file_name = name_of(page.path.as_str());
        // A title that differs from the name of the file by case alone was made of it, or might have been.
        let is_made_of_file =
            |name: &str| name == &*page.title && name != file_name && fold_name(name) == fold_name(file_name);
        for name in page.names().filter(|name| !is_made_of_file(name)) {
            if by_name.get(&fold_name(name)).is_some_and(|pages| pages.len() > 1) {
                spelled.entry(spelling(name)).or_default().insert(id);
            }
        }
    }
    spelled
}

/// The pages in force, by the names that others have as well.
fn first_named(
    by_name: &HashMap<String, Vec<PageId>>,
    in_force: &HashSet<PageId>,
) -> HashMap<String, Vec<PageId>> {
    let shared = by_name.iter().filter(|(_, pages)| pages.len() > 1 && !in_force.is_empty());
    let first = shared.filter_map(|(name, pages)| {
        let first: Vec<PageId> = pages.iter().copied().filter(|page| in_force.contains(page)).collect();
        let is_some = !first.is_empty() && first.len() < pages.len();
        is_some.then(|| (name.clone(), first))
    });
    first.collect()
}

fn listed<'a>(pages: impl Iterator<Item = (PageId, &'a Page)>) -> HashMap<String, Vec<PageId>> {
    let mut names: HashMap<String, Vec<PageId>> = HashMap::new();
    for (id, page) in pages {
        for name in page.names() {
            let listed = names.entry(fold_name(name)).or_default();
            if listed.last() != Some(&id) {
                listed.push(id);
            }
        }
    }
    names
}

/// A path as an address is compared: without the endings that pages and their files have.
pub(super) fn as_address(path: &str) -> String {
    let path = path.trim_matches('/');
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    nfc(strip_markdown_ending(path)).into_owned()
}
