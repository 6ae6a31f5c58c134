//! What pages state of their own past: `revisions:` in front matter.

use std::cmp::Reverse;

use crate::date::Zone;
use crate::model::{Completeness, FieldValue, Fields, Page, PageHistory, Revision, StatedRevision};

/// The field in which a page states its past.
const FIELD: &str = "revisions";

/// What a page states of its past.
pub(super) fn read(fields: &Fields) -> Vec<StatedRevision> {
    let Some(FieldValue::Items(items)) = fields.get(FIELD) else { return Vec::new() };
    items.iter().map(entry).collect()
}

fn entry(fields: &Fields) -> StatedRevision {
    let day = match fields.get("date") {
        Some(FieldValue::Day(day)) => Some(*day),
        _ => None,
    };
    let text = |name| fields.text(name).map(Into::into);
    StatedRevision { day, commit: text("commit"), note: text("note").unwrap_or_default(), who: text("who") }
}

/// Puts what a text of the page states in the place of what another states.
pub fn state_anew(history: &mut PageHistory, page: &Page, zone: &Zone) {
    history.stated.clear();
    for revision in &mut history.revisions {
        revision.notes.clear();
    }
    join(history, &read(&page.fields), zone);
}

/// Gives the notes of the front matter to the commits that they mean, by id or by day; what is left over stands beside
/// them. Where there is no version control, what is stated is the history.
pub(super) fn join(history: &mut PageHistory, stated: &[StatedRevision], zone: &Zone) {
    for entry in stated {
        match history.revisions.iter_mut().find(|revision| means(entry, revision, zone)) {
            Some(revision) => revision.notes.push(entry.note.clone()),
            None => history.stated.push(entry.clone()),
        }
    }
    history.stated.sort_by_key(|entry| Reverse(entry.day));
    if history.completeness == Completeness::NoVersions && !history.stated.is_empty() {
        history.completeness = Completeness::Stated;
    }
}

/// Whether an entry means a revision: the newest of its day, or the one of its id.
fn means(entry: &StatedRevision, revision: &Revision, zone: &Zone) -> bool {
    match (&entry.commit, entry.day) {
        (Some(id), _) => id.len() >= 4 && revision.commit.id.to_string().starts_with(&id.to_lowercase()),
        (None, Some(day)) => revision.commit.day(zone) == Some(day),
        (None, None) => false,
    }
}
