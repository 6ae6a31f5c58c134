//! The recipe: a world in, a site out, with everything that was found on the way.

mod edition;
mod govern;
mod layout;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config, Edition};
use crate::diagnostic::{self, Checked, Code, Finding, Place};
use crate::governance::Governance;
use crate::history;
use crate::link;
use crate::markdown;
use crate::model::{Content, Page, Past, Selection};
use crate::parse::{self, Pages, Parsed, ParsedFile};
use crate::path::FilePath;
use crate::route::{Moment, Parts, Site};
use crate::source::{SourceText, Span};
use crate::theme::{Theme, ThemeBinary, ThemeFile};
use crate::world::{MemoKey, ReadError, Store, World};
use layout::Layout;

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
    pub moment: Moment,
    /// Pages whose every text is told together with what it shows, as it is of pages that records speak of: as
    /// [`crate::model::is_called`] knows them.
    pub exact_of: Vec<String>,
}

/// Compiles a site. Whatever is wrong is a finding; the rest of the site is there all the same.
pub fn compile(world: &dyn World, request: &Request, store: &Store) -> Checked<Site> {
    let mut findings = Vec::new();
    let config = site_config(world, request).into_value(&mut findings);
    let layout = Layout::of(world, &config).into_value(&mut findings);

    let parsed = read_pages(world, &layout, &config, store).into_value(&mut findings);
    let pages = parse::pages(&parsed, &config, request.selection).into_value(&mut findings);
    let all = everybody(&pages, &config);
    let asked = govern::asked(world, &config, &layout.content, &all);
    let past = history::past(world, (&all, &asked), &config, store).into_value(&mut findings);
    let today = world.today(&config.zone);
    let told = govern::Told {
        world,
        config: &config,
        content: &layout.content,
        files: &parsed,
        pages: &all,
        past: &past,
        store,
        today,
        exact_of: &request.exact_of,
    };
    let mut governance = govern::govern(&told).into_value(&mut findings);
    let selected = select(&told, pages, governance.as_ref(), request.selection);
    let files = link::Files { drafts: &selected.drafts, unapproved: &selected.unapproved, ..layout.files() };
    let config = named(config, &selected.pages);
    let (past, older) = (selected.past, selected.older);
    let linked = link::link(selected.pages, &files, &config, &site_file());
    let content = of_working_texts(linked, &older).into_value(&mut findings);
    let content = link::redirect_moved(content, &past, &layout.content);
    let content = measure(world, content).into_value(&mut findings);
    let content = match &mut governance {
        Some(governance) => {
            governance.see(&content);
            content.without_leading_to(&governance.withdrawn())
        }
        None => content,
    };
    let checklist = governance.as_ref().map(|governance| governance.check(&content));
    let checklist = checklist.map(|checklist| checklist.into_value(&mut findings));
    let theme = theme(world, &config).into_value(&mut findings);
    findings.extend(missing_templates(&config, &theme));

    let texts = world.versions().ok();
    let moment = request.moment.clone();
    let governed = governance.zip(checklist);
    let parts =
        Parts { content, past, texts, moment, governed, content_folder: layout.content, as_is: layout.as_is };
    let site = Site::new(parts, config, theme, today).into_value(&mut findings);
    store.sweep();
    diagnostic::sort(&mut findings);
    Checked::new(site, findings)
}

/// Every page whose past counts: where a site is governed, that of a draft does too.
fn everybody(pages: &Pages, config: &Config) -> Vec<Page> {
    let drafts = if config.governing.is_some() { &pages.drafts[..] } else { &[] };
    pages.shown.iter().chain(drafts).cloned().collect()
}

/// The pages of the selected edition.
struct Selected {
    pages: Vec<Page>,
    /// Drafts that are left out.
    drafts: Vec<Page>,
    /// Pages that are left out since no text of them is in force.
    unapproved: Vec<Page>,
    past: Past,
    /// The files of pages that stand with an older text than the file has.
    older: HashSet<FilePath>,
}

