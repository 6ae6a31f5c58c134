//! Commands that write a file: none of them writes over what version control or the program keeps.

use crate::trust::attacked::before_draft;

#[test]
fn no_list_is_written_over_the_repository() {
    let mini = before_draft();
    let head = mini.read(".git/HEAD");
    mini.write("elsewhere.git/HEAD", "ref: refs/heads/main\n");
    mini.write("elsewhere.git/objects/x", "");
    mini.write("elsewhere.git/refs/x", "");
    std::os::unix::fs::symlink(mini.path().join(".git"), mini.path().join("linked")).expect("a link");
    std::os::unix::fs::symlink(".git/new", mini.path().join("dangling.csv")).expect("a link");
    for out in [
        ".git/HEAD",
        ".git/new",
        ".GIT/HEAD",
        ".git",
        "linked/HEAD",
        "elsewhere.git/HEAD",
        ".guidepost/cache/x.kept",
        ".hg/x",
        "dangling.csv",
    ] {
        for command in ["register", "checklist"] {
            let out = mini.path().join(out).display().to_string();
            let said = mini.run(&[command, "--format", "csv", "--out", &out]);
            assert_eq!(said.status, 2, "{command} {out}: {}", said.all());
            assert!(said.stderr.contains("help: "), "{}", said.stderr);
        }
    }
    assert_eq!(mini.read(".git/HEAD"), head);
    assert!(!mini.path().join(".git/new").exists() && !mini.path().join(".hg").exists());
    let out = mini.path().join("register.csv").display().to_string();
    mini.run(&["register", "--format", "csv", "--out", &out]).well();
}
