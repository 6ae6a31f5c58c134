//! The ways in which editors save. Each of their steps is followed as if it were all there will be for a while, which
//! is the worst that can happen: nothing half done may show, and what was saved must.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use guidepost::diagnostic::Severity;
use guidepost::path::FilePath;
use guidepost::serve::{Follower, News, Report};

use crate::support::{today, write_file};

/// What became visible, each time: the text of the page, and the number of errors.
type Seen = Arc<Mutex<Vec<(String, usize)>>>;

struct Desk {
    root: tempfile::TempDir,
    follower: Follower,
    seen: Seen,
    steps: usize,
}

const PAGE: &str = "content/tone.md";
const OLD: &str = "# Tone\n\nThe old wording.\n";
const NEW: &str = "# Tone\n\nThe new wording.\n";

impl Desk {
    fn new() -> Desk {
        let root = tempfile::tempdir().expect("a folder");
        write_file(root.path(), PAGE, OLD);
        write_file(root.path(), "content/index.md", "# Welcome\n\n[How we sound](tone.md)\n");
        let seen = Seen::default();
        let follower = Follower::start(root.path(), Some(today()), noting(seen.clone())).expect("followed");
        Desk { root, follower, seen, steps: 0 }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.root.path().join("content").join(name)
    }

    /// Something that an editor does, and what is heard of it before it does anything else.
    fn step(&mut self, act: impl FnOnce(&dyn Fn(&str) -> std::path::PathBuf)) {
        act(&|name| self.path(name));
        self.steps += 1;
        let mark = FilePath::new(&format!("mark-{}", self.steps)).expect("a path");
        write_file(self.root.path(), mark.as_str(), "");
        self.follower.hear_until(&mark);
    }

    /// What became visible of a save.
    fn saved(self) -> Vec<(String, usize)> {
        let mut seen = self.seen.lock().expect("seen").clone();
        seen.dedup();
        seen
    }
}

fn noting(seen: Seen) -> Report {
    Box::new(move |news| {
        let News::Compiled(compiled) = news else { return };
        let pages = &compiled.snapshot.site.content.pages;
        let page = pages.iter().find(|page| page.file.as_str() == PAGE);
        let text = page.and_then(|page| page.source.as_ref()).map_or("(gone)", |source| &source.text);
        let errors = compiled.snapshot.findings.iter().filter(|finding| finding.severity == Severity::Error);
        seen.lock().expect("seen").push((text.to_owned(), errors.count()));
    })
}

fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

fn shift(from: &Path, to: &Path) {
    fs::rename(from, to).expect("renamed");
}

fn drop_file(path: &Path) {
    fs::remove_file(path).expect("removed");
}

/// What everybody should see of one save.
fn old_then_new() -> Vec<(String, usize)> {
    vec![(OLD.to_owned(), 0), (NEW.to_owned(), 0)]
}

#[test]
fn a_backup_is_made_and_the_file_written_anew() {
    // Vim, with a swap file and a look whether the folder can be written to.
    let mut desk = Desk::new();
    desk.step(|at| put(&at(".tone.md.swp"), "swap"));
    desk.step(|at| put(&at("4913"), ""));
    desk.step(|at| drop_file(&at("4913")));
    desk.step(|at| shift(&at("tone.md"), &at("tone.md~")));
    desk.step(|at| put(&at("tone.md"), ""));
    desk.step(|at| put(&at("tone.md"), NEW));
    desk.step(|at| drop_file(&at("tone.md~")));
    desk.step(|at| drop_file(&at(".tone.md.swp")));
    assert_eq!(desk.saved(), old_then_new());
}

#[test]
fn a_file_is_emptied_and_filled_in_pieces() {
    let mut desk = Desk::new();
    desk.step(|at| put(&at("tone.md"), ""));
    desk.step(|at| put(&at("tone.md"), "---\ntitle: [To"));
    desk.step(|at| put(&at("tone.md"), NEW));
    assert_eq!(desk.saved(), old_then_new());
}

#[test]
fn a_new_file_takes_the_place_of_the_old() {
    for beside in ["tone.md.tmp", ".tone.md.a1b2", "sedAbCdEf", "tone.md.XyZ123", "tone.md-new"] {
        let mut desk = Desk::new();
        desk.step(|at| put(&at(beside), "# To"));
        desk.step(|at| put(&at(beside), NEW));
        desk.step(|at| shift(&at(beside), &at("tone.md")));
        assert_eq!(desk.saved(), old_then_new(), "{beside}");
    }
}

