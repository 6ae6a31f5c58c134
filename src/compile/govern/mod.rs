//! Governance in the recipe: has the main line folded, and says how each page of the site stands by that.

mod beginnings;
mod brought;
mod evidence;
mod findings;
mod line;
mod models;
mod nested;
mod old_texts;
mod pending;
mod same_words;
mod subjects;
mod unknown;
mod working;

use std::sync::Arc;

use crate::compile::Held;
use crate::config::{Config, Edition, Governing, Written};
use crate::date::{Day, Moment};
use crate::diagnostic::Checked;
use crate::governance::fold::{Evidence, FramedKey, Law, Life, Refusal, State, TextStood, fold};
use crate::governance::{Account, Basis, Governance, Rulebook, Timeline, standing};
use crate::history::{Folders, files_named};
use crate::list::List;
use crate::model::{Face, Facts, Page, Past, RepoPath, Roles};
use crate::path::FilePath;
use crate::source::Span;
use crate::world::{NoVersions, Same, Store, Versions, World};

use beginnings::Beginnings;
pub(super) use evidence::History;
use subjects::Pages;

/// The kind of the pages that are governance models.
const KIND: &str = "governance-model";

/// What the main line says, or why nothing is known of it.
#[derive(Clone, Debug)]
pub(super) enum Folded {
    /// The site never said by what it is governed.
    Never,
    /// The history is still being read.
    BeingRead,
    /// Nothing is known of what is in force.
    Refused(Refusal),
    /// What is in force.
    InForce(InForce),
}

/// What the fold has left, and what it asked.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    pub(super) state: Arc<State>,
    pub(super) history: Arc<History>,
    /// Where no model was adopted: the settings at another place that said how a site is governed.
    elsewhere: Option<RepoPath>,
    /// By whose word it is known where the main line begins.
    account: Option<Account>,
    /// The keys that frames in force speak for, each with the settings as they were approved.
    framed: Arc<Vec<FramedKey>>,
}

/// What governance goes by.
pub(super) struct GovernanceInputs<'a> {
    pub(super) world: &'a dyn World,
    pub(super) config: &'a Arc<Config>,
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    /// Every page, those that are left out as drafts last.
    pub(super) pages: &'a List<Page>,
    /// Their faces, in the same order.
    pub(super) faces: &'a List<Face>,
    /// The files that their working texts name, in the same order.
    pub(super) shows: &'a List<Named>,
    /// Their pasts, in the same order.
    pub(super) past: &'a Past,
    pub(super) store: &'a Store,
    pub(super) today: Day,
}

/// Files that a page shows or links, each as it is written there, and where it is from the site's root.
pub(super) type Named = Vec<(Arc<str>, FilePath)>;

/// Goes over the main line up to the head: made anew when the history is another.
pub(super) fn folded(world: &dyn World, config: &Config, held: &Held, store: &Store) -> Folded {
    let versions = match world.versions() {
        Ok(versions) => versions,
        Err(NoVersions::BeingRead) => return Folded::BeingRead,
        Err(_) if config.governing.is_none() => return Folded::Never,
        Err(why) => return Folded::Refused(Refusal::NoHistory(no_history(&why))),
    };
    let is_governed = config.governing.is_some();
    let of = (Same(versions), is_governed, held.clone());
    let folded = store.last("fold", of, |(Same(versions), is_governed, held)| {
        match over(versions, *is_governed, held) {
            Ok(folded) => folded,
            Err(refusal) => Folded::Refused(refusal),
        }
    });
    folded.as_ref().clone().up_to(world.now()).until_today(world, config, store)
}

fn no_history(why: &NoVersions) -> String {
    match why {
        NoVersions::NoRepository => "the site is in no git repository".to_owned(),
        NoVersions::NoCommit => "nothing is committed yet".to_owned(),
        NoVersions::BeingRead => "the history is being read".to_owned(),
        NoVersions::Unreadable(why) => format!("the git repository cannot be read: {why}"),
    }
}

fn over(versions: &Arc<dyn Versions>, is_governed: bool, held: &Held) -> Result<Folded, Refusal> {
    // Whoever holds something against the line says that it is governed, whatever the files say.
    let is_asked = is_governed || *held != Held::default();
    let line = match line::read(&**versions, held) {
        // Of a site that does not speak of governance, nobody asks what the rest of its history says.
        Err(Refusal::Cut(_)) if !is_asked => return Ok(Folded::Never),
        line => line?,
    };
    if !is_asked && !line::was_governed(&line, &**versions)? {
        return Ok(Folded::Never);
    }
    let changes = line::changes(&line, &**versions)?;
    let ids = line.commits.iter().map(|commit| commit.id).collect();
    let history = Arc::new(History::new(versions.clone(), ids));
    history.read_ids_ahead(&changes.commits);
    let state = fold(&changes.commits, &*history)?;
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
    let account = state.root().map(|root| match held.root {
        Some(_) => Account::Held(root),
        None => Account::Own(root),
    });
    Ok(Folded::InForce(InForce {
        state: Arc::new(state),
        history,
        elsewhere,
        account,
        framed: Arc::default(),
    }))
}

