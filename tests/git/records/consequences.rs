//! What follows from a record is told where people look: before it is written, by `needs`, the checklist and the register.

use crate::records::site::{approved, governed, guideline, site};

const ROLE: &str = "---\ntitle: The clerk\nkind: role\nid: clerk\nholders: [{name: ann}]\n---\nA role.\n";

#[test]
fn a_withdrawal_asks_nobody_for_an_approval() {
    let repo = approved();
    let words = ["withdraw", "GL-1", "--reason", "Gone", "--role", "lead", "--by", "law", "--yes"];
    let said = repo.run(&words).well();
    said.says("GL-1: withdrawn from 15 Nov 2023 on");
    assert!(!said.stdout.contains("still needs"), "{}", said.stdout);
}

#[test]
fn a_no_is_told_with_the_command_that_takes_it_back() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We never shout."));
    repo.commit("Forbid shouting");
    let decline = ["decline", "GL-1", "--reason", "At sea we do", "--role", "legal", "--by", "tax", "--yes"];
    repo.run(&decline).well();
    repo.commit("Decline");
    let record = repo.records().into_iter().find(|name| name.contains("decline")).expect("a record");
    let id = record.trim_end_matches(".yaml");
    let revoke = format!("guidepost revoke {id} --reason TEXT --role legal --by tax");
    let needs = repo.run(&["needs"]).well();
    needs.says("declined by tax (legal) on 15 Nov 2023: “At sea we do”");
    needs.says(&revoke);
    repo.run(&["needs", "--format", "markdown"]).well().says("**GL-1** was declined by tax");
    repo.run(&["register"]).well().says("newer draft waits (declined by tax as legal)");
    let checklist = repo.run(&["checklist", "--control", "C-1"]);
    assert!(checklist.stdout.contains(&format!("or `{revoke}` takes the no back")), "{}", checklist.stdout);

    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let said = repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
        assert!(!said.stdout.contains("is known not to have written"), "{}", said.stdout);
    }
    repo.commit("Approve");
    let revoke = revoke.replace("TEXT", "Heard");
    let words: Vec<&str> = revoke.split(' ').skip(1).chain(["--yes"]).collect();
    repo.run(&words).well().says("GL-1: issue 2 is in force");
}

#[test]
fn a_role_that_the_model_names_is_not_withdrawn() {
    let repo = governed();
    let withdraw = |role: &str| {
        repo.run(&["withdraw", role, "--reason", "x", "--role", "sponsor", "--by", "ceo", "--yes"])
    };
    let said = withdraw("legal");
    assert_eq!(said.status, 2, "{}", said.stdout);
    let why =
        "the model in force names the role `legal` (it signs for C-1), and nobody would hold it any more";
    assert!(said.stderr.contains(why), "{}", said.stderr);
    assert!(said.stderr.contains("change `holders` in content/roles/legal.md"), "{}", said.stderr);
    assert_eq!(withdraw("sponsor").status, 2, "nobody could adopt another model");

    repo.write("content/roles/clerk.md", ROLE);
    repo.commit("Describe a role that signs nothing");
    repo.run(&["approve", "clerk", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Approve it");
    let words = ["withdraw", "clerk", "--reason", "x", "--role", "sponsor", "--by", "ceo", "--yes"];
    repo.run_on("2023-11-16", &words).well().says("clerk: withdrawn from");
}

#[test]
fn who_acts_in_an_emergency_is_told_what_does_not_come_by_it() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We whisper."));
    repo.commit("Whisper");
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let words = ["approve", "GL-1", "--role", role, "--by", person, "--effective", "2023-12-05", "--yes"];
        let said = repo.run(&words).well();
        assert!(!said.stdout.contains("does not come into force"), "{}", said.stdout);
    }
    repo.commit("Approve it for December");
    repo.write("content/tone.md", guideline("GL-1", "We say nothing."));
    repo.commit("Be silent");
    let words = ["approve", "GL-1", "--role", "officer", "--by", "aud", "--provisional", "--yes"];
    let said = repo.run(&words).well();
    said.says("GL-1: what was approved for 5 Dec 2023 does not come into force then");
}

