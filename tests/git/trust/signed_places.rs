//! An approval is about a text where its signer saw it: somewhere else its links lead elsewhere, and others must sign.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{APPROVED, ATTACK, GIFTS};
use crate::trust::judge::{never_shows, shows};
use crate::trust::recipe::Recipe;

/// A site in which what is sealed needs legal beside the owner, and what is open the owner alone.
fn with_folders() -> GovernedSite {
    let mut recipe = Recipe::default();
    let controls = "  - id: C-2
    statement: Sealed pages are signed by their owner and by legal.
    for: {path: 'sealed/**'}
    require: {approved_by: {roles: [owner, legal]}}
    accountable: legal
  - id: C-3
    statement: Open pages are signed by their owner.
    for: {path: 'open/**'}
    require: {approved_by: {roles: [owner]}}
    accountable: legal
---
";
    let (head, words) = recipe.model.rsplit_once("---\n").expect("front matter");
    recipe.model = format!("{head}{controls}{words}");
    recipe.make()
}

/// The editor moves a page.
fn moves(mini: &GovernedSite, from: &str, to: &str) {
    let folder = mini.path().join(to);
    std::fs::create_dir_all(folder.parent().expect("a folder")).expect("a folder");
    mini.git(&["mv", from, to]);
    mini.commit_by("editor");
}

const NEW: &str = "---\ntitle: New\nid: N-1\nowner: lead\n---\nWords of zebracanary.\n";

#[test]
fn a_text_that_is_moved_before_its_approval_arrives_is_not_in_force_elsewhere() {
    let mini = with_folders();
    mini.on(ATTACK);
    mini.git(&["checkout", "--quiet", "-b", "topic"]);
    mini.write("content/sealed/new.md", NEW);
    mini.commit_by("editor");
    mini.approve("N-1", "lead", "team-lead");
    moves(&mini, "content/sealed/new.md", "content/open/new.md");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "topic"]);
    never_shows(&mini.output().expect("an edition"), "zebracanary");
    let said = mini.run(&["check", "--edition", "approved"]);
    let told = "it approves N-1 at `content/sealed/new.md`, where no commit of the main line has that text";
    assert!(said.stderr.contains(told), "{}", said.stderr);
    // Where it is by now, it is in force once its owner has seen it there.
    mini.on("2025-03-04");
    mini.approve("N-1", "lead", "team-lead");
    assert!(shows(&mini.output().expect("an edition"), "open/new/index.html", "zebracanary"));
}

#[test]
fn an_approval_of_one_place_takes_a_page_to_no_other() {
    let mini = with_folders();
    mini.on(ATTACK);
    moves(&mini, GIFTS, "content/annex/gifts.md");
    mini.tries(&["approve", "GL-1"], "lead", "team-lead");
    moves(&mini, "content/annex/gifts.md", "content/sealed/other.md");
    let output = mini.output().expect("an edition");
    assert!(!output.contains_key("sealed/other/index.html"), "{:?}", output.keys());
    assert!(shows(&output, "annex/gifts/index.html", APPROVED), "she has seen it there, and there it stood");
}

#[test]
fn an_approval_that_comes_late_does_not_take_a_page_back() {
    let mini = with_folders();
    mini.on(ATTACK);
    moves(&mini, GIFTS, "content/open/gifts.md");
    mini.tries(&["approve", "GL-1"], "lead", "team-lead");
    let records = mini.path().join(RECORDS);
    let late = std::fs::read_dir(&records).expect("records").map(|entry| entry.expect("an entry").path());
    let late = late.filter(|path| path.display().to_string().contains("2025-03-03")).collect::<Vec<_>>();
    let [late] = &late[..] else { panic!("one record: {late:?}") };
    let kept = std::fs::read(late).expect("a record");
    std::fs::remove_file(late).expect("a file");
    moves(&mini, "content/open/gifts.md", "content/sealed/gifts.md");
    mini.approve("GL-1", "lead", "team-lead");
    let there = "sealed/gifts/index.html";
    assert!(
        shows(&mini.output().expect("an edition"), there, APPROVED),
        "it is in force where both have seen it"
    );
    mini.on("2025-03-05");
    std::fs::write(late, kept).expect("a file");
    mini.commit_by("team-lead");
    assert!(shows(&mini.output().expect("an edition"), there, APPROVED), "a later place has taken its turn");
}
