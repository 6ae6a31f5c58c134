//! Which files beside pages are published in no edition, whoever links to them: those that hold passwords or keys, what
//! lies in a folder of drafts, and texts that say of themselves that they are drafts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::memo::{Memo, RowsMemo};
use super::watched::Watched;
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::link::Unpublished;
use crate::model::{Drafts, Embedded};
use crate::parse::{may_have_front_matter, says_draft};
use crate::path::{FilePath, is_markdown};
use crate::world::{
    NOT_OF_THE_SITE, OF_VERSION_CONTROL, ReadError, Versions, World, as_text, is_openly_named,
    is_published_name, secret_by,
};

/// What is remembered of such files.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct UnpublishedMemos {
    looked_at: RowsMemo<
        (Day, PublishedFolders),
        (Arc<[FilePath]>, Arc<[Option<FilePath>]>, Arc<[Watched]>),
        Option<Unpublished>,
    >,
    all: Memo<HashMap<FilePath, Unpublished>, Arc<HashMap<FilePath, Unpublished>>>,
}

/// The folders whose files are published. What they are called themselves, and what lies above them, makes no file a draft.
#[derive(Clone, PartialEq)]
pub(super) struct PublishedFolders {
    folders: Vec<FilePath>,
    /// Whether files of drafts are shown with them.
    drafts: Drafts,
}

impl PublishedFolders {
    /// Those of a site: the folder of pages, and that of files that are published as they are.
    pub(super) fn of(content: &FilePath, config: &Config) -> PublishedFolders {
        PublishedFolders { folders: config.published_folders(content), drafts: Drafts::Hidden }
    }

    /// The same where drafts are hidden, or shown with the files that lie beside them.
    pub(super) fn shown_with(self, drafts: Drafts) -> PublishedFolders {
        PublishedFolders { drafts, ..self }
    }

    /// Whether a file lies in a folder of drafts, as seen from the nearest of them.
    pub(super) fn has_among_drafts(&self, file: &FilePath) -> bool {
        self.drafts == Drafts::Hidden && file.is_among_drafts_of(&self.folders)
    }

    /// Whether a file is a draft by one of its names: by where it lies, or since it is a text that says so.
    pub(super) fn why_draft(
        &self,
        world: &dyn World,
        (file, name): (&FilePath, &FilePath),
        today: Day,
    ) -> Option<Unpublished> {
        if self.has_among_drafts(name) {
            return Some(Unpublished::AmongDrafts);
        }
        if !may_have_front_matter(name) {
            return None;
        }
        match world.text(file) {
            Ok(text) | Err(ReadError::NotUtf8 { lossy: text, .. }) => {
                says_draft(name, &text, today).then_some(Unpublished::Draft)
            }
            Err(_) => None,
        }
    }

    /// Why a page is kept back that is a link to a file of this name.
    pub(super) fn why_linked(
        &self,
        world: &dyn World,
        (page, real): (&FilePath, &FilePath),
    ) -> Option<Unpublished> {
        if let Some(by) = secret_by(real, || world.bytes(page).ok()) {
            return Some(Unpublished::Secret(by));
        }
        self.has_among_drafts(real).then_some(Unpublished::AmongDrafts)
    }
}

/// A file, and where it really is if a link leads to it.
struct NamedFile<'a> {
    file: &'a FilePath,
    real: Option<&'a FilePath>,
}

impl NamedFile<'_> {
    fn names(&self) -> impl Iterator<Item = &FilePath> {
        std::iter::once(self.file).chain(self.real)
    }

    /// Whether it must be looked at: of most files the names say enough.
    fn is_doubtful(&self, folders: &PublishedFolders) -> bool {
        self.names().any(|name| {
            !is_openly_named(name)
                || may_have_front_matter(name)
                || OF_VERSION_CONTROL.contains(&name.name())
                || folders.has_among_drafts(name)
        })
    }

    fn why(&self, world: &dyn World, folders: &PublishedFolders, today: Day) -> Option<Unpublished> {
        if let Some(by) = self.names().find_map(|name| secret_by(name, || world.bytes(self.file).ok())) {
            return Some(Unpublished::Secret(by));
        }
        if self.names().any(|name| OF_VERSION_CONTROL.contains(&name.name())) {
            return Some(Unpublished::OfVersionControl);
        }
        let draft = self.names().find_map(|name| folders.why_draft(world, (self.file, name), today));
        // Of what is called as pages are, and is none, nobody decided that it may be read.
        let is_hidden_page = || is_markdown(self.file.name()) && self.file.is_hidden();
        draft.or_else(|| is_hidden_page().then_some(Unpublished::HiddenPage))
    }
}

/// What a site publishes of files as they were: nothing that it does not publish of those of today, by the same rules.
pub(super) struct OlderGate<'a> {
    pub(super) content: &'a FilePath,
    pub(super) config: &'a Config,
    pub(super) versions: Option<&'a dyn Versions>,
    pub(super) today: Day,
}

impl OlderGate<'_> {
    /// Whether a file is published with these bytes where a text shows it.
    pub(super) fn is_open(&self, embedded: &Embedded) -> bool {
        let OlderGate { content, config, .. } = self;
        let file = &embedded.file;
        let is_excluded = file.within(content).is_some_and(|path| config.exclude.takes_out(&path));
        let first = file.as_str().split('/').next().unwrap_or_default();
        let is_of_others = content.as_str().is_empty() && NOT_OF_THE_SITE.contains(&first);
        let is_for_git = OF_VERSION_CONTROL.contains(&file.name());
        let is_of_site = is_published_name(file) && !is_excluded && !is_of_others && !is_for_git;
        is_of_site && !is_markdown(file.name()) && !self.may_be_draft(embedded)
    }

    /// Whether it is a text that says so, or nobody can tell.
    fn may_be_draft(&self, Embedded { file, id }: &Embedded) -> bool {
        if !may_have_front_matter(file) {
            return false;
        }
        let bytes = self.versions.and_then(|versions| versions.file_bytes(*id).ok());
        bytes.is_none_or(|bytes| says_draft(file, &as_text(&bytes), self.today))
    }
}

impl UnpublishedMemos {
    /// Those among files beside pages, of which some are symbolic links.
    pub(super) fn among(
        &self,
        world: &dyn World,
        (files, linked): (&[FilePath], &BTreeMap<FilePath, FilePath>),
        (folders, config): (&PublishedFolders, &Config),
    ) -> Arc<HashMap<FilePath, Unpublished>> {
        let real = |file: &FilePath| linked.get(file);
        let is_doubtful = |file: &&FilePath| NamedFile { file, real: real(file) }.is_doubtful(folders);
        let doubtful: Arc<[FilePath]> = files.iter().filter(is_doubtful).cloned().collect();
        let places = doubtful.iter().map(|file| real(file).cloned()).collect();
        let marks = doubtful.iter().map(|file| Watched(world.mark(file))).collect();
        let columns = (doubtful.clone(), places, marks);
        let common = (world.today(&config.zone), folders.clone());
        let looked_at = self.looked_at.map(common, columns, |(today, folders), (files, places, _), row| {
            let named = NamedFile { file: &files[row], real: places[row].as_ref() };
            Checked::clean(Arc::new(named.why(world, folders, *today)))
        });
        let all = doubtful.iter().zip(&looked_at.value);
        let all = all.filter_map(|(file, why)| Some((file.clone(), (**why)?))).collect();
        self.all.get(all, |all| Arc::new(all.clone()))
    }
}