#[test]
fn what_is_approved_for_later_is_not_called_unapproved() {
    let repo = governed();
    repo.write("content/new.md", guideline("GL-2", "We whisper."));
    repo.commit("Write another");
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let words = ["approve", "GL-2", "--role", role, "--by", person, "--effective", "2023-12-05", "--yes"];
        repo.run(&words).well();
    }
    repo.commit("Approve it for December");
    let checklist = repo.run_on("2023-11-17", &["checklist", "--page", "GL-2", "--control", "C-1"]).well();
    checklist.says("approved; no text is in force; the newest comes into force on 5 Dec 2023");
    repo.run_on("2023-11-17", &["register"]).well().says("approved, comes into force on 5 Dec 2023");
    let out = tempfile::tempdir().expect("a folder");
    let to = out.path().to_str().expect("a path");
    repo.run_on("2023-11-17", &["build", "--out", to]).well();
    let page = std::fs::read_to_string(out.path().join("new/index.html")).expect("a page");
    assert!(page.contains("This text is approved and comes into force on 5 Dec 2023."), "{page}");
    assert!(!page.contains("not approved"), "{page}");
}

#[test]
fn a_role_and_a_model_that_are_committed_and_not_approved_are_findings() {
    let repo = governed();
    let read = |file: &str| repo.read(file);
    let legal = read("content/roles/legal.md").replace("name: tax, ", "name: tax, to: 2023-11-14, ");
    let model = read("content/model.md").replace("1 month", "2 months");
    repo.write("content/roles/legal.md", &legal);
    repo.write("content/model.md", &model);
    assert!(!repo.run(&["check"]).stderr.contains("waits-for-approval"), "nothing is committed");
    repo.commit("Say that tax has left, and ask less");
    let said = repo.run(&["check"]).stderr;
    for told in [
        "warning[waits-for-approval]: this text of legal does not count: it waits for approval by sponsor; issue 1 is in force",
        "warning[waits-for-approval]: this text of GM-1 does not count",
        "`guidepost approve legal --role sponsor --by ceo`",
    ] {
        assert!(said.contains(told), "no `{told}` in {said}");
    }
}

#[test]
fn a_no_to_what_was_approved_for_later_is_told_as_a_no() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We whisper."));
    repo.commit("Whisper");
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        let words = ["approve", "GL-1", "--role", role, "--by", person, "--effective", "2023-12-05", "--yes"];
        repo.run(&words).well();
    }
    let no = ["decline", "GL-1", "--reason", "Never", "--role", "legal", "--by", "tax", "--yes"];
    repo.run(&no).well();
    repo.commit("Approve it for December, and decline it");
    let checklist = repo.run(&["checklist", "--control", "C-1"]);
    assert!(checklist.stdout.contains("has said no, “Never”"), "{}", checklist.stdout);
    assert!(!checklist.stdout.contains("comes into force on"), "{}", checklist.stdout);
    let register = repo.run(&["register"]).well();
    register.says("in force, newer draft waits (declined by tax as legal)");
}

#[test]
fn a_page_that_moves_to_another_folder_is_approved_there_by_whoever_signed_it() {
    let repo = approved();
    let text = repo.read("content/tone.md");
    let picture = repo.read("content/talk.svg");
    repo.write("content/conduct/talk.svg", &picture);
    let text = text.replace("\n\n![Two people](talk.svg)", "");
    repo.write("content/tone.md", &text);
    repo.commit("Show nothing");
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve it");
    std::fs::remove_file(repo.path().join("content/tone.md")).expect("removed");
    repo.write("content/conduct/tone.md", &text);
    repo.commit("Move it");
    let needs = repo.run(&["needs"]).well();
    needs.says("the words in force, at another place: any of these approves that");
    needs.says("lead (law)");
    let checklist = repo.run(&["checklist", "--control", "C-1"]).stdout;
    assert!(
        checklist.contains("`guidepost approve GL-1 --role lead --by law`; or `mkdir -p content && git mv"),
        "{checklist}"
    );
    let said = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    assert!(said.stderr.contains("Moved: content/tone.md -> content/conduct/tone.md"), "{}", said.stderr);
    repo.commit("Approve the move");
    repo.run(&["needs"]).well().says("No page waits for somebody");
    assert!(!repo.run(&["check"]).stderr.contains("GL-1"));
}

