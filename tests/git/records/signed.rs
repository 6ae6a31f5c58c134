//! What signatures of commits prove, with real keys and git itself.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::records::site::{DAY, Said, on, site};
use crate::repo::{Repo, git_at};

/// The site, asking for signatures, with a key for each of its people in a folder beside.
struct Signed {
    repo: Repo,
    keys: tempfile::TempDir,
}

fn make_key(folder: &Path, name: &str) -> String {
    let file = folder.join(name);
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
        .arg(&file)
        .status()
        .expect("ssh-keygen");
    assert!(made.success());
    let public = std::fs::read_to_string(file.with_extension("pub")).expect("a key");
    public.trim().to_owned()
}

impl Signed {
    fn new() -> Signed {
        let mut repo = site();
        let keys = tempfile::tempdir().expect("a folder");
        make_key(keys.path(), "mallory");
        let line = |person: &str| {
            format!("{person}@example.org namespaces=\"git\" {}\n", make_key(keys.path(), person))
        };
        repo.write("signers", &["ceo", "law", "tax"].map(line).concat());
        let site = std::fs::read_to_string(repo.path().join("site.toml")).expect("a file");
        repo.write("site.toml", &format!("{site}signers = \"signers\"\n"));
        let model = std::fs::read_to_string(repo.path().join("content/model.md")).expect("a file");
        repo.write("content/model.md", &model.replace("controls:", "proof: signed\ncontrols:"));
        repo.commit("Ask for signatures");
        let mut signed = Signed { repo, keys };
        signed.approve("GM-1", "sponsor", "ceo");
        signed.commit("ceo", Some("ceo"));
        signed
    }

    fn approve(&self, page: &str, role: &str, person: &str) {
        on(&self.repo, DAY, &["approve", page, "--role", role, "--by", person, "--yes"]).well();
    }

    /// Commits everything as somebody, signed with somebody's key.
    fn commit(&mut self, committer: &str, key: Option<&str>) {
        let address = format!("{committer}@example.org");
        let key = key.map(|key| format!("user.signingkey={}", self.keys.path().join(key).display()));
        let mut command = git_at(self.repo.path(), 22);
        command.env("GIT_COMMITTER_EMAIL", &address).env("GIT_COMMITTER_NAME", committer);
        command.env("GIT_AUTHOR_EMAIL", &address).env("GIT_AUTHOR_NAME", committer);
        if let Some(key) = &key {
            command.args(["-c", "gpg.format=ssh", "-c", key]);
        }
        command.args(["commit", "--quiet", "--all", "--message", "Records"]);
        if key.is_some() {
            command.arg("--gpg-sign");
        }
        self.repo.git(&["add", "--all"]);
        let output = command.output().expect("git");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn check(&self) -> Said {
        on(&self.repo, DAY, &["check", "--format", "json"])
    }

    /// Whether a text of GL-1 is approved, and what is said of signatures.
    fn stands(&self) -> (bool, String) {
        let said = on(&self.repo, DAY, &["register", "--format", "json"]);
        let register: Value = serde_json::from_str(&said.out).expect("JSON");
        let rows = register["pages"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["id"] == "GL-1").expect("GL-1");
        (row["issue"] == 1, self.check().out)
    }
}

#[test]
fn whoever_signs_their_own_records_is_proven() {
    let mut signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("law"));
    signed.approve("GL-1", "legal", "tax");
    signed.commit("tax", Some("tax"));
    let (in_force, findings) = signed.stands();
    assert!(in_force && !findings.contains("not proven"), "{findings}");

