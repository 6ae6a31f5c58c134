//! What became of one page: by its id, whatever files it was in.

use std::sync::Arc;

use super::placed::PlacedText;
use super::tree::LinePlace;
use crate::date::Day;
use crate::model::{ExactText, InForceReason, Issue, PageFacts, Record, TextId};
use crate::path::FilePath;

/// A text of a page at a commit of the line, with the files that it names.
#[derive(Clone, Debug)]
pub struct TextAt {
    /// Its words and files.
    pub exact: ExactText,
    /// Where it was, from the site's root.
    pub file: FilePath,
    /// The place of a commit of the line that had it so: of an approved text the one with which the latest stretch of having
    /// exactly these files began, of a draft and of what came with the first model the last commit then.
    pub place: u32,
    /// What its front matter said then.
    pub facts: Arc<PageFacts>,
    /// Where it was at that commit, where it was moved while it was in force.
    pub moved: Option<MovedText>,
}

/// From where a text in force was moved to its file.
#[derive(Clone, Debug)]
pub struct MovedText {
    /// The file in which it stood first.
    pub from: FilePath,
    /// The place of a commit of the line that had it in its file.
    pub place: u32,
}

impl TextAt {
    /// The file in which it stood first: it was written there, and who moved it has not written it.
    pub fn first_file(&self) -> &FilePath {
        self.moved.as_ref().map_or(&self.file, |moved| &moved.from)
    }

    /// The place of a commit of the line that had it in its file.
    pub fn stood(&self) -> u32 {
        self.moved.as_ref().map_or(self.place, |moved| moved.place)
    }

    /// This text where it is found anew, which was in force elsewhere before.
    fn moved_from(self, before: &TextAt) -> TextAt {
        let moved = if self.file == before.file {
            before.moved.clone()
        } else {
            Some(MovedText { from: before.first_file().clone(), place: self.place })
        };
        TextAt { place: before.place, moved, ..self }
    }
}

/// How a page stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum LifeStanding {
    /// Nothing was in force so far.
    #[default]
    Nothing,
    /// The issue of this number in the list is in force.
    InForce(usize),
    /// It was withdrawn.
    Withdrawn {
        /// By this record.
        by: Arc<Record>,
        /// On this day.
        on: Day,
    },
    /// It left control.
    Released {
        /// By this record.
        by: Arc<Record>,
        /// On this day.
        on: Day,
    },
}

/// What became of a page.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// How it stands.
    pub standing: LifeStanding,
    /// How it stood before what is in force for a while only.
    before: LifeStanding,
    /// How it stood from a day on, each time that nothing was in force any more.
    pub(in crate::governance) left: Vec<(Day, LifeStanding)>,
    /// Its texts that were in force, and what they said. Issues name them by number.
    pub texts: Vec<TextAt>,
    /// What was in force so far, in order.
    pub issues: Vec<Issue>,
    /// The moves of its texts in force: the day, the issue, and where that stood before, by the number of the text.
    pub(super) moves: Vec<(Day, usize, usize)>,
    /// The further approvals of its texts in force: the day, the issue, and what that rested on before.
    pub(super) renewals: Vec<(Day, usize, InForceReason)>,
    /// Approvals that count, of texts that are not in force.
    pub approvals: Vec<Arc<Record>>,
    /// Texts of which approvals count, that no commit has had so far where these say.
    pub(super) unfound: Vec<PlacedText>,
    /// Withdrawals of the text in force that take others beside them to count for something.
    pub(super) withdrawals: Vec<Arc<Record>>,
    /// Declines that count.
    pub declines: Vec<Arc<Record>>,
}

impl Life {
    /// What is in force.
    pub fn issue(&self) -> Option<&Issue> {
        match self.standing {
            LifeStanding::InForce(number) => self.issues.get(number),
            _ => None,
        }
    }

    /// The text that is in force.
    pub fn text(&self) -> Option<&TextAt> {
        self.texts.get(self.issue()?.state)
    }

    /// The object id of the text that is in force. What nobody approved only stands.
    pub fn text_in_force(&self) -> Option<TextId> {
        self.issue().filter(|issue| issue.basis != InForceReason::StoodBefore)?;
        Some(self.text()?.exact.text)
    }

    /// Whether approvals count of a text that no commit has had so far.
    pub(in crate::governance) fn is_unfound(&self, exact: &ExactText, file: &FilePath) -> bool {
        self.unfound.iter().any(|text| text.file == *file && super::covers(&text.exact, exact))
    }

    /// The last text that was in force.
    pub fn last_text(&self) -> Option<&TextAt> {
        self.texts.get(self.issues.last()?.state)
    }

