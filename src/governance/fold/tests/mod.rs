//! What the fold says of small lines, rule by rule.

mod approvals;
mod arrivals;
mod closed;
mod control;
mod law;
mod pages;
mod revoked;

use std::sync::Arc;

use super::testing::{Story, signed, text_id};
use super::{FoldState, Life, LifeStanding};
use crate::model::InForceReason;

const SITE: &str = "[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
/// Guidelines are approved by two roles.
const GUIDELINES: &str = "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead, legal]}}, accountable: lead}";

/// The model is approved by two roles, and so are pages of roles.
const BOTH: &str = "{id: C-0, statement: So., for: {kind: governance-model}, require: {approved_by: {roles: [sponsor, legal]}}, accountable: sponsor}";

/// Who holds what. Nobody says how lab commits.
const ROLES: [(&str, &str); 4] = [
    ("lead", "{name: ops, identities: [ops@example.org]}"),
    ("legal", "{name: law, identities: [law@example.org]}"),
    ("safety", "{name: lab}"),
    ("sponsor", "{name: ceo, identities: [ceo@example.org]}"),
];

fn model(more: &str, controls: &str) -> String {
    let proof = if more.contains("proof:") { "" } else { "proof: none\n" };
    format!("---\nkind: governance-model\nid: GM-1\n{proof}{more}controls: [{controls}]\n---\nModel.\n")
}

fn role(id: &str, who: &str) -> String {
    format!("---\nkind: role\nid: {id}\nholders: [{who}]\n---\nA role.\n")
}

/// A site of which nothing is adopted yet.
fn ungoverned(more: &str, controls: &str) -> Story {
    let mut story = Story::new();
    let pages: Vec<(String, String)> =
        ROLES.iter().map(|(id, who)| (format!("{id}.md"), role(id, who))).collect();
    let model = model(more, controls);
    let mut files = vec![("site.toml", Some(SITE)), ("model.md", Some(model.as_str()))];
    files.extend(pages.iter().map(|(file, text)| (file.as_str(), Some(text.as_str()))));
    story.commit("2025-01-01", "ceo", &files);
    story
}

/// A site whose model is adopted on the second day of 2025.
fn governed(more: &str, controls: &str) -> Story {
    let mut story = ungoverned(more, controls);
    story.adopt("2025-01-02", ("ceo", "sponsor"));
    story
}

/// The guideline GL-1 with a word.
fn guideline(word: &str) -> String {
    format!("---\nkind: guideline\nid: GL-1\n---\n{word}\n")
}

fn write(story: &mut Story, when: &str, who: &str, word: &str) {
    story.commit(when, who, &[("one.md", Some(&guideline(word)))]);
}

/// Both roles approve GL-1 as it stands.
fn both(story: &mut Story, when: &str) {
    for who in ["ops as lead", "law as legal"] {
        story.approve(when, who, ("one.md", ""));
    }
}

/// How a page stands: the last line of its text in force, and by what.
fn stands(story: &Story, state: &FoldState, id: &str) -> String {
    let Some(life) = state.lives.get(id) else { return "nothing".to_owned() };
    match &life.standing {
        LifeStanding::Nothing => "nothing".to_owned(),
        LifeStanding::Withdrawn { on, .. } => format!("withdrawn on {on}"),
        LifeStanding::Released { on, .. } => format!("released on {on}"),
        LifeStanding::InForce(_) => in_force(story, life),
    }
}

fn in_force(story: &Story, life: &Life) -> String {
    let (issue, text) = (life.issue().expect("an issue"), life.text().expect("a text"));
    let text = story.text(text.exact.text);
    let how = match (&issue.basis, issue.number) {
        (InForceReason::Approved(_), Some(number)) => format!("issue {number}"),
        (InForceReason::Provisional { until, .. }, None) => format!("until {until}"),
        (InForceReason::StoodBefore, None) => "stood before".to_owned(),
        (basis, number) => panic!("{basis:?} has the number {number:?}"),
    };
    format!("{}, {how}, since {}", text.lines().last().unwrap_or_default(), issue.since)
}

/// How GL-1 stands after the last commit.
fn now(story: &Story) -> String {
    stands(story, &story.state(), "GL-1")
}

/// How GL-1 stands on a day.
fn on(story: &Story, date: &str) -> String {
    stands(story, &story.state_on(date), "GL-1")
}

/// What does not count, and why.
fn messages(story: &Story) -> Vec<String> {
    story.state().findings.iter().map(|finding| finding.message.clone()).collect()
}

/// The names of those who hold a role.
fn holders(state: &FoldState, role: &str) -> Vec<Arc<str>> {
    state.roles.get(role).map(|role| role.holders_on(state.day.expect("a day"))).unwrap_or_default()
}

/// A record of another kind than an approval.
fn record(kind: &str, when: &str, who: &str, lines: &str) -> String {
    format!("record: {kind}\n{lines}{}", signed(when, who))
}

fn short(text: &str) -> String {
    text_id(text).short()
}