    let said = on(&signed.repo, DAY, &["audit", "GL-1", "--on", DAY, "--format", "json"]).well();
    let json: Value = serde_json::from_str(&said.out).expect("JSON");
    let commit = &json["records"][0]["commit"];
    assert_eq!((&commit["signature"], &commit["verified"]), (&"SSH".into(), &true.into()));
    assert!(commit["key"].as_str().is_some_and(|key| key.starts_with("SHA256:")), "{commit}");
    let checks = json["checks"].as_array().expect("checks");
    let verify = checks.iter().find(|check| check["command"].to_string().contains("verify-commit"));
    let verify = verify.expect("a check")["command"].as_str().expect("text");
    let run = Command::new("sh")
        .args(["-c", verify])
        .current_dir(signed.repo.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status();
    assert!(run.expect("a shell").success(), "{verify}");

    let page = signed.repo.path().join("public/tone/index.html");
    on(&signed.repo, DAY, &["build"]);
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains("with an SSH signature"), "{page}");
}

#[test]
fn what_others_sign_or_nobody_proves_nothing() {
    for (committer, key) in [
        ("law", None),
        ("law", Some("mallory")),
        ("law", Some("tax")),
        ("mallory", Some("mallory")),
        ("tax", Some("tax")),
    ] {
        let mut signed = Signed::new();
        signed.approve("GL-1", "lead", "law");
        signed.commit(committer, key);
        signed.approve("GL-1", "legal", "tax");
        signed.commit("tax", Some("tax"));
        let (in_force, findings) = signed.stands();
        assert!(!in_force, "{committer} {key:?}");
        assert!(
            findings.contains("it is not proven that `law` made this record"),
            "{committer} {key:?}: {findings}"
        );
    }
}

#[test]
fn who_signs_is_approved_with_the_model() {
    let mut signed = Signed::new();
    // Mallory adds their own key under another's address; nobody has approved that.
    let list = std::fs::read_to_string(signed.repo.path().join("signers")).expect("a list");
    let key = std::fs::read_to_string(signed.keys.path().join("mallory.pub")).expect("a key");
    signed.repo.write("signers", &format!("{list}law@example.org {key}"));
    signed.commit("mallory", None);
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("mallory"));
    signed.approve("GL-1", "legal", "tax");
    signed.commit("tax", Some("tax"));
    assert!(!signed.stands().0);

    signed.approve("GM-1", "sponsor", "ceo");
    signed.commit("ceo", Some("ceo"));
    let said = on(&signed.repo, "2023-11-20", &["register", "--format", "json"]);
    assert!(said.out.contains("GM-1"), "{}", said.out);
    let audit = on(&signed.repo, DAY, &["audit", "GM-1", "--on", DAY]).well();
    audit.says("with the list of signers signers");
}

#[test]
fn where_nothing_can_be_checked_nothing_is_known() {
    let mut signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("law"));
    let nothing = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_guidepost"))
            .args(["--root"])
            .arg(signed.repo.path())
            .args(arguments)
            .args(["--date", DAY])
            .env("PATH", nothing.path())
            .output()
            .expect("it runs");
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        (output.status.code(), said)
    };
    let (_, said) = run(&["check"]);
    assert!(said.contains("unchecked-signatures") && said.contains("`ssh-keygen` cannot be run"), "{said}");
    assert!(!said.contains("not proven"), "what cannot be checked is no forgery: {said}");
    for arguments in [
        &["build", "--edition", "approved"][..],
        &["register"],
        &["checklist"],
        &["needs"],
        &["audit", "GL-1", "--on", DAY],
    ] {
        let (status, said) = run(arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {said}");
        assert!(said.contains("what is in force is not known"), "{arguments:?}: {said}");
        assert!(said.contains("`ssh-keygen` cannot be run"), "{arguments:?}: {said}");
    }
    assert!(!signed.repo.path().join("public").exists(), "nothing is written");
}

#[test]
fn settings_of_whoever_runs_it_decide_nothing() {
    let mut signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("mallory"));
    let own = signed.keys.path().join("own");
    let key = std::fs::read_to_string(signed.keys.path().join("mallory.pub")).expect("a key");
    std::fs::write(&own, format!("law@example.org {key}")).expect("a list");
    let own = own.display().to_string();
    signed.repo.git(&["config", "gpg.ssh.allowedSignersFile", &own]);
    let findings = signed.check().out;
    assert!(findings.contains("it is not proven that `law` made this record"), "{findings}");
}
