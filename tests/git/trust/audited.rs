//! Every command that an audit prints runs as it is printed, and shows what is said of it, wherever pages and the site stood.

use serde_json::Value;

use crate::support::{CommandRun, GovernedSite, finish, in_shell};
use crate::trust::attacked::{GIFTS, QUIET, TODAY, with_draft};
use crate::trust::recipe::{NO_PROOF, Recipe};

impl GovernedSite {
    /// Runs in a shell what the audit of a page prints; each command shows what is said of it.
    pub(crate) fn git_shows_what_the_audit_says(&self, page: &str, day: &str) {
        let said = self.run(&["audit", page, "--on", day, "--format", "json"]);
        assert_eq!(said.status, 0, "{}", said.stderr);
        let told: Value = serde_json::from_str(&said.stdout).expect("JSON");
        let text = &told["in_force"];
        let id = text["text"].as_str().expect("a text is in force");
        for at in [text, &text["stood"]] {
            let file = format!("{}:{}", string(&at["commit"]), string(&at["path"]));
            assert_eq!(self.git(&["rev-parse", &file]), id, "{page} on {day}: {file}");
        }
        for check in told["checks"].as_array().expect("checks") {
            self.shows_what_is_said(string(&check["command"]), string(&check["shows"]));
        }
    }

    fn shows_what_is_said(&self, command: &str, shows: &str) {
        let CommandRun { status, stdout: printed, stderr } = self.in_a_shell("", command);
        let all = format!("{command}\n{shows}\n{printed}{stderr}");
        if shows.starts_with("fails") {
            assert_ne!(status, 0, "{all}");
            return;
        }
        let may_be_nothing = shows.ends_with("nothing where there are none") && stderr.is_empty();
        assert!(may_be_nothing || status == 0 && !printed.is_empty(), "{all}");
        if let Some(id) = shows.strip_prefix("prints ") {
            let id: String = id.chars().take_while(char::is_ascii_hexdigit).collect();
            assert_eq!(printed.trim(), id, "{all}");
        }
        if let Some(id) = shows.strip_prefix("one line, ") {
            assert!(printed.lines().count() == 1 && printed.starts_with(&id[..8]), "{all}");
        }
        if let Some((_, id)) = shows.split_once("which names ") {
            assert!(printed.contains(id), "{all}");
        }
    }

    /// Runs a command in a shell in a folder of the repository.
    pub(crate) fn in_a_shell(&self, folder: &str, command: &str) -> CommandRun {
        finish(&mut in_shell(&self.path().join(folder), command))
    }
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}

const DEEPER: &str = "content/elsewhere/gifts.md";

/// A site of which the safety role signs what says nothing else.
fn site() -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace(NO_PROOF, "proof: none\nmechanical: safety\n");
    recipe.make()
}

/// Moves the guideline to another folder.
fn move_page(mini: &GovernedSite) {
    mini.write(DEEPER, mini.read(GIFTS));
    mini.remove(GIFTS);
    mini.on("2025-03-03");
    mini.commit_by("editor");
}

/// Moves the whole site to a folder and has that approved.
fn move_site(mini: &GovernedSite) {
    mini.on("2025-03-06");
    std::fs::create_dir(mini.path().join("docs")).expect("a folder");
    mini.git(&["mv", "content", "site.toml", "docs"]);
    mini.write("docs/site.toml", mini.read("docs/site.toml") + "moved_from = \".\"\n");
    mini.commit_by("editor");
    mini.below("docs");
    mini.approve("GM-1", "sponsor", "chair");
    mini.approve("GM-1", "legal", "head-of-legal");
}

const DAYS: [&str; 5] = [QUIET, "2025-03-03", "2025-03-05", "2025-03-06", TODAY];

fn holds_on_all_days(mini: &GovernedSite) {
    for day in DAYS {
        for page in ["GL-1", "GM-1", "legal"] {
            mini.git_shows_what_the_audit_says(page, day);
        }
    }
}

