//! SSH keys with which people sign.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a key for each of some people.
#[derive(Clone)]
pub(crate) struct Keys(PathBuf);

impl Keys {
    /// Makes keys in a folder.
    pub(crate) fn make(folder: &Path, people: &[&str]) -> Keys {
        std::fs::create_dir_all(folder).expect("a folder");
        for person in people {
            let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f"];
            ssh_keygen(Command::new("ssh-keygen").args(arguments).arg(folder.join(person)));
        }
        Keys(folder.to_owned())
    }

    /// Whether somebody has a key.
    pub(crate) fn has(&self, person: &str) -> bool {
        self.private(person).is_file()
    }

    /// The file of somebody's private key.
    pub(crate) fn private(&self, person: &str) -> PathBuf {
        self.0.join(person)
    }

    /// The public key of somebody.
    pub(crate) fn public(&self, person: &str) -> String {
        let text = std::fs::read_to_string(self.private(person).with_extension("pub")).expect("a key");
        text.trim().to_owned()
    }

    /// The line by which somebody signs commits with their own key, as lists of signers have it.
    pub(crate) fn signer(&self, person: &str) -> String {
        format!("{person}@example.org namespaces=\"git\" {}\n", self.public(person))
    }

    /// Somebody's signature of the bytes of a commit, which are in a file.
    pub(crate) fn signature(&self, person: &str, file: &Path) -> String {
        let arguments = ["-q", "-Y", "sign", "-n", "git", "-f"];
        ssh_keygen(Command::new("ssh-keygen").args(arguments).arg(self.private(person)).arg(file));
        std::fs::read_to_string(file.with_extension("sig")).expect("a signature")
    }
}

fn ssh_keygen(command: &mut Command) {
    assert!(command.status().expect("ssh-keygen").success(), "{command:?}");
}
