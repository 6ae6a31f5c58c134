//! What happens after a save.

use std::fs;

use guidepost::serve::News;

use crate::support::{Events, Preview, write_file};

const SITE: &[(&str, &str)] = &[
    ("content/index.md", "# Welcome\n\nHome.\n"),
    ("content/guidelines/tone.md", "# Tone\n\nThe first wording.\n"),
];

#[test]
fn a_save_is_told_and_shown() {
    let preview = Preview::of(SITE);
    let (mut one, mut other) = (preview.events(), preview.events());
    preview.write("content/guidelines/tone.md", "# Tone\n\nThe second wording.\n");
    one.until(|| preview.text("/guidelines/tone/").contains("The second wording."));
    assert!(other.next().is_some(), "every tab is told");
    assert!(!preview.text("/guidelines/tone/").contains("The first wording."));
}

#[test]
fn other_pages_follow() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    assert!(preview.text("/").contains("Tone"));
    preview.write("content/guidelines/tone.md", "# How we speak\n\nThe second wording.\n");
    events.until(|| preview.text("/guidelines/").contains("How we speak"));
}

#[test]
fn editors_may_replace_files() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    for wording in ["second", "third", "fourth"] {
        preview.write("content/guidelines/.tone.md.tmp", &format!("# Tone\n\nThe {wording} wording.\n"));
        preview.rename("content/guidelines/.tone.md.tmp", "content/guidelines/tone.md");
        events.until(|| preview.text("/guidelines/tone/").contains(&format!("The {wording} wording.")));
    }
}

#[test]
fn pages_come_and_go() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("content/guidelines/gifts.md", "# Gifts\n\nSay no.\n");
    events.until(|| preview.get("/guidelines/gifts/").status == 200);
    assert!(preview.text("/guidelines/").contains("Gifts"));
    fs::remove_file(preview.root.path().join("content/guidelines/gifts.md")).expect("removed");
    events.until(|| preview.get("/guidelines/gifts/").status == 404);
    assert!(!preview.text("/guidelines/").contains("Gifts"));
}

#[test]
fn hidden_files_come_change_and_go() {
    let drawing =
        |size: usize| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"3\"/>");
    let page = ("content/talk.md", "# Talk\n\n![Two people](.pictures/talk.svg)\n");
    let preview = Preview::of(&[SITE, &[page, ("static/robots.txt", "User-agent: *\n")]].concat());
    let mut events = preview.events();
    preview.write("static/.well-known/security.txt", "Contact: desk\n");
    events.until(|| preview.get("/.well-known/security.txt").status == 200);
    for size in [41, 42] {
        preview.write("content/.pictures/talk.svg", &drawing(size));
        events.until(|| preview.text("/talk/").contains(&format!("width=\"{size}\"")));
    }
    fs::remove_file(preview.root.path().join("static/.well-known/security.txt")).expect("removed");
    events.until(|| preview.get("/.well-known/security.txt").status == 404);
}

#[test]
fn folders_come_move_and_go() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("content/a/b/c/deep.md", "# Deep\n\nOne.\n");
    events.until(|| preview.get("/a/b/c/deep/").status == 200);
    preview.write("content/a/b/c/deep.md", "# Deep\n\nTwo.\n");
    events.until(|| preview.text("/a/b/c/deep/").contains("Two."));
    preview.rename("content/a", "content/z");
    events.until(|| preview.get("/z/b/c/deep/").status == 200 && preview.get("/a/b/c/deep/").status == 404);
    preview.write("content/z/b/c/deep.md", "# Deep\n\nThree.\n");
    events.until(|| preview.text("/z/b/c/deep/").contains("Three."));
    fs::remove_dir_all(preview.root.path().join("content/z")).expect("removed");
    events.until(|| preview.get("/z/b/c/deep/").status == 404);
    preview.write("content/z/b/c/deep.md", "# Deep\n\nFour.\n");
    events.until(|| preview.text("/z/b/c/deep/").contains("Four."));
}

#[test]
fn a_theme_takes_effect_when_its_folder_appears() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("theme/page.html", "<body><p>Ours: {{ page.title }}</p></body>");
    events.until(|| preview.text("/guidelines/tone/").contains("<p>Ours: Tone</p>"));
    preview.write("theme/page.html", "<body><p>Still ours: {{ page.title }}</p></body>");
    events.until(|| preview.text("/guidelines/tone/").contains("<p>Still ours: Tone</p>"));
    preview.write("theme/page.html", "{% if %}");
    events.until(|| preview.text("/guidelines/tone/").contains("The first wording."));
    let findings = preview.findings("/guidelines/tone/");
    assert_eq!(findings["findings"][0]["code"], "template-error", "{findings}");
    assert_eq!(findings["findings"][0]["file"], "theme/page.html");
}

#[test]
fn a_theme_that_went_may_come_back() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    for wording in ["one", "two"] {
        preview.write("theme/page.html", &format!("<body>Ours, {wording}</body>"));
        events.until(|| preview.text("/guidelines/tone/").contains(&format!("Ours, {wording}")));
        preview.write("theme/page.html", &format!("<body>Ours, again {wording}</body>"));
        events.until(|| preview.text("/guidelines/tone/").contains(&format!("Ours, again {wording}")));
        fs::remove_dir_all(preview.root.path().join("theme")).expect("removed");
        events.until(|| preview.text("/guidelines/tone/").contains("The first wording."));
    }
}

#[test]
fn a_template_that_fails_while_drawing_is_told_for_its_page() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("theme/page.html", "<body>{{ page.title.first.second }}</body>");
    events.until(|| preview.findings("/guidelines/tone/")["page"]["errors"] == 1);
    assert!(
        preview.text("/guidelines/tone/").contains("The first wording."),
        "drawn by the built-in template"
    );
}

