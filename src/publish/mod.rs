//! Publishing: releases at a target, of which readers are served one, whole.
//!
//! A [`Release`] says what a release consists of and what it says of itself; the [`PublishLog`] says which was served when.
//! [`changes`] compares two of them, and [`refusals`] says what readers would lose. A [`PublishFolder`] is a target on disk:
//! files are put into a [`StagedRelease`] that nobody is served, and one switch puts it in the place of the release before.
//! An [`InPlaceTarget`] is one whose files are replaced one by one. Commands know both as a [`ReleaseTarget`].

#![expect(clippy::disallowed_methods, reason = "the door to what is published")]

mod act;
pub mod at_once;
mod carried;
mod changes;
mod content_names;
mod damage;
pub mod described;
mod durable;
mod error;
mod folder;
mod folder_kind;
mod in_place;
mod kill_point;
mod log;
mod packing;
mod refusals;
mod rehearsal;
mod release;
pub mod servers;
mod target;
pub mod web;

pub use act::Act;
pub use carried::carried;
pub use changes::{PublishedChange, ReleaseChanges, changes};
pub use content_names::is_named_by_content;
pub use damage::{Damage, SoundRelease};
pub use error::PublishError;
pub use folder::{HeldFolder, PublishFolder, StagedRelease};
pub use folder_kind::{LinkProbe, folder_target};
pub use in_place::{
    BrowserCaching, FilePlace, FileShare, InPlaceTarget, ListedFile, LockTimes, Mark, PlaceError, StoredFile,
    WriteCondition, WrittenFile,
};
pub use log::{LogAction, LogEntry, PublishLog};
pub use refusals::refusals;
pub use rehearsal::{Rehearsal, RehearsedFile};
pub use release::{
    CarriedFile, GovernanceSummary, PublishedFile, PublishedPage, Release, ReleaseId, ReleaseSource,
};
pub use target::{
    HeldTarget, OtherLock, Published, ReleaseStage, ReleaseTarget, TargetState, UpcomingRelease, overlap,
};
