//! Governance in the recipe: has the main line folded, and says how each page of the site stands by that.
//!
//! `compile/govern` has the line folded, once for each state of the repository (`line`, `beginnings`, `evidence`,
//! `old_texts`, `brought`, `same_words`), and settles the configuration: the controlled keys are those in force.
//! `subjects` sees each page of the site beside its life, and `working` reads what the working tree has of it.
//! `compile/edition` chooses the text of each page; in the approved edition the site is compiled from the last commit
//! and of these texts, so that no other words can appear anywhere, and a page stands where its text in force stood. A
//! page with an older text knows where that was (`Page::stood`), and its references go through `link::HistoricalLinks`.
//! `edition/pasts` cuts the pasts of its pages, by what `edition/tells` says of each text and of each commit's message.
//! `route/governed` shows all of it: plate, checklist, register, records, models, and each approved text at an address
//! made from its object id.

mod beginnings;
mod brought;
mod evidence;
mod findings;
mod folded;
mod inputs;
mod line;
mod line_files;
mod memo;
mod models;
mod moves;
mod nested;
mod old_texts;
mod pending;
mod same_words;
mod subjects;
mod taken_ids;
mod unknown;
mod working;

use std::sync::Arc;

use crate::compile::layout::Layout;
use crate::compile::memo::{ListMemo, Memo, RowsMemo};
use crate::compile::request::Held;
use crate::config::{Config, Edition, Governing};
use crate::diagnostic::defect::{self, Stage, Work};
use crate::diagnostic::{Checked, Finding, Severity};
use crate::governance::fold::{EvidenceSource, FoldState, Law, Life, Refusal, TextStood};
use crate::governance::{
    Account, Governance, GovernanceContext, HeldIds, Rulebook, Subject, Timeline, standing,
};
use crate::history::{ReferenceFolders, files_named};
use crate::model::{InForce, Page, PageFacts, PageSignature, Past, Roles, TextId};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};
use crate::world::{NoVersions, Versions, World};

use beginnings::Beginnings;
pub(super) use evidence::GitEvidence;
use findings::UnknownNames;
pub(super) use folded::{FoldResult, LineOutcome};
use folded::{SettledMemo, UntilToday};
pub(super) use inputs::{GovernanceInputs, NamedFiles};
use inputs::{KIND, profiles};
use memo::FoldMemo;
use models::ModelFindings;
use moves::Moves;
pub(super) use old_texts::HistoricalFront;
use pending::PendingMemos;
use subjects::SubjectMemos;
use taken_ids::TakenIds;

/// What is remembered of how a site is governed.
#[derive(Default)]
pub(super) struct GovernMemos {
    line: Memo<(ByPtr<dyn Versions>, bool, Held), LineOutcome>,
    until_today: UntilToday,
    settled: SettledMemo,
    shows: RowsMemo<ReferenceFolders, (SharedList<Page>,), NamedFiles>,
    models: ModelFindings,
    unknown_names: UnknownNames,
    pending: PendingMemos,
    context: Memo<ContextInputs, Arc<GovernanceContext>>,
    subjects: SubjectMemos,
    all_subjects: ListMemo<Subject>,
    standings: RowsMemo<ByPtr<FoldState>, (SharedList<Subject>,), InForce>,
    held_ids: Memo<(ByPtr<FoldState>, SharedList<PageSignature>), Arc<HeldIds>>,
    taken_ids: TakenIds,
    signatories: Memo<ByPtr<GovernanceContext>, Vec<Finding>>,
    drafts: RowsMemo<ByPtr<GovernanceContext>, (SharedList<Subject>, SharedList<InForce>), ()>,
}

/// What the context of governance is made from: what the fold has left, all of pages but their words, the settings, the
/// records that wait, and by whose word it is known where the main line begins.
type ContextInputs =
    (ByPtr<FoldState>, SharedList<PageSignature>, ByPtr<Config>, Vec<Option<TextId>>, Option<Account>);

