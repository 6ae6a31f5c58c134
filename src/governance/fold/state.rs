//! What the fold has worked out so far.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::addresses::{FilesByAddress, OccupiedAddresses, address};
use super::appointment::Appointment;
use super::evidence::{EvidenceSource, Refusal};
use super::law::{Law, is_page};
use super::moves::SiteMoves;
use super::pages::{Life, TextAt, Whereabouts};
use super::tree::{LinePlace, LineTree};
use crate::config::{self, Config};
use crate::date::{Day, Moment};
use crate::diagnostic::{Finding, Severity};
use crate::model::{CommitId, InForceReason, Record, Roles, TextId};
use crate::path::FilePath;
use crate::world::as_text;

/// What stands after some commits of the line.
#[derive(Clone, Debug, Default)]
pub struct FoldState {
    /// The commits so far with the day of each, the oldest first.
    pub commits: Vec<(CommitId, Day)>,
    /// The day up to which all events have happened.
    pub day: Option<Day>,
    /// Every model that was in force, the first first.
    pub laws: Vec<Arc<Law>>,
    /// The roles with those who hold them, as far as they are in force.
    pub roles: Roles,
    /// The roles as they were at the end of each day on which they changed, the oldest first.
    roles_by_day: Vec<(Day, Roles)>,
    /// Every page that was ever in force or that a record is about, by id.
    pub lives: BTreeMap<Arc<str>, Life>,
    /// The records that count, in the order in which they were judged.
    pub records: Vec<Arc<Record>>,
    /// Who was appointed to a role, for how long.
    pub(super) appointments: Vec<Appointment>,
    /// The appointments by which the persons of records held their roles, by the object ids of these.
    pub(super) by_appointment: HashMap<TextId, Appointment>,
    /// What does not count, and why.
    pub findings: Vec<Finding>,
    /// The places of commits.
    pub(super) places: HashMap<CommitId, LinePlace>,
    /// The moments of the commits, none earlier than the one before.
    pub(super) moments: Vec<Moment>,
    /// The object id of the controlled keys of the last commit.
    pub(super) keys: Option<TextId>,
    /// The commits since the first model whose own date is on an earlier day than the one they count for.
    pub dated_back: Vec<CommitId>,
    /// Where the site moved from.
    pub(super) moves: SiteMoves,
    /// The latest moment of a commit.
    pub(super) moment: Option<Moment>,
    pub(super) tree: LineTree,
    /// Where pages are, by id; known from the first model on.
    pub(super) whereabouts: HashMap<Arc<str>, Whereabouts>,
    /// The files that state an id now.
    pub(super) files_of: HashMap<Arc<str>, BTreeSet<FilePath>>,
    /// The id that a file states now.
    pub(super) id_of: HashMap<FilePath, Arc<str>>,
    /// The files that may be records, by their bytes.
    pub(super) record_files: HashMap<TextId, BTreeSet<FilePath>>,
    /// What the settings of the site said, by the bytes of their file; `None` where something is wrong with them.
    settings: HashMap<TextId, Option<Arc<Config>>>,
    /// Days to come on which something happens by itself.
    pub(super) events: BTreeSet<Day>,
    /// Pages of which an approval waits for something.
    pub(super) waiting: BTreeSet<Arc<str>>,
    /// Pages in force that say the same at another place, which is not free.
    pub(super) held_moves: BTreeSet<Arc<str>>,
    /// Where texts in force stood.
    pub(super) addresses: OccupiedAddresses,
    /// Where drafts stand; known from the first model on.
    pub(super) drafts: FilesByAddress,
}

impl FoldState {
    /// The model that is in force.
    pub fn law(&self) -> Option<&Arc<Law>> {
        self.laws.last()
    }

    /// The file in which a page is, as the last commit has it.
    pub fn file_of(&self, id: &str) -> Option<&FilePath> {
        Some(&self.whereabouts.get(id)?.now()?.0)
    }

    /// The place of the commit that gave a file the bytes that it had at another.
    pub fn written_at(&self, file: &FilePath, place: u32) -> Option<u32> {
        self.tree.written(file, place)
    }

    /// The first commit of the line that had a text of a page with all its files, by the number that issues have for it;
    /// where it was moved, one that had it in its file.
    pub fn stood_at(&self, id: &str, text: usize) -> Option<CommitId> {
        let text = self.lives.get(id)?.texts.get(text)?;
        self.commits.get(text.stood() as usize).map(|(commit, _)| *commit)
    }

    /// The file in which a text of a page stood first, by the number that issues have for it.
    pub fn first_file(&self, id: &str, text: usize) -> Option<&FilePath> {
        self.lives.get(id)?.texts.get(text).map(TextAt::first_file)
    }

