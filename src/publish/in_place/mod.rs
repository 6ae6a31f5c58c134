//! A target whose files are replaced in place, one by one: an object store, or a folder on which no links can be made.
//!
//! ```text
//! guidelines/tone/index.html …        what readers are served
//! .guidepost/log.jsonl                the publish log; its last line names the release that is served
//! .guidepost/releases/ID.json         the manifests
//! .guidepost/kept/HASH                bytes of releases that are kept, where something else stands in their place by now
//! .guidepost/ahead.json               what a publisher is about to do
//! .guidepost/lock                     who publishes
//! ```
//!
//! Files named by their content come first, then the pages; one conditional write of the log has the release be served; what
//! is no longer needed goes last. So a page finds its styles and pictures at every moment. Whoever is killed on the way leaves
//! `ahead.json`, by which the next to hold the lock knows what is theirs.

mod ahead;
mod held;
mod interrupt;
mod layout;
mod lock;
mod manifest;
#[cfg(not(feature = "s3"))]
mod no_store;
mod place;
mod release_target;
mod share;
mod stage;
#[cfg(feature = "s3")]
mod store;
mod survey;
mod target;
#[cfg(test)]
mod tests;
mod tidy;

pub use lock::LockTimes;
pub use place::{
    BrowserCaching, FilePlace, ListedFile, Mark, PlaceError, StoredFile, WriteCondition, WrittenFile,
};
pub use share::FileShare;
pub use target::InPlaceTarget;
