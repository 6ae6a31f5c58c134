//! Whoever wanted to keep a page back and wrote it wrongly has kept it back.

use guidepost::compile::Request;
use guidepost::date::Day;
use guidepost::diagnostic::{Code, Severity};
use guidepost::model::{Drafts, Selection};
use guidepost::world::MemoryWorld;

use super::{HOME, assert_only, only, page, with_front};
use crate::support::{build, build_world, build_world_with, today};

/// Front matter that means a draft in all likelihood, and the finding.
const MEANT: [(&str, &str); 114] = [
    ("title: A\npublishDate: {on: 2027-01-01}\n", "3:1 unknown-key"),
    ("title: A\npublishDate: {date: 2027-01-01}\n", "3:1 unknown-key"),
    ("title: A\npublishDate: {value: soon}\n", "3:1 unknown-key"),
    ("title: A\npublishDate: {}\n", "3:1 unknown-key"),
    ("title: A\npublishDate: []\n", "3:1 unknown-key"),
    ("title: A\npublishDate: \"\"\n", "3:1 unknown-key"),
    ("title: A\npublishDate: null\n", "3:1 unknown-key"),
    ("title: A\nembargo: {until: 2027-01-01}\n", "3:1 unknown-key"),
    ("title: A\npublished: {on: 2027-01-01}\n", "3:1 unknown-key"),
    ("title: A\npublished: {by: somebody}\n", "3:1 unknown-key"),
    ("title: A\nexpires: {on: 2026-01-01}\n", "3:1 unknown-key"),
    ("title: A\nstatus: to be reviewed\n", "3:1 unknown-key"),
    ("title: A\nstatus: needs approval\n", "3:1 unknown-key"),
    ("title: A\nstatus: waiting for review\n", "3:1 unknown-key"),
    ("title: A\nstatus: confidential\n", "3:1 unknown-key"),
    ("title: A\nstatus: restricted\n", "3:1 unknown-key"),
    ("title: A\nstatus: staff only\n", "3:1 unknown-key"),
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
    ("title: A\nstatus: in review\n", "3:1 unknown-key"),
    ("title: A\nstatus: In-Progress\n", "3:1 unknown-key"),
    ("title: A\nstatus: review\n", "3:1 unknown-key"),
    ("title: A\nstatus: pending\n", "3:1 unknown-key"),
    ("title: A\nstatus: unpublishd\n", "3:1 unknown-key"),
    ("title: A\nstatus: {name: draft}\n", "3:1 unknown-key"),
    ("title: A\nstatus:\n  name: In Review\n", "3:1 unknown-key"),
    ("title: A\nstate: {value: draft}\n", "3:1 unknown-key"),
    ("title: A\nstate: [{id: 1, label: [draft]}]\n", "3:1 unknown-key"),
    ("title: A\nstatus: {name: darft}\n", "3:1 unknown-key"),
    ("title: A\nhidden: {value: true}\n", "3:1 unknown-key"),
    ("title: A\npublished: {value: false}\n", "3:1 unknown-key"),
    ("title: A\nhidden: true\n", "3:1 unknown-key"),
    ("title: A\nheadless: true\n", "3:1 unknown-key"),
    ("title: A\nunlisted: yes\n", "3:1 unknown-key"),
    ("title: A\nparams:\n  draft: true\n", "4:3 unknown-key"),
    ("title: A\nextra: {published: false}\n", "3:9 unknown-key"),
    ("title: A\nextra:\n  status: draft\n", "4:3 unknown-key"),
    ("title: A\nanything:\n  Draft: yes\n", "4:3 unknown-key"),
    ("title: A\n_build:\n  render: never\n", "4:3 unknown-key"),
    ("title: A\nbuild: {render: link}\n", "3:9 unknown-key"),
    ("title: A\nbuild: {list: false}\n", "3:9 unknown-key"),
    ("title: A\npublishDate: 2026-11-17\n", "3:1 unknown-key"),
    ("title: A\npublish_date: 2027-01-01T09:00:00Z\n", "3:1 unknown-key"),
    ("title: A\npubDate: \"2099\"\n", "3:1 unknown-key"),
    ("title: A\npublishDate: next week\n", "3:1 unknown-key"),
    ("title: A\ndate: 2026-12-01 10:00\n", "3:1 unknown-key"),
    ("title: A\nexpiryDate: 2026-11-16\n", "3:1 unknown-key"),
    ("title: A\npermalink: false\n", "3:1 unknown-key"),
    ("title: A\npoststatus: future\n", "3:1 unknown-key"),
    ("title: A\nstatus: darft\n", "3:1 unknown-key"),
    ("title: A\npublished: draft\n", "3:1 unknown-key"),
    ("title: A\npublished:\n", "3:1 unknown-key"),
    ("title: A\npublish: later\n", "3:1 unknown-key"),
    ("title: A\npublish: not yet\n", "3:1 unknown-key"),
    ("title: A\nprivate: team\n", "3:1 unknown-key"),
    ("title: A\nhidden: maybe\n", "3:1 unknown-key"),
    ("title: A\nwip: 50%\n", "3:1 unknown-key"),
    ("title: A\nembargo: until further notice\n", "3:1 unknown-key"),
    ("title: A\nheadless: [a]\n", "3:1 unknown-key"),
    ("title: A\ndg-publish: false\n", "3:1 unknown-key"),
    ("title: A\ndraft_mode: on\n", "3:1 unknown-key"),
    ("title: A\nno_publish: true\n", "3:1 unknown-key"),
    ("title: A\nstatus: working draft\n", "3:1 unknown-key"),
    ("title: A\nstatus: rough draft\n", "3:1 unknown-key"),
    ("title: A\nstatus: Pre-Draft\n", "3:1 unknown-key"),
    ("title: A\nstatus: ready for review\n", "3:1 unknown-key"),
    ("title: A\nstatus: to publish\n", "3:1 unknown-key"),
    ("title: A\nstatus: unreleased\n", "3:1 unknown-key"),
    ("title: A\nstatus: to do\n", "3:1 unknown-key"),
    ("title: A\nstatus: deleted\n", "3:1 unknown-key"),
    ("title: A\nstatus: internal\n", "3:1 unknown-key"),
    ("title: A\nstatus: secret\n", "3:1 unknown-key"),
    ("title: A\nstatus: Entwurf\n", "3:1 unknown-key"),
    ("title: A\nstatus: brouillon\n", "3:1 unknown-key"),
    ("title: A\nstatus: 下書き\n", "3:1 unknown-key"),
    ("title: A\nstatus: черновик\n", "3:1 unknown-key"),
    ("title: A\nvisibility: none\n", "3:1 unknown-key"),
    ("title: A\nvisibility: internal\n", "3:1 unknown-key"),
    ("title: A\npage_status: draft\n", "3:1 unknown-key"),
    ("title: A\npublishStatus: draft\n", "3:1 unknown-key"),
    ("title: A\nworkflow: pending\n", "3:1 unknown-key"),
    ("title: A\nlifecycle: draft\n", "3:1 unknown-key"),
    ("title: A\nexpires: 2026-11-16\n", "3:1 unknown-key"),
    ("title: A\nexpires_at: 2020-01-01\n", "3:1 unknown-key"),
    ("title: A\nvalid_until: 2026-01-01\n", "3:1 unknown-key"),
    ("title: A\nnot_before: 2027-01-01\n", "3:1 unknown-key"),
    ("title: A\ndatePublished: 2027-01-01\n", "3:1 unknown-key"),
    ("title: A\nreleaseDate: 2027-01-01\n", "3:1 unknown-key"),
    ("title: A\ndraft_until: 2027-01-01\n", "3:1 unknown-key"),
    ("title: A\npublishDate: 2026-11-16T23:59:00Z\n", "3:1 unknown-key"),
    ("title: A\nexpiryDate: 2026-11-16T23:59:00Z\n", "3:1 unknown-key"),
    ("title: A\nbuild: {list: local}\n", "3:9 unknown-key"),
    ("title: A\nx: {y: {draft: true}}\n", "3:9 unknown-key"),
    ("title: A\nx: {y: [{z: {draft: yes}}]}\n", "3:14 unknown-key"),
    ("title: A\nx: {y: {z: {published: false}}}\n", "3:13 unknown-key"),
    ("title: A\nghost: {status: draft}\n", "3:9 unknown-key"),
    ("title: A\na:\n  b:\n    c:\n      Draft: true\n", "6:7 unknown-key"),
    ("title: A\nparams: {publish: later}\n", "3:10 unknown-key"),
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
fn what_other_programs_write_of_a_page_that_they_publish_keeps_none_back() {
    for front in [
        "status: published\n",
        "status: planned\n",
        "status: reviewed\n",
        "status: {name: published, since: 2020}\n",
        "hidden: {toc: true, value: false}\n",
        "render: {list: never}\n",
        "hidden: false\n",
        "params: {draft: false, status: done}\n",
        "jira:\n  status: in review\n",
        "build: {render: always, list: always}\n",
        "publishDate: 2026-11-15T23:00:00Z\n",
        "publishDate: 2026-11-16T00:00:00Z\n",
        "publishDate: 2026-11-16T00:30:00+01:00\n",
        "date: 2026-11-16T23:00:00Z\n",
        "published: 2026-11-16\n",
        "published: true\n",
        "publish: published\n",
        "render: always\n",
        "permalink: /a/\n",
        "private: no\n",
        "wip: off\n",
        "visibility: public\n",
        "lifecycle: production\n",
        "expires: 2026-11-17\n",
        "expiryDate: 2026-11-17T00:30:00Z\n",
        "menu: {main: {hidden: maybe, status: pending}}\n",
        "date: 2026-11-16\n",
        "date: some day\n",
        "expiryDate:\n",
        "expiryDate: 2026-11-17\n",
        "published: {on: 2026-11-01}\n",
        "publishDate: {on: 2026-11-01}\n",
        "embargo: {until: 2026-11-01}\n",
    ] {
        let built = page(&with_front(&format!("title: A\n{front}")));
        assert!(built.paths().contains(&"page/index.html"), "{front}: {:?}", built.findings);
        assert!(built.findings.iter().all(|finding| finding.severity != Severity::Error), "{front}");
    }
    let unknown = page(&with_front("title: A\nstatus: planned\n"));
    assert!(only(&unknown).1.contains("write `draft: true`"), "{:?}", unknown.findings);
}

#[test]
fn a_field_of_the_site_is_no_day_of_publication() {
    let kinds = "[kinds.page.fields]\ndate = { type = \"day\" }\nhidden = { type = \"flag\" }\n";
    let text = with_front("title: A\ndate: 2027-01-01\nhidden: true\n");
    let built = build([HOME, ("site.toml", kinds), ("content/page.md", &text)]);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.paths().contains(&"page/index.html"));
}

