//! Whatever people's files hold: a finding at its place, never a panic or a hang, and the other pages are built.

use std::os::unix::fs::symlink;

use crate::support;

use std::fmt::Write as _;

use guidepost::compile::Request;
use guidepost::diagnostic::Code;
use guidepost::disk::DiskWorld;
use guidepost::model::{Drafts, Selection};
use guidepost::world::MemoryWorld;
use support::{Built, build, build_world, build_world_with, today, write_files};

const HOME: (&str, &str) = ("content/index.md", "# Home\n\nText.\n");
const OTHER: (&str, &str) = ("content/other.md", "# Other\n\nStands whatever happens.\n");

/// Builds a page beside two sound ones, which must be there afterwards. A page whose front matter cannot be
/// read counts as a draft, so drafts are shown.
fn page(text: impl AsRef<[u8]>) -> Built {
    let files =
        [(HOME.0, HOME.1.as_bytes()), (OTHER.0, OTHER.1.as_bytes()), ("content/page.md", text.as_ref())];
    let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
    let built = build_world_with(Box::new(MemoryWorld::new(today(), files)), &request);
    assert!(built.text("other/index.html").contains("Stands whatever happens."));
    assert!(built.text("page/index.html").contains("</html>"), "the page itself is built too");
    built
}

#[track_caller]
fn assert_found(text: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(page(text).found(), expected);
}

#[test]
fn front_matter_that_is_not_yaml() {
    for (text, expected) in [
        ("---\ntitle: Who: why\n---\nText.", "content/page.md:2:11 bad-front-matter"),
        ("---\ntags:\n\t- a\n---\nText.", "content/page.md:3:1 bad-front-matter"),
        ("---\ntitle: \"never closed\n---\nText.", "content/page.md:2:8 bad-front-matter"),
        ("---\n- a\n- b\n---\nText.", "content/page.md:2:1 bad-front-matter"),
        ("---\njust words: [\n---\nText.", "content/page.md:2:13 bad-front-matter"),
        ("---\ntitle: never ended\nText.", "content/page.md:1:1 bad-front-matter"),
        ("---\r\ntitle: Who: why\r\n---\r\nText.", "content/page.md:2:11 bad-front-matter"),
        ("\u{feff}---\ntitle: Who: why\n---\nText.", "content/page.md:2:11 bad-front-matter"),
    ] {
        let built = page(text);
        assert!(built.found().iter().any(|found| found == expected), "{text:?}: {:?}", built.found());
        assert_eq!(built.of(Code::BadFrontMatter).len(), 1, "{text:?}");
    }
}

#[test]
fn front_matter_that_would_take_for_ever() {
    let mut bomb = String::from("---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let line = vec![format!("*a{}", level - 1); 9].join(",");
        writeln!(bomb, "a{level}: &a{level} [{line}]").expect("room");
    }
    assert_found(bomb + "---\n# Page\n\nText.", &["content/page.md:2:1 bad-front-matter"]);
    let brackets = |count| format!("---\na: {}\n---\n# Page\n\nText.", "[".repeat(count));
    assert_found(brackets(300_000), &["content/page.md:2:1 bad-front-matter"]);
    assert_found(brackets(100_000), &["content/page.md:2:68 bad-front-matter"]);
    assert_found(brackets(10_000), &["content/page.md:2:68 bad-front-matter"]);
    let braces = format!("---\na: {}\n---\n# Page\n\nText.", "{a: ".repeat(3_000));
    assert_found(braces, &["content/page.md:2:260 bad-front-matter"]);
    let items = format!("---\na:\n {}x\n---\n# Page\n\nText.", "- ".repeat(100_000));
    assert_eq!(page(items).of(Code::BadFrontMatter).len(), 1);
}

#[test]
fn a_page_with_broken_front_matter_keeps_its_text() {
    let built = page("---\ntitle: a: b\n---\nWhat it says.\n");
    assert!(built.text("page/index.html").contains("What it says."));
    assert_eq!(built.found().len(), 1, "one mistake is one finding: {:?}", built.found());
}

