//! `guidepost approve`: puts on record that the committed text of a page is approved.

mod shown;

use std::path::Path;
use std::sync::Arc;

use super::governed_site::{GovernedSite, deed, numbers_of, role_and_who, titled};
use super::outcome::{Failure, Outcome};
use super::printing::many;
use super::sign::{PlannedRecord, Signing, committed, document, needs_another, refuse_role};
use crate::date::Day;
use crate::diagnostic::Code;
use crate::governance::fold::is_kept_for_evidence;
use crate::governance::{Governance, Needed, OWNER, Subject, how_to_name_identities};
use crate::model::{
    ApprovalDetails, ExactText, FileRelation, RecordKind, ReferencedFile, Strength, WhyDraft, same_handle,
};
use crate::path::{Address, DRAFTS, FilePath};
use crate::shell::{self, Verb};
pub(super) use shown::shown;

/// Approve the committed text of pages.
///
/// Shows what changed since the text that was approved last, asks, and writes a record that names the text by its git
/// object id. It counts once it is committed.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost approve GL-003 --role legal-counsel --by senior-counsel
  guidepost approve GL-003 GL-004 --role legal-counsel --by senior-counsel --yes --evidence https://intranet.example/minutes/17
  guidepost approve GL-003 --role legal-counsel --by senior-counsel --effective 2027-01-01

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Approve {
    /// The pages: document numbers, files or addresses.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<String>,
    #[command(flatten)]
    signing: Signing,
    /// The day from which the text is in force, where not at once: 2027-01-01.
    #[arg(long, value_name = "DATE")]
    effective: Option<Day>,
    /// Put the text in force for now, in an emergency, where the model allows that to the role.
    #[arg(long)]
    provisional: bool,
}

