//! Indexes of folders of which nobody knows what they say of the pages below.

use guidepost::diagnostic::Severity;
use guidepost::world::MemoryWorld;

use super::HOME;
use crate::support::{Built, build_world, today};

/// What a finding says of an index that may keep back all pages below.
const BELOW: &str = "the pages below count as drafts too";

fn part(index: &[u8]) -> Built {
    let home = "# Home\n\n[a](part/a.md) [[B]]\n";
    let files = [
        ("content/index.md", home.as_bytes()),
        ("content/part/_index.md", index),
        ("content/part/a.md", b"# A\n\nSecret.\n"),
        ("content/part/deep/b.md", b"# B\n\nSecret.\n"),
        ("content/other.md", b"# Other\n\nText.\n"),
    ];
    build_world(Box::new(MemoryWorld::new(today(), files)))
}

#[test]
fn an_index_that_may_keep_pages_back_does() {
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 7\n", "a".repeat(64));
    let wide: Vec<u8> =
        "---\ncascade: {draft: true}\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken = b"---\ntitle: \xe9\ncascade:\n  - _target: {path: /a}\n---\n";
    for index in [
        pointer.as_bytes(),
        &wide,
        b"\0GITCRYPT\0\x01\xfe",
        broken,
        b"+++\ntitle = \"Part\"\n[cascade]\n  draft = true\n+++\n",
        b"{\n  \"title\": \"Part\",\n  \"cascade\": {\"draft\": true}\n}\n",
        b"---\ntitle: Part\n  Cascade: {build: {render: never}\n\nWords.\n",
        b"---\ntitle: A: b\n- casacde:\n    draft: true\n---\n",
    ] {
        let built = part(index);
        let name = String::from_utf8_lossy(index);
        let told: Vec<_> =
            built.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        let [told] = &told[..] else { panic!("one error: {name}: {:?}", built.found()) };
        assert!(told.hints.iter().any(|hint| hint.contains(BELOW)), "{name}: {told:?}");
        assert_eq!(built.paths(), ["404.html", "index.html", "other/index.html"], "{name}");
    }
}

#[test]
fn an_index_that_cannot_keep_pages_back_does_not() {
    for index in [
        &b"---\ntitle: \xe9\n---\n\nWords.\n"[..],
        b"---\ntitle: A: b\n---\n\nWords.\n",
        b"---\ntitle: Part\n\nWords.\n",
        b"---\ntitle: Part\nstatus: draft\n---\n\nThe cascade.\n",
    ] {
        let built = part(index);
        let name = String::from_utf8_lossy(index);
        assert_eq!(
            built.paths(),
            [
                "404.html",
                "index.html",
                "other/index.html",
                "part/a/index.html",
                "part/deep/b/index.html",
                "part/deep/index.html",
                "part/index.html",
            ],
            "{name}"
        );
        assert!(built.findings.iter().all(|finding| finding.hints.iter().all(|hint| !hint.contains(BELOW))));
    }
}

#[test]
fn a_key_that_is_nearly_that_for_all_pages_below_keeps_them_back() {
    let built = part(b"---\ntitle: Part\ncascde: {draft: true}\n---\n\nWords.\n");
    assert_eq!(built.paths(), ["404.html", "index.html", "other/index.html"]);
    let built = super::super::support::build([HOME, ("content/a.md", "# A\n\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
}
