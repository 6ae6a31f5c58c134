//! What takes back: withdrawals, releases, declines, revocations.

use super::*;

fn approved() -> Story {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    both(&mut story, "2026-01-12");
    story
}

#[test]
fn a_page_is_withdrawn_by_a_role_that_has_a_say() {
    let mut story = approved();
    let text = |who: &str| record("withdrawal", "2026-02-10", who, "page: GL-1\nreason: Old.\n");
    story.record("2026-02-10", &text("lab as safety"));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    assert!(messages(&story)[0].contains("has no say in this page"), "{:?}", messages(&story));
    story.record("2026-02-10", &text("ops as lead"));
    assert_eq!(now(&story), "withdrawn on 2026-02-10");
}

#[test]
fn a_withdrawal_of_another_text_than_the_one_in_force_does_not_count() {
    let mut story = approved();
    let lines = format!("page: GL-1\nagainst: {}\nreason: Old.\n", text_id("another"));
    story.record("2026-02-10", &record("withdrawal", "2026-02-10", "ops as lead", &lines));
    assert_eq!(messages(&story), ["another text is in force than the one that it names"]);
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

#[test]
fn a_withdrawn_page_comes_back_by_a_new_approval_of_all() {
    let mut story = approved();
    story.record(
        "2026-02-10",
        &record("withdrawal", "2026-02-10", "ops as lead", "page: GL-1\nreason: Old.\n"),
    );
    story.approve("2026-02-20", "ops as lead", ("one.md", ""));
    assert_eq!(now(&story), "withdrawn on 2026-02-10");
    story.approve("2026-02-21", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "A, issue 2, since 2026-02-21");
}

#[test]
fn a_page_is_released_by_all_who_sign_it() {
    let mut story = approved();
    let lines = format!("page: GL-1\nagainst: {}\nrelease: true\nreason: Free.\n", text_id(&guideline("A")));
    story.record("2026-02-10", &record("withdrawal", "2026-02-10", "ops as lead", &lines));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    story.record("2026-02-11", &record("withdrawal", "2026-02-11", "law as legal", &lines));
    assert_eq!(now(&story), "released on 2026-02-11");
}

#[test]
fn who_has_let_a_page_go_once_is_asked_again_once_it_is_back() {
    let mut story = approved();
    let lines = format!("page: GL-1\nagainst: {}\nrelease: true\nreason: Free.\n", text_id(&guideline("A")));
    for (when, who) in [("2026-02-10", "ops as lead"), ("2026-02-11", "law as legal")] {
        story.record(when, &record("withdrawal", when, who, &lines));
    }
    for who in ["ops as lead", "law as legal"] {
        story.approve("2026-02-12", who, ("one.md", ""));
    }
    assert_eq!(now(&story), "A, issue 2, since 2026-02-12");
    story.record("2026-02-13", &record("withdrawal", "2026-02-13", "ops as lead", &lines));
    assert_eq!(now(&story), "A, issue 2, since 2026-02-12");
}

#[test]
fn the_page_of_a_role_is_withdrawn_by_all_who_sign_it() {
    let mut story = governed("appointed_by: sponsor\n", BOTH);
    let appointed = "appoints: {role: safety, person: eve}\nreason: One more.\n";
    story.record("2026-02-09", &record("appointment", "2026-02-09", "ceo as sponsor", appointed));
    assert_eq!(holders(&story.state(), "safety"), ["lab".into(), "eve".into()]);
    let lines = format!("page: safety\nagainst: {}\nreason: Old.\n", text_id(&role("safety", ROLES[2].1)));
    story.record("2026-02-10", &record("withdrawal", "2026-02-10", "ceo as sponsor", &lines));
    assert_eq!(holders(&story.state(), "safety"), ["lab".into(), "eve".into()]);
    story.record("2026-02-11", &record("withdrawal", "2026-02-11", "law as legal", &lines));
    assert_eq!(holders(&story.state(), "safety"), [], "whoever was appointed holds it no more, too");
    story.record("2026-02-12", &record("appointment", "2026-02-12", "ceo as sponsor", appointed));
    assert_eq!(holders(&story.state(), "safety"), [], "nobody is appointed to it");
    for who in ["ceo as sponsor", "law as legal"] {
        let text = story.approval("2026-02-13", who, ("safety.md", ""));
        story.record("2026-02-13", &text);
    }
    assert_eq!(
        holders(&story.state(), "safety"),
        ["lab".into()],
        "when it comes back, its page says who holds it"
    );
}

#[test]
fn the_page_of_a_role_is_not_released() {
    let mut story = governed("", BOTH);
    let text = text_id(&role("safety", ROLES[2].1));
    let lines = format!("page: safety\nagainst: {text}\nrelease: true\nreason: Old.\n");
    for who in ["ceo as sponsor", "law as legal"] {
        story.record("2026-02-10", &record("withdrawal", "2026-02-10", who, &lines));
    }
    assert_eq!(holders(&story.state(), "safety"), ["lab".into()]);
}

#[test]
fn the_page_of_a_role_that_the_model_names_is_not_withdrawn() {
    for (number, id) in [(3, "sponsor"), (1, "legal"), (0, "lead")] {
        let mut story = governed("appointed_by: lead\n", BOTH);
        let lines = format!("page: {id}\nagainst: {}\nreason: x\n", text_id(&role(id, ROLES[number].1)));
        for who in ["ceo as sponsor", "law as legal"] {
            story.record("2026-02-10", &record("withdrawal", "2026-02-10", who, &lines));
        }
        let state = story.state();
        assert_ne!(holders(&state, id), [], "{id}");
        let message = state.findings.last().map(|finding| finding.message.clone());
        let why = format!(
            "the model in force names the role `{id}`, which nobody would hold any more: another model comes first"
        );
        assert!(message.is_some_and(|message| message.contains(&why)), "{id}");
    }
}

#[test]
fn a_decline_by_a_required_role_blocks_a_text_until_it_is_revoked() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let lines = format!("page: GL-1\ntext: {}\nreason: Wrong.\n", text_id(&guideline("A")));
    let decline = record("decline", "2026-01-11", "law as legal", &lines);
    story.record("2026-01-11", &decline);
    both(&mut story, "2026-01-12");
    assert_eq!(now(&story), "nothing");
    let revoked = format!("revokes: {}\nreason: Right.\n", text_id(&decline));
    story.record("2026-01-13", &record("revocation", "2026-01-13", "law as legal", &revoked));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-13");
}

