//! What is printed to be pasted into a shell does what it says and nothing else, whatever pages and roles are called.

use std::path::Path;

use crate::records::site::{DAY, adopt, guideline, site};
use crate::support::{GovernedSite, finish, in_shell, path_with};

/// Ids and a path that a shell would read otherwise than they are meant.
const PAGE: &str = "GL;touch X1";
const ROLE: &str = "safety$(touch X2)";
const FILE: &str = "content/it's `touch X3` a \"b\".md";

/// The site with such a page, which nobody has approved, and a model that asks for such a role.
fn nasty() -> GovernedSite {
    let repo = site();
    let model = repo.read("content/model.md");
    let model = model.replace("roles: [lead, legal]", &format!("roles: [lead, '{ROLE}']"));
    let model = model.replace("accountable: lead", &format!("accountable: '{ROLE}'"));
    repo.write("content/model.md", model.replace("accountable: officer", &format!("accountable: '{ROLE}'")));
    repo.write(FILE, guideline(&format!("'{PAGE}'"), "Words."));
    let role =
        format!("---\ntitle: Safety\nkind: role\nid: '{ROLE}'\nholders: [{{name: law}}]\n---\nA role.\n");
    repo.write("content/roles/safety.md", &role);
    repo.commit("Add what is nasty");
    adopt(&repo);
    repo
}

/// Runs a printed command as somebody would who pastes it, and yields whether it went well.
fn pasted(repo: &GovernedSite, command: &str) -> bool {
    let program = Path::new(env!("CARGO_BIN_EXE_guidepost")).parent().expect("a folder");
    let command = command.replace(" NAME", " law");
    let command = if command.starts_with("guidepost approve") { command + " --yes" } else { command };
    let mut shell = in_shell(repo.path(), &command);
    shell.env("PATH", path_with(program));
    for who in ["AUTHOR", "COMMITTER"] {
        shell.env(format!("GIT_{who}_NAME"), "Hub").env(format!("GIT_{who}_EMAIL"), "hub@example.org");
        shell.env(format!("GIT_{who}_DATE"), "2023-11-15T23:00:00Z");
    }
    let run = finish(&mut shell);
    for stray in ["X1", "X2", "X3"] {
        assert!(!repo.path().join(stray).exists(), "this ran a command of its own: {command}");
    }
    run.status == 0
}

/// Runs commands of which some may fail, and none may do anything that it does not say.
fn harmless(repo: &GovernedSite, commands: &[&str]) {
    for command in commands {
        pasted(repo, command);
    }
}

fn json(repo: &GovernedSite, arguments: &[&str]) -> serde_json::Value {
    let said = repo.run(arguments);
    serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("no JSON: {}{}", said.stdout, said.stderr))
}

/// The texts under a key, however deep.
fn under<'v>(value: &'v serde_json::Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::Object(map) => {
            found.extend(map.get(key).and_then(|value| value.as_str()));
            map.values().for_each(|value| under(value, key, found));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| under(value, key, found)),
        _ => {}
    }
}

/// What stands between backticks and is a command; one with a backtick in it is cut there, and must be harmless too.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').filter(|part| part.starts_with("guidepost ") || part.starts_with("git ")).collect()
}

#[test]
fn what_settles_a_control_can_be_pasted() {
    let repo = nasty();
    let checklist = json(&repo, &["checklist", "--format", "json"]);
    let mut commands = Vec::new();
    under(&checklist, "settle", &mut commands);
    commands.retain(|command| command.starts_with("guidepost "));
    assert!(commands.iter().any(|command| command.contains("X1")), "{commands:?}");
    assert!(commands.iter().any(|command| command.contains("X2")), "{commands:?}");
    harmless(&repo, &commands);
    let approve = format!("guidepost approve '{PAGE}' --role lead --by law");
    assert!(checklist.to_string().contains(&approve), "{checklist}");
    assert!(pasted(&repo, &format!("guidepost approve '{PAGE}' --role '{ROLE}' --by law")));
    let checked = repo.run(&["check"]);
    harmless(&repo, &quoted(&checked.stderr));
}

#[test]
fn what_is_needed_can_be_pasted() {
    let repo = nasty();
    let needs = json(&repo, &["needs", "--format", "json"]);
    let mut commands = Vec::new();
    under(&needs, "command", &mut commands);
    let approvals: Vec<&&str> = commands.iter().filter(|command| command.contains("X1")).collect();
    assert_eq!(approvals.len(), 2, "{commands:?}");
    assert!(approvals.into_iter().all(|command| pasted(&repo, command)), "{commands:?}");
}

#[test]
fn what_an_audit_and_refusals_print_can_be_pasted() {
    let repo = nasty();
    let refused = repo.run(&["approve", "GL-1", "--role", ROLE, "--by", "nobody"]);
    harmless(&repo, &quoted(&refused.stderr));
    for role in ["lead", ROLE] {
        let signed = repo.run(&["approve", PAGE, "--role", role, "--by", "law", "--yes"]).well();
        let commit = signed.stdout.lines().find_map(|line| line.strip_prefix("  git add")).expect("a commit");
        assert!(pasted(&repo, &format!("git add{commit}")), "{commit}");
    }
    repo.pass(1);
    repo.write(FILE, guideline(&format!("'{PAGE}'"), "Other words."));
    let refused = repo.run(&["approve", PAGE, "--role", "lead", "--by", "law"]);
    assert!(refused.stderr.contains("git commit -- "), "{}", refused.stderr);
    repo.commit("Write other words");
    let audit = json(&repo, &["audit", PAGE, "--on", DAY, "--format", "json"]);
    let mut commands = Vec::new();
    under(&audit, "command", &mut commands);
    assert!(commands.len() > 4, "{commands:?}");
    // Nothing is signed here.
    for command in commands.into_iter().filter(|command| !command.contains("verify-commit")) {
        assert!(pasted(&repo, command), "{command}");
    }
    let told = repo.run(&["audit", PAGE, "--on", DAY]).well();
    assert!(told.stdout.contains(&format!("`guidepost diff '{PAGE}' ")), "{}", told.stdout);
    harmless(&repo, &quoted(&told.stdout));
    let unknown = repo.run(&["diff", PAGE, "r99"]);
    let command = quoted(&unknown.stderr);
    assert!(!command.is_empty(), "{}", unknown.stderr);
    harmless(&repo, &command);
}

/// A word that begins like an option is none.
#[test]
fn an_id_like_an_option_is_an_id() {
    let repo = nasty();
    repo.write("content/odd.md", guideline("'--help'", "Words."));
    repo.commit("Add an odd id");
    let needs = json(&repo, &["needs", "--format", "json"]);
    let mut commands = Vec::new();
    under(&needs, "command", &mut commands);
    let approval = commands.iter().find(|command| command.contains("--help")).expect("a command");
    let before = repo.records().len();
    pasted(&repo, &approval.replace("guidepost approve", "guidepost  approve --yes"));
    assert_eq!(repo.records().len(), before + 1, "{approval}");
}
