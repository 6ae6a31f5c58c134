//! Which release served a page on a day, as the publish log of a target has it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::governed_site::GovernedSite;
use crate::cli::outcome::Failure;
use crate::cli::publish::NamedTarget;
use crate::date::Day;
use crate::model::TextId;
use crate::publish::{PublishLog, PublishedPage, Release};

/// The page that is asked for.
pub(super) struct ServedPage {
    /// Its number among those that are judged.
    pub(super) subject: usize,
    pub(super) on: Day,
    /// The text that was in force.
    pub(super) text: Option<TextId>,
}

/// A release that was served on the day.
pub(super) struct ServedRelease {
    release: String,
    from: String,
    until: Option<String>,
    /// What it had of the page.
    page: Served,
}

/// What a release had of a page.
enum Served {
    /// The text that was in force.
    InForce,
    /// This text.
    Other(String),
    /// Nothing.
    Nothing,
    /// Nobody knows: the target keeps it no longer.
    NotKept,
}

/// The releases that were served on a day, with what each had of the page.
pub(super) fn served_on(
    governed: &GovernedSite,
    page: &ServedPage,
    (target, log): (&NamedTarget, &PublishLog),
) -> Result<Vec<ServedRelease>, Failure> {
    let governance = governed.governance()?;
    let subject = governance.subjects.get(page.subject);
    let document = subject.and_then(|subject| subject.id.as_deref());
    let served = log.served_on(page.on, &governance.zone).into_iter().map(|(entry, end)| {
        // What of an old release is not kept is no failure: the log has outlived it.
        let release = target.releases.manifest(&entry.release).ok();
        let release = release.filter(|(release, manifest)| entry.is_of(release, manifest));
        ServedRelease {
            release: entry.release.to_string(),
            from: entry.at_in(&governance.zone),
            until: end.map(|end| end.at_in(&governance.zone)),
            page: release.map_or(Served::NotKept, |(release, _)| what_it_had(&release, document, page.text)),
        }
    });
    Ok(served.collect())
}

fn what_it_had(release: &Release, document: Option<&str>, in_force: Option<TextId>) -> Served {
    let in_force_then = in_force.map(|text| text.to_string());
    let is_it = |page: &&PublishedPage| match document {
        Some(_) => page.document.as_deref() == document,
        // A page without an id is known by its text alone.
        None => in_force_then.is_some() && page.text == in_force_then,
    };
    match release.pages.values().find(is_it).map(|page| &page.text) {
        None => Served::Nothing,
        Some(Some(text)) if in_force.is_some_and(|in_force| *text == in_force.to_string()) => Served::InForce,
        Some(text) => Served::Other(text.clone().unwrap_or_else(|| "one that no commit has".to_owned())),
    }
}

impl Served {
    fn words(&self) -> String {
        match self {
            Served::InForce => "with the text in force".to_owned(),
            Served::Other(text) => format!("with another text, {text}"),
            Served::Nothing => "without the page".to_owned(),
            Served::NotKept => {
                "with a text that is not known any more: the target keeps that release no longer".to_owned()
            }
        }
    }
}

/// For people.
pub(super) fn text(served: &[ServedRelease]) -> String {
    let mut text = String::from("\nServed that day, as the publish log has it:\n");
    if served.is_empty() {
        text.push_str("  nothing\n");
    }
    for ServedRelease { release, from, until, page } in served {
        let until = until.as_ref().map_or_else(|| "today".to_owned(), Clone::clone);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  {release}, from {from} until {until}, {}", page.words());
    }
    text
}

/// For machines.
pub(super) fn json(served: &[ServedRelease]) -> Value {
    let one = |served: &ServedRelease| {
        json!({
            "release": served.release,
            "from": served.from,
            "until": served.until,
            "page": served.page.words(),
            "is_in_force": matches!(served.page, Served::InForce),
        })
    };
    served.iter().map(one).collect()
}
