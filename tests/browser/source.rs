//! The example's sources in a repository of their own, whose history the tests know: whatever checkout they run in, one
//! draft waits on [`TODAY`](crate::example::TODAY), one review is overdue, one control is waived.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The root of that repository, made as `scripts/example` makes the one that it shows.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-source");
        let _ = fs::remove_dir_all(&root);
        let made = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/example-past"))
            .arg(&root)
            .arg(env!("CARGO_BIN_EXE_guidepost"))
            .output()
            .expect("the script runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        root
    })
}

/// The day of what [`commit`] adds: that of the last commit of the example.
pub(crate) const DAY: &str = "2026-11-24";

pub(crate) fn commit(root: &Path, message: &str) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "-m", message]);
}

pub(crate) fn git(root: &Path, arguments: &[&str]) -> String {
    let at = format!("{DAY}T12:00:00Z");
    let run = Command::new("git")
        .args(["-c", "user.name=Hub", "-c", "user.email=hub@example.org", "-c", "commit.gpgsign=false"])
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", &at)
        .env("GIT_COMMITTER_DATE", &at)
        .output()
        .expect("git runs");
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &to) } else { copy_file(&path, &to) }
    }
}

fn copy_file(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    fs::copy(from, to).expect("a copy");
}
