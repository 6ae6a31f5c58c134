//! Files that a release keeps of those before it: a page that is open in somebody's tab may still ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::content_names::is_named_by_content;
use super::release::{CarriedFile, Release, ReleaseId};

/// The files that the next release carries on: of the release in place, and of those that it carries itself, as long as the
/// release that they were part of is kept. Only files whose names change with their content, so that none stands where another
/// is meant.
pub fn carried(
    before: &Release,
    files: &BTreeSet<String>,
    kept: &BTreeSet<ReleaseId>,
) -> BTreeMap<String, CarriedFile> {
    let own = before
        .files
        .iter()
        .map(|(path, file)| (path, CarriedFile { file: file.clone(), of: before.id.clone() }));
    let added = before
        .added
        .iter()
        .map(|(path, file)| (path, CarriedFile { file: file.clone(), of: before.id.clone() }));
    let others = before.carried.iter().map(|(path, carried)| (path, carried.clone()));
    let is_wanted = |(path, carried): &(&String, CarriedFile)| {
        is_named_by_content(path) && !files.contains(*path) && kept.contains(&carried.of)
    };
    own.chain(added).chain(others).filter(is_wanted).map(|(path, carried)| (path.clone(), carried)).collect()
}
