//! Fields that are there and say nothing, or what cannot be.

use guidepost::diagnostic::Severity::{Error, Warning};

use super::{HOME, assert_only, page, with_front};
use crate::support::build;

#[test]
fn a_required_field_that_is_empty_is_not_there() {
    for (front, place) in [
        ("title: A\nkind: play\nserves: []\n", "4:9"),
        ("title: A\nkind: play\nserves:\n", "4:1"),
        ("title: A\nkind: play\nserves: \"\"\n", "4:9"),
        ("title: A\nkind: play\nserves: [\"\"]\n", "4:9"),
        ("title: A\nkind: role\nid: \"\"\n", "4:5"),
        ("title: A\nkind: lesson\nduration: \" \"\n", "4:11"),
        ("title: A\nkind: course\nlessons: \"\"\n", "4:10"),
    ] {
        assert_only(&with_front(front), &format!("{place} missing-field"), Error, &["is empty", "needs it"]);
    }
}

#[test]
fn in_a_draft_it_is_still_to_be_filled_in() {
    let text = with_front("title: A\nkind: play\nserves: []\ndraft: true\n");
    assert_only(&text, "4:9 missing-field", Warning, &["before the page is published"]);
    let text = with_front("title: A\nkind: play\ndraft: true\n");
    assert_only(&text, "2:1 missing-field", Warning, &["before the page is published"]);
}

#[test]
fn titles_and_numbers_that_say_nothing() {
    assert_only(&with_front("title: \"\"\n"), "2:8 missing-title", Warning, &["is empty"]);
    assert_only("---\ntitle:\n---\n\n# Heading\n\nText.\n", "2:1 missing-title", Warning, &["Heading"]);
    assert_only(&with_front("title: A\nid: \"\"\n"), "3:5 bad-value", Warning, &["take the line out"]);
    assert_eq!(page(&with_front("title: A\nowner: \"\"\ntags: [\"\"]\nserves: \"\"\n")).found(), [""; 0]);
}

#[test]
fn ends_before_starts() {
    let text = with_front(
        "title: A\nkind: role\nid: r\nholders:\n- name: Jo\n  from: 2026-05-01\n  to: 2025-01-01\n",
    );
    assert_only(&text, "8:7 bad-value", Warning, &["2026-05-01"]);
    let objective = "---\nid: O\nkind: objective\n---\n# O\n\nText.\n";
    let play = with_front("title: A\nkind: play\nserves: O\nends: 2025-01-01\nstarts: 2026-05-01\n");
    let built = build([HOME, ("content/o.md", objective), ("content/page.md", &play)]);
    assert_eq!(built.found(), ["content/page.md:5:7 bad-value"]);
}

#[test]
fn a_duration_without_a_unit() {
    let text = with_front("title: A\nkind: lesson\nduration: 15\n");
    assert_only(&text, "4:11 bad-value", Warning, &["write `15 min`"]);
}

#[test]
fn relations_in_a_circle() {
    let of =
        |id: &str, requires: &str| format!("---\nid: {id}\nrequires: [{requires}]\n---\n# {id}\n\nText.\n");
    let (a, b, c, d) = (of("A", "B"), of("B", "C"), of("C", "A"), of("D", "A"));
    let files =
        [HOME, ("content/a.md", &a), ("content/b.md", &b), ("content/c.md", &c), ("content/d.md", &d)];
    let built = build(files);
    assert_eq!(built.found(), ["content/a.md:3:12 wrong-relation"]);
    assert_eq!(built.findings[0].severity, Warning);
    assert!(built.findings[0].message.contains("“A”, “B”, “C”, “A”"), "{}", built.findings[0].message);
}

#[test]
fn readings_are_numbers_with_a_day() {
    let measure = |reading: &str| with_front(&format!("title: A\nkind: measure\nreadings:\n  - {reading}\n"));
    for (reading, place, words) in [
        ("{value: \"1,8\", on: 2026-09-30}", "5:13 bad-value", "with a point: `1.8`"),
        ("{value: \"5,600\", on: 2026-09-30}", "5:13 bad-value", "write `5600`"),
        ("{value: 52 %, on: 2026-09-30}", "5:13 bad-value", "without a unit or a word: `52`"),
        ("{value: many, on: 2026-09-30}", "5:13 bad-value", "in digits: `5600`"),
        ("{value: [1], on: 2026-09-30}", "5:13 bad-value", "a number: `5600`, `1.8`"),
        ("{value: 5, on: September}", "5:20 bad-value", "year, month, day"),
        ("{value: 5, on: 2026-09-30, nots: few}", "5:32 unknown-key", "did you mean `note`?"),
    ] {
        let built = page(&measure(reading));
        let (finding, said) = super::only(&built);
        assert_eq!(built.found(), [format!("content/page.md:{place}")], "{reading}");
        assert!(said.contains(words), "{reading}: {said} {finding:?}");
    }
    assert_only(&measure("{value: 5}"), "5:5 bad-value", Warning, &["says no `on`", "on: 2026-09-30"]);
    assert_only(&measure("{on: 2026-09-30}"), "5:5 bad-value", Warning, &["says no `value`"]);
    assert_only(
        &with_front("title: A\nkind: measure\nbetter: hihger\n"),
        "4:9 bad-value",
        Error,
        &["did you mean `higher`?"],
    );
    assert_only(
        &with_front("title: A\noutcome: adoptd\n"),
        "3:10 bad-value",
        Error,
        &["did you mean `adopted`?"],
    );
    for good in ["{value: 5, on: 2026-09-30}", "{value: -1.25, on: 2026-09-30, note: by hand}"] {
        assert_eq!(page(&measure(good)).found(), [""; 0], "{good}");
    }
}

/// What `guidepost new` writes for somebody to replace goes out with nobody's words.
#[test]
fn words_of_a_new_page_that_nobody_replaced_are_told() {
    let role = "---\ntitle: Sponsor\nkind: role\nid: sponsor\nholders:\n  - name: Their name\n    from: 2026-11-16\n    identities: [name@example.org]\nsummary:\n---\nSay here in one or two sentences what this role is about and whom it concerns.\n";
    let built = build([HOME, ("content/sponsor.md", role)]);
    assert_eq!(
        built.found(),
        [
            "content/sponsor.md:6:3 template-words",
            "content/sponsor.md:8:5 template-words",
            "content/sponsor.md:9:1 template-words",
            "content/sponsor.md:11:1 template-words",
        ]
    );
    let draft = role.replace("summary:\n", "summary:\ndraft: true\n");
    assert_eq!(build([HOME, ("content/sponsor.md", &*draft)]).found(), [""; 0]);
    let words = "---\ntitle: Names\nsummary: What we call people.\n---\nTheir name is theirs; name@example.org is an example.\n";
    assert_eq!(build([HOME, ("content/names.md", words)]).found(), [""; 0]);
}
