//! Step 29: what is kept of the history from one process to the next saves work and changes nothing that is said.

use std::path::PathBuf;

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, with_draft};
use crate::trust::judge::Output;

/// The site with its draft, which keeps what it reads beside its commits: nothing is taken from a cache that is in them.
fn site() -> GovernedSite {
    let mini = with_draft();
    mini.git(&["rm", "-r", "--quiet", "--cached", "--ignore-unmatch", ".guidepost"]);
    mini.write(".gitignore", ".guidepost/\n");
    mini.commit_by("editor");
    let _none = std::fs::remove_dir_all(mini.path().join(".guidepost"));
    mini
}

/// The files in which a site keeps what was read of its history.
fn kept(mini: &GovernedSite) -> Vec<PathBuf> {
    let folder = mini.path().join(".guidepost/cache");
    let files =
        std::fs::read_dir(folder).expect("something is kept").map(|file| file.expect("a file").path());
    let files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    for room in ["line", "ids"] {
        let is_of_room =
            |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(room));
        assert!(files.iter().any(is_of_room), "{room} is kept: {files:?}");
    }
    files
}

/// The file of an object that is not packed.
fn object(mini: &GovernedSite, name: &str) -> PathBuf {
    let id = mini.git(&["rev-parse", name]);
    let (folder, file) = id.split_at_checked(2).expect("an id");
    mini.path().join(".git/objects").join(folder).join(file)
}

fn built(mini: &GovernedSite) -> Output {
    mini.output().expect("a build")
}

#[test]
fn a_folder_of_an_older_commit_that_is_gone_is_missed_whatever_is_kept() {
    let mini = site();
    mini.write("content/late.md", "---\ntitle: Late\n---\nLate.\n");
    mini.commit_by("editor");
    built(&mini);
    assert!(!kept(&mini).is_empty());
    let folder = object(&mini, "HEAD~1:content");
    let aside = mini.folder.path().join("aside");
    std::fs::rename(&folder, &aside).expect("it is not packed");
    assert!(mini.output().is_none(), "it is refused");
    std::fs::rename(&aside, &folder).expect("it is there again");
    built(&mini);
}

#[test]
fn a_text_of_an_older_commit_that_is_gone_is_missed_whatever_is_kept() {
    let mini = site();
    mini.replace(GIFTS, "zebracanary", "never");
    mini.commit_by("editor");
    let whole = built(&mini);
    assert!(!kept(&mini).is_empty());
    let text = object(&mini, &format!("HEAD~1:{GIFTS}"));
    std::fs::remove_file(text).expect("it is not packed");
    let warm = mini.output();
    std::fs::remove_dir_all(mini.path().join(".guidepost")).expect("it was kept");
    let cold = mini.output();
    assert_eq!(warm.is_none(), cold.is_none(), "it is refused with what is kept as it is without");
    assert!(warm.is_none_or(|warm| warm == whole), "no other words");
}

#[test]
fn what_is_kept_and_damaged_is_read_anew() {
    let mini = site();
    let before = built(&mini);
    for file in kept(&mini) {
        let mut bytes = std::fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::fs::write(&file, bytes).expect("a file");
    }
    assert!(built(&mini) == before, "it is what it was");
}

#[test]
fn what_comes_later_is_told_as_if_nothing_was_kept() {
    let mini = site();
    built(&mini);
    mini.git(&["checkout", "--quiet", "-b", "beside", "HEAD~1"]);
    mini.write("content/beside.md", "---\ntitle: Beside\nid: B-1\n---\nBeside.\n");
    mini.commit_by("editor");
    mini.git(&["checkout", "--quiet", "-"]);
    mini.git(&["merge", "--quiet", "--no-ff", "beside"]);
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    let warm = built(&mini);
    std::fs::remove_dir_all(mini.path().join(".guidepost")).expect("it was kept");
    assert!(warm == built(&mini), "it is what is told without");
    mini.brings_the_draft_into_force();
}
