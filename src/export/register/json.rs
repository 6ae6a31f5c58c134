//! A register as one JSON object. Keys are added, never renamed or removed, while `schema` says `/1`.

use serde::Serialize;

use crate::date::Day;
use crate::governance::Governance;
use crate::governance::register::{RegisterRow, RegisterSignature};
use crate::model::{Hindrance, Strength};

const SCHEMA: &str = "guidepost-register/1";

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    site: &'a str,
    /// The day for which it is shown.
    date: String,
    adopted: Option<Adopted>,
    pages: Vec<Page<'a>>,
}

/// Where the first model was adopted, and whether that is known from outside of the repository.
#[derive(Serialize)]
struct Adopted {
    commit: String,
    known_from_outside: bool,
}

/// What is not known, or is not there, is null.
#[derive(Serialize)]
struct Page<'a> {
    id: Option<&'a str>,
    path: &'a str,
    title: Option<&'a str>,
    /// One word, the same whatever the day.
    status: &'static str,
    status_words: String,
    /// Whether a text of it is in force.
    in_force: bool,
    issue: Option<u32>,
    revision: Option<Revision>,
    waits_for: Option<Waits<'a>>,
    owner: Option<Owner<'a>>,
    approvals: Vec<Approval<'a>>,
    in_force_since: Option<String>,
    next_review: Option<String>,
}

#[derive(Serialize)]
struct Revision {
    text: String,
    commit: String,
    date: Option<String>,
}

/// Who has said no to a text.
#[derive(Serialize)]
struct DeclinedBy<'a> {
    role: &'a str,
    person: &'a str,
}

/// What a newer text waits for: roles, or a day.
#[derive(Serialize)]
struct Waits<'a> {
    roles: Vec<&'a str>,
    from: Option<String>,
    /// Who has said no to it.
    declined_by: Option<DeclinedBy<'a>>,
}

#[derive(Serialize)]
struct Owner<'a> {
    role: &'a str,
    title: &'a str,
    holders: Vec<&'a str>,
}

#[derive(Serialize)]
struct Approval<'a> {
    role: &'a str,
    title: &'a str,
    person: &'a str,
    date: String,
    record: &'a str,
    provisional: bool,
}

pub(super) fn render(
    rows: &[RegisterRow],
    site: &str,
    governance: &Governance,
) -> serde_json::Result<Vec<u8>> {
    let pages = rows.iter().map(page).collect();
    let adopted = governance.account.map(|account| Adopted {
        commit: account.commit().to_string(),
        known_from_outside: account.is_held(),
    });
    let whole = Whole { schema: SCHEMA, site, date: governance.today.to_string(), adopted, pages };
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn page(row: &RegisterRow) -> Page<'_> {
    let written = |day: Option<Day>| day.map(|day| day.to_string());
    Page {
        id: row.document.as_deref(),
        path: row.path.as_str(),
        title: row.title.as_deref(),
        status: row.validity.code(),
        status_words: row.validity.words(),
        in_force: row.validity.is_in_force(),
        issue: row.issue,
        revision: row.revision.map(|revision| Revision {
            text: revision.text.to_string(),
            commit: revision.commit.to_string(),
            date: written(revision.day),
        }),
        waits_for: row.waiting.as_ref().map(|waiting| Waits {
            roles: waiting.roles.iter().map(|role| &**role).collect(),
            from: written(waiting.from),
            declined_by: match &waiting.hindrance {
                Hindrance::Declined(by) => Some(DeclinedBy { role: &by.role, person: &by.person }),
                _ => None,
            },
        }),
        owner: row.owner.as_ref().map(|owner| Owner {
            role: &owner.role,
            title: &owner.title,
            holders: owner.holders.iter().map(|holder| &**holder).collect(),
        }),
        approvals: row.approvals.iter().map(approval).collect(),
        in_force_since: written(row.since),
        next_review: written(row.next_review),
    }
}

fn approval(signature: &RegisterSignature) -> Approval<'_> {
    Approval {
        role: &signature.role,
        title: &signature.title,
        person: &signature.person,
        date: signature.date.to_string(),
        record: &signature.record,
        provisional: signature.strength == Strength::Provisional,
    }
}
