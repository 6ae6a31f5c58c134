//! Pages -> linked content: what every reference leads to, and what refers to every page.

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

pub use assets::{measured, older_address, picture_size};
pub use former::redirect_moved;
pub use known::Files;
pub use places::{Led, OldText, Places};

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::markdown::ReferenceKind;
use crate::model::{Content, Face, FolderId, Page, Referrer, Target};
use crate::path::{Address, FilePath};
use crate::source::Span;
use crate::world::{Alike, Named, Same, Store};
use assets::Assets;
use index::Index;
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
pub fn link(pages: Vec<Arc<Page>>, files: Files, config: &Arc<Config>, store: &Store) -> Checked<Content> {
    let faces = pages.iter().cloned().map(Face).collect();
    let named = Names { faces, files, config: Same::of(config) };
    let index = store.last("names", named, |named| {
        let pages = named.faces.iter().map(|face| face.0.clone()).collect();
        Arc::new(Index::new(pages, &named.files))
    });
    let index: &Arc<Index> = &index;
    let of = (Same::of(index), Same::of(config));
    let ties = store.last("ties", of, |_| ties(index, config));
    let references = pages.iter().map(|page| References {
        page: Same::of(page),
        index: Same::of(index),
        config: Same::of(config),
    });
    let leads = store.each("references", references.collect(), leads);
    let mut findings = ties.findings.clone();
    findings.extend(leads.iter().flat_map(|leads| leads.findings.iter().cloned()));
    let mut assets = Assets::new(&index.files);
    let targets: Vec<Arc<[Target]>> = leads.iter().map(|leads| leads.value.targets(&mut assets)).collect();
    let assets = Arc::new(assets.all);
    let led: Vec<Alike<[Target]>> = targets.iter().cloned().map(Alike).collect();
    let referrers =
        store.last("referrers", (Same::of(index), led), |(_, led)| Arc::new(referrers(&ties.value, led)));
    let content =
        Content { pages, targets, assets, referrers: referrers.as_ref().clone(), ..ties.value.clone() };
    Checked::new(content, findings)
}

/// What decides which names lead where.
#[derive(PartialEq)]
struct Names {
    faces: Vec<Face>,
    files: Files,
    config: Same<Config>,
}

/// What decides where the references of a page lead.
struct References {
    page: Same<Page>,
    index: Same<Index>,
    config: Same<Config>,
}

impl PartialEq for References {
    fn eq(&self, other: &References) -> bool {
        self.page == other.page && self.index == other.index && self.config == other.config
    }
}

impl Named for References {
    fn name(&self) -> &FilePath {
        &self.page.0.path
    }
}

/// What follows from the faces of pages: everything but where their texts lead, and who refers to whom.
fn ties(index: &Index, config: &Config) -> Checked<Content> {
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
struct Leads {
    leads: Vec<Lead>,
    /// The same, where no file is among them that is to be numbered.
    targets: Option<Arc<[Target]>>,
}

impl Leads {
    fn targets(&self, assets: &mut Assets<'_>) -> Arc<[Target]> {
        match &self.targets {
            Some(targets) => targets.clone(),
            None => self.leads.iter().map(|lead| target(lead, assets)).collect(),
        }
    }
}

fn leads(of: &References) -> Checked<Leads> {
    let References { page: Same(page), index: Same(index), config: Same(config) } = of;
    let Some(id) = index.known.at_address(&page.address) else {
        return Checked::clean(Leads { leads: Vec::new(), targets: Some([].into()) });
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
    let leads = without_pictures(page, leads);
    without_conflicts(page, &mut findings);
    once_a_definition(&mut findings);
    let has_file = leads.iter().any(|lead| matches!(lead, Lead::File(..)));
    let targets = (!has_file).then(|| {
        let mut none = Assets::new(&index.files);
        leads.iter().map(|lead| target(lead, &mut none)).collect()
    });
    Checked::new(Leads { leads, targets }, findings)
}

/// An older text shows what stood there then, which is published as such.
fn without_pictures(page: &Page, mut leads: Vec<Lead>) -> Vec<Lead> {
    let references = page.outline().map_or(&[][..], |outline| &outline.references);
    for (lead, reference) in leads.iter_mut().zip(references).filter(|_| page.stood.is_some()) {
        let is_shown = matches!(reference.kind, ReferenceKind::Picture | ReferenceKind::HtmlPicture);
        if is_shown && matches!(lead, Lead::File(..)) {
            *lead = Lead::Nothing;
        }
    }
    leads
}

/// Links in a stretch that a merge has left unsettled are not told: one of its halves will go.
fn without_conflicts(page: &Page, findings: &mut Vec<Finding>) {
    let Some(source) = page.source.as_deref().filter(|source| !source.outline.conflicts.is_empty()) else {
        return;
    };
    findings.retain(|finding| {
        let span = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default();
        source.outline.conflicts.iter().all(|conflict| !conflict.shifted(source.body).holds(span))
    });
}

/// Links by reference have their target in common: it is told once, with how often it is used.
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

fn target(lead: &Lead, assets: &mut Assets<'_>) -> Target {
    match lead {
        Lead::Page(page, anchor) => Target::Page(*page, anchor.clone()),
        Lead::File(file, fragment) => Target::Asset(assets.number(file), fragment.clone()),
        Lead::Static(address, rest) => Target::File(address.clone(), rest.clone()),
        Lead::Elsewhere => Target::Elsewhere,
        Lead::Unapproved => Target::Unapproved,
        Lead::Nothing => Target::Nothing,
    }
}

/// Who refers to each page: every other page once, with its first reference.
fn referrers(content: &Content, targets: &[Alike<[Target]>]) -> Vec<Vec<Referrer>> {
    let mut referrers: Vec<Vec<Referrer>> = vec![Vec::new(); content.pages.len()];
    for page in content.reading_order(FolderId::ROOT) {
        for (reference, target) in (0_u32..).zip(&*targets[page.index()].0) {
            let Target::Page(to, _) = target else { continue };
            let there = &mut referrers[to.index()];
            if *to != page && there.last().is_none_or(|last| last.page != page) {
                there.push(Referrer { page, reference });
            }
        }
    }
    referrers
}