#[test]
fn markdown_that_is_nested_without_end() {
    let nested = [
        "[".repeat(100_000),
        format!("{}x{}", "[".repeat(50_000), "](y)".repeat(50_000)),
        "![".repeat(100_000),
        "[[".repeat(50_000),
        format!("[a]({}", "(".repeat(100_000)),
        "*a ".repeat(30_000),
        "<div>".repeat(20_000),
    ];
    for text in nested {
        page(format!("# Page\n\n{text}\n"));
    }
}

#[test]
fn quotes_and_lists_deeper_than_anybody_reads() {
    let deep = ["> ".repeat(100_000), ">".repeat(100_000), "- ".repeat(100_000)];
    for text in deep {
        let built = page(format!("# Page\n\n{text}x\n"));
        assert_eq!(built.of(Code::DeepNesting).len(), 1, "{:?}", built.found());
        let html = built.text("page/index.html");
        assert!(html.matches("<blockquote").count() <= 100 && html.matches("<ul").count() <= 200);
    }
}

#[test]
fn lessons_that_take_longer_than_can_be_counted() {
    let lesson = |id: &str| format!("---\nkind: lesson\nid: {id}\nduration: {} min\n---\nWords.\n", u32::MAX);
    let built = build([
        HOME,
        ("content/course.md", "---\nkind: course\nlessons: [LE-1, LE-2]\n---\nWords.\n"),
        ("content/one.md", &lesson("LE-1")),
        ("content/two.md", &lesson("LE-2")),
    ]);
    assert!(built.text("course/index.html").contains(&u32::MAX.to_string()));
}

#[test]
fn text_that_is_not_utf_8() {
    let built = page(b"---\ntitle: Page\n---\nCaf\xe9 au lait.\n");
    assert_eq!(built.of(Code::NotUtf8).len(), 1);
    let place = built.of(Code::NotUtf8)[0].place.clone().expect("a place");
    assert_eq!(place.span.expect("a span").start, 23);
    assert!(built.text("page/index.html").contains("Caf\u{fffd} au lait."));
}

#[test]
fn marks_and_line_ends_of_other_systems() {
    let expected = "content/page.md:3:1 unknown-key";
    for text in
        ["---\ntitle: Page\nownr: x\n---\nText.\n", "---\r\ntitle: Page\r\nownr: x\r\n---\r\nText.\r\n"]
    {
        assert_found(text, &[expected]);
        assert_found(format!("\u{feff}{text}"), &[expected]);
    }
    assert_found("\u{feff}# Page\n\n[x](nope.md)\n", &["content/page.md:3:5 broken-link"]);
    assert!(!page("\u{feff}# Page\n\nText.").text("page/index.html").contains('\u{feff}'));
}

#[test]
fn front_matter_after_blank_lines() {
    let built = page("\n\n---\ntitle: Found all the same\n---\nText.\n");
    assert_eq!(built.found(), ["content/page.md:3:1 front-matter-place"]);
    assert!(built.text("page/index.html").contains("Found all the same"));
}

#[test]
fn a_page_that_begins_with_a_rule_has_no_front_matter() {
    let built = page("---\n\nSomething was decided.\n\n---\n\nMore.\n\n# Page\n");
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("page/index.html").contains("Something was decided."));
}

#[test]
fn files_that_say_nothing() {
    for text in ["", "\n\n\n", "\u{feff}", "---\ntitle: Page\n---\n"] {
        assert_found(text, &["content/page.md empty-page"]);
    }
}

#[test]
fn bytes_that_no_editor_shows() {
    let built = page("# Pa\0ge\n\n[a\0](b\0.md) \u{1b}[31m `\0`\n");
    assert_eq!(built.found(), [""; 0]);
}

#[test]
fn a_page_of_10_mb() {
    let built = page(
        "# Page\n\n".to_owned()
            + &"Some words, [a link](other.md#nope) and more of them, as it goes.\n".repeat(8)
            + &"Some words, and more of them, as it goes.\n\n".repeat(240_000),
    );
    assert_eq!(built.of(Code::BrokenAnchor).len(), 8);
    assert!(built.files["page/index.html"].len() > 10_000_000);
}

#[test]
fn a_page_larger_than_is_taken() {
    let text = "# Page\n\n".to_owned() + &"é".repeat(9 << 20);
    let built = page(text);
    assert_eq!(built.found(), ["content/page.md too-large"]);
}

