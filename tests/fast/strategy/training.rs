//! Training by role: which courses a role must have, and what asks for nothing.

use crate::support::{self, Built};

fn site(role: &str) -> Built {
    let page = |front: &str| format!("---\n{front}\n---\nWords.\n");
    let files = [
        ("site.toml", "name = \"A\"\n".to_owned()),
        ("content/c1.md", page("title: Start here\nkind: course\nid: TR-1\nlessons: [LE-1, LE-2]")),
        ("content/c2.md", page("title: Leading\nkind: course\nid: TR-2\nlessons: [LE-2]")),
        (
            "content/l1.md",
            page("title: Why\nkind: lesson\nid: LE-1\nduration: 15 min\nobjectives: [say why we do this]"),
        ),
        ("content/l2.md", page("title: How\nkind: lesson\nid: LE-2\nduration: 20 min")),
        ("content/lead.md", page(role)),
        ("content/free.md", page("title: Guest\nkind: role\nid: guest")),
    ];
    support::build(files.iter().map(|(path, text)| (*path, text.as_str())))
}

#[test]
fn roles_stand_with_the_courses_that_they_must_have() {
    let built =
        site("title: The lead\nkind: role\nid: lead\ntraining:\n  - {course: TR-1, every: 12 months}");
    assert_eq!(built.found(), [""; 0]);
    let view = built.text("views/training/index.html");
    for said in [
        "<a href=\"../../lead/\">The lead</a>",
        "<a href=\"../../c1/\">Start here</a>",
        "2 lessons, 35 min",
        "1 year",
        "Courses that no role must have",
        "<a href=\"../../c2/\">Leading</a>",
        "Roles that need no course",
        "<a href=\"../../free/\">Guest</a>",
    ] {
        assert!(view.contains(said), "{said} is not in {view}");
    }
    assert!(built.text("c1/index.html").contains("Required of"));
    assert!(built.text("l1/index.html").contains("say why we do this"));
}

#[test]
fn no_role_that_asks_no_view() {
    let built = site("title: The lead\nkind: role\nid: lead");
    assert!(!built.paths().contains(&"views/training/index.html"));
}

#[test]
fn what_is_wrong_in_training_is_found_at_its_place() {
    for (training, found) in [
        ("[{course: TR-9}]", "content/lead.md:5:21 unknown-relation"),
        ("[{course: TR-1, every: often}]", "content/lead.md:5:34 bad-value"),
        ("[{course: LE-1}]", "content/lead.md:5:21 wrong-relation"),
        ("[{cours: TR-1}]", "content/lead.md:5:13 unknown-key"),
    ] {
        let built = site(&format!("title: The lead\nkind: role\nid: lead\ntraining: {training}"));
        assert_eq!(built.found(), [found], "{training}");
    }
}

#[test]
fn courses_that_ask_for_one_another_can_never_begin() {
    let page = |front: &str| format!("---\n{front}\n---\nWords.\n");
    let one = page("title: One\nkind: course\nid: TR-1\nlessons: [LE-1]\nrequires: [TR-2]");
    let two = page("title: Two\nkind: course\nid: TR-2\nlessons: [LE-1]\nrequires: [TR-1]");
    let lesson = page("title: Why\nkind: lesson\nid: LE-1\nduration: 15 min");
    let files = [
        ("site.toml", "name = \"A\"\n"),
        ("content/1.md", &one),
        ("content/2.md", &two),
        ("content/3.md", &lesson),
    ];
    let built = support::build(files);
    let finding =
        built.findings.iter().find(|finding| finding.code.name() == "wrong-relation").expect("a finding");
    assert_eq!(finding.severity, guidepost::diagnostic::Severity::Error);
    assert!(finding.message.contains("“One”, “Two”, “One”"), "{}", finding.message);
}
