//! Disks that are full and folders that take no file: said in words, and mended by the next build.

use super::*;

#[cfg(target_os = "linux")]
fn full_disk(_: &Path) -> std::io::Result<fs::File> {
    // Takes no byte, with the error of a disk that is full.
    fs::OpenOptions::new().write(true).open("/dev/full")
}

/// A folder that takes no file, also for root, who may write anywhere.
fn refusing(_: &Path) -> std::io::Result<fs::File> {
    Err(std::io::ErrorKind::PermissionDenied.into())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_mended() {
    let dir = folder();
    build(dir.path(), &[("index.html", "old"), ("gone.html", "gone")]);
    let mut output = open(dir.path());
    output.put_bytes(&path("a/index.html"), b"new").expect("there is room yet");
    output.create = full_disk;
    let error = output.put_bytes(&path("index.html"), b"a new text").expect_err("no room").to_string();
    let file = fs::canonicalize(dir.path()).expect("there").join("index.html");
    assert_eq!(error, format!("cannot write `{}`: the disk is full", file.display()));
    // Not even the manifest can be written, so what it does not name goes.
    drop(output);
    assert_eq!(tree(dir.path()), files(&[("gone.html", "gone"), ("index.html", "old")]));

    let summary = build(dir.path(), &[("index.html", "a new text"), ("a/index.html", "new")]);
    assert_eq!((summary.new, summary.changed, summary.removed), (1, 1, vec![path("gone.html")]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_copy_onto_a_full_disk_leaves_the_old_one() {
    let (dir, sources) = (folder(), folder());
    write_by_hand(sources.path(), "film", "new");
    build(dir.path(), &[("film", "old film")]);
    let mut output = open(dir.path());
    output.create = full_disk;
    let error = output.copy(&path("film"), &sources.path().join("film")).expect_err("no room");
    assert!(error.to_string().ends_with("the disk is full"), "{error}");
    let error = output.copy(&path("other"), &sources.path().join("missing")).expect_err("nothing to copy");
    assert!(
        error.to_string().starts_with("cannot read") && error.to_string().ends_with("it does not exist"),
        "{error}"
    );
    drop(output);
    assert_eq!(tree(dir.path()), files(&[("film", "old film")]));
}

#[test]
fn what_a_failed_build_wrote_is_known_to_the_next() {
    let dir = folder();
    build(dir.path(), &[("old.html", "old"), ("both.html", "old")]);
    let output = open(dir.path());
    output.put_bytes(&path("new/index.html"), b"new").expect("written");
    output.put_bytes(&path("both.html"), b"new").expect("written");
    drop(output);
    assert_eq!(
        tree(dir.path()),
        files(&[("both.html", "new"), ("new/index.html", "new"), ("old.html", "old")]),
        "nothing is removed by a build that failed"
    );
    let summary = build(dir.path(), &[]);
    assert_eq!(summary.removed, [path("both.html"), path("new/index.html"), path("old.html")]);
}

#[test]
fn a_build_that_cannot_write_its_manifest_is_no_build() {
    let dir = folder();
    build(dir.path(), &[("a.html", "a")]);
    let mut output = open(dir.path());
    output.put_bytes(&path("a.html"), b"a").expect("the same");
    output.put_bytes(&path("b/index.html"), b"b").expect("written");
    output.create = refusing;
    let error = output.finish().expect_err("no manifest").to_string();
    assert!(error.ends_with(".guidepost-output.json`: permission is denied"), "{error}");
    assert_eq!(tree(dir.path()), files(&[("a.html", "a")]));
    assert_eq!(build(dir.path(), &[("a.html", "a")]).same, 1);
}

#[test]
fn an_unchanged_site_needs_no_permission() {
    let dir = folder();
    build(dir.path(), &[("a/index.html", "a")]);
    let mut output = open(dir.path());
    output.create = refusing;
    output.put_bytes(&path("a/index.html"), b"a").expect("nothing to write");
    assert_eq!(output.finish().expect("nothing to write").same, 1);
}

#[test]
fn a_name_that_is_too_long_is_said() {
    let dir = folder();
    let output = open(dir.path());
    let error = output.put_bytes(&path(&"x".repeat(300)), b"x").expect_err("too long").to_string();
    assert!(error.contains("its name is too long"), "{error}");
}
