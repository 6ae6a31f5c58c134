//! Parsed files -> pages: kinds, titles, addresses, and the pages of folders that nobody wrote one for.

use std::collections::HashMap;
use std::sync::Arc;

use super::arranged::{Origin, arranged};
use super::draft;
use super::fields::Reader;
use super::required;
use super::{Front, Parsed};
use crate::config::{Config, Kind, unknown_kind};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{Face, FieldValue, Fields, Page, Selection, Source};
use crate::path::{Address, FilePath, INDEX_NAMES, nfc, strip_markdown_ending};
use crate::source::Span;
use crate::world::{Named, Same, Store};

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

impl PartialEq for ParsedFile {
    /// What it says is compared by where it lies.
    fn eq(&self, other: &ParsedFile) -> bool {
        Arc::ptr_eq(&self.parsed, &other.parsed) && self.file == other.file && self.path == other.path
    }
}

/// The pages of a site.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Those of the site, sorted by path.
    pub shown: Vec<Arc<Page>>,
    /// Drafts that are left out.
    pub drafts: Vec<Arc<Page>>,
}

/// Makes pages of files: one for every file, and one for every folder that has none of its own.
/// Of two pages at one address the first stays. Memos of pages are kept in `room`.
pub fn pages(
    files: &[ParsedFile],
    config: &Arc<Config>,
    selection: Selection,
    (store, room): (&Store, Room),
) -> Checked<Pages> {
    let folders = Folders::new(files, config);
    let keys = files.iter().map(|file| Written {
        file: file.clone(),
        config: Same::of(config),
        inherited: folders.inherited(&file.path).cloned(),
        stands: if folders.is_index(&file.path) { Stands::ForItsFolder } else { Stands::InItsFolder },
    });
    let made = store.each(room.pages(), keys.collect(), page);
    let mut findings: Vec<Finding> = made.iter().flat_map(|page| page.findings.iter().cloned()).collect();
    let faces = made.iter().map(|page| Face(page.value.clone())).collect();
    let arranged = store.last(room.order(), (faces, Same::of(config), selection), arranged);
    findings.extend(arranged.findings.iter().cloned());
    let page = |nth: &usize| made[*nth].value.clone();
    let shown = arranged.value.shown.iter().map(|origin| match origin {
        Origin::File(nth) => page(nth),
        Origin::Folder(page) => page.clone(),
    });
    let pages = Pages { shown: shown.collect(), drafts: arranged.value.drafts.iter().map(page).collect() };
    Checked::new(pages, findings)
}

/// Which of a site's texts pages are made of, for the memos of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// Those that the files have.
    Working,
    /// Those that are in force.
    InForce,
}

impl Room {
    fn pages(self) -> &'static str {
        match self {
            Room::Working => "pages",
            Room::InForce => "pages in force",
        }
    }

    fn order(self) -> &'static str {
        match self {
            Room::Working => "order of pages",
            Room::InForce => "order of pages in force",
        }
    }
}

/// Everything that a page is made of.
#[derive(PartialEq)]
struct Written {
    file: ParsedFile,
    config: Same<Config>,
    /// The kind that the nearest index above sets.
    inherited: Option<Arc<Kind>>,
    stands: Stands,
}

impl Named for Written {
    fn name(&self) -> &FilePath {
        &self.file.path
    }
}

/// What a file's page stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    ForItsFolder,
    InItsFolder,
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
        index_rank(path).is_some() && self.index.get(&path.parent()) == Some(&path)
    }

    /// The kind that the nearest index above sets. A folder's own page is of the kind its parent sets
    /// only where it says so itself.
    fn inherited(&self, path: &FilePath) -> Option<&Arc<Kind>> {
        if self.kinds.is_empty() || self.is_index(path) {
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
    // Asked of every page on every save: the ends of most names tell that they are no such name.
    let ends_so = |name: &&&str| {
        let bytes = path.as_str().as_bytes();
        bytes.len() >= name.len() && bytes[bytes.len() - name.len()..].eq_ignore_ascii_case(name.as_bytes())
    };
    INDEX_NAMES.iter().find(ends_so)?;
    INDEX_NAMES.iter().position(|name| name.eq_ignore_ascii_case(path.name()))
}

fn page(Written { file, config: Same(config), inherited, stands }: &Written) -> Checked<Arc<Page>> {
    let Parsed { source, front } = &file.parsed.value;
    let mut findings = file.parsed.findings.clone();
    let told = findings.len();
    let kind = kind(file, front, inherited.as_ref(), config, &mut findings);
    let fields = typed(file, source, front, &kind, config, &mut findings);
    let title = title(file, &fields, &mut findings);
    if front.failed {
        // What was salvaged may be torn apart: only the slip itself is certain.
        findings.truncate(told);
    }
    let page = Page {
        file: file.file.clone(),
        path: file.path.clone(),
        address: address(&file.path, *stands),
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
    Checked::new(Arc::new(page), findings)
}

fn kind(
    file: &ParsedFile,
    front: &Front,
    inherited: Option<&Arc<Kind>>,
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
    own.or_else(|| inherited.cloned()).unwrap_or_else(|| config.kinds.plain().clone())
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
    required::missing_fields(&mut reader, front, kind);
    required::empty_names(&mut reader, front, kind, &serving_title(file, source));
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
    if !has_heading && !source.markdown().trim().is_empty() && !named {
        let finding = Finding::new(
            Code::MissingTitle,
            Place::file(&file.file),
            format!("the page has no title; it is called `{title}`{}", after(&file.path)),
        );
        findings.push(finding.hint("give it `title: …` in its front matter, or a heading"));
    }
    title.into()
}

/// What gives a page its name that has no title.
fn after(path: &FilePath) -> &'static str {
    match (index_rank(path), path.parent().as_str()) {
        (None, _) => " after its file",
        (Some(_), "") => "",
        (Some(_), _) => " after its folder",
    }
}

/// What serves as a title where the page gives none: its first heading, else its file's name.
fn serving_title(file: &ParsedFile, source: &Source) -> String {
    first_heading(source).map_or_else(|| title_of_path(&file.path), str::to_owned)
}

fn first_heading(source: &Source) -> Option<&str> {
    source.outline.headings.iter().map(|heading| &*heading.text).find(|text| !text.is_empty())
}

/// A title from a file name: `how-we_work.md` -> "How we work"; from the folder's for an index.
pub(super) fn title_of_path(path: &FilePath) -> String {
    let name = if index_rank(path).is_some() { path.parent() } else { path.clone() };
    let name = nfc(strip_markdown_ending(name.name())).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let title: String =
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect());
    if title.is_empty() { "Home".to_owned() } else { title }
}

fn address(path: &FilePath, stands: Stands) -> Address {
    if index_rank(path).is_some() && stands == Stands::InItsFolder {
        // A stronger index stands for the folder; this is a page beside it.
        return Address::folder(strip_markdown_ending(path.as_str()));
    }
    Address::of_page(path)
}
