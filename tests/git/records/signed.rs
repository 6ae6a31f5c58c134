//! What signatures of commits prove, with real keys and git itself.

use serde_json::Value;

use crate::records::site::{DAY, approves, site};
use crate::support::{CommandRun, GovernedSite, Keys, finish, in_shell};

/// The site, asking for signatures, with a key for each of its people in a folder beside.
struct Signed {
    repo: GovernedSite,
    keys: Keys,
}

impl Signed {
    fn new() -> Signed {
        let mut repo = site();
        let keys = Keys::make(&repo.folder.path().join("keys"), &["mallory", "ceo", "law", "tax"]);
        repo.write("signers", ["ceo", "law", "tax"].map(|person| keys.signer(person)).concat());
        repo.write("site.toml", repo.read("site.toml") + "signers = \"signers\"\n");
        repo.replace("content/model.md", "controls:", "proof: signed\ncontrols:");
        repo.commit("Ask for signatures");
        repo.keys = Some(keys.clone());
        let signed = Signed { repo, keys };
        signed.approve("GM-1", "sponsor", "ceo");
        signed.commit("ceo", Some("ceo"));
        signed
    }

    fn approve(&self, page: &str, role: &str, person: &str) {
        approves(&self.repo, page, role, person);
    }

    /// Commits everything as somebody, signed with somebody's key.
    fn commit(&self, committer: &str, key: Option<&str>) {
        self.repo.commit_with_key(committer, key, "Records");
    }

    fn check(&self) -> CommandRun {
        self.repo.run(&["check", "--format", "json"])
    }

    /// Whether a text of GL-1 is approved, and what is said of signatures.
    fn stands(&self) -> (bool, String) {
        let said = self.repo.run(&["register", "--format", "json"]);
        let register: Value = serde_json::from_str(&said.stdout).expect("JSON");
        let rows = register["pages"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["id"] == "GL-1").expect("GL-1");
        (row["issue"] == 1, self.check().stdout)
    }
}

#[test]
fn whoever_signs_their_own_records_is_proven() {
    let signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("law"));
    signed.approve("GL-1", "legal", "tax");
    signed.commit("tax", Some("tax"));
    let (in_force, findings) = signed.stands();
    assert!(in_force && !findings.contains("not proven"), "{findings}");

    let said = signed.repo.run(&["audit", "GL-1", "--on", DAY, "--format", "json"]).well();
    let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let commit = &json["records"][0]["commit"];
    assert_eq!((&commit["signature"], &commit["verified"]), (&"SSH".into(), &true.into()));
    assert!(commit["key"].as_str().is_some_and(|key| key.starts_with("SHA256:")), "{commit}");
    let checks = json["checks"].as_array().expect("checks");
    let verify = checks.iter().find(|check| check["command"].to_string().contains("verify-commit"));
    let verify = verify.expect("a check")["command"].as_str().expect("text");
    assert_eq!(finish(&mut in_shell(signed.repo.path(), verify)).status, 0, "{verify}");

    let page = signed.repo.path().join("public/tone/index.html");
    signed.repo.run(&["build"]);
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
        let signed = Signed::new();
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
    let signed = Signed::new();
    // Mallory adds their own key under another's address; nobody has approved that.
    let list = signed.repo.read("signers");
    let key = signed.keys.public("mallory");
    signed.repo.write("signers", format!("{list}law@example.org {key}"));
    signed.commit("mallory", None);
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("mallory"));
    signed.approve("GL-1", "legal", "tax");
    signed.commit("tax", Some("tax"));
    assert!(!signed.stands().0);

    signed.approve("GM-1", "sponsor", "ceo");
    signed.commit("ceo", Some("ceo"));
    let said = signed.repo.run_on("2023-11-20", &["register", "--format", "json"]);
    assert!(said.stdout.contains("GM-1"), "{}", said.stdout);
    let audit = signed.repo.run(&["audit", "GM-1", "--on", DAY]).well();
    audit.says("with the list of signers signers");
}

#[test]
fn where_nothing_can_be_checked_nothing_is_known() {
    let mut signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("law"));
    let nothing = tempfile::tempdir().expect("a folder");
    signed.repo.environment.push(("PATH", nothing.path().display().to_string()));
    let run = |arguments: &[&str]| {
        let said = signed.repo.run(arguments);
        (said.status, said.stderr + &said.stdout)
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
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.contains("what is in force is not known"), "{arguments:?}: {said}");
        assert!(said.contains("`ssh-keygen` cannot be run"), "{arguments:?}: {said}");
    }
    assert!(!signed.repo.path().join("public").exists(), "nothing is written");
}

#[test]
fn settings_of_whoever_runs_it_decide_nothing() {
    let signed = Signed::new();
    signed.approve("GL-1", "lead", "law");
    signed.commit("law", Some("mallory"));
    let own = signed.repo.folder.path().join("own");
    let key = signed.keys.public("mallory");
    std::fs::write(&own, format!("law@example.org {key}")).expect("a list");
    let own = own.display().to_string();
    signed.repo.git(&["config", "gpg.ssh.allowedSignersFile", &own]);
    let findings = signed.check().stdout;
    assert!(findings.contains("it is not proven that `law` made this record"), "{findings}");
}
