//! Class 14, gone on: the same site begins anew, at another place or in another history, and what was a draft stands there.

use crate::support::copy;
use crate::trust::attacked::{GIFTS, with_draft};

#[test]
fn a_moved_site_begins_nothing_anew() {
    let mini = with_draft();
    std::fs::create_dir_all(mini.path().join("s")).expect("a folder");
    mini.git(&["mv", "content", "site.toml", "s/"]);
    mini.commit_by("editor");
    mini.below("s").is_refused();
}

#[test]
fn a_site_that_is_taken_away_and_put_elsewhere_begins_nothing_anew() {
    let mini = with_draft();
    let aside = mini.folder.path().join("aside");
    copy(&mini.path().join("content"), &aside.join("content"));
    let site = mini.read("site.toml");
    mini.git(&["rm", "-rq", "content", "site.toml"]);
    mini.commit_by("editor");
    copy(&aside.join("content"), &mini.path().join("s/content"));
    mini.write("s/site.toml", site);
    mini.commit_by("editor");
    mini.below("s").is_refused();
}

#[test]
fn a_copied_site_begins_nothing_anew() {
    let mini = with_draft();
    copy(&mini.path().join("content"), &mini.path().join("s/content"));
    mini.write("s/site.toml", mini.read("site.toml"));
    mini.commit_by("editor");
    mini.below("s").is_refused();
    mini.below("").keeps_the_words();
}

#[test]
fn a_history_of_its_own_that_takes_the_main_line_in_begins_nothing_anew() {
    let mini = with_draft();
    mini.git(&["checkout", "--quiet", "--orphan", "evil"]);
    mini.commit_by("intruder");
    mini.git(&["merge", "--quiet", "--allow-unrelated-histories", "-s", "ours", "-m", "Merge", "main"]);
    mini.git(&["checkout", "--quiet", "-B", "main"]);
    mini.is_refused();
}

#[test]
fn an_empty_history_that_takes_the_main_line_in_begins_nothing_anew() {
    let mini = with_draft();
    mini.git(&["checkout", "--quiet", "--orphan", "evil"]);
    mini.git(&["rm", "-rqf", "."]);
    mini.write("README.md", "Empty.\n");
    mini.commit_by("intruder");
    mini.git(&["merge", "--quiet", "--allow-unrelated-histories", "-m", "Merge", "main"]);
    mini.git(&["checkout", "--quiet", "-B", "main"]);
    assert!(mini.path().join(GIFTS).is_file());
    mini.is_refused();
}

#[test]
fn a_branch_from_before_the_model_that_adopts_its_own_begins_nothing_anew() {
    let mini = with_draft();
    let first = mini.git(&["rev-list", "--max-parents=0", "HEAD"]);
    let tree = mini.git(&["rev-parse", "HEAD^{tree}"]);
    mini.git(&["checkout", "--quiet", "-B", "evil", &first]);
    mini.git(&["read-tree", "-u", "--reset", &tree]);
    mini.commit_by("intruder");
    mini.git(&["merge", "--quiet", "-s", "ours", "-m", "Merge", "main"]);
    mini.git(&["checkout", "--quiet", "-B", "main"]);
    mini.is_refused();
}

#[test]
fn a_branch_from_before_the_model_that_is_merged_the_right_way_changes_nothing() {
    let mini = with_draft();
    let first = mini.git(&["rev-list", "--max-parents=0", "HEAD"]);
    mini.git(&["checkout", "--quiet", "-b", "side", &first]);
    mini.write("content/notes.md", "# Notes\n\nOf then.\n");
    mini.commit_by("editor");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git(&["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
    mini.keeps_the_words();
}
