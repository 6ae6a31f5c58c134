//! The command that brings a record back runs as it is printed, wherever the site stood when the record arrived.

use crate::support::{GovernedSite, RECORDS};
use crate::trust::attacked::{before_draft, with_draft};

/// What `check` says to run, where records were changed.
fn advised(mini: &GovernedSite) -> Vec<String> {
    let said = mini.run(&["check"]);
    let all = said.stdout + &said.stderr;
    let before = all.split("` brings it back").filter_map(|text| text.rsplit_once('`'));
    before.map(|(_, command)| command.to_owned()).filter(|command| command.starts_with("git ")).collect()
}

/// Undoes in turn, from some folders, what somebody did to all records of the guideline.
fn comes_back(mini: &GovernedSite, site: &str, folders: &[&str]) {
    for folder in folders {
        for harm in ["changed", "deleted"] {
            let records =
                format!("{}{RECORDS}", if site.is_empty() { String::new() } else { format!("{site}/") });
            let names = mini.git(&["ls-files", &records]);
            for name in names.lines().filter(|name| name.contains("gl-1")) {
                match harm {
                    "changed" => mini.write(name, mini.read(name) + "note: other\n"),
                    _ => mini.remove(name),
                }
            }
            mini.commit_by("intruder");
            let commands = advised(mini);
            assert_eq!(commands.len(), 2, "{harm}: {commands:?}");
            for command in commands {
                let done = mini.in_a_shell(folder, &command);
                assert_eq!(done.status, 0, "{command}: {}", done.stderr);
            }
            mini.commit_by("editor");
            assert_eq!(advised(mini).len(), 0);
            assert_eq!(mini.git(&["diff", "HEAD~2", "HEAD", "--stat"]), "", "in {folder}");
        }
    }
}

#[test]
fn a_record_comes_back_by_the_command_that_is_printed() {
    let mini = before_draft();
    comes_back(&mini, "", &["", "content/roles"]);
}

#[test]
fn a_record_from_before_a_move_of_the_site_does_too() {
    let mini = before_draft();
    std::fs::create_dir_all(mini.path().join("docs/the handbook")).expect("a folder");
    mini.git(&["mv", "content", "site.toml", "docs/the handbook"]);
    let settings = "docs/the handbook/site.toml";
    mini.write(settings, mini.read(settings) + "moved_from = \".\"\n");
    mini.commit_by("editor");
    mini.below("docs/the handbook");
    mini.approve("GM-1", "sponsor", "chair");
    mini.approve("GM-1", "legal", "head-of-legal");
    comes_back(&mini, "docs/the handbook", &["docs/the handbook", "", "docs"]);
}

/// The name of a record may be a pattern; the command is about that file alone.
#[test]
fn a_record_whose_name_is_a_pattern_comes_back_alone() {
    let mini = with_draft();
    mini.sign("lead", "team-lead");
    let newest = mini.git(&["show", "--name-only", "--format=", "HEAD"]);
    let pattern = format!("{RECORDS}/*.yaml");
    mini.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let record = mini.git(&["show", &format!("ORIG_HEAD:{newest}")]);
    mini.write(&pattern, record + "\n");
    mini.commit_by("team-lead");
    mini.remove(&pattern);
    let names = mini.git(&["ls-files", RECORDS]);
    let other = names.lines().find(|name| !name.contains('*')).expect("a record");
    mini.write(other, mini.read(other) + "note: other\n");
    mini.commit_by("intruder");
    let commands = advised(&mini);
    let command = commands.iter().find(|command| command.contains('*')).expect("a command");
    assert_eq!(mini.in_a_shell("", command).status, 0, "{command}");
    assert!(mini.path().join(&pattern).is_file(), "{command}");
    assert_eq!(mini.git(&["diff", "--cached", "--name-only"]), pattern, "{command}");
}
