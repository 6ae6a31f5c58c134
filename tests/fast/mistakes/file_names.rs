//! Pages that other programs publish not at all, or not yet, because of what their files or folders are called.

use guidepost::compile::Request;
use guidepost::date::Day;
use guidepost::diagnostic::{Code, Severity};
use guidepost::model::{Drafts, Selection};
use guidepost::world::MemoryWorld;

use super::HOME;
use crate::support::{build, build_world, build_world_with, today};

const TEXT: &str = "# Words\n\nSecret.\n";

#[test]
fn pages_whose_names_begin_with_an_underscore_are_kept_back() {
    let built = build([
        ("content/index.md", "# Home\n\n[a](_page.md) ![B](_images/b.svg)\n"),
        ("content/_page.md", TEXT),
        ("content/_other.md", TEXT),
        ("content/part/_includes/deep/a.md", TEXT),
        ("content/part/_includes/_b.md", TEXT),
        ("content/_Templates/a.md", TEXT),
        ("content/_images/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/deep/_index.md", "# Deep\n\nText.\n"),
        ("static/_redirects", "/a /b\n"),
    ]);
    let notes = built.of(Code::LeftOut);
    let said: Vec<&str> = notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "`content/_Templates` begins with `_`: a page in it is kept back",
            "`content/part/_includes` begins with `_`: 2 pages in it are kept back",
            "`content/_other.md` and another page beside it begin with `_`, and are kept back",
        ]
    );
    for note in &notes {
        assert_eq!(note.severity, Severity::Note);
        assert!(note.hints.iter().any(|hint| hint.contains("rename")), "{note:?}");
        assert!(note.hints.iter().any(|hint| hint.contains("exclude = [")), "{note:?}");
    }
    assert_eq!(built.findings.len(), 4, "{:?}", built.found());
    let [link] = &built.of(Code::BrokenLink)[..] else { panic!("{:?}", built.found()) };
    assert!(link.hints.iter().any(|hint| hint.contains("begins with `_`")), "{link:?}");
    let paths = built.paths();
    assert!(paths.contains(&"deep/index.html") && paths.contains(&"_redirects"), "{paths:?}");
    assert!(paths.iter().any(|path| path.contains("svg")), "{paths:?}");
    assert!(paths.iter().all(|path| !built.text(path).contains("Secret.")), "{paths:?}");
}

#[test]
fn what_is_excluded_is_not_told() {
    let settings = "exclude = [\"_includes\", \"_page.md\"]\n";
    let built =
        build([HOME, ("site.toml", settings), ("content/_page.md", TEXT), ("content/_includes/a.md", TEXT)]);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
}

#[test]
fn a_folder_of_pages_whose_name_begins_so_holds_pages() {
    let built = build([("site.toml", "content = \"_pages\"\n"), ("_pages/index.md", "# Home\n\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
}

#[test]
fn a_post_is_published_on_the_day_that_its_name_begins_with() {
    let files = [
        HOME,
        ("content/_posts/2026-11-20-news.md", TEXT),
        ("content/part/_Posts/deep/2026-11-20-more.markdown", TEXT),
        ("content/_posts/2026-11-01-plan-for-dec-2099.md", "# Plan\n\nText.\n"),
        ("content/part/2026-11-20-meeting.md", "# Meeting\n\nText.\n"),
    ];
    let on = |day| {
        let today = Day::new(2026, 11, day).expect("a day");
        build_world(Box::new(MemoryWorld::new(today, files.map(|(path, text)| (path, text.as_bytes())))))
    };
    let before = on(19);
    let notes = before.of(Code::LeftOut);
    assert_eq!(notes.len(), 2, "{:?}", before.found());
    for note in notes {
        assert!(note.message.contains("still to come"), "{note:?}");
        assert!(note.hints.iter().any(|hint| hint.contains("to publish it now")), "{note:?}");
    }
    assert_eq!(before.findings.len(), 2, "{:?}", before.found());
    assert!(before.paths().iter().all(|path| !before.text(path).contains("Secret.")));
    assert!(before.paths().iter().any(|path| path.contains("plan-for-dec")), "{:?}", before.paths());
    assert!(before.paths().iter().any(|path| path.contains("meeting")), "{:?}", before.paths());
    let then = on(20);
    assert_eq!(then.found(), [""; 0]);
    assert_eq!(then.paths().len(), before.paths().len() + 4, "{:?}", then.paths());
}

#[test]
fn the_preview_shows_what_names_keep_back() {
    let files = [HOME, ("content/_page.md", TEXT), ("content/_posts/2099-01-01-a.md", TEXT)];
    let world = MemoryWorld::new(today(), files.map(|(path, text)| (path, text.as_bytes())));
    let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
    let preview = build_world_with(Box::new(world), &request);
    assert!(preview.text("_page/index.html").contains("draft-note"));
    assert!(preview.text("_posts/2099-01-01-a/index.html").contains("draft-note"));
}

#[test]
fn copies_that_programs_make_are_kept_back() {
    for (name, is_copy) in [
        ("a.sync-conflict-20260101-120000-ABCDEFG.md", true),
        ("a (Anna's conflicted copy 2026-01-01).md", true),
        ("a_conflict-20260101-120000.md", true),
        ("a - Copy.md", true),
        ("a - Copy (2).md", true),
        ("a.orig.md", true),
        ("a.bak.md", true),
        ("a~.md", true),
        ("a_REMOTE_1234.md", true),
        ("knowledge_base_2.md", false),
        ("style - copyediting.md", false),
        ("conflict-of-interest.md", false),
        ("original.md", false),
    ] {
        let file = format!("content/{name}");
        let built = build([HOME, (&*file, "# A\n\nSecret.\n")]);
        let published = built.paths().iter().any(|path| built.text(path).contains("Secret."));
        assert_eq!(published, !is_copy, "{name}");
        assert_eq!(built.of(Code::LeftOut).len(), usize::from(is_copy), "{name}: {:?}", built.found());
    }
}