#[test]
fn a_page_is_published_on_its_day() {
    let text = with_front("title: A\npublishDate: 2026-11-18\n");
    for (day, is_there) in [(17, false), (18, true)] {
        let today = Day::new(2026, 11, day).expect("a day");
        let world =
            MemoryWorld::new(today, [(HOME.0, HOME.1.as_bytes()), ("content/page.md", text.as_bytes())]);
        let built = build_world(Box::new(world));
        assert_eq!(built.paths().contains(&"page/index.html"), is_there, "{day}");
    }
}

#[test]
fn what_lies_in_a_folder_of_drafts_is_one() {
    let files = [
        ("content/index.md", "# Home\n\n[later](_drafts/later.md) [[Later]]\n"),
        ("content/_drafts/later.md", "# Later\n\nSecret.\n"),
        ("content/part/_Drafts/deep/other.md", "---\ntitle: Other\ndraft: false\n---\nSecret.\n"),
    ];
    let built = build(files);
    assert_eq!(built.paths(), ["404.html", "index.html"]);
    assert_eq!(built.found(), ["content/index.md:3:9 broken-link", "content/index.md:3:29 broken-link"]);
    assert!(built.findings[0].hints[0].contains("lies in `_drafts`"), "{:?}", built.findings);
}

#[test]
fn what_says_that_the_pages_below_are_drafts_keeps_them_back() {
    for cascade in [
        "cascade:\n  draft: true\n",
        "cascade:\n  - draft: true\n",
        "cascade:\n  build: {list: local}\n  Draft: yes\n",
    ] {
        let index = format!("---\ntitle: Part\n{cascade}---\n\nText.\n");
        let files = [
            HOME,
            ("content/part/_index.md", &index),
            ("content/part/a.md", "# A\n\nSecret.\n"),
            ("content/part/deep/b.md", "# B\n\nSecret.\n"),
            ("content/other.md", "# Other\n\nText.\n"),
        ];
        let built = build(files);
        assert_eq!(built.of(Code::UnknownFrontMatterKey).len(), 1, "{cascade}: {:?}", built.found());
        assert_eq!(built.paths(), ["404.html", "index.html", "other/index.html"], "{cascade}");
    }
}

