//! How a checkout ends its lines: what is said of a site does not depend on that.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::GovernedSite;
use crate::trust::attacked::{ATTACK, CANARY, GIFTS, shared};
use crate::trust::framed::{PAGE, framed};

/// The framed site with a draft of the guideline and of the frame, which wait for approval.
fn drafted() -> GovernedSite {
    static DRAFTED: OnceLock<PathBuf> = OnceLock::new();
    shared(&DRAFTED, "drafted-lines", || {
        let mini = framed();
        mini.draft();
        mini.write("static/form.txt", "another form\nof two lines\n");
        mini.replace("site.toml", "The good tagline", "Another tagline");
        mini.replace("site.toml", "edition = \"approved\"", "edition = \"latest\"");
        mini.commit_by("editor");
        mini.build_good();
        mini
    })
}

/// Checkouts of the same commit that git writes with CRLF.
fn checkouts(of: &GovernedSite) -> [(&'static str, GovernedSite); 2] {
    let by_setting = of.cloned(&["--config", "core.autocrlf=true"]);
    let by_attribute = of.cloned(&["--no-checkout"]);
    by_attribute.write(".git/info/attributes", "* text eol=crlf\n");
    by_attribute.git(&["checkout", "--quiet", "main"]);
    let all = [("core.autocrlf", by_setting), ("eol=crlf", by_attribute)];
    for (what, mini) in &all {
        for file in [GIFTS, PAGE, "site.toml", "static/form.txt"] {
            assert!(mini.read(file).contains("\r\n"), "{what}: {file} is plain");
        }
        assert_eq!(mini.git(&["status", "--porcelain"]), "", "{what}");
        mini.on(ATTACK);
    }
    all
}

#[test]
fn what_is_said_is_the_same_with_other_ends_of_lines() {
    let mini = drafted();
    mini.on(ATTACK);
    let asked: [&[&str]; 10] = [
        &["audit", "GL-1", "--on", "2025-01-15"],
        &["audit", "GM-1", "--on", "2025-01-15"],
        &["audit", "FR-1", "--on", "2025-01-15"],
        &["audit", "legal", "--on", "2025-01-15"],
        &["needs"],
        &["checklist"],
        &["register"],
        &["check"],
        &["approve", "FR-1", "--role", "legal", "--by", "head-of-legal", "--yes"],
        &["approve", "GL-1", "--role", "lead", "--by", "team-lead", "--yes"],
    ];
    let plain = mini.cloned(&[]);
    plain.on(ATTACK);
    let others = checkouts(&mini);
    for arguments in asked {
        let expected = plain.run(arguments);
        let untimed = |text: &str| {
            text.split(" ms: ")
                .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
                .collect::<Vec<_>>()
        };
        for (what, other) in &others {
            let said = other.run(arguments);
            assert_eq!(
                (said.status, said.stdout, untimed(&said.stderr)),
                (expected.status, expected.stdout.clone(), untimed(&expected.stderr)),
                "{what}: {arguments:?}"
            );
        }
        assert!(!expected.stderr.contains("error"), "{arguments:?}: {}", expected.stderr);
    }
}

#[test]
fn words_that_are_not_committed_are_seen_with_other_ends_of_lines() {
    for (what, mini) in checkouts(&drafted()) {
        mini.write(GIFTS, mini.read(GIFTS) + CANARY + "\r\n");
        mini.write("static/form.txt", "not committed\r\n");
        for (page, role, person) in [("GL-1", "lead", "team-lead"), ("FR-1", "legal", "head-of-legal")] {
            let said = mini.tries(&["approve", page], role, person);
            assert_eq!(said.status, 2, "{what}: {}{}", said.stdout, said.stderr);
            assert!(said.stderr.contains("not committed"), "{what}: {}", said.stderr);
        }
    }
}
