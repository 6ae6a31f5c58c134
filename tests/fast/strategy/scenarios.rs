//! Scenarios.

use super::{OBJECTIVE, between, lines, site};
use crate::support;

const AXES: &str = "axes:\n  - {name: Channels, low: \"Closed: in groups\", high: Open}\n  - {name: Trust, low: Low, high: High}\n";
const PLAYS: [(&str, &str); 4] = [
    ("plays/a.md", "title: Listen\nkind: play\nid: PL-1\nserves: [OB-1]\nstate: running"),
    ("plays/b.md", "title: Films\nkind: play\nid: PL-2\nserves: [OB-1]\nstate: planned"),
    ("plays/c.md", "title: Van\nkind: play\nserves: [OB-1]\nstate: planned"),
    ("plays/d.md", "title: Pilot\nkind: play\nserves: [OB-1]\nstate: done"),
];

#[test]
fn four_worlds_stand_where_their_axes_put_them() {
    let worlds = "worlds:\n  - {name: Doors, holds: [PL-1]}\n  - {name: Square, summary: All is public., holds: [PL-1, Films]}\n  - {name: Rooms, holds: [PL-1, plays/b.md, PL-2]}\n  - {name: Table, holds: [PL-1]}\n";
    let front = format!("title: Four worlds\nkind: scenario\n{AXES}{worlds}");
    let built = site(&[&[OBJECTIVE, ("s.md", &*front)], &PLAYS[..]].concat());
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(
        lines(&built, "scenarios").join(" | "),
        [
            "Four worlds",
            "HighTrustLow",
            "Rooms | Channels: ClosedTrust: High | Hold up here | Listen | Films",
            "Table | Channels: OpenTrust: High | Hold up here | Listen",
            "Doors | Channels: ClosedTrust: Low | Hold up here | Listen",
            "Square | Channels: OpenTrust: Low | All is public. | Hold up here | Listen | Films",
            "Closed: in groupsChannelsOpen",
            "Hold up in all of its worlds | Listen | Hold up in none | Van",
        ]
        .join(" | ")
    );
}

#[test]
fn several_scenarios_are_counted_together() {
    let one = format!(
        "title: One\nkind: scenario\n{AXES}worlds:\n  - {{name: A, holds: [PL-1]}}\n  - {{name: B, holds: []}}\n  - {{name: C}}\n  - {{name: D, holds: [PL-2]}}\n"
    );
    let other =
        "title: Other\nkind: scenario\nworlds:\n  - {name: E, holds: [PL-1]}\n  - {name: F, holds: [PL-1]}\n";
    let built = site(&[&[OBJECTIVE, ("s.md", &*one), ("t.md", other)], &PLAYS[..]].concat());
    let lines = lines(&built, "scenarios");
    assert_eq!(
        lines.iter().take(15).cloned().collect::<Vec<String>>().join(" | "),
        "Hold up in no world of any scenario | Van | In how many worlds plays hold up | Play | One | Other | All worlds | Listen | 1 of 4 | 2 of 2 | 3 of 6 | Films | 1 of 4 | 0 of 2 | 1 of 6"
    );
    assert_eq!(lines.iter().filter(|line| *line == "No play holds up here.").count(), 2);
    assert!(lines.iter().any(|line| line.starts_with("Two uncertainties and four worlds make")));
    assert!(!lines.iter().any(|line| line == "Pilot"), "what is over is not asked");
}

#[test]
fn a_scenario_that_is_chosen_alone_still_asks_all_plays_and_does_not_repeat_its_page() {
    let worlds = "worlds:\n  - {name: A, holds: [PL-1]}\n  - {name: B, holds: [PL-1]}\n";
    let page = format!(
        "---\ntitle: Two worlds\nid: SC-1\nkind: scenario\nsummary: In short.\n{worlds}---\n```view scenarios\npages: {{id: SC-1}}\n```\n"
    );
    let play =
        |(path, front): &(&'static str, &str)| (format!("content/{path}"), format!("---\n{front}\n---\n"));
    let files: Vec<(String, String)> = [OBJECTIVE].iter().chain(&PLAYS).map(play).collect();
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let built = support::build(files.chain([("content/s.md", &*page)]));
    let html = built.text("s/index.html");
    let result = between(html, "<div class=\"worlds-result\">", "</section>");
    let [all, none] = result.split("Hold up in none").collect::<Vec<_>>()[..] else { panic!("{result}") };
    assert!(all.contains("Hold up in all of its worlds") && all.contains(">Listen</a>"), "{all}");
    assert!(none.contains(">Films</a>") && none.contains(">Van</a>"), "{none}");
    let view = between(html, "<section class=\"scenario\"", "</section>");
    assert!(!view.contains("<h2") && !view.contains("In short."), "its page has title and summary: {view}");
}
