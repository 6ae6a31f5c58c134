//! An item as every format tells it. Its fields are those of the items in JSON.

use serde::Serialize;

use super::report::{ChecklistReport, code};
use crate::model::{Awaited, Item, ItemEvidence, Record, SubjectName};

/// One control on one subject. Days are written `2026-11-16`.
#[derive(Serialize, Debug)]
pub(super) struct ChecklistRow<'a> {
    /// The control's id.
    pub(super) control: &'a str,
    /// What must hold.
    pub(super) statement: &'a str,
    /// The name of its rule.
    pub(super) rule: &'a str,
    pub(super) subject: ItemSubject,
    pub(super) status: &'static str,
    /// What an overdue or unmet item weighs: `error`, `warning` or `note`.
    pub(super) severity: &'static str,
    pub(super) reason: &'a str,
    pub(super) evidence: Vec<Shows>,
    /// The accountable role.
    pub(super) role: &'a str,
    /// Who holds that role today.
    pub(super) holders: Vec<&'a str>,
    /// Whose signature or deed would settle it.
    pub(super) waits_for: Vec<WaitsFor<'a>>,
    pub(super) due: Option<String>,
    /// A command, where it begins with `guidepost`, else an edit in words.
    pub(super) settle: Option<&'a str>,
    #[serde(skip)]
    pub(super) item: &'a Item,
}

/// A role that an item waits for.
#[derive(Serialize, Debug)]
pub(super) struct WaitsFor<'a> {
    /// The role.
    pub(super) role: &'a str,
    /// Who holds it today.
    pub(super) holders: Vec<&'a str>,
}

/// What an item is about.
#[derive(Serialize, Debug)]
pub(super) struct ItemSubject {
    /// `site`, `page`, or `gone` for a page that is deleted.
    pub(super) kind: &'static str,
    /// The document number of a page, else its path; `site`.
    pub(super) name: String,
    /// Null where the edition does not have the page.
    pub(super) title: Option<String>,
    /// The page's file from the site's root.
    pub(super) file: Option<String>,
}

/// A piece of evidence.
#[derive(Serialize, Debug)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Shows {
    Record {
        id: String,
        /// `approval`, `review` and so on; null where the record is not known.
        record: Option<&'static str>,
        role: Option<String>,
        person: Option<String>,
        date: Option<String>,
        /// The record's file from the site's root.
        file: Option<String>,
        /// What the record itself names as evidence.
        more: Option<String>,
    },
    Text {
        /// The object id.
        id: String,
    },
    Page {
        /// Its path in the content folder.
        path: String,
    },
    /// A page that changed.
    Change {
        /// Its path in the content folder.
        path: String,
        /// The object id of the text that it changed to.
        id: String,
    },
}

impl ChecklistReport<'_> {
    /// The items, as they are shown.
    pub(super) fn shown(&self) -> Vec<ChecklistRow<'_>> {
        self.items.iter().map(|item| ChecklistRow::for_item(item, self)).collect()
    }
}

impl ItemSubject {
    fn for_item(item: &Item, list: &ChecklistReport<'_>) -> ItemSubject {
        let SubjectName::Page(number) = item.subject else {
            let name = "site".to_owned();
            return ItemSubject { kind: "site", name, title: Some(list.site.to_owned()), file: None };
        };
        let subject = list.governance.subjects.get(number);
        let shown = subject.and_then(|subject| subject.shown.as_ref());
        ItemSubject {
            kind: if list.is_deleted(number) { "gone" } else { "page" },
            name: subject.map(|subject| subject.name().to_owned()).unwrap_or_default(),
            title: shown.map(|facts| facts.title.to_string()),
            file: subject.map(|subject| subject.file.as_str().to_owned()),
        }
    }
}

