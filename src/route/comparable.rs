//! The form of `texts.json`: the texts of a page's revisions that browsers compare.

use serde::Serialize;

use super::asked::RedlineOutcome;

/// The texts of a page that browsers compare.
#[derive(Default)]
pub(super) struct ComparableTexts {
    pub(super) json: TextsJson,
    /// How many of the newest texts these are; one that cannot be read counts.
    pub(super) reach: usize,
    /// What came of drawing them.
    pub(super) drawn: RedlineOutcome,
}

#[derive(Default, Serialize)]
pub(super) struct TextsJson {
    /// HTML of blocks.
    pub(super) blocks: Vec<String>,
    /// The data at the head: names with their values.
    pub(super) heads: Vec<TextHead>,
    /// The texts, the newest first.
    pub(super) texts: Vec<TextJson>,
}

/// The data at the head of a text: names with their values.
pub(super) type TextHead = Vec<(String, Vec<String>)>;

#[derive(Serialize)]
pub(super) struct TextJson {
    /// The revision's id on the history page.
    pub(super) id: String,
    /// The number of its head.
    pub(super) head: usize,
    /// The numbers of its blocks.
    pub(super) blocks: Vec<usize>,
}
