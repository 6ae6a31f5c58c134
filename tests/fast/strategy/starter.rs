//! Readiness, and the starter checklist.

use super::{OBJECTIVE, lines, site};
use crate::support::Built;

const PLAY: (&str, &str) = ("pl-9.md", "title: Answer\nkind: play\nserves: [OB-1]");

/// The lines of an item, from its title to the status of the next.
fn item(built: &Built, title: &str) -> Vec<String> {
    let lines = lines(built, "starter");
    let start =
        lines.iter().rposition(|line| line == title).unwrap_or_else(|| panic!("{title} in {lines:?}"));
    let is_status = |line: &String| ["Met", "In part", "Missing"].contains(&line.as_str());
    let length = lines[start..].iter().position(is_status).unwrap_or(lines.len() - start);
    [&lines[start - 1..start], &lines[start + 1..start + length]].concat()
}

#[test]
fn items_are_met_by_pages() {
    let built = site(&[
        OBJECTIVE,
        ("audience.md", "title: Who we talk with"),
        ("rules.md", "title: Our rules\ntags: [policy]"),
        ("ch-1.md", "title: Forum\nkind: channel\nstrengths: [Ours]\nrisks: [Slow]\nfit: [Faults]"),
        ("ch-2.md", "title: Video\nkind: channel\nstrengths: [Short]"),
        ("ch-3.md", "title: Old one\nkind: channel\nstate: left"),
        ("pl-1.md", "title: Listen\nkind: play\nserves: [OB-1]\nhorizon: short"),
    ]);
    assert_eq!(item(&built, "The audience is mapped")[0], "Met");
    assert_eq!(item(&built, "The audience is mapped").last().map(String::as_str), Some("Who we talk with"));
    assert_eq!(item(&built, "There is an internal policy").last().map(String::as_str), Some("Our rules"));
    assert_eq!(item(&built, "The messages are decided")[0], "Missing");
    let tools = item(&built, "The tools of the trade are known and chosen");
    assert_eq!(tools[0], "In part");
    assert_eq!(tools[2..], ["Forum", "These say less than the rule asks:", "Video"]);
    let terms = item(&built, "The process is pictured over the short, medium and long term");
    assert_eq!(
        terms[2..],
        ["Listen", "Nothing is planned for the medium term.", "Nothing is planned for the long term."]
    );
}

#[test]
fn functions_are_brought_in_by_roles_that_somebody_holds() {
    let held =
        "title: Counsel\nkind: role\nid: legal-counsel\nholders: [{ name: A. Person, from: 2026-01-01 }]";
    let built = site(&[
        OBJECTIVE,
        PLAY,
        ("r-1.md", held),
        ("r-2.md", "title: Officer\nkind: role\nid: compliance-officer"),
    ]);
    assert_eq!(item(&built, "Legal is brought in")[0], "Met");
    let compliance = item(&built, "Compliance is brought in");
    assert_eq!((&*compliance[0], &*compliance[3]), ("In part", "Nobody holds the role."));
    assert_eq!(item(&built, "Top management is brought in")[0], "Missing");
}

#[test]
fn what_is_a_draft_meets_nothing() {
    let built = site(&[OBJECTIVE, PLAY, ("audience.md", "title: Who we talk with\ndraft: true")]);
    assert_eq!(item(&built, "The audience is mapped")[0], "Missing");
}

#[test]
fn a_site_without_a_strategy_has_none() {
    let built = site(&[OBJECTIVE, ("ch-1.md", "title: Forum\nkind: channel")]);
    assert!(!built.files.keys().any(|file| file == "views/starter/index.html"));
}