/// Each broken link is not compared with each heading.
#[test]
fn broken_anchors_and_headings_by_the_thousand() {
    let mut text = String::new();
    for nth in 0..5_000 {
        write!(text, "[a](#nope{nth}) ").expect("room");
    }
    for nth in 0..4_000 {
        write!(text, "\n\n## h{nth}").expect("room");
    }
    let built = page(text);
    let found = built.of(Code::BrokenAnchor);
    assert_eq!(found.len(), 5_000);
    // Where they had been compared, those that are most alike would be named.
    let is_compared = |hints: &[String]| hints != ["it has 4000 headings, and none of nearly that name"];
    assert_eq!(found.iter().filter(|finding| is_compared(&finding.hints)).count(), 0);
}

/// Each broken link is told; only so many are compared with each name of the site.
#[test]
fn broken_names_by_the_hundred() {
    let mut text = "# Page\n\n".to_owned();
    for nth in 0..150 {
        write!(text, "[[Paeg {nth}]] [a](paeg{nth}.md) ").expect("room");
    }
    let built = build([HOME, ("content/page.md", &*text), ("content/page-1.md", "# Page 1\n\nText.\n")]);
    let found = built.of(Code::BrokenLink);
    assert_eq!(found.len(), 300);
    assert_eq!(found[2].hints, ["did you mean `[[Page 1]]`?"]);
    let with_hints: Vec<usize> = (0..300).filter(|nth| !found[*nth].hints.is_empty()).collect();
    assert!(with_hints.last().is_some_and(|last| (50..100).contains(last)), "{with_hints:?}");
}

#[test]
fn lines_of_1_mb() {
    let line = "word ".repeat(200_000);
    assert_found(format!("# Page\n\n{line}\n\n[x](nope.md)\n"), &["content/page.md:5:5 broken-link"]);
    assert_found(format!("# Page\n\n{line}[x](nope.md)\n"), &["content/page.md:3:1000005 broken-link"]);
    page(format!("# Page\n\n```rust\n{line}\n```\n"));
    page(format!("# {line}\n"));
    page(format!("---\ntitle: Page\n---\n\n`{line}`\n"));
}

#[test]
fn titles_of_punctuation() {
    let built =
        build([HOME, ("content/!!!.md", "# ???\n\n## !\n\n## …\n\n[a](#--1)\n"), ("content/….md", "Text.")]);
    assert_eq!(built.found(), ["content/!!!.md:7:5 broken-anchor", "content/….md missing-title"]);
    assert_eq!(built.paths(), ["!!!/index.html", "404.html", "index.html", "…/index.html"]);
    let html = built.text("!!!/index.html");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "every id stands once: {ids:?}");
    assert!(!ids.contains(&""), "{ids:?}");
}

#[test]
fn links_that_climb_out() {
    let text = "# Page\n\n[a](../../etc/passwd) ![b](../../b.png) [c](/../c) [d](%2e%2e/%2e%2e/d.md) [[../../e]] <img src=\"../../f.png\" alt=\"f\">\n\n[g]: ../../g.md\n\n[g]\n";
    let built = page(text);
    let found = built.found();
    assert_eq!(built.of(Code::OutsideLink).len(), 6, "{found:?}");
    assert_eq!(built.of(Code::BrokenLink).len(), 1, "a wikilink names no page: {found:?}");
    assert!(!built.text("page/index.html").contains("passwd\""));
}

#[test]
fn names_that_climb_out() {
    let page = "---\naliases: [/../up/, \"/a/../../b/\", \"/%2e%2e/c/\"]\nkind: goal\nserves: [\"../../secret\"]\n---\n# Page\n\nText.\n";
    let built = build([HOME, ("content/page.md", page)]);
    let expected = [
        "content/page.md:2:11 bad-value",
        "content/page.md:2:20 bad-value",
        "content/page.md:2:35 bad-value",
        "content/page.md:4:10 unknown-relation",
    ];
    assert_eq!(built.found(), expected);
}

