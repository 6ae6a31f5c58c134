//! One step of the fold: what a commit of the line brings, in the order in which it counts.

use super::arrivals;
use super::evidence::{EvidenceSource, Refusal};
use super::state::FoldState;
use super::tree::{FileChange, LineCommit};
use crate::config;
use crate::date::{Day, Moment, Zone};
use crate::path::FilePath;
use crate::world::as_text;

impl FoldState {
    /// Takes the next commit of the line: the events of the days that begin with it, its drafts, its records.
    pub(super) fn step(&mut self, commit: &LineCommit, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let day = self.day_of(commit);
        if self.law().is_none() {
            self.day = Some(day);
        }
        self.days_until(day, evidence)?;
        self.commits.push((commit.id, day));
        let place = self.place();
        self.places.insert(commit.id, place);
        let latest = self.moments.last().copied().into_iter().chain(self.moment).max();
        self.moments.extend(latest);
        if let Some(from) = &commit.moved_from {
            self.moves.add(place, from.clone());
        }
        let arriving = arrivals::files(commit, self);
        self.tree.change(place, &commit.changes);
        self.forget_mended(&commit.changes);
        self.follow_records(&commit.changes);
        self.read_keys(&commit.changes, evidence)?;
        self.bring_drafts(&commit.changes, evidence)?;
        self.bring_records(arriving, evidence)
    }

    /// Forgets what was wrong with records whose files say something else now.
    fn forget_mended(&mut self, changes: &[FileChange]) {
        let is_mended =
            |file: &FilePath| changes.iter().any(|change| change.file == *file && change.now.is_some());
        self.findings.retain(|finding| finding.place.as_ref().is_none_or(|place| !is_mended(&place.file)));
    }

    fn read_keys(&mut self, changes: &[FileChange], evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let site_file = config::site_file();
        let Some(change) = changes.iter().find(|change| change.file == site_file) else { return Ok(()) };
        self.keys = match change.now {
            Some(text) => {
                let keys = config::controlled_keys(&as_text(&evidence.bytes(text)?));
                Some(evidence.text_id(keys.as_bytes()))
            }
            None => None,
        };
        Ok(())
    }

    /// The day of a commit: no earlier than that of the one before, whatever its date. Before the first model nothing counts,
    /// and no zone is in force.
    fn day_of(&mut self, commit: &LineCommit) -> Day {
        let zone = self.law().map(|law| law.config.zone.clone());
        let last = self.moment.filter(|_| zone.is_some());
        let moment = last.map_or(commit.committed, |last| last.max(commit.committed));
        self.moment = Some(moment);
        // A moment beyond the calendar has not come yet.
        let on = |moment: Moment| moment.day(&zone.clone().unwrap_or_else(Zone::utc)).unwrap_or(Day::LAST);
        let day = self.day.filter(|_| zone.is_some()).map_or(on(moment), |last| last.max(on(moment)));
        if zone.is_some() && on(commit.committed) < day {
            self.dated_back.push(commit.id);
        }
        day
    }
}
