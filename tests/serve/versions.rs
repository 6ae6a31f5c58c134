//! The version history in the preview.

use std::path::Path;
use std::sync::Arc;

use guidepost::git::{CommitWorld, Repository};
use guidepost::route::ViewedAt;
use guidepost::serve::{Earlier, News, ServeOptions, Server};
use guidepost::world::World as _;

use crate::support::{Git, Preview, options, write_file};

fn git(root: &Path, arguments: &[&str]) -> String {
    Git::at(root).run(arguments)
}

/// Makes a repository of a folder and commits what is in it.
fn begin(root: &Path) {
    Git::at(root).init(&[]);
    Git::at(root).commit("Write it down");
}

/// A preview of a site in a repository with one commit.
fn committed() -> Preview {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nHome.\n");
    write_file(root.path(), "content/tone.md", "# Tone\n\nThe first wording of this.\n");
    begin(root.path());
    Preview::at(root)
}

#[test]
fn what_is_saved_and_not_committed_stands_on_top_and_stays_live() {
    let preview = committed();
    let mut events = preview.events();
    assert!(!preview.text("/tone/history/").contains("Not committed"));
    for wording in ["second", "third"] {
        preview.write("content/tone.md", &format!("# Tone\n\nThe {wording} wording of this.\n"));
        events.until(|| preview.text("/tone/history/").contains(wording));
        assert!(preview.text("/tone/history/").contains("Not committed"));
    }
}

#[test]
fn commits_and_branches_are_followed() {
    let preview = committed();
    let mut events = preview.events();
    preview.write("content/tone.md", "# Tone\n\nThe second wording of this.\n");
    git(preview.root.path(), &["commit", "--quiet", "--all", "--message", "Say it anew"]);
    events.until(|| preview.text("/tone/history/").contains("Say it anew"));
    assert!(!preview.text("/tone/history/").contains("Not committed"));
    git(preview.root.path(), &["checkout", "--quiet", "-b", "before", "HEAD~"]);
    events.until(|| !preview.text("/tone/history/").contains("Say it anew"));
    assert!(preview.text("/tone/").contains("first wording"));
}

#[test]
fn a_branch_of_thousands_of_files_is_one_compile() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nHome.\n");
    begin(root.path());
    for nth in 0..5000 {
        write_file(
            root.path(),
            &format!("content/{}/{nth}.md", nth % 50),
            format!("# Page {nth}\n\nText.\n"),
        );
    }
    Git::at(root.path()).commit("Write much more");
    git(root.path(), &["checkout", "--quiet", "HEAD~"]);

    let (sender, compiled) = std::sync::mpsc::channel();
    let report = move |news: &News<'_>| {
        if let News::Compiled(compiled) = news {
            let site = &compiled.snapshot.site;
            // The test may have seen enough.
            let _ = sender.send((site.content.pages.len(), site.past.is_known()));
        }
    };
    let options = ServeOptions { report: Box::new(report), ..options(root.path()) };
    let server = Server::start(options).expect("a server");
    while !compiled.recv().expect("at first").1 {}
    // The files of a branch, as `git checkout BRANCH` writes them; which branch it is, git notes later.
    git(root.path(), &["checkout", "--quiet", "main", "--", "."]);
    let (pages, _) = compiled.recv().expect("compiled");
    assert_eq!(pages, 5051, "no state between was compiled");
    server.stop();
    assert!(compiled.try_recv().is_err(), "and nothing after it");
}

#[test]
fn the_first_commit_is_noticed() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nHome.\n");
    Git::at(root.path()).init(&[]);
    let preview = Preview::at(root);
    let mut events = preview.events();
    assert_eq!(preview.get("/history/").status, 404);
    Git::at(preview.root.path()).commit("Write it down");
    events.until(|| preview.get("/history/").status == 200);
    assert!(preview.text("/history/").contains("Write it down"));
}

#[test]
fn a_repository_that_comes_into_being_is_noticed() {
    let preview = Preview::of(&[("content/index.md", "# Welcome\n\nHome.\n")]);
    let mut events = preview.events();
    begin(preview.root.path());
    events.until(|| preview.get("/history/").status == 200);
}