impl GovernMemos {
    /// Goes over the main line up to the head, and lets the days pass up to today.
    pub(super) fn main_line(&self, world: &dyn World, config: &Config, held: &Held) -> LineOutcome {
        let gone_over = defect::contained(Work::on_site(Stage::Line), || self.gone_over(world, config, held));
        gone_over.unwrap_or_else(|defect| LineOutcome::Refused(Refusal::Defect(defect)))
    }

    fn gone_over(&self, world: &dyn World, config: &Config, held: &Held) -> LineOutcome {
        let versions = match world.versions() {
            Ok(versions) => versions,
            Err(NoVersions::BeingRead) => return LineOutcome::BeingRead,
            Err(_) if config.governing.is_none() => return LineOutcome::Never,
            Err(why) => return LineOutcome::Refused(Refusal::NoHistory(no_history(&why))),
        };
        let is_governed = config.governing.is_some();
        let of = (ByPtr(versions), is_governed, held.clone());
        let folded = self.line.get(of, |(ByPtr(versions), is_governed, held)| {
            let folded = over(FoldMemo { versions, cache: world.cache() }, *is_governed, held)
                .unwrap_or_else(LineOutcome::Refused);
            // What cannot be kept is read again the next time.
            let _ = world.cache().flush();
            folded
        });
        folded.up_to(world.now()).until_today(world, config, &self.until_today)
    }

    /// The settings with the keys that are in force: they are controlled text.
    pub(super) fn settled(
        &self,
        config: Arc<Config>,
        edition: Option<Edition>,
        line: &LineOutcome,
    ) -> Arc<Config> {
        line.settle(config, edition, &self.settled)
    }

