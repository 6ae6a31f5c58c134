//! Folders that are put in the place of others as a whole: what is in them has changed, though nobody wrote a file.
//! Names are equal in both, and what comes and goes is elsewhere, so that no listing differs.

use std::fs;
use std::time::Duration;

use guidepost::serve::WatchMode;

use crate::support::{Preview, write_file};

fn drawing(size: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"3\"/>")
}

fn preview(watch_mode: WatchMode) -> Preview {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\n![Two people](pics/deep/talk.svg)\n");
    write_file(root.path(), "content/pics/deep/talk.svg", drawing(41));
    write_file(root.path(), "aside/new/deep/talk.svg", drawing(42));
    write_file(root.path(), "static/forms/gifts.txt", "one");
    write_file(root.path(), "aside/forms/gifts.txt", "two");
    Preview::with(root, |options| options.watch_mode = watch_mode)
}

fn swaps(watch_mode: WatchMode) {
    let preview = preview(watch_mode);
    let mut events = preview.events();
    let shows = |size: usize| preview.text("/").contains(&format!("width=\"{size}\""));
    assert!(shows(41));
    preview.rename("content/pics", "aside/old");
    preview.rename("aside/new", "content/pics");
    events.until(|| shows(42));
    preview.write("content/pics/deep/talk.svg", &drawing(43));
    events.until(|| shows(43));
    preview.rename("content/pics/deep", "aside/deep");
    preview.rename("aside/old/deep", "content/pics/deep");
    events.until(|| shows(41));
    preview.write("content/pics/deep/talk.svg", &drawing(44));
    events.until(|| shows(44));
    files_published_as_they_are(&preview);
}

/// Pages that name them are told anew, though no page differs.
fn files_published_as_they_are(preview: &Preview) {
    let mut events = preview.events();
    let before = preview.server.generation();
    preview.rename("static/forms", "aside/earlier");
    preview.rename("aside/forms", "static/forms");
    events.until(|| preview.text("/forms/gifts.txt") == "two" && preview.server.generation() > before);
}

#[test]
fn a_folder_swapped_for_another_shows_at_once() {
    swaps(WatchMode::Native);
}

#[test]
fn a_folder_swapped_for_another_is_seen_by_looking() {
    swaps(WatchMode::Poll(Duration::from_millis(10)));
}

#[test]
fn a_whole_folder_of_pages_and_pictures_is_swapped() {
    let preview = preview(WatchMode::Native);
    write_file(
        preview.root.path(),
        "later/index.md",
        fs::read(preview.root.path().join("content/index.md")).expect("read"),
    );
    write_file(preview.root.path(), "later/pics/deep/talk.svg", drawing(51));
    let mut events = preview.events();
    preview.rename("content", "earlier");
    preview.rename("later", "content");
    events.until(|| preview.text("/").contains("width=\"51\""));
}
