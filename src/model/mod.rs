//! What a site is made of. Data only: other rooms make it and read it.

mod alike;
mod asset;
mod checklist;
mod content;
mod control;
mod exact_text;
mod facts;
mod field;
mod front_field;
mod governance_model;
mod handle;
mod in_force;
mod object_id;
mod page;
mod page_names;
mod page_state;
mod past;
mod record;
mod repo_path;
mod revision;
mod role;
mod seal;
mod selector;

pub use alike::may_be_one;
pub use asset::{Asset, AssetId, Media, PlayedWith};
pub use checklist::{Awaited, Checklist, Evidence, Item, Status, SubjectName};
pub use content::{Content, End, Entry, Errand, Folder, FolderId, Redirect, Referrer, Related, Tag, Target};
pub use control::{About, Control};
pub use exact_text::{Embedded, ExactText, Reference, ReferencedFile};
pub use facts::Facts;
pub use field::{FieldValue, Fields, Named};
pub use front_field::FrontField;
pub use governance_model::{Model, Proof};
pub use handle::{Handle, same_handle};
pub use in_force::{Basis, Hindrance, InForce, Issue, Standing, Waiting};
pub use object_id::{CommitId, ObjectId, TextId};
pub use page::{Face, Page, PageId, Source, Stood, is_called};
pub use page_names::fold_name;
pub use page_state::PageState;
pub use past::{Beside, GoneFile, Known, Past, Told};
pub use record::{Arrival, Deed, Leaves, Record, Strength};
pub use repo_path::RepoPath;
pub use revision::{
    Before, Boundary, Change, Commit, Completeness, Event, EventKind, Folded, PageHistory, Person, Revision,
    Stated,
};
pub use role::{Capacity, Role, Roles, Tenure};
pub use seal::{Seal, SealKind, Seals};
pub use selector::Selector;

/// What of a site is wanted.
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
