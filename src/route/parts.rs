//! What a site is put together from, and what of it may be that of the site before.

use super::answer::Route;
use super::governed::index::GovernanceIndex;
use super::issued::IssueNames;
use super::older::OlderFiles;
use super::reading_order::Neighbours;
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::governance::Governance;
use crate::governance::fold::Refusal;
use crate::link;
use crate::model::{Checklist, Content, Folder, MetadataVersion, PageId, Past};
use crate::path::{Address, FilePath};
use crate::shared::ByPtr;
use crate::theme::Theme;
use crate::theme::view::SiteView;
use crate::world::Versions;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// What a site is put together from.
pub struct Parts {
    /// The linked pages.
    pub content: Content,
    /// What the site says of itself.
    pub config: Arc<Config>,
    /// How it looks.
    pub theme: Arc<Theme>,
    /// Which day the site is made for.
    pub today: Day,
    /// What is known of their pasts.
    pub past: Past,
    /// Where the texts of revisions are read.
    pub texts: Option<Arc<dyn Versions>>,
    /// Whether that is how it stands, or how it once stood.
    pub moment: ViewedAt,
    /// How it is governed, and how every control stands.
    pub governed: Option<(Governance, Checklist)>,
    /// Why it is not known what is in force.
    pub unknown: Option<Refusal>,
    /// The folder of pages, from the site's root.
    pub content_folder: FilePath,
    /// Files that are published as they are.
    pub as_is: Vec<AsIs>,
}

/// What follows from some of the parts of a site, and may be that of another site that has the same ones.
pub struct Kept {
    /// The addresses of what somebody wrote.
    pub written: OnDemand<WrittenAddresses>,
    /// What references in older texts lead to.
    pub places: OnDemand<link::HistoricalLinks>,
    /// What comes before and after each page.
    pub neighbours: Arc<Vec<Neighbours>>,
    /// Files as older texts show them.
    pub older: Arc<OlderFiles>,
    /// How the addresses of texts that were in force end.
    pub issue_names: Arc<IssueNames>,
    /// Where things are found among what governance knows.
    pub index: Arc<GovernanceIndex>,
}

/// The addresses of what somebody wrote, folded.
pub type WrittenAddresses = HashSet<String>;

/// What navigation is made from; the pages are those that nobody approves.
pub type NavigationInputs = ((MetadataVersion, Arc<Vec<Folder>>), ByPtr<Theme>, SiteView, Vec<PageId>);

/// Something that is worked out when somebody asks for it first. Clones share it.
pub struct OnDemand<T>(Arc<OnceLock<T>>);

impl<T> OnDemand<T> {
    pub(super) fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> Clone for OnDemand<T> {
    fn clone(&self) -> Self {
        OnDemand(self.0.clone())
    }
}

impl<T> Default for OnDemand<T> {
    fn default() -> Self {
        OnDemand(Arc::default())
    }
}

/// Whether a site is shown as it stands, or as it once stood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum ViewedAt {
    /// As it stands.
    #[default]
    Now,
    /// As a commit has it.
    Then {
        /// The day of the commit.
        day: Day,
        /// The first digits of its id.
        commit: String,
    },
}

/// A file that is published as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AsIs {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its path in the folder of such files, which is its address.
    pub address: Address,
}

/// An address at which evidence was found once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedEvidence {
    pub(super) from: Address,
    /// The page that it is about.
    pub(super) page: PageId,
    /// What is found somewhere else now.
    pub(super) to: Route,
}

/// What a site publishes.
#[derive(Debug, Default)]
pub struct PublishedRoutes {
    /// In the order in which they are made.
    pub(super) routes: Vec<Route>,
    pub(super) by_address: HashMap<Address, Route>,
    /// What is left out, since something else is found there.
    pub(super) findings: Vec<Finding>,
}