fn select(
    told: &govern::Told<'_>,
    pages: Pages,
    governance: Option<&Governance>,
    selection: Selection,
) -> Selected {
    let versions = told.world.versions().ok();
    let reading = versions.as_deref().map(|versions| govern::Reading {
        config: told.config,
        content: told.content,
        store: told.store,
        versions,
    });
    let is_approved = told.config.edition == Edition::Approved;
    let is_as_it_stands = |governance: &Governance| !is_approved && !governance.has_deleted();
    let governed = governance.zip(reading).filter(|(governance, _)| !is_as_it_stands(governance));
    let Some((governance, reading)) = governed else {
        let older = HashSet::new();
        let past = told.past.clone();
        return Selected { pages: pages.shown, drafts: pages.drafts, unapproved: Vec::new(), past, older };
    };
    let choose = if is_approved { edition::approved } else { edition::latest };
    let texts = choose(told, governance, &reading);
    // What is wrong with working texts was told when they were read.
    let mut shown = parse::pages(&texts.files, told.config, selection).value;
    texts.mark(&mut shown.shown);
    let past = texts.past(told.pages, told.past, &shown.shown);
    let is_absent = |page: &&Page| page.is_written() && texts.absent.contains(&page.file);
    let unapproved = told.pages.iter().filter(is_absent).cloned().collect();
    let older = texts.older.into_keys().collect();
    Selected { pages: shown.shown, drafts: shown.drafts, unapproved, past, older }
}

/// Takes out what was found in texts that stand in no file: nobody can mend them.
fn of_working_texts(mut linked: Checked<Content>, older: &HashSet<FilePath>) -> Checked<Content> {
    linked.findings.retain(|finding| finding.place.as_ref().is_none_or(|place| !older.contains(&place.file)));
    linked
}

/// The file in which a site says what it is.
pub fn site_file() -> FilePath {
    FilePath::root().join(config::SITE_FILE).unwrap_or_else(FilePath::root)
}

/// What the site says of itself, without a look at its pages.
pub fn site_config_of(world: &dyn World) -> Config {
    site_config(world, &Request::default()).value
}

fn site_config(world: &dyn World, request: &Request) -> Checked<Config> {
    let file = site_file();
    let mut read = match world.text(&file) {
        Ok(text) => config::read(&file, &text),
        Err(ReadError::Missing) => Checked::clean(Config::default()),
        Err(error) => Checked::new(Config::default(), vec![unreadable(&file, &error)]),
    };
    if let Some(base_url) = &request.base_url {
        read.value.base_url = Some(base_url.clone());
    }
    if let Some(edition) = request.edition {
        read.value.edition = edition;
    }
    read
}

/// A site that does not say its name has that of its home page.
fn named(mut config: Config, pages: &[Page]) -> Config {
    if config.name.is_empty() {
        let home = pages.iter().find(|page| page.address.as_str().is_empty());
        config.name = home.map_or_else(|| "Handbook".to_owned(), |page| page.title.to_string());
    }
    config
}

fn read_pages(
    world: &dyn World,
    layout: &Layout,
    config: &Config,
    store: &Store,
) -> Checked<Vec<ParsedFile>> {
    let read: Vec<Checked<Option<ParsedFile>>> = layout
        .pages
        .par_iter()
        .map(|file| read_page(world, file, &layout.content, config.markdown, store))
        .collect();
    let mut findings = Vec::new();
    let files = read.into_iter().filter_map(|page| page.into_value(&mut findings)).collect();
    Checked::new(files, findings)
}

fn read_page(
    world: &dyn World,
    file: &FilePath,
    content: &FilePath,
    options: markdown::Options,
    store: &Store,
) -> Checked<Option<ParsedFile>> {
    let mut findings = Vec::new();
    let text = match world.text(file) {
        Ok(text) => text,
        Err(ReadError::NotUtf8 { at, lossy }) => {
            let place = Place::span(file, Span::new(at..(at + 1).min(lossy.len())));
            let finding = Finding::new(Code::NotUtf8, place, "the page is not UTF-8 text");
            findings.push(finding.label("first byte that is wrong").hint("save it as UTF-8 in your editor"));
            lossy
        }
        Err(error) => return Checked::new(None, vec![unreadable(file, &error)]),
    };
    let parsed: Arc<Checked<Parsed>> =
        store.memo("parsed", page_key(file, &text, options), || parse::file(file, &text, &options));
    let path = file.within(content).unwrap_or_else(|| file.clone());
    Checked::new(Some(ParsedFile { file: file.clone(), path, parsed }), findings)
}

