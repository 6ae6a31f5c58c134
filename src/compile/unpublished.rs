//! Which files beside pages are published in no edition, whoever links to them: those that hold passwords or keys, and texts
//! that say of themselves that they are drafts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::memo::{Memo, RowsMemo};
use super::watched::Watched;
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::link::Unpublished;
use crate::parse::{may_have_front_matter, says_draft};
use crate::path::FilePath;
use crate::world::{ReadError, World, is_openly_named, is_secret};

/// What is remembered of such files.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct UnpublishedMemos {
    looked_at: RowsMemo<Day, (Arc<[FilePath]>, Arc<[Option<FilePath>]>, Arc<[Watched]>), Option<Unpublished>>,
    all: Memo<HashMap<FilePath, Unpublished>, Arc<HashMap<FilePath, Unpublished>>>,
}

/// Whether a file is a text that says of itself that it is a draft, as one of its names lets it.
pub(super) fn is_draft(world: &dyn World, (file, name): (&FilePath, &FilePath), today: Day) -> bool {
    if !may_have_front_matter(name) {
        return false;
    }
    match world.text(file) {
        Ok(text) | Err(ReadError::NotUtf8 { lossy: text, .. }) => says_draft(name, &text, today),
        Err(_) => false,
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
    fn is_doubtful(&self) -> bool {
        self.names().any(|name| !is_openly_named(name) || may_have_front_matter(name))
    }

    fn why(&self, world: &dyn World, today: Day) -> Option<Unpublished> {
        if self.names().any(|name| is_secret(name, || world.bytes(self.file).ok())) {
            return Some(Unpublished::Secret);
        }
        self.names().any(|name| is_draft(world, (self.file, name), today)).then_some(Unpublished::Draft)
    }
}

impl UnpublishedMemos {
    /// Those among files beside pages, of which some are symbolic links.
    pub(super) fn among(
        &self,
        world: &dyn World,
        (files, linked): (&[FilePath], &BTreeMap<FilePath, FilePath>),
        config: &Config,
    ) -> Arc<HashMap<FilePath, Unpublished>> {
        let real = |file: &FilePath| linked.get(file);
        let is_doubtful = |file: &&FilePath| NamedFile { file, real: real(file) }.is_doubtful();
        let doubtful: Arc<[FilePath]> = files.iter().filter(is_doubtful).cloned().collect();
        let places = doubtful.iter().map(|file| real(file).cloned()).collect();
        let marks = doubtful.iter().map(|file| Watched(world.mark(file))).collect();
        let columns = (doubtful.clone(), places, marks);
        let today = world.today(&config.zone);
        let looked_at = self.looked_at.map(today, columns, |today, (files, places, _), row| {
            let named = NamedFile { file: &files[row], real: places[row].as_ref() };
            Checked::clean(Arc::new(named.why(world, *today)))
        });
        let all = doubtful.iter().zip(&looked_at.value);
        let all = all.filter_map(|(file, why)| Some((file.clone(), (**why)?))).collect();
        self.all.get(all, |all| Arc::new(all.clone()))
    }
}
