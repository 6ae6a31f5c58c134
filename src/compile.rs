//! The recipe: a world in, a site out, with everything that was found on the way.

mod as_is;
mod edition;
mod framed;
mod govern;
mod held_back;
mod layout;
mod owners;
mod select;
mod themed;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use crate::config::site_file;
use crate::config::{self, Config, Edition};
use crate::diagnostic::{self, Checked, Code, Finding, Place};
use crate::governance::Governance;
use crate::governance::fold::{FoldState, FramesInForce, Refusal};
use crate::history;
use crate::link;
use crate::markdown;
use crate::model::{Asset, Checklist, CommitId, Content, Page, PageId, Selection, TextId};
use crate::parse::{self, Parsed, ParsedFile, Room, SitePages};
use crate::path::FilePath;
use crate::route::{Parts, Site, ViewedAt};
use crate::shared::{ByPtr, SharedList};
use crate::source::Span;
use crate::world::{
    self, ContentMark, FileText, MemoKey, ReadError, Rows, Store, Versions, VersionsError, World,
};
use layout::Layout;
pub use layout::has_pages;

/// What is asked for beyond the files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Request {
    /// Which pages.
    pub selection: Selection,
    /// Where the site will be published, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// Which texts, instead of what `site.toml` says.
    pub edition: Option<Edition>,
    /// Whether the site is shown as it stands, or as it once stood.
    pub moment: ViewedAt,
    /// What is held against the main line from outside of the repository.
    pub held: Held,
    /// Who wants to see how it is governed.
    pub wanted_by: WantedBy,
}

/// Who wants to see how a site is governed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WantedBy {
    /// Its readers, who are told nothing of that where it is not known what is in force.
    #[default]
    Readers,
    /// Those who put on record what makes it known.
    Signatories,
}

/// What somebody outside of the repository knows of the main line: what was shown to others before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// Commits that must be on it.
    pub anchors: Vec<CommitId>,
    /// The commit at which the first model was adopted.
    pub root: Option<CommitId>,
}

/// Compiles a site. Whatever is wrong is a finding; the rest of the site is there all the same.
pub fn compile(world: &dyn World, request: &Request, store: &Store) -> Checked<Site> {
    let mut findings = Vec::new();
    let config = site_config(world, request, store).into_value(&mut findings);
    let folded = govern::folded(world, &config, &request.held, store);
    let config = folded.settle(config, request.edition, store);
    let layout = Layout::of(world, &config, store).into_value(&mut findings);

    let parsed = read_pages(world, &layout, &config, store).into_value(&mut findings);
    let memos = (store, &Room::WORKING);
    let pages = parse::pages(&parsed, &config, request.selection, memos).into_value(&mut findings);
    let all = pages_with_history(&pages, &config, store);
    let faces = world::page_signatures(&all, (store, "faces of everybody"));
    let folders = history::ReferenceFolders::of(&layout.content, &config);
    let shows = govern::shows(&folded, folders, (&all, store));
    let moved = folded.moved_versions();
    let about = history::HistoryQuery { pages: &all, faces: &faces, asked: &Arc::default(), versions: moved };
    let past = history::past(world, &about, &config, store).into_value(&mut findings);
    let today = world.today(&config.zone);
    let inputs = govern::GovernanceInputs {
        world,
        config: &config,
        content: &layout.content,
        pages: &all,
        faces: &faces,
        shows: &shows,
        past: &past,
        versions: folded.versions(world),
        store,
        today,
    };
    let governance = govern::govern(&inputs, &folded).into_value(&mut findings);
    findings.extend(framed::findings(world, (&layout, &config), governance.as_ref()));
    let selected =
        select::select(&inputs, (&parsed, pages), (&folded, governance.as_ref()), request.selection);
    findings.extend(selected.findings);
    let drafts = world::page_signatures(&selected.drafts, (store, "faces of drafts"));
    let unapproved = world::page_signatures(&selected.unapproved, (store, "faces of unapproved pages"));
    let (covered, in_force) = (selected.covered, selected.in_force);
    let files = link::SiteFiles { drafts, unapproved, covered, in_force, ..layout.files() };
    let config = named(&config, &selected.pages, store);
    let (past, older) = (selected.past, selected.older);
    let linked = link::link(selected.pages, files, &config, store);
    let content = select::of_working_texts(linked, &older).into_value(&mut findings);
    let content = link::redirect_moved(content, &past, &layout.content, store);
    let content = measure(world, content, store).into_value(&mut findings);
    let (content, governed) = judged(content, governance, store).into_value(&mut findings);
    let theme = themed::theme(world, &config, store).into_value(&mut findings);
    findings.extend(themed::missing_templates(&config, &theme));

    let (content_folder, as_is) = (layout.content, layout.as_is);
    let (texts, moment, unknown) = (folded.versions(world), request.moment.clone(), folded.unknown(&config));
    let is_kept = request.wanted_by == WantedBy::Signatories || !folded.has_open_move();
    let governed = governed.filter(|_| is_kept);
    let parts = Parts { content, past, texts, moment, governed, unknown, content_folder, as_is };
    let site = Site::new(parts, config, theme, today, store).into_value(&mut findings);
    store.sweep();
    diagnostic::sort(&mut findings);
    Checked::new(site, findings)
}

