//! Class 3: a cache that comes with the repository, and says that signatures are good.

use crate::mini::Mini;
use crate::signed::{program, signed};

/// Says of every signature that it is head-of-legal's, and good.
const LIAR: &str = "#!/bin/sh
case \"$*\" in
  *find-principals*) echo head-of-legal@example.org ;;
  *verify*) echo 'Good \"git\" signature for head-of-legal@example.org with ED25519 key SHA256:0123456789012345678901234567890123456789012' ;;
esac
exit 0
";

/// The draft, signed by the lead and by an intruder in the name of legal.
fn forged() -> Mini {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", Some("intruder"), "Approve it");
    mini
}

/// What the command keeps, where the intruder's own ssh-keygen finds every signature good.
fn keep_lies(mini: &mut Mini) {
    let path = program(mini, "ssh-keygen", LIAR);
    mini.environment.push(("PATH", path));
    mini.run(&["check"]);
    mini.run(&["register"]);
    mini.environment.clear();
    assert!(mini.root().join(".guidepost").is_dir(), "something is kept");
}

#[test]
fn whoever_signs_with_their_own_key_is_believed() {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.brings_the_draft_into_force();
}

#[test]
fn a_signature_with_another_key_proves_nobody() {
    forged().never_leaks(&[]);
}

#[test]
fn verdicts_from_the_repository_are_not_believed() {
    let mut mini = forged();
    keep_lies(&mut mini);
    mini.git(&["add", "--force", ".guidepost"]);
    mini.commit_with_key("intruder", Some("intruder"), "Keep it");
    mini.cloned(&[]).never_leaks(&[]);
}

#[test]
fn verdicts_from_the_repository_are_not_believed_where_they_were_unpacked_before() {
    let mut mini = forged();
    keep_lies(&mut mini);
    mini.git(&["add", "--force", ".guidepost"]);
    mini.commit_with_key("intruder", Some("intruder"), "Keep it");
    let clone = mini.cloned(&[]);
    clone.git(&["rm", "--quiet", "--cached", "-r", ".guidepost"]);
    clone.commit("editor");
    clone.never_leaks(&[]);
}

#[test]
fn a_tracked_cache_changes_nothing_that_is_told_of_the_past() {
    let mut mini = forged();
    let past = mini.past("2025-01-15");
    keep_lies(&mut mini);
    mini.git(&["add", "--force", ".guidepost"]);
    mini.commit_with_key("intruder", Some("intruder"), "Keep it");
    let clone = mini.cloned(&[]);
    clone.says_same_of_past(&past);
}

#[test]
fn what_is_kept_and_what_is_worked_out_anew_are_one() {
    let mini = Mini::new();
    let warm = (mini.output(), mini.output());
    std::fs::remove_dir_all(mini.root().join(".guidepost")).expect("a cache");
    assert!(warm.0.is_some() && warm.0 == warm.1 && warm.1 == mini.output());
}

#[test]
fn a_garbled_cache_changes_nothing() {
    let mini = Mini::new();
    let clean = mini.output();
    let cache = mini.root().join(".guidepost/cache");
    for entry in std::fs::read_dir(&cache).expect("a cache") {
        let file = entry.expect("an entry").path();
        let mut bytes = std::fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::fs::write(&file, bytes).expect("a file");
    }
    assert!(clean.is_some() && clean == mini.output());
}
