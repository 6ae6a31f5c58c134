//! People and roles.

use super::{OBJECTIVE, lines, site};

#[test]
fn roles_say_who_holds_them_and_what_they_answer_for() {
    let built = site(&[
        OBJECTIVE,
        (
            "lead.md",
            "title: Lead\nkind: role\nid: lead\nowner: lead\ntopics: [news, prices]\ntime_allotted: A day a week.\nexperts_in: [Listen]\nmay_publish_on: [CH-1]\nholders:\n  - {name: jo, to: 2026-11-15}\n  - {name: kim, from: 2026-01-01, to: 2026-11-16}\n  - {name: lu, from: 2026-11-17}\ndeputies: [{name: max}]",
        ),
        ("empty.md", "title: Nobody yet\nkind: role\nid: empty\nowner: lead"),
        ("a.md", "title: Listen\nkind: play\nserves: [OB-1]\nowner: lead"),
        ("b.md", "title: Films\nkind: play\nserves: [OB-1]"),
        ("c.md", "title: Forum\nkind: channel\nid: CH-1"),
        ("d.md", "title: Photos\nkind: channel"),
        ("e.md", "title: Old board\nkind: channel\nstate: left"),
    ]);
    assert_eq!(
        lines(&built, "people").join(" | "),
        [
            "Held by nobody | Nobody yet | No deputy | Nobody yet | No time allotted | Nobody yet",
            "Channels on which nobody may publish | Photos | Plays for which nobody answers | Films",
            "People and roles",
            "Role | Held by | Time allotted | Answers for | Topics | Expert in | May publish on",
            "Nobody yet | nobody | not said | 0 pages | – | – | nowhere",
            "Lead | kim | lu, from 17 Nov 2026 | Deputies max | A day a week. | 3 pagesPlays Listen | news, prices | Listen | Forum",
        ]
        .join(" | ")
    );
}