#[test]
fn an_emergency_that_was_followed_up_is_over() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We say nothing."));
    repo.commit("Be silent");
    let words = ["approve", "GL-1", "--role", "officer", "--by", "aud", "--provisional", "--yes"];
    repo.run(&words).well();
    repo.commit("Approve it for now");
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run(&["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve it for good");
    std::fs::create_dir(repo.path().join("content/conduct")).expect("a folder");
    for file in ["tone.md", "talk.svg"] {
        let from = repo.path().join("content").join(file);
        std::fs::rename(from, repo.path().join("content/conduct").join(file)).expect("moved");
    }
    repo.commit("Move it");
    let checklist = repo.run_on("2024-02-01", &["checklist", "--control", "C-1"]).stdout;
    assert!(!checklist.contains("Overdue"), "{checklist}");
}

#[test]
fn what_is_told_of_several_records_is_committed_by_one_command() {
    let repo = governed();
    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    let said = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    said.says("Once it is committed, with the 1 other record that is not committed yet:");
    said.says("GL-1: issue 1 is in force");
    let command = said.stdout.lines().find(|line| line.starts_with("  git add")).expect("a command");
    let files: Vec<String> = repo.records().into_iter().filter(|name| name.contains("gl-1")).collect();
    assert!(
        files.len() == 2 && files.iter().all(|file| command.matches(file.as_str()).count() == 2),
        "{command}"
    );
}

#[test]
fn a_role_that_is_a_draft_is_not_adopted() {
    let repo = site();
    let legal = repo.read("content/roles/legal.md");
    repo.write("content/roles/legal.md", legal.replacen("---\n", "---\ndraft: true\n", 1));
    repo.commit("Not ready");
    let said = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]);
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(
        said.stderr.contains("legal says `draft: true`, and would stay a draft when approved"),
        "{}",
        said.stderr
    );
    assert!(repo.records().is_empty());
}

#[test]
fn a_placeholder_is_no_reason() {
    let repo = approved();
    let words = ["withdraw", "GL-1", "--reason", "TEXT", "--role", "lead", "--by", "law", "--yes"];
    let said = repo.run(&words);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("say why, in the place of TEXT"), "{}", said.stderr);
}

#[test]
fn a_page_without_a_number_is_told_before_it_is_left_out() {
    let repo = site();
    repo.write("content/plain.md", "---\ntitle: Plain\nkind: guideline\n---\nSpeak plainly.\n");
    repo.commit("Write another");
    let said = repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    said.says("1 page comes under control with no number (`id`), so that nobody can approve them");
    repo.commit("Adopt the model");
    let check = repo.run(&["check"]).stderr;
    assert!(check.contains("warning[unnumbered-page]: this page is under control (C-1)"), "{check}");
    let checklist = repo.run(&["checklist", "--control", "C-1"]).stdout;
    assert!(
        checklist.contains("give it a number, `id: …`, in the front matter of content/plain.md"),
        "{checklist}"
    );
}

#[test]
fn a_record_that_counts_for_nothing_may_go() {
    let repo = governed();
    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    let file = repo.records().into_iter().find(|name| name.contains("gl-1")).expect("a record");
    let path = format!("content/governance/records/{file}");
    let text = repo.read(&path);
    repo.write(&path, text.replace("person: law", "person: nobody"));
    repo.commit("A record by nobody");
    let check = repo.run(&["check"]);
    assert_eq!(check.status, 1);
    assert!(check.stderr.contains(&format!("`git rm -- {path}` takes it out")), "{}", check.stderr);
    std::fs::remove_file(repo.path().join(&path)).expect("gone");
    repo.commit("Take it out");
    assert_eq!(repo.run(&["check"]).status, 0);
}

