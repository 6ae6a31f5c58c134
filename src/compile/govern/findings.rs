//! What is wrong with the main line and with what it brings, in words.

use std::sync::Arc;

use super::{GovernanceInputs, unknown};
use crate::config::{Config, Edition};
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::governance::fold::{Gap, Life, Refusal, State};
use crate::shell::{self, Signer, Verb};
use crate::world::Same;

/// What was found in the fold, where it is about a file that is still there: nobody can mend what is not.
pub(super) fn at_head(state: &Arc<State>, inputs: &GovernanceInputs<'_>) -> Vec<Finding> {
    let world = inputs.world;
    let is_there =
        |finding: &&Finding| finding.place.as_ref().is_none_or(|place| world.bytes(&place.file).is_ok());
    let unknown =
        inputs.store.last("names that no commit has", Same::of(state), |Same(state)| unknown::names(state));
    let dates = dated_back(state).into_iter().chain(day_before_head(state, inputs.today)).collect::<Vec<_>>();
    let gaps: Vec<Finding> =
        state.gaps(inputs.today).iter().map(|gap| told_gap(gap, state, inputs.today)).collect();
    let all = state.findings.iter().chain(&*unknown).chain(&dates).chain(&gaps);
    all.filter(is_there).cloned().collect()
}

/// That nobody holds a role that a change of the model asks for, or soon nobody will: who may fill it then decides alone.
fn told_gap(gap: &Gap, state: &State, today: Day) -> Finding {
    let Gap { role, from, filled_by } = gap;
    let (when, by_then) = if *from == today {
        ("nobody holds".to_owned(), "")
    } else {
        (format!("from {} on nobody holds", from.words()), ", before that day")
    };
    let message = format!(
        "{when} the role `{role}`, whom a change of the model asks: as long as that is so, `{filled_by}` alone may appoint anybody to it, for 30 days"
    );
    let page = state.lives.get(role).and_then(Life::text);
    let finding = match page {
        Some(text) => Finding::new(Code::GapInRole, Place::file(&text.file), message),
        None => Finding::of_site(Code::GapInRole, message),
    };
    if *from == today {
        let (role, by) = (shell::option("--as", role), shell::option("--role", filled_by));
        return finding.hint(format!("`guidepost appoint NAME {role} --reason TEXT {by} --by NAME`"));
    }
    finding.hint(format!("name on the page of the role who holds it then, and have that approved{by_then}"))
}

/// That the day which counts as today lies before that of the last commit: then nothing is told of that day.
fn day_before_head(state: &State, today: Day) -> Option<Finding> {
    let (_, last) = state.commits.last().filter(|(_, last)| today < *last)?;
    let message = format!(
        "{} lies before the day of the last commit, {}: what is in force is told as of that commit",
        today.words(),
        last.words()
    );
    let finding = Finding::of_site(Code::DayBeforeHead, message);
    Some(finding.hint(format!("`--at {today}` tells how it stood at the end of that day")))
}

/// Tells of commits that are dated before the day they count for; of many, in one finding.
fn dated_back(state: &State) -> Option<Finding> {
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
pub(super) fn unknown(refusal: &Refusal, config: &Config) -> Finding {
    let severity = if config.edition == Edition::Approved { Severity::Error } else { Severity::Warning };
    let message = format!("what is in force is not known: {refusal}");
    let place = config
        .governing
        .as_ref()
        .map(|governing| Place::span(&crate::compile::site_file(), governing.model.span));
    let code = match refusal {
        Refusal::Unchecked(..) => Code::UncheckedSignatures,
        _ => Code::NoModelInForce,
    };
    let mut finding = Finding { place, ..Finding::of_site(code, message) }.weighing(severity);
    match (&config.governing, refusal) {
        (Some(governing), Refusal::NoModel) => {
            let by = Signer { role: &governing.adopted_by.value, person: None };
            let command = shell::deed(Verb::Approve, &governing.model.value, by);
            finding = finding.hint(format!("`{command}` adopts it; commit the record"));
        }
        _ => finding = refusal.hints().into_iter().fold(finding, Finding::hint),
    }
    finding
}