#[test]
fn of_a_page_that_moved() {
    let mini = site();
    let revision = mini.registered("GL-1").expect("a register")["revision"].clone();
    move_page(&mini);
    holds_on_all_days(&mini);
    mini.on("2025-03-05");
    mini.approve("GL-1", "safety", "safety-officer");
    holds_on_all_days(&mini);
    let row = mini.registered("GL-1").expect("a register");
    assert_eq!(row["revision"], revision, "who moves a text has not written it: {row}");
}

#[test]
fn of_a_page_that_moved_and_was_changed_and_moved_back() {
    let mini = site();
    move_page(&mini);
    mini.on("2025-03-05");
    mini.replace(DEEPER, "We accept no", "We accept\nno");
    mini.commit_by("editor");
    mini.approve("GL-1", "safety", "safety-officer");
    mini.git(&["mv", DEEPER, GIFTS]);
    mini.commit_by("editor");
    holds_on_all_days(&mini);
    assert_eq!(mini.registered("GL-1").expect("a register")["path"], "guidelines/gifts.md");
}

#[test]
fn of_a_site_that_moved() {
    let mini = site();
    move_site(&mini);
    holds_on_all_days(&mini);
}

#[test]
fn of_a_page_whose_site_moved_and_came_back() {
    let mini = site();
    mini.draft();
    let written = mini.git(&["rev-parse", "HEAD"]);
    std::fs::create_dir(mini.path().join("docs")).expect("a folder");
    mini.git(&["mv", "content", "site.toml", "docs"]);
    mini.commit_by("editor");
    mini.on("2025-03-05");
    mini.git(&["revert", "--no-edit", "HEAD"]);
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.brings_the_draft_into_force();
    let row = mini.registered("GL-1").expect("a register");
    assert_eq!(row["revision"]["commit"], written, "whoever takes a move back has not written it: {row}");
    holds_on_all_days(&mini);
}

#[test]
fn of_a_page_that_moved_before_its_site_did_and_after() {
    let mini = site();
    move_page(&mini);
    move_site(&mini);
    mini.approve("GL-1", "safety", "safety-officer");
    mini.git(&["mv", "docs/content/elsewhere", "docs/content/there"]);
    mini.commit_by("editor");
    holds_on_all_days(&mini);
}

#[test]
fn the_past_of_a_page_that_moved_has_each_commit_once() {
    let mini = site();
    let moved = "content/guidelines/presents.md";
    mini.git(&["mv", GIFTS, moved]);
    mini.commit_by("mover");
    // A draft that no past of a file leads back from.
    mini.git(&["rm", "--quiet", moved]);
    let words: Vec<String> = (1..20).map(|nth| format!("Rule {nth}, which nobody knew.")).collect();
    let words = words.join("\n");
    mini.write(
        "content/new.md",
        format!("---\ntitle: New\nkind: guideline\nid: GL-1\nowner: lead\nrisk: low\n---\n{words}"),
    );
    mini.commit_by("editor");
    let output = mini.output().expect("it is published");
    let past = &output["guidelines/presents/history/index.html"];
    let past = String::from_utf8_lossy(past);
    assert!(past.contains("1 revision by 1 person"), "{past}");
    assert!(!past.contains("team-lead") && !past.contains("mover"), "who wrote it is told: {past}");
}

/// The page of a role that somebody signed by is the one that named them, also where another came on the same day.
#[test]
fn of_a_role_that_went_to_somebody_else_later_that_day() {
    let mini = with_draft();
    mini.on("2025-03-05");
    mini.sign("lead", "team-lead");
    mini.sign("legal", "head-of-legal");
    mini.replace("content/roles/lead.md", "team-lead", "safety-officer");
    mini.commit_by("editor");
    for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
        mini.approve("lead", role, person);
    }
    let said = mini.run(&["audit", "GL-1", "--on", "2025-03-05", "--format", "json"]);
    let told: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let checks = told["checks"].as_array().expect("checks");
    let held = checks.iter().find(|check| string(&check["shows"]).contains("team-lead held lead"));
    let command = string(&held.expect("who held the role is told")["command"]);
    let page = mini.in_a_shell("", command).stdout;
    assert!(page.contains("team-lead") && !page.contains("safety-officer"), "{command}: {page}");
}
