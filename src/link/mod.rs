//! Pages -> linked content: what every reference leads to, and what refers to every page.
//!
//! `link::index` finds pages by path, address, number, title and alias; `link::resolve` says what one reference leads
//! to and what is wrong with it; both ask `link::known`, as does `link::places` for older texts. The result is a
//! `Target` for each reference, in the order of the outline, so that rendering looks up by number and resolves nothing.
//! Back-references and typed relations from either end come from the same table.

mod assets;
mod circles;
mod elsewhere;
mod former;
mod index;
mod known;
mod names;
mod near;
mod places;
mod relations;
mod resolve;
mod tree;
mod withheld;

pub use assets::{measured, older_address, picture_size};
pub use former::{former_addresses, redirect_moved};
pub use known::{ApprovedFiles, SiteFiles};
pub use places::{HistoricalLinks, OldLinkTarget, OldText};

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::model::{Asset, Content, FolderId, Page, PageSignature, Referrer, Target};
use crate::path::{Address, FilePath};
use crate::shared::{ByPtr, SharedList};
use crate::source::Span;
use crate::world::{Store, page_signatures};
use assets::{AssetNumbering, NumberedFiles};
use index::LinkIndex;
use known::Here;
use resolve::{Lead, Resolver};

/// The address of the page that lists all tags.
pub fn tags_address() -> Address {
    Address::folder(names::TAGS)
}

/// Links pages to one another. Assets still lack the hash of their bytes: see [`measured`].
///
/// Names and what is told by them alone are worked out again when a face changes, the references of a page when that
/// happens or its text changes.
pub fn link(
    pages: SharedList<Page>,
    files: SiteFiles,
    config: &Arc<Config>,
    store: &Store,
) -> Checked<Content> {
    let faces = page_signatures(&pages, (store, "faces linked"));
    let named = Names { faces, files, config: ByPtr::of(config) };
    let index = store.last("names", named, |named| {
        let pages = named.faces.iter().map(|face| face.0.clone()).collect();
        Arc::new(LinkIndex::new(pages, &named.files))
    });
    let index: &Arc<LinkIndex> = &index;
    let of = (ByPtr::of(index), ByPtr::of(config));
    let ties = store.last("ties", of.clone(), |_| ties(index, config));
    let leads =
        store.map_rows("references", of, pages.clone(), |_, pages, row| leads(&pages[row], index, config));
    let mut findings = ties.findings.clone();
    findings.extend(each_once(leads.findings));
    let (targets, assets) = targets((&pages, &leads.value), index, store);
    let of = (ByPtr::of(index), targets.clone());
    let referrers = store.last("referrers", of, |(_, targets)| Arc::new(referrers(&ties.value, targets)));
    let content =
        Content { pages, targets, assets, referrers: referrers.as_ref().clone(), ..ties.value.clone() };
    Checked::new(content, findings)
}

/// What decides which names lead where.
#[derive(PartialEq)]
struct Names {
    faces: SharedList<PageSignature>,
    files: SiteFiles,
    config: ByPtr<Config>,
}

/// Where the references of all pages lead, and the files among that: each has its number by the order of the pages.
fn targets(
    (pages, leads): (&SharedList<Page>, &SharedList<Leads>),
    index: &Arc<LinkIndex>,
    store: &Store,
) -> (SharedList<[Target]>, Arc<Vec<Asset>>) {
    let of_pages = (pages.clone(), leads.clone());
    let files = store.map_rows_interned("files referred to", (), of_pages.clone(), |(), (_, leads), row| {
        Arc::new(leads[row].files().cloned().collect::<Vec<_>>())
    });
    let numbers = store.last("numbers of files", (ByPtr::of(index), files), |(index, files)| {
        let mut assets = AssetNumbering::new(&index.0.files);
        files.iter().flat_map(|files| files.iter()).for_each(|file| _ = assets.number(file));
        Arc::new(assets.into_numbers())
    });
    let numbers: &Arc<NumberedFiles> = &numbers;
    let targets =
        store.map_rows_interned("targets", ByPtr::of(numbers), of_pages, |numbers, (_, leads), row| {
            leads[row].0.iter().map(|lead| target(lead, &numbers.0)).collect()
        });
    (targets, numbers.all.clone())
}

/// What follows from the faces of pages: everything but where their texts lead, and who refers to whom.
fn ties(index: &LinkIndex, config: &Config) -> Checked<Content> {
    let mut findings = Vec::new();
    names::duplicate_documents(index, &mut findings);
    let (folders, folder_of) = tree::folders(&index.pages);
    let mut content = Content {
        pages: index.pages.clone(),
        relations: Arc::new(relations::relations(index, &mut findings)),
        redirects: Arc::new(names::redirects(index, &mut findings)),
        errands: Arc::new(names::errands(index, config, &mut findings)),
        documents: Arc::new(index.known.documents()),
        folders: Arc::new(folders),
        folder_of: Arc::new(folder_of),
        ..Content::default()
    };
    if content.pages.iter().any(|page| names::has_tags(page)) {
        content.tags = Arc::new(names::tags(&content));
    }
    Checked::new(content, findings)
}