/// How every control stands on the pages of the edition, of which none leads to those that are withdrawn.
fn judged(
    content: Content,
    governance: Option<Governance>,
    store: &Store,
) -> Checked<(Content, Option<(Governance, Checklist)>)> {
    let Some(mut governance) = governance else { return Checked::clean((content, None)) };
    governance.see(&content, store);
    let mut findings = Vec::new();
    let content = governance.with_approved_successors(content, store).into_value(&mut findings);
    let content = without_leading_to(content, &governance.withdrawn(store), store);
    let checklist = governance.check(&content, store).into_value(&mut findings);
    Checked::new((content, Some((governance, checklist))), findings)
}

/// The same without what leads to some pages by itself, made anew only where that or those pages differ.
fn without_leading_to(content: Content, hidden: &Arc<HashSet<PageId>>, store: &Store) -> Content {
    let leading = (
        ByPtr::of(&content.folders),
        ByPtr::of(&content.tags),
        ByPtr::of(&content.errands),
        ByPtr::of(hidden),
    );
    let left = store.last("what leads to pages", leading, |_| {
        let Content { folders, tags, errands, .. } = content.clone().without_leading_to(hidden);
        (folders, tags, errands)
    });
    let (folders, tags, errands) = left.as_ref().clone();
    Content { folders, tags, errands, ..content }
}

/// Every page whose past counts: where a site is governed, that of a draft does too.
fn pages_with_history(pages: &SitePages, config: &Config, store: &Store) -> SharedList<Page> {
    if config.governing.is_none() {
        return pages.shown.clone();
    }
    store.list("everybody", pages.shown.iter().chain(&pages.drafts))
}

/// What the site says of itself, without a look at its pages.
pub fn site_config_of(world: &dyn World, store: &Store) -> Arc<Config> {
    site_config(world, &Request::default(), store).value
}

/// What is in force up to today, by the main line.
///
/// # Errors
/// Why nothing is known of that.
pub fn in_force(world: &dyn World, held: &Held) -> Result<Arc<FoldState>, Refusal> {
    in_force_with_versions(world, held).map(|(state, _)| state)
}

/// The same, with the versions that know where the site stood in each commit.
///
/// # Errors
/// Why nothing is known of what is in force.
pub fn in_force_with_versions(
    world: &dyn World,
    held: &Held,
) -> Result<(Arc<FoldState>, Arc<dyn Versions>), Refusal> {
    let store = Store::new();
    let config = site_config(world, &Request::default(), &store).value;
    let folded = govern::folded(world, &config, held, &store);
    let versions = folded.versions(world);
    let state = folded.into_state()?;
    Ok((state, versions.ok_or(Refusal::NoModel)?))
}

