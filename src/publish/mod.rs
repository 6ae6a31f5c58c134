//! Publishing: releases at a target, of which readers are served one, whole.
//!
//! A [`Release`] says what a release consists of and what it says of itself; the [`PublishLog`] says which was served when.
//! [`changes`] compares two of them, and [`refusals`] says what readers would lose. A [`PublishFolder`] is a target on disk:
//! files are put into a [`StagedRelease`] that nobody is served, and one switch puts it in the place of the release before.

#![expect(clippy::disallowed_methods, reason = "the door to what is published")]

mod act;
mod carried;
mod changes;
mod content_names;
pub mod described;
mod error;
mod folder;
mod log;
mod packing;
mod refusals;
mod rehearsal;
mod release;
pub mod servers;
pub mod web;

pub use act::Act;
pub use carried::carried;
pub use changes::{PublishedChange, ReleaseChanges, changes};
pub use content_names::is_named_by_content;
pub use error::PublishError;
pub use folder::{Damage, HeldFolder, PublishFolder, Published, SoundRelease, StagedRelease, TargetState};
pub use log::{LogAction, LogEntry, PublishLog};
pub use refusals::refusals;
pub use rehearsal::{Rehearsal, RehearsedFile};
pub use release::{
    CarriedFile, GovernanceSummary, PublishedFile, PublishedPage, Release, ReleaseId, ReleaseSource,
};
