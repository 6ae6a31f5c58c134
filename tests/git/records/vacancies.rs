//! Roles that nobody holds any more, or soon nobody will: told when it is approved, by `check` before the day, and after it.

use crate::records::site::{DAY, governed, on};
use crate::repo::Repo;

/// A governed site of which one role was approved with a last day for whoever holds it.
fn ending(role: &str, (before, after): (&str, &str)) -> (Repo, String) {
    let mut repo = governed();
    let file = format!("content/roles/{role}.md");
    let text = std::fs::read_to_string(repo.path().join(&file)).expect("a role");
    let ending = text.replace(before, after);
    assert_ne!(text, ending, "{text}");
    repo.write(&file, &ending);
    repo.commit("Say when they leave");
    let said = on(&repo, DAY, &["approve", role, "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Approve the role");
    (repo, said.out)
}

#[test]
fn a_role_that_signs_and_that_nobody_holds_is_a_finding_before_and_after() {
    let (repo, said) = ending("legal", ("from: 2020-01-01}]\nd", "to: 2023-11-25}]\nd"));
    let forecast = "legal: nobody may sign for it from 26 Nov 2023 on, unless somebody is named before";
    assert!(said.contains(forecast), "{said}");
    let check = |day: &str| on(&repo, day, &["check"]).err;
    let soon =
        "warning[vacant-role]: nobody may sign for the role `legal` from 26 Nov 2023 on, which C-1 asks";
    assert!(check("2023-11-16").contains(soon), "{}", check("2023-11-16"));
    let told = "warning[vacant-role]: nobody may sign for the role `legal` today, which C-1 asks";
    assert!(check("2023-11-26").contains(told), "{}", check("2023-11-26"));
    assert!(check("2023-11-26").contains("guidepost appoint NAME --as legal"), "{}", check("2023-11-26"));
}

#[test]
fn the_role_that_appoints_all_others_does_not_lapse_unheard() {
    let (repo, said) = ending("sponsor", ("name: ceo", "name: ceo, to: 2023-11-25"));
    assert!(said.contains("sponsor: nobody may sign for it from 26 Nov 2023 on"), "{said}");
    let soon = on(&repo, "2023-11-20", &["check"]);
    let told = "error[gap-in-role]: from 26 Nov 2023 on nobody may sign for the role `sponsor`, which adopts models and appoints the others";
    assert!(soon.err.contains(told), "{}", soon.err);
    assert!(soon.err.contains("have that approved before that day"), "{}", soon.err);
    let gone = on(&repo, "2023-11-26", &["check"]);
    assert!(gone.err.contains("error[gap-in-role]: nobody may sign for the role `sponsor`"), "{}", gone.err);
    assert!(gone.err.contains("begin a new repository"), "{}", gone.err);
}
