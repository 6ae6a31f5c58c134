//! Folders that are refused, and paths that cannot stand together.

use super::*;

/// A site with `content/` in a folder.
fn site() -> TempDir {
    let site = folder();
    write_by_hand(site.path(), "content/deep/index.md", "# Home");
    site
}

fn refused(site: &Path, out: &Path) -> String {
    let content = site.join("content");
    let protected = [Protected::Root(site), Protected::Sources(&content)];
    let error = OutputFolder::open(out, &protected, &NoCache).expect_err("refused").to_string();
    let site = fs::canonicalize(site).expect("there");
    error.replace(&*site.to_string_lossy(), "SITE")
}

#[test]
fn a_mistyped_folder_does_no_harm() {
    let site = site();
    let root = site.path();
    let over = "choose another folder with --out";
    for (out, error) in [
        ("content", "cannot write the site to `SITE/content`: the sources of the site are in `SITE/content`"),
        (
            "x/../content/.",
            "cannot write the site to `SITE/content`: the sources of the site are in `SITE/content`",
        ),
        (
            "content/deep",
            "cannot write the site to `SITE/content/deep`: it lies in `SITE/content`, and would become part of the site's sources",
        ),
        (
            "content/new/er",
            "cannot write the site to `SITE/content/new/er`: it lies in `SITE/content`, and would become part of the site's sources",
        ),
        ("", "cannot write the site to `SITE`: it is the root of the site"),
    ] {
        assert_eq!(refused(root, &root.join(out)), format!("{error}; {over}"), "{out}");
    }
    assert!(refused(root, Path::new("/")).contains("it is the root of the file system"));
    assert!(refused(root, &root.join("..")).contains("it holds `SITE`, from which the site is made"));
    assert_eq!(tree(root), files(&[("content/deep/index.md", "# Home")]), "nothing was made on the way");
}

#[test]
fn nothing_is_written_where_version_control_keeps_its_own() {
    let site = site();
    let root = site.path();
    for folder in [".git/objects", ".git/refs", "store/objects", "store/refs", "hidden"] {
        fs::create_dir_all(root.join(folder)).expect("made");
    }
    write_by_hand(root, "store/HEAD", "ref: refs/heads/main\n");
    for (out, error) in [
        (".git", "it belongs to version control"),
        (".GIT", "it belongs to version control"),
        (".git/public", "it lies in `SITE/.git`, which belongs to version control"),
        ("new/.hg/public", "it lies in `SITE/new/.hg`, which belongs to version control"),
        ("store", "it belongs to version control"),
        ("store/refs/public", "it lies in `SITE/store`, which belongs to version control"),
        (".guidepost/cache", "it lies in `SITE/.guidepost`, in which guidepost keeps notes of its own"),
    ] {
        assert!(refused(root, &root.join(out)).contains(error), "{out}: {}", refused(root, &root.join(out)));
    }
    assert!(!root.join("new").exists() && !root.join(".guidepost").exists(), "nothing was made on the way");
    assert!(OutputFolder::open(&root.join("hidden"), &[], &NoCache).is_ok());
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_where_a_folder_is() {
    use std::os::unix::fs::symlink;
    let (site, elsewhere) = (site(), folder());
    symlink(site.path().join("content"), elsewhere.path().join("public")).expect("linked");
    symlink(elsewhere.path().join("nowhere"), elsewhere.path().join("dangling")).expect("linked");
    assert!(
        refused(site.path(), &elsewhere.path().join("public")).contains("the sources of the site are in")
    );
    assert!(refused(site.path(), &elsewhere.path().join("public/new")).contains("it lies in"));
    assert!(
        refused(site.path(), &elsewhere.path().join("dangling"))
            .contains("a symbolic link that leads nowhere")
    );
}

#[test]
fn a_folder_within_the_site_is_made() {
    let site = site();
    let content = site.path().join("content");
    let output = OutputFolder::open(
        &site.path().join("out/public"),
        &[Protected::Root(site.path()), Protected::Sources(&content)],
        &NoCache,
    )
    .expect("allowed");
    output.put_bytes(&path("index.html"), b"home").expect("written");
    output.finish().expect("finished");
    assert_eq!(tree(&site.path().join("out/public")), files(&[("index.html", "home")]));
}

#[test]
fn a_file_is_no_folder() {
    let dir = folder();
    write_by_hand(dir.path(), "public", "a file");
    let error =
        OutputFolder::open(&dir.path().join("public"), &[], &NoCache).expect_err("refused").to_string();
    assert!(
        error.starts_with("cannot make the folder") && error.ends_with("something else has that name"),
        "{error}"
    );
    let error =
        OutputFolder::open(&dir.path().join("public/more"), &[], &NoCache).expect_err("refused").to_string();
    assert!(error.ends_with("part of its path is not a folder"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn two_builds_do_not_write_at_once() {
    let dir = folder();
    let first = open(dir.path());
    let error = OutputFolder::open(dir.path(), &[], &NoCache).expect_err("busy").to_string();
    assert!(error.starts_with("another build is writing to"), "{error}");
    first.finish().expect("finished");
    open(dir.path());
}

fn clash(first: &str, second: &str) -> String {
    let dir = folder();
    let output = open(dir.path());
    output.put_bytes(&path(first), b"first").expect("written");
    output.put_bytes(&path(second), b"second").expect_err("they clash").to_string()
}

#[test]
fn outputs_that_cannot_stand_together_are_named() {
    let case = "`A/Page.html` and `a/page.html` differ by case alone, and are one file on many file systems";
    assert_eq!(clash("a/page.html", "A/Page.html"), case);
    assert_eq!(clash("A/Page.html", "a/page.html"), case);
    assert!(clash("a/\u{dc}.html", "a/u\u{308}.html").contains("differ by case alone"));
    assert_eq!(clash("a.html", "a.html"), "two files of the site would be written to `a.html`");
    let both = "`a` would be a file, and a folder too, for `a/b/c.html`";
    assert_eq!(clash("a", "a/b/c.html"), both);
    assert_eq!(clash("a/b/c.html", "a"), both);
}

#[test]
fn folders_may_differ_by_case() {
    let dir = folder();
    build(dir.path(), &[("Docs/a.html", "a"), ("docs/b.html", "b")]);
    assert_eq!(build(dir.path(), &[("Docs/a.html", "a"), ("docs/b.html", "b")]).same, 2);
}

#[test]
fn a_file_that_changes_its_case_is_moved() {
    let dir = folder();
    build(dir.path(), &[("Page.html", "text")]);
    build(dir.path(), &[("page.html", "text")]);
    let names: Vec<_> = tree(dir.path()).into_keys().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn paths_stay_within_the_folder() {
    let dir = folder();
    let output = open(dir.path());
    for bad in [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "./a",
        "a/",
        "a\0b",
        MANIFEST,
        ".Guidepost-Output.json",
    ] {
        let error = output.put_bytes(&path(bad), b"x").expect_err(bad);
        assert!(matches!(error, WriteError::BadPath(_)), "{bad}: {error}");
    }
}
