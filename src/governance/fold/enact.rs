//! How a model comes into force: the first one by its adoption, and another one in its place.

use std::sync::Arc;

use super::evidence::{EvidenceSource, PageText, Refusal};
use super::judge::{Maker, does_not_hold, holds_role};
use super::law::{Law, is_page};
use super::pages::TextAt;
use super::proof::{how_to_prove, proven, with_seal};
use super::state::FoldState;
use crate::config::{Config, Governing};
use crate::date::Day;
use crate::governance::Rulebook;
use crate::governance::roles::{ROLE, roles};
use crate::model::{
    ApprovalDetails, ExactText, FileRelation, InForceReason, Page, Record, ReferencedFile, Roles, TextId,
};
use crate::path::FilePath;
use crate::shared::SharedList;

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

impl FoldState {
    /// Adopts the first model, where a record does that.
    pub(super) fn adopt(
        &mut self,
        record: &Arc<Record>,
        maker: Maker,
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(ApprovalDetails { text, against, effective, .. }) = record.approval() else {
            let finding =
                does_not_hold(record, "no model was in force when it arrived: it counts for nothing");
            self.findings
                .push(finding.hint("adopt the model first, with `guidepost approve`, and commit that"));
            return Ok(());
        };
        let is_later = effective.is_some_and(|day| day > self.today());
        if is_later || against.is_some() || !record.is_full_approval() {
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
        let pages: SharedList<Page> = candidate.role_pages.iter().map(|(page, _)| page.clone()).collect();
        let roles = roles(&pages).value;
        if let Err(why) = self.may_adopt(record, &candidate, &roles) {
            self.findings.push(does_not_hold(record, &why));
            return Ok(());
        }
        let profiles = profiles(&candidate.governing);
        let rulebook = match rulebook(&candidate.page, &roles, &profiles, self.today()) {
            Ok(rulebook) => rulebook.with_signers(signers_of(&candidate.text)),
            Err(why) => {
                self.findings.push(does_not_hold(record, &format!("the model cannot be adopted: {why}")));
                return Ok(());
            }
        };
        if maker == Maker::Asked
            && let Err(why) = proven(&*with_seal(record, &rulebook, evidence)?, &rulebook, &roles)
        {
            let finding = does_not_hold(record, &why).hint(how_to_prove(record, rulebook.model.proof));
            self.findings.push(finding);
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
        evidence: &dyn EvidenceSource,
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
        let basis = InForceReason::Approved(vec![record.clone()]);
        for (page, text) in role_pages {
            let Some(id) = &page.document else { continue };
            self.put_page_in_force(id, text, basis.clone(), day);
        }
        let model = record.page.clone().unwrap_or_default();
        self.put_page_in_force(&model, text, basis, day);
        self.take_control(None, evidence)
    }

    /// What a record would adopt; or why it adopts nothing.
    fn candidate(
        &mut self,
        record: &Record,
        approved: &ExactText,
        evidence: &dyn EvidenceSource,
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
            approved.files().iter().cloned().partition(|file| file.reference != FileRelation::RolePage);
        if !exact.same_as(&ExactText::new(approved.text, own)) {
            return Ok(Err(
                "the model, the settings or a file that it names are not those that it approves".to_owned()
            ));
        }
        let role_pages = match self.role_pages(&roles, &config, evidence)? {
            Ok(role_pages) => role_pages,
            Err(why) => return Ok(Err(why)),
        };
        let text = TextAt { exact, file, place, facts: page.facts.clone(), moved: None };
        Ok(Ok(Candidate { governing, text, page: page.page.clone(), config, content, role_pages }))
    }

    /// The page that settings name as the model.
    fn page_of_model(
        &self,
        governing: &Governing,
        content: &FilePath,
        config: &Arc<Config>,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<(FilePath, Arc<PageText>)>, Refusal> {
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
        evidence: &dyn EvidenceSource,
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
        evidence: &dyn EvidenceSource,
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
            let text = TextAt {
                exact,
                file: file.clone(),
                place: self.place(),
                facts: page.facts.clone(),
                moved: None,
            };
            pages.push((page.page.clone(), text));
        }
        Ok(Ok(pages))
    }

    fn may_adopt(&self, record: &Record, candidate: &Candidate, roles: &Roles) -> Result<(), String> {
        let adopts = &candidate.governing.adopted_by.value;
        if *record.role != **adopts {
            return Err(format!("`{}` adopts the first model, not `{}`", adopts, record.role));
        }
        holds_role(record, roles, roles, self.today())
    }

    /// Puts another text of the model in force, or another model in its place.
    pub(super) fn enact(
        &mut self,
        id: &Arc<str>,
        text: &TextAt,
        by: &[Arc<Record>],
        evidence: &dyn EvidenceSource,
    ) -> Result<Result<(), String>, Refusal> {
        let Some(config) = self.settings_at(text.place, evidence)? else {
            return Ok(Err("there is no `site.toml` without errors".to_owned()));
        };
        let Some(governing) = &config.governing else {
            return Ok(Err("`site.toml` names no model".to_owned()));
        };
        let page = self.page_at(&text.file, text.exact.text, text.stood(), (&config, evidence))?;
        let Some(page) = page else { return Ok(Err("the model is no page".to_owned())) };
        let rulebook = match rulebook(&page.page, &self.roles, &profiles(governing), self.today()) {
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
        self.moves.approve(&law);
        self.laws.push(Arc::new(law));
        if is_elsewhere {
            self.index_all(evidence)?;
        }
        self.take_control(before.as_ref(), evidence)?;
        Ok(Ok(()))
    }
}

/// What a page asks that is to be the model; or why it cannot be that.
fn rulebook(page: &Page, roles: &Roles, profiles: &[Arc<str>], day: Day) -> Result<Rulebook, String> {
    if page.fields.get("controls").is_none() {
        return Err("it states no `controls`".to_owned());
    }
    if page.fields.get("proof").is_none() {
        return Err("it does not say under `proof` how it is proven who made a record: `none`, `committer` or `signed`"
            .to_owned());
    }
    let read = Rulebook::read(page, roles, profiles);
    if let Some(first) = read.findings.first() {
        return Err(match first.hints.first() {
            Some(hint) => format!("{}: {hint}", first.message),
            None => first.message.clone(),
        });
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
fn profiles(governing: &Governing) -> Vec<Arc<str>> {
    governing.profiles.iter().map(|profile| profile.as_str().into()).collect()
}

fn signers_of(text: &TextAt) -> Option<TextId> {
    text.exact.files().iter().find(|file| file.reference == FileRelation::Signers).map(|file| file.id)
}
