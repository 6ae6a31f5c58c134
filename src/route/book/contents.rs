//! The table of contents of a book.

use serde::Serialize;

use super::drawn::DrawnPart;
use super::sheets::SheetNumbers;

/// A line of the table of contents.
#[derive(Serialize)]
pub(super) struct ContentsLine {
    /// "3.2".
    number: String,
    /// The id of its heading.
    anchor: String,
    /// Its words; safe HTML.
    title: String,
    /// The sheet on which it begins; 0 while nobody printed it.
    sheet: usize,
    /// Headings one level deeper.
    items: Vec<ContentsLine>,
}

/// Parts, and the headings right below each.
pub(super) fn of(parts: &[DrawnPart<'_>], sheets: &SheetNumbers) -> Vec<ContentsLine> {
    let sheet = |anchor: &str| sheets.0.get(anchor).copied().unwrap_or_default();
    let line = |part: &DrawnPart<'_>| {
        let below = part.sections.headings.iter().filter(|heading| heading.depth == 1);
        let items = below.filter(|heading| !heading.id.is_empty()).map(|heading| {
            let anchor = part.id(&heading.id);
            ContentsLine {
                number: heading.number.clone(),
                sheet: sheet(&anchor),
                title: heading.title.clone(),
                anchor,
                items: Vec::new(),
            }
        });
        let mut title = String::new();
        crate::markdown::escape_text(&mut title, &part.title);
        let (number, anchor) = (part.number.to_string(), part.anchor());
        ContentsLine { number, sheet: sheet(&anchor), anchor, title, items: items.collect() }
    };
    parts.iter().map(line).collect()
}
