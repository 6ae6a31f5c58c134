//! Class 22: why a commit was made is told where all that it changed may be told.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft};
use crate::trust::canaries::Latest::Seen;
use crate::trust::canaries::{Canaries, none_leaks};
use crate::trust::judge::where_shown;

const NOTES: &str = "content/notes.md";
const REASON: &Canaries = &[("zebrasubject", Seen), ("zebrareason", Seen)];
const MESSAGE: &str = "Say more zebrasubject\n\nSince zebrareason.";

/// A page that nobody controls changes in one commit with something else, which is a draft.
fn together_with(change: impl Fn(&GovernedSite)) -> GovernedSite {
    let mini = before_draft();
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe first note.\n");
    mini.commit_saying("editor", "Write notes zebrawritten");
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe second note, zebrashown.\n");
    change(&mini);
    mini.commit_saying("editor", MESSAGE);
    mini
}

fn tells_no_reason(mini: &GovernedSite) {
    none_leaks(mini, REASON);
    let output = mini.output().expect("a build");
    for word in ["zebrashown", "zebrawritten"] {
        assert!(!where_shown(&output, word).is_empty(), "{word} is told");
    }
    assert!(where_shown(&output, "The reason is not told").len() > 1, "and that one is not");
}

#[test]
fn with_a_draft_of_a_page_in_force() {
    tells_no_reason(&together_with(|mini| mini.write(GIFTS, mini.read(GIFTS) + "\nMore.\n")));
}

#[test]
fn with_a_draft_that_was_taken_back_since() {
    let mini = together_with(|mini| mini.write(GIFTS, mini.read(GIFTS) + "\nMore.\n"));
    mini.write(GIFTS, mini.read(GIFTS).replace("\nMore.\n", ""));
    mini.commit_by("editor");
    tells_no_reason(&mini);
}

#[test]
fn with_a_page_that_nobody_approved() {
    let page =
        "---\ntitle: Travel\nkind: guideline\nid: GL-7\nowner: lead\nsummary: Of travel.\n---\nBy train.\n";
    let mini = together_with(|mini| mini.write("content/travel.md", page));
    tells_no_reason(&mini);
    mini.remove("content/travel.md");
    mini.commit_by("editor");
    tells_no_reason(&mini);
}

#[test]
fn with_the_deletion_of_a_page_in_force() {
    tells_no_reason(&together_with(|mini| mini.remove(GIFTS)));
}

#[test]
fn with_a_draft_of_the_model() {
    tells_no_reason(&together_with(|mini| {
        mini.replace("content/model.md", "Who decides", "Who now decides");
    }));
}

#[test]
fn with_a_draft_of_a_role() {
    tells_no_reason(&together_with(|mini| mini.replace("content/roles/safety.md", "A role.", "A big role.")));
}

#[test]
fn with_a_controlled_key() {
    let change =
        |mini: &GovernedSite| mini.replace("site.toml", "[governance]\n", "[governance]\nprofiles = []\n");
    tells_no_reason(&together_with(change));
}

#[test]
fn with_a_merge_that_brings_a_draft() {
    let mini = before_draft();
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe first note, zebrawritten.\n\nIt has more.\n\nAnd more.\n");
    mini.commit_by("editor");
    mini.git(&["checkout", "--quiet", "-b", "aside"]);
    mini.write(GIFTS, mini.read(GIFTS) + "\nMore.\n");
    mini.replace(NOTES, "And more.", "And more of it.");
    mini.commit_by("editor");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.replace(NOTES, "zebrawritten", "zebrawritten zebrashown");
    mini.commit_by("editor");
    mini.git(&["merge", "--quiet", "--no-ff", "--message", MESSAGE, "aside"]);
    tells_no_reason(&mini);
}

#[test]
fn with_another_picture_of_a_page_in_force() {
    let mut recipe = crate::trust::recipe::Recipe::default();
    recipe.guideline.push_str("\nFill in [the form](form.pdf).\n");
    recipe.files.push(("content/guidelines/form.pdf", b"a form".to_vec()));
    let mini = recipe.make();
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe first note.\n");
    mini.commit_saying("editor", "Write notes zebrawritten");
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe second note, zebrashown.\n");
    mini.write("content/guidelines/form.pdf", "another form");
    mini.commit_saying("editor", MESSAGE);
    tells_no_reason(&mini);
}

#[test]
fn with_a_draft_that_it_takes_back() {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    mini.write(GIFTS, first.clone() + "\nMore.\n");
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe first note.\n");
    mini.commit_by("editor");
    mini.replace(NOTES, "first note", "first note, still");
    mini.commit_saying("editor", "Write notes zebrawritten");
    mini.write(NOTES, "---\ntitle: Notes\n---\nThe second note, zebrashown.\n");
    mini.write(GIFTS, first);
    mini.commit_saying("editor", MESSAGE);
    tells_no_reason(&mini);
}

/// What is in force with it may be told: all have signed it.
#[test]
fn with_a_text_that_is_approved_it_is_told() {
    let mini = together_with(|mini| mini.write(GIFTS, mini.read(GIFTS) + "\nMore.\n"));
    mini.approve("GL-1", "lead", "team-lead");
    tells_no_reason(&mini);
    mini.approve("GL-1", "legal", "head-of-legal");
    let output = mini.output().expect("a build");
    for word in ["zebrasubject", "zebrareason"] {
        assert!(!where_shown(&output, word).is_empty(), "{word} is told");
    }
}

#[test]
fn with_pages_that_nobody_controls_it_is_told() {
    let mini = together_with(|mini| mini.replace("content/index.md", "All of it.", "All of it, and notes."));
    let output = mini.output().expect("a build");
    for word in ["zebrasubject", "zebrareason"] {
        assert!(!where_shown(&output, word).is_empty(), "{word} is told");
    }
}
