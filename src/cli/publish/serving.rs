//! What a target has beside the files of the site, so that web servers serve them well.

use std::collections::{BTreeMap, BTreeSet};

use super::target::NamedTarget;
use crate::config::SiteServer;
use crate::output::MediaType;
use crate::publish::servers::{HOST_FILES, ServedAt, ServedSite, ServerFile, ServerFolders, host_file};
use crate::publish::{HeldTarget, PublishError, PublishedFile, Release};

/// The files for the servers that a target names, as those of a release.
///
/// # Errors
/// An address or a path has signs that servers take for their own.
pub(in crate::cli) fn server_files(
    target: &NamedTarget,
    release: &Release,
) -> Result<Vec<ServerFile>, PublishError> {
    let servers = &target.settings.server_files;
    // What a host reads is part of the site.
    if servers.iter().all(|server| *server == SiteServer::Host) {
        return Ok(Vec::new());
    }
    let root = target.releases.place();
    let files = target.releases.server_files_path().ok_or_else(|| only_with_links(target, "server_files"))?;
    let folders = ServerFolders { root: &root, files: &files };
    Ok(ServedSite::new(&target.settings.name, release, folders)?.server_files(servers))
}

/// Has servers never read of an old address what is not so, neither before nor after another release is switched to: servers
/// may read their files at any moment.
#[derive(Clone, Copy)]
pub(in crate::cli) struct ServerFilesSwitch<'a> {
    pub(in crate::cli) held: &'a dyn HeldTarget,
    /// The files for a release.
    pub(in crate::cli) files: &'a dyn Fn(&Release) -> Result<Vec<ServerFile>, PublishError>,
}

impl ServerFilesSwitch<'_> {
    /// Writes the files that hold for two releases alike, before one takes the place of the other: those of the next, with the
    /// old addresses alone that both lead on to the same place. All others are pages meanwhile that lead on.
    ///
    /// # Errors
    /// They cannot be written.
    pub(in crate::cli) fn write_before(
        &self,
        before: Option<&Release>,
        next: &Release,
    ) -> Result<(), PublishError> {
        let is_same =
            |from: &String, to: &String| before.is_some_and(|before| before.redirects.get(from) == Some(to));
        let mut both = next.clone();
        both.redirects.retain(|from, to| is_same(from, to));
        self.write(&both)
    }

    /// Writes the files of the release that is served.
    ///
    /// # Errors
    /// They cannot be written.
    pub(in crate::cli) fn write(&self, served: &Release) -> Result<(), PublishError> {
        self.held.write_server_files(&(self.files)(served)?)
    }
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

/// Refuses packed copies at a target that has none.
///
/// # Errors
/// The target asks for them.
pub(super) fn refuse_packings(target: &NamedTarget) -> Result<(), PublishError> {
    if target.settings.compress.is_empty() || target.releases.server_files_path().is_some() {
        return Ok(());
    }
    Err(only_with_links(target, "compress"))
}

fn only_with_links(target: &NamedTarget, key: &str) -> PublishError {
    let name = &target.settings.name;
    PublishError::Refused {
        why: format!("`{key}` of `[publish.{name}]` is for folders that are served through a link"),
        hint: format!("take `{key}` out: a store, or the server in front of it, does that itself"),
    }
}

/// The paths of a release that no file of an earlier one may take: of its files, and of all packed copies that these may have.
pub(super) fn paths(target: &NamedTarget, release: &Release) -> BTreeSet<String> {
    let own = release.own_files().map(|(path, _)| path);
    let endings = || target.settings.compress.iter().map(|packing| packing.ending());
    own.flat_map(|path| {
        let copies = endings().map(move |ending| format!("{path}{ending}"));
        std::iter::once(path.clone()).chain(copies)
    })
    .collect()
}

/// A file that a host reads, as manifests have it.
pub(super) fn published(text: &str) -> PublishedFile {
    PublishedFile {
        hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        size: text.len() as u64,
        media_type: host_media_type().as_str().to_owned(),
        made_from: None,
    }
}

/// The media type of a file that a host reads.
pub(super) fn host_media_type() -> MediaType {
    MediaType::of("_headers.txt")
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Mutex;

    use super::*;
    use crate::publish::{Act, ReleaseId, ReleaseStage, UpcomingRelease};

    /// A target that keeps in mind what it is asked to write.
    #[derive(Debug, Default)]
    struct Noting(Mutex<Vec<String>>);

    fn nothing<T>() -> Result<T, PublishError> {
        Err(PublishError::Refused { why: "nothing is done here".to_owned(), hint: String::new() })
    }

    impl HeldTarget for Noting {
        fn left(&self) -> &[String] {
            &[]
        }

        fn write_server_files(&self, files: &[ServerFile]) -> Result<(), PublishError> {
            self.0.lock().expect("texts").extend(files.iter().map(|file| file.text.clone()));
            Ok(())
        }

        fn on_the_way(&self, error: PublishError) -> PublishError {
            error
        }

        fn lacks(&self, _id: &ReleaseId) -> Result<Vec<String>, PublishError> {
            nothing()
        }

        fn heed_interrupts(&self) -> io::Result<()> {
            Ok(())
        }

        fn stage<'h>(&'h self, _: UpcomingRelease<'h>) -> Result<Box<dyn ReleaseStage + 'h>, PublishError> {
            nothing()
        }

        fn roll_back(&self, _id: &ReleaseId, _act: Act<'_>) -> Result<(), PublishError> {
            nothing()
        }
    }

    #[test]
    fn servers_are_told_before_a_switch_what_holds_before_and_after_it() {
        let release = |redirects: &[(&str, &str)]| {
            let mut release = crate::publish::Release::empty("20261130T080000Z");
            release.redirects =
                redirects.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect();
            release
        };
        let before = release(&[("same/", "a/"), ("other/", "a/"), ("gone/", "a/")]);
        let next = release(&[("same/", "a/"), ("other/", "b/"), ("new/", "b/")]);
        let files = |release: &Release| {
            let text = release.redirects.keys().cloned().collect::<Vec<_>>().join(" ");
            Ok(vec![ServerFile { path: "list".to_owned(), text }])
        };
        let held = Noting::default();
        let lists = ServerFilesSwitch { held: &held, files: &files };
        lists.write_before(Some(&before), &next).expect("written");
        lists.write(&next).expect("written");
        lists.write_before(None, &next).expect("written");
        assert_eq!(held.0.into_inner().expect("texts"), ["same/", "new/ other/ same/", ""]);
    }
}
