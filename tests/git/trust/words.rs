//! Class 24: what is said of all that is true, at its place, and says what to do.

use crate::support::{CommandRun, GovernedSite, RECORDS};
use crate::trust::attacked::{GIFTS, with_draft};
use crate::trust::recipe::Recipe;

fn built(mini: &GovernedSite) -> CommandRun {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    mini.run(&["build", "--out", &out.path().display().to_string()])
}

/// What is in force is published as it was, and nobody is told that something of the past cannot be read.
fn is_no_reason_for_an_error_of_the_past(mini: &GovernedSite) -> CommandRun {
    mini.keeps_the_words();
    let said = built(mini);
    assert!(!said.stderr.contains("unreadable-history"), "{}", said.stderr);
    said
}

#[test]
fn a_draft_of_a_controlled_key_is_no_error_of_the_past() {
    for line in ["timezone = \"Europe/Vienna\"", "draft_redline = true", "exclude = [\"guidelines/**\"]"] {
        let mini = with_draft();
        mini.replace("site.toml", "edition = \"approved\"\n", &format!("edition = \"approved\"\n{line}\n"));
        mini.commit_by("editor");
        let said = is_no_reason_for_an_error_of_the_past(&mini);
        assert_eq!(said.status, 0, "{line}: {}", said.stderr);
    }
}

#[test]
fn a_draft_of_the_model_that_makes_no_sense_is_no_error_of_the_past() {
    for (from, to) in
        [("controls:\n", "controls: [none\n"), ("kind: governance-model\n", ""), ("id: GM-1\n", "")]
    {
        let mini = with_draft();
        mini.replace("content/model.md", from, to);
        mini.commit_by("editor");
        is_no_reason_for_an_error_of_the_past(&mini);
    }
}

#[test]
fn a_model_that_is_moved_or_deleted_is_no_error_of_the_past() {
    let mini = with_draft();
    mini.git(&["mv", "content/model.md", "content/guidelines/model.md"]);
    mini.commit_by("editor");
    is_no_reason_for_an_error_of_the_past(&mini);
    mini.replace("site.toml", "\"GM-1\"", "\"GM-2\"");
    mini.commit_by("editor");
    is_no_reason_for_an_error_of_the_past(&mini);
    mini.remove("content/guidelines/model.md");
    mini.commit_by("editor");
    is_no_reason_for_an_error_of_the_past(&mini);
    mini.remove("site.toml");
    mini.commit_by("editor");
    is_no_reason_for_an_error_of_the_past(&mini);
}

const PROVISIONAL: &str = "{roles: [owner, legal], provisional: {role: lead, for: 3d}}";

/// The guideline with a text that was in force for three days.
fn for_a_while() -> GovernedSite {
    let mini = Recipe::asking(PROVISIONAL).make();
    mini.on("2025-01-10");
    mini.replace(GIFTS, "no gift", "hardly any gift");
    mini.commit_by("editor");
    mini.puts_on_record(&["approve", "GL-1", "--provisional"], "lead", "team-lead");
    mini
}

fn audit(mini: &GovernedSite, day: &str) -> String {
    let said = mini.run(&["audit", "GL-1", "--on", day]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    said.stdout
}

#[test]
fn a_text_that_is_in_force_for_a_while_is_called_that() {
    let mini = for_a_while();
    let told = audit(&mini, "2025-01-11");
    assert!(told.contains("On 11 Jan 2025 a provisional text was in force, since 10 Jan 2025"), "{told}");
    assert!(!told.contains("stood there before"), "{told}");
    let told = audit(&mini, "2025-01-09");
    assert!(told.contains("a provisional text ("), "what came since: {told}");
    // Earlier that day the text stood that was there before the page came under control: that is no name of the provisional one.
    let mut others = told.lines().filter(|line| !line.starts_with("Earlier that day "));
    assert!(others.all(|line| !line.contains("stood there before the page")), "{told}");
}

#[test]
fn the_page_of_a_text_that_was_in_force_for_a_while_calls_it_that() {
    let mini = for_a_while();
    let output = mini.output().expect("a build");
    let pages = crate::trust::judge::where_shown(&output, "A provisional text was in force");
    assert_eq!(pages.len(), 1, "{pages:?}");
    assert_eq!(crate::trust::judge::where_shown(&output, "The text that stood there"), [""; 0]);
}

#[test]
fn a_text_that_is_in_force_again_is_so_since_its_first_day() {
    let mini = for_a_while();
    let told = audit(&mini, "2025-01-20");
    let words =
        "On 20 Jan 2025 issue 1 was in force, since 9 Jan 2025, and again since 14 Jan 2025, and it still is";
    assert!(told.contains(words), "{told}");
    let told = audit(&mini, "2025-01-09");
    assert!(
        told.contains("issue 1 was in force, since 9 Jan 2025, and no longer from 10 Jan 2025 on"),
        "{told}"
    );
}

#[test]
fn a_record_that_is_not_proven_is_told_wherever_its_file_is() {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(crate::trust::recipe::NO_PROOF, "proof: committer\n");
    recipe.signatures = vec![("lead", "team-lead")];
    let mini = recipe.governed();
    mini.on("2025-01-20");
    let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
    assert_eq!(said.status, 0, "{}", said.stderr);
    let file = mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]);
    mini.commit_by("intruder");
    assert!(built(&mini).stderr.contains("it is not proven"), "it is told");
    let moved = format!("{RECORDS}/elsewhere/other.yaml");
    std::fs::create_dir_all(mini.path().join(RECORDS).join("elsewhere")).expect("a folder");
    mini.git(&["mv", &file, &moved]);
    mini.commit_by("intruder");
    let said = built(&mini);
    assert!(said.stderr.contains("it is not proven"), "{}", said.stderr);
    assert!(said.stderr.contains("other.yaml"), "{}", said.stderr);
    // Copied first, and deleted later.
    mini.write(&format!("{RECORDS}/copy.yaml"), mini.read(&moved));
    mini.commit_by("intruder");
    mini.remove(&moved);
    mini.commit_by("intruder");
    let said = built(&mini);
    assert!(said.stderr.contains("it is not proven") && said.stderr.contains("copy.yaml"), "{}", said.stderr);
    mini.remove(&format!("{RECORDS}/copy.yaml"));
    mini.commit_by("intruder");
    assert!(!built(&mini).stderr.contains("it is not proven"), "nobody says it any more");
}

