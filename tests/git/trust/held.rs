//! What held: tricks with bytes, records that are edited, drafts of every sort, clones that are whole.

use crate::support::RECORDS;
use crate::trust::attacked::{APPROVED, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::judge::refused;

/// The approved text in other bytes is another text: nobody approved it, and it brings nothing with it.
fn other_bytes(change: impl Fn(String) -> Vec<u8>) {
    let mini = before_draft();
    let bytes = change(mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
    mini.write(GIFTS, bytes);
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_mark_of_byte_order_is_another_text() {
    other_bytes(|text| format!("\u{feff}{text}").into_bytes());
}

#[test]
fn other_line_ends_are_another_text() {
    other_bytes(|text| text.replace('\n', "\r\n").into_bytes());
}

#[test]
fn another_form_of_letters_is_another_text() {
    other_bytes(|text| text.replace("title: Gifts", "title: Gi\u{301}fts").into_bytes());
}

#[test]
fn a_byte_of_nothing_is_another_text() {
    other_bytes(|text| text.replace("Gifts are", "Gifts\0are").into_bytes());
}

#[test]
fn bytes_that_are_no_text_are_another_text() {
    other_bytes(|text| [text.as_bytes(), b"\xff\xfe zebracanary"].concat());
}

#[test]
fn front_matter_that_cannot_be_read_changes_nothing() {
    other_bytes(|text| text.replace("risk: high", "risk: [high\n  x: }").into_bytes());
}

#[test]
fn a_filter_shows_no_other_words() {
    let mini = before_draft();
    mini.write(".gitattributes", "*.md filter=liar\n");
    mini.git(&["config", "filter.liar.clean", "grep -v zebracanary"]);
    mini.git(&["config", "filter.liar.smudge", "cat"]);
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn line_ends_that_git_makes_change_nothing() {
    let mini = with_draft();
    mini.write(".gitattributes", "*.md text eol=crlf\n");
    mini.commit_by("editor");
    mini.remove(GIFTS);
    mini.git(&["checkout", "--", GIFTS]);
    assert!(mini.read(GIFTS).contains("\r\n"));
    mini.keeps_the_words();
}

#[test]
fn a_file_that_git_does_not_look_at_is_not_published() {
    for flag in ["--assume-unchanged", "--skip-worktree"] {
        let mini = before_draft();
        mini.git(&["update-index", flag, GIFTS]);
        mini.write(GIFTS, mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
        mini.keeps_the_words();
    }
}

#[test]
fn a_link_to_another_file_shows_no_other_words() {
    let mini = before_draft();
    mini.write("content/draft.txt", mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
    mini.remove(GIFTS);
    std::os::unix::fs::symlink("../draft.txt", mini.path().join(GIFTS)).expect("a link");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn records_that_are_edited_change_nothing() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    for file in mini.git(&["ls-files", RECORDS]).lines() {
        mini.write(file, mini.read(file) + "note: zebra\n");
    }
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn records_that_nobody_committed_count_for_nothing() {
    let mini = with_draft();
    mini.sign_without_commit("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.keeps_the_words();
}

#[test]
fn a_draft_of_the_model_changes_nothing() {
    let mini = with_draft();
    mini.replace("content/model.md", "for: {kind: guideline}", "for: {kind: course}");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_model_that_cannot_be_read_changes_nothing() {
    let mini = with_draft();
    mini.replace("content/model.md", "controls:", "controls: [}");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn records_that_cannot_be_read_change_nothing() {
    let mini = with_draft();
    mini.write(&format!("{RECORDS}/broken.yaml"), "record: approval\npage: [GL-1\n  text: }");
    mini.write(&format!("{RECORDS}/empty.yaml"), "");
    mini.write(&format!("{RECORDS}/bytes.yaml"), [0xff, 0xfe, 0x00]);
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn ids_that_change_places_in_one_commit_approve_nothing() {
    let mini = before_draft();
    let other = "content/guidelines/travel.md";
    mini.write(
        other,
        mini.read(GIFTS).replace("GL-1", "GL-2").replace(APPROVED, "Travel is zebracanary free."),
    );
    mini.commit_by("editor");
    mini.keeps_the_words();
    mini.replace(GIFTS, "id: GL-1", "id: GL-2");
    mini.replace(other, "id: GL-2", "id: GL-1");
    mini.commit_by("intruder");
    mini.builds(&[], &|output| crate::trust::judge::never_shows(output, crate::trust::attacked::CANARY));
}

#[test]
fn the_site_as_it_stood_shows_what_was_in_force() {
    let mini = with_draft();
    for at in ["HEAD", "HEAD~1", QUIET] {
        mini.keeps_the_words_with(&["--at", at]);
    }
}

#[test]
fn an_environment_that_names_another_repository_changes_nothing() {
    let mut mini = with_draft();
    let other = with_draft();
    other.sign("lead", "team-lead");
    other.sign("legal", "head-of-legal");
    mini.environment.push(("GIT_DIR", other.path().join(".git").display().to_string()));
    mini.environment.push(("GIT_WORK_TREE", other.path().display().to_string()));
    mini.environment.push(("GIT_OBJECT_DIRECTORY", other.path().join(".git/objects").display().to_string()));
    mini.keeps_the_words();
}

#[test]
fn a_clone_without_old_texts_publishes_no_draft() {
    let clone = with_draft().cloned(&["--filter=blob:none"]);
    clone.builds(&[], &|output| crate::trust::judge::never_shows(output, crate::trust::attacked::CANARY));
}

#[test]
fn a_whole_clone_says_what_the_repository_says() {
    let mini = with_draft();
    let clone = mini.cloned(&[]);
    clone.keeps_the_words();
    assert!(mini.output() == clone.output(), "the same commit is the same site");
}

#[test]
fn a_bundle_of_one_branch_says_what_the_repository_says() {
    let mini = with_draft();
    let clone = mini.cloned(&["--single-branch", "--no-tags"]);
    assert!(mini.output() == clone.output(), "the same commit is the same site");
}

#[test]
fn a_packed_repository_says_what_it_said() {
    let mini = with_draft();
    let before = mini.output();
    mini.git(&["gc", "--quiet", "--prune=now"]);
    assert!(before.is_some() && before == mini.output());
}

#[test]
fn an_edition_that_does_not_exist_is_refused() {
    let said = with_draft().run(&["build", "--edition", "aproved"]);
    assert!(said.status == 2 && said.stderr.contains("approved"), "{}", said.stderr);
}

#[test]
fn an_uncommitted_draft_is_not_published() {
    let mini = before_draft();
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
    mini.keeps_the_words();
    mini.git(&["add", "--all"]);
    mini.keeps_the_words();
}

#[test]
fn a_text_cannot_be_approved_before_it_is_committed() {
    let mini = before_draft();
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts are zebracanary welcome.\n");
    refused(&mini.tries(&["approve", "GL-1"], "lead", "team-lead"));
}
