//! The publish log of a target: which release was served from when on, and of which state of the main line it was.
//!
//! It only grows. Each line holds the hash of the line before, so that none but the last can be taken out or changed in silence.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::act::Act;
use super::error::PublishError;
use super::release::{GovernanceSummary, Release, ReleaseId, ReleaseSource};
use crate::date::{Day, Moment, Zone};

/// What is known of what a target has served, the oldest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PublishLog {
    entries: Vec<LogEntry>,
    /// The hash of the last line.
    last: Option<String>,
}

/// A moment from which on another release was served.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogEntry {
    /// The moment, as RFC 3339 has it.
    pub at: String,
    /// What was done.
    pub action: LogAction,
    /// The release that was served from then on.
    pub release: ReleaseId,
    /// Who did it.
    pub by: String,
    /// The commit that the release was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The branch that was checked out then; `None` where a commit was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// How it is governed: the anchor against which the next release is held, where it was published from the main line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<GovernanceSummary>,
    /// Whether it may have been published from another branch than the main one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_of_any_branch: bool,
    /// Whether it was said that the history was rewritten: no entry before it is held against what follows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_rewritten: bool,
    /// The hash of the manifest: BLAKE3.
    pub manifest: String,
    /// The hash of the line before: BLAKE3 of its bytes without the line end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

/// What was done at a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogAction {
    /// A new release was published.
    Publish,
    /// An earlier release was put back.
    Rollback,
    /// A release was found served that no line speaks of: whoever published it did not live to write one.
    Found,
}

impl PublishLog {
    /// Reads a log. A last line without its line end counts where it is whole; else it was not finished, and counts for
    /// nothing.
    ///
    /// # Errors
    /// A line that does not follow from the one before, by its number. An empty one does not.
    pub fn read(text: &str) -> Result<PublishLog, PublishError> {
        let mut log = PublishLog::default();
        let (lines, rest) = text.rsplit_once('\n').map_or((None, text), |(lines, rest)| (Some(lines), rest));
        for (number, line) in lines.into_iter().flat_map(|lines| lines.split('\n')).enumerate() {
            log.add(line).ok_or_else(|| damaged(number + 1))?;
        }
        // Whoever wrote it was killed before its end, or somebody has opened the log in an editor.
        let _ = log.add(rest);
        Ok(log)
    }

    /// A log as further lines follow it: the last one with its end where it is whole, else without what was not finished.
    ///
    /// # Errors
    /// As [`PublishLog::read`].
    pub fn ended(text: &str) -> Result<String, PublishError> {
        let whole = text.rsplit_once('\n').map_or_else(String::new, |(whole, _)| format!("{whole}\n"));
        let is_last_whole = PublishLog::read(text)?.entries.len() > whole.matches('\n').count();
        Ok(if is_last_whole { format!("{text}\n") } else { whole })
    }

    /// Adds a line; `None` where it does not follow from the one before.
    fn add(&mut self, line: &str) -> Option<()> {
        let mut entry: LogEntry = serde_json::from_str(line).ok()?;
        if entry.previous != self.last {
            return None;
        }
        // What it says is shown.
        for shown in std::iter::once(&mut entry.by).chain(&mut entry.branch) {
            shown.retain(|sign| !sign.is_control());
        }
        self.entries.push(entry);
        self.last = Some(hash(line));
        Some(())
    }

    /// The line for a further entry, without its line end, and the log with it.
    ///
    /// # Errors
    /// None that happens: every entry can be written.
    pub fn line(&self, entry: LogEntry) -> serde_json::Result<String> {
        serde_json::to_string(&LogEntry { previous: self.last.clone(), ..entry })
    }

    /// The entries, the oldest first.
    pub fn entries(&self) -> &[LogEntry] {
        &self.entries
    }

    /// The states of the main line that were published, the newest first, as far back as nobody said that it was rewritten:
    /// whatever is published next holds the heads of all. That an earlier release is served again takes none back.
    pub fn anchors(&self) -> impl Iterator<Item = &GovernanceSummary> {
        let is_rewritten = |entry: &LogEntry| entry.is_new() && entry.is_rewritten;
        let rewritten = self.entries.iter().rposition(is_rewritten).unwrap_or_default();
        let since = self.entries.iter().skip(rewritten).rev();
        let of_line = since.filter(|entry| entry.is_new() && !entry.is_of_any_branch);
        of_line.filter_map(|entry| entry.governance.as_ref())
    }

    /// The entry with which a state of the main line was published, by its last commit: the newest, where there are several.
    pub fn published_as(&self, head: &str) -> Option<&LogEntry> {
        let is_it = |entry: &&LogEntry| {
            entry.is_new() && entry.governance.as_ref().is_some_and(|governance| governance.head == head)
        };
        self.entries.iter().rev().find(is_it)
    }

