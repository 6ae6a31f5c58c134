//! Which files of a site are what: pages, files beside them, files that are published as they are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::as_is::published_as_is;
use super::by_name::kept_back_by_name;
use super::excluded::meant_exclusions;
use super::linked_pages::SortedFiles;
use super::memo::Memo;
use super::other_settings::other_settings;
use super::unpublished::{PublishedFolders, UnpublishedMemos};
use crate::config::{Config, ConfigValue, Exclude, site_file};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::link::Unpublished;
use crate::model::Selection;
use crate::path::{FilePath, PathPattern, is_markdown};
use crate::route::AsIs;
use crate::shared::ByPtr;
use crate::world::{Listing, NOT_OF_THE_SITE, World};

/// Which files of the root are what.
pub(super) struct Layout {
    pub(super) content: FilePath,
    pub(super) pages: Arc<[FilePath]>,
    /// Those of them of which no more than the name is read.
    pub(super) unread: Arc<[FilePath]>,
    /// Files of the folder of pages that `exclude` takes out as it is written, and that are there by the keys in force: of them
    /// the approved edition has what was approved alone.
    pub(super) excluded: Arc<HashSet<FilePath>>,
    pub(super) beside_pages: Arc<[FilePath]>,
    /// Those of them that are published in no edition.
    pub(super) unpublished: Arc<HashMap<FilePath, Unpublished>>,
    pub(super) as_is: Vec<AsIs>,
    pub(super) as_is_paths: Arc<[FilePath]>,
}

/// What is remembered of it.
#[derive(Default)]
pub(super) struct LayoutMemos {
    files: Memo<FileInputs, Checked<PagesAndBeside>>,
    unpublished: UnpublishedMemos,
}

/// The files of the folder of pages.
#[derive(Clone)]
struct PagesAndBeside {
    pages: Arc<[FilePath]>,
    beside: Arc<[FilePath]>,
    /// Those of both that `exclude` takes out as it is written, and that are there by the keys in force.
    excluded: Arc<HashSet<FilePath>>,
}

/// The files of the folder of pages, that folder, and the settings.
type FileInputs = (ByPtr<[FilePath]>, FilePath, ByPtr<Config>);

impl LayoutMemos {
    /// Which files of the root are what.
    pub(super) fn read(
        &self,
        world: &dyn World,
        config: &Arc<Config>,
        selection: Selection,
    ) -> Checked<Layout> {
        let mut findings = Vec::new();
        let (content, listing) = content_folder(world, config, &mut findings);
        let linked = listing.linked.clone();
        findings.extend(listing.findings);
        if content.as_str().is_empty() {
            findings.extend(left_out(&listing.files, &own_folders(config), config));
        }
        let of = (ByPtr(listing.files), content.clone(), ByPtr::of(config));
        let sorted = |(files, content, config): &FileInputs| sorted(&files.0, content, &config.0);
        let PagesAndBeside { pages, beside: beside_pages, excluded } =
            self.files.get(of, sorted).into_value(&mut findings);
        let folders = PublishedFolders::of(&content, config);
        let files = SortedFiles { pages, beside_pages, unread: Arc::default() };
        let files = files.without_kept_back(world, (&folders, &linked), &mut findings);
        let SortedFiles { pages, beside_pages, unread } = files;
        let folders = folders.shown_with(selection.drafts);
        let unpublished = self.unpublished.among(world, (&beside_pages, &linked), (&folders, config));
        let unpublished = with_excluded(unpublished, &beside_pages, &excluded);
        if pages.is_empty() {
            findings.push(no_pages(world, &content, config));
        }
        findings.extend(kept_back_by_name(&pages, &content, world.today(&config.zone)));
        findings.extend(missing_folders(world, config));
        findings.extend(other_settings(world));
        let as_is = published_as_is(world, config, (&content, &pages), &mut findings);
        let as_is_paths = as_is.iter().filter_map(|file| FilePath::new(file.address.as_str())).collect();
        let layout =
            Layout { content, pages, unread, excluded, beside_pages, unpublished, as_is, as_is_paths };
        Checked::new(layout, findings)
    }
}

/// The folders that hold the site's theme, and what is published as it is.
fn own_folders(config: &Config) -> Vec<FilePath> {
    config.theme_folder().into_iter().chain(config.as_is_folder()).collect()
}

/// The files of the folder of pages that are pages, those beside them, and which of both are taken out.
fn sorted(files: &[FilePath], content: &FilePath, config: &Config) -> Checked<PagesAndBeside> {
    let Checked { value: meant, findings } = meant_exclusions(files, content, &config.exclude);
    let in_root = content.as_str().is_empty();
    let own = own_folders(config);
    let reserved = |file: &FilePath| {
        let first = file.as_str().split('/').next().unwrap_or_default();
        file.as_str().contains("node_modules/")
            || in_root
                && (NOT_OF_THE_SITE.contains(&first)
                    || own.iter().any(|folder| file.within(folder).is_some()))
    };
    let excluded = |file: &FilePath| takes_out(file, content, (&config.exclude, &meant));
    // Dot-files are no pages; a page may still show a picture out of a folder whose name begins with a dot.
    let is_page = |file: &FilePath| is_markdown(file.name()) && !file.is_hidden();
    let own = files.iter().filter(|file| !reserved(file) && !excluded(file)).cloned();
    let (pages, beside): (Vec<FilePath>, Vec<FilePath>) = own.partition(is_page);
    let as_written = &config.exclude_as_written;
    let meant = meant_exclusions(files, content, as_written).value;
    let is_excluded = |file: &&FilePath| takes_out(file, content, (as_written, &meant));
    let excluded = pages.iter().chain(&beside).filter(is_excluded).cloned().collect();
    let files = PagesAndBeside { pages: pages.into(), beside: beside.into(), excluded: Arc::new(excluded) };
    Checked::new(files, findings)
}