#[test]
fn a_second_front_matter_is_told_and_keeps_its_page_back() {
    for below in [
        "---\ndraft: true\n---\n\nText.\n",
        "\n---\ntitle: B\nlayout: post\n---\nText.\n",
        "\n# A\n\n---\nlayout: post\ndraft: true\n---\n\nText.\n",
    ] {
        let built = page(&format!("---\ntitle: A\n---\n{below}"));
        assert_eq!(only(&built).0.code, Code::BadFrontMatter, "{below}");
        assert!(only(&built).1.contains("second front matter"), "{below}");
        assert_eq!(built.paths(), ["404.html", "index.html"], "{below}");
    }
    for below in [
        "\n---\n\nNote: words between rules.\n\n---\n",
        "\n---\nNote: a heading below a rule.\n---\n",
        "\n```yaml\n---\ntitle: B\ndraft: true\n---\n```\n",
    ] {
        let built = page(&format!("---\ntitle: A\n---\n{below}"));
        assert!(built.paths().contains(&"page/index.html"), "{below}");
    }
}

#[test]
fn entries_without_marks_keep_their_page_back() {
    for text in [
        "Draft: true\n\nText.\n",
        "draft: true\n\nText.\n",
        "\n\nDRAFT: yes\n\nText.\n",
        "Title: A\nDate: 2010-12-03\nStatus: draft\n\nText.\n",
        "layout: post\npublished: false\n\nText.\n",
        "\u{ef}\u{bb}\u{bf}---\ntitle: A\ndraft: true\n---\n\nText.\n",
        "\u{feff}\u{ef}\u{bb}\u{bf}---\ndraft: true\n---\n\nText.\n",
    ] {
        let built = page(text);
        assert_eq!(only(&built).0.code, Code::BadFrontMatter, "{text}");
        assert_eq!(built.paths(), ["404.html", "index.html"], "{text}");
    }
}