#[test]
fn a_decline_by_a_role_that_is_not_asked_blocks_nothing() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let lines = format!("page: GL-1\ntext: {}\nreason: Wrong.\n", text_id(&guideline("A")));
    story.record("2026-01-11", &record("decline", "2026-01-11", "lab as safety", &lines));
    both(&mut story, "2026-01-12");
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
}

#[test]
fn an_approval_is_revoked_before_its_text_is_in_force() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let signed = story.approval("2026-01-12", "ops as lead", ("one.md", ""));
    story.record("2026-01-12", &signed);
    let lines = format!("revokes: {}\nreason: A mistake.\n", text_id(&signed));
    story.record("2026-01-13", &record("revocation", "2026-01-13", "ops as lead", &lines));
    story.approve("2026-01-14", "law as legal", ("one.md", ""));
    assert_eq!(now(&story), "nothing");
    assert_eq!(messages(&story), [""; 0]);
}

#[test]
fn an_approval_is_not_revoked_once_its_text_is_in_force() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let signed = story.approval("2026-01-12", "ops as lead", ("one.md", ""));
    both(&mut story, "2026-01-12");
    let lines = format!("revokes: {}\nreason: A mistake.\n", text_id(&signed));
    story.record("2026-01-13", &record("revocation", "2026-01-13", "ops as lead", &lines));
    assert_eq!(now(&story), "A, issue 1, since 2026-01-12");
    assert!(
        messages(&story)[0].starts_with("the text that it approved came into force"),
        "{:?}",
        messages(&story)
    );
}

#[test]
fn a_record_is_revoked_by_its_own_role_alone() {
    let mut story = governed("", GUIDELINES);
    write(&mut story, "2026-01-10", "pen", "A");
    let signed = story.approval("2026-01-12", "ops as lead", ("one.md", ""));
    story.record("2026-01-12", &signed);
    let lines = format!("revokes: {}\nreason: A mistake.\n", text_id(&signed));
    story.record("2026-01-13", &record("revocation", "2026-01-13", "law as legal", &lines));
    assert_eq!(messages(&story), ["`legal` cannot revoke what `lead` has given"]);
    let lines = format!("revokes: {}\nreason: A mistake.\n", text_id("nothing"));
    story.record("2026-01-13", &record("revocation", "2026-01-13", "ops as lead", &lines));
    assert_eq!(messages(&story)[1], format!("there is no record {} that counts", short("nothing")));
}