#[test]
fn a_broken_site_toml_keeps_the_site_there() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("site.toml", "name = \"Our book\"\n");
    events.until(|| preview.text("/").contains("Our book"));
    preview.write("site.toml", "name = \"Our book\n");
    events.until(|| preview.findings("/")["of_site"]["errors"] != 0);
    let findings = preview.findings("/");
    assert_eq!(findings["findings"][0]["file"], "site.toml");
    assert_eq!((&findings["findings"][0]["about"], &findings["page"]["errors"]), (&"site".into(), &0.into()));
    assert!(preview.text("/guidelines/tone/").contains("The first wording."));
    preview.write("site.toml", "name = \"Their book\"\n");
    events.until(|| preview.text("/").contains("Their book"));
    assert_eq!(preview.findings("/")["site"]["errors"], 0);
}

#[test]
fn a_folder_of_pages_that_is_not_there_keeps_the_site_there() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("site.toml", "name = \"Our book\"\ncontent = \"nosuch\"\n");
    events.until(|| preview.findings("/")["of_site"]["errors"] != 0);
    let findings = preview.findings("/guidelines/tone/");
    assert_eq!(findings["findings"][0]["code"], "no-pages", "{findings}");
    assert_eq!(findings["findings"][0]["file"], "site.toml");
    assert_eq!(findings["site"]["errors"], 1, "{findings}");
    assert!(preview.text("/guidelines/tone/").contains("The first wording."));
    preview.write("nosuch/index.md", "# Elsewhere\n\nIt is there now.\n");
    events.until(|| preview.text("/").contains("It is there now."));
    assert_eq!(preview.get("/guidelines/tone/").status, 404);
    preview.write("site.toml", "content = \"content\"\n");
    events.until(|| preview.text("/guidelines/tone/").contains("The first wording."));
    assert_eq!(preview.findings("/")["site"]["errors"], 0);
}

#[test]
fn pages_in_an_unlikely_folder_are_watched_once_it_is_named() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("target/index.md", "# Elsewhere\n\nOne.\n");
    preview.write("site.toml", "content = \"target\"\n");
    events.until(|| preview.text("/").contains("Elsewhere"));
    preview.write("target/index.md", "# Elsewhere\n\nTwo.\n");
    events.until(|| preview.text("/").contains("Two."));
}

#[test]
fn a_root_of_pages_needs_no_content_folder() {
    let preview = Preview::of(&[("README.md", "# Notes\n\nOne.\n"), ("more/a.md", "# A\n")]);
    let mut events = preview.events();
    preview.write("README.md", "# Notes\n\nTwo.\n");
    events.until(|| preview.text("/").contains("Two."));
    preview.write("later/b.md", "# B\n");
    events.until(|| preview.get("/later/b/").status == 200);
    preview.write("later/b.md", "# B\n\nMore of it.\n");
    events.until(|| preview.text("/later/b/").contains("More of it."));
}

#[test]
fn files_beside_the_pages_are_watched() {
    let preview = Preview::of(SITE);
    let mut events = preview.events();
    preview.write("static/robots.txt", "one");
    events.until(|| preview.get("/robots.txt").status == 200);
    let before = preview.server.generation();
    preview.write("static/robots.txt", "two");
    events.until(|| preview.text("/robots.txt") == "two" && preview.server.generation() > before);
}

#[cfg(unix)]
#[test]
fn an_edit_shows_under_every_name_of_a_file() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n");
    write_file(root.path(), "shared/gifts.md", "# Gifts\n\nOne.\n");
    std::os::unix::fs::symlink("../shared", root.path().join("content/lent")).expect("a link");
    let preview = Preview::at(root);
    assert!(preview.text("/lent/gifts/").contains("One."));
    let mut events = preview.events();
    preview.write("shared/gifts.md", "# Gifts\n\nTwo.\n");
    events.until(|| preview.text("/lent/gifts/").contains("Two."));
    preview.write("shared/tone.md", "# Tone\n");
    events.until(|| preview.get("/lent/tone/").status == 200);
}

#[test]
fn a_tab_that_was_away_catches_up() {
    let preview = Preview::of(SITE);
    let shown = preview.server.generation();
    let mut events = preview.events();
    preview.write("content/index.md", "# Hello\n");
    events.until(|| preview.text("/").contains("Hello"));
    let address = preview.server.address();
    let latest = preview.server.generation();
    assert_ne!(latest, shown);
    assert_eq!(Events::since(address, shown).next(), Some(latest), "told at once");
    let mut up_to_date = Events::since(address, latest);
    preview.write("content/index.md", "# Good morning\n");
    assert!(up_to_date.next() > Some(latest), "told of what comes, not of what it shows");
}

#[test]
fn a_failure_of_ours_is_told_and_survived() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n");
    let (sender, told) = std::sync::mpsc::channel();
    let report = move |news: &News<'_>| match news {
        News::Compiled(compiled) if compiled.snapshot.site.config.name == "Doom" => panic!("for the test"),
        News::NotCompiled(_) => sender.send(()).expect("heard"),
        News::Compiled(_) | News::NotWatched(_) | News::Drawn(_) => {}
    };
    let preview = Preview::with(root, |options| options.report = Box::new(report));
    let mut events = preview.events();
    preview.write("site.toml", "name = \"Doom\"\n");
    told.recv().expect("told");
    preview.write("site.toml", "name = \"Bliss\"\n");
    events.until(|| preview.text("/").contains("Bliss"));
}
