//! Odd repositories: cut off, partial, in several places, without commits, and odd names and dates.

use guidepost::diagnostic::Code;
use guidepost::git::Repository;
use guidepost::model::Completeness;
use guidepost::world::NoVersions;

use crate::history::histories::{commits, histories, text};
use crate::support::{Git, Repo, beside};

#[test]
fn odd_names_are_names() {
    let repo = Repo::new();
    let pages = [
        "with space.md",
        "quo\"te.md",
        "apo'strophe.md",
        "tab\there.md",
        "Gr\u{fc}\u{df}e/\u{dc}ber.md",
        "U\u{308}ber.md",
        "\u{65e5}\u{672c}/\u{8a9e}.md",
        "-dash.md",
        "[star]*.md",
        "back\\slash.md",
    ];
    for page in pages {
        repo.save(page, &text(page));
        repo.save(page, &text("other"));
    }
    for page in pages {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
        assert_eq!(repo.log(page).len(), 2, "{page}");
    }
    // A file system that composes letters lists the same file under another spelling.
    assert_eq!(commits(&repo.history("\u{dc}ber.md")), repo.log("U\u{308}ber.md"));
}

#[test]
fn clocks_may_be_wrong() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    repo.pass(-200);
    repo.save("a.md", "two\n");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.pass(500);
    repo.save("b.md", "b\n");
    repo.pass(-1000);
    repo.save("a.md", "three\n");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.save("c.md", "c\n");
    repo.merge(&["side"]);
    for page in ["a.md", "b.md", "c.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
    }
}

#[test]
fn the_first_second_is_a_moment() {
    let repo = Repo::new();
    repo.write("a.md", "one\n");
    repo.git(&["add", "--all"]);
    Git::at(repo.path()).on("@0 +0000").run(&["commit", "--quiet", "--message", "First"]);
    let history = repo.history("a.md");
    assert_eq!(history.revisions[0].commit.authored.to_string(), "1970-01-01T00:00:00+00:00");
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let repo = Repo::new();
    repo.save("old.md", "one\n");
    repo.save("both.md", "one\n");
    repo.save("other.md", "one\n");
    let edited = repo.save("both.md", "two\n");
    let new = repo.save("new.md", "one\n");
    let (_folder, clone) = beside();
    let url = format!("file://{}", repo.path().display());
    repo.git(&["clone", "--quiet", "--depth=3", &url, clone.to_str().expect("a path")]);
    let (told, findings) =
        histories(&clone, &["old.md", "both.md", "new.md"], Box::new(guidepost::world::NoCache));
    let known: Vec<_> = told.iter().map(|history| (commits(history), history.completeness)).collect();
    assert_eq!(
        known,
        [
            (vec![], Completeness::Shallow),
            (vec![edited], Completeness::Shallow),
            (vec![new], Completeness::Whole),
        ]
    );
    let [finding] = &findings[..] else { panic!("one finding: {findings:?}") };
    assert_eq!(finding.code, Code::ShallowHistory);
    assert!(finding.message.contains("2 pages"), "{}", finding.message);
}

#[test]
fn a_partial_clone_says_what_it_does_not_know() {
    let repo = Repo::new();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.save("a.md", &text("a"));
    repo.save("b.md", &text("b"));
    repo.git(&["mv", "a.md", "moved.md"]);
    repo.write("moved.md", text("a").replace("Line 1 ", "First "));
    let moved = repo.commit("Move and edit");
    let url = format!("file://{}", repo.path().display());
    for (filter, completeness, revisions) in [
        ("blob:none", Completeness::MissingObjects, vec![moved.clone()]),
        ("tree:0", Completeness::MissingObjects, vec![]),
    ] {
        let (_folder, clone) = beside();
        let filter = format!("--filter={filter}");
        repo.git(&["clone", "--quiet", "--no-checkout", &filter, &url, clone.to_str().expect("a path")]);
        let (told, findings) = histories(&clone, &["moved.md"], Box::new(guidepost::world::NoCache));
        let of_head = told[0].completeness == Completeness::Untracked;
        assert_eq!(commits(&told[0]), revisions, "{filter}");
        assert!(told[0].completeness == completeness || of_head, "{filter}: {:?}", told[0].completeness);
        assert!(!findings.is_empty(), "{filter}");
    }
}

#[test]
fn there_may_be_no_history() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(Repository::open(folder.path()).err(), Some(NoVersions::NoRepository));
    let repo = Repo::new();
    assert_eq!(Repository::open(repo.path()).err(), Some(NoVersions::NoCommit));
    repo.write("a.md", "one\n");
    let (told, findings) = repo.histories(&["a.md"]);
    assert_eq!((told[0].revisions.len(), told[0].completeness), (0, Completeness::NoVersions));
    assert_eq!(findings[0].code, Code::NoVersionControl);
}