    /// The releases that were served on a day, the first first: each with the entry that ended it, where one did.
    pub fn served_on(&self, day: Day, zone: &Zone) -> Vec<(&LogEntry, Option<&LogEntry>)> {
        let day_of = |entry: &LogEntry| entry.at.parse().ok().and_then(|at: Moment| at.day(zone));
        let next = self.entries.iter().skip(1).map(Some).chain([None]);
        let began = |entry: &LogEntry| day_of(entry).is_some_and(|began| began <= day);
        let lasted = |end: Option<&LogEntry>| end.and_then(day_of).is_none_or(|ended| ended >= day);
        self.entries.iter().zip(next).filter(|(entry, end)| began(entry) && lasted(*end)).collect()
    }

    /// The first entry of a release: what it said of the manifest counts.
    pub fn first_of(&self, release: &ReleaseId) -> Option<&LogEntry> {
        self.entries.iter().find(|entry| entry.release == *release)
    }

    /// The release that was served last.
    pub fn last_served(&self) -> Option<&ReleaseId> {
        self.entries.last().map(|entry| &entry.release)
    }

    /// Releases in the order in which they were served last.
    pub fn by_last_served(&self, releases: &[ReleaseId]) -> Vec<ReleaseId> {
        let place = |id: &ReleaseId| self.entries.iter().rposition(|entry| entry.release == *id);
        let mut releases = releases.to_vec();
        releases.sort_by_key(place);
        releases
    }

    /// Those of these releases that were served before the one that is served, the last of them first, but for those that
    /// somebody went back from.
    pub fn before_served(&self, releases: &[ReleaseId]) -> Vec<ReleaseId> {
        let mut taken_back: BTreeSet<&ReleaseId> = BTreeSet::new();
        for (before, entry) in self.entries.iter().zip(self.entries.iter().skip(1)) {
            taken_back.remove(&entry.release);
            if entry.action == LogAction::Rollback {
                taken_back.insert(&before.release);
            }
        }
        let served = self.last_served();
        let others = self.by_last_served(releases).into_iter().rev();
        others.filter(|id| Some(id) != served && !taken_back.contains(id)).collect()
    }

    /// Whether an entry speaks of a release.
    pub fn names(&self, release: &ReleaseId) -> bool {
        self.entries.iter().any(|entry| entry.release == *release)
    }
}

impl LogEntry {
    /// Whether it speaks of a release as its manifest of this hash has it.
    pub fn is_of(&self, release: &Release, manifest: &str) -> bool {
        self.has_line_of(release) && self.manifest == manifest
    }

    /// The moment on the clocks of a zone, as RFC 3339 has it.
    pub fn at_in(&self, zone: &Zone) -> String {
        self.at.parse().map_or_else(|_| self.at.clone(), |at: Moment| at.on_clock_of(zone).to_string())
    }

    /// Whether it is of a release that was not served before.
    fn is_new(&self) -> bool {
        self.action != LogAction::Rollback
    }

    /// Whether it says of the main line what the manifest of its release says.
    pub fn has_line_of(&self, release: &Release) -> bool {
        let ReleaseSource { commit, is_of_any_branch, is_rewritten, .. } = &release.source;
        self.governance == release.governance
            && self.commit == *commit
            && (self.is_of_any_branch, self.is_rewritten) == (*is_of_any_branch, *is_rewritten)
    }

    /// That a release is served from a moment on.
    pub fn of(release: &Release, manifest: &str, action: LogAction, act: Act<'_>) -> LogEntry {
        LogEntry {
            at: act.at.to_owned(),
            action,
            release: release.id.clone(),
            by: act.by.to_owned(),
            commit: release.source.commit.clone(),
            branch: release.source.branch.clone(),
            governance: release.governance.clone(),
            is_of_any_branch: release.source.is_of_any_branch,
            is_rewritten: release.source.is_rewritten,
            manifest: manifest.to_owned(),
            previous: None,
        }
    }
}

fn hash(line: &str) -> String {
    blake3::hash(line.as_bytes()).to_hex().to_string()
}

