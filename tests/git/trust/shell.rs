//! Class 20: commands that are shown are copied into a shell.

use serde_json::Value;

use crate::support::{GovernedSite, finish, in_shell, program};
use crate::trust::attacked::before_draft;

/// Words that a shell would carry out, each leaving a file behind.
const PAGES: [(&str, &str); 5] = [
    ("content/one.md", "GL;touch X1"),
    ("content/two.md", "GL$(touch X2)"),
    ("content/three.md", "GL`touch X3`"),
    ("content/four.md", "GL'; touch X4; '"),
    ("content/five;touch X5.md", "GL-5"),
];

/// A site whose pages, people and roles have such names.
fn mined() -> GovernedSite {
    let mini = before_draft();
    for (path, id) in PAGES {
        mini.write(path, format!("---\ntitle: Mined\nkind: guideline\nid: \"{id}\"\nowner: lead\nrisk: high\nsummary: Mined.\n---\nWords.\n"));
    }
    mini.write(
        "content/six $(touch X6).md",
        "---\ntitle: Mined\nkind: guideline\nowner: lead\nsummary: Mined.\n---\nWords.\n",
    );
    mini.commit_by("intruder");
    mini
}

/// Runs a command as somebody would who copies it, and says which files it left behind.
fn copied(mini: &GovernedSite, command: &str) -> Vec<String> {
    let folder = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let programs = mini.folder.path().join("programs");
    let path = ["guidepost", "git"].map(|name| program(&programs, name, "#!/bin/sh\nexit 0\n"));
    let said = finish(in_shell(folder.path(), command).env("PATH", &path[0]));
    assert_eq!(said.status, 0, "{command}: {}", said.stderr);
    let entries = std::fs::read_dir(folder.path()).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn harmless<'a>(mini: &GovernedSite, commands: impl IntoIterator<Item = &'a str>) -> usize {
    let commands: Vec<&str> = commands.into_iter().collect();
    for command in &commands {
        let left = copied(mini, &command.replace("NAME", "team-lead"));
        assert!(left.is_empty(), "`{command}` leaves {left:?} behind");
    }
    commands.len()
}

#[test]
fn commands_that_settle_something_do_nothing_else() {
    let mini = mined();
    let said = mini.run(&["checklist", "--format", "json"]);
    let told: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let items = told["items"].as_array().expect("items");
    let settle = items.iter().filter_map(|item| item["settle"].as_str());
    let seen = harmless(&mini, settle.filter(|command| command.starts_with("guidepost ")));
    assert!(seen >= PAGES.len() - 1, "{seen} commands: {}", said.stdout);
}

#[test]
fn commands_that_are_needed_do_nothing_else() {
    let mini = mined();
    let said = mini.run(&["needs", "--format", "json"]);
    let commands = quoted_values(&said.stdout, "command");
    let seen = harmless(&mini, commands.iter().map(String::as_str));
    assert!(seen >= PAGES.len() - 1, "{seen} commands: {}", said.stdout);
}

#[test]
fn commands_that_check_an_audit_do_nothing_else() {
    let mini = mined();
    let mut seen = 0;
    for (_, id) in PAGES {
        for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
            if mini.tries(&["approve", id], role, person).status == 0 {
                mini.commit_by(person);
            }
        }
        let said = mini.run(&["audit", id, "--on", "2025-03-20", "--format", "json"]);
        let commands = quoted_values(&said.stdout, "command");
        seen += harmless(&mini, commands.iter().map(String::as_str));
    }
    assert!(seen >= PAGES.len() * 5, "{seen} commands");
    let said = mini.run(&["audit", "GL-5", "--on", "2025-03-20", "--format", "json"]);
    assert!(
        said.stdout.contains("X5") && !quoted_values(&said.stdout, "command").is_empty(),
        "{}",
        said.stderr
    );
}

#[test]
fn commands_that_commit_a_record_do_nothing_else() {
    let mini = mined();
    let mut seen = 0;
    for (_, id) in PAGES {
        let said = mini.tries(&["approve", id], "lead", "team-lead");
        let commits = said.stdout.lines().map(str::trim).filter(|line| line.starts_with("git "));
        seen += harmless(&mini, commits);
        assert_eq!(said.status, 0, "{id}: {}{}", said.stdout, said.stderr);
    }
    assert_eq!(seen, PAGES.len(), "a command for each");
}

/// A terminal is given no sign that steers it, and the command that is read there is the one that programs are given.
#[test]
fn nothing_steers_a_terminal_and_an_audit_prints_the_commands_that_it_tells_programs() {
    let mini = before_draft();
    let path = "content/x\u{1b}[31m\u{7}y\u{202e}z\r.md";
    mini.write(path, "---\ntitle: \"T\\e[2J\\u202E\"\nkind: guideline\nid: GL-7\nowner: lead\nrisk: high\nsummary: Odd.\n---\nWords.\n");
    mini.commit_by("intruder");
    let steers = |sign: char| sign.is_control() && sign != '\n' || sign == '\u{202e}';
    for command in ["needs", "checklist"] {
        let told = mini.run(&[command]).stdout;
        assert!(told.contains("GL-7") && !told.contains(steers), "{told:?}");
    }
    mini.approve("GL-7", "lead", "team-lead");
    mini.approve("GL-7", "legal", "head-of-legal");
    let told = mini.run(&["audit", "GL-7", "--on", "2025-03-20"]).stdout;
    let said = mini.run(&["audit", "GL-7", "--on", "2025-03-20", "--format", "json"]);
    let commands = quoted_values(&said.stdout, "command");
    assert!(commands.len() > 5, "{}", said.stderr);
    assert!(!told.contains(steers), "{told:?}");
    for command in commands {
        assert!(told.contains(&command), "{command:?}\n{told}");
        let ran = mini.in_a_shell("", &command);
        assert!(ran.status == 0 || command.contains("verify-commit"), "{command}");
    }
}

/// Every text under a key, wherever it stands.
fn quoted_values(json: &str, key: &str) -> Vec<String> {
    let mut open = vec![serde_json::from_str::<Value>(json).unwrap_or_default()];
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values),
            Value::Object(map) => {
                found.extend(map.get(key).and_then(Value::as_str).map(str::to_owned));
                open.extend(map.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    found
}
