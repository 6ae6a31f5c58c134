//! What a site is made of. Data only: other rooms make it and read it.

mod alike;
mod asset;
mod checklist;
mod content;
mod control;
mod data_block;
mod data_table;
mod decimal;
mod exact_text;
mod facts;
mod field;
mod front_field;
mod governance_model;
mod handle;
mod in_force;
mod looks;
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
mod why_draft;
mod withheld;
mod written_keys;

pub use alike::may_be_one;
pub use asset::{Asset, AssetId, FILMS, Media, PlayedWith, is_media};
pub use checklist::{Awaited, Checklist, Item, ItemEvidence, Status, SubjectName};
pub use content::{
    Book, BookEntry, Content, End, Folder, FolderEntry, FolderId, MetadataVersion, QuickLink, Redirect,
    Referrer, Related, Tag, Target,
};
pub use control::{Control, ControlScope};
pub use data_block::{BlockSaid, DataBlock};
pub use data_table::{DataTable, TableRow};
pub use decimal::Decimal;
pub use exact_text::{Embedded, ExactText, FileRelation, ReferencedFile};
pub use facts::PageFacts;
pub use field::{FieldValue, Fields, NamedValue};
pub use front_field::FrontField;
pub use governance_model::{Model, Proof};
pub use handle::{Handle, same_handle};
pub use in_force::{Hindrance, InForce, InForceReason, Issue, Standing, Waiting};
pub use looks::look_same;
pub use object_id::{CommitId, ObjectId, TextId};
pub use page::{HistoricalSource, Page, PageId, PageSignature, Source, is_called, is_path_of};
pub use page_names::fold_name;
pub use page_state::PageState;
pub use past::{DraftMarks, Histories, HistoryState, NoHistory, Past};
pub use record::*;
pub use repo_path::RepoPath;
pub use revision::{
    BaseText, Boundary, CollapseReason, Commit, CommitShown, Completeness, Event, EventKind, Importance,
    PageHistory, Person, Revision, StatedRevision,
};
pub use role::{Capacity, Role, Roles, Tenure};
pub use seal::{Seal, SealKind, Seals};
pub use selector::Selector;
pub use why_draft::WhyDraft;
pub use withheld::{Withheld, WithheldReason};
pub use written_keys::{WrittenKey, WrittenKeys};

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
