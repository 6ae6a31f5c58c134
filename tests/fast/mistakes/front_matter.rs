//! YAML as people write it who do not write it every day.

use guidepost::diagnostic::Severity::{Error, Warning};

use super::{HOME, assert_only, page, with_front};
use crate::support::{Built, build};

#[test]
fn values_that_need_quotes() {
    for (front, place, words) in [
        ("title: @mentions\n", "2:8", "write `title: \"@mentions\"`"),
        ("title: `code`\n", "2:8", "write `title: \"`code`\"`"),
        ("title: %discount\n", "2:8", "write `title: \"%discount\"`"),
        ("title: *Important*\n", "2:8", "write `title: \"*Important*\"`"),
        ("title: [Draft] Gifts\n", "2:8", "write `title: \"[Draft] Gifts\"`"),
        ("title: 'Don't do it'\n", "2:8", "write `title: \"Don't do it\"`"),
        ("title: Gifts: what to do\n", "2:13", "write `title: \"Gifts: what to do\"`"),
        ("title: Say \"a: b\"\n", "2:14", "write `title: 'Say \"a: b\"'`"),
        ("title: \"X\nkind: guideline\n", "2:8", "never closed"),
        ("title: 'X\nkind: guideline\n", "2:8", "never closed"),
        ("title: A\ntags: [a, b\nkind: page\n", "3:7", "never closed"),
        ("title: X\n kind: guideline\n", "3:1", "begin at the edge"),
        (" title: X\nkind: guideline\n", "2:1", "begin at the edge"),
    ] {
        assert_only(
            &with_front(front),
            &format!("{place} bad-front-matter"),
            Error,
            &[words, "counts as a draft"],
        );
    }
}

#[test]
fn what_yaml_reads_otherwise_than_meant() {
    for (front, place, words) in [
        ("title: Rule #1 of posting\n", "2:13 bad-value", "write `title: \"Rule #1 of posting\"`"),
        ("title: A\nsummary: #hashtags first\n", "3:10 bad-value", "write `summary: \"#hashtags first\"`"),
        ("title: A\ntags: disclosure, press\n", "3:7 bad-value", "write `tags: [disclosure, press]`"),
        ("title: A\naliases: /a/, /b/\n", "3:10 bad-value", "write `aliases: [/a/, /b/]`"),
        ("title: “X”\n", "2:8 bad-value", "straight quotes"),
        ("title: A\ntags: [“a”, “b”]\n", "3:8 bad-value", "straight quotes"),
        ("title: A\nkind: “guideline”\n", "3:7 bad-value", "straight quotes"),
    ] {
        assert_only(&with_front(front), place, Warning, &[words]);
    }
    for front in [
        "title: A # why\nsummary: 'B #1' # more\n",
        "title: \"A #1\"\ntags: [a, b] #x\n",
        "title: “A” and “B”\n",
        "title: A, B and C\nsummary: a, b\n",
        "title: >\n  A #1\n  b\n",
    ] {
        let built = page(&with_front(front));
        assert_eq!(built.found(), [""; 0], "{front}");
    }
    assert!(
        page(&with_front("title: “X”\n")).text("page/index.html").contains("<h1>X</h1>"),
        "read as meant"
    );
}

#[test]
fn a_list_of_relations_as_text() {
    let text = with_front("title: A\nkind: goal\nserves: OB-1, OB-2\n");
    assert_only(&text, "4:9 unknown-relation", Error, &["write a list: `[OB-1, OB-2]`"]);
}

#[test]
fn front_matter_that_is_not_recognised() {
    for (text, place, words) in [
        ("--\ntitle: Q\nkind: guideline\n--\n\n# H\n", "1:1", "`---`"),
        ("----\ntitle: Q\n----\n\n# H\n", "1:1", "`---`"),
        ("***\ntitle: Z\n***\n\nText.\n", "1:1", "`---`"),
        ("—\ntitle: Z\n—\n\nText.\n", "1:1", "`---`"),
        ("+++\ntitle = \"Q\"\n+++\n\n# H\n", "1:1", "YAML"),
        ("title: Q\nkind: guideline\n---\n\n# H\n", "1:1", "`---`"),
        ("title: Q\n\n# H\n", "1:1", "`---`"),
        ("---\ntitle: Q\n----\n\nText: with colon.\n", "1:1", "line 3"),
    ] {
        assert_only(text, &format!("{place} bad-front-matter"), Error, &[words, "counts as a draft"]);
    }
    for text in [
        "***\n\nA rule above.\n\n# P\n",
        "Note: this is prose.\n\n# P\n",
        "---\n\nText\n\n---\n\n# P\n",
        "# P\n\n--\ntitle: x\n",
    ] {
        assert_eq!(page(text).found(), [""; 0], "{text}");
    }
}

/// A page of this text, and others that name it.
fn named_by_others(text: &str) -> Built {
    let other = "---\nid: P-2\nserves: [P-1]\nowner: lead\nkind: goal\n---\n# Other\n\n[[P-1]] and [old](/old/tone/), [page](page.md#more).\n";
    let owner =
        "---\nid: lead\nkind: role\nholders: [{name: anna, from: 2020-01-01}]\n---\n# Lead\n\n[[Tone]]\n";
    build([HOME, ("content/other.md", other), ("content/page.md", text), ("content/r.md", owner)])
}

#[test]
fn a_slip_in_one_line_takes_nothing_from_the_others() {
    let sound = "title: Tone\nid: P-1\nkind: objective\nowner: lead\naliases: [/old/tone/]\n";
    for (slip, place) in [
        ("risk: low\n  bad: [x\n", "8:1 bad-front-matter"),
        ("summary: \"never closed\n", "7:10 bad-front-matter"),
        ("tags: [a\nreview_every: soon\nnonsense: 1\n", "7:7 bad-front-matter"),
        ("<<<<<<< ours\nrisk: low\n=======\nrisk: high\nid: P-2\n>>>>>>> theirs\n", "7:1 merge-conflict"),
    ] {
        for front in [format!("{sound}{slip}"), format!("{sound}{slip}order: 3\n")] {
            let built = named_by_others(&format!("---\n{front}---\n\n# Tone\n\n## More\n\nText.\n"));
            assert_eq!(built.found(), [format!("content/page.md:{place}")], "{front}");
            assert!(!built.paths().contains(&"page/index.html"), "{front}: it counts as a draft");
        }
    }
    for open in [format!("---\n{sound}\n# Tone\n\n## More\n"), format!("{sound}----\n\n# Tone\n\n## More\n")]
    {
        let built = named_by_others(&open);
        assert_eq!(built.found(), ["content/page.md:1:1 bad-front-matter"], "{open}");
        assert!(!built.paths().contains(&"page/index.html"), "{open}: it counts as a draft");
    }
}
