//! Class 2: pages of roles as they are today judge what was signed in the past.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{ATTACK, GIFTS, QUIET, with_draft};

const LEGAL: &str = "content/roles/legal.md";
const INTRUDER: &str = "  - name: intruder\n    from: 2025-01-01\n";

/// The draft, signed by the lead and, as legal, by somebody who does not hold that role.
fn half_signed() -> GovernedSite {
    let mini = with_draft();
    mini.on("2025-01-21");
    mini.sign("lead", "team-lead");
    mini.write(&format!("{RECORDS}/intruder.yaml"), mini.forged("legal", "intruder"));
    mini.commit_by("intruder");
    mini.on(ATTACK);
    mini
}

fn add_holder(mini: &GovernedSite) {
    mini.replace(LEGAL, "holders:\n", &format!("holders:\n{INTRUDER}"));
}

#[test]
fn somebody_who_holds_no_role_signs_in_vain() {
    half_signed().keeps_the_words();
}

#[test]
fn an_uncommitted_holder_makes_no_record_of_the_past_hold() {
    let mini = half_signed();
    let past = mini.past("2025-01-25");
    add_holder(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_committed_holder_makes_no_record_of_the_past_hold() {
    let mini = half_signed();
    let past = mini.past("2025-01-25");
    add_holder(&mini);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_holder_whom_nobody_approved_signs_in_vain() {
    let mini = with_draft();
    add_holder(&mini);
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "intruder");
    mini.keeps_the_words();
}

#[test]
fn a_deputy_whom_nobody_approved_signs_in_vain() {
    let mini = with_draft();
    mini.replace(LEGAL, "holders:\n", &format!("deputies:\n{INTRUDER}holders:\n"));
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "intruder");
    mini.keeps_the_words();
}

/// The day from which legal is held is moved behind its signature.
fn move_from(mini: &GovernedSite) {
    mini.replace(LEGAL, "from: 2025-01-01", "from: 2025-02-01");
}

#[test]
fn an_uncommitted_later_beginning_takes_no_signature_away() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    move_from(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_committed_later_beginning_takes_no_signature_away() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    move_from(&mini);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_role_page_that_is_deleted_takes_no_signature_away() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.remove(LEGAL);
    mini.keeps_the_words();
    mini.commit_by("editor");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn whoever_leaves_a_role_takes_nothing_of_the_past_along() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.replace(LEGAL, "    from: 2025-01-01\n", "    from: 2025-01-01\n    to: 2025-02-28\n");
    mini.commit_by("editor");
    for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
        // Where pages of roles are controlled, this is what it takes to change one.
        if mini.tries(&["approve", "legal"], role, person).status == 0 {
            mini.commit_by(person);
        }
    }
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
    assert!(mini.read(GIFTS).contains("zebracanary"), "the draft waits");
}
