//! A page that is moved, and something else that is put where it was in the same commit: the approved words keep their address
//! until somebody who may has said that they go.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, before_draft};
use crate::trust::judge::{ADDRESS, never_shows, shows};

const MOVED: &str = "content/guidelines/presents.md";

fn moved() -> GovernedSite {
    let mini = before_draft();
    mini.on("2025-01-20");
    mini.git(&["mv", GIFTS, MOVED]);
    mini
}

/// The approved words are at their address, and something tells of what gave way.
fn keeps(mini: &GovernedSite, code: &str, what: &str) {
    mini.commit_by("intruder");
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--out", &out.path().display().to_string()]);
    assert_ne!(said.status, 2, "{what}: {}", said.stderr);
    let output = crate::support::tree(out.path());
    never_shows(&output, CANARY);
    assert!(shows(&output, ADDRESS, APPROVED), "{what}: {}\n{:?}", said.stderr, output.keys());
    assert!(said.stderr.contains(&format!("[{code}]")), "{what}: {}", said.stderr);
}

#[test]
fn no_page_takes_the_address_that_a_page_leaves_with_the_same_commit() {
    for file in [
        "gifts/index.md",
        "gifts/_index.md",
        "gifts/README.md",
        "Gifts.md",
        "gifts.markdown",
        "GIFTS/Index.MD",
    ] {
        let mini = moved();
        mini.write(&format!("content/guidelines/{file}"), format!("# Gifts\n\nMany {CANARY} gifts.\n"));
        keeps(&mini, "address-collision", file);
    }
}

#[test]
fn nor_does_a_link_at_the_old_file() {
    let mini = moved();
    std::os::unix::fs::symlink("presents.md", mini.path().join(GIFTS)).expect("a link");
    keeps(&mini, "symlink-left-out", "a link");
}

/// The move takes effect, and the old address leads on.
fn leads_on(mini: &GovernedSite, what: &str) -> String {
    mini.commit_by("intruder");
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--out", &out.path().display().to_string()]);
    let output = crate::support::tree(out.path());
    assert!(shows(&output, "guidelines/presents/index.html", APPROVED), "{what}: {}", said.stderr);
    assert!(shows(&output, ADDRESS, "presents/\""), "{what}: {}", said.stderr);
    assert!(shows(&output, ADDRESS, "http-equiv=\"refresh\""), "{what}: it leads on at once");
    said.stderr
}

#[test]
fn an_old_address_of_another_page_gives_way_to_where_the_page_went() {
    let mini = moved();
    mini.write(
        "content/else.md",
        format!("---\ntitle: Gifts\naliases: [/guidelines/gifts/]\n---\n{CANARY}\n"),
    );
    let said = leads_on(&mini, "an old address");
    assert!(said.contains("[address-collision]") && said.contains("content/else.md"), "{said}");
}

#[test]
fn so_does_a_folder_that_nobody_wrote_a_page_for() {
    let mini = moved();
    mini.write("content/guidelines/gifts/else.md", format!("# Else\n\n{CANARY}\n"));
    leads_on(&mini, "a folder");
}

/// Nothing stands there: the page moves at once, as it always did.
#[test]
fn a_page_that_leaves_nothing_behind_moves_at_once() {
    let mini = moved();
    mini.write("content/guidelines/gifts-of-others.md", "# Other\n");
    leads_on(&mini, "nothing");
}