/// How far a commit's clock may be ahead of the machine's, in seconds.
const AHEAD: i64 = 24 * 60 * 60;

impl Folded {
    /// Why it is not known what is in force, where a site asks for that.
    pub(super) fn unknown(&self, config: &Config) -> Option<Refusal> {
        let is_asked = config.governing.is_some() || config.edition == Edition::Approved;
        self.refusal().filter(|_| is_asked)
    }

    /// What stands.
    pub(super) fn into_state(self) -> Result<Arc<State>, Refusal> {
        match self {
            Folded::InForce(in_force) if in_force.state.law().is_some() => Ok(in_force.state),
            other => Err(other.refusal().unwrap_or(Refusal::NoModel)),
        }
    }

    /// Lets the days pass up to today, since what comes into force by itself needs no commit.
    fn until_today(self, world: &dyn World, config: &Config, store: &Store) -> Folded {
        let Folded::InForce(in_force) = self else { return self };
        let zone = in_force.state.law().map_or(&config.zone, |law| &law.config.zone);
        let of = (Same::of(&in_force.state), world.today(zone));
        let state = store.last("fold up to today", of, |(Same(state), today)| {
            let mut state = state.as_ref().clone();
            state.days_until(*today, &*in_force.history)?;
            let keys = state.framed_keys(&*in_force.history)?;
            Ok::<_, Refusal>((Arc::new(state), Arc::new(keys)))
        });
        match state.as_ref() {
            Ok((state, framed)) => {
                Folded::InForce(InForce { state: state.clone(), framed: framed.clone(), ..in_force })
            }
            Err(refusal) => Folded::Refused(refusal.clone()),
        }
    }

    /// Refuses a line that goes on into the future.
    fn up_to(self, now: Option<Moment>) -> Folded {
        let limit = now.map(|now| Moment { seconds: now.seconds + AHEAD, offset: 0 });
        let late = match (&self, limit) {
            (Folded::InForce(in_force), Some(limit)) => in_force.state.first_after(limit),
            _ => None,
        };
        late.map_or(self, |commit| Folded::Refused(Refusal::FromTheFuture(commit)))
    }

    /// Why there is no approved edition.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        match self {
            Folded::BeingRead => None,
            Folded::Never => Some(Refusal::NoModel),
            Folded::Refused(refusal) => Some(refusal.clone()),
            Folded::InForce(in_force) if in_force.state.law().is_some() => None,
            Folded::InForce(in_force) => {
                Some(in_force.elsewhere.clone().map_or(Refusal::NoModel, Refusal::NoModelHere))
            }
        }
    }

    /// The settings of the site with the keys that are in force: they are controlled text.
    pub(super) fn settle(&self, config: Arc<Config>, edition: Option<Edition>, store: &Store) -> Arc<Config> {
        let of = (Same(config), self.law_config().map(|config| Same::of(&config)), edition);
        let framed = match self {
            Folded::InForce(in_force) => in_force.framed.clone(),
            _ => Arc::default(),
        };
        let is_known = !matches!(self, Folded::BeingRead | Folded::Never);
        let content = self.law_content();
        let of = (of, is_known, content, Same(framed));
        let settled = store.last(
            "settled config",
            of,
            |((Same(config), law, edition), is_known, content, Same(framed))| {
                let mut settled = config.as_ref().clone();
                if !is_known {
                    settled.governing = None;
                    settled.edition = if edition.is_some() { settled.edition } else { Edition::Latest };
                }
                if let (Some(Same(law)), Some(content)) = (law, content) {
                    settled.edition = edition.unwrap_or(law.edition);
                    if settled.edition == Edition::Approved {
                        settled.take_controlled(law);
                        framed.iter().for_each(|of| settled.take_displayed(&of.key, &of.then));
                        let value = content.as_str().to_owned();
                        settled.content = Some(Written { value, span: Span::default() });
                    } else {
                        settled.governing = settled.governing.or_else(|| law.governing.clone());
                    }
                }
                Arc::new(settled)
            },
        );
        settled.as_ref().clone()
    }

    fn law_content(&self) -> Option<FilePath> {
        match self {
            Folded::InForce(in_force) => in_force.state.law().map(|law| law.content.clone()),
            _ => None,
        }
    }

    fn law_config(&self) -> Option<Arc<Config>> {
        match self {
            Folded::InForce(in_force) => in_force.state.law().map(|law| law.config.clone()),
            _ => None,
        }
    }
}

/// The files that the working texts of documents name; nothing where nothing is known of what is in force.
pub(super) fn shows(folded: &Folded, folders: Folders, (pages, store): (&List<Page>, &Store)) -> List<Named> {
    if !matches!(folded, Folded::InForce(_)) {
        return List::default();
    }
    store.each_alike("files that pages name", folders, pages.clone(), |folders, pages, row| {
        let page = &pages[row];
        let outline = page.outline().filter(|_| page.document.is_some());
        let named = outline.map(|outline| files_named(outline, &page.file, folders));
        Arc::new(named.unwrap_or_default())
    })
}

