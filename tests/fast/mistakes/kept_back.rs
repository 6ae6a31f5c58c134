//! What is kept back by where it lies, by what lies above it, or by where a link of the file system leads.

use std::os::unix::fs::symlink;

use guidepost::compile::Request;
use guidepost::diagnostic::{Code, Severity};
use guidepost::disk::DiskWorld;
use guidepost::model::{Drafts, Selection};
use guidepost::world::MemoryWorld;

use super::{HOME, page, with_front};
use crate::support::{Built, build, build_world, build_world_with, today, write_files};

fn on_disk(root: &std::path::Path) -> Built {
    build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")))
}

#[test]
fn files_in_folders_of_drafts_are_not_published_whatever_they_are() {
    let text = "# A\n\n[a](_drafts/plan.pdf) ![B](_drafts/plan.png) [c](deep/_Drafts/a/data)\n";
    let built = build([
        HOME,
        ("content/page.md", text),
        ("content/_drafts/plan.pdf", "Secret."),
        ("content/_drafts/plan.png", "Secret."),
        ("content/deep/_Drafts/a/data", "Secret."),
        ("static/_drafts/plan.pdf", "Secret."),
        ("static/plan.pdf", "Text."),
    ]);
    assert_eq!(
        built.found(),
        [
            "content/page.md:3:5 withheld-file",
            "content/page.md:3:28 withheld-file",
            "content/page.md:3:50 withheld-file",
            "static/_drafts/plan.pdf withheld-file",
        ]
    );
    for finding in &built.findings {
        assert!(finding.message.contains("lies in `_drafts`"), "{finding:?}");
        assert!(finding.hints.iter().any(|hint| hint.contains("out of that folder")), "{finding:?}");
    }
    assert_eq!(built.paths(), ["404.html", "index.html", "page/index.html", "plan.pdf"]);
}

#[test]
fn the_preview_shows_drafts_with_their_pictures() {
    let files =
        [HOME, ("content/_drafts/a.md", "# A\n\n![B](b.png)\n"), ("content/_drafts/b.png", "Picture.")];
    let world = MemoryWorld::new(today(), files.map(|(path, text)| (path, text.as_bytes())));
    let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
    let preview = build_world_with(Box::new(world), &request);
    assert_eq!(preview.found(), [""; 0]);
    assert!(preview.paths().iter().any(|path| preview.text(path) == "Picture."), "{:?}", preview.paths());
}

#[test]
fn a_folder_of_pages_that_is_called_so_holds_no_drafts() {
    let settings = "content = \"_drafts\"\nfiles = \"site/_drafts\"\n";
    let built = build([
        ("site.toml", settings),
        ("_drafts/index.md", "# Home\n\n[a](a.txt) ![B](b.png)\n"),
        ("_drafts/a.txt", "Text."),
        ("_drafts/b.png", "Picture."),
        ("site/_drafts/c.txt", "Text."),
    ]);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(built.paths().len(), 5, "{:?}", built.paths());
}

