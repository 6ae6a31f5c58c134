//! What is asked after an attack: does a word leak, do the approved words stand, is it refused cleanly.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::support::{CommandRun, GovernedSite, copy, tree};
use crate::trust::attacked::{APPROVED, CANARY};

/// How a build ended that did no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The site is written, with what is in force.
    Written,
    /// Nothing is written, and it is said why.
    Refused,
}

/// The files of an output folder.
pub(crate) type Output = BTreeMap<String, Vec<u8>>;

/// Where the guideline is read.
pub(crate) const ADDRESS: &str = "guidelines/gifts/index.html";

impl GovernedSite {
    /// Keeps the output of a build that nobody has attacked yet.
    pub(crate) fn build_good(&self) {
        let out = self.good.display().to_string();
        let said = self.run(&["build", "--out", &out]);
        assert_eq!(said.status, 0, "{}", said.stderr);
        let output = tree(&self.good);
        assert!(shows(&output, ADDRESS, APPROVED), "the approved words are at their address");
    }

    /// The approved words stand at their address and no word of the draft anywhere, and nothing is refused.
    pub(crate) fn keeps_the_words(&self) {
        self.keeps_the_words_with(&[]);
    }

    /// The same, where the build is given arguments.
    pub(crate) fn keeps_the_words_with(&self, arguments: &[&str]) {
        let ended = self.builds(arguments, &|output| {
            never_shows(output, CANARY);
            assert!(shows(output, ADDRESS, APPROVED), "the approved words are not at their address");
        });
        assert_eq!(ended, [Ended::Written; 2], "what is in force is published");
    }

    /// The build is refused, and nothing is written.
    pub(crate) fn is_refused(&self) {
        let ended = self.builds(&[], &|output| never_shows(output, CANARY));
        assert_eq!(ended, [Ended::Refused; 2], "what is not known is not published");
    }

    /// The draft has come into force: it was signed by all who must.
    pub(crate) fn brings_the_draft_into_force(&self) {
        let ended = self.builds(&[], &|output| {
            assert!(shows(output, ADDRESS, CANARY), "the text that all have signed is not at its address");
        });
        assert_eq!(ended, [Ended::Written; 2]);
    }

    /// Builds over an earlier good output as the site says, and into an empty folder with the edition named.
    /// Whatever is written must be as it should.
    pub(crate) fn builds(&self, arguments: &[&str], should: &dyn Fn(&Output)) -> [Ended; 2] {
        let over = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        copy(&self.good, over.path());
        let empty = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let named = [arguments, &["--edition", "approved"]].concat();
        [self.build(over.path(), arguments, should), self.build(empty.path(), &named, should)]
    }

    fn build(&self, out: &Path, arguments: &[&str], should: &dyn Fn(&Output)) -> Ended {
        let before = tree(out);
        let folder = out.display().to_string();
        let said = self.run(&[&["build", "--out", &folder], arguments].concat());
        let after = tree(out);
        if said.status == 2 {
            refused(&said);
            assert!(before == after, "a refusal writes nothing");
            // Shown where the test wants something else.
            println!("refused: {}", said.stderr);
            return Ended::Refused;
        }
        should(&after);
        Ended::Written
    }

    /// Builds the approved edition and gives what is written, or nothing where it is refused.
    pub(crate) fn output(&self) -> Option<Output> {
        let out = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let folder = out.path().display().to_string();
        let said = self.run(&["build", "--edition", "approved", "--out", &folder]);
        if said.status == 2 {
            refused(&said);
            return None;
        }
        Some(tree(out.path()))
    }

    /// What the register says of a page, or nothing where it is refused.
    pub(crate) fn registered(&self, id: &str) -> Option<Value> {
        let said = self.run(&["register", "--format", "json"]);
        if said.status == 2 {
            refused(&said);
            return None;
        }
        let register: Value = serde_json::from_str(&said.stdout).expect("JSON");
        let pages = register["pages"].as_array().expect("pages");
        Some(pages.iter().find(|page| page["id"] == id).unwrap_or(&Value::Null).clone())
    }

    /// The page has this status in the register.
    pub(crate) fn is_registered_as(&self, id: &str, status: &str) {
        let page = self.registered(id).expect("a register");
        assert_eq!(page["status"], status, "{page}");
    }
}

/// It says what is wrong, and what to do about it.
pub(crate) fn refused(said: &CommandRun) {
    assert_eq!(said.status, 2, "{}{}", said.stdout, said.stderr);
    assert!(said.stderr.contains("help: "), "a refusal names a remedy:\n{}", said.stderr);
    assert!(!said.stderr.contains("unexpected argument"), "the question is understood:\n{}", said.stderr);
}

/// Whether a file of the output has these words.
pub(crate) fn shows(output: &Output, path: &str, words: &str) -> bool {
    output.get(path).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(words))
}

/// No file of the output has the word, in whatever case, nor has its path.
pub(crate) fn never_shows(output: &Output, word: &str) {
    let found = where_shown(output, word);
    assert!(found.is_empty(), "`{word}` is in {found:?}");
}

/// The files of the output that have a word, in whatever case.
pub(crate) fn where_shown(output: &Output, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&word);
    let shown = output.iter().filter(|(path, bytes)| has(path) || has(&String::from_utf8_lossy(bytes)));
    shown.map(|(path, _)| path.clone()).collect()
}