    /// What governance goes by.
    pub(super) fn inputs<'a>(
        &self,
        world: &'a dyn World,
        (config, layout): (&'a Arc<Config>, &'a Layout),
        (pages, signatures, past): (&'a SharedList<Page>, SharedList<PageSignature>, &'a Past),
        line: &LineOutcome,
    ) -> GovernanceInputs<'a> {
        let folders = ReferenceFolders::of(&layout.content, config);
        GovernanceInputs {
            world,
            config,
            content: &layout.content,
            pages,
            signatures,
            shows: self.shown_files(line, folders, pages),
            past,
            versions: line.versions(world),
            today: world.today(&config.zone),
        }
    }

    /// The files that the working texts of documents name; nothing where nothing is known of what is in force.
    fn shown_files(
        &self,
        line: &LineOutcome,
        folders: ReferenceFolders,
        pages: &SharedList<Page>,
    ) -> SharedList<NamedFiles> {
        if !matches!(line, LineOutcome::InForce(_)) {
            return SharedList::default();
        }
        self.shows.map_interned(folders, (pages.clone(),), |folders, (pages,), row| {
            let page = &pages[row];
            let outline = page.outline().filter(|_| page.document.is_some());
            let named = outline.map(|outline| files_named(outline, &page.file, folders));
            Arc::new(named.unwrap_or_default())
        })
    }

    /// Works out how the site is governed; `None` where nothing is known of that.
    pub(super) fn governance(
        &self,
        inputs: &GovernanceInputs<'_>,
        folded: &LineOutcome,
    ) -> Checked<Option<Governance>> {
        let state = match folded {
            LineOutcome::InForce(in_force) => Some(&in_force.state),
            _ => None,
        };
        let mut findings = models::findings(inputs, state, &self.models);
        let (LineOutcome::InForce(in_force), Some(governing)) = (folded, &inputs.config.governing) else {
            let is_governed = inputs.config.governing.is_some() || inputs.config.edition == Edition::Approved;
            let is_said = |refusal: &Refusal| is_governed || matches!(refusal, Refusal::Defect(_));
            let refusal = folded.refusal().filter(is_said);
            findings.extend(refusal.map(|refusal| findings::unknown(&refusal, inputs)));
            return Checked::new(None, findings);
        };
        let state = in_force.state.clone();
        let refusal = folded.refusal();
        let Checked { value: basis, findings: of_records } =
            self.context_of(inputs, (governing, &state), in_force);
        let is_judged_elsewhere = has_records_judged_elsewhere(inputs, (governing, &state), refusal.as_ref());
        if !is_judged_elsewhere {
            findings.extend(findings::at_head(&state, inputs, &self.unknown_names));
            findings.extend(of_records);
        }
        let weighed = |finding: Finding| {
            if is_judged_elsewhere { finding.with_severity(Severity::Error) } else { finding }
        };
        findings.extend(refusal.map(|refusal| weighed(findings::unknown(&refusal, inputs))));
        let pages = self.subjects.inputs(inputs, &state);
        let deleted = self.subjects.without_file(inputs, &pages, (&state, &in_force.history));
        let own = self.subjects.of_pages(&pages, inputs, (&state, &in_force.history));
        let subjects = self.all_subjects.list(own.iter().chain(deleted.iter()));
        let columns = (subjects.clone(),);
        let standings = self.standings.map(ByPtr(state), columns, |ByPtr(state), (subjects,), row| {
            Checked::clean(Arc::new(standing(state, &subjects[row])))
        });
        let mut governance = Governance::unseen(basis, subjects, standings.value);
        let held = (ByPtr::of(&governance.fold), inputs.signatures.clone());
        governance.held_ids = self.held_ids.get(held, |_| Arc::new(governance.ids_held()));
        findings.extend(self.of_signatories(&governance));
        findings.extend(taken_ids::findings(&governance, inputs.pages, &self.taken_ids));
        Checked::new(Some(governance), findings)
    }

    /// What is wrong with who is asked to sign: found anew where the basis is another, or how a page stands.
    fn of_signatories(&self, governance: &Governance) -> Vec<Finding> {
        let basis = ByPtr::of(&governance.basis);
        let mut findings = self
            .signatories
            .get(basis.clone(), |_| [governance.unknown_writers(), governance.vacancies()].concat());
        let columns = (governance.subjects.clone(), governance.in_force.clone());
        let of_pages = self.drafts.map(basis, columns, |ByPtr(basis), (subjects, in_force), row| {
            let (subject, in_force) = (&subjects[row], &in_force[row]);
            let findings = basis
                .unlisted_draft(subject, in_force)
                .into_iter()
                .chain(basis.unnumbered(subject, in_force));
            Checked::new(Arc::new(()), findings.collect())
        });
        findings.extend(of_pages.findings);
        findings
    }

    fn context_of(
        &self,
        inputs: &GovernanceInputs<'_>,
        (governing, state): (&Governing, &Arc<FoldState>),
        in_force: &FoldResult,
    ) -> Checked<Arc<GovernanceContext>> {
        let history = &in_force.history;
        let Checked { value: pending, findings } = self.pending.records(inputs, state, history);
        let of = (
            ByPtr::of(state),
            inputs.signatures.clone(),
            ByPtr::of(inputs.config),
            pending.iter().map(|record| record.file_id).collect::<Vec<_>>(),
            in_force.account,
        );
        let context = self.context.get(of, |_| {
            let records = state.records.iter().chain(&pending).cloned().collect();
            let evidence: Arc<dyn EvidenceSource> = history.clone();
            let law = state.law();
            let model = law.and_then(|law| {
                let page = inputs.pages.iter().find(|page| page.document.as_ref() == Some(&law.page));
                page.map(|page| page.file.clone())
            });
            Arc::new(GovernanceContext {
                governing: governing.clone(),
                edition: inputs.config.edition,
                model,
                models: described(inputs, state, history),
                roles: roles(inputs, state),
                records,
                timeline: Timeline::of(state),
                account: in_force.account,
                fold: state.clone(),
                evidence,
                words: inputs.config.words.clone(),
                zone: inputs.config.zone.clone(),
                today: inputs.today,
            })
        });
        Checked::new(context, findings)
    }
}

fn no_history(why: &NoVersions) -> String {
    match why {
        NoVersions::NoRepository => "the site is in no git repository".to_owned(),
        NoVersions::NoCommit => "nothing is committed yet".to_owned(),
        NoVersions::BeingRead => "the history is being read".to_owned(),
        NoVersions::Unreadable(why) => format!("the git repository cannot be read: {why}"),
    }
}

