//! The model in force: its text, the settings that belong to it, and how another one takes its place.

use std::sync::Arc;

use super::arrivals::does_not_hold;
use super::evidence::{Evidence, Refusal};
use super::judge::{Maker, is_full, is_proven};
use super::pages::{LifeStanding, TextAt};
use super::state::{State, is_page};
use crate::config::{Config, Governing};
use crate::date::{Day, Period};
use crate::governance::Rulebook;
use crate::governance::roles::{ROLE, roles};
use crate::list::List;
use crate::model::{
    Basis, Deed, ExactText, Facts, Page, Record, Reference, ReferencedFile, Role, Roles, Tenure, TextId,
};
use crate::path::FilePath;

/// For how long somebody holds a role whom the adopting role appoints, since nobody else can.
const DEADLOCK: Period = Period::Days(30);

/// A model that is or was in force, with the settings that were approved with it.
#[derive(Clone, Debug)]
pub struct Law {
    /// The id of its page.
    pub page: Arc<str>,
    /// Its text, with the settings and the list of signers among the files.
    pub text: TextAt,
    /// What it asks.
    pub rulebook: Arc<Rulebook>,
    /// The settings of the site as they were approved.
    pub config: Arc<Config>,
    /// The folder of pages.
    pub content: FilePath,
    /// The folder of records.
    pub records: FilePath,
    /// The first day.
    pub since: Day,
    /// By these records.
    pub by: Vec<Arc<Record>>,
}

impl Law {
    /// Whether a file is a page of the site.
    pub(super) fn is_page(&self, file: &FilePath) -> bool {
        file.within(&self.content).is_some_and(|path| is_page(&path) && !self.config.exclude.takes_out(&path))
    }

    /// The role that may adopt a model where nothing else is asked.
    pub(super) fn adopted_by(&self) -> Arc<str> {
        self.config
            .governing
            .as_ref()
            .map(|governing| governing.adopted_by.value.as_str().into())
            .unwrap_or_default()
    }
}

/// Pages of roles, and where their texts stand.
type RolePages = Vec<(Arc<Page>, TextAt)>;

/// The first model, as the last commit has it.
struct Candidate {
    governing: Governing,
    text: TextAt,
    page: Arc<Page>,
    config: Arc<Config>,
    content: FilePath,
    /// The pages of roles that come into force with it.
    role_pages: RolePages,
}

impl State {
    /// Adopts the first model, where a record does that.
    pub(super) fn adopt(
        &mut self,
        record: &Arc<Record>,
        maker: Maker,
        evidence: &dyn Evidence,
    ) -> Result<(), Refusal> {
        let Deed::Approval { text, against, effective, .. } = &record.deed else {
            let finding =
                does_not_hold(record, "no model was in force when it arrived: it counts for nothing");
            self.findings
                .push(finding.hint("adopt the model first, with `guidepost approve`, and commit that"));
            return Ok(());
        };
        let is_later = effective.is_some_and(|day| day > self.today());
        if is_later || against.is_some() || !is_full(record) {
            let why = "the first model is adopted at once, for good, and against nothing";
            let hint = "leave out `effective`, `provisional` and `against`";
            self.findings.push(does_not_hold(record, why).hint(hint));
            return Ok(());
        }
        let candidate = match self.candidate(record, text, evidence)? {
            Ok(candidate) => candidate,
            Err(why) => {
                self.findings.push(does_not_hold(record, &why));
                return Ok(());
            }
        };
        let pages: List<Page> = candidate.role_pages.iter().map(|(page, _)| page.clone()).collect();
        let roles = roles(&pages).value;
        if let Err(why) = self.may_adopt(record, &candidate, &roles) {
            self.findings.push(does_not_hold(record, &why));
            return Ok(());
        }
        let profiles = profiles(&candidate.governing);
        let rulebook = match rulebook(&candidate.page, (&roles, &profiles), self.today()) {
            Ok(rulebook) => rulebook.with_signers(signers_of(&candidate.text)),
            Err(why) => {
                self.findings.push(does_not_hold(record, &format!("the model cannot be adopted: {why}")));
                return Ok(());
            }
        };
        if maker == Maker::Asked && !is_proven(record, &rulebook, &roles, evidence)? {
            self.findings.push(does_not_hold(record, "it is not proven who made it, as the model asks"));
            return Ok(());
        }
        self.set_roles(roles);
        self.enact_first(candidate, rulebook, record, evidence)
    }

