//! Whoever wanted to keep a page back and wrote it wrongly has kept it back.

use guidepost::compile::Request;
use guidepost::diagnostic::{Code, Severity};
use guidepost::model::{Drafts, Selection};
use guidepost::world::MemoryWorld;

use super::{HOME, assert_only, only, page, with_front};
use crate::support::{build, build_world, build_world_with, today};

/// Front matter that means a draft in all likelihood, and the finding.
const MEANT: [(&str, &str); 18] = [
    ("title: A\ndraft: yes\n", "3:8 bad-value"),
    ("title: A\ndraft: \"true\"\n", "3:8 bad-value"),
    ("title: A\ndraft: 1\n", "3:8 bad-value"),
    ("title: A\ndraft:\n", "3:1 bad-value"),
    ("title: A\nDraft: true\n", "3:1 unknown-key"),
    ("title: A\nDRAFT: yes\n", "3:1 unknown-key"),
    ("title: A\npublished: false\n", "3:1 unknown-key"),
    ("title: A\npublish: no\n", "3:1 unknown-key"),
    ("title: A\nPublished: \"false\"\n", "3:1 unknown-key"),
    ("title: A\nstatus: draft\n", "3:1 unknown-key"),
    ("title: A\nstatus: [draft, internal]\n", "3:1 unknown-key"),
    ("title: A\nstatus:\n  - draft\n", "3:1 unknown-key"),
    ("title: A\ndrat: true\n", "3:1 unknown-key"),
    ("title: A\nstate: Draft\n", "3:1 unknown-key"),
    ("title: A\nis_draft: true\n", "3:1 unknown-key"),
    ("title: A\nvisibility: private\n", "3:1 unknown-key"),
    ("title: A: b\ndraft: true\n", "2:9 bad-front-matter"),
    ("- draft: true\n", "2:1 bad-front-matter"),
];

#[test]
fn what_cannot_be_read_counts_as_a_draft() {
    for (front, place) in MEANT {
        let text = with_front(front);
        assert_only(&text, place, Severity::Error, &["counts as a draft"]);
        assert_eq!(page(&text).paths(), ["404.html", "index.html"], "{front}");
        let world =
            MemoryWorld::new(today(), [(HOME.0, HOME.1.as_bytes()), ("content/page.md", text.as_bytes())]);
        let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
        let preview = build_world_with(Box::new(world), &request);
        assert!(preview.text("page/index.html").contains("draft-note"), "{front}: shown, and marked");
        assert_eq!(preview.findings.len(), 1, "{front}: told there too");
    }
}

#[test]
fn a_page_that_says_it_is_none_is_none() {
    for front in ["title: A\ndraft: false\n", "title: A\nDraft: false\n", "title: A\ndraft: False\n"] {
        assert!(page(&with_front(front)).paths().contains(&"page/index.html"), "{front}");
    }
}

#[test]
fn of_two_words_the_careful_one_counts() {
    let built = page(&with_front("title: A\ndraft: true\ndraft: false\n"));
    assert_eq!(built.found(), ["content/page.md:4:1 duplicate-key"]);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
}

#[test]
fn a_key_of_another_case_is_told_where_unknown_keys_are_allowed() {
    let page = with_front("title: A\nDraft: true\n");
    let built = build([HOME, ("site.toml", "unknown_keys = \"allow\"\n"), ("content/page.md", &page)]);
    assert_eq!(built.found(), ["content/page.md:3:1 unknown-key"]);
}

#[test]
fn links_to_such_a_page_are_no_findings_of_their_own() {
    let home = "# Home\n\n[a](page.md) [[page]] [[P-1]]\n";
    let owner = "---\nid: P-2\nserves: [P-1]\nowner: P-1\n---\n# Other\n\nText.\n";
    let text = with_front("title: A\nid: P-1\nkind: role\ndraft: yes\n");
    let role = "---\nid: lead\nkind: role\n---\n# Lead\n\nText.\n";
    let files = [
        ("content/index.md", home),
        ("content/o.md", owner),
        ("content/page.md", &text),
        ("content/r.md", role),
    ];
    let world = MemoryWorld::new(today(), files.map(|(path, text)| (path, text.as_bytes())));
    let built = build_world(Box::new(world));
    assert_eq!(only(&built).0.place, built.findings[0].place);
    assert_eq!(built.found(), ["content/page.md:5:8 bad-value"]);
}