/// Where the references of a page lead.
struct Leads(Vec<Lead>);

impl Leads {
    fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.0.iter().filter_map(|lead| match lead {
            Lead::File(file, _) => Some(file),
            _ => None,
        })
    }
}

fn leads(page: &Page, index: &LinkIndex, config: &Config) -> Checked<Arc<Leads>> {
    let Some(id) = index.known.at_address(&page.address) else {
        return Checked::clean(Arc::new(Leads(Vec::new())));
    };
    let resolver = Resolver {
        index,
        allowed_hosts: &config.allowed_hosts,
        base_url: config.base_url.as_deref(),
        page: id,
        here: Here::of(page),
    };
    let mut findings = Vec::new();
    let references = page.outline().map_or(&[][..], |outline| &outline.references);
    let leads = references.iter().map(|reference| resolver.resolve(reference, &mut findings)).collect();
    let mut leads = without_files(page, leads);
    withheld::withhold((page, &mut leads), &resolver, config, &mut findings);
    without_conflicts(page, &mut findings);
    once_a_definition(&mut findings);
    Checked::new(Arc::new(Leads(leads)), findings)
}

/// An older text shows and links what stood there then, which is published as such.
fn without_files(page: &Page, mut leads: Vec<Lead>) -> Vec<Lead> {
    for lead in leads.iter_mut().filter(|_| page.stood.is_some()) {
        if matches!(lead, Lead::File(..)) {
            *lead = Lead::Nothing;
        }
    }
    leads
}

/// Links in a stretch that a merge has left unsettled are not reported: one of its halves will go.
fn without_conflicts(page: &Page, findings: &mut Vec<Finding>) {
    let Some(source) = page.source.as_deref().filter(|source| !source.outline.conflicts.is_empty()) else {
        return;
    };
    findings.retain(|finding| {
        let span = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default();
        source.outline.conflicts.iter().all(|conflict| !conflict.shifted(source.body).holds(span))
    });
}

/// What is told of a page since others link to something else by its name is told once, however many do.
fn each_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::new();
    let (ambiguous, others): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.code == Code::AmbiguousLink);
    for finding in ambiguous {
        if !told.contains(&finding) {
            told.push(finding);
        }
    }
    others.into_iter().chain(told).collect()
}

/// Links by reference have their target in common: it is reported once, with how often it is used.
fn once_a_definition(findings: &mut Vec<Finding>) {
    let mut told: Vec<(Finding, usize)> = Vec::with_capacity(findings.len());
    let mut first: HashMap<(Option<Span>, Code, String), usize> = HashMap::new();
    for finding in findings.drain(..) {
        let span = finding.place.as_ref().and_then(|place| place.span);
        match first.entry((span, finding.code, finding.message.clone())) {
            Entry::Occupied(there) => told[*there.get()].1 += 1,
            Entry::Vacant(free) => {
                free.insert(told.len());
                told.push((finding, 1));
            }
        }
    }
    findings.extend(told.into_iter().map(|(mut finding, uses)| {
        if uses > 1 {
            let comma = if finding.label.is_empty() { "" } else { "; " };
            finding.label = format!("{}{comma}used at {uses} places", finding.label);
        }
        finding
    }));
}

fn target(lead: &Lead, files: &NumberedFiles) -> Target {
    match lead {
        Lead::Page(page, anchor) => Target::Page(*page, anchor.clone()),
        Lead::File(file, fragment) => match files.number(file) {
            Some(number) => Target::Asset(number, fragment.clone()),
            None => Target::Nothing,
        },
        Lead::Static(address, rest) => Target::File(address.clone(), rest.clone()),
        Lead::Elsewhere => Target::Elsewhere,
        Lead::Unapproved => Target::Unapproved,
        Lead::Nothing => Target::Nothing,
    }
}

/// Who refers to each page: every other page once, with its first reference.
fn referrers(content: &Content, targets: &SharedList<[Target]>) -> Vec<Vec<Referrer>> {
    let mut referrers: Vec<Vec<Referrer>> = vec![Vec::new(); content.pages.len()];
    for page in content.reading_order(FolderId::ROOT) {
        for (reference, target) in (0_u32..).zip(&*targets[page.index()]) {
            let Target::Page(to, _) = target else { continue };
            let there = &mut referrers[to.index()];
            if *to != page && there.last().is_none_or(|last| last.page != page) {
                there.push(Referrer { page, reference });
            }
        }
    }
    referrers
}