    fn enact_first(
        &mut self,
        candidate: Candidate,
        rulebook: Rulebook,
        record: &Arc<Record>,
        evidence: &dyn Evidence,
    ) -> Result<(), Refusal> {
        let day = self.today();
        let Candidate { text, config, content, role_pages, governing, .. } = candidate;
        let law = Law {
            page: record.page.clone().unwrap_or_default(),
            records: governing.records_of(&content),
            text: text.clone(),
            rulebook: Arc::new(rulebook),
            config,
            content,
            since: day,
            by: vec![record.clone()],
        };
        self.laws.push(Arc::new(law));
        self.records.push(record.clone());
        self.index_all(evidence)?;
        let basis = Basis::Approved(vec![record.clone()]);
        for (page, text) in role_pages {
            let Some(id) = &page.document else { continue };
            self.lives.entry(id.clone()).or_default().put_in_force(text, basis.clone(), day);
        }
        let model = record.page.clone().unwrap_or_default();
        self.lives.entry(model).or_default().put_in_force(text, basis, day);
        self.take_control(None, evidence)
    }

    /// What a record would adopt; or why it adopts nothing.
    fn candidate(
        &mut self,
        record: &Record,
        approved: &ExactText,
        evidence: &dyn Evidence,
    ) -> Result<Result<Candidate, String>, Refusal> {
        let place = self.place();
        let Some(config) = self.settings_at(place, evidence)? else {
            return Ok(Err(
                "no model was in force when it arrived, and there is no `site.toml` without errors"
                    .to_owned(),
            ));
        };
        let Some(governing) = config.governing.clone() else {
            return Ok(Err("no model was in force when it arrived, and `site.toml` names none".to_owned()));
        };
        let content = self.content_folder(&config);
        let Some((file, page)) = self.page_of_model(&governing, &content, &config, evidence)? else {
            return Ok(Err(format!("there is no page `{}` to adopt", governing.model.value)));
        };
        let id = page.facts.document.clone().unwrap_or_default();
        if record.page.as_ref() != Some(&id) || id.is_empty() || !approved.is_of_model() {
            let why = format!(
                "no model was in force when it arrived, and it does not adopt `{}`",
                governing.model.value
            );
            return Ok(Err(why));
        }
        let text = self.tree.at(&file, place).unwrap_or(approved.text);
        let files = self.files_named(&id, &page, place, evidence)?;
        let exact = ExactText::new(text, files);
        let (own, roles): (Vec<ReferencedFile>, Vec<ReferencedFile>) =
            approved.files().iter().cloned().partition(|file| file.reference != Reference::RolePage);
        if !exact.same_as(&ExactText::new(approved.text, own)) {
            return Ok(Err(
                "the model, the settings or a file that it names are not those that it approves".to_owned()
            ));
        }
        let role_pages = match self.role_pages(&roles, &config, evidence)? {
            Ok(role_pages) => role_pages,
            Err(why) => return Ok(Err(why)),
        };
        let text = TextAt { exact, file, place, facts: page.facts.clone() };
        Ok(Ok(Candidate { governing, text, page: page.page.clone(), config, content, role_pages }))
    }

    /// The page that settings name as the model.
    fn page_of_model(
        &self,
        governing: &Governing,
        content: &FilePath,
        config: &Arc<Config>,
        evidence: &dyn Evidence,
    ) -> Result<Option<(FilePath, Arc<super::PageText>)>, Refusal> {
        let mut found = None;
        for (file, text) in self.tree.files() {
            let Some(path) = file.within(content).filter(is_page) else { continue };
            let id = evidence.document(file, text)?.unwrap_or_default();
            if !governing.is_model(&id, &path) {
                continue;
            }
            // Of two pages with one id neither is the model.
            if found.is_some() {
                return Ok(None);
            }
            found =
                self.page_at(file, text, self.place(), (config, evidence))?.map(|page| (file.clone(), page));
        }
        Ok(found)
    }

    /// The id of the page that settings name as the model, where exactly one page is meant.
    pub(super) fn id_of_model(
        &self,
        governing: &Governing,
        evidence: &dyn Evidence,
    ) -> Result<Option<Arc<str>>, Refusal> {
        let Some(law) = self.law() else { return Ok(None) };
        let found = self.page_of_model(governing, &law.content, &law.config, evidence)?;
        Ok(found.and_then(|(_, page)| page.facts.document.clone()))
    }

