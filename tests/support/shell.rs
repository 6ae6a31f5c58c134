//! A shell, for commands that are printed to be pasted into one.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::git::without_settings;

/// A shell in a folder that is about to run a command.
pub(crate) fn in_shell(folder: &Path, command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).stdin(Stdio::null());
    without_settings(&mut shell);
    shell
}

/// What PATH is with this folder at its head.
pub(crate) fn path_with(folder: &Path) -> String {
    format!("{}:{}", folder.display(), std::env::var("PATH").expect("a path"))
}

/// Writes a program of this name into a folder, and says what PATH is with that at its head.
pub(crate) fn program(folder: &Path, name: &str, script: &str) -> String {
    std::fs::create_dir_all(folder).expect("a folder");
    let file = folder.join(name);
    std::fs::write(&file, script).expect("a program");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a program");
    path_with(folder)
}
