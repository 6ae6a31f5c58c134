//! The rows of the page of records: every record that holds.

use super::items::text_path;
use super::links::{kind_words, role_link};
use crate::config::Edition;
use crate::governance::Governance;
use crate::model::{Record, Seal, SealKind, TextId};
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::words::capital;
use crate::theme::view::{LinkView, RecordView};

/// The records, the latest first, as far as the edition names what they are about.
pub(in crate::route) fn view(site: &Site) -> Vec<RecordView> {
    let Some(governance) = site.governance() else { return Vec::new() };
    let all = governance.records.iter().map(|record| &**record);
    let mut records: Vec<&Record> = all.filter(|record| may_name(governance, record)).collect();
    records.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
    records.into_iter().map(|record| one(site, governance, record)).collect()
}

/// How many records there are beside.
pub(in crate::route) fn unnamed(governance: &Governance) -> usize {
    governance.records.iter().filter(|record| !may_name(governance, record)).count()
}

/// Whether the edition names the page that a record is about.
fn may_name(governance: &Governance, record: &Record) -> bool {
    let subject = record.page.as_ref().map(|page| governance.subject_named(page));
    match subject {
        None => true,
        Some(Some(number)) => governance.names(number),
        Some(None) => governance.edition == Edition::Latest,
    }
}

fn one(site: &Site, governance: &Governance, record: &Record) -> RecordView {
    let arrival = record.arrival.as_ref();
    RecordView {
        id: record.id.to_string(),
        kind: capital(&kind_words(site, record)),
        subject: subject(site, record),
        text: text(site, record),
        role: role_link(site, &record.role),
        person: record.person.to_string(),
        day: site.day_view(record.date),
        arrived: arrival.map(|arrival| site.day_view(arrival.day)),
        commit: arrival.map(|arrival| arrival.commit.short()).unwrap_or_default(),
        seal: governance.seal(record).map(|seal| seal_words(site, seal)).unwrap_or_default(),
        counts_from: arrival.and_then(|_| record.takes_effect()).map(|day| site.day_view(day)),
        words: words(site, governance, record),
        evidence: record.evidence.to_string(),
        file: record.place.file.to_string(),
    }
}

/// What is said of the commit that brought a record.
fn seal_words(site: &Site, seal: &Seal) -> String {
    let kind = |kind: &SealKind| kind.name().into();
    match seal {
        Seal::Unsigned => site.say("seal_unsigned"),
        Seal::Good { kind: of, key, .. } => {
            site.fill("seal_good", [("kind", kind(of)), ("key", (&**key).into())])
        }
        Seal::Stranger { kind: of, key } if key.is_empty() => {
            site.fill("seal_stranger_unknown", [("kind", kind(of))])
        }
        Seal::Stranger { kind: of, key } => {
            site.fill("seal_stranger", [("kind", kind(of)), ("key", (&**key).into())])
        }
        Seal::Broken { kind: of } => site.fill("seal_broken", [("kind", kind(of))]),
        Seal::Unchecked { kind: of, why } => {
            site.fill("seal_unchecked", [("kind", kind(of)), ("why", (&**why).into())])
        }
    }
}

fn subject(site: &Site, record: &Record) -> Option<LinkView> {
    let name = record.page.as_ref().or_else(|| record.control())?;
    let page = record.page.as_ref().and_then(|page| site.content.documents.get(page));
    Some(match page {
        Some(page) => {
            let page = site.content.page(*page);
            LinkView { title: format!("{name} {}", page.title), path: path(&page.address) }
        }
        None => LinkView { title: name.to_string(), path: String::new() },
    })
}

fn text(site: &Site, record: &Record) -> Option<LinkView> {
    let text = record.text()?.text;
    let governance = site.governance()?;
    let subject = governance.subject_named(record.page.as_deref()?);
    let path = subject.and_then(|subject| text_path(site, &governance.subjects[subject], text));
    Some(LinkView { title: text.short(), path: path.unwrap_or_default() })
}

/// The record that another takes back: by the name of its file, where the edition names all pages; else by its object id.
fn taken_back(governance: &Governance, of: TextId) -> String {
    let file = governance.fold.file_of_record(of).filter(|_| governance.edition == Edition::Latest);
    file.map_or_else(|| of.short(), |file| file.name().to_owned())
}

fn words(site: &Site, governance: &Governance, record: &Record) -> String {
    let own = record.deed.details().in_words(&site.config.words, &|of| taken_back(governance, of));
    let parts = [own, record.note.to_string()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}
