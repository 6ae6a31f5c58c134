//! The five models of the worked example: each reads without a finding, and asks of people and pages that there are.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use guidepost::config::Config;
use guidepost::date::Day;
use guidepost::governance::{Rulebook, roles, rule_names};
use guidepost::model::{Control, ControlScope, Page, PageFacts, Roles, Selection};
use guidepost::parse::{self, ParsedFile};
use guidepost::path::FilePath;
use guidepost::shared::SharedList;
use guidepost::yaml::{Value, YamlNode};

/// The model in force.
const IN_FORCE: &str = "GM-03";
/// A day on which the example is still read.
const LATER: &str = "2027-01-15";

#[test]
fn the_models_read_without_a_finding() {
    for (model, findings) in &EXAMPLE.read {
        assert!(findings.is_empty(), "{}: {findings:?}", model.id);
        assert!(!model.controls.is_empty(), "{}", model.id);
    }
    let mut ids: Vec<&str> = EXAMPLE.read.iter().map(|(model, _)| &*model.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["GM-01", "GM-02", IN_FORCE, "GM-04", "GM-05"]);
}

#[test]
fn the_model_in_force_has_many_controls_and_all_models_together_use_every_rule() {
    let rules = |of: &str| -> BTreeSet<&str> {
        let models = EXAMPLE.read.iter().filter(|(model, _)| of.is_empty() || *model.id == *of);
        models.flat_map(|(model, _)| model.controls.iter().map(|control| control.rule)).collect()
    };
    assert_eq!(rules(""), rule_names().collect());
    assert!(rules(IN_FORCE).len() >= 12, "{:?}", rules(IN_FORCE));
}

#[test]
fn control_ids_are_never_used_twice() {
    let mut seen = HashSet::new();
    for control in controls() {
        assert!(seen.insert(control.id.clone()), "{}", control.id);
    }
}

#[test]
fn every_role_that_a_model_needs_has_a_page_and_is_held() {
    let day: Day = LATER.parse().expect("a day");
    for page in models() {
        for role in page.fields.named("roles") {
            let described = EXAMPLE.roles.get(&role.name);
            let described = described.unwrap_or_else(|| panic!("{}: no page of {}", page.path, role.name));
            assert!(!described.holders_on(day).is_empty(), "nobody holds {}", role.name);
        }
    }
}

#[test]
fn everybody_who_may_sign_says_by_which_names_they_commit() {
    for role in EXAMPLE.roles.iter() {
        for tenure in role.holders.iter().chain(&role.deputies) {
            assert!(!tenure.identities.is_empty(), "{}, {}", role.id, tenure.person);
        }
    }
}

#[test]
fn the_model_in_force_says_who_appoints_and_who_signs_that_somebody_holds_a_role() {
    let appoints = in_force().appointed_by.as_ref().expect("a role that appoints");
    assert!(EXAMPLE.roles.get(appoints).is_some(), "no page of {appoints}");
    let asks = |control: &&Arc<Control>| control.rule == "approved_by";
    for page in EXAMPLE.pages.iter().filter(|page| page.kind.name == "role") {
        let facts = PageFacts::of(page);
        let asked = in_force().controls.iter().filter(asks).any(|control| control.about.includes(&facts));
        assert!(asked, "no control asks who signs {}", page.path);
    }
}

#[test]
fn every_role_that_a_control_names_is_among_those_that_its_model_needs() {
    for page in models() {
        let needs: HashSet<&str> = page.fields.named("roles").iter().map(|role| &*role.name).collect();
        let Some(guidepost::model::FieldValue::Data(node)) = page.fields.get("controls") else {
            panic!("{} has no controls", page.path)
        };
        let mut named = Vec::new();
        roles_in(node, &mut named);
        for role in named.into_iter().filter(|role| *role != "owner") {
            assert!(needs.contains(role), "{} does not say that it needs {role}", page.path);
        }
    }
}

#[test]
fn every_control_is_about_a_page_that_there_is() {
    let facts: Vec<PageFacts> = EXAMPLE.pages.iter().map(|page| PageFacts::of(page)).collect();
    for control in controls().filter(|control| control.about != ControlScope::Site) {
        let chosen = facts.iter().any(|facts| control.about.includes(facts));
        assert!(chosen, "{} is about no page", control.id);
    }
}

#[test]
fn every_controlled_page_has_a_number() {
    let approvals = || in_force().controls.iter().filter(|control| control.rule == "approved_by");
    let controlled = EXAMPLE.pages.iter().filter(|page| {
        let facts = PageFacts::of(page);
        approvals().any(|control| control.about.includes(&facts))
    });
    let without: Vec<&str> =
        controlled.filter(|page| page.document.is_none()).map(|page| page.path.as_str()).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The pages of `content/` as the program reads them, and the models that they state.
struct Example {
    pages: SharedList<Page>,
    roles: Roles,
    read: Vec<(guidepost::model::Model, Vec<String>)>,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let config = Arc::new(Config::default());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = Vec::new();
    markdown_files(&root, &mut files);
    files.sort();
    let parsed = files.iter().map(|file| Arc::new(parsed(&root, file, &config))).collect();
    let pages = parse::pages(&parsed, &config, Selection::default()).value.shown;
    let described = roles(&pages);
    assert!(described.findings.is_empty(), "{:?}", described.findings);
    let read = pages.iter().filter(|page| page.kind.name == "governance-model").map(|page| {
        let rulebook = Rulebook::read(page, &described.value, &["regulated".into()]);
        let findings = rulebook.findings.iter().map(|finding| finding.message.clone()).collect();
        (rulebook.value.model, findings)
    });
    let read = read.collect();
    Example { pages, roles: described.value, read }
});

fn models() -> impl Iterator<Item = &'static Arc<Page>> {
    EXAMPLE.pages.iter().filter(|page| page.kind.name == "governance-model")
}

fn in_force() -> &'static guidepost::model::Model {
    let model = EXAMPLE.read.iter().find(|(model, _)| &*model.id == IN_FORCE);
    &model.expect("the model in force").0
}

fn controls() -> impl Iterator<Item = &'static Arc<Control>> {
    EXAMPLE.read.iter().flat_map(|(model, _)| &model.controls)
}

/// The values under `roles`, `role` and `accountable`, however deep.
fn roles_in<'n>(node: &'n YamlNode, named: &mut Vec<&'n str>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| roles_in(item, named)),
        Value::Map(entries) => {
            for entry in entries {
                match (entry.key.as_str(), &entry.node.value) {
                    ("roles", Value::List(items)) => {
                        named.extend(items.iter().map(YamlNode::written));
                    }
                    ("roles" | "role" | "accountable", _) => named.push(entry.node.written()),
                    _ => roles_in(&entry.node, named),
                }
            }
        }
        _ => {}
    }
}

fn markdown_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            markdown_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}

fn parsed(root: &Path, file: &Path, config: &Config) -> ParsedFile {
    let path = file.strip_prefix(root).expect("below the root").to_str().expect("UTF-8");
    let path = FilePath::new(path).expect("a path");
    let text = fs::read_to_string(file).expect("a text");
    let parsed = Arc::new(parse::file(&path, &text.as_str().into(), &config.markdown));
    ParsedFile { file: path.clone(), path, parsed }
}