/// The draft is approved by a record that says it is for a while.
fn provisionally_approved(asked: &str, role: &str, person: &str) -> GovernedSite {
    let mini = Recipe::asking(asked).make();
    mini.draft();
    let record = mini.forged(role, person) + "provisional: true\n";
    let against = format!("against: \"{}\"\n", mini.git(&["rev-parse", &format!("HEAD~1:{GIFTS}")]));
    let lines: Vec<&str> = record.lines().filter(|line| !line.starts_with("against:")).collect();
    let record = lines.join("\n") + "\n";
    mini.write(&format!("{RECORDS}/for-a-while.yaml"), record + &against);
    mini.commit_by(person);
    mini
}

#[test]
fn an_approval_for_a_while_is_told_where_the_model_knows_none() {
    let mini = provisionally_approved("{roles: [owner, legal]}", "lead", "team-lead");
    let said = built(&mini);
    assert!(said.stderr.contains("for-a-while.yaml"), "{}", said.stderr);
    assert!(said.stderr.contains("no control allows a text to be in force for a while"), "{}", said.stderr);
    mini.keeps_the_words();
}

#[test]
fn an_approval_for_a_while_is_told_where_another_role_may_give_it() {
    let mini = provisionally_approved(PROVISIONAL, "legal", "head-of-legal");
    let said = built(&mini);
    assert!(said.stderr.contains("`legal` may put no text in force for a while"), "{}", said.stderr);
    assert!(said.stderr.contains("`lead` may"), "{}", said.stderr);
    mini.keeps_the_words();
}

#[test]
fn an_approval_for_a_while_that_may_be_given_is_no_finding() {
    let mini = provisionally_approved(PROVISIONAL, "lead", "team-lead");
    let said = built(&mini);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(!said.stderr.contains("for a while"), "{}", said.stderr);
}

/// The site's folder is named wrongly, or its settings are somewhere else by now.
#[test]
fn whoever_names_the_folder_of_pages_is_told_where_the_site_is() {
    let mini = with_draft();
    mini.below("content");
    for command in [
        &["build", "--out", "/dev/null/none"][..],
        &["build", "--edition", "approved"],
        &["register"],
        &["check"],
    ] {
        let said = mini.run(command);
        assert_eq!(said.status, 2, "{command:?}: {}{}", said.stdout, said.stderr);
        assert!(said.stderr.contains("site.toml"), "{command:?}: {}", said.stderr);
        assert!(said.stderr.contains("--root"), "{command:?}: {}", said.stderr);
        assert!(!said.stderr.contains("adopts one"), "no model is to be adopted: {}", said.stderr);
    }
}

#[test]
fn settings_that_were_moved_among_the_pages_are_told_to_be_moved_back() {
    let mini = with_draft();
    mini.git(&["mv", "site.toml", "content/site.toml"]);
    mini.commit_by("editor");
    let said = built(&mini);
    let words = "content/site.toml";
    assert!(said.stderr.contains(words), "{}", said.stderr);
    assert!(said.stderr.contains("git mv content/site.toml site.toml"), "{}", said.stderr);
    assert!(!said.stderr.contains("git checkout"), "the records are as they were: {}", said.stderr);
    assert!(!said.stderr.contains("once more"), "{}", said.stderr);
    mini.keeps_the_words();
    mini.below("content");
    let said = mini.run(&["build", "--edition", "approved"]);
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("move it back"), "{}", said.stderr);
    assert!(!said.stderr.contains("help: `guidepost approve"), "{}", said.stderr);
}

#[test]
fn a_state_that_there_is_not_is_refused_with_what_to_name() {
    let mini = with_draft();
    let odd = [
        "HEAD~99",
        "nonsense",
        "HEAD^{tree}",
        "HEAD:site.toml",
        "HEAD^2",
        "main@{1}",
        "1999-01-01",
        "",
        "HEAD..HEAD~1",
        "0000000000000000000000000000000000000000",
        "refs/heads/none",
        "2025-02-31",
    ];
    for at in odd {
        for command in ["build", "register", "checklist"] {
            crate::trust::judge::refused(&mini.run(&[command, "--at", at]));
        }
    }
}
