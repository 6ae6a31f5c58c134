//! What is wrong, as the preview tells it over a page: the findings that concern the page, drawn as on the terminal,
//! and the counts of the site.

use std::io;
use std::sync::Arc;

use serde_json::{Value, json};

use super::answer::Preview;
use super::editing::Editing;
use super::snapshot::{Found, Snapshot};
use crate::diagnostic::{Code, Finding, Severity};
use crate::path::{Address, FilePath};
use crate::report::{self, Format, Paper, SiteTexts};
use crate::route::{Route, Site};

/// A page with more findings than this is read in the terminal.
const MOST_SHOWN: usize = 50;

/// What makes of a page something that its author did not mean: rather than that, browsers go on showing the text
/// before it. A link that leads nowhere does not; the page is as written but for the link.
const BREAKING: [Code; 7] = [
    Code::AddressCollision,
    Code::BadConfig,
    Code::BadFrontMatter,
    Code::MergeConflict,
    Code::NotUtf8,
    Code::TemplateError,
    Code::UnreadableFile,
];

/// What is to be told over the page at a path.
pub(super) fn tell(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> io::Result<Value> {
    let site = &snapshot.site;
    let route = match snapshot.find(path) {
        Found::Route(route) => route,
        Found::WithSlash(_) | Found::Nothing => Route::NotFound,
    };
    let drawn = snapshot.drawn(route);
    let drawn = &drawn.findings;
    let page = page_file(site, route);
    let of_page = |finding: &&Finding| match (route, page) {
        (Route::NotFound, _) => concerns(finding, None, site) || would_be_at(finding, path, site),
        _ => concerns(finding, page, site),
    };
    let here: Vec<&Finding> = snapshot.findings.iter().filter(of_page).chain(drawn).collect();
    let everywhere: Vec<&Finding> = snapshot.findings.iter().chain(drawn).collect();
    let texts = SiteTexts { site, world: preview.files.world(), way: "" };
    let editing = preview.editing(snapshot);
    let shown: io::Result<Vec<Value>> =
        here.iter().take(MOST_SHOWN).map(|finding| in_words(finding, &texts, &editing)).collect();
    Ok(json!({
        "generation": snapshot.generation,
        "findings": shown?,
        "page": counts(&here),
        "site": counts(&everywhere),
    }))
}

/// Whether a page is not what its author meant. `drawn` is what was found while it was drawn.
pub(super) fn is_broken(snapshot: &Snapshot, route: Route, path: &str, drawn: &[Finding]) -> bool {
    let site = &snapshot.site;
    let page = page_file(site, route);
    let breaks = |finding: &&Finding| finding.severity == Severity::Error && BREAKING.contains(&finding.code);
    let concerns = |finding: &Finding| match route {
        Route::NotFound => would_be_at(finding, path, site),
        _ => concerns(finding, page, site),
    };
    drawn.iter().any(|finding| breaks(&finding)) || snapshot.findings.iter().filter(breaks).any(concerns)
}

fn page_file(site: &Site, route: Route) -> Option<&FilePath> {
    match route {
        Route::Page(id) => Some(&site.content.page(id).file),
        _ => None,
    }
}

/// Findings of no file of the content concern every page: those of the site itself and of its theme.
fn concerns(finding: &Finding, page: Option<&FilePath>, site: &Site) -> bool {
    let Some(place) = &finding.place else { return true };
    Some(&place.file) == page || !is_content(&place.file, site)
}

/// Whether a file that makes no page would make the page at a path.
fn would_be_at(finding: &Finding, path: &str, site: &Site) -> bool {
    let file = finding.place.as_ref().and_then(|place| place.file.within(&site.content_folder));
    file.is_some_and(|file| Address::of_page(&file).from_root() == path)
}

fn is_content(file: &FilePath, site: &Site) -> bool {
    let is_site_file = *file == crate::compile::site_file();
    let theme = FilePath::new(&site.config.theme).filter(|theme| !theme.as_str().is_empty());
    let of_theme = site.template(file).is_some() || theme.is_some_and(|theme| file.within(&theme).is_some());
    !is_site_file && !of_theme
}

fn in_words(finding: &Finding, texts: &SiteTexts<'_>, editing: &Editing<'_>) -> io::Result<Value> {
    let write = |format| {
        let mut out = Vec::new();
        report::write(format, Paper::PLAIN, std::slice::from_ref(finding), texts, &mut out)?;
        io::Result::Ok(out)
    };
    let mut value: Value = serde_json::from_slice(&write(Format::Json)?)?;
    value["text"] = String::from_utf8_lossy(&write(Format::Text)?).trim_end().into();
    if let Some(place) = &finding.place {
        let number = |key: &str| value[key].as_u64().and_then(|number| usize::try_from(number).ok());
        let at = (number("line").unwrap_or(1), number("column").unwrap_or(1));
        value["place"] = Editing::place(&place.file, at).into();
        value["open"] = editing.address(&place.file, at).into();
    }
    Ok(value)
}

fn counts(findings: &[&Finding]) -> Value {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    json!({
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
    })
}
