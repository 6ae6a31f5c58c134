//! Class 17: one person who is two, and a page of a role that stands before another.

use crate::support::{GovernedSite, role_page};
use crate::trust::attacked::with_draft;
use crate::trust::recipe::{NO_PROOF, Recipe};

/// The draft, where two people must sign as lead, and these two of its holders have.
fn signed_by(first: &'static str, second: &'static str) -> GovernedSite {
    let mut recipe = Recipe::asking("{roles: [owner], people: 2}");
    recipe.roles.retain(|(role, _)| *role != "lead");
    recipe.roles.push(("lead", vec!["team-lead", "deputy-lead", first, second]));
    recipe.signatures = vec![("lead", "team-lead"), ("lead", "deputy-lead")];
    let mini = recipe.make();
    mini.draft();
    for (nth, person) in [first, second].into_iter().enumerate() {
        let text = mini.forged("lead", &format!("\"{person}\""));
        mini.write(&format!("content/governance/records/forged-{nth}.yaml"), text);
        mini.commit_by(["first", "second"][nth]);
    }
    mini
}

#[test]
fn two_people_are_two() {
    signed_by("Head of Sales", "Head of Support").brings_the_draft_into_force();
}

#[test]
fn two_apostrophes_do_not_make_two_people() {
    signed_by("O'Neil", "O\u{2019}Neil").keeps_the_words();
}

#[test]
fn capitals_do_not_make_two_people() {
    signed_by("Head of Sales", "HEAD OF SALES").keeps_the_words();
}

#[test]
fn folded_letters_do_not_make_two_people() {
    signed_by("Head of Stra\u{df}e", "HEAD OF STRASSE").keeps_the_words();
}

#[test]
fn two_ways_to_write_a_letter_do_not_make_two_people() {
    signed_by("H\u{e9}ad", "He\u{301}ad").keeps_the_words();
}

#[test]
fn a_letter_of_another_script_does_not_make_two_people() {
    signed_by("Head of Sales", "He\u{430}d of Sales").keeps_the_words();
}

#[test]
fn a_large_letter_of_another_script_does_not_make_two_people() {
    signed_by("Head of Sales", "Head of \u{54f}ales").keeps_the_words();
}

#[test]
fn digits_and_signs_in_the_place_of_letters_do_not_make_two_people() {
    signed_by("Head of Sales", "H3ad of \u{a7}ale5").keeps_the_words();
}

#[test]
fn nobody_appoints_themselves_in_letters_that_look_alike() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: none\nappointed_by: sponsor\n");
    let mini = recipe.make();
    mini.on("2025-03-03");
    for name in ["\u{441}hair", "(hair", "cha\u{399}r", "ch4ir"] {
        let appoint = ["appoint", name, "--as", "legal", "--reason", "One more"];
        let said = mini.tries(&appoint, "sponsor", "chair");
        assert_eq!(said.status, 2, "{name}: {}{}", said.stdout, said.stderr);
    }
}

#[test]
fn names_that_look_alike_are_told() {
    let mut recipe = Recipe::default();
    recipe.roles.push(("desk", vec!["team-l\u{435}ad", "TEAM-LEAD", "press-officer"]));
    let mini = recipe.make();
    let said = mini.run(&["check"]);
    let said = said.stdout + &said.stderr;
    let words = "`team-l\u{435}ad` (its `\u{435}` is U+0435) may be `TEAM-LEAD`: they count as one person";
    assert!(said.contains("alike-names") && said.contains(words), "{said}");
    assert!(!said.contains("press-officer"), "{said}");
}

#[test]
fn blanks_do_not_make_two_people() {
    signed_by("Head of Sales", "Head  of\u{a0}Sales").keeps_the_words();
}

#[test]
fn signs_that_nobody_sees_do_not_make_two_people() {
    signed_by("Head of Sales", "Head\u{200b} of Sales").keeps_the_words();
}

#[test]
fn two_dashes_do_not_make_two_people() {
    signed_by("Vice-Head", "Vice\u{2010}Head").keeps_the_words();
}

#[test]
fn one_person_who_signs_twice_is_one() {
    let mut recipe = Recipe::asking("{roles: [owner], people: 2}");
    recipe.roles.retain(|(role, _)| *role != "lead");
    recipe.roles.push(("lead", vec!["team-lead", "deputy-lead"]));
    recipe.signatures = vec![("lead", "team-lead"), ("lead", "deputy-lead")];
    let mini = recipe.make();
    mini.draft();
    mini.sign("lead", "team-lead");
    for day in ["2025-03-04", "2025-03-05"] {
        mini.on(day);
        let text = mini.forged("lead", "team-lead");
        mini.write(&format!("content/governance/records/again-{day}.yaml"), text);
        mini.commit_by("team-lead");
    }
    mini.keeps_the_words();
}

