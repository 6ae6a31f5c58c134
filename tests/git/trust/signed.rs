//! The site where records count only if whoever made them signed the commit, with real keys.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::support::{GovernedSite, Keys};
use crate::trust::attacked::shared;
use crate::trust::recipe::{NO_PROOF, Recipe};

const PEOPLE: [&str; 5] = ["chair", "head-of-legal", "team-lead", "safety-officer", "intruder"];

/// A key for each of these people.
pub(crate) fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trust-keys");
        let _none = std::fs::remove_dir_all(&folder);
        Keys::make(&folder, &PEOPLE)
    })
}

/// The site before its draft, with a list of who signs in which each line may be changed.
pub(crate) fn signed_with(change: impl Fn(&str, String) -> String) -> GovernedSite {
    let line = |person: &&str| change(person, keys().signer(person));
    let mut recipe = Recipe { keys: Some(keys().clone()), ..Recipe::default() };
    recipe.site.push_str("signers = \"signers\"\n");
    recipe.model = recipe.model.replace(NO_PROOF, "proof: signed\n");
    recipe.files.push(("signers", PEOPLE[..4].iter().map(line).collect::<String>().into_bytes()));
    recipe.make()
}

/// The site with its draft.
pub(crate) fn signed() -> GovernedSite {
    static SIGNED: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let mini = signed_with(|_, line| line);
        mini.draft();
        mini
    };
    let mut mini = shared(&SIGNED, "signed", make);
    mini.keys = Some(keys().clone());
    mini
}
