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

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::markdown::ReferenceKind;
use crate::model::{Content, FolderId, Page, PageId, Referrer, Target};
use crate::path::{Address, FilePath};
use crate::source::Span;
use assets::Assets;
use index::Index;
use known::Here;
use resolve::{Lead, Resolver};

/// The address of the page that lists all tags.
pub fn tags_address() -> Address {
    Address::folder(names::TAGS)
}

/// Links pages to one another. Assets still lack the hash of their bytes: see [`measured`].
pub fn link(pages: Vec<Page>, files: &Files<'_>, config: &Config, site_file: &FilePath) -> Checked<Content> {
    let mut findings = Vec::new();
    let mut content = {
        let index = Index::new(&pages, files);
        names::duplicate_documents(&index, &mut findings);
        let leads = leads(&index, config, &mut findings);
        let mut assets = Assets::new(files);
        Content {
            targets: leads
                .into_iter()
                .map(|page| page.into_iter().map(|lead| target(lead, &mut assets)).collect())
                .collect(),
            relations: relations::relations(&index, &mut findings),
            redirects: names::redirects(&index, &mut findings),
            errands: names::errands(&index, config, site_file, &mut findings),
            documents: index.known.documents(),
            assets: assets.all,
            ..Content::default()
        }
    };
    (content.folders, content.folder_of) = tree::folders(&pages);
    content.pages = pages;
    if content.pages.iter().any(names::has_tags) {
        content.tags = names::tags(&content);
    }
    content.referrers = referrers(&content);
    Checked::new(content, findings)
}

fn leads<'a>(index: &'a Index<'a>, config: &'a Config, findings: &mut Vec<Finding>) -> Vec<Vec<Lead<'a>>> {
    let pages: Vec<PageId> = (0_u32..).map(PageId).take(index.pages.len()).collect();
    let resolved: Vec<Checked<Vec<Lead<'_>>>> = pages
        .par_iter()
        .map(|id| {
            let resolver = Resolver {
                index,
                allowed_hosts: &config.allowed_hosts,
                base_url: config.base_url.as_deref(),
                page: *id,
                here: Here::of(&index.pages[id.index()]),
            };
            let mut findings = Vec::new();
            let references = index.pages[id.index()].outline().map_or(&[][..], |outline| &outline.references);
            let leads =
                references.iter().map(|reference| resolver.resolve(reference, &mut findings)).collect();
            let leads = without_pictures(&index.pages[id.index()], leads);
            without_conflicts(&index.pages[id.index()], &mut findings);
            once_a_definition(&mut findings);
            Checked::new(leads, findings)
        })
        .collect();
    resolved.into_iter().map(|page| page.into_value(findings)).collect()
}

/// An older text shows what stood there then, which is published as such.
fn without_pictures<'a>(page: &Page, mut leads: Vec<Lead<'a>>) -> Vec<Lead<'a>> {
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

fn target<'a>(lead: Lead<'a>, assets: &mut Assets<'a>) -> Target {
    match lead {
        Lead::Page(page, anchor) => Target::Page(page, anchor),
        Lead::File(file, fragment) => Target::Asset(assets.number(file), fragment),
        Lead::Static(address, rest) => Target::File(address, rest),
        Lead::Elsewhere => Target::Elsewhere,
        Lead::Unapproved => Target::Unapproved,
        Lead::Nothing => Target::Nothing,
    }
}

/// Who refers to each page: every other page once, with its first reference.
fn referrers(content: &Content) -> Vec<Vec<Referrer>> {
    let mut referrers: Vec<Vec<Referrer>> = vec![Vec::new(); content.pages.len()];
    for page in content.reading_order(FolderId::ROOT) {
        for (reference, target) in (0_u32..).zip(&content.targets[page.index()]) {
            let Target::Page(to, _) = target else { continue };
            let there = &mut referrers[to.index()];
            if *to != page && there.last().is_none_or(|last| last.page != page) {
                there.push(Referrer { page, reference });
            }
        }
    }
    referrers
}
