//! Class 21: the past of a page in the approved edition. No draft is told by the way that another page has come.

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{APPROVED, GIFTS, QUIET, before_draft, with_draft};
use crate::trust::canaries::Latest::{Hidden, Seen};
use crate::trust::canaries::none_leaks;

const NOTES: &str = "content/notes.md";
const NAMED: &str = "kind: guideline\nid: GL-1\n";

/// Adds a sentence to the guideline, and commits that with a reason.
fn drafted(mini: &GovernedSite) {
    mini.write(GIFTS, mini.read(GIFTS) + "\nGifts of any worth are zebradraft welcome.\n");
    mini.git(&["add", "--all"]);
    let message = "Relax it zebrasubject\n\nSince zebrareason.";
    let author = "--author=zebraauthor <zebraauthor@example.org>";
    mini.git_of("editor").run(&["commit", "--quiet", "--message", message, author]);
}

/// The draft is moved to where no control chooses it, without its sentence.
fn let_go(mini: &GovernedSite, path: &str) {
    mini.git(&["mv", path, NOTES]);
    let text = mini.read(NOTES).replace("\nGifts of any worth are zebradraft welcome.\n", "");
    mini.write(NOTES, text.replace(NAMED, "").replace("title: Gifts", "title: Notes"));
    mini.commit_saying("editor", "Write notes, zebraseen");
}

const DRAFT: [(&str, crate::trust::canaries::Latest); 4] =
    [("zebradraft", Seen), ("zebrasubject", Seen), ("zebrareason", Seen), ("zebraauthor", Seen)];

#[test]
fn the_past_of_another_page_tells_no_draft_that_it_was_made_from() {
    let mini = before_draft();
    drafted(&mini);
    let_go(&mini, GIFTS);
    none_leaks(&mini, &DRAFT);
    mini.keeps_the_words();
    let output = mini.output().expect("a build");
    assert!(crate::trust::judge::shows(&output, "notes/index.html", APPROVED), "the other page stands");
}

#[test]
fn the_past_of_another_page_tells_no_draft_that_was_elsewhere_in_between() {
    let mini = before_draft();
    drafted(&mini);
    mini.git(&["mv", GIFTS, "content/zebraplace.md"]);
    mini.commit_saying("editor", "Move it");
    let_go(&mini, "content/zebraplace.md");
    none_leaks(&mini, &DRAFT);
    none_leaks(&mini, &[("zebraplace", Seen)]);
}

/// What stood there was published in no edition.
#[test]
fn the_past_of_another_page_tells_no_draft_that_stood_beside_the_pages() {
    let mini = before_draft();
    mini.git(&["mv", GIFTS, "zebraplace.md"]);
    mini.write("zebraplace.md", mini.read("zebraplace.md").replace(NAMED, ""));
    mini.commit_saying("editor", "Move it out, zebramoved");
    mini.write("zebraplace.md", mini.read("zebraplace.md") + "\nGifts are zebradraft welcome.\n");
    mini.commit_saying("editor", "Relax it zebrasubject");
    mini.git(&["mv", "zebraplace.md", NOTES]);
    mini.write(NOTES, mini.read(NOTES).replace("\nGifts are zebradraft welcome.\n", ""));
    mini.commit_saying("editor", "Move it in");
    none_leaks(&mini, &[("zebradraft", Hidden), ("zebrasubject", Hidden), ("zebraplace", Hidden)]);
}

/// Without id and kind it is a draft of the guideline as long as it stands in its file.
#[test]
fn the_past_of_another_page_tells_no_draft_that_stood_in_the_file_of_the_one_in_force() {
    let mini = before_draft();
    mini.replace(GIFTS, NAMED, "");
    drafted(&mini);
    let_go(&mini, GIFTS);
    none_leaks(&mini, &DRAFT);
}

#[test]
fn the_past_of_another_page_tells_no_draft_that_kept_the_id_alone() {
    let mini = before_draft();
    mini.replace(GIFTS, "kind: guideline\n", "");
    mini.git(&["mv", GIFTS, "content/other.md"]);
    mini.write("content/other.md", mini.read("content/other.md") + "\nGifts are zebradraft welcome.\n");
    mini.commit_saying("editor", "Relax it zebrasubject");
    mini.git(&["mv", "content/other.md", NOTES]);
    let text = mini.read(NOTES).replace("\nGifts are zebradraft welcome.\n", "");
    mini.write(NOTES, text.replace("id: GL-1\n", ""));
    mini.commit_saying("editor", "Write notes");
    none_leaks(&mini, &[("zebradraft", Seen), ("zebrasubject", Seen)]);
}

