//! `guidepost checklist` and `guidepost register` on a real repository, with the day pinned.
//! `UPDATE_EXPECTED=1` rewrites what is expected.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod calendar;
mod story;
mod workbook;

use std::path::Path;

use self::story::story;
use crate::support;
use serde_json::Value;

fn expect(name: &str, told: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checklist/expected").join(name);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&file, told).expect("written");
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(told == expected, "{name} differs: UPDATE_EXPECTED=1 cargo test --test git checklist\n{told}");
}

#[test]
fn what_is_told_in_each_format() {
    let story = story();
    for format in ["text", "json", "csv", "ics", "junit"] {
        expect(&format!("checklist.{format}"), &story.told(&["checklist", "--format", format]));
    }
    for format in ["text", "json", "csv"] {
        expect(&format!("register.{format}"), &story.told(&["register", "--format", format]));
    }
    let calendar = story.told(&["checklist", "--format", "ics"]);
    calendar::hold_to_the_rules(&calendar);
    let later = story.run_on("2026-12-24", &["checklist", "--format", "ics"]).stdout;
    calendar::hold_to_the_rules(&later);
    assert_eq!(
        calendar::identities(&calendar),
        calendar::identities(&later),
        "a later day moves no identity"
    );
}

#[test]
fn the_workbook_says_what_the_list_says() {
    let story = story();
    let file = story.path().join("checklist.xlsx");
    let write = || {
        let said = story.run(&["checklist", "--format", "xlsx", "--out", "checklist.xlsx"]);
        assert_eq!((said.status, said.stderr.as_str()), (0, "Wrote checklist.xlsx\n"));
        std::fs::read(&file).expect("a workbook")
    };
    let bytes = write();
    assert_eq!(bytes, write(), "equal sites give equal bytes");
    let rows = workbook::rows(&bytes);
    let list: Value = serde_json::from_str(&story.told(&["checklist", "--format", "json"])).expect("JSON");
    let items = list["items"].as_array().expect("items");
    assert_eq!(rows.len(), items.len() + 1);
    for (row, item) in rows[1..].iter().zip(items) {
        let of = |key: &str| item[key].as_str().unwrap_or_default();
        assert_eq!([&row[0], &row[1], &row[7]], [of("status"), of("control"), of("reason")]);
        assert_eq!(row[5], item["subject"]["title"].as_str().unwrap_or_default());
    }
    // Numbered from 30 December 1899.
    let waived = rows.iter().find(|row| row[0] == "waived").expect("the waiver");
    assert_eq!((waived[12].as_str(), waived[14].as_str()), ("46387", "46342"));
}

#[test]
fn the_list_is_cut_to_what_is_asked_for() {
    let story = story();
    let count = |arguments: &[&str]| {
        let told = story.told(&[&["checklist", "--format", "json"], arguments].concat());
        let list: Value = serde_json::from_str(&told).expect("JSON");
        list["items"].as_array().expect("items").len()
    };
    let all = count(&[]);
    assert_eq!(count(&["--role", "legal"]) + count(&["--role", "lead"]) + count(&["--role", "sponsor"]), all);
    assert_eq!(count(&["--control", "C-4"]), 1);
    assert_eq!(count(&["--status", "waived"]), 1);
    assert_eq!(count(&["--status", "Due soon, waived"]), 1);
    for page in ["GL-1", "guidelines/tone.md", "content/guidelines/tone.md", "/guidelines/tone/"] {
        assert_eq!(count(&["--page", page]), 4, "{page}");
    }
    assert_eq!(
        count(&["--page", "GL-5"]),
        4,
        "the deleted page, whose text is in force until it is withdrawn"
    );
    assert_eq!(count(&["--page", "GL-1", "--control", "C-1", "--status", "met"]), 0);
}

#[test]
fn what_is_not_there_is_told_with_what_was_meant() {
    let story = story();
    for (arguments, hint) in [
        (["--role", "legl"], "there is no role `legl`\n  help: did you mean `legal`?"),
        (["--control", "C-9"], "there is no control `C-9`\n  help: did you mean `C-1`?"),
        (["--page", "guidelines/tome.md"], "there is no page `guidelines/tome.md`\n  help: did you mean"),
        (["--status", "overdu"], "there is no status `overdu`\n  help: did you mean `overdue`?"),
        (["--status", "zzz"], "there is no status `zzz`\n  help: there are: overdue, unmet, due-soon"),
        (["--out", "no/such/folder.txt"], "no/such/folder.txt`: no such file"),
    ] {
        let said = story.run(&[&["checklist"], &arguments[..]].concat());
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(said.stderr.contains(hint), "{arguments:?}: {}", said.stderr);
    }
}

