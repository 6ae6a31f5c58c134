//! A record arrives with the commit that puts it into the folder of records, wherever else its bytes lay before.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::with_draft;

/// Legal's withdrawal, written and taken out of the working tree again: its file, and what it says.
fn withdrawal(mini: &GovernedSite) -> (String, String) {
    let said = mini.tries(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    assert_eq!(said.status, 0, "{}", said.stderr);
    let file = said.stdout.lines().find_map(|line| line.strip_prefix("Wrote ")).expect("a file").to_owned();
    let name = file.rsplit('/').next().expect("a name").to_owned();
    let path = format!("{RECORDS}/{name}");
    let text = mini.read(&path);
    std::fs::remove_file(mini.path().join(&path)).expect("removed");
    (path, text)
}

fn status(mini: &GovernedSite) -> String {
    mini.registered("GL-1").expect("a register")["status"].as_str().expect("a word").to_owned()
}

#[test]
fn a_copy_elsewhere_keeps_no_record_from_counting() {
    let mini = with_draft();
    let (path, text) = withdrawal(&mini);
    mini.write("content/notes/copy.yaml", &text);
    mini.commit_by("editor");
    assert_ne!(status(&mini), "withdrawn", "it is not among the records");
    mini.write(&path, &text);
    mini.commit_by("head-of-legal");
    assert_eq!(status(&mini), "withdrawn");
}

#[test]
fn a_record_that_is_moved_to_where_it_belongs_arrives_then() {
    let mini = with_draft();
    let (path, text) = withdrawal(&mini);
    mini.write("content/records/wrong.yaml", &text);
    mini.commit_by("head-of-legal");
    mini.git(&["mv", "content/records/wrong.yaml", &path]);
    mini.commit_by("head-of-legal");
    assert_eq!(status(&mini), "withdrawn");
}
