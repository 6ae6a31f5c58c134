//! Class 3: a cache that comes with the repository, and says that signatures are good.

use crate::support::{GovernedSite, program};
use crate::trust::attacked::with_draft;
use crate::trust::signed::signed;

/// Does what ssh-keygen does; but a signature that it finds bad is head-of-legal's, and good.
const LIAR: &str = "#!/bin/sh
export PATH='TRUE_PATH'
said=$(ssh-keygen \"$@\" 2>&1) && echo \"$said\" && exit 0
case \"$*\" in
  *find-principals*) echo head-of-legal@example.org ;;
  *verify*) echo 'Good \"git\" signature for head-of-legal@example.org with ED25519 key SHA256:0123456789012345678901234567890123456789012' ;;
esac
exit 0
";

/// The draft, signed by the lead and by an intruder in the name of legal.
fn forged() -> GovernedSite {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", Some("intruder"), "Approve it");
    mini
}

/// What the command keeps, where the intruder's own ssh-keygen finds every signature good.
fn keep_lies(mini: &mut GovernedSite) {
    let liar = LIAR.replace("TRUE_PATH", &std::env::var("PATH").expect("a path"));
    let path = program(&mini.folder.path().join("programs"), "ssh-keygen", &liar);
    mini.environment.push(("PATH", path));
    let page = mini.registered("GL-1").expect("a register");
    assert_eq!(page["issue"], 2, "the intruder's own machine believes it: {page}");
    mini.brings_the_draft_into_force();
    mini.run(&["check"]);
    mini.environment.clear();
    let kept = std::fs::read_dir(mini.path().join(".guidepost/cache")).expect("a cache");
    assert!(kept.count() > 0, "something is kept");
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
    forged().keeps_the_words();
}

#[test]
fn verdicts_from_the_repository_are_not_believed() {
    let mut mini = forged();
    keep_lies(&mut mini);
    mini.git(&["add", "--force", ".guidepost"]);
    mini.commit_with_key("intruder", Some("intruder"), "Keep it");
    let clone = mini.cloned(&[]);
    assert!(clone.path().join(".guidepost/cache").is_dir(), "it comes along");
    clone.keeps_the_words();
}

#[test]
fn verdicts_from_the_repository_are_not_believed_where_they_were_unpacked_before() {
    let mut mini = forged();
    keep_lies(&mut mini);
    mini.git(&["add", "--force", ".guidepost"]);
    mini.commit_with_key("intruder", Some("intruder"), "Keep it");
    let clone = mini.cloned(&[]);
    clone.git(&["rm", "--quiet", "--cached", "-r", ".guidepost"]);
    clone.commit_by("editor");
    clone.keeps_the_words();
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
    let mini = with_draft();
    let warm = (mini.output(), mini.output());
    std::fs::remove_dir_all(mini.path().join(".guidepost")).expect("a cache");
    assert!(warm.0.is_some() && warm.0 == warm.1 && warm.1 == mini.output());
}

#[test]
fn a_garbled_cache_changes_nothing() {
    let mini = with_draft();
    let clean = mini.output();
    let cache = mini.path().join(".guidepost/cache");
    for entry in std::fs::read_dir(&cache).expect("a cache") {
        let file = entry.expect("an entry").path();
        let mut bytes = std::fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::fs::write(&file, bytes).expect("a file");
    }
    assert!(clean.is_some() && clean == mini.output());
}
