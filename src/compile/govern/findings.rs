//! What is wrong with the main line and with what it brings, in words.

use std::sync::Arc;

use super::inputs::GovernanceInputs;
use super::unknown;
use crate::compile::memo::Memo;
use crate::config::Edition;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::governance::ROLE;
use crate::governance::fold::{FoldState, Gap, Life, Refusal, Remedy};
use crate::shared::ByPtr;
use crate::shell::{self, Signer, Verb};

/// What is remembered of records that name what no commit has.
pub(super) type UnknownNames = Memo<ByPtr<FoldState>, Vec<Finding>>;

/// What was found in the fold, where it is about a file that is still there: nobody can mend what is not.
pub(super) fn at_head(
    state: &Arc<FoldState>,
    inputs: &GovernanceInputs<'_>,
    unknown_names: &UnknownNames,
) -> Vec<Finding> {
    let world = inputs.world;
    let is_there =
        |finding: &&Finding| finding.place.as_ref().is_none_or(|place| world.bytes(&place.file).is_ok());
    let unknown = unknown_names.get(ByPtr::of(state), |ByPtr(state)| unknown::names(state));
    let dates = dated_back(state).into_iter().chain(day_before_head(state, inputs.today)).collect::<Vec<_>>();
    let gaps: Vec<Finding> =
        state.gaps(inputs.today).iter().map(|gap| gap_finding(gap, state, inputs.today)).collect();
    let all = state.findings.iter().chain(&unknown).chain(&dates).chain(&gaps);
    all.filter(is_there).cloned().map(|finding| with_way_out(finding, state)).collect()
}

/// The same with what becomes of a record that counts for nothing: it may go, since it never said anything. What was written
/// over one that counts is to be brought back instead, which is said of it as well.
fn with_way_out(finding: Finding, state: &FoldState) -> Finding {
    let counts = |place: &Place| state.records.iter().any(|record| record.place.file == place.file);
    match &finding.place {
        Some(place) if finding.code == Code::RecordDoesNotHold && !counts(place) => {
            let file = shell::word(place.file.as_str());
            finding.hint(format!(
                "it counts for nothing: `git rm -- {file}` takes it out, and changes no day that is over"
            ))
        }
        _ => finding,
    }
}

/// That nobody holds a role without which something cannot be changed, or soon nobody will; and what may fill it then.
fn gap_finding(gap: &Gap, state: &FoldState, today: Day) -> Finding {
    let Gap { role, from, remedy } = gap;
    let is_now = *from == today;
    let when = if is_now { "nobody".to_owned() } else { format!("from {} on nobody", from.in_english()) };
    let (message, severity) = match remedy {
        Remedy::Adopter(adopter) => (
            format!(
                "{when} holds the role `{role}`, whom a change of the model asks: as long as that is so, `{adopter}` alone may appoint anybody to it, for 30 days"
            ),
            Severity::Warning,
        ),
        Remedy::OtherModel => (
            format!(
                "{when} may sign for the role `{role}`, which appoints the others: no page of a role comes into force then, before a model does that has another role appoint"
            ),
            Severity::Warning,
        ),
        Remedy::Nothing => (
            format!(
                "{when} may sign for the role `{role}`, which adopts models and appoints the others: no model, no page of a role and no appointment can come into force then, and nothing can change that"
            ),
            Severity::Error,
        ),
    };
    let page = state.lives.get(role).and_then(Life::text);
    let finding = match page {
        Some(text) => Finding::new(Code::GapInRole, Place::file(&text.file), message),
        None => Finding::of_site(Code::GapInRole, message),
    };
    let finding = finding.with_severity(severity);
    match (remedy, is_now) {
        (Remedy::Adopter(adopter), true) => {
            let (role, by) = (shell::option("--as", role), shell::option("--role", adopter));
            finding.hint(format!("`guidepost appoint NAME {role} --reason TEXT {by} --by NAME`"))
        }
        (Remedy::OtherModel, true) => finding.hint("name another role in the model (`appointed_by`), and have it approved"),
        (Remedy::Nothing, true) => finding
            .hint("what is in force stays so; to go on, begin a new repository, whose first adoption says who holds it"),
        (_, false) => finding.hint("name on the page of the role who holds it then, and have that approved before that day"),
    }
}

/// That the day which counts as today lies before that of the last commit: then nothing is said of that day.
fn day_before_head(state: &FoldState, today: Day) -> Option<Finding> {
    let (_, last) = state.commits.last().filter(|(_, last)| today < *last)?;
    let message = format!(
        "{} lies before the day of the last commit, {}: what is in force is told as of that commit",
        today.in_english(),
        last.in_english()
    );
    let finding = Finding::of_site(Code::DayBeforeHead, message);
    Some(finding.hint(format!("`--at {today}` tells how it stood at the end of that day")))
}

/// Tells of commits that are dated before the day they count for; of many, in one finding.
fn dated_back(state: &FoldState) -> Option<Finding> {
    let newest = state.dated_back.last()?;
    let message = match state.dated_back.len() {
        1 => format!("commit {} is dated before the day of the commit before it", newest.short()),
        many => format!(
            "{many} commits are dated before the days of those before them, {} the last of them",
            newest.short()
        ),
    };
    let finding = Finding::of_site(Code::DatedBack, message);
    Some(
        finding.hint("what they bring counts from the day of the commit before; no day that is over changes"),
    )
}

/// Says that nothing is known of what is in force.
pub(super) fn unknown(refusal: &Refusal, inputs: &GovernanceInputs<'_>) -> Finding {
    let config = inputs.config;
    let is_error = config.edition == Edition::Approved || matches!(refusal, Refusal::Defect(_));
    let severity = if is_error { Severity::Error } else { Severity::Warning };
    let message = format!("what is in force is not known: {refusal}");
    let place = config
        .governing
        .as_ref()
        .map(|governing| Place::span(&crate::config::site_file(), governing.model.span));
    let code = match refusal {
        Refusal::Unchecked(..) => Code::UncheckedSignatures,
        Refusal::Defect(_) => Code::InternalError,
        _ => Code::NoModelInForce,
    };
    let mut finding = Finding { place, ..Finding::of_site(code, message) }.with_severity(severity);
    match (&config.governing, refusal) {
        (Some(governing), Refusal::NoModel) => {
            let by = Signer { role: &governing.adopted_by.value, person: None };
            let of_roles = inputs.pages.iter().filter(|page| page.kind.name == ROLE);
            let roles: Vec<&str> = of_roles.filter_map(|page| page.document.as_deref()).collect();
            let near = near_miss(by.role, roles.iter().copied());
            finding = finding.hint(if let Some(near) = near.filter(|_| !roles.contains(&by.role)) {
                let role = by.role;
                format!("no page is of the role `{role}`, which `adopted_by` names: did you mean `{near}`?")
            } else {
                let command = shell::deed(Verb::Approve, &governing.model.value, by);
                format!("`{command}` adopts it; commit the record")
            });
        }
        _ => finding = refusal.hints().into_iter().fold(finding, Finding::hint),
    }
    finding
}
