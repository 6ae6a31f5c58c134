//! What governance goes by.

use std::sync::Arc;

use crate::config::Config;
use crate::date::Day;
use crate::model::{Page, PageSignature, Past};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::{Versions, World};

/// The kind of the pages that are governance models.
pub(super) const KIND: &str = "governance-model";

/// What governance goes by.
pub(in crate::compile) struct GovernanceInputs<'a> {
    pub(in crate::compile) world: &'a dyn World,
    pub(in crate::compile) config: &'a Arc<Config>,
    /// The folder of pages, from the site's root.
    pub(in crate::compile) content: &'a FilePath,
    /// Every page, those that are left out as drafts last.
    pub(in crate::compile) pages: &'a SharedList<Page>,
    /// All of them but their words, in the same order.
    pub(in crate::compile) signatures: SharedList<PageSignature>,
    /// The files that their working texts name, in the same order.
    pub(in crate::compile) shows: SharedList<NamedFiles>,
    /// Their pasts, in the same order.
    pub(in crate::compile) past: &'a Past,
    /// The versions that know where the site stood in each commit.
    pub(in crate::compile) versions: Option<Arc<dyn Versions>>,
    pub(in crate::compile) today: Day,
}

/// Files that a page shows or links, each as it is written there, and where it is from the site's root.
pub(in crate::compile) type NamedFiles = Vec<(Arc<str>, FilePath)>;

/// The profiles that a site is governed by.
pub(super) fn profiles(config: &Config) -> Vec<Arc<str>> {
    let profiles = config.governing.iter().flat_map(|governing| &governing.profiles);
    profiles.map(|profile| profile.as_str().into()).collect()
}
