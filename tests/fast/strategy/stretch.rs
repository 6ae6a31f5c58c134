//! The stretch of the map that each of its pages shows.

use super::{OBJECTIVE, site};
use crate::support::Built;

const PAGES: &[(&str, &str)] = &[
    OBJECTIVE,
    ("ob-2.md", "title: Repair\nkind: objective\nid: OB-2"),
    ("go-1.md", "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]\nmeasured_by: [ME-1]"),
    (
        "pl-1.md",
        "title: Listen\nkind: play\nid: PL-1\nserves: [GO-1, OB-2]\nuses: [CH-1]\nmeasured_by: [ME-1]",
    ),
    ("pl-2.md", "title: Films\nkind: play\nid: PL-2\nserves: [GO-1]\nuses: [CH-1]\nrequires: [PL-1]"),
    ("ch-1.md", "title: Forum\nkind: channel\nid: CH-1"),
    ("me-1.md", "title: Calls\nkind: measure\nid: ME-1"),
    ("gl-1.md", "title: Tone\nkind: guideline\nid: GL-1\nserves: [OB-1]"),
];

/// How a page connects: its stretch, each item by how deep it stands, and its other relations.
fn connections(built: &Built, page: &str) -> Vec<String> {
    let html = built.text(&format!("{page}/index.html"));
    let (_, section) = html.split_once("<section class=\"relations\"").expect("how it connects");
    let (section, _) = section.split_once("</section>").expect("its end");
    let (mut depth, mut read) = (0, Vec::new());
    for piece in section.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or_default();
        match tag.split(' ').next().unwrap_or_default() {
            "ul" => depth += 1,
            "/ul" => depth -= 1,
            _ => {}
        }
        let is_current = if tag.contains("aria-current=\"page\"") { " (this)" } else { "" };
        if !text.trim().is_empty() && !tag.starts_with('/') && !tag.contains("class=\"id\"") {
            read.push(format!("{}{}{is_current}", "  ".repeat(depth), text.trim()));
        }
    }
    read
}

#[test]
fn an_objective_lists_its_goals_and_plays() {
    assert_eq!(
        connections(&site(PAGES), "ob-1"),
        [
            "How it connects",
            "  Fewer calls (this)",
            "    Served by",
            "      Answers",
            "        Served by",
            "          Listen",
            "          Films",
            "        Measured by",
            "          Calls",
            "    On the channels",
            "      Forum",
            "The whole map",
            "Served by",
            "Tone",
        ]
    );
}

#[test]
fn a_play_leads_up_to_its_objectives_and_down_to_its_channels() {
    assert_eq!(
        connections(&site(PAGES), "pl-1"),
        [
            "How it connects",
            "  Serves",
            "    Fewer calls",
            "      Answers",
            "    Repair",
            "  Listen (this)",
            "    Uses",
            "      Forum",
            "    Measured by",
            "      Calls",
            "The whole map",
            "Leads to",
            "Films",
        ]
    );
}

#[test]
fn a_channel_and_a_measure_show_what_uses_them() {
    let built = site(PAGES);
    assert_eq!(
        connections(&built, "ch-1"),
        [
            "How it connects",
            "  Used by",
            "    Fewer calls",
            "      Answers",
            "        Listen",
            "        Films",
            "    Repair",
            "      Listen",
            "  Forum (this)",
            "The whole map",
        ]
    );
    let measure = connections(&built, "me-1");
    assert!(measure.contains(&"  Measures".to_owned()), "{measure:?}");
    assert!(
        measure.contains(&"      itself too".to_owned()),
        "the goal is measured, and a play of it: {measure:?}"
    );
}

#[test]
fn what_is_missing_is_said() {
    let goal = "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]";
    let built = site(&[OBJECTIVE, ("go-1.md", goal)]);
    let goal = connections(&built, "go-1");
    assert!(goal.contains(&"  Nothing serves it yet.".to_owned()), "{goal:?}");
    assert!(goal.contains(&"  No measure follows it.".to_owned()), "{goal:?}");
}

#[test]
fn a_page_without_ties_has_none() {
    let built = site(&[OBJECTIVE, ("tone.md", "title: Tone")]);
    assert!(!built.text("ob-1/index.html").contains("class=\"relations\""));
}

#[test]
fn goals_in_a_circle_end() {
    let built = site(&[
        ("go-1.md", "title: Hen\nkind: goal\nid: GO-1\nserves: [GO-2]"),
        ("go-2.md", "title: Egg\nkind: goal\nid: GO-2\nserves: [GO-1]"),
        ("pl-1.md", "title: Brood\nkind: play\nid: PL-1\nserves: [GO-2]"),
    ]);
    let play = connections(&built, "pl-1");
    assert!(play.iter().any(|line| line.trim() == "Hen"), "{play:?}");
    assert!(connections(&built, "go-1").iter().any(|line| line.ends_with("(this)")));
}