#[test]
fn errors_make_it_fail() {
    let story = story();
    story.page("new", "GL-9", "Never approved");
    story.commits("2026-11-10", "Write a new one");
    let status = |arguments: &[&str]| story.run(&[&["checklist"], arguments].concat()).status;
    assert_eq!(status(&[]), 1);
    assert_eq!(story.run(&["check"]).status, 1, "as `check` does");
    assert_eq!(status(&["--format", "junit"]), 1);
    assert_eq!(status(&["--role", "lead"]), 0, "nothing of it is theirs");
    let told = story.run(&["checklist"]).stdout;
    let unmet = told.split("Unmet").nth(1).expect("what is unmet");
    let (error, warning) = (unmet.find("[error]\n    GL-9"), unmet.find("[warning]\n    GL-1"));
    assert!(error.is_some() && error < warning, "each with what it weighs, errors first: {told}");
    let report = story.run(&["checklist", "--format", "junit"]).stdout;
    assert!(report.contains("failures=\"1\"") && report.contains("<failure type=\"unmet\""), "{report}");
}

#[test]
fn no_list_is_written_over_a_file_of_the_site() {
    let story = story();
    let sources = || {
        let is_source = |name: &String| name.starts_with("content/") || name == "site.toml";
        let all = support::tree(story.path()).into_iter();
        all.filter(|(name, _)| is_source(name)).collect::<Vec<_>>()
    };
    let before = sources();
    std::os::unix::fs::symlink("content/index.md", story.path().join("link.csv")).expect("a link");
    for out in ["content/index.md", "./content/../content/index.md", "link.csv", "site.toml"] {
        for command in ["register", "checklist"] {
            let said = story.run(&[command, "--format", "csv", "--out", out]);
            assert_eq!(said.status, 2, "{command} {out}: {}", said.stderr);
            assert!(said.stderr.contains("help: name another file with `--out`"), "{}", said.stderr);
        }
    }
    assert!(sources() == before, "nothing is written");
    let said = story.run(&["register", "--format", "csv", "--out", "content/new.csv"]);
    assert_eq!(said.status, 0, "what is not there can be written: {}", said.stderr);
}

#[test]
fn files_are_replaced_and_nothing_else_is() {
    let story = story();
    let to = |out: &str| {
        let said = story.run(&["register", "--format", "csv", "--out", out]);
        assert_eq!(said.status, 0, "{}", said.stderr);
    };
    to("register.csv");
    to("register.csv");
    let link = story.path().join("link.csv");
    std::os::unix::fs::symlink("target.csv", &link).expect("a link");
    to("link.csv");
    assert!(link.is_symlink(), "what is no file is written into");
    let names = support::tree(story.path());
    assert_eq!(names["target.csv"], names["register.csv"]);
    assert!(!names.keys().any(|name| name.contains(".new")), "nothing half written is left");
    assert_eq!(names["register.csv"], story.told(&["register", "--format", "csv"]).into_bytes());
}

#[test]
fn wrong_records_are_told() {
    let story = story();
    let text = "record: withdrawal\npage: GL-1\nreason: x\nrole: leagl\nperson: law\ndate: 2026-11-01\n";
    story.write("content/governance/records/wrong.yaml", text);
    for command in ["checklist", "register"] {
        let said = story.run(&[command]);
        assert_eq!(said.status, 1, "{command}");
        assert!(said.stderr.contains("error[record-does-not-hold]"), "{}", said.stderr);
        assert!(!said.stderr.contains("control-"), "how controls stand is told once: {}", said.stderr);
    }
}

#[test]
fn a_site_that_is_not_governed_is_told_how() {
    let root = tempfile::tempdir().expect("a folder");
    support::write_files(root.path(), [("content/index.md", "# Home\n\nText.\n")]);
    for command in ["checklist", "register"] {
        let said = support::finish(support::guidepost().current_dir(root.path()).arg(command));
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{command}");
        assert!(
            said.stderr.contains("the site does not say by which model it is governed"),
            "{}",
            said.stderr
        );
        assert!(said.stderr.contains("`[governance]`"), "{}", said.stderr);
    }
    let model = "---\ntitle: M\nkind: governance-model\nid: GM-7\nproof: none\nsummary: How.\nroles: []\n---\nText.\n";
    support::write_files(root.path(), [("content/model.md", model)]);
    let said = support::finish(support::guidepost().current_dir(root.path()).arg("checklist"));
    assert!(said.stderr.contains("`model = \"GM-7\"`"), "{}", said.stderr);
}