#[test]
fn a_page_that_is_not_committed_has_no_date() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    repo.write("b.md", "one\n");
    let (told, findings) = repo.histories(&["a.md", "b.md"]);
    assert_eq!(told[1].completeness, Completeness::Untracked);
    assert_eq!(told[1].revisions, []);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::UntrackedPage]);
}

#[test]
fn lines_without_a_common_beginning_may_meet() {
    let repo = Repo::new();
    repo.save("a.md", &text("a"));
    repo.git(&["checkout", "--quiet", "--orphan", "other"]);
    repo.git(&["rm", "--quiet", "-rf", "."]);
    repo.save("b.md", &text("b"));
    repo.save("b.md", &text("c"));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--allow-unrelated-histories", "--message", "Merge", "other"]);
    for page in ["a.md", "b.md"] {
        assert_eq!(commits(&repo.history(page)), repo.log(page), "{page}");
    }
}

#[test]
fn a_site_may_be_a_folder_of_a_repository() {
    let repo = Repo::new();
    repo.save("docs/a.md", &text("a"));
    repo.git(&["mv", "docs/a.md", "a.md"]);
    repo.commit("Out of the site");
    repo.git(&["mv", "a.md", "docs-b.md"]);
    repo.commit("Beside it");
    repo.write("docs/keep.md", "keep\n");
    repo.git(&["mv", "docs-b.md", "docs/b.md"]);
    repo.commit("Into it again");
    let (told, _) = histories(&repo.path().join("docs"), &["b.md"], Box::new(guidepost::world::NoCache));
    assert_eq!(commits(&told[0]), repo.follow("docs/b.md"));
    assert_eq!(told[0].revisions.len(), 4);
}

#[test]
fn work_trees_and_submodules_have_their_own_heads() {
    let repo = Repo::new();
    repo.save("a.md", "one\n");
    let (_folder, tree) = beside();
    repo.git(&["worktree", "add", "--quiet", "-b", "side", tree.to_str().expect("a path")]);
    repo.save("a.md", "two\n");
    std::fs::write(tree.join("a.md"), "side\n").expect("a file");
    Git::at(&tree).run(&["commit", "--quiet", "-am", "Side"]);
    let of_tree = Git::at(&tree).run(&["log", "--format=%H", "--", "a.md"]);
    let (told, _) = histories(&tree, &["a.md"], Box::new(guidepost::world::NoCache));
    assert_eq!(commits(&told[0]).join("\n"), of_tree);
    assert_eq!(commits(&repo.history("a.md")), repo.log("a.md"));

    let outer = Repo::new();
    let url = repo.path().to_str().expect("a path");
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "handbook"]);
    outer.commit("Add the handbook");
    let (told, _) = histories(&outer.path().join("handbook"), &["a.md"], Box::new(guidepost::world::NoCache));
    assert_eq!(commits(&told[0]), repo.log("a.md"));
    let (told, findings) = outer.histories(&["handbook/a.md"]);
    assert_eq!(told[0].completeness, Completeness::Untracked, "its history is the other repository's");
    assert_eq!(findings[0].code, Code::UntrackedPage);
}

#[test]
fn longer_names_of_objects_are_read() {
    let repo = Repo::with(&["--object-format=sha256"]);
    repo.save("a.md", &text("a"));
    repo.git(&["mv", "a.md", "b.md"]);
    repo.commit("Move");
    repo.git(&["gc", "--quiet"]);
    let history = repo.history("b.md");
    assert_eq!(commits(&history), repo.follow("b.md"));
    assert_eq!(history.revisions[0].text.to_string(), repo.git(&["rev-parse", "HEAD:b.md"]));
}

#[test]
fn another_way_of_keeping_branches_is_said_out_loud() {
    let repo = Repo::with(&["--ref-format=reftable"]);
    repo.save("a.md", "one\n");
    let error = Repository::open(repo.path()).err();
    let Some(NoVersions::Unreadable(why)) = &error else { panic!("{error:?}") };
    assert!(why.contains("`reftable`") && why.contains("`git refs migrate --ref-format=files`"), "{why}");
    let (_, findings) = repo.histories(&["a.md"]);
    assert!(findings[0].message.contains("git refs migrate"), "{findings:?}");
    assert!(!format!("{findings:?}").contains("git fsck"), "nothing is wrong with it");
}