#[test]
fn words_that_only_look_like_front_matter_are_words() {
    for (text, shown) in [
        ("title: the word means more than one thing here.\n\nText.\n", "more than one thing"),
        ("title: this is\nwhat a title is.\n\nText.\n", "what a title is"),
        ("Draft: a first version of the rules.\n\nText.\n", "a first version"),
        ("{\"a\":1} is what it answers.\n\nText.\n", "is what it answers"),
        ("{\"a\": 1}\n\nText.\n", "Text."),
        ("    {\"a\": 1}\n\nText.\n", "Text."),
        ("```toml\n[package]\npublish = false\n```\n\nText.\n", "publish"),
        ("```json\n{\n  \"private\": true\n}\n```\n\nText.\n", "private"),
        ("```yaml\non: push\nwith:\n  draft: true\n```\n\nText.\n", "draft"),
        ("```yaml\n---\napiVersion: v1\nkind: Pod\n---\n```\n\nText.\n", "Pod"),
        ("---\n# Welcome\n---\n\nText.\n", "Welcome"),
        ("---\n![A picture](x.png)\n---\n\nText.\n", "A picture"),
        ("---\n[A link](https://a.example)\n---\n\nText.\n", "A link"),
        ("---\n\n# Welcome\n\nNote: words.\n\n---\n\nText.\n", "Welcome"),
        ("---\n\nSome words: and more.\n\nOthers.\n\n---\n\nText.\n", "Others."),
    ] {
        let built = page(text);
        assert!(built.paths().contains(&"page/index.html"), "{text}: {:?}", built.findings);
        assert!(built.text("page/index.html").contains(shown), "{text}");
        assert!(built.of(Code::BadFrontMatter).is_empty(), "{text}: {:?}", built.findings);
    }
}

#[test]
fn keys_that_are_commented_out_are_no_words() {
    let built = page("---\n# title: A\n# draft: true\n---\n\n# B\n\nText.\n");
    assert!(!built.text("page/index.html").contains("title: A"));
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
