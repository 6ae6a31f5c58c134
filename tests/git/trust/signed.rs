//! The site where records count only if whoever made them signed the commit, with real keys.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::trust::mini::Mini;
use crate::trust::recipe::{NO_PROOF, Recipe};

const PEOPLE: [&str; 5] = ["chair", "head-of-legal", "team-lead", "safety-officer", "intruder"];

/// A folder with a key for each of these people.
fn keys() -> &'static Path {
    static KEYS: OnceLock<PathBuf> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trust-keys");
        let _none = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        for person in PEOPLE {
            let mut command = Command::new("ssh-keygen");
            command.args(["-q", "-t", "ed25519", "-N", "", "-C", person, "-f"]).arg(folder.join(person));
            assert!(command.status().expect("ssh-keygen").success());
        }
        folder
    })
}

/// The private key of somebody.
pub(crate) fn private_key(person: &str) -> PathBuf {
    keys().join(person)
}

/// The public key of somebody.
pub(crate) fn public_key(person: &str) -> String {
    let text = std::fs::read_to_string(keys().join(person).with_extension("pub")).expect("a key");
    text.trim().to_owned()
}

/// The site before its draft, with a list of who signs in which each line may be changed.
pub(crate) fn signed_with(change: impl Fn(&str, String) -> String) -> Mini {
    let line = |person: &&str| {
        change(person, format!("{person}@example.org namespaces=\"git\" {}\n", public_key(person)))
    };
    let mut recipe = Recipe { keys: Some(keys().to_owned()), ..Recipe::default() };
    recipe.site.push_str("signers = \"signers\"\n");
    recipe.model = recipe.model.replace(NO_PROOF, "proof: signed\n");
    recipe.files.push(("signers", PEOPLE[..4].iter().map(line).collect::<String>().into_bytes()));
    recipe.make()
}

/// The site with its draft.
pub(crate) fn signed() -> Mini {
    static SIGNED: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let mini = signed_with(|_, line| line);
        mini.draft();
        mini
    };
    let mut mini = Mini::shared(&SIGNED, "signed", make);
    mini.keys = Some(keys().to_owned());
    mini
}

/// A folder with a program of this name, for the head of PATH.
pub(crate) fn program(mini: &Mini, name: &str, script: &str) -> String {
    let folder = mini.folder.path().join("programs");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    std::fs::write(&file, script).expect("a program");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let path = std::env::var("PATH").expect("a path");
    format!("{}:{path}", folder.display())
}
