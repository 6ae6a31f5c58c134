//! YAML as people write it who do not write it every day.

use guidepost::diagnostic::Severity::{Error, Warning};

use crate::{assert_only, page, with_front};

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
