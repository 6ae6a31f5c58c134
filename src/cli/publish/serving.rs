//! What a target has beside the files of the site, so that web servers serve them well.

use std::collections::BTreeMap;

use super::target::NamedTarget;
use crate::config::SiteServer;
use crate::publish::servers::{HOST_FILES, ServedAt, ServedSite, ServerFile, ServerFolders, host_file};
use crate::publish::{PublishError, PublishedFile, Release};

/// The files for the servers that a target names, as those of a release.
///
/// # Errors
/// An address or a path has signs that servers take for their own.
pub(in crate::cli) fn server_files(
    target: &NamedTarget,
    release: &Release,
) -> Result<Vec<ServerFile>, PublishError> {
    let servers = &target.settings.server_files;
    if servers.is_empty() {
        return Ok(Vec::new());
    }
    let files = target.folder.server_files_path();
    let folders = ServerFolders { root: target.folder.link(), files: &files };
    Ok(ServedSite::new(&target.settings.name, release, folders)?.server_files(servers))
}

/// The files that a host of static sites reads in the site itself, by path, where the target asks for them.
///
/// # Errors
/// The address has signs that a host takes for its own, or the site has such a file already.
pub(super) fn host_files(
    target: &NamedTarget,
    release: &Release,
) -> Result<BTreeMap<&'static str, String>, PublishError> {
    if !target.settings.server_files.contains(&SiteServer::Host) {
        return Ok(BTreeMap::new());
    }
    if let Some(name) = HOST_FILES.iter().find(|name| release.files.contains_key(**name)) {
        return Err(PublishError::Refused {
            why: format!(
                "the site has a file `{name}` of its own, and the target asks for one that is written"
            ),
            hint: "remove it, or leave `redirects` out of `server_files`".to_owned(),
        });
    }
    let at = ServedAt::of(release.base_url.as_deref())?;
    Ok(HOST_FILES.map(|name| (name, host_file(name, release, &at))).into())
}

/// Whether what publishing adds to the files of a site is the same in two releases, as far as settings say.
pub(super) fn adds_the_same(target: &NamedTarget, before: &Release, after: &Release) -> bool {
    let hosts = |release: &Release| release.added.contains_key("_redirects");
    let wanted = target.settings.server_files.contains(&SiteServer::Host);
    hosts(before) == wanted && before.packings == after.packings && before.redirects == after.redirects
}

/// The files that were added to a release, among all that it has.
pub(super) fn added(
    all: &BTreeMap<String, PublishedFile>,
    own: &BTreeMap<String, PublishedFile>,
) -> BTreeMap<String, PublishedFile> {
    all.iter()
        .filter(|(path, _)| !own.contains_key(*path))
        .map(|(path, file)| (path.clone(), file.clone()))
        .collect()
}
