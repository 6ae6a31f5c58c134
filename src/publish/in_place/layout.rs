//! What stands where at a place, beside what readers are served.

pub(super) use crate::publish::at_once::AT_ONCE;

/// The folder of our own files.
pub(super) const OWN: &str = ".guidepost";
/// The log.
pub(super) const LOG: &str = ".guidepost/log.jsonl";
/// The lock.
pub(super) const LOCK: &str = ".guidepost/lock";
/// What a publisher is about to do.
pub(super) const AHEAD: &str = ".guidepost/ahead.json";
/// The folder of manifests.
pub(super) const RELEASES: &str = ".guidepost/releases";
/// The folder of bytes to go back to.
pub(super) const KEPT: &str = ".guidepost/kept";
