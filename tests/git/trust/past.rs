//! What was said of a day that is over, and is said of it after an attack.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{GovernedSite, tree};

/// The commands beside the build that tell how the site stood.
const TOLD_AT: [&str; 2] = ["register", "checklist"];

/// What is said of a day: by each question its answer.
pub(crate) struct Past {
    day: &'static str,
    /// The last commit of that day.
    commit: String,
    told: BTreeMap<String, String>,
}

impl GovernedSite {
    /// What is said of a day.
    pub(crate) fn past(&self, day: &'static str) -> Past {
        let until = format!("--before={day}T23:59:59Z");
        let commit = self.git(&["rev-list", "-1", "--first-parent", &until, "HEAD"]);
        let told = self.answers(day, &commit);
        let audit = &told["audit GL-1"];
        assert!(audit.contains("\"text\":\""), "a text is in force on {day}: {audit}");
        for (question, answer) in told.iter().filter(|(question, _)| question.contains(" --at ")) {
            assert!(!answer.starts_with("status 2"), "{question} is refused: {answer}");
        }
        Past { day, commit, told }
    }

    /// The same is said of a day as before.
    pub(crate) fn says_same_of_past(&self, past: &Past) {
        let told = self.answers(past.day, &past.commit);
        for (question, answer) in &past.told {
            assert!(
                told[question] == *answer,
                "{question}: of {} was said\n{answer}\nand is said now\n{}",
                past.day,
                told[question]
            );
        }
    }

    fn answers(&self, day: &str, commit: &str) -> BTreeMap<String, String> {
        let mut told = BTreeMap::new();
        for page in ["GL-1", "GM-1"] {
            told.insert(format!("audit {page}"), self.audited(page, day).to_string());
        }
        told.insert(format!("build --at {commit}"), self.built_at(commit));
        for at in [day, commit] {
            for command in TOLD_AT {
                let said = self.run(&[command, "--at", at, "--format", "json"]);
                told.insert(
                    format!("{command} --at {at}"),
                    format!("status {}\n{}", said.status, said.stdout),
                );
            }
        }
        told
    }

    /// What the audit says that cannot change once a day is over: the text in force, and by whose records.
    pub(crate) fn audited(&self, page: &str, day: &str) -> Value {
        let said = self.run(&["audit", page, "--on", day, "--format", "json"]);
        if said.status != 0 {
            return json!({"status": said.status, "stderr": said.stderr});
        }
        let mut told: Value = serde_json::from_str(&said.stdout).expect("JSON");
        if let Some(in_force) = told["in_force"].as_object_mut() {
            in_force.remove("until");
        }
        json!({"in_force": told["in_force"], "records": told["records"]})
    }

    /// The site as it stood, each of its files with what is in it.
    fn built_at(&self, at: &str) -> String {
        let out = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let folder = out.path().display().to_string();
        let said = self.run(&["build", "--edition", "approved", "--at", at, "--out", &folder]);
        let line = |(path, bytes): (String, Vec<u8>)| format!("{path}: {}\n", digest(&bytes));
        format!("status {}\n{}", said.status, tree(out.path()).into_iter().map(line).collect::<String>())
    }
}

/// A short name for bytes.
fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