/// A page's facts depend on its text, on its name (findings carry it) and on how Markdown is read.
fn page_key(file: &FilePath, text: &str, options: markdown::Options) -> MemoKey {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.as_str().as_bytes());
    hasher.update(&[0, options.dialect as u8, options.raw_html as u8, options.punctuation as u8]);
    hasher.update(text.as_bytes());
    hasher.finalize().into()
}

/// Reads the files that pages show, for their hashes and sizes.
fn measure(world: &dyn World, content: Content) -> Checked<Content> {
    let mut findings = Vec::new();
    let measured: Vec<_> = content
        .assets
        .par_iter()
        .map(|asset| match world.bytes(&asset.file) {
            Ok(bytes) => Checked::clean(link::measured(asset, &bytes)),
            Err(error) => Checked::new(asset.clone(), vec![unreadable(&asset.file, &error)]),
        })
        .collect();
    let assets = measured.into_iter().map(|asset| asset.into_value(&mut findings)).collect();
    Checked::new(Content { assets, ..content }, findings)
}

fn theme(world: &dyn World, config: &Config) -> Checked<Theme> {
    let mut findings = Vec::new();
    let (mut texts, mut binaries) = (Vec::new(), Vec::new());
    let folder = FilePath::new(&config.theme).filter(|folder| !folder.as_str().is_empty());
    let listing = folder.as_ref().map(|folder| world.list(folder)).unwrap_or_default();
    findings.extend(listing.findings);
    for file in listing.files.into_iter().filter(|file| !file.is_hidden()) {
        let name = folder
            .as_ref()
            .and_then(|folder| file.within(folder))
            .map_or(String::new(), |path| path.as_str().to_owned());
        if matches!(&*file.extension(), "html" | "css" | "js" | "svg" | "txt" | "json") {
            match world.text(&file) {
                Ok(text) => texts.push(ThemeFile { name, source: SourceText { file, text } }),
                Err(error) => findings.push(unreadable(&file, &error)),
            }
        } else {
            match world.bytes(&file) {
                Ok(bytes) => binaries.push(ThemeBinary { name, bytes }),
                Err(error) => findings.push(unreadable(&file, &error)),
            }
        }
    }
    let mut loaded =
        Theme::load_with(&texts, &binaries, config.accent.as_ref().map(|accent| accent.value.as_str()));
    for finding in loaded.findings.iter_mut().filter(|finding| finding.code == Code::BadAccent) {
        finding.place = config.accent.as_ref().map(|accent| Place::span(&site_file(), accent.span));
    }
    findings.append(&mut loaded.findings);
    Checked::new(loaded.value, findings)
}

/// Kinds that name a template which the theme does not have.
fn missing_templates(config: &Config, theme: &Theme) -> Vec<Finding> {
    let missing = config.kinds.all().iter().filter(|kind| !theme.has_template(&kind.template.value));
    let finding = |kind: &Arc<config::Kind>| {
        let name = &kind.template.value;
        let message = format!("there is no template `{name}` for pages of kind `{}`", kind.name);
        Finding::new(Code::TemplateError, Place::span(&site_file(), kind.template.span), message)
            .label("`page.html` serves")
            .hint(format!("write `{}/{name}`", config.theme))
    };
    missing.map(finding).collect()
}

fn unreadable(file: &FilePath, error: &ReadError) -> Finding {
    let why = match error {
        ReadError::Missing => "it is not there".to_owned(),
        ReadError::Refused(why) => why.clone(),
        ReadError::NotUtf8 { .. } => {
            return Finding::new(Code::NotUtf8, Place::file(file), "the file is not UTF-8 text");
        }
    };
    Finding::new(Code::UnreadableFile, Place::file(file), format!("`{file}` cannot be read: {why}"))
}
