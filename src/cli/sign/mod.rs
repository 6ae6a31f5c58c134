//! What the commands that write records share: who does it, the question, the file, and what changes by it.
//!
//! `cli/sign` is what the eight commands share: who may, the question, the file, what changes by it. A record is made
//! as a value, written by `records::record_text`, and read back and held against everything (`Governance::would_count`)
//! before `write::new_file` puts it in place; its name ends in a hash of its text, so that branches never meet in one
//! file. What is said of its effect is worked out by the same code that judges for good, as if the record had arrived
//! (`Governance::with`). `governance/questions.rs` answers all that commands ask.

pub(super) mod asked;
mod effect;
mod people;
mod text;

pub(super) use effect::{consequences, needs_another};
pub(super) use people::refuse_role;
pub(super) use text::{committed, document};

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::governed_site::GovernedSite;
use super::load::unknown;
use super::outcome::{Failure, Outcome};
use super::outside::Outside;
use super::question;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place};
use crate::governance::fold::Refusal;
use crate::governance::{record_file_name, record_text};
use crate::model::{Record, RecordKind};
use crate::path::FilePath;
use crate::shell;
use crate::world::{EntryKind, World as _};
use crate::write::new_file;

/// Arguments of every command that writes a record.
#[derive(clap::Args, Debug)]
pub(super) struct Signing {
    /// The role in which it is done.
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// Who does it, as the page of the role names them.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The day on which it was done, where that was not today: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Something to remember with it.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Where more is to be found: minutes, a ticket.
    #[arg(long, value_name = "URL")]
    evidence: Option<String>,
    /// Do not ask.
    #[arg(short, long)]
    yes: bool,
    /// The day that counts as today, instead of the clock's.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    #[command(flatten)]
    outside: Outside,
}

/// The page that a record is about: its document number, and its file where it is still there.
pub(super) type PageName = (Arc<str>, Option<FilePath>);

/// What is to be put on record.
pub(super) struct PlannedRecord {
    pub(super) deed: RecordKind,
    pub(super) page: Option<PageName>,
    /// As a commit's subject says it, in the imperative: "Approve GL-003".
    pub(super) words: String,
    /// What is shown before the question.
    pub(super) shown: String,
    /// What is asked: "Approve this text".
    pub(super) question: String,
}

/// A record that holds, and is not written yet.
struct Ready {
    record: Arc<Record>,
    file: FilePath,
    text: String,
    plan: PlannedRecord,
}

/// Refuses a folder of records that is a link: what is written there is committed elsewhere, and never counts.
fn refuse_link(governed: &GovernedSite, folder: &FilePath) -> Result<(), Failure> {
    for folder in folder.folders().chain([folder.clone()]) {
        let path = governed.versions.repo_path(&folder);
        let entry = governed.versions.entry(governed.versions.head(), &path).map_err(Failure::new)?;
        if entry.is_some_and(|entry| entry.kind == EntryKind::Link) {
            return Err(Failure::new(format!(
                "`{folder}` is a symbolic link: what is written there never counts"
            ))
            .hint(format!(
                "put the folder itself there: `git log -- {}` tells what became of it",
                shell::word(folder.as_str())
            )));
        }
    }
    Ok(())
}

/// Of a site that has moved nothing is put on record before those who approve its model have approved that.
fn refuse_unsettled(governed: &GovernedSite, plans: &[PlannedRecord]) -> Result<(), Failure> {
    let is_of_model = |plan: &PlannedRecord| matches!(&plan.deed, RecordKind::Approval(approval) if approval.text.is_of_model());
    match &governed.site.unknown {
        Some(refusal @ Refusal::MoveNotApproved(_)) if !plans.iter().all(is_of_model) => {
            Err(unknown(refusal))
        }
        _ => Ok(()),
    }
}

impl Signing {
    /// Opens the site.
    pub(super) fn governed_site(&self, root: &Path) -> Result<GovernedSite, Failure> {
        GovernedSite::open(root, self.date, &self.outside)
    }

    /// The role as its page writes it, and who holds it on the day.
    pub(super) fn role(&self, governed: &GovernedSite) -> Result<Arc<str>, Failure> {
        let governance = governed.governance()?;
        let day = self.day(governed)?;
        people::holder(governance, &self.role, &self.by, day).map(|(role, _)| role)
    }

    /// The role as it was written.
    pub(super) fn written_role(&self) -> &str {
        &self.role
    }

    /// Who does it, as the page of the role names them.
    pub(super) fn person(&self, governed: &GovernedSite) -> Result<Arc<str>, Failure> {
        let day = self.day(governed)?;
        people::holder(governed.governance()?, &self.role, &self.by, day).map(|(_, person)| person)
    }

    /// The day on which it was done, which is not still to come.
    pub(super) fn day(&self, governed: &GovernedSite) -> Result<Day, Failure> {
        let governance = governed.governance()?;
        let today = governance.today;
        let clock = governed.world.now().and_then(|now| now.day(&governance.zone));
        if let Some(clock) = clock.filter(|clock| today > *clock) {
            let message = format!(
                "{} is still to come by this machine's clock: nothing is put on record for a day to come",
                today.in_english()
            );
            return Err(Failure::new(message).hint(format!(
                "leave out `--date`, which is {} then; an approval for later has `--effective DATE`",
                clock.in_english()
            )));
        }
        let day = self.on.unwrap_or(today);
        if day > today {
            return Err(Failure::new(format!(
                "{} is still to come; today is {}",
                day.in_english(),
                today.in_english()
            ))
            .hint("`--on` is the day on which it was done; an approval for later has `--effective DATE`"));
        }
        Ok(day)
    }