impl Approve {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let numbers = numbers_of(governed.governance()?, &self.pages)?;
        let plans: Result<Vec<PlannedRecord>, Failure> =
            numbers.into_iter().map(|number| self.plan(&governed, number)).collect();
        self.signing.carry_out(&governed, plans?)
    }

    fn plan(&self, governed: &GovernedSite, number: usize) -> Result<PlannedRecord, Failure> {
        let governance = governed.governance()?;
        let subject = &governance.subjects[number];
        let needed = governance.needed(number);
        if needed.is_empty() {
            return Err(uncontrolled(governance, number));
        }
        let page = document(governance, subject)?;
        refuse_taken_id(governance, subject, &page)?;
        let mechanical = governance.mechanical(number).filter(|_| !self.provisional);
        if mechanical.is_none_or(|role| *role != *self.signing.written_role()) {
            self.refuse_role(governance, (&page, &subject.file), &needed)?;
        }
        let (role, person) = (self.signing.role(governed)?, self.signing.person(governed)?);
        self.refuse_day(self.signing.day(governed)?)?;
        let text = committed(governed, subject)?;
        refuse_draft(subject, &page)?;
        refuse_place(governance, &governed.site.content_folder, (&page, subject))?;
        if self.strength() == Strength::Full {
            refuse_twice(governance, number, &role, &person)?;
        }
        // Another model takes the place of the one in force.
        let is_model = governance.model_in_force().is_some() && text.is_of_model();
        let against =
            if is_model { governance.text_of_model() } else { governance.text_that_applies(number) };
        let text = governance.as_adopted(text);
        refuse_draft_roles(governance, &text)?;
        let deed = RecordKind::Approval(ApprovalDetails {
            text: text.clone(),
            against,
            effective: self.effective,
            strength: self.strength(),
        });
        let unknown = unknown_writer(governance, number, &role, &person).unwrap_or_default();
        let day = self.signing.day(governed)?;
        let shown = shown(governed, number, &text)?
            + &earlier(governance, number, day)
            + &errors(governed, &subject.file)
            + &unknown;
        let provisionally = if self.provisional { " provisionally" } else { "" };
        Ok(PlannedRecord {
            deed,
            words: format!("Approve {page}{provisionally}"),
            shown,
            question: format!("Approve this text of {page}{provisionally}"),
            page: Some((page, Some(subject.file.clone()))),
        })
    }

    fn strength(&self) -> Strength {
        if self.provisional { Strength::Provisional } else { Strength::Full }
    }

    fn refuse_role(
        &self,
        governance: &Governance,
        (page, file): (&str, &FilePath),
        needed: &[Needed],
    ) -> Result<(), Failure> {
        let role = self.signing.written_role();
        if !self.provisional {
            let may = each_once(needed.iter().flat_map(|needed| &needed.roles));
            let by: Vec<&str> = needed
                .iter()
                .filter_map(|needed| needed.control.as_ref())
                .map(|control| &*control.id)
                .collect();
            let is_asked = role != OWNER && may.iter().any(|known| **known == *role);
            if may.iter().any(|role| &**role == OWNER) && !is_asked {
                return Err(Failure::new(format!("{page} names no owner, and its owner signs it"))
                    .hint(format!("write `owner: ROLE` in the front matter of {file}, and commit it")));
            }
            let why = if by.is_empty() {
                ", as site.toml says in `adopted_by`".to_owned()
            } else {
                format!(", by {}", by.join(", "))
            };
            return refuse_role(governance, role, &may, &format!("does not approve {page}"), &why);
        }
        let allowed = needed.iter().filter_map(|needed| needed.provisional.as_ref());
        let may = each_once(allowed.map(|provisional| &provisional.role));
        if may.is_empty() {
            return Err(Failure::new(format!("no control lets anybody approve {page} provisionally")).hint(
                "leave out `--provisional`, or have the model say `provisional: {role: …, for: 14d}`",
            ));
        }
        refuse_role(governance, role, &may, &format!("may not approve {page} provisionally"), "")
    }

    fn refuse_day(&self, on: Day) -> Result<(), Failure> {
        match self.effective {
            Some(effective) if effective < on => Err(Failure::new(format!(
                "`--effective {effective}` is before the approval itself, {}",
                on.in_english()
            ))
            .hint("no text is in force before it is approved: leave it out, or name a later day")),
            _ => Ok(()),
        }
    }
}

/// That the words came later than the day on which they are said to be approved: nothing shows that they existed then.
fn earlier(governance: &Governance, number: usize, day: Day) -> String {
    let newest = governance.subjects[number].states.last();
    let committed = newest.and_then(|state| state.commit.day(&governance.zone));
    match committed.filter(|committed| *committed > day) {
        Some(committed) => format!(
            "\n\nnote: this text was committed on {}, after {}: the record will say that it was approved before any commit had it",
            committed.in_english(),
            day.in_english()
        ),
        None => String::new(),
    }
}

/// What is wrong in a text: who approves it approves that as well.
fn errors(governed: &GovernedSite, file: &FilePath) -> String {
    let lines: Vec<String> = governed
        .errors_in(file)
        .filter(|finding| finding.code != Code::ControlUnmet)
        .map(|finding| format!("\n  error[{}]: {}", finding.code.name(), finding.message))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let count = many(lines.len(), "error");
    let tells = "`guidepost check --edition latest` says where";
    format!("\n\nnote: this text has {count}, and {tells}:{}", lines.concat())
}

