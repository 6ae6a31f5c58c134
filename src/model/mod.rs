//! What a site is made of. Data only: other rooms make it and read it.

mod asset;
mod content;
mod field;
mod object_id;
mod page;
mod past;
mod repo_path;
mod revision;

pub use asset::{Asset, AssetId, Media};
pub use content::{Content, End, Entry, Errand, Folder, FolderId, Redirect, Referrer, Related, Tag, Target};
pub use field::{FieldValue, Fields, Named};
pub use object_id::{CommitId, ObjectId, TextId};
pub use page::{Page, PageId, Source};
pub use past::{Known, Past, Told};
pub use repo_path::RepoPath;
pub use revision::{
    Before, Change, Commit, Completeness, Event, EventKind, Folded, PageHistory, Person, Revision, Stated,
};

/// What of a site is wanted. Edition and audience join when governance does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Selection {
    /// Whether drafts are in.
    pub drafts: Drafts,
}

/// Whether pages marked `draft: true` are in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Drafts {
    /// They are left out.
    #[default]
    Hidden,
    /// They are in, and marked.
    Shown,
}
