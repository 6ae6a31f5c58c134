//! Files that are not ours.

use super::*;

#[test]
fn foreign_files_in_the_way_are_named_and_the_folder_stays_as_it_was() {
    let dir = folder();
    for name in ["index.html", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"] {
        write_by_hand(dir.path(), name, "theirs");
    }
    let before = tree(dir.path());
    let output = open(dir.path());
    output.put_bytes(&path("pages/a/index.html"), b"ours").expect("nothing in the way");
    let error = output.put_bytes(&path("index.html"), b"ours").expect_err("theirs is in the way");
    drop(output);
    assert_eq!(tree(dir.path()), before);
    assert!(!dir.path().join(MANIFEST).exists());
    assert_eq!(
        error.to_string(),
        format!(
            "`{}` holds files that guidepost did not write, such as `index.html`, `b.txt`, `c.txt`, `d.txt`, `e.txt`; \
             choose another folder with --out, or empty this one",
            fs::canonicalize(dir.path()).expect("there").display()
        )
    );
}

#[test]
fn foreign_files_beside_ours_are_never_touched() {
    let dir = folder();
    write_by_hand(dir.path(), ".git/config", "theirs");
    write_by_hand(dir.path(), "a/theirs.txt", "theirs");
    build(dir.path(), &[("index.html", "home"), ("a/index.html", "a")]);
    let summary = build(dir.path(), &[("index.html", "home")]);
    assert_eq!((summary.removed, summary.kept), (vec![path("a/index.html")], vec![]));
    assert_eq!(
        tree(dir.path()),
        files(&[(".git/config", "theirs"), ("a/theirs.txt", "theirs"), ("index.html", "home")])
    );
}

#[test]
fn a_foreign_file_with_our_very_bytes_is_no_obstacle() {
    let dir = folder();
    write_by_hand(dir.path(), "index.html", "home");
    assert_eq!(build(dir.path(), &[("index.html", "home")]).same, 1);
}

#[test]
fn a_build_that_fails_in_a_foreign_folder_cannot_be_finished() {
    let dir = folder();
    write_by_hand(dir.path(), "index.html", "theirs");
    let output = open(dir.path());
    output.put_bytes(&path("index.html"), b"ours").expect_err("theirs is in the way");
    let error = output.finish().expect_err("not whole");
    assert_eq!(error.to_string(), "`index.html` was not written, so the site is not whole");
    assert_eq!(tree(dir.path()), files(&[("index.html", "theirs")]));
    assert!(!dir.path().join(MANIFEST).exists());
}

#[test]
fn foreign_folders_in_the_way_are_refused() {
    let dir = folder();
    build(dir.path(), &[("a/index.html", "a")]);
    write_by_hand(dir.path(), "a/theirs.txt", "theirs");
    let output = open(dir.path());
    let error = output.put_bytes(&path("a"), b"a file").expect_err("theirs is in the folder");
    assert!(
        error.to_string().starts_with("a folder with files that guidepost did not write stands at"),
        "{error}"
    );
    write_by_hand(dir.path(), "b", "theirs");
    let error = output.put_bytes(&path("b/index.html"), b"a page").expect_err("theirs has the name");
    assert!(error.to_string().starts_with("a file that guidepost did not write stands at"), "{error}");
    drop(output);
    assert_eq!(tree(dir.path())["a/theirs.txt"], "theirs");
}

#[test]
fn a_manifest_from_elsewhere_removes_nothing_outside() {
    let parent = folder();
    let dir = parent.path().join("public");
    let hash = blake3::hash(b"precious").to_hex();
    write_by_hand(parent.path(), "precious.txt", "precious");
    let absolute = parent.path().join("precious.txt");
    let manifest = format!(
        r#"{{"files": {{"../precious.txt": "{hash}", "{}": "{hash}", "x/../../precious.txt": "{hash}", "y": "no hash"}}}}"#,
        absolute.display()
    );
    write_by_hand(&dir, MANIFEST, &manifest);
    let summary = build(&dir, &[("index.html", "home")]);
    assert_eq!((summary.removed, summary.kept), (vec![], vec![]));
    assert_eq!(fs::read_to_string(absolute).expect("still there"), "precious");
}

#[test]
fn a_damaged_manifest_removes_nothing() {
    let dir = folder();
    build(dir.path(), &[("index.html", "home"), ("a.html", "a")]);
    fs::write(dir.path().join(MANIFEST), "{\"files\": {").expect("written");
    let summary = build(dir.path(), &[("index.html", "new")]);
    assert_eq!((summary.changed, summary.removed.len()), (1, 0));
    assert_eq!(tree(dir.path()), files(&[("index.html", "new"), ("a.html", "a")]));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_in_the_place_of_a_file_is_replaced_and_not_followed() {
        let (dir, other) = (folder(), folder());
        build(dir.path(), &[("index.html", "home")]);
        write_by_hand(other.path(), "precious.txt", "home");
        for target in ["precious.txt", "missing.txt"] {
            fs::remove_file(dir.path().join("index.html")).expect("removed");
            symlink(other.path().join(target), dir.path().join("index.html")).expect("linked");
            assert_eq!(build(dir.path(), &[("index.html", "home")]).changed, 1, "{target}");
            assert!(!dir.path().join("index.html").is_symlink());
        }
        assert_eq!(tree(other.path()), files(&[("precious.txt", "home")]));
    }

    #[test]
    fn a_link_in_the_place_of_a_folder_is_refused() {
        let (dir, other) = (folder(), folder());
        build(dir.path(), &[("a/index.html", "a")]);
        write_by_hand(other.path(), "index.html", "a");
        fs::remove_dir_all(dir.path().join("a")).expect("removed");
        symlink(other.path(), dir.path().join("a")).expect("linked");

        let output = open(dir.path());
        let error = output.put_bytes(&path("a/index.html"), b"a").expect_err("not followed");
        assert!(error.to_string().starts_with("a symbolic link stands at"), "{error}");
        drop(output);

        assert_eq!(build(dir.path(), &[]).removed, [], "nothing is removed behind the link");
        assert_eq!(tree(other.path()), files(&[("index.html", "a")]));
    }

    #[test]
    fn a_link_where_a_file_is_written_first_is_not_followed() {
        let (dir, other) = (folder(), folder());
        write_by_hand(other.path(), "precious.txt", "precious");
        build(dir.path(), &[]);
        let beside = file::beside(&dir.path().join("index.html"));
        symlink(other.path().join("precious.txt"), beside).expect("linked");
        build(dir.path(), &[("index.html", "home")]);
        assert_eq!(tree(other.path()), files(&[("precious.txt", "precious")]));
        assert_eq!(tree(dir.path()), files(&[("index.html", "home")]));
    }
}
