//! People who sign on branches of their own.

use crate::records::site::{DAY, governed, on, records};

#[test]
fn two_branches_that_add_records_merge_without_conflict() {
    let mut repo = governed();
    repo.git(&["switch", "--quiet", "--create", "tax"]);
    on(&repo, DAY, &["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    // The same record on both branches is one.
    on(&repo, DAY, &["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"]).well();
    repo.commit("Approve as legal");
    repo.git(&["switch", "--quiet", "main"]);
    on(&repo, DAY, &["approve", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    on(&repo, DAY, &["attest", "C-3", "--role", "officer", "--by", "aud", "--yes"]).well();
    repo.commit("Approve as lead");
    repo.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "tax"]);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(records(&repo).len(), 4, "{:?}", records(&repo));

    let checked = on(&repo, DAY, &["check"]);
    assert!(!checked.err.contains("record"), "{}", checked.err);
    let audit = on(&repo, DAY, &["audit", "GL-1", "--on", DAY]).well();
    audit.says("issue 1 was in force");
    let merge = repo.git(&["rev-parse", "HEAD"]);
    audit.says(&format!("on the main line since 15 Nov 2023 with {}", &merge[..8]));
    audit.says(&format!("{}, which brought it to the main line", &merge[..8]));
}

#[test]
fn from_a_folder_below_the_paths_are_as_one_types_them() {
    let repo = governed();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_guidepost"));
    command.current_dir(repo.path().join("content/roles")).env_remove("CLICOLOR_FORCE");
    let output = command
        .args(["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes", "--date", DAY])
        .output()
        .expect("it runs");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.starts_with("Wrote ../../content/governance/records/"), "{said}");
}
