//! The manual in `docs/`: its tables say what the code says (`UPDATE_EXPECTED=1` rewrites them), and it builds clean.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use guidepost::config::{Field, FieldType, KEYS, Kinds, Takes};
use guidepost::diagnostic::Code;
use guidepost::words::Words;

use crate::support::{self, finish, guidepost};

/// The tables, and the page of the manual that each is on.
fn tables() -> [(&'static str, &'static str, String); 4] {
    [
        ("pages.md", "fields", fields()),
        ("pages.md", "kinds", kinds()),
        ("settings.md", "keys", keys()),
        ("findings.md", "codes", codes()),
    ]
}

#[test]
fn the_tables_of_the_manual_are_up_to_date() {
    for (page, name, table) in tables() {
        let file = docs().join(page);
        let text = std::fs::read_to_string(&file).expect("a page");
        let current = with_table(&text, name, &table);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&file, &current).expect("it can be written");
        } else {
            assert!(text == current, "{page} is behind: UPDATE_EXPECTED=1 cargo test --test fast manual");
        }
    }
}

#[test]
fn the_manual_builds_clean() {
    let said = finish(guidepost().args(["check", "--date", "2026-12-01", "--root"]).arg(docs()));
    // How much of the history a checkout has is no matter of the manual.
    let is_of_checkout = |line: &str| line.contains("[shallow-history]");
    let is_wrong =
        |line: &str| ["error", "warning"].iter().any(|word| line.starts_with(word)) && !is_of_checkout(line);
    assert!(said.status == 0 && !said.stderr.lines().any(is_wrong), "{}", said.stderr);
}

#[test]
fn every_view_has_a_section() {
    let built = support::build([("content/index.md", "# Home\n\n```view nonsense\n```\n")]);
    let mut hints = built.findings.iter().flat_map(|finding| &finding.hints);
    let names = hints.find_map(|hint| hint.strip_prefix("views: ")).expect("the names of all views");
    let text = std::fs::read_to_string(docs().join("views.md")).expect("a page");
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(sections, names.split(", ").collect::<Vec<&str>>());
}

/// The folder of the manual.
fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

#[test]
fn documents_stay_short() {
    let length = |name: &str| std::fs::read_to_string(docs().join("..").join(name)).expect(name).len();
    assert!(length("README.md") <= 9 * 1024, "what is more belongs in docs/");
    let tour = std::fs::read_to_string(docs().join("../ARCHITECTURE.md")).expect("a tour");
    assert!(tour.split_whitespace().count() <= 1_800, "what is more belongs at the head of a module");
}

fn with_table(text: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("there is no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("there is no {end}"));
    format!("{before}{begin}{table}{end}{after}")
}

fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut table = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(N));
    for row in rows {
        writeln!(table, "| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | ")).expect("a text");
    }
    table
}

fn fields() -> String {
    let kinds = Kinds::built_in(Words::english());
    let row = |field: &Field| [format!("`{}`", field.name), field.label.clone(), takes(field)];
    table(["field", "what it is", "takes"], kinds.plain().fields.iter().map(|field| row(field)))
}

fn kinds() -> String {
    let kinds = Kinds::built_in(Words::english());
    let common = &kinds.plain().fields;
    let rows = kinds.all().iter().map(|kind| {
        let own = kind.fields.iter().filter(|field| !common.contains(field));
        let own: Vec<String> = own.map(|field| format!("`{}`: {}", field.name, takes(field))).collect();
        [format!("`{}`", kind.name), names(&kind.required), own.join("; ")]
    });
    table(["kind", "must have", "fields of its own"], rows)
}

fn keys() -> String {
    let rows = KEYS.iter().map(|key| {
        let takes = match key.takes {
            Takes::Text => "text".to_owned(),
            Takes::Texts => "list of texts".to_owned(),
            Takes::Choice(words) => code(words),
            Takes::Flag => "`true` or `false`".to_owned(),
            Takes::Table => "table".to_owned(),
            Takes::TextsOrTables => "a list of texts and tables".to_owned(),
            Takes::Tables(keys) => {
                let keys: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
                format!("tables with {}", code(&keys))
            }
        };
        [format!("`{}`", key.name), takes, key.means.to_owned()]
    });
    table(["key", "takes", "meaning"], rows)
}

fn codes() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let row = |code: Code| {
        [format!("`{}`", code.name()), code.severity().word().to_owned(), code.meaning().to_owned()]
    };
    table(["code", "severity", "meaning"], codes.into_iter().map(row))
}

/// Fields of a model in which more than one role is a finding.
const ONE_ROLE: [&str; 2] = ["appointed_by", "mechanical"];

fn takes(field: &Field) -> String {
    match &field.shape {
        FieldType::Text => "text".to_owned(),
        FieldType::Texts => "list of texts".to_owned(),
        FieldType::Number => "whole number".to_owned(),
        FieldType::Decimal => "number, `1.8`".to_owned(),
        FieldType::Flag => "`true` or `false`".to_owned(),
        FieldType::Day => "day, `2026-11-16`".to_owned(),
        FieldType::Period => "period, `180d` or `12 months`".to_owned(),
        FieldType::Minutes => "duration, `15 min`".to_owned(),
        FieldType::Choice(words) => names(words),
        FieldType::Pages { to, .. } if to.is_empty() => "pages".to_owned(),
        FieldType::Pages { to, .. } => format!("pages of kind {}", names(to)),
        FieldType::Data => "data".to_owned(),
        FieldType::Roles if ONE_ROLE.contains(&field.name.as_str()) => {
            "one role, by the id of its page".to_owned()
        }
        FieldType::File => "a file".to_owned(),
        FieldType::Roles => "roles, by the id of their page".to_owned(),
        FieldType::Items(fields) => {
            let keys: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            format!("list of {}", code(&keys))
        }
    }
}

fn names(names: &[String]) -> String {
    code(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn code(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
