//! What templates see of the past of pages.

use serde::Serialize;

use super::LinkView;

/// When and by whom a page was last revised, as `page.revised`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RevisedView {
    /// The day.
    pub day: DayView,
    /// Who wrote it: "A, B and C".
    pub people: String,
    /// The number of the revision; 0 where the working text is not committed yet.
    pub number: usize,
    /// Its address, on the page's history.
    pub path: String,
}

/// A day.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct DayView {
    /// For machines: `2026-11-03`.
    pub iso: String,
    /// For people: "3 Nov 2026".
    pub words: String,
}

/// The past of a page, as `history` on `history.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct HistoryView {
    /// The page.
    pub page: LinkView,
    /// What is not known of it, and why; may be empty.
    pub notice: String,
    /// The revisions, the newest first, those next to each other that are folded away together.
    pub groups: Vec<RevisionGroupView>,
    /// What is shown of the page that is no revision: moved, deleted, written anew.
    pub events: Vec<EventView>,
    /// Address of the texts that any two revisions are compared from; empty where there is nothing to
    /// choose.
    pub texts: String,
    /// How many of the revisions that have an anchor, from the newest, have their text there.
    pub comparable: usize,
    /// How many older ones there are.
    pub more: usize,
    /// Addresses of the feeds in which its changes are shown.
    pub feeds: Vec<LinkView>,
}

/// Revisions next to each other.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RevisionGroupView {
    /// Why they are one click away: "2 revisions folded away"; empty where they are shown.
    pub folded: String,
    /// The revisions, the newest first.
    pub revisions: Vec<RevisionView>,
}

/// One revision of a page.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RevisionView {
    /// Its id on the history page, made from the id of its text.
    pub anchor: String,
    /// Its number, counted from the oldest that is known; 0 for a working text that is not committed.
    pub number: usize,
    /// What it is called: "r7", "Not committed", the digits of its commit where its number is not known.
    pub label: String,
    /// Why, in a line.
    pub title: String,
    /// Why, at length, as HTML; empty where nothing is said.
    pub reason: String,
    /// The rest of it, as HTML, where it is long: one click away.
    pub more_reason: String,
    /// What the page itself says of it.
    pub notes: Vec<String>,
    /// The day.
    pub day: DayView,
    /// Who wrote it: "A, B and C"; empty where nobody is named.
    pub people: String,
    /// What was changed, in words: "2 paragraphs changed, 1 moved"; empty where nothing is known of it.
    pub changed: String,
    /// The size of the change.
    pub size: SizeView,
    /// Where the page was before, where this revision moved it.
    pub moved_from: String,
    /// The text against the one before, as HTML with insertions and deletions; empty where it cannot be had.
    pub redline: String,
    /// Where there is no room for the redline: address on this page that has a browser compare the two texts.
    pub compare: String,
    /// Whether the redline is shown from the start.
    pub open: bool,
    /// The digits that name the commit; empty where there is none.
    pub commit: String,
    /// That its text was approved: "Issue 2, in force since 3 Nov 2026", and where that text is; absent where it was not.
    pub issue: Option<LinkView>,
}

/// The size of a change.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct SizeView {
    /// Words that came in.
    pub words_in: u32,
    /// Words that went out.
    pub words_out: u32,
    /// How much that is, in steps from 0 to 5.
    pub step: usize,
}

/// Something that happened to a page beside its text.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct EventView {
    /// The day.
    pub day: DayView,
    /// What: "Moved from old/place.md".
    pub words: String,
    /// Who did it.
    pub people: String,
}

/// What changed on the whole site, the newest first, as `lately` on `home.html`: a few [`ChangeView`]s.
/// All of it as `changes` on `changes.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ChangesView {
    /// What is not known, and why; may be empty.
    pub notice: String,
    /// The weeks in which something changed, the newest first.
    pub weeks: Vec<WeekView>,
    /// Sections in which something changed, to filter by.
    pub sections: Vec<String>,
    /// Addresses of the feeds: the site's first, then one for each section.
    pub feeds: Vec<LinkView>,
    /// Whether there are older changes that are not listed.
    pub more: bool,
}

/// The changes of a week.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct WeekView {
    /// Its Monday.
    pub monday: DayView,
    /// Its changes, the newest first.
    pub changes: Vec<ChangeView>,
}

/// A change: one commit, and the pages that it revised.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ChangeView {
    /// Why, in a line.
    pub title: String,
    /// The day.
    pub day: DayView,
    /// Who wrote it.
    pub people: String,
    /// The pages.
    pub pages: Vec<ChangedPageView>,
    /// How many further pages it revised that are not listed.
    pub more: usize,
}

/// A page that a change revised.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ChangedPageView {
    /// The page.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Address of the revision, on the page's history.
    pub revision: String,
    /// Its number.
    pub number: usize,
    /// The section that the page is in; empty for pages outside every section.
    pub section: String,
    /// Whether it was the first.
    pub new: bool,
}
