//! Redlines of whole texts: `tests/redline/NAME/{before.md,after.md}` and what readers see:
//! `expected.html`, with the summary in its first line, and `expected.txt` in a terminal. `UPDATE_EXPECTED=1 cargo test --test fast redline` writes anew what is expected; read the
//! difference before committing it. A new case is a folder with two texts.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

use std::fs;
use std::path::{Path, PathBuf};

use guidepost::markdown::{Options, ReferenceKind, ReferenceMarkup};
use guidepost::model::FrontField;
use guidepost::redline::{Links, RedlinePage, RedlineStyles, RedlineText, TextSide, Unchanged, between};
use guidepost::words::Words;

/// A site in which everything is there but what is called `gone`.
struct Site;

impl Links for Site {
    fn shown<'l>(&'l self, side: TextSide, kind: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        let then = if side == TextSide::Old { "then-" } else { "" };
        match kind {
            _ if written.starts_with("gone") => ReferenceMarkup::Dead,
            _ if written.contains(':') || written.starts_with('#') => ReferenceMarkup::AsWritten,
            ReferenceKind::Picture => ReferenceMarkup::Picture {
                src: format!("../assets/{written}").into(),
                size: Some((640, 400)),
            },
            ReferenceKind::Wiki => ReferenceMarkup::Link {
                href: format!("../{}/", written.to_lowercase()).into(),
                words: Some(format!("Page {written}").into()),
            },
            _ => ReferenceMarkup::Link {
                href: format!("../{then}{}/", written.replace(".md", "")).into(),
                words: None,
            },
        }
    }
}

/// A file of a case: its fields, one a line, lists in brackets; and its text.
fn read(path: &Path) -> (Vec<FrontField>, String) {
    let file = fs::read_to_string(path).expect("a text");
    let Some((head, body)) = file.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) else {
        return (Vec::new(), file);
    };
    let field = |line: &str| {
        let (name, value) = line.split_once(": ").expect("a field");
        let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let values =
            list.map_or(vec![value.to_owned()], |list| list.split(", ").map(str::to_owned).collect());
        FrontField { name: name.to_owned(), values }
    };
    (head.lines().map(field).collect(), body.to_owned())
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/redline");
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

/// What a case shows: for a page, for a terminal.
fn shown(case: &Path) -> [(PathBuf, String); 2] {
    let (old_fields, old) = read(&case.join("before.md"));
    let (new_fields, new) = read(&case.join("after.md"));
    let old = RedlineText { fields: &old_fields, body: &old };
    let new = RedlineText { fields: &new_fields, body: &new };
    let redline = between(old, new, &Options::default());
    let words = Words::english();
    let mut html = format!("<!-- {} -->\n", redline.summary(words));
    let page = RedlinePage { links: &Site, deeper: 1, unchanged: Unchanged::Folded, words };
    redline.html(&page, &mut html);
    let terminal = redline.terminal(&RedlineStyles::default(), words);
    [(case.join("expected.html"), html), (case.join("expected.txt"), terminal)]
}

#[test]
fn redlines_are_as_expected() {
    let mut wrong = Vec::new();
    for (path, shown) in cases().iter().flat_map(|case| shown(case)) {
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == shown {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, &shown).expect("written");
        } else {
            wrong.push(format!("{}:\n--- expected\n{expected}--- now\n{shown}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECTED=1 writes what is now)", wrong.join("\n"));
}