fn damaged(line: usize) -> PublishError {
    PublishError::not_whole(
        format!(
            "line {line} of the publish log does not follow from the one before: somebody has changed the log"
        ),
        "put it back from a backup: it is what the next release is held against",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: &str) -> ReleaseId {
        format!("2026110{number}T080000Z").parse().expect("a name")
    }

    fn entry(at: &str, release: &str) -> LogEntry {
        LogEntry {
            at: at.to_owned(),
            action: LogAction::Publish,
            release: id(release),
            by: "Editor".to_owned(),
            commit: None,
            branch: None,
            governance: None,
            is_of_any_branch: false,
            is_rewritten: false,
            manifest: "00".to_owned(),
            previous: None,
        }
    }

    fn grown(entries: &[(&str, &str)]) -> String {
        let mut text = String::new();
        for (at, release) in entries {
            let line = PublishLog::read(&text).expect("a log").line(entry(at, release)).expect("a line");
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    #[test]
    fn a_line_that_is_changed_taken_out_or_moved_is_found() {
        let text = grown(&[
            ("2026-11-01T08:00:00+00:00", "1"),
            ("2026-11-02T08:00:00+00:00", "2"),
            ("2026-11-03T08:00:00+00:00", "3"),
        ]);
        assert_eq!(PublishLog::read(&text).expect("a log").entries().len(), 3);
        let lines: Vec<&str> = text.lines().collect();
        let [one, two, three] = lines[..] else { panic!("three lines") };
        for broken in [
            format!("{one}\n{three}\n"),
            format!("{two}\n{three}\n"),
            format!("{one}\n{three}\n{two}\n"),
            text.replace(
                "Editor\",\"manifest\":\"00\",\"previous",
                "Editor\",\"manifest\":\"01\",\"previous",
            ),
            format!("{one}\nnonsense\n{two}\n"),
        ] {
            assert!(PublishLog::read(&broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_line_that_was_not_finished_counts_for_nothing_and_a_whole_one_counts() {
        let text = grown(&[("2026-11-01T08:00:00+00:00", "1"), ("2026-11-02T08:00:00+00:00", "2")]);
        let count = |text: &str| PublishLog::read(text).expect("a log").entries().len();
        assert_eq!(count(&format!("{text}{{\"at\":")), 2);
        assert_eq!(count(text.trim_end()), 2);
        assert_eq!(count(text.trim_end().strip_suffix('}').expect("a line")), 1);
        assert_eq!(count(""), 0);
        assert_eq!(count("{"), 0);
    }

    #[test]
    fn a_log_with_other_line_ends_or_empty_lines_is_damaged_before_anything_is_added() {
        let text = grown(&[("2026-11-01T08:00:00+00:00", "1"), ("2026-11-02T08:00:00+00:00", "2")]);
        for broken in [format!("{text}\n"), format!("\n{text}"), text.replace('\n', "\r\n")] {
            assert!(PublishLog::read(&broken).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn every_state_of_the_line_holds_until_somebody_says_that_it_was_rewritten() {
        let state = |head: &str| GovernanceSummary {
            model: String::new(),
            root: String::new(),
            head: head.to_owned(),
            day: String::new(),
            digest: String::new(),
            checklist: std::collections::BTreeMap::new(),
        };
        let with = |head: &str| LogEntry { governance: Some(state(head)), ..entry("", "1") };
        let heads = |entries: &[LogEntry]| -> Vec<String> {
            let log = PublishLog { entries: entries.to_vec(), last: None };
            log.anchors().map(|anchor| anchor.head.clone()).collect()
        };
        let branch = LogEntry { is_of_any_branch: true, ..with("b") };
        let rewritten = LogEntry { is_rewritten: true, ..with("d") };
        let back = LogEntry { action: LogAction::Rollback, ..rewritten.clone() };
        assert_eq!(heads(&[with("a"), branch, with("c")]), ["c", "a"]);
        assert_eq!(heads(&[with("a"), rewritten.clone(), with("e")]), ["e", "d"]);
        // To go back to that release says nothing of the history.
        assert_eq!(heads(&[with("a"), rewritten, with("e"), back]), ["e", "d"]);
    }

    #[test]
    fn a_day_has_every_release_that_was_served_on_it() {
        let text = grown(&[
            ("2026-11-01T08:00:00+00:00", "1"),
            ("2026-11-03T08:00:00+00:00", "2"),
            ("2026-11-03T23:30:00+00:00", "3"),
        ]);
        let log = PublishLog::read(&text).expect("a log");
        let served = |day: &str, zone: &Zone| -> Vec<String> {
            let served = log.served_on(day.parse().expect("a day"), zone);
            served.into_iter().map(|(entry, _)| entry.release.as_str()[7..8].to_owned()).collect()
        };
        let utc = Zone::utc();
        assert_eq!(served("2026-10-31", &utc), [""; 0]);
        assert_eq!(served("2026-11-02", &utc), ["1"]);
        assert_eq!(served("2026-11-03", &utc), ["1", "2", "3"]);
        assert_eq!(served("2027-01-01", &utc), ["3"]);
        // In Vienna the third came on the next day.
        assert_eq!(served("2026-11-03", &Zone::named("Europe/Vienna").expect("a zone")), ["1", "2"]);
    }

    #[test]
    fn the_release_to_go_back_to_is_none_that_somebody_went_back_from() {
        let log = |served: &[(&str, LogAction)]| {
            let mut log = PublishLog::default();
            let entries =
                served.iter().map(|(release, action)| LogEntry { action: *action, ..entry("", release) });
            log.entries.extend(entries);
            log
        };
        let (publish, rollback) = (LogAction::Publish, LogAction::Rollback);
        let kept = ["1", "2", "3"].map(id);
        let log = log(&[("1", publish), ("2", publish), ("1", rollback), ("3", publish)]);
        assert_eq!(log.before_served(&kept), [id("1")]);
        assert_eq!(log.by_last_served(&kept), ["2", "1", "3"].map(id));
    }
}