    /// The commits of the line after another that changed a file or deleted it, the oldest first, each with its day.
    pub fn changed_since(&self, file: &FilePath, commit: CommitId) -> Vec<(CommitId, Day)> {
        let Some(place) = self.places.get(&commit) else { return Vec::new() };
        let later = self.tree.changes(file).filter(|at| at > place);
        later.filter_map(|at| self.commits.get(at as usize).copied()).collect()
    }

    /// The ids that pages stated in a commit since the first model.
    pub fn ids(&self) -> impl Iterator<Item = &Arc<str>> {
        self.whereabouts.keys()
    }

    /// Whether a page stated this id in a commit since the first model.
    pub fn has_id(&self, id: &str) -> bool {
        self.whereabouts.contains_key(id)
    }

    /// The texts that a page had in commits since the first model.
    pub fn texts_of(&self, id: &str) -> impl Iterator<Item = TextId> {
        let all = self.whereabouts.get(id).into_iter().flat_map(|whereabouts| &whereabouts.0);
        all.filter_map(|(_, there)| there.as_ref().map(|(_, text)| *text))
    }

    /// Where a page stood with a text in commits since the first model.
    pub fn places_of(&self, id: &str, text: TextId) -> impl Iterator<Item = &FilePath> {
        let all = self.whereabouts.get(id).into_iter().flat_map(|whereabouts| &whereabouts.0);
        all.filter_map(move |(_, there)| {
            there.as_ref().filter(|(_, known)| *known == text).map(|(file, _)| file)
        })
    }

    /// Whether the last commit has a file with these bytes.
    pub fn has_arrived(&self, file: &FilePath, text: TextId) -> bool {
        self.tree.now(file) == Some(text)
    }

    /// Whether the last commit has a record with these bytes, in whatever file.
    pub fn is_there(&self, record: TextId) -> bool {
        self.record_files.get(&record).is_some_and(|files| !files.is_empty())
    }

    /// A file that has a record's bytes in the last commit.
    pub fn file_of_record(&self, record: TextId) -> Option<&FilePath> {
        self.record_files.get(&record)?.iter().next()
    }

    /// The commit at which the first model was adopted.
    pub fn root(&self) -> Option<CommitId> {
        let place = self.laws.first()?.text.place;
        self.commits.get(place as usize).map(|(commit, _)| *commit)
    }

    /// The last commit of the line.
    pub fn head(&self) -> Option<CommitId> {
        self.commits.last().map(|(commit, _)| *commit)
    }

    /// The commit of the line that follows another.
    pub fn next_after(&self, commit: CommitId) -> Option<CommitId> {
        let place = *self.places.get(&commit)? as usize;
        self.commits.get(place + 1).map(|(commit, _)| *commit)
    }

    /// The folders of records up to the end of a day: those that a model in force named, and those of records that count.
    pub fn folders_of_records(&self, day: Day) -> BTreeSet<FilePath> {
        let named = self.laws.iter().filter(|law| law.since <= day).map(|law| law.records.clone());
        let named: BTreeSet<FilePath> = named.collect();
        let by_then =
            |record: &&Arc<Record>| record.arrival.as_ref().is_some_and(|arrival| arrival.day <= day);
        let others = self.records.iter().filter(by_then).map(|record| &record.place.file);
        let is_in_none = |file: &&FilePath| !named.iter().any(|folder| file.within(folder).is_some());
        let others: Vec<FilePath> = others.filter(is_in_none).map(FilePath::parent).collect();
        named.into_iter().chain(others).collect()
    }

    /// The last commit of a day, or of one before.
    pub fn last_on(&self, day: Day) -> Option<CommitId> {
        self.commits.iter().rfind(|(_, on)| *on <= day).map(|(commit, _)| *commit)
    }

    /// The first commit that is dated after a moment.
    pub fn first_after(&self, moment: Moment) -> Option<CommitId> {
        let place = self.moments.partition_point(|at| *at <= moment);
        self.commits.get(place).map(|(commit, _)| *commit)
    }

    /// Whether a commit of the line is another one or comes before it.
    pub fn is_up_to(&self, commit: &CommitId, other: &CommitId) -> bool {
        let places = self.places.get(commit).zip(self.places.get(other));
        places.is_some_and(|(place, until)| place <= until)
    }

    /// The place of a commit of the line.
    pub fn place_on_line(&self, commit: &CommitId) -> Option<u32> {
        self.places.get(commit).copied()
    }

    /// The object id of the controlled keys of the last commit.
    pub fn keys(&self) -> Option<TextId> {
        self.keys
    }

    /// The place on the line of a commit, or of the first that is no older than one beside the line.
    pub fn place_of(&self, commit: &CommitId, committed: Moment) -> u32 {
        let known = self.places.get(commit).copied();
        known.unwrap_or_else(|| {
            let later = self.moments.partition_point(|moment| *moment < committed);
            LinePlace::try_from(later.min(self.commits.len().saturating_sub(1))).unwrap_or(LinePlace::MAX)
        })
    }