/// Refuses a text that would be kept back when approved.
fn refuse_draft(subject: &Subject, page: &str) -> Result<(), Failure> {
    let Some(why) = &subject.working.draft else { return Ok(()) };
    let file = &subject.file;
    let stays = "would stay a draft when approved";
    let mend = format!("`guidepost check` says what to write in {file}; mend and commit that");
    let (message, hint) = match why {
        WhyDraft::Said => (
            format!("{page} says `draft: true`, and {stays}"),
            "take that line out and commit the page; it is not published before it is approved".to_owned(),
        ),
        WhyDraft::Folder => (
            format!("{page} lies in `{DRAFTS}`, and {stays}"),
            "move it out of that folder and commit that; it is not published before it is approved"
                .to_owned(),
        ),
        WhyDraft::Underscore => (
            format!("{page} has a name that begins with `_`, or lies in a folder that has one, and {stays}"),
            "rename that and commit it; it is not published before it is approved".to_owned(),
        ),
        WhyDraft::Copy => (
            format!("{page} has the name of a copy that a program has made, and {stays}"),
            "rename it and commit that; it is not published before it is approved".to_owned(),
        ),
        WhyDraft::Post(day) => (
            format!("{page} is called after {day}, which is still to come, and {stays}"),
            "take the day out of its name and commit that, or approve it then".to_owned(),
        ),
        WhyDraft::Cascade(index) => (
            format!("the front matter of {index} keeps back all pages below, and {page} {stays}"),
            format!("take `cascade` out of {index}, or what it says of drafts, and commit that"),
        ),
        WhyDraft::UnreadIndex(index) => (
            format!("{index} may keep back all pages below and cannot be read, and {page} {stays}"),
            format!("`guidepost check` says what is wrong in {index}; mend and commit that"),
        ),
        WhyDraft::Key(key) => {
            (format!("`{key}` in the front matter keeps {page} back, and it {stays}"), mend)
        }
        WhyDraft::HiddenWords => (
            format!("{page} has a comment of another program in its text, such as `%%…%%`, and {stays}"),
            mend,
        ),
        WhyDraft::Unread => (
            format!("what {page} says cannot be read as it was meant, and the page counts as a draft"),
            format!("`guidepost check` says what is wrong in {file}; mend and commit that"),
        ),
    };
    Err(Failure::new(message).hint(hint))
}

/// Refuses a page that states the id of one that was in force, where nobody can tell that it is that page.
fn refuse_taken_id(governance: &Governance, subject: &Subject, page: &str) -> Result<(), Failure> {
    if !governance.has_taken_id(subject) {
        return Ok(());
    }
    let states_it = |other: &&Arc<Subject>| other.working.document == subject.working.document;
    let others = governance.subjects.iter().filter(states_it).filter(|other| other.file != subject.file);
    let others: Vec<String> = others.map(|other| format!("`{}`", other.file)).collect();
    let message = format!("`{}` states the id {page}, and so does {}", subject.file, others.join(" and "));
    Err(Failure::new(message).hint("give all but one of them another id, `id: …`, and commit that"))
}

/// Refuses a text at an address where it could not be shown when approved.
fn refuse_place(
    governance: &Governance,
    content: &FilePath,
    (page, subject): (&str, &Subject),
) -> Result<(), Failure> {
    let file = &subject.file;
    if let Some(other) = governance.fold.other_in_force_at(subject.id.as_ref(), file) {
        let message = format!("{page} stands where {other} is in force, which keeps its place");
        return Err(Failure::new(message).hint(format!(
            "move one of them to another file and commit that; of {other}, have the move approved first, or withdraw it"
        )));
    }
    let Some(path) = file.within(content).filter(is_kept_for_evidence) else { return Ok(()) };
    let address = Address::of_page(&path);
    let from = shell::word(file.as_str());
    let message = format!(
        "{page} stands at {}, which is kept for evidence: nobody could read it there",
        address.from_root()
    );
    Err(Failure::new(message)
        .hint(format!("move it, `git mv {from} PLACE`, commit that, and approve it there")))
}

/// Refuses to adopt a page of a role that would be kept back.
fn refuse_draft_roles(governance: &Governance, text: &ExactText) -> Result<(), Failure> {
    let is_role = |named: &&ReferencedFile| named.reference == FileRelation::RolePage;
    for named in text.files().iter().filter(is_role) {
        let subject = governance.subjects.iter().find(|subject| subject.file == named.file);
        if let Some(subject) = subject {
            refuse_draft(subject, subject.name())?;
        }
    }
    Ok(())
}

