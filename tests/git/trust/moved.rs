//! A site that moves within its repository goes on only where those who approve its model have approved the folder that it
//! names as its former one (`moved_from`).

use crate::support::{GovernedSite, RECORDS, copy};
use crate::trust::attacked::{CANARY, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::judge::{refused, shows, where_shown};
use crate::trust::recipe::{NO_PROOF, Recipe};

/// Takes the site from one folder to another and commits nothing yet.
fn take(mini: &GovernedSite, from: &str, to: &str) {
    let at =
        |folder: &str, name: &str| if folder == "." { name.to_owned() } else { format!("{folder}/{name}") };
    std::fs::create_dir_all(mini.path().join(to)).expect("a folder");
    for name in ["content", "site.toml"] {
        mini.git(&["mv", &at(from, name), &at(to, name)]);
    }
}

/// Writes where the site stood before.
fn name_former(mini: &GovernedSite, settings: &str, from: &str) {
    let text = mini.read(settings);
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("moved_from")).collect();
    mini.write(settings, format!("{}\nmoved_from = \"{from}\"\n", kept.join("\n")));
}

/// The site is moved with its key, in a commit of the editor; from now on it is the one at its new place that is asked about.
fn moves(mini: &GovernedSite, from: &str, to: &'static str) {
    take(mini, from, to);
    name_former(mini, &format!("{to}/site.toml"), from);
    mini.commit_by("editor");
    mini.below(to);
}

/// All who must approve the model as it is committed.
fn approve_model(mini: &GovernedSite) {
    mini.approve("GM-1", "sponsor", "chair");
    mini.approve("GM-1", "legal", "head-of-legal");
}

/// The site with its draft, moved and approved at its new place.
fn moved() -> GovernedSite {
    let mini = with_draft();
    moves(&mini, ".", "docs/handbook");
    approve_model(&mini);
    mini
}

/// Audits a page at the end of a day, as JSON; it must go well.
fn audit(mini: &GovernedSite, page: &str, day: &str) -> serde_json::Value {
    let said = mini.run(&["audit", page, "--on", day, "--format", "json"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    serde_json::from_str(&said.stdout).expect("JSON")
}

#[test]
fn a_moved_site_goes_on_once_that_is_approved() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    moves(&mini, ".", "docs/handbook");
    mini.is_refused();
    let said = mini.run(&["audit", "GL-1", "--on", QUIET]);
    refused(&said);
    assert!(said.stderr.contains("moved here from the top"), "{}", said.stderr);
    assert!(said.stderr.contains("guidepost approve"), "{}", said.stderr);
    mini.approve("GM-1", "sponsor", "chair");
    mini.is_refused();
    mini.approve("GM-1", "legal", "head-of-legal");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
    let page = mini.registered("GL-1").expect("a register");
    assert_eq!((&page["issue"], &page["in_force_since"]), (&1.into(), &"2025-01-09".into()), "{page}");
}

#[test]
fn what_is_drafted_before_and_after_the_move_comes_into_force_by_its_signatures_alone() {
    let mini = moved();
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.keeps_the_words();
        mini.approve("GL-1", role, person);
    }
    mini.brings_the_draft_into_force();
    let page = mini.registered("GL-1").expect("a register");
    assert_eq!(page["issue"], 2, "{page}");
}

#[test]
fn a_site_that_names_no_former_folder_is_told_how() {
    let mini = with_draft();
    take(&mini, ".", "s");
    mini.commit_by("editor");
    mini.below("s").is_refused();
    let said = mini.run(&["build", "--out", "out"]);
    assert!(said.stderr.contains("moved_from = \".\""), "{}", said.stderr);
    assert!(said.stderr.contains("guidepost approve MODEL"), "{}", said.stderr);
    // The key may come later than the move.
    name_former(&mini, "s/site.toml", ".");
    mini.commit_by("editor");
    mini.is_refused();
    approve_model(&mini);
    mini.keeps_the_words();
}

