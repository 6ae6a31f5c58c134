//! What is wrong, as the preview tells it over a page: the findings that concern the page, drawn as on the terminal,
//! and the counts of the site.

use std::io;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::ages::Age;
use super::broken::{breaks, is_content, page_file, would_be_at};
use super::editing::Editing;
use super::preview::Preview;
use super::snapshot::{RequestTarget, Snapshot};
use crate::diagnostic::{Finding, Severity};
use crate::path::FilePath;
use crate::report::{self, Paper, ReportFormat, SiteTexts};
use crate::route::{Route, Site};

/// A page with more findings than this is read in the terminal.
const MOST_SHOWN: usize = 50;

/// What is to be shown over the page at a path.
pub(super) fn view(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> io::Result<Value> {
    let site = &snapshot.site;
    let route = match snapshot.find(path) {
        RequestTarget::Route(route) => route,
        RequestTarget::WithSlash(_) | RequestTarget::Nothing => site.not_found(),
    };
    let drawn = snapshot.drawn(route);
    let drawn = &drawn.findings;
    let here = findings_here(snapshot, route, path, drawn);
    let texts = SiteTexts { site, world: preview.files.world(), way: "" };
    let editing = preview.editing(snapshot);
    let shown: io::Result<Vec<Value>> =
        here.iter().take(MOST_SHOWN).map(|shown| in_words(shown, &texts, &editing)).collect();
    let about =
        |about: About| here.iter().filter(move |shown| shown.about == about).map(|shown| shown.finding);
    Ok(json!({
        "generation": snapshot.generation,
        "first": snapshot.first,
        "findings": shown?,
        "page": counts(about(About::Page)),
        "of_site": counts(about(About::Site)),
        "site": counts(snapshot.findings.iter().chain(drawn)),
    }))
}

/// A finding that is shown over a page.
struct ShownFinding<'f> {
    finding: &'f Finding,
    /// `None` where it is known only since the page was drawn.
    age: Option<Age>,
    about: About,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum About {
    /// The page over which it is shown.
    Page,
    /// The site itself, or its theme: it is shown over every page.
    Site,
}

/// What there is to tell over what a path shows.
fn findings_here<'f>(
    snapshot: &'f Snapshot,
    route: Route,
    path: &str,
    drawn: &'f [Finding],
) -> Vec<ShownFinding<'f>> {
    let site = &snapshot.site;
    let page = page_file(site, route);
    let of_page = |finding: &Finding| match (route, finding.place.as_ref()) {
        (_, None) => false,
        _ if route == site.not_found() => would_be_at(finding, path, site),
        (_, Some(place)) => Some(&place.file) == page,
    };
    let ages = snapshot.ages.iter().copied().map(Some);
    let known = snapshot.findings.iter().zip(ages);
    let known = known.filter_map(|(finding, age)| match (of_page(finding), is_of_site(finding, site)) {
        (true, _) => Some(ShownFinding { finding, age, about: About::Page }),
        (false, true) => Some(ShownFinding { finding, age, about: About::Site }),
        (false, false) => None,
    });
    let drawn_here = drawn.iter().map(|finding| ShownFinding { finding, age: None, about: About::Page });
    known.chain(drawn_here).collect()
}

/// Whether a page is not what its author meant. `drawn` is what was found while it was drawn.
pub(super) fn is_broken(snapshot: &Snapshot, route: Route, path: &str, drawn: &[Finding]) -> bool {
    let site = &snapshot.site;
    let page = page_file(site, route);
    let concerns = |finding: &Finding| {
        if route == site.not_found() {
            would_be_at(finding, path, site)
        } else {
            concerns(finding, page, site)
        }
    };
    drawn.iter().any(breaks) || snapshot.findings.iter().any(|finding| breaks(finding) && concerns(finding))
}

fn concerns(finding: &Finding, page: Option<&FilePath>, site: &Site) -> bool {
    let is_of_page = finding.place.as_ref().is_some_and(|place| Some(&place.file) == page);
    is_of_page || is_of_site(finding, site)
}

/// Findings of no file of the content concern every page: those of the site itself and of its theme.
fn is_of_site(finding: &Finding, site: &Site) -> bool {
    finding.place.as_ref().is_none_or(|place| !is_content(&place.file, site))
}

fn in_words(shown: &ShownFinding<'_>, texts: &SiteTexts<'_>, editing: &Editing<'_>) -> io::Result<Value> {
    let ShownFinding { finding, age, about } = shown;
    let write = |format| {
        let mut out = Vec::new();
        report::write(format, Paper::PLAIN, std::slice::from_ref(*finding), texts, &mut out)?;
        io::Result::Ok(out)
    };
    let mut value: Map<String, Value> = serde_json::from_slice(&write(ReportFormat::Json)?)?;
    let number = |key: &str| value.get(key)?.as_u64().and_then(|number| usize::try_from(number).ok());
    let at = (number("line").unwrap_or(1), number("column").unwrap_or(1));
    let mut put = |key: &str, about: Value| _ = value.insert(key.to_owned(), about);
    put("text", String::from_utf8_lossy(&write(ReportFormat::Text)?).trim_end().into());
    put("about", if *about == About::Site { "site" } else { "page" }.into());
    put("breaks", breaks(finding).into());
    // By these a browser tells it from others, and what is new to it from what was there before.
    put("since", age.map(|age| age.since).into());
    put("name", age.map(|age| format!("{:x}-{:x}", age.name, age.since)).into());
    if let Some(place) = &finding.place {
        put("place", Editing::place(&place.file, at).into());
        put("open", editing.address(&place.file, at).into());
    }
    Ok(value.into())
}

fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> Value {
    let severities: Vec<Severity> = findings.map(|finding| finding.severity).collect();
    let count = |wanted| severities.iter().filter(|severity| **severity == wanted).count();
    json!({
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
    })
}
