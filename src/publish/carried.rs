//! Files that a release keeps of those before it: a page that is open in somebody's tab may still ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::content_names::is_named_by_content;
use super::release::{CarriedFile, PublishedFile, Release, ReleaseId};
use crate::theme;

/// The files that the next release carries on: of the release in place, and of those that it carries itself, as long as the
/// release that they were part of is kept. Only files whose names change with their content, so that none stands where another
/// is meant: those of the theme, and pictures, films and the like. What pages offer to take along goes with them, and where a page
/// goes, so does all that pages showed and none names any more: it may be what was withdrawn.
///
/// `taken` are the paths that the next release takes itself.
pub fn carried(
    before: &Release,
    next: &Release,
    taken: &BTreeSet<String>,
    kept: &BTreeSet<ReleaseId>,
) -> BTreeMap<String, CarriedFile> {
    let loses_page = before.pages.keys().any(|page| !next.pages.contains_key(page));
    let own = before
        .own_files()
        .map(|(path, file)| (path, CarriedFile { file: file.clone(), of: before.id.clone() }));
    let others = before.carried.iter().map(|(path, carried)| (path, carried.clone()));
    let is_wanted = |(path, carried): &(&String, CarriedFile)| {
        (theme::is_of_theme(path) || !loses_page && is_shown(&carried.file))
            && is_named_by_content(path)
            && !taken.contains(*path)
            && kept.contains(&carried.of)
    };
    own.chain(others).filter(is_wanted).map(|(path, carried)| (path.clone(), carried)).collect()
}

/// Whether pages load a file while they are open.
fn is_shown(file: &PublishedFile) -> bool {
    let kinds = ["image/", "video/", "audio/", "font/", "text/css", "text/javascript"];
    kinds.iter().any(|kind| file.media_type.starts_with(kind))
}
