//! Parsed files -> pages: kinds, titles, addresses, and the pages of folders that nobody wrote one for.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::draft;
use super::fields::Reader;
use super::required;
use super::{Front, Parsed};
use crate::config::{Config, Kind, unknown_kind};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{Drafts, FieldValue, Fields, Page, Selection, Source};
use crate::path::{Address, FilePath, INDEX_NAMES, nfc, strip_markdown_ending};
use crate::source::Span;

/// A file with what was read in it.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its path in the content folder.
    pub path: FilePath,
    /// What it says.
    pub parsed: Arc<Checked<Parsed>>,
}

/// The pages of a site.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Those of the site, sorted by path.
    pub shown: Vec<Page>,
    /// Drafts that are left out.
    pub drafts: Vec<Page>,
}

/// Makes pages of files: one for every file, and one for every folder that has none of its own.
/// Of two pages at one address the first stays.
pub fn pages(files: &[ParsedFile], config: &Config, selection: Selection) -> Checked<Pages> {
    let folders = Folders::new(files, config);
    let made: Vec<Checked<Page>> = files.par_iter().map(|file| page(file, &folders, config)).collect();
    let mut findings = Vec::new();
    let made = made.into_iter().map(|page| page.into_value(&mut findings));
    let hidden = |page: &Page| page.draft && selection.drafts == Drafts::Hidden;
    let (drafts, pages): (Vec<Page>, Vec<Page>) = made.partition(hidden);
    let mut pages = without_collisions(pages, &mut findings);
    add_folder_pages(&mut pages, config, &mut findings);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Checked::new(Pages { shown: pages, drafts }, findings)
}

/// What folders say of the pages in them.
struct Folders<'a> {
    /// The file that stands for a folder, by the folder's path.
    index: HashMap<FilePath, &'a FilePath>,
    /// The kind that an index sets for its folder, by the folder's path.
    kinds: HashMap<FilePath, Arc<Kind>>,
}

impl<'a> Folders<'a> {
    fn new(files: &'a [ParsedFile], config: &Config) -> Folders<'a> {
        let mut index: HashMap<FilePath, &FilePath> = HashMap::new();
        for file in files {
            let Some(rank) = index_rank(&file.path) else { continue };
            let folder = file.path.parent();
            let known = index.get(&folder).and_then(|known| index_rank(known));
            if known.is_none_or(|known| rank < known) {
                index.insert(folder, &file.path);
            }
        }
        let mut kinds = HashMap::new();
        for file in files.iter().filter(|file| index.get(&file.path.parent()) == Some(&&file.path)) {
            let named =
                file.parsed.value.front.text("page_kind").and_then(|(name, _)| config.kinds.named(name));
            if let Some(kind) = named {
                kinds.insert(file.path.parent(), kind.clone());
            }
        }
        Folders { index, kinds }
    }

    fn is_index(&self, path: &FilePath) -> bool {
        self.index.get(&path.parent()) == Some(&path)
    }

    /// The kind that the nearest index above sets. A folder's own page is of the kind its parent sets
    /// only where it says so itself.
    fn inherited(&self, path: &FilePath) -> Option<&Arc<Kind>> {
        if self.is_index(path) {
            return None;
        }
        let mut folder = path.parent();
        loop {
            if let Some(kind) = self.kinds.get(&folder) {
                return Some(kind);
            }
            if folder.as_str().is_empty() {
                return None;
            }
            folder = folder.parent();
        }
    }
}

fn index_rank(path: &FilePath) -> Option<usize> {
    INDEX_NAMES.iter().position(|name| name.eq_ignore_ascii_case(path.name()))
}

fn page(file: &ParsedFile, folders: &Folders<'_>, config: &Config) -> Checked<Page> {
    let Parsed { source, front } = &file.parsed.value;
    let mut findings = file.parsed.findings.clone();
    let kind = kind(file, front, folders, config, &mut findings);
    let fields = typed(file, source, front, &kind, config, &mut findings);
    let title = title(file, &fields, &mut findings);
    let page = Page {
        file: file.file.clone(),
        path: file.path.clone(),
        address: address(&file.path, folders),
        kind,
        title,
        document: fields.text("id").filter(|id| !id.is_empty()).map(Into::into),
        order: match fields.get("order") {
            Some(FieldValue::Number(order)) => Some(*order),
            _ => None,
        },
        draft: draft::is_draft(front),
        fields,
        source: Some(source.clone()),
        stood: None,
    };
    Checked::new(page, findings)
}

fn kind(
    file: &ParsedFile,
    front: &Front,
    folders: &Folders<'_>,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Arc<Kind> {
    let mut known = |name: &str, span: Span| {
        let kind = config.kinds.named(name).cloned();
        if kind.is_none() {
            findings.push(unknown_kind(&config.kinds, name, &file.file, span));
        }
        kind
    };
    if let Some((name, span)) = front.text("page_kind") {
        known(name, span);
    }
    let own = front.text("kind").and_then(|(name, span)| known(name, span));
    own.or_else(|| folders.inherited(&file.path).cloned()).unwrap_or_else(|| config.kinds.plain().clone())
}

fn typed(
    file: &ParsedFile,
    source: &Source,
    front: &Front,
    kind: &Kind,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Fields {
    let span = front.span.unwrap_or_default();
    let mut reader = Reader {
        file: &file.file,
        yaml: &source.text[span.range()],
        offset: span.start as usize,
        markdown: &config.markdown,
        unknown_keys: config.unknown_keys,
        kinds: &config.kinds,
        findings: Vec::new(),
    };
    let fields = reader.fields(&front.map, &front.places, &kind.fields);
    draft::findings(&mut reader, front);
    reader.duplicate_keys(&front.places);
    if !front.failed {
        required::missing_fields(&mut reader, front, kind);
        required::empty_names(&mut reader, front, kind, &serving_title(file, source));
    }
    findings.append(&mut reader.findings);
    fields
}

fn title(file: &ParsedFile, fields: &Fields, findings: &mut Vec<Finding>) -> Arc<str> {
    let Parsed { source, front } = &file.parsed.value;
    if let Some(title) = fields.text("title").filter(|title| !title.is_empty()) {
        return title.into();
    }
    let title = serving_title(file, source);
    let has_heading = first_heading(source).is_some();
    // A title that is there and wrong, or empty, is told as that.
    let named = front.map.iter().any(|(key, _)| key == "title");
    if !has_heading && !source.markdown().trim().is_empty() && !front.failed && !named {
        let finding = Finding::new(
            Code::MissingTitle,
            Place::file(&file.file),
            format!("the page has no title; `{title}` serves"),
        );
        findings.push(finding.hint("give it `title: …` in its front matter, or a heading"));
    }
    title.into()
}

/// What serves as a title where the page gives none: its first heading, else its file's name.
fn serving_title(file: &ParsedFile, source: &Source) -> String {
    first_heading(source).map_or_else(|| title_of_path(&file.path), str::to_owned)
}

fn first_heading(source: &Source) -> Option<&str> {
    source.outline.headings.iter().map(|heading| &*heading.text).find(|text| !text.is_empty())
}

/// A title from a file name: `how-we_work.md` -> "How we work"; from the folder's for an index.
fn title_of_path(path: &FilePath) -> String {
    let name = if index_rank(path).is_some() { path.parent() } else { path.clone() };
    let name = nfc(strip_markdown_ending(name.name())).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let title: String =
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect());
    if title.is_empty() { "Home".to_owned() } else { title }
}

fn address(path: &FilePath, folders: &Folders<'_>) -> Address {
    if index_rank(path).is_some() && !folders.is_index(path) {
        // A stronger index stands for the folder; this is a page beside it.
        return Address::folder(strip_markdown_ending(path.as_str()));
    }
    Address::of_page(path)
}

/// Drops every page whose address another page has, or has but for case.
fn without_collisions(pages: Vec<Page>, findings: &mut Vec<Finding>) -> Vec<Page> {
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(pages.len());
    let mut kept: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        if let Some(&first) = taken.get(&page.address.folded()) {
            findings.push(collision(&page, &kept[first]));
        } else {
            taken.insert(page.address.folded(), kept.len());
            kept.push(page);
        }
    }
    kept
}