#[test]
fn links_of_the_file_system_publish_no_page_that_is_kept_back() {
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    let home = "# Home\n\n[a](later.md) [b](help.md) [c](same.md)\n";
    write_files(root, [("content/index.md", home), ("content/_drafts/later.md", "# Later\n\nSecret.\n")]);
    write_files(root, [(".env", "SECRET=1\n"), ("content/other.md", "# Other\n\nText.\n")]);
    write_files(root, [("_drafts/deep.md", "# Deep\n\nSecret.\n")]);
    for (to, link) in [
        ("_drafts/later.md", "content/later.md"),
        ("../.env", "content/help.md"),
        ("other.md", "content/same.md"),
        ("../_drafts", "content/part"),
    ] {
        symlink(to, root.join(link)).expect("a link");
    }
    let built = on_disk(root);
    assert_eq!(built.paths(), ["404.html", "index.html", "other/index.html", "same/index.html"]);
    let found = built.found();
    for expected in [
        "content/help.md secret-file",
        "content/later.md withheld-file",
        "content/part/deep.md withheld-file",
        "content/index.md:3:5 withheld-file",
        "content/index.md:3:19 secret-file",
    ] {
        assert!(found.iter().any(|found| found == expected), "{expected}: {found:?}");
    }
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn maps_within_maps_keep_pages_back() {
    for front in [
        "cascade: {build: {render: never}}\n",
        "cascade: {_build: {list: never}}\n",
        "cascade:\n  - _target: {path: /a/**}\n    build: {Render: Never}\n",
        "cascade: {params: {draft: true}}\n",
        "params: {extra: {status: draft}}\n",
        "params: {meta: {page: {hidden: true}}}\n",
        "params: {anything: {draft: true}}\n",
        "extra: {status: [draft]}\n",
        "extra: {status: darft}\n",
        "extra: {drat: true}\n",
        "params: {publishDate: 2099-01-01}\n",
        "params: {date: 2099-01-01}\n",
        "build: {Render: never}\n",
        "build: {RENDER: LINK}\n",
    ] {
        let built = page(&with_front(&format!("title: A\n{front}")));
        assert_eq!(built.paths(), ["404.html", "index.html"], "{front}");
        assert_eq!(built.findings.len(), 1, "{front}: {:?}", built.findings);
        assert_eq!(built.findings[0].severity, Severity::Error, "{front}");
        assert!(built.findings[0].message.contains("stands within `"), "{front}: {:?}", built.findings);
    }
    for front in [
        "event: {date: 2099-01-01}\n",
        "jira: {status: in review}\n",
        "params: {date: 2020-01-01}\n",
        "build: {render: always}\n",
        "render: {list: never}\n",
    ] {
        let built = page(&with_front(&format!("title: A\n{front}")));
        assert!(built.paths().contains(&"page/index.html"), "{front}: {:?}", built.findings);
    }
}

#[test]
fn what_a_cascade_keeps_back_is_told_where_it_stands_and_where_links_lead_to_it() {
    for cascade in ["{draft: true}", "{build: {render: never}}", "{publishDate: 2099-01-01}"] {
        let index = with_front(&format!("title: Part\ncascade: {cascade}\n"));
        let built = build([
            ("content/index.md", "# Home\n\n[a](part/a.md) [[B]]\n"),
            ("content/part/_index.md", &index),
            ("content/part/a.md", "# A\n\nSecret.\n"),
            ("content/part/deep/b.md", "# B\n\nSecret.\n"),
        ]);
        assert_eq!(built.paths(), ["404.html", "index.html"], "{cascade}");
        let [index] = &built.of(Code::UnknownFrontMatterKey)[..] else { panic!("{:?}", built.findings) };
        assert!(index.hints.iter().any(|hint| hint.contains("all pages below")), "{index:?}");
        assert!(index.hints.iter().any(|hint| hint.contains("`exclude`")), "{index:?}");
        assert!(index.hints.iter().all(|hint| !hint.contains("to publish it")), "{index:?}");
        let links = built.of(Code::BrokenLink);
        assert_eq!(links.len(), 2, "{cascade}: {:?}", built.found());
        for link in links {
            assert!(link.hints.iter().any(|hint| hint.contains("content/part/_index.md")), "{link:?}");
        }
    }
}

#[test]
fn a_field_that_is_called_cascade_keeps_nothing_back() {
    let kinds = "[kinds.page.fields]\ncascade = { type = \"data\" }\n";
    let index = with_front("title: Part\ncascade: {draft: true}\n");
    let built = build([
        HOME,
        ("site.toml", kinds),
        ("content/part/_index.md", &index),
        ("content/part/a.md", "# A\n\nText.\n"),
    ]);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(built.paths(), ["404.html", "index.html", "part/a/index.html", "part/index.html"]);
}

#[test]
fn days_in_common_forms_keep_pages_back() {
    for day in [
        "date: 01.12.2099\n",
        "date: 20991201\n",
        "date: 1 Dec 2099\n",
        "date: \"Dec 1, 2099\"\n",
        "date: \"Tue, 01 Dec 2099 09:00:00 GMT\"\n",
        "date: 12/01/2099\n",
        "published: 2099-01-01\n",
        "publish: 1 January 2099\n",
        "date: 2026 Dec 1\n",
        "embargo: 2099-01-01\n",
        "embargo: true\n",
        "publishDate: [2099-01-01]\n",
        "publishDate: 01.12.2099\n",
        "publishDate: 01.12.99\n",
        "expiryDate: 1 Dec 2020\n",
    ] {
        let built = page(&with_front(&format!("title: A\n{day}")));
        assert_eq!(built.paths(), ["404.html", "index.html"], "{day}");
        assert_eq!(built.findings.len(), 1, "{day}: {:?}", built.findings);
    }
    for day in
        ["date: 01.12.2020\n", "published: 2020-01-01\n", "publishDate: 1 Dec 2020\n", "embargo: false\n"]
    {
        let built = page(&with_front(&format!("title: A\n{day}")));
        assert!(built.paths().contains(&"page/index.html"), "{day}: {:?}", built.findings);
    }
}

#[test]
fn a_day_that_cannot_be_read_is_told_whatever_keys_are_allowed() {
    let text = with_front("title: A\ndate: some day\n");
    for settings in ["", "unknown_keys = \"allow\"\n"] {
        let built = build([HOME, ("site.toml", settings), ("content/page.md", &text)]);
        assert_eq!(built.found(), ["content/page.md:3:1 unknown-key"]);
        assert!(built.findings[0].message.contains("no day that can be read"), "{:?}", built.findings);
    }
}

#[test]
fn fields_that_a_draft_lacks_are_no_errors_however_it_is_kept_back() {
    let role = "---\ntitle: A\nkind: role\n---\n\nText.\n";
    let cascade = with_front("title: Part\ncascade: {draft: true}\n");
    let hidden = format!("{role}\nWords%%secret%%.\n");
    let built = build([
        HOME,
        ("content/_drafts/a.md", role),
        ("content/part/_index.md", &cascade),
        ("content/part/b.md", role),
        ("content/c.md", &hidden),
    ]);
    let missing = built.of(Code::MissingField);
    assert_eq!(missing.len(), 3, "{:?}", built.found());
    assert!(missing.iter().all(|finding| finding.severity == Severity::Warning), "{missing:?}");
}

#[test]
fn nothing_of_version_control_is_published_whichever_way_leads_there() {
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    let page = "# A\n\n[a](cfg.txt) ![b](cfg.png) [c](left.txt) [d](fine.txt) [e](deep.txt)\n";
    write_files(
        root,
        [HOME, ("content/page.md", page), ("content/words.txt", "Words."), (".a.md.swp", "Secret.")],
    );
    write_files(root, [(".git/config", "Secret."), (".svn/x.css", "Secret."), ("theme/a.css", "a {}")]);
    write_files(
        root,
        [("meta/HEAD", "ref"), ("meta/config", "Secret."), ("meta/objects/a", "a"), ("meta/refs/a", "a")],
    );
    write_files(root, [(".gitignore", "Secret."), ("static/fine.txt", "Words.")]);
    for (to, link) in [
        ("../.git/config", "content/cfg.txt"),
        ("../.git/config", "content/cfg.png"),
        ("../.git/config", "content/hidden.md"),
        ("../.a.md.swp", "content/left.txt"),
        ("../meta/config", "content/deep.txt"),
        ("words.txt", "content/fine.txt"),
        ("../.git", "static/g"),
        ("../.git/config", "static/x.txt"),
        ("../.gitignore", "static/y.txt"),
        ("../.svn/x.css", "theme/x.css"),
    ] {
        symlink(to, root.join(link)).expect("a link");
    }
    let built = on_disk(root);
    let holding: Vec<_> =
        built.paths().into_iter().filter(|path| built.text(path).contains("Secret.")).collect();
    assert_eq!(holding, [""; 0]);
    assert_eq!(built.of(Code::WithheldFile).len(), 8, "{:?}", built.found());
    assert_eq!(
        built.paths().iter().filter(|path| built.text(path) == "Words.").count(),
        2,
        "{:?}",
        built.paths()
    );
    for key in ["files", "content", "theme"] {
        write_files(root, [("site.toml", &*format!("{key} = \".git\"\n"))]);
        let built = on_disk(root);
        assert!(built.paths().iter().all(|path| !built.text(path).contains("Secret.")), "{key}");
        assert!(!built.of(Code::WithheldFile).is_empty(), "{key}: {:?}", built.found());
    }
}
