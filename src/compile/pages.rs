//! Files -> pages, and the files that they show.

use std::sync::Arc;

use super::failed::Failed;
use super::layout::Layout;
use super::memo::{Equal, ListMemo, Memo, RowsMemo, SignatureMemo};
use super::unreadable::unreadable;
use super::watched::Watched;
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::defect::{self, Stage, Work};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::link;
use crate::markdown;
use crate::model::{Asset, Content, Page, PageSignature, Selection};
use crate::parse::{
    self, COUNTS_AS_DRAFT, FolderIndex, FolderRole, Folders, Legible, PageOrder, ParsedFile, SitePages,
};
use crate::path::{FilePath, is_index};
use crate::shared::{ByPtr, SharedList};
use crate::source::Span;
use crate::world::{FileText, LfsPointer, ReadError, World, not_pulled};

/// What is remembered of files as they were read.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct ReadingMemos {
    read: RowsMemo<
        (FilePath, markdown::Options),
        (Arc<[FilePath]>, Equal<FileText>, Arc<[Option<Legible>]>),
        Option<Arc<ParsedFile>>,
    >,
    parsed: ListMemo<ParsedFile>,
    with_drafts: ListMemo<Page>,
    signatures: SignatureMemo,
    measured: RowsMemo<(), (Arc<Vec<Asset>>, Arc<[Watched]>), Asset>,
    assets: Memo<Vec<Asset>, Arc<Vec<Asset>>>,
}

/// What is remembered of the pages that files make.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct PageMemos {
    indexes: RowsMemo<Day, (SharedList<ParsedFile>,), Option<FolderIndex>>,
    folders: Memo<(SharedList<Option<FolderIndex>>, ByPtr<Config>), Arc<Folders>>,
    roles: RowsMemo<ByPtr<Folders>, (SharedList<ParsedFile>,), FolderRole>,
    made: RowsMemo<(ByPtr<Config>, Day), (SharedList<ParsedFile>, SharedList<FolderRole>), Page>,
    signatures: SignatureMemo,
    order: Memo<(SharedList<PageSignature>, ByPtr<Config>, Selection), Checked<Arc<PageOrder>>>,
    shown: ListMemo<Page>,
    drafts: ListMemo<Page>,
}

impl ReadingMemos {
    /// Reads the files of pages.
    pub(super) fn parsed(
        &self,
        world: &dyn World,
        (layout, failed): (&Layout, &Failed),
        config: &Config,
    ) -> Checked<SharedList<ParsedFile>> {
        let common = (layout.content.clone(), config.markdown);
        let texts = Equal(world.texts(&layout.pages));
        let columns = (layout.pages.clone(), texts, failed.legible(&layout.pages, &layout.unread));
        let read = self.read.map(common, columns, |(content, options), (files, texts, legible), row| {
            let page = PageFile { file: &files[row], text: &texts.0[row], legible: legible[row] };
            defect::marked(Work::on(Stage::Reading, page.file), || page.read(content, *options))
        });
        let parsed = read.value.iter().filter_map(|read| read.as_ref().as_ref());
        Checked::new(self.parsed.list(parsed), read.findings)
    }

    /// Every page whose past counts, and the same without words: where a site is governed, drafts have a past too.
    pub(super) fn with_drafts(
        &self,
        pages: &SitePages,
        config: &Config,
    ) -> (SharedList<Page>, SharedList<PageSignature>) {
        let all = if config.governing.is_some() {
            let drafts = pages.drafts.iter().filter(|page| !page.is_stand_in);
            self.with_drafts.list(pages.shown.iter().chain(drafts))
        } else {
            pages.shown.clone()
        };
        let signatures = self.signatures.signatures_of(&all);
        (all, signatures)
    }

    /// Reads the files that pages show, for their hashes and sizes.
    pub(super) fn measured(&self, world: &dyn World, content: Content) -> Checked<Content> {
        let marks = content.assets.iter().map(|asset| Watched(world.mark(&asset.file))).collect();
        let columns = (content.assets.clone(), marks);
        let measured = self.measured.map((), columns, |(), (assets, _), row| {
            let asset = &assets[row];
            let measured =
                defect::contained(Work::on(Stage::Measuring, &asset.file), || measure(world, asset));
            // Without its size it is shown all the same.
            measured.unwrap_or_else(|defect| Checked::new(Arc::new(asset.clone()), vec![defect.finding()]))
        });
        let assets: Vec<Asset> = measured.value.iter().map(|asset| asset.as_ref().clone()).collect();
        let assets = self.assets.get(assets, |assets| Arc::new(assets.clone()));
        Checked::new(Content { assets, ..content }, measured.findings)
    }
}