fn collision(page: &Page, first: &Page) -> Finding {
    let message = if page.address == first.address {
        format!("two pages would be found at `{}`", page.address)
    } else {
        format!("`{}` and `{}` differ by case alone and collide on many servers", page.address, first.address)
    };
    Finding::new(Code::AddressCollision, Place::file(&page.file), message)
        .label("left out")
        .related(Place::file(&first.file), "this one is published")
        .hint("rename one of the two files")
}

/// Adds a page for the root and for every folder on the way to a page, unless a page is found at its address.
fn add_folder_pages(pages: &mut Vec<Page>, config: &Config, findings: &mut Vec<Finding>) {
    let mut at: HashMap<String, (Address, Option<FilePath>)> =
        pages.iter().map(|page| (page.address.folded(), (page.address.clone(), None))).collect();
    let mut missing = Vec::new();
    for (folder, (file, within)) in folders_of(pages) {
        let address = Address::folder(folder.as_str());
        match at.get(&address.folded()) {
            Some((there, other)) if *there != address || other.is_some() => {
                let first = other
                    .as_ref()
                    .map_or_else(|| format!("the page at `{there}`"), |file| format!("`{file}`"));
                findings.extend(within.map(|page| folder_collision(&file, &first, &page)));
            }
            Some(_) => {}
            None => {
                at.insert(address.folded(), (address.clone(), Some(file.clone())));
                missing.push(folder_page(&folder, file, address, config));
            }
        }
    }
    pages.extend(missing);
}

/// Every folder of pages, in order: its path in the content folder, its path from the site's root, and a page in it.
fn folders_of(pages: &[Page]) -> BTreeMap<FilePath, (FilePath, Option<FilePath>)> {
    let mut folders = BTreeMap::new();
    for page in pages {
        let (mut folder, mut file) = (page.path.parent(), page.file.parent());
        loop {
            folders.entry(folder.clone()).or_insert_with(|| (file.clone(), Some(page.file.clone())));
            if folder.as_str().is_empty() {
                break;
            }
            (folder, file) = (folder.parent(), file.parent());
        }
    }
    // A site without a page still has a home.
    folders.entry(FilePath::root()).or_insert((FilePath::root(), None));
    folders
}

fn folder_collision(folder: &FilePath, first: &str, page: &FilePath) -> Finding {
    let message = format!("the folder `{folder}` and {first} would be found at one address");
    Finding::new(Code::AddressCollision, Place::file(page), message)
        .label("in that folder")
        .hint("rename the folder, or move its pages into the other")
}

fn folder_page(folder: &FilePath, file: FilePath, address: Address, config: &Config) -> Page {
    let title = match folder.as_str() {
        "" if !config.name.is_empty() => config.name.clone(),
        _ => title_of_path(folder),
    };
    Page {
        file,
        // As if an index stood there, so that it sorts before what it holds.
        path: folder.join(INDEX_NAMES[0]).unwrap_or_else(FilePath::root),
        address,
        kind: config.kinds.plain().clone(),
        title: title.into(),
        document: None,
        order: None,
        draft: false,
        fields: Fields::default(),
        source: None,
        stood: None,
    }
}
