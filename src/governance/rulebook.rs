//! A governance model ready to judge: its page's front matter, read.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::roles::known_role;
use super::rules::{self, Approval, ControlRoles, Rule};
use super::selector;
use crate::date::{Day, Period};
use crate::diagnostic::{Checked, Code, Severity};
use crate::model::{Control, ControlScope, FieldValue, Model, Page, PageFacts, Proof, Roles, TextId};
use crate::yaml::{Value, YamlMap, YamlNode, YamlReader};

/// How long before a day something is due soon, where the model does not say.
const DUE_SOON: Period = Period::Days(30);

/// A model with what its rules ask.
#[derive(Clone)]
pub struct Rulebook {
    /// The model.
    pub model: Model,
    /// The rules, by the number of the control.
    rules: Vec<Arc<dyn Rule>>,
    /// The profiles that are on.
    profiles: Vec<Arc<str>>,
    /// The list of who signs with which key that was approved with it; none where the site names none.
    pub signers: Option<TextId>,
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rulebook").field("model", &self.model).finish_non_exhaustive()
    }
}

impl Rulebook {
    /// Reads the model that a page states. A control with anything wrong in it is a finding, and left out.
    pub fn read(page: &Page, roles: &Roles, profiles: &[Arc<str>]) -> Checked<Rulebook> {
        let reader = YamlReader::new(&page.file, Code::BadModel);
        let nodes = match page.fields.get("controls") {
            Some(FieldValue::Data(node)) => match &node.value {
                Value::List(items) => items.as_slice(),
                _ => reader.wrong(node, "controls", "a list").unwrap_or_default(),
            },
            _ => &[],
        };
        let read: Vec<(Arc<Control>, Arc<dyn Rule>)> =
            nodes.iter().filter_map(|node| control(node, &reader, roles)).collect();
        let (controls, asks) = once_each(read, &reader).into_iter().unzip();
        let model = Model {
            id: page.document.clone().unwrap_or_default(),
            roles: page.fields.named("roles").iter().map(|role| role.name.clone()).collect(),
            proof: proof(page),
            appointed_by: one_role(page, "appointed_by", &reader),
            mechanical: one_role(page, "mechanical", &reader),
            due_soon: due_soon(page),
            controls,
        };
        Checked::new(
            Rulebook { model, rules: asks, profiles: profiles.into(), signers: None },
            reader.into_findings(),
        )
    }

    /// The same, with a list of who signs with which key.
    #[must_use]
    pub fn with_signers(self, signers: Option<TextId>) -> Rulebook {
        Rulebook { signers, ..self }
    }

    /// The controls that ask something on a day, with their rules.
    pub(super) fn active(&self, day: Day) -> impl Iterator<Item = (&Arc<Control>, &dyn Rule)> {
        let on = move |control: &Control| {
            control.since.is_none_or(|since| since <= day)
                && control.profile.as_ref().is_none_or(|profile| self.profiles.contains(profile))
        };
        let all = self.model.controls.iter().zip(self.rules.iter().map(|rule| &**rule));
        all.filter(move |(control, _)| on(control))
    }

    /// Its controls with who has which part in them.
    pub fn parts(&self) -> impl Iterator<Item = (&Arc<Control>, ControlRoles)> {
        let rules = self.rules.iter().map(|rule| rule.approval().map(Approval::part).unwrap_or_default());
        self.model.controls.iter().zip(rules)
    }

    /// Whether it says itself that a role has a part in it.
    pub(super) fn names_role(&self, role: &str) -> bool {
        let is_it = |named: &Arc<str>| **named == *role;
        let signs = |part: &ControlRoles| {
            part.sign.iter().chain(&part.sign_some).chain(&part.in_emergency).any(is_it)
        };
        self.parts().any(|(control, part)| is_it(&control.accountable) || signs(&part))
    }

