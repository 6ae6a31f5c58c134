//! Golden cases: `tests/cases/NAME/site` is built by the command itself, and what it says and writes is compared
//! with `stderr` and with the files under `expected`. `UPDATE_EXPECTED=1 cargo test --test fast cases` writes anew those
//! that are there (and `stderr`); a file that should be compared from now on is added by creating it empty.

use crate::support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{finish, guidepost, tree};

/// Everything that a case shows.
#[derive(PartialEq, Eq)]
struct Outcome {
    /// What the command said, without how long it took.
    stderr: String,
    /// The files that the case expects, as they were written; `None` where they were not.
    files: BTreeMap<String, Option<String>>,
}

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*

        #[test]
        fn every_case_is_run() {
            let named = [$(stringify!($name)),*];
            let folders = fs::read_dir(cases()).expect("the folder of cases");
            for folder in folders {
                let name = folder.expect("an entry").file_name().into_string().expect("text");
                assert!(named.contains(&name.as_str()), "tests/cases/{name} is not listed in tests/cases.rs");
            }
        }
    };
}

cases! {
    addresses
    aliases
    broken_links
    courses
    drafts
    front_matter
    links
    no_site_file
    raw_html_deny
    raw_html_pass
    raw_html_sanitize
    relations
    small_site
    tags
    theme
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn check(name: &str) {
    let case = cases().join(name);
    let expected = expected(&case);
    let actual = build(&case, &expected);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return update(&case, &actual);
    }
    assert!(
        expected.stderr == actual.stderr,
        "{name}/stderr:\n{}",
        difference(&expected.stderr, &actual.stderr)
    );
    for (path, text) in &expected.files {
        let (expected, actual) = (text.as_deref().unwrap_or_default(), actual.files[path].as_deref());
        let actual = actual.unwrap_or_else(|| panic!("{name}/expected/{path} is no longer written"));
        assert!(expected == actual, "{name}/expected/{path}:\n{}", difference(expected, actual));
    }
}

fn expected(case: &Path) -> Outcome {
    let folder = case.join("expected");
    let files = if folder.is_dir() { tree(&folder) } else { BTreeMap::new() };
    let text = |bytes: Vec<u8>| Some(String::from_utf8(bytes).expect("text"));
    Outcome {
        stderr: fs::read_to_string(case.join("stderr")).unwrap_or_default(),
        files: files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect(),
    }
}

fn build(case: &Path, expected: &Outcome) -> Outcome {
    // Elsewhere, or the history of this very repository would be that of the site.
    let site = tempfile::tempdir().expect("a folder");
    copy(&case.join("site"), site.path());
    let out = tempfile::tempdir().expect("a folder");
    let mut command = guidepost();
    command
        .current_dir(site.path())
        .args(["build", "--root", ".", "--date", "2026-11-16", "--out"])
        .arg(out.path());
    let said = finish(&mut command);
    let written = tree(out.path());
    let file = |path: &String| written.get(path).map(|bytes| steady(&String::from_utf8_lossy(bytes)));
    Outcome {
        stderr: without_times(&said.stderr, out.path()) + &format!("exit status {}\n", said.status),
        files: expected.files.keys().map(|path| (path.clone(), file(path))).collect(),
    }
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, bytes).expect("written");
    }
}

fn update(case: &Path, actual: &Outcome) {
    fs::write(case.join("stderr"), &actual.stderr).expect("written");
    for (path, text) in &actual.files {
        let path = case.join("expected").join(path);
        match text {
            Some(text) => fs::write(path, text).expect("written"),
            None => fs::remove_file(path).expect("removed"),
        }
    }
}

/// The last line says where the site was written, how long that took, and how many files of the theme there are.
fn without_times(stderr: &str, out: &Path) -> String {
    let lines = stderr.replace(out.to_str().expect("text"), "OUT");
    let steady = lines.lines().map(|line| {
        let built = line
            .split_once(" into OUT in ")
            .and_then(|(pages, rest)| Some((pages, rest.rsplit_once("; ")?.1)));
        built.map_or_else(|| format!("{line}\n"), |(pages, counts)| format!("{pages} into OUT; {counts}\n"))
    });
    steady.collect()
}

/// Without the hashes in the names of the theme's own files and without blank lines, so that a change of style
/// does not touch every case.
fn steady(html: &str) -> String {
    let html: String = html.split_inclusive('\n').filter(|line| !line.trim().is_empty()).collect();
    let mut pieces = html.split("_theme/");
    let first = pieces.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(pieces.map(without_hash)).collect::<Vec<_>>().join("_theme/")
}

/// `style.1a2b3c4d.css" ...` -> `style.HASH.css" ...`
fn without_hash(piece: &str) -> String {
    let end = piece.find(['"', '\'', ')', '>', ' ']).unwrap_or(piece.len());
    match piece[..end].split('.').collect::<Vec<_>>()[..] {
        [stem, hash, ending] if hash.len() == 8 => format!("{stem}.HASH.{ending}{}", &piece[end..]),
        _ => piece.to_owned(),
    }
}

/// The first lines that differ, with the line before them.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let same = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let shown = |sign: char, lines: &[&str]| {
        let lines = lines.iter().skip(same).take(12).map(|line| format!("{sign} {line}\n"));
        lines.collect::<String>()
    };
    let before = same.checked_sub(1).map_or(String::new(), |at| format!("  {}\n", expected[at]));
    format!(
        "line {}\n{before}{}{}(UPDATE_EXPECTED=1 writes what is now)",
        same + 1,
        shown('-', &expected),
        shown('+', &actual)
    )
}