#[test]
fn both_files_are_renamed() {
    // As the editors of one large family do it.
    let mut desk = Desk::new();
    desk.step(|at| put(&at("tone.md___jb_tmp___"), NEW));
    desk.step(|at| shift(&at("tone.md"), &at("tone.md___jb_old___")));
    desk.step(|at| shift(&at("tone.md___jb_tmp___"), &at("tone.md")));
    desk.step(|at| drop_file(&at("tone.md___jb_old___")));
    assert_eq!(desk.saved(), old_then_new());
}

#[cfg(unix)]
#[test]
fn locks_and_unsaved_texts_beside_the_file_are_nothing() {
    // Emacs: a link that leads nowhere says who edits, and `#tone.md#` keeps what is not saved yet.
    let mut desk = Desk::new();
    desk.step(|at| std::os::unix::fs::symlink("desk@host.example.4711:1", at(".#tone.md")).expect("a link"));
    desk.step(|at| put(&at("#tone.md#"), "# Tone\n\nNot sa"));
    desk.step(|at| shift(&at("tone.md"), &at("tone.md~")));
    desk.step(|at| put(&at("tone.md"), NEW));
    desk.step(|at| drop_file(&at("#tone.md#")));
    desk.step(|at| drop_file(&at(".#tone.md")));
    assert_eq!(desk.saved(), old_then_new());
}

#[test]
fn a_file_is_removed_and_made_again() {
    let mut desk = Desk::new();
    desk.step(|at| drop_file(&at("tone.md")));
    desk.step(|at| put(&at("tone.md"), NEW));
    assert_eq!(desk.saved(), old_then_new());
}

#[test]
fn what_the_site_missed_appears() {
    let mut desk = Desk::new();
    desk.step(|at| put(&at("tone.md"), "# Tone\n\n![Two people](talk.svg) and [gifts](gifts.md)\n"));
    desk.follower.settle();
    assert_eq!(desk.seen.lock().expect("seen").last().expect("seen").1, 2);
    desk.step(|at| {
        put(&at("talk.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>");
    });
    desk.step(|at| put(&at("gifts.md"), "# Gifts\n\nSay no.\n"));
    assert_eq!(desk.saved().last().expect("seen").1, 0);
}

/// What editors and systems keep beside a file is no part of the site: it is not looked at, and not published.
#[test]
fn what_is_left_beside_the_files_wakes_nobody() {
    let mut desk = Desk::new();
    write_file(desk.root.path(), "static/forms/gifts.txt", "form");
    desk.step(|at| put(&at("tone.md"), NEW));
    let before = desk.seen.lock().expect("seen").len();
    for name in [
        "#tone.md#",
        "tone.md~",
        ".tone.md.swp",
        "tone.md___jb_tmp___",
        "tone.md___jb_old___",
        ".~lock.tone.md#",
        "~$tone.docx",
        "._tone.md",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    ] {
        for folder in ["", "../static/forms/"] {
            let path = desk.path(&format!("{folder}{name}"));
            desk.step(|_| put(&path, "one"));
            desk.step(|_| put(&path, "two"));
            assert_eq!(desk.seen.lock().expect("seen").len(), before, "{path:?}");
        }
    }
    desk.step(|at| put(&at("tone.md"), OLD));
    let current = desk.follower.current();
    let files: Vec<&str> = current.site.files_as_is().iter().map(|file| file.file.as_str()).collect();
    assert_eq!(files, ["static/forms/gifts.txt"]);
}

#[test]
fn folders_called_like_backups_are_folders() {
    let mut desk = Desk::new();
    desk.step(|at| write_file(&at(""), "earlier~/gifts.md", "# Gifts\n"));
    desk.step(|at| put(&at("earlier~/gifts.md"), "# Gifts\n\nSay no.\n"));
    desk.follower.settle();
    let current = desk.follower.current();
    let page =
        current.site.content.pages.iter().find(|page| page.file.as_str() == "content/earlier~/gifts.md");
    let text = page.and_then(|page| page.source.as_ref()).map(|source| source.text.to_string());
    assert_eq!(text.as_deref(), Some("# Gifts\n\nSay no.\n"));
}
