//! The measures and their readings.

use super::{OBJECTIVE, between, lines, site};

const GOAL: (&str, &str) =
    ("goal.md", "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]\nmeasured_by: [ME-1, ME-2]");

#[test]
fn readings_are_shown_with_their_age_and_direction() {
    let built = site(&[
        OBJECTIVE,
        GOAL,
        (
            "a.md",
            "title: In time\nkind: measure\nid: ME-1\nunit: percent\ntarget: 90\nsource: The log.\nevery: 1 month\nbetter: higher\nreadings:\n  - {value: 84, on: 2026-10-31, note: both desks}\n  - {value: 95, on: 2026-07-31}",
        ),
        (
            "b.md",
            "title: Corrections\nkind: measure\nid: ME-2\nevery: 1 month\nreadings:\n  - {value: 2.8, on: 2026-07-31}\n  - {value: 2.1, on: 2026-08-31}\n  - {value: 2.1, on: 2026-10-15}",
        ),
        (
            "c.md",
            "title: Calls\nkind: measure\nid: ME-3\nbetter: lower\nreadings: [{value: 71000, on: 2026-09-30}]",
        ),
        ("d.md", "title: Nothing\nkind: measure\nid: ME-4"),
    ]);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(
        lines(&built, "measures").join(" | "),
        [
            "As of 16 Nov 2026.",
            "Reading overdue | Corrections | No reading yet | Nothing | No target | Corrections | Calls | Nothing",
            "Not said how often it is read | Calls | Nothing | No goal or objective is measured by it | Calls | Nothing",
            "Measures and readings",
            "Measure | Target | Last reading | Course | Measures | Source",
            "In timepercent | 90 | 84 31 Oct 2026, both desks6 short of the targetNext reading due by 30 Nov 2026 | down by 11 since 31 Jul 2026: worse | AnswersServes Fewer calls | The log.Read every 1 month",
            "Corrections | not said | 2.1 15 Oct 2026Next reading due by 15 Nov 2026 | as on 31 Aug 2026 | AnswersServes Fewer calls | not saidRead every 1 month",
            "Calls | not said | 71,000 30 Sep 2026 | one reading so far | no goal | not saidnot said how often",
            "Nothing | not said | no reading yet | – | no goal | not saidnot said how often",
        ]
        .join(" | ")
    );
}

#[test]
fn a_line_goes_through_all_readings_and_says_them() {
    let built = site(&[
        OBJECTIVE,
        GOAL,
        (
            "a.md",
            "title: Orders\nkind: measure\nid: ME-1\nbetter: higher\nreadings:\n  - {value: 0, on: 2026-07-01}\n  - {value: 5, on: 2026-07-06}\n  - {value: 10, on: 2026-07-11}",
        ),
        (
            "b.md",
            "title: Same\nkind: measure\nid: ME-2\nreadings:\n  - {value: 7, on: 2026-07-01}\n  - {value: 7, on: 2026-07-01}",
        ),
    ]);
    let html = built.text("views/measures/index.html");
    assert!(
        html.contains(
            "aria-label=\"0 on 1 Jul 2026, 5 on 6 Jul 2026, 10 on 11 Jul 2026\"><path d=\"M5 27L60 16L115 5\""
        ),
        "{html}"
    );
    assert!(between(html, "7 on 1 Jul 2026, 7 on 1 Jul 2026\"><path d=\"", "\"").starts_with("M5 16"));
    assert!(
        html.contains("up by 5 since 6 Jul 2026: <span class=\"measure-better\">better</span>"),
        "{html}"
    );
    assert!(built.text("a/index.html").contains("10, on 11 Jul 2026"), "the page shows its readings as well");
}

#[test]
fn it_is_said_whether_the_target_is_reached() {
    for (target, better, said) in [
        ("24", "higher", "target reached"),
        ("90 %, everywhere", "higher", "64 short of the target"),
        ("2", "lower", "24 short of the target"),
        ("30 days", "lower", "target reached"),
    ] {
        let measure = format!(
            "title: Visits\nkind: measure\nid: ME-1\ntarget: \"{target}\"\nbetter: {better}\nreadings: [{{value: 26, on: 2026-11-01}}]"
        );
        let built = site(&[OBJECTIVE, ("me.md", &measure)]);
        assert!(
            lines(&built, "measures").join(" ").contains(said),
            "{target} {better}: {:?}",
            lines(&built, "measures")
        );
    }
    for (target, better) in [("\"many\"", "higher"), ("\"24\"", "")] {
        let better = if better.is_empty() { String::new() } else { format!("\nbetter: {better}") };
        let measure = format!(
            "title: Visits\nkind: measure\nid: ME-1\ntarget: {target}{better}\nreadings: [{{value: 26, on: 2026-11-01}}]"
        );
        let said = lines(&site(&[OBJECTIVE, ("me.md", &measure)]), "measures").join(" ");
        assert!(!said.contains("target reached") && !said.contains("short of"), "{said}");
    }
}

#[test]
fn readings_of_days_to_come_and_two_of_one_day_are_found() {
    let measure = "title: Visits\nkind: measure\nid: ME-1\nreadings:\n  - {value: 26, on: 2099-11-01}\n  - {value: 24, on: 2026-10-01}\n  - {value: 25, on: 2026-10-01}";
    let built = site(&[OBJECTIVE, ("me.md", measure)]);
    let said: Vec<&str> = built.findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(said, ["a reading of 2099-11-01, which has not been yet", "a second reading of 2026-10-01"]);
}
