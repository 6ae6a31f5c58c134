//! A fact stands in one place: whatever one page says of itself, every view, list and book says after it.

use super::OBJECTIVE;
use crate::support::{self, Built};

const SETTINGS: &str = "name = \"A\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [{ view = \"map\" }, { view = \"roadmap\" }, { pages = { kind = \"play\" } }]\n";

/// Where a play is shown whose title this is about.
const SHOWN: [&str; 6] = [
    "views/map/index.html",
    "views/roadmap/index.html",
    "views/ladder/index.html",
    "views/channels/index.html",
    "ob-1/index.html",
    "books/all/index.html",
];

fn site(play: &str) -> Built {
    let page = |front: &str| format!("---\n{front}\n---\nWords.\n");
    let files = [
        ("site.toml", SETTINGS.to_owned()),
        ("content/ob-1.md", page(OBJECTIVE.1)),
        ("content/ch-1.md", page("title: Forum\nkind: channel\nid: CH-1\nlevel: share")),
        ("content/pl-1.md", page(play)),
    ];
    support::build(files.iter().map(|(path, text)| (*path, text.as_str())))
}

fn play(title: &str, level: &str, ends: &str, state: &str) -> String {
    format!(
        "title: {title}\nkind: play\nid: PL-1\nserves: [OB-1]\nuses: [CH-1]\nlevel: {level}\nhorizon: short\nstarts: 2026-02-01\nends: {ends}\nstate: {state}"
    )
}

#[test]
fn a_title_is_said_by_every_view_and_by_the_book() {
    let before = site(&play("Listen first", "monitor", "2026-12-24", "running"));
    let after = site(&play("Look first", "monitor", "2026-12-24", "running"));
    for path in SHOWN {
        assert!(before.text(path).contains("Listen first"), "{path}");
        assert!(after.text(path).contains("Look first"), "{path}");
        assert!(!after.text(path).contains("Listen first"), "{path}");
    }
}

#[test]
fn a_day_a_state_and_a_level_are_said_by_every_view_that_has_them() {
    let before = site(&play("Listen first", "monitor", "2026-12-24", "running"));
    let after = site(&play("Listen first", "share", "2026-10-30", "planned"));
    for (path, was, is) in [
        ("views/roadmap/index.html", "24 Dec 2026", "30 Oct 2026"),
        ("books/all/index.html", "24 Dec 2026", "30 Oct 2026"),
        ("views/roadmap/index.html", "Running", "Planned"),
        ("books/all/index.html", "Running", "Planned"),
    ] {
        assert!(before.text(path).contains(was), "{path}: {was}");
        assert!(after.text(path).contains(is), "{path}: {is}");
        assert!(!after.text(path).contains(was), "{path}: {was}");
    }
    let rung = |built: &Built, level: &str| {
        let html = built.text("views/ladder/index.html");
        let (_, rung) = html.split_once(&format!(">{level}<")).expect("a level");
        rung.split("class=\"rung-title\"").next().is_some_and(|rung| rung.contains("Listen first"))
    };
    assert!(rung(&before, "Monitor") && !rung(&before, "Share"));
    assert!(rung(&after, "Share") && !rung(&after, "Monitor"));
}

#[test]
fn a_view_that_stands_on_a_page_twice_has_no_id_twice() {
    let views = [
        "map",
        "coverage",
        "lessons",
        "scenarios",
        "starter",
        "map",
        "coverage",
        "lessons",
        "scenarios",
        "starter",
    ];
    let blocks: String =
        views.iter().fold(String::new(), |all, view| all + &format!("\n```view {view}\n```\n"));
    let page = |front: &str| format!("---\n{front}\n---\nWords.\n");
    let files = [
        ("site.toml", SETTINGS.to_owned()),
        ("content/ob-1.md", page(OBJECTIVE.1)),
        ("content/pl-1.md", page(&play("Listen first", "monitor", "2026-12-24", "done"))),
        ("content/le-1.md", page("title: Lesson\nlearned_from: [PL-1]\noutcome: open\nblock: processes")),
        ("content/sc-1.md", page("title: Worlds\nkind: scenario\nid: SC-1")),
        ("content/ch-1.md", page("title: Forum\nkind: channel\nid: CH-1\nlevel: share")),
        ("content/all.md", format!("# All\n{blocks}")),
    ];
    let built = support::build(files.iter().map(|(path, text)| (*path, text.as_str())));
    let html = built.text("all/index.html");
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
    assert!(ids.contains(&"map-lists") && ids.contains(&"block-6-map-lists"), "{ids:?}");
    for rest in html.split("href=\"#").skip(1).chain(html.split("labelledby=\"").skip(1)) {
        let id = rest.split('"').next().expect("an id");
        assert!(ids.contains(&id), "#{id}");
    }
}
