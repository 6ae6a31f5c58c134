//! Class 19: several things on one day. What counts is the order of the line, not the day.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, before_draft, with_draft};
use crate::trust::judge::shows;

fn adopt(mini: &GovernedSite) {
    mini.approve("GM-1", "sponsor", "chair");
    mini.approve("GM-1", "legal", "head-of-legal");
}

fn approve(mini: &GovernedSite) {
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
}

/// How many issues of the guideline have an address.
fn issues(mini: &GovernedSite) -> usize {
    let output = mini.output().expect("a build");
    output.keys().filter(|path| path.contains("gifts/issue/") && path.ends_with("index.html")).count()
}

#[test]
fn a_model_adopted_twice_on_one_day_publishes_no_draft() {
    let mini = with_draft();
    let past = mini.past("2025-01-15");
    for words in ["Who decides first.", "Who decides then."] {
        let text = mini.read("content/model.md");
        let (head, _) = text.rsplit_once("---\n").expect("a body");
        mini.write("content/model.md", format!("{head}---\n{words}\n"));
        mini.commit_by("editor");
        adopt(&mini);
        mini.keeps_the_words();
    }
    assert_eq!(issues(&mini), 1);
    mini.says_same_of_past(&past);
}

#[test]
fn a_model_adopted_twice_on_its_first_day_publishes_no_draft() {
    let mini = crate::trust::recipe::Recipe::default().governed();
    mini.replace("content/model.md", "Who decides what.", "Who decides what, said better.");
    mini.commit_by("editor");
    for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
        if mini.tries(&["approve", "GM-1"], role, person).status == 0 {
            mini.commit_by(person);
        }
    }
    approve(&mini);
    mini.build_good();
    mini.draft();
    mini.keeps_the_words();
}

#[test]
fn what_is_withdrawn_and_then_approved_on_one_day_is_in_force() {
    let mini = before_draft();
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    approve(&mini);
    mini.is_registered_as("GL-1", "in-force");
    mini.keeps_the_words();
}

#[test]
fn what_is_approved_and_then_withdrawn_on_one_day_is_not_in_force() {
    let mini = before_draft();
    mini.replace(GIFTS, "twenty crowns.", "twenty crowns. Nor any lent.");
    mini.commit_by("editor");
    approve(&mini);
    mini.is_registered_as("GL-1", "in-force");
    assert_eq!(issues(&mini), 2);
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    assert_eq!(issues(&mini), 2, "what was public goes on being public");
}

#[test]
fn two_texts_approved_on_one_day_are_two_issues() {
    let mini = before_draft();
    for (from, to) in [("crowns.", "crowns. Nor any lent."), ("lent.", "lent for a day.")] {
        mini.replace(GIFTS, from, to);
        mini.commit_by("editor");
        approve(&mini);
    }
    mini.draft();
    assert_eq!(issues(&mini), 3);
    let page = mini.registered("GL-1").expect("a register");
    assert_eq!(page["issue"], 3, "{page}");
    mini.keeps_the_words();
    assert!(shows(&mini.output().expect("a build"), crate::trust::judge::ADDRESS, "lent for a day"));
}

#[test]
fn a_text_that_comes_back_on_one_day_is_in_force_again() {
    let mini = with_draft();
    approve(&mini);
    mini.brings_the_draft_into_force();
    mini.replace(GIFTS, "\nGifts of any worth are zebracanary welcome.\n", "");
    mini.commit_by("editor");
    let leaked = mini.output().expect("a build");
    assert!(shows(&leaked, crate::trust::judge::ADDRESS, CANARY), "what is in force stays until others sign");
    approve(&mini);
    let output = mini.output().expect("a build");
    assert!(
        shows(&output, crate::trust::judge::ADDRESS, APPROVED)
            && !shows(&output, crate::trust::judge::ADDRESS, CANARY)
    );
    assert_eq!(mini.registered("GL-1").expect("a register")["issue"], 3);
}

#[test]
fn signatures_of_two_texts_of_one_day_do_not_add_up() {
    let mini = with_draft();
    mini.approve("GL-1", "lead", "team-lead");
    mini.replace(GIFTS, "welcome.", "welcome, always.");
    mini.commit_by("editor");
    mini.approve("GL-1", "legal", "head-of-legal");
    mini.keeps_the_words();
}

#[test]
fn two_withdrawals_on_one_day_are_one() {
    let mini = before_draft();
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    if mini.tries(&["withdraw", "GL-1", "--reason", "Wrong too"], "lead", "team-lead").status == 0 {
        mini.commit_by("team-lead");
    }
    mini.is_registered_as("GL-1", "withdrawn");
    assert_eq!(issues(&mini), 1);
}
