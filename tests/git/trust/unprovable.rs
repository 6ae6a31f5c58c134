//! Signatures that nothing could ever check prove nobody, and hinder nobody: the approved text is told as before, and the same
//! is told each time and on each machine.

use crate::support::{GovernedSite, program};
use crate::trust::held_signatures::{replace_newest, seal, unsigned};
use crate::trust::signed::{keys, signed, signed_with};

fn proves_nobody(header: &str) {
    let mini = unsigned();
    seal(&mini, header);
    mini.keeps_the_words();
}

#[test]
fn armour_that_only_begins_like_one_proves_nobody() {
    proves_nobody("gpgsig -----BEGIN SSH FOO-----\n AAAA\n -----END SSH FOO-----");
    proves_nobody("gpgsig -----BEGIN PGP FOO-----\n \n AAAA\n -----END PGP FOO-----");
}

#[test]
fn an_openpgp_signature_of_no_sense_proves_nobody() {
    for kind in ["SIGNATURE", "MESSAGE"] {
        proves_nobody(&format!("gpgsig -----BEGIN PGP {kind}-----\n \n AAAA\n -----END PGP {kind}-----"));
    }
}

#[test]
fn the_header_of_another_algorithm_proves_nobody() {
    proves_nobody("gpgsig-sha256 -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----");
}

/// Where the key ring cannot be asked, nobody knows what it would say of a signature.
#[test]
fn an_openpgp_signature_stays_unknown_where_the_key_ring_cannot_be_opened() {
    let mut mini = unsigned();
    seal(&mini, "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----");
    let path = program(
        &mini.folder.path().join("programs"),
        "gpg",
        "#!/bin/sh\ncase \"$*\" in *--version*) exit 0;; esac\nexit 2\n",
    );
    mini.environment.push(("PATH", path));
    mini.is_refused();
}

/// Signs the newest commit anew, with this date of who committed it.
fn sign_dated(mini: &GovernedSite, person: &str, date: &str) {
    let text = mini.git(&["cat-file", "commit", "HEAD"]);
    let (head, message) = text.split_once("\n\n").expect("a message");
    let head: Vec<String> = head
        .lines()
        .map(|line| match line.strip_prefix("committer ").and_then(|rest| rest.rsplit_once('>')) {
            Some((who, _)) => format!("committer {who}> {date}"),
            None => line.to_owned(),
        })
        .collect();
    let head = head.join("\n");
    let file = mini.folder.path().join("to-be-signed");
    std::fs::write(&file, format!("{head}\n\n{message}\n")).expect("a file");
    let signature = keys().signature(person, &file);
    let signature = signature.trim_end().replace('\n', "\n ");
    replace_newest(mini, &format!("{head}\ngpgsig {signature}\n\n{message}\n"));
}

/// What can be said of the day of a signature is nothing, where the day itself makes no sense.
#[test]
fn a_signature_of_a_time_that_cannot_be_told_proves_nobody() {
    for (person, date) in [
        ("intruder", "300000000000 +0000"),
        ("head-of-legal", "300000000000 +0000"),
        ("head-of-legal", "1742300000"),
        ("head-of-legal", "0 +0000"),
    ] {
        let mini = signed();
        mini.sign("lead", "team-lead");
        mini.git(&["checkout", "--quiet", "-b", "side"]);
        mini.sign_without_commit("legal", "head-of-legal");
        mini.commit_with_key("head-of-legal", None, &format!("Approve it\n\n{}", "word ".repeat(20_000)));
        sign_dated(&mini, person, date);
        mini.git(&["checkout", "--quiet", "main"]);
        mini.git(&["merge", "--quiet", "--no-ff", "side", "--message", "Merge"]);
        mini.keeps_the_words();
    }
}

/// The days in the list of signers are those of UTC, wherever the machine is.
#[test]
fn the_zone_of_the_machine_decides_no_signature() {
    // Everything is signed at ten in the morning of the day before the first, and on the second.
    for (last, zone) in [("20250304", "AAA-14"), ("20250303", "AAA12")] {
        let mut mini = signed_with(|person, line| match person {
            "head-of-legal" => line.replace("namespaces", &format!("valid-before=\"{last}\",namespaces")),
            _ => line,
        });
        mini.draft();
        mini.sign("lead", "team-lead");
        mini.sign_without_commit("legal", "head-of-legal");
        mini.commit_by("head-of-legal");
        mini.environment.push(("TZ", zone.to_owned()));
        match last {
            "20250304" => mini.brings_the_draft_into_force(),
            _ => mini.keeps_the_words(),
        }
    }
}
