//! A checklist as one JSON object. Keys are added, never renamed or removed, while `schema` says `/1`.

use serde::Serialize;
use serde_json::{Map, Value};

use super::report::{ChecklistReport, code};
use super::shown::ChecklistRow;
use crate::model::Status;

const SCHEMA: &str = "guidepost-checklist/1";

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    site: &'a str,
    /// The day for which it is shown.
    date: String,
    /// The model in force; null where none is.
    model: Option<&'a str>,
    /// By status how many items stand so; every status is there.
    counts: Map<String, Value>,
    /// How many are asked for: all that apply and are not waived.
    asked: usize,
    /// How many of those hold.
    hold: usize,
    items: Vec<ChecklistRow<'a>>,
}

pub(super) fn render(list: &ChecklistReport<'_>) -> serde_json::Result<Vec<u8>> {
    let tally = list.tally();
    let counts = Status::ALL.into_iter().map(|status| (code(status).to_owned(), tally.count(status).into()));
    let whole = Whole {
        schema: SCHEMA,
        site: list.site,
        date: list.today().to_string(),
        model: list.model(),
        counts: counts.collect(),
        asked: tally.asked(),
        hold: tally.hold(),
        items: list.shown(),
    };
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(bytes)
}
