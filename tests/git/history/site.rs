//! What a commit changed of one site in a repository that holds more than it.

use std::collections::BTreeSet;
use std::path::Path;

use guidepost::git::Repository;
use guidepost::world::{Difference, MainLine, Versions};

use crate::support::Repo;

/// What each commit of the line changed of a site: `+` for what is new, `-` for what is gone, `!` for what is otherwise.
fn changes(root: &Path) -> Vec<Vec<String>> {
    let repository = Repository::open(root).expect("a repository");
    let line = MainLine::read(&repository, &[]).expect("a line");
    let mut before = None;
    let mut changes = Vec::new();
    for commit in &line.commits {
        let found = repository.site_differences(before, commit.id).expect("differences");
        let words = |difference: &Difference| {
            let sign = match (difference.old, difference.new) {
                (None, Some(_)) => '+',
                (Some(_), None) => '-',
                _ => '!',
            };
            format!("{sign}{}", difference.path)
        };
        changes.push(found.iter().map(words).collect::<BTreeSet<String>>().into_iter().collect());
        before = Some(commit.id);
    }
    changes
}

#[test]
fn only_the_folder_of_the_site_counts() {
    let repo = Repo::new();
    repo.save("other/a.md", "one\n");
    repo.write("site/site.toml", "");
    repo.save("site/content/a.md", "one\n");
    repo.save("other/a.md", "two\n");
    repo.write("site/content/a.md", "two\n");
    repo.save("site-beside/a.md", "one\n");
    repo.git(&["mv", "site/content/a.md", "other/b.md"]);
    repo.commit("Move it out");
    assert_eq!(
        changes(&repo.path().join("site")),
        [
            vec![],
            vec!["+site/content/a.md", "+site/site.toml"],
            vec![],
            vec!["!site/content/a.md"],
            vec!["-site/content/a.md"],
        ]
    );
    let whole = changes(repo.path());
    assert_eq!(whole[0], ["+other/a.md"]);
    assert_eq!(whole[1], [""; 0], "a site in a folder is none of this one");
    assert_eq!(whole[3], ["+site-beside/a.md"]);
    assert_eq!(whole[4], ["+other/b.md"]);
}

#[test]
fn a_folder_that_becomes_a_site_is_gone_and_comes_back() {
    let repo = Repo::new();
    repo.write("site.toml", "");
    repo.write("content/part/deep/a.md", "one\n");
    repo.save("content/b.md", "one\n");
    repo.save("content/part/site.toml", "");
    repo.save("content/part/deep/a.md", "two\n");
    std::fs::remove_file(repo.path().join("content/part/site.toml")).expect("removed");
    repo.commit("No site of its own any more");
    assert_eq!(
        changes(repo.path()),
        [
            vec!["+content/b.md", "+content/part/deep/a.md", "+site.toml"],
            vec!["-content/part/deep/a.md"],
            vec![],
            vec!["+content/part/deep/a.md"],
        ]
    );
    assert_eq!(changes(&repo.path().join("content/part"))[2], ["!content/part/deep/a.md"]);
}

#[test]
fn submodules_are_no_files() {
    let repo = Repo::new();
    let first = repo.save("content/a.md", "one\n");
    let add = |repo: &Repo, id: &str| {
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{id},content/sub")]);
        repo.git(&["commit", "--quiet", "--message", "A submodule"]);
        repo.git(&["rev-parse", "HEAD"])
    };
    let second = add(&repo, &first);
    add(&repo, &second);
    repo.git(&["update-index", "--force-remove", "content/sub"]);
    repo.write("content/sub", "a file\n");
    repo.commit("A file in its place");
    add(&repo, &first);
    assert_eq!(
        changes(repo.path()),
        [vec!["+content/a.md"], vec![], vec![], vec!["+content/sub"], vec!["-content/sub"]]
    );
}

#[test]
fn a_bare_repository_is_a_site_at_its_top() {
    let repo = Repo::new();
    repo.save("content/a.md", "one\n");
    repo.save("content/a.md", "two\n");
    let (_folder, clone) = crate::support::beside();
    repo.git(&["clone", "--quiet", "--bare", ".", clone.to_str().expect("a path")]);
    assert_eq!(changes(&clone), [["+content/a.md"], ["!content/a.md"]]);
}
