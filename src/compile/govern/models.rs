//! What is wrong with the models that pages describe, and with how `site.toml` names one.

use std::sync::Arc;

use super::inputs::{GovernanceInputs, KIND, profiles};
use crate::compile::memo::Memo;
use crate::config::{Config, DISPLAYED, Governing};
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::governance::fold::{FRAME, FoldState};
use crate::governance::{Choosable, Rulebook, alike, appointable, described_twice, idle};
use crate::model::{NamedValue, Page, PageSignature};
use crate::shared::{ByPtr, SharedList};

/// What is wrong with models, by what they are made from: all of pages but their words, the settings, the day, and what
/// is in force.
pub(super) type ModelFindings =
    Memo<(SharedList<PageSignature>, ByPtr<Config>, Day, Option<ByPtr<FoldState>>), Vec<Finding>>;

/// What is wrong with the models that pages describe, with the roles, and with how `site.toml` names one.
pub(super) fn findings(
    inputs: &GovernanceInputs<'_>,
    state: Option<&Arc<FoldState>>,
    memo: &ModelFindings,
) -> Vec<Finding> {
    let Some(governing) = &inputs.config.governing else { return Vec::new() };
    let of = (inputs.signatures.clone(), ByPtr::of(inputs.config), inputs.today, state.map(ByPtr::of));
    memo.get(of, |_| {
        let mut findings = Vec::new();
        let roles = crate::governance::roles(inputs.pages).into_value(&mut findings);
        let in_force = |role: &str| Some(state?.lives.get(role)?.text()?.file.clone());
        findings.extend(described_twice(&roles, &in_force));
        findings
            .extend(alike(&[&roles].into_iter().chain(state.map(|state| &state.roles)).collect::<Vec<_>>()));
        let choosable = Choosable { pages: inputs.pages, kinds: &inputs.config.kinds };
        let profiles = profiles(inputs.config);
        for page in inputs.pages.iter().filter(|page| page.kind.name == KIND) {
            let rulebook = Rulebook::read(page, &roles, &profiles).into_value(&mut findings);
            findings.extend(appointable(page, &rulebook, inputs.pages, inputs.today));
            findings.extend(idle(page, &choosable));
        }
        findings.extend(inputs.pages.iter().flat_map(keys_of_frame));
        findings.extend(named_wrongly(inputs.pages, governing));
        findings.extend(no_signers(inputs, governing));
        findings
    })
}

/// Tells of keys for which the page of a frame cannot speak.
fn keys_of_frame(page: &Arc<Page>) -> Vec<Finding> {
    let is_of_frame = page.kind.name == FRAME;
    let keys = page.fields.named("keys").iter().filter(|key| is_of_frame && !DISPLAYED.contains(&&*key.name));
    let finding = |key: &NamedValue| {
        let message = format!("a frame does not speak for the key `{}`", key.name);
        let near = near_miss(&key.name, DISPLAYED);
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "it speaks for {}; keys that decide who decides are approved with the model",
                DISPLAYED.join(", ")
            ),
        };
        Finding::new(Code::BadValue, Place::span(&page.file, key.span), message).hint(hint)
    };
    keys.map(finding).collect()
}

/// Says that `site.toml` names no page, or one that is no model.
fn named_wrongly(pages: &SharedList<Page>, governing: &Governing) -> Option<Finding> {
    let place = Place::span(&crate::config::site_file(), governing.model.span);
    let is_model =
        |page: &&Arc<Page>| governing.is_model(page.document.as_deref().unwrap_or_default(), &page.path);
    let Some(page) = pages.iter().find(is_model) else {
        let name = &governing.model.value;
        let models = pages.iter().filter(|page| page.kind.name == KIND);
        let known: Vec<&str> =
            models.map(|page| page.document.as_deref().unwrap_or(page.path.as_str())).collect();
        let near = near_miss(name, known.iter().copied());
        let finding = Finding::new(Code::BadModel, place, format!("there is no page `{name}`"));
        return Some(finding.hint(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("write a page of kind `{KIND}`, and name it by its id"),
            None => format!("pages of kind `{KIND}`: {}", known.join(", ")),
        }));
    };
    if page.kind.name == KIND {
        return None;
    }
    let message = format!("`{}` is no governance model: it is of kind `{}`", page.file, page.kind.name);
    Some(Finding::new(Code::BadModel, place, message).hint(format!("a model is a page of kind `{KIND}`")))
}

/// Says that the list of signers is not there.
fn no_signers(inputs: &GovernanceInputs<'_>, governing: &Governing) -> Option<Finding> {
    let signers = governing.signers.as_ref()?;
    if inputs.world.bytes(&signers.value).is_ok() {
        return None;
    }
    let place = Place::span(&crate::config::site_file(), signers.span);
    let message = format!("there is no file `{}`: nobody is known to sign with any SSH key", signers.value);
    let hint =
        "a line of it is a mail address and a public key, as ssh-keygen(1) has it under ALLOWED SIGNERS";
    Some(Finding::new(Code::BadConfig, place, message).hint(hint))
}
