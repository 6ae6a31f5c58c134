//! Class 14: other bytes under a true name, another history under a true head, another folder under a true site.

use crate::support::copy;
use crate::trust::attacked::{CANARY, GIFTS, QUIET, before_draft, with_draft};

#[test]
fn a_replaced_text_shows_no_other_words() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    let first = mini.git(&["rev-parse", &format!("HEAD~1:{GIFTS}")]);
    mini.git(&["replace", &first, &mini.id(GIFTS)]);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_replaced_text_that_was_packed_shows_no_other_words() {
    let mini = with_draft();
    let first = mini.git(&["rev-parse", &format!("HEAD~1:{GIFTS}")]);
    mini.git(&["replace", &first, &mini.id(GIFTS)]);
    mini.git(&["pack-refs", "--all"]);
    mini.git(&["gc", "--quiet"]);
    mini.keeps_the_words();
}

#[test]
fn a_replaced_record_approves_nothing() {
    let mini = with_draft();
    for role in ["lead", "legal"] {
        let file = crate::trust::fails_open::record_of(&mini, &format!("gl-1-{role}"));
        let first = mini.git(&["rev-parse", &format!("HEAD~1:{GIFTS}")]);
        let forged = mini.folder.path().join("forged");
        std::fs::write(&forged, mini.read(&file).replace(&first, &mini.id(GIFTS))).expect("a file");
        let id = mini.git(&["hash-object", "-w", &forged.display().to_string()]);
        mini.git(&["replace", &mini.id(&file), &id]);
    }
    mini.keeps_the_words();
}

#[test]
fn a_replaced_commit_tells_no_other_story() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    let tree = mini.git(&["rev-parse", "HEAD^{tree}"]);
    let root = mini.git(&["commit-tree", &tree, "-m", "Begin"]);
    mini.git(&["replace", &mini.git(&["rev-parse", "HEAD~2"]), &root]);
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_grafted_history_tells_no_other_story() {
    let mini = with_draft();
    let past = mini.past(QUIET);
    let head = mini.git(&["rev-parse", "HEAD"]);
    mini.write(".git/info/grafts", format!("{head}\n"));
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}

#[test]
fn a_history_squashed_to_one_commit_passes_no_draft_off_as_approved() {
    let mini = with_draft();
    mini.git(&["checkout", "--quiet", "--orphan", "squashed"]);
    mini.commit_by("intruder");
    let page = mini.registered("GL-1").expect("a register");
    // Nobody can tell that there was another beginning, unless it is pinned; but nobody approved the draft.
    assert!(page["issue"].is_null() || page["revision"]["text"] != mini.id(GIFTS), "{page}");
    mini.builds(&[], &|output| {
        let shown = crate::trust::judge::where_shown(output, CANARY);
        let said = crate::trust::judge::shows(output, crate::trust::judge::ADDRESS, "ot approved");
        assert!(
            shown.is_empty() || said,
            "the draft is shown, and not as one that nobody approved: {shown:?}"
        );
    });
}

#[test]
fn an_edited_copy_of_the_folder_of_pages_is_not_published() {
    let mini = before_draft();
    let past = mini.past(QUIET);
    copy(&mini.path().join("content"), &mini.path().join("edited"));
    let path = GIFTS.replace("content", "edited");
    mini.write(&path, mini.read(&path) + "\nGifts are zebracanary welcome.\n");
    mini.replace("site.toml", "edition", "content = \"edited\"\nedition");
    mini.keeps_the_words();
    mini.commit_by("intruder");
    mini.keeps_the_words();
    mini.says_same_of_past(&past);
}
