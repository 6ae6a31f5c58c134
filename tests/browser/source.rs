//! The example's sources in a repository of their own, whose history the tests know: whatever checkout they run in, one
//! draft waits on [`TODAY`](crate::example::TODAY), one review is overdue, one control is waived.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The page of which a newer draft waits.
const DRAFT: &str = "content/guidelines/corrections.md";
/// Its document number, in lower case as names of records have it.
const NUMBER: &str = "gl-016";

/// The root of that repository.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-source");
        let _ = fs::remove_dir_all(&root);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &root.join("content"));
        copy_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site.toml"), &root.join("site.toml"));
        git(&root, &["init", "--quiet", "."]);
        approve_as_it_stands(&root);
        commit(&root, "Approve");
        let draft = fs::read_to_string(root.join(DRAFT)).expect("a guideline");
        fs::write(root.join(DRAFT), draft + "\nA sentence that waits.\n").expect("a draft");
        commit(&root, "Write a draft");
        root
    })
}

/// The records of the page with the draft name a text that a checkout without history does not have: here they name the
/// one that stands there.
fn approve_as_it_stands(root: &Path) {
    let id = git(root, &["hash-object", DRAFT]);
    for entry in fs::read_dir(root.join("content/governance/records")).expect("records") {
        let file = entry.expect("an entry").path();
        if file.to_str().is_some_and(|name| name.contains(NUMBER)) {
            let record = fs::read_to_string(&file).expect("a record");
            let named = |line: &str| {
                if line.starts_with("text:") {
                    format!("text: \"{}\"\n", id.trim())
                } else {
                    format!("{line}\n")
                }
            };
            let lines = record.lines().map(named);
            fs::write(&file, lines.collect::<String>()).expect("a record");
        }
    }
}

pub(crate) fn commit(root: &Path, message: &str) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "-m", message]);
}

pub(crate) fn git(root: &Path, arguments: &[&str]) -> String {
    let at = "2026-11-22T12:00:00Z";
    let run = Command::new("git")
        .args(["-c", "user.name=Hub", "-c", "user.email=hub@example.org", "-c", "commit.gpgsign=false"])
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", at)
        .env("GIT_COMMITTER_DATE", at)
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
