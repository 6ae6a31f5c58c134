//! Whether nobody can tell if a text needs approval. Asked in one way of a page as it stands and of its texts of before, so that
//! no past tells what the page itself would not show.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Kinds;
use crate::date::Day;
use crate::governance::fold::Law;
use crate::model::{Fields, Page, PageFacts};
use crate::parse::ParsedFile;
use crate::path::{FilePath, is_index};

/// A page, and where it lies.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) page: &'a Page,
    /// The folders of which nobody can tell which kind their pages are.
    pub(super) unclear_folders: &'a [FilePath],
}

impl Written<'_> {
    /// Whether nobody can tell of which kind the page is, or what else it says by which a model may ask for its approval.
    pub(super) fn is_unclear(&self, law: &Law, today: Day) -> bool {
        let Written { page, unclear_folders } = self;
        let lies_in_such = || unclear_folders.iter().any(|folder| page.path.within(folder).is_some());
        let is_of_no_kind = page.keys.is_unclear("kind") || !page.keys.has("kind") && lies_in_such();
        is_of_no_kind || law.rulebook.may_ask(today, &PageFacts::of(page))
    }
}

/// The folders of which nobody can tell which kind their index sets for the pages in them. An index whose front matter cannot
/// be read is a draft, and still stands there: `page` finds the page that a file makes, where there is one.
pub(super) fn folders<'a, 'p>(
    files: impl IntoIterator<Item = &'a Arc<ParsedFile>>,
    page: &dyn Fn(&FilePath) -> Option<&'p Arc<Page>>,
    kinds: &Kinds,
) -> Vec<FilePath> {
    let is_of_folder = |file: &&Arc<ParsedFile>| is_index(file.path.name());
    let is_unclear = |file: &&Arc<ParsedFile>| {
        let parsed = &file.parsed.value;
        let of_no_page = || Arc::new(parsed.written_keys(kinds.plain(), &Fields::default(), kinds));
        page(&file.file).map_or_else(of_no_page, |page| page.keys.clone()).is_unclear("page_kind")
    };
    let folders = files.into_iter().filter(is_of_folder).filter(is_unclear);
    let folders: BTreeSet<FilePath> = folders.map(|file| file.path.parent()).collect();
    folders.into_iter().collect()
}
