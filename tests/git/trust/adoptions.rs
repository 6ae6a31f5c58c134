//! The adoption of the first model is for good and at once: nothing else of its record is passed over.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::recipe::Recipe;

/// The first model, adopted by a record with one line more.
fn adopted_with(line: &str) -> GovernedSite {
    let mini = Recipe::default().governed();
    let first = mini.git(&["log", "--diff-filter=A", "--format=%H", "--reverse", "--", RECORDS]);
    let first = first.lines().next().expect("the adoption").to_owned();
    let file = mini.git(&["show", "--format=", "--name-only", &first]);
    let record = mini.read(&file);
    mini.git(&["reset", "--quiet", "--hard", &format!("{first}~1")]);
    mini.write(&file, record + line);
    mini.commit_by("chair");
    mini
}

#[test]
fn a_model_is_not_adopted_for_a_while() {
    assert!(adopted_with("provisional: true\n").output().is_none());
}

#[test]
fn a_model_is_not_adopted_before_its_day() {
    assert!(adopted_with("effective: 2031-01-01\n").output().is_none());
}

#[test]
fn a_model_is_adopted_by_a_record_that_says_no_more() {
    assert!(adopted_with("").output().is_some());
}