#[test]
fn a_second_page_of_a_role_appoints_nobody() {
    for name in ["content/a.md", "content/zzz.md"] {
        let mini = with_draft();
        let past = mini.past("2025-01-15");
        mini.write(name, role_page("legal", &["intruder"]));
        mini.commit_by("intruder");
        mini.sign("lead", "team-lead");
        mini.sign("legal", "intruder");
        mini.keeps_the_words();
        mini.says_same_of_past(&past);
    }
}

#[test]
fn an_uncommitted_second_page_of_a_role_appoints_nobody() {
    let mini = with_draft();
    mini.sign("lead", "team-lead");
    mini.sign("legal", "intruder");
    mini.write("content/a.md", role_page("legal", &["intruder"]));
    mini.keeps_the_words();
}

#[test]
fn a_second_page_of_a_role_takes_nobody_out() {
    let mini = with_draft();
    mini.write("content/a.md", role_page("legal", &["intruder"]));
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.brings_the_draft_into_force();
}

#[test]
fn a_page_that_is_another_by_its_id_alone_has_no_say() {
    let mini = with_draft();
    mini.replace("content/roles/safety.md", "id: safety", "id: legal");
    mini.commit_by("intruder");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "safety-officer");
    mini.keeps_the_words();
}

#[test]
fn signs_and_accents_do_not_make_two_people() {
    for other in ["O.P.S.", "o p s", "\u{f6}ps"] {
        signed_by("ops", other).keeps_the_words();
    }
}

#[test]
fn one_identity_does_not_make_two_people() {
    let tied =
        |name: &str| format!("  - name: {name}\n    from: 2025-01-01\n    identities: [hand@example.org]\n");
    let mut recipe = Recipe::asking("{roles: [owner], people: 2}");
    recipe.roles.retain(|(role, _)| *role != "lead");
    let holders = ["first", "second"].map(tied).concat();
    let free =
        ["team-lead", "deputy-lead"].map(|name| format!("  - name: {name}\n    from: 2025-01-01\n")).concat();
    let page = format!("---\ntitle: The lead\nkind: role\nid: lead\nholders:\n{free}{holders}---\nA role.\n");
    recipe.files.push(("content/roles/lead.md", page.into_bytes()));
    recipe.signatures = vec![("lead", "team-lead"), ("lead", "deputy-lead")];
    let mini = recipe.make();
    mini.draft();
    for person in ["first", "second"] {
        mini.write(&format!("content/governance/records/forged-{person}.yaml"), mini.forged("lead", person));
        mini.commit_by(person);
    }
    mini.keeps_the_words();
}

/// The role that appoints, under another name of its holder.
#[test]
fn nobody_appoints_themselves_by_another_name() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("proof: none\n", "proof: none\nappointed_by: sponsor\n");
    recipe.roles.retain(|(role, _)| *role != "sponsor");
    let tied = "---\ntitle: The sponsor\nkind: role\nid: sponsor\nholders:\n  - name: chair\n    from: 2025-01-01\n    identities: [sam@example.org, Sam Sponsor]\n---\nA role.\n";
    recipe.files.push(("content/roles/sponsor.md", tied.into()));
    let mini = recipe.governed();
    let appoint = |name: &str, identities: &[&str]| {
        let mut words = vec!["appoint", name, "--as", "lead", "--reason", "More"];
        words.extend(identities.iter().flat_map(|identity| ["--identity", identity]));
        mini.tries(&words, "sponsor", "chair")
    };
    for (name, identities) in [
        ("chair", &[][..]),
        ("Chair", &[]),
        ("sam@example.org", &[]),
        ("sam", &[]),
        ("S. Sponsor", &["sam@example.org"]),
        ("S. Sponsor", &["Sam Sponsor"]),
        ("S. Sponsor", &["SAM@example.org", "other@example.org"]),
    ] {
        let said = appoint(name, identities);
        assert!(said.stderr.contains("nobody appoints themselves"), "{name}: {}{}", said.stdout, said.stderr);
    }
    assert_eq!(appoint("somebody-else", &["else@example.org"]).status, 0);
}
