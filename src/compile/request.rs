//! What is asked for beyond the files.

use crate::config::Edition;
use crate::model::{CommitId, Selection};
use crate::route::ViewedAt;

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
    /// Its readers, who are shown nothing of that where it is not known what is in force.
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
