//! What a folder of output says of itself: whoever may push may write that as well.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{APPROVED, CANARY, before_draft};
use crate::trust::judge::{ADDRESS, Output, never_shows, shows};

const MANIFEST: &str = ".guidepost-output.json";

fn build(mini: &GovernedSite, out: &Path) -> Output {
    let said = mini.run(&["build", "--out", &out.display().to_string()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    tree(out)
}

/// Puts other words into every file of an output, and has its manifest say that they belong there.
fn forge(out: &Path) {
    let manifest = std::fs::read_to_string(out.join(MANIFEST)).expect("a manifest");
    let mut manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let files = manifest["files"].as_object_mut().expect("files");
    for (path, hash) in files.iter_mut().filter(|(path, _)| path.contains(".html")) {
        let forged = std::fs::read_to_string(out.join(path)).expect("a page").replace("twenty", CANARY);
        *hash = blake3::hash(forged.as_bytes()).to_hex().to_string().into();
        std::fs::write(out.join(path), forged).expect("written");
    }
    std::fs::write(out.join(MANIFEST), manifest.to_string()).expect("written");
}

fn is_right(output: &Output) {
    never_shows(output, CANARY);
    assert!(shows(output, ADDRESS, APPROVED));
}

#[test]
fn an_output_that_comes_with_the_repository_is_not_believed() {
    let mini = before_draft();
    build(&mini, &mini.path().join("public"));
    forge(&mini.path().join("public"));
    mini.git(&["add", "--force", "public"]);
    mini.commit_by("intruder");
    let clone = mini.cloned(&[]);
    let public = clone.path().join("public");
    assert!(!shows(&tree(&public), ADDRESS, APPROVED), "it comes along");
    is_right(&build(&clone, &public));
}

#[test]
fn nor_one_whose_memos_come_along() {
    let mini = before_draft();
    let public = mini.path().join("public");
    build(&mini, &public);
    forge(&public);
    // The intruder's own program would have noted it so.
    mini.git(&["add", "--force", "public", ".guidepost"]);
    mini.commit_by("intruder");
    let clone = mini.cloned(&[]);
    is_right(&build(&clone, &clone.path().join("public")));
}

#[test]
fn nor_one_that_was_put_there_since() {
    let mini = before_draft();
    let out = mini.folder.path().join("out");
    build(&mini, &out);
    forge(&out);
    is_right(&build(&mini, &out));
}

/// As a job does that keeps the output alone between its runs.
#[test]
fn an_output_alone_is_compared_and_what_it_lists_is_removed() {
    let mini = before_draft();
    let out = mini.folder.path().join("out");
    mini.write("content/old.md", "# Old\n");
    mini.commit_by("editor");
    build(&mini, &out);
    std::fs::remove_dir_all(mini.path().join(".guidepost")).expect("there were memos");
    mini.remove("content/old.md");
    mini.commit_by("editor");
    let after = build(&mini, &out);
    is_right(&after);
    assert!(!after.contains_key("old/index.html"), "what is obsolete is removed");
}

/// A machine that vouches for what it wrote, and an output that is under version control since.
#[test]
fn nothing_is_believed_of_an_output_under_version_control() {
    let mini = before_draft();
    let public = mini.path().join("public");
    build(&mini, &public);
    let written = |path: &PathBuf| std::fs::metadata(path).and_then(|file| file.modified()).expect("there");
    let page = public.join(ADDRESS);
    let before = written(&page);
    build(&mini, &public);
    assert_eq!(written(&page), before, "what is right stays");
    mini.git(&["add", "--force", "public"]);
    mini.commit_by("editor");
    let said = mini.run(&["build", "--out", &public.display().to_string()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert_eq!(written(&page), before, "it is compared by bytes");
    is_right(&tree(&public));
}
