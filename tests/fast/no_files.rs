//! What lies where files lie and is none: it is told, or passed over, and never waited for.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support;

use guidepost::disk::DiskWorld;
use support::{build_world, finish, guidepost_at, today, write_files};

const HOME: (&str, &str) = ("content/index.md", "# Home\n\nText.\n");
const OTHER: (&str, &str) = ("content/other.md", "# Other\n\nText.\n");

#[test]
fn named_pipes_and_sockets_are_told_and_never_waited_for() {
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    let config = "theme = \"theme\"\n";
    write_files(root, [HOME, OTHER, ("static/a.txt", "A"), ("theme/a.css", ""), ("site.toml", config)]);
    for pipe in ["content/pipe.md", "content/pipe.png", "static/pipe.txt", "theme/pipe.css"] {
        make_pipe(&root.join(pipe));
    }
    let _socket = std::os::unix::net::UnixListener::bind(root.join("static/socket")).expect("a socket");
    symlink("pipe.md", root.join("content/link.md")).expect("a link");
    let built = build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")));
    let told = [
        "content/link.md unreadable-file",
        "content/pipe.md unreadable-file",
        "content/pipe.png unreadable-file",
        "static/pipe.txt unreadable-file",
        "static/socket unreadable-file",
        "theme/pipe.css unreadable-file",
    ];
    assert_eq!(built.found(), told);
    assert!(built.findings[0].message.contains("is a named pipe"), "{:?}", built.findings[0]);
    let settings = root.join("site.toml");
    std::fs::remove_file(&settings).expect("removed");
    make_pipe(&settings);
    make_pipe(&root.join(".mailmap"));
    let built = build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")));
    assert!(built.found().contains(&"site.toml unreadable-file".to_owned()), "{:?}", built.found());
}

fn make_pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success());
}

#[test]
fn pipes_in_the_output_and_in_the_place_of_git_are_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    std::fs::create_dir(&site).expect("a folder");
    let code = "# Other\n\n```rust\nfn main() {}\n```\n";
    write_files(&site, [HOME, ("content/other.md", code), ("site.toml", "")]);
    make_pipe(&site.join(".git"));
    let run = |command: &str| finish(&mut guidepost_at(&site, &[command]));
    run("build").well();
    run("check").well();
    for (path, to) in [("pipe", None), ("zero", Some("/dev/zero"))] {
        let manifest = site.join("public/.guidepost-output.json");
        std::fs::remove_file(&manifest).expect(path);
        match to {
            Some(device) => symlink(device, &manifest).expect("a link"),
            None => make_pipe(&manifest),
        }
        let refused = run("build");
        assert_eq!(refused.status, 2, "{}", refused.all());
        assert!(refused.stderr.contains("it is no file"), "{}", refused.stderr);
    }
}
