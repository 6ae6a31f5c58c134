//! What a page is called: by its front matter, by its first heading where that is of the first level, or by the name of its file.

use std::sync::Arc;

use super::folders::index_rank;
use super::parsed::{Parsed, ParsedFile};
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::{Fields, Source};
use crate::path::{FilePath, nfc, strip_markdown_ending};
use crate::source::Span;
use crate::words::Words;

/// The title of a page. One that gives none is reported.
pub(super) fn title(
    file: &ParsedFile,
    fields: &Fields,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Arc<str> {
    let Parsed { source, front, .. } = &file.parsed.value;
    if let Some(title) = fields.text("title").filter(|title| !title.is_empty()) {
        findings.extend(front.text("title").and_then(|(title, span)| entity(file, title, span)));
        return title.into();
    }
    let title = serving_title(file, source, words);
    let has_heading = first_heading(source).is_some();
    // A title that is there and wrong, or empty, is reported as that.
    let named = front.entries.iter().any(|entry| entry.key.eq_ignore_ascii_case("title"));
    // A heading that is written a little off is reported as that; what is made of components has no words to begin with.
    let text = source.markdown().trim_start();
    let has_nearly_heading =
        text.starts_with('#') && text.trim_start_matches('#').starts_with(char::is_alphanumeric);
    let says_anything = source.outline.words > 0 || !source.outline.references.is_empty();
    if !has_heading && says_anything && !named && !has_nearly_heading {
        let finding = Finding::new(
            Code::MissingTitle,
            Place::file(&file.file),
            format!("the page has no title; it is called `{title}`{}", after(&file.path)),
        );
        let finding = finding.cause("the page has no title");
        findings.push(finding.hint("give it `title: …` in its front matter, or begin it with `# …`"));
    }
    title.into()
}

/// That a title holds an entity of HTML, which stands for no other sign in YAML: `Q&amp;A`.
fn entity(file: &ParsedFile, title: &str, span: Span) -> Option<Finding> {
    let is_name = |name: &str| {
        let digits = name.strip_prefix('#').map(|digits| digits.trim_start_matches(['x', 'X']));
        (2..=10).contains(&name.len())
            && digits.unwrap_or(name).chars().all(|sign| sign.is_ascii_alphanumeric())
    };
    let names = title.split('&').skip(1).filter_map(|rest| rest.split_once(';'));
    let name = names.map(|(name, _)| name).find(|name| is_name(name))?;
    let message = "a title is plain text: this is shown as it is written";
    let meant = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", " ")];
    let meant = meant.into_iter().find(|(known, _)| *known == name).map(|(_, sign)| sign);
    let place = Place::span(&file.file, span);
    Some(Finding::new(Code::BadValue, place, message).with_severity(Severity::Warning).hint(
        meant.map_or_else(
            || format!("write the sign itself instead of `&{name};`"),
            |sign| format!("write `{sign}` instead of `&{name};`"),
        ),
    ))
}

/// What gives a page its name that has no title.
fn after(path: &FilePath) -> &'static str {
    match (index_rank(path), path.parent().as_str()) {
        (None, _) => " after its file",
        (Some(_), "") => "",
        (Some(_), _) => " after its folder",
    }
}

/// What serves as a title where the page gives none: a heading of the first level that comes first, else its file's name.
pub(super) fn serving_title(file: &ParsedFile, source: &Source, words: &Words) -> String {
    first_heading(source).map_or_else(|| title_of_path(&file.path, words), str::to_owned)
}

/// The heading that names the page: one of the first level that comes before all others. A lower one, or a later one, is about
/// a part of it.
fn first_heading(source: &Source) -> Option<&str> {
    let first = source.outline.headings.first().filter(|heading| heading.level == 1)?;
    Some(&*first.text).filter(|text| !text.is_empty())
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