    /// Whether it was withdrawn, and no text came into force since.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.standing, LifeStanding::Withdrawn { .. })
    }

    /// The record by which one of these roles has said that a text must not come into force: these words, with whatever files
    /// (step 16).
    pub fn declined(&self, text: &ExactText, roles: &[Arc<str>]) -> Option<&Arc<Record>> {
        self.declines.iter().find(|record| {
            roles.contains(&record.role) && record.text().is_some_and(|declined| declined.text == text.text)
        })
    }

    /// The day from which on its last text that was in force stands at its place, without a break; `is_place` says which files
    /// are at that place.
    pub fn stands_there_since(&self, is_place: &dyn Fn(&FilePath) -> bool) -> Option<Day> {
        let last = self.issues.last()?.state;
        let elsewhere = self.texts.get(..=last)?.iter().rposition(|text| !is_place(&text.file));
        let first = elsewhere.map_or(0, |elsewhere| elsewhere + 1);
        let begins = |(number, issue): (usize, &Issue)| {
            let mut moves = self.moves.iter().filter(|(_, moved, _)| *moved == number);
            let initial = moves.clone().next().map_or(issue.state, |(_, _, before)| *before);
            if initial == first {
                return Some(issue.since);
            }
            // What followed a text that was moved is what it was moved to.
            let mut after = moves.clone().skip(1).map(|(_, _, before)| *before).chain([issue.state]);
            moves.find_map(|(day, _, _)| (after.next() == Some(first)).then_some(*day))
        };
        self.issues.iter().enumerate().find_map(begins)
    }

    /// Whether it was taken out of force or of control, and no text came into force since.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.standing, LifeStanding::Withdrawn { .. } | LifeStanding::Released { .. })
    }

    /// Puts a text in force.
    pub(super) fn put_in_force(&mut self, text: TextAt, basis: InForceReason, since: Day) {
        let number = match basis {
            InForceReason::Approved(_) => {
                Some(self.issues.iter().filter_map(|issue| issue.number).max().unwrap_or(0) + 1)
            }
            InForceReason::Provisional { .. } | InForceReason::StoodBefore => None,
        };
        if matches!(basis, InForceReason::Provisional { .. }) && !self.is_provisional() {
            self.before = self.standing.clone();
        }
        self.end_issue(since);
        self.texts.push(text);
        let state = self.texts.len() - 1;
        self.issues.push(Issue { number, state, since, until: None, basis });
        self.standing = LifeStanding::InForce(self.issues.len() - 1);
    }

    /// Has the text in force stand elsewhere from a day on.
    pub(super) fn move_to(&mut self, text: TextAt, day: Day) {
        let LifeStanding::InForce(number) = self.standing else { return };
        let text = match self.text() {
            Some(now) => text.moved_from(now),
            None => text,
        };
        self.texts.push(text);
        let last = self.texts.len() - 1;
        if let Some(issue) = self.issues.get_mut(number) {
            self.moves.push((day, number, issue.state));
            issue.state = last;
        }
    }

    /// Where the text of an issue stood at the end of a day, by the number of the text.
    pub(in crate::governance) fn state_on(&self, issue: usize, now: usize, day: Day) -> usize {
        let moved = self.moves.iter().find(|(on, number, _)| *number == issue && *on > day);
        moved.map_or(now, |(_, _, before)| *before)
    }

    /// What an issue rested on at the end of a day.
    pub(in crate::governance) fn basis_on(
        &self,
        issue: usize,
        now: &InForceReason,
        day: Day,
    ) -> InForceReason {
        let renewed = self.renewals.iter().find(|(on, number, _)| *number == issue && *on > day);
        renewed.map_or(now, |(_, _, before)| before).clone()
    }

    /// Whether what is in force is that for a while only.
    pub(super) fn is_provisional(&self) -> bool {
        self.issue().is_some_and(|issue| matches!(issue.basis, InForceReason::Provisional { .. }))
    }

    /// Has the page stand as it did before what was there for a while only (step 14): what was withdrawn stays so.
    pub(super) fn fall_back(&mut self, day: Day) {
        let before = std::mem::take(&mut self.before);
        let LifeStanding::InForce(number) = before else { return self.leave(before, day) };
        self.end_issue(day);
        let Some(issue) = self.issues.get(number).cloned() else { return };
        self.issues.push(Issue { since: day, until: None, ..issue });
        self.standing = LifeStanding::InForce(self.issues.len() - 1);
    }

    /// Ends what is in force, so that nothing is from a day on.
    pub(super) fn leave(&mut self, standing: LifeStanding, day: Day) {
        self.end_issue(day);
        self.left.push((day, standing.clone()));
        self.standing = standing;
    }

    /// Ends what is in force.
    pub(super) fn end_issue(&mut self, day: Day) {
        if let LifeStanding::InForce(number) = self.standing
            && let Some(issue) = self.issues.get_mut(number)
        {
            issue.until = Some(day);
        }
        self.withdrawals.clear();
    }
}

/// Where a page is at each commit, by its id.
#[derive(Clone, Debug, Default)]
pub(super) struct Whereabouts(pub(super) Vec<(LinePlace, Option<(FilePath, TextId)>)>);

impl Whereabouts {
    /// Where it is now.
    pub(super) fn now(&self) -> Option<&(FilePath, TextId)> {
        self.0.last()?.1.as_ref()
    }

    /// The times during which a page had a text, the newest first: from a commit up to that before another.
    pub(super) fn times_of(
        &self,
        text: TextId,
    ) -> impl Iterator<Item = (LinePlace, Option<LinePlace>, &FilePath)> {
        let all = self.0.iter().enumerate().rev();
        all.filter_map(move |(nth, (from, there))| {
            let (file, id) = there.as_ref()?;
            (*id == text).then(|| (*from, self.0.get(nth + 1).map(|(next, _)| *next), file))
        })
    }
}
