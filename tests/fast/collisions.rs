//! Two things at one address: told at the place that can be mended, and the rest of the site is built.

use crate::support;

use support::build;

const HOME: (&str, &str) = ("content/index.md", "# Home\n\nText.\n");

#[test]
fn a_page_and_the_index_of_a_folder() {
    let built =
        build([HOME, ("content/a.md", "# File\n\nText."), ("content/a/index.md", "# Folder\n\nText.")]);
    assert_eq!(built.found(), ["content/a/index.md address-collision"]);
    assert!(built.text("a/index.html").contains("File"));
}

#[test]
fn pages_that_differ_by_case_alone() {
    let built = build([HOME, ("content/Tone.md", "# One\n\nText."), ("content/tone.md", "# Two\n\nText.")]);
    assert_eq!(built.found(), ["content/tone.md address-collision"]);
    assert_eq!(built.paths(), ["404.html", "Tone/index.html", "index.html"]);
}

#[test]
fn one_name_in_two_unicode_forms() {
    let built =
        build([HOME, ("content/\u{fc}ber.md", "# C\n\nText."), ("content/u\u{308}ber.md", "# D\n\nText.")]);
    assert_eq!(built.found(), ["content/\u{fc}ber.md address-collision"]);
}

#[test]
fn folders_at_one_address() {
    let built = build([
        HOME,
        ("content/Foo/a.md", "# A\n\nText."),
        ("content/foo/b.md", "# B\n\nText."),
        ("content/x y/c.md", "# C\n\nText."),
        ("content/x-y/d.md", "# D\n\nText."),
    ]);
    assert_eq!(built.found(), ["content/foo/b.md address-collision", "content/x-y/d.md address-collision"]);
    let folders = ["Foo/index.html", "x-y/index.html"];
    assert!(folders.iter().all(|page| built.paths().contains(page)), "{:?}", built.paths());
}

#[test]
fn a_page_beside_its_folder_stands_for_it() {
    let built =
        build([HOME, ("content/guide.md", "# Guide\n\nText."), ("content/guide/one.md", "# One\n\nText.")]);
    assert_eq!(built.found(), [""; 0]);
    let trail = built.text("guide/one/index.html").split("<nav class=\"trail\"").nth(1).expect("a trail");
    assert!(trail.split("</nav>").next().expect("its end").contains(">Guide</a>"));
}

#[test]
fn files_published_as_they_are() {
    let built = build([
        HOME,
        ("content/b.md", "# B\n\nText."),
        ("static/b/index.html", "a page's place"),
        ("static/A.txt", "one"),
        ("static/a.txt", "two"),
        ("static/index.html/x.txt", "a folder where the site needs a file"),
        ("static/404.html", "the site's own"),
    ]);
    let expected = [
        "static/a.txt address-collision",
        "static/b/index.html address-collision",
        "static/index.html/x.txt address-collision",
    ];
    assert_eq!(built.found(), expected);
    assert_eq!(built.text("404.html"), "the site's own");
    assert!(built.text("b/index.html").contains("<h1"));
}

#[test]
fn pictures_that_differ_by_case_alone() {
    let page = "# Home\n\n![one](A.png) ![two](a.png)\n";
    let built = build([("content/index.md", page), ("content/A.png", "x"), ("content/a.png", "x")]);
    assert_eq!(built.found(), ["content/a.png address-collision"]);
}

#[test]
fn old_addresses() {
    let page = "---\naliases: [/Old/, /old/, /b/, /b/index.html, /b/index.html/x/, /404.html, /new.html, /new.html/y/]\n---\n# A\n\nText.";
    let built = build([HOME, ("content/a.md", page), ("content/b.md", "# B\n\nText.")]);
    let expected = [
        "content/a.md:2:18 address-collision",
        "content/a.md:2:25 address-collision",
        "content/a.md:2:30 address-collision",
        "content/a.md:2:45 address-collision",
        "content/a.md:2:63 address-collision",
        "content/a.md:2:85 address-collision",
    ];
    assert_eq!(built.found(), expected);
    for path in ["Old/index.html", "new.html"] {
        assert!(built.text(path).contains("../a/") || built.text(path).contains("a/"), "{path}");
    }
}

#[test]
fn old_addresses_that_are_left_out_are_left_out_of_the_map() {
    let page =
        "---\naliases: [/old/, /OLD/, /static.txt, /tags/, /redirects.map]\ntags: [x]\n---\n# A\n\nText.";
    let built = build([HOME, ("content/a.md", page), ("static/static.txt", "Text.")]);
    assert_eq!(built.text("redirects.map"), "/OLD/ /a/;\n");
}

#[test]
fn two_pages_with_one_old_address() {
    let page = |title: &str| format!("---\naliases: [/old/]\n---\n# {title}\n\nText.");
    let built = build([HOME.0, "content/a.md", "content/b.md"].into_iter().zip([
        &HOME.1.to_owned(),
        &page("A"),
        &page("B"),
    ]));
    assert_eq!(built.found(), ["content/b.md:2:11 duplicate-alias"]);
    assert!(built.text("old/index.html").contains("../a/"));
}

#[test]
fn tags_of_one_slug() {
    let built = build([("content/index.md", "---\ntags: [c, c++, c-2, \"?!\"]\n---\n# Home\n\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
    let tags: Vec<_> = built.paths().into_iter().filter(|path| path.starts_with("tags/")).collect();
    let expected = [
        "tags/3f-21/index.html",
        "tags/c-2-2/index.html",
        "tags/c-2/index.html",
        "tags/c/index.html",
        "tags/index.html",
    ];
    assert_eq!(tags, expected);
}

#[test]
fn a_page_where_a_tag_would_be() {
    let page = "---\ntags: [rules, posts]\n---\n# Home\n\nText.\n";
    let built = build([
        ("content/index.md", page),
        ("content/tags/rules.md", "# Own\n\nText."),
        ("content/tags/Posts.md", "# Other\n\nText."),
    ]);
    assert_eq!(built.found(), ["content/index.md:2:15 address-collision"]);
    assert!(built.text("tags/rules/index.html").contains("Own"));
}

#[test]
fn very_long_names() {
    let page =
        format!("---\ntags: [{}]\naliases: [/{}/]\n---\n# Home\n\nText.\n", "x".repeat(300), "y".repeat(300));
    let built = build([("content/index.md", &page)]);
    assert_eq!(built.found(), ["content/index.md:3:11 bad-value"]);
    assert!(built.paths().iter().all(|path| path.split('/').all(|name| name.len() < 200)));
}

#[test]
fn names_that_the_output_needs_for_itself() {
    for alias in ["/.guidepost-output.json", "/.GUIDEPOST-OUTPUT.JSON", "/a/.Guidepost"] {
        let page = format!("---\naliases: [{alias}]\n---\n# Home\n\nText.\n");
        let built = build([("content/index.md", &page)]);
        assert_eq!(built.found(), ["content/index.md:2:11 bad-value"], "{alias}");
    }
}

/// An old address that is the page's own in other case is no second thing at one place.
#[test]
fn the_address_of_a_page_in_other_case() {
    let built =
        build([HOME, ("content/CONTRIBUTING.md", "---\ntitle: C\npermalink: /contributing/\n---\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
    let other = build([
        HOME,
        ("content/CONTRIBUTING.md", "# C\n\nText.\n"),
        ("content/b.md", "---\ntitle: B\naliases: [/contributing/]\n---\nText.\n"),
    ]);
    assert_eq!(other.found().len(), 1, "{:?}", other.found());
}
