//! Pages -> linked content: what every reference leads to, and what refers to every page.
//!
//! `link::index` finds pages by path, address, number, title and alias; `link::resolve` says what one reference leads
//! to and what is wrong with it; both ask `link::known`, as does `link::places` for older texts. The result is a
//! `Target` for each reference, in the order of the outline, so that rendering looks up by number and resolves nothing.
//! Back-references and typed relations from either end come from the same table.

mod active;
mod advice;
mod anchors;
mod assets;
mod block_files;
mod circles;
mod elsewhere;
mod former;
mod here;
mod index;
mod known;
mod names;
mod near;
mod other_ids;
mod otherwise;
mod pictures;
mod places;
mod relations;
mod resolve;
mod roles;
mod settings;
mod site_files;
mod tables;
mod tree;
mod withheld;

pub use active::{Activity, is_active_drawing};
pub use assets::{NumberedFiles, measured, older_address, picture_size, table_of};
pub use former::{former_addresses, moved_to, with_former_addresses};
pub use index::LinkIndex;
pub use names::id_place;
pub use places::{HistoricalLinks, OldLinkTarget, OldText};
pub use site_files::{ApprovedFiles, SiteFiles, Unpublished};

use std::cell::Cell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::markdown::{Reference, ReferenceKind, is_of_writing};
use crate::model::{Content, FolderId, MetadataVersion, Page, PageSignature, Referrer, Target};
use crate::path::{Address, FilePath};
use crate::shared::SharedList;
use crate::source::Span;
use assets::AssetNumbering;
use here::Here;
use resolve::{Lead, Resolver};

/// The address of the page that lists all tags.
pub fn tags_address() -> Address {
    Address::folder(names::TAGS)
}

/// Finds pages and files by their names.
pub fn index(pages: &SharedList<PageSignature>, files: &SiteFiles) -> LinkIndex {
    LinkIndex::new(pages.iter().map(|page| page.0.clone()).collect(), files)
}

/// Numbers the files that the references of pages lead to, in the order of the pages.
pub fn numbered<'a>(files: impl IntoIterator<Item = &'a FilePath>, index: &LinkIndex) -> NumberedFiles {
    let mut numbers = AssetNumbering::new(&index.files);
    files.into_iter().for_each(|file| _ = numbers.number(file));
    numbers.into_numbers()
}

/// What follows from all of pages but their words: everything but where their texts lead, and who refers to whom. Assets still
/// lack the hash of their bytes: see [`measured`].
pub fn ties(index: &LinkIndex, config: &Config) -> Checked<Content> {
    let mut findings = Vec::new();
    names::duplicate_documents(index, &mut findings);
    let (folders, folder_of) = tree::folders(&index.pages);
    let mut content = Content {
        pages: index.pages.clone(),
        metadata: MetadataVersion::default(),
        relations: Arc::new(relations::relations(index, &mut findings)),
        redirects: Arc::new(names::redirects(index, &mut findings)),
        errands: Arc::new(settings::errands(index, config, &mut findings)),
        books: Arc::new(settings::books(index, config, &mut findings)),
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
#[derive(Debug)]
pub struct Leads(Vec<Lead>);

impl Leads {
    /// The files among that.
    pub fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.0.iter().filter_map(|lead| match lead {
            Lead::File(file, _) => Some(file),
            _ => None,
        })
    }

    /// The same as the rest of the program knows it, with the numbers of files.
    pub fn targets(&self, files: &NumberedFiles) -> Arc<[Target]> {
        self.0.iter().map(|lead| target(lead, files)).collect()
    }
}

/// Finds where the references of a page lead.
pub fn leads(page: &Page, index: &LinkIndex, config: &Config) -> Checked<Arc<Leads>> {
    let Some(id) = index.known.at_address(&page.address) else {
        return Checked::clean(Arc::new(Leads(Vec::new())));
    };
    let resolver = Resolver {
        index,
        allowed_hosts: &config.allowed_hosts,
        elsewhere: &config.elsewhere,
        base_url: config.base_url.as_deref(),
        page: id,
        text: page.source.as_deref().map_or("", |source| source.markdown()),
        here: Here::of(page),
        searches: Cell::default(),
    };
    let mut findings = Vec::new();
    let lead = |reference: &Reference| match reference.kind {
        ReferenceKind::BlockFile => resolver.block_file(page, reference, &mut findings),
        _ => resolver.resolve(reference, &mut findings),
    };
    let leads = page.references().map(lead).collect();
    let mut leads = without_files(page, leads);
    withheld::withhold((page, &mut leads), &resolver, config, &mut findings);
    without_conflicts(page, &mut findings);
    without_foreign_code(page, &mut findings);
    once_a_definition(&mut findings);
    roles::wrong_in_blocks(index, page, &mut findings);
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

/// Nor are those in the code of another program, which are none.
fn without_foreign_code(page: &Page, findings: &mut Vec<Finding>) {
    let Some(source) = page.source.as_deref().filter(|source| !source.outline.foreign_code.is_empty()) else {
        return;
    };
    findings.retain(|finding| {
        let range = finding.place.as_ref().and_then(|place| place.span).unwrap_or_default().range();
        let in_text = |at: usize| at.saturating_sub(source.body);
        let span = Span::new(in_text(range.start)..in_text(range.end));
        !is_of_writing(finding.code, finding.severity) || !source.outline.is_in_foreign_code(span)
    });
}

/// What is found with a page since others link to something else by its name is reported once, however many do.
pub fn each_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut reported: Vec<Finding> = Vec::new();
    let (ambiguous, others): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.code == Code::AmbiguousLink);
    for finding in ambiguous {
        if !reported.contains(&finding) {
            reported.push(finding);
        }
    }
    others.into_iter().chain(reported).collect()
}

/// Links by reference have their target in common: it is reported once, with how often it is used.
fn once_a_definition(findings: &mut Vec<Finding>) {
    let mut counted: Vec<(Finding, usize)> = Vec::with_capacity(findings.len());
    let mut first: HashMap<(Option<Span>, Code, String), usize> = HashMap::new();
    for finding in findings.drain(..) {
        let span = finding.place.as_ref().and_then(|place| place.span);
        match first.entry((span, finding.code, finding.message.clone())) {
            Entry::Occupied(there) => {
                if let Some((_, uses)) = counted.get_mut(*there.get()) {
                    *uses += 1;
                }
            }
            Entry::Vacant(free) => {
                free.insert(counted.len());
                counted.push((finding, 1));
            }
        }
    }
    findings.extend(counted.into_iter().map(|(mut finding, uses)| {
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
pub fn referrers(content: &Content, targets: &SharedList<[Target]>) -> Vec<Vec<Referrer>> {
    let mut referrers: Vec<Vec<Referrer>> = vec![Vec::new(); content.pages.len()];
    for page in content.reading_order(FolderId::ROOT) {
        for (reference, target) in (0_u32..).zip(&*targets[page.index()]) {
            let Target::Page(to, _) = target else { continue };
            let Some(there) = referrers.get_mut(to.index()) else { continue };
            if *to != page && there.last().is_none_or(|last| last.page != page) {
                there.push(Referrer { page, reference });
            }
        }
    }
    referrers
}
