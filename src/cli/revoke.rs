//! `guidepost revoke`: puts on record that another record no longer counts.

use std::path::Path;
use std::sync::Arc;

use super::governed_site::GovernedSite;
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing, refuse_role};
use super::waive::reason;
use crate::diagnostic::most_alike;
use crate::governance::Governance;
use crate::model::{AppointmentDetails, Record, RecordKind, RevocationDetails, TextId};
use crate::path::FilePath;
use crate::shell;
use crate::world::{World as _, as_committed};

/// Take a record back: it stays where it is, and no longer counts.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost revoke 2026-11-16-approval-gl-003-legal-counsel-1a2b3c4d --reason 'Wrong page' --role legal-counsel --by senior-counsel

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Revoke {
    /// The record: the name of its file, with or without folder and ending.
    record: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    signing: Signing,
}

impl Revoke {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let governance = governed.governance()?;
        let name = self.record.rsplit('/').next().unwrap_or_default();
        let id = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
        let folder = governance.governing.records_of(&governed.site.content_folder);
        let record = governance.record(id).ok_or_else(|| {
            let files = governed.world.list(&folder).files;
            let there =
                files.iter().find(|file| file.name().rsplit_once('.').is_some_and(|(stem, _)| stem == id));
            unknown(&governed, governance, (id, there))
        })?;
        refuse(governance, record)?;
        let what = format!("cannot take back what {} has put on record", record.role);
        let may = [record.role.clone()];
        refuse_role(governance, self.signing.written_role(), &may, &what, "")?;
        let about = about(record);
        let (kind, role, person) = (record.deed.name(), &record.role, &record.person);
        let of = record.file_id.ok_or_else(|| Failure::new("the record is in no repository"))?;
        let plan = PlannedRecord {
            deed: RecordKind::Revocation(RevocationDetails { of, reason: reason(&self.reason)?.into() }),
            words: format!("Revoke the {kind} of {about}"),
            shown: format!("The {kind} of {about} by {person} as {role} on {}", record.date.in_english()),
            question: "Take it back".to_owned(),
            page: None,
        };
        self.signing.carry_out(&governed, vec![plan])
    }
}

fn unknown(
    governed: &GovernedSite,
    governance: &Governance,
    (id, file): (&str, Option<&FilePath>),
) -> Failure {
    if let Some(file) = file {
        let text = governed.world.bytes(file).ok();
        let text =
            text.map(|bytes| governed.versions.text_id(&as_committed(&bytes, file, &*governed.versions)));
        if let Some(taken_back) = text.and_then(|text| taken_back(governance, text, id)) {
            return taken_back;
        }
        return Failure::new(format!("`{file}` does not hold, and so it does not count as it is"))
            .hint("`guidepost check` says why; there is nothing to take back");
    }
    let ids: Vec<&str> = governance.records.iter().map(|record| &*record.id).collect();
    let failure = Failure::new(format!("there is no record `{id}`"));
    match most_alike(id, ids.iter().copied(), 3).as_slice() {
        [] => failure.hint("no record holds yet"),
        some => failure.hint(format!("the most alike: {}", some.join(", "))),
    }
}

fn refuse(governance: &Governance, record: &Record) -> Result<(), Failure> {
    let file = record.place.file.as_str();
    if record.arrival.is_none() {
        return Err(Failure::new(format!("`{file}` is not committed, and does not count yet"))
            .hint(format!("`rm {}` is enough", shell::word(file))));
    }
    match record.file_id.and_then(|of| taken_back(governance, of, &record.id)) {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// That a record is taken back already.
fn taken_back(governance: &Governance, text: TextId, id: &str) -> Option<Failure> {
    let of_it = |other: &&Arc<Record>| other.revocation().is_some_and(|revocation| revocation.of == text);
    let other = governance.records.iter().find(of_it)?;
    let failure = Failure::new(format!("`{id}` is taken back since {}", other.date.in_english()));
    Some(failure.hint(format!("by `{}`", other.place.file)))
}

/// What a record is about: a page, a control, or somebody and their role.
fn about(record: &Record) -> String {
    match record.appointment() {
        Some(AppointmentDetails { role, tenure, .. }) => format!("{} as {role}", tenure.person),
        None => record.page.as_ref().or(record.control()).map_or_else(String::new, ToString::to_string),
    }
}
