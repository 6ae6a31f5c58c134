//! Pages that moved.

use guidepost::model::Completeness;

use crate::history::histories::{commits, events, text};
use crate::support::{Repo, finish, guidepost_at};

/// Where a page was at each of its revisions.
fn paths(repo: &Repo, page: &str) -> Vec<String> {
    repo.history(page).revisions.iter().map(|revision| revision.path.to_string()).collect()
}

#[test]
fn a_moved_page_keeps_its_past() {
    let repo = Repo::new();
    repo.save("old/a.md", &text("a"));
    repo.save("old/a.md", &text("a").replace("Line 3 ", "Third "));
    repo.git(&["mv", "old", "new folder"]);
    let moved = repo.commit("Move the folder");
    repo.git(&["mv", "new folder/a.md", "b.md"]);
    repo.write("b.md", text("a").replace("Line 4 ", "Fourth "));
    repo.commit("Move and edit");
    repo.save("b.md", "");
    let history = repo.history("b.md");
    assert_eq!(commits(&history), repo.follow("b.md"));
    assert_eq!(paths(&repo, "b.md"), ["b.md", "b.md", "new folder/a.md", "old/a.md", "old/a.md"]);
    let former: Vec<String> = history.former_paths.iter().map(ToString::to_string).collect();
    assert_eq!(former, ["new folder/a.md", "old/a.md"]);
    let of_moves: Vec<(usize, bool)> = history
        .revisions
        .iter()
        .enumerate()
        .filter(|(_, revision)| revision.moved_from.is_some())
        .map(|(at, revision)| (at, revision.text == history.revisions[at + 1].text))
        .collect();
    assert_eq!(of_moves, [(1, false), (2, true)]);
    assert!(events(&history).contains(&(moved, "old/a.md -> new folder/a.md".to_owned())));
}

#[test]
fn a_page_made_from_another_format_keeps_its_past() {
    let repo = Repo::new();
    repo.save("handbook", &text("a"));
    repo.git(&["mv", "handbook", "handbook.html.md.erb"]);
    repo.commit("As a template");
    repo.git(&["mv", "handbook.html.md.erb", "handbook.md"]);
    repo.commit("As Markdown");
    assert_eq!(commits(&repo.history("handbook.md")), repo.follow("handbook.md"));
    assert_eq!(repo.follow("handbook.md").len(), 3);
}

#[test]
fn a_name_in_another_case_is_a_move() {
    let repo = Repo::new();
    repo.save("Tone.md", &text("a"));
    repo.git(&["mv", "Tone.md", "tone.md"]);
    repo.commit("In lower case");
    assert_eq!(commits(&repo.history("tone.md")), repo.follow("tone.md"));
    assert_eq!(paths(&repo, "tone.md"), ["tone.md", "Tone.md"]);
}

#[test]
fn pages_that_swap_names_keep_the_past_of_their_paths() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("b.md", &text("b"));
    repo.write("a.md", text("b"));
    repo.write("b.md", text("a"));
    repo.commit("Swap");
    for page in ["a.md", "b.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
        assert_eq!(commits(&repo.history(page)), repo.follow(page), "{page}");
        assert!(repo.history(page).former_paths.is_empty(), "{page}");
    }
}

#[test]
fn stubs_inherit_nothing() {
    for stub in ["", "\n"] {
        let repo = Repo::new();
        repo.save("a.md", stub);
        repo.git(&["mv", "a.md", "b.md"]);
        let moved = repo.commit("Another stub");
        assert_eq!(commits(&repo.history("b.md")), [moved]);
    }
}

#[test]
fn a_copy_begins_anew() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.save("b.md", &text("a"));
    repo.save("a.md", "other\n");
    for page in ["a.md", "b.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
        assert!(repo.history(page).former_paths.is_empty(), "{page}");
    }
}

#[test]
fn texts_too_unlike_are_not_the_same_page() {
    let (a, b) = (text("a"), text("b"));
    let mixed = |share: usize| {
        let lines = a.split_inclusive('\n').take(share).chain(b.split_inclusive('\n').skip(share));
        lines.collect::<String>()
    };
    let mut lengths = Vec::new();
    for share in 4..9 {
        let repo = Repo::new();
        repo.save("a.md", &a);
        repo.git(&["rm", "--quiet", "a.md"]);
        repo.write("b.md", mixed(share));
        repo.commit("Replace");
        assert_eq!(commits(&repo.history("b.md")), repo.follow("b.md"), "{share} of 12 lines");
        lengths.push(repo.follow("b.md").len());
    }
    assert_eq!(lengths, [1, 1, 1, 2, 2], "half is the least");
}

#[test]
fn of_several_that_moved_each_finds_its_own() {
    let repo = Repo::new();
    let folders = ["one", "two", "three"];
    for folder in folders {
        repo.save(&format!("{folder}/index.md"), &text(folder));
        repo.save(&format!("{folder}/same.md"), "The same everywhere, and long enough.\n");
    }
    for folder in folders {
        repo.git(&["mv", folder, &format!("all-{folder}")]);
        repo.write(&format!("all-{folder}/index.md"), text(folder).replace("Line 7 ", "Seventh "));
    }
    repo.commit("Move all");
    let pairs = repo.git(&["show", "-M", "--format=", "--name-status"]);
    assert_eq!(pairs.lines().count(), 6);
    for line in pairs.lines() {
        let [_, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("a move: {line}") };
        assert_eq!(paths(&repo, to), [to, from]);
    }
}

#[test]
fn a_page_that_moved_on_one_side_and_changed_on_the_other_has_both() {
    let repo = Repo::new();
    let first = repo.save("old.md", &text("a"));
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    let edited = repo.save("old.md", &text("a").replace("Line 1 ", "First "));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["mv", "old.md", "new.md"]);
    repo.write("new.md", text("a").replace("Line 12 ", "Last "));
    let moved = repo.commit("Move");
    let merged = repo.merge(&["side"]);
    let history = repo.history("new.md");
    assert_eq!(commits(&history), [merged, moved, edited, first]);
    assert_eq!(history.completeness, Completeness::Whole);
}

#[test]
fn a_path_used_again_has_the_past_of_what_is_there_now() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.git(&["mv", "a.md", "b.md"]);
    repo.commit("Move");
    repo.save("a.md", &text("another"));
    repo.save("b.md", &text("a").replace("Line 1 ", "First "));
    // As `git log -- PATH` has it: a.md was there before, went, and came back.
    let all = repo.log("a.md");
    let history = repo.history("a.md");
    assert_eq!(commits(&history), [all[0].clone(), all[2].clone()]);
    assert_eq!(events(&history)[1], (all[1].clone(), "deleted".to_owned()));
    assert_eq!(commits(&repo.history("b.md")), repo.follow("b.md"));
}

#[test]
fn a_broken_link_says_where_its_page_went() {
    let repo = Repo::new();
    repo.write("site.toml", "");
    repo.write(
        "content/gifts.md",
        "# What we accept\n\nWe accept no gift above twenty crowns, from nobody.\n",
    );
    repo.write("content/deep/index.md", "# Deep\n");
    repo.save("content/index.md", "# Home\n\nSee [gifts](gifts.md) and [[gifts]].\n");
    repo.git(&["mv", "content/gifts.md", "content/deep/presents.md"]);
    repo.commit("Move it");
    let said = finish(&mut guidepost_at(repo.path(), &["check"])).all();
    assert!(said.contains("there is no page or file `gifts.md`"), "{said}");
    assert!(said.contains("it moved to `deep/presents.md`"), "{said}");
    assert!(said.contains("it moved to `[[deep/presents]]`"), "{said}");
}