fn over(memo: FoldMemo<'_>, is_governed: bool, held: &Held) -> Result<LineOutcome, Refusal> {
    let versions = memo.versions;
    // Whoever holds something against the line says that it is governed, whatever the files say.
    let is_asked = is_governed || *held != Held::default();
    let line = match line::read(&**versions, held) {
        // Of a site that does not speak of governance, nobody asks what the rest of its history says.
        Err(Refusal::Cut(_)) if !is_asked => return Ok(LineOutcome::Never),
        line => line?,
    };
    if !is_asked && !line::was_governed(&line, &**versions)? {
        return Ok(LineOutcome::Never);
    }
    let changes = line::changes(&line, memo)?;
    let standing = Moves::new(memo, (&line, &changes), held.root).of_site()?;
    let (state, history) = (standing.state.clone(), standing.history.clone());
    history.read_writers(&state)?;
    if let (Some(first), None) = (state.laws.first(), held.root) {
        let model = first.config.governing.as_ref().map(|governing| governing.model.value.as_str());
        let adopted = first.text.place as usize;
        let model = model.unwrap_or_default();
        let beginnings = Beginnings { history: &history, line: &line, adopted, model };
        beginnings.refuse_others(&changes.settings)?;
    }
    if held.root.is_some() && state.root() != held.root {
        return Err(Refusal::OtherRoot { pinned: held.root, found: state.root() });
    }
    let elsewhere = if state.laws.is_empty() {
        beginnings::governed_elsewhere(&changes.settings, &**versions)?
    } else {
        None
    };
    let moved = match standing.refusal() {
        Some(refusal @ Refusal::MovedAway(_)) => return Err(refusal),
        moved => moved,
    };
    let account = state.root().map(|root| match held.root {
        Some(_) => Account::Held(root),
        None => Account::Own(root),
    });
    Ok(LineOutcome::InForce(FoldResult {
        state: Arc::new(state),
        history,
        elsewhere,
        moved,
        account,
        framed: Arc::default(),
    }))
}

/// Whether records lie here that only a governed site has, while nothing is in force here: all that is wrong with them
/// follows from why that is so.
fn has_records_judged_elsewhere(
    inputs: &GovernanceInputs<'_>,
    (governing, state): (&Governing, &FoldState),
    refusal: Option<&Refusal>,
) -> bool {
    state.law().is_none()
        && refusal.is_some_and(|refusal| *refusal != Refusal::NoModel)
        && pending::has_records_after_adoption(inputs, governing)
}

/// Who holds which role, as far as that is in force; before the first model, as the pages of the site say.
fn roles(inputs: &GovernanceInputs<'_>, state: &FoldState) -> Roles {
    if state.law().is_some() { state.roles.clone() } else { crate::governance::roles(inputs.pages).value }
}

/// Every model that a page describes: in the approved edition, as far as its text is in force.
fn described(
    inputs: &GovernanceInputs<'_>,
    state: &FoldState,
    history: &GitEvidence,
) -> Vec<(FilePath, Arc<Rulebook>)> {
    let working = crate::governance::roles(inputs.pages).value;
    let profiles = profiles(inputs.config);
    let read = |page: &Arc<Page>| {
        let life = page.document.as_ref().and_then(|id| state.lives.get(id));
        let is_approved = inputs.config.edition == Edition::Approved;
        let in_force = life.and_then(Life::text).filter(|_| is_approved);
        let is_asked = |law: &Arc<Law>| law.asks(&Arc::new(PageFacts::of(page)), inputs.today);
        if is_approved && in_force.is_none() && state.law().is_some_and(is_asked) {
            // What a model would ask that nobody approved is a draft.
            return None;
        }
        let (Some(text), Some(law)) = (in_force, state.law()) else {
            return Some((page.file.clone(), Arc::new(Rulebook::read(page, &working, &profiles).value)));
        };
        let (commit, _) = state.commits.get(text.stood() as usize)?;
        let stood =
            TextStood { commit: *commit, content: &law.content, file: &text.file, text: text.exact.text };
        let then = history.texts.page(&stood, &law.config).ok()??;
        let rulebook = Rulebook::read(&then.page, &state.roles, &profiles).value;
        Some((text.file.clone(), Arc::new(rulebook)))
    };
    inputs.pages.iter().filter(|page| page.kind.name == KIND).filter_map(read).collect()
}