/// The files of the frames in force, where the approved edition is published: as is asked, else as the settings in force
/// say, else as `site.toml` says. `None` where it is the latest.
///
/// # Errors
/// Where a file that is in force is not to be had.
pub fn approved_frame(
    world: &dyn World,
    request: &Request,
    store: &Store,
) -> Result<Option<FramesInForce>, VersionsError> {
    let config = site_config(world, request, store).value;
    let folded = govern::folded(world, &config, &request.held, store);
    if folded.settle(config, request.edition, store).edition != Edition::Approved {
        return Ok(None);
    }
    // Where nothing is known of what is in force, nothing is published either.
    let Ok(state) = folded.into_state() else { return Ok(Some(FramesInForce::default())) };
    if let Ok(versions) = world.versions() {
        let files: HashSet<TextId> = state.files_in_force().collect();
        files.into_par_iter().try_for_each(|id| versions.blob(id).map(|_| ()))?;
    }
    Ok(Some(state.frame()))
}

fn site_config(world: &dyn World, request: &Request, store: &Store) -> Checked<Arc<Config>> {
    let of = (world.text(&site_file()), request.base_url.clone(), request.edition);
    let config = store.last("config", of, |(text, base_url, edition)| {
        let file = site_file();
        let mut read = match text {
            Ok(text) => config::read(&file, text),
            Err(ReadError::Missing) => Checked::clean(Config::default()),
            Err(error) => Checked::new(Config::default(), vec![unreadable(&file, error)]),
        };
        if base_url.is_some() {
            read.value.base_url.clone_from(base_url);
        }
        if let Some(edition) = edition {
            read.value.edition = *edition;
        }
        Checked::new(Arc::new(read.value), read.findings)
    });
    config.as_ref().clone()
}

/// A site that does not say its name has that of its home page.
fn named(config: &Arc<Config>, pages: &SharedList<Page>, store: &Store) -> Arc<Config> {
    if !config.name.is_empty() {
        return config.clone();
    }
    let home = pages.iter().find(|page| page.address.as_str().is_empty());
    let of = (ByPtr::of(config), home.map(|page| page.title.clone()));
    let named = store.last("named config", of, |(ByPtr(config), title)| {
        let name = title.as_deref().unwrap_or("Handbook").to_owned();
        Arc::new(Config { name, ..config.as_ref().clone() })
    });
    named.as_ref().clone()
}

/// The files of pages as they were read.
struct Texts {
    files: Arc<[FilePath]>,
    texts: SharedList<FileText>,
}

impl Rows for Texts {
    fn count(&self) -> usize {
        self.texts.len()
    }

    fn name(&self, row: usize) -> &FilePath {
        &self.files[row]
    }

    fn is_same(&self, row: usize, before: &Texts, there: usize) -> bool {
        let is_same_file =
            Arc::ptr_eq(&self.files, &before.files) && row == there || self.files[row] == before.files[there];
        is_same_file && self.texts[row] == before.texts[there]
    }
}

fn read_pages(
    world: &dyn World,
    layout: &Layout,
    config: &Config,
    store: &Store,
) -> Checked<SharedList<ParsedFile>> {
    let texts = Texts { files: layout.pages.clone(), texts: world.texts(&layout.pages) };
    let common = (layout.content.clone(), config.markdown);
    let read = store.map_rows("texts", common, texts, |(content, options), texts, row| {
        read_page(&texts.files[row], &texts.texts[row], (content, *options), store)
    });
    let parsed = read.value.iter().filter_map(|read| read.as_ref().as_ref());
    Checked::new(store.list("parsed files", parsed), read.findings)
}

