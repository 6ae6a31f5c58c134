//! Governance: a table of situations, malformed records and models, and the twelve meanings.
//!
//! `situations/*.yaml` is the table: who committed and approved what when, under which rule, and what is expected.

mod example;
mod malformed;
mod meanings;
mod scene;
mod situation;

use std::fs;
use std::path::{Path, PathBuf};

use guidepost::yaml::{self, Value};

use situation::Situation;

#[test]
fn every_situation_is_judged_as_expected() {
    let situations = all();
    assert!(situations.len() >= 40, "{} situations", situations.len());
    let wrong: Vec<String> = situations.iter().filter_map(Situation::difference).collect();
    assert!(wrong.is_empty(), "{} situations are judged otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_expectation_can_fail() {
    let text = "name: x\nhistory: ['2026-01-10 pen: A']\ntoday: 2026-02-01\nexpect: {in_force: A}\n";
    let node = yaml::tree(text).expect("YAML");
    let difference = Situation::read("here", &node).difference();
    assert_eq!(difference.as_deref(), Some("here: x: in_force is `nothing`, not `A`"));
}

fn all() -> Vec<Situation> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    files.iter().flat_map(|file| of_file(file)).collect()
}

fn of_file(file: &Path) -> Vec<Situation> {
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(file).expect("a text");
    let tree = yaml::tree(&text).unwrap_or_else(|error| panic!("{name}: {}", error.message));
    let Value::List(items) = &tree.value else { panic!("{name} is a list of situations") };
    items.iter().map(|item| Situation::read(&name, item)).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/governance/situations")
}