    /// The folder from which the site moved last, where a move is not approved.
    pub fn unapproved_move(&self) -> Option<&FilePath> {
        self.moves.unapproved()
    }

    /// The record that adopted the first model, where that put the text of a page in force that is in force now.
    pub fn adopted(&self, id: &str) -> Option<&Arc<Record>> {
        let by = self.laws.first()?.by.first()?;
        let issue = self.lives.get(id)?.issue()?;
        issue.basis.records().iter().any(|record| record.file_id == by.file_id).then_some(by)
    }

    /// Has these roles be in force from now on.
    pub(super) fn set_roles(&mut self, roles: Roles) {
        let today = self.today();
        self.roles_by_day.retain(|(day, _)| *day < today);
        self.roles_by_day.push((today, roles.clone()));
        self.roles = roles;
    }

    /// The roles that were in force on a day; before the first model, those that came into force with it.
    pub(super) fn roles_on(&self, day: Day) -> &Roles {
        let until = self.roles_by_day.partition_point(|(since, _)| *since <= day);
        let then = self.roles_by_day.get(until.saturating_sub(1));
        then.map_or(&self.roles, |(_, roles)| roles)
    }

    /// Puts a text of a page in force.
    pub(super) fn put_page_in_force(
        &mut self,
        id: &Arc<str>,
        text: TextAt,
        basis: InForceReason,
        since: Day,
    ) {
        self.addresses.add(id, &text.file);
        self.lives.entry(id.clone()).or_default().put_in_force(text, basis, since);
    }

    /// Has the text in force of a page stand elsewhere from a day on.
    pub(super) fn move_page(&mut self, id: &Arc<str>, text: TextAt, day: Day) {
        self.addresses.add(id, &text.file);
        self.lives.entry(id.clone()).or_default().move_to(text, day);
    }

    /// Whether the text in force of another page stands at the address of a file, or the last one that was: what was
    /// withdrawn says so where it stood.
    pub(super) fn is_place_of_another(&self, id: &Arc<str>, file: &FilePath) -> bool {
        let here = address(file);
        let stands_here = |other: &Arc<str>| {
            let text = self.lives.get(other).and_then(|life| life.text().or(life.last_text()));
            other != id && text.is_some_and(|text| address(&text.file) == here)
        };
        self.addresses.pages_at(file).any(stands_here)
    }

    /// Another page whose text in force stands at the address of a file. What was withdrawn gives way.
    pub fn other_in_force_at(&self, id: Option<&Arc<str>>, file: &FilePath) -> Option<&Arc<str>> {
        let here = address(file);
        let stands_here = |other: &&Arc<str>| {
            let text = self.lives.get(*other).and_then(Life::text);
            Some(*other) != id && text.is_some_and(|text| address(&text.file) == here)
        };
        self.addresses.pages_at(file).find(stands_here)
    }

    /// The place of the last commit.
    pub(super) fn place(&self) -> LinePlace {
        LinePlace::try_from(self.commits.len().saturating_sub(1)).unwrap_or(LinePlace::MAX)
    }

    /// The day of the last commit, or the one that events have reached.
    pub(super) fn today(&self) -> Day {
        self.day.unwrap_or(Day::FIRST)
    }

    /// What the settings of the site said at a commit; `None` where there were none, or something is wrong
    /// with them: half of what was meant is not what was meant.
    pub(super) fn settings_at(
        &mut self,
        place: LinePlace,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<Arc<Config>>, Refusal> {
        self.settings(self.tree.at(&config::site_file(), place), evidence)
    }

    fn settings(
        &mut self,
        text: Option<TextId>,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<Arc<Config>>, Refusal> {
        let Some(text) = text else { return Ok(None) };
        if let Some(known) = self.settings.get(&text) {
            return Ok(known.clone());
        }
        let bytes = evidence.bytes(text)?;
        let read = config::read(&config::site_file(), &as_text(&bytes));
        let is_sound = read.findings.iter().all(|finding| finding.severity != Severity::Error);
        let read = is_sound.then(|| Arc::new(read.value));
        self.settings.insert(text, read.clone());
        Ok(read)
    }

    /// The settings that pages are read by: those in force, else those of the last commit.
    pub(super) fn reading(&mut self, evidence: &dyn EvidenceSource) -> Result<Arc<Config>, Refusal> {
        match self.law() {
            Some(law) => Ok(law.config.clone()),
            None => Ok(self.settings_at(self.place(), evidence)?.unwrap_or_default()),
        }
    }

    /// The folder of pages, as settings say and the files of the last commit have it.
    pub(super) fn content_folder(&self, config: &Config) -> FilePath {
        config.content_folder(&mut |folder| {
            let mut files = self.tree.files();
            files.any(|(file, _)| file.within(folder).is_some_and(|path| is_page(&path)))
        })
    }
}