impl<'a> ChecklistRow<'a> {
    pub(super) fn for_item(item: &'a Item, list: &ChecklistReport<'a>) -> ChecklistRow<'a> {
        ChecklistRow {
            control: &item.control.id,
            statement: &item.control.statement,
            rule: item.control.rule,
            subject: ItemSubject::for_item(item, list),
            status: code(item.status),
            severity: item.weight.word(),
            reason: &item.reason,
            evidence: item.evidence.iter().map(|evidence| Shows::for_evidence(evidence, list)).collect(),
            role: &item.control.accountable,
            holders: item.holders.iter().map(|holder| &**holder).collect(),
            waits_for: item.waits_for.iter().map(WaitsFor::of).collect(),
            due: item.due.map(|due| due.to_string()),
            settle: Some(item.settle.as_str()).filter(|settle| !settle.is_empty()),
            item,
        }
    }

    /// "GL-003 Saying who you speak for".
    pub(super) fn subject_words(&self) -> String {
        match &self.subject.title {
            Some(title) if self.subject.kind == "gone" => format!("{} {title} (deleted)", self.subject.name),
            Some(title) if self.subject.kind == "page" => format!("{} {title}", self.subject.name),
            _ if self.subject.kind == "gone" => format!("{} (deleted)", self.subject.name),
            _ => self.subject.name.clone(),
        }
    }

    /// Whom it waits for, and who answers for it: "legal (law); lead (ops) answers for it"; "legal (law)" where that is
    /// the same.
    pub(super) fn who(&self) -> String {
        let accountable = with_holders(self.role, &self.holders);
        if self.item.waits_for_others().is_empty() {
            return accountable;
        }
        let is_told = self.waits_for.iter().any(|asked| asked.role == self.role);
        let accountable = if is_told { self.role } else { &accountable };
        format!("{}; {accountable} answers for it", self.waits_for_words())
    }

    /// "legal (law), safety (nobody holds it)".
    pub(super) fn waits_for_words(&self) -> String {
        let asked = self.waits_for.iter().map(|asked| with_holders(asked.role, &asked.holders));
        asked.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn evidence_words(&self) -> String {
        self.evidence.iter().map(Shows::words).collect::<Vec<_>>().join("; ")
    }
}

/// "legal (law)"; who holds the role, where anybody does.
fn with_holders(role: &str, holders: &[&str]) -> String {
    if holders.is_empty() {
        return format!("{role} (nobody holds it)");
    }
    format!("{role} ({})", holders.join(", "))
}

impl<'a> WaitsFor<'a> {
    fn of(asked: &'a Awaited) -> WaitsFor<'a> {
        WaitsFor { role: &asked.role, holders: asked.holders.iter().map(|holder| &**holder).collect() }
    }
}

impl Shows {
    fn for_evidence(evidence: &ItemEvidence, list: &ChecklistReport<'_>) -> Shows {
        match evidence {
            ItemEvidence::Record(id) => {
                let record = list.governance.record(id).map(|record| &**record);
                let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                Shows::Record {
                    id: id.to_string(),
                    record: record.map(|record| record.deed.name()),
                    role: record.map(|record| record.role.to_string()),
                    person: record.map(|record| record.person.to_string()),
                    date: record.map(|record| record.date.to_string()),
                    file: record.map(|record: &Record| record.place.file.as_str().to_owned()),
                    more: record.and_then(|record| filled(&record.evidence)),
                }
            }
            ItemEvidence::Text(text) => Shows::Text { id: text.to_string() },
            ItemEvidence::Page(path) => Shows::Page { path: path.to_string() },
            ItemEvidence::Change(path, text) => {
                Shows::Change { path: path.to_string(), id: text.to_string() }
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Shows::Record { id, record: Some(deed), role, person, date, .. } => {
                let [role, person, date] =
                    [role, person, date].map(|part| part.as_deref().unwrap_or_default());
                format!("{deed} by {person} ({role}) on {date}, record {id}")
            }
            Shows::Record { id, .. } => format!("record {id}"),
            Shows::Text { id } => format!("text {}", id.get(..8).unwrap_or(id)),
            Shows::Page { path } => path.clone(),
            Shows::Change { path, id } => format!("{path} as {}", id.get(..8).unwrap_or(id)),
        }
    }
}
