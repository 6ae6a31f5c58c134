//! What a site holds besides the pages of its working tree, and what of it may be published.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::Withheld;
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::SecretBy;

/// What a site holds besides its pages.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SiteFiles {
    /// The folder of pages, from the site's root.
    pub content: FilePath,
    /// Files below it that are no pages, from the site's root.
    pub beside_pages: Arc<[FilePath]>,
    /// Files that are published as they are, by their path in that folder.
    pub published_as_is: Arc<[FilePath]>,
    /// Pages whose text does not stand in the edition.
    pub withheld: SharedList<Withheld>,
    /// The files that were approved with pages.
    pub covered: Arc<ApprovedFiles>,
    /// Files that browsers run or render as documents, and that were approved with no text that stands as it is.
    pub active: Arc<HashSet<FilePath>>,
    /// Files that are published in no edition.
    pub unpublished: Arc<HashMap<FilePath, Unpublished>>,
    /// The pages, by file, whose text in force is shown: what names one of them and a page that nobody approves means the
    /// one in force.
    pub in_force: Arc<HashSet<FilePath>>,
    /// Where texts in force stand whose pages drafts have moved, by where the drafts are.
    pub stands_at: Arc<HashMap<FilePath, FilePath>>,
    /// Where pages are by now, by where the version history knows them to have been.
    pub moved_to: Arc<HashMap<FilePath, FilePath>>,
    /// The ids of pages that were in force, each with its file.
    pub held_ids: Arc<HashMap<Arc<str>, FilePath>>,
}

/// Why a file is published in no edition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unpublished {
    /// It holds passwords or keys, as this says.
    Secret(SecretBy),
    /// It says of itself that it is a draft.
    Draft,
    /// It lies in a folder of drafts.
    AmongDrafts,
    /// It is the text of a page that is none, since its name, or that of a folder, begins with a dot.
    HiddenPage,
    /// It is there for version control.
    OfVersionControl,
    /// `exclude` takes it out as `site.toml` is written, whatever key is in force: it is there for what was approved with it alone.
    Excluded,
}

/// The files that pages show or link as they were approved with them, by the file of the page, all from the site's root:
/// such a page leads to no others.
pub type ApprovedFiles = HashMap<FilePath, HashSet<FilePath>>;