fn read_page(
    file: &FilePath,
    text: &FileText,
    (content, options): (&FilePath, markdown::Options),
    store: &Store,
) -> Checked<Arc<Option<Arc<ParsedFile>>>> {
    let mut findings = Vec::new();
    let text = match text {
        Ok(text) => text,
        Err(ReadError::NotUtf8 { at, lossy }) => {
            let place = Place::span(file, Span::new(*at..(at + 1).min(lossy.len())));
            let finding = Finding::new(Code::NotUtf8, place, "the page is not UTF-8 text");
            findings.push(finding.label("first byte that is wrong").hint("save it as UTF-8 in your editor"));
            lossy
        }
        Err(error) => return Checked::new(Arc::new(None), vec![unreadable(file, error)]),
    };
    let parsed: Arc<Checked<Parsed>> =
        store.memo("parsed", page_key(file, text, options), || parse::file(file, text, &options));
    let path = file.within(content).unwrap_or_else(|| file.clone());
    let parsed = ParsedFile { file: file.clone(), path, parsed };
    Checked::new(Arc::new(Some(Arc::new(parsed))), findings)
}

/// A page's facts depend on its text, on its name (findings carry it) and on how Markdown is read.
fn page_key(file: &FilePath, text: &str, options: markdown::Options) -> MemoKey {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.as_str().as_bytes());
    hasher.update(&[0, options.dialect as u8, options.raw_html as u8, options.punctuation as u8]);
    hasher.update(text.as_bytes());
    hasher.finalize().into()
}

/// Files that pages show, to be measured.
struct FilesShown {
    assets: Arc<Vec<Asset>>,
    marks: Vec<Option<ContentMark>>,
}

impl Rows for FilesShown {
    fn count(&self) -> usize {
        self.marks.len()
    }

    fn name(&self, row: usize) -> &FilePath {
        &self.assets[row].file
    }

    /// Where nobody tells when bytes change, they are read each time.
    fn is_same(&self, row: usize, before: &FilesShown, there: usize) -> bool {
        self.marks[row].is_some()
            && self.marks[row] == before.marks[there]
            && self.assets[row] == before.assets[there]
    }
}

/// Reads the files that pages show, for their hashes and sizes.
fn measure(world: &dyn World, content: Content, store: &Store) -> Checked<Content> {
    let marks = content.assets.iter().map(|asset| world.mark(&asset.file)).collect();
    let shown = FilesShown { assets: content.assets.clone(), marks };
    let measured = store.map_rows("files shown", (), shown, |(), shown, row| {
        let asset = &shown.assets[row];
        match world.bytes(&asset.file) {
            Ok(bytes) => Checked::clean(Arc::new(link::measured(asset, &bytes))),
            Err(error) => Checked::new(Arc::new(asset.clone()), vec![unreadable(&asset.file, &error)]),
        }
    });
    let assets: Vec<Asset> = measured.value.iter().map(|asset| asset.as_ref().clone()).collect();
    let assets = store.last("assets", assets, |assets| Arc::new(assets.clone())).as_ref().clone();
    Checked::new(Content { assets, ..content }, measured.findings)
}

/// That a file of the site cannot be read.
pub fn unreadable(file: &FilePath, error: &ReadError) -> Finding {
    let why = match error {
        ReadError::Missing => "it is not there".to_owned(),
        ReadError::Refused(why) => why.clone(),
        ReadError::NotUtf8 { .. } => {
            return Finding::new(Code::NotUtf8, Place::file(file), "the file is not UTF-8 text");
        }
    };
    Finding::new(Code::UnreadableFile, Place::file(file), format!("`{file}` cannot be read: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_save_of_words_works_out_no_route_anew() {
        let compiled = |words: &str, store: &Store| {
            let page = format!("# Tone\n\n{words}\n");
            let files = [("content/index.md", b"# Home\n".as_slice()), ("content/tone.md", page.as_bytes())];
            let world = MemoryWorld::new(crate::date::Day::new(2026, 11, 16).expect("a day"), files);
            compile(&world, &Request::default(), store).value
        };
        let store = Store::new();
        let (first, second) = (compiled("We write.", &store), compiled("We whisper.", &store));
        assert!(first.shares_routes_with(&second));
    }
}
