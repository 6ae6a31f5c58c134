//! What other programs want, or leave behind, and what is no mistake here.

use super::{HOME, page, with_front};
use crate::support::build;
use guidepost::diagnostic::Code;

#[test]
fn what_forms_leave_is_nothing() {
    assert_eq!(page(&with_front("title: A\ntags:\n- \naliases:\n- \n- Another\n")).found(), [""; 0]);
    assert_eq!(page(&with_front("title: A\ntags:\n- [b]\n")).found(), ["content/page.md:4:3 bad-value"]);
}

#[test]
fn titles_are_asked_of_pages_that_have_words() {
    for text in ["---\nTitle: A\nunlisted: false\n---\n\nText.\n", "#Tone of voice\n\nText.\n"] {
        let built = page(text);
        assert!(built.of(Code::MissingTitle).is_empty() && !built.findings.is_empty(), "{:?}", built.found());
    }
    assert_eq!(page("<PartnerList />\n").of(Code::MissingTitle).len(), 0);
    assert_eq!(page("Text.\n").of(Code::MissingTitle).len(), 1);
    let kept_back =
        build([HOME, ("content/_part.md", "Text.\n"), ("content/b.md", "---\ndraft: true\n---\nText.\n")]);
    assert_eq!(kept_back.of(Code::MissingTitle).len(), 0, "{:?}", kept_back.found());
}

#[test]
fn pages_of_a_layout_need_no_text() {
    assert_eq!(page("---\ntitle: Search\nlayout: search\n---\n").of(Code::EmptyPage).len(), 0);
    assert_eq!(page("---\ntitle: Search\n---\n").of(Code::EmptyPage).len(), 1);
}

#[test]
fn badges_say_how_something_stands_today() {
    for address in [
        "https://img.shields.io/npm/v/x",
        "https://github.com/a/b/workflows/CI/badge.svg",
        "https://github.com/a/b/actions/workflows/ci.yml/badge.svg?branch=main",
        "https://travis-ci.org/a/b.svg",
    ] {
        assert_eq!(page(&format!("# A\n\n![Build]({address})\n")).found(), [""; 0], "{address}");
    }
    for address in ["https://github.com/a/b/raw/main/x.svg", "https://img.shields.io.example/x.svg"] {
        let built = page(&format!("# A\n\n![Build]({address})\n"));
        assert_eq!(built.found(), ["content/page.md:3:10 foreign-content"], "{address}");
    }
    let framed = page("# A\n\n<iframe title=\"a\" src=\"https://img.shields.io/x\"></iframe>\n");
    assert_eq!(framed.of(Code::ForeignContent).len(), 1, "a frame is no badge");
}

#[test]
fn keys_of_other_programs_are_one_finding_and_no_slips() {
    let built = build([
        HOME,
        ("content/a.md", "---\ntitle: A\nseries: b\n---\n\nText.\n"),
        ("content/b.md", "---\ntitle: A\ntoc: true\n---\n\nText.\n"),
    ]);
    assert_eq!(built.found(), ["content/a.md:3:1 unknown-key"]);
    assert!(built.findings[0].message.starts_with("2 keys are not known"), "{:?}", built.findings);
    let slip = page(&with_front("title: A\nserve: b\n"));
    assert!(slip.findings[0].hints[0].contains("serves"), "{:?}", slip.findings);
}

#[test]
fn blocks_of_code_in_tags_are_code() {
    let text = "# A\n\n{% highlight html %}\n<a id=\"x\" href=\"javascript:a()\">{{ b }}</a>\n<a id=\"x\">\n{% endhighlight %}\n";
    let built = page(text);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("page/index.html").contains("<pre"), "{}", built.text("page/index.html"));
}

#[test]
fn what_is_open_says_why_its_end_closes_nothing() {
    let built = page("# A\n\n<div class=\"a\">\n\nWords.\n\n    </div>\n");
    assert_eq!(built.found(), ["content/page.md:3:1 unclosed-block"]);
    assert!(built.findings[0].related[0].1.contains("read as code"), "{:?}", built.findings);
    let of_others = page("# A\n\n<docs-step title=\"a\">\n\n- Words.\n  </docs-step>\n");
    assert_eq!(of_others.found(), [""; 0], "where it ends makes no difference");
}

#[test]
fn partials_of_one_name_are_one_group() {
    let built = build([HOME, ("content/a/_page.md", "Text.\n"), ("content/b/_page.md", "Text.\n")]);
    let groups: Vec<_> = built.findings.iter().map(guidepost::diagnostic::Finding::group).collect();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0], groups[1]);
}