#[test]
fn what_is_wrong_in_a_text_is_told_before_it_is_signed() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-1", "We whisper, as [[GL-9]] says."));
    repo.commit("Whisper");
    let check = repo.run(&["check"]);
    assert!(check.stderr.contains("error[broken-link]"), "{}", check.stderr);
    let check = repo.run(&["check", "--edition", "approved"]);
    assert_eq!(check.status, 0, "a draft holds up nobody: {}", check.stderr);
    assert!(check.stderr.contains("warning[broken-link]"), "{}", check.stderr);
    assert!(
        check.stderr.contains("in a text that waits for approval: mend it before it is signed"),
        "{}",
        check.stderr
    );
    let approve = repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]);
    let told = "note: this text has 1 error, and `guidepost check --edition latest` says where:\n  error[broken-link]:";
    assert!(approve.stderr.contains(told), "{}", approve.stderr);
}

#[test]
fn words_that_came_later_than_their_approval_are_told() {
    let repo = governed();
    let early = ["approve", "GL-1", "--role", "lead", "--by", "law", "--on", "2023-11-15", "--yes"];
    repo.set_day("2023-11-20");
    repo.write("content/tone.md", repo.read("content/tone.md") + "\nMore of it.\n");
    repo.commit("Say more");
    let said = repo.run_on("2023-11-21", &early).well();
    assert!(
        said.stderr.contains("the record will say that it was approved before any commit had it"),
        "{}",
        said.stderr
    );
}

#[test]
fn nobody_is_asked_to_approve_what_says_that_it_is_a_draft() {
    let repo = governed();
    repo.write("content/new.md", guideline("GL-2", "Later.").replacen("---\n", "---\ndraft: true\n", 1));
    repo.commit("Begin another");
    let checklist = repo.run(&["checklist", "--page", "GL-2", "--control", "C-1"]).stdout;
    assert!(checklist.contains("a draft, and no text of it was ever in force"), "{checklist}");
    assert!(!checklist.contains("guidepost approve"), "{checklist}");
}

#[test]
fn whoever_holds_a_role_by_a_text_that_waits_is_told_of_that() {
    let repo = governed();
    let legal = repo.read("content/roles/legal.md");
    repo.write("content/roles/legal.md", legal.replace("name: tax", "name: tess"));
    repo.commit("Tess comes");
    let said = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tess", "--yes"]);
    assert_eq!(said.status, 2);
    let why = "as issue 1 of `content/roles/legal.md`, which is in force while the newest text waits for approval, says";
    assert!(said.stderr.contains(why), "{}", said.stderr);
}

#[test]
fn a_file_that_states_another_id_is_not_called_deleted() {
    let repo = approved();
    repo.write("content/tone.md", guideline("GL-10", "We write as we speak, and never louder."));
    repo.commit("Mistype the number");
    let needs = repo.run(&["needs"]).well();
    needs.says("its file content/tone.md says `id: GL-10` by now: change that back to `id: GL-1` where it is not meant");
}

#[test]
fn a_record_that_is_taken_back_is_named_by_its_file() {
    let repo = approved();
    repo.run(&["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"]).well();
    repo.commit("Attest");
    let file = repo.records().into_iter().find(|name| name.contains("attestation")).expect("a record");
    let words = ["revoke", &file, "--reason", "Too early", "--role", "officer", "--by", "aud", "--yes"];
    repo.run(&words).well();
    repo.commit("Take it back");
    let out = tempfile::tempdir().expect("a folder");
    repo.run(&["build", "--out", out.path().to_str().expect("a path")]);
    let page = std::fs::read_to_string(out.path().join("checklist/records/index.html")).expect("a page");
    assert!(page.contains(&format!("revokes {file}: Too early")), "{page}");
}