    /// The pages of roles that an adoption names, as the last commit has them.
    fn role_pages(
        &self,
        named: &[ReferencedFile],
        config: &Arc<Config>,
        evidence: &dyn Evidence,
    ) -> Result<Result<RolePages, String>, Refusal> {
        let mut pages = RolePages::new();
        for ReferencedFile { file, id, .. } in named {
            if self.tree.now(file) != Some(*id) {
                return Ok(Err(format!("`{file}` is not the page of a role that it approves")));
            }
            let Some(page) = self.page_at(file, *id, self.place(), (config, evidence))? else {
                return Ok(Err(format!("`{file}` is no page")));
            };
            let is_known = |other: &(Arc<Page>, TextAt)| other.0.document == page.page.document;
            if &*page.facts.kind != ROLE || page.page.document.is_none() || pages.iter().any(is_known) {
                return Ok(Err(format!("`{file}` is no page of a role with an id of its own")));
            }
            let exact = ExactText::new(*id, Vec::new());
            let text = TextAt { exact, file: file.clone(), place: self.place(), facts: page.facts.clone() };
            pages.push((page.page.clone(), text));
        }
        Ok(Ok(pages))
    }

    fn may_adopt(&self, record: &Record, candidate: &Candidate, roles: &Roles) -> Result<(), String> {
        let adopts = &candidate.governing.adopted_by.value;
        if *record.role != **adopts {
            return Err(format!("`{}` adopts the first model, not `{}`", adopts, record.role));
        }
        super::judge::holds_role(record, roles, (roles, self.today()))
    }

    /// Puts another text of the model in force, or another model in its place.
    pub(super) fn enact(
        &mut self,
        id: &Arc<str>,
        text: &TextAt,
        by: &[Arc<Record>],
        evidence: &dyn Evidence,
    ) -> Result<Result<(), String>, Refusal> {
        let Some(config) = self.settings_at(text.place, evidence)? else {
            return Ok(Err("there is no `site.toml` without errors".to_owned()));
        };
        let Some(governing) = &config.governing else {
            return Ok(Err("`site.toml` names no model".to_owned()));
        };
        let page = self.page_at(&text.file, text.exact.text, text.place, (&config, evidence))?;
        let Some(page) = page else { return Ok(Err("the model is no page".to_owned())) };
        let rulebook = match rulebook(&page.page, (&self.roles, &profiles(governing)), self.today()) {
            Ok(rulebook) => rulebook.with_signers(signers_of(text)),
            Err(why) => return Ok(Err(why)),
        };
        let content = self.content_folder(&config);
        let law = Law {
            page: id.clone(),
            records: governing.records_of(&content),
            text: text.clone(),
            rulebook: Arc::new(rulebook),
            config,
            content,
            since: self.today(),
            by: by.to_vec(),
        };
        let before = self.law().cloned();
        let is_elsewhere = before.as_ref().is_some_and(|before| before.content != law.content);
        self.laws.push(Arc::new(law));
        if is_elsewhere {
            self.index_all(evidence)?;
        }
        self.take_control(before.as_ref(), evidence)?;
        Ok(Ok(()))
    }