#[test]
fn the_past_of_a_page_tells_no_text_of_when_it_was_a_draft_of_what_is_controlled() {
    let mini = before_draft();
    let page = "---\ntitle: Travel\nkind: guideline\nid: GL-7\nowner: lead\nsummary: Of travel.\n---\nWe travel by zebradraft only.\n";
    mini.write(NOTES, page);
    mini.commit_saying("editor", "Write it zebrasubject");
    mini.write(NOTES, page.replace("kind: guideline\nid: GL-7\n", "").replace("zebradraft", "train"));
    mini.commit_saying("editor", "Let it be a note");
    none_leaks(&mini, &[("zebradraft", Seen), ("zebrasubject", Seen)]);
    let output = mini.output().expect("a build");
    assert!(crate::trust::judge::shows(&output, "notes/index.html", "by train only"), "the page stands");
}

#[test]
fn the_past_of_another_page_tells_no_draft_of_a_branch() {
    let mini = before_draft();
    mini.git(&["checkout", "--quiet", "-b", "aside"]);
    drafted(&mini);
    let_go(&mini, GIFTS);
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Merge zebramerge", "aside"]);
    none_leaks(&mini, &DRAFT);
}

/// What was never a draft of a controlled page is told as before.
#[test]
fn the_past_of_a_page_that_nobody_controls_is_told() {
    let mini = before_draft();
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe first zebrafirst note.\n\nIt has many words that stay.\n\nAnd more of them.\n");
    mini.commit_saying("editor", "Write notes zebrawritten");
    mini.git(&["mv", NOTES, "content/remarks.md"]);
    mini.replace("content/remarks.md", "zebrafirst", "second");
    mini.commit_saying("editor", "Say it better");
    let output = mini.output().expect("a build");
    for word in ["zebrafirst", "zebrawritten"] {
        assert!(!crate::trust::judge::where_shown(&output, word).is_empty(), "{word}");
    }
    assert!(output.contains_key("notes/index.html"), "its old address leads on");
}

#[test]
fn what_a_draft_says_of_its_revisions_is_not_told() {
    let mini = before_draft();
    let stated = "revisions:\n  - date: 2025-01-06\n    note: Noted zebranoted\n  - date: 2019-05-05\n    note: Once zebraonce\n    who: zebrawho\n";
    mini.replace(GIFTS, "summary: What", &format!("{stated}summary: What"));
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebranoted", Seen), ("zebraonce", Seen), ("zebrawho", Seen)]);
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
    let output = mini.output().expect("a build");
    for word in ["zebranoted", "zebraonce"] {
        assert!(!crate::trust::judge::where_shown(&output, word).is_empty(), "{word} is approved");
    }
}

#[test]
fn what_the_text_in_force_says_of_its_revisions_stays_whatever_a_draft_says() {
    let mut recipe = crate::trust::recipe::Recipe::default();
    let stated = "revisions:\n  - date: 2019-05-05\n    note: Once upon a time\n";
    recipe.guideline = recipe.guideline.replace("summary:", &format!("{stated}summary:"));
    let mini = recipe.make();
    mini.replace(GIFTS, stated, "");
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    assert!(!crate::trust::judge::where_shown(&output, "Once upon a time").is_empty());
}

/// A draft is taken back: the words in force stand again, and the reason is about the draft.
#[test]
fn why_a_draft_was_taken_back_is_not_told() {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    drafted(&mini);
    mini.write(GIFTS, first);
    mini.git(&["add", "--all"]);
    let author = "--author=zebrareverter <zebrareverter@example.org>";
    mini.git_of("editor").run(&["commit", "--quiet", "--message", "Take zebraback back", author]);
    none_leaks(&mini, &DRAFT);
    none_leaks(&mini, &[("zebraback", Seen), ("zebrareverter", Seen)]);
}