/// Works out how the site is governed; `None` where nothing is known of that.
pub(super) fn govern(inputs: &GovernanceInputs<'_>, folded: &Folded) -> Checked<Option<Governance>> {
    let mut findings = models::findings(inputs);
    let (Folded::InForce(in_force), Some(governing)) = (folded, &inputs.config.governing) else {
        let is_governed = inputs.config.governing.is_some() || inputs.config.edition == Edition::Approved;
        let refusal = folded.refusal().filter(|_| is_governed);
        findings.extend(refusal.map(|refusal| findings::unknown(&refusal, inputs.config)));
        return Checked::new(None, findings);
    };
    let state = in_force.state.clone();
    findings.extend(findings::at_head(&state, inputs));
    if state.law().is_none() {
        findings.extend(folded.refusal().map(|refusal| findings::unknown(&refusal, inputs.config)));
    }
    let basis = basis(inputs, (governing, &state), in_force).into_value(&mut findings);
    let pages = Pages::of(inputs, &state);
    let of = (Same::of(&state), Same::of(&in_force.history));
    let found = inputs.store.each_row(
        "subjects of governance",
        of,
        pages,
        |(Same(state), Same(history)), pages, row| {
            Checked::clean(Arc::new(pages.subject(row, inputs, state, history)))
        },
    );
    let deleted = subjects::deleted(inputs, &state, &in_force.history);
    let subjects = inputs.store.list("subjects with those deleted", found.value.iter().chain(&deleted));
    let stands = inputs.store.each_row(
        "how pages stand",
        Same(state),
        subjects.clone(),
        |Same(state), subjects, row| Checked::clean(Arc::new(standing(state, &subjects[row]))),
    );
    let governance = Governance::unseen(basis, subjects, stands.value);
    Checked::new(Some(governance), findings)
}

fn basis(
    inputs: &GovernanceInputs<'_>,
    (governing, state): (&Governing, &Arc<State>),
    in_force: &InForce,
) -> Checked<Arc<Basis>> {
    let history = &in_force.history;
    let Checked { value: pending, findings } = pending::records(inputs, state, history);
    let of = (
        Same::of(state),
        inputs.faces.clone(),
        Same::of(inputs.config),
        pending.iter().map(|record| record.file_id).collect::<Vec<_>>(),
        in_force.account,
    );
    let basis = inputs.store.last("basis of governance", of, |_| {
        let records = state.records.iter().chain(&pending).cloned().collect();
        let evidence: Arc<dyn Evidence> = history.clone();
        let law = state.law();
        let model = law.and_then(|law| {
            let page = inputs.pages.iter().find(|page| page.document.as_ref() == Some(&law.page));
            page.map(|page| page.file.clone())
        });
        Arc::new(Basis {
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
            zone: inputs.config.zone.clone(),
            today: inputs.today,
        })
    });
    Checked::new(basis.as_ref().clone(), findings)
}

/// Who holds which role, as far as that is in force; before the first model, as the pages of the site say.
fn roles(inputs: &GovernanceInputs<'_>, state: &State) -> Roles {
    if state.law().is_some() { state.roles.clone() } else { crate::governance::roles(inputs.pages).value }
}

/// Every model that a page describes: in the approved edition, as far as its text is in force.
fn described(
    inputs: &GovernanceInputs<'_>,
    state: &State,
    history: &History,
) -> Vec<(FilePath, Arc<Rulebook>)> {
    let working = crate::governance::roles(inputs.pages).value;
    let profiles = profiles(inputs.config);
    let read = |page: &Arc<Page>| {
        let life = page.document.as_ref().and_then(|id| state.lives.get(id));
        let is_approved = inputs.config.edition == Edition::Approved;
        let in_force = life.and_then(Life::text).filter(|_| is_approved);
        let is_asked = |law: &Arc<Law>| law.asks(&Arc::new(Facts::of(page)), inputs.today);
        if is_approved && in_force.is_none() && state.law().is_some_and(is_asked) {
            // What a model would ask that nobody approved is a draft.
            return None;
        }
        let (Some(text), Some(law)) = (in_force, state.law()) else {
            return Some((page.file.clone(), Arc::new(Rulebook::read(page, &working, &profiles).value)));
        };
        let (commit, _) = state.commits.get(text.place as usize)?;
        let stood =
            TextStood { commit: *commit, content: &law.content, file: &text.file, text: text.exact.text };
        let then = history.texts.page(&stood, &law.config).ok()??;
        let rulebook = Rulebook::read(&then.page, &state.roles, &profiles).value;
        Some((text.file.clone(), Arc::new(rulebook)))
    };
    inputs.pages.iter().filter(|page| page.kind.name == KIND).filter_map(read).collect()
}

fn profiles(config: &Config) -> Vec<Arc<str>> {
    let profiles = config.governing.iter().flat_map(|governing| &governing.profiles);
    profiles.map(|profile| profile.as_str().into()).collect()
}
