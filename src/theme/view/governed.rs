//! What templates see of governance.

use serde::Serialize;

use super::{DayView, LinkView};

/// How a page stands under governance, as `page.control`; absent on pages that no control asks anything of.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ControlView {
    /// Machine name of how it stands: `in-force`, `waiting`, `provisional`, `unapproved`, `dated`, `withdrawn`,
    /// `superseded`, `released`; empty where the page never was controlled.
    pub standing: String,
    /// The same in words: "In force since 3 Nov 2026".
    pub words: String,
    /// Its issue number, which counts approved texts; 0 where there is none.
    pub issue: u32,
    /// First digits of the object id of the text in force.
    pub text: String,
    /// The page of its own that the text in force has, or its revision; may be empty.
    pub text_path: String,
    /// Who approved the text in force.
    pub approvals: Vec<SignatureView>,
    /// Since when it is in force.
    pub since: Option<DayView>,
    /// By when it is to be reviewed.
    pub next_review: Option<DueView>,
    /// What stands above the text of a page that says something else than the text in force; may be empty.
    pub banner: String,
    /// Where the banner leads; empty for nowhere.
    pub banner_link: Option<LinkView>,
    /// In an edition of approved texts that shows it: what the newest draft would change, as a redline; safe HTML.
    pub draft: String,
    /// What the controls ask of the page: "11 of 12 met".
    pub progress: String,
    /// What is not met.
    pub open: Vec<ItemView>,
    /// Where all of it is shown; may be empty.
    pub path: String,
    /// What is printed on every sheet beside id and title: "issue 4 · in force since 3 Nov 2026 · uncontrolled
    /// when printed".
    pub sheet: String,
}

/// How a page stands that is not plainly in force, in lists.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct MarkView {
    /// Machine name, as [`ControlView::standing`], or `uncontrolled`.
    pub status: String,
    /// "Draft waits", "Not approved", "Withdrawn".
    pub words: String,
}

/// How everything stands, as `waits` on the home page.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct WaitsView {
    /// Machine name of the status that asks most for somebody to act; `met` while nothing is open.
    pub status: String,
    /// One sentence: "595 of 597 hold; 1 overdue, 1 not met."
    pub words: String,
    /// The checklist, which tells the rest.
    pub title: String,
    /// Where that is.
    pub path: String,
}

/// Somebody's approval.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct SignatureView {
    /// The role, as its page is titled.
    pub role: String,
    /// The page of the role; may be empty.
    pub role_path: String,
    /// Who signed.
    pub person: String,
    /// "as deputy", or how strongly it is proven; may be empty.
    pub how: String,
    /// When.
    pub day: DayView,
    /// The record that shows it.
    pub path: String,
}

/// A day by which something is due.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct DueView {
    /// The last day on which it is in time.
    pub day: DayView,
    /// The first day on which it is due soon.
    pub soon: DayView,
    /// What is right on any day: "due by 3 Mar 2027".
    pub words: String,
}

/// One control on one subject.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ItemView {
    /// Machine name of its status: `met`, `due-soon`, `overdue`, `unmet`, `waived`, `not-applicable`.
    pub status: String,
    /// The status in words.
    pub words: String,
    /// The control, by its id.
    pub control: LinkView,
    /// What must hold.
    pub statement: String,
    /// The page it was looked for on, or the site.
    pub subject: LinkView,
    /// The page's document number; may be empty.
    pub id: String,
    /// Why it stands so.
    pub reason: String,
    /// What shows it.
    pub evidence: Vec<LinkView>,
    /// The accountable role; its title is empty where the list tells it once for all items.
    pub role: LinkView,
    /// Its id.
    pub role_id: String,
    /// Who holds it today: "A, B"; may be empty.
    pub holders: String,
    /// Whose signature or deed would settle it; empty where that is the accountable role alone.
    pub waits_for: Vec<AwaitedView>,
    /// The ids of the roles that answer for it or that it waits for, a line each.
    pub roles: String,
    /// By when it is due.
    pub due: Option<DueView>,
    /// The command or the edit that settles it; may be empty.
    pub settle: String,
    /// Whether that is a command.
    pub is_command: bool,
    /// Of a control that somebody attests by hand: the beginning of the record; else empty.
    pub manual: String,
}

/// A role that an item waits for.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct AwaitedView {
    /// The role.
    pub role: LinkView,
    /// Who holds it today: "A, B"; may be empty.
    pub holders: String,
}

/// A part of the checklist, as `checklist` on `checklist.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ChecklistView {
    /// Which part: `overview`, `role`, `control`, `pages`.
    pub part: String,
    /// What its items need not say each: `control`, `subject`, or nothing.
    pub leave: String,
    /// The model in force; absent while none is.
    pub model: Option<LinkView>,
    /// What is to be said before anything else: that no model is in force, for instance; may be empty.
    pub notice: String,
    /// One line of truth: "41 of 48 met; 3 overdue, 2 wait for Legal".
    pub truth: String,
    /// How many there are of each status, those of which there are none left out.
    pub counts: Vec<CountView>,
    /// On the part of a control: why it is asked, and by whom.
    pub about: Vec<LinkedFactView>,
    /// How areas, roles, controls or pages stand.
    pub tables: Vec<ProgressTableView>,
    /// Items, in groups.
    pub groups: Vec<ItemGroupView>,
    /// How many items are not listed.
    pub more: usize,
    /// Roles that filter the items.
    pub roles: Vec<LinkView>,
    /// What was attested by hand and is on record: the beginning of the record, and its day as `2026-11-16`. A tick up to
    /// that day is no working copy any more.
    pub attested: Vec<LinkedFactView>,
}