#[test]
fn where_a_draft_was_in_between_is_not_told() {
    let mini = before_draft();
    let place = "content/guidelines/zebraplace.md";
    mini.git(&["mv", GIFTS, place]);
    mini.replace(place, "title: Gifts", "title: Presents");
    mini.commit_by("editor");
    mini.git(&["mv", place, GIFTS]);
    mini.replace(GIFTS, "title: Presents", "title: Gifts");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebraplace", Seen)]);
    mini.keeps_the_words();
}

/// The words were approved with the picture of later.
#[test]
fn a_picture_that_nobody_approved_is_not_told_with_words_that_were() {
    let picture = |word: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><title>{word}</title></svg>\n"
        )
    };
    let mini = before_draft();
    let path = "content/guidelines/talk.svg";
    mini.write(GIFTS, mini.read(GIFTS) + "\n![Two people](talk.svg)\n");
    mini.write(path, picture("zebrapicture"));
    mini.commit_by("editor");
    mini.write(path, picture("approvedpicture"));
    mini.commit_by("editor");
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
    none_leaks(&mini, &[("zebrapicture", Seen)]);
    let output = mini.output().expect("a build");
    assert!(!crate::trust::judge::where_shown(&output, "approvedpicture").is_empty());
}

#[test]
fn the_past_of_a_withdrawn_page_tells_no_draft_wherever_that_is_by_now() {
    let mini = before_draft();
    drafted(&mini);
    mini.git(&["mv", GIFTS, "content/zebraplace.md"]);
    mini.commit_by("editor");
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    none_leaks(&mini, &DRAFT);
    none_leaks(&mini, &[("zebraplace", Seen)]);
    let output = mini.output().expect("a build");
    assert!(crate::trust::judge::shows(
        &output,
        "guidelines/gifts/history/index.html",
        "1 revision by 1 person"
    ));
}

#[test]
fn the_past_of_another_page_tells_no_draft_whose_front_matter_makes_no_sense() {
    let mini = before_draft();
    drafted(&mini);
    mini.git(&["mv", GIFTS, "content/other.md"]);
    mini.replace("content/other.md", NAMED, "kind: [guideline\nid: GL-1\n");
    mini.commit_by("editor");
    mini.git(&["mv", "content/other.md", NOTES]);
    let text = mini.read(NOTES).replace("\nGifts of any worth are zebradraft welcome.\n", "");
    mini.write(NOTES, text.replace("kind: [guideline\nid: GL-1\n", ""));
    mini.commit_by("editor");
    none_leaks(&mini, &DRAFT);
}

#[test]
fn the_past_of_another_page_tells_no_draft_of_a_page_that_was_controlled_by_its_folder() {
    let mini = before_draft();
    mini.write("content/rules/index.md", "---\ntitle: Rules\npage_kind: guideline\n---\nAll rules.\n");
    let page = "---\ntitle: Travel\nid: GL-7\nowner: lead\nsummary: Of travel.\n---\nWe travel by zebradraft only.\n\nAlways.\n\nEverybody does.\n";
    mini.write("content/rules/travel.md", page);
    mini.commit_saying("editor", "Write it zebrasubject");
    mini.git(&["mv", "content/rules/travel.md", NOTES]);
    mini.replace(NOTES, "by zebradraft only", "by train");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebradraft", Seen), ("zebrasubject", Seen)]);
}

#[test]
fn no_list_of_the_working_tree_folds_away_what_the_approved_edition_tells() {
    let mini = with_draft();
    let shown = |mini: &GovernedSite, at: &[&str]| {
        let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
        let folder = out.path().display().to_string();
        let said = mini.run(&[&["build", "--edition", "approved", "--out", &folder], at].concat());
        assert_ne!(said.status, 2, "{}", said.stderr);
        let mut files = tree(out.path());
        files.retain(|path, _| path != ".guidepost-output.json");
        files
    };
    let before = [shown(&mini, &[]), shown(&mini, &["--at", QUIET])];
    let commits = mini.git(&["log", "--format=%H"]);
    mini.write(".git-blame-ignore-revs", &commits);
    assert!(shown(&mini, &[]) == before[0], "it is not committed");
    assert!(shown(&mini, &["--at", QUIET]) == before[1], "nor was it on that day");
    mini.commit_by("editor");
    assert!(shown(&mini, &[]) != before[0], "or nothing would be tried");
    assert!(shown(&mini, &["--at", QUIET]) == before[1], "it came later");
}