    /// The approvals that are asked of a text on a day. Where a control chooses it for certain, those ask too that may
    /// choose it: no value that only looks like the one that they name keeps a signatory out.
    pub(super) fn approvals(
        &self,
        day: Day,
        facts: &PageFacts,
    ) -> impl Iterator<Item = (&Arc<Control>, &Approval)> {
        let all = move || self.active(day).filter_map(|(control, rule)| Some((control, rule.approval()?)));
        let is_certain = all().any(|(control, _)| control.about.includes(facts));
        all().filter(move |(control, _)| is_certain && control.about.may_include(facts))
    }

    /// Whether an approval may be asked of a text of which it is not certain what it says under some keys.
    pub fn may_ask(&self, day: Day, facts: &PageFacts) -> bool {
        self.active(day).any(|(control, rule)| rule.approval().is_some() && control.about.may_include(facts))
    }
}

impl ControlScope {
    /// Whether it is about a page with these facts.
    pub fn includes(&self, facts: &PageFacts) -> bool {
        match self {
            ControlScope::Site => false,
            ControlScope::Pages(selector) => selector.chooses(facts),
        }
    }

    /// Whether it is about a page with these facts, or nobody can tell.
    pub fn may_include(&self, facts: &PageFacts) -> bool {
        match self {
            ControlScope::Site => false,
            ControlScope::Pages(selector) => selector.may_choose(facts),
        }
    }
}

/// The role that a model names under a key; more than one is reported.
fn one_role(page: &Page, key: &str, reader: &YamlReader<'_>) -> Option<Arc<str>> {
    let (first, others) = page.fields.named(key).split_first()?;
    for other in others {
        let finding =
            reader.finding(other.span, format!("`{key}` names one role, and `{}` is another", other.name));
        reader.report(finding.hint(format!("write `{key}: {}`", first.name)));
    }
    Some(first.name.clone())
}

fn proof(page: &Page) -> Proof {
    match page.fields.text("proof") {
        Some("signed") => Proof::Signed,
        Some("committer") => Proof::Committer,
        _ => Proof::None,
    }
}

fn due_soon(page: &Page) -> Period {
    match page.fields.get("due_soon") {
        Some(FieldValue::Period(period)) => *period,
        _ => DUE_SOON,
    }
}

fn control(node: &YamlNode, reader: &YamlReader<'_>, roles: &Roles) -> Option<(Arc<Control>, Arc<dyn Rule>)> {
    let map = reader.map(node, "a control")?;
    let before = reader.found();
    let id = map.need_text("id");
    let statement = map.need_text("statement");
    let why = map.text("why");
    let about = map.need("for").and_then(|node| selector::about(node, reader));
    let rule = map.need("require").and_then(|node| rules::read(node, reader, roles));
    let accountable = map.need_text("accountable");
    if let Some(role) = &accountable {
        known_role(role, reader, roles);
    }
    let severity = severity(&map);
    let (profile, since) = (map.text("profile"), map.parsed("since"));
    map.finish();
    let (rule_name, rule) = rule?;
    let control = Control {
        id: id?.text,
        statement: statement?.text,
        why: why.map(|why| why.text).unwrap_or_default(),
        about: about?,
        rule: rule_name,
        accountable: accountable?.text,
        severity,
        profile: profile.map(|profile| profile.text),
        since,
        place: reader.place(node.span),
    };
    (reader.found() == before).then(|| (Arc::new(control), rule))
}

fn severity(map: &YamlMap<'_, '_>) -> Severity {
    let words = [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
    map.choice("severity", &words).unwrap_or(Severity::Warning)
}

fn once_each(
    read: Vec<(Arc<Control>, Arc<dyn Rule>)>,
    reader: &YamlReader<'_>,
) -> Vec<(Arc<Control>, Arc<dyn Rule>)> {
    let mut seen = HashSet::new();
    let first = |(control, _): &(Arc<Control>, Arc<dyn Rule>)| {
        let new = seen.insert(control.id.clone());
        if !new {
            let span = control.place.span.unwrap_or_default();
            let message = format!("two controls have the id `{}`", control.id);
            reader.report(reader.finding(span, message).label("left out").hint("give it an id of its own"));
        }
        new
    };
    read.into_iter().filter(first).collect()
}
