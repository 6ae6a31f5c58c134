//! Roles that nobody holds any more, or soon nobody will: told when it is approved, by `check` before the day, and after it.

use crate::records::site::governed;
use crate::support::GovernedSite;

/// A governed site of which one role was approved with a last day for whoever holds it.
fn ending(role: &str, (before, after): (&str, &str)) -> (GovernedSite, String) {
    let repo = governed();
    let file = format!("content/roles/{role}.md");
    let text = repo.read(&file);
    let ending = text.replace(before, after);
    assert_ne!(text, ending, "{text}");
    repo.write(&file, &ending);
    repo.commit("Say when they leave");
    let said = repo.run(&["approve", role, "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Approve the role");
    (repo, said.stdout)
}

#[test]
fn a_role_that_signs_and_that_nobody_holds_is_a_finding_before_and_after() {
    let (repo, said) = ending("legal", ("from: 2020-01-01}]\nd", "to: 2023-11-25}]\nd"));
    let forecast = "legal: nobody may sign for it from 26 Nov 2023 on, unless somebody is named before";
    assert!(said.contains(forecast), "{said}");
    let check = |day: &str| repo.run_on(day, &["check"]).stderr;
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
    let soon = repo.run_on("2023-11-20", &["check"]);
    let told = "error[gap-in-role]: from 26 Nov 2023 on nobody may sign for the role `sponsor`, which adopts models and appoints the others";
    assert!(soon.stderr.contains(told), "{}", soon.stderr);
    assert!(soon.stderr.contains("have that approved before that day"), "{}", soon.stderr);
    let gone = repo.run_on("2023-11-26", &["check"]);
    assert!(
        gone.stderr.contains("error[gap-in-role]: nobody may sign for the role `sponsor`"),
        "{}",
        gone.stderr
    );
    assert!(gone.stderr.contains("begin a new repository"), "{}", gone.stderr);
}