#[test]
fn folders_of_site_toml_that_climb_out() {
    let text = "content = \"../elsewhere\"\ntheme = \"a/../../b\"\nfiles = \"..\"\n\n[[errands]]\ntitle = \"X\"\npage = \"../x.md\"\n";
    let built = build([HOME, ("site.toml", text)]);
    let expected = [
        "site.toml:1:11 bad-config",
        "site.toml:2:9 bad-config",
        "site.toml:3:9 bad-config",
        "site.toml:7:8 bad-config",
    ];
    assert_eq!(built.found(), expected);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
}

#[test]
fn a_site_without_a_page() {
    let built = build([("site.toml", "content = \"nowhere\"\n")]);
    assert_eq!(built.found(), ["site.toml:1:11 no-pages"]);
    assert_eq!(built.paths(), ["404.html", "index.html"], "the home page is there");
    assert_eq!(build([("notes.txt", "No page.")]).found(), ["- no-pages"]);
    let drafts = build([("content/a.md", "---\ndraft: true\n---\n# A\n\nText.")]);
    assert_eq!(drafts.paths(), ["404.html", "index.html"]);
}

#[test]
fn site_toml_of_any_kind() {
    for (text, expected) in [
        ("name = ", "site.toml:1:8 bad-config"),
        ("name = \"x\"\nname = \"y\"\n", "site.toml:2:1 bad-config"),
        ("raw_html = 3\n", "site.toml:1:12 bad-config"),
        ("nmae = \"x\"\n", "site.toml:1:1 unknown-config-key"),
        ("[kinds]\nplay = 1\n", "site.toml:2:8 bad-config"),
        ("[kinds.odd]\ntemplate = \"nope.html\"\n", "site.toml:2:12 template-error"),
        ("[kinds.odd.fields]\nx = { type = \"dya\" }\n", "site.toml:2:14 bad-config"),
        ("timezone = \"Mars/Base\"\n", "site.toml:1:12 bad-config"),
        ("base_url = \"javascript:alert(1)\"\n", "site.toml:1:12 bad-config"),
        ("accent = \"mauve-ish\"\n", "site.toml:1:10 bad-accent"),
    ] {
        let built = build([HOME, ("site.toml", text)]);
        assert!(built.found().iter().any(|found| found == expected), "{text}: {:?}", built.found());
        assert!(built.text("index.html").contains("</html>"));
    }
    assert_eq!(
        build([(HOME.0, HOME.1.as_bytes()), ("site.toml", b"name = \"\xff\"")]).found(),
        ["site.toml not-utf-8"]
    );
    let nested = format!("a = {}", "[".repeat(100_000));
    assert!(!build([HOME, ("site.toml", &nested)]).found().is_empty());
}

#[test]
fn a_page_of_a_kind_whose_template_is_missing() {
    let built = build([
        HOME,
        ("site.toml", "[kinds.odd]\ntemplate = \"nope.html\"\n"),
        ("content/a.md", "---\nkind: odd\n---\n# A\n\nIs shown."),
    ]);
    assert_eq!(built.found(), ["site.toml:2:12 template-error"]);
    assert!(built.text("a/index.html").contains("Is shown."));
}

#[test]
fn templates_that_fail_or_lead_back_to_themselves() {
    let built = build([
        HOME,
        OTHER,
        ("content/part/a.md", "# A\n\nText."),
        ("theme/page.html", "{% extends \"page.html\" %}\n"),
        ("theme/section.html", "<p>\n{% include \"parts/a.html\" %}\n"),
        ("theme/parts/a.html", "{% include \"parts/b.html\" %}"),
        ("theme/parts/b.html", "{% include \"parts/a.html\" %}"),
        ("theme/home.html", "<p>{{ page.title | shuot }}</p>"),
        ("theme/tags.html", "{% if %}"),
        ("theme/not-found.html", "{{ page.nothing.at.all }}"),
    ]);
    for expected in [
        "theme/page.html:1:13 template-error",
        "theme/home.html:1:20 template-error",
        "theme/not-found.html:1:9 template-error",
    ] {
        assert!(built.found().iter().any(|found| found == expected), "{expected}: {:?}", built.found());
    }
    for file in ["theme/parts/a.html", "theme/parts/b.html", "theme/tags.html"] {
        assert!(built.found().iter().any(|found| found.starts_with(file)), "{file}: {:?}", built.found());
    }
    assert!(built.findings.iter().all(|finding| finding.code == Code::TemplateError));
    for page in ["index.html", "other/index.html", "part/index.html", "404.html"] {
        assert!(built.text(page).contains("</html>"), "the built-in template draws {page}");
    }
}

