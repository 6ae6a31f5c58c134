//! The site that is attacked: what people do with it, as they would do it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::support::{GovernedSite, RECORDS, Repo, copy};
use crate::trust::recipe::Recipe;

/// The day on which everything is asked, later than every commit.
pub(crate) const TODAY: &str = "2025-03-31";
/// A day on which the first text is in force and nothing else has happened.
pub(crate) const QUIET: &str = "2025-01-15";
/// The day of the commit that nobody approved.
pub(crate) const DRAFTED: &str = "2025-01-20";
/// The day on which attacks begin.
pub(crate) const ATTACK: &str = "2025-03-03";

/// The guideline's file.
pub(crate) const GIFTS: &str = "content/guidelines/gifts.md";
/// What is approved of the guideline.
pub(crate) const APPROVED: &str = "We accept no gift above twenty crowns.";
/// A word that nobody approved: it stands in the draft alone.
pub(crate) const CANARY: &str = "zebracanary";

/// The site with its draft, committed.
pub(crate) fn with_draft() -> GovernedSite {
    static DRAFT: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let mini = before_draft();
        mini.draft();
        mini
    };
    shared(&DRAFT, "draft", make)
}

/// The site before there was a draft.
pub(crate) fn before_draft() -> GovernedSite {
    static PLAIN: OnceLock<PathBuf> = OnceLock::new();
    shared(&PLAIN, "plain", || Recipe::default().make())
}

/// A copy of a site that is made once.
pub(crate) fn shared(
    template: &OnceLock<PathBuf>,
    name: &str,
    make: impl FnOnce() -> GovernedSite,
) -> GovernedSite {
    let template = template.get_or_init(|| {
        let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trust-{name}"));
        let _none = std::fs::remove_dir_all(&template);
        let mini = make();
        copy(mini.path(), &template.join("site"));
        copy(&mini.good, &template.join("good"));
        template
    });
    let mut mini = nothing_yet();
    copy(&template.join("site"), mini.path());
    mini.good = template.join("good");
    mini
}

/// A place for a site, in which the editor does what nobody is named for.
pub(crate) fn nothing_yet() -> GovernedSite {
    let site = GovernedSite::of(Repo::not_yet(Some("editor")), TODAY);
    site.on(ATTACK);
    site
}

impl GovernedSite {
    /// Clones it, from its address as a server would give it, with further arguments of `git clone`.
    pub(crate) fn cloned(&self, arguments: &[&str]) -> GovernedSite {
        let mut clone = nothing_yet();
        self.git(&["config", "uploadpack.allowFilter", "true"]);
        let address = format!("file://{}", self.path().display());
        let target = clone.path().display().to_string();
        self.git(&[&["clone", "--quiet"], arguments, &[&address, &target]].concat());
        clone.good.clone_from(&self.good);
        clone
    }

    /// Adds the sentence that nobody approved, and commits it.
    pub(crate) fn draft(&self) {
        self.on(DRAFTED);
        self.write(GIFTS, self.read(GIFTS) + "\nGifts of any worth are zebracanary welcome.\n");
        self.commit_by("editor");
        self.on(ATTACK);
    }

    /// Signs the guideline by hook or by crook: with the command, and where it refuses with a record by hand.
    pub(crate) fn sign(&self, role: &str, person: &str) {
        self.sign_without_commit(role, person);
        self.commit_by(person);
    }

    pub(crate) fn sign_without_commit(&self, role: &str, person: &str) {
        if self.tries(&["approve", "GL-1"], role, person).status != 0 {
            let text = self.forged(role, person);
            let name: String = person.chars().filter(char::is_ascii_alphanumeric).collect();
            self.write(&format!("{RECORDS}/forged-{role}-{name}.yaml"), text);
        }
    }

    /// A record by hand of the guideline's committed text, in the form that the command writes today.
    pub(crate) fn forged(&self, role: &str, person: &str) -> String {
        static FORM: OnceLock<String> = OnceLock::new();
        let form = FORM.get_or_init(|| {
            let mini = with_draft();
            let said = mini.tries(&["approve", "GL-1"], "lead", "team-lead");
            assert_eq!(said.status, 0, "{}", said.stderr);
            mini.read(&mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]))
        });
        let line = |line: &str| match line.split(':').next() {
            Some("text") => format!("text: \"{}\"\n", self.id(GIFTS)),
            Some("role") => format!("role: {role}\n"),
            Some("person") => format!("person: {person}\n"),
            Some("date") => format!("date: {}\n", self.day()),
            _ => format!("{line}\n"),
        };
        form.lines().map(line).collect()
    }
}
