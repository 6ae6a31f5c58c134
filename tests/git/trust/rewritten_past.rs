//! Class 5: what is committed later tells another story of the days before.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::judge::{never_shows, refused, shows};

const OTHER: &str = "content/guidelines/travel.md";

fn other_page(words: &str) -> String {
    format!(
        "---\ntitle: Travel\nkind: guideline\nid: GL-2\nowner: lead\nrisk: high\nsummary: How we travel.\n---\n{words}\n"
    )
}

#[test]
fn a_copied_text_and_another_page_in_its_place_leave_the_past_alone() {
    let mini = before_draft();
    let past = mini.past(QUIET);
    mini.write("content/archive/old.md", mini.read(GIFTS));
    mini.write(GIFTS, other_page("Every journey is zebracanary paid."));
    mini.commit_by("intruder");
    mini.says_same_of_past(&past);
    let output = mini.output().expect("a build");
    never_shows(&output, CANARY);
    assert!(output.keys().any(|path| shows(&output, path, APPROVED)), "what is in force is somewhere");
}

#[test]
fn two_files_that_change_places_leave_the_past_alone() {
    let mini = before_draft();
    mini.on("2025-01-12");
    mini.write(OTHER, other_page("Every journey is paid."));
    mini.commit_by("editor");
    mini.approve("GL-2", "lead", "team-lead");
    mini.approve("GL-2", "legal", "head-of-legal");
    let past = mini.past(QUIET);
    let second = mini.audited("GL-2", QUIET);
    mini.on("2025-03-03");
    let (first, other) = (mini.read(GIFTS), mini.read(OTHER));
    mini.write(GIFTS, other);
    mini.write(OTHER, first);
    mini.commit_by("editor");
    mini.says_same_of_past(&past);
    assert_eq!(mini.audited("GL-2", QUIET), second);
    assert_eq!(second["in_force"]["path"], OTHER);
}

#[test]
fn a_folder_of_pages_with_another_name_loses_no_approval() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.git(&["mv", "content", "content2"]);
    mini.replace("site.toml", "edition", "content = \"content2\"\nedition");
    mini.commit_by("editor");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_page_that_moves_leaves_the_past_alone() {
    let mini = before_draft();
    let past = mini.past(QUIET);
    mini.git(&["mv", GIFTS, "content/guidelines/presents.md"]);
    mini.commit_by("editor");
    mini.says_same_of_past(&past);
    let output = mini.output().expect("a move needs nobody");
    assert!(shows(&output, "guidelines/presents/index.html", APPROVED), "a move takes effect at once");
    assert!(output.contains_key("guidelines/gifts/index.html"), "the old address leads on");
}

#[test]
fn a_text_that_is_approved_later_leaves_the_past_alone() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.says_same_of_past(&past);
    mini.brings_the_draft_into_force();
}

#[test]
fn a_withdrawal_leaves_the_past_alone() {
    let mini = before_draft();
    let past = mini.past(QUIET);
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    mini.says_same_of_past(&past);
}

#[test]
fn deleted_records_leave_the_past_alone() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    std::fs::remove_dir_all(mini.path().join(RECORDS)).expect("records");
    mini.says_same_of_past(&past);
    mini.commit_by("intruder");
    mini.says_same_of_past(&past);
    mini.keeps_the_words();
}

#[test]
fn a_new_model_leaves_the_past_alone() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    mini.replace("content/model.md", "roles: [owner]", "roles: [owner, safety]");
    mini.commit_by("editor");
    mini.approve("GM-1", "sponsor", "chair");
    mini.approve("GM-1", "legal", "head-of-legal");
    mini.says_same_of_past(&past);
    mini.keeps_the_words();
}

/// The site, and a line on which somebody wrote before they pulled: what others had published is its second parent.
fn turned() -> (GovernedSite, String) {
    let mini = with_draft();
    let published = mini.git(&["rev-parse", "HEAD"]);
    mini.git(&["checkout", "--quiet", "-b", "mine", "HEAD~4"]);
    mini.write("content/notes.md", "# Notes\n\nOf my own.\n");
    mini.commit_by("editor");
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Pull", "main"]);
    (mini, published)
}

#[test]
fn what_was_published_is_named_by_the_one_who_asks() {
    let mini = with_draft();
    let published = mini.git(&["rev-parse", "HEAD"]);
    let out = mini.folder.path().join("out").display().to_string();
    let said = mini.run(&["build", "--out", &out, "--after", &published]);
    assert_ne!(said.status, 2, "{}", said.stderr);
}

#[test]
fn a_merge_that_turns_the_line_is_refused_or_read_along_what_was_published() {
    let (mini, published) = turned();
    let out = mini.folder.path().join("out").display().to_string();
    let said = mini.run(&["build", "--out", &out, "--after", &published]);
    if said.status == 2 {
        return refused(&said);
    }
    // Read along what was published, the guideline is in force since the day that was told before.
    let audit = mini.run(&["audit", "GL-1", "--on", QUIET, "--format", "json", "--after", &published]);
    assert!(audit.stdout.contains("\"since\": \"2025-01-09\""), "{}{}", audit.stdout, audit.stderr);
}

#[test]
fn a_merge_that_turns_the_line_publishes_no_draft() {
    let (mini, _) = turned();
    mini.keeps_the_words();
}
