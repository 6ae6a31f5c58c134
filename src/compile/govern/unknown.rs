//! Records that name a page or text that no commit has.

use std::sync::Arc;

use crate::diagnostic::{Code, Finding, near_miss};
use crate::governance::fold::FoldState;
use crate::model::Record;
use crate::path::FilePath;

/// A finding for each record that names a page, or a text of one, that no commit since the first model has.
pub(super) fn names(state: &FoldState) -> Vec<Finding> {
    state.records.iter().filter_map(|record| unknown(record, state)).collect()
}

fn unknown(record: &Arc<Record>, state: &FoldState) -> Option<Finding> {
    let id = record.page.as_ref()?;
    let finding = |message: String| Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
    let meant = |near: Option<&str>| near.map(|near| format!("did you mean `{near}`?"));
    if !state.has_id(id) {
        let near = near_miss(id, state.ids().map(|known| &**known));
        return Some(finding(format!("no page has the id `{id}`")).hint_if(meant(near)));
    }
    // A draft that was declined need not have come to the main line.
    let text = record.text().filter(|_| record.decline().is_none())?.text;
    if state.texts_of(id).any(|known| known == text) {
        return elsewhere(record, id, state);
    }
    let texts: Vec<String> = state.texts_of(id).map(|known| known.to_string()).collect();
    let near = near_miss(&text.to_string(), texts.iter().map(String::as_str)).map(str::to_owned);
    let finding = finding(format!("no revision of {id} has the text {}", text.short()));
    Some(
        finding
            .hint_if(meant(near.as_deref()))
            .hint("`git rev-parse REV:PATH` tells the id of a committed text"),
    )
}

/// That an approval names a place at which its text never stood: it counts for none of the others.
fn elsewhere(record: &Arc<Record>, id: &str, state: &FoldState) -> Option<Finding> {
    let text = &record.approval()?.text;
    let path = record.path.as_ref()?;
    let mut stood: Vec<&FilePath> = state.places_of(id, text.text).collect();
    if stood.contains(&path) {
        return None;
    }
    stood.dedup();
    let stood: Vec<String> = stood.iter().map(|file| format!("`{file}`")).collect();
    let message = format!(
        "it approves {id} at `{path}`, where no commit of the main line has that text: it is at {}",
        stood.join(", ")
    );
    let finding = Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
    Some(
        finding.hint(
            "where a text stands is approved with it: put it back there, or have it approved where it is",
        ),
    )
}
