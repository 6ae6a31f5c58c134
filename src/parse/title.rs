//! What a page is called: by its front matter, by its first heading, or by the name of its file.

use std::sync::Arc;

use super::folders::index_rank;
use super::parsed::{Parsed, ParsedFile};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Fields, Source};
use crate::path::{FilePath, nfc, strip_markdown_ending};
use crate::words::Words;

/// The title of a page. One that gives none is reported.
pub(super) fn title(
    file: &ParsedFile,
    fields: &Fields,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Arc<str> {
    let Parsed { source, front } = &file.parsed.value;
    if let Some(title) = fields.text("title").filter(|title| !title.is_empty()) {
        return title.into();
    }
    let title = serving_title(file, source, words);
    let has_heading = first_heading(source).is_some();
    // A title that is there and wrong, or empty, is reported as that.
    let named = front.entries.iter().any(|entry| entry.key == "title");
    if !has_heading && !source.markdown().trim().is_empty() && !named {
        let finding = Finding::new(
            Code::MissingTitle,
            Place::file(&file.file),
            format!("the page has no title; it is called `{title}`{}", after(&file.path)),
        );
        findings.push(finding.hint("give it `title: …` in its front matter, or a heading"));
    }
    title.into()
}

/// What gives a page its name that has no title.
fn after(path: &FilePath) -> &'static str {
    match (index_rank(path), path.parent().as_str()) {
        (None, _) => " after its file",
        (Some(_), "") => "",
        (Some(_), _) => " after its folder",
    }
}

/// What serves as a title where the page gives none: its first heading, else its file's name.
pub(super) fn serving_title(file: &ParsedFile, source: &Source, words: &Words) -> String {
    first_heading(source).map_or_else(|| title_of_path(&file.path, words), str::to_owned)
}

fn first_heading(source: &Source) -> Option<&str> {
    source.outline.headings.iter().map(|heading| &*heading.text).find(|text| !text.is_empty())
}

/// A title from a file name: `how-we_work.md` -> "How we work"; from the folder's for an index.
pub(super) fn title_of_path(path: &FilePath, words: &Words) -> String {
    let name = if index_rank(path).is_some() { path.parent() } else { path.clone() };
    let name = nfc(strip_markdown_ending(name.name())).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let title: String =
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect());
    if title.is_empty() { words.say("home").to_owned() } else { title }
}
