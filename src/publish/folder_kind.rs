//! What kind of target a folder is: one that a link leads to, or one whose files are replaced in place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::folder::PublishFolder;
use super::in_place::InPlaceTarget;
use super::target::ReleaseTarget;

/// Whether it is tried if links can be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkProbe {
    /// They can: nothing is written.
    Assumed,
    /// One is made and removed, where nothing else tells.
    Tried,
}

/// The name of a link that is made to see whether any can be.
const PROBE: &str = ".guidepost-link";
/// The folder that a target has whose files are replaced in place.
const IN_PLACE: &str = ".guidepost";

/// The target that a folder is. One that has a folder `.guidepost` has its files replaced in place, and so has one beside which
/// no link can be made.
///
/// # Errors
/// A place at which no site can be published.
pub fn folder_target(to: &Path, probe: LinkProbe) -> Result<Box<dyn ReleaseTarget>, PublishError> {
    let folder = PublishFolder::at(to)?;
    let is_replaced = fs::symlink_metadata(to.join(IN_PLACE)).is_ok_and(|there| there.is_dir())
        && !fs::symlink_metadata(to).is_ok_and(|there| there.is_symlink());
    let is_linked =
        fs::symlink_metadata(folder.link()).is_ok_and(|there| there.is_symlink()) || folder.has_releases();
    let takes_links = || probe == LinkProbe::Assumed || can_be_linked(folder.link(), make_link);
    if is_replaced || (!is_linked && !takes_links()) {
        return Ok(Box::new(InPlaceTarget::of_folder(folder.link())?));
    }
    Ok(Box::new(folder))
}

/// Whether a link can be made beside a place. Only the word of the file system that it makes none counts: where nothing can be
/// written at all, that is said once something is.
fn can_be_linked(place: &Path, make_link: fn(&Path) -> io::Result<()>) -> bool {
    let Some(beside) = place.parent().map(|parent| parent.join(PROBE)) else { return true };
    let _ = fs::remove_file(&beside);
    match make_link(&beside) {
        Ok(()) => {
            let _ = fs::remove_file(&beside);
            true
        }
        Err(error) => !is_without_links(&beside, &error),
    }
}

/// Whether an error says that no links are made there: a file can be.
fn is_without_links(beside: &PathBuf, error: &io::Error) -> bool {
    let says_so = matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
        || error.raw_os_error() == Some(OPERATION_NOT_SUPPORTED);
    let is_file_made = says_so && fs::File::create_new(beside).is_ok();
    if is_file_made {
        let _ = fs::remove_file(beside);
    }
    is_file_made
}

/// What Linux says where a file system does not know of something.
const OPERATION_NOT_SUPPORTED: i32 = 95;

#[cfg(unix)]
fn make_link(link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink("nowhere", link)
}

#[cfg(not(unix))]
fn make_link(_link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_links_is_told_from_one_that_nobody_may_write_to() {
        let root = tempfile::tempdir().expect("a folder");
        let place = root.path().join("playbook");
        assert!(can_be_linked(&place, make_link));
        for kind in [io::ErrorKind::Unsupported, io::ErrorKind::PermissionDenied] {
            let refuse: fn(&Path) -> io::Result<()> = match kind {
                io::ErrorKind::Unsupported => |_| Err(io::ErrorKind::Unsupported.into()),
                _ => |_| Err(io::ErrorKind::PermissionDenied.into()),
            };
            assert!(!can_be_linked(&place, refuse), "{kind}");
        }
        assert!(can_be_linked(&place, |_| Err(io::ErrorKind::StorageFull.into())));
        assert!(can_be_linked(&root.path().join("none/playbook"), make_link));
        assert_eq!(fs::read_dir(root.path()).expect("a folder").count(), 0, "nothing is left");
    }

    #[test]
    fn a_folder_is_what_it_was_when_it_was_published_first() {
        let root = tempfile::tempdir().expect("a folder");
        let to = root.path().join("playbook");
        let areas = |probe| folder_target(&to, probe).expect("a target").areas().len();
        assert_eq!((areas(LinkProbe::Assumed), areas(LinkProbe::Tried)), (2, 2));
        fs::create_dir_all(to.join(".guidepost")).expect("a folder");
        assert_eq!((areas(LinkProbe::Assumed), areas(LinkProbe::Tried)), (1, 1));
    }
}
