//! Governance models as tables: who does what under one, and how several differ.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::links::{has_models, role_title};
use crate::governance::{ControlRoles, Governance, Rulebook};
use crate::model::{Control, PageId, Proof};
use crate::path::FilePath;
use crate::route::addresses;
use crate::route::links::path;
use crate::route::site::Site;
use crate::theme::view::{ComparisonRowView, ComparisonView, LinkView, MatrixRowView, ModelView};

/// The model that a page describes; nothing where it describes none.
pub(in crate::route) fn of_page(site: &Site, page: PageId) -> Option<ModelView> {
    let governance = site.governance()?;
    let file = &site.content.page(page).file;
    let (_, rulebook) = governance.models.iter().find(|(known, _)| known == file)?;
    let parts: Vec<(&Arc<Control>, ControlRoles)> = rulebook.parts().collect();
    let roles = roles(rulebook, &parts);
    let row = |(control, part): &(&Arc<Control>, ControlRoles)| MatrixRowView {
        id: control.id.to_string(),
        statement: control.statement.to_string(),
        profile: control.profile.as_deref().unwrap_or_default().to_owned(),
        letters: roles.iter().map(|role| letters(control, part, role)).collect(),
    };
    Some(ModelView {
        standing: standing(site, governance, file),
        proof: site.say(proof(rulebook.model.proof)),
        roles: roles.iter().map(|role| shown_role(site, role)).collect(),
        rows: parts.iter().map(row).collect(),
        comparison: if has_models(site) { path(&addresses::models()) } else { String::new() },
    })
}

/// The roles of a matrix: those that the model names, in its order, then the others that have a part in it.
fn roles(rulebook: &Rulebook, parts: &[(&Arc<Control>, ControlRoles)]) -> Vec<Arc<str>> {
    let mut roles: Vec<Arc<str>> = Vec::new();
    let has_part = |role: &Arc<str>| {
        parts.iter().any(|(control, part)| control.accountable == *role || !letters_of(part, role).is_empty())
    };
    let named = rulebook.model.roles.iter().filter(|role| has_part(role));
    let others = parts.iter().flat_map(|(control, part)| {
        std::iter::once(&control.accountable)
            .chain(&part.sign)
            .chain(&part.sign_some)
            .chain(&part.in_emergency)
    });
    for role in named.chain(others) {
        if !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    roles
}

/// R signs or acts, A answers for it, C signs where the page asks for it, I may act first in an emergency.
fn letters(control: &Control, part: &ControlRoles, role: &Arc<str>) -> String {
    let mut letters = letters_of(part, role);
    // Where nobody signs, whoever answers for it does it.
    if control.accountable == *role {
        let acts = part.sign.is_empty() && letters.is_empty();
        letters.insert_str(0, if acts { "R" } else { "" });
        letters.push('A');
    }
    letters.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

fn letters_of(part: &ControlRoles, role: &Arc<str>) -> String {
    let held = [(&part.sign, 'R'), (&part.sign_some, 'C'), (&part.in_emergency, 'I')];
    held.into_iter().filter(|(roles, _)| roles.contains(role)).map(|(_, letter)| letter).collect()
}

fn shown_role(site: &Site, role: &str) -> LinkView {
    if role == "owner" {
        return LinkView { title: site.say("pages_owner"), path: String::new() };
    }
    super::links::role_link(site, role)
}

/// The word for how it is proven who signed.
fn proof(proof: Proof) -> &'static str {
    match proof {
        Proof::None => "proof_none",
        Proof::Committer => "proof_committer",
        Proof::Signed => "proof_signed",
    }
}

fn standing(site: &Site, governance: &Governance, file: &FilePath) -> String {
    if governance.model.as_ref() != Some(file) {
        return site.say("not_in_force");
    }
    let term = governance.timeline.terms().iter().rfind(|term| term.from <= governance.today);
    match term {
        Some(term) => site.fill("in_force_since", [("day", site.day(term.from).into())]),
        None => site.say("model_not_adopted"),
    }
}

/// What a rule is about, as a heading; a rule that is not named here is called by its own name.
fn subject_of(site: &Site, rule: &str) -> String {
    let named = site.config.words.find(&format!("rule_{rule}")).map(str::to_owned);
    named.unwrap_or_else(|| crate::route::words::capital(&rule.replace('_', " ")))
}

/// All models side by side.
pub(in crate::route) fn comparison(site: &Site) -> ComparisonView {
    let Some(governance) = site.governance() else { return ComparisonView::default() };
    let models: Vec<(&FilePath, &Rulebook)> =
        governance.models.iter().map(|(file, rulebook)| (file, &**rulebook)).collect();
    let page = |file: &FilePath| site.content.pages.iter().find(|page| page.file == *file);
    let links = models.iter().map(|(file, rulebook)| match page(file) {
        Some(page) => LinkView { title: page.title.to_string(), path: path(&page.address) },
        None => LinkView { title: rulebook.model.id.to_string(), path: String::new() },
    });
    let titled = |title: String, cell: &dyn Fn(&FilePath, &Rulebook) -> Vec<String>| ComparisonRowView {
        title,
        cells: models.iter().map(|(file, rulebook)| cell(file, rulebook)).collect(),
    };
    let row = |title: &str, cell: &dyn Fn(&FilePath, &Rulebook) -> Vec<String>| titled(site.say(title), cell);
    let shape = |file: &FilePath, _: &Rulebook| {
        page(file).and_then(|page| page.fields.text("shape")).map(str::to_owned).into_iter().collect()
    };
    let mut rows = vec![
        row("field_shape", &shape),
        row("standing", &|file, _| vec![standing(site, governance, file)]),
        row("field_proof", &|_, rulebook| vec![site.say(proof(rulebook.model.proof))]),
        row("field_roles", &|_, rulebook| {
            rulebook.model.roles.iter().map(|role| role_title(site, role)).collect()
        }),
        row("field_controls", &|_, rulebook| vec![rulebook.model.controls.len().to_string()]),
    ];
    let rules: BTreeSet<&str> = models
        .iter()
        .flat_map(|(_, rulebook)| rulebook.model.controls.iter().map(|control| control.rule))
        .collect();
    rows.extend(rules.into_iter().map(|rule| {
        titled(subject_of(site, rule), &|_, rulebook| {
            let of_rule = rulebook.model.controls.iter().filter(|control| control.rule == rule);
            of_rule.map(|control| control.statement.to_string()).collect()
        })
    }));
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    ComparisonView { models: links.collect(), rows }
}
