//! `guidepost audit`: what was in force on a day, and whether git says the same.

use serde_json::Value;

use crate::records::site::{DAY, approved, approves, guideline};
use crate::support::{GovernedSite, finish, in_shell};

fn audited(repo: &GovernedSite, today: &str, day: &str) -> Value {
    let said = repo.run_on(today, &["audit", "GL-1", "--on", day, "--format", "json"]).well();
    serde_json::from_str(&said.stdout).expect("JSON")
}

/// What a shell prints, and how the command ended.
fn shell(repo: &GovernedSite, command: &str) -> (String, bool) {
    let run = finish(&mut in_shell(repo.path(), command));
    (run.stdout, run.status == 0)
}

#[test]
fn git_says_what_the_audit_says() {
    let repo = approved();
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    for page in ["GL-1", "GM-1"] {
        git_agrees(&repo, (DAY, DAY), page);
    }
}

/// Runs every command that the audit of a page prints, today of a day, and says what it shows of records.
fn git_agrees(repo: &GovernedSite, (today, day): (&str, &str), page: &str) -> Vec<String> {
    let said = repo.run_on(today, &["audit", page, "--on", day, "--format", "json"]).well();
    let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let checks = json["checks"].as_array().expect("checks");
    assert!(checks.len() > 5, "{checks:?}");
    for check in checks {
        let (command, shows) =
            (check["command"].as_str().expect("text"), check["shows"].as_str().expect("text"));
        let (printed, went_well) = shell(repo, command);
        assert_eq!(went_well, !shows.starts_with("fails"), "{command}");
        assert!(
            command.contains("GIT_GRAFT_FILE= git --no-replace-objects --literal-pathspecs ")
                || command.starts_with("printf"),
            "{command}"
        );
        if let Some(id) = shows.strip_prefix("prints ") {
            let id = id.split(',').next().expect("an id");
            assert_eq!(printed.trim(), id, "{command}");
        }
        if let Some(id) = shows.strip_prefix("one line, ") {
            assert!(printed.lines().count() == 1 && printed.starts_with(&id[..8]), "{command}: {printed}");
        }
        if let Some((_, id)) = shows.split_once("which names ") {
            assert!(printed.contains(id), "{command}: {printed}");
        }
        if shows.contains("below those that changed it later") {
            let last = printed.lines().last().expect("lines");
            assert!(printed.lines().count() > 1 && last.starts_with(&shows[..8]), "{command}: {printed}");
        }
    }
    checks.iter().map(|check| check["shows"].as_str().expect("text").to_owned()).collect()
}

