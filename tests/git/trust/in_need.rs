//! A role that nobody holds and that the model's own change asks for: the role that adopts models fills it for a while.

use crate::support::{CommandRun, GovernedSite, RECORDS};
use crate::trust::recipe::Recipe;

const LEGAL: &str = "content/roles/legal.md";

/// A site in which these hold the role of legal, who signs the model.
fn held_by(holders: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    let page = format!("---\ntitle: Legal\nkind: role\nid: legal\nholders: [{holders}]\n---\nA role.\n");
    recipe.files.push((LEGAL, page.into()));
    recipe.make()
}

const LEAVES: &str = "{name: head-of-legal, from: 2025-01-01, to: 2025-02-28}";

fn appoints(mini: &GovernedSite, days: &[&str]) -> CommandRun {
    let appoint = ["appoint", "counsel", "--as", "legal", "--reason", "Nobody is there"];
    mini.tries(&[&appoint, days].concat(), "sponsor", "chair")
}

fn check(mini: &GovernedSite, day: &str) -> String {
    let CommandRun { stdout, stderr, .. } = mini.run_on(day, &["check"]);
    stdout + &stderr
}

#[test]
fn an_appointment_that_would_never_count_is_not_written() {
    let mini = held_by(LEAVES);
    mini.on("2025-03-03");
    let said = appoints(&mini, &["--from", "2025-05-01"]);
    assert_eq!(said.status, 2, "{}{}", said.stdout, said.stderr);
    assert!(said.stderr.contains("30 days") && said.stderr.contains("would never count"), "{}", said.stderr);
    assert_eq!(mini.git(&["status", "--porcelain"]), "", "nothing is written");
    let record = "record: appointment\nappoints: {role: legal, person: counsel, from: 2025-05-01}\nreason: Why\nrole: sponsor\nperson: chair\ndate: 2025-03-03\n";
    mini.write(&format!("{RECORDS}/forged.yaml"), record);
    mini.commit_by("chair");
    let said = check(&mini, "2025-03-03");
    assert!(said.contains("record-does-not-hold") && said.contains("would never count"), "{said}");
    // The last day that counts.
    let said = appoints(&mini, &["--from", "2025-04-01"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(said.stdout.contains("from 1 Apr 2025 on, through 1 Apr 2025"), "{}", said.stdout);
}

#[test]
fn a_role_that_soon_nobody_holds_is_told_while_somebody_does() {
    let mini = held_by(LEAVES);
    assert!(!check(&mini, "2025-01-20").contains("gap-in-role"), "that is not soon");
    let said = check(&mini, "2025-02-10");
    let words = "from 1 Mar 2025 on nobody holds the role `legal`";
    assert!(
        said.contains("gap-in-role") && said.contains(words) && said.contains("`sponsor` alone"),
        "{said}"
    );
    assert_eq!(said.matches("gap-in-role").count(), 1, "{said}");
    assert!(check(&mini, "2025-03-03").contains("nobody holds the role `legal`"), "it is so by now");
}

#[test]
fn a_gap_of_one_day_is_one() {
    let next = |from: &str| format!("{LEAVES}, {{name: counsel, from: {from}}}");
    let mini = held_by(&next("2025-03-02"));
    assert!(
        check(&mini, "2025-02-10").contains("from 1 Mar 2025 on nobody holds"),
        "{}",
        check(&mini, "2025-02-10")
    );
    let mini = held_by(&next("2025-03-01"));
    assert!(!check(&mini, "2025-02-10").contains("gap-in-role"), "{}", check(&mini, "2025-02-10"));
}

#[test]
fn a_role_that_the_model_does_not_ask_may_be_held_by_nobody() {
    let mut recipe = Recipe::default();
    recipe.roles.push(("desk", Vec::new()));
    let mini = recipe.make();
    assert!(!check(&mini, "2025-02-10").contains("gap-in-role"), "{}", check(&mini, "2025-02-10"));
}