/// Roles in their order, each once.
pub(super) fn each_once<'a>(roles: impl Iterator<Item = &'a Arc<str>>) -> Vec<Arc<str>> {
    let mut once: Vec<Arc<str>> = Vec::new();
    for role in roles {
        if !once.contains(role) {
            once.push(role.clone());
        }
    }
    once
}

/// Why nobody is asked to approve a page.
pub(super) fn uncontrolled(governance: &Governance, number: usize) -> Failure {
    let name = titled(&governance.subjects[number]);
    let (model, role) = (&governance.governing.model.value, &governance.governing.adopted_by.value);
    if governance.model_in_force().is_none() {
        let adopter = role_and_who(governance, role, governance.today);
        let command = deed(governance, Verb::Approve, model, role);
        let message = format!("{name} is not under control yet, and an approval would count for nothing");
        return Failure::new(message).hint(format!(
            "no text of the model `{model}` is in force yet; {adopter} adopts it: `{command}`; commit that first"
        ));
    }
    let failure = Failure::new(format!("{name} is not under control: nobody is asked to approve it"));
    let controls: Vec<&str> = governance
        .controls()
        .into_iter()
        .filter(|control| control.rule == "approved_by")
        .map(|control| &*control.id)
        .collect();
    match controls.as_slice() {
        [] => failure.hint(format!("the model `{model}` asks for no approval of anything")),
        some => failure.hint(format!(
            "`{model}` asks it by {}, and none of them chooses this page; `guidepost review` puts on record that it was read",
            some.join(", ")
        )),
    }
}

/// Refuses a second approval of the same text by the same person in the same role.
fn refuse_twice(governance: &Governance, number: usize, role: &str, person: &str) -> Result<(), Failure> {
    let signed = governance.signed(number);
    let theirs = signed.iter().find(|record| *record.role == *role && same_handle(&record.person, person));
    let Some(record) = theirs else { return Ok(()) };
    // It was not known before that they did not write it; or it stands elsewhere by now, which is approved as well.
    let is_known_by_now = governance.waits_for_another(number) && governance.did_not_write(number, person);
    if is_known_by_now || governance.waits_for_its_place(number) {
        return Ok(());
    }
    let name = governance.subjects[number].name();
    let failure = Failure::new(format!(
        "{person} approved this very text of {name} as {role} on {}",
        record.date.in_english()
    ));
    let missing = each_once(
        governance.needed(number).iter().flat_map(|needed| &needed.missing).collect::<Vec<_>>().into_iter(),
    );
    Err(match missing.as_slice() {
        [] if governance.waits_for_another(number) => failure.hint(needs_another(governance, number)),
        [] => failure.hint("there is nothing left to approve"),
        some => {
            let who: Vec<String> =
                some.iter().map(|role| role_and_who(governance, role, governance.today)).collect();
            failure.hint(format!("it still needs {}", who.join(", ")))
        }
    })
}

/// That an approval will not be the one of somebody who is known not to have written the text, where a control asks for
/// that and nobody else has given it.
fn unknown_writer(governance: &Governance, number: usize, role: &str, person: &str) -> Option<String> {
    if governance.knows_how_they_commit(person) {
        return None;
    }
    let needed = governance.needed(number);
    let asks = |needed: &&Needed| needed.needs_another && needed.roles.iter().any(|known| **known == *role);
    let control = needed.iter().find(asks)?.control.as_ref()?;
    let signed = governance.signed(number);
    if signed.iter().any(|record| governance.did_not_write(number, &record.person)) {
        return None;
    }
    let how = how_to_name_identities(&governance.words, &governance.roles, person);
    Some(format!(
        "\n\nnote: {} asks for somebody who is known not to have written the text, and nothing names `identities` of {person}: this approval is not that one\nhelp: {how} first",
        control.id
    ))
}
