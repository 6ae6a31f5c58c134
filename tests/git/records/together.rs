//! People who sign on branches of their own.

use crate::records::site::{DAY, governed};
use crate::support::{finish, guidepost};

#[test]
fn two_branches_that_add_records_merge_without_conflict() {
    let repo = governed();
    repo.git(&["switch", "--quiet", "--create", "tax"]);
    repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    // The same record on both branches is one.
    repo.run(&["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"]).well();
    repo.commit("Approve as legal");
    repo.git(&["switch", "--quiet", "main"]);
    repo.run(&["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.run(&["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"]).well();
    repo.commit("Approve as lead");
    repo.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "tax"]);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(repo.records().len(), 4, "{:?}", repo.records());

    let checked = repo.run(&["check"]);
    assert!(!checked.stderr.contains("record"), "{}", checked.stderr);
    let audit = repo.run(&["audit", "GL-1", "--on", DAY]).well();
    audit.says("issue 1 was in force");
    let merge = repo.git(&["rev-parse", "HEAD"]);
    audit.says(&format!("on the main line since 15 Nov 2023 with {}", &merge[..8]));
    audit.says(&format!("{}, which brought it to the main line", &merge[..8]));
}

#[test]
fn from_a_folder_below_the_paths_are_as_one_types_them() {
    let repo = governed();
    let words = ["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes", "--date", DAY];
    let said = finish(guidepost().args(words).current_dir(repo.path().join("content/roles"))).stdout;
    assert!(said.starts_with("Wrote ../../content/governance/records/"), "{said}");
}
