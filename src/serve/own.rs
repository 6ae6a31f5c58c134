//! What the preview adds to a site, all of it under `/_guidepost/`: the script and style of its own, the events
//! that tell of a new generation, and the findings.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::answer::{Preview, plain};
use super::content_type;
use super::snapshot::{Found, Snapshot};
use crate::diagnostic::{Finding, Severity};
use crate::path::{FilePath, decode};
use crate::report::{self, Format, Paper, SiteTexts};
use crate::route::{Route, Site};
use crate::world::World;

/// A page with more findings than this is read in the terminal.
const MOST_SHOWN: usize = 50;

/// A browser that has gone away is noticed within this time.
const PULSE: Duration = Duration::from_secs(15);

pub(super) async fn answer(preview: &Preview, name: &str, query: &str) -> Response {
    match name {
        "client.js" => embedded(name, include_str!("client/client.js")),
        "client.css" => embedded(name, include_str!("client/client.css")),
        "events" => events(preview, value(query, "generation").as_deref()),
        "findings" => findings(preview, value(query, "path").unwrap_or_default()).await,
        _ => plain(StatusCode::NOT_FOUND, "The preview has nothing at this address.\n"),
    }
}

fn embedded(name: &str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type::of(name))], text).into_response()
}

/// The value of a key in a query, decoded once.
fn value(query: &str, key: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| *name == key).map(|(_, value)| decode(value).into_owned())
}

/// The generations from now on; the present one too, unless the browser shows it already.
fn events(preview: &Preview, shown: Option<&str>) -> Response {
    let shown = shown.map(str::to_owned);
    let generations =
        WatchStream::new(preview.current.clone()).map(|snapshot| snapshot.generation.to_string());
    let events = generations
        .filter(move |generation| Some(generation) != shown.as_ref())
        .map(|generation| Ok::<_, Infallible>(Event::default().event("generation").data(generation)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE)).into_response()
}

/// The findings that concern a page, drawn as on the terminal, and the counts of the site.
async fn findings(preview: &Preview, path: String) -> Response {
    let (snapshot, files) = (preview.snapshot(), preview.files.clone());
    match preview.drawing.done(move || tell(&snapshot, files.world(), &path)).await {
        Some(Ok(told)) => ([(header::CONTENT_TYPE, "application/json")], told.to_string()).into_response(),
        _ => plain(StatusCode::INTERNAL_SERVER_ERROR, "The findings cannot be drawn.\n"),
    }
}

fn tell(snapshot: &Arc<Snapshot>, world: &dyn World, path: &str) -> io::Result<Value> {
    let site = &snapshot.site;
    let route = match snapshot.find(path) {
        Found::Route(route) => route,
        Found::WithSlash(_) | Found::Nothing => Route::NotFound,
    };
    let drawn = site.render(route).findings;
    let page = page_file(site, route);
    let of_page = |finding: &&Finding| concerns(finding, page, site);
    let here: Vec<&Finding> = snapshot.findings.iter().filter(of_page).chain(&drawn).collect();
    let everywhere: Vec<&Finding> = snapshot.findings.iter().chain(&drawn).collect();
    let texts = SiteTexts { site, world, way: "" };
    let shown: io::Result<Vec<Value>> =
        here.iter().take(MOST_SHOWN).map(|finding| in_words(finding, &texts)).collect();
    Ok(json!({
        "generation": snapshot.generation,
        "findings": shown?,
        "page": counts(&here),
        "site": counts(&everywhere),
    }))
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

fn is_content(file: &FilePath, site: &Site) -> bool {
    let is_site_file = *file == crate::compile::site_file();
    let theme = FilePath::new(&site.config.theme).filter(|theme| !theme.as_str().is_empty());
    let of_theme = site.template(file).is_some() || theme.is_some_and(|theme| file.within(&theme).is_some());
    !is_site_file && !of_theme
}

fn in_words(finding: &Finding, texts: &SiteTexts<'_>) -> io::Result<Value> {
    let write = |format| {
        let mut out = Vec::new();
        report::write(format, Paper::PLAIN, std::slice::from_ref(finding), texts, &mut out)?;
        io::Result::Ok(out)
    };
    let mut value: Value = serde_json::from_slice(&write(Format::Json)?)?;
    value["text"] = String::from_utf8_lossy(&write(Format::Text)?).trim_end().into();
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