/// What all generated pages of governance share, as `parts`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct PartsView {
    /// The parts, for the line of links above; the one that is shown has `current`.
    pub tabs: Vec<TabView>,
    /// The day that they are of.
    pub day: DayView,
    /// How many pages of the register, or records, there are beside that the edition does not name.
    pub unnamed: usize,
    /// By whose word it is known where the main line begins, in a sentence.
    pub account: String,
}

/// A fact that may lead somewhere.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct LinkedFactView {
    /// What it is.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Where it leads; may be empty.
    pub path: String,
}

/// One of several parts.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct TabView {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub path: String,
    /// Whether it is this one.
    pub current: bool,
}

/// How many items have a status.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct CountView {
    /// Machine name of the status.
    pub status: String,
    /// In words.
    pub words: String,
    /// How many.
    pub count: usize,
}

/// How several things stand.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ProgressTableView {
    /// "By role".
    pub title: String,
    /// A line each.
    pub lines: Vec<ProgressView>,
    /// How many are not listed.
    pub more: usize,
}

/// How one thing stands.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ProgressView {
    /// What: a role, an area, a control, a page.
    pub title: String,
    /// Where it is shown; may be empty.
    pub path: String,
    /// How many hold, waived ones included.
    pub met: usize,
    /// Of how many.
    pub of: usize,
    /// What is open: "1 overdue, 2 not met"; may be empty.
    pub open: String,
}

/// Items that belong together.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ItemGroupView {
    /// What they have in common.
    pub title: String,
    /// Where that is shown; may be empty.
    pub path: String,
    /// The id of what they have in common, a page's or a control's; may be empty.
    pub id: String,
    /// Its id on the page; may be empty.
    pub anchor: String,
    /// How many hold and of how many: "3 of 5 met"; may be empty.
    pub progress: String,
    /// How many ask somebody to act.
    pub open: usize,
    /// The items.
    pub items: Vec<ItemView>,
}

/// A record, in `records` on `records.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RecordView {
    /// Its id, which is its anchor.
    pub id: String,
    /// "Approval", "Waiver".
    pub kind: String,
    /// What it is about: a page or a control; absent for a revocation.
    pub subject: Option<LinkView>,
    /// The text that it covers; first digits of its object id, and where it is shown.
    pub text: Option<LinkView>,
    /// The role.
    pub role: LinkView,
    /// Who.
    pub person: String,
    /// Its date.
    pub day: DayView,
    /// When it arrived; absent while it is not committed.
    pub arrived: Option<DayView>,
    /// First digits of the commit that brought it; may be empty.
    pub commit: String,
    /// What the signature of that commit is worth, in words; empty where nobody asked.
    pub seal: String,
    /// From when it counts; absent while it does not.
    pub counts_from: Option<DayView>,
    /// Reason, note or what it is until.
    pub words: String,
    /// Something outside that shows it; may be empty.
    pub evidence: String,
    /// Its file, from the site's root.
    pub file: String,
}

/// A governance model, as `model` on the page that describes one.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ModelView {
    /// "In force since 3 Nov 2026".
    pub standing: String,
    /// How it is proven who signed.
    pub proof: String,
    /// The roles that have a part in it: the columns of the matrix.
    pub roles: Vec<LinkView>,
    /// Its controls, with the part of each role.
    pub rows: Vec<MatrixRowView>,
    /// Where all models stand side by side.
    pub comparison: String,
}

/// One control in the matrix of a model.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct MatrixRowView {
    /// Its id.
    pub id: String,
    /// What must hold.
    pub statement: String,
    /// The profile in which it is asked; empty for always.
    pub profile: String,
    /// What each role does: R, A, C, I, several with spaces between; empty for nothing.
    pub letters: Vec<String>,
}

/// All models side by side, as `comparison` on `models.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ComparisonView {
    /// The models: the columns.
    pub models: Vec<LinkView>,
    /// What they differ in.
    pub rows: Vec<ComparisonRowView>,
}

/// One thing in which models differ.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ComparisonRowView {
    /// What.
    pub title: String,
    /// What each model says, in lines.
    pub cells: Vec<Vec<String>>,
}

/// A text that is or was in force, as `issue` on `issue.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct IssueView {
    /// Its issue number; 0 for a text that has none.
    pub number: u32,
    /// What it is called: "Issue 3", "A provisional text".
    pub name: String,
    /// Whether it applies.
    pub applies: bool,
    /// The first day on which it was in force.
    pub since: DayView,
    /// The first day on which it was in force no longer.
    pub until: Option<DayView>,
    /// The object id of its bytes.
    pub text: String,
    /// First digits of the commit that brought it.
    pub commit: String,
    /// Who approved it.
    pub approvals: Vec<SignatureView>,
    /// The page.
    pub page: LinkView,
    /// The text that applies instead; empty where this one does, or none.
    pub in_force: String,
    /// The page of records.
    pub records: String,
}

/// A page under control, in `register` on `register.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RegisterRowView {
    /// Its document number, else its path.
    pub name: String,
    /// Its title and address; no address where the edition does not have it.
    pub page: LinkView,
    /// Machine name of its status, as in [`ControlView::standing`].
    pub standing: String,
    /// Its status in words.
    pub words: String,
    /// Its issue number; 0 for none.
    pub issue: u32,
    /// First digits of the object id of the text in force, and where that text is; absent where there is none.
    pub text: Option<LinkView>,
    /// The owner.
    pub owner: LinkView,
    /// Who approved it.
    pub approvals: Vec<SignatureView>,
    /// In force since.
    pub since: Option<DayView>,
    /// By when it is to be reviewed.
    pub next_review: Option<DueView>,
}