#[test]
fn a_picture_that_changed_after_the_words_is_found_where_both_stood() {
    let repo = approved();
    repo.pass(24);
    repo.save("content/talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"3\"/>\n");
    let day = "2023-11-17";
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run_on(day, &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.pass(24);
    repo.commit("Approve it");
    repo.run_on(day, &["audit", "GL-1", "--on", day]).well().says("On 17 Nov 2023 issue 2 was in force");
    git_agrees(&repo, (day, day), "GL-1");
}

#[test]
fn a_frame_is_shown_with_the_keys_that_it_speaks_for() {
    let repo = approved();
    let model = repo.path().join("content/model.md");
    let asked = "  - id: C-9\n    statement: S.\n    for: frame\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n---\nWho";
    let model = std::fs::read_to_string(model).expect("a model").replace("---\nWho", asked);
    repo.write("content/model.md", &model);
    repo.write("content/frame.md", "---\ntitle: Frame\nkind: frame\nid: FR-1\ncovers: [\"static/**\"]\nkeys: [name, accent]\n---\nThe looks.\n");
    repo.write(
        "content/bare.md",
        "---\ntitle: Bare\nkind: frame\nid: FR-2\ncovers: [\"static/x\"]\nkeys: [accent]\n---\nLess.\n",
    );
    repo.save("static/form.txt", "a form\n");
    repo.run(&["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Ask for frames");
    let approve = |repo: &GovernedSite, page: &str, day: &str| {
        repo.run_on(day, &["approve", page, "--role", "legal", "--by", "tax", "--yes"]).well()
    };
    let then = "2023-11-16";
    let said = approve(&repo, "FR-1", then);
    assert!(said.stderr.contains("the keys of site.toml that it speaks for"), "{}", said.stderr);
    approve(&repo, "FR-2", then);
    repo.commit("Approve the frames");
    git_agrees(&repo, (then, then), "FR-2");
    let shows = git_agrees(&repo, (then, then), "FR-1");
    assert!(shows.iter().any(|shows| shows.contains("the keys that the frame speaks for")), "{shows:?}");
    let said = repo.run_on(then, &["audit", "FR-1", "--on", then]).well();
    said.says("with the keys of site.toml that it speaks for (");
    assert!(!said.stdout.contains("governance keys"), "{}", said.stdout);
    repo.pass(48);
    let site = repo.read("site.toml");
    repo.save("site.toml", &site.replace("\"Handbook\"", "\"Playbook\""));
    let day = "2023-11-19";
    let said = approve(&repo, "FR-1", "2023-11-18");
    let keys = "Other values of the keys of site.toml that it speaks for:\n  - name = \"Handbook\"\n  + name = \"Playbook\"\n";
    assert!(said.stderr.contains(keys), "{}", said.stderr);
    assert!(!said.stderr.contains("[governance]"), "{}", said.stderr);
    repo.commit("Approve the other name");
    repo.run_on(day, &["audit", "FR-1", "--on", day]).well().says("issue 2 was in force");
    git_agrees(&repo, (day, day), "FR-1");
}

#[test]
fn grafts_and_patterns_have_no_say_in_what_is_shown() {
    let repo = approved();
    let records = repo.records();
    let of_legal = records.iter().find(|name| name.contains("gl-1-legal")).expect("a record");
    let folder = "content/governance/records";
    repo.git(&["mv", &format!("{folder}/{of_legal}"), &format!("{folder}/*.yaml")]);
    repo.git(&["commit", "--quiet", "--amend", "--no-edit"]);
    repo.save("content/other.md", "# Another\n");
    git_agrees(&repo, (DAY, DAY), "GL-1");
    let commits = shell(&repo, "git rev-list HEAD").0;
    let commits: Vec<&str> = commits.lines().collect();
    let graft = format!("{} {}\n", commits[0], commits[2]);
    std::fs::create_dir_all(repo.path().join(".git/info")).expect("a folder");
    std::fs::write(repo.path().join(".git/info/grafts"), graft).expect("a file");
    git_agrees(&repo, (DAY, DAY), "GL-1");
}

#[test]
fn a_record_that_was_changed_later_is_told() {
    let repo = approved();
    let records = repo.records();
    let of_legal = records.iter().find(|name| name.contains("gl-1-legal")).expect("a record");
    let file = format!("content/governance/records/{of_legal}");
    let text = repo.read(&file);
    repo.pass(24);
    repo.save(&file, &(text + "note: as an afterthought\n"));
    repo.git(&["rm", "--quiet", &file]);
    repo.commit("Delete it");
    let shows = git_agrees(&repo, ("2023-11-30", "2023-11-29"), "GL-1");
    assert!(shows.iter().any(|shows| shows.contains("below those that changed it later")), "{shows:?}");
    let said = repo.run_on("2023-11-30", &["audit", "GL-1", "--on", "2023-11-29"]).well();
    said.says(&format!("changed or took away {file}, which counts as it arrived"));
    assert!(!said.stdout.contains("nothing changed"), "{}", said.stdout);
}

#[test]
fn that_nothing_was_left_out_is_shown_by_git_too() {
    let repo = approved();
    repo.pass(24 * 10);
    repo.save("content/other.md", &guideline("GL-2", "Never approved."));
    let head = shell(&repo, "git rev-parse HEAD").0;
    let listed = |page: &str, day: &str| {
        let said = repo.run_on("2023-12-01", &["audit", page, "--on", day, "--format", "json"]).well();
        let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
        let checks = json["checks"].as_array().expect("checks").clone();
        let of = |words: &str| {
            let is_it = |check: &&Value| check["shows"].as_str().is_some_and(|shows| shows.contains(words));
            let check = checks.iter().find(is_it).expect("a check");
            let command = check["command"].as_str().expect("text").to_owned();
            (command.clone(), check["shows"].to_string(), shell(&repo, &command).0)
        };
        (of("records that still lie there"), of("the last commit of the main line"))
    };
    let ((_, _, none), _) = listed("GL-2", "2023-12-01");
    assert_eq!(none, "", "no record names it");
    let ((command, _, all), (_, shows, line)) = listed("GL-1", "2023-11-16");
    assert_eq!(all.lines().count(), 2, "{command}: {all}");
    let then = all.split(':').next().expect("a commit").to_owned();
    assert_ne!(then, head.trim(), "the day ended before the newest commit");
    let dates: Vec<&str> = line.lines().collect();
    assert!(dates.len() == 2 && dates[1].starts_with(&then), "{line}");
    assert!(shows.contains(&then[..8]), "{shows}");
}

/// A record that counts is told by git whatever became of its file and of the folder, and however it writes the page.
#[test]
fn records_that_lie_there_no_more_are_shown_by_git_too() {
    let repo = approved();
    let old: Vec<String> = repo.records();
    repo.pass(48);
    let site = repo.read("site.toml");
    repo.save("site.toml", &(site + "records = \"proofs\"\n"));
    repo.run_on("2023-11-17", &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    repo.commit("Keep records elsewhere");
    repo.run_on("2023-11-17", &["review", "GL-1", "--role", "lead", "--by", "law", "--yes"]).well();
    repo.commit("Review it");
    repo.git(&["rm", "--quiet", "-r", "content/governance/records"]);
    repo.commit("Tidy up");
    repo.pass(24);
    repo.save("proofs/later.yaml", "record: review\n");
    let day = "2023-11-18";
    let said = repo.run_on("2023-11-30", &["audit", "GL-1", "--on", day, "--format", "json"]).well();
    let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let checks = json["checks"].as_array().expect("checks");
    let is_it =
        |check: &&Value| check["shows"].as_str().is_some_and(|shows| shows.starts_with("all that came"));
    let command = checks.iter().find(is_it).expect("a check")["command"].as_str().expect("text");
    let (printed, went_well) = shell(&repo, command);
    assert!(went_well, "{command}");
    assert!(old.len() > 2, "the adoption is among them");
    for name in old {
        for what in ["A", "D"] {
            let line = format!("{what}\tcontent/governance/records/{name}");
            assert!(printed.lines().any(|printed| printed == line), "no `{line}` in {printed}\nof {command}");
        }
    }
    assert_eq!(printed.lines().filter(|line| line.starts_with("A\tproofs/")).count(), 1, "{printed}");
    assert!(!printed.contains("later.yaml"), "{printed}");
}

#[test]
fn by_whose_word_the_line_begins_is_told() {
    let repo = approved();
    let said = repo.run(&["audit", "GL-1", "--on", DAY]).well();
    said.says("By this repository's own account: that its first model was adopted in commit ");
    let json = audited(&repo, DAY, DAY);
    assert_eq!(json["adopted"]["known_from_outside"], false);
    let root = json["adopted"]["commit"].as_str().expect("text").to_owned();
    let said = repo.run(&["audit", "GL-1", "--on", DAY, "--adopted-at", &root]).well();
    said.says("as is known from outside of the repository");
    repo.run(&["register"]).well().says("By this repository's own account");
    let said = repo.run(&["register", "--format", "json", "--adopted-at", &root]).well();
    said.says("\"known_from_outside\": true");
}

#[test]
fn a_day_is_told_as_it_was() {
    let repo = approved();
    repo.pass(24 * 10);
    repo.save("content/tone.md", &guideline("GL-1", "Another text."));
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        repo.run_on("2023-11-25", &["approve", "GL-1", "--role", role, "--by", person, "--yes"]).well();
    }
    repo.commit("Approve it");
    let then = audited(&repo, "2023-12-01", "2023-11-20");
    assert_eq!((&then["in_force"]["issue"], &then["in_force"]["until"]), (&1.into(), &"2023-11-25".into()));
    let records = then["records"].as_array().expect("records");
    assert_eq!(records.len(), 2, "{records:?}");
    let of_legal = records.iter().find(|record| record["role"] == "legal").expect("a record");
    assert_eq!(of_legal["person"], "tax");
    assert_eq!(of_legal["capacity"], "holder");
    assert_eq!(of_legal["commit"]["by"], "HR", "who committed it, not who wrote it");
    assert_eq!(of_legal["commit"]["signature"], Value::Null);
    let since = then["since"].to_string();
    assert!(since.contains("issue 2") && since.contains("guidepost diff GL-1 "), "{since}");
    let now = audited(&repo, "2023-12-01", "2023-12-01");
    assert_eq!(now["in_force"]["issue"], 2);
    assert_eq!(now["since"], Value::Array(Vec::new()));
    assert!(!now.to_string().contains("example.org"), "addresses are withheld");

    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-12-02"]);
    assert!(said.status == 2 && said.stderr.contains("still to come"), "{}", said.stderr);
    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-11-01"]).well();
    said.says("nobody was asked to approve this page");
}

#[test]
fn a_page_that_is_deleted_since_is_told_as_it_stood() {
    let repo = approved();
    repo.pass(24 * 10);
    repo.git(&["rm", "--quiet", "content/tone.md"]);
    repo.commit("Delete it");
    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-11-20"]).well();
    said.says("deleted since");
    said.says("issue 1 was in force");
    // A deletion changes nothing of what is in force.
    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-11-30"]).well();
    said.says("deleted since");
    said.says("issue 1 was in force, since 15 Nov 2023, and it still is");
    repo.run_on(
        "2023-11-25",
        &["withdraw", "GL-1", "--reason", "Gone", "--role", "lead", "--by", "law", "--yes"],
    )
    .well();
    repo.commit("Withdraw it");
    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-11-30"]).well();
    said.says("it was withdrawn on 25 Nov 2023");
    let said = repo.run_on("2023-12-01", &["audit", "GL-1", "--on", "2023-11-20"]).well();
    said.says("issue 1 was in force, since 15 Nov 2023, and no longer from 25 Nov 2023 on");
}

#[test]
fn who_held_a_role_is_shown_by_the_page_of_the_role_as_it_was_in_force() {
    let repo = approved();
    let page = repo.read("content/roles/legal.md");
    repo.pass(24);
    repo.save("content/roles/legal.md", &page.replace("name: tax", "name: somebody-else"));
    let said = audited(&repo, "2023-12-01", "2023-11-20");
    let checks = said["checks"].as_array().expect("checks");
    let held = checks.iter().find(|check| check["shows"] == "that tax held legal on 2023-11-15");
    let command = held.expect("a check")["command"].as_str().expect("text");
    let (printed, went_well) = shell(&repo, command);
    assert!(went_well && printed.contains("name: tax"), "{command}: {printed}");
}

/// Puts a signature on the newest commit that nobody made.
const SEAL: &str = "git cat-file commit HEAD > .git/plain &&
{ sed '/^$/,$d' .git/plain; printf 'gpgsig -----BEGIN SSH SIGNATURE-----\\n AAAA\\n -----END SSH SIGNATURE-----\\n';
  sed -n '/^$/,$p' .git/plain; } > .git/sealed &&
git update-ref HEAD $(git hash-object -t commit -w .git/sealed)";

#[test]
fn a_signature_is_told_and_not_taken_for_checked() {
    let repo = approved();
    assert!(shell(&repo, SEAL).1);
    let said = repo.run(&["audit", "GL-1", "--on", DAY]).well();
    said.says("it carries an SSH signature, which is not checked");
    said.says("whether its SSH signature holds");
    let json = audited(&repo, DAY, DAY);
    assert_eq!(json["records"][0]["commit"]["signature"], "SSH");
    assert_eq!(json["records"][0]["commit"]["verified"], Value::Null);
}

#[test]
fn without_a_day_every_text_that_was_in_force_is_listed() {
    let repo = approved();
    repo.save("content/tone.md", &guideline("GL-1", "We write otherwise."));
    for (role, person) in [("lead", "law"), ("legal", "tax")] {
        approves(&repo, "GL-1", role, person);
    }
    repo.commit("Approve it all");
    let listed = repo.run(&["audit", "GL-1"]).well();
    listed.says("GL-1 “Tone of voice” (content/tone.md)\n\n");
    listed.says("  issue 1, from 15 Nov 2023 until 15 Nov 2023: ");
    listed.says("  issue 2, from 15 Nov 2023 until today: ");
    for signer in ["law (lead)", "tax (legal)"] {
        assert_eq!(listed.stdout.matches(signer).count(), 2, "{}", listed.stdout);
    }
    let json: Value =
        serde_json::from_str(&repo.run(&["audit", "GL-1", "--format", "json"]).well().stdout).expect("JSON");
    assert_eq!(json["issues"][2]["issue"], 2, "{json}");
    // Of a day with several, the last counts, and the others are named.
    repo.run(&["audit", "GL-1", "--on", DAY]).well().says("Earlier that day issue 1 was in force.\n");
    let earlier = audited(&repo, DAY, DAY)["earlier_that_day"].as_array().map(Vec::len);
    assert_eq!(earlier, Some(2), "issue 1, and what stood there before");
    let later = audited(&repo, "2023-11-20", "2023-11-20");
    assert_eq!(later["earlier_that_day"], serde_json::json!([]));
}
