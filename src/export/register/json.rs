//! A register as one JSON object. Keys are added, never renamed or removed, while `schema` says `/1`.

use serde_json::{Value, json};

use crate::date::Day;
use crate::governance::register::{Row, Signature};
use crate::model::Strength;

const SCHEMA: &str = "guidepost-register/1";

pub(super) fn of(rows: &[Row], site: &str, today: Day) -> serde_json::Result<Vec<u8>> {
    let pages: Vec<Value> = rows.iter().map(row).collect();
    let whole = json!({ "schema": SCHEMA, "site": site, "date": today.to_string(), "pages": pages });
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What is not known, or is not there, is null.
fn row(row: &Row) -> Value {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    json!({
        "id": row.document.as_deref(),
        "path": row.path.as_str(),
        "title": row.title.as_deref(),
        "status": row.validity.code(),
        "status_words": row.validity.words(),
        "in_force": row.validity.is_in_force(),
        "issue": row.issue,
        "revision": row.revision.as_ref().map(|revision| json!({
            "text": revision.text.to_string(),
            "commit": revision.commit.to_string(),
            "date": day(revision.day),
        })),
        "waits_for": row.waiting.as_ref().map(|waiting| json!({
            "roles": waiting.roles.iter().map(|role| &**role).collect::<Vec<_>>(),
            "from": day(waiting.from),
        })),
        "owner": row.owner.as_ref().map(|owner| json!({
            "role": &*owner.role,
            "title": &*owner.title,
            "holders": owner.holders.iter().map(|holder| &**holder).collect::<Vec<_>>(),
        })),
        "approvals": row.approvals.iter().map(signature).collect::<Vec<_>>(),
        "in_force_since": day(row.since),
        "next_review": day(row.next_review),
    })
}

fn signature(signature: &Signature) -> Value {
    json!({
        "role": &*signature.role,
        "title": &*signature.title,
        "person": &*signature.person,
        "date": signature.date.to_string(),
        "record": &*signature.record,
        "provisional": signature.strength == Strength::Provisional,
    })
}
