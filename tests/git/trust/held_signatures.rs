//! What held: signatures that are forged in naive ways.

use std::io::Write as _;
use std::process::Stdio;

use crate::support::GovernedSite;
use crate::trust::signed::{keys, signed};

/// The draft, signed by the lead, and legal's record in the newest commit, without a signature.
pub(crate) fn unsigned() -> GovernedSite {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", None, "Approve it");
    mini
}

/// The signature of a commit, as the lines of its header.
fn seal_of(mini: &GovernedSite, commit: &str) -> String {
    let text = mini.git(&["cat-file", "commit", commit]);
    let (_, rest) = text.split_once("gpgsig ").expect("a signature");
    let end = rest.find("\n\n").expect("an end");
    let seal = rest[..end].split_inclusive('\n');
    let lines: Vec<&str> = seal
        .enumerate()
        .filter(|(nth, line)| *nth == 0 || line.starts_with(' '))
        .map(|(_, line)| line)
        .collect();
    lines.concat().trim_end().to_owned()
}

/// Puts a header on the newest commit.
pub(crate) fn seal(mini: &GovernedSite, header: &str) {
    let text = mini.git(&["cat-file", "commit", "HEAD"]);
    let (head, message) = text.split_once("\n\n").expect("a message");
    replace_newest(mini, &format!("{head}\n{header}\n\n{message}\n"));
}

/// Puts a commit with this text in the place of the newest.
pub(crate) fn replace_newest(mini: &GovernedSite, sealed: &str) {
    let words = ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"];
    let mut command = mini.git_of("intruder").command(&words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("git");
    child.stdin.take().expect("an input").write_all(sealed.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success());
    mini.git(&["update-ref", "HEAD", String::from_utf8(output.stdout).expect("text").trim()]);
}

#[test]
fn no_signature_proves_nobody() {
    unsigned().keeps_the_words();
}

#[test]
fn a_signature_of_no_sense_proves_nobody() {
    let mini = unsigned();
    seal(&mini, "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----");
    mini.keeps_the_words();
}

/// Whoever writes more than a pipe holds to a program that reads nothing of it is ended.
#[test]
fn a_signature_of_no_sense_on_a_long_commit_proves_nobody() {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", None, &format!("Approve it\n\n{}", "word ".repeat(20_000)));
    seal(&mini, "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----");
    mini.keeps_the_words();
}

#[test]
fn a_signature_of_another_commit_proves_nobody() {
    let mini = unsigned();
    let first = mini.git(&["log", "--format=%H", "--author=head-of-legal", "--skip=1", "-1"]);
    seal(&mini, &format!("gpgsig {}", seal_of(&mini, &first)));
    mini.keeps_the_words();
}

#[test]
fn a_signature_in_the_message_proves_nobody() {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    let first = mini.git(&["log", "--format=%H", "--author=head-of-legal", "-1"]);
    let message = format!("Approve it\n\ngpgsig {}", seal_of(&mini, &first));
    mini.commit_with_key("head-of-legal", None, &message);
    mini.keeps_the_words();
}

#[test]
fn the_key_of_somebody_else_proves_nobody() {
    for key in ["team-lead", "intruder"] {
        let mini = signed();
        mini.sign("lead", "team-lead");
        mini.sign_without_commit("legal", "head-of-legal");
        mini.commit_with_key("head-of-legal", Some(key), "Approve it");
        mini.keeps_the_words();
    }
}

#[test]
fn somebody_elses_own_signature_proves_nobody_else() {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_by("team-lead");
    mini.keeps_the_words();
}

#[test]
fn settings_of_git_prove_nobody() {
    let mini = signed();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("head-of-legal", Some("intruder"), "Approve it");
    let list = mini.folder.path().join("list");
    std::fs::write(&list, format!("head-of-legal@example.org {}\n", keys().public("intruder")))
        .expect("a list");
    mini.git(&["config", "gpg.ssh.allowedSignersFile", &list.display().to_string()]);
    mini.git(&["config", "gpg.ssh.program", "true"]);
    mini.keeps_the_words();
}

#[test]
fn a_signature_on_a_merge_does_not_sign_what_is_merged() {
    let mini = signed();
    mini.git(&["checkout", "--quiet", "-b", "side"]);
    mini.sign_without_commit("legal", "head-of-legal");
    mini.commit_with_key("intruder", Some("intruder"), "Approve it");
    mini.git(&["checkout", "--quiet", "main"]);
    mini.sign("lead", "team-lead");
    mini.git(&["merge", "--quiet", "--no-ff", "--no-commit", "side"]);
    mini.commit_by("head-of-legal");
    mini.keeps_the_words();
}

#[test]
fn a_signed_tag_signs_no_record() {
    let mini = unsigned();
    let legal = mini.git_of("head-of-legal").signing(&keys().private("head-of-legal"));
    legal.run(&["tag", "--sign", "--message", "Good", "good"]);
    mini.keeps_the_words();
}

#[test]
fn where_signatures_cannot_be_checked_it_is_refused() {
    let mut mini = signed();
    let nothing = tempfile::tempdir().expect("a folder");
    mini.environment.push(("PATH", nothing.path().display().to_string()));
    mini.is_refused();
}