    /// A model that takes control of a page pulls nothing: what stands there goes on applying, unapproved.
    fn take_control(&mut self, before: Option<&Arc<Law>>, evidence: &dyn Evidence) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let day = self.today();
        for control in &law.rulebook.model.controls {
            self.expect(control.since);
        }
        let was_asked = |facts: &Facts| before.is_some_and(|before| is_asked(before, facts, day));
        // The page of a role is under control from the first model on; one that nobody approved names no holder.
        let is_first = |facts: &Facts| before.is_none() && is_of_role(facts);
        self.take_control_where(
            &|facts| is_first(facts) || is_asked(&law, facts, day) && !was_asked(facts) && !is_of_role(facts),
            evidence,
        )
    }

    /// Takes control of what controls choose that begin on a day.
    pub(super) fn take_control_since(&mut self, day: Day, evidence: &dyn Evidence) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        if !law.rulebook.model.controls.iter().any(|control| control.since == Some(day)) {
            return Ok(());
        }
        let before = day.minus(Period::Days(1));
        self.take_control_where(
            &|facts| is_asked(&law, facts, day) && !is_asked(&law, facts, before) && !is_of_role(facts),
            evidence,
        )
    }

    fn take_control_where(
        &mut self,
        comes: &dyn Fn(&Facts) -> bool,
        evidence: &dyn Evidence,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let day = self.today();
        let mut ids: Vec<Arc<str>> = self.whereabouts.keys().cloned().collect();
        ids.sort();
        for id in ids {
            // What was let go comes back by an approval alone.
            let is_known = self.lives.get(&id).is_some_and(|life| life.standing != LifeStanding::Nothing);
            if is_known || id == law.page {
                continue;
            }
            let Some(draft) = self.draft(&id, evidence)? else { continue };
            if comes(&draft.facts) {
                self.lives.entry(id).or_default().put_in_force(draft, Basis::StoodBefore, day);
            }
        }
        Ok(())
    }

    /// For how long somebody who was appointed holds a role: where the way out of a deadlock was taken, not for long.
    fn lasting(&self, record: &Record, tenure: &Tenure) -> Tenure {
        let appoints = self.law().and_then(|law| law.rulebook.model.appointed_by.clone());
        let arrived = record.arrival.as_ref().map(|arrival| arrival.day);
        let (Some(arrived), false) = (arrived, appoints.as_ref() == Some(&record.role)) else {
            return tenure.clone();
        };
        let last = arrived.plus(DEADLOCK);
        Tenure { to: Some(tenure.to.map_or(last, |to| to.min(last))), ..tenure.clone() }
    }

    /// Reads the roles anew: from their pages in force, and from appointments.
    pub(super) fn read_roles(&mut self, evidence: &dyn Evidence) -> Result<(), Refusal> {
        let config = self.reading(evidence)?;
        let mut pages: Vec<Arc<Page>> = Vec::new();
        for life in self.lives.values() {
            let is_approved = life.text_in_force().is_some();
            let Some(text) = life.text().filter(|text| is_approved && &*text.facts.kind == ROLE) else {
                continue;
            };
            let page = self.page_at(&text.file, text.exact.text, text.place, (&config, evidence))?;
            pages.extend(page.map(|page| page.page.clone()));
        }
        let read = roles(&pages.into_iter().collect()).value;
        let mut all: Vec<Role> = read.iter().cloned().collect();
        for record in &self.records {
            let Deed::Appointment { role, tenure, .. } = &record.deed else { continue };
            let tenure = self.lasting(record, tenure);
            match all.iter_mut().find(|known| known.id == *role) {
                Some(known) => known.holders.push(tenure),
                None => all.push(Role {
                    id: role.clone(),
                    title: role.clone(),
                    file: record.place.file.clone(),
                    others: Vec::new(),
                    holders: vec![tenure],
                    deputies: Vec::new(),
                }),
            }
        }
        self.set_roles(Roles::new(all));
        Ok(())
    }
}

fn is_of_role(facts: &Facts) -> bool {
    &*facts.kind == ROLE
}

/// Whether a model asks for the approval of a page that says this.
fn is_asked(law: &Law, facts: &Facts, day: Day) -> bool {
    law.rulebook.approvals(day, facts).next().is_some()
}

/// What a page asks that is to be the model; or why it cannot be that.
fn rulebook(page: &Page, (roles, profiles): (&Roles, &[Arc<str>]), day: Day) -> Result<Rulebook, String> {
    if page.fields.get("controls").is_none() {
        return Err("it states no `controls`".to_owned());
    }
    let read = Rulebook::read(page, roles, profiles);
    if let Some(first) = read.findings.first() {
        return Err(first.message.clone());
    }
    unsatisfiable(&read.value, roles, day).map_or(Ok(read.value), Err)
}

/// Why nobody can give what a model asks; `None` where somebody can.
fn unsatisfiable(rulebook: &Rulebook, roles: &Roles, day: Day) -> Option<String> {
    rulebook.active(day).find_map(|(control, rule)| {
        let approval = rule.approval()?;
        let vacant = approval
            .always()
            .find(|role| roles.get(role).is_none_or(|role| role.people_on(day).next().is_none()));
        vacant.map(|role| format!("nobody holds the role `{role}`, whose approval `{}` asks", control.id))
    })
}

/// The profiles that settings switch on.
pub(super) fn profiles(governing: &Governing) -> Vec<Arc<str>> {
    governing.profiles.iter().map(|profile| profile.as_str().into()).collect()
}

fn signers_of(text: &TextAt) -> Option<TextId> {
    text.exact.files().iter().find(|file| file.reference == Reference::Signers).map(|file| file.id)
}