#[test]
fn what_links_of_the_file_system_lead_to() {
    let (site, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let root = site.path();
    write_files(root, [HOME, OTHER]);
    write_files(outside.path(), [("secret.md", "# Secret\n"), ("secret.pdf", "Secret")]);
    symlink(outside.path().join("secret.md"), root.join("content/leak.md")).expect("a link");
    symlink(outside.path(), root.join("content/folder")).expect("a link");
    symlink(outside.path(), root.join("static")).expect("a link");
    symlink("nowhere.md", root.join("content/gone.md")).expect("a link");
    symlink(".", root.join("content/loop")).expect("a link");
    symlink("other.md", root.join("content/second.md")).expect("a link");
    std::fs::create_dir(root.join("content/folder.md")).expect("a folder");
    let built = build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")));
    let expected = [
        "content/folder symlink-outside",
        "content/gone.md unreadable-file",
        "content/leak.md symlink-outside",
        "content/loop symlink-loop",
        "static symlink-outside",
    ];
    assert_eq!(built.found(), expected);
    assert_eq!(built.paths(), ["404.html", "index.html", "other/index.html", "second/index.html"]);
}

#[test]
fn files_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    write_files(root, [HOME, OTHER, ("content/shut.md", "# Shut\n\nText.")]);
    let shut = root.join("content/shut.md");
    std::fs::set_permissions(&shut, PermissionsExt::from_mode(0o000)).expect("permissions");
    let refused = std::fs::read(&shut).is_err();
    let built = build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")));
    // Root may read every file, whatever its permissions.
    let expected: &[&str] = if refused { &["content/shut.md unreadable-file"] } else { &[] };
    assert_eq!(built.found(), expected);
    assert!(built.text("other/index.html").contains("Stands"));
}

#[test]
fn names_that_are_not_utf_8() {
    use std::os::unix::ffi::OsStrExt as _;
    let site = tempfile::tempdir().expect("a folder");
    write_files(site.path(), [HOME, OTHER]);
    let name = std::ffi::OsStr::from_bytes(b"content/caf\xe9.md");
    if std::fs::write(site.path().join(name), "# Odd\n").is_err() {
        return; // A file system that takes no such name cannot hold one.
    }
    let built = build_world(Box::new(DiskWorld::new(site.path(), Some(today())).expect("a world")));
    assert_eq!(built.found(), ["- unreadable-file"]);
}

#[test]
fn names_of_pictures_leave_no_room_for_a_hash() {
    let long =
        |length: usize, ending: &str| format!("{}{ending}", "\u{e4}".repeat((length - ending.len()) / 2));
    let names = [
        long(247, ".png"),
        long(251, ".png"),
        format!("{}.png", "a".repeat(243)),
        format!("{}.png", "b".repeat(251)),
        format!("c.{}", "d".repeat(253)),
        "e".repeat(255),
    ];
    let mut text = "# Home\n".to_owned();
    for name in &names {
        writeln!(text, "\n![A picture]({name})").expect("room");
    }
    let files = names.iter().map(|name| (format!("content/{name}"), name.as_bytes().to_vec()));
    let files: Vec<(String, Vec<u8>)> =
        files.chain([("content/index.md".to_owned(), text.into_bytes())]).collect();
    let built = build(files.iter().map(|(path, bytes)| (path.as_str(), bytes)));
    let bytes: Vec<&Vec<u8>> = names
        .iter()
        .map(|name| {
            let found = built.files.values().find(|bytes| bytes.as_slice() == name.as_bytes());
            found.unwrap_or_else(|| panic!("{name} is not there: {:?}", built.found()))
        })
        .collect();
    assert_eq!(bytes.len(), names.len());
    let longest = built.files.keys().flat_map(|path| path.split('/')).map(str::len).max();
    assert!(longest <= Some(255), "{longest:?}");
    assert_eq!(built.found(), [""; 0]);
}
