//! Class 9: records that are told apart by their names, which anybody chooses.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::before_draft;

/// Legal withdraws the guideline, in a file of this name.
fn withdrawn_in(name: &str) -> GovernedSite {
    let mini = before_draft();
    let said = mini.tries(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    assert_eq!(said.status, 0, "{}", said.stderr);
    let written = mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]);
    let text = mini.read(&written);
    mini.remove(&written);
    mini.write(&format!("{RECORDS}/{name}"), text);
    mini.commit_by("head-of-legal");
    mini.is_registered_as("GL-1", "withdrawn");
    mini.on("2025-03-04");
    mini
}

fn still_withdrawn(mini: &GovernedSite) {
    let page = mini.registered("GL-1").expect("nothing is a reason to refuse");
    assert_eq!(page["status"], "withdrawn", "{page}");
}

fn review(mini: &GovernedSite) -> String {
    format!(
        "record: review\npage: GL-1\npath: content/guidelines/gifts.md\ntext: \"{}\"\nrole: lead\nperson: team-lead\ndate: 2025-03-04\n",
        mini.id(crate::trust::attacked::GIFTS)
    )
}

fn revocation(of: &str) -> String {
    format!(
        "record: revocation\nrevokes: \"{of}\"\nreason: No\nrole: lead\nperson: team-lead\ndate: 2025-03-04\n"
    )
}

#[test]
fn a_record_of_the_same_name_elsewhere_is_another() {
    let mini = withdrawn_in("w.yaml");
    mini.write(&format!("{RECORDS}/zz/w.yaml"), review(&mini));
    mini.commit_by("team-lead");
    for name in ["w", "zz/w.yaml", "w.yaml"] {
        if mini.tries(&["revoke", name, "--reason", "No"], "lead", "team-lead").status == 0 {
            mini.commit_by("team-lead");
        }
    }
    still_withdrawn(&mini);
}

#[test]
fn a_revocation_by_hand_of_a_name_that_two_have_takes_nothing_back() {
    let mini = withdrawn_in("w.yaml");
    mini.write(&format!("{RECORDS}/zz/w.yaml"), review(&mini));
    mini.commit_by("team-lead");
    mini.write(&format!("{RECORDS}/r.yaml"), revocation("w"));
    mini.commit_by("team-lead");
    still_withdrawn(&mini);
}

#[test]
fn somebody_elses_record_is_not_taken_back() {
    let mini = withdrawn_in("w.yaml");
    let id = mini.id(&format!("{RECORDS}/w.yaml"));
    for of in ["w", &id] {
        mini.write(&format!("{RECORDS}/r-{}.yaml", of.len()), revocation(of));
    }
    mini.commit_by("team-lead");
    still_withdrawn(&mini);
}

#[test]
fn a_record_of_ones_own_put_over_it_takes_nothing_back() {
    let mini = withdrawn_in("w.yaml");
    mini.write(&format!("{RECORDS}/w.yaml"), review(&mini));
    mini.commit_by("team-lead");
    still_withdrawn(&mini);
}

#[test]
fn a_record_that_is_moved_still_counts() {
    let mini = withdrawn_in("w.yaml");
    std::fs::create_dir_all(mini.path().join("attic")).expect("a folder");
    mini.git(&["mv", &format!("{RECORDS}/w.yaml"), "attic/w.yaml"]);
    mini.commit_by("team-lead");
    still_withdrawn(&mini);
}

#[test]
fn what_is_withdrawn_comes_back_by_approval_alone() {
    let mini = withdrawn_in("w.yaml");
    let revoke = mini.tries(&["revoke", "w.yaml", "--reason", "Right after all"], "legal", "head-of-legal");
    assert_eq!(revoke.status, 2, "whoever withdrew it cannot put it back alone");
    let page = mini.registered("GL-1").expect("a register");
    assert_eq!(page["status"], "withdrawn", "{page}");
}

/// A site within the site, or a link in place of the folder, would switch off whatever withdraws and declines.
#[test]
fn no_site_within_the_site_takes_its_records_away() {
    for folder in ["content/governance", "content/governance/records", "content"] {
        let mini = before_draft();
        mini.write(&format!("{folder}/site.toml"), "");
        mini.commit_by("intruder");
        let said = mini.run(&["check"]).stderr;
        let words = format!("`{folder}/site.toml` begins no site of its own");
        assert!(said.contains(&words) && said.contains(&format!("git rm {folder}/site.toml")), "{said}");
        mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
        mini.is_registered_as("GL-1", "withdrawn");
    }
}

#[cfg(unix)]
#[test]
fn no_record_is_written_through_a_link() {
    let mini = before_draft();
    mini.git(&["mv", RECORDS, "elsewhere"]);
    std::os::unix::fs::symlink("../../elsewhere", mini.path().join(RECORDS)).expect("a link");
    mini.commit_by("intruder");
    let said = mini.tries(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    assert!(said.status == 2 && said.stderr.contains("is a symbolic link"), "{}{}", said.stdout, said.stderr);
    let said = mini.run(&["check"]);
    assert!(said.stderr.contains("record-changed"), "{}", said.stderr);
}