#[test]
fn lists_of_people_and_commits_are_followed() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "site.toml", "[history]\nignore = \".folded\"\n");
    write_file(root.path(), "content/tone.md", "# Tone\n\nThe first wording of this.\n");
    begin(root.path());
    let preview = Preview::at(root);
    let mut events = preview.events();
    preview.write(".mailmap", "The desk <hub@example.org>\n");
    events.until(|| preview.text("/tone/history/").contains("The desk"));
    let list = format!("{}\n", git(preview.root.path(), &["rev-parse", "HEAD"]));
    preview.write(".folded", &list);
    events.until(|| preview.text("/tone/history/").contains("1 revision folded away"));
    // The usual list serves where the site names none.
    preview.write("site.toml", "");
    events.until(|| !preview.text("/tone/history/").contains("folded away"));
    preview.write(".git-blame-ignore-revs", &list);
    events.until(|| preview.text("/tone/history/").contains("1 revision folded away"));
}

#[test]
fn what_git_is_told_of_parents_is_of_no_account() {
    let preview = committed();
    let root = preview.root.path();
    let mut events = preview.events();
    preview.write("content/tone.md", "# Tone\n\nThe second wording of this.\n");
    git(root, &["commit", "--quiet", "--all", "--message", "Say it anew"]);
    events.until(|| preview.text("/tone/history/").contains("Say it anew"));
    assert!(preview.text("/tone/history/").contains("Write it down"));
    let list = format!("{}\n", git(root, &["rev-parse", "HEAD"]));
    preview.write(".git/info/grafts", &list);
    preview.write("content/tone.md", "# Tone\n\nThe third wording of this.\n");
    git(root, &["commit", "--quiet", "--all", "--message", "Say it a third time"]);
    events.until(|| preview.text("/tone/history/").contains("Say it a third time"));
    assert!(preview.text("/tone/history/").contains("Write it down"));
}

#[test]
fn what_a_shallow_clone_fetches_later_is_seen() {
    let whole = committed();
    whole.write("content/tone.md", "# Tone\n\nThe second wording of this.\n");
    git(whole.root.path(), &["commit", "--quiet", "--all", "--message", "Say it anew"]);
    let root = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", whole.root.path().display());
    git(root.path(), &["clone", "--quiet", "--depth", "1", &from, "."]);
    let preview = Preview::at(root);
    let mut events = preview.events();
    assert!(!preview.text("/tone/history/").contains("Write it down"));
    git(preview.root.path(), &["fetch", "--quiet", "--unshallow"]);
    events.until(|| preview.text("/tone/history/").contains("Write it down"));
}

#[test]
fn the_site_is_shown_as_it_once_stood() {
    let preview = committed();
    let root = preview.root.path();
    preview.write("content/tone.md", "# Tone\n\nThe second wording, ![drawn](tone.svg).\n");
    preview.write("content/tone.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    Git::at(root).commit("Say it anew");
    preview.write("content/tone.md", "# Tone\n\nThe third wording of this.\n");
    std::fs::remove_file(root.join("content/tone.svg")).expect("removed");

    let first = at(root, "HEAD~");
    assert!(first.text("/tone/").contains("first wording"));
    assert!(first.text("/tone/").contains("as it stood on <time datetime=\"2026-11-01\">"));
    assert!(!first.text("/tone/history/").contains("Say it anew"));
    let second = at(root, "HEAD");
    let page = second.text("/tone/");
    assert!(page.contains("second wording"), "{page}");
    let picture =
        page.split_once("src=\"../tone.").and_then(|(_, rest)| rest.split_once('"')).expect("a picture").0;
    assert!(second.text(&format!("/tone.{picture}")).starts_with("<svg"), "out of the commit");
    assert!(!second.text("/tone/history/").contains("Not committed"));
}

/// What `serve --at` shows.
fn at(root: &Path, name: &str) -> Preview {
    let zone = guidepost::date::Zone::utc();
    let repository = Repository::open(root).expect("a repository");
    let commit = repository.find(name, &zone).expect("a commit");
    let world = CommitWorld::new(Arc::new(repository.seen_from(commit)), None).expect("a world");
    let moment = ViewedAt::Then { day: world.today(&zone), commit: commit.short() };
    let earlier = Some(Earlier { world, moment });
    let server = Server::start(ServeOptions { earlier, ..options(root) }).expect("a server");
    Preview { root: tempfile::tempdir().expect("a folder"), server }
}
