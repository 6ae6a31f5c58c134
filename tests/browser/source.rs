//! The example's sources in a repository of their own, whose history the tests know: whatever checkout they run in, one
//! draft waits on [`TODAY`](crate::example::TODAY), one review is overdue, one control is waived.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{Git, finish};

/// The root of that repository, made as `scripts/example` makes the one that it shows.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-source");
        let _ = fs::remove_dir_all(&root);
        let mut script = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/example-past"));
        finish(script.arg(&root).arg(env!("CARGO_BIN_EXE_guidepost"))).well();
        root
    })
}

/// The day of what is committed: that of the last commit of the example.
pub(crate) const DAY: &str = "2026-11-24";

/// Git in a repository of the example, on that day.
pub(crate) fn git(root: &Path) -> Git {
    Git::at(root).on(format!("{DAY}T12:00:00Z"))
}