#[test]
fn links_to_the_folder_of_such_a_page_are_none_either() {
    let text = with_front("title: A\ndraft: yes\n");
    let home = "# Home\n\n[a](/deep/place/) [b](deep/place/index.md) [c](deep/place)\n";
    let built = build([("content/index.md", home), ("content/deep/place/index.md", &text)]);
    assert!(built.of(Code::BrokenLink).is_empty(), "{:?}", built.found());
}

#[test]
fn front_matter_in_another_form_keeps_its_page_back() {
    let words = "\n\nText.\n";
    let front = "---\ntitle: A\ndraft: true\n---";
    for (text, place) in [
        (format!("```\n{front}\n```{words}"), "1:1"),
        (format!("```yaml\ntitle: A\ndraft: true\n```{words}"), "1:1"),
        (format!("\n~~~yaml\n{front}\n~~~{words}"), "1:1"),
        (format!(";;;\n\"title\": \"A\",\n\"draft\": true\n;;;{words}"), "1:1"),
        (format!("{{\n  \"published\": false\n}}{words}"), "1:1"),
        (format!("+++\ndraft=true\n+++{words}"), "1:1"),
        (format!("\n+++\n[params]\ndraft=true\n+++{words}"), "1:1"),
        (format!("---json\n{{\"draft\": true}}\n---{words}"), "1:1"),
        (format!("---toml\ndraft = true\n---{words}"), "1:1"),
        (format!("Some words.\n\n{front}{words}"), "1:1"),
    ] {
        let built = page(&text);
        assert_eq!(built.found(), [format!("content/page.md:{place} bad-front-matter")], "{text}");
        assert_eq!(built.paths(), ["404.html", "index.html"], "{text}");
        assert!(only(&built).1.contains("counts as a draft"), "{text}");
    }
}

#[test]
fn an_example_of_front_matter_keeps_no_page_back() {
    for text in [
        "# How pages begin\n\n```yaml\n---\ntitle: A\ndraft: true\n---\n```\n",
        "# A\n\nWords.\n\n---\n\ndraft: a first version\n\n---\n\nMore.\n",
        "```yaml\nname: CI\non: push\n```\n\n# A\n",
        "```json\n{\"a\": 1}\n```\n\n# A\n",
    ] {
        assert!(page(text).paths().contains(&"page/index.html"), "{text}");
    }
}

#[test]
fn a_field_of_the_site_means_what_the_site_says() {
    let text = "---\ntitle: A\nstatus: draft\n---\n\nText.\n";
    let kinds = "[kinds.page.fields]\nstatus = { type = \"text\" }\n";
    let built = build([HOME, ("site.toml", kinds), ("content/page.md", text)]);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.paths().contains(&"page/index.html"));
}

#[test]
fn a_page_that_windows_wrote_is_read() {
    let text = "---\r\ntitle: Größe\r\ndraft: false\r\n---\r\n\r\nText.\r\n";
    let little: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let world = MemoryWorld::new(today(), [(HOME.0, HOME.1.as_bytes()), ("content/page.md", &little)]);
    let built = build_world(Box::new(world));
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("page/index.html").contains("Größe"));
}

#[test]
fn a_page_that_cannot_be_decoded_is_not_written() {
    for bytes in [&b"# \xe9\n"[..], b"\xff\xfe#\x00 \x00A\x00\n"] {
        let world = MemoryWorld::new(today(), [(HOME.0, HOME.1.as_bytes()), ("content/page.md", bytes)]);
        let built = build_world(Box::new(world));
        assert!(built.found().iter().any(|found| found.ends_with("not-utf-8")), "{:?}", built.found());
        assert_eq!(built.paths(), ["404.html", "index.html"]);
    }
}

#[test]
fn what_stands_for_a_page_is_no_page() {
    let hash = "a".repeat(64);
    let text = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 7\n");
    let built = page(&text);
    assert_eq!(built.found(), ["content/page.md unreadable-file"]);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
}