impl PageMemos {
    /// Makes pages of files, as [`parse::pages`] does, but for those that are to be published on a later day.
    pub(super) fn made_of(
        &self,
        world: &dyn World,
        files: &SharedList<ParsedFile>,
        config: &Arc<Config>,
        selection: Selection,
    ) -> Checked<SitePages> {
        let today = world.today(&config.zone);
        let indexes = self.indexes.map_interned(today, (files.clone(),), |today, (files,), row| {
            let work = Work::on(Stage::Assembling, &files[row].file);
            defect::marked(work, || Arc::new(FolderIndex::of(&files[row], Some(*today))))
        });
        let folders = self.folders.get((indexes, ByPtr::of(config)), |(indexes, ByPtr(config))| {
            Arc::new(Folders::new(indexes.iter().filter_map(|index| index.as_ref().as_ref()), config))
        });
        let roles = self.roles.map_interned(ByPtr(folders), (files.clone(),), |folders, (files,), row| {
            Arc::new(folders.0.role(&files[row].path))
        });
        let common = (ByPtr::of(config), today);
        let made = self.made.map(common, (files.clone(), roles), |(config, today), (files, roles), row| {
            let work = Work::on(Stage::Assembling, &files[row].file);
            defect::marked(work, || parse::page(&files[row], &roles[row], &config.0, Some(*today)))
        });
        let Checked { value: made, findings } = made;
        let mut findings = parse::unknown_keys_in_one(findings);
        let inputs = (self.signatures.signatures_of(&made), ByPtr::of(config), selection);
        let order = self.order.get(inputs, |(signatures, ByPtr(config), selection)| {
            let order = parse::arranged(signatures, config, *selection);
            Checked::new(Arc::new(order.value), order.findings)
        });
        let order = order.into_value(&mut findings);
        let (shown, drafts) = (self.shown.list(order.shown(&made)), self.drafts.list(order.drafts(&made)));
        Checked::new(SitePages { shown, drafts }, findings)
    }
}

fn measure(world: &dyn World, asset: &Asset) -> Checked<Arc<Asset>> {
    match world.bytes(&asset.file) {
        Ok(bytes) if LfsPointer::of(&bytes).is_some() => {
            Checked::new(Arc::new(asset.clone()), vec![unreadable(&asset.file, &not_pulled())])
        }
        Ok(bytes) => Checked::clean(Arc::new(link::measured(asset, &bytes))),
        Err(error) => Checked::new(Arc::new(asset.clone()), vec![unreadable(&asset.file, &error)]),
    }
}

/// The file of a page, as it was read.
struct PageFile<'a> {
    file: &'a FilePath,
    text: &'a FileText,
    /// How much of it is read; `None` where that is all.
    legible: Option<Legible>,
}

impl PageFile<'_> {
    /// What it says; `None` where it cannot be read.
    fn read(&self, content: &FilePath, options: markdown::Options) -> Checked<Arc<Option<Arc<ParsedFile>>>> {
        let PageFile { file, text, legible } = *self;
        let (parsed, finding) = match (text, legible) {
            (Ok(text), _) if LfsPointer::of(text.as_bytes()).is_some() => {
                return self.read_as_nothing(content, unreadable(file, &not_pulled()), options);
            }
            (Ok(text), None) => (parse::file(file, text, &options), None),
            (Err(ReadError::NotUtf8 { at, lossy }), None) => {
                (parse::file_in_part(file, lossy, &options), Some(not_utf8(file, *at, lossy)))
            }
            (Ok(text) | Err(ReadError::NotUtf8 { lossy: text, .. }), Some(less)) => {
                (parse::stand_in(file, text, less, &options), None)
            }
            (Err(error), _) => return self.read_as_nothing(content, unreadable(file, error), options),
        };
        let finding = finding.map(|finding| parse::with_pages_below(finding, file, &parsed.value));
        Checked::new(Arc::new(Some(self.parsed(content, parsed))), finding.into_iter().collect())
    }

    /// What a file says that cannot be read: nothing, unless it is the page of a folder, of which the pages below must know.
    fn read_as_nothing(
        &self,
        content: &FilePath,
        finding: Finding,
        options: markdown::Options,
    ) -> Checked<Arc<Option<Arc<ParsedFile>>>> {
        let finding = finding.hint(NOT_PUBLISHED);
        if !is_index(self.file.name()) {
            return Checked::new(Arc::new(None), vec![finding]);
        }
        let parsed = parse::stand_in(self.file, "", Legible::Name, &options);
        let finding = parse::with_pages_below(finding, self.file, &parsed.value);
        Checked::new(Arc::new(Some(self.parsed(content, parsed))), vec![finding])
    }

    fn parsed(&self, content: &FilePath, parsed: Checked<parse::Parsed>) -> Arc<ParsedFile> {
        let path = self.file.within(content).unwrap_or_else(|| self.file.clone());
        Arc::new(ParsedFile { file: self.file.clone(), path, parsed: Arc::new(parsed) })
    }
}

/// What a finding says of a page that is in no output, not even where an earlier build had it.
const NOT_PUBLISHED: &str =
    "until it can be read its page is not published; one of an earlier build is removed";

fn not_utf8(file: &FilePath, at: usize, lossy: &str) -> Finding {
    let place = Place::span(file, Span::new(at..(at + 1).min(lossy.len())));
    Finding::new(Code::NotUtf8, place, "the page is not UTF-8 text")
        .label("first byte that is wrong")
        .hint("save it as UTF-8 in your editor")
        .hint(COUNTS_AS_DRAFT)
}
