//! Lines of history that part and meet.

use crate::history::histories::{commits, events, text};
use crate::support::Repo;

#[test]
fn a_straight_line_is_as_git_has_it() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    repo.save("b.md", "one\n");
    repo.save("a.md", "two\n");
    repo.save("a.md", "three\n");
    for page in ["a.md", "b.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
    }
    let newest = &repo.history("a.md").revisions[0];
    assert_eq!(newest.text.to_string(), repo.git(&["rev-parse", "HEAD:a.md"]));
    assert_eq!(newest.commit.authored.to_string(), "2023-11-15T03:13:20+01:00");
    assert_eq!((&*newest.commit.author.name, &*newest.commit.subject), ("Hub", "Write a.md"));
}

#[test]
fn a_change_undone_on_a_side_branch_is_not_met() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("a.md", "two\n");
    repo.save("a.md", "one\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("b.md", "b\n");
    repo.merge(&["side"]);
    assert_eq!(commits(&repo.history("a.md")), repo.log("a.md"));
    assert_eq!(repo.log("a.md").len(), 1);
}

#[test]
fn a_merge_that_takes_one_side_follows_that_side() {
    for side in ["ours", "theirs"] {
        let repo = Repo::new();
        repo.save("a.md", &text("a"));
        repo.git(&["checkout", "--quiet", "-b", "side"]);
        repo.save("a.md", "side\n");
        repo.git(&["checkout", "--quiet", "main"]);
        repo.save("a.md", "main\n");
        repo.begin_merge(&["side"]);
        repo.git(&["checkout", &format!("--{side}"), "a.md"]);
        repo.commit("Merge");
        assert_eq!(commits(&repo.history("a.md")), repo.log("a.md"), "{side}");
        assert_eq!(repo.log("a.md").len(), 2, "{side}");
    }
}

#[test]
fn a_merge_with_words_of_its_own_is_a_revision() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("b.md", "b\n");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("a.md", &text("a").replace("Line 1 ", "Side 1 "));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("a.md", &text("a").replace("Line 12 ", "Main 12 "));
    repo.begin_merge(&["side"]);
    // Neither side touched this one.
    repo.write("b.md", "evil\n");
    repo.commit("Merge");
    for (page, revisions) in [("a.md", 4), ("b.md", 2)] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
        assert_eq!(repo.log(page).len(), revisions, "{page}");
    }
}

#[test]
fn merges_that_cross_are_as_git_has_them() {
    let repo = Repo::new();
    for page in ["a.md", "b.md", "c.md"] {
        repo.save(page, &text(page));
    }
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    let side = repo.save("a.md", &text("a").replace("Line 1 ", "Side 1 "));
    repo.git(&["checkout", "--quiet", "main"]);
    let main = repo.save("b.md", &text("b").replace("Line 1 ", "Main 1 "));
    repo.merge(&[&side]);
    repo.git(&["checkout", "--quiet", "side"]);
    repo.merge(&[&main]);
    repo.save("a.md", &text("a").replace("Line 1 ", "Again 1 "));
    repo.save("c.md", "other\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("c.md", &text("c").replace("Line 2 ", "Main 2 "));
    repo.begin_merge(&["side"]);
    repo.write("c.md", "settled\n");
    repo.commit("Merge");
    for page in ["a.md", "b.md", "c.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
    }
}

#[test]
fn many_lines_meet_at_once() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    for branch in ["one", "two", "three"] {
        repo.git(&["checkout", "--quiet", "-b", branch, "main"]);
        repo.save(&format!("{branch}.md"), branch);
        repo.save("a.md", "undone");
        repo.save("a.md", &text("a"));
    }
    repo.git(&["checkout", "--quiet", "main"]);
    repo.merge(&["one", "two", "three"]);
    assert_eq!(repo.git(&["rev-list", "--parents", "-1", "HEAD"]).split(' ').count(), 5, "it is an octopus");
    for page in ["a.md", "one.md", "two.md", "three.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
    }
}

#[test]
fn deletions_and_permissions_are_events() {
    let repo = Repo::new();
    let first = repo.save("a.md", &text("a"));
    repo.git(&["rm", "--quiet", "a.md"]);
    let deleted = repo.commit("Delete");
    let anew = repo.save("a.md", "anew\n");
    repo.git(&["update-index", "--chmod=+x", "a.md"]);
    repo.pass(1);
    repo.git(&["commit", "--quiet", "--message", "Mode"]);
    let mode = repo.git(&["rev-parse", "HEAD"]);
    assert_eq!(repo.log("a.md"), [&*mode, &*anew, &*deleted, &*first]);
    let history = repo.history("a.md");
    assert_eq!(commits(&history), [anew.as_str(), &first]);
    let expected = [(mode, "mode"), (anew, "recreated"), (deleted, "deleted")];
    assert_eq!(events(&history), expected.map(|(commit, what)| (commit, what.to_owned())));
}

#[test]
fn a_deletion_on_a_side_branch_happened_there_alone() {
    let repo = Repo::new();
    let first = repo.save("a.md", &text("a"));
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.git(&["rm", "--quiet", "a.md"]);
    let deleted = repo.commit("Delete");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("b.md", "b\n");
    repo.merge(&["side"]);
    let anew = repo.save("a.md", "anew\n");
    let history = repo.history("a.md");
    assert_eq!(repo.log("a.md"), [&*anew, &*deleted, &*first]);
    assert_eq!(commits(&history), [anew.as_str(), &first]);
    let expected = [(anew, "recreated"), (deleted, "deleted")];
    assert_eq!(events(&history), expected.map(|(commit, what)| (commit, what.to_owned())));
}

#[test]
fn a_revision_knows_the_text_it_came_from() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("a.md", &text("a").replace("Line 1 ", "Verse 1 "));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["mv", "a.md", "b.md"]);
    repo.write("b.md", text("a").replace("Line 12 ", "Verse 12 "));
    repo.commit("Move and change");
    repo.merge(&["side"]);
    let history = repo.history("b.md");
    let before = |message: &str| {
        let mut revisions = history.revisions.iter();
        let revision = revisions.find(|revision| &*revision.commit.subject == message).expect(message);
        revision.before.as_ref().map(|before| format!("{} {}", before.text, before.path))
    };
    let object = |name: &str| repo.git(&["rev-parse", name]);
    assert_eq!(before("Merge"), Some(format!("{} b.md", object("HEAD^1:b.md"))));
    assert_eq!(before("Move and change"), Some(format!("{} a.md", object("HEAD~2:a.md"))));
    assert_eq!(history.revisions.last().and_then(|first| first.before.clone()), None);
}