#[test]
fn nothing_else_is_put_on_record_before_the_move_is_approved() {
    let mini = with_draft();
    moves(&mini, ".", "s");
    let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
    refused(&said);
    assert!(said.stderr.contains("is not approved"), "{}", said.stderr);
    let said = mini.run(&["build", "--edition", "latest", "--out", "latest"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
}

#[test]
fn a_copy_is_no_move() {
    let mini = with_draft();
    copy(&mini.path().join("content"), &mini.path().join("s/content"));
    mini.write("s/site.toml", mini.read("site.toml"));
    name_former(&mini, "s/site.toml", ".");
    mini.commit_by("editor");
    mini.below("s").is_refused();
    assert_ne!(mini.tries(&["approve", "GL-1"], "lead", "team-lead").status, 0);
    mini.git(&["rm", "-rq", "content", "site.toml"]);
    mini.commit_by("editor");
    mini.below("s").is_refused();
}

#[test]
fn a_draft_of_the_key_changes_nothing_where_nothing_moved() {
    for named in [".", "s", "..", "nowhere", ""] {
        let mini = with_draft();
        let past = mini.past(QUIET);
        name_former(&mini, "site.toml", named);
        mini.write("s/site.toml", "name = \"Other\"\n");
        mini.commit_by("intruder");
        mini.keeps_the_words();
        mini.says_same_of_past(&past);
    }
}

#[test]
fn an_approved_key_changes_nothing_where_nothing_moved() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    name_former(&mini, "site.toml", "nowhere");
    mini.commit_by("editor");
    approve_model(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_key_that_leaves_the_repository_is_an_error_of_its_own() {
    for named in ["..", "/handbook", "a/../..", ""] {
        let mini = before_draft();
        name_former(&mini, "site.toml", named);
        let said = mini.run(&["check"]);
        assert_eq!(said.status, 1, "{named}: {}{}", said.stdout, said.stderr);
        assert!((said.stdout + &said.stderr).contains("`moved_from` takes a folder"), "{named}");
    }
}

#[test]
fn a_key_that_was_signed_before_the_move_does_not_approve_it() {
    let mini = with_draft();
    name_former(&mini, "site.toml", ".");
    mini.commit_by("editor");
    approve_model(&mini);
    mini.keeps_the_words();
    take(&mini, ".", "s");
    mini.commit_by("intruder");
    mini.below("s").is_refused();
}

#[test]
fn a_signature_from_before_the_move_does_not_count_for_it() {
    let mini = with_draft();
    name_former(&mini, "site.toml", ".");
    mini.commit_by("editor");
    mini.approve("GM-1", "sponsor", "chair");
    take(&mini, ".", "s");
    mini.commit_by("intruder");
    mini.below("s");
    mini.approve("GM-1", "legal", "head-of-legal");
    mini.is_refused();
}

#[test]
fn moves_one_after_the_other_are_each_approved() {
    let mini = moved();
    let past = mini.past(QUIET);
    moves(&mini, "docs/handbook", "b");
    mini.is_refused();
    approve_model(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_move_that_nobody_approved_does_not_become_good_by_another() {
    let mini = with_draft();
    moves(&mini, ".", "a");
    moves(&mini, "a", "b");
    mini.is_refused();
    let said = mini.tries(&["approve", "GM-1"], "sponsor", "chair");
    if said.status == 0 {
        mini.commit_by("chair");
        let _any = mini.tries(&["approve", "GM-1"], "legal", "head-of-legal");
        mini.commit_by("head-of-legal");
    }
    mini.is_refused();
}

#[test]
fn a_site_that_moves_back_goes_on_once_that_is_approved() {
    let mini = moved();
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-1", role, person);
    }
    mini.on("2025-03-10");
    take(&mini, "docs/handbook", ".");
    mini.commit_by("editor");
    mini.below("").is_refused();
    name_former(&mini, "site.toml", "docs/handbook");
    mini.commit_by("editor");
    mini.is_refused();
    approve_model(&mini);
    mini.brings_the_draft_into_force();
    assert_eq!(audit(&mini, "GL-1", QUIET)["standing"], audit(&moved(), "GL-1", QUIET)["standing"]);
}

#[test]
fn a_move_that_is_taken_back_before_anybody_approved_it_leaves_the_site_as_it_was() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    let settings = mini.read("site.toml");
    moves(&mini, ".", "s");
    take(&mini, "s", ".");
    mini.write("site.toml", settings);
    mini.commit_by("editor");
    mini.below("").keeps_the_words();
    mini.says_same_of_past(&past);
    // And it may move once more, to the same folder.
    moves(&mini, ".", "s");
    mini.is_refused();
    approve_model(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_move_may_come_by_a_merge() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    moves(&mini, ".", "s");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.replace("content/index.md", "All of it.", "Every page.");
    mini.commit_by("editor");
    mini.git(&["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
    mini.is_refused();
    approve_model(&mini);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_branch_from_before_the_move_that_is_merged_later_brings_its_drafts_and_no_more() {
    let mini = before_draft();
    let past = mini.past(QUIET);
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    mini.draft();
    mini.git(&["checkout", "--quiet", "main"]);
    moves(&mini, ".", "s");
    approve_model(&mini);
    mini.git(&["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
    assert!(mini.read(&format!("s/{GIFTS}")).contains(CANARY));
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn what_a_move_edits_is_a_draft() {
    let mini = before_draft();
    take(&mini, ".", "s");
    name_former(&mini, "s/site.toml", ".");
    mini.replace(&format!("s/{GIFTS}"), "twenty", "zebracanary");
    mini.replace("s/content/model.md", "roles: [owner]", "roles: [owner, safety]");
    mini.commit_by("editor");
    mini.below("s").is_refused();
    approve_model(&mini);
    mini.keeps_the_words();
}

#[test]
fn the_record_may_come_with_the_move() {
    let mini = moved();
    let tree = mini.git(&["rev-parse", "HEAD^{tree}"]);
    mini.git(&["reset", "--quiet", "--hard", "HEAD~3"]);
    mini.below("").keeps_the_words();
    let past = mini.past(QUIET);
    mini.git(&["read-tree", "-u", "--reset", &tree]);
    mini.commit_by("chair");
    mini.below("docs/handbook").keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn the_place_that_a_site_left_is_not_that_site() {
    let mini = moved();
    let past = mini.past(QUIET);
    mini.git(&["checkout", "--quiet", "HEAD~3", "--", "content", "site.toml"]);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
    mini.below("").is_refused();
    let said = mini.run(&["build", "--out", "out"]);
    assert!(said.stderr.contains("has moved to `docs/handbook`"), "{}", said.stderr);
}

#[test]
fn from_the_place_that_a_site_left_nothing_moves_on() {
    let mini = moved();
    mini.git(&["checkout", "--quiet", "HEAD~3", "--", "content", "site.toml"]);
    mini.commit_by("intruder");
    moves(&mini, ".", "s");
    for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
        if mini.tries(&["approve", "GM-1"], role, person).status == 0 {
            mini.commit_by(person);
        }
    }
    mini.is_refused();
    mini.below("docs/handbook").keeps_the_words();
}

#[test]
fn a_key_that_is_taken_out_or_changed_later_changes_no_past() {
    let mini = moved();
    let past = mini.past(QUIET);
    let settings = mini.read("docs/handbook/site.toml");
    for text in [settings.replace("moved_from = \".\"\n", ""), settings.replace("\".\"", "\"nowhere\"")] {
        assert_ne!(text, settings);
        mini.write("docs/handbook/site.toml", text);
        mini.commit_by("editor");
        mini.keeps_the_words();
        approve_model(&mini);
        mini.keeps_the_words();
        mini.says_same_of_past(&past);
    }
}

#[test]
fn settings_that_were_gone_for_a_commit_move_nothing() {
    let mini = moved();
    let past = mini.past(QUIET);
    mini.git(&["rm", "-q", "docs/handbook/site.toml"]);
    mini.write("x/site.toml", "name = \"X\"\n");
    mini.commit_by("intruder");
    mini.git(&["checkout", "--quiet", "HEAD~1", "--", "docs/handbook/site.toml"]);
    name_former(&mini, "docs/handbook/site.toml", "x");
    mini.git(&["rm", "-q", "x/site.toml"]);
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

/// Another site of the repository, governed by people of its own, who have approved other words as GL-1.
fn with_another_site() -> GovernedSite {
    let mini = with_draft();
    copy(&mini.path().join("content"), &mini.path().join("other/content"));
    std::fs::remove_dir_all(mini.path().join("other/content/governance")).expect("records");
    mini.write("other/site.toml", mini.read("site.toml").replace("GM-1", "GM-2"));
    mini.replace("other/content/model.md", "id: GM-1", "id: GM-2");
    mini.commit_by("editor");
    mini.below("other");
    mini.approve("GM-2", "sponsor", "chair");
    assert_eq!(mini.tries(&["approve", "GL-1"], "lead", "team-lead").status, 0);
    mini.commit_by("team-lead");
    assert_eq!(mini.tries(&["approve", "GL-1"], "legal", "head-of-legal").status, 0);
    mini.commit_by("head-of-legal");
    mini
}

#[test]
fn another_site_does_not_take_the_place_of_one() {
    let mini = with_another_site();
    mini.git(&["rm", "-rq", "content", "site.toml"]);
    mini.commit_by("intruder");
    take(&mini, "other", ".");
    name_former(&mini, "site.toml", "other");
    mini.commit_by("intruder");
    mini.below("");
    for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
        if mini.tries(&["approve", "GM-2"], role, person).status == 0 {
            mini.commit_by(person);
        }
    }
    mini.keeps_the_words();
}

#[test]
fn the_audit_shows_all_that_came_to_records_wherever_the_site_was() {
    let mini = moved();
    let told = audit(&mini, "GL-1", crate::trust::attacked::TODAY);
    let checks = told["checks"].as_array().expect("checks");
    let is_it = |check: &&serde_json::Value| {
        check["shows"].as_str().is_some_and(|shows| shows.starts_with("all that came"))
    };
    let command = checks.iter().find(is_it).expect("a check")["command"].as_str().expect("text");
    let folders: Vec<&str> = command.rsplit(" -- ").next().expect("folders").split(' ').collect();
    assert_eq!(folders.iter().filter(|folder| folder.ends_with(RECORDS)).count(), 2, "{command}");
}

#[test]
fn the_audit_names_each_file_where_it_was() {
    let mini = moved();
    let told = audit(&mini, "GL-1", QUIET);
    assert_eq!(told["in_force"]["path"], GIFTS, "{told:#}");
    mini.git_shows_what_the_audit_says("GL-1", QUIET);
}

#[test]
fn a_record_on_a_branch_from_before_the_move_is_of_whom_committed_it_there() {
    let asking = Recipe::default().model.replace(NO_PROOF, "proof: committer\n");
    let mini = Recipe { model: asking, ..Recipe::default() }.make();
    mini.draft();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.write(&format!("{RECORDS}/forged-{role}.yaml"), mini.forged(role, person));
    }
    mini.commit_by("intruder");
    mini.git(&["checkout", "--quiet", "main"]);
    moves(&mini, ".", "s");
    approve_model(&mini);
    let merge = ["-c", "merge.directoryRenames=true", "merge", "--quiet", "--no-ff", "-m", "Merge", "side"];
    mini.git_of("team-lead").run(&merge);
    assert!(mini.path().join("s").join(RECORDS).join("forged-lead.yaml").is_file());
    mini.keeps_the_words();
    mini.is_registered_as("GL-1", "draft-waits");
    // Nor where the branch has settings at both places.
    mini.git(&["checkout", "--quiet", "side"]);
    mini.write("s/site.toml", "name = \"S\"\n");
    mini.write(&format!("{RECORDS}/forged-lead.yaml"), mini.forged("lead", "team-lead") + "note: again\n");
    mini.commit_by("intruder");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git_of("team-lead").run(&[&merge[..], &["-X", "ours"]].concat());
    let said = mini.run(&["check"]);
    assert_eq!(said.stderr.matches("it is not proven that").count(), 2, "{}", said.stderr);
    mini.keeps_the_words();
}

#[test]
fn why_a_draft_was_written_before_the_move_is_told_nobody() {
    let mini = before_draft();
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts are welcome.\n");
    mini.replace("content/index.md", "All of it.", "Every page.");
    mini.commit_saying("editor", "Have zebracanary welcome");
    mini.keeps_the_words();
    moves(&mini, ".", "s");
    approve_model(&mini);
    mini.keeps_the_words();
    let output = mini.output().expect("a site");
    assert!(where_shown(&output, "The reason is not told here").len() > 1, "the page tells its past");
}

#[test]
fn a_page_tells_its_past_and_its_pictures_from_before_the_move() {
    let mini = before_draft();
    mini.write("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>First</title></svg>\n");
    mini.write("content/notes.md", "---\ntitle: Notes\n---\nFirst words.\n\n![A](a.svg)\n");
    mini.commit_saying("editor", "Write notes");
    mini.write("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Second</title></svg>\n");
    mini.replace("content/notes.md", "First", "Second");
    mini.git(&["mv", "content/notes.md", "content/memo.md"]);
    mini.commit_saying("editor", "Change notes");
    moves(&mini, ".", "s");
    approve_model(&mini);
    let output = mini.output().expect("a site");
    for words in ["Write notes", "Change notes"] {
        assert!(shows(&output, "memo/history/index.html", words), "{words}: {:?}", output.keys());
    }
    assert!(
        !where_shown(&output, "<title>First</title>").is_empty(),
        "the picture of then: {:?}",
        output.keys()
    );
    assert!(output.contains_key("notes/index.html"), "the old address leads on: {:?}", output.keys());
}

#[test]
fn before_the_move_is_committed_one_finding_says_what_to_do() {
    let mini = with_draft();
    take(&mini, ".", "docs/handbook");
    mini.below("docs/handbook");
    for is_committed in [false, true] {
        if is_committed {
            mini.commit_by("editor");
        }
        let said = mini.run(&["check"]);
        assert_eq!(said.status, 1, "{}", said.stderr);
        assert!(
            said.stderr.contains("error[no-model-in-force]: what is in force is not known"),
            "{}",
            said.stderr
        );
        assert!(said.stderr.contains("write `moved_from = \".\"`"), "{}", said.stderr);
        for wrong in ["record-does-not-hold", "leave out `effective`", "adopt the model first"] {
            assert!(!said.stderr.contains(wrong), "{}", said.stderr);
        }
        refused(&mini.run(&["needs"]));
    }
}