    /// Checks all, then asks about each and writes what is agreed to.
    pub(super) fn carry_out(
        &self,
        governed: &GovernedSite,
        plans: Vec<PlannedRecord>,
    ) -> Result<Outcome, Failure> {
        refuse_unsettled(governed, &plans)?;
        let ready: Result<Vec<Ready>, Failure> =
            plans.into_iter().map(|plan| self.ready(governed, plan)).collect();
        let ready = ready?;
        // What is wrong with the record itself is reported first.
        self.can_ask()?;
        let (mut written, mut words, mut files) = (Vec::new(), Vec::new(), Vec::new());
        let mut outcome = Outcome::Clean;
        for ready in ready {
            if !self.agreed(&ready)? {
                writeln!(anstream::stderr(), "Nothing is written.")?;
                outcome = Outcome::Findings;
                continue;
            }
            put(governed, &ready)?;
            written.push(ready.record);
            words.push(ready.plan.words);
            files.push(ready.file);
        }
        if !written.is_empty() {
            let effects = consequences(governed, &written, &files, &words)?;
            super::printing::styled_to_stdout(&effects)?;
        }
        Ok(outcome)
    }

    fn ready(&self, governed: &GovernedSite, plan: PlannedRecord) -> Result<Ready, Failure> {
        let governance = governed.governance()?;
        let folder = governance.governing.records_of(&governed.site.content_folder);
        refuse_link(governed, &folder)?;
        let mut record = self.record(governed, &plan)?;
        let (text, file) = loop {
            let text = record_text(&record);
            let file = folder.join(&record_file_name(&record, &text));
            let file = file.ok_or_else(|| Failure::new(format!("`{folder}` is no folder for records")))?;
            let is_there = governed.world.bytes(&file).is_ok();
            if !is_there || governance.records.iter().any(|known| known.place.file == file) {
                break (text, file);
            }
            // One that was taken back stays where it is, and does not count again.
            record.serial += 1;
        };
        if governed.world.bytes(&file).is_ok() {
            return Err(Failure::new(format!("this very record is there already: `{file}`"))
                .hint("a record counts once; where it is not committed yet, commit it"));
        }
        let mut read = governance.would_count(&file, &text);
        let kept = read.value.take().filter(|read| says_the_same(read, &record));
        match (kept, read.findings.first()) {
            (Some(record), None) => Ok(Ready { record, file, text, plan }),
            (_, Some(finding)) => Err(refused(finding)),
            (None, None) => Err(Failure::new("the record would not say what is meant")
                .hint("leave out signs that are no letters from `--note`, `--reason` and `--evidence`")),
        }
    }

    fn record(&self, governed: &GovernedSite, plan: &PlannedRecord) -> Result<Record, Failure> {
        let text = |text: &Option<String>| Arc::from(text.as_deref().unwrap_or_default().trim());
        let (page, path) = plan.page.clone().unzip();
        let record = Record {
            id: Arc::from(""),
            deed: plan.deed.clone(),
            page,
            path: path.flatten(),
            role: self.role(governed)?,
            person: self.person(governed)?,
            date: self.day(governed)?,
            serial: 1,
            file_id: None,
            note: text(&self.note),
            evidence: text(&self.evidence),
            place: Place::file(&FilePath::root()),
            arrival: None,
        };
        let serial = governed.governance()?.serial(&record);
        Ok(Record { serial, ..record })
    }

    fn agreed(&self, ready: &Ready) -> Result<bool, Failure> {
        let mut stderr = anstream::stderr().lock();
        if !ready.plan.shown.is_empty() {
            writeln!(stderr, "{}\n", ready.plan.shown.trim_end())?;
        }
        if self.yes {
            return Ok(true);
        }
        let Record { role, person, .. } = &*ready.record;
        let question = format!("{} as {role} by {person}?", ready.plan.question);
        Ok(question::ask(&question, &mut std::io::stdin().lock(), &mut stderr)?)
    }

    /// Refuses where somebody should be asked and nobody is there.
    fn can_ask(&self) -> Result<(), Failure> {
        if self.yes || question::is_there_a_terminal() {
            return Ok(());
        }
        Err(Failure::new("there is no terminal to ask on, and a record is not written unasked")
            .hint("`--yes` agrees beforehand"))
    }
}

fn says_the_same(read: &Record, meant: &Record) -> bool {
    *read == Record { id: read.id.clone(), file_id: read.file_id, place: read.place.clone(), ..meant.clone() }
}

fn refused(finding: &Finding) -> Failure {
    let failure = Failure::new(&finding.message);
    let hint = match finding.code {
        Code::DuplicateRecord => {
            let first = finding.related.first().map(|(place, _)| format!("`{}` does; ", place.file));
            Some(format!("{}a record counts once", first.unwrap_or_default()))
        }
        _ => (!finding.hints.is_empty()).then(|| finding.hints.join("; ")),
    };
    Failure { hint, ..failure }
}

fn put(governed: &GovernedSite, ready: &Ready) -> Result<(), Failure> {
    let path = governed.world.on_disk(&ready.file);
    new_file(&path, ready.text.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::new(format!("`{}` is there already, and was left as it is", ready.file))
        }
        _ => Failure::of_path(&path, &error),
    })
}
