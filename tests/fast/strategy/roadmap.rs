//! The roadmap.

use super::{OBJECTIVE, between, lines, site};
use crate::support::Built;

const PLAYS: [(&str, &str); 6] = [
    (
        "a.md",
        "title: Listen\nkind: play\nserves: [OB-1]\nstate: running\nstage: public\nhorizon: short\nstarts: 2025-06-02\nowner: insight-lead",
    ),
    (
        "b.md",
        "title: Pilot\nkind: play\nserves: [OB-1]\nstate: done\nhorizon: short\nstarts: 2026-01-12\nends: 2026-05-29",
    ),
    (
        "c.md",
        "title: Late\nkind: play\nserves: [OB-1]\nstate: running\nhorizon: medium\nstarts: 2026-02-01\nends: 2026-11-15",
    ),
    (
        "d.md",
        "title: Slow\nkind: play\nserves: [OB-1]\nstate: planned\nhorizon: medium\nstarts: 2026-11-15\nends: 2026-12-24",
    ),
    (
        "e.md",
        "title: Today\nkind: play\nserves: [OB-1]\nstate: planned\nstarts: 2026-11-16\nends: 2026-11-16",
    ),
    ("f.md", "title: Some day\nkind: play\nserves: [OB-1]\nstate: idea"),
];

fn roadmap() -> Built {
    site(&[&[OBJECTIVE], &PLAYS[..]].concat())
}

#[test]
fn plays_stand_by_horizon_with_their_days() {
    let built = roadmap();
    let lines = lines(&built, "roadmap");
    let table: Vec<String> = lines.into_iter().skip_while(|line| line != "Serves").skip(1).collect();
    let table = table.join(" | ");
    let rows = [
        "Horizon: Short | Listen | Running | Public | 2 Jun 2025 | open | insight-lead | Fewer calls",
        "Pilot | Done | not said | 12 Jan 2026 | 29 May 2026 | nobody | Fewer calls",
        "Horizon: Medium | Latepast its end | Running | not said | 1 Feb 2026 | 15 Nov 2026 | nobody | Fewer calls",
        "Slownot begun | Planned | not said | 15 Nov 2026 | 24 Dec 2026 | nobody | Fewer calls",
        "No horizon | Today | Planned | not said | 16 Nov 2026 | 16 Nov 2026 | nobody | Fewer calls",
        "Undated | Some day | Idea | not said | not said | not said | nobody | Fewer calls",
    ];
    assert_eq!(table, rows.join(" | "));
}

#[test]
fn what_is_late_is_named() {
    let lines = lines(&roadmap(), "roadmap");
    let found = lines.iter().skip_while(|line| line.starts_with("As of")).take(4).collect::<Vec<&String>>();
    let late = [
        "Past their end and not done",
        "Late: ended 15 Nov 2026",
        "Should have begun, and have not",
        "Slow: was to start 15 Nov 2026",
    ];
    assert_eq!(found, late);
    let built = site(&[OBJECTIVE, PLAYS[0], PLAYS[1]]);
    assert!(super::lines(&built, "roadmap").iter().any(|line| line.starts_with("No play is past its end")));
}

#[test]
fn every_play_with_a_day_is_a_bar_that_leads_to_it() {
    let built = roadmap();
    let drawing =
        between(built.text("views/roadmap/index.html"), "<svg class=\"roadmap\"", "</svg>\n</figure>");
    let bars: Vec<&str> = drawing.split("<a class=").skip(1).map(|bar| between(bar, "<text", "<")).collect();
    let titles: Vec<&str> = bars.iter().map(|bar| bar.split_once('>').expect("its title").1).collect();
    assert_eq!(titles, ["Listen", "Pilot", "Late", "Slow", "Today"]);
    for (page, state) in
        [("a", "running"), ("b", "done"), ("c", "running"), ("d", "planned"), ("e", "planned")]
    {
        assert!(
            drawing.contains(&format!("\"roadmap-{state}\" href=\"../../{page}/\"")),
            "{page}: {drawing}"
        );
    }
    assert!(!drawing.contains("Some day"));
    // Today is half of the way through the second quarter from the end of six quarters and a half.
    assert!(drawing.contains("data-from=\"2025-04-01\" data-until=\"2027-01-01\""), "{drawing}");
    assert!(
        drawing.contains("<text x=\"5\" y=\"14\" class=\"year\">2025</text><text x=\"5\" y=\"31\">Q2</text>"),
        "{drawing}"
    );
}

#[test]
fn lateness_says_the_day_after_which_it_is_true() {
    let built = roadmap();
    let html = built.text("views/roadmap/index.html");
    for expected in [
        "data-after=\"2026-11-15\">",
        "data-after=\"2026-11-16\" data-until=\"2026-11-16\" hidden>",
        "data-after=\"2026-12-24\" hidden>",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    assert!(!html.contains("data-after=\"2026-05-29\""), "what is done is not late");
}

#[test]
fn any_years_can_be_drawn() {
    let play = |days: &str| format!("title: Long\nkind: play\nserves: [OB-1]\n{days}");
    for days in
        ["starts: 1900-01-01", "starts: 0001-01-01\nends: 9999-12-31", "ends: 9999-12-31", "ends: 2026-11-16"]
    {
        let front = play(days);
        let built = site(&[OBJECTIVE, ("a.md", &front)]);
        assert_eq!(built.found(), [""; 0], "{days}");
        let years = built.text("views/roadmap/index.html").matches("class=\"year\">").count();
        assert!((1..=17).contains(&years), "{days}: {years}");
    }
}

#[test]
fn bars_are_as_many_as_can_be_read() {
    let plays: Vec<(String, String)> = (0..100).map(|nth| {
        let state = if nth < 50 { "done" } else { "running" };
        (format!("p{nth:03}.md"), format!("title: Play {nth}\nkind: play\nserves: [OB-1]\nstate: {state}\nstarts: 2026-01-01\nends: 2026-12-31"))
    }).collect();
    let mut pages = vec![OBJECTIVE];
    pages.extend(plays.iter().map(|(path, front)| (&**path, &**front)));
    let built = site(&pages);
    let html = built.text("views/roadmap/index.html");
    assert_eq!(html.matches("<a class=\"roadmap-").count(), 50);
    assert!(html.contains("50 plays more have no room here"));
}