/// Whether `exclude` takes out a file, by its patterns and by what was probably meant by them.
fn takes_out(file: &FilePath, content: &FilePath, (exclude, meant): (&Exclude, &[PathPattern])) -> bool {
    let is_out =
        |path: FilePath| exclude.takes_out(&path) || meant.iter().any(|pattern| pattern.fits(path.as_str()));
    file.within(content).is_some_and(is_out)
}

/// The files beside pages that are not published, with those of them that are taken out.
fn with_excluded(
    unpublished: Arc<HashMap<FilePath, Unpublished>>,
    beside: &[FilePath],
    excluded: &HashSet<FilePath>,
) -> Arc<HashMap<FilePath, Unpublished>> {
    if excluded.is_empty() {
        return unpublished;
    }
    let mut all = unpublished.as_ref().clone();
    for file in beside.iter().filter(|file| excluded.contains(*file)) {
        all.entry(file.clone()).or_insert(Unpublished::Excluded);
    }
    Arc::new(all)
}

/// Folders with pages in them that are not read, where the pages are in the root itself: each reported once.
fn left_out(files: &[FilePath], own: &[FilePath], config: &Config) -> Vec<Finding> {
    let pages = files.iter().filter(|file| is_markdown(file.name()) && !file.is_hidden());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let silent = |file: &&FilePath| file.as_str().contains("node_modules/") || config.exclude.takes_out(file);
    for file in pages.filter(|file| !silent(file)) {
        let first = file.as_str().split('/').next().unwrap_or_default();
        let named = own.iter().find(|folder| file.within(folder).is_some()).map(FilePath::as_str);
        if let Some(folder) = named.or_else(|| NOT_OF_THE_SITE.contains(&first).then_some(first)) {
            *counts.entry(folder).or_default() += 1;
        }
    }
    let finding = |(folder, count): (&str, usize)| {
        let pages = if count == 1 { "a Markdown file" } else { "Markdown files" };
        let message = format!("`{folder}` holds {pages} and is not read as a folder of pages");
        Finding::of_site(Code::LeftOut, message)
            .hint("keep pages in a folder of their own, such as `content`, or call that folder otherwise")
            .hint(format!("or say that it is meant: `exclude = [\"{folder}\"]` in site.toml"))
    };
    counts.into_iter().map(finding).collect()
}

fn no_pages(world: &dyn World, content: &FilePath, config: &Config) -> Finding {
    let place = config.content.as_ref().map(|named| Place::span(&site_file(), named.span));
    let is_there = place.is_none() || !world.list(content).files.is_empty() && world.bytes(content).is_err();
    let of_mdx = world.list(content).files.iter().filter(|file| is_mdx(file)).count();
    if of_mdx > 0 {
        let message =
            format!("there is no Markdown page in `{content}`: {of_mdx} files of MDX there are not read");
        let finding = Finding::of_site(Code::NoPages, message);
        return Finding { place, ..finding }
            .hint("call them `.md`, and write what their components show; each that is left is reported");
    }
    if is_there {
        let finding = Finding::of_site(Code::NoPages, format!("there is no Markdown page in `{content}`"));
        return Finding { place, ..finding }.hint("`guidepost init DIR` writes a small site to start from");
    }
    let finding = Finding::of_site(Code::NoPages, format!("there is no folder `{content}` with pages in it"));
    Finding { place, ..finding }.hint_if(folders_there(world))
}

fn is_mdx(file: &FilePath) -> bool {
    file.name().rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("mdx"))
}

/// Folders that the site names and that are not there.
fn missing_folders(world: &dyn World, config: &Config) -> Vec<Finding> {
    let missing = |named: &&ConfigValue<String>| {
        let listing = FilePath::new(&named.value).map(|folder| world.list(&folder)).unwrap_or_default();
        listing.files.is_empty() && listing.findings.is_empty()
    };
    let finding = |named: &ConfigValue<String>| {
        let message = format!("there is no folder `{}`, or nothing in it", named.value);
        let place = Place::span(&site_file(), named.span);
        Finding::new(Code::BadConfig, place, message).hint_if(folders_there(world))
    };
    config.named_folders.iter().filter(missing).map(finding).collect()
}

/// The folders of the root, for whoever has named one that is not there.
fn folders_there(world: &dyn World) -> Option<String> {
    let listing = world.list(&FilePath::root());
    let mut names: Vec<&str> =
        listing.files.iter().filter_map(|file| Some(file.as_str().split_once('/')?.0)).collect();
    names.dedup();
    names.retain(|name| !name.starts_with('.'));
    let names: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("the site has {}", names.join(", ")))
}

/// Whether there is a page among the files of a folder.
pub fn has_pages(listing: &Listing) -> bool {
    listing.files.iter().any(|file| is_markdown(file.name()) && !file.is_hidden())
}

/// The folder of pages, with what is in it.
fn content_folder(world: &dyn World, config: &Config, findings: &mut Vec<Finding>) -> (FilePath, Listing) {
    if let Some(named) = config.content.as_ref().filter(|named| FilePath::new(&named.value).is_none()) {
        let message = format!("`content` leads out of the site: `{}`", named.value);
        findings.push(
            Finding::new(Code::BadConfig, Place::span(&site_file(), named.span), message)
                .hint("name a folder below site.toml"),
        );
    }
    let mut listed = None;
    let folder = config.content_folder(&mut |folder| {
        listed = Some(world.list(folder)).filter(has_pages);
        listed.is_some()
    });
    let listing = listed.unwrap_or_else(|| world.list(&folder));
    (folder, listing)
}
