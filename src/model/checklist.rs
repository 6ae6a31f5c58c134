//! How every control stands on every subject.

use std::sync::Arc;

use super::control::Control;
use super::object_id::TextId;
use crate::date::Day;
use crate::diagnostic::Severity;
use crate::shared::SharedList;

/// Every control of the model in force on everything that it is about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Checklist {
    /// The controls, in the order of the model.
    pub controls: Vec<Arc<Control>>,
    /// What is asked of each page, by the number of the subject; in the order of the controls.
    pub of_pages: SharedList<[Item]>,
    /// What is asked of the site as a whole, and of pages that are deleted; in the order of the controls.
    pub of_others: Arc<[Item]>,
}

impl Checklist {
    /// Every item: control by control in the order of the model, the pages in the order of their paths, then the others.
    pub fn items(&self) -> Vec<&Item> {
        let mut all = Vec::with_capacity(self.of_pages.iter().map(|items| items.len()).sum());
        let mut groups: Vec<&[Item]> =
            self.of_pages.iter().chain([&self.of_others]).map(|items| &**items).collect();
        for control in &self.controls {
            for rest in &mut groups {
                let count = rest.iter().take_while(|item| item.control.id == control.id).count();
                let (of_control, others) = rest.split_at(count);
                all.extend(of_control);
                *rest = others;
            }
        }
        all
    }

    /// What is asked of a page, by the number of the subject.
    pub fn of_page(&self, subject: usize) -> &[Item] {
        self.of_pages.get(subject).map_or(&[], |items| items)
    }
}

/// One control on one subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// The control.
    pub control: Arc<Control>,
    /// What it was looked for on.
    pub subject: SubjectName,
    /// How it stands.
    pub status: Status,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// What shows it.
    pub evidence: Vec<ItemEvidence>,
    /// Who holds the accountable role today.
    pub holders: Vec<Arc<str>>,
    /// Whose signature or deed would settle it: the roles that the rule asks, else the accountable one. Empty where
    /// there is nothing to settle.
    pub waits_for: Vec<Awaited>,
    /// The last day on which it is in time.
    pub due: Option<Day>,
    /// What would settle it: a command or an edit. Empty where there is nothing to settle.
    pub settle: String,
    /// The same for readers, where that names a folder or a file that only a draft has.
    pub in_public: Option<String>,
    /// How much it weighs while it is overdue or unmet: as its control says, and a warning at most where an approved
    /// text is in force and only a draft waits.
    pub weight: Severity,
}

/// A role that something waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Awaited {
    /// The role.
    pub role: Arc<str>,
    /// Who holds it today.
    pub holders: Vec<Arc<str>>,
}

/// What a control is looked for on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SubjectName {
    /// The site as a whole.
    Site,
    /// A page: the number of the subject in the list that was judged.
    Page(usize),
}

/// How a control stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// It holds.
    Met,
    /// It holds, and soon will not unless somebody acts.
    DueSoon,
    /// It held, and somebody should have acted.
    Overdue,
    /// It does not hold.
    Unmet,
    /// It need not hold for now.
    Waived,
    /// It asks nothing here.
    NotApplicable,
}

/// What shows how a control stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ItemEvidence {
    /// A record, by its id.
    Record(Arc<str>),
    /// An exact text.
    Text(TextId),
    /// A page, by its path in the content folder.
    Page(Arc<str>),
    /// A text of another page, which changed: its path in the content folder, and the text.
    Change(Arc<str>, TextId),
}

impl Item {
    /// Whether a role answers for it, or it waits for that role.
    pub fn concerns(&self, role: &str) -> bool {
        *self.control.accountable == *role || self.waits_for.iter().any(|asked| *asked.role == *role)
    }

    /// Whom it waits for, where that is not the accountable role alone.
    pub fn waits_for_others(&self) -> &[Awaited] {
        match self.waits_for.as_slice() {
            [one] if one.role == self.control.accountable => &[],
            all => all,
        }
    }

    /// Whether it makes `check` fail.
    pub fn is_error(&self) -> bool {
        self.weight == Severity::Error && matches!(self.status, Status::Unmet | Status::Overdue)
    }
}

impl Status {
    /// Every status, that first which asks most for somebody to act.
    pub const ALL: [Status; 6] =
        [Status::Overdue, Status::Unmet, Status::DueSoon, Status::Waived, Status::Met, Status::NotApplicable];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::DueSoon => "due soon",
            Status::Overdue => "overdue",
            Status::Unmet => "unmet",
            Status::Waived => "waived",
            Status::NotApplicable => "not applicable",
        }
    }
}
